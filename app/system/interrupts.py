"""Signals of the system that ask the program to end: the window is told, as by its close button."""

from __future__ import annotations

import signal
import socket
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

NAMES = ("SIGINT", "SIGTERM", "SIGHUP")
"""Ctrl+C in the terminal, the end of a service or of the computer, the end of the terminal; those that there are."""


class Interrupts(QObject):
    """Listens to them while Qt's loop runs, which Python's own handlers would not interrupt.

    The first one asks; a second one finds the program without a handler, and ends it at once.
    """

    caught = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.number = 0
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._heard)
        self._wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
        self._before = {number: signal.signal(number, _woken) for number in numbers}

    def end(self) -> None:
        """Everything as it was before."""
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        for end in (self._read, self._write):
            end.close()

    @Slot()
    def _heard(self) -> None:
        told = self._read.recv(64)
        if not told or self.number:
            return
        self.number = told[0]
        for number in self._before:
            signal.signal(number, signal.SIG_DFL)
        self.caught.emit()


def _woken(number: int, frame: FrameType | None) -> None:
    """The byte that wakes the loop was written before this is called."""
