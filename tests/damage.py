"""Files of every format, whole, and what damages them at random."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Callable

import numpy as np
from PIL import Image

from tests import solids

INNER = re.compile(
    r"np\.|numpy|Traceback|Error\b|Exception|NoneType|dtype|array\(|ndarray|zlib|struct|codec|to unpack|__|\bb'\w|"
    r"object at|broadcast|reshape|PIL|Pillow|tuple|\bint\b|\bstr\b|KeyError|list index|out of range"
)


def saved(write: Callable[[io.BytesIO], object]) -> bytes:
    data = io.BytesIO()
    write(data)
    return data.getvalue()


def picture(kind: str, dtype: type = np.uint8) -> bytes:
    spot = np.zeros((40, 40), dtype)
    spot[5:25, 5:15] = 200
    return saved(lambda data: Image.fromarray(spot).save(data, kind))


def idx() -> bytes:
    pictures = np.zeros((3, 28, 28), np.uint8)
    pictures[:, 8:20, 8:20] = 255
    return bytes((0, 0, 8, 3)) + np.array(pictures.shape, ">u4").tobytes() + pictures.tobytes()


POINTS, NORMALS = solids.surface(60)


COLUMNS: dict[str, np.ndarray] = dict(
    zip(("x", "y", "z", "nx", "ny", "nz"), np.hstack((POINTS, NORMALS)).T, strict=True)
)


ROWS = np.hstack((POINTS, POINTS[:, :1])).astype(np.float32)


WHOLE: dict[str, bytes] = {
    "text.ply": solids.ply(faces=solids.POLYGONS, views=True),
    "little.ply": solids.ply("binary_little_endian"),
    "big.ply": solids.ply("binary_big_endian", faces=solids.POLYGONS, views=True),
    "strips.ply": solids.ply(faces=[[0, 1, 2, 3, -1, 4, 5, 6]], element="tristrips"),
    "a.obj": solids.obj(faces=solids.POLYGONS, corner="{}//1", relative=True),
    "a.off": solids.off(faces=solids.POLYGONS, colours=True),
    "text.stl": solids.stl(binary=False),
    "binary.stl": solids.stl(),
    "a.glb": solids.gltf(turned=True),
    "sparse.glb": solids.gltf(sparse=True, mode="fans"),
    "a.gltf": solids.gltf(quantised=True, binary=False),
    "a.xyz": solids.table(COLUMNS),
    "a.csv": solids.table(COLUMNS, ";", comma=True, header="row", quoted=True),
    "a.pts": solids.table(COLUMNS, counted=20),
    "wide.txt": solids.table(COLUMNS, encoding="utf-16"),
    **{f"{kind}.pcd": solids.pcd(kind) for kind in ("ascii", "binary", "binary_compressed")},
    "a.npy": saved(lambda data: np.save(data, POINTS)),
    "a.npz": saved(lambda data: np.savez(data, points=POINTS, normals=NORMALS)),
    "packed.npz": saved(lambda data: np.savez_compressed(data, pos=ROWS, neg=-ROWS)),
    **{f"a.{k}": picture(v) for k, v in {"png": "PNG", "jpg": "JPEG", "bmp": "BMP", "gif": "GIF", "tif": "TIFF",
                                         "webp": "WEBP", "ppm": "PPM"}.items()},
    "deep.png": picture("PNG", np.uint16),
    "a-images-idx3-ubyte": idx(),
    "a-images-idx3-ubyte.gz": gzip.compress(idx()),
}  # fmt: skip


NUMBERS = (
    b"0",
    b"-1",
    b"nan",
    b"1e400",
    b"99999999999999999999",
    b"4294967295",
    b"2147483648",
    b"0.5",
    b"x",
    b"\xff\xfe",
)


def damaged(data: bytes, rng: np.random.Generator) -> bytes:
    """Cut, with some bytes or a number changed, with a piece twice or left out; mostly near its beginning."""
    at = int(rng.integers(0, len(data)) * rng.choice((0.1, 1.0)))
    length = int(rng.integers(1, 9))
    match int(rng.integers(0, 6)):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + rng.bytes(length) + data[at + length :]
        case 2:
            return data[:at] + bytes(rng.choice((0, 255, 127, 128), length).astype(np.uint8)) + data[at + length :]
        case 3:
            return data[:at] + data[at + 5 * length :]
        case 4:
            return data[: at + 5 * length] + data[at:]
    numbers = list(re.finditer(rb"-?[0-9]+", data[:4000]))
    found = numbers[int(rng.integers(0, len(numbers)))] if numbers else None
    new = NUMBERS[int(rng.integers(0, len(NUMBERS)))]
    return data[:at] + new + data[at:] if found is None else data[: found.start()] + new + data[found.end() :]
