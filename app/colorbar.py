"""Numbers as colours on a surface, and the bar that says which colour stands for which number."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyvista as pv
from vtkmodules.vtkRenderingAnnotation import vtkScalarBarActor

from app import props

if TYPE_CHECKING:
    from app.styles import SceneStyle
    from core.coloring import Coloring, Scale

NAME = "colour bar"
POINTS, FIELD = "points' colour bar", "field's colour bar"
PLACES = {NAME: (0.025, 0.25), POINTS: (0.85, 0.5), FIELD: (0.85, 0.04)}
"""Lower left corner of each bar in the picture: surfaces at the left, points and slices at the right."""

BAR_PIXELS = 72
"""Room that a bar with its title needs to the right of its corner."""

TITLE_LETTERS = 14
"""Longer titles take several lines: a bar stands at the edge of the picture."""

STEPS = 256


def colors(coloring: Coloring) -> np.ndarray:
    """(V, 3) uint8; values beyond the range have the colour of its end, and those that are not finite are grey."""
    scale = coloring.scale
    part = (np.asarray(coloring.values, float) - scale.low) / (scale.high - scale.low)
    known = np.isfinite(part)
    index = (np.where(known, part, 0.0).clip(0, 1) * (STEPS - 1)).astype(np.intp)
    return np.where(known[:, None], _table(scale.signed)[index], 128).astype(np.uint8)


def draw(plotter: pv.BasePlotter, coloring: Coloring, style: SceneStyle, name: str = NAME) -> None:
    """The bar of the numbers on a surface or on points; see `PLACES`."""
    draw_scale(plotter, coloring.scale, _table(coloring.scale.signed), style, name)


def draw_scale(plotter: pv.BasePlotter, scale: Scale, shades: np.ndarray, style: SceneStyle, name: str) -> None:
    """A bar with its own colours, (n, 3) uint8 from the low end to the high one."""
    bar = props.actor(plotter, name)
    if bar is None:
        bar = _bar()
        plotter.add_actor(bar, name=name, reset_camera=False, render=False, pickable=False)
    table = pv.LookupTable()
    table.values = np.column_stack((shades, np.full(len(shades), 255, np.uint8)))
    table.scalar_range = (scale.low, scale.high)
    bar.SetLookupTable(table)
    bar.SetTitle("\n".join((*textwrap.wrap(scale.title, TITLE_LETTERS), f"({scale.unit})")))
    for words in (bar.GetTitleTextProperty(), bar.GetLabelTextProperty()):
        words.SetColor(*(part / 255 for part in props.rgb(style.text)))
    bar.SetVisibility(True)
    fit(plotter)


def fit(plotter: pv.BasePlotter) -> None:
    """All bars within the picture, however narrow it has become."""
    for name, (x, y) in PLACES.items():
        bar = props.actor(plotter, name)
        if bar is not None:
            bar.SetPosition(max(0.0, min(x, 1.0 - BAR_PIXELS / max(1, plotter.window_size[0]))), y)


def hide(plotter: pv.BasePlotter, name: str = NAME) -> None:
    """No bar; its actor stays for the next time."""
    props.hide(plotter, name)


def _bar() -> Any:  # noqa: ANN401 (a VTK actor)
    bar = vtkScalarBarActor()
    bar.SetNumberOfLabels(5)
    bar.SetLabelFormat("{:.3g}" if pv.vtk_version_info >= (9, 6) else "%.3g")  # quarters of a range too
    bar.SetMaximumWidthInPixels(90)
    bar.SetMaximumHeightInPixels(240)
    bar.SetWidth(0.16)
    bar.SetHeight(0.4)
    bar.SetUnconstrainedFontSize(True)
    bar.SetVerticalTitleSeparation(8)
    for words, size in ((bar.GetTitleTextProperty(), 13), (bar.GetLabelTextProperty(), 12)):
        words.SetFontSize(size)
        words.SetBold(False)
        words.SetItalic(False)
        words.SetShadow(False)
    return bar


@cache
def _table(signed: bool) -> np.ndarray:
    """(STEPS, 3) uint8: blue, white, red about zero; else from dark to bright, told apart by the colour blind too."""
    import matplotlib as mpl

    map_ = mpl.colormaps["coolwarm" if signed else "viridis"]
    return (np.asarray(map_(np.linspace(0, 1, STEPS)))[:, :3] * 255).round().astype(np.uint8)
