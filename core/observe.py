"""Observations: what is known of a shape.

Every known fact about the signed distance s of a point is an interval: an exact distance [s, s], a point of the zero
level set [0, 0], a point of free space [0, upper]. One residual (core.losses) serves them all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
import torch
from scipy.spatial import KDTree
from torch import Tensor

from core.errors import UserError
from core.masks import Mask, random_mask, visible_intervals
from core.shapes.base import Samples, Scan, Shape, Source
from core.virtual_scan import box_span, default_eye, scan_intervals, take_view

ObserveKind = Literal["dense", "surface", "scan", "half", "as-is"]

SCAN_NOISE = 0.005
"""Default standard deviation of a virtual scan's depth, in normalised units."""


@dataclass(frozen=True)
class Context:
    """Observed points of a batch of tasks, as tensors on the device.

    points: (T, n, dim) in normalised coordinates, [-1, 1]. lower, upper: (T, n), the interval that is known to hold
    the signed distance (see core.losses).
    """

    points: Tensor
    lower: Tensor
    upper: Tensor

    @property
    def tasks(self) -> int:
        return self.points.shape[0]

    def to(self, device: torch.device | str) -> Context:
        return Context(self.points.to(device), self.lower.to(device), self.upper.to(device))


@dataclass(frozen=True, eq=False)
class Observation:
    """What is known of one shape.

    points: (n, dim) float32, normalised. lower, upper: (n,) float32, bounds of the signed distance at each point.
    eye: (3,) position of the camera of a scan, None where there is none. mask: what `half` hid, None otherwise.
    """

    points: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    kind: ObserveKind
    eye: np.ndarray | None = None
    mask: Mask | None = None

    @property
    def dim(self) -> int:
        return self.points.shape[1]

    @property
    def on_surface(self) -> np.ndarray:
        """(n,) bool: points of the zero level set."""
        return (self.lower == 0) & (self.upper == 0)

    def context(self, device: torch.device | str = "cpu") -> Context:
        """The same as tensors of a batch of one task."""
        points, lower, upper = (torch.tensor(a)[None].to(device) for a in (self.points, self.lower, self.upper))
        return Context(points, lower, upper)


def kinds_of(source: Source) -> tuple[ObserveKind, ...]:
    """The kinds of observation that a source can give."""
    if isinstance(source, Scan):
        return ("surface", "as-is")
    if isinstance(source, Samples):
        return ("dense", "as-is")
    return ("dense", "surface", "scan", "half", "as-is") if source.dim == 3 else ("dense", "surface", "half", "as-is")


def observe(
    source: Source,
    kind: ObserveKind,
    count: int,
    seed: int,
    *,
    eye: np.ndarray | None = None,
    noise: float = SCAN_NOISE,
    mask: Mask | None = None,
) -> Observation:
    """`count` points of what is known of a source; the same arguments give the same observation.

    eye: (3,) camera of a scan, seeded when None. noise: standard deviation of a scan's depth, normalised units.
    mask: what `half` hides, seeded when None. Raises UserError when the source cannot give this kind.
    """
    if kind not in get_args(ObserveKind) or kind not in kinds_of(source):
        raise UserError(f"{source.name} cannot be observed as '{kind}'; choose one of {', '.join(kinds_of(source))}.")
    if count < 2:
        raise UserError(f"An observation of {count} points says too little; ask for at least 2 points.")
    rng = np.random.default_rng(seed)
    if isinstance(source, Scan):
        return scanned(source, count, rng, kind)
    if isinstance(source, Samples):
        return sampled(source, count, rng, kind)
    if kind == "dense":
        return dense(source, count, rng)
    if kind == "scan":
        return virtual_scan(source, count, rng, eye, noise)
    if kind == "half":
        return half(source, count, rng, mask)
    return surface(source, count, rng, kind)


def _observation(
    points: np.ndarray, lower: np.ndarray, upper: np.ndarray, kind: ObserveKind, eye: np.ndarray | None = None
) -> Observation:
    low, high = lower.astype(np.float32), upper.astype(np.float32)
    return Observation(points.astype(np.float32), low, high, kind, eye)


def dense_points(shape: Shape, count: int, rng: np.random.Generator) -> np.ndarray:
    """Points (count, d) in the volume: 3/4 (3D) or 1/2 (2D) near the surface, the rest uniform in the box.

    Near is a surface point plus Gaussian noise of sigma 0.05 for one half of them and 0.015 for the other. Shuffled.
    """
    near = count * 3 // 4 if shape.dim == 3 else count // 2
    points = shape.sample_surface(near, rng)[0]
    sigma = np.where(np.arange(near) % 2 == 0, 0.05, 0.015)[:, None]
    points = np.clip(points + rng.normal(size=points.shape) * sigma, -1, 1)
    everywhere = rng.uniform(-1, 1, (count - near, shape.dim))
    return rng.permutation(np.concatenate((points, everywhere)), axis=0)


def dense(shape: Shape, count: int, rng: np.random.Generator) -> Observation:
    """Exact signed distances in the volume."""
    points = dense_points(shape, count, rng).astype(np.float32)
    distances = shape.sdf(points)
    return _observation(points, distances, distances, "dense")


def surface(shape: Shape, count: int, rng: np.random.Generator, kind: ObserveKind = "surface") -> Observation:
    """Points of the whole zero level set and nothing else."""
    zero = np.zeros(count)
    return _observation(shape.sample_surface(count, rng)[0], zero, zero, kind)


def virtual_scan(
    shape: Shape, count: int, rng: np.random.Generator, eye: np.ndarray | None = None, noise: float = SCAN_NOISE
) -> Observation:
    """One view of a depth camera: half measured surface points, half points of free space (core.virtual_scan)."""
    position = default_eye(rng) if eye is None else np.asarray(eye, dtype=np.float64)
    side = max(48, round(np.sqrt(8 * count)))
    try:
        view = take_view(shape, position, side, noise, rng)
        while len(view.points) < count // 2 and side < 512:
            side *= 2
            view = take_view(shape, position, side, noise, rng)
        points, lower, upper = scan_intervals(shape, view, count, noise, rng)
    except ValueError as fault:
        raise UserError(f"{shape.name} cannot be scanned from there: {fault}; move the camera.") from None
    return _observation(points, lower, upper, "scan", position)


def half(shape: Shape, count: int, rng: np.random.Generator, mask: Mask | None = None) -> Observation:
    """Dense samples of the part that a mask leaves visible, with what that part tells of them (core.masks)."""
    contour = shape.sample_surface(1024, rng)[0]
    if mask is None:
        mask = random_mask(contour, rng)
    pool = dense_points(shape, 4 * count, rng)
    seen = pool[mask.border(pool) > 0]
    if not len(seen):
        raise UserError(f"The mask hides all of {shape.name}; hide less of it.")
    points = seen[rng.choice(len(seen), count, replace=len(seen) < count)]
    lower, upper = visible_intervals(points, shape.sdf(points), contour, mask)
    return replace(_observation(points, lower, upper, "half"), mask=mask)


def scanned(scan: Scan, count: int, rng: np.random.Generator, kind: ObserveKind = "as-is") -> Observation:
    """A raw scan: surface points, and for "as-is" half of the count beside the surface where the file tells the side.

    That is so when it names the camera (free space between it and the points) or has normals.
    """
    total = len(scan.points)
    chosen = rng.choice(total, count, replace=total < count)
    points, bound = scan.points[chosen].astype(np.float64), np.zeros(count)
    if kind == "surface" or (scan.normals is None and scan.eye is None):
        return _observation(points, bound, bound, kind, scan.eye)
    moved = count // 2
    beside = _in_front if scan.eye is not None else _along_normals
    points[:moved], offset = beside(scan, chosen[:moved], rng)
    reach = np.minimum(np.abs(offset), KDTree(scan.points).query(points[:moved])[0])
    lower, upper = bound.copy(), bound.copy()
    lower[:moved] = np.where(offset < 0, -reach, 0.0)
    upper[:moved] = np.where(offset > 0, reach, 0.0)
    return _observation(points, lower, upper, kind, scan.eye)


def _in_front(scan: Scan, chosen: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Free-space points on the rays from the camera to scan points, and their distances from those: (n, 3), (n,).

    Two thirds are near the scan point as in a virtual scan, the rest anywhere on the ray inside the box.
    """
    assert scan.eye is not None
    ends = scan.points[chosen].astype(np.float64)
    rays = ends - scan.eye
    depth = np.linalg.norm(rays, axis=1)
    rays /= depth[:, None]
    enter, _ = box_span(scan.eye, rays)
    sigma = np.where(np.arange(len(ends)) % 2 == 0, 0.05, 0.015)
    near = np.abs(rng.normal(size=len(ends))) * sigma
    back = np.where(np.arange(len(ends)) % 3 < 2, near, rng.random(len(ends)) * (depth - enter))
    back = np.clip(back, 1e-4, np.maximum(depth - enter, 1e-4))
    return ends - rays * back[:, None], back


def _along_normals(scan: Scan, chosen: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Points x + t n, by turns outside (t > 0) and inside, 0.01 to 0.1 from the surface, and t: (n, d), (n,).

    Kept only where x stays its nearest scan point to within 10 %: beyond that the normal has led past another part of
    the surface and the side is not known. The point is then x itself and t is 0.
    """
    assert scan.normals is not None
    origin = scan.points[chosen].astype(np.float64)
    offset = rng.uniform(0.01, 0.1, len(chosen)) * np.where(np.arange(len(chosen)) % 2 == 0, 1.0, -1.0)
    moved = origin + scan.normals[chosen] * offset[:, None]
    known = KDTree(scan.points).query(moved)[0] >= 0.9 * np.abs(offset)
    return np.where(known[:, None], moved, origin), offset * known


def sampled(samples: Samples, count: int, rng: np.random.Generator, kind: ObserveKind = "as-is") -> Observation:
    """Exact distances out of a DeepSDF sample file: half outside, half inside where there are both; in the box."""
    in_box = np.abs(samples.points).max(axis=1) <= 1
    signs = [np.flatnonzero(in_box & (samples.distances >= 0)), np.flatnonzero(in_box & (samples.distances < 0))]
    sides = [s for s in signs if len(s)]
    if not sides:
        raise UserError(f"{samples.name} has no sample in the box [-1, 1]; normalise its points first.")
    shares = [count] if len(sides) == 1 else [count - count // 2, count // 2]
    picks = [rng.choice(s, n, replace=len(s) < n) for s, n in zip(sides, shares, strict=True)]
    chosen = rng.permutation(np.concatenate(picks))
    distances = samples.distances[chosen]
    return _observation(samples.points[chosen], distances, distances, kind)
