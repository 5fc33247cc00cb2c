"""The lines of a run: which there are, which is shown, and below them the form of a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPixmap,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.document.formatting import number
from app.document.store import Store
from app.document.undo_labels import line_change, line_name
from app.system.words import tr, wrapped
from app.tools.branches.form import OverridesForm
from app.widgets.labels import as_written
from app.widgets.theme import LIGHT, MARKS, Theme
from core.methods.overrides import LONGEST_NAME

if TYPE_CHECKING:
    from core.runs.branch import Branch

NAME = Qt.ItemDataRole.UserRole + 1
"""What a line is called, of an item in the tree."""

FEWEST = 6
"""Letters of a row in the tree, however narrow it is."""

ALL_COLUMNS = 40
"""Letters that the tree has room for when it shows the step too, which is mostly that of the view."""

BESIDE = 12
"""Pixels of a row beside its words and its mark."""

COLUMNS = {
    tr("Line"): tr("The lines of this run; each stands under the one that it left"),
    tr("Step"): tr("The shown step, or the last one of a line that is shorter"),
    tr("Loss"): tr("Context loss at that step"),
    tr("Error"): tr("Held-out mean |error| at that step, against the true shape"),
}


class BranchesPanel(QWidget):
    """`line_chosen` and `delete_asked` with the number of a line, `renamed` with its new name too, `branch_asked` with
    an Overrides."""

    line_chosen = Signal(int)
    delete_asked = Signal(int)
    renamed = Signal(int, str)
    branch_asked = Signal(object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._theme = store, LIGHT
        self._items: dict[int, QTreeWidgetItem] = {}
        self._tree_key: tuple[tuple[int, int], ...] = ()
        self._build_tree()
        self.form = OverridesForm(store)
        self.form.branch_asked.connect(self.branch_asked)
        self.setMinimumWidth(340)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addWidget(self.tree, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.rename)
        buttons.addWidget(self.delete)
        layout.addLayout(buttons)
        layout.addWidget(self.form)
        for signal in (store.run_changed, store.lines_changed, store.cursor_changed):
            signal.connect(self._refresh)
        store.document_changed.connect(self._document_changed)
        store.catalogue_changed.connect(self._document_changed)
        self._document_changed()

    def _build_tree(self) -> None:
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(tr("Lines of the run"))
        self.tree.setToolTip(
            tr("Click, or Enter, shows a line; double click, or F2, renames it; Delete removes a branch")
        )
        self.tree.setHeaderLabels(list(COLUMNS))
        for column, tip in enumerate(COLUMNS.values()):
            self.tree.headerItem().setToolTip(column, tip)
            mode = QHeaderView.ResizeMode.ResizeToContents if column else QHeaderView.ResizeMode.Stretch
            self.tree.header().setSectionResizeMode(column, mode)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().sectionResized.connect(self._column_resized)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.tree.setRootIsDecorated(False)
        self.tree.setItemsExpandable(False)
        self.tree.setIndentation(12)
        self.tree.setStyleSheet("QTreeView::branch { image: none; }")  # no arrows: nothing folds
        self.tree.setMinimumHeight(120)
        self.tree.itemClicked.connect(self._picked)
        self.tree.itemActivated.connect(self._picked)
        self.tree.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)  # an editor opens in the first column alone
        self.tree.itemDoubleClicked.connect(self._rename)
        self.tree.installEventFilter(self)
        self._names = _BranchNameEditor(self.tree)
        self._names.renamed.connect(self.renamed)
        self.tree.setItemDelegateForColumn(0, self._names)
        self.rename = QPushButton(tr("Rena&me"))
        self.rename.setAccessibleName(tr("Rename the chosen line"))
        self.rename.setToolTip(tr("Give the chosen line a name of its own; an empty one brings the old back (F2)"))
        self.rename.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rename.clicked.connect(self._rename)
        self.tree.currentItemChanged.connect(self._current_changed)
        self.delete = QPushButton(tr("&Delete"))
        self.delete.setAccessibleName(tr("Delete the chosen branch"))
        self.delete.setToolTip(tr("Forget the chosen branch; the first line stays. Undo brings it back (Delete)"))
        self.delete.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.delete.clicked.connect(self._delete)
        key = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.tree, context=Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._delete)

    def sizeHint(self) -> QSize:
        return QSize(380, 420)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh()

    # --- the lines

    @Slot()
    def _document_changed(self) -> None:
        """Another document or another shown line: the tree, and what can be changed about that line."""
        document = self._store.session.document
        self.setEnabled(document is not None)
        self._refresh()
        if document is not None:
            self.form.offer(document)
            self.tree.setCurrentItem(self._items[document.line])

    @Slot()
    def _refresh(self) -> None:
        """What the tree says of the lines."""
        session = self._store.session
        lines = session.document.all_lines if session.document else ()
        key = tuple((line.number, line.parent) for line in lines)
        if key != self._tree_key:
            self._tree_key = key
            self._grow_tree(lines)
        elif not self.isVisible():
            return  # steps come fast; see showEvent
        for place, line in enumerate(lines):
            self._describe(self._items[line.number], place, line)
        if session.document is not None:
            self.form.tell_button()

    @Slot(int)
    def _column_resized(self, column: int) -> None:
        if column == 0:
            self._refresh()

    def _grow_tree(self, lines: tuple[Branch, ...]) -> None:
        self.tree.clear()
        self._items = {}
        for line in lines:  # a parent comes before its children
            parent: Any = self._items.get(line.parent, self.tree)
            self._items[line.number] = QTreeWidgetItem(parent)
        self.tree.expandAll()
        if self._store.session.document is not None:
            self.tree.setCurrentItem(self._items[self._store.session.document.line])

    def _describe(self, item: QTreeWidgetItem, place: int, line: Branch) -> None:
        session = self._store.session
        shown = session.document is not None and line.number == session.document.line
        step = min(session.cursor, len(line.run.entries) - 1)
        entry = line.run.entries[step]
        error = number(entry.heldout.l1) if entry.heldout else "–"
        change = line_change(line)
        left_with = tr("step {at}: {change}", at=line.at, change=change) if change else ""
        name = "\n".join((*self._rows(line_name(line), item), *self._rows(left_with, item)))
        told = tr(
            "{line}, {what}at step {step} of {entries}",
            line=line_name(line),
            what=tr("shown, ") if shown else "",
            step=step,
            entries=len(line.run.entries) - 1,
        )
        left = tr("; left at step {at} with {change}", at=line.at, change=change) if change else ""
        for column, text in enumerate((name, str(step), number(entry.record.context_loss), error)):
            item.setText(column, text)
            item.setToolTip(column, as_written(f"{told}{left}"))
            font = item.font(column)
            font.setBold(shown)
            item.setFont(column, font)
            if column:
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        colors = self._theme.lines[place % 6], self._theme.on_accent
        item.setIcon(0, _swatch(MARKS[place % 6][1], *colors, self.tree.font(), self.devicePixelRatioF()))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        item.setData(0, Qt.ItemDataRole.UserRole, line.number)
        item.setData(0, NAME, line_name(line))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{told}{left}")

    def _rows(self, words: str, item: QTreeWidgetItem) -> list[str]:
        """Words of a line in rows that the first column has room for, as wide as it is and as large as letters are."""
        depth, above = 0, item.parent()
        while above is not None:
            depth, above = depth + 1, above.parent()
        bold = self.tree.font()
        bold.setBold(True)  # as the shown one is
        measure = QFontMetrics(bold)
        room = self.tree.columnWidth(0) - depth * self.tree.indentation() - measure.height() - BESIDE
        letters = max(FEWEST, room // measure.averageCharWidth())
        while True:
            rows = wrapped(words, letters)
            if letters <= FEWEST or all(measure.horizontalAdvance(row) <= room for row in rows):
                return rows
            letters -= 1

    @Slot(QTreeWidgetItem)
    def _picked(self, item: QTreeWidgetItem) -> None:
        self.line_chosen.emit(item.data(0, Qt.ItemDataRole.UserRole))

    @Slot()
    def _current_changed(self) -> None:
        item = self.tree.currentItem()
        self.delete.setEnabled(item is not None and item.parent() is not None)

    @Slot()
    def _rename(self) -> None:
        item = self.tree.currentItem()
        if item is not None:
            self.tree.editItem(item, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 in the tree is the tree's; elsewhere it opens the lessons. Larger letters need more rows."""
        if watched is self.tree and event.type() in (QEvent.Type.FontChange, QEvent.Type.Resize):
            letters = self.tree.fontMetrics()
            room, side = ALL_COLUMNS * letters.averageCharWidth(), letters.height()
            self.tree.setIconSize(QSize(side, side))
            self.tree.setColumnHidden(1, self.tree.width() < room)
            self._refresh()
        if watched is self.tree and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F2:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() == QEvent.Type.KeyPress:
                self._rename()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _delete(self) -> None:
        item = self.tree.currentItem()
        if item is not None and item.parent() is not None:
            self.delete_asked.emit(item.data(0, Qt.ItemDataRole.UserRole))


class _BranchNameEditor(QStyledItemDelegate):
    """A field for the name of a line in the tree. What is computed meanwhile leaves alone what is being typed."""

    renamed = Signal(int, str)

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        field = QLineEdit(str(index.data(NAME)), parent, maxLength=LONGEST_NAME)
        field.setAccessibleName(tr("Name of the line"))
        field.selectAll()
        return field

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        pass

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if isinstance(editor, QLineEdit) and editor.text().strip() != index.data(NAME):
            self.renamed.emit(index.data(Qt.ItemDataRole.UserRole), editor.text().strip())


def _swatch(mark: str, color: str, chosen: str, font: QFont, ratio: float) -> QIcon:
    """The mark of a line in its colour, and in another one where its row is chosen, as large as its words."""
    icon, side = QIcon(), QFontMetrics(font).height()
    for mode, pen in ((QIcon.Mode.Normal, color), (QIcon.Mode.Selected, chosen)):
        pixmap = QPixmap(round(side * ratio), round(side * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setPen(QColor(pen))
        painter.setFont(font)
        painter.drawText(QRect(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, mark)
        painter.end()
        icon.addPixmap(pixmap, mode)
    return icon
