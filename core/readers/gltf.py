"""glTF files, .glb and .gltf: parts in their places, quantised and sparse data, triangles, strips and fans.

Read here because the JSON chunk must be looked at first: a reader that skips what it does not know gives another
shape without a word.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from core.readers.polygons import FACE_BYTES, Polygons, fans_and_strips
from core.readers.text import shortened
from core.shapes.base import Source
from core.shapes.mesh import solid_of
from core.storage.reading import FileError, ShapeError, allow
from core.storage.room import json_room
from core.storage.typed import is_table

KINDS = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
FULL_SCALE = {"i1": 127.0, "u1": 255.0, "i2": 32767.0, "u2": 65535.0}
TRIANGLES, STRIP, FAN = 4, 5, 6

PACKED = {
    "KHR_draco_mesh_compression": "Draco",
    "EXT_meshopt_compression": "meshopt",
    "KHR_meshopt_compression": "meshopt",
}
INSTANCING = "EXT_mesh_gpu_instancing"
HARMLESS = ("KHR_mesh_quantization", "KHR_texture_transform", "KHR_lights_punctual", "EXT_texture_webp",
            "EXT_texture_avif", "KHR_texture_basisu", "KHR_node_visibility")  # fmt: skip
DEEPEST = 200


def read(data: bytes, file: Path) -> Source:
    """The solid that the parts of a scene bound together, each where its node puts it.

    Raises ShapeError and FileError.
    """
    top, binary = _chunks(data)
    _check_extensions(top)
    buffers = [_buffer(buffer, binary, file.parent) for buffer in top.get("buffers", ())]
    scene = _Scene(top, buffers, max(len(data), sum(map(len, buffers))))
    vertices, faces, count = [np.empty((0, 3))], [np.empty((0, 3), np.int64)], 0
    for node, place in scene.instances():
        for corners, triangles in scene.parts(node, place):
            allow(FACE_BYTES * (sum(map(len, faces)) + len(triangles)), scene.size)
            vertices.append(corners)
            faces.append(triangles + count)
            count += len(corners)
    if not sum(map(len, faces)):
        raise ShapeError("it has no faces")
    return solid_of(np.concatenate(vertices), np.concatenate(faces), file.name)


def _chunks(data: bytes) -> tuple[dict[str, Any], bytes | None]:
    """The JSON and the binary chunk; a .gltf file is the JSON alone."""
    binary = None
    text = data
    if data[:4] == b"glTF":
        if len(data) < 20 or struct.unpack_from("<I", data, 4)[0] != 2:
            raise FileError("it is not a whole GLB file of version 2")
        length, at = struct.unpack_from("<I", data, 8)[0], 12
        chunks: dict[bytes, bytes] = {}
        if length > len(data):
            raise FileError(f"it is not a whole GLB file: it has {len(data):,} bytes and announces {length:,}")
        while at + 8 <= length:
            size, kind = struct.unpack_from("<I4s", data, at)
            if at + 8 + size > length:
                raise FileError("it is not a whole GLB file: a part of it is cut")
            chunks.setdefault(kind, data[at + 8 : at + 8 + size])
            at += 8 + size
        text, binary = chunks.get(b"JSON", b""), chunks.get(b"BIN\0")
    allow(json_room(text), len(text))
    try:
        top = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        top = None
    if not is_table(top) or not is_table(top.get("asset")):
        raise FileError(
            "it is not a whole GLB file: its description cannot be read" if binary else "it is no glTF file"
        )
    if str(top["asset"].get("version", "2")).startswith("1"):
        raise ShapeError("it is of version 1 of glTF, which is not read", "save it as glTF 2.0")
    return top, binary


def _check_extensions(top: dict[str, Any]) -> None:
    """Raises ShapeError for one that the shape cannot be read without."""
    if any(INSTANCING in node.get("extensions", ()) for node in top.get("nodes", ())):
        raise ShapeError(f"its parts are repeated by {INSTANCING}, which is not read", "save it without instancing")
    needed, used = (set(map(str, top.get(f"extensions{kind}", ()))) for kind in ("Required", "Used"))
    for name in sorted(needed | (used & set(PACKED))):
        if name in PACKED:
            raise ShapeError(
                f"its meshes are packed with {PACKED[name]} ({name}), which is not read",
                "save it without compression (in Blender: export glTF with Compression off; or gltf-transform copy)",
            )
        if name not in HARMLESS and not name.startswith("KHR_materials_"):
            raise ShapeError(f"it needs the extension {name}, which is not known", "save it as plain glTF or as PLY")


def _buffer(buffer: dict[str, Any], binary: bytes | None, folder: Path) -> bytes:
    """The bytes of a buffer: the binary chunk, within the JSON, or a file beside it, never one elsewhere."""
    uri = buffer.get("uri")
    if uri is None:
        return binary or b""
    if uri.startswith("data:"):
        try:
            return base64.b64decode(uri.split(",", 1)[1])
        except (IndexError, binascii.Error):
            raise FileError("the data within it cannot be read") from None
    path = Path(unquote(uri))
    beside = folder / path
    if path.is_absolute() or ".." in path.parts or ":" in uri or not beside.is_file():
        raise ShapeError(f"its data are in '{shortened(path.name)}', which is not beside it", "put the file there")
    try:
        return beside.read_bytes()
    except OSError:
        raise ShapeError(f"its data in '{shortened(path.name)}' cannot be read", "check its permissions") from None


@dataclass(frozen=True, eq=False)
class _Scene:
    """What the JSON describes. buffers: the bytes of each. size: of the file and of what lies beside it."""

    top: dict[str, Any]
    buffers: list[bytes]
    size: int

    def instances(self) -> Iterator[tuple[dict[str, Any], NDArray[np.float64]]]:
        """Nodes with a mesh and their places (4, 4); of the scene to be shown, or all where none is named."""
        scenes = self.top.get("scenes", [])
        shown = scenes[self.top.get("scene", 0)].get("nodes", []) if scenes else self.roots()
        for number, place in self.placed(shown):
            if "mesh" in self.top["nodes"][number]:
                yield self.top["nodes"][number], place

    def roots(self) -> list[int]:
        """The nodes that are no child of another."""
        nodes = self.top.get("nodes", [])
        return sorted(set(range(len(nodes))) - {child for node in nodes for child in node.get("children", ())})

    def placed(self, roots: Sequence[int]) -> Iterator[tuple[int, NDArray[np.float64]]]:
        """These nodes, and all below them, with their places (4, 4)."""
        nodes = self.top.get("nodes", [])
        todo = [(root, np.eye(4), 0) for root in roots]
        seen: set[int] = set()
        while todo:
            number, above, depth = todo.pop(0)
            if number in seen or depth > DEEPEST:  # the format asks for a tree; loops would never end
                raise FileError("its nodes are no tree")
            seen.add(number)
            node = nodes[number]
            place = above @ _place(node)
            todo += [(child, place, depth + 1) for child in node.get("children", ())]
            yield number, place

    def parts(
        self, node: dict[str, Any], place: NDArray[np.float64]
    ) -> Iterator[tuple[NDArray[np.float64], NDArray[np.int64]]]:
        """Vertices (n, 3) in their place and triangles (m, 3) of each part of a node's mesh that has faces."""
        mesh = self.top["meshes"][node["mesh"]]
        weights = node.get("weights", mesh.get("weights", ()))
        for part in mesh["primitives"]:
            mode = part.get("mode", TRIANGLES)
            if mode not in (TRIANGLES, STRIP, FAN) or "POSITION" not in part["attributes"]:
                continue
            vertices = self.floats(part["attributes"]["POSITION"], 3)
            for weight, target in zip(weights, part.get("targets", ()), strict=False):
                if weight and "POSITION" in target:
                    vertices = vertices + float(weight) * self.floats(target["POSITION"], 3)
            bends = "skin" in node and "JOINTS_0" in part["attributes"]
            places = self.bent(node["skin"], part["attributes"], len(vertices)) if bends else place[None]
            vertices = np.einsum("nij,nj->ni", places[:, :3, :3], vertices) + places[:, :3, 3]
            mirrored = bool(np.linalg.det(places[:, :3, :3].mean(axis=0)) < 0)
            listed = "indices" in part
            corners = self.array(part["indices"], 1)[:, 0] if listed else np.arange(len(vertices))
            corners = corners.astype(np.int64)
            if listed and len(corners) and corners.max() >= len(vertices):
                raise FileError("its faces name vertices that are not there")
            if mode == TRIANGLES:
                triangles = corners[: len(corners) // 3 * 3].reshape(-1, 3)
            else:
                triangles = fans_and_strips(Polygons(corners, np.array([len(corners)])), strips=mode == STRIP)
            yield vertices, triangles[:, ::-1] if mirrored else triangles

    def bent(self, number: int, attributes: dict[str, int], count: int) -> NDArray[np.float64]:
        """The places (count, 4, 4) that the joints of a skin give to each vertex, where they are at rest in the file.

        The place of the node itself does not count then.
        """
        skin, at = self.top["skins"][number], dict(self.placed(self.roots()))
        joints = np.stack([at[joint] for joint in skin["joints"]])
        if "inverseBindMatrices" in skin:
            joints = joints @ self.floats(skin["inverseBindMatrices"], 16).reshape(-1, 4, 4).swapaxes(1, 2)
        total = np.zeros((count, 4, 4))
        for k in range(len(attributes)):
            if f"JOINTS_{k}" not in attributes:
                break
            which, share = self.array(attributes[f"JOINTS_{k}"], 4), self.floats(attributes[f"WEIGHTS_{k}"], 4)
            total += np.einsum("nk,nkij->nij", share, joints[which.astype(np.int64)])
        weight = total[:, 3:, 3:]
        if not len(total) or not (weight > 0).all():
            raise FileError("its skin leaves vertices without a joint")
        return total / weight

    def floats(self, number: int, width: int) -> NDArray[np.float64]:
        """The same as `array`, in double precision."""
        return self.array(number, width).astype(np.float64)

    def array(self, number: int, width: int) -> NDArray[np.generic]:
        """The numbers of an accessor, (count, width): floats in place of normalised integers."""
        accessor = self.top["accessors"][number]
        count, kind = accessor["count"], KINDS[accessor["componentType"]]
        if WIDTHS.get(accessor["type"]) != width or not isinstance(count, int) or count < 0:
            raise FileError("its description of the data makes no sense")
        allow(8 * width * count * 4, self.size)
        at = accessor.get("byteOffset", 0)
        if "bufferView" in accessor:
            values = self.view(accessor["bufferView"], at, kind, count, width)
        else:
            values = np.zeros((count, width), kind)
        if "sparse" in accessor:
            sparse = accessor["sparse"]
            where, what, some = sparse["indices"], sparse["values"], sparse["count"]
            index_kind = KINDS[where["componentType"]]
            places = self.view(where["bufferView"], where.get("byteOffset", 0), index_kind, some, 1)[:, 0]
            values = values.copy()
            values[places.astype(np.int64)] = self.view(
                what["bufferView"], what.get("byteOffset", 0), kind, some, width
            )
        if accessor.get("normalized") and kind[1:] in FULL_SCALE:
            return np.maximum(values.astype(np.float64) / FULL_SCALE[kind[1:]], -1.0)
        return values

    def view(self, number: int, offset: int, kind: str, count: int, width: int) -> NDArray[np.generic]:
        """Numbers (count, width) that lie `offset` bytes into a view of a buffer."""
        view, row = self.top["bufferViews"][number], width * np.dtype(kind).itemsize
        stride = view.get("byteStride", 0) or row
        which: int = view["buffer"]
        buffer, start = self.buffers[which], view.get("byteOffset", 0) + offset
        stop = start + stride * (count - 1) + row if count else start
        if min(start, offset, count, stride) < 0 or stop > len(buffer):
            raise FileError("it is not a whole glTF file: its data end before what its description announces")
        return np.ndarray((count, width), kind, buffer, start, (stride, np.dtype(kind).itemsize))


def _place(node: dict[str, Any]) -> NDArray[np.float64]:
    """The transform of a node, (4, 4)."""
    if "matrix" in node:
        return np.array(node["matrix"], np.float64).reshape(4, 4).T
    place = np.eye(4)
    x, y, z, w = np.array(node.get("rotation", (0, 0, 0, 1)), np.float64)
    turn = np.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ])  # fmt: skip
    place[:3, :3] = turn * np.array(node.get("scale", (1, 1, 1)), np.float64)
    place[:3, 3] = node.get("translation", (0, 0, 0))
    return place
