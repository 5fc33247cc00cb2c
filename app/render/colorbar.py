"""Numbers as colours on a surface, and the bar that says which colour stands for which number."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyvista as pv
from vtkmodules.vtkRenderingAnnotation import vtkScalarBarActor

from app.render import actors
from app.system.words import translated, wrapped

if TYPE_CHECKING:
    from app.render.styles import SceneStyle
    from core.measures.coloring import Coloring
    from core.measures.quantities import Scale

NAME = "colour bar"
POINTS, FIELD = "points' colour bar", "field's colour bar"
PLACES = {NAME: ("left", 0.25), POINTS: ("right", 0.5), FIELD: ("right", 0.04)}
"""Edge of each bar, and where its lower end is in the picture: surfaces at the left, points and slices at the right."""

BAR_PIXELS, HIGHEST = 124, 240
"""Room that a bar with its title takes at an edge, and its height at most, in pixels of a usual screen."""

TITLE_SIZE, LABEL_SIZE = 13, 12

TITLE_LETTERS = 14
"""Longer titles take several lines: a bar stands at the edge of the picture."""

STEPS = 256


def colors(coloring: Coloring, style: SceneStyle) -> np.ndarray:
    """(V, 3) uint8, by the map of the style. Values beyond the range have the colour of its end, those that are not
    finite are grey.
    """
    known = np.isfinite(coloring.values)
    shades = _shades(np.where(known, coloring.values, 0.0), coloring.scale, style)
    return np.where(known[:, None], shades, 128).astype(np.uint8)


def _shades(values: np.ndarray, scale: Scale, style: SceneStyle) -> np.ndarray:
    """(n, 3) uint8 of finite numbers. Where zero is within the range of what is signed it has the middle of the map,
    and both sides of it are equally steep: what is negative never looks positive.
    """
    low, high = scale.low, scale.high
    values = np.asarray(values, float).clip(low, high)
    if scale.signed and low <= 0 <= high:
        low, high = -max(-low, high), max(-low, high)
    index = ((values - low) / (high - low) * (STEPS - 1)).astype(np.intp)
    return _table(style.maps[scale.signed])[index]


def draw(plotter: pv.BasePlotter, coloring: Coloring, style: SceneStyle, name: str = NAME) -> None:
    """The bar of the numbers on a surface or on points; see `PLACES`."""
    scale = coloring.scale
    shades = _shades(np.linspace(scale.low, scale.high, STEPS), scale, style)
    draw_scale(plotter, scale, shades, style, name)


def draw_scale(plotter: pv.BasePlotter, scale: Scale, shades: np.ndarray, style: SceneStyle, name: str) -> None:
    """A bar with its own colours, (n, 3) uint8 from the low end to the high one."""
    bar = actors.actor(plotter, name)
    if bar is None:
        bar = _bar()
        plotter.add_actor(bar, name=name, reset_camera=False, render=False, pickable=False)
    table = pv.LookupTable()
    table.values = np.column_stack((shades, np.full(len(shades), 255, np.uint8)))
    table.scalar_range = (scale.low, scale.high)
    bar.SetLookupTable(table)
    bar.SetTitle("\n".join((*wrapped(translated(scale.title), TITLE_LETTERS), f"({translated(scale.unit)})")))
    for words, size in ((bar.GetTitleTextProperty(), TITLE_SIZE), (bar.GetLabelTextProperty(), LABEL_SIZE)):
        words.SetColor(*(part / 255 for part in actors.rgb(style.text)))
        words.SetFontSize(round(size * style.scale))
        actors.lettered(words)
    bar.SetMaximumWidthInPixels(round(0.8 * BAR_PIXELS * style.scale))
    bar.SetMaximumHeightInPixels(round(HIGHEST * style.scale))
    bar.SetVerticalTitleSeparation(round(8 * style.scale))
    bar.SetVisibility(True)
    fit(plotter)


def fit(plotter: pv.BasePlotter, covered: float = 0.0) -> None:
    """All bars within the picture, however narrow it has become. covered: part of its width, at the right."""
    for name, (edge, y) in PLACES.items():
        bar = actors.actor(plotter, name)
        if bar is not None:
            room = min(0.5, _room(bar) / max(1, plotter.window_size[0]))
            bar.SetPosition(0.1 * room if edge == "left" else 1.0 - covered - 0.9 * room, y)


def rooms(plotter: pv.BasePlotter, covered: float = 0.0) -> tuple[float, float]:
    """Parts of the picture's width that visible bars take at the left and at the right, where `covered` is taken."""
    taken = {"left": 0.0, "right": 0.0}
    for name, (edge, _) in PLACES.items():
        bar = actors.actor(plotter, name)
        if bar is not None and bar.GetVisibility():
            taken[edge] = max(taken[edge], min(0.3, _room(bar) / max(1, plotter.window_size[0])))
    return taken["left"], covered + taken["right"]


def low_room(plotter: pv.BasePlotter) -> float:
    """Part of the picture's width that the bar in its lower right corner takes, 0.0 where none is seen there."""
    bar = actors.actor(plotter, FIELD)
    seen = bar is not None and bar.GetVisibility()
    return min(0.5, _room(bar) / max(1, plotter.window_size[0])) if seen else 0.0


def holds(plotter: pv.BasePlotter, x: float, y: float, name: str = NAME) -> bool:
    """Whether a place of the picture, in its pixels from the upper left corner, is on a bar that is seen."""
    bar = actors.actor(plotter, name)
    if bar is None or not bar.GetVisibility():
        return False
    width, height = plotter.window_size
    left, low = (part * side for part, side in zip(bar.GetPosition(), (width, height), strict=True))
    up = height - 1 - y - low
    return 0 <= x - left <= _room(bar) and 0 <= up <= min(bar.GetHeight() * height, bar.GetMaximumHeightInPixels())


def _room(bar: Any) -> float:  # noqa: ANN401 (a VTK actor)
    """Pixels of the picture that a bar takes at its edge."""
    return bar.GetMaximumWidthInPixels() / 0.8


def hide(plotter: pv.BasePlotter, name: str = NAME) -> None:
    """No bar; its actor stays for the next time."""
    actors.hide(plotter, name)


def _bar() -> Any:  # noqa: ANN401 (a VTK actor)
    bar = vtkScalarBarActor()
    bar.SetNumberOfLabels(5)
    bar.SetLabelFormat("{:.3g}" if pv.vtk_version_info >= (9, 6) else "%.3g")  # quarters of a range too
    bar.SetWidth(0.16)
    bar.SetHeight(0.4)
    bar.SetUnconstrainedFontSize(True)
    for words in (bar.GetTitleTextProperty(), bar.GetLabelTextProperty()):
        words.SetBold(False)
        words.SetItalic(False)
        words.SetShadow(False)
    return bar


@cache
def _table(name: str) -> np.ndarray:
    """(STEPS, 3) uint8 of a map by name."""
    import matplotlib as mpl

    map_ = mpl.colormaps[name]
    return (np.asarray(map_(np.linspace(0, 1, STEPS)))[:, :3] * 255).round().astype(np.uint8)
