"""The occlusion brush: which surface point a ray strikes, and what a stroke over such points hides."""

from __future__ import annotations

import numpy as np

from core.observation.observation_spec import Region

REACH = 0.05
"""A point counts as struck when it is within this distance of the ray, in normalised units."""


def struck(origin: np.ndarray, direction: np.ndarray, points: np.ndarray) -> np.ndarray | None:
    """(3,) the foremost of the points (n, 3) within REACH of a ray with unit direction; None where there is none."""
    relative = np.asarray(points, np.float64) - origin
    along = relative @ direction
    aside = np.linalg.norm(relative - along[:, None] * direction, axis=1)
    near = np.flatnonzero((aside < REACH) & (along > 0))
    return points[near[np.argmin(along[near])]] if len(near) else None


def dabbed(hidden: tuple[Region, ...], point: np.ndarray, radius: float) -> tuple[Region, ...]:
    """The hidden regions with a ball around `point`; unchanged where a ball of that size is closer than half of it."""
    for region in hidden:
        same = region.kind == "disc" and region.value == radius
        if same and np.linalg.norm(np.asarray(region.vector) - point) < radius / 2:
            return hidden
    return (*hidden, Region("disc", tuple(round(float(x), 5) for x in point), radius))
