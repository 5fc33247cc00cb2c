"""Shapes made of shapes: one that is turned, scaled and shifted, and several side by side. Distances stay exact."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.shapes.base import Normalization, Shape, identity_normalization

TRIES = 40
"""Draws of surface points of which some lie outside the box, before what was found is repeated."""


def turn(degrees: float, dim: int) -> NDArray[np.float64]:
    """(dim, dim) rotation: in the plane, counterclockwise (2D); about the vertical axis y, from z to x (3D)."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, -s], [s, c]]) if dim == 2 else np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


@dataclass(frozen=True, eq=False)
class Placed:
    """A shape after x -> scale * rotation x + shift, in normalised coordinates.

    rotation: (d, d) orthonormal. scale: > 0. shift: (d,). The signed distance is the inner one times the scale. What
    leaves the box [-1, 1]^d stays in the distances and is left out of the surface samples.
    """

    inner: Shape
    rotation: NDArray[np.float64] = field(repr=False)
    scale: float
    shift: NDArray[np.float64]

    @property
    def dim(self) -> int:
        return self.inner.dim

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def watertight(self) -> bool:
        return self.inner.watertight

    @property
    def normalization(self) -> Normalization:
        """From the input's own coordinates to where the shape now is."""
        before = self.inner.normalization
        own = np.eye(self.dim) if before.rotation is None else before.rotation
        rotation = self.rotation @ own
        scale = before.scale * self.scale
        return Normalization(before.offset + rotation.T @ self.shift / scale, scale, rotation)

    def sdf(self, points: np.ndarray) -> np.ndarray:
        local = (np.asarray(points, np.float64) - self.shift) @ self.rotation / self.scale
        return (self.inner.sdf(local) * self.scale).astype(np.float32)

    def sample_surface(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Uniform over the part of the surface in the box; over all of it where no part is in the box."""
        found, missing = [self._moved_surface(count, rng)], count
        for _ in range(TRIES):
            missing -= int((np.abs(found[-1][0]).max(axis=1) <= 1).sum())
            if not missing:
                break
            found.append(self._moved_surface(missing, rng))
        points, normals = (np.concatenate(parts) for parts in zip(*found, strict=True))
        kept = np.flatnonzero(np.abs(points).max(axis=1) <= 1)
        kept = kept if len(kept) else np.arange(count)
        own = kept[np.arange(count) % len(kept)]
        return points[own].astype(np.float32), normals[own].astype(np.float32)

    def _moved_surface(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        points, normals = self.inner.sample_surface(count, rng)
        return points @ self.rotation.T * self.scale + self.shift, normals @ self.rotation.T

    def raycast(self, origins: np.ndarray, directions: np.ndarray) -> np.ndarray:
        local = (np.asarray(origins) - self.shift) @ self.rotation / self.scale
        return self.inner.raycast(local, np.asarray(directions) @ self.rotation) * self.scale


def placed(shape: Shape, degrees: float = 0.0, scale: float = 1.0, shift: tuple[float, ...] | None = None) -> Placed:
    """A shape that is turned by `turn(degrees)`, scaled about the centre of the box, then shifted."""
    moved = np.zeros(shape.dim) if shift is None else np.asarray(shift, np.float64)
    return Placed(shape, turn(degrees, shape.dim), float(scale), moved)


@dataclass(frozen=True, eq=False)
class Together:
    """Several shapes of one dimension that do not touch each other.

    sizes: (n,) length (2D) or area (3D) of each surface, up to one common factor. The distance is exact, as the
    nearest surface of a point inside a part is that of the part.
    """

    name: str
    parts: tuple[Shape, ...]
    sizes: NDArray[np.float64]

    @property
    def dim(self) -> int:
        return self.parts[0].dim

    @property
    def watertight(self) -> bool:
        return all(part.watertight for part in self.parts)

    @property
    def normalization(self) -> Normalization:
        return identity_normalization(self.dim)

    def sdf(self, points: np.ndarray) -> np.ndarray:
        return np.min([part.sdf(points) for part in self.parts], axis=0)

    def sample_surface(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        counts = rng.multinomial(count, self.sizes / self.sizes.sum())
        samples = [part.sample_surface(int(n), rng) for part, n in zip(self.parts, counts, strict=True) if n]
        order = rng.permutation(count)
        return np.concatenate([s[0] for s in samples])[order], np.concatenate([s[1] for s in samples])[order]

    def raycast(self, origins: np.ndarray, directions: np.ndarray) -> np.ndarray:
        return np.min([part.raycast(origins, directions) for part in self.parts], axis=0)


def copies(shape: Shape, count: int) -> Shape:
    """`count` copies of a shape side by side along x, with gaps, scaled to fit the box; the shape itself for 1.

    Raises ValueError for less than one.
    """
    if count < 1:
        raise ValueError(f"{count} copies are no shape")
    if count == 1:
        return shape
    points, _ = shape.sample_surface(2000, np.random.default_rng(0))
    reach = float(np.abs(points[:, 0]).max()) * 1.02 + 0.02  # samples may miss the outermost point by a little
    scale = 1.0 / (count * reach)
    if count * reach < 1:
        scale = 1.0
    middles = (np.arange(count) - (count - 1) / 2) * 2 * reach * scale
    parts = tuple(placed(shape, scale=scale, shift=(float(x), *(0.0,) * (shape.dim - 1))) for x in middles)
    return Together(f"{count} x {shape.name}", parts, np.ones(count))
