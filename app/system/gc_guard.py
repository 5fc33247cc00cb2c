"""Python's cyclic garbage collector, kept to the GUI thread.

By itself a collection starts on whatever thread happens to allocate. On the engine's thread it would destroy Qt and VTK
objects while the GUI thread paints them, and end the program.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

TICK_MS = 50
ENOUGH = 1000
"""New containers from which on the youngest generation is collected: often, so that it never takes long."""

MIDDLE, OLDEST = 20, 1200
"""Every so many ticks the second generation is collected, and the oldest when nothing moves."""


class Collector(QObject):
    """Collects on the thread that it lives on, from `settle` on, and nowhere else until `end`.

    Before that modules are being imported, which makes much that is new and little garbage: to look through it again
    and again took half a second. idle: whether nothing moves.
    """

    def __init__(self, idle: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle, self._was_enabled = idle, gc.isenabled()
        self._ticks = self._last_oldest = 0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._collect)
        gc.disable()

    @Slot()
    def settle(self) -> None:
        """What is there by now, modules for the most part, stays: no collection looks at it any more."""
        gc.freeze()
        self._timer.start()

    def end(self) -> None:
        """Leave the interpreter as it was. Call it when all other threads have ended."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    @Slot()
    def _collect(self) -> None:
        self._ticks += 1
        if self._ticks - self._last_oldest >= OLDEST and self._idle():
            self._last_oldest = self._ticks
            gc.collect(2)
        elif self._ticks % MIDDLE == 0:
            gc.collect(1)
        elif gc.get_count()[0] > ENOUGH:
            gc.collect(0)
