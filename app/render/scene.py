"""Draws observations and level sets on any pyvista plotter: the window's viewport or an off-screen one. No Qt here.

Every drawn thing is an actor with a name. A second call with new data updates that actor in place: the camera, which
belongs to the person, never moves because of data. Call these functions on the thread that owns the plotter; none
of them renders.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyvista as pv

from app.render import actors, caption, colorbar, field_map_2d, sliceview
from app.render.field_map_2d import HEIGHT_LIMIT, HEIGHT_SCALE
from app.render.styles import LIGHT, SceneStyle
from app.system.words import told

if TYPE_CHECKING:
    from core.levelset import LevelSet
    from core.measures.coloring import Coloring
    from core.observation.observation import Observation

SEEN_THROUGH = 0.35
"""Opacity of the true shape over the adapted one."""

LAYERS = (
    "frame",
    "field",
    "isolines",
    "zero plane",
    "level",
    "truth",
    "hidden",
    "observed space",
    "observed surface",
    "eye",
    "brush",
    "cross x",
    "cross y",
    "cross z",
    "caption",
    "colour bar",
    *sliceview.NAMES,
    "readout",
    colorbar.POINTS,
)
"""Names of all that may stand in a scene: `clear` hides it."""


def draw_frame(plotter: pv.BasePlotter, dim: int, style: SceneStyle = LIGHT) -> None:
    """The box [-1, 1]^dim in which fields live."""
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], dtype=np.float32)
    if dim == 2:
        points = np.column_stack((corners, np.zeros(4, np.float32)))
        edges = [(0, 1), (1, 2), (2, 3), (3, 0)]
    else:
        points = np.vstack([np.column_stack((corners, np.full(4, z, np.float32))) for z in (-1, 1)])
        edges = [(i, (i + 1) % 4) for i in range(4)] + [(4 + i, 4 + (i + 1) % 4) for i in range(4)]
        edges += [(i, i + 4) for i in range(4)]
    actors.lines(plotter, "frame", points, np.array(edges), color=style.frame, line_width=style.scale)


def draw_observation(
    plotter: pv.BasePlotter,
    observation: Observation,
    style: SceneStyle = LIGHT,
    height: float = 0.0,
    residual: Coloring | None = None,
) -> None:
    """Observed surface points large; points with a distance or in free space small, coloured by the known side.

    height: in 2D, points stand at this times their distance (the middle of what is known of it), as the landscape does.
    residual: colours every point instead, and comes with a colour bar.
    """
    points = actors.in_space(observation.points)
    middle = (observation.lower + observation.upper) / 2
    if observation.dim == 2:
        points[:, 2] = 0.005 + height * np.clip(middle, -HEIGHT_LIMIT, HEIGHT_LIMIT)
    surface = (observation.lower == 0) & (observation.upper == 0)
    bigger = 0 if observation.dim == 3 else 1
    palette = np.array([actors.rgb(style.inside), actors.rgb(style.outside)], dtype=np.uint8)
    surface_colors, space_colors = None, palette[(middle[~surface] > 0).astype(np.intp)]
    if residual is None:
        colorbar.hide(plotter, colorbar.POINTS)
    else:
        shades = colorbar.colors(residual, style)
        surface_colors, space_colors = shades[surface], shades[~surface]
        colorbar.draw(plotter, residual, style, colorbar.POINTS)
    actors.points(
        plotter, "observed surface", points[surface], surface_colors, style.observed, (7 + bigger) * style.scale
    )
    actors.points(plotter, "observed space", points[~surface], space_colors, style.outside, (4 + bigger) * style.scale)
    if observation.eyes is None or observation.dim == 2:
        actors.hide(plotter, "eye")
    else:
        _draw_eyes(plotter, np.asarray(observation.eyes, dtype=np.float32), style)
    field_map_2d.hidden(plotter, observation, style)


def draw_level(
    plotter: pv.BasePlotter,
    level: LevelSet,
    style: SceneStyle = LIGHT,
    imagined: np.ndarray | None = None,
    coloring: Coloring | None = None,
) -> None:
    """The zero level set: a shaded surface in 3D, a contour in 2D; a caption says why when there is none.

    imagined: (vertices,) from 0, seen, to 1, imagined; colours a 3D surface. coloring: goes before it, in 2D too, and
    comes with a colour bar.
    """
    if len(level.elements):
        _make_level(plotter, level, style, imagined, coloring)
    show_level(plotter, level, style, coloring)


def show_level(
    plotter: pv.BasePlotter, level: LevelSet, style: SceneStyle = LIGHT, coloring: Coloring | None = None
) -> None:
    """The level set that was drawn last, which may have been hidden meanwhile, with its caption and colour bar."""
    caption.draw(plotter, told(level.reason), style)
    drawn = actors.actor(plotter, "level")
    if drawn is not None:
        drawn.SetVisibility(len(level.elements) > 0)
    if coloring is None or len(level.elements) == 0:
        colorbar.hide(plotter)
    else:
        colorbar.draw(plotter, coloring, style)


def _make_level(
    plotter: pv.BasePlotter, level: LevelSet, style: SceneStyle, imagined: np.ndarray | None, coloring: Coloring | None
) -> None:
    colors = None if imagined is None else _mixed(style.surface, style.imagined, imagined)
    if coloring is not None:
        colors = colorbar.colors(coloring, style)
    if level.dim == 2:
        width = (3 if coloring is None else 6) * style.scale
        _contour(plotter, "level", level, style.contour, width, colors if coloring else None)
    else:
        _surface(plotter, "level", level, style.surface, 1.0, colors)


def draw_truth(
    plotter: pv.BasePlotter,
    level: LevelSet | None,
    style: SceneStyle = LIGHT,
    coloring: Coloring | None = None,
    alone: bool = False,
) -> None:
    """The true shape over the adapted one: see-through in 3D, a second contour in 2D. None hides it.

    alone: it takes the place of the adapted one (`hide_level`), solid, with the colour bar if there is a coloring.
    """
    if level is None or len(level.elements) == 0:
        actors.hide(plotter, "truth")
        return
    colors = None if coloring is None else colorbar.colors(coloring, style)
    if level.dim == 2:
        _contour(plotter, "truth", level, style.truth, (2 if colors is None else 6) * style.scale, colors)
    else:
        _surface(plotter, "truth", level, style.truth, SEEN_THROUGH, colors)
    show_truth(plotter, level.dim, style, coloring, alone)


def show_truth(plotter: pv.BasePlotter, dim: int, style: SceneStyle, coloring: Coloring | None, alone: bool) -> None:
    """The true shape that was drawn last, which may have been hidden meanwhile."""
    drawn = actors.actor(plotter, "truth")
    if drawn is None:
        return
    drawn.SetVisibility(True)
    drawn.prop.opacity = 1.0 if alone or dim == 2 else SEEN_THROUGH
    if alone and coloring is not None:
        colorbar.draw(plotter, coloring, style)


def hide_level(plotter: pv.BasePlotter, words: str, style: SceneStyle = LIGHT) -> None:
    """No adapted shape and no colour bar; words say what is shown instead."""
    actors.hide(plotter, "level")
    colorbar.hide(plotter)
    caption.draw(plotter, words, style)


def draw_field_2d(plotter: pv.BasePlotter, level: LevelSet, style: SceneStyle = LIGHT) -> None:
    """The 2D field as a flat heat map with isolines under the contour."""
    actors.hide(plotter, "zero plane")
    if level.lattice is None:
        actors.hide(plotter, "field")
        field_map_2d.hide_isolines(plotter)
        return
    field_map_2d.landscape(plotter, level.lattice, 0.0, style)


def draw_height_2d(plotter: pv.BasePlotter, level: LevelSet, style: SceneStyle = LIGHT) -> None:
    """The 2D field as a height surface, z = HEIGHT_SCALE * distance, cut by the plane z = 0 along the contour."""
    if level.lattice is None:
        field_map_2d.hide_isolines(plotter)
        for name in ("field", "zero plane"):
            actors.hide(plotter, name)
        return
    field_map_2d.landscape(plotter, level.lattice, HEIGHT_SCALE, style)
    plane = pv.PolyData.from_regular_faces(
        np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)], np.float32), np.array([(0, 1, 2, 3)])
    )
    actors.place(plotter, "zero plane", plane, color=style.frame, opacity=0.55, lighting=False)


def hide_residual(plotter: pv.BasePlotter) -> None:
    """No colour bar of the points."""
    colorbar.hide(plotter, colorbar.POINTS)


def lift(plotter: pv.BasePlotter, iso: float) -> None:
    """Put the plane that cuts a landscape, and the contour along it, at the height of this value."""
    for name in ("zero plane", "level"):
        drawn = actors.actor(plotter, name)
        if drawn is not None:
            drawn.position = (0.0, 0.0, HEIGHT_SCALE * iso)


def draw_readout(plotter: pv.BasePlotter, position: np.ndarray | None, style: SceneStyle = LIGHT) -> None:
    """A dot where numbers were read; None removes it."""
    if position is None:
        actors.hide(plotter, "readout")
    else:
        place = actors.in_space(np.asarray(position, np.float32)[None])
        actors.points(
            plotter, "readout", place + np.array((0, 0, 0.008), np.float32), None, style.imagined, 13 * style.scale
        )


def clear(plotter: pv.BasePlotter) -> None:
    """Hide everything that this module draws."""
    for name in LAYERS:
        actors.hide(plotter, name)


def draw_brush(plotter: pv.BasePlotter, balls: np.ndarray, style: SceneStyle = LIGHT) -> None:
    """Balls (n, 4) of centre and radius over what a brush is hiding; none hides them."""
    if not len(balls):
        actors.hide(plotter, "brush")
        return
    ball = pv.Sphere(radius=1.0, theta_resolution=16, phi_resolution=12)
    corners = np.asarray(ball.points, np.float32)
    points = np.concatenate([b[:3] + b[3] * corners for b in np.asarray(balls, np.float32)])
    faces = ball.regular_faces
    every = np.concatenate([faces + number * len(corners) for number in range(len(balls))])
    mesh = pv.PolyData.from_regular_faces(points, every)
    actors.place(plotter, "brush", mesh, style.imagined, opacity=0.35, lighting=False)


def draw_cross(plotter: pv.BasePlotter, shown: bool) -> None:
    """The canonical frame: a long arm up (y, green), a short one to the front (z, blue), one to the right (x, red)."""
    arms = (("x", (0.5, 0.0, 0.0), "#e03131"), ("y", (0.0, 1.1, 0.0), "#2f9e44"), ("z", (0.0, 0.0, 0.5), "#1971c2"))
    for axis, tip, color in arms:
        if not shown:
            actors.hide(plotter, f"cross {axis}")
            continue
        arrow = pv.Arrow(
            start=(0, 0, 0), direction=tip, scale="auto", shaft_radius=0.012, tip_radius=0.035, tip_length=0.12
        )
        actors.place(plotter, f"cross {axis}", arrow, color, ambient=0.5)


def _mixed(one: str, other: str, part: np.ndarray) -> np.ndarray:
    """(n, 3) uint8 from the first colour, part 0, to the second, part 1."""
    first, second = (np.array(actors.rgb(color), np.float32) for color in (one, other))
    return (first + part[:, None] * (second - first)).astype(np.uint8)


def _surface(
    plotter: pv.BasePlotter, name: str, level: LevelSet, color: str, opacity: float, colors: np.ndarray | None = None
) -> None:
    mesh = pv.PolyData.from_regular_faces(np.asarray(level.vertices, np.float32), level.elements)
    mesh.point_data.active_normals = np.asarray(level.normals, np.float32)
    if colors is not None:
        mesh.point_data["color"] = colors
        mesh.set_active_scalars("color")
    actor = actors.place(
        plotter, name, mesh, color, opacity=opacity, specular=0.15, specular_power=20, ambient=0.28, diffuse=0.8
    )
    actor.mapper.scalar_visibility = colors is not None
    actor.prop.lighting = True  # the actor may have been made for a contour
    actor.prop.ambient, actor.prop.diffuse, actor.prop.specular, actor.prop.specular_power = 0.28, 0.8, 0.15, 20
    actor.prop.interpolation = "Phong"  # with the normals that came along, nothing is computed on this thread


def _contour(
    plotter: pv.BasePlotter, name: str, level: LevelSet, color: str, width: float, colors: np.ndarray | None = None
) -> None:
    points = actors.in_space(level.vertices)
    points[:, 2] = 0.004 if name == "level" else 0.006  # just above the heat map
    actors.lines(plotter, name, points, level.elements, color=color, line_width=width, colors=colors)


def _draw_eyes(plotter: pv.BasePlotter, eyes: np.ndarray, style: SceneStyle) -> None:
    """A small pyramid at each camera (v, 3) of a scan, opening towards the shape."""
    edges = np.array([(0, 1), (0, 2), (0, 3), (0, 4), (1, 2), (2, 3), (3, 4), (4, 1)])
    points = np.vstack([_pyramid(eye) for eye in eyes]).astype(np.float32)
    every = np.concatenate([edges + 5 * number for number in range(len(eyes))])
    actors.lines(plotter, "eye", points, every, color=style.observed, line_width=2 * style.scale)


def _pyramid(eye: np.ndarray) -> np.ndarray:
    forward = -eye / max(float(np.linalg.norm(eye)), 1e-6)
    side = np.cross(forward, (0.0, 1.0, 0.0) if abs(forward[1]) < 0.95 else (1.0, 0.0, 0.0))
    side /= np.linalg.norm(side)
    up = np.cross(side, forward)
    near = eye + 0.16 * forward
    corners = [near + 0.08 * (a * side) + 0.06 * (b * up) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    return np.vstack((eye, *corners))
