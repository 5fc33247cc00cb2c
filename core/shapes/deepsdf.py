"""NPY and NPZ files: DeepSDF's samples (pos, neg) and point clouds."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np

from core.shapes.base import Samples, Scan, identity_normalization
from core.shapes.cloud import scan_of, scan_of_table

POINT_KEYS = ("points", "xyz", "vertices", "arr_0")
NORMAL_KEYS = ("normals", "normal")


def samples_of(pos: np.ndarray, neg: np.ndarray, name: str) -> Samples:
    """DeepSDF's arrays (n, 4): x, y, z, signed distance, already in its unit-sphere coordinates.

    Rows with NaN, which DeepSDF's sampler leaves, are dropped. Raises ValueError with the reason.
    """
    if any(a.ndim != 2 or a.shape[1] != 4 or a.dtype.kind != "f" for a in (pos, neg)):
        raise ValueError("its arrays pos and neg are not tables of the columns x y z distance")
    rows = np.concatenate((pos, neg)).astype(np.float32)
    rows = rows[~np.isnan(rows).any(axis=1)]
    if not np.isfinite(rows).all():
        raise ValueError("it has infinite values")
    if len(rows) < 2:
        raise ValueError("it has no samples")
    if (rows[:, :3] == rows[0, :3]).all():
        raise ValueError("all its points are equal")
    return Samples(3, name, identity_normalization(3), rows[:, :3].copy(), rows[:, 3].copy())


def read_numpy(path: Path) -> Scan | Samples:
    """A .npy table of points, an .npz with `points` (and `normals`), or DeepSDF's .npz with `pos` and `neg`.

    Raises ValueError with the reason as a clause; arrays of Python objects are never opened.
    """
    try:
        loaded = np.load(path, allow_pickle=False)
        if isinstance(loaded, np.ndarray):
            return scan_of_table(loaded, path.name)
        with loaded:
            arrays = {key: loaded[key] for key in loaded.files if key in (*POINT_KEYS, *NORMAL_KEYS, "pos", "neg")}
            names = ", ".join(loaded.files) or "none"
    except (OSError, EOFError, zipfile.BadZipFile, ValueError) as fault:
        if "allow_pickle" in str(fault):
            raise ValueError("it holds Python objects (a pickle), which are not opened") from None
        if isinstance(fault, ValueError) and str(fault).startswith("it "):
            raise
        raise ValueError("it is not a whole NumPy file") from None
    if "pos" in arrays and "neg" in arrays:
        return samples_of(arrays["pos"], arrays["neg"], path.name)
    points = next((arrays[k] for k in POINT_KEYS if k in arrays), None)
    if points is None:
        raise ValueError(f"its arrays are {names}, not pos and neg or points")
    normals = next((arrays[k] for k in NORMAL_KEYS if k in arrays), None)
    if normals is None or normals.shape != points.shape or points.ndim != 2 or points.shape[1] not in (2, 3):
        return scan_of_table(points, path.name)
    return scan_of(points, normals, path.name)
