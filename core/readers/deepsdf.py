"""NPY and NPZ files: point clouds, DeepSDF's samples (pos, neg), and points of a volume with what is known there."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy as np
from numpy.lib import format as npy

from core.shapes.base import Samples, Scan, fit_normalization, identity_normalization
from core.shapes.cloud import check_extent, scan_of, scan_of_table
from core.storage.reading import FileError, ShapeError, allow

POINT_KEYS = ("points", "xyz", "vertices", "arr_0")
NORMAL_KEYS = ("normals", "normal")
FACE_KEYS = ("faces", "triangles", "tris")
DISTANCE_KEYS = ("sdf", "sdfs", "distances", "distance")
VOLUME_KEYS = {
    **dict.fromkeys(("occupancies", "occupancy", "occ", "labels", "inside"), "their side alone, not their distance"),
    **dict.fromkeys(("udf", "df"), "their distance alone, not their side"),
    "tsdf": "their distance only near the surface",
}
"""Companions of points of a volume, and what they tell where it is too little."""

ROW_BYTES = 120
"""Memory that a point takes while a scan is made of it."""


def read(data: bytes, file: Path) -> Scan | Samples:
    """A .npy table of points, an .npz with `points` (and `normals`, or `sdf`), or DeepSDF's .npz with `pos` and `neg`.

    Large and small letters of names are the same. Of samples in DeepSDF's folders the surface and normalisation beside
    them are read too. Arrays of Python objects are
    never opened. Raises ShapeError and FileError.
    """
    from core.readers.prepared import with_siblings

    if data.startswith(npy.MAGIC_PREFIX):
        return scan_of_table(_plain(_array(data, len(data))), file.name)
    arrays = _members(data)
    if {"pos", "neg"} <= arrays.keys():
        return with_siblings(samples_of(arrays["pos"], arrays["neg"], file.name), file)
    points = next((arrays[key] for key in POINT_KEYS if key in arrays), None)
    if points is None:
        names = ", ".join(sorted(arrays)) or "none that are known"
        raise ShapeError(f"its arrays are {names}, not pos and neg or points")
    distances = next((arrays[key] for key in DISTANCE_KEYS if key in arrays), None)
    if distances is not None:
        return _volume(points, distances, file.name)
    told = next((key for key in VOLUME_KEYS if key in arrays), None)
    if told is not None:
        raise ShapeError(
            f"its points fill a volume and '{told}' tells {VOLUME_KEYS[told]}",
            "give points of the surface, or samples with signed distances as `sdf`, or as pos and neg",
        )
    faces = next((key for key in FACE_KEYS if key in arrays), None)
    if faces is not None:
        raise ShapeError(f"its points are the corners of '{faces}', which are not read", "save it as PLY, OBJ or GLB")
    normals = next((arrays[key] for key in NORMAL_KEYS if key in arrays), None)
    if normals is None or normals.shape != points.shape or points.ndim != 2 or points.shape[1] not in (2, 3):
        return scan_of_table(points, file.name)
    return scan_of(points, normals, file.name)


def samples_of(pos: np.ndarray, neg: np.ndarray, name: str) -> Samples:
    """DeepSDF's arrays (n, 4): x, y, z, signed distance, already in its unit-sphere coordinates.

    Rows that are not finite, which DeepSDF's sampler leaves, are dropped. Raises ShapeError.
    """
    if any(a.ndim != 2 or a.shape[1] != 4 or a.dtype.kind != "f" for a in (pos, neg)):
        raise ShapeError("its arrays pos and neg are not tables of the columns x y z distance")
    rows = np.concatenate((pos, neg)).astype(np.float32)
    seen = np.isfinite(rows).all(axis=1)
    rows = rows[seen]
    if len(rows) < 2:
        raise ShapeError("it has no samples")
    check_extent(rows[:, :3].astype(np.float64))
    remark = _left_out(name, seen)
    return Samples(3, name, identity_normalization(3), rows[:, :3].copy(), rows[:, 3].copy(), remark=remark)


def _volume(points: np.ndarray, distances: np.ndarray, name: str) -> Samples:
    """Points (n, d) of a volume with signed distances (n,) or (n, 1), both in coordinates of their own."""
    if points.ndim != 2 or points.shape[1] not in (2, 3) or distances.size != len(points):
        raise ShapeError("its points and its signed distances are not as many")
    if points.dtype.kind not in "fiu" or distances.dtype.kind not in "fiu":
        raise ShapeError("its points and distances are not numbers")
    points, distances = points.astype(np.float64), distances.reshape(-1).astype(np.float64)
    seen = np.isfinite(points).all(axis=1) & np.isfinite(distances)
    points, distances = points[seen], distances[seen]
    check_extent(points)
    norm = identity_normalization(points.shape[1]) if np.abs(points).max() <= 1.05 else fit_normalization(points)
    placed, scaled = norm.apply(points).astype(np.float32), (distances * norm.scale).astype(np.float32)
    return Samples(points.shape[1], name, norm, placed, scaled, remark=_left_out(name, seen))


def _plain(table: np.ndarray) -> np.ndarray:
    """A table with named columns as one of numbers: x, y, z, and normals where they are named."""
    names = {name.lower(): name for name in table.dtype.names or ()}
    if not {"x", "y", "z"} <= names.keys():
        return table
    axes = ("x", "y", "z", *(("nx", "ny", "nz") if {"nx", "ny", "nz"} <= names.keys() else ()))
    return np.stack([table[names[axis]].astype(np.float64).reshape(-1) for axis in axes], axis=1)


def _left_out(name: str, seen: np.ndarray | np.bool_) -> str:
    count = int(np.count_nonzero(~seen))
    remark = f"{name}: {count:,} samples without a measurement were left out."
    return remark if count else ""


def _members(data: bytes) -> dict[str, np.ndarray]:
    """The arrays of an .npz file that may be wanted, and the names of the others, with nothing in them."""
    wanted = (*POINT_KEYS, *NORMAL_KEYS, *DISTANCE_KEYS, "pos", "neg")
    arrays: dict[str, np.ndarray] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            for member in file.infolist():
                key = member.filename.removesuffix(".npy").lower()
                if key not in wanted:
                    arrays[key] = np.empty(0)
                    continue
                allow(member.file_size, len(data))
                with file.open(member) as stream:
                    arrays[key] = _array(stream.read(member.file_size + 1), len(data))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):  # damaged, of an unknown kind, with a password
        raise FileError("it is not a whole NumPy file") from None
    return arrays


def _array(data: bytes, size: int) -> np.ndarray:
    """The array of a .npy file, once its header is known to fit. size: bytes of the file that it came in."""
    stream = io.BytesIO(data)
    shape, dtype = _header(stream)
    if dtype.hasobject:
        raise ShapeError("it holds Python objects (a pickle), which are not opened")
    rows = shape[0] if shape else 1
    allow(ROW_BYTES * rows, size)
    if int(np.prod([int(n) for n in shape], dtype=object)) * dtype.itemsize > len(data):
        raise FileError("it is not a whole NumPy file: it ends before the data that its header announces")
    stream.seek(0)
    return npy.read_array(stream, allow_pickle=False)


def _header(stream: io.BytesIO) -> tuple[tuple[int, ...], np.dtype]:
    try:
        version = npy.read_magic(stream)
        read_header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, _, dtype = read_header(stream)
    except Exception:  # noqa: BLE001 (a damaged header raises whatever its reading runs into)
        raise FileError("it is not a whole NumPy file") from None
    return shape, dtype
