"""The list of kept views: gone to with a click, renamed, deleted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from app.document.bookmarks import LONGEST
from app.document.document import Bookmark
from app.system.words import plain, tr
from app.widgets.labels import muted, named

HINT = tr("A click goes to a view. V in the main window keeps one more.")
NOTHING = tr("No view is kept of what is shown: V in the main window keeps where the camera is.")


class KeptViews(QDialog):
    """Each signal names a view; `renamed` with its new name too."""

    chosen = Signal(str)
    renamed = Signal(str, str)
    delete_asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Kept Views"))
        self.list = _List()
        named(self.list, tr("Kept views"), tr("Click, or Enter, goes to a view; double click, or F2, renames it"))
        self.list.setItemDelegate(_BookmarkNameEditor(self.list))
        self.list.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.words = muted(tr("What can be done with kept views"))
        buttons = QDialogButtonBox()
        self.rename = QPushButton(tr("&Rename"))
        self.delete = QPushButton(tr("&Delete"))
        for button, tip in (
            (self.rename, tr("Give the chosen view another name (F2)")),
            (self.delete, tr("Forget the chosen view (Delete)")),
        ):
            named(button, plain(button.text()), tip)
            button.setAutoDefault(False)  # Return goes to a view
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        leave = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        named(leave, plain(leave.text()), tr("Close this list"))
        leave.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.words)
        layout.addWidget(buttons)
        self.resize(360, 320)
        self.list.itemClicked.connect(self._picked)
        self.list.entered_.connect(self._go)
        self.list.delete_asked.connect(self._delete)
        self.list.itemChanged.connect(self._named)
        self.list.currentRowChanged.connect(self._refresh)
        self.rename.clicked.connect(self._rename)
        self.delete.clicked.connect(self._delete)
        buttons.rejected.connect(self.reject)

    def show_views(self, views: Sequence[Bookmark], at: str) -> None:
        """These in their order, the one that was gone to last chosen."""
        with QSignalBlocker(self.list):
            if [self.list.item(row).text() for row in range(self.list.count())] != [view.name for view in views]:
                self._fill(views)
            for row, view in enumerate(views):
                if view.name == at:
                    self.list.setCurrentRow(row)
        self.words.setText(HINT if views else NOTHING)
        self._refresh()

    def _fill(self, views: Sequence[Bookmark]) -> None:
        self.list.clear()
        for view in views:
            item = QListWidgetItem(view.name, self.list)
            item.setData(Qt.ItemDataRole.UserRole, view.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    @Slot()
    def open(self) -> None:
        """In front, with the keys on the list."""
        self.show()
        self.activateWindow()
        self.list.setFocus()

    def say(self, words: str) -> None:
        """Tell below the list why a name cannot be."""
        self.words.setText(words)

    @Slot()
    def _refresh(self) -> None:
        for button in (self.rename, self.delete):
            button.setEnabled(self.list.currentItem() is not None)

    @Slot(QListWidgetItem)
    def _picked(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _go(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self._picked(item)

    @Slot(QListWidgetItem)
    def _named(self, item: QListWidgetItem) -> None:
        self.renamed.emit(item.data(Qt.ItemDataRole.UserRole), item.text().strip())

    @Slot()
    def _rename(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self.list.editItem(item)

    @Slot()
    def _delete(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self.delete_asked.emit(item.data(Qt.ItemDataRole.UserRole))


class _List(QListWidget):
    """Return and Delete are for the chosen row, but for those that end a name."""

    entered_ = Signal()
    delete_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)


class _BookmarkNameEditor(QStyledItemDelegate):
    """A field for a name that a session can hold."""

    def createEditor(self, parent: QWidget, option: object, index: object) -> QWidget:
        field = QLineEdit(parent, maxLength=LONGEST)
        field.setAccessibleName(tr("Name of the view"))
        return field
