"""PCD files in all three encodings, what their header tells of the camera, and rows without a measurement."""

import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.readers.load import load
from core.readers.pcd import lzf_decompress, read
from core.shapes.base import Scan

POINTS = np.random.default_rng(0).normal(size=(40, 3)).astype(np.float32)
NORMALS = (POINTS / np.linalg.norm(POINTS, axis=1, keepdims=True)).astype(np.float32)


def read_pcd(data: bytes) -> Scan:
    return read(data, Path("c.pcd"))


def lzf_literal(data: bytes) -> bytes:
    """The plainest LZF: literals alone."""
    return b"".join(bytes([len(data[i : i + 32]) - 1]) + data[i : i + 32] for i in range(0, len(data), 32))


def pcd(kind: str, points: np.ndarray, extra: str = "HEIGHT 1\n") -> bytes:
    fields = "x y z rgb normal_x normal_y normal_z"
    header = f"# .PCD v0.7\nVERSION 0.7\nFIELDS {fields}\nSIZE 4 4 4 4 4 4 4\nTYPE F F F U F F F\nCOUNT 1 1 1 1 1 1 1\n"
    header += f"WIDTH {len(points)}\n{extra}POINTS {len(points)}\nDATA {kind}\n"
    colour = np.full(len(points), 7, np.uint32)
    if kind == "ascii":
        rows = [" ".join(map(str, [*p, 7, *n])) for p, n in zip(points, NORMALS, strict=True)]
        return (header + "\n".join(rows)).encode()
    if kind == "binary":
        table = np.column_stack((points.view(np.uint32), colour, NORMALS.view(np.uint32)))
        return header.encode() + np.ascontiguousarray(table).tobytes()
    columns = b"".join(np.ascontiguousarray(c).tobytes() for c in (*points.T, colour, *NORMALS.T))
    packed = lzf_literal(columns)
    return header.encode() + np.array([len(packed), len(columns)], "<u4").tobytes() + packed


@pytest.mark.parametrize("kind", ["ascii", "binary", "binary_compressed"])
def test_encodings(kind: str) -> None:
    scan = read_pcd(pcd(kind, POINTS))
    assert scan.normalization.invert(scan.points) == pytest.approx(POINTS, abs=1e-5)
    assert scan.normals == pytest.approx(NORMALS, abs=1e-5)
    assert scan.eye is None
    with pytest.raises(ValueError, match="ends before"):
        read_pcd(pcd(kind, POINTS)[:-30])


def test_pixels_without_a_measurement_are_left_out() -> None:
    holes = POINTS.copy()
    holes[::4] = np.nan
    scan = read_pcd(pcd("binary", holes))
    assert scan.normalization.invert(scan.points) == pytest.approx(np.delete(POINTS, np.s_[::4], 0), abs=1e-5)


@pytest.mark.parametrize(("extra", "at", "known"), [
    ("HEIGHT 1\nVIEWPOINT 9 0 0 1 0 0 0\n", 0.0, True),
    ("HEIGHT 1\nVIEWPOINT 0 0 0 1 0 0 0\n", 9.0, False),  # the value of a file that does not know
    ("HEIGHT 2\nVIEWPOINT 0 0 0 1 0 0 0\n", 9.0, True),  # an organised image does know
    ("HEIGHT 1\nVIEWPOINT 0.1 0 0 1 0 0 0\n", 0.0, False),  # amid the points
])  # fmt: skip
def test_the_camera(extra: str, at: float, known: bool) -> None:
    scan = read_pcd(pcd("ascii", POINTS + np.array([0, 0, at], np.float32), extra))
    assert (scan.eye is not None) == known
    if scan.eye is not None:
        assert scan.normalization.invert(scan.eye) == pytest.approx([9.0 - at, 0, 0], abs=1e-9)


@given(st.binary(min_size=1, max_size=200))
def test_lzf_literals_come_back(data: bytes) -> None:
    assert lzf_decompress(lzf_literal(data), len(data)) == data


def test_lzf_copies() -> None:
    # "ab", then 5 bytes from 2 back (reaching into themselves), then 12 bytes from 1 back with the long length
    packed = bytes([1]) + b"ab" + bytes([3 << 5, 1]) + bytes([7 << 5, 3, 0])
    assert lzf_decompress(packed, 19) == b"ab" + b"ababa" + b"a" * 12


@given(st.binary(max_size=60), st.integers(0, 100))
def test_damaged_lzf_is_an_error_and_no_crash(data: bytes, size: int) -> None:
    try:
        assert len(lzf_decompress(data, size)) == size
    except ValueError as fault:
        assert "damaged" in str(fault)  # noqa: PT017


CORNERS = np.array([(0, 0, 0), (2, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1)], float)
HOLE = np.insert(CORNERS, 2, (np.nan, 1, 0), axis=0)


def with_hole(kind: str) -> bytes:
    """The corners with a row in their midst that is no measurement."""
    file = io.BytesIO()
    flat = HOLE.astype("<f4")
    if kind == "npy":
        np.save(file, HOLE)
    elif kind == "npz":
        np.savez(file, points=HOLE)
    elif kind == "pcd":
        names = f"FIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nCOUNT 1 1 1\nWIDTH {len(flat)}\nHEIGHT 1\nPOINTS {len(flat)}\n"
        return f"VERSION 0.7\n{names}DATA binary\n".encode() + flat.tobytes()
    else:
        names = f"element vertex {len(flat)}\n" + "".join(f"property float {axis}\n" for axis in "xyz")
        return f"ply\nformat binary_little_endian 1.0\n{names}end_header\n".encode() + flat.tobytes()
    return file.getvalue()


@pytest.mark.parametrize("kind", ["npy", "npz", "pcd", "ply"])
def test_rows_without_a_measurement_are_left_out_by_every_reader(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"c.{kind}").write_bytes(with_hole(kind))
    left_out(tmp_path / f"c.{kind}")


@pytest.mark.parametrize(
    ("suffix", "row"),
    [
        ("xyz", "nan nan nan"), ("xyz", "1 NaN 0"), ("asc", "inf 0 0"), ("txt", "\t1\t"), ("txt", "-nan\t1\t1"),
        ("csv", "1,,3"), ("csv", ",,"), ("csv", "1,2,"), ("csv", "NA,1,2"), ("csv", "null,1,2"), ("csv", "1;;3"),
        ("csv", "1;2;"), ("csv", "-1.#IND,0,0"), ("csv", '"",1,2'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ended", [False, True])
def test_however_a_table_writes_that_it_measured_nothing(tmp_path: Path, suffix: str, row: str, ended: bool) -> None:
    """ended: a delimiter ends every row, as some programs write them."""
    delimiter = next((sign for sign in ";,\t" if sign in row), " ")
    lines = [delimiter.join(map(str, corner)) for corner in CORNERS]
    lines.insert(2, row)
    end = delimiter if ended else ""
    (tmp_path / f"c.{suffix}").write_text("".join(f"{line}{end}\n" for line in lines), encoding="utf-8")
    left_out(tmp_path / f"c.{suffix}")


def left_out(path: Path) -> None:
    scan = load(path)
    assert isinstance(scan, Scan)
    assert scan.remark == f"{path.name}: 1 point without a measurement was left out."
    assert scan.normalization.invert(scan.points) == pytest.approx(CORNERS, abs=1e-5)


def test_a_column_that_is_empty_throughout_is_one(tmp_path: Path) -> None:
    rows = "".join(f"{x},{y},{z},\n" for x, y, z in CORNERS)
    (tmp_path / "c.csv").write_text(f"x,y,z,label\n{rows}", encoding="utf-8")
    scan = load(tmp_path / "c.csv")
    assert isinstance(scan, Scan)
    assert scan.normalization.invert(scan.points) == pytest.approx(CORNERS, abs=1e-5)
