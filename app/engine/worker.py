"""One piece of work on a thread of its own, that ends in a notice: saving, hashing, packing."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject, QThread, Signal

from app.system.ending import SAVING_MS, end
from app.widgets.notices import Notice, notice_of


class Worker(QThread):
    """Runs `work` off the GUI thread. `ended` brings the sentence that it returns, or its error as a notice."""

    ended = Signal(object)  # Notice

    def __init__(self, work: Callable[[], str], doing: str, parent: QObject, *, after: Event | None = None) -> None:
        """after: of another worker, which is waited for."""
        super().__init__(parent)
        self._work, self._doing, self._after = work, doing, after
        self.done = Event()
        self.finished.connect(self.deleteLater)

    def run(self) -> None:
        if self._after is not None:
            self._after.wait()
        try:
            notice = Notice("info", self._work())
        except Exception as error:  # noqa: BLE001 (the boundary of the thread; nothing is hidden, all is shown)
            notice = notice_of(error, self._doing)
        finally:
            self.done.set()
        self.ended.emit(notice)


def finish(parent: QObject, milliseconds: int = SAVING_MS) -> None:
    """Wait for the workers of a parent."""
    for worker in parent.findChildren(Worker):
        end(worker, milliseconds)
