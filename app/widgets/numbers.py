"""One way to write numbers in the window, whatever the system's: a point for the fraction, as in the files."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox


def use_one_format() -> None:
    """For all widgets that are made from now on: 0.5 and 2,000; commas between thousands are shown, not read."""
    locale = QLocale.c()
    locale.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
    QLocale.setDefault(locale)


class DecimalBox(QDoubleSpinBox):
    """A number with a fraction; who types a comma means the point."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        state, text, position = super().validate(text.replace(",", "."), position)
        return state, text, position
