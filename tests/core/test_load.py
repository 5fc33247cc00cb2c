"""Every kind of file opens, and every fault of a file is one plain sentence that names it."""

import gzip
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image

from core.errors import UserError
from core.readers.load import bundled_shapes, load
from core.shapes.base import RADIUS, Samples, Scan
from core.shapes.image import ContourShape
from core.shapes.mesh import MeshShape
from core.shapes.split import split_of

BOX = trimesh.creation.box((2.0, 1.0, 0.5), trimesh.transformations.translation_matrix((7.0, -3.0, 11.0)))
CLOUD = np.random.default_rng(0).normal(size=(50, 3))
PLY = "ply\nformat ascii 1.0\nelement vertex {v}\nproperty float x\nproperty float y\nproperty float z\n"
FACES = "element face {f}\nproperty list uchar int vertex_indices\n"


def ply(vertices: str, faces: str = "") -> str:
    counts = {"v": len(vertices.splitlines()), "f": len(faces.splitlines())}
    return (PLY + FACES + "end_header\n").format(**counts) + vertices + "\n" + faces + "\n"


def idx(pictures: np.ndarray) -> bytes:
    return struct.pack(">4i", 2051, *pictures.shape) + pictures.astype(np.uint8).tobytes()


def disc(size: int = 28) -> np.ndarray:
    y, x = np.mgrid[:size, :size] - (size - 1) / 2
    return np.clip(size / 4 - np.hypot(x, y) + 0.5, 0, 1)


@pytest.mark.parametrize("suffix", ["ply", "obj", "stl", "off", "glb"])
def test_mesh_formats_hold_the_same_box(tmp_path: Path, suffix: str) -> None:
    BOX.export(tmp_path / f"box.{suffix}")
    shape = load(tmp_path / f"box.{suffix}")
    assert isinstance(shape, MeshShape)
    assert shape.watertight
    assert shape.normalization.scale == pytest.approx(RADIUS / np.linalg.norm((1.0, 0.5, 0.25)), rel=1e-6)
    asked = shape.normalization.apply(np.array([[7.0, -3.0, 11.0], [8.5, -3.0, 11.0], [7.0, -2.6, 11.0]]))
    assert shape.sdf(asked) == pytest.approx(np.array([-0.25, 0.5, -0.1]) * shape.normalization.scale, abs=1e-5)


def test_scene_parts_stand_where_their_transforms_put_them(tmp_path: Path) -> None:
    scene = trimesh.Scene()
    for at in (0.0, 6.0):
        pose = trimesh.transformations.translation_matrix((at, 0, 0))
        scene.add_geometry(trimesh.creation.box((1, 1, 1)), transform=pose)
    scene.export(tmp_path / "two.glb")
    shape = load(tmp_path / "two.glb")
    assert isinstance(shape, MeshShape)
    distances = shape.sdf(shape.normalization.apply(np.array([[0.0, 0, 0], [3.0, 0, 0], [6.0, 0, 0]])))
    assert distances == pytest.approx(np.array([-0.5, 2.5, -0.5]) * shape.normalization.scale, abs=1e-5)


def test_ply_without_faces_is_a_scan_with_its_normals(tmp_path: Path) -> None:
    header = PLY.format(v=4) + "property float nx\nproperty float ny\nproperty float nz\nend_header\n"
    (tmp_path / "c.ply").write_text(header + "0 0 0 0 0 2\n4 0 0 0 0 2\n0 4 0 0 0 2\n0 4 1 0 2 0\n")
    scan = load(tmp_path / "c.ply")
    assert isinstance(scan, Scan)
    assert scan.normals is not None
    assert scan.normals == pytest.approx(np.array([[0, 0, 1], [0, 0, 1], [0, 0, 1], [0, 1, 0]]))
    own = np.array([[0, 0, 0], [4, 0, 0], [0, 4, 0], [0, 4, 1]])
    assert scan.normalization.invert(scan.points) == pytest.approx(own, abs=1e-5)


@pytest.mark.parametrize("name", ["c.npy", "c.npz", "c.xyz", "c.csv"])
def test_clouds(tmp_path: Path, name: str) -> None:
    if name == "c.npy":
        np.save(tmp_path / name, CLOUD)
    elif name == "c.npz":
        np.savez(tmp_path / name, points=CLOUD)
    else:
        np.savetxt(tmp_path / name, CLOUD, delimiter="," if name == "c.csv" else " ", header="x y z")
    scan = load(tmp_path / name)
    assert isinstance(scan, Scan)
    assert scan.normals is None
    assert np.linalg.norm(scan.points, axis=1).max() == pytest.approx(RADIUS, rel=1e-5)
    assert scan.normalization.invert(scan.points) == pytest.approx(CLOUD, abs=1e-5)


def test_columns_four_to_six_are_normals_only_when_they_are_unit_vectors(tmp_path: Path) -> None:
    normals = CLOUD / np.linalg.norm(CLOUD, axis=1, keepdims=True)
    np.savetxt(tmp_path / "n.xyz", np.hstack((CLOUD, normals)))
    np.savetxt(tmp_path / "rgb.xyz", np.hstack((CLOUD, np.abs(normals) * 255)))
    with_normals, with_colours = load(tmp_path / "n.xyz"), load(tmp_path / "rgb.xyz")
    assert isinstance(with_normals, Scan)
    assert with_normals.normals == pytest.approx(normals, abs=1e-5)
    assert isinstance(with_colours, Scan)
    assert with_colours.normals is None


def test_deepsdf_samples_lose_their_nan_rows(tmp_path: Path) -> None:
    pos = np.array([[0.5, 0, 0, 0.1], [np.nan, 0, 0, 0.1], [0, 0.5, 0, np.nan]], np.float32)
    np.savez(tmp_path / "s.npz", pos=pos, neg=np.array([[0.1, 0, 0, -0.3]], np.float32))
    samples = load(tmp_path / "s.npz")
    assert isinstance(samples, Samples)
    assert samples.distances == pytest.approx([0.1, -0.3])
    assert samples.points == pytest.approx(np.array([[0.5, 0, 0], [0.1, 0, 0]]))


@pytest.mark.parametrize("packed", [True, False])
def test_idx_picks_a_picture(tmp_path: Path, packed: bool) -> None:
    pictures = np.stack([np.zeros((28, 28)), disc() * 255])
    file = tmp_path / ("train-images-idx3-ubyte" + (".gz" if packed else ""))
    file.write_bytes(gzip.compress(idx(pictures)) if packed else idx(pictures))
    shape = load(f"{file}#1")
    assert isinstance(shape, ContourShape)
    assert shape.sdf(np.array([[0.0, 0.0], [0.9, 0.0]])) == pytest.approx([-0.5, 0.4], abs=0.02)


def test_the_real_samples_are_small_public_and_were_never_trained_on() -> None:
    """Each is made of a piece whose own name keeps it from training, and is named with its licence."""
    from assets.shapes.make import FOLDER, MOST_FACES, REAL

    licences = (FOLDER / "LICENCES.md").read_text()
    assert {f"{name}.ply" for name in REAL} == {path.name for path in bundled_shapes() if "-real" in path.name}
    for name, source in REAL.items():
        shape = load(FOLDER / f"{name}.ply")
        assert isinstance(shape, MeshShape)
        assert len(shape.faces) <= MOST_FACES
        assert split_of(Path(source).name) == "test"
        (line,) = (line for line in licences.splitlines() if f"`{name}.ply`" in line)
        assert line.endswith("| CC0 1.0 |")
    assert sum(path.stat().st_size for path in bundled_shapes()) < 1_000_000


def test_bundled_shapes_open() -> None:
    assert {type(load(path)) for path in bundled_shapes()} == {MeshShape, Scan, ContourShape}


def _text(content: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(content)


def _binary(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _exported(cut: int) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        BOX.export(path)
        path.write_bytes(path.read_bytes()[:-cut])

    return write


TRIANGLES = "3 0 1 2\n3 0 2 3"
SQUARE = "0 0 0\n1 0 0\n1 1 0\n0 1 0"
FAULTS: list[tuple[str, Callable[[Path], object], str]] = [
    ("missing.ply", lambda path: None, "does not exist"),
    ("folder.ply", Path.mkdir, "folder"),
    ("empty.obj", _text(""), "empty"),
    ("cut.ply", _exported(20), "ends before"),
    ("cut-ascii.ply", _text(ply(SQUARE, TRIANGLES).replace("3 0 2 3\n", "")), "ends before"),
    ("cut.stl", _exported(30), "not a whole STL"),
    ("cut.glb", _exported(30), "GLB"),
    ("text.glb", _text("this is no binary"), "no glTF"),
    ("text.ply", _text("hello\nworld\n"), "PLY header"),
    ("text.stl", _text("hello world"), "STL"),
    ("text.off", _text("hello world"), "OFF"),
    ("words.obj", _text("v a b c\nf 1 2 3\n"), "line 1 has 'a'"),
    ("far-index.ply", _text(ply(SQUARE, "3 0 1 9")), "not there"),
    ("nan.ply", _text(ply(SQUARE.replace("1 1 0", "nan 1 0"), TRIANGLES)), "NaN"),
    ("inf.obj", _text("v 0 0 0\nv 1 0 0\nv 0 inf 1\nv 0 0 1\nf 1 2 3\nf 1 2 4\nf 1 3 4\n"), "infinite"),
    ("nofaces.obj", _text("v 0 0 0\nv 1 0 0\nv 0 1 0\n"), "no faces"),
    ("nofaces.off", _text("OFF\n3 0 0\n0 0 0\n1 0 0\n0 1 0\n"), "no faces|not a whole"),
    ("one.ply", _text(ply("1 2 3")), "only one point"),
    ("one.xyz", _text("1 2 3\n"), "only one point"),
    ("equal.ply", _text(ply("1 2 3\n1 2 3\n1 2 3", "3 0 1 2")), "equal"),
    ("equal.xyz", _text("1 2 3\n" * 5), "equal"),
    ("flat.ply", _text(ply(SQUARE, TRIANGLES)), "flat sheet"),
    ("flat.xyz", _text("0 0 0\n1 0 0\n0 1 0\n1 1 0\n"), "flat sheet"),
    ("line.ply", _text(ply("0 0 0\n1 0 0\n2 0 0", "3 0 1 2")), "no area"),
    ("huge.ply", _text(ply(SQUARE.replace("1 1 0", "1e200 1 0"), TRIANGLES)), "too large"),
    ("nan.xyz", _text("1 2 nan\n1 nan 3\n"), "no measured point"),
    ("ragged.xyz", _text("1 2 3\n1 2\n"), "different numbers"),
    ("words.xyz", _text("1 2 3\none two three\n"), "line 2 has 'one'"),
    ("shape.docx", _text("x"), "unknown kind"),
    ("objects.npz", lambda path: np.savez(path, points=np.array([{}, []], object)), "Python objects"),
    ("objects.npy", lambda path: np.save(path, np.array([{}, []], object)), "Python objects"),
    ("other.npz", lambda path: np.savez(path, weights=np.ones(3)), "weights"),
    ("table.npz", lambda path: np.savez(path, pos=np.ones((3, 3)), neg=np.ones((3, 3))), "distance"),
    ("text.npz", _text("not a zip"), "NumPy|pickle"),
    ("text.npy", _text("not an array"), "NumPy|pickle"),
    ("vector.npy", lambda path: np.save(path, np.ones(7)), "table"),
    ("text.pcd", _text("hello\n"), "PCD header"),
    ("cut.pcd", _text("FIELDS x y z\nSIZE 4 4 4\nTYPE F F F\nWIDTH 2\nHEIGHT 1\nDATA ascii\n1 2 3\n"), "ends before"),
    ("odd.pcd", _text("FIELDS x y z\nSIZE 4 4\nTYPE F F F\nPOINTS 1\nDATA ascii\n1 2 3\n"), "makes no sense"),
    ("blank.png", lambda path: Image.new("L", (28, 28), 255).save(path), "blank"),
    ("text.png", _text("no picture"), "cannot be read as a picture"),
    ("short-images-idx3-ubyte", _binary(idx(np.ones((2, 28, 28)))[:-5]), "IDX"),
    ("odd-images-idx3-ubyte", _binary(b"nonsense"), "IDX"),
    ("odd-images-idx3-ubyte.gz", _binary(b"\x1f\x8bnonsense"), "IDX"),
    ("one-images-idx3-ubyte#7", lambda path: None, "does not exist"),
    ("part.ply#3", lambda path: BOX.export(path.with_name("part.ply")), "has no part '3'; leave the '#'"),
    ("seen.ply#9,9,4,4", lambda path: BOX.export(path.with_name("seen.ply")), "is no depth image.*; leave its camera"),
    ("part.png#3", lambda path: Image.new("L", (9, 9)).save(path.with_name("part.png")), "has no part '3'"),
]


@pytest.mark.parametrize(("name", "write", "reason"), FAULTS, ids=[f[0] for f in FAULTS])
def test_a_fault_is_one_sentence(tmp_path: Path, name: str, write: Callable[[Path], object], reason: str) -> None:
    write(tmp_path / name)
    with pytest.raises(UserError, match=reason) as caught:
        load(tmp_path / name)
    sentence = str(caught.value)
    assert name.split("#", maxsplit=1)[0] in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert ";" in sentence  # what is wrong; what to do


@pytest.mark.parametrize(("index", "reason"), [("2", "0 to 1"), ("-1", "0 to 1"), ("x", "0 to 1"), ("0", "blank")])
def test_idx_index_faults(tmp_path: Path, index: str, reason: str) -> None:
    file = tmp_path / "t10k-images-idx3-ubyte"
    file.write_bytes(idx(np.stack([np.zeros((28, 28)), disc() * 255])))
    with pytest.raises(UserError, match=reason):
        load(f"{file}#{index}")


def test_real_scans_and_digits(shared_data: Path) -> None:
    for file in sorted((shared_data / "scans" / "pcl").glob("*.pcd")):
        scan = load(file)
        assert isinstance(scan, Scan)
        assert len(scan.points) > 10_000
        assert np.isfinite(scan.points).all()
    shape = load(f"{shared_data / 'mnist' / 'train-images-idx3-ubyte.gz'}#42")
    assert isinstance(shape, ContourShape)
