"""Which way the faces of a mesh look: each connected patch for itself, so that none outvotes another."""

from __future__ import annotations

from dataclasses import dataclass

import igl
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Patches:
    """faces: (F, 3) int64, wound alike within each patch. patch: (F,) int64, the patch of each face, from 0.

    closed: (P,) bool, patches without a border.
    """

    faces: NDArray[np.int64]
    patch: NDArray[np.int64]
    closed: NDArray[np.bool_]


def oriented(vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> Patches:
    """Wind the faces of each patch alike, and closed patches so that they look out of what they enclose.

    A closed patch that looks inward within another one is a cavity, and left. Patches with a border are left as most
    of their area is wound, unless the file as a whole is inside out; where faces lay twice or were wound at random,
    their volume about their own middle says what front is.
    """
    single = without_twins(faces)
    alike, patch = (np.asarray(part) for part in igl.bfs_orient(single))
    alike = np.ascontiguousarray(alike, np.int64)
    count = int(patch.max(initial=-1)) + 1
    area = triangle_areas(vertices, alike)
    kept = (alike == single).all(axis=1)
    total, as_wound = np.bincount(patch, area, count), np.bincount(patch, area * kept, count)
    alike = _turned(alike, (as_wound < total / 2)[patch])
    # Wound at random, or a copy for each side of which either may be the one that was kept: nothing to go by.
    unsure = (np.minimum(as_wound, total - as_wound) > 0.01 * total) | (len(single) < len(faces))
    closed = _closed(alike, patch, count)
    volume = patch_volumes(vertices, alike, patch)
    sure = ~unsure & closed
    judges = sure if sure.any() else ~unsure
    inside_out = bool((total * np.sign(volume))[judges].sum() < 0)
    alike = _turned(alike, (inside_out & ~unsure)[patch])
    volume = np.where(inside_out & ~unsure, -volume, volume)
    turn = (volume < 0) & (closed | unsure)
    turn &= ~_cavities(vertices, alike, patch, closed, turn & sure)
    return Patches(_turned(alike, turn[patch]), patch, closed)


def without_twins(faces: NDArray[np.int64]) -> NDArray[np.int64]:
    """One of each set of faces on the same three corners.

    Models drawn for display often carry every face twice, once for each side: their winding numbers cancel.
    """
    _, first = np.unique(np.sort(faces, axis=1), axis=0, return_index=True)
    return np.ascontiguousarray(faces[np.sort(first)]) if len(first) < len(faces) else faces


def unjoined(faces: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which faces (F, 3) share no edge with another: (F,)."""
    edges = np.sort(np.stack((faces, np.roll(faces, -1, axis=1)), axis=2).reshape(-1, 2), axis=1)
    _, place, times = np.unique(
        edges[:, 0] * (faces.max(initial=0) + 1) + edges[:, 1], return_inverse=True, return_counts=True
    )
    return (times[place].reshape(-1, 3) == 1).all(axis=1)


def patch_volumes(
    vertices: NDArray[np.float64], faces: NDArray[np.int64], patch: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Signed volume between each patch (numbered from 0) and its own middle: positive when wound outward.

    For a closed patch the middle does not matter; for an open one it tells front from back unless the patch is
    strongly saddle-shaped. That of a flat sheet is zero.
    """
    corners = vertices[faces]
    size = np.maximum(np.bincount(patch), 1)
    middle = np.stack([np.bincount(patch, corners[:, :, k].mean(1)) / size for k in range(3)], axis=1)
    one, two, three = np.moveaxis(corners - middle[patch][:, None], 1, 0)
    volume = np.bincount(patch, np.einsum("fd,fd->f", one, np.cross(two, three))) / 6
    extent = np.bincount(patch, np.linalg.norm(one, axis=1)) / size
    return np.where(np.abs(volume) < 1e-9 * extent**3, 0.0, volume)


def triangle_areas(vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> NDArray[np.float64]:
    """Areas (m,) of triangles (m, 3) on vertices (n, 3)."""
    corners = vertices[faces]
    return np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1) / 2


def _turned(faces: NDArray[np.int64], turn: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.ascontiguousarray(np.where(turn[:, None], faces[:, ::-1], faces)) if turn.any() else faces


def _closed(faces: NDArray[np.int64], patch: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Which patches are walked through every edge as often one way as the other: (count,)."""
    start, end = faces.reshape(-1), np.roll(faces, -1, axis=1).reshape(-1)
    owner = np.repeat(patch, 3)
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((high, low, owner))
    low, high, owner = low[order], high[order], owner[order]
    new = np.ones(len(order), bool)
    new[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1]) | (owner[1:] != owner[:-1])
    balance = np.add.reduceat(np.where(start < end, 1, -1)[order], np.flatnonzero(new))
    return np.bincount(owner[new], balance != 0, count) == 0


def _cavities(
    vertices: NDArray[np.float64],
    faces: NDArray[np.int64],
    patch: NDArray[np.int64],
    closed: NDArray[np.bool_],
    inward: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Which of the closed patches that look inward lie within another closed patch: (P,)."""
    found = np.zeros(len(closed), bool)
    if not inward.any() or closed.sum() < 2:
        return found
    outward = _turned(faces, inward[patch])
    solid = np.ascontiguousarray(outward[closed[patch]])
    winding = igl.FastWindingNumberBVH()
    winding.init(vertices, solid)
    _, first = np.unique(patch, return_index=True)
    asked = np.flatnonzero(inward)
    corners = vertices[outward[first[asked]]]
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    size = np.linalg.norm(normal, axis=1, keepdims=True)
    beside = corners.mean(axis=1) + 1e-4 * normal / np.maximum(size, 1e-300)
    found[asked] = np.asarray(winding.winding_number(np.ascontiguousarray(beside))) >= 0.5
    return found
