"""A drawn 2D shape of which a part may be unknown: ink, eraser, fill, and its picture file.

The square pad is the box [-1, 1]^2, y up; row 0 of its arrays is at the top. Values are never changed in place: every
stroke makes a new drawing, so that undo is a list.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Literal, cast

import numpy as np
from PIL import Image

from core.errors import UserError
from core.shapes.image import ContourShape

SIDE = 112
"""Pixels a side of the pad: four for each of MNIST's 28."""

Tool = Literal["pen", "eraser", "unknown"]


@dataclass(frozen=True, eq=False)
class Drawing:
    """ink: (SIDE, SIDE) uint8, 255 inside. known: (SIDE, SIDE) bool, False where nothing is told of the shape."""

    ink: np.ndarray
    known: np.ndarray

    @property
    def blank(self) -> bool:
        """Whether there is no outline that is known: nothing can be adapted to it."""
        inside = self.ink > 127
        return bool(inside.all()) or not bool((inside & self.known).any())


def empty() -> Drawing:
    return Drawing(np.zeros((SIDE, SIDE), np.uint8), np.ones((SIDE, SIDE), bool))


def pixels(places: np.ndarray) -> np.ndarray:
    """(..., 2) places in the box -> (..., 2) column and row, in pixels from the upper left corner."""
    return np.stack(((places[..., 0] + 1) / 2 * SIDE - 0.5, (1 - places[..., 1]) / 2 * SIDE - 0.5), -1)


def stroked(
    drawing: Drawing, start: tuple[float, float], end: tuple[float, float], radius: float, tool: Tool
) -> Drawing:
    """With a round stroke from `start` to `end`, both in the box, of that radius in units of the box."""
    a, b = pixels(np.array((start, end)))
    rows, columns = np.mgrid[:SIDE, :SIDE]
    places = np.stack((columns, rows), -1)
    along = b - a
    part = np.clip((places - a) @ along / max(float(along @ along), 1e-9), 0, 1)
    distance = np.linalg.norm(places - (a + part[..., None] * along), axis=-1)
    cover = np.clip(radius * SIDE / 2 - distance + 0.5, 0, 1)  # a soft edge of one pixel
    if tool == "unknown":
        return replace(drawing, known=drawing.known & (cover < 0.5))
    if tool == "pen":
        return Drawing(np.maximum(drawing.ink, (255 * cover).astype(np.uint8)), drawing.known | (cover > 0))
    return Drawing(np.minimum(drawing.ink, (255 * (1 - cover)).astype(np.uint8)), drawing.known | (cover > 0))


def filled(drawing: Drawing, place: tuple[float, float]) -> Drawing:
    """With the connected empty area around `place` inked. The same when that is ink or reaches the border."""
    column, row = (round(float(np.clip(value, 0, SIDE - 1))) for value in pixels(np.array(place)))
    from scipy import ndimage

    areas = cast("tuple[np.ndarray, int]", ndimage.label(drawing.ink < 128))[0]
    label = areas[row, column]
    area = areas == label
    border = np.concatenate((area[0], area[-1], area[:, 0], area[:, -1]))
    if label == 0 or border.any():
        return drawing
    grown = ndimage.binary_dilation(area)  # over the soft edge
    return replace(drawing, ink=np.where(grown, np.uint8(255), drawing.ink))


def from_grey(grey: np.ndarray) -> Drawing:
    """A picture (H, W) in [0, 1], bright inside, scaled to the pad with its proportions."""
    size = max(grey.shape)
    square = np.zeros((size, size), np.float32)
    top, left = ((size - n) // 2 for n in grey.shape)
    square[top : top + grey.shape[0], left : left + grey.shape[1]] = grey
    picture = Image.fromarray((255 * np.clip(square, 0, 1)).astype(np.uint8))
    ink = np.asarray(picture.resize((SIDE, SIDE), Image.Resampling.BICUBIC))
    return Drawing(ink, np.ones((SIDE, SIDE), bool))


def from_shape(shape: ContourShape) -> Drawing:
    """The picture that a 2D shape was made of."""
    return from_grey(np.flipud(shape.grey[1:-1, 1:-1]))


def to_png(drawing: Drawing) -> bytes:
    """Grey for the ink, opacity for what is known."""
    data = io.BytesIO()
    both = np.stack((drawing.ink, np.where(drawing.known, 255, 0).astype(np.uint8)), -1)
    Image.fromarray(both, "LA").save(data, "PNG")
    return data.getvalue()


def from_png(data: bytes) -> Drawing:
    """The drawing of `to_png`. Raises UserError when the bytes are not one."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as picture:  # by content it might be PostScript, and run
            if picture.size != (SIDE, SIDE):
                raise UserError(f"The drawing is not {SIDE} x {SIDE} pixels; draw it anew.")
            both = np.asarray(picture.convert("LA"))
    except UserError:
        raise
    except Exception:  # noqa: BLE001 (a damaged picture raises whatever its decoding runs into)
        raise UserError("The drawing cannot be read; draw it anew.") from None
    return Drawing(both[..., 0], both[..., 1] > 127)


@dataclass(frozen=True, eq=False)
class Erased:
    """The unknown part of a drawing as a hidden region (core.observation.hidden_regions.Hidden). table: (SIDE, SIDE),
    row 0 at the top."""

    table: np.ndarray

    def border(self, points: np.ndarray) -> np.ndarray:
        """Signed distance (...,) of points (..., 2) to the unknown part, positive where known; to about a pixel."""
        from scipy.ndimage import map_coordinates

        rows_first = np.moveaxis(pixels(points)[..., ::-1], -1, 0)
        return map_coordinates(self.table, rows_first, order=1, mode="nearest")


def shape_of(drawing: Drawing) -> ContourShape:
    """The drawn shape. Raises UserError when nothing is drawn."""
    if drawing.blank:
        raise UserError("Nothing is drawn yet; draw a closed shape with the pen.")
    return ContourShape.from_grey(drawing.ink.astype(np.float32) / 255, "drawing")


def erased(drawing: Drawing) -> Erased | None:
    """What is unknown of it; None when all is known."""
    if drawing.known.all():
        return None
    from scipy.ndimage import distance_transform_edt

    pixel_size = 2 / SIDE
    seen, gone = (np.asarray(distance_transform_edt(m)) for m in (drawing.known, ~drawing.known))
    return Erased(((seen - gone) * pixel_size).astype(np.float32))
