"""How far each place of the surface came through all steps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.levelset import LevelSet, sample_lattice
from core.measures.around import Around, Lattice, at_some, gradient

MOST = 16_384
"""Vertices that are followed back."""

FLAT, FARTHEST = 0.05, 0.5
"""Least slope that is divided by, and the longest way of one step, in normalised units: where a field is nearly flat,
or had no surface yet, its value says little of where one was.
"""


def moved(level: LevelSet, around: Around) -> NDArray[np.float32] | None:
    """Length of the way back through the surfaces of all earlier states: of each to the nearest place, by its field.

    Steps whose surface is not kept any more are passed over, and so are those before there was a surface: a place that
    came with the first surface has moved only since. None where no earlier surface is there.
    """
    known = [lattice for lattice in around.earlier if lattice is not None and lattice.min() < 0 < lattice.max()]
    if not known:
        return None
    return at_some(np.asarray(level.vertices, np.float32), MOST, lambda places: _way(places, known))


def _way(places: NDArray[np.float32], known: list[Lattice]) -> NDArray[np.float32]:
    """(n,) length of the way from places (n, dim) back through the surfaces of lattices, the last one first."""
    way = np.zeros(len(places), np.float32)
    for lattice in reversed(known):
        direction = gradient(lattice, places)
        steepness = np.maximum(np.linalg.norm(direction, axis=1), 1e-9)
        distance = np.clip(sample_lattice(lattice, places) / np.maximum(steepness, FLAT), -FARTHEST, FARTHEST)
        back = np.clip(places - (distance / steepness)[:, None] * direction, -1, 1)
        way += np.linalg.norm(back - places, axis=1)
        places = back.astype(np.float32)
    return way
