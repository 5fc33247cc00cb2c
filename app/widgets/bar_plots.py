"""Bars side by side, and histograms. Imports pyqtgraph: import this after the window is up."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.graphicsItems.LegendItem import ItemSample
from PySide6.QtGui import QPainter

from app.system.words import tr
from app.widgets.plots import log10
from app.widgets.probe_plots import Plot, series_name


class Swatch(ItemSample):
    """The colour of bars in a legend, without the line that curves have there."""

    def paint(self, p: QPainter, *_: object) -> None:
        p.fillRect(4, 4, 12, 12, pg.mkColor(self.item.opts["brush"]))


class BarsPlot(Plot):
    """Bars side by side, one group for each name, on an axis of decades; or a histogram."""

    def __init__(self, name: str, *, height: int = 180) -> None:
        super().__init__(name, height=height)
        self._legend = self.item.addLegend(offset=(-4, 2), labelTextSize="8pt", verSpacing=-6, sampleType=Swatch)
        self.drawn = 0

    def show_groups(self, groups: Mapping[str, Mapping[str, float]], label: str) -> None:
        """groups: by legend name the value of each column, > 0; all groups have the same columns."""
        self.clear()
        self._legend.clear()
        self._legend.setVisible(len(groups) > 1)
        self._legend.setLabelTextColor(self.theme.text)
        self.left.logarithmic, self.bottom.logarithmic = True, False
        names = list(next(iter(groups.values()), {}))
        values = np.array([log10([group[n] for n in names]) for group in groups.values()])
        finite = values[np.isfinite(values)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (-3.0, 0.0)
        floor = min(low - 0.3, math.floor(low))
        width = 0.7 / max(1, len(groups))
        colors = [self.theme.curve_loss, self.theme.curve_heldout, self.theme.muted]
        for place, (group, heights) in enumerate(zip(groups, values, strict=True)):
            x = np.arange(len(names)) + (place - (len(groups) - 1) / 2) * width
            known = np.where(np.isfinite(heights), heights - floor, 0.0)
            bars = pg.BarGraphItem(
                x=x,
                y0=floor,
                height=known,
                width=0.94 * width,
                brush=colors[place],
                pen=colors[place],
                name=series_name(group),
            )
            self.item.addItem(bars)
        self.drawn = len(groups) * len(names)
        self.bottom.setTicks([[(i, n.removeprefix("layer ")) for i, n in enumerate(names)]])
        self.label(label, tr("layer") if names and names[0].startswith("layer") else "")
        self.item.vb.setYRange(floor, high + 0.25 * (high - floor) * (len(groups) > 1) + 0.1, padding=0)
        self.item.vb.setXRange(-0.6, max(len(names), 1) - 0.4, padding=0)

    def show_histogram(
        self, edges: NDArray[np.floating], shares: NDArray[np.floating], labels: tuple[str, str]
    ) -> None:
        """edges: log10 of a quantity, (bins + 1,). labels: of the left and the bottom axis."""
        self.clear()
        self._legend.clear()
        self._legend.setVisible(False)
        self.left.logarithmic, self.bottom.logarithmic = False, True
        width = edges[1] - edges[0]
        bars = pg.BarGraphItem(
            x=(edges[1:] + edges[:-1]) / 2, height=100 * shares, width=0.96 * width,
            brush=self.theme.curve_loss, pen=self.theme.curve_loss,
        )  # fmt: skip
        self.item.addItem(bars)
        self.drawn = int((shares > 0).sum())
        self.bottom.setTicks(None)
        self.label(*labels)
        self.item.vb.setXRange(float(edges[0]), float(edges[-1]), padding=0.02)
        self.item.vb.setYRange(0, 105 * float(shares.max()), padding=0)
