"""Where a field is asked for in the volume. Without torch: workers that look at meshes alone start without it."""

from __future__ import annotations

import numpy as np

from core.shapes.base import Shape


def dense_points(shape: Shape, count: int, rng: np.random.Generator) -> np.ndarray:
    """Points (count, d) in the volume: 3/4 (3D) or 1/2 (2D) near the surface, the rest uniform in the box.

    Near is a surface point plus Gaussian noise of sigma 0.05 for one half of them and 0.015 for the other. Shuffled.
    """
    near = count * 3 // 4 if shape.dim == 3 else count // 2
    points = shape.sample_surface(near, rng)[0]
    sigma = np.where(np.arange(near) % 2 == 0, 0.05, 0.015)[:, None]
    points = np.clip(points + rng.normal(size=points.shape) * sigma, -1, 1)
    everywhere = rng.uniform(-1, 1, (count - near, shape.dim))
    return rng.permutation(np.concatenate((points, everywhere)), axis=0)
