"""Point clouds: XYZ and other plain tables, NPY, NPZ, PCD (ascii, binary, binary_compressed), and vertices of PLY."""

from __future__ import annotations

import numpy as np

from core.shapes.base import Scan, fit_normalization

UNIT_TOLERANCE = 0.02
"""Columns 4 to 6 are normals when their lengths are 1 to within this; otherwise they are something else (colours)."""

PCD_TYPES = {"F": "f", "U": "u", "I": "i"}


def scan_of(points: np.ndarray, normals: np.ndarray | None, name: str, eye: np.ndarray | None = None) -> Scan:
    """A normalised scan. points: (n, d) in input coordinates, normals: (n, d) or None, eye: (d,) or None.

    Normals are used when every one has a direction, and brought to unit length. Raises ValueError, with the reason as
    a clause, when a coordinate is not finite or the points are too few, all equal, or (3D) all in one plane.
    """
    points = np.asarray(points, dtype=np.float64)
    if not np.isfinite(points).all():
        raise ValueError("it has NaN or infinite coordinates")
    if len(points) < 2:
        raise ValueError("it has no points" if not len(points) else "it has only one point")
    if (points == points[0]).all():
        raise ValueError("all its points are equal")
    norm = fit_normalization(points)
    placed = norm.apply(points)
    spread = np.linalg.eigvalsh(np.cov(placed.T))
    if spread[0] < 1e-12 * spread[-1]:
        raise ValueError("all its points lie on one " + ("line" if points.shape[1] == 2 else "plane, a flat sheet"))
    if normals is not None:
        length = np.linalg.norm(normals, axis=1, keepdims=True)
        usable = np.isfinite(length).all() and (length > 1e-6).all()
        normals = (normals / length).astype(np.float32) if usable else None
    return Scan(
        points.shape[1], name, norm, placed.astype(np.float32), normals, None if eye is None else norm.apply(eye)
    )


def scan_of_table(table: np.ndarray, name: str) -> Scan:
    """Rows of numbers: 2 columns are x y, 3 or more x y z; columns 4 to 6 are normals when they are unit vectors.

    Raises ValueError with the reason as a clause.
    """
    if table.ndim != 2 or table.shape[1] < 2 or table.dtype.kind not in "fiu":
        raise ValueError("it is not a table with the columns x y z, or x y z nx ny nz")
    table = table.astype(np.float64)
    dim = min(table.shape[1], 3)
    normals = table[:, 3:6] if table.shape[1] >= 6 else None
    if normals is not None and len(normals):
        with np.errstate(invalid="ignore", over="ignore"):
            unit = np.abs(np.linalg.norm(normals, axis=1) - 1) < UNIT_TOLERANCE
        normals = normals if unit.all() else None
    return scan_of(table[:, :dim], normals, name)


def read_xyz(data: bytes, name: str) -> Scan:
    """A text table: numbers separated by blanks, commas or semicolons; "#" and "//" start comments.

    A first line with the number of points alone, as some programs write, is skipped. Raises ValueError.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("it is not a text file") from None
    plain = (line.split("#")[0].split("//")[0] for line in text.replace(",", " ").replace(";", " ").splitlines())
    rows = [words for line in plain if (words := line.split())]
    if rows and len(rows[0]) == 1:
        rows = rows[1:]
    if not rows:
        raise ValueError("it has no points")
    if any(len(row) != len(rows[0]) for row in rows):
        raise ValueError("its lines have different numbers of columns")
    try:
        table = np.array(rows).astype(np.float64)
    except ValueError:
        raise ValueError("it holds something that is not a number") from None
    return scan_of_table(table, name)


def read_pcd(data: bytes, name: str) -> Scan:
    """A PCD file with x, y, z and perhaps normal_x, normal_y, normal_z. Rows without a measurement (NaN) are left out.

    The VIEWPOINT becomes the camera unless it is the origin with a cloud around it. Raises ValueError.
    """
    header, start = _pcd_header(data)
    columns = _pcd_columns(data[start:], header)
    if not {"x", "y", "z"} <= columns.keys():
        raise ValueError("it has no fields x, y and z")
    points = np.stack([columns[k] for k in "xyz"], 1).astype(np.float64)
    names = ("normal_x", "normal_y", "normal_z")
    normals = np.stack([columns[k] for k in names], 1).astype(np.float64) if set(names) <= columns.keys() else None
    seen = ~np.isnan(points).any(axis=1)
    if normals is not None and np.isfinite(normals[seen]).all(axis=1).mean() > 0.5:
        seen &= np.isfinite(normals).all(axis=1)  # borders of organised clouds have points without normals
    if len(points) and not seen.any():
        raise ValueError("it has no measured point, all are NaN")
    return scan_of(points[seen], None if normals is None else normals[seen], name, _camera(header, points[seen]))


def _camera(header: dict[str, list[str]], points: np.ndarray) -> np.ndarray | None:
    """The VIEWPOINT's position, when it can be a camera.

    The origin is also what programs write when they know nothing. It is believed when the cloud is an organised
    image (HEIGHT above 1); any viewpoint must lie outside the cloud's bounding sphere.
    """
    eye = np.array(header.get("VIEWPOINT", ["nan"])[:3], dtype=np.float64)
    if eye.shape != (3,) or not np.isfinite(eye).all() or not len(points):
        return None
    if not eye.any() and int(header.get("HEIGHT", ["1"])[0]) < 2:
        return None
    centre = points.min(0) / 2 + points.max(0) / 2
    radius = np.linalg.norm(points - centre, axis=1).max()
    return eye if np.linalg.norm(eye - centre) > radius else None


def _pcd_header(data: bytes) -> tuple[dict[str, list[str]], int]:
    """Entries of the header, and where the data start."""
    header: dict[str, list[str]] = {}
    at = 0
    while "DATA" not in header:
        stop = data.find(b"\n", at)
        if stop < 0 or len(header) > 64:
            raise ValueError("it has no complete PCD header")
        words = data[at:stop].decode("latin-1").split()
        if words and not words[0].startswith("#"):
            header[words[0].upper()] = words[1:]
        at = stop + 1
    if not {"FIELDS", "SIZE", "TYPE"} <= header.keys():
        raise ValueError("it has no complete PCD header")
    return header, at


def _pcd_fields(header: dict[str, list[str]]) -> tuple[list[tuple], int]:
    """(name, numpy type, repeats) of each field, and the number of points."""
    names = header["FIELDS"]
    counts = [int(c) for c in header.get("COUNT", ["1"] * len(names))]
    kinds = [f"<{PCD_TYPES[t]}{size}" for t, size in zip(header["TYPE"], header["SIZE"], strict=True)]
    # "_" is the padding field of PCL; it may occur more than once, and columns need different names.
    names = [name if name != "_" else f"_{k}" for k, name in enumerate(names)]
    total = int(header["POINTS"][0] if "POINTS" in header else int(header["WIDTH"][0]) * int(header["HEIGHT"][0]))
    return list(zip(names, kinds, counts, strict=True)), total


def _pcd_columns(body: bytes, header: dict[str, list[str]]) -> dict[str, np.ndarray]:
    try:
        fields, total = _pcd_fields(header)
    except (KeyError, ValueError, IndexError):
        raise ValueError("its PCD header makes no sense") from None
    short = "it ends before the points that its header announces"
    kind = header["DATA"][0] if header["DATA"] else ""
    if kind == "ascii":
        width = sum(count for _, _, count in fields)
        words = body.split()
        if len(words) < total * width:
            raise ValueError(short)
        table = np.array(words[: total * width]).reshape(total, width).astype(np.float64)
        starts = np.cumsum([0, *(count for _, _, count in fields)])
        return {name: table[:, at] for (name, _, _), at in zip(fields, starts[:-1], strict=True)}
    if kind == "binary_compressed":
        if len(body) < 8:
            raise ValueError(short)
        packed, size = np.frombuffer(body, "<u4", 2)
        if len(body) < 8 + int(packed):
            raise ValueError(short)
        body = lzf_decompress(body[8 : 8 + int(packed)], int(size))
        columns, at = {}, 0
        for name, type_name, count in fields:  # compressed files store field after field
            bytes_of_field = np.dtype(type_name).itemsize * count * total
            if at + bytes_of_field > len(body):
                raise ValueError(short)
            columns[name] = np.frombuffer(body, type_name, count * total, at).reshape(total, count)[:, 0]
            at += bytes_of_field
        return columns
    if kind != "binary":
        raise ValueError(f"its data are '{kind}', not ascii, binary or binary_compressed")
    row = np.dtype([(name, type_name, (count,)) for name, type_name, count in fields])
    if len(body) < total * row.itemsize:
        raise ValueError(short)
    rows = np.frombuffer(body, row, total)
    return {name: rows[name][:, 0] for name, _, _ in fields}


def lzf_decompress(packed: bytes, size: int) -> bytes:
    """Marc Lehmann's LZF: `size` is the length of the result. Raises ValueError when the data do not give it.

    A control byte below 32 announces that many literals + 1; otherwise its upper 3 bits are a length (7: more in the
    next byte) and its lower 5 bits with the next byte a distance back into what was already written.
    """
    out = bytearray()
    at, end = 0, len(packed)
    broken = "its compressed data are damaged"
    try:
        while at < end:
            control = packed[at]
            at += 1
            if control < 32:
                out += packed[at : at + control + 1]
                at += control + 1
                continue
            length = control >> 5
            if length == 7:
                length += packed[at]
                at += 1
            start = len(out) - ((control & 31) << 8) - packed[at] - 1
            at += 1
            length += 2
            if start < 0 or len(out) > size:
                raise ValueError(broken)
            piece = out[start : start + length]
            # A copy that reaches into itself repeats.
            out += (piece * (length // len(piece) + 1))[:length]
    except (IndexError, ZeroDivisionError):
        raise ValueError(broken) from None
    if len(out) != size:
        raise ValueError(broken)
    return bytes(out)
