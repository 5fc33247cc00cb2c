"""Error on the surface, both ways: how far the level set is from the truth, and the truth from the level set."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from core.analysis.slicing import Evaluate
from core.levelset import LevelSet

NEIGHBOURS = 8
"""Elements that are measured for each point, nearest middles first. Those of a level set are all of about one size."""

PIECE = 2048
"""Points at once: short enough that whoever computes can give way in between."""


@dataclass(frozen=True)
class Figures:
    """Of distances over a surface, weighted by its area (2D: length): mean, root mean square, 95 % quantile, largest.

    All are inf where there is no surface to measure to, and nan where there is none to measure from.
    """

    mean: float
    rms: float
    p95: float
    largest: float


@dataclass(frozen=True, eq=False)
class SurfaceError:
    """Distances in normalised units. to_truth: (V,), from each vertex of the level set to the true surface. to_level:
    (W,), from each vertex of the true shape's level set to the level set. forth, back: the figures of both.
    """

    to_truth: NDArray[np.float32]
    to_level: NDArray[np.float32]
    forth: Figures
    back: Figures


def surface_error(level: LevelSet, truth: LevelSet, sdf: Evaluate) -> SurfaceError:
    """Both directions. truth: level set of the true shape, whose vertices stand for it. sdf: of the true shape."""
    parts = [np.abs(sdf(part)) for part in pieces(level.vertices)]
    forth = np.concatenate(parts).astype(np.float32) if parts else np.empty(0, np.float32)
    back = distances(truth.vertices, level)
    return SurfaceError(forth, back, figures(forth, level), figures(back, truth))


def pieces(points: np.ndarray, most: int = PIECE) -> list[np.ndarray]:
    """Points in parts of at most so many."""
    return [points[start : start + most] for start in range(0, len(points), most)]


def distances(points: np.ndarray, level: LevelSet) -> NDArray[np.float32]:
    """(n,) distance of points to the nearest of the elements of a level set near them; inf where it is empty.

    Exact wherever the nearest element is among the `NEIGHBOURS` with the nearest middles; else too large by less than
    the size of an element.
    """
    measure = measuring(level)
    found = [measure(part) for part in pieces(points)]
    return np.concatenate(found) if found else np.empty(0, np.float32)


def measuring(level: LevelSet) -> Evaluate:
    """What tells the distances of some points (n, dim) to a level set, as `distances` does: (n,) float32."""
    if not len(level.elements):
        return lambda points: np.full(len(points), np.inf, np.float32)
    corners = np.asarray(level.vertices, np.float64)[level.elements]
    tree = KDTree(corners.mean(1))
    measure = _to_segments if level.dim == 2 else _to_triangles
    count = min(NEIGHBOURS, len(corners))

    def found(points: np.ndarray) -> NDArray[np.float32]:
        part = np.asarray(points, np.float64)
        nearest = np.atleast_2d(tree.query(part, k=count)[1]).reshape(len(part), count)
        return measure(part[:, None], corners[nearest]).min(1).astype(np.float32)

    return found


def _to_segments(points: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Distances (...,) of points (..., d) to segments (..., 2, d)."""
    start, way = ends[..., 0, :], ends[..., 1, :] - ends[..., 0, :]
    part = ((points - start) * way).sum(-1) / np.maximum((way * way).sum(-1), 1e-300)
    return np.linalg.norm(points - start - part.clip(0, 1)[..., None] * way, axis=-1)


def _to_triangles(points: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Distances (...,) of points (..., 3) to triangles (..., 3, 3): to their planes above them, else to their edges."""
    a, b, c = (corners[..., k, :] for k in range(3))
    edges = [np.stack(pair, -2) for pair in ((a, b), (b, c), (c, a))]
    outside: NDArray[np.float64] = np.minimum.reduce([_to_segments(points, edge) for edge in edges])
    normal = np.cross(b - a, c - a)
    length: NDArray[np.float64] = np.linalg.norm(normal, axis=-1)
    sides = [(np.cross(q - p, points - p) * normal).sum(-1) >= 0 for p, q in ((a, b), (b, c), (c, a))]
    above: NDArray[np.float64] = np.abs(((points - a) * normal).sum(-1)) / np.maximum(length, 1e-300)
    return np.where(np.logical_and.reduce(sides) & (length > 1e-14), above, outside)


def figures(values: NDArray[np.float32], level: LevelSet) -> Figures:
    """Of values (V,) at the vertices of a level set."""
    if not len(values):
        return Figures(*(float("nan"),) * 4)
    if not np.isfinite(values).all():
        return Figures(*(float("inf"),) * 4)
    weights = vertex_weights(level)
    order = np.argsort(values)
    share = np.cumsum(weights[order])
    rank = min(int(np.searchsorted(share, 0.95 * float(share[-1]))), len(values) - 1)
    wide = np.asarray(values, np.float64)
    mean, square = (float(np.average(part, weights=weights)) for part in (wide, wide**2))
    return Figures(mean, square**0.5, float(wide[order[rank]]), float(wide.max()))


def vertex_weights(level: LevelSet) -> NDArray[np.float64]:
    """(V,) area (2D: length) that belongs to each vertex: its share of the elements around it."""
    corners = np.asarray(level.vertices, np.float64)[level.elements]
    sides = corners[:, 1:] - corners[:, :1]
    if level.dim == 2:
        size = np.linalg.norm(sides[:, 0], axis=1)
    else:
        size = np.linalg.norm(np.cross(sides[:, 0], sides[:, 1]), axis=1) / 2
    shares = np.repeat(size / level.elements.shape[1], level.elements.shape[1])
    weights = np.bincount(level.elements.ravel(), shares, len(level.vertices))
    return weights.astype(np.float64) if weights.sum() > 0 else np.ones(len(level.vertices))
