"""Spellings of files that other programs and people have: the right value, or one sentence that says what it is."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import UserError
from core.readers.load import load
from core.shapes.base import Samples, Scan
from core.shapes.mesh import MeshShape
from tests import solids

POINTS, NORMALS = solids.surface()
FAR = np.round(POINTS * 1000 + 1200.25, 2)
"""All of it past one thousand, so that every number has its mark."""


def rows(columns: np.ndarray, delimiter: str = ",", number: Callable[[float], str] = str) -> str:
    return "".join(delimiter.join(map(number, row)) + "\n" for row in columns.tolist())


def scan_of(folder: Path, name: str, data: str | bytes) -> Scan:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    scan = load(folder / name)
    assert isinstance(scan, Scan)
    return scan


def own(scan: Scan) -> np.ndarray:
    return scan.normalization.invert(scan.points)


def grouped(mark: str, point: str) -> Callable[[float], str]:
    return lambda value: f"{value:_.2f}".replace(".", point).replace("_", mark)


@pytest.mark.parametrize(("mark", "point", "delimiter"), [
    (",", ".", ";"), (",", ".", " "), (",", ".", "\t"), (".", ",", ";"), (".", ",", " "), ("'", ".", ";"),
    ("’", ".", ","), (" ", ",", ";"), ("\u00a0", ",", ";"), ("\u202f", ",", "\t"), (" ", ".", ","),
])  # fmt: skip
@pytest.mark.parametrize("quoted", [False, True])
def test_marks_between_thousands(tmp_path: Path, mark: str, point: str, delimiter: str, quoted: bool) -> None:
    number = grouped(mark, point)
    data = rows(FAR, delimiter, (lambda value: f'"{number(value)}"') if quoted else number)
    assert own(scan_of(tmp_path, "a.txt", data)) == pytest.approx(FAR, abs=1e-2)


@pytest.mark.parametrize(
    "text", ["1.234,5;2;3\n1,234.5;2;3\n2;3;4\n", "1'234;2;3\n1 234;2;3\n2;3;4\n", "1,234.5;2,5;3\n2;3;4\n"]
)
def test_numbers_in_two_ways_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="written in several ways; write all"):
        load(tmp_path / "a.csv")


HEADS = {
    "a hint for spreadsheets": ("sep=;\nx;y;z\n", ";", [0, 1, 2]),
    "the same in quotes": ('"sep=;"\nz;y;x\n', ";", [2, 1, 0]),
    "an emoji": ("x,y,z,😀\n", ",", [0, 1, 2, 0]), "quotes of one stroke": ("'z','y','x'\n", ",", [2, 1, 0]),
    "a number": ("z,y,x,2024\n", ",", [2, 1, 0, 0]), "a name twice": ("z,y,x,x\n", ",", [2, 1, 0, 2]),
    "a later comment": ("# made by a program\n# z y x\n", " ", [2, 1, 0]),
    "words of surveyors": ("Northing,Easting,Elevation\n", ",", [1, 0, 2]),
    "a height beside z": ("height,x,y,z\n", ",", [0, 0, 1, 2]), "blanks over commas": ("z y x\n", ",", [2, 1, 0]),
}  # fmt: skip


@pytest.mark.parametrize("kind", HEADS)
def test_names_of_columns(tmp_path: Path, kind: str) -> None:
    head, delimiter, order = HEADS[kind]
    assert own(scan_of(tmp_path, "a.csv", head + rows(POINTS[:, order], delimiter))) == pytest.approx(POINTS, abs=1e-4)


@pytest.mark.parametrize("row_name", ["{}", '"{}"', "P{}"])
def test_rows_have_names_that_r_gives_no_column(tmp_path: Path, row_name: str) -> None:
    lines = rows(np.hstack((POINTS, NORMALS)), " ").splitlines()
    named = "".join(f"{row_name.format(k)} {line}\n" for k, line in enumerate(lines, 1))
    scan = scan_of(tmp_path, "a.txt", "x y z nx ny nz\n" + named)
    assert own(scan) == pytest.approx(POINTS, abs=1e-4)
    assert scan.normals == pytest.approx(NORMALS, abs=1e-4)


@pytest.mark.parametrize("word", ["#N/A", "#DIV/0!", "#NUM!", "#VALUE!"])
def test_what_a_spreadsheet_could_not_compute_is_no_measurement(tmp_path: Path, word: str) -> None:
    scan = scan_of(tmp_path, "a.csv", rows(POINTS) + f"1,{word},3\n")
    assert scan.remark == "a.csv: 1 point without a measurement was left out."
    assert own(scan) == pytest.approx(POINTS, abs=1e-4)


def ply_cloud(names: list[str], columns: np.ndarray) -> str:
    head = ["ply", "format ascii 1.0", f"element vertex {len(columns)}", *(f"property float {name}" for name in names)]
    return "\n".join([*head, "end_header\n"]) + rows(columns, " ")


def pcd_cloud(names: list[str], columns: np.ndarray) -> str:
    each = len(names)
    head = [f"FIELDS {' '.join(names)}", "SIZE" + " 4" * each, "TYPE" + " F" * each, "COUNT" + " 1" * each]
    return "\n".join([*head, f"WIDTH {len(columns)}", f"POINTS {len(columns)}", "DATA ascii\n"]) + rows(columns, " ")


@pytest.mark.parametrize("normals", [("nx", "ny", "nz"), ("normal_x", "normal_y", "normal_z"), ("NX", "NY", "NZ")])
@pytest.mark.parametrize("kind", ["ply", "pcd"])
def test_normals_by_their_names(tmp_path: Path, kind: str, normals: tuple[str, ...]) -> None:
    write = ply_cloud if kind == "ply" else pcd_cloud
    scan = scan_of(tmp_path, f"a.{kind}", write([*normals, "x", "y", "z"], np.hstack((NORMALS, POINTS))))
    assert own(scan) == pytest.approx(POINTS, abs=1e-4)
    assert scan.normals == pytest.approx(NORMALS, abs=1e-4)


def test_of_two_properties_with_one_name_the_first_counts(tmp_path: Path) -> None:
    text = ply_cloud(["x", "y", "z", "x"], np.hstack((POINTS, POINTS[:, :1] + 9)))
    assert own(scan_of(tmp_path, "a.ply", text)) == pytest.approx(POINTS, abs=1e-4)


def check_solid(folder: Path, name: str, data: bytes | str) -> None:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    shape = load(folder / name)
    assert isinstance(shape, MeshShape)
    vertices = shape.normalization.invert(shape.vertices)
    assert vertices.min(0) == pytest.approx(solids.LOW, abs=1e-4)
    assert vertices.max(0) == pytest.approx(solids.HIGH, abs=1e-4)
    one, two, three = np.moveaxis(vertices[shape.faces], 1, 0)
    assert np.einsum("fd,fd->", one, np.cross(two, three)) / 6 == pytest.approx(solids.VOLUME, rel=1e-3)


STL, OBJ = solids.stl(binary=False).decode("ascii"), solids.obj().decode("utf-8")
PLY, OFF = solids.ply().decode("ascii"), solids.off(faces=solids.POLYGONS).decode("utf-8")


@pytest.mark.parametrize(("name", "data"), [
    ("capitals.ply", PLY.replace("element", "Element").replace("property", "PROPERTY").replace("vertex_i", "Vertex_I")),
    ("mixed-ends.ply", PLY.replace("\n", "\r\n", 3)), ("blank.ply", PLY.replace("end_header\n", "end_header\n\n")),
    ("tabs.ply", PLY.replace(" ", "\t")), ("utf-16.ply", PLY.encode("utf-16")),
    ("small-letters.off", OFF.replace("OFF", "off")), ("comments.off", OFF.replace("\n", " # a\r\n")),
    ("modelnet.off", OFF.replace("OFF\n# größer\n", "OFF")), ("dimensions.off", OFF.replace("OFF", "nOFF 3")),
    ("lines.stl", re.sub(r"\s+(?!facet|endsolid)", " ", STL)), ("one-line.stl", " ".join(STL.split())),
    ("comment.stl", f"# made by a program\n{STL}"), ("two-words.stl", STL.replace("endsolid", "end solid")),
    ("folder.obj", f"# C:\\models\\\n{OBJ}"), ("no-number.obj", f"{OBJ}v -1.#IND 1.#QNAN 0\n"),
    ("ends-late.obj", OBJ.replace("v 2.0 0.0", "v 2.0 \\  \n 0.0 \\\n")),
    ("homogeneous.off", "4OFF\n12 8 0\n"
     + "".join(f"{2 * x} {2 * y} {2 * z} 2\n" for x, y, z in solids.VERTICES.tolist())
     + "".join(f"{len(f)} {' '.join(map(str, f))}\n" for f in solids.POLYGONS)),
])  # fmt: skip
def test_solids(tmp_path: Path, name: str, data: bytes | str) -> None:
    check_solid(tmp_path, name, data)


def scene(**changes: object) -> dict:
    """The solid as glTF; changes: of its only node."""
    top = json.loads(solids.gltf(binary=False))
    top["nodes"][0] |= changes
    return top


def test_a_weighted_morph_target_is_part_of_the_shape(tmp_path: Path) -> None:
    top = scene(scale=[0.5, 0.5, 0.5], weights=[0.25, 0.75])
    top["meshes"][0] |= {"weights": [0, 0]}
    top["meshes"][0]["primitives"][0]["targets"] = [{"POSITION": 0}, {"POSITION": 0}]
    check_solid(tmp_path, "a.gltf", json.dumps(top))


def skinned(inverse: list[np.ndarray], shares: np.ndarray) -> dict:
    """The solid bent by two joints, which stand at (5, 0, 0) and, turned, at (0, 7, 0) of it."""
    import base64

    top = scene(skin=0, translation=[100, 0, 0])  # which does not count
    places = np.zeros((12, 4), np.uint8)
    places[:, 1] = 1
    blob = b"".join(m.T.astype("<f4").tobytes() for m in inverse) + places.tobytes() + shares.astype("<f4").tobytes()
    at = len(top["bufferViews"])
    top["buffers"].append(
        {"byteLength": len(blob), "uri": "data:application/octet-stream;base64," + base64.b64encode(blob).decode()}
    )
    top["bufferViews"] += [
        {"buffer": 1, "byteOffset": start, "byteLength": size} for start, size in ((0, 128), (128, 48), (176, 192))
    ]
    first = len(top["accessors"])
    top["accessors"] += [
        {"bufferView": at, "componentType": 5126, "count": 2, "type": "MAT4"},
        {"bufferView": at + 1, "componentType": 5121, "count": 12, "type": "VEC4"},
        {"bufferView": at + 2, "componentType": 5126, "count": 12, "type": "VEC4"},
    ]
    top["meshes"][0]["primitives"][0]["attributes"] |= {"JOINTS_0": first + 1, "WEIGHTS_0": first + 2}
    top["nodes"] += [
        {"translation": [5, 0, 0], "children": [2]},
        {"translation": [-5, 7, 0], "rotation": [0, 0, 0.5**0.5, 0.5**0.5]},
    ]
    top["scenes"] = [{"nodes": [0, 1]}]
    top["skins"] = [{"joints": [1, 2], "inverseBindMatrices": first}]
    return top


def test_a_skin_puts_the_vertices_where_its_joints_are(tmp_path: Path) -> None:
    """At rest every joint gives the same place; with half of it missing the shares are made whole."""
    shift = np.eye(4)
    shift[:3, 3] = -5, 0, 0
    turn = np.array([[0.0, -1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    turn[:3, 3] = 0, 7, 0
    shares = np.zeros((12, 4))
    shares[:, 0] = np.linspace(0, 0.5, 12)
    shares[:, 1] = 0.5 - shares[:, 0]
    check_solid(tmp_path, "a.gltf", json.dumps(skinned([shift, np.linalg.inv(turn)], shares)))


@pytest.mark.parametrize(("change", "reason"), [
    ({"extensionsUsed": ["KHR_draco_mesh_compression"]}, "packed with Draco"),
    ({"extensionsUsed": ["EXT_meshopt_compression"]}, "packed with meshopt"),
    ({"asset": {"version": "1.0"}}, "version 1 of glTF.*; save it as glTF 2.0"),
    ({"buffers": [{"byteLength": 9, "uri": "C:\\My files\\a.bin"}]}, r"in 'C:\\My files\\a.bin', which is not"),
])  # fmt: skip
def test_what_a_scene_needs_and_has_not(tmp_path: Path, change: dict, reason: str) -> None:
    (tmp_path / "a.gltf").write_text(json.dumps(scene() | change), encoding="utf-8")
    with pytest.raises(UserError, match=reason):
        load(tmp_path / "a.gltf")


def test_repeated_parts_are_refused_and_not_shown_once(tmp_path: Path) -> None:
    (tmp_path / "a.gltf").write_text(json.dumps(scene(extensions={"EXT_mesh_gpu_instancing": {}})), encoding="utf-8")
    with pytest.raises(UserError, match="repeated by EXT_mesh_gpu_instancing"):
        load(tmp_path / "a.gltf")


def npz(**arrays: np.ndarray) -> bytes:
    data = io.BytesIO()
    np.savez(data, allow_pickle=False, **arrays)
    return data.getvalue()


def npy(array: np.ndarray) -> bytes:
    data = io.BytesIO()
    np.save(data, array)
    return data.getvalue()


def test_a_table_with_named_columns(tmp_path: Path) -> None:
    table = np.array(
        [tuple(row) for row in np.hstack((NORMALS, POINTS))], [(n, "f8") for n in ("nx", "ny", "nz", "X", "Y", "Z")]
    )
    scan = scan_of(tmp_path, "a.npy", npy(table))
    assert own(scan) == pytest.approx(POINTS, abs=1e-4)
    assert scan.normals == pytest.approx(NORMALS, abs=1e-4)


def test_companions_of_points_whatever_their_letters(tmp_path: Path) -> None:
    (tmp_path / "a.npz").write_bytes(npz(Points=POINTS / 3, SDF=POINTS[:, 0] - 0.3))
    assert isinstance(load(tmp_path / "a.npz"), Samples)


@pytest.mark.parametrize(("name", "data", "reason"), [
    ("a.npz", npz(points=POINTS, Occupancies=POINTS[:, 0]), "'occupancies' tells their side alone"),
    ("a.npz", npz(points=POINTS, udf=POINTS[:, 0]), "'udf' tells their distance alone"),
    ("a.npz", npz(points=POINTS, TSDF=POINTS[:, 0]), "'tsdf' tells their distance only near"),
    ("a.npz", npz(vertices=solids.VERTICES, faces=np.array(solids.TRIANGLES)), "corners of 'faces'.*; save it as PLY"),
    ("a.npy", npy(POINTS.T), "in columns, not in rows; turn"),
    ("a.csv", b"x,y,z\n", "no points, only the names of columns"),
    ("a.csv", "1,2,3\n4,5\u00a06,7\n".encode(), r"line 2 has '5\?6'"),
    ("a.asc", b"ncols 2\nnrows 2\ncellsize 1\n1 2\n3 4\n", "grid of heights .*; save its points as XYZ"),
    ("a.off", b"OFF BINARY\n" + bytes(99), "binary OFF file, which is not read"),
    ("a.obj", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "pointer of Git LFS; fetch the file"),
    ("a.stl", b"\n<!DOCTYPE html>\n<html></html>", "a web page; fetch the file"),
    ("a.ply", gzip.compress(solids.ply()), "packed with gzip; unpack it"),
    ("a.csv", b"PK\x03\x04" + bytes(60), "ZIP archive or an office document; .* CSV"),
    ("a.obj", solids.ply(), "a PLY file; let its name end in .ply"), ("a.stl", solids.gltf(), "a GLB file"),
    ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing; save it as PNG"),
    ("a.ply", solids.ply()[:400], "ends before"),
    ("a.ply", PLY.replace("list uchar int vertex_indices", "int corner").encode(), "element 'face' has no list of"),
    ("a.ply", PLY.replace("\n0.0 1.5 1.0", "\n0.0 1,5 1.0").encode(), "line 23 has '1,5'"),
    ("a.pcd", solids.pcd().replace(b"DATA ascii\n", b"DATA ascii\nO"), "line 12 has 'O"),
    ("a.obj", b"v 0 \\\n 0 0\nv 1 a 0\n", "line 3 has 'a'"), ("a.obj", b"v 0 0 0\nv 1 0\n", "before line 2 has the 3"),
    ("a.csv", b"sep=,\nx,y,z\n1,2,3\n1,b,3\n", "line 4 has 'b'"), ("a.pts", b"0\n", "no points"),
    ("a.txt", b"x y z\n5 2 3 4\n2 3 4 6\n", "names 3 columns and its rows have 4; name each"),
    ("a.npy", npy(np.eye(64)), "64 columns, as a picture has"),
])  # fmt: skip
def test_refused_for_the_right_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError, match=reason) as told:
        load(tmp_path / name)
    assert str(told.value).count(name) == 1


@pytest.mark.parametrize(
    "name", ["new\nline.ply", "bell\x07 \x1b[31mred.ply", "turned \u202ecod.ply", "😀 <b>é.ply", "50 %s #3.ply"]
)
def test_a_fault_is_one_line_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(solids.ply())
    assert isinstance(load(tmp_path / name), MeshShape)
    (tmp_path / name).write_bytes(b"ply\n")
    with pytest.raises(UserError) as told:
        load(tmp_path / name)
    assert len(str(told.value).splitlines()) == 1
    assert not any(sign in str(told.value) for sign in "\n\x07\x1b\u202e")


@given(st.text())
def test_a_sentence_has_no_signs_that_move_the_cursor(text: str) -> None:
    said = str(UserError(text))
    assert len(f"{said}.".splitlines()) == 1
    assert said == text or not text.isprintable()
