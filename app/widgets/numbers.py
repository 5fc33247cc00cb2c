"""One way to write numbers in the window, whatever the system's: a point for the fraction, as in the files."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSize
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox

from app.system.words import tr


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


class LengthBox(DecimalBox):
    """A length above 0 in whatever unit a file has: as many digits as it needs."""

    def __init__(self, name: str, tip: str) -> None:
        super().__init__()
        self.setDecimals(9)
        self.setRange(1e-9, 1e9)
        self.setSpecialValueText("–")  # as long as nobody has given one
        self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.setAccessibleName(name)
        self.setToolTip(tr("{tip}; above 0, in the units of the file", tip=tip))
        self.setKeyboardTracking(False)

    def textFromValue(self, val: float) -> str:
        return f"{val:.9f}".rstrip("0").rstrip(".")

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()  # which is for the longest number that there could be
        return QSize(min(hint.width(), 110), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
