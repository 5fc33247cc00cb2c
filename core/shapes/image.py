"""2D shapes from grey pictures: the inside is where the picture is brighter than one half."""

from __future__ import annotations

import gzip
import io
import math
import struct
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import contourpy
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from core.errors import UserError
from core.shapes.base import Normalization
from core.storage.reading import FileError, allow, read_file

NODE_SPACING = 0.02  # along the contour, of the nodes whose nearest neighbours find the closest segment
LARGEST_SIDE = 4096  # of an IDX file's pictures, in pixels
PIECE = 1 << 24  # bytes unpacked at once
NEIGHBOURS = 6  # nodes whose segments are tried


@dataclass(frozen=True)
class ContourShape:
    """The 0.5 contour of a square grey picture mapped to [-1, 1]^2, y up (row 0 is at the top).

    segments: (s, 2, 2) start and end of every contour segment. grey: (W + 2, W + 2), padded, row 0 at the bottom.
    remark: what a person should know of it, a sentence or "". measured: it may be a depth image.
    """

    name: str
    grey: NDArray[np.float32] = field(repr=False)
    segments: NDArray[np.float64] = field(repr=False)
    normalization: Normalization
    _tree: KDTree = field(repr=False, compare=False)
    _owners: NDArray[np.int64] = field(repr=False, compare=False)  # segment of each node of the tree
    dim: int = 2
    watertight: bool = True
    remark: str = ""
    measured: bool = False

    @classmethod
    def from_grey(cls, picture: np.ndarray, name: str) -> ContourShape:
        """picture: (H, W) in [0, 1], row 0 at the top; padded to a square. Raises UserError when it has no contour."""
        size: int = max(picture.shape)
        if not size:
            raise UserError(f"{name}: the picture has no pixels; use another one.")
        before = [(size - n) // 2 for n in picture.shape]
        spread = [(b, size - n - b) for b, n in zip(before, picture.shape, strict=True)]
        grey = np.pad(np.flipud(np.pad(np.asarray(picture, np.float32), spread)), 1)
        centres = (np.arange(size + 2) - 0.5) / size * 2 - 1
        lines = contourpy.contour_generator(centres, centres, grey, name="serial").lines(0.5)
        lines = [np.asarray(line, np.float64) for line in lines if len(line) > 3]
        if not lines:
            raise UserError(
                f"{name}: the picture is blank or uniform, so it has no outline; use one with a clear shape."
            )
        segments = np.concatenate([np.stack([line[:-1], line[1:]], 1) for line in lines])
        lengths = np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1)
        counts = np.maximum(np.ceil(lengths / NODE_SPACING), 1).astype(np.int64)
        owners = np.repeat(np.arange(len(segments)), counts)
        fractions = (np.arange(len(owners)) - np.repeat(counts.cumsum() - counts, counts) + 0.5) / counts[owners]
        nodes = segments[owners, 0] + fractions[:, None] * (segments[owners, 1] - segments[owners, 0])
        pixels = Normalization(np.full(2, -size / 2.0), 2.0 / size)
        return cls(name, grey, segments, pixels, KDTree(nodes), owners)

    def sdf(self, points: np.ndarray) -> NDArray[np.float32]:
        x = np.asarray(points, np.float64)
        _, nearest = self._tree.query(x, k=NEIGHBOURS)
        owners = self._owners[np.minimum(nearest, len(self._owners) - 1)]  # the tree pads with its size
        start, along = self.segments[owners, 0], self.segments[owners, 1] - self.segments[owners, 0]
        length2 = np.maximum(np.einsum("nkd,nkd->nk", along, along), 1e-18)
        t = np.clip(np.einsum("nkd,nkd->nk", x[:, None] - start, along) / length2, 0, 1)
        distance: NDArray[np.float64] = np.linalg.norm(x[:, None] - start - t[..., None] * along, axis=2).min(1)
        return np.where(self._brightness(x) > 0.5, -distance, distance).astype(np.float32)

    def _brightness(self, points: np.ndarray) -> np.ndarray:
        """Bilinear interpolation of the picture."""
        size = self.grey.shape[0] - 2
        at = np.clip((points + 1) / 2 * size + 0.5, 0, size + 0.999)
        low = at.astype(np.int64)
        fx, fy = (at - low).T
        x, y = low.T
        bottom = self.grey[y, x] * (1 - fx) + self.grey[y, x + 1] * fx
        top = self.grey[y + 1, x] * (1 - fx) + self.grey[y + 1, x + 1] * fx
        return bottom * (1 - fy) + top * fy

    def sample_surface(self, count: int, rng: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        along = self.segments[:, 1] - self.segments[:, 0]
        length = np.linalg.norm(along, axis=1)
        own = rng.choice(len(length), size=count, p=length / length.sum())
        points = self.segments[own, 0] + rng.random((count, 1)) * along[own]
        # contourpy walks with the brighter side on its left, so the outward normal is on the right
        normals = np.stack([along[own, 1], -along[own, 0]], 1) / np.maximum(length[own, None], 1e-12)
        return points.astype(np.float32), normals.astype(np.float32)

    def raycast(self, origins: np.ndarray, directions: np.ndarray) -> NDArray[np.float64]:
        raise NotImplementedError("virtual scans are for 3D shapes")


def pixel_centres(resolution: int) -> NDArray[np.float32]:
    """(resolution^2, 2): centres of the pixels of a square picture on [-1, 1]^2, x fastest, y ascending."""
    axis = ((np.arange(resolution) + 0.5) / resolution * 2 - 1).astype(np.float32)
    return np.stack(np.meshgrid(axis, axis), -1).reshape(-1, 2)


def load_idx(path: str | Path) -> NDArray[np.uint8]:
    """Pictures (n, H, W) of an MNIST IDX file, gzipped or not. Raises UserError when it is not one."""
    return read_file(Path(path), _idx_pictures, "IDX", "give train-images-idx3-ubyte(.gz)")


def read_idx_labels(path: Path) -> NDArray[np.uint8]:
    """Labels (n,) of an MNIST IDX file, gzipped or not. Raises UserError when it is not one."""
    return read_file(path, _idx_labels, "IDX", "give train-labels-idx1-ubyte(.gz)")


def _idx_pictures(data: bytes) -> NDArray[np.uint8]:
    return _idx(data, 3)


def _idx_labels(data: bytes) -> NDArray[np.uint8]:
    return _idx(data, 1)


def _idx(data: bytes, dimensions: int) -> NDArray[np.uint8]:
    """The array of an IDX file. Its header says how much is unpacked. Raises ShapeError and FileError."""
    packed = data[:2] == b"\x1f\x8b"
    stream = gzip.GzipFile(fileobj=io.BytesIO(data)) if packed else io.BytesIO(data)
    remedy = "give train-images-idx3-ubyte(.gz)" if dimensions == 3 else "give train-labels-idx1-ubyte(.gz)"
    with stream:
        try:
            head = stream.read(4 + 4 * dimensions)
            if head[:4] != bytes((0, 0, 8, dimensions)) or len(head) < 4 + 4 * dimensions:
                raise FileError("it is not an IDX file of bytes", remedy)
            shape = struct.unpack(f">{dimensions}I", head[4:])
            total = math.prod(shape)
            if max(shape[1:], default=0) > LARGEST_SIDE:
                raise FileError(f"its header announces pictures of {shape[1]:,} x {shape[2]:,} pixels", remedy)
            allow(total, len(data))
            values = bytearray(total)
            view, at = memoryview(values), 0
            while at < total and (got := stream.readinto(view[at : at + PIECE])):
                at += got
        except (OSError, EOFError, zlib.error):
            raise FileError("it is not a whole IDX file: its packed data are damaged", remedy) from None
    if at < total:
        raise FileError("it is not a whole IDX file: it ends before what its header announces", remedy)
    return np.frombuffer(values, np.uint8).reshape(shape)


def digit(pictures: NDArray[np.uint8], index: int, name: str = "digit") -> ContourShape:
    """The digit with this number. Raises UserError when there is none."""
    if not 0 <= index < len(pictures):
        raise UserError(f"{name}: there is no picture {index}; choose a number from 0 to {len(pictures) - 1}.")
    return ContourShape.from_grey(pictures[index].astype(np.float32) / 255, f"{name}-{index}")
