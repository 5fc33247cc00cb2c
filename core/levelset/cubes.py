"""Marching cubes in torch, on whatever device the lattice is, so that a frame on a GPU never copies the volume.

The case table is derived here and not copied. A face of a cell is crossed by segments that all keep the inside on the
same hand, seen from outside the cell; where all four of its edges are crossed, each segment cuts off one outside
corner (as in VTK), so that the two cells of a face agree and meshes close. The segments of the six faces chain into
loops, and loops are cut into triangles whose new edges do not lie in a face.
"""

from __future__ import annotations

import itertools
from functools import cache

import torch
from torch import Tensor

from core.compute.vectors import lengths
from core.levelset.lattice import block, crossed_cells, negative, strides, where

CORNERS = tuple(itertools.product((0, 1), repeat=3))
"""(z, y, x) of corner c, in the order of `lattice.block`. Bit c of a case is set when that corner is inside."""

EDGES = tuple((a, b) for a, b in itertools.combinations(range(8), 2) if (a ^ b) in (1, 2, 4))
"""The 12 edges of a cell as corner pairs, smaller corner first; they run along z, y or x as a ^ b is 4, 2 or 1."""

Loop = tuple[int, ...]


def _faces() -> list[tuple[int, ...]]:
    """The corners of each face in a ring, all six turning the same way seen from outside."""
    faces: list[tuple[int, ...]] = []
    for axis in range(3):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        for side in (0, 1):
            ring: list[int] = []
            for at_u, at_v in ((0, 0), (1, 0), (1, 1), (0, 1)):
                place = [0, 0, 0]
                place[axis], place[u], place[v] = side, at_u, at_v
                ring.append(CORNERS.index((place[0], place[1], place[2])))
            faces.append(tuple(ring if side == 0 else ring[::-1]))
    return faces


def _segments(ring: tuple[int, ...], case: int) -> list[tuple[int, int]]:
    """Directed segments from crossed edge to crossed edge on a face, one around each run of outside corners."""
    inside = [bool(case >> corner & 1) for corner in ring]
    found: list[tuple[int, int]] = []
    for k in range(4):
        if not inside[k] and inside[k - 1]:
            last = k
            while not inside[(last + 1) % 4]:
                last += 1
            found.append((_edge(ring[last % 4], ring[(last + 1) % 4]), _edge(ring[k - 1], ring[k])))
    return found


def _edge(a: int, b: int) -> int:
    return EDGES.index((min(a, b), max(a, b)))


def _loops(case: int) -> list[Loop]:
    """Closed chains of crossed edges."""
    following = dict(segment for ring in _faces() for segment in _segments(ring, case))
    loops: list[Loop] = []
    while following:
        loop = [next(iter(following))]
        while (after := following.pop(loop[-1])) != loop[0]:
            loop.append(after)
        loops.append(tuple(loop))
    return loops


def _share_face(a: int, b: int) -> bool:
    corners = {*EDGES[a], *EDGES[b]}
    return any(corners <= set(ring) for ring in _faces())


def _triangulations(loop: Loop) -> list[list[Loop]]:
    """All ways to cut a loop into triangles."""
    if len(loop) < 3:
        return [[]]
    return [
        [(loop[0], loop[k], loop[-1]), *left, *right]
        for k in range(1, len(loop) - 1)
        for left in _triangulations(loop[: k + 1])
        for right in _triangulations(loop[k:])
    ]


def _cut(loop: Loop) -> list[Loop]:
    """The triangulation with the fewest new edges in a face: such an edge might meet one of the next cell's."""
    rim = {frozenset(side) for side in zip(loop, loop[1:] + loop[:1], strict=True)}

    def cost(triangles: list[Loop]) -> int:
        sides = {frozenset(side) for t in triangles for side in itertools.combinations(t, 2)} - rim
        return sum(_share_face(*side) for side in sides)

    return min(_triangulations(loop), key=cost)


@cache
def case_table() -> Tensor:
    """(256, 5, 3) int64: the triangles of each case as triples of crossed edges, wound outward; -1 fills up."""
    cases = [[triangle for loop in _loops(case) for triangle in _cut(loop)] for case in range(256)]
    table = torch.full((256, max(map(len, cases)), 3), -1)
    for case, triangles in enumerate(cases):
        if triangles:
            table[case, : len(triangles)] = torch.tensor(triangles)
    return table


def marching_cubes(padded: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Zero set of a padded lattice (r + 3,)^3 on its device: vertices (V, 3) and outward normals (V, 3) float32,
    triangles (F, 3) int64 wound outward. The same vertices as flying edges; normals from central differences.
    """
    size, device = padded.shape[0], padded.device
    steps = strides(size - 3, 3)
    values = padded.reshape(-1)
    signs = negative(values)
    crossings = [where(signs[:-step] ^ signs[step:]) for step in steps]
    starts = torch.tensor([0, len(crossings[0]), len(crossings[0]) + len(crossings[1])], device=device)

    cells = where(crossed_cells(signs, steps))
    offsets = block(steps, 2, device)
    case = (signs[cells[:, None] + offsets].to(torch.int64) << torch.arange(8, device=device)).sum(1)
    triangles = case_table().to(device)[case]
    cell, which = (triangles[:, :, 0] >= 0).nonzero(as_tuple=True)
    edges = triangles[cell, which]  # (F, 3) of 12

    axis_of = torch.tensor([{4: 0, 2: 1, 1: 2}[a ^ b] for a, b in EDGES], device=device)
    first_corner = torch.tensor([a for a, _ in EDGES], device=device)
    axis, point = axis_of[edges], cells[cell][:, None] + offsets[first_corner[edges]]
    faces = torch.empty_like(edges)
    for k, crossing in enumerate(crossings):
        here = axis == k
        faces[here] = starts[k] + torch.searchsorted(crossing, point[here])
    vertices, normals = _vertices(values, crossings, steps, size)
    return vertices, faces, normals


def _vertices(values: Tensor, crossings: list[Tensor], steps: tuple[int, ...], size: int) -> tuple[Tensor, Tensor]:
    """Positions and outward unit normals of the crossings of the edges along each axis."""
    cell = 2.0 / (size - 3)
    positions: list[Tensor] = []
    normals: list[Tensor] = []
    for axis, (index, step) in enumerate(zip(crossings, steps, strict=True)):
        before, after = values[index], values[index + step]
        at = before / (before - after)
        place = torch.stack([index // s % size for s in reversed(steps)], 1).to(torch.float32)
        place[:, 2 - axis] += at
        positions.append(((place - 1) * cell - 1).clamp_(-1, 1))
        slope = torch.lerp(_slope(values, index, steps), _slope(values, index + step, steps), at[:, None])
        normals.append(slope / lengths(slope, keepdim=True).clamp(min=1e-30))
    return torch.cat(positions), torch.cat(normals)


def _slope(values: Tensor, index: Tensor, steps: tuple[int, ...]) -> Tensor:
    """Central differences (n, 3), x first, one-sided at the rim of the padding."""
    last = values.numel() - 1
    sides = [values[(index + s).clamp(max=last)] - values[(index - s).clamp(min=0)] for s in reversed(steps)]
    return torch.stack(sides, 1)
