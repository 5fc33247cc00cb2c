"""The verb `probe`: its tables hold the numbers of the methods, and every mistake is one sentence."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import main
from app.cli import main as cli
from tests.app.terminal import CHAIR, DIGIT


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_everything_is_written(solid, tmp_path, capsys):
    asked = ["--against", "scratch", "--cells", "5", "--dial", "legs", "--steps", "2", "--out", str(tmp_path)]
    assert main.main(["probe", CHAIR, "--checkpoint", solid, *asked]) == 0
    assert "probe.json" in capsys.readouterr().out
    steps = rows(tmp_path / "steps.csv")
    assert [row["step"] for row in steps] == ["1", "2"]
    assert float(steps[0]["update_norm"]) == pytest.approx(0.01 * float(steps[0]["gradient_norm"]), rel=1e-3)
    assert steps[0]["cosine_with_before"] == ""
    assert -1 <= float(steps[1]["cosine_with_before"]) <= 1
    assert [float(row["mean_rate"]) for row in rows(tmp_path / "rates.csv")] == pytest.approx([0.01] * 12)
    assert len(rows(tmp_path / "slice.csv")) == 25
    assert [row["name"] for row in rows(tmp_path / "slice_marks.csv")][:3] == ["start", "step 2", "scratch"]
    assert [float(row["value"]) for row in rows(tmp_path / "dial.csv")] == list(range(2, 13))
    document = json.loads((tmp_path / "probe.json").read_text())
    assert document["steps"][0]["cosine_with_before"] is None
    assert document["task_alignment"][0]["this task"] == pytest.approx(1)
    assert len(document["step_alignment"]) == 2
    again = ["--checkpoint", solid, "--steps", "1", "--out", str(tmp_path)]
    assert main.main(["probe", CHAIR, *again]) == 2, "what was found of two steps is not replaced unasked"
    assert "--replace" in capsys.readouterr().err
    assert json.loads((tmp_path / "probe.json").read_text()) == document
    assert main.main(["probe", CHAIR, *again, "--replace"]) == 0


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (["--dial", "gravity"], "no dial gravity"),
        (["--against", "nobody"], "no such checkpoint"),
        (["--against", "scratch", "--steps", "0"], "needs a step"),
    ],
)
def test_mistakes_are_one_sentence(flat, tmp_path, capsys, asked, words):
    assert cli.main(["probe", DIGIT, "--checkpoint", flat, *asked, "--out", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1
