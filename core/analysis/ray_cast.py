"""Lines of sight: what of a level set, cut open by a slice or not, a ray meets first. Exact, and without a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.analysis.slicing import CuttingPlane, Evaluate

SAMPLES = 513
"""First look along a ray: a sheet thinner than the box's diagonal divided by 512, 0.007, may be overlooked."""

ROUNDS, PARTS = 2, 64
"""How often the piece in which the sign changes is divided, and into how many: to 2e-6 after both."""

Place = Literal["surface", "true shape", "slice", "field"]


@dataclass(frozen=True, eq=False)
class Ray:
    """A line of sight. origin: (3,). direction: (3,), unit."""

    origin: NDArray[np.float64]
    direction: NDArray[np.float64]

    def at(self, way: float | np.ndarray) -> NDArray[np.float64]:
        """(n,) distances -> (n, 3) places."""
        return self.origin + np.asarray(way)[..., None] * self.direction

    def within_box(self, dim: int = 3) -> tuple[float, float] | None:
        """Distances between which it is in the box [-1, 1]^dim (unbounded along z in 2D), None where it misses it."""
        start, way = self.origin[:dim], self.direction[:dim]
        safe = np.where(way == 0, 1e-300, way)
        one, two = (-1 - start) / safe, (1 - start) / safe
        first, last = max(float(np.minimum(one, two).max()), 0.0), float(np.maximum(one, two).min())
        return (first, last) if first < last else None

    def to_plane(self, plane: CuttingPlane) -> float | None:
        """Distance to a plane, None where it runs along it or away from it."""
        normal = np.array(plane.normal)
        slope = float(self.direction @ normal)
        way = (plane.offset - float(self.origin @ normal)) / slope if abs(slope) > 1e-9 else -1.0
        return way if way >= 0 else None


def first_hit(field: Evaluate, ray: Ray, span: tuple[float, float], iso: float = 0.0) -> float | None:
    """Distance at which a ray first meets the level `iso` between two distances; None where it does not.

    A ray that is inside already where it enters hits at once: level sets are closed at the walls of the box.
    """
    first, last = span
    before, behind = np.inf, 0.0
    for turn in range(ROUNDS + 1):
        way = np.linspace(first, last, SAMPLES if turn == 0 else PARTS + 1)
        height = np.asarray(field(ray.at(way)), float) - iso
        inside = height < 0  # what is not a number is not inside
        if not inside.any():
            return None
        index = int(np.argmax(inside))
        if index == 0:
            return float(way[0])
        first, last = float(way[index - 1]), float(way[index])
        before, behind = height[index - 1], height[index]
    part = before / (before - behind) if np.isfinite(before) else 1.0
    return first + float(part) * (last - first)


def visible_hit(
    field: Evaluate, ray: Ray, iso: float = 0.0, plane: CuttingPlane | None = None, cut: float = 0.0
) -> tuple[Place, float] | None:
    """What a ray meets first in 3D, and where: the level `iso` or a slice plane; None where it meets nothing.

    cut: 1 or -1 where the surface on that side of the plane (along its normal, or against it) is taken away.
    """
    span = ray.within_box()
    if span is None:
        return None
    crossing = None if plane is None else ray.to_plane(plane)
    sliced = crossing if crossing is not None and span[0] <= crossing <= span[1] else None
    if plane is not None and cut:
        span = _kept(ray, plane, span, cut)
    found = None if span is None else first_hit(field, ray, span, iso)
    if found is None or (sliced is not None and sliced <= found):
        return None if sliced is None else ("slice", sliced)
    return "surface", found


def _kept(ray: Ray, plane: CuttingPlane, span: tuple[float, float], cut: float) -> tuple[float, float] | None:
    """The part of a ray that is not on the side that is taken away."""
    normal = cut * np.array(plane.normal)
    first, last = (float(ray.at(way) @ normal) - cut * plane.offset for way in span)
    if first <= 0 and last <= 0:
        return span
    if first >= 0 and last >= 0:
        return None
    crossing = span[0] + first / (first - last) * (span[1] - span[0])
    return (span[0], crossing) if first < 0 else (crossing, span[1])
