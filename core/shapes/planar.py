"""2D shapes from polygons and strokes with analytic distance, and the seeded families "polygon" and "glyph"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.shapes.base import Normalization, fit_normalization
from core.shapes.polygon import Array, closed_edges, inside_loops, nearest_edge, open_edges, signed

BARELY = 1e-5
"""A sampled point this deep inside is not on the outline."""


@dataclass(frozen=True, eq=False)
class PlanarShape:
    """What lies within `radius` of polylines, or inside closed loops (even-odd: a loop in a loop is a hole).

    edges: (m, 2, 2) normalised, of all polylines. loops: how many of them, the first ones, belong to closed loops.
    radius: >= 0, of the strokes. Loops do not cross. With radius 0 the distance is exact; with strokes it is exact
    outside and at most the true depth inside.
    """

    name: str
    normalization: Normalization
    edges: NDArray[np.float64] = field(repr=False)
    loops: int
    radius: float
    dim: int = 2
    watertight: bool = True

    @classmethod
    def from_lines(
        cls, name: str, loops: Sequence[np.ndarray], strokes: Sequence[np.ndarray] = (), radius: float = 0.0
    ) -> PlanarShape:
        """Normalises closed loops and open strokes, corners (m, 2) each."""
        closed = [closed_edges(corners) for corners in loops]
        edges = np.concatenate([*closed, *(open_edges(corners) for corners in strokes)])
        ends = edges.reshape(-1, 2)
        angle = np.arange(64) * (2 * np.pi / 64)
        ring = radius * np.stack([np.cos(angle), np.sin(angle)], 1)
        norm = fit_normalization((ends[:, None] + ring).reshape(-1, 2))
        return cls(name, norm, norm.apply(edges), sum(map(len, closed)), radius * norm.scale)

    def distance(self, points: Array) -> Array:
        """Signed distance (n,) at points (n, 2), an array or a tensor on any device."""
        inside = inside_loops(points, self.edges[: self.loops])
        return signed(nearest_edge(points, self.edges), inside) - self.radius

    def sdf(self, points: np.ndarray) -> NDArray[np.float32]:
        return self.distance(np.asarray(points, np.float32))

    def sample_surface(self, count: int, rng: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        points, normals = np.empty((0, 2)), np.empty((0, 2))
        while len(points) < count:
            drawn, normal = self._beside_edges(2 * (count - len(points)) + 64, rng)
            kept = self.distance(drawn) > -BARELY  # points inside another stroke are not outline
            points, normals = np.concatenate((points, drawn[kept])), np.concatenate((normals, normal[kept]))
        return points[:count].astype(np.float32), normals[:count].astype(np.float32)

    def _beside_edges(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Uniform by length: on the edges (radius 0), or on the outline of the stroke around each edge."""
        along = self.edges[:, 1] - self.edges[:, 0]
        length = np.linalg.norm(along, axis=1)
        outline = 2 * length + 2 * np.pi * self.radius if self.radius else length
        own = rng.choice(len(length), count, p=outline / outline.sum())
        place, side = rng.random(count) * outline[own], rng.choice([-1.0, 1.0], count)
        direction = along[own] / length[own, None]
        normal = np.stack([direction[:, 1], -direction[:, 0]], 1) * side[:, None]
        if not self.radius:
            points = self.edges[own, 0] + place[:, None] * direction
            outward = self.distance(points + 1e-4 * normal) > 0
            return points, np.where(outward[:, None], normal, -normal)
        straight = place < 2 * length[own]
        angle = rng.random(count) * 2 * np.pi
        around = np.stack([np.cos(angle), np.sin(angle)], 1)
        end = np.where(np.einsum("nd,nd->n", around, direction) > 0, length[own], 0.0)
        at = np.where(straight, place / 2, end)
        normal = np.where(straight[:, None], normal, around)
        return self.edges[own, 0] + at[:, None] * direction + self.radius * normal, normal

    def raycast(self, origins: np.ndarray, directions: np.ndarray) -> NDArray[np.float64]:
        raise NotImplementedError("virtual scans are for 3D shapes")


def polygon(seed: int) -> PlanarShape:
    """A star-shaped polygon of 3 to 10 corners at any angle, or a regular star; a third of them have a hole."""
    rng = np.random.default_rng([seed, 41])
    corners = int(rng.integers(3, 11))
    if rng.random() < 0.3:  # a star of 4 to 8 points
        corners = 2 * int(rng.integers(4, 9))
        radii = np.where(np.arange(corners) % 2, rng.uniform(0.4, 0.7), 1.0)
        angles = np.arange(corners) / corners
    else:
        radii = rng.uniform(0.55, 1.0, corners)
        angles = (np.arange(corners) + rng.uniform(-0.25, 0.25, corners)) / corners
    angles = 2 * np.pi * (angles + rng.random())
    stretch = np.array([1.0, rng.uniform(0.6, 1.0)])
    outer = radii[:, None] * np.stack([np.cos(angles), np.sin(angles)], 1) * stretch
    loops = [outer]
    if rng.random() < 1 / 3:
        # The same outline, smaller: it stays inside, as the outline is seen whole from the centre.
        loops.append(outer * rng.uniform(0.3, 0.5))
    return PlanarShape.from_lines(f"polygon-{seed}", loops)


def glyph(seed: int) -> PlanarShape:
    """A sign of an unknown script: two to four strokes, straight or bent, between points of a 3 x 4 grid."""
    rng = np.random.default_rng([seed, 43])
    grid = np.stack(np.meshgrid(np.linspace(-0.5, 0.5, 3), np.linspace(-0.75, 0.75, 4)), -1).reshape(-1, 2)
    grid = grid + rng.uniform(-0.06, 0.06, grid.shape)
    here = int(rng.integers(len(grid)))
    strokes: list[np.ndarray] = []
    for _ in range(int(rng.integers(2, 5))):
        reach = np.linalg.norm(grid - grid[here], axis=1)
        there = int(rng.choice(np.flatnonzero(reach > 0.6)))
        strokes.append(_bow(grid[here], grid[there], rng.choice([0.0, 0.0, -0.45, 0.45])))
        here = int(rng.choice([here, there]))  # the next stroke begins at one of the ends: a sign is in one piece
    slant = np.array([[1.0, 0.0], [rng.uniform(-0.25, 0.25), 1.0]])
    return PlanarShape.from_lines(f"glyph-{seed}", (), [s @ slant for s in strokes], rng.uniform(0.09, 0.15))


def _bow(start: np.ndarray, end: np.ndarray, bend: float) -> NDArray[np.float64]:
    """A line, or a parabola that leaves it by `bend` of its length, of 8 straight pieces."""
    if bend == 0:
        return np.stack([start, end])
    t = np.linspace(0, 1, 9)[:, None]
    across = np.array([start[1] - end[1], end[0] - start[0]])
    return start + t * (end - start) + 4 * t * (1 - t) * bend * across
