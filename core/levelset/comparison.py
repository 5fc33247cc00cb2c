"""How a sparse lattice compares with one that counts as right. Caps at the walls of the box are left out."""

from __future__ import annotations

import torch
from torch import Tensor

from core.levelset.lattice import Lattice, pair


def crossed(lattice: Lattice) -> Tensor:
    """Which cells the surface crosses: (r,) * dim, bool."""
    some = every = lattice.inner < 0
    for axis in range(some.dim()):
        some, every = torch.logical_or(*pair(some, axis)), torch.logical_and(*pair(every, axis))
    return some & ~every


def minimum_evaluations(truth: Lattice) -> int:
    """Corners of the crossed cells: what an extraction that traces each of them exactly has to evaluate."""
    corners = crossed(truth)
    for axis in range(corners.dim()):
        shape = list(corners.shape)
        shape[axis] = 1
        rim = corners.new_zeros(shape)
        corners = torch.cat((corners, rim), axis) | torch.cat((rim, corners), axis)
    return int(corners.sum())


def recall(found: Lattice, truth: Lattice) -> float:
    """Share of the crossed cells of `truth` that are crossed in `found`; 1 when there are none."""
    there = crossed(truth)
    total = int(there.sum())
    return int((crossed(found) & there).sum()) / total if total else 1.0


def extra_vertices(found: Lattice, truth: Lattice, tolerance: float = 1e-4) -> int:
    """Crossing edges of `found` that `truth` does not cross within `tolerance` of a cell; each is a vertex too many."""
    values, exact, extra = found.inner, truth.inner, 0
    for axis in range(values.dim()):
        (first, second), (right_first, right_second) = pair(values, axis), pair(exact, axis)
        crossing = (first < 0) != (second < 0)
        first, second = first[crossing], second[crossing]
        right_first, right_second = right_first[crossing], right_second[crossing]
        same = (right_first < 0) != (right_second < 0)
        off = (first / (first - second) - right_first / (right_first - right_second)).abs()
        extra += int((~same | ~(off <= tolerance)).sum())
    return extra
