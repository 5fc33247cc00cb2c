"""From where a view is seen, in perspective or with all lines of sight alike: both show equally much. No Qt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.document.document import Camera, xyz

if TYPE_CHECKING:
    import pyvista as pv

XYZ = tuple[float, float, float]
UP: XYZ = (0.0, 1.0, 0.0)

SIDES: Mapping[str, tuple[XYZ, XYZ]] = {
    "front": ((0.0, 0.0, 1.0), UP),
    "back": ((0.0, 0.0, -1.0), UP),
    "left": ((-1.0, 0.0, 0.0), UP),
    "right": ((1.0, 0.0, 0.0), UP),
    "top": ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0)),
    "bottom": ((0.0, -1.0, 0.0), (0.0, 0.0, 1.0)),
    "isometric": ((3**-0.5, 3**-0.5, 3**-0.5), UP),
}
"""Unit direction from the shape to the camera, and what is up in the picture, of a solid: y is up, its front at +z."""


def side(name: str, mode: str) -> tuple[XYZ, XYZ]:
    """Direction and up of a row of SIDES. mode: "height" has z up and its front at -y, as landscapes are drawn."""
    return tuple(_laid_down(v) for v in SIDES[name]) if mode == "height" else SIDES[name]  # pyright: ignore[reportReturnType]


def _laid_down(v: XYZ) -> XYZ:
    return v[0], -v[2], v[1]


def seen_along(camera: Camera, direction: XYZ, up: XYZ) -> Camera:
    """The camera at the same distance from what it looks at, in a unit direction from there."""
    far = math.dist(camera.position, camera.focal_point)
    place = xyz(f + far * d for f, d in zip(camera.focal_point, direction, strict=True))
    return replace(camera, position=place, up=up)


def agreed(camera: Camera, *, parallel: bool) -> Camera:
    """The camera with place and scale such that both projections show equally much at what it looks at.

    parallel: whether its scale is what is seen; otherwise its place is.
    """
    far, half = math.dist(camera.position, camera.focal_point), math.tan(math.radians(camera.angle) / 2)
    if not parallel:
        return replace(camera, scale=far * half)
    if far == 0.0:
        return camera
    part = camera.scale / half / far
    place = xyz(f + part * (p - f) for p, f in zip(camera.position, camera.focal_point, strict=True))
    return replace(camera, position=place)


def seen_from(plotter: pv.BasePlotter, *, flat: bool) -> Camera:
    """Where a plotter's scene is seen from. flat: a 2D field, which is only seen straight on."""
    seen: Any = plotter.camera
    place, focus, up = (xyz(v) for v in (seen.position, seen.focal_point, seen.up))
    camera = Camera(place, focus, up, float(seen.view_angle), float(seen.parallel_scale))
    return camera if flat else agreed(camera, parallel=bool(seen.parallel_projection))


def see_from(plotter: pv.BasePlotter, place: Camera, *, flat: bool) -> None:
    """See a plotter's scene from there; its projection stays."""
    seen: Any = plotter.camera
    place = place if flat else agreed(place, parallel=False)
    seen.position, seen.focal_point, seen.up = place.position, place.focal_point, place.up
    seen.view_angle, seen.parallel_scale = place.angle, place.scale
    plotter.renderer.ResetCameraClippingRange()


def project(plotter: pv.BasePlotter, parallel: bool) -> None:
    """All lines of sight of a solid alike, or in perspective; what is in the middle stays as large as it is."""
    seen: Any = plotter.camera
    if bool(seen.parallel_projection) != parallel:
        camera = seen_from(plotter, flat=False)
        seen.parallel_projection = parallel
        see_from(plotter, camera, flat=False)


def widen(plotter: pv.BasePlotter, factor: float) -> None:
    """Open the camera's angle so many times as wide, and see as much more where all lines of sight are alike."""
    seen: Any = plotter.camera
    before = math.tan(math.radians(seen.view_angle) / 2)
    seen.view_angle *= factor
    seen.parallel_scale *= math.tan(math.radians(seen.view_angle) / 2) / before
