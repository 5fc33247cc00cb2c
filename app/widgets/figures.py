"""From a plot on screen to the figure that is made of it: one reading for all plots. Imports pyqtgraph."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt

from app.render.figure import Axis, Bars, Cells, Figure, FigureCurve
from app.widgets.still import StillPlot
from app.widgets.theme import DARK, LIGHT


def figure_of(plot: StillPlot) -> Figure:
    """What a plot shows, in the units of its axes, in the colours of the light theme."""
    item = plot.item
    bottom, left = (_axis(item.getAxis(side), item.vb, place) for place, side in enumerate(("bottom", "left")))
    other: Any = item.getAxis("right").linkedView()
    right = _axis(item.getAxis("right"), other, 1) if other not in (None, item.vb) and _shown(item, "right") else None
    main = [thing for thing in item.items if thing.isVisible()]
    further = [thing for thing in other.addedItems if thing.isVisible()] if other is not None and right else []
    curves = [_curve(thing, bottom, left, right=False) for thing in main if _drawn(thing)]
    if right is not None:
        curves += [_curve(thing, bottom, right, right=True) for thing in further if _drawn(thing)]
    band: Any = next((thing for thing in main if isinstance(thing, pg.LinearRegionItem)), None)
    low, high = (0.0, 0.0) if band is None else band.getRegion()
    image = next((thing for thing in main if isinstance(thing, pg.ImageItem)), None)
    return Figure(
        plot.accessibleName(), bottom, left, right,
        tuple(curve for curve in curves if len(curve.x)),
        tuple(_bars(thing, left) for thing in main if isinstance(thing, pg.BarGraphItem)),
        None if image is None or image.image is None else _cells(plot, image),
        tuple(_true(t.value(), bottom) for t in main if isinstance(t, pg.InfiniteLine) and t.angle == 90),
        None if band is None else (float(low), float(high), ""),
        tuple((t.pos().x(), t.pos().y(), t.toPlainText()) for t in main if isinstance(t, pg.TextItem)),
    )  # fmt: skip


def _shown(item: Any, side: str) -> bool:  # noqa: ANN401
    return item.getAxis(side).isVisible()


def _drawn(thing: object) -> bool:
    """Whether it is a curve or points. Isolines are none: figures draw their own."""
    return isinstance(thing, pg.PlotDataItem | pg.ScatterPlotItem)


def _axis(axis: Any, view: Any, place: int) -> Axis:  # noqa: ANN401
    """place: 0 of x, 1 of y."""
    logarithmic = bool(getattr(axis, "logarithmic", False))
    low, high = (_true(value, logarithmic) for value in view.viewRange()[place])
    if view.yInverted() and place == 1:
        low, high = high, low
    ticks = [] if logarithmic else [(float(at), str(words)) for level in axis._tickLevels or [] for at, words in level]
    color = axis.textPen().color().name()
    return Axis(axis.labelText, logarithmic, low, high, tuple(ticks), _on_paper(color))


def _true(value: Any, axis: Axis | bool) -> Any:  # noqa: ANN401 (a number or an array of them)
    """Of a logarithmic axis plots show logarithms."""
    logarithmic = axis.logarithmic if isinstance(axis, Axis) else axis
    return 10.0**value if logarithmic else value


def _curve(thing: Any, bottom: Axis, up: Axis, *, right: bool) -> FigureCurve:  # noqa: ANN401
    x, y = (np.zeros(0) if values is None else np.asarray(values, float) for values in thing.getData())
    scattered = isinstance(thing, pg.ScatterPlotItem)
    pen = pg.mkPen(thing.opts["pen"])
    joined = not scattered and pen.style() != Qt.PenStyle.NoPen
    name = thing.name() or up.label if not scattered else ""
    mark = thing.opts["symbol"] or "" if not scattered else "o"
    color = _on_paper(pen.color().name())
    dashed = pen.style() != Qt.PenStyle.SolidLine
    return FigureCurve(name, _true(x, bottom), _true(y, up), color, right, dashed, mark, joined)


def _bars(thing: Any, left: Axis) -> Bars:  # noqa: ANN401
    x = np.asarray(thing.opts["x"], float)
    floor = float(thing.opts["y0"] or 0.0)
    top = floor + np.asarray(thing.opts["height"], float)
    color = _on_paper(pg.mkColor(thing.opts["brush"]).name())
    return Bars(thing.name() or "", x, _true(top, left), _true(floor, left), float(thing.opts["width"]), color)


def _cells(plot: StillPlot, image: Any) -> Cells:  # noqa: ANN401
    values: NDArray[np.floating] = np.asarray(image.image, float)
    box = image.mapRectToParent(image.boundingRect())
    label = plot.bar.axis.labelText if plot.bar is not None else ""
    low, high = (float(level) for level in image.levels)
    place = (box.left(), box.right(), box.top(), box.bottom())
    return Cells(values, place, label, (low, high), plot.signed, plot.isolines)


_PAPER = {
    dark.lower(): light
    for dark, light in (
        *zip(DARK.lines, LIGHT.lines, strict=True),
        *(
            (getattr(DARK, name), getattr(LIGHT, name))
            for name in ("curve_loss", "curve_heldout", "text", "muted", "accent")
        ),
    )
}


def _on_paper(color: str) -> str:
    """A colour of the dark theme as the light one has it: figures are on white."""
    return _PAPER.get(color.lower(), "#868e96" if color.lower() == "#ffffff" else color)
