"""Plots of the inspectors: curves over steps and over a dial, and what all of them share. Imports pyqtgraph.

All pens are one pixel wide and nothing is antialiased: wide pens are many times slower. Nothing can be dragged; where
a plot has cells (app.widgets.cell_plots), the pointer asks for their numbers (`pointed`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor

from app.system.words import tr
from app.widgets.plots import DecadeAxis, log10
from app.widgets.still import StillPlot, colored
from app.widgets.theme import LIGHT, Theme

SERIES_MAP = "plasma"

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
            y = log10(values) if logarithmic else np.asarray(values, float)
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
        y = log10(errors) if logarithmic else np.asarray(errors, float)
        self.points.setData(np.asarray(values, float), y, connect="finite")
        colored(self.points, self.theme.curve_heldout)
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
