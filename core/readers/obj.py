"""OBJ files: vertices and polygons; groups, materials, normals and texture coordinates are left."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.readers.polygons import Polygons, checked, triangulate, whole
from core.readers.text import Rows, decode, rows_of, without_comments
from core.shapes.base import Source
from core.shapes.mesh import solid_of
from core.storage.reading import FileError, ShapeError

GOES_ON = re.compile(r"\\[ \t]*\n")
CONTINUED = re.compile(rf"^(?:[^\n]*{GOES_ON.pattern})+[^\n]*", re.MULTILINE)
"""Lines that go on in the next one. In a comment a backslash ends the name of a folder."""


def read(data: bytes, file: Path) -> Source:
    """The solid of an OBJ file. Raises ShapeError and FileError."""
    text = without_comments(decode(data), "#")
    if GOES_ON.search(text):
        text = CONTINUED.sub(_in_one, text)
    lines = text.split("\n")
    vertices = rows_of(_those(lines, "v ", "v\t")).table(3)
    listed = _those(lines, "f ", "f\t", "fo ", "fo\t")
    faces = rows_of(re.sub(r"/[^\s]*", "", listed) if "/" in listed else listed)
    if not len(faces):
        raise ShapeError(
            "it has no faces" + (", only points" if len(vertices) else ""),
            "give a closed triangle mesh; points alone can be saved as PLY or XYZ" if len(vertices) else "",
        )
    polygons = Polygons(_from_zero(faces, text, len(vertices)), faces.widths)
    checked(polygons, len(vertices), len(data))
    return solid_of(vertices, triangulate(polygons, vertices), file.name)


def _in_one(lines: re.Match[str]) -> str:
    """The same in the first of the lines; as many follow, so that faults have their line."""
    return GOES_ON.sub(" ", lines[0]) + "\n" * lines[0].count("\n")


def _those(lines: list[str], *keywords: str) -> str:
    """The lines that begin with one of these, without it; the others become empty, so that faults have their line."""
    return "\n".join(own[2:] if (own := line.lstrip()).startswith(keywords) else "" for line in lines)


def _from_zero(faces: Rows, text: str, count: int) -> NDArray[np.int64]:
    """Corners counted from 0. In the file the first vertex is 1, and -1 the last one before the face."""
    named = whole(faces.values)
    if not named.all():
        line = faces.lines[np.searchsorted(faces.starts, np.flatnonzero(named == 0)[0], side="right") - 1]
        raise FileError(f"line {line} names vertex 0, and OBJ files count from 1")
    if (named > 0).all():
        return named - 1
    written = np.array([match.start() for match in re.finditer(r"^[ \t]*v[ \t]", text, re.MULTILINE)])
    lines = np.flatnonzero(np.frombuffer(text.encode("latin-1", "replace"), np.uint8) == 10)
    begins = np.concatenate(([0], lines + 1))[faces.lines - 1]
    before = np.repeat(np.searchsorted(written, begins), faces.widths)
    own = np.where(named > 0, named - 1, before + named)
    return np.where(own < 0, count, own)  # before the first: not there
