"""One solid in every format and in all the spellings of each: it comes back with its volume, bounds and insides."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.readers.load import load
from core.shapes.base import Samples, Scan
from core.shapes.mesh import MeshShape
from tests import solids
from tests.trials import examples

PROBES = np.random.default_rng(0).uniform(-0.2, 2.2, (400, 3))
POINTS, NORMALS = solids.surface()
FACES = st.sampled_from((solids.TRIANGLES, solids.POLYGONS))
ends, encodings = st.sampled_from(solids.LINE_ENDS), st.sampled_from(solids.ENCODINGS)
some = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def the_solid(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    shape = load(folder / name)
    assert isinstance(shape, MeshShape)
    own = shape.normalization.invert(shape.vertices)
    assert own.min(0) == pytest.approx(solids.LOW, abs=1e-4)
    assert own.max(0) == pytest.approx(solids.HIGH, abs=1e-4)
    one, two, three = np.moveaxis(own[shape.faces], 1, 0)
    assert np.einsum("fd,fd->", one, np.cross(two, three)) / 6 == pytest.approx(solids.VOLUME, rel=1e-3)
    assert shape.watertight
    assert shape.boundary.all()
    clear = np.abs(shape.sdf(shape.normalization.apply(PROBES))) > 1e-3
    signs = shape.sdf(shape.normalization.apply(PROBES)) < 0
    assert (signs == solids.inside(PROBES))[clear].all()


def the_cloud(folder: Path, name: str, data: bytes, normals: bool) -> None:
    (folder / name).write_bytes(data)
    scan = load(folder / name)
    assert isinstance(scan, Scan)
    assert scan.normalization.invert(scan.points) == pytest.approx(POINTS, abs=1e-4)
    assert (scan.normals is not None) == normals
    if scan.normals is not None:
        assert scan.normals == pytest.approx(NORMALS, abs=1e-4)


@some
@given(
    order=st.sampled_from(("ascii", "binary_little_endian", "binary_big_endian")),
    number=st.sampled_from(("float", "double", "float32")),
    count=st.sampled_from(("uchar", "int", "uint8", "char", "ushort")),
    index=st.sampled_from(("int", "uint", "uchar", "short")),
    name=st.sampled_from(("vertex_indices", "vertex_index", "vertex_indexes")),
    end=ends, faces=FACES, faces_first=st.booleans(), views=st.booleans(), rest=st.sampled_from((b"", b"\0\1\2")),
)  # fmt: skip
def test_ply(tmp_path: Path, order: str, rest: bytes, **spelling: Any) -> None:
    the_solid(tmp_path, "a.ply", solids.ply(order, rest=b"" if order == "ascii" else rest, **spelling))


@pytest.mark.parametrize("order", ["ascii", "binary_little_endian"])
def test_ply_strips(tmp_path: Path, order: str) -> None:
    """One list of all strips, with -1 between them, and a list for each."""
    strips = [[a, b, d, c] for a, b, c, d in solids.POLYGONS[2:]]
    strips += [[0, 5, 3, 4], [0, 3, 1, 2], [6, 9, 11, 10], [6, 7, 9, 8]]
    joined = [k for strip in strips for k in (*strip, -1)]
    for faces in (strips, [joined]):
        the_solid(tmp_path, "s.ply", solids.ply(order, faces=faces, element="tristrips", count="int"))


@pytest.mark.parametrize("order", ["ascii", "binary_big_endian"])
@pytest.mark.parametrize(("element", "name"), [("patch", "vertex_indices"), ("face", "knots")])
def test_ply_lists_that_may_be_the_surface_are_never_left_out_unsaid(
    tmp_path: Path, order: str, element: str, name: str
):
    (tmp_path / "s.ply").write_bytes(solids.ply(order, element=element, name=name))
    with pytest.raises(ValueError, match=rf"'{element}' has lists \({name}\) that are not known as faces"):
        load(tmp_path / "s.ply")


@some
@given(
    faces=FACES, corner=st.sampled_from(("{}", "{}/1", "{}//1", "{}/1/1")), relative=st.booleans(), end=ends,
    encoding=encodings, colours=st.booleans(), broken_lines=st.booleans(),
)  # fmt: skip
def test_obj(tmp_path: Path, **spelling: Any) -> None:
    the_solid(tmp_path, "a.obj", solids.obj(**spelling))


@some
@given(
    faces=FACES, header=st.sampled_from(("OFF", "")), joined=st.booleans(), colours=st.booleans(), end=ends,
    encoding=encodings,
)  # fmt: skip
def test_off(tmp_path: Path, header: str, colours: bool, **spelling: Any) -> None:
    the_solid(
        tmp_path, "a.off", solids.off(header="COFF" if header and colours else header, colours=colours, **spelling)
    )


@some
@given(
    binary=st.booleans(), head=st.sampled_from((b"made here", b"solid of old", b"solid facet")), end=ends,
    rest=st.sampled_from((b"", b"\0" * 13, b"a note")), capital=st.booleans(),
)  # fmt: skip
def test_stl(tmp_path: Path, **spelling: Any) -> None:
    the_solid(tmp_path, "a.STL", solids.stl(**spelling))


@some
@given(
    mode=st.sampled_from(("triangles", "strips", "fans")), index=st.sampled_from(("u1", "u2", "u4", None)),
    quantised=st.booleans(), sparse=st.booleans(), stride=st.booleans(), turned=st.booleans(), binary=st.booleans(),
)  # fmt: skip
def test_gltf(tmp_path: Path, binary: bool, quantised: bool, sparse: bool, **spelling: Any) -> None:
    data = solids.gltf(binary=binary, quantised=quantised, sparse=sparse and not quantised, **spelling)
    the_solid(tmp_path, "a.glb" if binary else "a.gltf", data)


@pytest.mark.parametrize("extension", ["KHR_draco_mesh_compression", "EXT_meshopt_compression", "ACME_cubes"])
def test_gltf_says_which_extension_is_missing(tmp_path: Path, extension: str) -> None:
    data = solids.gltf(quantised=True, binary=False).replace(b"KHR_mesh_quantization", extension.encode())
    (tmp_path / "a.gltf").write_bytes(data)
    with pytest.raises(ValueError, match=f"{extension}.*; save it"):
        load(tmp_path / "a.gltf")


COLOURS = {name: np.random.default_rng(k).integers(0, 255, len(POINTS)) for k, name in enumerate("rgb")}
PLACES, DIRECTIONS = dict(zip("xyz", POINTS.T, strict=True)), {f"n{a}": NORMALS[:, k] for k, a in enumerate("xyz")}


@st.composite
def tables(draw: st.DrawFn) -> tuple[bytes, bool]:
    """A table in one of its spellings, and whether its normals can be told."""
    comma, header, quoted = draw(st.booleans()), draw(st.sampled_from(("none", "row", "comment"))), draw(st.booleans())
    signs = (";", "\t", " ", "|", ", ") if not comma else (";", "\t", " ", "|", *((",",) if quoted else ()))
    delimiter = draw(st.sampled_from(signs if quoted or comma else (*signs, ",")))
    groups = [PLACES, draw(st.sampled_from(({}, COLOURS))), draw(st.sampled_from(({}, DIRECTIONS)))]
    columns = {name: column for group in groups for name, column in group.items()}
    if header == "row" and draw(st.booleans()):
        columns = {name: columns[name] for name in draw(st.permutations(list(columns)))}
    if draw(st.booleans()) and header != "comment":
        columns = {"id": np.arange(len(POINTS)) + draw(st.integers(0, 7)), **columns}
    if header == "row" and draw(st.booleans()):
        columns |= {"class": np.array(["tree", "ground"] * (len(POINTS) // 2))}
    counted = draw(st.sampled_from((0, 90, 200))) if header == "none" and delimiter == " " and not quoted else 0
    end, encoding = draw(ends), draw(encodings)
    if header == "row" and draw(st.booleans()):
        columns = {name.upper(): column for name, column in columns.items()}
    data = solids.table(columns, delimiter, comma, header, quoted, end, encoding, counted)
    return data, bool(groups[2])


@settings(some, max_examples=examples(200))
@given(tables(), st.sampled_from((".xyz", ".txt", ".csv", ".pts", ".asc", ".CSV")))
def test_tables(tmp_path: Path, written: tuple[bytes, bool], suffix: str) -> None:
    the_cloud(tmp_path, f"a{suffix}", written[0], written[1])


@some
@given(
    kind=st.sampled_from(("ascii", "binary", "binary_compressed")), fields=st.sampled_from(("FIELDS", "COLUMNS")),
    size=st.sampled_from((4, 8)), colour=st.booleans(), end=ends, padding=st.booleans(),
)  # fmt: skip
def test_pcd(tmp_path: Path, **spelling: Any) -> None:
    the_cloud(tmp_path, "a.pcd", solids.pcd(**spelling), normals=True)


@some
@given(
    kind=st.sampled_from(("<f4", ">f8", "<f8")),
    order=st.sampled_from("CF"),
    packed=st.booleans(),
    normals=st.booleans(),
)
def test_numpy(tmp_path: Path, kind: str, order: Any, packed: bool, normals: bool) -> None:
    data = io.BytesIO()
    points, own = np.asarray(POINTS, kind, order), np.asarray(NORMALS, kind, order)
    np.save(data, np.asarray(np.hstack((points, own)) if normals else points, order=order))
    the_cloud(tmp_path, "a.npy", data.getvalue(), normals)
    data = io.BytesIO()
    arrays = {"points": points, "other": own, **({"normals": own} if normals else {})}
    (np.savez_compressed if packed else np.savez)(data, allow_pickle=False, **arrays)
    the_cloud(tmp_path, "a.NPZ", data.getvalue(), normals)


def test_points_of_a_volume_need_their_distances(tmp_path: Path) -> None:
    """Never points of the surface: with `sdf` they are samples, with sides alone they are refused."""
    distances = PROBES[:, 0].copy()
    distances[3] = np.nan
    np.savez(tmp_path / "s.npz", points=PROBES, sdf=distances)
    samples = load(tmp_path / "s.npz")
    assert isinstance(samples, Samples)
    assert "1 samples" in samples.remark
    scale = samples.normalization.scale
    assert samples.distances == pytest.approx(np.delete(PROBES[:, 0], 3) * scale, abs=1e-6)
    assert samples.normalization.invert(samples.points) == pytest.approx(np.delete(PROBES, 3, 0), abs=1e-6)
    for key in ("occupancies", "labels", "occ"):
        np.savez(tmp_path / "o.npz", **{"points": PROBES, key: np.ones(len(PROBES))})
        with pytest.raises(ValueError, match=f"'{key}' tells their side alone"):
            load(tmp_path / "o.npz")
