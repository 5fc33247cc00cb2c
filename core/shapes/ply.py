"""PLY files (ascii, binary little and big endian): vertices, normals, polygons of any size.

Written here because a mesh file and a scan share this format, because scans need the normals, and because a file that
was cut short must be refused rather than read in part.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

TYPES = {
    "char": "i1", "int8": "i1", "uchar": "u1", "uint8": "u1", "short": "i2", "int16": "i2", "ushort": "u2",
    "uint16": "u2", "int": "i4", "int32": "i4", "uint": "u4", "uint32": "u4", "float": "f4", "float32": "f4",
    "double": "f8", "float64": "f8",
}  # fmt: skip
FACE_LISTS = ("vertex_indices", "vertex_index")
SHORT = "it ends before the data that its header announces"


@dataclass(frozen=True)
class Ply:
    """vertices: (n, 3) float64. normals: (n, 3) float64 or None. faces: (m, 3) int64, polygons cut into fans."""

    vertices: NDArray[np.float64]
    normals: NDArray[np.float64] | None
    faces: NDArray[np.int64]


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
    def has_list(self) -> bool:
        return any(p.length for p in self.properties)


def read_ply(data: bytes) -> Ply:
    """Raises ValueError with the reason when the file is not a whole PLY file with x, y, z."""
    order, elements, start = _header(data)
    read = _read_ascii if order == "ascii" else _read_binary
    columns = read(data[start:], elements, "<" if order == "binary_little_endian" else ">")
    vertex = columns.get("vertex", {})
    if not {"x", "y", "z"} <= vertex.keys():
        raise ValueError("it has no vertices with x, y and z")
    normals = None
    if {"nx", "ny", "nz"} <= vertex.keys():
        normals = np.stack([vertex[k] for k in ("nx", "ny", "nz")], 1).astype(np.float64)
    face = columns.get("face", {})
    lists = next((face[k] for k in FACE_LISTS if k in face), None)
    faces = np.empty((0, 3), np.int64) if lists is None else triangulate(lists)
    return Ply(np.stack([vertex[k] for k in "xyz"], 1).astype(np.float64), normals, faces)


def triangulate(polygons: NDArray[np.generic] | list[NDArray[np.generic]]) -> NDArray[np.int64]:
    """Polygons, each a list of vertex numbers, to fans of triangles: (m, 3). Those of fewer than 3 corners vanish."""
    if isinstance(polygons, np.ndarray):
        size = polygons.shape[1]
        fans = [polygons[:, (0, k, k + 1)] for k in range(1, size - 1)]
        return np.stack(fans, 1).reshape(-1, 3).astype(np.int64) if fans else np.empty((0, 3), np.int64)
    by_size: dict[int, list[NDArray[np.generic]]] = {}
    for polygon in polygons:
        by_size.setdefault(len(polygon), []).append(polygon)
    parts = [triangulate(np.stack(group)) for size, group in sorted(by_size.items()) if size > 2]
    return np.concatenate(parts) if parts else np.empty((0, 3), np.int64)


def _header(data: bytes) -> tuple[str, list[Element], int]:
    """Byte order ("ascii", ...), elements, and where the data start."""
    end = data.find(b"end_header")
    newline = data.find(b"\n", end)
    if not data.startswith(b"ply") or end < 0 or newline < 0:
        raise ValueError("it has no complete PLY header")
    order, names = "", []
    properties: dict[str, list[Property]] = {}
    counts: dict[str, int] = {}
    for line in data[:end].decode("latin-1").splitlines():
        match line.split():
            case ["format", kind, _]:
                order = kind
            case ["element", name, count]:
                names.append(name)
                counts[name], properties[name] = int(count), []
            case ["property", "list", length, kind, name] if names:
                properties[names[-1]].append(Property(name, _type(kind), _type(length)))
            case ["property", kind, name] if names:
                properties[names[-1]].append(Property(name, _type(kind)))
    if order not in ("ascii", "binary_little_endian", "binary_big_endian"):
        raise ValueError(f"its format '{order}' is not a PLY format")
    return order, [Element(n, counts[n], tuple(properties[n])) for n in names], newline + 1


def _type(name: str) -> str:
    if name not in TYPES:
        raise ValueError(f"its header names an unknown type '{name}'")
    return TYPES[name]


Columns = dict[str, dict[str, "NDArray[np.generic] | list[NDArray[np.generic]]"]]


def _read_binary(data: bytes, elements: list[Element], order: str) -> Columns:
    columns: Columns = {}
    at = 0
    for element in elements:
        # Most files hold polygons of one size only: then the whole element is one table.
        sizes = _first_sizes(data, at, element, order) if element.has_list and element.count else {}
        if sizes is None:
            raise ValueError(SHORT)
        table = _table_type(element, sizes, order)
        stop = at + element.count * table.itemsize
        rows = np.frombuffer(data[at:stop], table) if stop <= len(data) else None
        if rows is not None and all((rows[f"{name} size"] == size).all() for name, size in sizes.items()):
            columns[element.name] = {p.name: rows[p.name] for p in element.properties}
            at = stop
        elif element.has_list:
            columns[element.name], at = _read_rows(data, at, element, order)
        else:
            raise ValueError(SHORT)
    return columns


def _table_type(element: Element, sizes: dict[str, int], order: str) -> np.dtype:
    fields: list[tuple] = []
    for p in element.properties:
        if p.length:
            fields += [(f"{p.name} size", order + p.length), (p.name, order + p.type, (sizes.get(p.name, 0),))]
        else:
            fields.append((p.name, order + p.type))
    return np.dtype(fields)


def _first_sizes(data: bytes, at: int, element: Element, order: str) -> dict[str, int] | None:
    """Length of each list in the first row; None when the file ends within it."""
    sizes: dict[str, int] = {}
    for p in element.properties:
        width = np.dtype(p.type).itemsize
        if p.length:
            head = np.dtype(order + p.length)
            if at + head.itemsize > len(data):
                return None
            sizes[p.name] = int(np.frombuffer(data, head, 1, at)[0])
            at += head.itemsize + sizes[p.name] * width
        else:
            at += width
        if at > len(data) or min(sizes.values(), default=0) < 0:
            return None
    return sizes


def _read_rows(data: bytes, at: int, element: Element, order: str) -> tuple[dict, int]:
    """Row by row, for lists of differing lengths."""
    rows: dict[str, list] = {p.name: [] for p in element.properties}
    for _ in range(element.count):
        for p in element.properties:
            size, kind = 1, np.dtype(order + p.type)
            if p.length:
                head = np.dtype(order + p.length)
                if at + head.itemsize > len(data):
                    raise ValueError(SHORT)
                size = int(np.frombuffer(data, head, 1, at)[0])
                at += head.itemsize
            if size < 0 or at + size * kind.itemsize > len(data):
                raise ValueError(SHORT)
            rows[p.name].append(np.frombuffer(data, kind, size, at))
            at += size * kind.itemsize
    return rows, at


def _read_ascii(data: bytes, elements: list[Element], _order: str) -> Columns:
    lines = [line for line in data.split(b"\n") if line.strip()]
    columns: Columns = {}
    at = 0
    for element in elements:
        rows = lines[at : at + element.count]
        if len(rows) < element.count:
            raise ValueError(SHORT)
        at += element.count
        columns[element.name] = _ascii_lists(rows, element) if element.has_list else _ascii_table(rows, element)
    return columns


def _ascii_table(rows: list[bytes], element: Element) -> dict:
    width = len(element.properties)
    words = [row.split() for row in rows]
    if any(len(w) < width for w in words):
        raise ValueError(SHORT)
    table = np.fromiter(chain.from_iterable(w[:width] for w in words), "S32", len(rows) * width).astype(np.float64)
    return {p.name: table.reshape(-1, width)[:, k] for k, p in enumerate(element.properties)}


def _ascii_lists(rows: list[bytes], element: Element) -> dict:
    columns: dict[str, list] = {p.name: [] for p in element.properties}
    for row in rows:
        words = row.split()
        at = 0
        for p in element.properties:
            size = 1
            if p.length:
                size = int(words[at]) if at < len(words) else -1
                at += 1
            if size < 0 or at + size > len(words):
                raise ValueError(SHORT)
            columns[p.name].append(np.array(words[at : at + size]).astype(np.float64))
            at += size
    return columns
