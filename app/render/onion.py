"""Onion skins: several level sets at once, translucent over the shown one in 3D, lines beside its contour in 2D.

One actor for all of them, however many there are. None of these functions renders.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyvista as pv

from app.render import actors

if TYPE_CHECKING:
    from app.render.styles import SceneStyle
    from core.levelset import LevelSet

OPACITY, SHOWN = 0.1, 0.8
"""Of a skin, and of the shown surface while there are skins, so that those within it are seen too."""


def in_order(count: int) -> np.ndarray:
    """(count, 3) uint8: colours from the first to the last of things that follow each other, dark to bright."""
    import matplotlib as mpl

    shades = mpl.colormaps["plasma"](np.linspace(0.1, 0.9, max(1, count)))
    return (np.asarray(shades)[:, :3] * 255).round().astype(np.uint8)


def alike(count: int, style: SceneStyle) -> np.ndarray:
    """(count, 3) uint8: one colour for things of which none comes first."""
    return np.tile(np.array(actors.rgb(style.imagined), np.uint8), (count, 1))


def draw(plotter: pv.BasePlotter, name: str, levels: Sequence[LevelSet], shades: np.ndarray, style: SceneStyle) -> None:
    """Show level sets under a name, each in its colour (k, 3); those without a surface are left out, all hide it."""
    found = [(level, shade) for level, shade in zip(levels, shades, strict=True) if len(level.elements)]
    if not found:
        hide(plotter, name)
        return
    starts = np.cumsum([0, *(len(level.vertices) for level, _ in found)])
    elements = np.concatenate([level.elements + start for (level, _), start in zip(found, starts, strict=False)])
    places = actors.in_space(np.concatenate([level.vertices for level, _ in found]))
    colors = np.concatenate([np.tile(shade, (len(level.vertices), 1)) for level, shade in found])
    if found[0][0].dim == 2:
        places[:, 2] = 0.003  # above the heat map, under the contour
        actors.lines(plotter, name, places, elements, style.imagined, 1.5 * style.scale, colors)
        actors.actor(plotter, name).prop.opacity = 0.9
        return
    mesh = pv.PolyData.from_regular_faces(places, elements)
    mesh.point_data.active_normals = np.concatenate([np.asarray(level.normals, np.float32) for level, _ in found])
    mesh.point_data["color"] = colors
    actor = actors.place(plotter, name, mesh, scalars="color", rgb=True, opacity=OPACITY)
    actor.prop.ambient, actor.prop.diffuse, actor.prop.specular, actor.prop.lighting = 0.4, 0.7, 0.0, True
    _fade(plotter, SHOWN)


def hide(plotter: pv.BasePlotter, name: str) -> None:
    """No skins of that name."""
    drawn = actors.actor(plotter, name)
    if drawn is not None and drawn.GetVisibility():
        actors.hide(plotter, name)
        _fade(plotter, 1.0)


def _fade(plotter: pv.BasePlotter, opacity: float) -> None:
    shown = actors.actor(plotter, "level")
    if shown is not None:
        shown.prop.opacity = opacity
