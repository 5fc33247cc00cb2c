"""Image files as 2D shapes: which part of a picture is the shape. Those that a depth camera wrote become scans."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.readers.depth import Intrinsics, intrinsics_beside, may_be_depth, scan_of_depth
from core.shapes.base import Scan
from core.shapes.image import ContourShape
from core.storage.reading import FileError, ShapeError
from core.storage.room import ROOM

MOST_DRAWN_OUT = 10_000
"""How many times as long as wide a picture can be."""

LARGEST_SIDE = 512
"""Bigger pictures are reduced to this many pixels: finer contours are past what the small fields can draw."""

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM")
"""What Pillow may decode, whatever a file is called. Left to itself it goes by content among forty formats, one of
which is a programming language: PostScript named .png would be run."""

MOST_DEPTHS = 4_000_000
"""Pixels of a depth image."""

PLAIN = {"L": 2, "RGB": 5, "I;16": 7, "F": 5, "I": 9}
DEEP = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")
PIXEL_BYTES = 13
"""Memory that a pixel takes while it is decoded and converted; of plain modes less, see PLAIN."""

LEAST_CONTRAST = 0.04
"""A picture whose shape stands out by less than this part of the full range is blank."""

SPIKES = 0.1
"""Per cent of the pixels at either end that do not count: hot and dead pixels of a camera."""

SURE = 4.0
"""Standard deviations within shape and ground that must lie between them for the outline not to be doubtful: were
lightness spread evenly, without two sides at all, it would be 3.5."""

MANY_PIECES = 100
"""A picture in more pieces than this is dusty: then pieces below 1 % of the largest are left out."""

TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,), 3: (Image.Transpose.ROTATE_180,), 4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,), 6: (Image.Transpose.ROTATE_270,), 7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}  # fmt: skip
ORIENTATION = 0x0112


def read(data: bytes, file: Path, camera: Intrinsics | None = None) -> ContourShape | Scan:
    """A 2D shape from an image file; a 3D scan of a 16-bit grey PNG whose camera is known (core.readers.depth).

    camera: one that was told; None looks for a file that tells it. Raises ShapeError and FileError.
    """
    measured = False
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            measured = opened.format == "PNG" and opened.mode in DEEP
            if camera is not None:
                if not measured:
                    raise ShapeError("it is no depth image, which is a grey PNG of 16 bits", "leave its camera away")
                return _scan(opened, camera, "", file.name)
            beside = intrinsics_beside(file) if measured else None
            if beside is not None:
                return _scan(opened, beside[0], beside[1].name, file.name)
            measured = measured and opened.width * opened.height <= MOST_DEPTHS and may_be_depth(np.asarray(opened))
            pixels, opacity = _pixels(opened)
    except ShapeError:
        raise
    except Image.DecompressionBombError:
        raise _too_large(f"more than {2 * (Image.MAX_IMAGE_PIXELS or 0) // 10**6} million pixels") from None
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (decoders raise whatever they run into)
        raise FileError("it cannot be read as a picture") from None
    inside, remark = shape_of_picture(pixels, opacity)
    if measured:
        remark = (
            f"{file.name}: it is taken for a picture; were it a depth image, the numbers of its camera would open it "
            "as a scan, told in the window, by --camera, or by a file camera-intrinsics.txt beside it with its 3 x 3 "
            "matrix."
        )
    elif remark:
        remark = f"{file.name}: {remark}"
    return replace(ContourShape.from_grey(inside, file.name), remark=remark, measured=measured)


def _scan(picture: Image.Image, camera: Intrinsics, told_by: str, name: str) -> Scan:
    """The scan of a depth image, with a remark on where its camera comes from."""
    if picture.width * picture.height > MOST_DEPTHS:
        raise _too_large(f"{picture.width:,} x {picture.height:,} pixels")
    scan = scan_of_depth(np.asarray(picture.convert("I"), np.int64).astype(np.uint16), camera, name)
    remark = (
        f"{name} is a depth image; its camera is that of {told_by}."
        if told_by
        else f"{name} is a depth image; its camera is the one that was told."
    )
    return replace(scan, remark=f"{scan.remark} {remark}".strip())


def shape_of_picture(pixels: NDArray[np.float64], opacity: NDArray[np.float64]) -> tuple[NDArray[np.float64], str]:
    """Which part of a picture is the shape: (H, W) in [0, 1], inside above one half, and a remark or "".

    pixels: (H, W, channels), opacity: (H, W), all in [0, 1]. The border tells the ground. If most of it is
    transparent, what is opaque is the shape, whatever its colour. Otherwise the shape is what differs from the
    ground in colour or lightness; the ground may be shaded from one side to the other. Transparent pixels are ground.
    Raises ShapeError for a blank picture.
    """
    border = np.ones(opacity.shape, bool)
    border[1:-1, 1:-1] = False
    if np.median(opacity[border]) < 0.5:
        away = opacity
    else:
        away = np.linalg.norm(pixels - _ground(pixels, border), axis=2) / np.sqrt(pixels.shape[2]) * opacity
    low, high = np.percentile(away, (SPIKES, 100 - SPIKES), method="nearest")
    if high - low < LEAST_CONTRAST / np.sqrt(pixels.shape[2]):
        raise ShapeError("it is blank")
    from skimage.filters import threshold_otsu

    away = np.clip(away, low, high)
    inside = away > threshold_otsu(away)
    above, below = float(away[inside].mean()), float(away[~inside].mean())
    within = np.where(inside, away - above, away - below).std()
    remark = ""
    if above - below < SURE * within:
        remark = "the outline is doubtful, for light and dark are not clearly apart; an evenly lit picture is surer."
    ground, shape = float(np.median(away[~inside])), float(np.median(away[inside]))
    values = np.clip((away - ground) / (shape - ground), 0, 1)
    return _without_dust(values, remark)


def _ground(pixels: NDArray[np.float64], border: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The colour of the ground at each pixel, (H, W, channels): even, or shaded where the border tells so."""
    height, width = border.shape
    y, x = np.mgrid[:height, :width] / max(height, width)
    at, seen = np.stack([np.ones(border.sum()), x[border], y[border]], 1), pixels[border]
    even = np.median(seen, axis=0)
    plane = np.linalg.lstsq(at, seen, rcond=None)[0]
    off = np.linalg.norm(seen - at @ plane, axis=1)
    for _ in range(3):  # what crosses the border is no ground
        kept = off <= max(3 * float(np.median(off)), 0.02)
        plane = np.linalg.lstsq(at[kept], seen[kept], rcond=None)[0]
        off = np.linalg.norm(seen - at @ plane, axis=1)
    flat = np.median(np.linalg.norm(seen - even, axis=1))
    if flat < 0.02 or np.median(off) > flat / 3:
        return np.broadcast_to(even, pixels.shape)
    return np.asarray(np.stack([np.ones_like(x), x, y], -1) @ plane, np.float64)


def _without_dust(values: NDArray[np.float64], remark: str) -> tuple[NDArray[np.float64], str]:
    """Without the smallest pieces where there are very many, and the remark.

    Raises ShapeError when only such are there.
    """
    from skimage.measure import label

    for side, word in ((values > 0.5, "specks"), (values <= 0.5, "holes")):
        pieces = np.asarray(label(side, connectivity=1))
        sizes = np.bincount(pieces.ravel())
        sizes[0] = 0
        if np.count_nonzero(sizes) <= MANY_PIECES:
            continue
        small = (sizes > 0) & (sizes < 0.01 * sizes.max())
        if np.count_nonzero(sizes) - np.count_nonzero(small) > MANY_PIECES:
            raise ShapeError("it is blank but for specks")
        values = np.where(small[pieces], 0.0 if word == "specks" else 1.0, values)
        remark = remark or f"{np.count_nonzero(small):,} {word} too small for a shape were left out."
    return values, remark


def _pixels(picture: Image.Image) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Colours (H, W, 1 or 3) and opacity (H, W) in [0, 1], the longer side at most LARGEST_SIDE pixels."""
    if picture.format == "JPEG":  # decoded at a fraction of its size where that is enough
        picture.draft(picture.mode, (2 * LARGEST_SIDE, 2 * LARGEST_SIDE))
    if max(picture.size) > MOST_DRAWN_OUT * min(picture.size):  # its reduction takes many times its own memory
        raise ShapeError(f"it has {picture.width:,} x {picture.height:,} pixels, which is a line", "give a picture")
    transparent = "transparency" in picture.info
    need = PIXEL_BYTES if transparent else PLAIN.get(picture.mode, PIXEL_BYTES)
    if picture.width * picture.height * need > ROOM:
        most = f"and of its kind {ROOM // need // 10**6} million are the most"
        raise _too_large(f"{picture.width:,} x {picture.height:,} pixels, {most}")
    exact = picture.format not in ("JPEG", "WEBP")
    turns = TURNS.get(picture.getexif().get(ORIENTATION, 1), ())
    deep = picture.mode in DEEP
    if deep:
        picture = picture.convert("F")
    elif transparent or picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGBA")
    if max(picture.size) > LARGEST_SIDE:
        picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.BOX)
    for turn in turns:
        picture = picture.transpose(turn)
    values = np.atleast_3d(np.asarray(picture, dtype=np.float64))
    if deep:
        return _scaled(values), np.ones(values.shape[:2])
    values = values / 255
    colours, opacity = np.split(values, (3,), axis=2) if picture.mode == "RGBA" else (values, np.ones(values.shape))
    opacity = opacity[..., 0]
    return (_of_mask(colours) if exact and opacity.min() == 1 else colours), opacity


def _of_mask(colours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Black and white in the place of two numbers of classes, 0 and 1 mostly, which are one black to the eye."""
    low, high = colours.min(), colours.max()
    if high - low >= LEAST_CONTRAST or not ((colours == low) | (colours == high)).all() or low == high:
        return colours
    return (colours - low) / (high - low)


def _scaled(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Numbers of any range, signed ones as of a CT too, in [0, 1]. What is not finite counts as the middle."""
    values = np.where(np.isfinite(values), values, np.nan)
    if np.isnan(values).all():
        raise ShapeError("it is blank")
    values = np.nan_to_num(values, nan=float(np.nanmedian(values)))
    low, high = np.percentile(values, (SPIKES, 100 - SPIKES), method="nearest")
    if high - low <= LEAST_CONTRAST * max(abs(low), abs(high)):
        raise ShapeError("it is blank")
    return np.clip((values - low) / (high - low), 0, 1)


def _too_large(size: str) -> ShapeError:
    return ShapeError(f"it is too large: it has {size}", "reduce it, for no more than 512 a side are used")
