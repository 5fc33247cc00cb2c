"""Numbers at the vertices of a level set, sampled from lattices that are there anyway (core.measures.quantities).

Lattices are exact at the surface and interpolated away from it (core.levelset), which is what colours need: they tell
where to look, and exact figures come from core.measures.metrics. The spread alone evaluates fields, of its members.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.levelset import LevelSet
from core.measures.around import Around
from core.measures.quantities import QUANTITIES, Scale, scale_of

ALMOST_ALL, LEAST_LIMIT = 0.98, 1e-4


@dataclass(frozen=True, eq=False)
class Coloring:
    """key: which quantity, of core.measures.quantities. values: (V,) float32, one for each vertex or point of what it
    was made for. limit: the high end of its range, 0.0 for the usual one.
    """

    key: str
    values: NDArray[np.float32]
    limit: float = 0.0

    @property
    def scale(self) -> Scale:
        """How it is shown; see `limit`."""
        usual = scale_of(self.key)
        return replace(usual, low=-self.limit * usual.signed, high=self.limit) if self.limit > 0 else usual


def fitted(coloring: Coloring) -> float:
    """The high end of a range that almost all values lie in, in two digits; 0.0 where no value is finite."""
    sizes = np.abs(coloring.values[np.isfinite(coloring.values)])
    largest = float(np.quantile(sizes, ALMOST_ALL)) if len(sizes) else 0.0
    if largest <= 0:
        return 0.0
    unit = 10.0 ** (np.floor(np.log10(largest)) - 1)
    return float(max(np.ceil(largest / unit - 1e-6) * unit, LEAST_LIMIT))


def color(key: str, level: LevelSet, around: Around) -> Coloring | None:
    """A quantity at the vertices of a level set; None where what it needs is missing or there is no vertex."""
    if len(level.vertices) == 0:
        return None
    values = QUANTITIES[key].of(level, around)
    return None if values is None else Coloring(key, values)
