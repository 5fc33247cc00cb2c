"""A plot as what it shows, and the files that are made of it: SVG, PDF and PNG for paper and slides, CSV. No Qt.

Every plot of the window becomes a `Figure` (app.widgets.figures), and so do the numbers that verbs have written
(app.cli.plot); there is one way from there to a file.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.render.styles import DIVERGING, SEQUENTIAL
from app.system.words import font_file
from core.errors import UserError
from core.measures.coloring import typed

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

SUFFIXES = ("svg", "pdf", "png", "csv")
Purpose = Literal["paper", "slides", "screen"]

MARKS = {"o": "o", "s": "s", "t": "v", "d": "D", "+": "+", "x": "x"}
"""From pyqtgraph's marks to matplotlib's."""

ISOLINES = 9

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class FigurePage:
    """Size in inches, and of letters and lines in points."""

    width: float
    height: float
    letters: float
    line: float


PAGES: dict[Purpose, FigurePage] = {
    "paper": FigurePage(3.35, 2.5, 8, 1.0),  # one column of a journal, 85 mm
    "slides": FigurePage(10.0, 5.6, 20, 2.5),
    "screen": FigurePage(6.4, 4.4, 11, 1.5),
}


@dataclass(frozen=True)
class Finish:
    """How figures are made. sequential, diverging: colour maps. span: of colours: as shown, fitted to the values,
    symmetric about zero, or typed (low, high). labels: isolines have their numbers.
    """

    purpose: Purpose = "paper"
    sequential: str = SEQUENTIAL[0]
    diverging: str = DIVERGING[0]
    span: Literal["shown", "fitted", "symmetric"] | tuple[float, float] = "shown"
    labels: bool = True


@dataclass(frozen=True)
class Axis:
    """low, high: its range. ticks: (value, words) in place of numbers. color: "#rrggbb", "" for that of the text."""

    label: str
    logarithmic: bool = False
    low: float = 0.0
    high: float = 1.0
    ticks: tuple[tuple[float, str], ...] = ()
    color: str = ""


@dataclass(frozen=True, eq=False)
class FigureCurve:
    """x, y: (n,), NaN where unknown. right: of the right axis. mark: of pyqtgraph. joined: by a line."""

    name: str
    x: NDArray[np.floating]
    y: NDArray[np.floating]
    color: str
    right: bool = False
    dashed: bool = False
    mark: str = ""
    joined: bool = True


@dataclass(frozen=True, eq=False)
class Bars:
    """x: middles. top: (n,). floor: where they stand. width: of each."""

    name: str
    x: NDArray[np.floating]
    top: NDArray[np.floating]
    floor: float
    width: float
    color: str


@dataclass(frozen=True, eq=False)
class Cells:
    """values: (rows, columns). box: x and y of the outer edges, (left, right, bottom, top): the first row is at the
    bottom. label: of the colour bar. span: of the colours as shown. signed: zero is in the middle. isolines: drawn.
    """

    values: NDArray[np.floating]
    box: tuple[float, float, float, float]
    label: str
    span: tuple[float, float]
    signed: bool = False
    isolines: bool = False


@dataclass(frozen=True, eq=False)
class Figure:
    """lines: places of vertical lines. band: (from, to, word) of x that is shaded. notes: (x, y, words)."""

    name: str
    bottom: Axis
    left: Axis
    right: Axis | None = None
    curves: tuple[FigureCurve, ...] = ()
    bars: tuple[Bars, ...] = ()
    cells: Cells | None = None
    lines: tuple[float, ...] = ()
    band: tuple[float, float, str] | None = None
    notes: tuple[tuple[float, float, str], ...] = field(default=())


@cache
def _family(file: str) -> str:
    """The name of a font for matplotlib, which knows it from now on."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(file)
    return font_manager.FontProperties(fname=file).get_name()


def figure_bytes(figure: Figure, suffix: str, finish: Finish) -> bytes:
    """A file of the kind of its suffix, "svg", "pdf", "png" or "csv". Raises UserError for others."""
    kind = suffix.lower().removeprefix(".")
    if kind == "csv":
        return csv_text(figure).encode()
    if kind not in SUFFIXES:
        raise UserError(f"{suffix or 'A name without a suffix'} is no kind of figure; choose {', '.join(SUFFIXES)}.")
    import matplotlib as mpl

    page = PAGES[finish.purpose]
    settings: Any = {
        "font.size": page.letters, "lines.linewidth": page.line, "lines.markersize": 3 * page.line,
        "axes.linewidth": 0.6 * page.line, "axes.unicode_minus": True, "pdf.fonttype": 42, "svg.fonttype": "none",
        "svg.hashsalt": "figure", "text.usetex": False, "text.parse_math": False,
    }  # fmt: skip
    if file := font_file():
        settings["font.family"] = ["DejaVu Sans", _family(file)]
    with mpl.rc_context(settings):
        data = io.BytesIO()
        dated = {"png": {}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
        drawn(figure, finish).savefig(data, format=kind, dpi=200, metadata=dated[kind])
    return data.getvalue()


def drawn(figure: Figure, finish: Finish) -> Drawing:
    """The figure as matplotlib draws it."""
    from matplotlib.figure import Figure as Drawing  # the figure alone: no window toolkit is looked for

    page = PAGES[finish.purpose]
    drawing = Drawing(figsize=(page.width, page.height), layout="constrained")
    axes = drawing.subplots()
    if figure.cells is not None:
        _draw_cells(drawing, axes, figure.cells, finish)
    _set_axis(axes, "x", figure.bottom)
    _set_axis(axes, "y", figure.left)
    other = None
    if figure.right is not None:
        other = axes.twinx()
        _set_axis(other, "y", figure.right)
    for curve in figure.curves:
        on = other if curve.right and other is not None else axes
        on.plot(
            curve.x, curve.y, color=curve.color, label=curve.name, marker=MARKS.get(curve.mark, ""),
            linestyle="" if not curve.joined else "--" if curve.dashed else "-",
        )  # fmt: skip
    for bars in figure.bars:
        axes.bar(bars.x, bars.top - bars.floor, bars.width, bars.floor, color=bars.color, label=bars.name)
    for place in figure.lines:
        axes.axvline(place, color="#868e96", linestyle=(0, (4, 3)), linewidth=0.7 * page.line)
    if figure.band is not None:
        axes.axvspan(*figure.band[:2], color="#e9edf1", zorder=0)
    for x, y, words in figure.notes:
        axes.annotate(words, (x, y), textcoords="offset points", xytext=(0, 4), ha="center", color="#ffffff")
    names = {curve.name for curve in figure.curves} | {bars.name for bars in figure.bars}
    told = {figure.left.label, figure.right.label if figure.right else ""}  # by an axis in the colour of the curve
    if len(names) > 1 and not names <= told and figure.cells is None:
        drawing.legend(loc="outside lower center", ncols=2 if finish.purpose == "paper" else 3, frameon=False)
    return drawing


def _set_axis(axes: Axes, which: Literal["x", "y"], axis: Axis) -> None:
    color = axis.color or "black"
    own: Any = axes.xaxis if which == "x" else axes.yaxis
    if axis.logarithmic:
        getattr(axes, f"set_{which}scale")("log")
        logs = decades(*sorted(math.log10(end) for end in (axis.low, axis.high)))
        own.set_ticks([10.0**at for at in logs], [power(at) for at in logs])
        own.set_ticks([], minor=True)
    getattr(axes, f"set_{which}lim")(axis.low, axis.high)
    own.set_label_text(axis.label, color=color)
    if axis.ticks:
        own.set_ticks([value for value, _ in axis.ticks], [words for _, words in axis.ticks])
    axes.tick_params(which, colors=color, which="both")


def _draw_cells(drawing: Drawing, axes: Axes, cells: Cells, finish: Finish) -> None:
    low, high = span_of(cells, finish)
    name = finish.diverging if cells.signed else finish.sequential
    values = np.ma.masked_invalid(cells.values)
    image = axes.imshow(
        values, name, vmin=low, vmax=high, extent=cells.box, origin="lower", aspect="auto", interpolation="nearest"
    )
    drawing.colorbar(image, ax=axes, label=cells.label)
    if cells.isolines and min(values.shape) > 1:
        left, right, bottom, top = cells.box
        dx, dy = ((right - left) / values.shape[1], (top - bottom) / values.shape[0])
        x = left + dx * (np.arange(values.shape[1]) + 0.5)
        y = bottom + dy * (np.arange(values.shape[0]) + 0.5)
        lines = axes.contour(x, y, values, np.linspace(low, high, ISOLINES + 2)[1:-1], colors="#ffffffb0",
                             linewidths=0.5 * PAGES[finish.purpose].line, linestyles="solid")  # fmt: skip
        if finish.labels:
            axes.clabel(lines, fmt="%.2g", fontsize=0.75 * PAGES[finish.purpose].letters)


def decades(low: float, high: float) -> list[float]:
    """Logarithms to base 10 at which an axis from `low` to `high`, logarithms too, has numbers."""
    span = high - low
    every = max(1, math.ceil(span / 6))
    digits = (1,) if span > 3 else (1, 3) if span > 1.5 else (1, 2, 5) if span > 1 else (1, 2, 3, 5, 7)
    places = (d for d in range(math.floor(low), math.ceil(high) + 1) if d % every == 0)
    return [at for d in places for m in digits if low <= (at := d + math.log10(m)) <= high]


def power(value: float) -> str:
    """The number of which this is the logarithm: "0.001", and "3·10⁻⁴" where that is shorter."""
    exponent = math.floor(value + 1e-9)
    digit = round(10 ** (value - exponent))
    if -3 <= exponent <= 2:
        return f"{digit * 10.0**exponent:g}"
    return f"{'' if digit == 1 else f'{digit}·'}10{str(exponent).translate(SUPERSCRIPTS)}"


def span_of(cells: Cells, finish: Finish) -> tuple[float, float]:
    """The range of the colours. Without a finite value, or all alike, it is a little around them.

    Fitted to signed values zero stays in its middle, which the map has a colour for.
    """
    known = cells.values[np.isfinite(cells.values)]
    if isinstance(finish.span, tuple):
        low, high = finish.span
    elif finish.span == "shown" or not len(known):
        low, high = cells.span
    elif finish.span == "fitted" and not cells.signed:
        low, high = float(known.min()), float(known.max())
    else:
        high = float(np.abs(known).max())
        low = -high
    if low < high:
        return low, high
    around = max(1e-6, abs(low) * 1e-3)
    return low - around, high + around


def typed_span(words: str) -> Literal["shown", "fitted", "symmetric"] | tuple[float, float]:
    """From "shown", "fitted", "symmetric" or "LOW:HIGH". Raises UserError, one sentence."""
    if words in ("shown", "fitted", "symmetric"):
        return words
    try:
        return typed(words)
    except ValueError:
        raise UserError(
            f"{words!r} is no range of colours; write fitted, symmetric, or LOW:HIGH, as -0.1:0.1."
        ) from None


def csv_text(figure: Figure) -> str:
    """The numbers: a column for each curve where all have the same x, else a row for each point; of cells their table.

    Values that are not finite are empty.
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([[_cell(value) for value in row] for row in _rows(figure)])
    return text.getvalue()


def _rows(figure: Figure) -> list[Sequence[object]]:
    x = figure.bottom.label or "x"
    if figure.cells is not None:
        left, right, bottom, top = figure.cells.box
        rows, columns = figure.cells.values.shape
        across = left + (right - left) * (np.arange(columns) + 0.5) / columns
        up = bottom + (top - bottom) * (np.arange(rows) + 0.5) / rows
        names, sides = dict(figure.bottom.ticks), dict(figure.left.ticks)
        head = [figure.cells.label, *(names.get(round(at, 9), at) for at in across.tolist())]
        table = zip(up.tolist(), figure.cells.values.tolist(), strict=True)
        return [head, *([sides.get(round(at, 9), at), *row] for at, row in table)]
    if figure.bars:
        ticks = dict(figure.bottom.ticks)
        rows = [
            [b.name, ticks.get(round(float(at)), at), top]
            for b in figure.bars
            for at, top in zip(b.x, b.top, strict=True)
        ]
        return [["", x, figure.left.label], *rows]
    curves = [curve for curve in figure.curves if len(curve.x) and curve.name]
    if curves and all(np.array_equal(curve.x, curves[0].x, equal_nan=True) for curve in curves):
        return [[x, *(c.name for c in curves)], *zip(curves[0].x, *(c.y for c in curves), strict=True)]
    return [["", x, figure.left.label], *([c.name, a, b] for c in curves for a, b in zip(c.x, c.y, strict=True))]


def _cell(value: object) -> object:
    if isinstance(value, float | np.floating):
        return f"{float(value):.9g}" if math.isfinite(value) else ""
    text = str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text  # a spreadsheet would take it for a formula
