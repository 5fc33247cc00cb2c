"""A program for test_closing: the real application, in which one kind of work is begun and the window then closed.

python -m tests.app.closing KIND CHECKPOINTS FOLDER writes a line for each part that is made, and "close" when the
window has been closed and the engine told to end. Nothing in here ends the process.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import core.readers.ply
import core.runs.checkpoint

kind, checkpoints, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
core.runs.checkpoint.BUNDLED = checkpoints

from PySide6.QtCore import QProcess, QStandardPaths, Qt, QTimer  # noqa: E402

from app.document.settings import Settings  # noqa: E402
from app.window import application  # noqa: E402
from app.window import window as shell  # noqa: E402
from app.window.window import MainWindow  # noqa: E402
from core.runs.race import Limit  # noqa: E402
from tests.app.driving import COARSE, SHAPES  # noqa: E402

for cells, (flat, solid) in COARSE:
    cells.update({2: flat, 3: solid})


parts = [0]


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def part(*_: object) -> None:
    parts[0] += 1
    say("part")


def counting(start: Callable[..., None]) -> Callable[..., None]:
    """A part of a task counts when it is made: those that wait for the window come after it has been closed."""

    def start_counted(name: str, words: str, work: Callable[..., Iterator[object]]) -> None:
        def parts(workspace: object) -> Iterator[object]:
            for made in work(workspace):
                part()
                yield made

        start(name, words, parts)

    return start_counted


def stuck(_: object):
    part()
    threading.Event().wait()  # as a file system that does not answer
    yield


def endless(*_: object) -> None:
    """As a foreign reader may be on a file that somebody has made for it."""
    while True:
        pass


def recording(window: MainWindow) -> Callable[[], bool]:
    """A film of steps that no file has yet."""
    window.player.go_to(3)

    def records() -> bool:
        child = window.recorder.child
        if child is not None:
            return child.state() == QProcess.ProcessState.Running
        if window.store.session.last >= 3 and not window.recorder.busy:
            window.recorder.kind.setCurrentIndex(window.recorder.kind.findData("film"))
            window.recorder.seconds.setValue(60)
            window.recorder.record(folder / "film.webp")
        return False

    return records


def saving(window: MainWindow) -> Callable[[], bool]:
    window.player.go_to(40)

    def saved() -> bool:
        if window.store.session.last < 40:
            return False
        window.files.save_session(folder / "saved.metasdf")
        return True

    return saved


def gallery(window: MainWindow) -> Callable[[], bool]:
    window.gallery.open()
    window.gallery.form.choose("furniture")
    window.gallery.form.count.setValue(1000)
    window.gallery.go.click()
    return lambda: len(window.gallery.model.results) > 1


def begin(window: MainWindow) -> Callable[[], bool]:
    """Begins the kind of work; returns what tells whether it is in full swing."""
    engine = window.engine
    for signal in (engine.stepped, engine.opened):
        signal.connect(part, Qt.ConnectionType.DirectConnection)
    engine.start_task = counting(engine.start_task)
    catalogue = window.store.session.catalogue
    assert catalogue is not None
    names = [info.name for info in catalogue.checkpoints if info.dim == 3]
    at_work = lambda: parts[0] > 2  # noqa: E731
    if kind == "stepping":
        window.player.go_to(10_000)
    elif kind == "playing":
        window.player.set_speed(8)
        window.player.toggle()
    elif kind == "race":
        window.actions_by_key["race"].trigger()
        window.racing.start(names, Limit("seconds", seconds=1000))
    elif kind == "training":
        window.outer_loop.progressed.connect(part)
        window.outer_loop.start(7, 100_000)
    elif kind in ("opening", "silent", "endless"):
        if kind == "endless":
            core.readers.ply.read = endless
        window.controller.open_path(str(folder / ("large.obj" if kind == "opening" else "silent.ply")))
        return lambda: window.store.session.busy == "Opening"
    elif kind == "idle":
        return lambda: True
    elif kind == "stuck":
        engine.start_task("stuck", "Waiting", stuck)
        return lambda: parts[0] == 1
    elif kind in ("recording", "saving", "gallery"):
        return globals()[kind](window)
    return at_work


def watch() -> None:
    """Looks at the window every now and then, as a person does."""
    window = next((one for one in application.QApplication.topLevelWidgets() if isinstance(one, MainWindow)), None)
    if window is None:
        return
    if kind == "loading" and window.isVisible():
        close(window)
    elif window.start.complete and window.store.session.document is not None and not ready:
        ready.append(begin(window))
    elif ready and ready[0]():
        close(window)


def look() -> None:
    try:
        watch()
    except Exception:  # noqa: BLE001 (or the window would be open for ever)
        traceback.print_exc()
        os._exit(3)


def close(window: MainWindow) -> None:
    timer.stop()
    halt, told = window.engine.halt, threading.Event()

    def halted() -> None:
        halt()
        if not told.is_set():
            say("close")
        told.set()

    window.engine.halt = halted
    number = int(os.environ.get("CLOSE_BY_SIGNAL", "0"))  # in tests.torture.signals: not by the window
    if number:
        if kind in ("stepping", "playing", "saving", "recording"):
            window.autosave.settled(100)  # what was shown is kept; that is what is looked at then
        say(f"asked {time.monotonic()}")  # by a clock that all processes have
        os.kill(os.getpid(), number)
        return
    Settings().asks = False  # nobody is there who could answer
    window.close()


ready: list[Callable[[], bool]] = []
application.QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
QStandardPaths.setTestModeEnabled(False)
timer: QTimer


class Watched(MainWindow):
    """The window with somebody in front of it."""

    def begin(self) -> None:
        global timer
        super().begin()
        timer = QTimer(self, interval=20)
        timer.timeout.connect(look)
        timer.start()


if kind in ("loading", "stepping", "playing", "race", "gallery") and "CLOSE_BY_SIGNAL" not in os.environ:
    shell.GRACE_MS = 100_000  # in which any of their parts is over, however busy the machine
shell.MainWindow = Watched  # which the application imports when its language is known
code = application.run(str(SHAPES / "chair-scan.pcd"))
say("returned" if kind == "loading" or gc.get_freeze_count() else "the end looks through all modules")
sys.exit(code)
