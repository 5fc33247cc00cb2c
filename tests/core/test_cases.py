"""Files that people have, in a folder beside the repository or METASDF_CASES: each comes out as its README says."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from core.errors import UserError
from core.readers.load import load
from core.shapes.base import Scan, remark_on
from core.shapes.image import ContourShape
from core.shapes.mesh import MeshShape
from tests import solids

CASES = Path(os.environ.get("METASDF_CASES", Path(__file__).parents[3] / "shared" / "cases"))
SOLIDS = (
    "ply-floor-up.ply", "ply-floor-small-up.ply", "ply-floor-down.ply", "obj-utf8-bom.obj",
    "ply-comment-end_header.ply",
    "ply-tristrips.ply", "ply-vertex_indexes.ply", "glb-fan-caps.glb", "glb-sparse.glb", "off-ngon.off",
    "stl-binary-trailing.stl",
)  # fmt: skip
CLOUDS = {
    "csv-decimal-comma.csv": 1500, "csv-header.csv": 1500, "xyz-header-names.xyz": 1500, "xyz-utf16.txt": 1500,
    "pts-two-scans.pts": 1500, "pcd-old-columns.pcd": 1500, "ply-openmvs-view-lists.ply": 800,
    "ply-cloud-nan.ply": 1350,
    "npy-nan-rows.npy": 1333, "xyz-rgb-normals9.txt": 1500,
}  # fmt: skip
REFUSED = {
    "npy-flat-sheet.npy": "one plane", "npy-equal-points.npy": "equal", "npz-occnet-points.npz": "occupancies",
    "glb-draco.glb": "KHR_draco_mesh_compression.*; save it without", "obj-bad-index-zero.obj": "vertex 0",
    "obj-points-only.obj": "no faces", "stl-binary-count-zero.stl": "announces no triangles",
}  # fmt: skip
PICTURES = (
    "img-16bit-hotpixel.png", "img-shaded-photo.png", "img-isoluminant.png", "img-int32-negative.tif", "img-108MP.png",
)  # fmt: skip


@pytest.fixture
def cases() -> Path:
    if not CASES.is_dir():
        pytest.skip("no folder of cases: set METASDF_CASES to it, or put it at ../shared/cases")
    return CASES


def volume(vertices: np.ndarray, faces: np.ndarray) -> float:
    a, b, c = (vertices[faces[:, corner]] for corner in range(3))
    return float((a * np.cross(b, c)).sum() / 6)


@pytest.mark.parametrize("name", SOLIDS)
def test_the_solid(cases: Path, name: str) -> None:
    shape = load(cases / name)
    assert isinstance(shape, MeshShape)
    points = np.random.default_rng(0).uniform(-0.2, 2.2, (4000, 3))
    distances = shape.sdf(shape.normalization.apply(points))
    clear = np.abs(distances) > 1e-3
    assert ((distances < 0) == solids.inside(points))[clear].all()
    if "floor" not in name:
        own = shape.normalization.invert(shape.vertices)
        assert (own.min(0), own.max(0)) == (pytest.approx(solids.LOW, abs=1e-4), pytest.approx(solids.HIGH, abs=1e-4))
        assert (len(shape.faces), volume(own, shape.faces)) == (20, pytest.approx(1.83, abs=1e-3))


def test_two_quantised_parts_stand_in_their_places(cases: Path) -> None:
    shape = load(cases / "glb-quantised-two-parts.glb")
    assert isinstance(shape, MeshShape)
    own = shape.normalization.invert(shape.vertices)
    assert own.min(0) == pytest.approx([0, 0, 0], abs=1e-3)
    assert own.max(0) == pytest.approx([4, 1.5, 1], abs=1e-3)
    assert volume(own, shape.faces) == pytest.approx(1.83 + 1.0, abs=1e-3), "the L, and a cube beside it"


@pytest.mark.parametrize("name", CLOUDS)
def test_the_cloud(cases: Path, name: str) -> None:
    scan = load(cases / name)
    assert isinstance(scan, Scan)
    assert len(scan.points) == CLOUDS[name]
    assert (scan.normals is not None) == (name == "xyz-rgb-normals9.txt")
    if scan.normals is not None:
        assert np.abs(scan.normals).max(1) == pytest.approx(1.0), "the faces of the solid lie along the axes"
    assert bool(remark_on(scan)) == ("nan" in name)
    own = scan.normalization.invert(scan.points)
    assert own.min(0) == pytest.approx(solids.LOW, abs=0.02)
    assert own.max(0) == pytest.approx(solids.HIGH, abs=0.02)


@pytest.mark.parametrize("name", REFUSED)
def test_refused_for_the_right_reason(cases: Path, name: str) -> None:
    with pytest.raises(UserError, match=REFUSED[name]):
        load(cases / name)


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture(cases: Path, name: str) -> None:
    """The L takes this share of the square that a picture is put in."""
    shape = load(cases / name)
    assert isinstance(shape, ContourShape)
    inside = (shape.grey[1:-1, 1:-1] > 0.5).mean()
    assert inside == pytest.approx(0.2311, abs=0.01)
    assert remark_on(shape) == ""
