"""Closure pyramid: the values of a field on a fine lattice, evaluated only where its zero set can be.

Coarse to fine: values are interpolated to twice the resolution, the corners of every cell with a sign change are
evaluated, and so on along the surface until no cell with a sign change has a corner that was not (the closure).
Interpolation never makes a sign change inside a cell without one, so every triangle that a mesher finds is exact.
Suspicious cells (same sign, but closer to zero than the local slope can cross) get a probe at their centre.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import torch
from torch import Tensor

from core.field import FieldFunction

CHUNK = 4096  # points a call: measured flat from 512 to 8192 on CPUs, slower when it leaves the cache
COARSEST = {2: 32, 3: 16}
SLOPE = 0.25  # a cell is suspicious when |f| is under SLOPE * diagonal * local slope
PROBED_UP_TO = 128  # cells a side: beyond, the test for suspicious cells costs more than it finds


@dataclass(frozen=True, eq=False)
class Lattice:
    """values: (resolution + 1,) * dim, x fastest, exact where the field was evaluated. evaluations: how many."""

    values: Tensor
    resolution: int
    evaluations: int


def closure_pyramid(
    field: FieldFunction,
    dim: int,
    resolution: int,
    device: torch.device | str = "cpu",
    *,
    careful: bool = False,
    budget: int | None = None,
) -> Lattice:
    """Values on [-1, 1]^dim at `resolution` cells a side, rounded up to the coarsest level times a power of two.

    careful: probes all points of suspicious cells, with twice the slope. budget: the level at which the evaluations
    would exceed it is left out. Fields that are not finite on the coarsest level are returned as they are there.
    """
    size = COARSEST[dim]
    every = torch.arange((size + 1) ** dim, device=device)
    values = _evaluate(field, every, size, dim).view(*[size + 1] * dim)
    known = torch.ones_like(values, dtype=torch.bool)
    count = len(every)
    while size < resolution and bool(torch.isfinite(values).all()):
        finer = _Level(field, values, known, careful)
        limit = None if budget is None else budget - count
        if not finer.close(limit):
            break
        values, known, size = finer.values, finer.known, finer.size
        count += finer.evaluations
    return Lattice(values, size, count)


def _evaluate(field: FieldFunction, index: Tensor, size: int, dim: int) -> Tensor:
    """Field at lattice points given by their flat index."""
    axes = [index // (size + 1) ** k % (size + 1) for k in range(dim)]
    points = torch.stack(axes, -1).float() * (2.0 / size) - 1
    chunk = CHUNK if index.device.type == "cpu" else 1 << 18
    return torch.cat([field(part) for part in points.split(chunk)]).float()


def _upsampled(values: Tensor) -> Tensor:
    """Multilinear interpolation to twice the resolution, axis by axis."""
    for axis in range(values.dim()):
        n = values.shape[axis]
        shape = list(values.shape)
        shape[axis] = 2 * n - 1
        out = values.new_empty(shape)
        middle = values.narrow(axis, 0, n - 1) + values.narrow(axis, 1, n - 1)
        out.movedim(axis, 0)[::2] = values.movedim(axis, 0)
        out.movedim(axis, 0)[1::2] = middle.mul_(0.5).movedim(axis, 0)
        values = out
    return values


def _cells(values: Tensor, slope: float) -> tuple[Tensor, Tensor]:
    """Flat indices (within the cells) of the cells with a sign change, and of the suspicious ones."""
    dim, n = values.dim(), values.shape[0] - 1
    low = high = values
    for axis in range(dim):
        low = torch.minimum(low.narrow(axis, 0, n), low.narrow(axis, 1, n))
        high = torch.maximum(high.narrow(axis, 0, n), high.narrow(axis, 1, n))
    crossed = (low < 0) & (high >= 0)
    if n > PROBED_UP_TO:
        return crossed.flatten().nonzero().squeeze(1), crossed.new_zeros(0, dtype=torch.long)
    steep = torch.zeros_like(low)
    for axis in range(dim):
        g = (values.narrow(axis, 1, n) - values.narrow(axis, 0, n)).abs_()
        for other in range(dim):
            if other != axis:
                g = torch.maximum(g.narrow(other, 0, n), g.narrow(other, 1, n))
        steep += g.square_()
    nearest = torch.where(low >= 0, low, -high)
    suspicious = (nearest.square_() < dim * slope * slope * steep) & ~crossed
    return crossed.flatten().nonzero().squeeze(1), suspicious.flatten().nonzero().squeeze(1)


class _Level:
    """One refinement: doubles a lattice and closes it. Points and cells are flat indices of their lowest corner."""

    def __init__(self, field: FieldFunction, values: Tensor, known: Tensor, careful: bool) -> None:
        self.field, self.dim, coarse = field, values.dim(), values.shape[0] - 1
        self.size, self.evaluations, self.careful = 2 * coarse, 0, careful
        crossed, suspicious = _cells(values, 2 * SLOPE if careful else SLOPE)
        self.values = _upsampled(values)
        self.known = torch.zeros_like(self.values, dtype=torch.bool)
        self.known[(slice(None, None, 2),) * self.dim] = known
        self.v, self.k = self.values.view(-1), self.known.view(-1)
        self.scratch = torch.empty_like(self.v, dtype=torch.int32)
        self.corners = self._offsets(range(2))
        self.crossed = self._lowest(crossed, coarse)
        self.suspicious = self._lowest(suspicious, coarse)

    def _offsets(self, steps: range) -> Tensor:
        strides = [(self.size + 1) ** k for k in reversed(range(self.dim))]
        sums = [sum(s * t for s, t in zip(strides, c, strict=True)) for c in product(steps, repeat=self.dim)]
        return torch.tensor(sums, device=self.v.device)

    def _lowest(self, cells: Tensor, coarse: int) -> Tensor:
        """Coarse cells -> flat index of their lowest corner in this lattice."""
        axes = [cells // coarse**k % coarse for k in range(self.dim)]
        return sum((2 * a * (self.size + 1) ** k for k, a in enumerate(axes)), torch.zeros_like(cells))

    def _distinct(self, index: Tensor) -> Tensor:
        """Each value once: the last writer of a value keeps it. No sort, no allocation of the lattice's size."""
        order = torch.arange(len(index), dtype=torch.int32, device=index.device)
        self.scratch[index] = order
        return index[self.scratch[index] == order]

    def _write(self, index: Tensor) -> Tensor:
        """Evaluates distinct points; returns those whose sign was not what interpolation said."""
        before = self.v[index] < 0
        now = _evaluate(self.field, index, self.size, self.dim)
        self.v[index], self.k[index] = now, True
        self.evaluations += len(index)
        return index[(now < 0) != before]

    def _probe(self) -> Tensor:
        """Evaluates inside the suspicious cells; returns the points that changed sign."""
        if self.careful:
            index = (self.suspicious[:, None] + self._offsets(range(3))).flatten()
            index = self._distinct(index[~self.k[index]])
        else:
            index = self.suspicious + self.corners[-1]  # the centre
        return self._write(index) if len(index) else index

    def _around(self, points: Tensor) -> Tensor:
        """The cells that have one of these points as a corner."""
        side = self.size + 1
        cells = points[:, None] - self.corners
        inside = torch.ones_like(cells, dtype=torch.bool)
        for k in range(self.dim):
            at = points // side**k % side
            bits = self.corners // side**k % side
            position = at[:, None] - bits
            inside &= (position >= 0) & (position < self.size)
        return self._distinct(cells[inside])

    def close(self, limit: int | None) -> bool:
        """Evaluates until every cell with a sign change is known; False when that would take more than `limit`."""
        flipped = self._probe() if len(self.suspicious) else self.suspicious
        children = (self.crossed[:, None] + self.corners).flatten()
        candidates = torch.cat([children, self._around(flipped)])
        while len(candidates):
            if limit is not None and self.evaluations > limit:
                return False
            corners = candidates[:, None] + self.corners
            negative = self.v[corners] < 0
            open_ = corners[negative.any(1) & ~negative.all(1)].flatten()
            index = self._distinct(open_[~self.k[open_]])
            if len(index) == 0:
                break
            candidates = self._around(self._write(index))
        return True
