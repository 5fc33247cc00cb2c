"""Hands and eyes in front of the window that is photographed, and where its pictures are taken from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.window.window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
SHAPES = ROOT / "assets" / "shapes"
SIZE = (1280, 900)
PATIENCE_MS, LONG_MS = 60_000, 600_000
"""For what a person waits for, and for trainings and galleries."""


class Photographer:
    """Hands and eyes in front of a window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def wait(self, condition: Callable[[], bool], patience_ms: int = PATIENCE_MS) -> None:
        """Let the window work until something is true. Raises TimeoutError."""
        loop, tick, limit = QEventLoop(), QTimer(interval=30), QTimer(singleShot=True, interval=patience_ms)
        tick.timeout.connect(lambda: loop.quit() if condition() else None)
        limit.timeout.connect(loop.quit)
        tick.start()
        limit.start()
        loop.exec()
        tick.stop()
        if not condition():
            raise TimeoutError("the window did not get there")

    def rest(self, milliseconds: int = 500) -> None:
        """Let it paint."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def settle(self) -> None:
        """Wait until nothing is computed and the surface is at its finest."""
        self.wait(self._idle)
        self.rest()

    def _idle(self) -> bool:
        session = self.window.store.session
        entry = session.entry
        if entry is None or entry.level is None or session.busy or session.playing or not self.window.start.complete:
            return False
        return self.window.engine.target() is None and (entry.record.diverged or entry.level.resolution >= 128)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.window.viewport.setFocus()
        QTest.keyClick(self.window.viewport.plotter or self.window, key, modifier)

    def drawn(self) -> bool:
        """Whether a drawing is what is adapted to."""
        document = self.window.store.session.document
        return document is not None and bool(document.setup.drawing)

    def stroke(self, places: list[tuple[float, float]]) -> None:
        """Draw on the pad with the mouse; places in the box [-1, 1]^2."""
        pad = self.window.draw.pad
        points = [pad.position_of(*place).toPoint() for place in places]
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
        for point in points[1:]:
            QTest.mouseMove(pad, point)
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])

    def another(self, ask: Callable[[], object]) -> None:
        """Ask for another document, and wait until it is open and nothing is computed."""
        before = self.window.store.session.document
        ask()
        self.wait(lambda: self.window.store.session.document is not before)
        self.settle()

    def open(self, path: Path) -> None:
        self.another(lambda: self.window.controller.open_path(str(path)))

    def end(self) -> None:
        """To the trained end, by its key."""
        self.press(Qt.Key.Key_End)
        self.wait(lambda: self.window.store.session.cursor == self.window.store.session.trained)
        self.settle()

    def only(self, *docks: str) -> None:
        """These docks beside the view, the others closed."""
        for dock in self.window.docks:
            if dock.objectName().removeprefix("dock.") not in docks:
                dock.hide()
        for dock in docks:
            self.window.show_dock(dock)
        self.rest(200)


Mode = Callable[[Photographer], QWidget | None]
"""Brings the window to where it is taken, and may return another window to take instead."""
