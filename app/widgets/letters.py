"""How large the words of the program are: one size for all of its windows, which is larger where one presents."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

from app.widgets.room import resize_within_screen

USUAL, SHEET, FACTOR, SIZE = "usual points", "usual style sheet", "factor of words", "usual size"
"""Properties of the application: the size of its words before they were enlarged, which is the system's; and its style
sheet, with lengths for those. Of a window: how many times as large those of its own sheet are; its size before."""

OWN = "/* of the window */"
"""A style sheet that says nothing: a window without one passes its font on only when it is styled a second time."""

LENGTH = re.compile(r"(radius: )?(\d+)px")


def usual_font() -> QFont:
    """That of the system."""
    font = QFont()
    font.setPointSizeF(float(_application().property(USUAL) or QFontInfo(font).pointSizeF()))
    return font


def enlarge(window: QWidget, factor: float) -> None:
    """Words of all windows so many times as large as usual; also what a style sheet has beside them, in this one and
    all that belong to it.

    The window has a sheet of its own: one of the application would restyle each widget that there is, menus and lists
    that nobody sees as well, which takes half a second.
    """
    application, font = _application(), usual_font()
    if not window.styleSheet():
        window.setStyleSheet(OWN)
    if application.property(USUAL) is None:
        application.setProperty(USUAL, font.pointSizeF())
    font.setPointSizeF(font.pointSizeF() * factor)
    if font.pointSizeF() != application.font().pointSizeF():
        application.setFont(font)
        window.setProperty(FACTOR, None if factor == 1.0 else factor)
        for part in (window, *(widget for widget in window.findChildren(QWidget) if widget.isWindow())):
            part.setFont(QFont() if factor == 1.0 else font)  # what is in a window takes its font, not the program's
            if part is not window and part.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog):
                _resize(part, factor)
        _stretch(window)  # widgets with a style sheet take a font when it is set


def wear(sheet: str) -> None:
    """Give all windows a style sheet, whose lengths are for words of the usual size."""
    application = _application()
    application.setProperty(SHEET, sheet)
    application.setStyleSheet(sheet)
    for window in application.topLevelWidgets():
        if isinstance(window, QWidget) and window.property(FACTOR) is not None:  # not what lay there before
            _stretch(window)


def _resize(window: QWidget, factor: float) -> None:
    """A further window is so many times as large as with words of the usual size, as far as the screen has room."""
    usual = window.property(SIZE) or window.size()
    window.setProperty(SIZE, None if factor == 1.0 else usual)
    resize_within_screen(window, round(usual.width() * factor), round(usual.height() * factor))


def _stretch(window: QWidget) -> None:
    factor = window.property(FACTOR)
    window.setStyleSheet(OWN if factor is None else stretched(worn(), float(factor)))


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
