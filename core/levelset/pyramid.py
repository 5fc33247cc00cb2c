"""The closure pyramid: a lattice of field values whose zero crossings are all exact, from few evaluations.

A coarse lattice is evaluated everywhere. Each refinement doubles it by multilinear interpolation (which never changes
sign inside a cell whose corners agree), probes the cells where the field might dip through zero unseen, and then
evaluates lattice points until both ends of every sign-changing edge are evaluated. A marching-cubes vertex depends on
the two ends of its edge and on nothing else, so every vertex is the one that the dense lattice gives. Corners of
crossed cells that no crossing edge touches need a sign only: they are evaluated where interpolation turns out bad.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from core.fields.field import FieldFunction
from core.fields.scarcity import by_pieces
from core.levelset.lattice import (
    OUTSIDE,
    Lattice,
    block,
    coordinates,
    crossed_corners,
    crossing_ends,
    distinct,
    inner,
    negative,
    pair,
    spread_unknown,
    strides,
    take,
    upsampled,
    where,
)

CPU_CHUNK = 1024
DEVICE_CHUNK = 1 << 17
"""Points for one call of the field: activations stay in the processor's cache, launches stay few on a GPU."""


FEW = 64
"""A round of no more points takes the points around along: a round costs more than they do, and few are left then."""

SURPRISING = 2
"""Mark in `Lattice.unknown` of points that were evaluated and found far from what interpolation said."""


@dataclass(frozen=True)
class SearchSettings:
    """How hard to look.

    coarse: cells along an axis of the first lattice at least; it is evaluated everywhere, and has fewer than twice as
    many. safety: a cell without a sign change is probed when its smallest magnitude is below `safety` times the dip
    that the slopes around it allow; first_safety: the same on the first lattice, where slopes are rough. reach: of the
    points that refinement adds to such a cell those are evaluated whose interpolated magnitude is below `reach` times
    that bound. probe_below: no probes at this resolution or above. surprise: an evaluated point is surprising when
    interpolation was wrong by more than `surprise` times the steepest edge at it. doubt: a corner of a crossed cell
    that no crossing edge touches is evaluated when a point next to it was surprising and its magnitude is below `doubt`
    times the steepest edge at it; infinity evaluates all corners of crossed cells.
    """

    coarse: int = 8
    first_safety: float = 8.0
    safety: float = 2.0
    reach: float = 2.0
    probe_below: int = 128
    surprise: float = 0.3
    doubt: float = 3.0


LIVE = SearchSettings()
CAREFUL = SearchSettings(coarse=16, safety=2.0, reach=math.inf, probe_below=1 << 30, surprise=math.inf, doubt=math.inf)


def levels(resolution: int, coarse: int = LIVE.coarse) -> tuple[int, ...]:
    """Resolutions of the pyramid: first * 2^k, coarse <= first < 2 * coarse, the last one the least >= `resolution`."""
    resolution = max(resolution, coarse)
    doublings = int(math.log2(resolution / coarse))
    first = -(-resolution // 2**doublings)
    return tuple(first * 2**level for level in range(doublings + 1))


def fill(
    field: FieldFunction,
    dim: int,
    resolution: int,
    *,
    device: torch.device | str = "cpu",
    settings: SearchSettings = LIVE,
    budget: int | None = None,
) -> Lattice:
    """A lattice over [-1, 1]^dim with about `resolution` cells along an axis (see `levels`), all crossings exact.

    budget: the most evaluations to spend; when a level would exceed it, the level before is returned, itself closed
    (the first, coarse level is always evaluated). Raises only what the field itself raises.
    """
    steps = levels(resolution, settings.coarse)
    with torch.no_grad():
        work = _Work(field, steps[0], dim, torch.device(device), budget, settings.surprise)
        for level in range(len(steps) - 1):
            before = work.finish()
            if not work.finite:
                return before
            if not _refine(work, settings, first=level == 0):
                return Lattice(before.values, before.unknown, before.resolution, work.evaluations, complete=False)
        return work.finish()


def dense(field: FieldFunction, dim: int, resolution: int, *, device: torch.device | str = "cpu") -> Lattice:
    """A lattice of the same layout with every point evaluated, at exactly `resolution`."""
    with torch.no_grad():
        return _Work(field, resolution, dim, torch.device(device)).finish()


class _Work:
    """The lattice while it is being filled; the only mutable thing here, and it never leaves this module."""

    def __init__(
        self,
        field: FieldFunction,
        resolution: int,
        dim: int,
        device: torch.device,
        budget: int | None = None,
        surprise: float = math.inf,
    ) -> None:
        self.field, self.dim, self.resolution, self.budget, self.surprise = field, dim, resolution, budget, surprise
        self.chunk = CPU_CHUNK if device.type == "cpu" else DEVICE_CHUNK
        self.evaluations, self.finite = 0, True
        self.values = torch.full((resolution + 3,) * dim, OUTSIDE, device=device)
        self.unknown = torch.zeros(self.values.shape, dtype=torch.uint8, device=device)
        inner(self.unknown).fill_(1)
        self._index_signs()
        self._evaluate(where(self.unknown))

    def _index_signs(self) -> None:
        self.steps = strides(self.resolution, self.dim)
        self.neighbours = torch.tensor([*self.steps, *(-step for step in self.steps)], device=self.values.device)
        self.signs = negative(self.values)

    def refine(self) -> None:
        """Double the resolution; new points are interpolated and unknown."""
        self.values, self.unknown = upsampled(self.values), spread_unknown(self.unknown)
        self.resolution *= 2
        self._index_signs()

    def spend(self, index: Tensor) -> Tensor | None:
        """Evaluate lattice points; the flat indices of those whose sign was not what interpolation said.

        None, and nothing evaluated, when the budget does not allow so many.
        """
        if self.budget is not None and self.evaluations + index.numel() > self.budget:
            return None
        return self._evaluate(index)

    def _evaluate(self, index: Tensor) -> Tensor:
        if not index.numel():
            return index
        points = coordinates(index, self.resolution, self.dim)
        found, self.chunk = by_pieces(self.field, points, self.chunk)
        found = found.to(torch.float32)
        self.evaluations += index.numel()
        self.finite = self.finite and all(math.isfinite(end) for end in torch.stack(found.aminmax()).cpu().numpy())
        values, marks = self.values.view(-1), self.unknown.view(-1)
        error = (take(values, index) - found).abs_()
        values[index] = found
        marks[index] = 0
        if self.surprise < math.inf:
            marks[index] = (error > self.surprise * self.steepest(index, found)).view(torch.uint8) * SURPRISING
        signs = negative(found)
        flipped = index[take(self.signs, index) != signs]
        self.signs[index] = signs
        return flipped

    def steepest(self, index: Tensor, here: Tensor) -> Tensor:
        """The largest difference along an edge at each of some points with values `here`."""
        rises = (take(self.values, index[:, None] + self.neighbours) - here[:, None]).abs_()
        return rises.masked_fill_(rises > OUTSIDE / 2, 0.0).amax(1)

    def finish(self) -> Lattice:
        return Lattice(self.values, self.unknown, self.resolution, self.evaluations, self.finite)


def _refine(work: _Work, settings: SearchSettings, first: bool) -> bool:
    """One level: interpolate, probe, close. False when the budget does not allow it."""
    dips = None
    if work.resolution < settings.probe_below:
        dips = _suspicious(inner(work.values), settings.first_safety if first else settings.safety)
    work.refine()
    probes = None if dips is None else _probes(*dips, work, settings.reach)
    return _close(work, settings.doubt, probes)


def _close(work: _Work, doubt: float, probes: Tensor | None) -> bool:
    """Evaluate probes (a mask), and points until both ends of every crossing edge are known and no corner is in doubt.

    False when that goes over the budget.
    """
    needed = (crossing_ends if doubt < math.inf else crossed_corners)(work.signs, work.steps)
    if probes is not None:
        needed |= probes
    index = where(needed & work.unknown.view(-1))
    while index.numel() and work.finite:
        flipped = work.spend(index)
        if flipped is None:
            return False
        doubtful = _doubtful(work, index[take(work.unknown, index) == SURPRISING], doubt)
        index = _around(work, flipped)
        if doubt < math.inf:
            index = index[_ends(work, index)]
        if doubtful.numel():
            index = distinct(torch.cat((index, doubtful)), work.unknown.numel())
        if 0 < index.numel() <= FEW:
            index = _with_surroundings(work, index)
    return True


def _with_surroundings(work: _Work, index: Tensor) -> Tensor:
    """Unknown points with the unknown ones up to two cells from them."""
    size = work.unknown.numel()
    around = (index[:, None] + (block(work.steps, 5, index.device) - 2 * sum(work.steps))).view(-1).clamp_(0, size - 1)
    return distinct(around[take(work.unknown, around) == 1], size)


def _ends(work: _Work, index: Tensor) -> Tensor:
    """Which points have a neighbour of the other sign along an axis."""
    signs = work.signs
    return (take(signs, index[:, None] + work.neighbours) != take(signs, index)[:, None]).any(1)


def _doubtful(work: _Work, surprising: Tensor, doubt: float) -> Tensor:
    """Unknown corners of crossed cells that touch surprising points and lie within about `doubt` cells of zero."""
    if not surprising.numel():
        return surprising
    around = block(work.steps, 3, surprising.device) - sum(work.steps)
    index = (surprising[:, None] + around).view(-1)
    index = distinct(index[take(work.unknown, index) == 1], work.unknown.numel())
    here = take(work.values, index)
    index = index[here.abs() < doubt * work.steepest(index, here)]
    crossed = (take(work.signs, index[:, None] + around) != take(work.signs, index)[:, None]).any(1)
    return index[crossed]


def _around(work: _Work, flipped: Tensor) -> Tensor:
    """The unknown corners of crossed cells that touch points whose sign flipped."""
    if not flipped.numel():
        return flipped
    corners = block(work.steps, 2, flipped.device)
    cells = distinct((flipped[:, None] - corners).view(-1), work.unknown.numel())
    points = cells[:, None] + corners
    inside = take(work.signs, points)
    points = points[inside.amax(1) != inside.amin(1)].view(-1)
    return distinct(points[take(work.unknown, points) == 1], work.unknown.numel())


def _suspicious(values: Tensor, safety: float) -> tuple[Tensor, Tensor]:
    """Cells (n, dim) [z, y, x] without a sign change in which the field may yet dip through zero, and how far (n,).

    Along each edge the magnitude is continued from both sides with the slope found there; where the two lines meet
    below both ends there may be a dip. A surface that is merely approached has no such dip and costs nothing.
    """
    dim, nearest = values.dim(), values.abs()
    magnitude, signs = nearest, (values < 0).view(torch.uint8)
    some, every, dips = signs, signs, torch.zeros((), device=values.device)
    for axis in range(dim):
        nearest = torch.minimum(*pair(nearest, axis))
        some, every = torch.bitwise_or(*pair(some, axis)), torch.bitwise_and(*pair(every, axis))
        dip = _dip(magnitude, axis)
        for other in range(dim):
            if other != axis:
                dip = torch.maximum(*pair(dip, other))
        dips = dips + dip
    bounds = dips.mul_(safety)
    cells = ((nearest < bounds) & (some == every)).nonzero()
    return cells, bounds[tuple(cells.T)]


def _dip(magnitude: Tensor, axis: int) -> Tensor:
    """How far below the smaller end of each edge along an axis the lines from both sides meet; at least 0.

    With slopes f and g towards an edge from both sides, and c its own climb: (f - c-)+ (g - c+)+ / (f + g).
    At a wall of the box there is no other side, and no dip.
    """
    first, second = pair(magnitude, axis)
    up = second - first
    down = (-up).clamp_(min=0)
    up.clamp_(min=0)
    edges = up.shape[axis]
    depth = torch.zeros_like(up)
    within = (axis, 1, edges - 2)
    fall, rise = down.narrow(axis, 0, edges - 2), up.narrow(axis, 2, edges - 2)
    product = (fall - down.narrow(*within)).clamp_(min=0).mul_((rise - up.narrow(*within)).clamp_(min=0))
    torch.div(product, (fall + rise).add_(1e-20), out=depth.narrow(*within))
    return depth


def _probes(cells: Tensor, bounds: Tensor, work: _Work, reach: float) -> Tensor:
    """Mask (flat, uint8) of the refined lattice's points in suspicious cells of the one before that may reach zero."""
    smallest = ((2 * cells + 1) * torch.tensor(work.steps, device=cells.device)).sum(1)  # + 1 for the padding
    points = smallest[:, None] + block(work.steps, 3, cells.device)
    near = take(work.values, points).abs() < reach * bounds[:, None]
    wanted = torch.zeros_like(work.signs)
    wanted[points[near]] = 1
    return wanted
