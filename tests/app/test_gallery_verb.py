"""The verb `gallery`: what it writes, that a killed one goes on, and one sentence for every mistake."""

from __future__ import annotations

import csv
import json
import os
import signal
import time
from pathlib import Path

import pytest

from app.cli.main import main
from app.cli.study_options import SORTS
from core.evaluation.gallery import METRICS
from tests.app.driving import SHAPES
from tests.forked import Forked
from tests.nets import TRAINED

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


def gallery(*words: str | Path) -> int:
    return main(["gallery", *map(str, words), "--device", "cpu", "--resolution", "16"])


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "gallery.csv").open() as file:
        return list(csv.DictReader(file))


def test_it_writes_csv_thumbnails_and_json_worst_first(own_checkpoints, tmp_path, capsys):
    folder = tmp_path / "g"
    assert gallery("bundled", "furniture:val#0-2", "--checkpoint", "furniture-scan", "--out", folder) == 0
    table = rows(folder)
    assert len(table) == 11
    known = [float(row["iou"]) for row in table if row["iou"]]
    assert known == sorted(known)
    assert [row["name"] for row in table if not row["iou"]] == ["chair-scan.pcd"]  # a scan has no truth: last
    assert table[-1]["name"] == "chair-scan.pcd"
    assert len(list((folder / "thumbnails").glob("*.png"))) == len(list((folder / "results").glob("*.json"))) == 11
    summary = json.loads((folder / "summary.json").read_text())
    assert (summary["shapes"], summary["iou"]["finite"]) == (11, 10)
    said = capsys.readouterr().out
    assert f"11 shapes, {TRAINED} steps of furniture-scan" in said
    assert table[0]["name"] in said.splitlines()[1]
    assert "\r" not in said
    assert "━" not in said  # no bar in a pipe


def test_the_names_of_the_metrics_are_the_core_s():
    assert tuple(metric.key for metric in METRICS) == SORTS


def test_a_killed_one_goes_on(checkpoints, tmp_path):
    folder = tmp_path / "g"
    words = [
        "gallery", "furniture:test#0-11", "--checkpoint", str(checkpoints / "furniture-scan"), "--out", str(folder),
        "--device", "cpu", "--resolution", "24",
    ]  # fmt: skip
    with Path(os.devnull).open("wb") as nowhere:
        child = Forked([str(ROOT / "main.py"), *words], nowhere.fileno())
    deadline = time.monotonic() + 240
    while len(list((folder / "results").glob("0*.json"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    child.kill()
    assert child.wait() == -signal.SIGKILL
    early = {file.name: file.stat().st_mtime_ns for file in (folder / "results").glob("0*.json")}
    assert 3 <= len(early) < 12
    assert main(words) == 0
    late = {file.name: file.stat().st_mtime_ns for file in (folder / "results").glob("0*.json")}
    assert len(late) == 12
    assert {name: late[name] for name in early} == early  # not computed again
    assert sorted(int(row["number"]) for row in rows(folder)) == list(range(12))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere", "--checkpoint", "furniture-scan"), "check the path"),
        (("outlines:test#0-3", "--checkpoint", "furniture-scan"), "no 3D shapes"),
        (("bundled", "--checkpoint", "nothing"), "no such checkpoint"),
    ],
)
def test_mistakes_are_one_sentence_and_leave_nothing(own_checkpoints, tmp_path, capsys, words, sentence):
    assert gallery(*words, "--out", tmp_path / "g") == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
    assert not (tmp_path / "g").exists()


@pytest.mark.parametrize(
    ("conditions", "clause"),
    [
        ('{"noise": 5}', "noise is 5 and has to be a number from 0 to 0.1"),
        ("3", "the conditions is 3 and has to be a table"),
        ("[" * 100_000, "nested too deeply"),
        ('{"views": [[1, 2]]}', "views 1 is [1, 2] and has to be a list of 3 values"),
    ],
)
def test_conditions_that_do_not_fit_are_refused_with_the_key(own_checkpoints, tmp_path, capsys, conditions, clause):
    with pytest.raises(SystemExit) as left:
        gallery("bundled", "--checkpoint", "furniture-scan", "--conditions", conditions, "--out", tmp_path / "g")
    assert left.value.code == 2
    assert clause in capsys.readouterr().err


def test_other_settings_do_not_mix(own_checkpoints, tmp_path, capsys):
    words = (SHAPES / "chair.ply", "--checkpoint", "furniture-scan", "--out", tmp_path / "g")
    assert gallery(*words) == 0
    assert gallery(*words, "--seed", "1") == 2
    assert "other settings (seed)" in capsys.readouterr().err
