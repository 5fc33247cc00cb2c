"""The plot of a calibration. Imports pyqtgraph: import this after the window is up."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from app.system.words import tr
from app.widgets.probe_plots import Plot
from app.widgets.still import colored


class CoveragePlot(Plot):
    """Observed coverage by nominal coverage, both from 0 to 1. On the diagonal the intervals hold what they promise;
    below it they are too narrow.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.curve = pg.PlotDataItem(symbol="o", symbolSize=6)
        self.even = pg.PlotDataItem([0, 1], [0, 1])
        for thing in (self.even, self.curve):
            self.item.addItem(thing, ignoreBounds=True)
        self.label(tr("share of the errors within"), tr("interval (nominal)"))
        self.item.vb.setXRange(0, 1, padding=0.02)
        self.item.vb.setYRange(0, 1, padding=0.02)

    def show_coverage(self, nominal: np.ndarray, observed: np.ndarray) -> None:
        """(n,) each."""
        self.even.setPen(self.theme.muted, width=1, style=Qt.PenStyle.DotLine)
        colored(self.curve, self.theme.curve_heldout)
        self.curve.setData(nominal, observed)
