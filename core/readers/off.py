"""OFF files: vertices, with whatever else they have (colours, normals), and polygons of any size."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from core.readers.polygons import checked, polygons_of, triangulate
from core.readers.text import decode, rows_of, without_comments
from core.shapes.base import Source
from core.shapes.mesh import solid_of
from core.storage.reading import FileError, ShapeError

HEADER = re.compile(r"\s*(ST)?(C)?(N)?(4)?(n)?(?i:OFF)(?![^\W\d])")
"""Many files of ModelNet have their numbers right behind the word: "OFF490 518 0"."""

BINARY = re.compile(rb"\s*\w*OFF[ \t]+BINARY\b")


def read(data: bytes, file: Path) -> Source:
    """The solid of an OFF file; the word OFF and the number of edges may be missing.

    Raises ShapeError and FileError.
    """
    if BINARY.match(data):
        raise ShapeError("it is a binary OFF file, which is not read", "save it as text, or as PLY")
    text = without_comments(decode(data), "#")
    header = HEADER.match(text)
    skipped = header.end() if header else 0
    if not re.match(r"\s*\d", text[skipped:]):
        raise FileError("it has no OFF header with the numbers of its vertices and faces")
    rows = rows_of(text[skipped:], 1 + text.count("\n", 0, skipped))
    if header and header[5]:  # the number of dimensions comes first
        if header[4] or not len(rows) or rows.widths[0] != 1 or rows.values[0] != 3:
            raise ShapeError("its points have another number of dimensions than 3", "give a mesh in 3D")
        rows = rows.kept(slice(1, None))
    if not len(rows) or not 2 <= rows.widths[0] <= 3:
        raise FileError("it has no OFF header with the numbers of its vertices and faces")
    count, faces = (int(n) if n == n // 1 >= 0 else -1 for n in rows.values[rows.starts[0] :][:2])
    vertices = rows.part(1, count).table(4 if header and header[4] else 3)
    if vertices.shape[1] == 4:  # homogeneous
        with np.errstate(all="ignore"):
            vertices = vertices[:, :3] / vertices[:, 3:]
    listed = rows.part(1 + count, faces)
    sizes = listed.values[listed.starts]
    if (sizes != sizes // 1).any() or (sizes < 0).any() or (sizes + 1 > listed.widths).any():
        raise FileError("it has a face with fewer corners than its line announces")
    polygons = polygons_of(listed.values, listed.starts + 1, sizes.astype(np.int64))
    checked(polygons, count, len(data))
    return solid_of(vertices, triangulate(polygons, vertices), file.name)
