"""Depth images: 16-bit greyscale PNGs whose camera is told by a small file beside them or in the folder above.

Such a file is a 3x3 matrix as text (camera-intrinsics.txt), or JSON with "intrinsic_matrix" (nine numbers, column after
column, as Open3D writes them) or "fx", "fy", "cx", "cy"; "depth_scale" tells how many steps of depth are a metre.
Where there is none, the numbers can stand in the name that is opened: `frame.png#585,585,320,240`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import UserError
from core.readers.text import decode
from core.shapes.base import Scan
from core.shapes.cloud import scan_of
from core.storage.reading import ShapeError
from core.storage.typed import MisfitError, read_document

PATTERNS = ("*intrinsic*.txt", "*intrinsic*.json", "camera*.json")
"""Names of the files that tell of a camera."""

STEPS = 1000.0
"""Steps of depth in a metre where nothing else is told: millimetres, as most depth cameras write them."""

FARTHEST = 65535
"""What cameras write where they measured nothing, beside 0."""

LEAST_DEPTHS = 32
"""A surface that a camera looked at lies at more depths than this; a drawing has fewer tones."""

JUMP = 0.05
"""Neighbours whose depths differ by more than this share are not of one surface."""

LARGEST_TEXT = 4096


@dataclass(frozen=True)
class Intrinsics:
    """A pinhole camera, in pixels, and how many steps of depth are a metre."""

    fx: float
    fy: float
    cx: float
    cy: float
    steps: float = STEPS

    @property
    def text(self) -> str:
        """As `intrinsics_of` reads it."""
        numbers = (self.fx, self.fy, self.cx, self.cy, *((self.steps,) if self.steps != STEPS else ()))
        return ",".join(f"{number:.9g}" for number in numbers)


def intrinsics_of(text: str) -> Intrinsics:
    """The camera of "fx,fy,cx,cy", or with its steps of a metre as a fifth number. Raises UserError, one sentence."""
    try:
        return _checked([float(part) for part in text.split(",")])
    except ValueError:
        raise UserError(
            f"{text[:80]!r} tells no camera; give fx,fy,cx,cy in pixels, the first two above 0, and where they are no "
            "millimetres how many steps of depth are a metre."
        ) from None


def intrinsics_in(path: Path) -> Intrinsics:
    """The camera that a file tells. Raises ShapeError."""
    document = path.suffix == ".json"
    try:
        return _checked(_of_table(read_document(path)) if document else _of_text(path))
    except (OSError, ValueError, KeyError, TypeError) as fault:
        why = f": {fault}" if isinstance(fault, MisfitError) else ""
        raise ShapeError(
            f"{path.name} tells no camera{why}",
            "give fx and fy above 0, cx, cy, and as depth_scale the steps of depth in a metre there"
            if document
            else "give its 3 x 3 matrix there, row by row",
        ) from None


def _checked(numbers: list[float]) -> Intrinsics:
    """Raises ValueError. Steps of a metre or more are the size of a step in some unit, which other programs write."""
    if len(numbers) not in (4, 5) or not np.isfinite(numbers).all():
        raise ValueError
    camera = Intrinsics(*numbers)
    if min(camera.fx, camera.fy) <= 0 or camera.steps <= 1:
        raise ValueError
    return camera


def may_be_depth(steps: NDArray[Any]) -> bool:
    """Whether a picture (H, W) of whole numbers can be of depths: of many, with places where nothing was measured."""
    unmeasured = (steps <= 0) | (steps >= FARTHEST)
    return bool(unmeasured.any()) and len(np.unique(steps[~unmeasured])) >= LEAST_DEPTHS


def intrinsics_beside(file: Path) -> tuple[Intrinsics, Path] | None:
    """The camera of a depth image and the file that tells it; None where there is none. Raises ShapeError."""
    folders = (file.absolute().parent, file.absolute().parent.parent)
    found = [path for folder in folders for pattern in PATTERNS for path in sorted(folder.glob(pattern))]
    path = next((path for path in found if path.is_file()), None)
    if path is None:
        return None
    return intrinsics_in(path), path


def _of_text(path: Path) -> list[float]:
    """fx, fy, cx, cy of a 3x3 matrix. Raises ValueError and OSError."""
    with path.open("rb") as text:
        matrix = np.array(decode(text.read(LARGEST_TEXT)).split(), float).reshape(3, 3)
    return [float(matrix[place]) for place in ((0, 0), (1, 1), (0, 2), (1, 2))]


def _of_table(table: dict[str, Any]) -> list[float]:
    """The same of a JSON table, and the steps of a metre. Raises ValueError, KeyError and TypeError."""
    steps = float(table.get("depth_scale", STEPS))
    if "intrinsic_matrix" in table:
        matrix = np.array(table["intrinsic_matrix"], float).reshape(3, 3)
        if not matrix[0, 2] and not matrix[1, 2]:  # column after column, as Open3D writes it
            matrix = matrix.T
        return [*(float(matrix[place]) for place in ((0, 0), (1, 1), (0, 2), (1, 2))), steps]
    return [*(float(table[key]) for key in ("fx", "fy", "cx", "cy")), steps]


def scan_of_depth(depth: NDArray[np.uint16], camera: Intrinsics, name: str) -> Scan:
    """The scan of a depth image (H, W), in metres, x to the right, y down, z ahead; its eye is the camera's place.

    Normals come from the grid of pixels and look towards the camera; pixels on the rim of something are left out.
    Raises ShapeError where too little was measured.
    """
    y, x = np.mgrid[: depth.shape[0], : depth.shape[1]].astype(np.float64)
    z = np.where((depth > 0) & (depth < FARTHEST), depth / camera.steps, np.nan)
    places = np.stack(((x - camera.cx) / camera.fx * z, (y - camera.cy) / camera.fy * z, z), -1)
    normals = np.full(places.shape, np.nan)
    across = places[1:-1, 2:] - places[1:-1, :-2]
    down = places[2:, 1:-1] - places[:-2, 1:-1]
    inner = z[1:-1, 1:-1]
    smooth = (np.abs(across[..., 2]) < JUMP * inner) & (np.abs(down[..., 2]) < JUMP * inner)
    normals[1:-1, 1:-1] = np.where(smooth[..., None], np.cross(down, across), np.nan)  # y down: towards the camera
    seen = np.isfinite(z)
    if not seen.any():
        raise ShapeError("no depth was measured in it", "give another frame")
    return scan_of(places[seen], normals[seen], name, np.zeros(3))
