"""What colours on a level set stand for: one number at each vertex, sampled from lattices that are there anyway.

Lattices are exact at the surface and interpolated away from it (core.levelset), which is what colours need: they tell
where to look, and exact figures come from core.measures.metrics. Nothing here evaluates a field.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.levelset import LevelSet, sample_lattice
from core.observation.conditions import ColorKey
from core.observation.observe import Observation

QuantityKey = ColorKey | Literal["missed", "residual"]
"""The same, of the true shape and of the observed points too."""


@dataclass(frozen=True)
class Scale:
    """How a quantity is shown. title, unit: for the colour bar. low, high: its range, the same at every step, so that
    steps can be compared; values beyond have the colour of the end. signed: zero is in the middle of the range.
    """

    title: str
    unit: str
    low: float
    high: float
    signed: bool
    tip: str


UNIT = "box = 2"
"""Lengths are normalised: the box is 2 wide."""

SCALES: dict[ColorKey, Scale] = {
    "change": Scale(
        "Change in this step", UNIT, -0.1, 0.1, signed=True,
        tip="Where the surface moved in the last step: positive is outward",
    ),
    "observed": Scale(
        "Distance to the observed", UNIT, 0.0, 0.5, signed=False,
        tip="Seen or imagined: distance to the nearest observed point",
    ),
    "truth": Scale(
        "Surface to truth", UNIT, 0.0, 0.1, signed=False,
        tip="Distance of the surface from that of the true shape",
    ),
    "eikonal": Scale(
        "Eikonal residual", "no unit", 0.0, 1.0, signed=False,
        tip="How far the slope of the field is from 1, that of a true signed distance",
    ),
}  # fmt: skip

MISSED = Scale(
    "Truth to surface", UNIT, 0.0, 0.1, signed=False,
    tip="Distance of the true shape from the surface: what is missing",
)  # fmt: skip
RESIDUAL = Scale(
    "Residual of points", UNIT, -0.1, 0.1, signed=True,
    tip="Field minus what was observed at each point: positive is too far outside",
)  # fmt: skip
FIELD = Scale("Signed distance", UNIT, -0.6, 0.6, signed=True, tip="The field on the slice: negative is inside")
_ALL: dict[QuantityKey, Scale] = {**SCALES, "missed": MISSED, "residual": RESIDUAL}


ALMOST_ALL, LEAST_LIMIT = 0.98, 1e-4


@dataclass(frozen=True, eq=False)
class Coloring:
    """key: which quantity. values: (V,) float32, one for each vertex or point of what it was made for. limit: the
    high end of its range, 0.0 for the usual one.
    """

    key: QuantityKey
    values: NDArray[np.float32]
    limit: float = 0.0

    @property
    def scale(self) -> Scale:
        """How it is shown; see `limit`."""
        usual = _ALL[self.key]
        return replace(usual, low=-self.limit * usual.signed, high=self.limit) if self.limit > 0 else usual


def fitted(coloring: Coloring) -> float:
    """The high end of a range that almost all values lie in, in two digits; 0.0 where no value is finite."""
    sizes = np.abs(coloring.values[np.isfinite(coloring.values)])
    largest = float(np.quantile(sizes, ALMOST_ALL)) if len(sizes) else 0.0
    if largest <= 0:
        return 0.0
    unit = 10.0 ** (np.floor(np.log10(largest)) - 1)
    return float(max(np.ceil(largest / unit - 1e-6) * unit, LEAST_LIMIT))


@dataclass(frozen=True, eq=False)
class Lattices:
    """What colours are sampled from. now: of the state, before: of the state one step earlier, truth: of the true
    shape; (r + 1)^dim each, of any resolution, None where there is none. observation: what was seen.
    """

    observation: Observation
    now: NDArray[np.float32] | None = None
    before: NDArray[np.float32] | None = None
    truth: NDArray[np.float32] | None = None


def color(key: ColorKey, level: LevelSet, lattices: Lattices) -> Coloring | None:
    """A quantity at the vertices of a level set; None where what it needs is missing or there is no vertex."""
    if len(level.vertices) == 0:
        return None
    values = _QUANTITIES[key](level, lattices)
    return None if values is None else Coloring(key, values)


def _change(level: LevelSet, lattices: Lattices) -> NDArray[np.float32] | None:
    """What the field was, one step before, where the surface is now: the way it moved, outward positive.

    Divided by the slope of the field there, so that a field that is no distance gives lengths too.
    """
    if lattices.before is None:
        return None
    was = sample_lattice(lattices.before, level.vertices)
    return (was / np.maximum(_slope(lattices.before, level.vertices), 0.05)).astype(np.float32)


def _observed(level: LevelSet, lattices: Lattices) -> NDArray[np.float32] | None:
    """Distance to the nearest observed surface point; of observations without any, to the nearest point."""
    from scipy.spatial import KDTree

    seen = lattices.observation
    points = seen.points[seen.on_surface] if seen.on_surface.any() else seen.points
    if len(points) == 0:
        return None
    return KDTree(points).query(level.vertices)[0].astype(np.float32)


def _truth(level: LevelSet, lattices: Lattices) -> NDArray[np.float32] | None:
    return None if lattices.truth is None else np.abs(sample_lattice(lattices.truth, level.vertices)).astype(np.float32)


def _eikonal(level: LevelSet, lattices: Lattices) -> NDArray[np.float32] | None:
    return None if lattices.now is None else np.abs(_slope(lattices.now, level.vertices) - 1).astype(np.float32)


_QUANTITIES: dict[ColorKey, Callable[[LevelSet, Lattices], NDArray[np.float32] | None]] = {
    "change": _change,
    "observed": _observed,
    "truth": _truth,
    "eikonal": _eikonal,
}


def _slope(lattice: NDArray[np.float32], points: NDArray[np.float32]) -> NDArray[np.float32]:
    """Length of the gradient of a lattice at points (n, dim): central differences over one cell, inside the box."""
    half, squares = 1.0 / (lattice.shape[0] - 1), np.zeros(len(points), np.float32)
    for axis in range(points.shape[1]):
        ahead, behind = points.copy(), points.copy()
        ahead[:, axis] = np.minimum(ahead[:, axis] + half, 1)
        behind[:, axis] = np.maximum(behind[:, axis] - half, -1)
        rise = sample_lattice(lattice, ahead) - sample_lattice(lattice, behind)
        squares += (rise / (ahead[:, axis] - behind[:, axis])) ** 2
    return np.sqrt(squares).astype(np.float32)
