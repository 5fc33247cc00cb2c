"""Onion skins: level sets that are coarse enough to be looked at many at a time, of members or of steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.fields.field import FieldFunction
from core.levelset import LevelSet, extract
from core.methods.base import Method

RESOLUTION = {2: 96, 3: 40}
"""Lattice cells a side, by dimension."""

MOST_SKINS = 8
"""Steps of a run that are shown at once: more of them cover each other."""


def skins(fields: Sequence[FieldFunction], method: Method) -> Iterator[LevelSet]:
    """The level set of each field, one by one."""
    for field in fields:
        yield extract(field, method.dim, RESOLUTION[method.dim], device=method.device)


def spaced(last: int, most: int = MOST_SKINS) -> list[int]:
    """Steps 0 .. last, or `most` of them, spread evenly with both ends."""
    if last < most:
        return list(range(last + 1))
    return sorted({round(i * last / (most - 1)) for i in range(most)})
