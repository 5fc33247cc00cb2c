"""STL files, binary and text: triangles that share no vertices."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from core.readers.polygons import FACE_BYTES
from core.readers.text import decode, rows_of
from core.shapes.base import Source
from core.shapes.mesh import solid_of
from core.storage.reading import FileError, allow

TRIANGLE = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("rest", "<u2")])
HEAD = 84
IN_ONE_LINE = re.compile(r"loop[ \t]+vertex\b")
"""Of text that has whole triangles in a line."""


def read(data: bytes, file: Path) -> Source:
    """The solid of an STL file. Bytes behind the last triangle of a binary one are left.

    Raises ShapeError and FileError.
    """
    corners = _text(data) if _is_text(data) else _binary(data)
    if not len(corners):
        raise FileError("it has no faces or is not a whole STL file")
    allow(FACE_BYTES * len(corners) // 3, len(data))
    return solid_of(corners, np.arange(len(corners)).reshape(-1, 3), file.name)


def _is_text(data: bytes) -> bool:
    """Many binary files begin with "solid" too, but no text has zeros, unless it is of two bytes a letter."""
    begin = data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    told = begin.startswith(b"solid") or b"facet" in data[:1000].lower()
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or (told and b"\0" not in data)


def _binary(data: bytes) -> np.ndarray:
    if len(data) < HEAD:
        raise FileError("it is not a whole STL file: it has no header")
    count = int.from_bytes(data[80:84], "little")
    there = (len(data) - HEAD) // TRIANGLE.itemsize
    if count > there:
        raise FileError(f"it is not a whole STL file: its header announces {count:,} triangles and {there:,} follow")
    if not count and there:
        raise FileError(f"its header announces no triangles, but {len(data) - HEAD:,} bytes follow")
    return np.frombuffer(data, TRIANGLE, count, HEAD)["corners"].reshape(-1, 3).astype(np.float64)


def _text(data: bytes) -> np.ndarray:
    text = decode(data).lower()
    if "endsolid" not in text and "end solid" not in text:
        raise FileError("it is not a whole STL file: its last solid does not end")
    if IN_ONE_LINE.search(text):
        text = re.sub(r"[ \t]+(?=(?:vertex|endloop)\b)", "\n", text)
    # In the place of every other word stays an empty line, so that a fault is told with its line.
    rows = rows_of(re.sub(r"^(?:[ \t]*vertex\b([^\n]*)|[^\n]*)$", r"\1", text, flags=re.MULTILINE))
    if len(rows) % 3:
        raise FileError("it is not a whole STL file: it has a face without three corners")
    return rows.table(3)
