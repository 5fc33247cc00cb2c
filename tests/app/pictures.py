"""What tests of drawing draw, and how they read a picture."""

from __future__ import annotations

import numpy as np
import pyvista as pv

from core.levelset import LevelSet, extract


def ball(dim: int, radius: float, resolution: int = 32) -> LevelSet:
    return extract(lambda x: x.norm(dim=-1) - radius, dim, resolution)


def picture(plotter: pv.Plotter) -> np.ndarray:
    """(300, 300, 3) uint8 as it stands."""
    plotter.render()  # screenshots after the first do not render by themselves
    return np.asarray(plotter.screenshot(return_img=True))


def share(image: np.ndarray, color: str, within: int = 40) -> float:
    """Share of the pixels that are near a colour."""
    rgb = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)])
    return float((np.abs(image.astype(int) - rgb).max(-1) < within).mean())
