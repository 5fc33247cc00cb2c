"""What a raw scan consists of, as the panel and the view show it: some of its points, and the pieces that they form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analysis.trimming import pieces, usual_gap, usual_length
from core.shapes.base import Normalization, Scan

SHOWN = 20_000
"""Points in the view at most: software OpenGL turns them smoothly."""

LISTED = 12
"""The largest pieces, which are listed and coloured; the others are grey."""


@dataclass(frozen=True, eq=False)
class Survey:
    """points: (m, 3) as the view has them. member: (m,) the piece of each, 0 for the largest. counts: of the pieces
    that are listed. number, total: of all pieces and all points. length: that suits the scan. gap: between pieces.
    """

    points: NDArray[np.float32]
    member: NDArray[np.int64]
    counts: tuple[int, ...]
    number: int
    total: int
    length: float
    gap: float


def survey(scan: Scan, normalization: Normalization, gap: float) -> Survey:
    """Look at a scan before its placement. normalization: from the file to the view. gap: 0 for one that suits."""
    length = usual_length(scan)
    gap = gap or usual_gap(scan)
    member = pieces(scan, gap)
    sizes = np.bincount(member)
    some = np.arange(len(member))
    if len(some) > SHOWN:
        some = np.sort(np.random.default_rng(0).choice(len(member), SHOWN, replace=False))
    points = normalization.apply(scan.normalization.invert(scan.points[some])).astype(np.float32)
    counts = tuple(int(size) for size in sizes[:LISTED])
    return Survey(points, member[some], counts, len(sizes), len(member), length, gap)
