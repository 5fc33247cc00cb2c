"""From a pixel of the view to a ray into the scene."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pyvista as pv


def pixel_ray(
    plotter: pv.BasePlotter, x: float, y: float, height: float, ratio: float
) -> tuple[np.ndarray, np.ndarray]:
    """Origin (3,) and unit direction (3,) of the ray through a widget position, y down; `ratio`: device pixels each."""
    renderer = plotter.renderer
    ends = []
    for depth in (0.0, 1.0):
        renderer.SetDisplayPoint(x * ratio, (height - 1 - y) * ratio, depth)
        renderer.DisplayToWorld()
        place = np.array(renderer.GetWorldPoint())
        ends.append(place[:3] / place[3])
    direction = ends[1] - ends[0]
    return ends[0], direction / np.linalg.norm(direction)
