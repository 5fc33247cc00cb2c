"""Numbers at the vertices of a level set, sampled from lattices that are there anyway (core.measures.quantities).

Lattices are exact at the surface and interpolated away from it (core.levelset), which is what colours need: they tell
where to look, and exact figures come from core.measures.metrics. The spread alone evaluates fields, of its members.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.levelset import LevelSet
from core.measures.around import Around
from core.measures.quantities import QUANTITIES, Scale, scale_of

ALMOST_ALL, FINEST = 0.98, 1e-4
"""Share of the values that a fitted range holds, and the finest that its ends are told."""

Span = tuple[float, float]
Range = Literal["usual", "fitted", "symmetric"] | Span
"""As it is asked for, in the words of the window: the same for every shape, by the values, or typed."""


@dataclass(frozen=True, eq=False)
class Coloring:
    """key: which quantity, of core.measures.quantities. values: (V,) float32, one for each vertex or point of what it
    was made for. span: the ends of its range, low < high, None for the usual one.
    """

    key: str
    values: NDArray[np.float32]
    span: Span | None = None

    @property
    def scale(self) -> Scale:
        """How it is shown; see `span`."""
        usual = scale_of(self.key)
        return usual if self.span is None else replace(usual, low=self.span[0], high=self.span[1])


def fitted(coloring: Coloring) -> Span | None:
    """A range that almost all values lie in, its ends in two digits of its width; None where no value is finite."""
    known = coloring.values[np.isfinite(coloring.values)]
    rest = (1 - ALMOST_ALL) / 2
    return _rounded(*(float(end) for end in np.quantile(known, (rest, 1 - rest)))) if len(known) else None


def symmetric(coloring: Coloring) -> Span | None:
    """The same with zero in its middle."""
    sizes = np.abs(coloring.values[np.isfinite(coloring.values)])
    if not len(sizes):
        return None
    _, high = _rounded(0.0, float(np.quantile(sizes, ALMOST_ALL)))
    return -high, high


def span_of(coloring: Coloring, wanted: Range) -> Span | None:
    """The ends of a range that is asked for; None for the usual one, and where no value is finite."""
    if wanted == "usual":
        return None
    if wanted == "fitted":
        return fitted(coloring)
    return symmetric(coloring) if wanted == "symmetric" else wanted


def typed(words: str) -> Span:
    """The ends in "LOW:HIGH". Raises ValueError."""
    low, high = (float(part) for part in words.split(":"))
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(words)
    return low, high


def _rounded(low: float, high: float) -> Span:
    """No narrower, and never empty."""
    unit = max(10.0 ** (np.floor(np.log10(max(high - low, FINEST))) - 1), FINEST)
    low, high = (float(np.floor(low / unit + 1e-6) * unit), float(np.ceil(high / unit - 1e-6) * unit))
    return (low, high) if low < high else (low, low + unit)


def color(key: str, level: LevelSet, around: Around) -> Coloring | None:
    """A quantity at the vertices of a level set; None where what it needs is missing or there is no vertex."""
    if len(level.vertices) == 0:
        return None
    values = QUANTITIES[key].of(level, around)
    return None if values is None else Coloring(key, values)
