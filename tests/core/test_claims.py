"""One program at a time in an output folder, and nothing of somebody else's is replaced unasked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest

from core.errors import UserError
from core.storage.claims import check_same, claimed
from core.storage.scratch import ScratchFolder

ROOT = Path(__file__).resolve().parents[2]
HOLDER = (
    "import sys, time; from pathlib import Path; from core.storage.claims import claimed\n"
    "with claimed(Path(sys.argv[1])): print('held', flush=True); time.sleep(100)"
)


def test_the_second_one_is_refused_until_the_first_is_gone_however_it_went(tmp_path):
    folder = tmp_path / "out"
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        with (
            pytest.raises(UserError, match=r"out is being written by another program; .* another --out"),
            claimed(folder),
        ):
            pass
        child.kill()
        child.wait(200)
    with claimed(folder):
        (folder / "result").write_bytes(b"")
    assert [path.name for path in folder.iterdir()] == ["result"]


def test_a_folder_is_held_against_the_same_program_too(tmp_path):
    with claimed(tmp_path), pytest.raises(UserError, match="another folder"), claimed(tmp_path, "another folder"):
        pass


def test_no_two_hold_a_folder_while_many_come_and_go(tmp_path):
    inside, most = [], []

    def try_often() -> None:
        for _ in range(200):
            try:
                with claimed(tmp_path / "out"):
                    inside.append(1)
                    most.append(len(inside))
                    inside.pop()
            except UserError:
                pass

    threads = [threading.Thread(target=try_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(most) == {1}


def test_a_folder_that_stays_empty_is_not_left_and_a_file_is_no_folder(tmp_path):
    with claimed(tmp_path / "a"):
        pass
    assert not (tmp_path / "a").exists()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="file cannot be written"), claimed(tmp_path / "file"):
        pass


def test_what_killed_programs_left_in_the_temporary_folder_is_removed_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program = (
        "import time; from core.storage.scratch import ScratchFolder; "
        "s = ScratchFolder(); print(s.path, flush=True); time.sleep(100)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as child:  # fmt: skip
        assert child.stdout is not None
        left = Path(child.stdout.readline().strip())
        (left / "states").write_bytes(b"much")
        (tmp_path / "metasdf-mine").mkdir()  # without a lock: nobody's to judge
        with ScratchFolder() as own:
            assert left.exists()
        child.kill()
        child.wait(200)
    with ScratchFolder() as own:
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted(("metasdf-mine", own.name))
    assert [path.name for path in tmp_path.iterdir()] == ["metasdf-mine"]


def test_who_still_writes_in_a_folder_that_goes_does_not_keep_it(tmp_path, monkeypatch):
    """As the thread does that packs a session, when the window is closed meanwhile."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    scratch = ScratchFolder()
    (scratch.path / "states").write_bytes(b"much")
    removed = shutil.rmtree

    def slowly(folder: Path, **how: Any) -> None:
        removed(folder / "states", **how)
        with pytest.raises(FileNotFoundError):
            (scratch.path / "late").write_bytes(b"more")
        removed(folder, **how)

    monkeypatch.setattr(shutil, "rmtree", slowly)
    scratch.cleanup()
    assert not list(tmp_path.iterdir())
    scratch.cleanup()  # there is nothing left to remove


def test_results_of_something_else_are_refused_by_name(tmp_path):
    document = tmp_path / "run.json"
    check_same(document, {"input": "a"}, replace=False)
    document.write_text(json.dumps({"input": "a", "seed": 3, "more": 1}))
    check_same(document, {"input": "a", "seed": 3}, replace=False)
    check_same(document, {"input": "b", "seed": 3}, replace=True)
    with pytest.raises(UserError, match=r"something else \(seed 3\); .* another --out, or --replace"):
        check_same(document, {"input": "a", "seed": 4}, replace=False)


def test_results_of_more_steps_or_of_another_program_are_refused(tmp_path):
    document = tmp_path / "run.json"
    document.write_text(json.dumps({"input": "a", "steps": [0, 1, 2], "conditions": {"noise": 0.1}}))
    check_same(document, {"input": "a"}, replace=False, parts={"steps": 3})
    check_same(document, {"input": "a", "later": 1}, replace=False)
    with pytest.raises(UserError, match=r"something else \(3 steps\)"):
        check_same(document, {"input": "a"}, replace=False, parts={"steps": 2})
    with pytest.raises(UserError, match=r'something else \(conditions \{"noise": 0.1\}\)'):
        check_same(document, {"input": "a", "conditions": {}}, replace=False)
    check_same(document, {"input": "a", "conditions": {"noise": 0.1}}, replace=False)
    with pytest.raises(UserError, match=r"something else \(not of this program\)"):
        check_same(document, {"checkpoint": "b"}, replace=False)
