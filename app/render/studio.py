"""Background, light and camera of a picture, and how a view of each kind begins before anybody turns it. No Qt here."""

from __future__ import annotations

import math
from typing import Any, Literal

import pyvista as pv

from app.render.styles import LIGHT, SceneStyle

ViewMode = Literal["surface", "field", "height"]
"""surface: 3D. field: 2D contour over the heat map. height: the 2D field as a landscape cut by the zero plane."""


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


def opening(mode: ViewMode, aspect: float) -> float:
    """Vertical opening of the camera of a solid or a landscape, degrees.

    aspect: width over height; a narrow view sees wider, so that a shape (in the unit ball) or the landscape is whole.
    """
    usual, needed = (32.0, 1.26) if mode == "height" else (30.0, 0.77)
    return 2 * math.degrees(math.atan(math.tan(math.radians(usual / 2)) * max(1.0, needed / aspect)))


def set_camera(plotter: pv.BasePlotter, dim: int, mode: ViewMode = "surface", aspect: float = 1.0) -> None:
    """The standard view: three quarters from the front with y up in 3D, straight down in 2D, tilted for the height.

    aspect: width over height of the view; where it is narrow the flat box, a solid and the landscape still fit.
    """
    camera: Any = plotter.camera
    camera.focal_point = (0.0, 0.0, 0.0)
    if dim == 3:
        camera.parallel_projection = False
        camera.position, camera.up = (-2.85, 1.75, 3.7), (0.0, 1.0, 0.0)
        camera.view_angle = opening(mode, aspect)
    elif mode == "height":
        camera.parallel_projection = False
        camera.position, camera.up = (1.2, -3.2, 2.7), (0.0, 0.0, 1.0)
        camera.view_angle = opening(mode, aspect)
    else:
        camera.parallel_projection = True
        camera.position, camera.up = (0.0, 0.0, 5.0), (0.0, 1.0, 0.0)
        camera.parallel_scale = 1.12 / min(1.0, aspect)
    camera.clipping_range = (0.1, 20.0)
