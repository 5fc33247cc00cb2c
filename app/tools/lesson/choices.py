"""What can be chosen on a page of a lesson, one below the other."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from app.system.words import wrapped

FEWEST = 8
"""Letters of a line of a choice, however narrow the panel is."""


class ChoiceList(QWidget):
    """A column of radio buttons."""

    chosen = Signal(int)

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._tip = tip
        self._group = QButtonGroup(self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._group.idClicked.connect(self.chosen)

    def offer(self, labels: list[str], first: bool = False) -> None:
        """These choices in place of the ones before. first: the first is chosen."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._layout.removeWidget(button)
            button.deleteLater()
        for i, label in enumerate(labels):
            button = QRadioButton(label)
            button.setAccessibleName(label)
            button.setToolTip(self._tip)
            button.setChecked(first and i == 0)
            self._group.addButton(button, i)
            self._layout.addWidget(button)
        self.setVisible(bool(labels))

    def fold(self, room: int) -> None:
        """Break the choices into lines that are no wider than this, in pixels."""
        for button in self._group.buttons():
            words = button.accessibleName()
            beside = button.sizeHint().width() - max(
                map(button.fontMetrics().horizontalAdvance, button.text().split("\n"))
            )
            letters = 2 * len(words)
            while letters > FEWEST and _widest(button, wrapped(words, letters)) + beside > room:
                letters -= 1
            button.setText("\n".join(wrapped(words, letters)))


def _widest(button: QAbstractButton, lines: list[str]) -> int:
    return max(map(button.fontMetrics().horizontalAdvance, lines))
