"""Which part of a picture is the shape, and where it stands."""

import io
import os
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.errors import UserError
from core.readers.formats import suffixes_of
from core.readers.load import load
from core.readers.picture import LARGEST_SIDE, shape_of_picture
from core.shapes.image import ContourShape
from core.storage.reading import ShapeError


def spot() -> np.ndarray:
    """A block in the upper left quarter: (40, 40), 1 inside."""
    picture = np.zeros((40, 40))
    picture[5:15, 5:15] = 1
    return picture


def opened(path: Path) -> ContourShape:
    shape = load(path)
    assert isinstance(shape, ContourShape)
    return shape


@pytest.mark.parametrize("mode", ["dark on light", "light on dark", "faint", "alpha", "1", "P", "I;16", "RGB", "CMYK"])
def test_the_same_spot_however_it_is_drawn(tmp_path: Path, mode: str) -> None:
    grey = (spot() * 255).astype(np.uint8)
    path = tmp_path / "spot.png"
    match mode:
        case "dark on light":
            Image.fromarray(255 - grey).save(path)
        case "faint":
            Image.fromarray((100 + spot() * 40).astype(np.uint8)).save(path)
        case "alpha":  # white ink on nothing
            Image.fromarray(np.dstack([np.full_like(grey, 255)] * 3 + [grey])).save(path)
        case "I;16":
            Image.fromarray((spot() * 40_000).astype(np.uint16)).save(path)
        case "CMYK":
            path = tmp_path / "spot.tif"
            Image.fromarray(grey).convert("CMYK").save(path)
        case "1" | "P" | "RGB":
            Image.fromarray(grey).convert(mode).save(path)
        case _:
            Image.fromarray(grey).save(path)
    shape = opened(path)
    # Columns and rows 5 to 14 of 40: x from -0.75 to -0.25, and y from 0.75 down to 0.25, for row 0 is at the top.
    assert shape.sdf(np.array([[-0.5, 0.5], [-0.5, -0.5], [0.0, 0.5]])) == pytest.approx([-0.25, 0.75, 0.25], abs=0.02)


def test_a_wide_picture_stands_in_the_middle_of_its_square(tmp_path: Path) -> None:
    wide = np.zeros((20, 40), np.uint8)
    wide[5:15, 10:30] = 255
    Image.fromarray(wide).save(tmp_path / "wide.png")
    distances = opened(tmp_path / "wide.png").sdf(np.array([[0.0, 0.0], [0.0, 0.5], [0.75, 0.0]]))
    assert distances == pytest.approx([-0.25, 0.25, 0.25], abs=0.03)


def test_a_large_picture_is_reduced(tmp_path: Path) -> None:
    Image.fromarray(np.kron(spot(), np.full((40, 40), 255)).astype(np.uint8)).save(tmp_path / "large.png")
    shape = opened(tmp_path / "large.png")
    assert shape.normalization.scale == pytest.approx(2 / LARGEST_SIDE)
    assert shape.sdf(np.array([[-0.5, 0.5]])) == pytest.approx([-0.25], abs=0.01)


BLOCK = np.zeros((120, 160), bool)
BLOCK[30:90, 40:100] = True
NOISE = np.random.default_rng(0).normal(size=BLOCK.shape)


def as_picture(kind: str) -> Image.Image:
    """A block on a ground, as cameras and scanners spoil it."""
    if kind == "hot pixels":
        deep = np.where(BLOCK, 1100, 1000).astype(np.uint16)
        deep[5, 5], deep[100, 150], deep[60, 60] = 65535, 65000, 0
        return Image.fromarray(deep)
    if kind == "signed":
        return Image.fromarray(np.where(BLOCK, -200, -1000).astype(np.int32))
    if kind == "not a number":
        return Image.fromarray(np.where(BLOCK, 1.5, np.where(NOISE > 3, np.nan, -2.5)).astype(np.float32))
    if kind == "colours of one grey":
        return Image.fromarray(np.where(BLOCK[..., None], (200, 60, 60), (60, 131, 60)).astype(np.uint8))
    if kind == "labelled":  # a darker word on it, in a corner of it
        grey = np.where(BLOCK, 170, 250)
        grey[34:44, 44:94] = 20
        return Image.fromarray(grey.astype(np.uint8))
    if kind == "lit from one side":
        ground = 90 + np.linspace(0, 130, BLOCK.shape[1])[None]
        return Image.fromarray((ground - 45 * BLOCK + NOISE).astype(np.uint8))
    if kind == "dusty":
        dust = NOISE > 2.2
        return Image.fromarray(np.where(BLOCK ^ dust, 20, 240).astype(np.uint8))
    noisy = 120 + 60 * BLOCK + 12 * NOISE
    return Image.fromarray(noisy.clip(0, 255).astype(np.uint8))


@pytest.mark.parametrize(
    "kind",
    ["hot pixels", "signed", "not a number", "colours of one grey", "labelled", "lit from one side", "dusty", "noisy"],
)
def test_a_spoilt_picture_has_its_shape(tmp_path: Path, kind: str) -> None:
    as_picture(kind).save(tmp_path / "a.tif")
    shape = opened(tmp_path / "a.tif")
    inside = np.flipud(shape.grey[1:-1, 1:-1])[20:140] > 0.5  # 160 a side, with 20 rows above and below
    assert np.count_nonzero(inside & BLOCK) / np.count_nonzero(inside | BLOCK) > 0.95
    assert ("left out" in shape.remark) == (kind == "dusty")


def test_a_doubtful_outline_is_said_to_be_one(tmp_path: Path) -> None:
    """A block as light as the middle of a ground that goes from dark to light in a bow."""
    ground = 40 + 180 * np.abs(np.linspace(-1, 1, BLOCK.shape[1]))[None] + 8 * NOISE
    Image.fromarray((ground + 25 * BLOCK).clip(0, 255).astype(np.uint8)).save(tmp_path / "a.png")
    assert "doubtful" in opened(tmp_path / "a.png").remark


@pytest.mark.parametrize("classes", [(0, 1), (255, 254), (7, 9)])
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_mask_of_classes_has_its_shape_though_it_is_one_black(
    tmp_path: Path, classes: tuple[int, int], mode: str
) -> None:
    numbers = np.where(BLOCK, classes[1], classes[0]).astype(np.uint8)
    opaque = np.full_like(numbers, 255)
    layers = {"L": numbers, "RGB": np.dstack([numbers] * 3), "RGBA": np.dstack([*[numbers] * 3, opaque])}[mode]
    Image.fromarray(layers).save(tmp_path / "a.png")
    inside = np.flipud(opened(tmp_path / "a.png").grey[1:-1, 1:-1])[20:140] > 0.5
    assert (inside == BLOCK).all()


@pytest.mark.parametrize("number", [0, 700])
@pytest.mark.parametrize("kind", [np.uint16, np.int32, np.float32])
def test_numbers_that_are_all_one_are_blank(tmp_path: Path, number: int, kind: type) -> None:
    Image.fromarray(np.full((20, 30), number, kind)).save(tmp_path / "a.tif")
    with pytest.raises(UserError, match="blank"):
        load(tmp_path / "a.tif")


@pytest.mark.parametrize("kind", ["one grey", "faint noise", "noise"])
def test_a_picture_without_a_shape_is_blank(tmp_path: Path, kind: str) -> None:
    grey = {"one grey": 90 + 0 * NOISE, "faint noise": 90 + NOISE, "noise": 128 + 40 * NOISE}[kind]
    Image.fromarray(grey.clip(0, 255).astype(np.uint8)).save(tmp_path / "a.png")
    with pytest.raises(UserError, match="blank"):
        load(tmp_path / "a.png")


@pytest.mark.parametrize("mode", ["RGBA", "I;16"])
def test_a_picture_that_is_too_large_is_said_to_be_with_the_limit(tmp_path: Path, mode: str) -> None:
    """Of its header alone: nothing is unpacked."""
    small = io.BytesIO()
    Image.new(mode, (8, 8)).save(small, "PNG")
    for side in (9000, 40_000):
        data = bytearray(small.getvalue())
        data[16:24] = side.to_bytes(4, "big") * 2
        data[29:33] = zlib.crc32(bytes(data[12:29])).to_bytes(4, "big")
        (tmp_path / "a.png").write_bytes(data)
        with pytest.raises(UserError, match=r"too large: it has .* million .*; reduce it"):
            load(tmp_path / "a.png")


def test_blank() -> None:
    with pytest.raises(ShapeError, match="blank"):
        shape_of_picture(np.full((5, 5, 1), 0.3), np.ones((5, 5)))


POSTSCRIPT = b"""%!PS-Adobe-3.0 EPSF-3.0
%%BoundingBox: 0 0 100 100
%%EndComments
(ran) (w) file closefile newpath 20 20 60 60 rectfill showpage
%%EOF
"""
OPENS_ALL = """
import sys
from pathlib import Path
from core.shapes.drawing import from_png
from core.errors import UserError
from core.readers.load import load
for file in sorted(Path(sys.argv[1]).iterdir()):
    for read in (load, lambda file: from_png(file.read_bytes())):
        try:
            read(file)
        except UserError as fault:
            print(fault)
"""


def test_postscript_is_never_run_whatever_it_is_called(tmp_path: Path) -> None:
    """Ghostscript of this test only notes that somebody started it; Pillow starts it for what looks like PostScript."""
    pictures, programs, note = tmp_path / "pictures", tmp_path / "programs", tmp_path / "started"
    pictures.mkdir()
    programs.mkdir()
    (programs / "gs").write_text(f"#!/bin/sh\necho started >> {note}\n", encoding="utf-8")
    (programs / "gs").chmod(0o755)
    for suffix in suffixes_of("picture"):
        (pictures / f"drawing{suffix}").write_bytes(POSTSCRIPT)
    found_first = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    command = [sys.executable, "-c", OPENS_ALL, str(pictures)]
    root = Path(__file__).parents[2]
    ran = subprocess.run(command, cwd=root, env=found_first, capture_output=True, text=True, check=False, timeout=100)
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert len(lines) == 2 * len(suffixes_of("picture"))
    assert all("PostScript" in line or "drawing cannot be read" in line for line in lines)
    assert all(";" in line and line.endswith(".") for line in lines)
    assert not note.exists()
