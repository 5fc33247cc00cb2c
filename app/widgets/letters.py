"""How large the words of the program are: one size for all of its windows, which is larger where one presents."""

from __future__ import annotations

import math
import re

from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

USUAL, SHEET = "usual points", "usual style sheet"
"""Properties of the application: the size of its words before they were enlarged, which is the system's; and its style
sheet with lengths for those."""

LENGTH = re.compile(r"(radius: )?(\d+)px")


def usual_font() -> QFont:
    """That of the system."""
    font = QFont()
    font.setPointSizeF(float(_application().property(USUAL) or QFontInfo(font).pointSizeF()))
    return font


def enlarge(factor: float) -> None:
    """Words of all windows so many times as large as usual, and what a style sheet has beside them."""
    application, font = _application(), usual_font()
    if application.property(USUAL) is None:
        application.setProperty(USUAL, font.pointSizeF())
    font.setPointSizeF(font.pointSizeF() * factor)
    if font.pointSizeF() != application.font().pointSizeF():
        application.setFont(font)
        wear(worn())  # widgets with a style sheet take a font when it is set


def wear(sheet: str) -> None:
    """Give all windows a style sheet, whose lengths are for words of the usual size."""
    application = _application()
    application.setProperty(SHEET, sheet)
    application.setStyleSheet(stretched(sheet, QFontInfo(application.font()).pointSizeF() / usual_font().pointSizeF()))


def worn() -> str:
    """The style sheet that all windows have, for words of the usual size; "" for none."""
    return str(_application().property(SHEET) or "")


def stretched(sheet: str, factor: float) -> str:
    """A style sheet with all lengths so many times as large. No radius is more than half of what it rounds."""

    def longer(found: re.Match[str]) -> str:
        length = int(found[2]) * factor
        return f"{found[1] or ''}{math.floor(length) if found[1] else math.ceil(length)}px"

    return LENGTH.sub(longer, sheet)


def grown(widget: QWidget) -> float:
    """How many times as large as usual the words of a widget are: what is drawn beside them has to grow as well."""
    return QFontInfo(widget.font()).pointSizeF() / usual_font().pointSizeF()


def _application() -> QApplication:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("there is no QApplication whose words could be set")
    return application
