"""Numbers as coloured cells: tables, and the loss on a plane. Imports pyqtgraph: import this after the window is up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import contourpy
import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app.document.formatting import number
from app.system.words import tr
from app.widgets.plots import log10
from app.widgets.probe_plots import Plot
from app.widgets.theme import Theme

CELLS_MAP = "viridis"


def signed_map(theme: Theme) -> pg.ColorMap:
    """Orange for -1, the page for 0, blue for 1."""
    ends = ("#c2410c", theme.base, "#1971c2") if theme.name == "light" else ("#ff922b", theme.base, "#4dabf7")
    return pg.ColorMap([0.0, 0.5, 1.0], [QColor(end) for end in ends])


class CellPlot(Plot):
    """Coloured cells with a colour bar; the pointer asks for the number of a cell."""

    def __init__(self, name: str, *, height: int = 230) -> None:
        super().__init__(name, height=height)
        self.image = pg.ImageItem(axisOrder="row-major")
        self.item.addItem(self.image)
        self.bar = pg.ColorBarItem(width=12, interactive=False, colorMap=pg.colormap.get(CELLS_MAP))
        self.bar.setImageItem(self.image, insert_in=self.item)

    def label_bar(self, words: str) -> None:
        """What the colours stand for."""
        axis: Any = self.bar.axis
        axis.setPen(self.theme.line)
        axis.setTextPen(self.theme.text)
        axis.setLabel(words, color=self.theme.text)  # last: a pen colours the label as well


class MatrixPlot(CellPlot):
    """A table of numbers."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.item.vb.invertY(True)

    def show_matrix(
        self,
        values: NDArray[np.floating],
        rows: Sequence[str],
        columns: Sequence[str],
        labels: tuple[str, str, str],
        span: tuple[float, float],
        *,
        signed: bool = False,
    ) -> None:
        """values: (rows, columns), drawn from the top. rows, columns: names, may be empty for many cells.

        labels: of the left axis, the bottom axis and the colour bar. span: of the colours.
        """
        table = np.asarray(values, float)
        self.signed = signed
        self.image.setImage(table, autoLevels=False)
        self.image.setRect(-0.5, -0.5, table.shape[1], table.shape[0])
        self.label(labels[0], labels[1])
        self.bar.setColorMap(signed_map(self.theme) if signed else pg.colormap.get(CELLS_MAP))
        self.bar.setLevels(span)
        self.label_bar(labels[2])
        for own, names in ((self.left, rows), (self.bottom, columns)):
            own.setTicks([list(enumerate(names))] if names else None)
        self.item.vb.setRange(
            xRange=(-0.5, table.shape[1] - 0.5), yRange=(-0.5, table.shape[0] - 0.5), padding=0, disableAutoRange=True
        )

        def words(x: float, y: float) -> str:
            row, column = round(y), round(x)
            if not (0 <= row < table.shape[0] and 0 <= column < table.shape[1]):
                return ""
            where = f"{_named(rows, row)}, {_named(columns, column)}"
            value = table[row, column]
            return f"{where}: {value:.2f}" if signed else f"{where}: {number(10**value)}"

        self.words = words


class SlicePlot(CellPlot):
    """The loss on a plane, with isolines, the way of the run and the three points that span it."""

    isolines = True

    def __init__(self, name: str) -> None:
        super().__init__(name, height=280)
        self.lines = pg.PlotCurveItem(connect="finite")
        self.path = pg.PlotDataItem(symbol="o", symbolSize=5)
        self._marks = pg.ScatterPlotItem(size=11, pxMode=True)
        self._names = [pg.TextItem(anchor=(0.5, 1.15)) for _ in range(3)]
        for thing in (self.lines, self.path, self._marks, *self._names):
            self.item.addItem(thing, ignoreBounds=True)

    def show_slice(
        self,
        a: NDArray[np.floating],
        b: NDArray[np.floating],
        losses: NDArray[np.floating],
        path: NDArray[np.floating],
        marks: NDArray[np.floating],
        names: Sequence[str],
    ) -> None:
        """As in core.analysis.loss_slice.LossSlice; NaN rows are not drawn."""
        logs = log10(losses)
        known = logs[np.isfinite(logs)]
        self.image.setImage(logs, autoLevels=False)
        self.image.setRect(*_cells(a, b))
        span = (float(known.min()), float(known.max())) if len(known) else (-3.0, 0.0)
        span = (span[0], max(span[1], span[0] + 0.1))
        self.bar.setLevels(span)
        self.label_bar(tr("log₁₀ of the context loss"))
        self._isolines(a, b, logs, span)
        self.path.setData(path[:, 0], path[:, 1])
        self.path.setPen("#ffffff", width=1)
        self.path.setSymbolBrush("#ffffff")
        self.path.setSymbolPen("#000000")
        self._marks.setData(
            pos=marks, brush=[pg.mkBrush(c) for c in ("#ffffff", "#ff922b", "#4dabf7")], pen=pg.mkPen("#000000")
        )
        for text, name, place in zip(self._names, names, marks, strict=True):
            text.setText(name, color="#ffffff")
            text.setPos(*place)
            text.fill = pg.mkBrush(0, 0, 0, 130)
        self.label(tr("distance across"), tr("distance along φ₀ to the end"))
        self.item.vb.setRange(xRange=(a[0], a[-1]), yRange=(b[0], b[-1]), padding=0.01, disableAutoRange=True)

        def words(x: float, y: float) -> str:
            column, row = int(np.abs(a - x).argmin()), int(np.abs(b - y).argmin())
            value = losses[row, column]
            return tr(
                "along {a:.2f}, across {b:.2f}: context loss {value}", a=a[column], b=b[row], value=number(value)
            ) * math.isfinite(value)

        self.words = words

    def _isolines(
        self, a: NDArray[np.floating], b: NDArray[np.floating], logs: NDArray[np.floating], span: tuple[float, float]
    ) -> None:
        made = contourpy.contour_generator(
            a, b, np.ma.masked_invalid(logs), line_type=contourpy.LineType.ChunkCombinedNan
        )
        pieces: list[Any] = []
        for level in np.linspace(*span, 12)[1:-1]:
            found: Any = made.lines(level)[0][0]
            pieces += [] if found is None else [found, np.full((1, 2), np.nan)]
        points = np.concatenate(pieces) if pieces else np.zeros((0, 2))
        self.lines.setData(points[:, 0], points[:, 1])
        self.lines.setPen(pg.mkPen(255, 255, 255, 110, width=1))


def _cells(a: NDArray[np.floating], b: NDArray[np.floating]) -> tuple[float, float, float, float]:
    """Rectangle (x, y, width, height) of cells whose middles are at a and b."""
    wide, high = float(a[1] - a[0]), float(b[1] - b[0])
    return float(a[0]) - wide / 2, float(b[0]) - high / 2, wide * len(a), high * len(b)


def _named(names: Sequence[str], place: int) -> str:
    return names[place] if names else str(place + 1)
