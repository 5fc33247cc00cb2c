"""3D shapes from turned profiles and prisms: unions with analytic distance, on arrays and on tensors of any device."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.shapes.base import Normalization, fit_normalization
from core.shapes.polygon import (
    Array,
    closed_edges,
    counterclockwise,
    inside_loops,
    like,
    namespace,
    nearest_edge,
    signed,
    signed_area,
)

BARELY = 1e-4
"""A sampled point this deep inside is not on the surface."""

JOINT = 1e-9
"""Share of an edge by which it is longer for rays, so that none slips through between two."""

UPRIGHT = np.eye(3)


def about(axis: int, degrees: float) -> NDArray[np.float64]:
    """(3, 3) rotation about axis 0 (x), 1 (y) or 2 (z), right-handed."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    matrix = np.eye(3)
    one, two = (axis + 1) % 3, (axis + 2) % 3
    matrix[one, one] = matrix[two, two] = c
    matrix[one, two], matrix[two, one] = -s, s
    return matrix


ALONG_Z = about(0, 90)
"""Lays a turned piece along z: its top (+y) looks to +z."""

ON_EDGE = about(2, 90)
"""Stands a prism on edge: its outline (x, z) lies in the plane of y and z, its thickness along x."""


@dataclass(frozen=True, eq=False)
class Piece:
    """A turned profile (half is None) or a prism, moved by x -> rotation x + centre.

    outline: (m, 2) corners, counterclockwise. Of a turned piece they are (distance from the y axis, y), of a prism
    (x, z) with y from -half to half.
    """

    outline: NDArray[np.float64] = field(repr=False)
    half: float | None = None
    centre: tuple[float, float, float] = (0.0, 0.0, 0.0)
    rotation: NDArray[np.float64] = field(default_factory=lambda: UPRIGHT, repr=False)

    def distance(self, points: Array) -> Array:
        """Exact signed distance (n,) of points (n, 3)."""
        xp = namespace(points)
        local = (points - like(points, np.asarray(self.centre))) @ like(points, self.rotation)
        x, y, z = local[:, 0], local[:, 1], local[:, 2]
        edges = closed_edges(self.outline)
        if self.half is None:
            flat = xp.stack((xp.hypot(x, z), y), -1)
            return signed(nearest_edge(flat, _swept(edges)), inside_loops(flat, edges))
        flat = xp.stack((x, z), -1)
        across = signed(nearest_edge(flat, edges), inside_loops(flat, edges))
        above = xp.abs(y) - self.half
        return xp.hypot(across.clip(min=0), above.clip(min=0)) + xp.maximum(across, above).clip(max=0)

    @property
    def area(self) -> float:
        """Of the surface."""
        length = np.linalg.norm(np.diff(closed_edges(self.outline), axis=1)[:, 0], axis=1)
        if self.half is None:
            return float((np.pi * closed_edges(self.outline)[:, :, 0].sum(axis=1) * length).sum())
        return float(2 * self.half * length.sum() + 2 * signed_area(self.outline))

    def hull(self) -> NDArray[np.float64]:
        """Points (k, 3) whose bounding box and farthest one are the solid's, to 0.2 %."""
        if self.half is None:
            angle = np.arange(64) * (2 * np.pi / 64)
            r, y = (part[:, None] for part in self.outline.T)
            local = np.stack(np.broadcast_arrays(r * np.cos(angle), y, r * np.sin(angle)), -1).reshape(-1, 3)
        else:
            x, z = np.tile(self.outline, (2, 1)).T
            local = np.stack((x, np.repeat([-self.half, self.half], len(self.outline)), z), 1)
        return local @ self.rotation.T + np.asarray(self.centre)

    def moved(self, norm: Normalization) -> Piece:
        """The same piece in normalised coordinates."""
        half = None if self.half is None else self.half * norm.scale
        centre = norm.apply(np.asarray(self.centre))
        return Piece(self.outline * norm.scale, half, (centre[0], centre[1], centre[2]), self.rotation)

    def sample(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Points of the surface, uniform by area, and outward normals: (count, 3) each."""
        local, normal = (self._turned if self.half is None else self._prismatic)(count, rng)
        return local @ self.rotation.T + np.asarray(self.centre), normal @ self.rotation.T

    def raycast(self, origins: np.ndarray, directions: np.ndarray) -> NDArray[np.float64]:
        """Where rays (n, 3) first meet the surface: (n,) in lengths of their directions, inf where they miss it."""
        first = np.full(len(origins), np.inf)
        meet = self._meet_turned if self.half is None else self._meet_prism
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for t, valid in meet((origins - np.asarray(self.centre)) @ self.rotation, directions @ self.rotation):
                np.minimum(first, t, out=first, where=valid & (t >= 0))
        return first

    def _meet_turned(self, o: np.ndarray, d: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Rays against the ring, or the piece of a cone, that each edge of the profile sweeps: where, and whether."""
        for (r0, y0), (r1, y1) in _swept(closed_edges(self.outline)).tolist():
            if y0 == y1:
                t = (y0 - o[:, 1]) / d[:, 1]
                radius = np.hypot(o[:, 0] + t * d[:, 0], o[:, 2] + t * d[:, 2])
                yield t, (radius >= min(r0, r1)) & (radius <= max(r0, r1))
                continue
            # x^2 + z^2 = radius^2, the radius linear in y and so in t: a t^2 + 2 b t + c = 0.
            slope = (r1 - r0) / (y1 - y0)
            radius, change = r0 + slope * (o[:, 1] - y0), slope * d[:, 1]
            a = d[:, 0] ** 2 + d[:, 2] ** 2 - change**2
            b = o[:, 0] * d[:, 0] + o[:, 2] * d[:, 2] - radius * change
            c = o[:, 0] ** 2 + o[:, 2] ** 2 - radius**2
            q = -(b + np.copysign(np.sqrt(b * b - a * c), b))  # no difference of near numbers in either root
            for t in (q / a, c / q):
                share = (o[:, 1] + t * d[:, 1] - y0) / (y1 - y0)
                yield t, (share >= -JOINT) & (share <= 1 + JOINT)

    def _meet_prism(self, o: np.ndarray, d: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Rays against each side and both caps of a prism: where, and whether."""
        assert self.half is not None
        edges = closed_edges(self.outline)
        for (x0, z0), (x1, z1) in edges.tolist():
            ex, ez, ax, az = x1 - x0, z1 - z0, x0 - o[:, 0], z0 - o[:, 2]
            across = d[:, 0] * ez - d[:, 2] * ex
            t, share = (ax * ez - az * ex) / across, (ax * d[:, 2] - az * d[:, 0]) / across
            level = np.abs(o[:, 1] + t * d[:, 1]) <= self.half * (1 + JOINT)
            yield t, (share >= -JOINT) & (share <= 1 + JOINT) & level
        for y in (-self.half, self.half):
            t = (y - o[:, 1]) / d[:, 1]
            yield t, inside_loops(np.stack((o[:, 0] + t * d[:, 0], o[:, 2] + t * d[:, 2]), 1), edges)

    def _turned(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        edges = closed_edges(self.outline)
        along = edges[:, 1] - edges[:, 0]
        length = np.linalg.norm(along, axis=1)
        band = edges[:, :, 0].sum(axis=1) * length
        own = rng.choice(len(band), count, p=band / band.sum())
        # Along an edge the area grows with the radius: the square of the radius is uniform.
        r0, r1 = edges[own, 0, 0], edges[own, 1, 0]
        u = rng.random(count)
        radius = np.sqrt(r0**2 + u * (r1**2 - r0**2))
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.where(np.abs(r1 - r0) > 1e-9, (radius - r0) / (r1 - r0), u)
        y = edges[own, 0, 1] + t * along[own, 1]
        angle = rng.random(count) * 2 * np.pi
        c, s = np.cos(angle), np.sin(angle)
        out, up = along[own, 1] / length[own], -along[own, 0] / length[own]
        return np.stack((radius * c, y, radius * s), 1), np.stack((out * c, up, out * s), 1)

    def _prismatic(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        assert self.half is not None
        edges = closed_edges(self.outline)
        along = edges[:, 1] - edges[:, 0]
        length = np.linalg.norm(along, axis=1)
        own = rng.choice(len(length), count, p=length / length.sum())
        place = edges[own, 0] + rng.random((count, 1)) * along[own]
        direction = along[own] / length[own, None]
        y = rng.uniform(-self.half, self.half, count)
        points = np.stack((place[:, 0], y, place[:, 1]), 1)
        normals = np.stack((direction[:, 1], np.zeros(count), -direction[:, 0]), 1)
        caps = np.flatnonzero(rng.random(count) < 2 * signed_area(self.outline) / self.area)
        flat, side = self._inner(len(caps), rng), rng.choice([-1.0, 1.0], len(caps))
        points[caps] = np.stack((flat[:, 0], side * self.half, flat[:, 1]), 1)
        normals[caps] = np.stack((np.zeros(len(caps)), side, np.zeros(len(caps))), 1)
        return points, normals

    def _inner(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """Points (count, 2) uniform inside the outline."""
        low, high = self.outline.min(axis=0), self.outline.max(axis=0)
        found = np.empty((0, 2))
        while len(found) < count:
            drawn = rng.uniform(low, high, (2 * (count - len(found)) + 16, 2))
            found = np.concatenate((found, drawn[inside_loops(drawn, closed_edges(self.outline))]))
        return found[:count]


def _swept(edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Those edges of a turned profile that make surface: one along the axis lies within the solid."""
    return edges[(edges[:, :, 0] > 0).any(axis=1)]


def turned(
    profile: np.ndarray, centre: tuple[float, float, float] = (0, 0, 0), rotation: np.ndarray = UPRIGHT
) -> Piece:
    """A solid of revolution about y. profile: (m, 2) corners (radius >= 0, y)."""
    return Piece(counterclockwise(profile), None, centre, rotation)


def prism(
    outline: np.ndarray, half: float, centre: tuple[float, float, float] = (0, 0, 0), rotation: np.ndarray = UPRIGHT
) -> Piece:
    """outline: (m, 2) corners (x, z). half: > 0, half of the thickness along y."""
    return Piece(counterclockwise(outline), half, centre, rotation)


@dataclass(frozen=True, eq=False)
class SolidShape:
    """Union of pieces, normalised. The distance is exact outside, and inside at most the true depth."""

    name: str
    normalization: Normalization
    pieces: tuple[Piece, ...] = field(repr=False)
    dim: int = 3
    watertight: bool = True

    @classmethod
    def from_pieces(cls, name: str, pieces: list[Piece]) -> SolidShape:
        """Normalises the union of at least one piece."""
        norm = fit_normalization(np.concatenate([piece.hull() for piece in pieces]))
        return cls(name, norm, tuple(piece.moved(norm) for piece in pieces))

    def distance(self, points: Array) -> Array:
        """Signed distance (n,) at points (n, 3), an array or a tensor on any device."""
        xp, best = namespace(points), self.pieces[0].distance(points)
        for piece in self.pieces[1:]:
            best = xp.minimum(best, piece.distance(points))
        return best

    def sdf(self, points: np.ndarray) -> NDArray[np.float32]:
        return self.distance(np.asarray(points, np.float32))

    def sample_surface(self, count: int, rng: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        areas = np.array([piece.area for piece in self.pieces])
        points, normals = np.empty((0, 3)), np.empty((0, 3))
        while len(points) < count:
            shares = rng.multinomial(2 * (count - len(points)) + 64, areas / areas.sum())
            drawn = [piece.sample(int(n), rng) for piece, n in zip(self.pieces, shares, strict=True)]
            new, normal = (np.concatenate(parts) for parts in zip(*drawn, strict=True))
            kept = rng.permutation(np.flatnonzero(self.distance(new) > -BARELY))  # the others are inside a piece
            points, normals = np.concatenate((points, new[kept])), np.concatenate((normals, normal[kept]))
        return points[:count].astype(np.float32), normals[:count].astype(np.float32)

    def raycast(self, origins: np.ndarray, directions: np.ndarray) -> NDArray[np.float64]:
        """First hit of each piece, the nearest of them; origins lie outside."""
        origins, directions = np.asarray(origins, np.float64), np.asarray(directions, np.float64)
        return np.min([piece.raycast(origins, directions) for piece in self.pieces], axis=0)
