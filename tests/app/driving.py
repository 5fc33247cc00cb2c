"""A pair of hands and eyes in front of the real window: what tests of the window drive it with, and wait for."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.engine.jobs import CAREFUL_RESOLUTION, PLAYING_RESOLUTION, RESTING_RESOLUTION

if TYPE_CHECKING:
    from app.window.window import MainWindow

NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WAIT = 60_000  # ms, far more than anything takes on a loaded machine
TURNS = 5
"""Of the event loop: what lies in the window has its place after them, since each thing that has to wait for another
waits for one turn, however long that takes on a loaded machine."""
SHAPES = Path(__file__).resolve().parents[2] / "assets" / "shapes"
COARSE = ((PLAYING_RESOLUTION, (48, 24)), (RESTING_RESOLUTION, (96, 32)), (CAREFUL_RESOLUTION, (128, 48)))
"""Cells a side in 2D and 3D, in the place of the program's."""


def forget_layout() -> None:
    """The next window opens as the first one did."""
    from app.document.settings import Settings

    Settings()._store.remove("window")


@contextmanager
def begun_window(width: int, height: int) -> Iterator[MainWindow]:
    """The window, with everything in it that comes after the first picture; closed in the end, however that comes.

    As it is the first time: panels that the tests of another file left open would be open here.
    """
    from app.window.window import MainWindow

    forget_layout()
    window = MainWindow()
    window.resize(width, height)
    window.show()
    window.begin()
    loop = QEventLoop()  # QTest.qWait keeps the interpreter lock, which starves the threads that it waits for
    window.start.completed.connect(loop.quit)
    QTimer.singleShot(100_000, loop.quit)
    loop.exec()
    gc.collect()
    gc.freeze()  # nothing that is frozen already has become garbage by a window more
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        set_aside()


def set_aside() -> None:
    """What is there by now, modules and perhaps a window, is not looked through again after each test.

    What of it was thrown away since is collected here. The GUI thread's to call.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def unpainted(window: MainWindow) -> Iterator[None]:
    """Without pictures of the shape meanwhile, where many changes of the window's layout would each cost one."""
    plotter: Any = window.viewport.plotter
    plotter.setUpdatesEnabled(False)
    try:
        yield
    finally:
        plotter.setUpdatesEnabled(True)


def steady(qtbot, look: Callable[[], object]) -> None:
    """Wait until a look finds the same turn after turn. What it finds first may be from before the change."""
    found: list[object] = []

    def rests() -> bool:
        found.append(look())
        return len(found) > TURNS and all(one == found[-1] for one in found[-TURNS:])

    qtbot.waitUntil(rests, timeout=WAIT)


def answering(button: QMessageBox.StandardButton) -> QTimer:
    """Presses a button of the question that is about to be asked, once it is there; to be started before."""
    timer = QTimer(interval=50)

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            timer.stop()
            box.button(button).click()

    timer.timeout.connect(look)
    timer.start()
    return timer


class Person:
    """A pair of hands and eyes in front of the window."""

    def __init__(self, window: MainWindow, qtbot) -> None:
        self.window, self.qtbot = window, qtbot

    @property
    def session(self) -> Any:
        return self.window.store.session

    def idle(self) -> bool:
        entry = self.session.entry
        level = None if entry is None or entry.record.diverged else entry.level
        settled = level is None or level.resolution >= RESTING_RESOLUTION[level.dim]
        working = self.session.busy or self.session.playing or self.window.engine.target() is not None
        return settled and not working

    def wait(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=WAIT)

    def steady(self, look: Callable[[], object]) -> None:
        steady(self.qtbot, look)

    def press(self, key: Qt.Key, widget: QWidget | None = None) -> None:
        self.qtbot.keyClick(widget or self.window.viewport.plotter, key)

    def open(self, path: Path | str) -> None:
        """A file, or a shape of a family by its name."""
        before = self.session.document and self.session.document.origin
        self.window.controller.open_path(str(path))
        self.wait(lambda: self.session.document is not None and self.session.document.origin is not before)
        self.wait(self.idle)

    def at(self, step: int) -> None:
        self.wait(lambda: self.session.cursor == step)


_begun_with: WeakKeyDictionary[MainWindow, int] = WeakKeyDictionary()
"""Generation of the document that is the bundled scan."""


@contextmanager
def in_front_of(window: MainWindow, qtbot, *, anywhere: bool = False) -> Iterator[Person]:
    """In front of the bundled scan, at step 0, nothing going on; and leaves the window like that.

    anywhere: whatever is open, and leaves it open; for tests that open a shape at once, and do not wait for another.
    """
    hands = Person(window, qtbot)
    window.activateWindow()
    hands.wait(lambda: window.isActiveWindow() and hands.session.document is not None)
    window.viewport.setFocus()
    hands.wait(hands.idle)
    _begun_with.setdefault(window, hands.session.document.generation)
    if not anywhere:
        _bring_scan_back(hands)
    yield hands
    window.player.restart()
    window.notices.dismiss()
    if not anywhere:
        _bring_scan_back(hands)
    hands.wait(hands.idle)


def _bring_scan_back(hands: Person) -> None:
    if hands.session.document.generation != _begun_with[hands.window]:
        hands.open(SHAPES / "chair-scan.pcd")
        _begun_with[hands.window] = hands.session.document.generation


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, none = QPoint(300, 300), Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    dropped = QDropEvent(QPointF(where), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none)
    QApplication.sendEvent(window, dropped)


def move(widget: QWidget, place: QPoint, held: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """The mouse comes to a place. Not by the pointer of the screen, which tells of it later, and only if it moved."""
    where = QPointF(place), QPointF(widget.mapToGlobal(place))
    QApplication.sendEvent(widget, QMouseEvent(QEvent.Type.MouseMove, *where, Qt.MouseButton.NoButton, held, NONE))


def drag(widget: QWidget, places: Sequence[QPoint]) -> None:
    """Press at the first place, let go at the last."""
    QTest.mousePress(widget, LEFT, NONE, places[0])
    for place in places[1:]:
        move(widget, place, LEFT)
    QTest.mouseRelease(widget, LEFT, NONE, places[-1])


def stroke(person: Person, *places: tuple[float, float]) -> None:
    pad = person.window.draw.pad
    drag(pad, [pad.position_of(*place).toPoint() for place in places])


def texts(window: MainWindow) -> list[str]:
    stack = window.history.stack
    return [stack.text(number) for number in range(stack.count())]


def undo(person: Person) -> None:
    person.qtbot.keyClick(person.window, Qt.Key.Key_Z, CONTROL)
    person.wait(person.idle)


def redo(person: Person) -> None:
    person.qtbot.keyClick(person.window, Qt.Key.Key_Z, CONTROL | SHIFT)
    person.wait(person.idle)


def steps(person: Person, count: int) -> None:
    for _ in range(count):
        wanted = person.session.cursor + 1
        person.press(Qt.Key.Key_Right)
        person.at(wanted)
        person.wait(person.idle)


def colored(person: Person, key: str) -> None:
    """The surface has the colours of a quantity, "" for none."""
    person.window.controller.set_view(person.session.view.colored(key))
    person.wait(lambda: not key or (person.session.entry.coloring and person.session.entry.coloring.key == key))
    person.wait(person.idle)
