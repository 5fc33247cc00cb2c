"""What the engine has handed to the window and the window has not dealt with yet.

Records that come faster than the window takes them would keep its event loop busy with records alone: keys, timers
and paints would wait for the last of ten thousand steps. So the engine waits while the backlog is full.
"""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer, Slot

AHEAD = 2
"""Records that may be on their way: while the window draws one, the next is being computed."""


class Backpressure(QObject):
    """Counts records. wake: notified when one has been dealt with; it guards the count.

    A record has been dealt with when the event loop, after having handled it, has come to rest.
    """

    def __init__(self, wake: threading.Condition, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake = wake
        self._count = 0
        self._arrived = 0  # touched by the GUI thread alone
        # A timer fires when no posted event is left; QTimer.singleShot(0, ...) would post just another event.
        self._rest = QTimer(self, interval=0, singleShot=True)
        self._rest.timeout.connect(self._rested)

    @property
    def full(self) -> bool:
        """Whether to wait. Ask it under `wake`."""
        return self._count >= AHEAD

    def add(self) -> None:
        """A record is about to be handed over. On the engine's thread."""
        with self._wake:
            self._count += 1

    @Slot()
    def arrive(self) -> None:
        """A record is there. On the GUI thread."""
        self._arrived += 1
        self._rest.start()

    @Slot()
    def _rested(self) -> None:
        with self._wake:
            self._count -= self._arrived
            self._wake.notify()
        self._arrived = 0
