"""The verb `runs`: list, export, and two runs compared."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli.main import main
from core.runs.identity import weights_hash
from core.runs.kept import keep, noted
from core.runs.session import Session
from tests.nets import small_checkpoint
from tests.runs import CHAIR, DIGIT, a_run


def adapted(folder: Path, path: Path, dim: int, kind: str, steps: int) -> Session:
    """A session of a net that lies in the folder."""
    from core.observation.observe import observe
    from core.readers.load import load
    from core.runs.checkpoint import load_checkpoint, method_of
    from core.runs.run import advance, begin

    _, session = a_run(path, kind)
    name = small_checkpoint(folder / f"net{dim}", dim, kind)
    checkpoint = load_checkpoint(name)
    method = method_of(checkpoint, "cpu")
    run = begin(str(path), observe(load(path), kind, 64, 3), checkpoint, method, 3)  # pyright: ignore[reportArgumentType]
    for _ in range(steps):
        run = run.extended(advance(run, method))
    setup = {**session.setup, "checkpoint": name}
    return replace(session, run=run, setup=setup, checkpoint_hash=weights_hash(name), view={"cursor": steps})


def test_runs_are_listed_exported_and_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = ["--folder", str(tmp_path / "runs")]
    assert main(["runs", "list", *table]) == 0
    assert "No run is kept yet" in capsys.readouterr().out
    one, two = (keep(adapted(tmp_path, CHAIR, 3, "scan", steps), tmp_path / "runs") for steps in (0, 2))
    noted(two, "moved")
    assert main(["runs", "keep", str(one.session), "--notes", "again", *table]) == 0
    capsys.readouterr()
    assert main(["runs", "list", "--json", *table]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {str(one.session), str(two.session)} < {row["session"] for row in listed}
    assert len(listed) == 3
    (tmp_path / "runs" / "bad.json").write_text("{", encoding="utf-8")
    assert main(["runs", "export", str(tmp_path / "runs.csv"), *table]) == 0
    assert "bad.json" in capsys.readouterr().err
    (tmp_path / "runs" / "bad.json").unlink()
    with (tmp_path / "runs.csv").open(encoding="utf-8", newline="") as stream:
        assert {line["notes"] for line in csv.DictReader(stream)} == {"moved", "again", ""}
    assert main(["runs", "compare", str(one.session), str(two.session), "--resolution", "32", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert 0 < found["iou"] < 1
    assert 0 < found["mean"] <= found["p95"]
    assert found["compared_in"] == "the coordinates of their file"
    assert found["chamfer_x1000"] > 0
    assert len(found["volumes"]) == 2
    assert main(["runs", "compare", str(one.session), str(two.session), "--resolution", "32"]) == 0
    assert "Chamfer" in capsys.readouterr().out
    old = keep(replace(adapted(tmp_path, CHAIR, 3, "scan", 1), checkpoint_hash="0" * 64), tmp_path / "old")
    assert main(["runs", "compare", str(one.session), str(old.session)]) == 2
    assert "has other weights than when the run was kept" in capsys.readouterr().err
    flat = keep(adapted(tmp_path, DIGIT, 2, "half", 1), tmp_path / "runs")
    assert main(["runs", "compare", str(one.session), str(flat.session)]) == 2
    assert "cannot be compared" in capsys.readouterr().err
    assert main(["runs", "compare", "1", "9", *table]) == 2
    assert "There is no run 9" in capsys.readouterr().err
