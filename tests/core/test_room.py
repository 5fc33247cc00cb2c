"""Small files that announce or pack very much are refused by what their headers say, before anything is unpacked."""

from __future__ import annotations

import gzip
import io
import json
import resource
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest

from core.errors import UserError
from core.readers.load import load


def packed_zeros(count: int) -> bytes:
    data = io.BytesIO()
    np.savez_compressed(data, points=np.zeros((count, 3), np.int8))
    return data.getvalue()


def pcd(count: int, size: int) -> bytes:
    head = f"FIELDS x y z\nSIZE 1 1 1\nTYPE I I I\nCOUNT 1 1 1\nPOINTS {count}\nDATA binary_compressed\n".encode()
    body = b"\0a" + bytes([7 << 5, 255, 0]) * 200_000
    return head + struct.pack("<II", len(body), size) + body


def ply_of_256(faces: int) -> bytes:
    head = "ply\nformat binary_little_endian 1.0\nelement vertex 256\nproperty float x\nproperty float y\n"
    head += f"property float z\nelement face {faces}\nproperty list uchar uchar vertex_indices\nend_header\n"
    return head.encode() + bytes(256 * 12) + b"\3\0\1\2" * faces


ZEROS = {"componentType": 5126, "count": 2**31, "type": "VEC3"}
SCENE = {"asset": {"version": "2.0"}, "nodes": [{"mesh": 0}], "accessors": [ZEROS],
         "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}]}  # fmt: skip
LOOP = {"asset": {"version": "2.0"}, "scenes": [{"nodes": [0]}], "nodes": [{"children": [1, 1]}, {"children": [0, 0]}]}
BOMBS = {
    "a-images-idx3-ubyte.gz": gzip.compress(struct.pack(">4i", 2051, 9_000_000, 28, 28) + bytes(1 << 24)),
    "wide-images-idx3-ubyte": struct.pack(">4i", 2051, 1, 50_000_000, 1) + bytes(1000),
    "negative-images-idx3-ubyte": struct.pack(">4i", 2051, -1, 28, 28) + bytes(1000),
    "a.npz": packed_zeros(20_000_000),
    "huge.pcd": pcd(600_000_000, 1_800_000_000),
    "liar.pcd": pcd(100, 2_000_000_000),
    "a.ply": ply_of_256(2_000_000),
    "a.gltf": json.dumps(SCENE).encode(),
    "loop.gltf": json.dumps(LOOP).encode(),
    "deep.gltf": b'{"asset":' + b"[" * 2_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_nothing_is_unpacked(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BOMBS[name])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UserError, match=r"cannot be used: .*; .*\.$"):
        load(tmp_path / name)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000, "kB"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "a.ply")
    with pytest.raises(UserError, match="it is a pipe"):
        load(tmp_path / "a.ply")


def test_what_is_packed_in_a_session_has_room_by_the_size_of_the_file(tmp_path: Path) -> None:
    """Ninety kilobytes of empty tables would be two gigabytes, a head of tensors without numbers one and a half."""
    from core.runs.session import JSON_NAME, STATES_NAME, read_session

    for name, data in (
        (JSON_NAME, b'{"format":2,"x":[' + b'{"":{}},' * 3_000_000 + b"0]}"),
        (STATES_NAME, heads(400_000)),
    ):
        path = tmp_path / f"{name}.metasdf"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in (JSON_NAME, "observation.safetensors", STATES_NAME):
                archive.writestr(part, data if part == name else b"{}")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(UserError, match=r"more memory|MB of memory"):
            read_session(path)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000, "kB"


def heads(count: int) -> bytes:
    """Of a safetensors file: tensors without numbers."""
    one = '"{}":{{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}'
    head = ("{" + ",".join(one.format(number) for number in range(count)) + "}").encode()
    return struct.pack("<Q", len(head)) + head


def test_a_document_of_tables_without_end_is_refused(tmp_path: Path) -> None:
    from core.prepare.layout import read_split

    path = tmp_path / "split.json"
    path.write_bytes(b'{"a":{"b":[' + b'{"":{}},' * 1_200_000 + b"0]}}")
    with pytest.raises(UserError, match="far more memory"):
        read_split(path)
