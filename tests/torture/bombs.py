"""Files of at most 10 MB whose heads promise more than is there, or that unpack to it: none takes more than 500 MB."""

from __future__ import annotations

import gzip
import json
import os
import resource
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from app.tools.lesson.pages import load_lesson
from core.errors import UserError
from core.evaluation.gallery_folder import read_plan
from core.prepare.layout import read_split
from core.readers.load import load
from core.runs.checkpoint import load_checkpoint
from core.runs.recovery import HEAD, MARK, read_recovery
from core.runs.session import read_session, write_session
from core.training.train_config import load_config
from tests.torture.table import Row
from tests.torture.work import saved_net, session_of

MOST_MB = 500
MOST_S = 60
"""Seconds of a core."""
LARGE = 10_000_000
SLOW = ("zeros", "tall", "square", "deep.png", "large", "soup", "one-face", "rows", "one-line", "long-number", "lists",
        "quotes", "no-lines", "lzf", "states", "seen", "copy", "nodes", "tables.gltf", "net3", "card-lists",
        "nothings")  # fmt: skip
"""Those of which the making, or the refusing, takes seconds."""

Bomb = tuple[str, Callable[[], bytes], Callable[[Path], object]]


def packed_zeros(size: int, head: bytes = b"") -> bytes:
    """Zeros, packed piece by piece."""
    made = BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", compresslevel=9) as stream:
        stream.write(head)
        for _ in range(size >> 20):
            stream.write(bytes(1 << 20))
    return made.getvalue()


def zipped(parts: dict[str, bytes | int]) -> bytes:
    """A zip; a number stands for so many megabytes of zeros."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=True) as member:
                if isinstance(content, bytes):
                    member.write(content)
                else:
                    for _ in range(content):
                        member.write(bytes(1 << 20))
    return made.getvalue()


def listed(one: str, size: int, head: str = "[", tail: str = "]") -> bytes:
    """A JSON text of this size, of the same thing many times over."""
    return (head + (one * (size // len(one)))[:-1] + tail).encode()


def tensors(count: int) -> bytes:
    """The head of a safetensors file with so many tensors that have no numbers."""
    one = '"{}":{{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}'
    head = ("{" + ",".join(one.format(number) for number in range(count)) + "}").encode()
    return struct.pack("<Q", len(head)) + head


def npy_head(shape: tuple[int, ...], kind: str = "<f8") -> bytes:
    text = str({"descr": kind, "fortran_order": False, "shape": shape}).encode()
    text += b" " * (-(len(text) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text


def png(width: int, height: int, depth: int = 8) -> bytes:
    """A blank grey picture, of rows that pack to nothing."""
    packer, left, parts = zlib.compressobj(9), height * (1 + width * depth // 8), []
    while left:
        piece = min(left, 1 << 20)
        parts.append(packer.compress(bytes(piece)))
        left -= piece
    data = b"".join(parts) + packer.flush()

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def blank(kind: str) -> bytes:
    """A large picture of one colour."""
    made, side = BytesIO(), 16_000 if kind in ("GIF", "TIFF") else 3000
    Image.new("L", (side, side)).save(made, kind, **({"compression": "tiff_lzw"} if kind == "TIFF" else {}))
    return made.getvalue()[:LARGE]


def ply(body: bytes, *lines: str, kind: str = "binary_little_endian") -> bytes:
    return "\n".join(["ply", f"format {kind} 1.0", *lines, "end_header\n"]).encode() + body


def soup(count: int) -> bytes:
    """Triangles anywhere, of which nothing is made."""
    rng = np.random.default_rng(0)
    record = np.zeros(count, [("n", "<f4", 3), ("v", "<f4", 9), ("a", "<u2")])
    record["v"] = rng.normal(size=(count, 9))
    return bytes(80) + struct.pack("<I", count) + record.tobytes()


def session_with(change: Callable[[dict[str, bytes | int]], None]) -> bytes:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "a.metasdf"
        write_session(path, session_of(1))
        with zipfile.ZipFile(path) as archive:
            parts: dict[str, bytes | int] = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return zipped(parts)


def many_steps(parts: dict[str, bytes | int]) -> None:
    document = json.loads(bytes(parts["session.json"]))  # pyright: ignore[reportArgumentType]
    document["run"]["entries"] *= 20_000
    parts["session.json"] = json.dumps(document).encode()


def shapes() -> Iterator[Bomb]:
    """Files that claim to be shapes."""
    xyz = ["property float x", "property float y", "property float z"]
    face = ["element face 1", "property list uint int vertex_indices"]
    idx = struct.pack(">IIII", 0x803, 5_000_000, 28, 28)
    yield "zeros.idx.gz", lambda: packed_zeros(4 << 30, idx), load
    yield "promise.idx", lambda: struct.pack(">IIII", 0x803, 2**32 - 1, 4096, 4096) + bytes(100), load
    yield "zeros.npz", lambda: zipped({"points.npy": 2000}), load
    yield "promise.npz", lambda: zipped({"points.npy": npy_head((10**12, 3)) + bytes(100)}), load
    yield "promise.npy", lambda: npy_head((2**62, 3)) + bytes(100), load
    yield "objects.npy", lambda: npy_head((10**6,), "|O") + bytes(100), load
    pcd = "VERSION .7\nFIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\nWIDTH {0}\nHEIGHT 1\nPOINTS {0}\nDATA {1}\n"
    for kind in ("ascii", "binary", "binary_compressed"):
        yield f"promise-{kind}.pcd", lambda kind=kind: pcd.format(10**9, kind).encode() + bytes(100), load
    lzf = b"\x00\x00" + b"\xff\xff\x00" * 3_000_000
    compressed = pcd.format(60_000_000, "binary_compressed").encode() + struct.pack("<II", len(lzf), 72 * 10**7)
    yield "lzf.pcd", lambda: compressed + lzf, load
    yield "tall.png", lambda: png(1, 80_000_000), load
    yield "square.png", lambda: png(30_000, 30_000), load
    yield "deep.png", lambda: png(9_400, 9_400, 16), load
    for kind in ("GIF", "TIFF", "BMP", "WEBP"):
        yield f"large.{kind.lower()[:4]}", lambda kind=kind: blank(kind), load
    yield "promise.pgm", lambda: b"P5 100000 100000 255\n" + bytes(100), load
    yield "vertices.ply", lambda: ply(bytes(100), "element vertex 4000000000", *xyz), load
    yield "corners.ply", lambda: ply(bytes(12) + struct.pack("<I", 2**32 - 1), "element vertex 1", *xyz, *face), load
    yield "elements.ply", lambda: ply(b"", *["element x 1000000000", "property int a"] * 1000, kind="ascii"), load
    faces = ("element face 9000000", "property list uchar int vertex_indices")
    yield "lists.ply", lambda: ply(b"\x00" * LARGE, "element vertex 1", *xyz, *faces), load
    yield "promise.stl", lambda: bytes(80) + struct.pack("<I", 2**32 - 1) + bytes(100), load
    yield "soup.stl", lambda: soup(190_000), load
    yield "one-face.obj", lambda: b"v 0 0 0\nv 1 0 0\nv 0 1 0\nf " + b"1 2 3 " * 1_500_000, load
    yield "no-lines.obj", lambda: b"v " * (LARGE // 2), load
    yield "promise.off", lambda: b"OFF\n4000000000 4000000000 0\n" + b"0 0 0\n" * 1000, load
    gltf = {"asset": {"version": "2.0"}, "buffers": [{"byteLength": 2**40, "uri": "data:;base64,AAAA"}],
            "bufferViews": [{"buffer": 0, "byteLength": 2**40}],
            "accessors": [{"bufferView": 0, "componentType": 5126, "count": 2**33, "type": "VEC3"}],
            "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}], "nodes": [{"mesh": 0}],
            "scenes": [{"nodes": [0]}], "scene": 0}  # fmt: skip
    yield "promise.gltf", lambda: json.dumps(gltf).encode(), load
    loop = {**gltf, "nodes": [{"mesh": 0, "children": [0]}]}
    yield "loop.gltf", lambda: json.dumps(loop).encode(), load
    doubling = {**gltf, "nodes": [{"mesh": 0, "children": [i + 1, i + 1]} for i in range(60)] + [{"mesh": 0}]}
    yield "doubling.gltf", lambda: json.dumps(doubling).encode(), load
    yield "tables.gltf", lambda: listed('{"":{}},', LARGE, '{"asset":{"version":"2.0"},"x":[', "]}"), load
    yield "nodes.gltf", lambda: listed("{},", LARGE, '{"asset":{"version":"2.0"},"nodes":[', "]}"), load
    yield "deep.gltf", lambda: b'{"a":' * 200_000, load
    yield "one-line.csv", lambda: b"1," * (LARGE // 2), load
    yield "rows.xyz", lambda: b"1 2 3\n" * (LARGE // 6), load
    yield "long-number.xyz", lambda: b"1" * LARGE, load
    yield "quotes.csv", lambda: b'"' * LARGE, load


def documents(folder: Path) -> Iterator[Bomb]:
    """Files of our own kinds."""

    def states(parts: dict[str, bytes | int]) -> None:
        parts["states.safetensors"] = 1500

    def seen(parts: dict[str, bytes | int]) -> None:
        parts["observation.safetensors"] = 900

    def words(parts: dict[str, bytes | int]) -> None:
        parts["session.json"] = 60

    def nested(parts: dict[str, bytes | int]) -> None:
        parts["session.json"] = b"[" * 5_000_000

    def copy(parts: dict[str, bytes | int]) -> None:
        parts["checkpoint.safetensors"] = 1500

    def tables(parts: dict[str, bytes | int]) -> None:
        head = bytes(parts["session.json"]).rstrip()[:-1].decode() + ',"x":['
        parts["session.json"] = listed('{"":{}},', 50 * 1_000_000, head, "]}")

    def nothings(parts: dict[str, bytes | int]) -> None:
        parts["states.safetensors"] = tensors(1_000_000)

    for change in (states, seen, words, nested, copy, many_steps, tables, nothings):
        yield f"{change.__name__}.metasdf", lambda change=change: session_with(change), read_session
    deep = b'{"a":' * 1_000_000
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    for name, spec in (("depth", {"depth": 10**9}), ("width", {"width": 10**9}), ("dim", {"dim": 10**9})):
        broken = json.dumps({**card, "spec": {**card["spec"], **spec}}).encode()
        yield f"card-{name}/card.json", lambda broken=broken: broken, lambda path: load_checkpoint(str(path.parent))
    yield "card-deep/card.json", lambda: deep, lambda path: load_checkpoint(str(path.parent))
    head = json.dumps({"a": {"dtype": "F32", "shape": [2**40], "data_offsets": [0, 2**42]}}).encode()
    weights = struct.pack("<Q", len(head)) + head
    yield "net/weights.safetensors", lambda: weights, lambda path: load_checkpoint(str(path.parent))
    yield "net2/weights.safetensors", lambda: struct.pack("<Q", 2**63), lambda path: load_checkpoint(str(path.parent))
    yield "net3/weights.safetensors", lambda: tensors(170_000), lambda path: load_checkpoint(str(path.parent))
    lists = listed('{"":{}},', LARGE)
    yield "card-lists/card.json", lambda: lists, lambda path: load_checkpoint(str(path.parent))
    yield "lists/split.json", lambda: b'{"a":{"b":' + lists + b"}}", read_split
    yield "arrays.toml", lambda: b"[[a]]\n" * 170_000, load_config
    yield "inline.toml", lambda: listed("{},", 1_000_000, "a=["), load_config
    yield "gallery/gallery.json", lambda: deep, lambda path: read_plan(path.parent)
    yield "split.json", lambda: deep, read_split
    yield "split.csv", lambda: b"synsetId,modelId,split\n" + b'"' * 5_000_000, read_split
    yield "deep.toml", lambda: b"a = " + b"[" * 1_000_000, load_config
    yield "long.toml", lambda: b"a = 0x" + b"f" * 5_000_000, load_config
    yield "dots.toml", lambda: b".".join([b"a"] * 200_000) + b" = 1", load_config
    yield "lesson.toml", lambda: b"format = 1\ntitle = '" + b"x" * LARGE + b"'", lambda path: load_lesson(path, (), ())
    frames = HEAD.pack(MARK, 2**31, 2**31, 0) + bytes(1000)
    yield "left.steps", lambda: frames, lambda path: read_recovery(path.with_suffix(".metasdf"))


def tried(path: Path, read: Callable[[Path], object]) -> tuple[str, int]:
    """What is wrong with the reading of one file ("" for nothing), and the megabytes that it took."""
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_S, MOST_S))
        code = 0
        try:
            read(path)
        except UserError as told:
            code = 0 if str(told).endswith(".") and "\n" not in str(told) else 3
        except BaseException as fault:  # noqa: BLE001 (that is what is sought)
            os.write(2, f"{path.name}: {type(fault).__name__}: {fault!s:.200}\n".encode())
            code = 4
        os._exit(code)
    _, status, usage = os.wait4(child, 0)
    told = {0: "", 3: "no sentence", 4: "something else than a sentence"}
    if os.WIFSIGNALED(status):
        return f"ended by signal {os.WTERMSIG(status)}", usage.ru_maxrss // 1024
    return told.get(os.WEXITSTATUS(status), "?"), usage.ru_maxrss // 1024


def run(short: bool) -> Row:
    """Each bomb in a fork, whose memory is measured; the short form leaves out those that are slow to make."""
    torch.set_num_threads(1)
    row, worst = Row("bombs"), (0, "")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("card", "net", "net2", "net3"):
            saved_net(folder / name)
        write_session(folder / "left.metasdf", session_of(1))
        (folder / "nothing").write_bytes(b"")
        _, floor = tried(folder / "nothing", lambda _: None)
        bombs = [bomb for bomb in (*shapes(), *documents(folder / "card")) if not (short and bomb[0].startswith(SLOW))]
        for name, make, read in bombs:
            data = make()
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            if name.startswith("card-"):
                saved_net(path.parent)
            path.write_bytes(data)
            row.check(len(data) <= 2 * LARGE, f"{name} has {len(data)} bytes")
            fault, peak = tried(path, read)
            worst = max(worst, (peak - floor, name))
            row.check(not fault, f"{name}: {fault}")
            row.check(peak - floor <= MOST_MB, f"{name} took {peak - floor} MB")
    row.figures.append(f"most memory: {worst[0]} MB for {worst[1]}")
    return row
