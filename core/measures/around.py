"""What the colours of a surface are made of: lattices of the shown state and others, and what was observed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.levelset import sample_lattice
from core.observation.observation import Observation

Lattice = NDArray[np.float32]
"""Values of a field, (r + 1)^dim, of any resolution (core.levelset)."""

SpreadAt = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""Spread of members at points (n, dim): (n,), a length."""


@dataclass(frozen=True, eq=False)
class Around:
    """What colours are made of. observation: what was seen. now: lattice of the state. earlier: of the states before,
    from the start on, as far as they are there; the last is that of the step before. truth: of the true shape. spread:
    of the members at points (n, dim), None where there are none. Whatever is missing is None, or not in the list.
    """

    observation: Observation
    now: Lattice | None = None
    earlier: tuple[Lattice | None, ...] = ()
    truth: Lattice | None = None
    spread: SpreadAt | None = None

    @property
    def before(self) -> Lattice | None:
        """Of the state one step earlier."""
        return self.earlier[-1] if self.earlier else None


def gradient(lattice: Lattice, points: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, dim) gradient of a lattice at points (n, dim): central differences over one cell, inside the box."""
    half, found = 1.0 / (lattice.shape[0] - 1), np.zeros(points.shape, np.float32)
    for axis in range(points.shape[1]):
        ahead, behind = points.copy(), points.copy()
        ahead[:, axis] = np.minimum(ahead[:, axis] + half, 1)
        behind[:, axis] = np.maximum(behind[:, axis] - half, -1)
        rise = sample_lattice(lattice, ahead) - sample_lattice(lattice, behind)
        found[:, axis] = rise / (ahead[:, axis] - behind[:, axis])
    return found


def slope(lattice: Lattice, points: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n,) length of the gradient."""
    return np.linalg.norm(gradient(lattice, points), axis=1).astype(np.float32)


def at_some(
    points: NDArray[np.float32], most: int, numbers: Callable[[NDArray[np.float32]], NDArray[np.float32]]
) -> NDArray[np.float32]:
    """(n,) smooth numbers at points (n, dim): computed at `most` of them drawn by chance, and at the others the mean of
    the three nearest of those, by their distance. Exact where there are no more. A fine surface has 80,000, and
    whoever waits for the engine's thread would wait for all of them.
    """
    if len(points) <= most:
        return numbers(points)
    from scipy.spatial import KDTree

    rows = np.random.default_rng(0).permutation(len(points))[:most]
    known = numbers(points[rows])
    distances, nearest = KDTree(points[rows]).query(points, k=3)
    weights = 1 / np.maximum(distances, 1e-9)
    found = (weights * known[nearest]).sum(1) / weights.sum(1)
    found[rows] = known
    return found.astype(np.float32)
