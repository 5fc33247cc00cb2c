"""Unions of boxes and cylinders with analytic signed distance."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.shapes.base import Normalization, fit_normalization
from core.shapes.polygon import Array, like, namespace

BOX, CYLINDER = 0, 1


@dataclass(frozen=True)
class Primitive:
    """A box or an upright (y) cylinder, tilted about x. half: half extents; a cylinder uses half[0] as its radius."""

    kind: int
    centre: tuple[float, float, float]
    half: tuple[float, float, float]
    tilt: float = 0.0


@dataclass(frozen=True)
class PartsShape:
    """Union of parts, normalised. The distance is exact outside and a lower bound of the depth inside (Quilez)."""

    name: str
    normalization: Normalization
    kinds: NDArray[np.int64]
    centres: NDArray[np.float64]
    halves: NDArray[np.float64]
    rotations: NDArray[np.float64] = field(repr=False)  # (parts, 3, 3), part to world
    dim: int = 3
    watertight: bool = True

    @classmethod
    def from_parts(cls, name: str, parts: list[Primitive]) -> PartsShape:
        """Normalises the union of at least one part."""
        kinds = np.array([p.kind for p in parts])
        centres = np.array([p.centre for p in parts], float)
        halves = np.array([p.half for p in parts], float)
        c, s = np.cos([p.tilt for p in parts]), np.sin([p.tilt for p in parts])
        zero, one = np.zeros_like(c), np.ones_like(c)
        rotations = np.stack([one, zero, zero, zero, c, -s, zero, s, c], -1).reshape(-1, 3, 3)
        signs = np.array(np.meshgrid([-1, 1], [-1, 1], [-1, 1])).reshape(3, -1).T
        corners = centres[:, None] + np.einsum("pij,pcj->pci", rotations, signs[None] * halves[:, None])
        norm = fit_normalization(corners.reshape(-1, 3))
        return cls(name, norm, kinds, norm.apply(centres), halves * norm.scale, rotations)

    def sdf(self, points: np.ndarray) -> NDArray[np.float32]:
        x = np.asarray(points, np.float32)
        best = np.full(len(x), np.inf, np.float32)
        for kind, centre, half, rotation in zip(self.kinds, self.centres, self.halves, self.rotations, strict=True):
            local = np.abs((x - centre.astype(np.float32)) @ rotation.astype(np.float32))
            if kind == BOX:
                q = local - half.astype(np.float32)
            else:
                radial = np.hypot(local[:, 0], local[:, 2]) - half[0]
                q = np.stack([radial, local[:, 1] - half[1]], 1).astype(np.float32)
            outside = np.maximum(q, 0)
            distance = np.sqrt(np.einsum("ij,ij->i", outside, outside)) + np.minimum(q.max(1), 0)
            np.minimum(best, distance, out=best)
        return best

    def distance(self, points: Array) -> Array:
        """Signed distance (n,) at points (n, 3), an array or a tensor on any device; `sdf` to its rounding."""
        xp, best = namespace(points), None
        for kind, centre, half, rotation in zip(self.kinds, self.centres, self.halves, self.rotations, strict=True):
            local = xp.abs((points - like(points, centre)) @ like(points, rotation))
            if kind == BOX:
                q = local - like(points, half)
            else:
                q = xp.stack((xp.hypot(local[:, 0], local[:, 2]) - half[0], local[:, 1] - half[1]), -1)
            outside = q.clip(min=0)
            own = xp.sqrt((outside * outside).sum(-1)) + xp.amax(q, axis=-1).clip(max=0)
            best = own if best is None else xp.minimum(best, own)
        assert best is not None
        return best

    def sample_surface(self, count: int, rng: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        hx, hy, hz = (self.halves[:, k] for k in range(3))
        side = np.where(self.kinds == BOX, 8 * (hx * hy + hy * hz + hz * hx), 4 * np.pi * hx * hy + 2 * np.pi * hx * hx)
        points: list[np.ndarray] = []
        normals: list[np.ndarray] = []
        missing = count
        while missing > 0:
            own = rng.choice(len(side), size=3 * missing + 64, p=side / side.sum())
            local, normal = self._part_surface(own, rng)
            world = np.einsum("nij,nj->ni", self.rotations[own], local) + self.centres[own]
            keep = np.flatnonzero(self.sdf(world) > -1e-4)[:missing]  # points inside another part are not surface
            points.append(world[keep])
            normals.append(np.einsum("nij,nj->ni", self.rotations[own[keep]], normal[keep]))
            missing -= len(keep)
        return np.concatenate(points).astype(np.float32), np.concatenate(normals).astype(np.float32)

    def _part_surface(self, own: NDArray[np.int64], rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Uniform points on the surface of the given parts, in their own frames, with normals."""
        n, half, rows = len(own), self.halves[own], np.arange(len(own))
        face_areas = half[:, [1, 2, 0]] * half[:, [2, 0, 1]]
        axis = (rng.random(n)[:, None] * face_areas.sum(1, keepdims=True) > face_areas.cumsum(1)).sum(1).clip(0, 2)
        sign = rng.choice([-1.0, 1.0], n)
        local = (rng.random((n, 3)) * 2 - 1) * half
        local[rows, axis] = sign * half[rows, axis]
        normal = np.zeros((n, 3))
        normal[rows, axis] = sign
        round_ = self.kinds[own] == CYLINDER
        angle, radius, height = rng.random(n) * 2 * np.pi, half[:, 0], half[:, 1]
        cap = rng.random(n) < radius / (radius + 2 * height)
        reach = np.where(cap, radius * np.sqrt(rng.random(n)), radius)
        y = np.where(cap, sign * height, (rng.random(n) * 2 - 1) * height)
        tube = np.stack([reach * np.cos(angle), y, reach * np.sin(angle)], 1)
        tube_normal = np.stack([~cap * np.cos(angle), cap * sign, ~cap * np.sin(angle)], 1)
        return np.where(round_[:, None], tube, local), np.where(round_[:, None], tube_normal, normal)

    def raycast(self, origins: np.ndarray, directions: np.ndarray) -> NDArray[np.float64]:
        """First hit of each part, the nearest of them; origins lie outside."""
        nearest = np.full(len(origins), np.inf)
        for kind, centre, half, rotation in zip(self.kinds, self.centres, self.halves, self.rotations, strict=True):
            hit = _box_hit if kind == BOX else _cylinder_hit
            np.minimum(nearest, hit((origins - centre) @ rotation, directions @ rotation, half), out=nearest)
        return nearest


def _slab(origin: np.ndarray, direction: np.ndarray, half: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where rays enter and leave |x_k| <= half_k for all k: (n,), (n,); enter > leave where they miss."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = (-half - origin) / direction, (half - origin) / direction
    return np.fmin(one, two).max(1), np.fmax(one, two).min(1)


def _box_hit(origin: np.ndarray, direction: np.ndarray, half: np.ndarray) -> np.ndarray:
    enter, leave = _slab(origin, direction, half)
    return np.where((enter <= leave) & (enter >= 0), enter, np.inf)


def _cylinder_hit(origin: np.ndarray, direction: np.ndarray, half: np.ndarray) -> np.ndarray:
    """Interval of the infinite tube x^2 + z^2 <= r^2, cut with that of the slab |y| <= half height."""
    o, d, radius = origin[:, [0, 2]], direction[:, [0, 2]], half[0]
    a, b = (d * d).sum(1), (o * d).sum(1)
    c = (o * o).sum(1) - radius * radius
    root = np.sqrt(np.maximum(b * b - a * c, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        tube_enter, tube_leave = (-b - root) / a, (-b + root) / a
    tube_enter = np.where(b * b >= a * c, tube_enter, np.inf)
    enter, leave = _slab(origin[:, 1:2], direction[:, 1:2], half[1:2])
    enter, leave = np.fmax(enter, tube_enter), np.fmin(leave, tube_leave)
    return np.where((enter <= leave) & (enter >= 0), enter, np.inf)
