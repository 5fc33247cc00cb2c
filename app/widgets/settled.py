"""A person's edits, once they pause: what a slider is dragged through is not carried out value by value."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot


class Settled(QObject):
    """Connect `edited` to what is edited and `settled` to what is then done; it carries the drag that the last edit
    belongs to (`Session.gesture`), 0 for none.
    """

    settled = Signal(int)

    def __init__(self, parent: QObject, milliseconds: int) -> None:
        super().__init__(parent)
        self._gesture = 0
        self._timer = QTimer(self, interval=milliseconds, singleShot=True)
        self._timer.timeout.connect(self.now)

    @Slot(float, int)
    def edited(self, value: float, gesture: int) -> None:
        """One more edit."""
        self._gesture = gesture
        self._timer.start()

    @Slot()
    def now(self) -> None:
        """Wait no longer."""
        self._timer.stop()
        gesture, self._gesture = self._gesture, 0
        self.settled.emit(gesture)

    def stop(self) -> None:
        """What was edited is off."""
        self._timer.stop()
        self._gesture = 0
