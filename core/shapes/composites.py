"""Pictures made of pictures: several digits, turned, scaled, with clutter: far from what a net that knows one saw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from core.shapes.image import ContourShape

SIDE = 64
"""Pixels of a composite."""

GAP = 2
"""Pixels that clutter keeps from the digits."""

DIGIT = 28 / 20
"""A digit of MNIST fills 20 of its 28 pixels."""


@dataclass(frozen=True)
class Composition:
    """How a composite is made. digits: 1 to 3, side by side. rotation: each is turned by up to so many degrees either
    way. scale: range of the factor on the size at which each would fill its place, 0.3 to 1. clutter: dots and strokes
    beside the digits, 0 to 20.
    """

    digits: int = 1
    rotation: float = 0.0
    scale: tuple[float, float] = (1.0, 1.0)
    clutter: int = 0


COMPOSITIONS = {
    "two digits": Composition(digits=2),
    "three digits": Composition(digits=3),
    "rotated": Composition(rotation=180.0),
    "scaled": Composition(scale=(0.4, 0.8)),
    "clutter": Composition(clutter=8),
    "all": Composition(digits=2, rotation=45.0, scale=(0.6, 1.0), clutter=4),
}
"""Those that results are told of, by name."""


def composite(pictures: NDArray[np.uint8], how: Composition, seed: int, name: str = "composite") -> ContourShape:
    """A composite of random ones of the pictures (n, H, W), the same for the same seed.

    Raises UserError where all of them are blank.
    """
    rng = np.random.default_rng([seed, 61])
    place = SIDE / how.digits
    canvas = np.zeros((SIDE, SIDE))
    for number in range(how.digits):
        picture = pictures[int(rng.integers(len(pictures)))].astype(np.float64) / 255
        turn, factor = rng.uniform(-how.rotation, how.rotation), rng.uniform(*how.scale)
        size = min(place * 0.92, SIDE * 0.72) * factor * DIGIT  # side of the picture on the canvas
        middle = np.array([SIDE / 2, (number + 0.5) * place]) - 0.5
        canvas = np.maximum(canvas, pasted(picture, turn, size, middle))
    return ContourShape.from_grey(cluttered(canvas, how.clutter, rng), f"{name}-{seed}")


def pasted(picture: np.ndarray, degrees: float, size: float, middle: np.ndarray) -> np.ndarray:
    """A canvas with a picture on it, turned counterclockwise. size: of its longer side; middle: row and column."""
    zoom = size / max(picture.shape)
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    back = np.array([[c, -s], [s, c]]).T / zoom  # canvas to picture, rows going down
    own = (np.array(picture.shape) - 1) / 2
    return ndimage.affine_transform(picture, back, own - back @ middle, (SIDE, SIDE), order=1)


def cluttered(canvas: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """The canvas with so many dots and short strokes, none touching what is drawn; fewer where there is no room."""
    rows, columns = np.mgrid[:SIDE, :SIDE]
    for _ in range(count):
        free = np.asarray(ndimage.distance_transform_edt(canvas < 0.1))
        radius = rng.uniform(1.2, 2.2)
        room = np.argwhere(free > radius + GAP)
        room = room[(room > radius + 1).all(axis=1) & (room < SIDE - 2 - radius).all(axis=1)]
        if not len(room):
            break
        start = room[rng.integers(len(room))].astype(np.float64)
        reach = min(rng.uniform(0, 8), free[int(start[0]), int(start[1])] - radius - GAP)
        angle = rng.uniform(0, 2 * np.pi)
        end = np.clip(start + reach * np.array([np.sin(angle), np.cos(angle)]), radius + 1, SIDE - 2 - radius)
        along = end - start
        t = ((rows - start[0]) * along[0] + (columns - start[1]) * along[1]) / max(along @ along, 1e-9)
        t = t.clip(0, 1)
        away = np.hypot(rows - start[0] - t * along[0], columns - start[1] - t * along[1])
        canvas = np.maximum(canvas, np.clip(radius + 0.5 - away, 0, 1))
    return canvas
