"""The end of the window: it asks about work that would be missed, and saves it before the window goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.control.history import History
from app.document.settings import Settings
from app.document.store import Store
from app.document.unsaved import unsaved
from app.system.words import tr
from app.window.files import FileActions

if TYPE_CHECKING:
    from app.document.document import Document

Answer = QMessageBox.StandardButton


class Leaving(QObject):
    """Marks the title while there is unsaved work; decides whether the window may close, and closes it then."""

    def __init__(self, store: Store, history: History, files: FileActions, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._store, self._history, self._files = store, history, files
        self._settings, self._window = settings, window
        self._settled = self.interrupted = False
        self._question: QMessageBox | None = None
        for signal in (store.document_changed, store.run_changed, store.lines_changed, store.saved_changed):
            signal.connect(self._mark)

    def _unsaved(self, document: Document | None) -> tuple[str, ...]:
        catalogue = self._store.session.catalogue
        return unsaved(document, catalogue.shapes if catalogue else ())

    def may_close(self) -> bool:
        """Whether the window may close now. If not, the person is asked, and it closes after the answer."""
        if self._settled or not self._settings.asks or not (self._shown() or self._behind()):
            return True
        if self._question is None:
            self._question = self._ask()
            self._question.finished.connect(self._answered)
            self._question.open()
        return False

    @Slot()
    def interrupt(self) -> None:
        """Close without a question: the system wants it. The next start offers the work that was not saved."""
        self.interrupted = True
        self.settle()
        self._window.close()

    def settle(self) -> None:
        """The window may close without a question, also without one that is being asked: its work is kept elsewhere."""
        self._settled = True
        while (box := QApplication.activeModalWidget()) is not None and box.close():
            pass

    @Slot()
    def _mark(self) -> None:
        modified = bool(self._shown())
        if modified != self._window.isWindowModified():  # Qt tells every widget, also of the same again
            self._window.setWindowModified(modified)

    @Slot(QSessionManager)
    def commit(self, manager: QSessionManager) -> None:
        """The desktop session ends: ask while there is time for it; Cancel stops its end."""
        if self._settled or not self._settings.asks or not (self._shown() or self._behind()):
            return
        if not manager.allowsInteraction():
            return  # what was not saved can be recovered at the next start
        answer = self._ask().exec()
        manager.release()
        if answer == Answer.Cancel or (answer == Answer.Save and not self._save_and_wait()):
            manager.cancel()
        elif answer == Answer.Discard:
            self.settle()

    def _shown(self) -> tuple[str, ...]:
        return self._unsaved(self._store.session.document)

    def _behind(self) -> list[tuple[str, ...]]:
        """What would be missed of the documents that undo can bring back, each with its name first, of other shapes."""
        document = self._store.session.document
        others: dict[str, tuple[str, ...]] = {}
        for left in self._history.documents():
            words = self._unsaved(left)
            if words and document is not None and left.source.path != document.source.path:
                others[left.source.path] = (left.source.name, *words)
        return list(others.values())

    def _ask(self) -> QMessageBox:
        document, shown, behind = self._store.session.document, self._shown(), self._behind()
        box = QMessageBox(self._window)
        box.setWindowModality(Qt.WindowModality.WindowModal)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)  # a name may hold what looks like HTML
        buttons = Answer.Discard | Answer.Cancel
        name = document.source.name if document else ""
        if shown:
            box.setText(tr("Save the work on {name} before closing?", name=name))
            buttons |= Answer.Save
        else:
            box.setText(tr("Close without work that only Undo can bring back?"))
        parts = ["\n".join(f"• {words}" for words in shown)] if shown else []
        for left, *words in behind:
            parts.append(
                tr("{left}, which Undo can bring back, goes as well:\n", left=left)
                + "\n".join(f"• {one}" for one in words)
            )
        box.setInformativeText("\n\n".join(parts))
        box.setStandardButtons(buttons)
        box.setDefaultButton(Answer.Save if shown else Answer.Cancel)
        box.setEscapeButton(Answer.Cancel)
        return box

    @Slot(int)
    def _answered(self, answer: int) -> None:
        box, self._question = self._question, None
        if box is not None:
            box.deleteLater()
        if answer == Answer.Discard:
            self._settled = True
            self._window.close()
        elif answer == Answer.Save:
            self._files.save_again(self._saved)

    def _saved(self) -> None:
        """The file is written: what was done since then is asked about anew."""
        if not self._shown():
            self._settled = True
            self._window.close()

    def _save_and_wait(self) -> bool:
        """Whether the document is in a file now."""
        done: list[bool] = []
        if self._files.save_again(lambda: done.append(True)):
            self._files.finish()
            QCoreApplication.sendPostedEvents(self._files, QEvent.Type.MetaCall)  # what its threads have told
        return bool(done)
