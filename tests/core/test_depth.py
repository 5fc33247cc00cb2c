"""Depth images with the camera's numbers beside them: places in metres, normals, the eye, and what cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import UserError
from core.readers.depth import Intrinsics, intrinsics_beside, intrinsics_of
from core.readers.load import load
from core.shapes.base import Scan

FOCUS, WIDTH, HEIGHT = 80.0, 64, 48
MATRIX = f"{FOCUS} 0 31.5\n0 {FOCUS} 23.5\n0 0 1\n"


def ball(steps: float = 1000.0) -> np.ndarray:
    """(H, W) depth of a ball of radius 0.4 at 2 m; beside it nothing was measured."""
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    way = np.stack([(x - 31.5) / FOCUS, (y - 23.5) / FOCUS, np.ones((HEIGHT, WIDTH))], -1)
    square, along = (way**2).sum(-1), 2 * way[..., 2]
    root = along**2 - square * (4 - 0.4**2)
    depth = np.where(root > 0, (along - np.sqrt(np.maximum(root, 0))) / square, 0)
    return (depth * steps).round().astype(np.uint16)


def written(folder: Path, depth: np.ndarray, name: str = "frame.png") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(depth).save(folder / name)
    return folder / name


@pytest.mark.parametrize("told", ["text", "above", "matrix", "rows", "rows in rows", "numbers"])
def test_it_opens_as_what_the_camera_saw(tmp_path: Path, told: str) -> None:
    steps = 5000.0 if told == "numbers" else 1000.0
    file = written(tmp_path / "depth", ball(steps))
    if told in ("text", "above"):
        place = file.parent if told == "text" else tmp_path
        (place / "camera-intrinsics.txt").write_text(f"\ufeff{MATRIX}", "utf-8")
    elif told in ("matrix", "rows", "rows in rows"):
        matrix = np.array([[FOCUS, 0, 31.5], [0, FOCUS, 23.5], [0, 0, 1]])
        written_down = {"matrix": matrix.T.ravel(), "rows": matrix.ravel(), "rows in rows": matrix}[told]
        document = {"width": 64, "intrinsic_matrix": written_down.tolist()}
        (tmp_path / "camera_primesense.json").write_text(json.dumps(document), "utf-8")
    else:
        document = {"fx": FOCUS, "fy": FOCUS, "cx": 31.5, "cy": 23.5, "depth_scale": steps}
        (file.parent / "intrinsics.json").write_text(json.dumps(document), "utf-8")
    scan = load(file)
    assert isinstance(scan, Scan)
    assert scan.eye is not None
    assert scan.normals is not None
    assert "is a depth image" in scan.remark
    points = scan.normalization.invert(scan.points)
    assert np.linalg.norm(points - [0, 0, 2], axis=1) == pytest.approx(np.full(len(points), 0.4), abs=2e-3)
    assert scan.normalization.invert(scan.eye) == pytest.approx([0, 0, 0], abs=1e-6)
    out = (points - [0, 0, 2]) / 0.4
    assert (scan.normals * out).sum(1).min() > 0.8
    assert (((scan.eye - scan.points) * scan.normals).sum(1) > 0).all()


def test_without_a_camera_it_is_a_picture_and_the_remedy_is_told(tmp_path: Path) -> None:
    shape = load(written(tmp_path, ball()))
    assert shape.dim == 2
    assert "camera-intrinsics.txt" in shape.remark  # pyright: ignore[reportAttributeAccessIssue]
    (tmp_path / "camera-intrinsics.txt").write_text(MATRIX, "utf-8")
    plain = written(tmp_path, (ball() // 16).astype(np.uint8), "plain.png")  # of 8 bits: a picture whatever is beside
    assert load(plain).dim == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("camera-intrinsics.txt", "1 2 3"),
        ("camera-intrinsics.txt", MATRIX.replace("80.0", "-1")),
        ("camera.json", "{"),
        ("camera.json", '{"fx": 1}'),
        ("camera.json", '{"fx": "a", "fy": 1, "cx": 1, "cy": 1}'),
        ("camera.json", '{"intrinsic_matrix": [1, 2]}'),
        ("camera.json", '{"fx": 80, "fy": 80, "cx": 31.5, "cy": 23.5, "depth_scale": 0.001}'),  # the metres of a step
        ("camera.json", '{"fx": 80, "fy": 80, "cx": 31.5, "cy": 23.5, "depth_scale": 1.0}'),  # its millimetres
    ],
)
def test_a_camera_that_is_none_is_one_sentence(tmp_path: Path, name: str, text: str) -> None:
    file = written(tmp_path, ball())
    (tmp_path / name).write_text(text, "utf-8")
    remedy = "give fx and fy above 0.* in a metre there" if name == "camera.json" else "give its 3 x 3 matrix there"
    with pytest.raises(UserError, match=rf"frame\.png cannot be used: camera.*tells no camera.*; {remedy}"):
        load(file)


def test_its_camera_can_be_told_with_its_name(tmp_path: Path) -> None:
    file = written(tmp_path, ball(5000.0))
    scan = load(f"{file}#{FOCUS},{FOCUS},31.5,23.5,5000")
    assert isinstance(scan, Scan)
    assert "its camera is the one that was told" in scan.remark
    points = scan.normalization.invert(scan.points)
    assert np.linalg.norm(points - [0, 0, 2], axis=1) == pytest.approx(np.full(len(points), 0.4), abs=2e-3)
    assert intrinsics_of(intrinsics_of("585,585.5,320,240").text) == Intrinsics(585, 585.5, 320, 240)
    plain = written(tmp_path, (ball() // 16).astype(np.uint8), "plain.png")
    with pytest.raises(UserError, match=r"plain\.png cannot be used: it is no depth image.*leave its camera away"):
        load(f"{plain}#{FOCUS},{FOCUS},31.5,23.5")


@pytest.mark.parametrize(
    "numbers",
    ["1,2", "0,1,2,3", "1,-1,2,3", "a,1,2,3", "1,1,nan,3", "1,1,1,1,0", "1,1,1,1,0.001", "1,1,1,1,1,1"],
)
def test_numbers_that_are_no_camera_are_one_sentence(tmp_path: Path, numbers: str) -> None:
    with pytest.raises(UserError, match="tells no camera; give fx,fy,cx,cy"):
        load(f"{written(tmp_path, ball())}#{numbers}")


def test_nothing_measured_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "camera-intrinsics.txt").write_text(MATRIX, "utf-8")
    with pytest.raises(UserError, match="no depth was measured"):
        load(written(tmp_path, np.full((HEIGHT, WIDTH), 65535, np.uint16)))


@pytest.mark.parametrize("frame", ["tsdf_fusion/frame-000150.depth.png", "open3d_redwood/depth/00000.png"])
def test_frames_of_real_cameras(shared_data: Path, tmp_path: Path, frame: str) -> None:
    file = shared_data / "scans" / frame
    if not file.is_file():
        pytest.skip(f"{frame} is not there")
    scan = load(file)
    assert isinstance(scan, Scan)
    points = scan.normalization.invert(scan.points)
    alone = tmp_path / "alone.png"
    alone.write_bytes(file.read_bytes())
    assert load(alone).dim == 2
    beside = intrinsics_beside(file)
    assert beside is not None
    again = load(f"{alone}#{beside[0].text}")
    assert isinstance(again, Scan)
    assert again.points == pytest.approx(scan.points)
    assert len(points) > 50_000
    assert 0.3 < points[:, 2].min() < points[:, 2].max() < 12  # metres of a room
