"""Points in, a screened Poisson mesh out: run as a process of its own by core.methods.poisson, never imported.

pymeshlab keeps the interpreter's lock while it computes, brings a toolkit of its own along, and a fault in it ends the
process: none of that may reach a window. Nothing of this program is imported here.
"""

from __future__ import annotations

import sys
import time
from importlib import import_module
from typing import Any

import numpy as np
from scipy.spatial import ConvexHull, KDTree, QhullError

pymeshlab: Any = import_module("pymeshlab")  # it tells a type checker nothing of what it has

NEIGHBOURS = 10
"""Points that a normal is estimated from."""


def toward_eyes(points: np.ndarray, normals: np.ndarray, eyes: np.ndarray) -> np.ndarray:
    """Turn normals (n, 3) of points to the nearest of the eyes (v, 3): a camera sees what lies on its own side."""
    nearest = eyes[KDTree(eyes).query(points)[1]]
    away = np.einsum("nd,nd->n", normals, nearest - points) < 0
    return np.where(away[:, None], -normals, normals)


def like_neighbours(points: np.ndarray, normals: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Turn each normal (n, 3) to the side of the nearest one that is known; known: (n, 3), NaN where it is not."""
    there = ~np.isnan(known[:, 0])
    nearest = known[there][KDTree(points[there]).query(points)[1]]
    away = np.einsum("nd,nd->n", normals, nearest) < 0
    turned = np.where(away[:, None], -normals, normals)
    return np.where(there[:, None], known, turned)


def outward(points: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """Turn all normals (n, 3) alike so that those of the convex hull, whose sides are known, mostly point outward.

    What spreads from neighbour to neighbour agrees with itself and may still be inside out as a whole.
    """
    corners = ConvexHull(points).vertices
    out = np.einsum("nd,nd->n", normals[corners], points[corners] - points.mean(0)) > 0
    return normals if 2 * np.count_nonzero(out) >= len(corners) else -normals


def oriented(points: np.ndarray, known: np.ndarray, eyes: np.ndarray) -> np.ndarray:
    """Give normals (n, 3): the known ones; the others by the nearest points, turned by known ones, eyes, or spreading.

    known: (n, 3), NaN where not known. eyes: (v, 3), v may be 0.
    """
    there = ~np.isnan(known[:, 0])
    if there.all():
        return known
    cloud = pymeshlab.MeshSet()
    cloud.add_mesh(pymeshlab.Mesh(vertex_matrix=points))
    cloud.compute_normal_for_point_clouds(k=NEIGHBOURS)
    normals = cloud.current_mesh().vertex_normal_matrix()
    if there.any():
        return like_neighbours(points, normals, known)
    return toward_eyes(points, normals, eyes) if len(eyes) else outward(points, normals)


def reconstruct(
    points: np.ndarray, known: np.ndarray, eyes: np.ndarray, depth: int
) -> tuple[np.ndarray, np.ndarray, float]:
    """Vertices (V, 3), triangles (F, 3) wound outward, and the seconds that it took; V = 0 where nothing comes out."""
    started = time.perf_counter()
    try:
        normals = oriented(points, known, eyes)
        cloud = pymeshlab.MeshSet()
        cloud.add_mesh(pymeshlab.Mesh(vertex_matrix=points, v_normals_matrix=normals))
        cloud.generate_surface_reconstruction_screened_poisson(depth=depth, threads=1)
        vertices, faces = cloud.current_mesh().vertex_matrix(), cloud.current_mesh().face_matrix()
    except (pymeshlab.PyMeshLabException, QhullError):  # points on one line or in one plane have no hull
        vertices, faces = np.zeros((0, 3)), np.zeros((0, 3))
    return vertices, faces, time.perf_counter() - started


if __name__ == "__main__":
    with np.load(sys.argv[1], allow_pickle=False) as given:
        found = reconstruct(given["points"], given["normals"], given["eyes"], int(given["depth"]))
    np.savez(sys.argv[2], vertices=found[0], faces=found[1], seconds=found[2])
