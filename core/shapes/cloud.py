"""Points of a surface as a scan: what can be computed with, and which rows are measurements at all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.shapes.base import Scan, fit_normalization
from core.storage.reading import ShapeError

UNIT_TOLERANCE = 0.02
"""Three columns without a name are normals when their lengths are 1 to within this, and else something else."""

MOST_COLUMNS = 50
"""A table with more columns than this is none of points; of two or three rows, it has its points in columns."""

NORMAL_PLACES = (3, 6, 4, 7)
"""Where unnamed normals are looked for: x y z nx ny nz; behind colours as CloudCompare writes them; behind a value."""

LARGEST = 1e100
"""Coordinates beyond this, or extents below its inverse, have no representable squares."""


def scan_of(points: np.ndarray, normals: np.ndarray | None, name: str, eye: np.ndarray | None = None) -> Scan:
    """A normalised scan. points: (n, d) in input coordinates, normals: (n, d) or None, eye: (d,) or None.

    Rows without a measurement (a coordinate that is NaN or infinite) are left out, and counted in the scan's remark.
    Normals are used when every point that is left has a direction, or, where most have one, those points alone.
    Raises ShapeError when the points are too few, all equal, or all on one line or (3D) one plane.
    """
    points, normals, left_out = measured(np.asarray(points, dtype=np.float64), normals)
    check_extent(points)
    norm = fit_normalization(points)
    placed = norm.apply(points)
    spread = np.linalg.eigvalsh(np.cov(placed.T))
    if spread[0] < 1e-12 * spread[-1]:
        raise ShapeError("all its points lie on one " + ("line" if points.shape[1] == 2 else "plane, a flat sheet"))
    if normals is not None:
        length = np.linalg.norm(normals, axis=1, keepdims=True)
        usable = np.isfinite(length).all() and (length > 1e-6).all()
        normals = (normals / length).astype(np.float32) if usable else None
    seen_from = None if eye is None else norm.apply(eye)
    remark = (
        f"{name}: 1 point without a measurement was left out."
        if left_out == 1
        else f"{name}: {left_out:,} points without a measurement were left out."
    )
    remark = remark if left_out else ""
    return Scan(points.shape[1], name, norm, placed.astype(np.float32), normals, seen_from, remark)


def measured(
    points: NDArray[np.float64], normals: np.ndarray | None
) -> tuple[NDArray[np.float64], np.ndarray | None, int]:
    """Points (n, d) and normals of the rows that are measurements, and how many are not. Raises ShapeError for none."""
    seen = np.isfinite(points).all(axis=1)
    if len(points) and not seen.any():
        raise ShapeError("it has no measured point, all are NaN or infinite")
    if normals is not None:
        known = np.asarray(np.isfinite(normals).all(axis=1))
        if np.count_nonzero(known & seen) > np.count_nonzero(seen) / 2:
            seen = seen & known  # borders of organised clouds have points without normals
        else:
            normals = None
    if seen.all():
        return points, normals, 0
    return points[seen], None if normals is None else normals[seen], int((~seen).sum())


def check_extent(points: NDArray[np.float64]) -> None:
    """Raises ShapeError when (n, d) finite points cannot be computed with: too few, equal, or out of range."""
    if len(points) < 2:
        raise ShapeError("it has no points" if not len(points) else "it has only one point")
    if np.abs(points).max() > LARGEST:
        raise ShapeError("its coordinates are too large")
    extent = np.ptp(points, axis=0).max()
    if extent == 0:
        raise ShapeError("all its points are equal")
    if extent < 1 / LARGEST:
        raise ShapeError("its points are too close together")


def scan_of_table(table: np.ndarray, name: str) -> Scan:
    """Rows of numbers: 2 columns are x y, 3 or more x y z; of further ones, three that are unit vectors are normals.

    A first column that counts the rows is none of them. Raises ShapeError.
    """
    if table.ndim == 2 and len(table) in (2, 3) and table.shape[1] > MOST_COLUMNS:
        raise ShapeError("its points stand in columns, not in rows", "turn the table")
    if table.ndim == 2 and table.shape[1] > MOST_COLUMNS:
        raise ShapeError(f"it has {table.shape[1]:,} columns, as a picture has", "give a table with the columns x y z")
    if table.ndim != 2 or table.shape[1] < 2 or table.dtype.kind not in "fiu":
        raise ShapeError("it is not a table with the columns x y z, or x y z nx ny nz")
    if table.shape[1] > 3 and len(table) > 2 and (table[:, 0] == np.arange(len(table)) + table[0, 0]).all():
        table = table[:, 1:]
    dim = min(table.shape[1], 3)
    places = (k for k in NORMAL_PLACES if _unit_vectors(table[:, k : k + 3]))
    at = next(places, None) if dim == 3 else None
    return scan_of(table[:, :dim], None if at is None else table[:, at : at + 3].astype(np.float64), name)


def _unit_vectors(columns: np.ndarray) -> bool:
    """Whether three columns are directions: of length 1 where they are given, and not all one (a colour may be)."""
    if columns.shape[1] < 3 or not len(columns):
        return False
    given = columns[np.isfinite(columns).all(axis=1)].astype(np.float64)
    if len(given) < max(1, len(columns) / 2):
        return False
    with np.errstate(over="ignore"):
        unit = np.abs(np.linalg.norm(given, axis=1) - 1) < UNIT_TOLERANCE
    return bool(unit.all()) and not bool((given == given[0]).all())
