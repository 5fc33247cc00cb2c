"""Hiding a part of a shape, and what remains known of the distances in the part that is seen.

A seen point x has a border distance b: how far it is from the hidden region. Of its signed distance s we know the
sign, and |s| itself when |s| <= b, for then the nearest surface lies in the seen part. Otherwise a hidden surface may
be nearer than every visible one, and all that is known is b <= |s| <= distance to the visible surface.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.spatial import KDTree

from core.observation.observation_spec import Region
from core.observation.observation_spec import RegionKind as MaskKind


class Hidden(Protocol):
    """Anything that hides a part of space."""

    def border(self, points: np.ndarray) -> np.ndarray:
        """Signed distance (...,) of points (..., d) to the hidden region, positive where seen."""
        ...


@dataclass(frozen=True, eq=False)
class Mask:
    """The hidden region, in normalised coordinates.

    plane: hidden where vector . x <= value; `vector` (d,) is the unit normal towards the seen side.
    disc (a ball in 3D): hidden where |x - vector| <= value.
    """

    kind: MaskKind
    vector: np.ndarray
    value: float

    def border(self, points: np.ndarray) -> np.ndarray:
        """Signed distance (...,) of points (..., d) to the hidden region, positive where seen."""
        if self.kind == "plane":
            return points @ self.vector - self.value
        return np.linalg.norm(points - self.vector, axis=-1) - self.value


@dataclass(frozen=True, eq=False)
class Union:
    """All that any of its parts hides."""

    parts: tuple[Hidden, ...]

    def border(self, points: np.ndarray) -> np.ndarray:
        """Signed distance (...,) of points (..., d) to the nearest part, positive where seen."""
        return np.min([part.border(points) for part in self.parts], axis=0)


def mask_of(regions: tuple[Region, ...]) -> Hidden | None:
    """What the regions hide together; None when there are none."""
    masks = tuple(Mask(r.kind, np.asarray(r.vector, dtype=np.float64), r.value) for r in regions)
    return Union(masks) if len(masks) > 1 else masks[0] if masks else None


def random_mask(surface: np.ndarray, rng: np.random.Generator, kind: MaskKind | None = None) -> Mask:
    """A mask that hides a part of the surface given by sample points (m, d).

    plane: in a random direction, through the 40 to 60 % quantile of the surface, so that about half is seen.
    disc: around a random surface point, radius 0.25 to 0.5, shrunk until at least 30 % of the surface is seen.
    kind None draws one of the two with equal chance in 2D; in 3D it is a plane.
    """
    dim = surface.shape[1]
    if kind is None:
        kind = "disc" if dim == 2 and rng.random() < 0.5 else "plane"
    if kind == "plane":
        direction = rng.normal(size=dim)
        direction /= np.linalg.norm(direction)
        return Mask("plane", direction, float(np.quantile(surface @ direction, rng.uniform(0.4, 0.6))))
    centre = surface[rng.integers(len(surface))].astype(np.float64)
    radius = rng.uniform(0.25, 0.5)
    largest = float(np.quantile(np.linalg.norm(surface - centre, axis=1), 0.7))
    return Mask("disc", centre, float(min(radius, largest)))


def visible_intervals(
    points: np.ndarray, distances: np.ndarray, surface: np.ndarray, mask: Hidden
) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper bounds (n,) of the signed distance of seen points (n, d), from the visible part alone.

    distances: (n,) true signed distances; used for their sign, and for their size only where the visible part
    determines it. surface: (m, d) points of the whole surface; only those that the mask leaves visible are used, and
    as they are points of the true surface their distance is an upper bound of |s|.
    """
    border = mask.border(points)
    size = np.abs(distances)
    visible = surface[mask.border(surface) > 0]
    # Where nothing is visible the shape is still somewhere in the box: no distance exceeds the box's diagonal.
    limit = np.full(len(points), 2.0 * np.sqrt(points.shape[1]))
    if len(visible):
        limit = np.minimum(limit, KDTree(visible).query(points)[0])
    exact = size <= border
    near = np.where(exact, size, np.maximum(border, 0.0))
    far = np.where(exact, size, np.maximum(limit, near))
    inside = distances < 0
    return np.where(inside, -far, near), np.where(inside, -near, far)


def visible_context_2d(
    points: np.ndarray,
    distances: np.ndarray,
    surface: np.ndarray,
    mask: Hidden,
    count: int,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """`count` seen points out of a pool and their intervals: (count, d), (count,), (count,), float32.

    points, distances: the pool, for instance the pixel centres of a lattice and `ContourShape.signed_lattice`.
    surface: (m, d) surface samples. Points repeat when the mask leaves fewer than `count`. Works in 3D as well.
    Raises ValueError when the mask hides the whole pool.
    """
    seen = np.flatnonzero(mask.border(points) > 0)
    if not len(seen):
        raise ValueError("the mask hides every point")
    chosen = rng.choice(seen, count, replace=len(seen) < count)
    picked = points[chosen]
    lower, upper = visible_intervals(picked, distances[chosen], surface, mask)
    return picked.astype(np.float32), lower.astype(np.float32), upper.astype(np.float32)
