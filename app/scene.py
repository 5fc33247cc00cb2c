"""Draws observations and level sets on any pyvista plotter: the window's viewport or an off-screen one. No Qt here.

Every drawn thing is an actor with a name. A second call with new data updates that actor in place: the camera, which
belongs to the person, never moves because of data. Call these functions on the thread that owns the plotter; none
of them renders.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import contourpy
import numpy as np
import pyvista as pv

from app import props

if TYPE_CHECKING:
    from core.levelset import LevelSet
    from core.observe import Observation

ViewMode = Literal["surface", "field", "height"]
"""surface: 3D. field: 2D contour over the heat map. height: the 2D field as a landscape cut by the zero plane."""

SHOWN_DISTANCE = 0.6
"""Colours of the 2D field saturate at this signed distance, in normalised units."""

ISOLINE_STEP = 0.1
"""Signed distance between two isolines of the 2D field, in normalised units."""

HEIGHT_LIMIT = 0.8
"""The landscape is clipped at this signed distance, so that a diverging field stays in view."""

HEIGHT_SCALE = 0.75
"""Height of the landscape for a signed distance of 1."""

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
    "caption",
)
"""Names of all actors that this module may create."""


@dataclass(frozen=True)
class SceneStyle:
    """Colours of the scene, as "#rrggbb", for one theme."""

    background: str
    frame: str
    surface: str
    contour: str
    observed: str
    inside: str
    outside: str
    truth: str
    text: str
    field_zero: str
    field_outside: str
    isoline: str


LIGHT = SceneStyle(
    background="#f4f6f8",
    frame="#b9c2cc",
    surface="#9db7d5",
    contour="#14202e",
    observed="#d9480f",
    inside="#1971c2",
    outside="#868e96",
    truth="#2b8a3e",
    text="#25303b",
    field_zero="#fdfdfc",
    field_outside="#d9b48a",
    isoline="#a59b8e",
)
DARK = SceneStyle(
    background="#16191d",
    frame="#49525c",
    surface="#8fabc9",
    contour="#f8f9fa",
    observed="#ff922b",
    inside="#4dabf7",
    outside="#adb5bd",
    truth="#69db7c",
    text="#dee2e6",
    field_zero="#1d2126",
    field_outside="#7d5a38",
    isoline="#0f1215",
)


def prepare(plotter: pv.BasePlotter, style: SceneStyle = LIGHT, software: bool = True) -> None:
    """Background, light and quality. `software`: GL without a graphics card: no multisampling, one light."""
    plotter.renderer.set_background(style.background)
    plotter.remove_all_lights()
    if software:
        plotter.disable_anti_aliasing()
        plotter.add_light(pv.Light(position=(-0.6, 0.55, 1.2), light_type="camera light", intensity=0.95))
    else:
        plotter.enable_anti_aliasing("msaa", multi_samples=4)
        plotter.enable_lightkit()


def set_camera(plotter: pv.BasePlotter, dim: int, mode: ViewMode = "surface") -> None:
    """The standard view: three quarters from the front with y up in 3D, straight down in 2D, tilted for the height."""
    camera: Any = plotter.camera
    camera.focal_point = (0.0, 0.0, 0.0)
    if dim == 3:
        camera.parallel_projection = False
        camera.position, camera.up, camera.view_angle = (-2.85, 1.75, 3.7), (0.0, 1.0, 0.0), 30.0
    elif mode == "height":
        camera.parallel_projection = False
        camera.position, camera.up, camera.view_angle = (1.2, -3.2, 2.7), (0.0, 0.0, 1.0), 32.0
    else:
        camera.parallel_projection = True
        camera.position, camera.up = (0.0, 0.0, 5.0), (0.0, 1.0, 0.0)
        camera.parallel_scale = 1.12
    camera.clipping_range = (0.1, 20.0)


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
    props.lines(plotter, "frame", points, np.array(edges), color=style.frame, line_width=1)


def draw_observation(
    plotter: pv.BasePlotter, observation: Observation, style: SceneStyle = LIGHT, height: float = 0.0
) -> None:
    """Observed surface points large; points with a distance or in free space small, coloured by the known side.

    height: in 2D, points stand at this times their distance (the middle of what is known of it), as the landscape does.
    """
    points = props.in_space(observation.points)
    middle = (observation.lower + observation.upper) / 2
    if observation.dim == 2:
        points[:, 2] = 0.005 + height * np.clip(middle, -HEIGHT_LIMIT, HEIGHT_LIMIT)
    surface = (observation.lower == 0) & (observation.upper == 0)
    bigger = 0 if observation.dim == 3 else 1
    props.points(plotter, "observed surface", points[surface], None, style.observed, 7 + bigger)
    palette = np.array([props.rgb(style.inside), props.rgb(style.outside)], dtype=np.uint8)
    space_colors = palette[(middle[~surface] > 0).astype(np.intp)]
    props.points(plotter, "observed space", points[~surface], space_colors, style.outside, 4 + bigger)
    if observation.eye is None or observation.dim == 2:
        props.hide(plotter, "eye")
    else:
        _draw_eye(plotter, np.asarray(observation.eye, dtype=np.float32), style)
    _draw_hidden(plotter, observation, style)


def draw_level(plotter: pv.BasePlotter, level: LevelSet, style: SceneStyle = LIGHT) -> None:
    """The zero level set: a shaded surface in 3D, a contour in 2D; a caption says why when there is none."""
    caption(plotter, level.reason, style)
    if len(level.elements) == 0:
        props.hide(plotter, "level")
    elif level.dim == 2:
        _contour(plotter, "level", level, style.contour, 3)
    else:
        _surface(plotter, "level", level, style.surface, 1.0)


def draw_truth(plotter: pv.BasePlotter, level: LevelSet | None, style: SceneStyle = LIGHT) -> None:
    """The true shape over the adapted one: see-through in 3D, a second contour in 2D. None hides it."""
    if level is None or len(level.elements) == 0:
        props.hide(plotter, "truth")
    elif level.dim == 2:
        _contour(plotter, "truth", level, style.truth, 2)
    else:
        _surface(plotter, "truth", level, style.truth, 0.35)


def draw_field_2d(plotter: pv.BasePlotter, level: LevelSet, style: SceneStyle = LIGHT) -> None:
    """The 2D field as a flat heat map with isolines under the contour."""
    props.hide(plotter, "zero plane")
    if level.lattice is None:
        props.hide(plotter, "field")
        props.hide(plotter, "isolines")
        return
    _landscape(plotter, level.lattice, 0.0, style)


def draw_height_2d(plotter: pv.BasePlotter, level: LevelSet, style: SceneStyle = LIGHT) -> None:
    """The 2D field as a height surface, z = HEIGHT_SCALE * distance, cut by the plane z = 0 along the contour."""
    if level.lattice is None:
        for name in ("field", "isolines", "zero plane"):
            props.hide(plotter, name)
        return
    _landscape(plotter, level.lattice, HEIGHT_SCALE, style)
    plane = pv.PolyData.from_regular_faces(
        np.array([(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)], np.float32), np.array([(0, 1, 2, 3)])
    )
    props.place(plotter, "zero plane", plane, color=style.frame, opacity=0.55, lighting=False)


def caption(plotter: pv.BasePlotter, text: str, style: SceneStyle = LIGHT) -> None:
    """One line of words at the top of the picture; empty text removes it."""
    if not text:
        props.hide(plotter, "caption")
        return
    actor = props.actor(plotter, "caption")
    if actor is None:
        actor = plotter.add_text(text, position=(0.5, 0.965), viewport=True, font_size=11, name="caption", render=False)
        words: Any = actor.prop
        words.justification_horizontal, words.justification_vertical = "center", "top"
    actor.input = text
    actor.prop.color = style.text
    actor.SetVisibility(True)


def clear(plotter: pv.BasePlotter) -> None:
    """Hide everything that this module draws."""
    for name in LAYERS:
        props.hide(plotter, name)


def _surface(plotter: pv.BasePlotter, name: str, level: LevelSet, color: str, opacity: float) -> None:
    mesh = pv.PolyData.from_regular_faces(np.asarray(level.vertices, np.float32), level.elements)
    mesh.point_data.active_normals = np.asarray(level.normals, np.float32)
    actor = props.place(
        plotter, name, mesh, color, opacity=opacity, specular=0.15, specular_power=20, ambient=0.28, diffuse=0.8
    )
    actor.prop.interpolation = "Phong"  # with the normals that came along, nothing is computed on this thread


def _contour(plotter: pv.BasePlotter, name: str, level: LevelSet, color: str, width: int) -> None:
    points = props.in_space(level.vertices)
    points[:, 2] = 0.004 if name == "level" else 0.006  # just above the heat map
    props.lines(plotter, name, points, level.elements, color=color, line_width=width)


def _draw_eye(plotter: pv.BasePlotter, eye: np.ndarray, style: SceneStyle) -> None:
    """A small pyramid at the camera of a virtual scan, opening towards the shape."""
    forward = -eye / max(float(np.linalg.norm(eye)), 1e-6)
    side = np.cross(forward, (0.0, 1.0, 0.0) if abs(forward[1]) < 0.95 else (1.0, 0.0, 0.0))
    side /= np.linalg.norm(side)
    up = np.cross(side, forward)
    near = eye + 0.16 * forward
    corners = [near + 0.08 * (a * side) + 0.06 * (b * up) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    edges = np.array([(0, 1), (0, 2), (0, 3), (0, 4), (1, 2), (2, 3), (3, 4), (4, 1)])
    points = np.vstack((eye, *corners)).astype(np.float32)
    props.lines(plotter, "eye", points, edges, color=style.observed, line_width=2)


def _draw_hidden(plotter: pv.BasePlotter, observation: Observation, style: SceneStyle, cells: int = 96) -> None:
    """A veil over the part of a picture that a mask hides."""
    if observation.mask is None or observation.dim == 3:
        props.hide(plotter, "hidden")
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
    props.place(plotter, "hidden", mesh, style.background, opacity=0.55, lighting=False)


def _landscape(plotter: pv.BasePlotter, lattice: np.ndarray, height: float, style: SceneStyle) -> None:
    """A (ny, nx) lattice over [-1, 1]^2 as a quad mesh, z = height * value, coloured by value."""
    rows, columns = lattice.shape
    values = np.nan_to_num(np.asarray(lattice, np.float32), nan=HEIGHT_LIMIT, posinf=HEIGHT_LIMIT, neginf=-HEIGHT_LIMIT)
    values = values.clip(-HEIGHT_LIMIT, HEIGHT_LIMIT)
    x, y = np.meshgrid(np.linspace(-1, 1, columns, dtype=np.float32), np.linspace(-1, 1, rows, dtype=np.float32))
    points = np.column_stack((x.ravel(), y.ravel(), height * values.ravel()))
    corner = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).ravel()
    quads = np.column_stack((corner, corner + 1, corner + columns + 1, corner + columns))
    mesh = pv.PolyData.from_regular_faces(points, quads)
    mesh.point_data["signed distance"] = values.ravel()
    actor = props.place(
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
    points, segments, count = [], [], 0
    for number in range(-7, 8):
        found: Any = generator.lines(number * ISOLINE_STEP)[0] if number else ()
        for line in found:
            z = np.full(len(line), height * number * ISOLINE_STEP + 0.002)
            points.append(np.column_stack((line, z)))
            order = np.arange(count, count + len(line))
            segments.append(np.column_stack((order[:-1], order[1:])))
            count += len(line)
    if not points:
        props.hide(plotter, "isolines")
        return
    props.lines(plotter, "isolines", np.vstack(points).astype(np.float32), np.vstack(segments), style.isoline, 1)


def _field_colors(style: SceneStyle) -> list[str]:
    return [style.inside, style.field_zero, style.field_outside]


def _field_table(style: SceneStyle, size: int = 481) -> np.ndarray:
    """(size, 4) uint8 from inside through zero to outside."""
    inside, zero, outside = (np.array(props.rgb(c), float) for c in _field_colors(style))
    value = np.linspace(-SHOWN_DISTANCE, SHOWN_DISTANCE, size)
    part = (np.abs(value) / SHOWN_DISTANCE)[:, None] ** 0.5
    color = np.where(value[:, None] < 0, zero + part * (inside - zero), zero + part * (outside - zero))
    return np.column_stack((color.clip(0, 255), np.full(size, 255))).astype(np.uint8)
