"""How far the surfaces of several fields lie apart, and whether that tells of the error.

The spread of a place is the standard deviation of the fields there over the slope of their mean: to first order, that
of the places where they have their surfaces along the normal. A length, in normalised units.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.special import ndtri

from core.compute.vectors import lengths
from core.fields.field import FieldFunction
from core.levelset.refinement import value_and_gradient

STEP = 2e-3
"""Of central differences, where a field keeps no gradient."""

PIECE = 8192
"""Points at which the members are evaluated at a time."""

LEAST_SLOPE = 0.05
"""Where the mean of the members is flatter, their spread is no length any more; it is told as if it were so steep."""

NOMINAL = 0.9
"""Share of the errors that the interval of the one number is meant to hold."""


def spread_at(
    fields: Sequence[FieldFunction], points: NDArray[np.float32], device: torch.device | str = "cpu"
) -> NDArray[np.float32]:
    """(n,) standard deviation (of a sample: over one less than there are) of fields at points (n, dim), as a length.

    Raises ValueError for fewer than two fields: one has no spread.
    """
    if len(fields) < 2:
        raise ValueError("a spread needs at least two members")
    if not len(points):
        return np.zeros(0, np.float32)
    at = torch.as_tensor(np.ascontiguousarray(points, np.float32)).to(device)
    found: list[torch.Tensor] = []
    for part in torch.split(at, PIECE):
        pairs = [value_and_gradient(field, part, STEP) for field in fields]
        values = torch.stack([value for value, _ in pairs]).double()
        slope = lengths(torch.stack([gradient for _, gradient in pairs]).mean(0))
        found.append(values.std(0) / slope.double().clamp(min=LEAST_SLOPE))
    return torch.cat(found).float().cpu().numpy()


@dataclass(frozen=True, eq=False)
class Calibration:
    """Errors against spreads. errors, spreads: (n,), both finite. scale: lengths of error for one of spread, learned
    on validation shapes (docs/decisions/0012-spread.md).
    """

    errors: NDArray[np.float64]
    spreads: NDArray[np.float64]
    scale: float = 1.0

    @classmethod
    def of(cls, errors: np.ndarray, spreads: np.ndarray, scale: float = 1.0) -> Calibration:
        """Of what is finite in both."""
        known = np.isfinite(errors) & np.isfinite(spreads)
        return cls(np.abs(np.asarray(errors, float)[known]), np.asarray(spreads, float)[known], scale)

    def coverage(self, nominal: float = NOMINAL) -> float:
        """Share of the errors within the interval that a normal error would lie in with this chance; NaN of none."""
        within = self.errors <= interval(self.spreads, nominal, self.scale)
        return float(within.mean()) if len(within) else float("nan")

    @cached_property
    def rank_correlation(self) -> float:
        """Spearman's, of error and spread; NaN where one of them is the same everywhere."""
        return rank_correlation(self.errors, self.spreads)

    def curve(self, levels: Sequence[float] = tuple(np.arange(1, 20) / 20)) -> tuple[np.ndarray, np.ndarray]:
        """Nominal and observed coverage, (n,) each."""
        return np.array(levels), np.array([self.coverage(level) for level in levels])


SCALES: dict[str, dict[float, float]] = {
    "digits-partial": {1.0: 7.0, 0.5: 7.4, 0.25: 3.8, 0.125: 2.9},
    "furniture-scan": {1.0: 7.1, 0.5: 6.7, 0.25: 2.5, 0.125: 2.6},
    "furniture-surface": {1.0: 2.7, 0.5: 2.7, 0.25: 1.3, 0.125: 0.8},
    "real-scan": {1.0: 7.9, 0.5: 7.9, 0.25: 2.4, 0.125: 2.8},
    "real-surface": {1.0: 4.9, 0.5: 4.8, 0.25: 2.9, 0.125: 1.9},
    "real-dense": {1.0: 2.3, 0.5: 1.9, 0.25: 1.1, 0.125: 0.7},
}
"""By checkpoint and share of the points: how many lengths of error there are for one of spread on validation shapes."""

USUAL_SCALES = {1.0: 6.4, 0.5: 6.8, 0.25: 2.5, 0.125: 2.6}
"""For checkpoints that were not measured: medians of the others."""


def scale_of(checkpoint: str, share: float) -> float:
    """The scale with which intervals are made, that of the nearest share of the points that was measured."""
    known = SCALES.get(checkpoint, USUAL_SCALES)
    return known[min(known, key=lambda one: abs(np.log(one / share)))]


def interval(spreads: np.ndarray, nominal: float, scale: float) -> np.ndarray:
    """Half width of the interval that holds this share of normal errors whose deviation is `scale` times the spread."""
    return scale * float(ndtri((1 + nominal) / 2)) * spreads


def scale_for(errors: np.ndarray, spreads: np.ndarray, nominal: float = NOMINAL) -> float:
    """The scale with which that share of these errors lies within their intervals."""
    ratio = np.abs(errors) / np.maximum(spreads, 1e-9)
    return float(np.quantile(ratio, nominal) / ndtri((1 + nominal) / 2))


def rank_correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's; NaN for fewer than three places, or where one is the same everywhere."""
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    from scipy.stats import rankdata

    return float(np.corrcoef(rankdata(one), rankdata(other))[0, 1])
