"""The table of kept runs: what is written comes back, programs that write at once lose nothing, damage stays alone."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from core.errors import UserError
from core.runs.kept import KeptRun, csv_text, delete, keep, noted, read_row, read_rows
from core.runs.reopening import reopen_source
from core.runs.session import read_session
from core.storage.resources import ROOT
from tests.forked import python
from tests.runs import CHAIR, DIGIT, a_run

WRITER = """
import sys
from pathlib import Path
from core.runs.kept import keep
from core.runs.session import read_session
session = read_session(sys.argv[1])
for number in range(8):
    keep(session, Path(sys.argv[2]), f"{sys.argv[3]}{number}")
"""


def test_a_kept_run_tells_what_it_was_and_keeps_its_session(tmp_path: Path) -> None:
    run, session = a_run(CHAIR, "scan")
    row = keep(session, tmp_path, "chair")
    assert (row.name, row.steps, row.seed, row.points, row.observe) == ("chair", 1, 3, 64, "scan")
    assert (row.dim, row.refined, row.iou) == (3, False, None)
    assert row.loss == run.entries[1].record.context_loss
    assert read_rows(tmp_path) == ((row,), ())
    assert len(read_session(row.session).run.entries) == 3
    assert noted(row, "better, by a hair").notes == read_row(row.file).notes
    delete(row)
    assert not list(tmp_path.iterdir())


def test_an_input_beside_its_session_goes_along_when_the_session_is_kept(tmp_path: Path) -> None:
    there, gone = tmp_path / "there", str(tmp_path / "gone" / CHAIR.name)
    there.mkdir()
    shutil.copy(CHAIR, there)
    session = replace(a_run(CHAIR, "scan")[1], source=gone)
    row = keep(session, tmp_path / "runs", beside=there / "one.metasdf")
    assert row.source == str(there / CHAIR.name)
    shutil.rmtree(there)
    assert reopen_source(read_session(row.session), row.session)[1] == ""


def test_programs_that_keep_runs_at_once_lose_none(tmp_path: Path) -> None:
    kept = keep(a_run(DIGIT, "half")[1], tmp_path / "one")
    command = [*python(), "-c", WRITER, str(kept.session), str(tmp_path / "all")]
    writers = [subprocess.Popen([*command, name], cwd=ROOT) for name in "ab"]
    assert [writer.wait(300) for writer in writers] == [0, 0]
    rows, faults = read_rows(tmp_path / "all")
    assert {row.name for row in rows} == {f"{name}{number}" for name in "ab" for number in range(8)}
    assert not faults


def test_a_damaged_row_is_one_sentence_and_the_others_stay(tmp_path: Path) -> None:
    row = keep(a_run(DIGIT, "half")[1], tmp_path)
    told = json.loads(row.file.read_text(encoding="utf-8"))
    wrong = {"cut": "{", "misfit": json.dumps({**told, "points": -1}), "newer": json.dumps({**told, "format": 99})}
    for name, text in wrong.items():
        (tmp_path / f"{name}.json").write_text(text, encoding="utf-8")
    rows, faults = read_rows(tmp_path)
    assert rows == (row,)
    assert [sum(name in fault for fault in faults) for name in wrong] == [1, 1, 1]
    with pytest.raises(UserError, match="newer version"):
        read_row(tmp_path / "newer.json")


def test_what_is_not_known_here_is_written_again_and_numbers_beyond_json_come_back(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    row = KeptRun("a", "2026", 2, "", "", "", "", "", "", 1, 0, 0, False, loss=float("inf"), file=file)
    noted(row, "x")
    told = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**told, "mood": "good"}), encoding="utf-8")
    assert read_row(file).loss == float("inf")
    noted(read_row(file), 'a "quoted", two\nlines')
    assert json.loads(file.read_text(encoding="utf-8"))["mood"] == "good"
    (line,) = csv.DictReader(csv_text(read_rows(tmp_path)[0]).splitlines(keepends=True))
    assert (line["notes"], line["iou"], line["loss"]) == ('a "quoted", two\nlines', "", "inf")
