"""Drop-down lists: with a name, a tool tip and a place in the order of Tab; as narrow as their panel wants."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.document.cards import as_tip
from app.document.document import CheckpointInfo
from app.document.formatting import kind_name
from app.system.words import tr, translated
from core.methods.registry import METHODS, info_of

FEWEST_LETTERS = 12
"""Of the chosen entry: the longest entry may come later, and must not widen a panel then."""

SEARCH = tr("Search: words of a name, a kind, a method")

METHOD, TOLD = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
"""Roles of an entry: the title of its method, and all words that it is found by."""


def choice_box(name: str, tip: str, characters: int = FEWEST_LETTERS) -> QComboBox:
    """An empty list. characters: it may be as narrow as so many."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(tip)
    box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    may_narrow(box, characters)
    return box


def may_narrow(box: QComboBox, characters: int = FEWEST_LETTERS) -> None:
    """Let a list be as narrow as so many letters, whatever its entries are."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(characters)


class CheckpointBox(QComboBox):
    """Checkpoints under headings of dimension and kind of observation, by method, which stands at the right; a field
    above the open list leaves what has the words in it. The data of an entry is its name, its tip its card.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setModel(QStandardItemModel(self))
        self.found = _Found(self)
        self.setView(self.found)
        self.setMaxVisibleItems(20)

    def offer(self, checkpoints: Sequence[CheckpointInfo]) -> None:
        """All of these in place of what was there."""
        self.clear()
        order = [method.key for method in METHODS]
        place = {info.name: order.index(info.method) if info.method in order else len(order) for info in checkpoints}
        ordered = sorted(checkpoints, key=lambda info: (info.dim, info.observe, place[info.name], info.name))
        for (dim, kind), members in groupby(ordered, lambda info: (info.dim, info.observe)):
            self._head(tr("{dim}D, observed as {kind}", dim=dim, kind=kind_name(kind)))
            for info in members:
                add_choice(self, info.name, as_tip(info.name, words_of(info), info.card), usable=not info.missing)
                self.setItemData(self.count() - 1, translated(info_of(info.method).title), METHOD)
                self.setItemData(self.count() - 1, f"{info.name} {info.observe} {words_of(info)}".lower(), TOLD)

    def showPopup(self) -> None:
        self.found.setMinimumWidth(max(self.width(), self.found.sizeHintForColumn(0) + self.found.margin))
        super().showPopup()

    def place_of(self, name: str | None) -> int:
        """Row of the entry of this name, -1 for none. `findData` takes a heading, which has no data, for "" ."""
        data = ((row, self.itemData(row)) for row in range(self.count()))
        return next((row for row, own in data if own is not None and own == name), -1)

    def _head(self, title: str) -> None:
        """A heading, which cannot be chosen."""
        item, model = QStandardItem(title), self.model()
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setBold(True)
        item.setFont(font)
        if isinstance(model, QStandardItemModel):
            model.appendRow(item)


def words_of(info: CheckpointInfo) -> str:
    """A checkpoint in one line."""
    return tr(
        "{dim}D, {method}, {words}", dim=info.dim, method=translated(info_of(info.method).title), words=info.words
    )


class _ByMethod(QStyledItemDelegate):
    """An entry with its method at the right."""

    GAP = 24

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        size, method = super().sizeHint(option, index), index.data(METHOD)
        seen: Any = option
        return size + QSize(seen.fontMetrics.horizontalAdvance(method) + self.GAP, 0) if method else size

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        method, seen = index.data(METHOD), cast("Any", option)
        if method:
            chosen = bool(seen.state & QStyle.StateFlag.State_Selected)
            role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.PlaceholderText
            painter.setPen(seen.palette.color(role))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(seen.rect.adjusted(0, 0, -6, 0), right, method)


TO_LIST = frozenset(
    (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter,
     Qt.Key.Key_Escape)
)  # fmt: skip
"""Keys of the field that are the list's."""


class _Found(QListView):
    """The open list: it shows the entries whose name or description has all the words of its field."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(SEARCH)
        self.field.setAccessibleName(tr("Search the checkpoints"))
        self.field.setToolTip(tr("Words of a name, a kind or a method; what has all of them stays in the list"))
        self.field.textChanged.connect(self._show)
        self.field.installEventFilter(self)
        self.setItemDelegate(_ByMethod(self))
        self._make_room()

    @property
    def margin(self) -> int:
        """Pixels beside the entries."""
        return self.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()

    def _make_room(self) -> None:
        self.setViewportMargins(0, self.field.sizeHint().height() + 2, 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "field"):  # not while it is being made
            self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        edge = self.frameWidth()
        self.field.setGeometry(edge, edge, self.width() - 2 * edge, self.field.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed goes to the field, wherever the keys are."""
        text = event.text()
        if (text and text.isprintable()) or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            QApplication.sendEvent(self.field, event)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if watched is self.field and pressed in TO_LIST:
            QApplication.sendEvent(self, event)
            return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.field.clear()

    @Slot(str)
    def _show(self, typed: str) -> None:
        """Only what has these words, with its heading; the first of them is chosen next."""
        words, rows = typed.lower().split(), range(self.model().rowCount())
        fits = [not words or (self._is_entry(row) and all(w in self._told(row) for w in words)) for row in rows]
        for row in rows:
            if not self._is_entry(row):
                following = next((r for r in rows[row + 1 :] if not self._is_entry(r)), len(rows))
                fits[row] = any(fits[row + 1 : following])
            self.setRowHidden(row, not fits[row])
        found = [row for row in rows if fits[row] and self._is_entry(row)]
        if words and found:
            self.setCurrentIndex(self._index(found[0]))

    def _index(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)

    def _is_entry(self, row: int) -> bool:
        return self._index(row).data(Qt.ItemDataRole.UserRole) is not None

    def _told(self, row: int) -> str:
        index = self._index(row)
        return index.data(TOLD) or str(index.data()).lower()


def add_choice(box: QComboBox, name: str, tip: str, *, usable: bool = True) -> None:
    """Append an entry whose data is its text. One that is not usable is shown, tells why, and cannot be chosen.

    tip: as Qt shows tips, in which names of files are to be `as_written`.
    """
    box.addItem(name, name)
    row = box.count() - 1
    box.setItemData(row, tip, Qt.ItemDataRole.ToolTipRole)
    if not usable:
        box.setItemData(row, 0, Qt.ItemDataRole.UserRole - 1)  # the flags of an entry of such a list
