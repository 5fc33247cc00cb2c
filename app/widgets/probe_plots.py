"""Plots of the inspectors: series over steps, matrices, bars and slices. Imports pyqtgraph: after the window is up.

All pens are one pixel wide and nothing is antialiased: wide pens are many times slower. Nothing can be dragged; where
a plot has cells, the pointer asks for their numbers (`pointed`).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import contourpy
import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.graphicsItems.LegendItem import ItemSample
from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter

from app.document.formatting import number
from app.system.words import tr
from app.widgets.plots import DecadeAxis
from app.widgets.still import StillPlot
from app.widgets.theme import LIGHT, Theme

SERIES_MAP = "plasma"
MATRIX_MAP = "viridis"


NAMES = {"all": tr("all"), "cosine": tr("cosine"), "gradient": tr("gradient"), "update": tr("update")}


def series_name(name: str) -> str:
    """What a legend calls a layer, or all of them."""
    number = name.removeprefix("layer ")
    return NAMES.get(name, name) if number == name else tr("layer {number}", number=number)


def series_colors(count: int, theme: Theme) -> list[QColor]:
    """Colours that go from first to last and can be told from the page."""
    low, high = (0.0, 0.82) if theme.name == "light" else (0.28, 1.0)
    table: Any = pg.colormap.get(SERIES_MAP)
    return [table.map(low + (high - low) * i / max(1, count - 1), mode="qcolor") for i in range(count)]


def signed_map(theme: Theme) -> pg.ColorMap:
    """Orange for -1, the page for 0, blue for 1."""
    ends = ("#c2410c", theme.base, "#1971c2") if theme.name == "light" else ("#ff922b", theme.base, "#4dabf7")
    return pg.ColorMap([0.0, 0.5, 1.0], [QColor(end) for end in ends])


class Plot(StillPlot):
    """A plot that shows and cannot be moved; axes are linear or decades."""

    pointed = Signal(str)

    def __init__(self, name: str, *, height: int = 230) -> None:
        self.left, self.bottom = DecadeAxis("left"), DecadeAxis("bottom")
        self.left.logarithmic = self.bottom.logarithmic = False
        super().__init__(name, {"left": self.left, "bottom": self.bottom})
        self.setMinimumHeight(height)
        self.theme = LIGHT
        self.words: Callable[[float, float], str] = lambda _x, _y: ""
        scene: Any = self.scene()
        scene.sigMouseMoved.connect(self._moved)
        self.set_theme(LIGHT)

    def sizeHint(self) -> QSize:
        return QSize(320, 260)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.setBackground(theme.base)
        for axis in (self.left, self.bottom):
            axis.setPen(theme.line)
            axis.setTextPen(theme.text)
            axis.setLabel(axis.labelText, color=theme.text)

    def label(self, left: str, bottom: str) -> None:
        self.left.setLabel(left, color=self.theme.text)
        self.bottom.setLabel(bottom, color=self.theme.text)

    @Slot(object)
    def _moved(self, place: QPointF) -> None:
        view = self.item.vb
        inside = view.sceneBoundingRect().contains(place)
        at = view.mapSceneToView(place)
        self.pointed.emit(self.words(at.x(), at.y()) if inside else "")


class SeriesPlot(Plot):
    """Several curves over steps, with a legend and a line at the shown step."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._legend = self.item.addLegend(offset=(-4, 4), labelTextSize="8pt", verSpacing=-6)
        self._now = pg.InfiniteLine(angle=90)
        self.curves: dict[str, pg.PlotDataItem] = {}

    def show_series(
        self,
        steps: Sequence[float],
        series: Mapping[str, Sequence[float]],
        label: str,
        *,
        logarithmic: bool,
        names: Sequence[str] = (),
        span: tuple[float, float] | None = None,
    ) -> None:
        """series: values by name, NaN where there is none; those without any are left out. "all" is dashed.

        names: all that other plots of the same run show too: each has the colour of its place among them. span: of a
        linear axis; None for that of the values.
        """
        self.clear()
        self._legend.clear()
        self._legend.setLabelTextColor(self.theme.text)  # of labels to come
        self.left.logarithmic = logarithmic
        self.label(label, tr("step"))
        self.curves = {}
        every = [np.zeros(0)]
        order = list(dict.fromkeys((*names, *series)))
        colors = dict(zip(order, series_colors(len(order), self.theme), strict=True))
        for name, values in series.items():
            y = decades(values) if logarithmic else np.asarray(values, float)
            if not np.isfinite(y).any():
                continue
            pen = pg.mkPen(self.theme.muted if name == "all" else colors[name], width=1)
            if name == "all":
                pen.setStyle(Qt.PenStyle.DashLine)
            symbol = {"symbol": "o", "symbolSize": 5, "symbolPen": pen.color(), "symbolBrush": pen.color()}
            few = len(steps) <= 40
            self.curves[name] = self.item.plot(
                np.asarray(steps, float),
                y,
                pen=pen,
                name=series_name(name),
                connect="finite",
                **(symbol if few else {}),
            )
            every.append(y)
        self._now.setPen(self.theme.muted, width=1, style=Qt.PenStyle.DashLine)
        self.item.addItem(self._now, ignoreBounds=True)
        finite = np.concatenate(every)[np.isfinite(np.concatenate(every))]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (-1.0, 0.0)
        if span is not None:
            low, high = span
        least = 1.0 if logarithmic else 1e-9 + 0.1 * abs(high)  # a decade; of one value a tenth of it
        air = max(0.06 * (high - low), (least - (high - low)) / 2)
        self.item.vb.setYRange(low - air, high + air, padding=0)
        last = max([1.0, *map(float, steps)])
        self.bottom.setTicks([[(n, str(n)) for n in range(1, int(last) + 1)]] if last <= 12 else None)
        self.item.vb.setXRange(0.8 - 0.02 * last, 1.02 * last + 0.2 + 0.28 * (last - 0.8), padding=0)  # legend's room

    def mark(self, step: int) -> None:
        self._now.setPos(step)
        self._now.setVisible(step > 0)


class MatrixPlot(Plot):
    """A table of numbers as coloured cells, with a colour bar; the pointer asks for the number of a cell."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.image = pg.ImageItem(axisOrder="row-major")
        self.item.addItem(self.image)
        self.bar = pg.ColorBarItem(width=12, interactive=False, colorMap=pg.colormap.get(MATRIX_MAP))
        self.bar.setImageItem(self.image, insert_in=self.item)
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
        self.bar.setColorMap(signed_map(self.theme) if signed else pg.colormap.get(MATRIX_MAP))
        self.bar.setLevels(span)
        _style_bar(self.bar, labels[2], self.theme)
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
        values = np.array([decades([group[n] for n in names]) for group in groups.values()])
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


class SlicePlot(Plot):
    """The loss on a plane, with isolines, the way of the run and the three points that span it."""

    isolines = True

    def __init__(self, name: str) -> None:
        super().__init__(name, height=280)
        self.image = pg.ImageItem(axisOrder="row-major")
        self.item.addItem(self.image)
        self.bar = pg.ColorBarItem(width=12, interactive=False, colorMap=pg.colormap.get(MATRIX_MAP))
        self.bar.setImageItem(self.image, insert_in=self.item)
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
        logs = decades(losses)
        known = logs[np.isfinite(logs)]
        self.image.setImage(logs, autoLevels=False)
        self.image.setRect(*_cells(a, b))
        span = (float(known.min()), float(known.max())) if len(known) else (-3.0, 0.0)
        span = (span[0], max(span[1], span[0] + 0.1))
        self.bar.setLevels(span)
        _style_bar(self.bar, tr("log₁₀ of the context loss"), self.theme)
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


class DialPlot(Plot):
    """Errors against the values of a dial: a line through all points, the default and the value now marked."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.points = pg.PlotDataItem(symbol="o", symbolSize=6)
        self._default, self._now = pg.InfiniteLine(angle=90), pg.InfiniteLine(angle=90)
        for thing in (self.points, self._default, self._now):
            self.item.addItem(thing, ignoreBounds=True)

    def show_curve(
        self,
        values: Sequence[float],
        errors: Sequence[float],
        labels: tuple[str, str],
        span: tuple[float, float],
        ticks: Sequence[str],
        *,
        logarithmic: bool,
        share: bool,
    ) -> None:
        """values in order. labels: left and bottom. ticks: words for 0, 1, ..., empty for numbers. share: 0 to 1."""
        self.left.logarithmic = logarithmic
        self.label(*labels)
        self.bottom.setTicks([list(enumerate(ticks))] if ticks else None)
        y = decades(errors) if logarithmic else np.asarray(errors, float)
        self.points.setData(np.asarray(values, float), y, connect="finite")
        self.points.setPen(self.theme.curve_heldout, width=1)
        self.points.setSymbolBrush(self.theme.curve_heldout)
        self.points.setSymbolPen(self.theme.curve_heldout)
        self._default.setPen(self.theme.muted, width=1, style=Qt.PenStyle.DotLine)
        self._now.setPen(self.theme.text, width=1, style=Qt.PenStyle.DashLine)
        finite = y[np.isfinite(y)]
        low, high = (float(finite.min()), float(finite.max())) if len(finite) else (-2.0, 0.0)
        air = max(0.1 * (high - low), 0.15 if logarithmic else 0.02)
        self.item.vb.setYRange(*((0.0, 1.02) if share else (low - air, high + air)), padding=0)
        self.item.vb.setXRange(*span, padding=0.04)

    def mark(self, value: float, default: float) -> None:
        self._now.setPos(value)
        self._default.setPos(default)


def decades(values: Sequence[float] | NDArray[np.floating]) -> NDArray[np.float64]:
    """log10, NaN where that is not finite."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log10(np.asarray(values, float))
    return np.where(np.isfinite(logs), logs, np.nan)


def _style_bar(bar: pg.ColorBarItem, label: str, theme: Theme) -> None:
    axis: Any = bar.axis
    axis.setPen(theme.line)
    axis.setTextPen(theme.text)
    axis.setLabel(label, color=theme.text)  # last: a pen colours the label as well


def _cells(a: NDArray[np.floating], b: NDArray[np.floating]) -> tuple[float, float, float, float]:
    """Rectangle (x, y, width, height) of cells whose middles are at a and b."""
    wide, high = float(a[1] - a[0]), float(b[1] - b[0])
    return float(a[0]) - wide / 2, float(b[0]) - high / 2, wide * len(a), high * len(b)


def _named(names: Sequence[str], place: int) -> str:
    return names[place] if names else str(place + 1)
