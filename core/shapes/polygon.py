"""Exact distances to polygons and polylines, on NumPy arrays and on tensors of any device alike.

Only operations that both libraries name the same are used, and edges enter as plain numbers, so that the same lines
run wherever the points are.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

Array = TypeVar("Array", np.ndarray, "Tensor")


def namespace(array: np.ndarray | Tensor) -> ModuleType:
    """numpy for an array, torch for a tensor."""
    if isinstance(array, np.ndarray):
        return np
    import torch

    return torch


def like(points: Array, values: np.ndarray) -> Array:
    """Numbers as an array of the same library, type and device as the points."""
    if isinstance(points, np.ndarray):
        return values.astype(points.dtype)
    import torch

    return torch.as_tensor(values, dtype=points.dtype, device=points.device)


def closed_edges(corners: np.ndarray) -> NDArray[np.float64]:
    """(m, 2, 2) start and end of the edges of a polygon with these corners (m, 2), the last one back to the first."""
    corners = np.asarray(corners, np.float64)
    return np.stack((corners, np.roll(corners, -1, axis=0)), axis=1)


def open_edges(corners: np.ndarray) -> NDArray[np.float64]:
    """(m - 1, 2, 2) the same of a polyline."""
    corners = np.asarray(corners, np.float64)
    return np.stack((corners[:-1], corners[1:]), axis=1)


def signed_area(corners: np.ndarray) -> float:
    """Of a polygon (m, 2); positive when its corners go counterclockwise."""
    x, y = np.asarray(corners, np.float64).T
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum() / 2)


def counterclockwise(corners: np.ndarray) -> NDArray[np.float64]:
    """The same polygon with its inside on the left of every edge."""
    corners = np.asarray(corners, np.float64)
    return corners if signed_area(corners) > 0 else corners[::-1].copy()


def nearest_edge(points: Array, edges: np.ndarray) -> Array:
    """Distance (n,) of points (n, 2) to the nearest of the edges (m, 2, 2), m >= 1."""
    xp = namespace(points)
    x, y = points[:, 0], points[:, 1]
    best = None
    for (ax, ay), (bx, by) in np.asarray(edges, np.float64).tolist():
        ex, ey = bx - ax, by - ay
        length2 = max(ex * ex + ey * ey, 1e-30)
        along = (((x - ax) * ex + (y - ay) * ey) / length2).clip(0.0, 1.0)
        dx, dy = x - ax - along * ex, y - ay - along * ey
        square = dx * dx + dy * dy
        best = square if best is None else xp.minimum(best, square)
    assert best is not None
    return xp.sqrt(best)


def inside_loops(points: Array, edges: np.ndarray) -> Array:
    """(n,) bool: whether points (n, 2) are inside closed loops of edges (m, 2, 2), by the even-odd rule."""
    x, y = points[:, 0], points[:, 1]
    xp = namespace(points)
    inside = xp.zeros_like(x, dtype=xp.bool)
    for (ax, ay), (bx, by) in np.asarray(edges, np.float64).tolist():
        if ay != by:
            crossed = (y < ay) != (y < by)
            inside = inside ^ (crossed & (x < ax + (y - ay) * ((bx - ax) / (by - ay))))
    return inside


def signed(distance: Array, inside: Array) -> Array:
    """Negative where inside."""
    return namespace(distance).where(inside, -distance, distance)
