"""Polygons of any size, and their triangles: what mesh files store as faces, fans and strips."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.storage.reading import FileError, allow

FACE_BYTES = 400
"""Memory that a triangle takes while a mesh is made of it."""


@dataclass(frozen=True, eq=False)
class Polygons:
    """corners: (n,) int64, the vertices of one polygon after the other. sizes: (m,) int64, how many each has."""

    corners: NDArray[np.int64]
    sizes: NDArray[np.int64]

    @property
    def starts(self) -> NDArray[np.int64]:
        return np.cumsum(self.sizes) - self.sizes


def polygons_of(values: NDArray[np.generic], starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> Polygons:
    """Lists of `sizes` whole numbers that start at `starts` of a flat array. Raises FileError for broken numbers."""
    total = int(sizes.sum())
    inside = np.arange(total) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    taken = values[np.repeat(starts, sizes) + inside]
    corners = whole(taken)
    return Polygons(corners, sizes)


def whole(values: NDArray[np.generic]) -> NDArray[np.int64]:
    """The same as whole numbers. Raises FileError when they are none."""
    if values.dtype.kind in "iu":
        return values.astype(np.int64)
    with np.errstate(invalid="ignore"):
        numbers = values.astype(np.int64)
    if not (numbers == values).all():
        raise FileError("its faces name vertices by something else than whole numbers")
    return numbers


def checked(polygons: Polygons, vertices: int, size: int) -> None:
    """Raises FileError for corners that are not there, ShapeError for more triangles than `size` bytes may have."""
    if len(polygons.corners) and not (polygons.corners.min() >= 0 and polygons.corners.max() < vertices):
        raise FileError("its faces name vertices that are not there")
    allow(FACE_BYTES * int(np.maximum(polygons.sizes - 2, 0).sum()), size)


def triangulate(polygons: Polygons, vertices: NDArray[np.float64]) -> NDArray[np.int64]:
    """Cut polygons into triangles, (m, 3), wound as they are: convex ones into fans, others by their ears.

    vertices: (V, 3). Polygons of fewer than 3 corners vanish.
    """
    parts = [np.empty((0, 3), np.int64)]
    starts = polygons.starts
    for size in np.unique(polygons.sizes[polygons.sizes > 2]):
        own = starts[polygons.sizes == size]
        corners = polygons.corners[own[:, None] + np.arange(size)]
        bent = np.zeros(len(corners), bool) if size == 3 else _bent(vertices[corners])
        even = corners[~bent]
        fans = np.stack([np.broadcast_to(even[:, :1], even[:, 1:-1].shape), even[:, 1:-1], even[:, 2:]], axis=-1)
        parts.append(fans.reshape(-1, 3))
        parts += [polygon[_ears(vertices[polygon])] for polygon in corners[bent]]
    return np.concatenate(parts)


def fans_and_strips(polygons: Polygons, *, strips: bool) -> NDArray[np.int64]:
    """Triangles (m, 3) of triangle fans, or of strips, of which every second triangle is wound the other way.

    A corner of -1 ends a piece and begins the next. Triangles with a corner twice are kept: they have no area.
    """
    begins = np.zeros(len(polygons.corners), np.int64)
    begins[polygons.starts[polygons.sizes > 0]] = 1
    kept = polygons.corners >= 0
    corners = polygons.corners[kept]
    sizes = np.bincount(np.cumsum(begins + ~kept)[kept])
    starts = np.cumsum(sizes) - sizes
    count = np.maximum(sizes - 2, 0)
    first = np.repeat(starts, count)
    along = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    odd = along % 2 if strips else 0
    start = first + along if strips else first
    return np.stack([corners[start + odd], corners[first + along + 1 - odd], corners[first + along + 2]], axis=1)


def _normals(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Twice the area vector of polygons (n, k, 3): (n, 3)."""
    return np.cross(places - places[:, :1], np.roll(places, -1, axis=1) - places[:, :1]).sum(axis=1)


def _bent(places: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which polygons (n, k, 3) turn the other way at some corner: a fan would cover what is not theirs."""
    with np.errstate(all="ignore"):
        normals = _normals(places)
        here = places - np.roll(places, 1, axis=1)
        turn = np.einsum("nkd,nd->nk", np.cross(here, np.roll(here, -1, axis=1)), normals)
        return (turn < -1e-9 * np.einsum("nd,nd->n", normals, normals)[:, None]).any(axis=1)


def _ears(places: NDArray[np.float64]) -> NDArray[np.int64]:
    """Triangles (m, 3) of one polygon (k, 3), by earcut in the plane that it lies in most."""
    from mapbox_earcut import triangulate_float64

    normal = _normals(places[None])[0]
    drop = int(np.abs(normal).argmax())
    flat = np.ascontiguousarray(np.delete(places - places.mean(0), drop, axis=1))
    triangles = triangulate_float64(flat, np.array([len(flat)], np.uint32)).reshape(-1, 3).astype(np.int64)
    # Earcut winds as it likes; these follow the polygon.
    against = (_normals(places[triangles]) @ normal) < 0
    return np.where(against[:, None], triangles[:, ::-1], triangles)
