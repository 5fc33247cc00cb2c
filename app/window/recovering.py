"""At the start: work that programs have left which were killed, with its picture, to go on with."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, QThread, Signal, Slot
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from app.control.controller import Controller
from app.system.ending import end
from app.system.words import plain, told, tr
from app.window.autosave import Autosave, home

PICTURE = 112
"""Pixels a side."""


@dataclass(frozen=True)
class LeftWork:
    """Work that was left. path: of its session file. words: what it is. picture: a PNG, b"" where there is none."""

    path: Path
    words: str
    picture: bytes


class Search(QThread):
    """Looks for work that was left, reads it, and draws its pictures. Folders that are held are other programs'."""

    found = Signal(object)  # Left

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self.locks: dict[Path, int] = {}  # of the folders, which are held from now on

    def run(self) -> None:
        if not self._folder.is_dir():
            return
        from core.runs.recovery import clear, hold, recoveries

        paths: list[Path] = []
        for folder in self._folder.iterdir():
            try:
                lock = hold(folder)
                if lock is None:
                    continue
                left = recoveries(folder)
                if not left:
                    clear(folder, lock)
                    continue
            except OSError:
                continue
            self.locks[folder] = lock
            paths += left
        for path in sorted(paths, key=_when, reverse=True):  # what the person did last is what they look for
            if self.isInterruptionRequested():
                return
            self.found.emit(_left(path))


def _when(path: Path) -> float:
    """When its last step was written."""
    from core.runs.recovery import STEPS_SUFFIX

    return path.with_suffix(STEPS_SUFFIX).stat().st_mtime


def _left(path: Path) -> LeftWork:
    from app.document.unsaved import line_words
    from app.engine.session_io import picture_of
    from core.errors import UserError
    from core.runs.recovery import read_recovery

    then = datetime.fromtimestamp(_when(path))
    try:
        session = read_recovery(path)
    except UserError as error:
        return LeftWork(path, told(str(error)), b"")
    name = Path(session.source.removeprefix("bundled:")).name
    lines = "\n".join(line_words(line) for line in session.lines)
    return LeftWork(path, f"{name}, {then:%d %B %Y, %H:%M}\n{lines}", picture_of(session))


class RecoveryDialog(QDialog):
    """Lists work that was left, the latest first. It can be opened, discarded, or kept for the next start."""

    open_asked = Signal(str)  # path
    discard_asked = Signal(str)  # path

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Recover Work"))
        about = QLabel(tr("The program ended before this work was in a file:"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Work that was left"))
        self.list.setIconSize(QSize(PICTURE, PICTURE))
        self.list.setMinimumSize(460, 2 * PICTURE + 20)
        self.list.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.open_ = buttons.addButton(tr("&Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.discard = buttons.addButton(tr("&Discard…"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.later = buttons.addButton(tr("&Later"), QDialogButtonBox.ButtonRole.RejectRole)
        tips = ((self.open_, tr("Go on with it")), (self.discard, tr("Delete it for good")))
        for button, tip in (*tips, (self.later, tr("Close this dialog; the next start offers it again"))):
            button.setToolTip(tip)
            button.setAccessibleName(plain(button.text()))
        self.open_.clicked.connect(self._open)
        self.discard.clicked.connect(self._discard)
        self.later.clicked.connect(self.reject)
        self.list.itemActivated.connect(self._open)
        layout = QVBoxLayout(self)
        layout.addWidget(about)
        layout.addWidget(self.list)
        layout.addWidget(buttons)

    @property
    def paths(self) -> list[str]:
        """Of what is listed."""
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def add(self, left: LeftWork) -> None:
        """List one more."""
        picture = QPixmap()
        picture.loadFromData(left.picture)
        item = QListWidgetItem(QIcon(picture), left.words)
        item.setData(Qt.ItemDataRole.UserRole, str(left.path))
        self.list.addItem(item)
        if self.list.count() == 1:
            self.list.setCurrentRow(0)

    def remove(self, path: str) -> None:
        """It is listed no more; without any the dialog closes."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == path:
                self.list.takeItem(row)
                break
        if not self.list.count():
            self.accept()

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else ""

    @Slot()
    def _open(self) -> None:
        if self._chosen():
            self.open_asked.emit(self._chosen())

    @Slot()
    def _discard(self) -> None:
        path = self._chosen()
        if not path:
            return
        words = tr("Delete this work for good?\n\n") + self.list.currentItem().text()
        discard, cancel = QMessageBox.StandardButton.Discard, QMessageBox.StandardButton.Cancel
        box = QMessageBox(QMessageBox.Icon.Question, tr("Discard"), words, discard | cancel, self)
        box.setTextFormat(Qt.TextFormat.PlainText)  # a name may hold what looks like HTML
        box.setDefaultButton(cancel)
        if box.exec() == discard:
            self.discard_asked.emit(path)


class Recovering(QObject):
    """Offers what was left. It goes once this program keeps it itself, or when the person discards it."""

    def __init__(self, autosave: Autosave, controller: Controller, window: QWidget) -> None:
        super().__init__(window)
        self._controller, self._window = controller, window
        self.dialog: RecoveryDialog | None = None
        self._search = Search(home())
        self._search.found.connect(self._offer)
        autosave.taken_over.connect(self._remove)

    def begin(self) -> None:
        """Look for it, in the background."""
        self._search.start(QThread.Priority.LowPriority)

    def finish(self) -> None:
        """What is left stays for the next start."""
        self._search.requestInterruption()
        end(self._search)
        if self.dialog is not None:
            self.dialog.close()
        for lock in self._search.locks.values():
            os.close(lock)
        self._search.locks.clear()

    @Slot(object)
    def _offer(self, left: LeftWork) -> None:
        if self.dialog is None:
            self.dialog = RecoveryDialog(self._window)
            self.dialog.open_asked.connect(self._controller.open_path)
            self.dialog.discard_asked.connect(self._remove)
        self.dialog.add(left)
        if self._window.isVisible():
            self.dialog.show()

    @Slot(str)
    def _remove(self, path: str) -> None:
        """This recovery is needed no more."""
        from core.runs.recovery import clear, recoveries, remove

        folder = Path(path).parent
        if folder not in self._search.locks:
            return
        remove(Path(path))
        if not recoveries(folder):
            clear(folder, self._search.locks.pop(folder))
        if self.dialog is not None:
            self.dialog.remove(path)
