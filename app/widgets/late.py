"""The place of a plot in a panel: words until pyqtgraph is there and the plot is built."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget

from app.system.words import tr
from app.widgets.theme import LIGHT, Theme


class LatePlot(QStackedWidget):
    """`plot` is None until it is built; it has the colours of the theme from then on."""

    def __init__(self) -> None:
        super().__init__()
        self.plot: Any = None
        self._theme = LIGHT
        self._page = QLabel(tr("Loading the plot …"), alignment=Qt.AlignmentFlag.AlignCenter)
        self._page.setProperty("muted", True)
        self.addWidget(self._page)

    def build(self, make: Callable[[], Any]) -> Iterator[None]:
        """pyqtgraph is imported: build the plot and show it."""
        self.plot = make()
        self.plot.set_theme(self._theme)
        self.addWidget(self.plot)
        self.setCurrentWidget(self.plot)
        yield

    def set_theme(self, theme: Theme) -> None:
        """Colours of the plot."""
        self._theme = theme
        if self.plot is not None:
            self.plot.set_theme(theme)

    def say(self, words: str) -> None:
        """Words in the place of the plot; "" shows the plot, which is there."""
        self._page.setText(words)
        self.setCurrentWidget(self._page if words or self.plot is None else self.plot)
