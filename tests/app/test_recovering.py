"""Programs that are killed, really: what the next start offers, what stays after a clean end, what signals do."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from app.window.window import MainWindow
from core.runs.recovery import STEPS_SUFFIX, read_recovery, recoveries
from tests.app.driving import SHAPES, Person, answering
from tests.forked import Forked

pytestmark = [pytest.mark.gl, pytest.mark.timeout(600)]  # several starts of the whole program each
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 240

PROGRAM = """
import json, sys
from pathlib import Path
import core.runs.checkpoint, core.runs.session  # which has its own name for the bundled ones, as in the test
core.runs.checkpoint.BUNDLED = Path(sys.argv[1])
import app.window.application, app.window.window
from app.window.window import MainWindow

path, goal, branch, train = sys.argv[2], int(sys.argv[3]), sys.argv[4] == "branch", sys.argv[5] == "train"

def tell(**parts):
    print(json.dumps(parts), flush=True)

class Driven(MainWindow):
    def __init__(self, path=None):
        super().__init__(path)
        self.start.completed.connect(self.work)
        self.store.cursor_changed.connect(self.report)
        self.engine.branched.connect(self.go_on)
        self.store.busy_changed.connect(self.rest)

    def work(self):
        if train:
            self.outer_loop.started.connect(lambda _: tell(child=self.outer_loop.child.process_id))
            self.outer_loop.start(0, 5000)
        self.player.go_to(goal)

    def report(self):
        session = self.store.session
        self.autosave.settled(200)  # its thread comes late on a busy machine
        tell(step=session.cursor, line=session.document.line, loss=session.entry.record.context_loss)

    def rest(self):
        session = self.store.session
        if session.busy or session.cursor < goal:
            return
        if branch and len(session.document.lines) < 2:
            from core.methods.overrides import Overrides
            self.controller.branch(2, Overrides(rate_scale=0.5))
        elif not branch or session.document.line == 1:
            tell(kept=self.autosave.settled(200))

    def go_on(self):
        self.player.go_to(goal)

app.window.window.MainWindow = Driven
sys.exit(app.window.application.run(path))
"""


class Program:
    """The program in a process of its own, that takes steps by itself and tells them."""

    def __init__(self, home: Path, checkpoints: Path, path: Path, goal: int, *, branch: str = "", train: str = ""):
        environment = {
            **os.environ, "HOME": str(home), "TMPDIR": str(home / "tmp"), "PYTHONPATH": str(ROOT),
            **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
        }  # fmt: skip
        (home / "tmp").mkdir(parents=True, exist_ok=True)
        words = [str(checkpoints), str(path), str(goal), branch, train]
        self.told: list[dict[str, Any]] = []
        out, into = os.pipe()
        self.stdout = os.fdopen(out)
        self.child = Forked(["-c", PROGRAM, *words], into, environment=environment)
        os.close(into)

    def hear(self, key: str, least: int = 0) -> Any:
        """Listen until it has told this, a number at least so large; who says nothing for too long is ended."""
        late = threading.Timer(PATIENCE_S, self.child.kill)
        late.start()
        try:
            for line in self.stdout:
                self.told.append(json.loads(line))
                if self.told[-1].get(key, -1) >= least:
                    return self.told[-1][key]
        finally:
            late.cancel()
        raise AssertionError(f"it ended without telling {key}: {self.told[-3:]}")

    def end(self, number: int) -> int:
        """Send a signal; returns the exit code once it is gone. What it has told until then is heard."""
        self.child.send_signal(number)
        self.told += [json.loads(line) for line in self.stdout if line.endswith("}\n")]
        return self.child.wait(PATIENCE_S)

    @property
    def shown(self) -> dict[int, float]:
        """Losses of the steps that were shown, by step."""
        return {one["step"]: one["loss"] for one in self.told if "step" in one}


def left(home: Path) -> list[Path]:
    """The recoveries of all programs with this home."""
    folders = sorted((home / "data" / "MetaSDF" / "MetaSDF Live" / "recovery").glob("*"))
    return [path for folder in folders for path in recoveries(folder)]


@pytest.fixture
def own(tmp_path: Path) -> list[Path]:
    """Two pictures of a person's own."""
    paths = [tmp_path / name for name in ("one.png", "two.png")]
    for path, digit in zip(paths, ("digit-3.png", "digit-7.png"), strict=True):
        path.write_bytes((SHAPES / digit).read_bytes())
    return paths


@pytest.fixture
def programs() -> Iterator[list[Program]]:
    running: list[Program] = []
    yield running
    for program in running:
        program.child.kill()
        program.child.wait()
        program.stdout.close()


def test_killed_programs_are_offered_each_with_its_last_step_and_picture(
    own, tmp_path, checkpoints, own_checkpoints, programs, qtbot, monkeypatch
):
    home = tmp_path / "home"
    programs += [Program(home, checkpoints, own[0], 6, branch="branch"), Program(home, checkpoints, own[1], 400)]
    programs[0].hear("kept")
    programs[1].hear("step", 5)
    assert [program.end(signal.SIGKILL) for program in programs] == [-signal.SIGKILL] * 2
    first, second = (read_recovery(path) for path in sorted(left(home), key=lambda path: -_lines(path)))
    assert [len(line.run.entries) for line in first.lines] == [7, 7], "complete, with its branch"
    assert (first.shown, first.view["cursor"]) == (1, 6)
    losses = [e.record.context_loss for e in second.run.entries]
    shown = programs[1].shown
    assert len(losses) >= max(shown), "but for the step that was on its way at most"
    assert [shown[step] for step in range(1, max(shown))] == losses[1 : max(shown)]

    folder = left(home)[0].parents[1]
    monkeypatch.setattr("app.window.recovering.home", lambda: folder)
    monkeypatch.setattr("app.window.autosave.home", lambda: folder)
    window = MainWindow(str(SHAPES / "digit-3.png"))
    qtbot.addWidget(window)
    window.show()
    window.begin()
    hands = Person(window, qtbot)
    hands.wait(lambda: window.start.complete and hands.session.document is not None)
    hands.wait(lambda: window.recovering.dialog is not None and len(window.recovering.dialog.paths) == 2)
    dialog = window.recovering.dialog
    assert dialog is not None
    ages = [Path(path).with_suffix(STEPS_SUFFIX).stat().st_mtime for path in dialog.paths]
    assert ages == sorted(ages, reverse=True), "the latest first"
    assert dialog.list.currentRow() == 0
    row = next(row for row in range(2) if "one.png" in dialog.list.item(row).text())
    assert "Branch 1 (rates × 0.5): 6 steps" in dialog.list.item(row).text()
    assert all(not dialog.list.item(row).icon().isNull() for row in range(2))
    dialog.list.setCurrentRow(row)
    qtbot.mouseClick(dialog.open_, Qt.MouseButton.LeftButton)
    hands.wait(lambda: hands.session.document.source.name == "one.png")
    session = hands.session
    assert (session.document.line, session.cursor, session.last) == (1, 6, 6)
    assert session.entry.record == first.shown_run.entries[6].record
    assert session.entry.level is not None
    assert window.isWindowModified(), "it is in no file of the person's"
    assert not window.settings.recent or "recovery" not in window.settings.recent[0]
    hands.wait(lambda: len(dialog.paths) == 1)
    assert len(left(home)) == 2, "it is kept by the new program now"
    hands.wait(hands.idle)
    window.leaving.interrupt()
    assert len(left(home)) == 2, "a signal leaves it for the next start"
    assert {_lines(path) for path in left(home)} == {1, 2}


def _lines(path: Path) -> int:
    return len(read_recovery(path).lines)


def test_after_a_clean_end_nothing_stays_and_what_is_discarded_goes(
    own, tmp_path, checkpoints, own_checkpoints, programs, qtbot, monkeypatch
):
    home = tmp_path / "home"
    programs.append(Program(home, checkpoints, own[0], 3))
    programs[0].hear("kept")
    programs[0].end(signal.SIGKILL)
    folder = left(home)[0].parents[1]
    monkeypatch.setattr("app.window.recovering.home", lambda: folder)
    monkeypatch.setattr("app.window.autosave.home", lambda: folder)
    window = MainWindow(str(own[1]))
    qtbot.addWidget(window)
    window.show()
    window.begin()
    hands = Person(window, qtbot)
    hands.wait(lambda: window.start.complete and hands.session.document is not None)
    window.player.step()
    hands.at(1)
    assert window.autosave.settled(200)
    assert len(left(home)) == 2
    hands.wait(lambda: window.recovering.dialog is not None and len(window.recovering.dialog.paths) == 1)
    dialog = window.recovering.dialog
    assert dialog is not None
    timer = answering(QMessageBox.StandardButton.Discard)
    qtbot.mouseClick(dialog.discard, Qt.MouseButton.LeftButton)
    assert not timer.isActive(), "it asked"
    hands.wait(lambda: not dialog.isVisible())
    assert len(left(home)) == 1
    window.files.save_session(tmp_path / "mine.metasdf")
    hands.wait(lambda: not window.isWindowModified())
    assert window.autosave.settled(200)
    assert left(home) == [], "what a file has needs no copy"
    window.player.step()
    hands.at(2)
    assert window.autosave.settled(200)
    assert len(left(home)) == 1
    hands.wait(hands.idle)
    window.close()
    assert list(folder.iterdir()) == []
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_leave_the_work_and_end_the_children(own, tmp_path, checkpoints, programs, number):
    home = tmp_path / "home"
    program = Program(home, checkpoints, own[0], 4, train="train")
    programs.append(program)
    child = program.hear("child", 1)
    program.hear("kept")
    assert program.end(number) == 128 + number
    (path,) = left(home)
    session = read_recovery(path)
    assert (len(session.run.entries), session.view["cursor"]) == (5, 4)
    deadline = time.monotonic() + PATIENCE_S
    while _alive(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _alive(child)
    assert [path.name for path in (home / "tmp").iterdir() if path.name.startswith("metasdf")] == []


def _alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
