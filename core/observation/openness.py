"""Openness: from where in space one can look out between observed points, which tells the sides of points alone.

A place from which nothing measured lies near a straight way out is outside the shape, however thin the shape is and
whichever way its normals point: the silhouettes of space carving (Kutulakos and Seitz 2000), of points for pictures.
A closed surface hides its inside from all directions; an open one does not, so openness is one witness of three
(core.observation.oriented).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from core.observation.oriented import plane_normals

DIRECTIONS = 48
"""Ways out that are tried, evenly over the sphere."""

REACH = 1.5
"""A way is blocked by points within this many spacings of it: at 1 one looks through walls, at 2 gaps close."""

STEP = 0.5
"""Spacings from a point to the places on its two sides of which the more open one is outside."""

PIXELS = 3
"""Pixels of a silhouette in the radius of one point."""


def spacing(points: np.ndarray) -> float:
    """Mean distance from each of (n, d) points, n >= 2, to its third neighbour (or the last, of fewer)."""
    count = min(4, len(points))
    return float(np.asarray(KDTree(points).query(points, count)[0])[:, -1].mean())


def openness(points: np.ndarray, places: np.ndarray, radius: float) -> NDArray[np.float64]:
    """Share of DIRECTIONS in which one looks out from places (m, 3) between balls of `radius` around points (n, 3).

    (m,), 0 to 1. For each direction the balls are drawn into a picture of depths, and each place looks up its pixel.
    """
    if not len(places):
        return np.zeros(0)
    open_ways = np.zeros(len(places))
    pixel = max(radius / PIXELS, 1e-3)
    both = np.concatenate((points, places)).astype(np.float64)
    least = np.linalg.norm(both, axis=1).max() + radius + pixel
    width = int(2 * least / pixel) + 2
    span = np.arange(-PIXELS, PIXELS + 1)
    disc = np.array([(i, j) for i in span for j in span if i * i + j * j <= PIXELS * PIXELS])
    offsets = disc[:, 0] * width + disc[:, 1]
    for frame in _frames(DIRECTIONS):
        across, depth = both @ frame[:2].T, both @ frame[2]
        at = ((across + least) / pixel).astype(np.int64) @ np.array([width, 1])
        farthest = np.full(width * width, -np.inf)
        np.maximum.at(farthest, (at[: len(points), None] + offsets).ravel(), np.repeat(depth[: len(points)], len(disc)))
        open_ways += depth[len(points) :] >= farthest[at[len(points) :]]
    return open_ways / DIRECTIONS


def outward_normals(points: np.ndarray) -> NDArray[np.float64]:
    """Unit normals (n, 3) of points (n, 3) of a whole surface: of the plane nearby, to the side that is more open."""
    normals, gap = plane_normals(points), spacing(points)
    step = STEP * gap * normals
    ahead, behind = np.split(openness(points, np.concatenate((points + step, points - step)), REACH * gap), 2)
    return np.where((ahead < behind)[:, None], -normals, normals)


def enclosed_by(points: np.ndarray) -> Callable[[np.ndarray], NDArray[np.bool_]]:
    """A function that tells of places (m, 3) from which points (n, 3) leave no way out, (m,) bool."""
    radius = REACH * spacing(points)
    return lambda places: openness(points, places, radius) == 0


def _frames(count: int) -> np.ndarray:
    """Orthonormal frames (count, 3, 3), the last row of each a direction of a Fibonacci lattice on the sphere."""
    at = np.arange(count) + 0.5
    z, turn = 1 - 2 * at / count, np.pi * (1 + math.sqrt(5)) * at
    flat = np.sqrt(1 - z * z)
    directions = np.stack((np.cos(turn) * flat, np.sin(turn) * flat, z), axis=1)
    helper = np.where(np.abs(z[:, None]) < 0.9, (0.0, 0.0, 1.0), (1.0, 0.0, 0.0))
    first = np.cross(directions, helper)
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    return np.stack((first, np.cross(directions, first), directions), axis=1)
