"""The plot of two curves over steps, each with its own axis. Imports pyqtgraph: import this after the window is up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QSize, Qt, Slot

from app.render.figure import decades, power
from app.system.words import tr
from app.widgets.letters import grown
from app.widgets.still import StillPlot, colored
from app.widgets.theme import LIGHT, MARKS, Theme

STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)
"""Of losses and of errors, where the colours tell lines apart."""


class DecadeAxis(pg.AxisItem):
    """An axis that is linear, or logarithmic with plain labels (0.001 as 10⁻³, 2 × 10⁻³ where room allows)."""

    logarithmic = True

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:  # noqa: N803
        if not self.logarithmic:
            return super().tickValues(minVal, maxVal, size)
        return [(1.0, decades(minVal, maxVal))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        if not self.logarithmic:
            return super().tickStrings(values, scale, spacing)
        return [power(value) for value in values]


DOTS = 200
"""Steps up to which each has a dot: of thousands those would take longer to draw than all the rest of a step."""


@dataclass(frozen=True)
class PlottedLine:
    """One of several lines: its values by step, errors NaN where unknown. place: of its colour and mark.

    at: the step at which it left another one, 0 for none. shown: it is the one in the view.
    """

    place: int
    at: int
    losses: list[float]
    errors: list[float]
    shown: bool
    name: str = ""


class TwoAxisPlot(StillPlot):
    """Left axis: context loss. Right axis: held-out error. A vertical line marks the shown step, shading what
    lies past the trained steps. The plot cannot be dragged: it always shows the whole run. Of several lines each has
    a colour and a mark of its own, losses are solid and errors dashed; rings mark where they leave each other.
    """

    def __init__(self) -> None:
        self._left, self._right = DecadeAxis("left"), DecadeAxis("right")
        axes: dict[str, pg.AxisItem] = {"left": self._left, "right": self._right}
        super().__init__(tr("Plot of context loss and held-out error by step"), axes)
        self.setMinimumHeight(170)
        item: Any = self.item
        self._title = ""
        self._shown: tuple[object, ...] = ()
        self._axis_colors: dict[pg.AxisItem, str] = {}
        item.showAxis("right")
        self._box = pg.ViewBox(enableMenu=False)
        self._box.setZValue(1)  # of itself it lies below the axes' view, whose band would cover it
        self._box.setMouseEnabled(x=False, y=False)
        item.scene().addItem(self._box)
        self._right.linkToView(self._box)
        self._box.setXLink(item.vb)
        item.vb.sigResized.connect(self._fit)
        item.setLabel("bottom", tr("step"))
        self._past = pg.LinearRegionItem(movable=False)
        self._past.setZValue(-10)
        item.addItem(self._past, ignoreBounds=True)
        self.past_word = pg.InfLineLabel(self._past.lines[0], "", position=0.93, anchors=((0, 0.5), (0, 0.5)))
        self.now = pg.InfiniteLine(angle=90)
        item.addItem(self.now, ignoreBounds=True)
        self.loss = item.plot([], [], symbolSize=6)
        self.error = pg.PlotDataItem([], [], symbolSize=9, symbol="s")  # around the dot of a loss at the same place
        self._box.addItem(self.error)
        self.traces: list[tuple[PlottedLine, pg.PlotDataItem, pg.PlotDataItem]] = []
        self.forks = pg.ScatterPlotItem(size=15, brush=None)
        self.forks.setZValue(10)
        item.addItem(self.forks, ignoreBounds=True)
        self.set_theme(LIGHT)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_theme"):  # not while it is being made
            self._axis_colors.clear()
            self.set_theme(self._theme)

    def sizeHint(self) -> QSize:
        return QSize(320, self.minimumHeight())  # what more there is goes to it; on a low screen the words need it

    def set_theme(self, theme: Theme) -> None:
        """Colours of background, axes and curves; an axis has the colour of its curve."""
        self._theme = theme
        self._shown = ()  # the lines have its colours
        self.setBackground(theme.base)
        self._style(self.loss, self._left, theme.curve_loss)
        self._style(self.error, self._right, theme.curve_heldout)
        self.error.setSymbolBrush(None)
        bottom = self.item.getAxis("bottom")
        bottom.setPen(theme.line)
        bottom.setTextPen(theme.text)
        bottom.setLabel(tr("step"), **self._letters(theme.text))
        self.now.setPen(theme.muted, width=1, style=Qt.PenStyle.DashLine)
        self._past.setBrush(theme.raised)
        self.past_word.setColor(theme.muted)
        for line in self._past.lines:
            line.setPen(theme.raised)

    def _style(self, curve: pg.PlotDataItem, axis: pg.AxisItem, color: str) -> None:
        curve.setSymbolSize(round(6 * grown(self)))
        colored(curve, color, self._line())
        self._color_axis(axis, color)

    def _color_axis(self, axis: pg.AxisItem, color: str) -> None:
        if self._axis_colors.get(axis) == color:
            return  # to set it lays out the label anew, twice a step
        self._axis_colors[axis] = color
        axis.setPen(color)
        axis.setTextPen(color)
        axis.setLabel(axis.labelText, **self._letters(color))

    def _letters(self, color: str) -> dict[str, Any]:
        """Colour and size of an axis' name, as style; the numbers have those of the widget by themselves."""
        return {"color": color, "font-size": f"{self.font().pointSizeF():.1f}pt"}

    def _line(self) -> float:
        """Width of a curve; the usual one is drawn much faster than any other."""
        size = grown(self)
        return 1 if size <= 1.0 else 1.5 * size

    def show_curves(
        self,
        losses: list[float],
        errors: list[float],
        title: str,
        logarithmic: bool,
        cursor: int,
        trained: int,
        traces: Sequence[PlottedLine] = (),
        past: str = "",
    ) -> None:
        """losses, errors: by step, errors NaN where unknown. logarithmic: of the right axis; the left always is.

        past: what steps past the trained ones are, in a word.

        traces: all lines where there are several, the one of losses and errors among them; it is drawn last.
        What is the same as before is left alone: each step comes as a new run, a new cursor and a new error.
        """
        if title != self._title:
            self._title = title
            self._left.setLabel(tr("context loss"), **self._left.labelStyle)
            self._right.setLabel(title, **self._right.labelStyle)
        shown = (losses, errors, logarithmic, trained, list(traces))
        if shown != self._shown:
            self._shown = shown
            self._draw(losses, errors, logarithmic, trained, traces)
        self.past_word.setFormat(past)
        self.now.setPos(cursor)
        self.now.setVisible(bool(losses))

    def _draw(
        self, losses: list[float], errors: list[float], logarithmic: bool, trained: int, traces: Sequence[PlottedLine]
    ) -> None:
        self._right.logarithmic = logarithmic
        steps = np.arange(len(losses))
        loss = log10(losses)
        error = log10(errors) if logarithmic else np.array(errors, float)
        few = len(losses) <= DOTS
        self.loss.setData(steps, loss, connect="finite", symbol="o" if few else None)
        known = any(np.isfinite(errors).any() for errors in (error, *(t.errors for t in traces)))
        self.error.setData(*((steps, error) if known else ([], [])), connect="finite", symbol="s" if few else None)
        self.error.setVisible(known)
        self.item.showAxis("right", known)
        every = [log10(trace.losses) for trace in traces]
        every_error = [log10(t.errors) if logarithmic else np.array(t.errors) for t in traces]
        self._show_traces(traces, every, every_error)
        loss, error = np.concatenate([loss, *every]), np.concatenate([error, *every_error])
        end = max(trained, len(losses) - 1, *(len(values) - 1 for values in every), 1)
        self.item.vb.setXRange(-0.04 * end, 1.04 * end, padding=0)  # dots at the edges are whole
        self.item.vb.setYRange(*_range(loss), padding=0)
        self._box.setYRange(*(_range(error) if logarithmic else (0.0, 1.02)), padding=0)
        self._past.setRegion((trained + 0.5, max(end + 1, trained + 0.5)))
        self._past.setVisible(end > trained)

    def _show_traces(
        self, traces: Sequence[PlottedLine], losses: Sequence[np.ndarray], errors: Sequence[np.ndarray]
    ) -> None:
        """A pair of curves for each line, from where it left another one; of the shown one from the start."""
        for _, loss, error in self.traces:
            self.item.removeItem(loss)
            self._box.removeItem(error)
        self.traces = []
        self.loss.setVisible(not traces)
        self.error.setVisible(self.error.isVisible() and not traces)
        for trace, loss, error in sorted(zip(traces, losses, errors, strict=True), key=lambda one: one[0].shown):
            (mark, color), first = self._sign(trace), 0 if trace.shown else trace.at
            dot = mark if len(loss) <= DOTS else None  # then one at its end has to do
            look = {"symbol": dot, "symbolBrush": color, "symbolPen": color,
                    "symbolSize": 8 if trace.shown else 6, "connect": "finite"}  # fmt: skip
            pens = [pg.mkPen(color, width=3 if trace.shown else 1, style=style) for style in STYLES]
            steps = np.arange(first, len(loss))
            names = [f"{trace.name}, {what}" if trace.name else "" for what in ("loss", "error")]
            curves = (
                pg.PlotDataItem(steps, loss[first:], pen=pens[0], name=names[0], **look),
                pg.PlotDataItem(pen=pens[1], name=names[1], **look),
            )
            if np.isfinite(error[first:]).any():
                curves[1].setData(steps, error[first:])
            self.item.addItem(curves[0])
            self._box.addItem(curves[1])
            self.traces.append((trace, *curves))
        spots: list[dict[str, Any]] = []
        for trace, loss in zip(traces, losses, strict=True):
            mark, color = self._sign(trace)
            if 0 < trace.at < len(loss) and np.isfinite(loss[trace.at]):  # where it left another
                spots.append({"pos": (trace.at, loss[trace.at]), "pen": pg.mkPen(color, width=2)})
            if len(loss) > DOTS and np.isfinite(loss[-1]):
                end = (len(loss) - 1, loss[-1])
                spots.append({"pos": end, "symbol": mark, "size": 8, "pen": color, "brush": color})
        self.forks.setData(spots)
        axis = [(self._left, self._theme.curve_loss), (self._right, self._theme.curve_heldout)]
        for side, color in axis:
            self._color_axis(side, self._theme.text if traces else color)

    def _sign(self, trace: PlottedLine) -> tuple[str, str]:
        """Mark and colour of a line."""
        return MARKS[trace.place % 6][0], self._theme.lines[trace.place % 6]

    @Slot()
    def _fit(self) -> None:
        self._box.setGeometry(self.item.vb.sceneBoundingRect())


def log10(values: Sequence[float] | np.ndarray) -> np.ndarray:
    """The logarithm, NaN where it is not finite."""
    with np.errstate(divide="ignore", invalid="ignore"):
        result = np.log10(np.asarray(values, float))
    return np.where(np.isfinite(result), result, np.nan)


def _range(values: np.ndarray) -> tuple[float, float]:
    """Shown range of logarithms: a little air, at least half a decade."""
    finite = values[np.isfinite(values)]
    if not len(finite):
        return -3.0, 0.0
    low, high = float(finite.min()), float(finite.max())
    air = max(0.08 * (high - low), (0.5 - (high - low)) / 2, 0.05)
    return low - air, high + air
