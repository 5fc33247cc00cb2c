"""A random audit of a level set: how much of the box can be on the wrong side of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from core.fields.field import FieldFunction
from core.levelset.extraction import sample_lattice
from core.levelset.pyramid import CPU_CHUNK


@dataclass(frozen=True)
class Audit:
    """points: compared. missed: of them, those whose sign is wrong in a cell without surface (a piece was overlooked).
    rough: those with a wrong sign inside cells that the surface crosses (a flat triangle for a curved surface).
    bound: with 95 % confidence at most this fraction of the box is missed.
    """

    points: int
    missed: int
    rough: int
    bound: float


def audit(
    field: FieldFunction,
    lattice: NDArray[np.float32],
    count: int = 4096,
    seed: int = 0,
    device: torch.device | str = "cpu",
) -> Audit:
    """Compare the sign of the field with that of a lattice (LevelSet.lattice) at uniform random points of the box.

    `Audit`s of the same field with different seeds can be pooled (see `pooled`).
    """
    points = np.random.default_rng([seed, 11]).uniform(-1, 1, (count, lattice.ndim)).astype(np.float32)
    with torch.no_grad():
        parts = [field(part) for part in torch.split(torch.as_tensor(points).to(device), CPU_CHUNK)]
    inside = (torch.cat(parts) < 0).cpu().numpy()
    wrong = np.flatnonzero(inside != (sample_lattice(lattice, points) < 0))
    last = lattice.shape[0] - 2
    cell = np.clip((points[wrong, ::-1] + 1) / 2 * (last + 1), 0, last).astype(np.int64)
    corners = np.array(list(np.ndindex((2,) * lattice.ndim)))
    signs = lattice[tuple(np.moveaxis(cell[:, None] + corners, -1, 0))] < 0
    crossed = signs.any(1) & ~signs.all(1)
    missed = int(np.count_nonzero(~crossed))
    return Audit(count, missed, len(wrong) - missed, _bound(missed, count))


def pooled(first: Audit, second: Audit) -> Audit:
    """The audit of both sets of points; they must come from one field and lattice, with different seeds."""
    points, missed = first.points + second.points, first.missed + second.missed
    return Audit(points, missed, first.rough + second.rough, _bound(missed, points))


def _bound(missed: int, points: int) -> float:
    """Upper 95 % limit of a proportion (Clopper and Pearson); near 3 / points when nothing was missed."""
    from scipy.special import betaincinv  # scipy.stats holds the interpreter for half a second at the first audit

    return float(betaincinv(missed + 1, points - missed, 0.95)) if missed < points else 1.0
