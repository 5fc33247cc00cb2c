"""One solid, an L standing up, written in every format and in the spellings that programs have for it."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Mapping, Sequence

import numpy as np
import trimesh

OUTLINE = np.array([[0, 0], [2, 0], [2, 0.6], [0.7, 0.6], [0.7, 1.5], [0, 1.5]])
VERTICES = np.array([[x, y, z] for z in (0.0, 1.0) for x, y in OUTLINE])
POLYGONS = [[5, 4, 3, 2, 1, 0], [6, 7, 8, 9, 10, 11]] + [[k, (k + 1) % 6, (k + 1) % 6 + 6, k + 6] for k in range(6)]
TRIANGLES = [[0, 2, 1], [0, 3, 2], [0, 4, 3], [0, 5, 4], [6, 7, 8], [6, 8, 9], [6, 9, 10], [6, 10, 11]] + [
    half for a, b, c, d in POLYGONS[2:] for half in ([a, b, c], [a, c, d])
]
VOLUME = 1.83
LOW, HIGH = np.zeros(3), np.array([2.0, 1.5, 1.0])

PLY_TYPES = {"float": "f4", "double": "f8", "float32": "f4", "uchar": "u1", "uint8": "u1", "char": "i1", "ushort": "u2",
             "short": "i2", "int": "i4", "uint": "u4", "int32": "i4"}  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "latin-1")
LINE_ENDS = ("\n", "\r\n", "\r")


def inside(points: np.ndarray) -> np.ndarray:
    """Whether points (n, 3) lie in the solid."""
    x, y, z = points.T
    return (x > 0) & (y > 0) & (z > 0) & (z < 1) & (((x < 0.7) & (y < 1.5)) | ((x < 2) & (y < 0.6)))


def surface(count: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """Points of its surface and their normals, (count, 3) each."""
    mesh = trimesh.Trimesh(VERTICES, TRIANGLES, process=False)
    points, own = trimesh.sample.sample_surface(mesh, count, seed=1)[:2]
    return np.round(points, 5), mesh.face_normals[own]


def text(lines: Sequence[str], end: str = "\n", encoding: str = "utf-8") -> bytes:
    """Lines as a file. A comment with an umlaut is written in Latin-1 as well."""
    return (end.join(lines) + end).encode(encoding)


def ply(
    order: str = "ascii",
    number: str = "float",
    count: str = "uchar",
    index: str = "int",
    name: str = "vertex_indices",
    end: str = "\n",
    faces: Sequence[Sequence[int]] = TRIANGLES,
    element: str = "face",
    faces_first: bool = False,
    views: bool = False,
    rest: bytes = b"",
) -> bytes:
    """views: each vertex has a list of its own before its coordinates. rest: bytes behind the end."""
    lists = ["property list uchar uint view_indices"] if views else []
    places = [f"property {number} {axis}" for axis in "xyz"]
    vertex = [f"element vertex {len(VERTICES)}", *lists, *places, "property uchar red"]
    face = [f"element {element} {len(faces)}", f"property list {count} {index} {name}"]
    parts = [face, vertex] if faces_first else [vertex, face]
    header = ["ply", f"format {order} 1.0", "comment far from the end_header", *parts[0], *parts[1], "end_header"]
    head = text(header, end, "ascii")
    mark = "" if order == "ascii" else "<" if "little" in order else ">"
    rows: dict[str, list] = {"vertex": [], "face": []}
    for k, place in enumerate(VERTICES.tolist()):
        seen = list(range(k % 3))
        if order == "ascii":
            rows["vertex"].append(" ".join(map(str, [*([len(seen), *seen] if views else []), *place, 7])))
        else:
            own = bytes([len(seen)]) + np.array(seen, f"{mark}u4").tobytes() if views else b""
            rows["vertex"].append(own + np.array(place, mark + PLY_TYPES[number]).tobytes() + b"\x07")
    for corners in faces:
        if order == "ascii":
            rows["face"].append(" ".join(map(str, [len(corners), *corners])))
        else:
            size = np.array([len(corners)], mark + PLY_TYPES[count]).tobytes()
            rows["face"].append(size + np.array(corners, mark + PLY_TYPES[index]).tobytes())
    body = rows["face"] + rows["vertex"] if faces_first else rows["vertex"] + rows["face"]
    return head + (text(body, end, "ascii") if order == "ascii" else b"".join(body)) + rest


def obj(
    faces: Sequence[Sequence[int]] = TRIANGLES,
    corner: str = "{}",
    relative: bool = False,
    end: str = "\n",
    encoding: str = "utf-8",
    colours: bool = False,
    broken_lines: bool = False,
) -> bytes:
    """corner: how a corner is written ("{}", "{}/1", "{}//1", "{}/1/1"). relative: counted back from the last one."""
    lines = ["# größer", "mtllib a.mtl", "vn 0 0 1", "vt 0 0", "g part"]
    lines += [f"v {x} {y} {z}" + (" 1 0.5 0" if colours else "") for x, y, z in VERTICES.tolist()]
    for own in faces:
        words = [corner.format(k - len(VERTICES) if relative else k + 1) for k in own]
        lines.append("f " + (" \\" + end).join([" ".join(words[:2]), " ".join(words[2:])])
                     if broken_lines else "f " + " ".join(words))  # fmt: skip
    return text(lines, end, encoding)


def off(
    faces: Sequence[Sequence[int]] = TRIANGLES,
    header: str = "OFF",
    joined: bool = False,
    colours: bool = False,
    end: str = "\n",
    encoding: str = "utf-8",
) -> bytes:
    """joined: header and counts in one line. colours: behind vertices (header COFF) and faces."""
    counts = f"{len(VERTICES)} {len(faces)} 0"
    head = [f"{header} {counts}"] if joined else [*([header] if header else []), "# größer", counts]
    lines = [*head, *(f"{x} {y} {z}" + (" 255 0 0 255" if colours else "") for x, y, z in VERTICES.tolist())]
    lines += [
        " ".join(map(str, [len(f), *f])) + (" 0.5 0.5 0.5" if colours and k % 2 else "") for k, f in enumerate(faces)
    ]
    return text(lines, end, encoding)


def stl(
    binary: bool = True, head: bytes = b"made here", rest: bytes = b"", end: str = "\n", capital: bool = False
) -> bytes:
    corners = VERTICES[np.array(TRIANGLES)]
    if binary:
        rows = b"".join(np.zeros(3, "<f4").tobytes() + c.astype("<f4").tobytes() + b"\0\0" for c in corners)
        return head.ljust(80, b"\0") + struct.pack("<I", len(corners)) + rows + rest
    lines = ["solid L"]
    for triangle in corners.tolist():
        lines += [" facet normal 0 0 0", "  outer loop"]
        lines += [f"   vertex {x} {y} {z}" for x, y, z in triangle]
        lines += ["  endloop", " endfacet"]
    lines.append("endsolid L")
    return text([line.upper() if capital else line for line in lines], end, "ascii")


def gltf(
    mode: str = "triangles",
    index: str | None = "u2",
    quantised: bool = False,
    sparse: bool = False,
    stride: bool = False,
    turned: bool = False,
    binary: bool = True,
) -> bytes:
    """mode: triangles, strips or fans. index: type of the indices, None for none. turned: a node puts it in place."""
    place: dict = {}
    own = VERTICES
    if turned:  # a quarter turn about z after scaling, and then a shift
        own = (VERTICES - np.array([1.0, 2.0, 3.0])) @ np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]]) / 2
        place = {"translation": [1, 2, 3], "scale": [2, 2, 2], "rotation": [0, 0, 0.5**0.5, 0.5**0.5]}
    extra: dict = {}
    kind, values = 5126, own.astype("<f4")
    middle, half = (own.max(0) + own.min(0)) / 2, float((own.max(0) - own.min(0)).max() / 2)
    if quantised:
        kind, values = 5122, np.round((own - middle) / half * 32767).astype("<i2")
        extra = {"extensionsRequired": ["KHR_mesh_quantization"], "extensionsUsed": ["KHR_mesh_quantization"]}
    if index is None:
        values = values[np.array(TRIANGLES).reshape(-1)]
    views, accessors, blob = [], [], b""

    def view(data: bytes, row: int = 0) -> int:
        nonlocal blob
        blob += b"\0" * (-len(blob) % 4)
        views.append(
            {"buffer": 0, "byteOffset": len(blob), "byteLength": len(data)} | ({"byteStride": row} if row else {})
        )
        blob += data
        return len(views) - 1

    row = values.shape[1] * values.itemsize
    wide = row + 4 if stride else -(-row // 4) * 4
    padded = b"".join(r.tobytes().ljust(wide, b"\0") for r in values)
    accessor = {"componentType": kind, "count": len(values), "type": "VEC3"} | (
        {"normalized": True} if quantised else {}
    )
    if sparse:
        places = np.arange(len(values), dtype="<u2")
        accessor["sparse"] = {
            "count": len(values),
            "indices": {"bufferView": view(places.tobytes()), "componentType": 5123},
            "values": {"bufferView": view(values.tobytes())},
        }
    else:
        accessor["bufferView"] = view(padded, wide if wide != row else 0)
    accessors.append(accessor)
    kinds = {"u1": 5121, "u2": 5123, "u4": 5125}
    parts = []
    if index is None:
        parts.append({"attributes": {"POSITION": 0}})
    else:
        if mode == "triangles":
            lists, number = [[k for t in TRIANGLES for k in t]], 4
        elif mode == "strips":
            lists, number = [[a, b, d, c] for a, b, c, d in POLYGONS[2:]], 5
            lists += [[0, 5, 3, 4], [0, 3, 1, 2], [6, 9, 11, 10], [6, 7, 9, 8]]
        else:
            lists, number = [[0, 5, 4, 3, 2, 1], *POLYGONS[1:]], 6
        for corners in lists:
            ref = view(np.array(corners, f"<{index}").tobytes())
            accessors.append(
                {"bufferView": ref, "componentType": kinds[index], "count": len(corners), "type": "SCALAR"}
            )
            parts.append({"attributes": {"POSITION": 0}, "indices": len(accessors) - 1, "mode": number})
    node: dict = {"mesh": 0}
    if quantised:
        node |= {"translation": middle.tolist(), "scale": [half] * 3}
    nodes = [node] if not turned else [{"children": [1], **place}, node]
    top = {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}], "nodes": nodes,
           "meshes": [{"primitives": parts}], "accessors": accessors, "bufferViews": views, **extra}  # fmt: skip
    buffer: dict = {"byteLength": len(blob)}
    if not binary:
        buffer["uri"] = "data:application/octet-stream;base64," + base64.b64encode(blob).decode()
        return json.dumps(top | {"buffers": [buffer]}).encode()
    described = json.dumps(top | {"buffers": [buffer]}).encode()
    described += b" " * (-len(described) % 4)
    blob += b"\0" * (-len(blob) % 4)
    chunks = struct.pack("<I4s", len(described), b"JSON") + described + struct.pack("<I4s", len(blob), b"BIN\0") + blob
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


def table(
    columns: Mapping[str, np.ndarray],
    delimiter: str = " ",
    comma: bool = False,
    header: str = "none",
    quoted: bool = False,
    end: str = "\n",
    encoding: str = "utf-8",
    counted: int = 0,
) -> bytes:
    """Named columns (n,). comma: decimal commas. header: none, row or comment. counted: rows in scans of this many."""
    quote = '"{}"' if quoted else "{}"

    def number(value: object) -> str:
        return quote.format(str(value).replace(".", ",") if comma else value)

    rows = [delimiter.join(map(number, row)) for row in zip(*(c.tolist() for c in columns.values()), strict=True)]
    if counted:
        pieces = [rows[k : k + counted] for k in range(0, len(rows), counted)]
        rows = [line for piece in pieces for line in (str(len(piece)), *piece)]
    names = delimiter.join(quote.format(name) for name in columns)
    head = {"none": [], "row": [names], "comment": ["# größer"] if counted else ["//" + names]}[header]
    return text([*head, *rows], end, encoding)


def pcd(
    kind: str = "ascii",
    fields: str = "FIELDS",
    size: int = 4,
    colour: bool = False,
    end: str = "\n",
    padding: bool = False,
) -> bytes:
    """size: 4 or 8 bytes a coordinate. padding: PCL's "_" between the columns."""
    points, normals = surface()
    columns = [("x", points[:, 0]), ("y", points[:, 1]), ("z", points[:, 2])]
    columns += [("_", np.zeros(len(points)))] if padding else []
    columns += [("rgb", np.full(len(points), 3.0))] if colour else []
    columns += [(f"normal_{a}", normals[:, k]) for k, a in enumerate("xyz")]
    names = " ".join(name for name, _ in columns)
    ones = " ".join("1" for _ in columns)
    header = ["# .PCD v0.7", "VERSION .7", f"{fields} {names}", f"SIZE {' '.join([str(size)] * len(columns))}",
              f"TYPE {' '.join('F' for _ in columns)}", f"COUNT {ones}", f"WIDTH {len(points)}", "HEIGHT 1",
              "VIEWPOINT 0 0 0 1 0 0 0", f"POINTS {len(points)}", f"DATA {kind}"]  # fmt: skip
    head = text(header, end, "ascii")
    values = [column.astype(f"<f{size}") for _, column in columns]
    if kind == "ascii":
        return head + text([" ".join(map(str, row)) for row in zip(*(v.tolist() for v in values), strict=True)], end)
    if kind == "binary":
        return head + np.stack(values, 1).tobytes()
    flat = b"".join(v.tobytes() for v in values)
    packed = b"".join(bytes([len(flat[i : i + 32]) - 1]) + flat[i : i + 32] for i in range(0, len(flat), 32))
    return head + struct.pack("<II", len(packed), len(flat)) + packed
