"""Drop-down lists: with a name, a tool tip and a place in the order of Tab; as narrow as their panel wants."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

FEWEST_LETTERS = 12
"""Of the chosen entry: the longest entry may come later, and must not widen a panel then."""


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
