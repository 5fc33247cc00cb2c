"""Named actors on a plotter: made the first time, given new data afterwards. The scene is drawn with these."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pyvista as pv

from app.system.words import font_file

VTK_FONT_FILE = 4
"""The family of VTK whose letters are in a file."""


_places: WeakKeyDictionary[pv.Renderer, tuple[int, dict[str, int]]] = WeakKeyDictionary()
"""Where each name stands among the props of a renderer, and when they were others last."""


def actor(plotter: pv.BasePlotter, name: str) -> Any:  # noqa: ANN401 (a vtkProp; each use knows which)
    """The actor of that name, None where there is none yet. A step asks this dozens of times."""
    renderer = plotter.renderer
    props = renderer.GetViewProps()
    changed, places = _places.get(renderer, (-1, {}))
    if changed != props.GetMTime():
        each = map(props.GetItemAsObject, range(props.GetNumberOfItems()))
        places = {getattr(prop, "name", ""): number for number, prop in enumerate(each)}
        _places[renderer] = props.GetMTime(), places
    number = places.get(name)
    return None if number is None else props.GetItemAsObject(number)


def hide(plotter: pv.BasePlotter, name: str) -> None:
    """Make one named thing invisible; its actor stays for the next update."""
    known = actor(plotter, name)
    if known is not None:
        known.SetVisibility(False)


def lettered(words: Any) -> None:  # noqa: ANN401 (a vtkTextProperty)
    """Draw words with a font that has the letters of the shown language."""
    if file := font_file():
        words.SetFontFamily(VTK_FONT_FILE)
        words.SetFontFile(file)


def place(
    plotter: pv.BasePlotter,
    name: str,
    mesh: pv.PolyData,
    color: str | None = None,
    **options: Any,  # noqa: ANN401 (of add_mesh; they count when the actor is made)
) -> Any:  # noqa: ANN401
    """Show `mesh` under `name`: a new actor the first time, new data in the old actor afterwards."""
    known = actor(plotter, name)
    if known is None:
        known = plotter.add_mesh(
            mesh, name=name, color=color, reset_camera=False, render=False, show_scalar_bar=False, **options
        )
    else:
        if "scalars" in options:
            mesh.set_active_scalars(options["scalars"])
        known.mapper.dataset = mesh
    if color is not None:
        known.prop.color = color
    known.SetVisibility(True)
    return known


def lines(
    plotter: pv.BasePlotter,
    name: str,
    vertices: np.ndarray,
    segments: np.ndarray,
    color: str,
    line_width: float,
    colors: np.ndarray | None = None,
) -> None:
    """Segments (s, 2) of vertices (n, 3), in one color or in `colors`, (n, 3) uint8."""
    mesh = pv.PolyData()
    mesh.points = vertices
    pairs = np.asarray(segments, dtype=np.int64)
    mesh.lines = np.column_stack((np.full(len(pairs), 2, np.int64), pairs)).ravel()
    if colors is not None:
        mesh.point_data["color"] = colors
        mesh.set_active_scalars("color")
    placed = place(plotter, name, mesh, color, line_width=line_width, lighting=False)
    placed.prop.line_width = line_width
    placed.mapper.scalar_visibility = colors is not None


def points(
    plotter: pv.BasePlotter, name: str, positions: np.ndarray, colors: np.ndarray | None, color: str, size: float
) -> None:
    """Round points at (n, 3), in one color or in `colors`, (n, 3) uint8. No point hides the actor."""
    if len(positions) == 0:
        hide(plotter, name)
        return
    mesh = pv.PolyData(positions)
    options: dict[str, Any] = {"point_size": size, "lighting": False, "render_points_as_spheres": True}
    if colors is None:
        placed = place(plotter, name, mesh, color, **options)
    else:
        mesh.point_data["color"] = colors
        placed = place(plotter, name, mesh, scalars="color", rgb=True, **options)
    placed.prop.point_size = size
    placed.mapper.scalar_visibility = colors is not None  # the actor may have been made for the other case


def in_space(positions: np.ndarray) -> np.ndarray:
    """(n, 2 or 3) -> (n, 3) float32, z = 0 in 2D."""
    placed = np.asarray(positions, dtype=np.float32)
    return placed if placed.shape[1] == 3 else np.column_stack((placed, np.zeros(len(placed), np.float32)))


def rgb(color: str) -> tuple[int, int, int]:
    """ "#rrggbb" as three numbers from 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
