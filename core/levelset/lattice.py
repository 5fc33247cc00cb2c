"""Padded lattices: where their points are, and how they are doubled.

Lattices are padded by one layer of `OUTSIDE`, so that surfaces leaving the box are closed, every lattice point has all
its neighbours, and a shift along an axis is a shift of the flat array. Index order is [z, y, x], x fastest.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import numpy as np
import torch
from torch import Tensor

OUTSIDE = 1.0e9
"""Value of the padding: positive, so large that caps lie on the box, small enough for float32 gradients."""

MANY = 120
"""A list of indices is sorted when it holds less than one for so many points of the lattice."""


@dataclass(frozen=True, eq=False)
class Lattice:
    """Field values on a padded lattice over [-1, 1]^dim.

    values: (r + 3,) * dim float32, padded with OUTSIDE. unknown: the same shape, uint8, 1 where the value is
    interpolated, else 0 or a mark of `core.levelset.pyramid`. resolution: r, cells along an axis. evaluations: field
    evaluations spent. finite: False when the field gave NaN or an infinite value; the values are then of no use.
    complete: False when the budget ended the refinement at this resolution.
    """

    values: Tensor
    unknown: Tensor
    resolution: int
    evaluations: int
    finite: bool = True
    complete: bool = True

    @property
    def inner(self) -> Tensor:
        """The values without the padding: (r + 1,) * dim."""
        return inner(self.values)


def inner(padded: Tensor) -> Tensor:
    """A view without the padding."""
    return padded[(slice(1, -1),) * padded.dim()]


def strides(resolution: int, dim: int) -> tuple[int, ...]:
    """Flat distances to the next point along z, y, x (y, x in 2D) on a padded lattice."""
    return tuple((resolution + 3) ** power for power in reversed(range(dim)))


def coordinates(index: Tensor, resolution: int, dim: int) -> Tensor:
    """Normalised coordinates (n, dim), x first, of flat indices into a padded lattice.

    2 i / r is rounded once, so a point has bit for bit the same coordinates at every level that contains it.
    """
    line = _line(resolution, index.device)
    return torch.stack([take(line, place) for place in places(index, resolution + 3, dim)], 1)


@lru_cache(maxsize=32)
def _line(resolution: int, device: torch.device) -> Tensor:
    """Coordinates (r + 3,) along an axis, padding included."""
    return torch.arange(-1, resolution + 2, dtype=torch.float32, device=device).mul_(2).div_(resolution).sub_(1)


def places(index: Tensor, size: int, dim: int) -> list[Tensor]:
    """The places along x, y (, z) of flat indices into (size,) * dim. numpy divides several times faster."""
    found: list[Tensor] = []
    rest = index
    for _ in range(dim - 1):
        if rest.device.type == "cpu":
            above = torch.as_tensor(np.floor_divide(rest.numpy(), size))
        else:
            above = torch.div(rest, size, rounding_mode="floor")
        found.append(rest - above * size)
        rest = above
    return [*found, rest]


def take(values: Tensor, index: Tensor) -> Tensor:
    """values.view(-1)[index]. numpy gathers three times faster."""
    flat = values.view(-1)
    if flat.device.type == "cpu":
        return torch.as_tensor(flat.numpy().take(index.numpy()))
    return flat[index]


@lru_cache(maxsize=64)
def block(steps: tuple[int, ...], size: int, device: torch.device) -> Tensor:
    """Flat offsets of the size^dim points of a block from its smallest: size 2 gives the corners of a cell."""
    sums = [sum(c) for c in itertools.product(*(range(0, size * step, step) for step in steps))]
    return torch.tensor(sums, device=device)


def where(mask: Tensor) -> Tensor:
    """Flat indices of the ones of a mask (bool, or uint8 of 0 and 1). numpy finds them several times faster."""
    flat = mask.reshape(-1)
    if flat.device.type == "cpu":
        return torch.as_tensor(np.flatnonzero(flat.numpy().view(np.bool_)))
    return flat.nonzero().squeeze(1)


def distinct(index: Tensor, size: int) -> Tensor:
    """Flat indices into `size` points in order, each once. Marking and finding them is quicker than sorting many."""
    if index.device.type != "cpu" or index.numel() < size // MANY:
        return cast("Tensor", torch.unique(index))  # pyright: ignore[reportUnknownMemberType] (torch leaves it open)
    mask = np.zeros(size, np.bool_)
    mask[index.numpy()] = True
    return torch.as_tensor(np.flatnonzero(mask))


def negative(values: Tensor) -> Tensor:
    """1 where a contiguous tensor is below zero, else 0: flat uint8. numpy compares three times faster."""
    flat = values.view(-1)
    if flat.device.type == "cpu":
        return torch.as_tensor(np.less(flat.numpy(), 0.0).view(np.uint8))
    return (flat < 0).view(torch.uint8)


def pair(values: Tensor, axis: int) -> tuple[Tensor, Tensor]:
    """Both ends of every edge along an axis, as views."""
    size = values.shape[axis]
    return values.narrow(axis, 0, size - 1), values.narrow(axis, 1, size - 1)


def crossing_ends(signs: Tensor, steps: tuple[int, ...]) -> Tensor:
    """Which points are an end of an edge with a sign change. signs: flat uint8 of 0 and 1, padding included."""
    ends = torch.zeros_like(signs)
    for step in steps:
        crossing = signs[:-step] ^ signs[step:]
        ends[:-step] |= crossing
        ends[step:] |= crossing
    return ends


def crossed_cells(signs: Tensor, steps: tuple[int, ...]) -> Tensor:
    """Which cells have a sign change: entry i speaks for the cell whose smallest corner is i; sum(steps) shorter."""
    some, every = signs, signs
    for step in steps:
        some, every = some[:-step] | some[step:], every[:-step] & every[step:]
    return some ^ every


def crossed_corners(signs: Tensor, steps: tuple[int, ...]) -> Tensor:
    """Which points are corners of a cell with a sign change."""
    cells = crossed_cells(signs, steps)
    for step in steps:
        spread = cells.new_zeros(cells.numel() + step)
        spread[:-step] = cells
        spread[step:] |= cells
        cells = spread
    return cells


def upsampled(padded: Tensor) -> Tensor:
    """Multilinear, corner-aligned doubling of a padded lattice. Never changes sign in a cell whose corners agree."""
    dim, size = padded.dim(), 2 * padded.shape[0] - 3
    result = padded.new_empty((size,) * dim)
    for axis in range(dim):
        result.select(axis, 0).fill_(OUTSIDE)
        result.select(axis, -1).fill_(OUTSIDE)
    values = inner(padded)
    for axis in reversed(range(dim)):  # the largest pass last, along z, where rows stay whole
        shape = list(values.shape)
        shape[axis] = 2 * shape[axis] - 1
        target = inner(result) if axis == 0 else values.new_empty(shape)
        even, odd = [slice(None)] * dim, [slice(None)] * dim
        even[axis], odd[axis] = slice(None, None, 2), slice(1, None, 2)
        target[tuple(even)] = values
        first, second = pair(values, axis)
        torch.lerp(first, second, 0.5, out=target[tuple(odd)])
        values = target
    return result


def spread_unknown(unknown: Tensor) -> Tensor:
    """The mask of interpolated points after doubling: all but the old points that were evaluated, and the padding."""
    dim, size = unknown.dim(), 2 * unknown.shape[0] - 3
    result = unknown.new_zeros((size,) * dim)
    inside = inner(result)
    inside.fill_(1)
    inside[(slice(None, None, 2),) * dim] = inner(unknown) & 1
    return result
