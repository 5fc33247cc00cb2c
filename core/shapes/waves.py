"""A seeded 2D family that needs no data: round outlines with waves, for a network that is trained while one watches."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.shapes.image import ContourShape, pixel_centres

SIDE = 48


def wave_picture(seed: int) -> NDArray[np.float32]:
    """Grey picture (SIDE, SIDE), row 0 at the top, of r(angle) = r0 (1 + sum of two to six waves), off the centre."""
    rng = np.random.default_rng([seed, 21])
    points = pixel_centres(SIDE).astype(np.float64) - rng.uniform(-0.15, 0.15, 2)
    angle = np.arctan2(points[:, 1], points[:, 0])
    waves = sum(rng.uniform(0, 0.35) * np.cos(k * angle + rng.uniform(0, 2 * np.pi)) / k**0.5 for k in (2, 3, 5))
    radius = rng.uniform(0.4, 0.65) * np.maximum(1 + np.asarray(waves), 0.2)
    inside = np.clip((radius - np.linalg.norm(points, axis=1)) * SIDE / 2 + 0.5, 0, 1)
    return np.flipud(inside.reshape(SIDE, SIDE)).astype(np.float32)


def wave_shape(seed: int) -> ContourShape:
    """The same as a shape."""
    return ContourShape.from_grey(wave_picture(seed), f"waves-{seed}")
