"""Small pictures of level sets, without a window and without OpenGL, so that any thread can make them.

The ground is transparent and the colours are readable on light and on dark: one picture serves both themes. A surface
is drawn by splatting: points spread over its triangles, closer than the pixels are, into a depth buffer (a scatter of
minima). It stands as the window's standard view has it, without perspective.
"""

from __future__ import annotations

import io
import math
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from core.levelset import LevelSet
from core.measures.metrics import Truth
from core.observation.observation import Observation

SIZE = 224
"""Pixels a side."""

FINER = 2
"""Drawn at this times the size, and averaged."""

EYE = (-2.85, 1.75, 3.7)
LIGHT = (-0.45, 0.55, 0.7)  # in the camera's frame: right, up, towards the eye
REACH = {2: 1.03, 3: 1.22}
"""Half of what is seen across, in normalised units."""

SURFACE, RIM, OBSERVED, TRUE, VEIL = (143, 173, 207), (45, 95, 150), (232, 108, 20), (55, 163, 74), (134, 142, 150)
BUDGET = 4_000_000
"""Splats of one surface; a larger one (a diverging field fills the box with shreds) is spread thinner."""

PIECE = 400_000
"""Splats at a time."""


def thumbnail(level: LevelSet, observation: Observation, truth: Truth | None = None, size: int = SIZE) -> bytes:
    """A PNG of `size` pixels a side: the level set and the observed surface points, which alone remain where it is
    empty or diverged. 2D: filled, its rim, the outline of the truth in green, and a veil over what was hidden.
    """
    side = FINER * size
    rgba = _flat(level, observation, truth, side) if level.dim == 2 else _solid(level, observation, side)
    small = rgba.reshape(size, FINER, size, FINER, 4).astype(np.float32)
    alpha = small[..., 3:].sum(axis=(1, 3))
    color = (small[..., :3] * small[..., 3:]).sum(axis=(1, 3)) / np.maximum(alpha, 1)
    picture = np.concatenate((color, alpha / FINER**2), axis=-1).round().astype(np.uint8)
    data = io.BytesIO()
    Image.fromarray(picture, "RGBA").save(data, "PNG", compress_level=6)
    return data.getvalue()


def view_frame() -> NDArray[np.float64]:
    """(3, 3): rows are the picture's right and up and the direction towards the eye."""
    towards = np.array(EYE) / np.linalg.norm(EYE)
    right = np.cross((0.0, 1.0, 0.0), towards)
    right /= np.linalg.norm(right)
    return np.stack((right, np.cross(towards, right), towards))


def _solid(level: LevelSet, observation: Observation, side: int) -> NDArray[np.uint8]:
    """(side, side, 4) of a 3D surface with its observed points, those behind the surface left out."""
    frame = torch.as_tensor(view_frame().astype(np.float32))
    depth, shade = _splatted(level, frame, side)
    rgba = np.zeros((side, side, 4), np.uint8)
    hit = np.isfinite(depth)
    rgba[hit] = 255
    rgba[hit, :3] = (shade[hit, None] * np.array(SURFACE)).clip(0, 255)
    seen = observation.points[observation.on_surface] @ frame.numpy().T
    rows, columns = _pixels(seen[:, :2], side, 3)
    kept = seen[:, 2] > -depth[rows, columns] - 0.04
    _dots(rgba, rows[kept], columns[kept])
    return rgba


def _splatted(level: LevelSet, frame: Tensor, side: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Depth (side, side), minus the coordinate towards the eye and inf where nothing is, and brightness."""
    vertices = torch.as_tensor(np.ascontiguousarray(level.vertices)) @ frame.T
    normals = torch.as_tensor(np.ascontiguousarray(level.normals)) @ frame.T
    faces = torch.as_tensor(np.ascontiguousarray(level.elements))
    if len(faces):
        a, b, c = (vertices[faces[:, k], :2] for k in range(3))
        front = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
        faces = faces[front > 0]
    weights = _barycentric(level.resolution, len(faces), side)
    light = torch.tensor(LIGHT) / math.hypot(*LIGHT)
    # Depth and brightness travel in one number, so that one scatter of minima carries both.
    buffer = torch.full((side * side,), 2**62, dtype=torch.int64)
    for part in torch.split(faces, max(1, PIECE // len(weights))):
        points = torch.einsum("kc,fcd->fkd", weights, vertices[part]).reshape(-1, 3)
        normal = torch.nn.functional.normalize(
            torch.einsum("kc,fcd->fkd", weights, normals[part]).reshape(-1, 3), dim=1
        )
        shade = 0.42 + 0.62 * (normal @ light).clamp(min=0)
        at = ((points[:, :2] / REACH[3] + 1) / 2 * side).long()
        inside = ((at >= 0) & (at < side)).all(1)
        depth = ((4 - points[:, 2]) * 2**20).long()
        packed = (depth << 16) | (shade * 2**14).long().clamp(0, 2**16 - 1)
        index = (side - 1 - at[:, 1]) * side + at[:, 0]
        buffer.scatter_reduce_(0, index[inside], packed[inside], "amin")
    found = buffer < 2**62
    depth = torch.where(found, (buffer >> 16).float() / 2**20 - 4, math.inf)
    shade = (buffer & (2**16 - 1)).float() / 2**14
    return depth.reshape(side, side).numpy(), shade.reshape(side, side).numpy()


def _barycentric(resolution: int, faces: int, side: int) -> Tensor:
    """Weights (k, 3) of points in a triangle of a lattice, half a pixel apart; fewer where there are too many faces."""
    edge = math.sqrt(3) * 2 / max(resolution, 1) / (2 * REACH[3]) * side
    count = math.ceil(1.4 * edge) + 1
    while count > 2 and count * (count + 1) // 2 * faces > BUDGET:
        count -= 1
    first, second = torch.meshgrid(torch.arange(count), torch.arange(count), indexing="ij")
    kept = first + second < count
    one, two = first[kept] / max(count - 1, 1), second[kept] / max(count - 1, 1)
    return torch.stack((one, two, 1 - one - two), 1)


def _flat(level: LevelSet, observation: Observation, truth: Truth | None, side: int) -> NDArray[np.uint8]:
    """(side, side, 4) of a 2D level set."""
    rgba = np.zeros((side, side, 4), np.uint8)
    x = (np.arange(side) + 0.5) / side * 2 - 1
    x *= REACH[2]
    if level.lattice is not None and len(level.elements):
        inside = _enlarged(level.lattice, x, 1.0) < 0
        rgba[inside] = (*SURFACE, 255)
        rgba[_rim(inside) & inside] = (*RIM, 255)
    if truth is not None:
        pixels = round(math.sqrt(len(truth.distances)))
        true = _enlarged(truth.distances.reshape(pixels, pixels), x, 1 - 1 / pixels) < 0
        rgba[_rim(true)] = (*TRUE, 255)
    if observation.mask is not None:
        grid = np.stack(np.meshgrid(x, x[::-1]), -1).reshape(-1, 2)
        hidden = (observation.mask.border(grid) <= 0).reshape(side, side) & (rgba[..., 3] == 0)
        rgba[hidden] = (*VEIL, 70)
    rows, columns = _pixels(observation.points[observation.on_surface], side, 2)
    _dots(rgba, rows, columns)
    return rgba


def _enlarged(values: np.ndarray, x: np.ndarray, end: float) -> np.ndarray:
    """(n, n) values with samples from -end to end on both axes, y up, interpolated at x and at x turned upside down."""
    at = np.clip((x / end + 1) / 2 * (len(values) - 1), 0, len(values) - 1)
    low = np.minimum(at.astype(np.int64), len(values) - 2)
    part = (at - low).astype(np.float32)
    wide = values[:, low] * (1 - part) + values[:, low + 1] * part
    tall = wide[low] * (1 - part)[:, None] + wide[low + 1] * part[:, None]
    return tall[::-1]


def _rim(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels within about two of the border of a set."""
    rim = np.zeros_like(inside)
    for axis in (0, 1):
        for shift in (1, -1, 2, -2):
            rim |= inside != np.roll(inside, shift, axis)
    return rim


def _pixels(points: np.ndarray, side: int, dim: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and column of points of the picture's plane."""
    at = ((points / REACH[dim] + 1) / 2 * side).astype(np.int64).clip(0, side - 1)
    return side - 1 - at[:, 1], at[:, 0]


def _dots(rgba: NDArray[np.uint8], rows: np.ndarray, columns: np.ndarray) -> None:
    """A disc of FINER pixels' radius at each place."""
    last: Any = len(rgba) - 1
    for down in range(-FINER, FINER + 1):
        for right in range(-FINER, FINER + 1):
            if down * down + right * right <= FINER * FINER:
                rgba[(rows + down).clip(0, last), (columns + right).clip(0, last)] = (*OBSERVED, 255)
