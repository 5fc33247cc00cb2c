"""Observations of raw files: scans, clouds with or without normals, samples of signed distances."""

from __future__ import annotations

import numpy as np
from scipy.spatial import KDTree

from core.errors import UserError
from core.observation.observation import Observation, observation_of
from core.observation.observation_spec import ObserveKind
from core.observation.virtual_scan import SOLID_DEPTH, SOLID_LEAST, box_span
from core.shapes.base import Samples, Scan


def scanned(scan: Scan, count: int, rng: np.random.Generator, kind: ObserveKind = "as-is") -> Observation:
    """A raw scan: surface points, and for "as-is" half of the count beside the surface where the file tells the side.

    That is so when it names the camera (free space between it and the points, and one place more behind each point, as
    in a virtual scan) or has normals.
    """
    total = len(scan.points)
    chosen = rng.choice(total, count, replace=total < count)
    points, bound = scan.points[chosen].astype(np.float64), np.zeros(count)
    eyes = None if scan.eye is None else np.asarray(scan.eye)[None]
    if kind == "surface" or (scan.normals is None and scan.eye is None):
        return observation_of(points, bound, bound, kind, eyes)
    moved = count // 2
    beside = _in_front if scan.eye is not None else _along_normals
    points[:moved], offset = beside(scan, chosen[:moved], rng)
    reach = np.minimum(np.abs(offset), KDTree(scan.points).query(points[:moved])[0])
    lower, upper = bound.copy(), bound.copy()
    lower[:moved] = np.where(offset < 0, -reach, 0.0)
    upper[:moved] = np.where(offset > 0, reach, 0.0)
    if scan.eye is not None:
        rays = points[moved:] - scan.eye
        behind = points[moved:] + SOLID_DEPTH * rays / np.linalg.norm(rays, axis=1, keepdims=True)
        points = np.concatenate((points, behind))
        lower = np.concatenate((lower, np.full(len(behind), -SOLID_DEPTH)))
        upper = np.concatenate((upper, np.full(len(behind), -SOLID_LEAST)))
    return observation_of(points, lower, upper, kind, eyes)


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
    return observation_of(samples.points[chosen], distances, distances, kind)
