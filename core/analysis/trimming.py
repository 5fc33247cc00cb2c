"""From the scan of a scene to one of its objects: planes, boxes and lassos off, a piece kept, thinned, with normals.

Everything is a pure function of the scan and of what is done (core.observation.observation_spec.Trim): done again, it
gives the same points. Half a million points take a fraction of a second each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.analysis.alignment import placed
from core.errors import UserError
from core.observation.observation_spec import Placement, Trim, TrimKind, Trims
from core.observation.oriented import plane_normals
from core.shapes.base import Scan, Source
from core.shapes.cloud import scan_of
from core.storage.reading import ShapeError

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SAMPLE, TRIALS, PIECE = 2048, 4096, 512
"""Points by which planes through three of them are judged, how many planes, and how many in one go: one that holds a
tenth of the points is missed in two cases of a hundred."""

LEAST_PLANE = 0.05
"""A plane holds at least this share of the points: a slab through anything holds some."""

MOST_CELLS = 2_000_000
"""Cubes along an axis, so that those of a grid can be numbered."""

MOST_SEEDS = 20_000
"""Normals are found at so many places at most; of denser clouds each is that of a small cube of points."""

Points = NDArray[np.float32]
Mask = NDArray[np.bool_]


def trimmed(scan: Scan, trims: Trims) -> Scan:
    """The scan, as it was loaded, after all that is done to it in turn; what is left is normalised anew each time.

    Raises UserError where something cannot be done: no plane is there, nothing is left, a length is missing.
    """
    for trim in trims:
        scan = _done(scan, trim)
    return scan


def arranged(source: Source, trims: Trims, placement: Placement) -> Source:
    """What was loaded, trimmed and then placed; what is no raw scan has its place already. Raises UserError."""
    return placed(trimmed(source, trims), placement) if isinstance(source, Scan) else source


def pieces(scan: Scan, gap: float) -> NDArray[np.int64]:
    """Which piece each of (n, 3) points belongs to, (n,): 0 for the largest one.

    gap: > 0, in the units of the file: points farther from each other than it along an axis are not joined by
    themselves, those nearer than half of it along all are. Raises UserError for one that is too small.
    """
    keys, span = _cells(scan, gap / 2)
    cells, member = np.unique(keys, return_inverse=True)
    label = _connected(cells, span)[member]
    sizes = np.bincount(label)
    rank = np.empty(len(sizes), np.int64)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return rank[label]


def usual_length(scan: Scan) -> float:
    """A length that suits as thickness of a plane, in the units of the file: one hundredth of the scan's radius."""
    return float(f"{0.01 / scan.normalization.scale:.1g}")


def usual_gap(scan: Scan) -> float:
    """A gap between pieces that suits, in the units of the file: twice that length, or more where points are sparse."""
    from scipy.spatial import KDTree

    some = scan.points[np.random.default_rng(0).choice(len(scan.points), min(1000, len(scan.points)), replace=False)]
    tree = KDTree(scan.points, balanced_tree=False, compact_nodes=False)
    apart = float(np.percentile(np.asarray(tree.query(some, 2)[0])[:, 1], 95))
    return max(2 * usual_length(scan), float(f"{4 * apart / scan.normalization.scale:.1g}"))


def _done(scan: Scan, trim: Trim) -> Scan:
    if scan.dim != 3:
        raise UserError(f"{scan.name} is 2D; boxes, planes and pieces are of 3D scans.")
    if trim.kind in ("plane", "cluster", "voxel") and trim.length <= 0:
        raise UserError(f"'{trim.kind}' needs a length above 0 in the units of {scan.name}; give one.")
    change = CHANGES[trim.kind]
    points, normals = change(scan, trim)
    normalization = scan.normalization
    original = normalization.invert(points)
    directions = None if normals is None else normalization.turn_back(normals)
    eye = None if scan.eye is None else normalization.invert(scan.eye)
    try:
        left = scan_of(original, directions, scan.name, eye)
    except ShapeError as fault:
        left = f"{len(points):,} of the {len(scan.points):,} points" if len(points) else "None of the points"
        why = f", and {fault}" if len(points) else ""
        raise UserError(f"{left} of {scan.name} would be left{why}; {REMEDIES[trim.kind]}.") from None
    return replace(left, remark=scan.remark)


def _kept(scan: Scan, mask: Mask) -> tuple[Points, Points | None]:
    return scan.points[mask], None if scan.normals is None else scan.normals[mask]


def _box(scan: Scan, trim: Trim) -> tuple[Points, Points | None]:
    places = _in_frame(scan, trim)[:, :3]
    inside = ((places >= trim.low) & (places <= trim.high)).all(axis=1)
    return _kept(scan, inside == trim.keep)


def _lasso(scan: Scan, trim: Trim) -> tuple[Points, Points | None]:
    if len(trim.outline) < 3:
        raise UserError("A lasso needs three corners or more; draw it around something.")
    from skimage.measure import points_in_poly

    places, outline = _in_frame(scan, trim), np.array(trim.outline)
    ahead = places[:, 3] > 0  # what lies behind the camera is not seen
    flat = places[:, :2] / np.where(ahead, places[:, 3], 1.0)[:, None]
    near = ahead & ((flat >= outline.min(0)) & (flat <= outline.max(0))).all(axis=1)
    inside = np.zeros(len(flat), bool)
    inside[near] = points_in_poly(flat[near], outline)
    return _kept(scan, inside == trim.keep)


def _in_frame(scan: Scan, trim: Trim) -> NDArray[np.float64]:
    """Homogeneous coordinates (n, 4) of all points in the frame of a box or a lasso."""
    if len(trim.frame) not in (0, 16):
        raise UserError(f"The frame of a {trim.kind} has {len(trim.frame)} numbers; give 16, row by row, or none.")
    frame = np.array(trim.frame).reshape(4, 4) if trim.frame else np.eye(4)
    return scan.normalization.invert(scan.points) @ frame[:, :3].T + frame[:, 3]


def _without_plane(scan: Scan, trim: Trim) -> tuple[Points, Points | None]:
    """RANSAC (Fischler and Bolles 1981) on some of the points, then the best plane through all that lie on it."""
    reach, rng = trim.length * scan.normalization.scale, np.random.default_rng(0)
    sample = scan.points[rng.choice(len(scan.points), min(SAMPLE, len(scan.points)), replace=False)]
    corners = sample[rng.integers(len(sample), size=(TRIALS, 3))]
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    normals = np.where(length > 0, normals / np.maximum(length, 1e-30), np.nan)  # three on a line hold nothing
    offsets = (normals * corners[:, 0]).sum(1)
    counts = [
        (np.abs(sample @ normals[at : at + PIECE].T - offsets[at : at + PIECE]) <= reach).sum(0)
        for at in range(0, TRIALS, PIECE)
    ]
    best = int(np.concatenate(counts).argmax())
    on = np.abs(scan.points @ normals[best] - offsets[best]) <= reach
    for _ in range(3):
        if not on.any():
            break
        middle = scan.points[on].mean(0, dtype=np.float64)
        spread = scan.points[on] - middle
        normal = np.linalg.eigh(spread.T @ spread)[1][:, 0]
        better = np.abs((scan.points - middle) @ normal) <= reach
        if better.sum() < on.sum():
            break
        on = better
    if on.sum() < LEAST_PLANE * len(on):
        raise UserError(
            f"No plane of {scan.name} holds {100 * LEAST_PLANE:.0f} % of its points to within {trim.length:g}; "
            "give a greater thickness, or leave it as it is."
        )
    return _kept(scan, ~on)


def _piece(scan: Scan, trim: Trim) -> tuple[Points, Points | None]:
    member = pieces(scan, trim.length)
    if trim.at is not None:
        place = scan.normalization.apply(np.array(trim.at))
        return _kept(scan, member == member[int(((scan.points - place) ** 2).sum(1).argmin())])
    count = int(member.max()) + 1
    if trim.rank > count:
        raise UserError(
            f"{scan.name} has {count:,} piece{'s' * (count != 1)} at a gap of {trim.length:g}, and no number "
            f"{trim.rank:,}; choose another one or a smaller gap."
        )
    return _kept(scan, member == trim.rank - 1)


def _thinned(scan: Scan, trim: Trim) -> tuple[Points, Points | None]:
    member = np.unique(_cells(scan, trim.length)[0], return_inverse=True)[1]
    points = _means(scan.points, member)
    if scan.normals is None:
        return points, None
    normals = _means(scan.normals, member)
    lost = np.linalg.norm(normals, axis=1) < 0.1  # two sides of a sheet: one of them is as good as the other
    normals[lost] = scan.normals[np.unique(member, return_index=True)[1]][lost]
    return points, normals


def _with_normals(scan: Scan, trim: Trim) -> tuple[Points, Points | None]:
    points = scan.points.astype(np.float64)
    places, member = points, np.arange(len(points))
    edge = 2.0 / np.sqrt(MOST_SEEDS)  # of a sheet across the box
    while len(places) > MOST_SEEDS:
        member = np.unique(_cells(scan, edge / scan.normalization.scale)[0], return_inverse=True)[1]
        places = _means(points, member).astype(np.float64)
        edge *= 1.3
    normals = plane_normals(places, trim.count)
    if scan.eye is not None:
        towards = ((scan.eye - places) * normals).sum(1)
        normals = np.where(towards[:, None] < 0, -normals, normals)
    else:
        normals = _outward(places, normals)
    return scan.points, normals[member].astype(np.float32)


def _outward(points: NDArray[np.float64], normals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Normals turned alike from neighbour to neighbour, along those that agree most (Hoppe et al. 1992), and outward.

    Each connected part is turned so that its point farthest from the middle of all, which is on its hull, looks out.
    """
    from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

    cost = _disagreement(points, normals)
    tree = minimum_spanning_tree(cost)
    both = (tree + tree.T).tocsr()
    sign, done = np.zeros(len(points)), np.zeros(len(points), bool)
    middle = points.mean(0)
    for start in np.argsort(-((points - middle) ** 2).sum(1)):
        if done[start]:
            continue
        order, before = breadth_first_order(both, start, directed=False)
        sign[start] = 1.0 if (points[start] - middle) @ normals[start] >= 0 else -1.0
        for place in order[1:]:
            parent = before[place]
            sign[place] = sign[parent] if normals[place] @ normals[parent] >= 0 else -sign[parent]
        done[order] = True
    return normals * sign[:, None]


def _disagreement(points: NDArray[np.float64], normals: NDArray[np.float64]) -> csr_matrix:
    """How much the normals of neighbours differ, a sparse (n, n) matrix: 0 < cost, small where they agree."""
    from scipy.sparse import csr_matrix
    from scipy.spatial import KDTree

    near = np.asarray(KDTree(points).query(points, min(8, len(points)))[1])[:, 1:]
    own = np.repeat(np.arange(len(points)), near.shape[1])
    cost = 1.001 - np.abs((normals[own] * normals[near.ravel()]).sum(1))
    return csr_matrix((cost, (own, near.ravel())), (len(points), len(points)))


def _cells(scan: Scan, edge: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Number (n,) of the cube that each point lies in, and how many there are along the axes, (3,), with a rim.

    edge: in the units of the file. Raises UserError where they are too many to be numbered.
    """
    step = edge * scan.normalization.scale
    low = scan.points.min(0)
    if not step * MOST_CELLS > np.ptp(scan.points, axis=0).max():
        raise UserError(f"{edge:g} is too small a length for {scan.name}; give a greater one.")
    place = np.floor((scan.points - low) / step).astype(np.int64) + 1
    span = place.max(0) + 2
    return (place[:, 0] * span[1] + place[:, 1]) * span[2] + place[:, 2], span


def _connected(cells: NDArray[np.int64], span: NDArray[np.int64]) -> NDArray[np.int64]:
    """Component of each of the sorted cells: neighbours are those with a corner in common."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    steps = [(x, y, z) for x in (0, 1) for y in (-1, 0, 1) for z in (-1, 0, 1) if (x, y, z) > (0, 0, 0)]
    row, layer = int(span[1]), int(span[2])
    pairs: list[NDArray[np.int64]] = []
    for x, y, z in steps:
        wanted = cells + (x * row + y) * layer + z
        at = np.minimum(np.searchsorted(cells, wanted), len(cells) - 1)
        own = np.flatnonzero(cells[at] == wanted)
        pairs.append(np.stack((own, at[own])))
    own, other = np.concatenate(pairs, axis=1)
    graph = coo_matrix((np.ones(len(own), bool), (own, other)), (len(cells), len(cells)))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def _means(values: np.ndarray, member: NDArray[np.int64]) -> Points:
    """Mean (m, 3) of the values (n, 3) of each group."""
    count = np.bincount(member)
    sums = [np.bincount(member, values[:, axis]) for axis in range(values.shape[1])]
    return (np.stack(sums, 1) / count[:, None]).astype(np.float32)


CHANGES: dict[TrimKind, Callable[[Scan, Trim], tuple[Points, Points | None]]] = {
    "box": _box, "lasso": _lasso, "plane": _without_plane, "cluster": _piece, "voxel": _thinned,
    "normals": _with_normals,
}  # fmt: skip

REMEDIES: dict[TrimKind, str] = {
    "box": "draw the box around something", "lasso": "draw the lasso around something",
    "plane": "give a smaller thickness", "cluster": "keep another piece, or give a greater gap",
    "voxel": "give a shorter edge", "normals": "give more neighbours",
}  # fmt: skip
