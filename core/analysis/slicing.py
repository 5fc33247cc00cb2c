"""A plane through a 3D field: its polygon in the box, the values on it, and isolines clipped to the box."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Evaluate = Callable[[np.ndarray], np.ndarray]
"""Signed distance of points: (n, dim) -> (n,)."""

SPACING = 0.1
"""Signed distance between two isolines, in normalised units."""

FARTHEST = 0.8
"""No isoline is drawn beyond this signed distance: what is far from the surface would only hide the rest."""

AXES: dict[str, tuple[float, float, float]] = {"x": (1.0, 0.0, 0.0), "y": (0.0, 1.0, 0.0), "z": (0.0, 0.0, 1.0)}


@dataclass(frozen=True)
class CuttingPlane:
    """All x with normal . x = offset. normal: unit vector. offset: from the centre of the box, normalised units."""

    normal: tuple[float, float, float]
    offset: float

    def basis(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Unit vectors u, v in the plane, (3,) each, so that u, v, normal are right-handed; v is as much up (y) as can
        be, and away from you (-z) in a horizontal plane."""
        normal = np.array(self.normal)
        up = np.array((0.0, 1.0, 0.0) if abs(normal[1]) < 0.999 else (0.0, 0.0, -1.0))
        u = np.cross(up, normal)
        u /= np.linalg.norm(u)
        return u, np.cross(normal, u)

    def polygon(self) -> NDArray[np.float64]:
        """Corners (k, 3) of its part in the box [-1, 1]^3, in order; k is 3 to 6, or 0 where it misses the box."""
        corners = np.array(list(np.ndindex((2, 2, 2))), float) * 2 - 1
        ends = [(a, b) for a in corners for b in corners if (b > a).sum() == 1 and (a != b).sum() == 1]
        start, stop = np.array([a for a, _ in ends]), np.array([b for _, b in ends])
        before, behind = (points @ np.array(self.normal) - self.offset for points in (start, stop))
        touching = corners[np.abs(corners @ np.array(self.normal) - self.offset) < 1e-9]
        cut = before * behind < -1e-18
        part = before[cut] / (before[cut] - behind[cut])
        found = np.unique(np.round(np.vstack((touching, start[cut] + part[:, None] * (stop - start)[cut])), 9), axis=0)
        if len(found) < 3:
            return np.empty((0, 3))
        u, v = self.basis()
        around = found - found.mean(0)
        return found[np.argsort(np.arctan2(around @ v, around @ u))]


def plane_towards(azimuth: float, height: float, offset: float) -> CuttingPlane:
    """A plane whose normal has this azimuth (degrees about y; 0 is +z, 90 is +x) and height (degrees above xz)."""
    level = math.cos(math.radians(height))
    a = math.radians(azimuth)
    return CuttingPlane((level * math.sin(a), math.sin(math.radians(height)), level * math.cos(a)), offset)


def angles_of(normal: np.ndarray) -> tuple[float, float]:
    """Azimuth and height in degrees of a direction (3,), as `plane_towards` takes them."""
    x, y, z = normal / np.linalg.norm(normal)
    return math.degrees(math.atan2(x, z)), math.degrees(math.asin(max(-1.0, min(1.0, y))))


def parse_plane(text: str) -> CuttingPlane:
    """ "z:0.1" or "1,0.5,0:0.1": an axis or a direction, and the distance from the centre (0 when left out).

    Raises ValueError with a reason.
    """
    where, _, distance = text.partition(":")
    try:
        normal = np.array(AXES[where] if where in AXES else [float(part) for part in where.split(",")])
        offset = float(distance or 0.0)
    except ValueError:
        raise ValueError(f"{text!r} is not a plane; write z:0.1 or 1,0.5,0:0.1") from None
    length = float(np.linalg.norm(normal))
    if normal.shape != (3,) or not 0 < length < math.inf or not abs(offset) <= math.sqrt(3):
        raise ValueError(f"{text!r} is not a plane through the box; write z:0.1 or 1,0.5,0:0.1")
    x, y, z = (float(part) for part in normal / length)
    return CuttingPlane((x, y, z), offset)


@dataclass(frozen=True, eq=False)
class Slice:
    """A field on a plane.

    polygon: (k, 3) corners in the box, k = 0 where the plane misses it. coordinates: (k, 2) of the corners on the
    lattice, 0 to 1. values: (rows, columns) on a lattice along v and u that just covers the polygon. lines, thick: ends
    (m, 2, 3) of the pieces of the isolines at every `SPACING`, and at zero (and at `iso`). truth: the same of the
    zero line of the true shape, None where it was not asked for.
    """

    plane: CuttingPlane
    polygon: NDArray[np.float64]
    coordinates: NDArray[np.float64]
    values: NDArray[np.float32]
    lines: NDArray[np.float32]
    thick: NDArray[np.float32]
    truth: NDArray[np.float32] | None = None


NOTHING = np.empty((0, 2, 3), np.float32)


@dataclass(frozen=True, eq=False)
class _Grid:
    """A lattice on a plane. across, along: its coordinates along u and along v."""

    plane: CuttingPlane
    across: NDArray[np.float64]
    along: NDArray[np.float64]

    def lift(self, flat: np.ndarray) -> NDArray[np.float64]:
        """(..., 2) coordinates along u and v -> (..., 3) places."""
        u, v = self.plane.basis()
        return flat[..., :1] * u + flat[..., 1:] * v + self.plane.offset * np.array(self.plane.normal)

    def sample(self, field: Evaluate) -> NDArray[np.float32]:
        """(rows, columns) of a field."""
        flat = np.stack(np.meshgrid(self.across, self.along), -1)
        return field(self.lift(flat).reshape(-1, 3)).reshape(flat.shape[:2])

    def isolines(self, values: np.ndarray, levels: list[float]) -> NDArray[np.float32]:
        """Ends (m, 2, 3) of the pieces of the lines at some levels, in the box; none where values are not finite."""
        import contourpy

        drawn = contourpy.contour_generator(self.across, self.along, np.ma.masked_invalid(values), name="serial")
        lines = [np.asarray(line) for level in levels for line in drawn.lines(level)]
        if not lines:
            return NOTHING
        pieces = np.concatenate([np.stack((line[:-1], line[1:]), 1) for line in lines])
        return clipped(self.lift(pieces)).astype(np.float32)


def slice_field(
    field: Evaluate,
    plane: CuttingPlane,
    cells: int,
    iso: float = 0.0,
    truth: Evaluate | None = None,
    truth_cells: int = 96,
) -> Slice:
    """The field on a plane, at `cells` cells along the longer side. iso: this line is thick too. truth: true field."""
    polygon = plane.polygon()
    if not len(polygon):
        return Slice(plane, polygon, np.empty((0, 2)), np.empty((0, 0), np.float32), NOTHING, NOTHING)
    flat = polygon @ np.stack(plane.basis(), 1)
    low: NDArray[np.float64] = flat.min(0)
    high: NDArray[np.float64] = flat.max(0)

    def grid(count: int) -> _Grid:
        sides = [max(2, round(count * part)) + 1 for part in (high - low) / (high - low).max()]
        across, along = (np.linspace(float(low[k]), float(high[k]), sides[k]) for k in (0, 1))
        return _Grid(plane, across, along)

    fine, steps = grid(cells), round(FARTHEST / SPACING)
    values = fine.sample(field)
    thin = [k * SPACING for k in range(-steps, steps + 1) if k and abs(k * SPACING - iso) > 1e-9]
    outline = None
    if truth is not None:
        coarse = grid(truth_cells)
        outline = coarse.isolines(coarse.sample(truth), [0.0])
    lines, thick = fine.isolines(values, thin), fine.isolines(values, sorted({0.0, iso}))
    return Slice(plane, polygon, (flat - low) / (high - low), values, lines, thick, outline)


def clipped(ends: np.ndarray) -> np.ndarray:
    """The parts of pieces (m, 2, 3) that lie in the box [-1, 1]^3 (Liang and Barsky 1984)."""
    start, way = ends[:, 0], ends[:, 1] - ends[:, 0]
    safe = np.where(way == 0, 1e-300, way)
    one, two = (-1 - start) / safe, (1 - start) / safe
    first, last = np.minimum(one, two).max(1).clip(0, 1), np.maximum(one, two).min(1).clip(0, 1)
    kept = (first < last) & (np.where(way == 0, np.abs(start), 0) <= 1).all(1)
    part = np.stack((first, last), 1)[kept]
    return start[kept, None] + part[..., None] * way[kept, None]
