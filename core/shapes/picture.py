"""Image files as 2D shapes: which part of a picture is the shape."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from core.shapes.image import ContourShape

LARGEST_SIDE = 512
"""Bigger pictures are reduced to this many pixels: finer contours are past what the small fields can draw."""

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM")
"""What Pillow may decode, whatever a file is called. Left to itself it goes by content among forty formats, one of
which is a programming language: PostScript named .png would be run."""

LEAST_CONTRAST = 0.04
"""A picture whose grey values span less than this part of the full range is blank."""


def shape_of_picture(grey: np.ndarray, opacity: np.ndarray) -> np.ndarray:
    """Which part of a picture is the shape: (H, W) in [0, 1], bright inside. Both inputs (H, W) in [0, 1].

    The border tells the background. If most of it is transparent, what is opaque is the shape, whatever its colour.
    Otherwise the shape is dark on a light border and light on a dark one (median of the border's grey), with the
    contrast stretched to the full range; transparent pixels count as background.
    Raises ValueError with the reason for a blank picture.
    """
    border = np.ones(grey.shape, bool)
    border[1:-1, 1:-1] = False
    if np.median(opacity[border]) < 0.5:
        values = opacity
    else:
        values = (1 - grey if np.median(grey[border]) > 0.5 else grey) * opacity
    low, high = float(values.min()), float(values.max())
    if high - low < LEAST_CONTRAST:
        raise ValueError("it is blank")
    return (values - low) / (high - low)


def read_picture(path: Path) -> ContourShape:
    """A 2D shape from an image file. Raises ValueError with the reason as a clause."""
    try:
        with warnings.catch_warnings():
            # Reading a bomb is refused rather than warned of.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path, formats=FORMATS) as opened:
                grey, opacity = _grey(ImageOps.exif_transpose(opened))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Warning):
        raise ValueError("it cannot be read as a picture") from None
    return ContourShape.from_grey(shape_of_picture(grey, opacity), path.name)


def _grey(picture: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """Grey and opacity in [0, 1], (H, W) each, the longer side at most LARGEST_SIDE pixels."""
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        values = np.nan_to_num(np.asarray(picture).astype(np.float64))  # 16 bit and more: Pillow's own way clips
        top = float(np.abs(values).max()) or 1.0
        picture = Image.fromarray(np.clip(values / top * 255, 0, 255).astype(np.uint8))
    picture = picture.convert("RGBA").convert("LA")
    picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.BOX)
    both = np.asarray(picture, dtype=np.float64) / 255
    return both[..., 0], both[..., 1]
