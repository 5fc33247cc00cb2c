"""How far the surface is from that of the true shape."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.levelset import LevelSet, sample_lattice
from core.measures.around import Around


def truth(level: LevelSet, around: Around) -> NDArray[np.float32] | None:
    """Distance to the true shape, out of its lattice."""
    return None if around.truth is None else np.abs(sample_lattice(around.truth, level.vertices)).astype(np.float32)
