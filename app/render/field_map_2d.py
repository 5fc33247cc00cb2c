"""Drawings that only 2D has: the field as a map or a landscape, its isolines, and the veil over what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import contourpy
import numpy as np
import pyvista as pv

from app.render import actors
from app.render.styles import SceneStyle

if TYPE_CHECKING:
    from core.observation.observation import Observation

SHOWN_DISTANCE = 0.6
"""Colours of the 2D field saturate at this signed distance, in normalised units."""

ISOLINE_STEP = 0.1
"""Signed distance between two isolines of the 2D field, in normalised units."""

NUMBERS = "isoline numbers-labels"
"""Name of the actor, as pyvista makes it of that of the labels."""

DRAWN_CELLS = 128
"""A finer lattice is drawn with about so many quads a side: its colours are smooth, and each quad is painted."""

HEIGHT_LIMIT = 0.8
"""The landscape is clipped at this signed distance, so that a diverging field stays in view."""

HEIGHT_SCALE = 0.75
"""Height of the landscape for a signed distance of 1."""


def hidden(plotter: pv.BasePlotter, observation: Observation, style: SceneStyle, cells: int = 96) -> None:
    """A veil over the part of a picture that a mask hides."""
    if observation.mask is None or observation.dim == 3:
        actors.hide(plotter, "hidden")
        return
    line = np.linspace(-1, 1, cells + 1)
    x, y = np.meshgrid(line, line)
    corner = (np.arange(cells)[:, None] * (cells + 1) + np.arange(cells)).ravel()
    quads = np.column_stack((corner, corner + 1, corner + cells + 2, corner + cells + 1))
    middle = (line[1:] + line[:-1]) / 2
    centres = np.column_stack([axis.ravel() for axis in np.meshgrid(middle, middle)])
    quads = quads[observation.mask.border(centres) <= 0]
    points = np.column_stack((x.ravel(), y.ravel(), np.full(x.size, 0.003))).astype(np.float32)
    mesh = pv.PolyData.from_regular_faces(points, quads)
    actors.place(plotter, "hidden", mesh, style.background, opacity=0.55, lighting=False)


def landscape(plotter: pv.BasePlotter, lattice: np.ndarray, height: float, style: SceneStyle) -> None:
    """A (ny, nx) lattice over [-1, 1]^2 as a quad mesh, z = height * value, coloured by value."""
    every = max(1, (lattice.shape[0] - 1) // DRAWN_CELLS)
    lattice = lattice[::every, ::every]
    rows, columns = lattice.shape
    values = np.nan_to_num(np.asarray(lattice, np.float32), nan=HEIGHT_LIMIT, posinf=HEIGHT_LIMIT, neginf=-HEIGHT_LIMIT)
    values = values.clip(-HEIGHT_LIMIT, HEIGHT_LIMIT)
    x, y = np.meshgrid(np.linspace(-1, 1, columns, dtype=np.float32), np.linspace(-1, 1, rows, dtype=np.float32))
    points = np.column_stack((x.ravel(), y.ravel(), height * values.ravel()))
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    quads = np.column_stack((corner, corner + 1, corner + columns + 1, corner + columns))
    mesh = pv.PolyData.from_regular_faces(points, quads)
    mesh.point_data["signed distance"] = values.ravel()
    actor = actors.place(
        plotter,
        "field",
        mesh,
        scalars="signed distance",
        clim=(-SHOWN_DISTANCE, SHOWN_DISTANCE),
        cmap=_field_colors(style),
        interpolate_before_map=True,
        lighting=False,
    )
    actor.mapper.lookup_table.values = _field_table(style)
    _isolines(plotter, values, height, style)


def _isolines(plotter: pv.BasePlotter, values: np.ndarray, height: float, style: SceneStyle) -> None:
    """Thin lines at every ISOLINE_STEP of the field, apart from zero, on the landscape."""
    rows, columns = values.shape
    every = max(1, (rows - 1) // 128)  # of a finer lattice every second value will do, at a quarter of the time
    grid = np.linspace(-1, 1, columns)[::every], np.linspace(-1, 1, rows)[::every]
    generator = contourpy.contour_generator(*grid, values[::every, ::every], line_type="SeparateCode")
    points, segments, places, count = [], [], {}, 0
    for number in range(-7, 8):
        found: Any = generator.lines(number * ISOLINE_STEP)[0] if number else ()
        for line in found:
            z = np.full(len(line), height * number * ISOLINE_STEP + 0.002)
            points.append(np.column_stack((line, z)))
            order = np.arange(count, count + len(line))
            segments.append(np.column_stack((order[:-1], order[1:])))
            count += len(line)
        if found and style.numbers:
            longest, value = max(found, key=len), number * ISOLINE_STEP
            places[f"{value:+.1f}"] = (*longest[len(longest) // 2], height * value + 0.01)
    _numbers(plotter, places, style)
    if not points:
        actors.hide(plotter, "isolines")
        return
    actors.lines(
        plotter, "isolines", np.vstack(points).astype(np.float32), np.vstack(segments), style.isoline, style.scale
    )


def _numbers(plotter: pv.BasePlotter, places: dict[str, tuple[float, float, float]], style: SceneStyle) -> None:
    """What isolines stand for, once on each."""
    actors.hide(plotter, NUMBERS)
    if places:
        plotter.add_point_labels(
            np.array(list(places.values()), np.float32), list(places), name=NUMBERS.removesuffix("-labels"),
            font_size=round(11 * style.scale), text_color=style.text, bold=False, shape=None, show_points=False,
            always_visible=True, render=False, reset_camera=False, pickable=False,
        )  # fmt: skip


def hide_isolines(plotter: pv.BasePlotter) -> None:
    """Without their numbers too."""
    for name in ("isolines", NUMBERS):
        actors.hide(plotter, name)


def field_shades(values: np.ndarray, style: SceneStyle) -> np.ndarray:
    """(..., 3) uint8 for signed distances; grey where they are not finite."""
    table = _field_table(style)
    known = np.isfinite(values)
    part = (np.where(known, values, 0.0) / SHOWN_DISTANCE).clip(-1, 1)
    index = np.rint((part + 1) / 2 * (len(table) - 1)).astype(np.intp)
    return np.where(known[..., None], table[index, :3], 128).astype(np.uint8)


def _field_colors(style: SceneStyle) -> list[str]:
    return [style.inside, style.field_zero, style.field_outside]


def _field_table(style: SceneStyle, size: int = 481) -> np.ndarray:
    """(size, 4) uint8 from inside through zero to outside."""
    inside, zero, outside = (np.array(actors.rgb(c), float) for c in _field_colors(style))
    value = np.linspace(-SHOWN_DISTANCE, SHOWN_DISTANCE, size)
    part = (np.abs(value) / SHOWN_DISTANCE)[:, None] ** 0.5
    color = np.where(value[:, None] < 0, zero + part * (inside - zero), zero + part * (outside - zero))
    return np.column_stack((color.clip(0, 255), np.full(size, 255))).astype(np.uint8)
