"""Plots of an evaluation: error over steps and over seconds, a panel for each condition. Imports matplotlib late.

Lines are medians over shapes, bands the quartiles; what lies past the trained steps is dotted.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from core.evaluation.measurements import Reading
from core.evaluation.table import quantile
from core.methods.registry import BY_KEY

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLUMNS = 3
OTHERS = ("#8c564b", "#bcbd22", "#17becf", "#393b79")
"""Of what is no method by name: starts and nets beside each other."""

MARKERS = "osD^vPX*"


@dataclass(frozen=True)
class Panel:
    """One condition: its readings by method, and the steps that each was trained on."""

    title: str
    readings: dict[str, list[Reading]]
    trained: dict[str, int]


@dataclass(frozen=True)
class QuartileCurve:
    """Over shapes: median and quartiles of the Chamfer distance, and the median of x. All (k,), as are the steps."""

    steps: np.ndarray
    x: np.ndarray
    middle: np.ndarray
    low: np.ndarray
    high: np.ndarray


def curve(readings: Sequence[Reading], over: str) -> QuartileCurve:
    """Over "steps" or "seconds", without points where half of the surfaces are missing: their median is infinite."""
    chamfer = np.array([r.chamfer_x1000 for r in readings])
    x = np.median([getattr(r, over) for r in readings], axis=0)
    low, middle, high = (np.array([quantile(column, q) for column in chamfer.T]) for q in (0.25, 0.5, 0.75))
    known = np.isfinite(middle)
    if over == "seconds":
        known &= x > 0
    return QuartileCurve(np.array(readings[0].steps)[known], x[known], middle[known], low[known], high[known])


def draw_charts(panels: Sequence[Panel]) -> dict[str, bytes]:
    """PNG files by name: error-steps.png and error-seconds.png; none without panels."""
    return {f"error-{over}.png": _chart(panels, over) for over in ("steps", "seconds")} if panels else {}


def _chart(panels: Sequence[Panel], over: str) -> bytes:
    from matplotlib.figure import Figure  # the figure alone: no window toolkit is looked for

    columns = min(COLUMNS, len(panels))
    rows = math.ceil(len(panels) / columns)
    figure = Figure(figsize=(4.6 * columns, 3.5 * rows + 0.7), layout="constrained")
    grid = figure.subplots(rows, columns, squeeze=False)
    methods = list(dict.fromkeys(name for panel in panels for name in panel.readings))
    styles = {name: _style(name, methods) for name in methods}
    for axes, panel in zip(grid.flat, panels, strict=False):
        _panel(axes, panel, over, styles)
    for axes in grid.flat[len(panels) :]:
        axes.set_visible(False)
    handles = {label: line for axes in grid.flat for line, label in zip(*axes.get_legend_handles_labels(), strict=True)}
    figure.legend(handles.values(), handles.keys(), loc="outside lower center", ncols=2 * columns)
    data = io.BytesIO()
    figure.savefig(data, format="png", dpi=110)
    return data.getvalue()


def _style(name: str, methods: Sequence[str]) -> dict[str, Any]:
    spare = [other for other in methods if other not in BY_KEY]
    color = BY_KEY[name].color if name in BY_KEY else OTHERS[spare.index(name) % len(OTHERS)]
    return {"color": color, "marker": MARKERS[methods.index(name) % len(MARKERS)]}


def _panel(axes: Axes, panel: Panel, over: str, styles: dict[str, dict[str, Any]]) -> None:
    for name, readings in panel.readings.items():
        c = curve(readings, over)
        if len(c.x):
            trained = np.searchsorted(c.steps, panel.trained[name], side="right")
            axes.plot(c.x[:trained], c.middle[:trained], label=name, markersize=4, linewidth=1.4, **styles[name])
            start = max(0, trained - 1)
            axes.plot(c.x[start:], c.middle[start:], ":", linewidth=1.4, color=styles[name]["color"])
            shown = np.where(np.isfinite(c.high), c.high, c.middle)
            axes.fill_between(c.x, c.low, shown, color=styles[name]["color"], alpha=0.12, linewidth=0)
    shapes = max(len(own) for own in panel.readings.values())
    axes.set_title(f"{panel.title} ({shapes} shapes)", fontsize=10)
    axes.set_yscale("log")
    if over == "steps":
        axes.set_xscale("symlog", linthresh=1)
        axes.xaxis.set_major_formatter("{x:g}")
        axes.set_xlim(left=0)
    else:
        axes.set_xscale("log")
    axes.set_xlabel("steps" if over == "steps" else "seconds of the method")
    axes.set_ylabel("Chamfer distance × 1000")
    axes.grid(visible=True, which="major", alpha=0.3)
