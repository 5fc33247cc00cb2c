"""How large points, lines and words are: of the views as wished, and of the whole window where one presents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QFontInfo

from app.widgets.letters import enlarge, usual_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.document.settings import Settings
    from app.view.viewport import Viewport

STEP = 1.25
LINES = 40
"""Lines of text that fill the height of a screen that is read from the back row: with more, they are too small."""


def presenting_factor(height: float, letter: float) -> float:
    """How many times as large as usual words are where one presents. height, letter: of the screen and of usual words,
    in the same pixels."""
    return max(1.0, height / LINES / letter)


class Sizes(QObject):
    """Holds the two sizes that are remembered, the usual one and that of presenting, and applies the one that counts.

    views: those that draw marks. window: whose words grow where one presents.
    """

    def __init__(self, settings: Settings, window: QWidget, views: tuple[Viewport, ...]) -> None:
        super().__init__(window)
        self._settings, self._window, self._views = settings, window, views
        self.presenting = False
        self._apply()

    @property
    def factor(self) -> float:
        """How many times as large as usual marks are drawn now."""
        if not self.presenting:
            return self._settings.mark_size
        letter = QFontInfo(usual_font()).pixelSize() or 12
        return self._settings.presenting_size * presenting_factor(self._window.screen().size().height(), letter)

    @Slot()
    def larger(self) -> None:
        self._set(STEP)

    @Slot()
    def smaller(self) -> None:
        self._set(1 / STEP)

    @Slot()
    def usual(self) -> None:
        """As large as at first."""
        self._set(0.0)

    def present(self, on: bool) -> None:
        """Words of the whole window large enough for a room, marks as well; or all as it was."""
        self.presenting = on
        self._apply()

    def _set(self, factor: float) -> None:
        """So many times as large as it is; 0 for the usual size."""
        name = "presenting_size" if self.presenting else "mark_size"
        setattr(self._settings, name, getattr(self._settings, name) * factor or 1.0)
        self._apply()

    def _apply(self) -> None:
        for view in self._views:
            view.set_mark_size(self.factor)
        enlarge(self._window, self.factor if self.presenting else 1.0)
