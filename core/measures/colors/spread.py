"""How far the members' surfaces lie apart (core.runs.members)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.levelset import LevelSet
from core.measures.around import Around, at_some

MOST = 4096
"""Vertices at which the members are evaluated: about half a second of one core."""


def spread(level: LevelSet, around: Around) -> NDArray[np.float32] | None:
    """Standard deviation of the members' surfaces along the normal; None while there are no members of this state."""
    return None if around.spread is None else at_some(level.vertices, MOST, around.spread)
