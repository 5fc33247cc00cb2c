"""Drop-down lists: with a name, a tool tip and a place in the order of Tab; as narrow as their panel wants."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QListView

from app.document.document import CheckpointInfo
from core.methods.registry import METHODS, info_of

FEWEST_LETTERS = 12
"""Of the chosen entry: the longest entry may come later, and must not widen a panel then."""

SEARCH = "Type to search"


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
    """Checkpoints under headings of dimension and kind of observation, by method; letters that are typed into the open
    list leave what has them. The data of an entry is its name.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setModel(QStandardItemModel(self))
        self.setView(_Found(self))
        self.setMaxVisibleItems(20)

    def offer(self, checkpoints: Sequence[CheckpointInfo]) -> None:
        """All of these in place of what was there."""
        self.clear()
        self._head(SEARCH)
        order = [method.key for method in METHODS]
        place = {info.name: order.index(info.method) if info.method in order else len(order) for info in checkpoints}
        ordered = sorted(checkpoints, key=lambda info: (info.dim, info.observe, place[info.name], info.name))
        for (dim, kind), members in groupby(ordered, lambda info: (info.dim, info.observe)):
            self._head(f"{dim}D, observed as {kind}")
            for info in members:
                add_choice(self, info.name, words_of(info), usable=not info.missing)

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
    return f"{info.dim}D, {info_of(info.method).title}, {info.words}"


class _Found(QListView):
    """The open list: it shows the entries whose name or description has all the words that were typed."""

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self._typed = ""

    def keyboardSearch(self, search: str) -> None:
        self._show(self._typed + search)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self._show(self._typed[:-1])
        elif event.key() == Qt.Key.Key_Space:
            self._show(f"{self._typed} ")
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._show("")

    def _show(self, typed: str) -> None:
        """Only what has these words, with its heading; the first of them is chosen next."""
        self._typed = typed
        words, rows = typed.lower().split(), range(self.model().rowCount())
        fits = [not words or (self._is_entry(row) and all(w in self._told(row) for w in words)) for row in rows]
        for row in rows:
            if not self._is_entry(row):
                following = next((r for r in rows[row + 1 :] if not self._is_entry(r)), len(rows))
                fits[row] = row == 0 or any(fits[row + 1 : following])
            self.setRowHidden(row, not fits[row])
        if self.model().rowCount():
            self.model().setData(self._index(0), f"{SEARCH}: {typed}" if typed else SEARCH)
        found = [row for row in rows if fits[row] and self._is_entry(row)]
        if words and found:
            self.setCurrentIndex(self._index(found[0]))

    def _index(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)

    def _is_entry(self, row: int) -> bool:
        return self._index(row).data(Qt.ItemDataRole.UserRole) is not None

    def _told(self, row: int) -> str:
        index = self._index(row)
        return f"{index.data()} {index.data(Qt.ItemDataRole.ToolTipRole)}".lower()


def add_choice(box: QComboBox, name: str, tip: str, *, usable: bool = True) -> None:
    """Append an entry whose data is its text. One that is not usable is shown, tells why, and cannot be chosen."""
    box.addItem(name, name)
    row = box.count() - 1
    box.setItemData(row, tip, Qt.ItemDataRole.ToolTipRole)
    if not usable:
        box.setItemData(row, 0, Qt.ItemDataRole.UserRole - 1)  # the flags of an entry of such a list
