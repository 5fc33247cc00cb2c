"""Seen or imagined: how far a place of the surface is from the nearest observed surface point.

The distance is tabulated once for each observation, so that a new surface is coloured in about a millisecond.
"""

from __future__ import annotations

import numpy as np
from scipy.spatial import KDTree

from core.observation.observation import Observation

SIDE = 41
"""Lattice points a side of the table; trilinear between them, the error is under a cell, 0.05."""

NEAR, FAR = 0.05, 0.20
"""Up to NEAR a place counts as seen, from FAR on as imagined; normalised units."""


def distance_table(observation: Observation) -> np.ndarray | None:
    """(SIDE, SIDE, SIDE) float32, axes x, y, z: distance to the nearest observed surface point.

    Where only distances are observed, points within 0.05 of the surface count. None in 2D and where there are none.
    """
    middle = np.abs(observation.lower + observation.upper) / 2
    chosen = observation.on_surface if observation.on_surface.any() else middle < NEAR
    if observation.dim != 3 or not chosen.any():
        return None
    axis = np.linspace(-1, 1, SIDE)
    places = np.stack(np.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(-1, 3)
    distance, _ = KDTree(observation.points[chosen]).query(places)
    return np.asarray(distance).reshape(SIDE, SIDE, SIDE).astype(np.float32)


def imagined(table: np.ndarray, points: np.ndarray) -> np.ndarray:
    """(n,) in [0, 1] for (n, 3) points: 0 where seen, 1 where imagined."""
    from scipy.ndimage import map_coordinates  # long to import, and not needed to open a shape

    places = ((np.asarray(points, np.float32) + 1) * ((SIDE - 1) / 2)).T
    distance = map_coordinates(table, places, order=1, mode="nearest")
    return np.clip((distance - NEAR) / (FAR - NEAR), 0, 1)
