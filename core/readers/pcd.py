"""PCD files (ascii, binary, binary_compressed): points, normals, and where the camera stood."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.readers.text import decode, rows_of
from core.shapes.base import Scan
from core.shapes.cloud import scan_of
from core.storage.reading import FileError, allow

TYPES = {("F", 4): "<f4", ("F", 8): "<f8"} | {
    (letter, size): f"<{kind}{size}" for letter, kind in (("U", "u"), ("I", "i")) for size in (1, 2, 4, 8)
}
SHORT = "it ends before the points that its header announces"
POINT_BYTES = 120
"""Memory that a point takes while a scan is made of it."""


Columns = dict[str, NDArray[np.generic]]
"""Of each field the first number of every point."""


@dataclass(frozen=True)
class Field:
    """One column: its type, and how many numbers each point has in it."""

    name: str
    type: str
    count: int

    @property
    def size(self) -> int:
        return np.dtype(self.type).itemsize * self.count


def read(data: bytes, file: Path) -> Scan:
    """A PCD file with x, y, z and perhaps normal_x, normal_y, normal_z. Raises ShapeError and FileError.

    The VIEWPOINT becomes the camera unless it is the origin with a cloud around it.
    """
    header, start = _header(data)
    fields, total = _fields(header)
    allow(POINT_BYTES * total, len(data))
    kind = (header["DATA"] or [""])[0].lower()
    if kind not in READERS:
        raise FileError(f"its data are '{kind}', not ascii, binary or binary_compressed")
    columns = READERS[kind](data, start, fields, total)
    points = _stacked(columns, ("x", "y", "z"))
    if points is None:
        raise FileError("it has no fields x, y and z")
    named = (_stacked(columns, names) for names in (("normal_x", "normal_y", "normal_z"), ("nx", "ny", "nz")))
    normals = next((found for found in named if found is not None), None)
    return scan_of(points, normals, file.name, _camera(header, points))


def _stacked(columns: Columns, names: tuple[str, ...]) -> NDArray[np.float64] | None:
    if not set(names) <= columns.keys():
        return None
    return np.stack([columns[name].astype(np.float64) for name in names], axis=1)


def _camera(header: dict[str, list[str]], points: np.ndarray) -> np.ndarray | None:
    """The VIEWPOINT's position, when it can be a camera.

    The origin is also what programs write when they know nothing. It is believed when the cloud is an organised
    image (HEIGHT above 1); any viewpoint must lie outside the cloud's bounding sphere.
    """
    try:
        eye = np.array(header.get("VIEWPOINT", ["nan"])[:3], dtype=np.float64)
    except ValueError:
        return None
    points = points[np.isfinite(points).all(axis=1)]
    if eye.shape != (3,) or not np.isfinite(eye).all() or not len(points):
        return None
    if not eye.any() and _number(header, "HEIGHT", 1) < 2:
        return None
    centre = points.min(0) / 2 + points.max(0) / 2
    radius = np.linalg.norm(points - centre, axis=1).max()
    return eye if np.linalg.norm(eye - centre) > radius else None


def _header(data: bytes) -> tuple[dict[str, list[str]], int]:
    """Entries of the header, and where the data start. Its lines may end in any way."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileError("it has no complete PCD header")
    header: dict[str, list[str]] = {}
    at = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    while "DATA" not in header:
        ends = [end for mark in (b"\n", b"\r") if (end := data.find(mark, at, at + 65536)) >= 0]
        if not ends or len(header) > 64:
            raise FileError("it has no complete PCD header")
        words = data[at : min(ends)].decode("latin-1").split()
        if words and not words[0].startswith("#"):
            header["FIELDS" if words[0].upper() == "COLUMNS" else words[0].upper()] = words[1:]
        at = min(ends) + (2 if data[min(ends) : min(ends) + 2] == b"\r\n" else 1)
    if not {"FIELDS", "SIZE", "TYPE"} <= header.keys():
        raise FileError("it has no complete PCD header")
    return header, at


def _number(header: dict[str, list[str]], key: str, default: int = -1) -> int:
    """A whole number of the header. Raises FileError where it is none."""
    words = header.get(key)
    if words is None and default >= 0:
        return default
    if not words or not (words[0].isascii() and words[0].isdigit()) or len(words[0]) > 15:
        raise FileError("its PCD header makes no sense")
    return int(words[0])


def _fields(header: dict[str, list[str]]) -> tuple[list[Field], int]:
    """The fields and the number of points. Raises FileError where the header makes no sense."""
    # "_" is the padding field of PCL; it may occur more than once, and columns need different names.
    names = [name.lower() if name != "_" else f"_{k}" for k, name in enumerate(header["FIELDS"])]
    counts = header.get("COUNT", ["1"] * len(names))
    numbers = (*header["SIZE"], *counts)
    if not all(n.isascii() and n.isdigit() and len(n) < 7 for n in numbers) or len(set(names)) < len(names):
        raise FileError("its PCD header makes no sense")
    kinds = [TYPES.get((t.upper(), int(s)), "") for t, s in zip(header["TYPE"], header["SIZE"], strict=False)]
    if not len(names) == len(kinds) == len(header["SIZE"]) == len(header["TYPE"]) == len(counts) or not all(kinds):
        raise FileError("its PCD header makes no sense")
    total = _number(header, "POINTS") if "POINTS" in header else _number(header, "WIDTH") * _number(header, "HEIGHT", 1)
    return [Field(n, k, int(c)) for n, k, c in zip(names, kinds, counts, strict=True)], total


def _ascii(data: bytes, start: int, fields: list[Field], total: int) -> Columns:
    rows = rows_of(decode(data[start:]), 1 + decode(data[:start]).count("\n"))
    if len(rows) < total:
        raise FileError(SHORT)
    table = rows.part(0, total).table(sum(field.count for field in fields))
    starts = np.cumsum([0, *(field.count for field in fields)])
    return {field.name: table[:, at] for field, at in zip(fields, starts[:-1], strict=True) if field.count}


def _binary(data: bytes, start: int, fields: list[Field], total: int) -> Columns:
    row = np.dtype([(field.name, field.type, (field.count,)) for field in fields])
    if len(data) - start < total * row.itemsize:
        raise FileError(SHORT)
    rows = np.frombuffer(data, row, total, start) if row.itemsize else np.empty(0, row)
    return {field.name: rows[field.name][:, 0] for field in fields if field.count}


def _compressed(data: bytes, start: int, fields: list[Field], total: int) -> Columns:
    body = data[start:]
    if len(body) < 8:
        raise FileError(SHORT)
    packed, size = (int(n) for n in np.frombuffer(body, "<u4", 2))
    needed = total * sum(field.size for field in fields)
    if len(body) < 8 + packed or size < needed:
        raise FileError(SHORT)
    if size > needed + 4096:
        raise FileError("its compressed data are larger than the points that its header announces")
    allow(size + POINT_BYTES * total, len(body))
    unpacked = lzf_decompress(body[8 : 8 + packed], size)
    columns: Columns = {}
    at = 0
    for field in fields:  # compressed files store field after field
        if field.count:
            column = np.frombuffer(unpacked, field.type, field.count * total, at)
            columns[field.name] = column.reshape(total, field.count)[:, 0]
        at += field.size * total
    return columns


READERS = {"ascii": _ascii, "binary": _binary, "binary_compressed": _compressed}


def lzf_decompress(packed: bytes, size: int) -> bytes:
    """Marc Lehmann's LZF: `size` is the length of the result. Raises FileError when the data do not give it.

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
            else:
                length = control >> 5
                if length == 7:
                    length += packed[at]
                    at += 1
                start = len(out) - ((control & 31) << 8) - packed[at] - 1
                at += 1
                length += 2
                if start < 0:
                    raise FileError(broken)
                piece = out[start : start + length]
                # A copy that reaches into itself repeats.
                out += (piece * (length // len(piece) + 1))[:length]
            if len(out) > size:
                raise FileError(broken)
    except (IndexError, ZeroDivisionError):
        raise FileError(broken) from None
    if len(out) != size:
        raise FileError(broken)
    return bytes(out)
