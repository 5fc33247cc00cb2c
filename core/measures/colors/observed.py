"""Seen or imagined, as a length."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.levelset import LevelSet
from core.measures.around import Around


def observed(level: LevelSet, around: Around) -> NDArray[np.float32] | None:
    """Distance to the nearest observed surface point; of observations without any, to the nearest point."""
    from scipy.spatial import KDTree

    seen = around.observation
    points = seen.points[seen.on_surface] if seen.on_surface.any() else seen.points
    if len(points) == 0:
        return None
    return np.asarray(KDTree(points).query(level.vertices)[0], np.float32)
