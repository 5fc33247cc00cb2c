"""Work on the GUI thread in pieces: one at each turn of the event loop, which stays alive in between."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Slot


class IdleTasks(QObject):
    """Runs an iterator to its end, piece by piece. An exception ends it and is raised where the event loop is."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pieces: Iterator[None] = iter(())
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def active(self) -> bool:
        """Whether there is more to do."""
        return self._timer.isActive()

    def start(self, pieces: Iterator[None]) -> None:
        """Begin; what was being done is given up."""
        self._pieces = pieces
        self._timer.start()

    def stop(self) -> None:
        """Give up what is left."""
        self._timer.stop()
        self._pieces = iter(())

    @Slot()
    def _go_on(self) -> None:
        more = False
        try:
            more = next(self._pieces, self) is None
        finally:
            if not more:
                self.stop()
