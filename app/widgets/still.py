"""What all plots have in common: they show and cannot be moved, and what they show can be had as a figure.

Imports pyqtgraph: import this after the window is up.
"""

from __future__ import annotations

from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication


class Requests(QObject):
    """Where plots say that a person wants to have one; whoever serves them listens (app.tools.figures)."""

    asked = Signal(object, QPoint)  # StillPlot, place on the screen


def requests() -> Requests:
    """The one of the program."""
    application = QApplication.instance()
    assert application is not None, "there are plots"
    return application.findChild(Requests) or Requests(application)


def colored(curve: pg.PlotDataItem, color: str, width: float = 1) -> None:
    """A curve and its dots in one colour."""
    curve.setPen(color, width=width)
    curve.setSymbolPen(color)
    curve.setSymbolBrush(color)


class StillPlot(pg.PlotWidget):
    """A plot that cannot be dragged. The right mouse button or the menu key asks for what it shows (`Requests`).

    name: what screen readers and lists of plots call it. signed: of a plot with cells, whether zero is their middle.
    """

    bar: Any = None  # pg.ColorBarItem of a plot with cells
    isolines = False
    signed = False

    def __init__(self, name: str, axes: dict[str, pg.AxisItem], background: str = "default") -> None:
        super().__init__(axisItems=axes, background=background, enableMenu=False)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys where they are
        self.setMouseEnabled(x=False, y=False)
        self.hideButtons()
        item: Any = self.getPlotItem()
        self.item = item
        for side in ("left", "bottom", "right"):
            item.getAxis(side).enableAutoSIPrefix(False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        typed = event.reason() == QContextMenuEvent.Reason.Keyboard
        requests().asked.emit(self, self.mapToGlobal(self.rect().center()) if typed else event.globalPos())
        event.accept()
