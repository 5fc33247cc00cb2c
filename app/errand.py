"""One piece of work on a thread of its own, that ends in a notice: saving, hashing, packing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from app.notices import Notice, notice_of


class Errand(QThread):
    """Runs `work` off the GUI thread. `ended` brings the sentence that it returns, or its error as a notice."""

    ended = Signal(object)  # Notice

    def __init__(self, work: Callable[[], str], doing: str, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._doing = work, doing
        self.finished.connect(self.deleteLater)

    def run(self) -> None:
        try:
            notice = Notice("info", self._work())
        except Exception as error:  # noqa: BLE001 (the boundary of the thread; nothing is hidden, all is shown)
            notice = notice_of(error, self._doing)
        self.ended.emit(notice)
