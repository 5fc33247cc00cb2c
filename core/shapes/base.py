"""What the rest of the program knows of a source: a shape with truth, a scan without, or samples of a distance.

All coordinates are normalised: the box [-1, 1]^dim, y up. Signed distances are negative inside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np

from core.shapes.polygon import Array

RADIUS = 1.0 / 1.03
"""Radius of the farthest vertex after normalisation (DeepSDF's 3 % buffer in the unit sphere)."""


@dataclass(frozen=True, eq=False)
class Normalization:
    """From the input's own coordinates to normalised ones: x_n = rotation (x + offset) * scale.

    offset: (d,) float64, in the input's units. scale: > 0, one over the input's units. rotation: (d, d), None for none.
    """

    offset: np.ndarray
    scale: float
    rotation: np.ndarray | None = None

    def apply(self, points: np.ndarray) -> np.ndarray:
        """(..., d) input coordinates -> (..., d) float64 normalised."""
        moved = (np.asarray(points, dtype=np.float64) + self.offset) * self.scale
        return moved if self.rotation is None else moved @ self.rotation.T

    def invert(self, points: np.ndarray) -> np.ndarray:
        """(..., d) normalised -> (..., d) float64 input coordinates."""
        return self.turn_back(np.asarray(points, dtype=np.float64)) / self.scale - self.offset

    def turn_back(self, directions: np.ndarray) -> np.ndarray:
        """(..., d) directions, normals for instance -> the same in the input's frame."""
        return directions if self.rotation is None else directions @ self.rotation


def identity_normalization(dim: int) -> Normalization:
    """For shapes that are defined in normalised coordinates."""
    return Normalization(np.zeros(dim), 1.0)


def fit_normalization(points: np.ndarray) -> Normalization:
    """Centre the bounding box and put the farthest of (n, d) finite points at `RADIUS`.

    Raises ValueError when the extent is zero or not representable, so that callers can name the file.
    """
    low, high = np.min(points, axis=0).astype(np.float64), np.max(points, axis=0).astype(np.float64)
    centre = low / 2 + high / 2  # not (low + high) / 2: that overflows for huge coordinates
    relative = points - centre
    extent = float(np.abs(relative).max())
    if not extent > 0 or not np.isfinite(extent):
        raise ValueError("the points have no extent")
    # Dividing first keeps the squares of huge and tiny coordinates representable.
    radius = extent * float(np.sqrt(((relative / extent) ** 2).sum(axis=1).max()))
    scale = RADIUS / radius
    if not np.isfinite(scale) or scale == 0.0:
        raise ValueError("the extent of the points is out of range")
    return Normalization(-centre, scale)


class Shape(Protocol):
    """A shape with truth. `watertight` is false where the sign rests on a winding number across holes."""

    @property
    def dim(self) -> int: ...

    @property
    def name(self) -> str: ...

    @property
    def normalization(self) -> Normalization: ...

    @property
    def watertight(self) -> bool: ...

    def sdf(self, points: np.ndarray) -> np.ndarray:
        """Signed distance (n,) of (n, d) normalised points, negative inside."""
        ...

    def sample_surface(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """`count` points of the zero level set, uniform by length or area, and unit outward normals: (n, d) each."""
        ...

    def raycast(self, origins: np.ndarray, directions: np.ndarray) -> np.ndarray:
        """Distance (n,) to the first hit of rays (n, 3) with unit directions, inf where none. 3D only."""
        ...


@runtime_checkable
class Analytic(Protocol):
    """A shape whose distance is a formula that runs wherever the points are."""

    def distance(self, points: Array) -> Array:
        """Signed distance (n,) at points (n, d), an array or a tensor, on the same device and of the same type."""
        ...


@dataclass(frozen=True, eq=False)
class Scan:
    """Points of a surface without truth. points: (n, d) normalised. normals: (n, d) unit, outward, or None.

    eye: (d,) normalised position of the camera, where the file tells it; None otherwise.
    remark: a sentence for people on what was left out or is doubtful, "" for nothing.
    """

    dim: int
    name: str
    normalization: Normalization
    points: np.ndarray
    normals: np.ndarray | None = field(default=None)
    eye: np.ndarray | None = field(default=None)
    remark: str = ""


@dataclass(frozen=True, eq=False)
class Samples:
    """Exact signed distances (n,) at points (n, d), both normalised (DeepSDF's npz): no shape to sample anew.

    surface: (m, d) float32 points of the zero level set, normalised; None where there are none. remark: as of a Scan.
    """

    dim: int
    name: str
    normalization: Normalization
    points: np.ndarray
    distances: np.ndarray
    surface: np.ndarray | None = field(default=None)
    remark: str = ""


Source = Shape | Scan | Samples
"""Everything that can be loaded and observed."""


def remark_on(source: Source) -> str:
    """What a person should know of a loaded source: what was left out, what is doubtful; "" for nothing."""
    return getattr(source, "remark", "")
