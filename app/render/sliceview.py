"""Draws a slice of a field: heat map, isolines, frame and handle; and cuts surfaces open along it. No Qt here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyvista as pv
from vtkmodules.vtkCommonDataModel import vtkPlane

from app.render import actors, colorbar, field_map_2d

if TYPE_CHECKING:
    from app.render.styles import SceneStyle
    from core.analysis.slicing import CuttingPlane, Slice

NAMES = ("slice", "slice lines", "slice zero", "slice truth", "slice frame", "slice handle", colorbar.FIELD)
"""Names of all actors that this module may create."""

REACH = 0.45
"""Length of the handle, in normalised units."""

ABOVE = 0.003
"""Lines lie this far before and behind the plane, so that they are seen from both sides."""


def draw_slice(plotter: pv.BasePlotter, found: Slice, style: SceneStyle) -> None:
    """The heat map with thin isolines, the thick one at zero, that of the true shape, and the frame."""
    if not len(found.polygon):
        hide_slice(plotter)
        return
    from core.measures.quantities import FIELD

    corners = np.asarray(found.polygon, np.float32)
    face = pv.PolyData.from_regular_faces(corners, np.arange(len(corners))[None])
    face.active_texture_coordinates = _texture_places(found)
    actor = actors.place(plotter, "slice", face, "#ffffff", lighting=False)
    actor.texture = pv.Texture(np.ascontiguousarray(field_map_2d.field_shades(found.values, style)[::-1]))
    actor.texture.interpolate = True
    normal = np.array(found.plane.normal, np.float32)
    truth = found.truth if found.truth is not None else np.empty((0, 2, 3), np.float32)
    around = np.stack((corners, np.roll(corners, -1, 0)), 1)
    for name, ends, color, width in (
        ("slice lines", found.lines, style.isoline, style.scale),
        ("slice zero", found.thick, style.contour, 3 * style.scale),
        ("slice truth", truth, style.truth, 2 * style.scale),
        ("slice frame", around, style.frame, 2 * style.scale),
    ):
        _draw_pieces(plotter, name, ends, normal, color, width)
    table = field_map_2d.field_shades(np.linspace(FIELD.low, FIELD.high, colorbar.STEPS), style)
    colorbar.draw_scale(plotter, FIELD, table, style, colorbar.FIELD)


def draw_handle(plotter: pv.BasePlotter, plane: CuttingPlane, side: float, free: bool, style: SceneStyle) -> None:
    """The knob by which the plane is moved, with an arm along its normal; of a free plane the arm ends in a knob too.

    side: 1 or -1, whether the arm points along the normal or against it.
    """
    base, tip = handle(plane, side)
    arm = pv.Line(base, tip).tube(radius=0.008, n_sides=8)
    knobs = [pv.Sphere(radius=0.035, center=place) for place in ((base, tip) if free else (base,))]
    end = [] if free else [pv.Cone(center=tip, direction=tip - base, height=0.09, radius=0.03, resolution=16)]
    whole: Any = arm.append_polydata(*knobs, *end)
    actors.place(plotter, "slice handle", whole, style.text, ambient=0.5)


def handle(plane: CuttingPlane, side: float) -> tuple[np.ndarray, np.ndarray]:
    """(3,) of the knob and of the end of the arm."""
    normal = np.array(plane.normal)
    base = plane.offset * normal
    return base, base + side * REACH * normal


def hide_slice(plotter: pv.BasePlotter) -> None:
    """Everything of the slice; its actors stay."""
    for name in NAMES:
        actors.hide(plotter, name)


def cut_open(plotter: pv.BasePlotter, plane: CuttingPlane | None, side: float) -> None:
    """Take away what lies on one side of the plane of the level set and of the true shape; None makes them whole."""
    for name in ("level", "truth"):
        actor = actors.actor(plotter, name)
        if actor is None:
            continue
        actor.mapper.RemoveAllClippingPlanes()
        if plane is not None:
            clip = vtkPlane()
            normal = np.array(plane.normal)
            clip.SetOrigin(*(plane.offset * normal))
            clip.SetNormal(*(-side * normal))
            actor.mapper.AddClippingPlane(clip)


def side_towards(plotter: pv.BasePlotter, plane: CuttingPlane) -> float:
    """1 where the camera is on the side of the plane to which its normal points, else -1."""
    eye: Any = plotter.camera.position
    return 1.0 if float(np.dot(eye, plane.normal)) >= plane.offset else -1.0


def _texture_places(found: Slice) -> np.ndarray:
    """(k, 2) of the corners, so that the middle of the first and of the last texel lie on the ends of the lattice."""
    sides = np.array(found.values.shape[::-1], float)
    return ((found.coordinates * (sides - 1) + 0.5) / sides).astype(np.float32)


def _draw_pieces(
    plotter: pv.BasePlotter, name: str, ends: np.ndarray, normal: np.ndarray, color: str, width: float
) -> None:
    if not len(ends):
        actors.hide(plotter, name)
        return
    both = np.concatenate((ends + ABOVE * normal, ends - ABOVE * normal)).reshape(-1, 3).astype(np.float32)
    actors.lines(plotter, name, both, np.arange(len(both)).reshape(-1, 2), color, width)
