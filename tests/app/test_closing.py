"""Closing the window ends the process, whatever it is doing: no further part, no child, nothing half written."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
from pathlib import Path

import pytest

from core.runs.session import read_session
from core.runs.session_parts import SUFFIX
from tests.forked import begun
from tests.pieces import large_mesh
from tests.processes import children

pytestmark = [pytest.mark.gl, pytest.mark.slow, pytest.mark.timeout(300)]
PATIENCE_S = 280


def closed(kind: str, checkpoints: Path, folder: Path) -> list[str]:
    """What the program says that closes its window during a kind of work. It must end by itself, without an error."""
    words = ["-m", "tests.app.closing", kind, str(checkpoints), str(folder)]
    environment = {**os.environ, "TMPDIR": str(folder / "tmp"), "XDG_DATA_HOME": str(folder / "home")}
    (folder / "tmp").mkdir()
    with (folder / "told").open("w+") as told, (folder / "errors").open("w+") as errors:
        process = begun(words, told.fileno(), errors.fileno(), environment, anew=kind == "loading")
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            said = (folder / "told").read_text().splitlines()[-5:]
            pytest.fail(f"the process goes on for ever after: {said} {(folder / 'errors').read_text()}")
    said, wrong = ((folder / name).read_text() for name in ("told", "errors"))
    assert process.returncode == 0, wrong
    assert "Traceback" not in wrong
    assert "QThread" not in wrong
    assert "leaked" not in wrong, "a normal end says nothing"
    assert not children(process.pid)
    assert not list((folder / "tmp").glob("metasdf-*")), "old states and packed sessions go with the window"
    return said.splitlines()


def parts_after_closing(lines: list[str]) -> int:
    return lines[lines.index("close") :].count("part")


@pytest.mark.parametrize("kind", ["loading", "stepping", "playing", "race", "gallery"])
def test_work_ends_with_the_window(kind, checkpoints, tmp_path):
    lines = closed(kind, checkpoints, tmp_path)
    assert parts_after_closing(lines) <= 1, "but for the one that is being made"
    assert lines[-1] == "returned"


def test_a_training_ends_with_the_window(checkpoints, tmp_path):
    assert parts_after_closing(closed("training", checkpoints, tmp_path)) == 0


def test_a_recording_ends_with_the_window_and_leaves_no_file(checkpoints, tmp_path):
    closed("recording", checkpoints, tmp_path)
    assert not list(tmp_path.glob("film*"))


def test_an_opening_that_cannot_be_given_up_holds_nothing_up(checkpoints, tmp_path):
    large_mesh(tmp_path / "large.obj")
    assert parts_after_closing(closed("opening", checkpoints, tmp_path)) == 0


def test_a_file_that_does_not_answer_holds_nothing_up(checkpoints, tmp_path):
    """Who opens a file of which another program has the lease waits until that gives it back, as on a dead network."""
    signal.signal(signal.SIGIO, signal.SIG_IGN)  # by which the holder is asked to
    file = tmp_path / "silent.ply"
    file.write_bytes(b"ply")
    descriptor = os.open(file, os.O_RDWR)
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
    except OSError:
        pytest.skip("this disk knows no leases")
    try:
        assert closed("silent", checkpoints, tmp_path)[-1] == "close", "it was left, and did not return"
    finally:
        os.close(descriptor)
        signal.signal(signal.SIGIO, signal.SIG_DFL)


def test_a_reader_without_end_holds_nothing_up(checkpoints, tmp_path):
    (tmp_path / "silent.ply").write_bytes(b"ply")
    assert closed("endless", checkpoints, tmp_path)[-1] == "close", "it was left, and did not return"


def test_what_never_ends_does_not_hold_the_process(checkpoints, tmp_path):
    lines = closed("stuck", checkpoints, tmp_path)
    assert lines[-2:] == ["part", "close"], "it was left, and did not return"


def test_what_was_saved_is_whole(checkpoints, tmp_path):
    closed("saving", checkpoints, tmp_path)
    assert len(read_session(tmp_path / f"saved{SUFFIX}").run.entries) == 41
