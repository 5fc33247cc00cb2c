"""A drop-down list that has its name, its tool tip and its place in the order of Tab."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox


def choice_box(name: str, tip: str, characters: int | None = None) -> QComboBox:
    """An empty list. characters: it may be as narrow as so many; None keeps it as wide as its widest entry."""
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(tip)
    box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if characters is not None:
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(characters)
    return box
