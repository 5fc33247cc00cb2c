"""Oriented points as supervision: what surface points with normals tell of the signed distance all around them.

The winding number of the points (Barill et al. 2018, sec. 3: a dipole at each, weighted by its area) tells the side,
the nearest point bounds the distance from above, and the tangent plane there, which the surface hardly leaves nearby,
bounds it from below. Only where the tangent plane tells the same side is anything said: on furniture of 1,024 points
the side is then right at 95 % of the places, and nine places of ten are left.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.spatial import KDTree

NEIGHBOURS = 16
AREA_OF = 6
"""A point's area is that of the disc that reaches its sixth neighbour on the same side, divided by six."""

SAME_SIDE = 0.3
"""Cosine between normals from which two points count as of one side: those of a sheet's other side do not."""

TRUSTED = 0.8
"""Share of the distance to the tangent plane that is taken as a lower bound of the distance to the surface."""

SIGMAS = (0.05, 0.015)
"""Of the places near the surface, as in `core.observation.volume.dense_points`."""

PIECE = 2048
"""Places whose winding numbers are computed in one go."""


def point_areas(points: np.ndarray, normals: np.ndarray) -> NDArray[np.float64]:
    """Area that each of (n, 3) points stands for, (n,), from the distances to neighbours with like normals."""
    count = min(NEIGHBOURS, len(points) - 1)
    distance, index = (np.asarray(found)[:, 1:] for found in KDTree(points).query(points, count + 1))
    alike = (normals[index] * normals[:, None]).sum(-1) > SAME_SIDE
    rank = np.minimum(alike.sum(1), AREA_OF)
    found = (np.cumsum(alike, axis=1) >= np.maximum(rank, 1)[:, None]).argmax(1)
    reach = distance[np.arange(len(points)), found]
    areas = np.pi * reach**2 / np.maximum(rank, 1)
    usual = float(np.median(areas[rank == AREA_OF])) if (rank == AREA_OF).any() else float(np.median(areas))
    areas[rank < AREA_OF] = usual
    return np.minimum(areas, 5 * usual)  # a stray point far from all others would outvote them


def estimated_normals(points: np.ndarray, eye: np.ndarray) -> NDArray[np.float64]:
    """Unit normals (n, 3) of (n, 3) points, towards the eye (3,): of the plane through each one's neighbours."""
    normals = plane_normals(points)
    away = ((np.asarray(eye) - points) * normals).sum(1) < 0
    return np.where(away[:, None], -normals, normals)


def plane_normals(points: np.ndarray, neighbours: int = NEIGHBOURS) -> NDArray[np.float64]:
    """Unit normals (n, 3), of either side, of the planes through each of (n, 3) points and its neighbours.

    neighbours: how many points a plane goes through, the point itself among them; 3 or more.
    """
    near = points[KDTree(points).query(points, min(neighbours, len(points)))[1]].astype(np.float64)
    spread = near - near.mean(1, keepdims=True)
    return np.linalg.eigh(np.einsum("nki,nkj->nij", spread, spread))[1][:, :, 0]


def winding_numbers(
    places: np.ndarray, points: np.ndarray, normals: np.ndarray, areas: np.ndarray
) -> NDArray[np.float32]:
    """Winding number of (n, 3) oriented points at places (m, 3): (m,), about 1 inside and 0 outside."""
    position, direction, weight = (torch.as_tensor(a.astype(np.float32)) for a in (points, normals, areas))
    flux = (position * direction).sum(1)
    numbers: list[torch.Tensor] = []
    with torch.inference_mode():
        for piece in torch.split(torch.as_tensor(places.astype(np.float32)), PIECE):
            squared = torch.cdist(piece, position).square().clamp_min(1e-8)
            numbers.append(((flux - piece @ direction.T) * weight / (squared * squared.sqrt())).sum(1))
    return (torch.cat(numbers) / (4 * torch.pi)).numpy()


def signed_intervals(
    points: np.ndarray,
    normals: np.ndarray,
    count: int,
    rng: np.random.Generator,
    witness: Callable[[np.ndarray], np.ndarray] | None = None,
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Places (count, 3) in the box with bounds of the signed distance, (count,) each, negative inside.

    points, normals: (n, 3), normalised and unit, n >= 2. Three quarters of the places lie near the surface. Fewer
    than `count` come back where the sides are in doubt almost everywhere, as at crossing sheets. witness: tells of
    places (m, 3) which are inside, (m,) bool; what it says otherwise than the normals is left out.
    """
    points, normals = np.asarray(points, np.float64), np.asarray(normals, np.float64)
    areas, tree = point_areas(points, normals), KDTree(points)
    places, lower, upper = np.empty((0, 3), np.float32), np.empty(0, np.float32), np.empty(0, np.float32)
    for _ in range(4):
        if len(places) >= count:
            break
        drawn = _places(points, count + count // 4, rng)
        reach, nearest = (np.asarray(found) for found in tree.query(drawn))
        plane = np.einsum("nd,nd->n", drawn - points[nearest], normals[nearest])
        inside = winding_numbers(drawn, points, normals, areas) > 0.5
        kept = inside == (plane < 0)
        if witness is not None:
            kept &= inside == witness(drawn)
        least, reach, inside = TRUSTED * np.abs(plane[kept]), reach[kept], inside[kept]
        places = np.concatenate((places, drawn[kept].astype(np.float32)))
        lower = np.concatenate((lower, np.where(inside, -reach, least).astype(np.float32)))
        upper = np.concatenate((upper, np.where(inside, -least, reach).astype(np.float32)))
    return places[:count], lower[:count], upper[:count]


def _places(points: np.ndarray, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    near = count * 3 // 4
    sigma = np.where(np.arange(near) % 2 == 0, *SIGMAS)[:, None]
    around = points[rng.integers(len(points), size=near)] + rng.normal(size=(near, 3)) * sigma
    return rng.permutation(np.concatenate((np.clip(around, -1, 1), rng.uniform(-1, 1, (count - near, 3)))), axis=0)
