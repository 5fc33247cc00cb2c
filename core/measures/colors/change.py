"""Where the surface moved in the last step."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.levelset import LevelSet, sample_lattice
from core.measures.around import Around, slope


def change(level: LevelSet, around: Around) -> NDArray[np.float32] | None:
    """What the field was, one step before, where the surface is now: the way it moved, outward positive.

    Divided by the slope of the field there, so that a field that is no distance gives lengths too.
    """
    if around.before is None:
        return None
    was = sample_lattice(around.before, level.vertices)
    return (was / np.maximum(slope(around.before, level.vertices), 0.05)).astype(np.float32)
