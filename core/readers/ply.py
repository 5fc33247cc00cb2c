"""PLY files (ascii, binary little and big endian): vertices, normals, polygons of any size, triangle strips.

Written here because a mesh file and a scan share this format, because scans need the normals, and because a file that
was cut short must be refused rather than read in part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from core.readers.polygons import FACE_BYTES, Polygons, checked, fans_and_strips, polygons_of, triangulate
from core.readers.text import Rows, decode, rows_of, shortened
from core.shapes.base import Source
from core.shapes.cloud import scan_of
from core.shapes.mesh import solid_of
from core.storage.reading import FileError, ShapeError, allow

TYPES = {
    "char": "i1", "int8": "i1", "uchar": "u1", "uint8": "u1", "short": "i2", "int16": "i2", "ushort": "u2",
    "uint16": "u2", "int": "i4", "int32": "i4", "uint": "u4", "uint32": "u4", "float": "f4", "float32": "f4",
    "double": "f8", "float64": "f8", "int64": "i8", "uint64": "u8",
}  # fmt: skip
CORNERS = re.compile(r"vert(ex|ices)?_?(ind(ex|ices|exes|ecies)|ids?)?")
"""Names of a list of a face's vertices, as programs write them: vertex_indices, vertex_index, vertex_indexes, ..."""

POLYGONS = ("face", "faces", "polygon", "polygons", "triangle", "triangles")
STRIPS = ("tristrips", "tristrip", "strips")
FANS = ("trifans", "trifan", "fans")
SURFACES = (*POLYGONS, *STRIPS, *FANS)
GRIDS = ("range_grid",)
"""Elements of vertices in the order of a scanner's image: no surface, the points are the file."""

AXES = ("x", "y", "z")
NORMALS = (("nx", "ny", "nz"), ("normal_x", "normal_y", "normal_z"), ("normalx", "normaly", "normalz"))
ORDERS = {"ascii": "", "binary_little_endian": "<", "binary_big_endian": ">"}
PIECE = 1 << 18
"""Numbers that are gathered at once: their places take many times as much memory as they do."""

SHORT = "it ends before the data that its header announces"


@dataclass(frozen=True)
class Ply:
    """vertices: (n, 3) float64. normals: (n, 3) float64 or None. faces: (m, 3) int64, None where the file has none."""

    vertices: NDArray[np.float64]
    normals: NDArray[np.float64] | None
    faces: NDArray[np.int64] | None


@dataclass(frozen=True)
class Property:
    """One column. `length` is the type of a list's length, "" for a plain number."""

    name: str
    type: str
    length: str = ""


@dataclass(frozen=True)
class Element:
    name: str
    count: int
    properties: tuple[Property, ...]

    @property
    def lists(self) -> tuple[Property, ...]:
        return tuple(p for p in self.properties if p.length)


class Body(Protocol):
    """The data behind the header, in units of their own: words of a text, or bytes."""

    def rows(self, element: Element) -> NDArray[np.int64]:
        """Where each row of the element starts; elements are asked for in the order of the file."""
        ...

    def width(self, kind: str) -> int:
        """Units that a number of this type takes."""
        ...

    def take(self, places: NDArray[np.int64], kind: str) -> NDArray[np.generic]:
        """The numbers at these places."""
        ...


def read(data: bytes, file: Path) -> Source:
    """A mesh, or a scan when the file has vertices alone. Raises ShapeError and FileError."""
    ply = read_ply(data)
    if ply.faces is None:
        return scan_of(ply.vertices, ply.normals, file.name)
    return solid_of(ply.vertices, ply.faces, file.name)


def read_ply(data: bytes) -> Ply:
    """Raises FileError when the file is not a whole PLY file with x, y, z, ShapeError when its faces cannot be read."""
    if not data.startswith(b"ply"):
        data = decode(data).encode()  # of another encoding, or no PLY file at all
    order, elements, start = _header(data)
    body: Body = _Words(data, start) if order == "ascii" else _Bytes(data, start, ORDERS[order])
    vertices, normals = None, None
    faces: list[tuple[str, Polygons]] = []
    for element in elements:
        columns = _columns(element, body)
        if element.name == "vertex":
            vertices = _stacked(columns, body, AXES)
            named = (_stacked(columns, body, names) for names in NORMALS)
            normals = next((found for found in named if found is not None), None)
        elif element.count and element.name not in GRIDS and (element.lists or element.name in SURFACES):
            faces.append((element.name, _corners(element, columns, body)))
    if vertices is None:
        raise FileError("it has no vertices with x, y and z")
    return Ply(vertices, normals, _triangles(faces, vertices, len(data)) if faces else None)


def _triangles(faces: list[tuple[str, Polygons]], vertices: NDArray[np.float64], size: int) -> NDArray[np.int64]:
    parts: list[NDArray[np.int64]] = []
    for name, polygons in faces:
        if name in POLYGONS:
            checked(polygons, len(vertices), size)
            parts.append(triangulate(polygons, vertices))
        else:
            allow(FACE_BYTES * len(polygons.corners), size)
            parts.append(fans_and_strips(polygons, strips=name in STRIPS))
    return np.concatenate(parts)


def _header(data: bytes) -> tuple[str, list[Element], int]:
    """Byte order ("ascii", ...), elements, and where the data start."""
    line_end = re.match(rb"ply[ \t]*(\r\n|\r|\n)", data)
    end = line_end and re.search(rb"(?<=[\r\n])[ \t]*end_header[ \t]*(?:" + line_end[1] + rb"|\r?\n)", data)
    if not line_end or not end:
        raise FileError("it has no complete PLY header")
    order = ""
    names: list[str] = []
    properties: dict[str, list[Property]] = {}
    counts: dict[str, int] = {}
    for line in re.split(r"[\r\n]+", data[: end.start()].decode("latin-1")):
        match line.lower().split():
            case ["format", kind, *_]:
                order = kind
            case ["element", name, count] if count.isascii() and count.isdigit() and name not in counts:
                names.append(name)
                counts[name], properties[name] = int(count), []
            case ["element", *_]:
                raise FileError(f"its header has an element without a name or a count of its own: '{shortened(line)}'")
            case ["property", "list", length, kind, name] if names:
                properties[names[-1]].append(Property(name, _type(kind), _type(length, whole=True)))
            case ["property", kind, name] if names:
                properties[names[-1]].append(Property(name, _type(kind)))
            case _:  # a comment, or what later versions may say
                pass
    if order not in ORDERS:
        raise FileError(f"its format '{shortened(order)}' is not a PLY format")
    return order, [Element(n, counts[n], tuple(properties[n])) for n in names], end.end()


def _type(name: str, *, whole: bool = False) -> str:
    if name not in TYPES or (whole and TYPES[name][0] == "f"):
        raise FileError(f"its header has '{shortened(name)}' in the place of a type")
    return TYPES[name]


Columns = dict[str, tuple[NDArray[np.int64], NDArray[np.int64] | None, str]]
"""Of each property where its numbers start, how many there are (None: one), and their type."""


def _columns(element: Element, body: Body) -> Columns:
    at = body.rows(element)
    columns: Columns = {}
    for p in element.properties:
        sizes = None
        if p.length:
            sizes = body.take(at, p.length).astype(np.int64)
            at = at + body.width(p.length)
        columns.setdefault(p.name, (at, sizes, p.type))  # of two with one name the first, as elsewhere
        at = at + body.width(p.type) * (1 if sizes is None else sizes)
    return columns


def _stacked(columns: Columns, body: Body, names: tuple[str, ...]) -> NDArray[np.float64] | None:
    """Plain columns side by side, (n, k); None where one is missing."""
    if not all(name in columns and columns[name][1] is None for name in names):
        return None
    stacked = np.empty((len(columns[names[0]][0]), len(names)))
    for k, name in enumerate(names):
        stacked[:, k] = body.take(columns[name][0], columns[name][2])
    return stacked


def _corners(element: Element, columns: Columns, body: Body) -> Polygons:
    """The vertices of each face or strip. An element of other lists is refused, for it may be the surface."""
    name = next((p.name for p in element.lists if CORNERS.fullmatch(p.name) and p.type[0] != "f"), None)
    if not element.lists:
        raise ShapeError(f"its element '{element.name}' has no list of vertices")
    if name is None or element.name not in SURFACES:
        lists = ", ".join(shortened(p.name) for p in element.lists)
        raise ShapeError(f"its element '{shortened(element.name)}' has lists ({lists}) that are not known as faces")
    starts, sizes, kind = columns[name]
    assert sizes is not None
    flat = starts[:0] if not len(starts) else np.repeat(starts, sizes)
    inside = np.arange(len(flat)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    values = body.take(flat + inside * body.width(kind), kind)
    return polygons_of(values, np.cumsum(sizes) - sizes, sizes)


class _Words:
    """An ascii body: a line for each row."""

    def __init__(self, data: bytes, start: int) -> None:
        before = decode(data[:start]).count("\n")
        self._rows: Rows = rows_of(decode(data[start:]), 1 + before)
        self._next = 0

    def rows(self, element: Element) -> NDArray[np.int64]:
        if not element.properties:
            return np.empty(0, np.int64)
        own = self._rows.part(self._next, element.count)
        self._next += element.count
        at, values = own.starts, own.values
        for p in element.properties:  # a line that is shorter than its lists say would take from the next
            if p.length:
                if (at >= own.starts + own.widths).any():
                    raise FileError(SHORT)
                with np.errstate(invalid="ignore"):
                    sizes = values[at].astype(np.int64)
                if (sizes != values[at]).any() or (sizes < 0).any():
                    raise FileError("it has a list whose length is no whole number")
                if (sizes > own.widths).any():
                    raise FileError(SHORT)
                at = at + 1 + sizes
            else:
                at = at + 1
        if (at > own.starts + own.widths).any():
            raise FileError(SHORT)
        return own.starts

    def width(self, kind: str) -> int:
        return 1

    def take(self, places: NDArray[np.int64], kind: str) -> NDArray[np.generic]:
        return self._rows.values[places]


class _Bytes:
    """A binary body."""

    def __init__(self, data: bytes, start: int, order: str) -> None:
        self._data, self._at, self._order = data, start, order
        self._bytes = np.frombuffer(data, np.uint8)

    def rows(self, element: Element) -> NDArray[np.int64]:
        least = sum(self.width(p.length or p.type) for p in element.properties)
        if self._at + element.count * least > len(self._data):
            raise FileError(SHORT)
        if not least or not element.count:
            return np.empty(0, np.int64)
        starts = self._even(element, least) if not element.lists else self._even(element, self._row(element, self._at))
        if starts is None:
            starts = self._walked(element)
        self._at = int(starts[-1]) + self._row(element, int(starts[-1]))
        if self._at > len(self._data):
            raise FileError(SHORT)
        return starts

    def _row(self, element: Element, at: int) -> int:
        """Bytes of the row that starts at `at`."""
        start = at
        for p in element.properties:
            count = 1
            if p.length:
                width = self.width(p.length)
                raw = self._data[at : at + width]
                count = int.from_bytes(raw, "big" if self._order == ">" else "little", signed=p.length[0] == "i")
                at += width
                if len(raw) < width or count < 0:
                    raise FileError(SHORT)
            at += count * self.width(p.type)
        return at - start

    def _even(self, element: Element, row: int) -> NDArray[np.int64] | None:
        """Starts of rows that all have the size of the first, as most files have them; None where they have not."""
        if self._at + element.count * row > len(self._data):
            return None
        starts = at = self._at + row * np.arange(element.count)
        for p in element.properties:
            if p.length:
                sizes = self.take(at, p.length)
                if (sizes != sizes[0]).any():
                    return None
                at = at + self.width(p.length) + int(sizes[0]) * self.width(p.type)
            else:
                at = at + self.width(p.type)
        return starts

    def _walked(self, element: Element) -> NDArray[np.int64]:
        """Starts of rows of differing sizes, one after the other."""
        starts, at = np.empty(element.count, np.int64), self._at
        if len(element.properties) == 1 and element.properties[0].length == "u1":  # faces and nothing else
            data, end, width = self._data, len(self._data), self.width(element.properties[0].type)
            for row in range(element.count):
                if at >= end:
                    raise FileError(SHORT)
                starts[row] = at
                at += 1 + width * data[at]
            return starts
        for row in range(element.count):
            starts[row] = at
            at += self._row(element, at)
        return starts

    def width(self, kind: str) -> int:
        return int(kind[1])

    def take(self, places: NDArray[np.int64], kind: str) -> NDArray[np.generic]:
        dtype = np.dtype(self._order + kind)
        if not len(places):
            return np.empty(0, dtype)
        if int(places.max()) + dtype.itemsize > len(self._data):
            raise FileError(SHORT)
        step = int(places[1] - places[0]) if len(places) > 1 else 0
        if (np.diff(places) == step).all():  # a column of a table
            return np.ndarray(places.shape, dtype, self._data, int(places[0]), (step,))
        taken = np.empty(len(places), dtype)
        for k in range(0, len(places), PIECE):
            own = places[k : k + PIECE, None] + np.arange(dtype.itemsize)
            taken[k : k + PIECE] = self._bytes[own].view(dtype)[:, 0]
        return taken
