"""Observations: what is measured of a shape or taken from a file, by kind, with what is hidden and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import get_args

import numpy as np

from core.errors import UserError
from core.observation.hidden_regions import Hidden, mask_of, random_mask, visible_intervals
from core.observation.observation import Observation, observation_of
from core.observation.observation_spec import ObservationSpec, ObserveKind
from core.observation.openness import enclosed_by, outward_normals
from core.observation.oriented import estimated_normals, signed_intervals
from core.observation.raw import sampled, scanned
from core.observation.virtual_scan import (
    DepthView,
    default_eye,
    in_holes,
    scan_intervals,
    take_view,
)
from core.observation.virtual_scan import damaged as damaged_view
from core.observation.volume import dense_points
from core.shapes.base import Samples, Scan, Shape, Source

SCAN_NOISE = 0.005
"""Default standard deviation of a virtual scan's depth, in normalised units."""

INTERVALS = 4
"""Places around the surface of which each point with a side says something (core.observation.oriented), MOST_INTERVALS
in all."""

MOST_INTERVALS = 8192

SIDED: tuple[ObserveKind, ...] = ("oriented", "unoriented")
"""Kinds of surface points with what their sides tell of the space around."""

FEWEST_POINTS = 2
"""Points that an observation needs."""

PLAIN = ObservationSpec()


def kinds_of(source: Source) -> tuple[ObserveKind, ...]:
    """The kinds of observation that a source can give."""
    if isinstance(source, Scan):
        if source.dim == 2:
            return ("surface", "as-is")
        told = source.normals is not None or source.eye is not None
        return ("surface", "oriented", "as-is") if told else ("surface", "unoriented", "as-is")
    if isinstance(source, Samples):
        return ("dense", "as-is") if source.surface is None else ("dense", "surface", "as-is")
    solid: tuple[ObserveKind, ...] = ("dense", "surface", "unoriented", "oriented", "scan", "half", "as-is")
    return solid if source.dim == 3 else ("dense", "surface", "half", "as-is")


def observed_length(kind: ObserveKind, asked: int) -> int:
    """How many points an observation of a shape has, with what is concluded, when `asked` are asked for.

    One of points with sides may have fewer (core.observation.oriented.signed_intervals).
    """
    if kind in SIDED:
        return asked + min(INTERVALS * asked, MOST_INTERVALS)
    return asked + (asked - asked // 2 if kind == "scan" else 0)


def observe(
    source: Source,
    kind: ObserveKind,
    count: int,
    seed: int,
    *,
    spec: ObservationSpec = PLAIN,
    eye: np.ndarray | None = None,
    noise: float | None = None,
    mask: Hidden | None = None,
) -> Observation:
    """`count` points of what is known of a source; the same arguments give the same observation.

    spec: cameras, noise, outliers, holes and hidden regions (core.observation.observation_spec). eye: (3,), noise,
    mask: short for a spec with one view, that noise, that region. `half` without a region hides a seeded one; "dense"
    of which a part is hidden is the same as `half`. Of a raw file only noise, outliers, holes and hidden regions can be
    chosen. Raises UserError when the source cannot give this kind or the spec is out of range.
    """
    if kind not in get_args(ObserveKind) or kind not in kinds_of(source):
        raise UserError(f"{source.name} cannot be observed as '{kind}'; choose one of {', '.join(kinds_of(source))}.")
    if count < FEWEST_POINTS:
        raise UserError(f"An observation of {count} points says too little; ask for at least {FEWEST_POINTS} points.")
    spec.check(source.dim)
    if eye is not None:
        spec = replace(spec, views=(tuple(float(x) for x in eye),))  # pyright: ignore[reportArgumentType]
    if noise is not None:
        spec = replace(spec, noise=noise)
    hidden = mask if mask is not None else mask_of(spec.hidden)
    rng = np.random.default_rng(seed)
    if isinstance(source, Samples) and kind == "surface" and source.surface is not None:
        source = Scan(source.dim, source.name, source.normalization, source.surface)
    if kind in SIDED:
        return sided(source, kind, count, rng, spec, hidden, seed)
    if isinstance(source, Scan):
        return damaged(scanned(_thinned(source, spec, hidden, seed), count, rng, kind), spec, hidden, seed)
    if isinstance(source, Samples):
        return damaged(sampled(_uncovered(source, hidden), count, rng, kind), spec, hidden, seed)
    if kind == "scan":
        return virtual_scan(source, count, rng, spec, hidden, np.random.default_rng([seed, 5]))
    if kind == "half" or (kind == "dense" and hidden is not None):
        return damaged(half(source, count, rng, hidden, kind), spec, None, seed)
    if kind == "dense":
        return damaged(dense(source, count, rng), spec, hidden, seed)
    seen = partial(surface, source, kind=kind)
    return damaged(_visible(seen, count, rng, spec, hidden, source.name), spec, hidden, seed)


def _thinned(scan: Scan, spec: ObservationSpec, hidden: Hidden | None, seed: int) -> Scan:
    """A raw scan without the points that are hidden or in holes. Raises UserError when none is left."""
    kept = np.ones(len(scan.points), bool) if hidden is None else hidden.border(scan.points) > 0
    left = np.flatnonzero(kept)
    kept[left] = ~in_holes(scan.points[left], spec.holes, np.random.default_rng([seed, 5]))
    if kept.all():
        return scan
    if not kept.any():
        raise UserError(f"All points of {scan.name} are hidden; hide less of it.")
    normals = None if scan.normals is None else scan.normals[kept]
    return replace(scan, points=scan.points[kept], normals=normals)


def _uncovered(samples: Samples, hidden: Hidden | None) -> Samples:
    """Samples without those in the hidden regions; the distances of the others stay exact."""
    kept = np.ones(len(samples.points), bool) if hidden is None else hidden.border(samples.points) > 0
    if not kept.any():
        raise UserError(f"All samples of {samples.name} are hidden; hide less of it.")
    return replace(samples, points=samples.points[kept], distances=samples.distances[kept])


def _visible(
    seen: Callable[[int, np.random.Generator], Observation],
    count: int,
    rng: np.random.Generator,
    spec: ObservationSpec,
    hidden: Hidden | None,
    name: str,
) -> Observation:
    """`count` points of the surface that are neither hidden nor in a hole."""
    if hidden is None and spec.holes == 0:
        return seen(count, rng)
    pool = seen(8 * count, rng)
    kept = np.ones(len(pool.points), bool) if hidden is None else hidden.border(pool.points) > 0
    left = np.flatnonzero(kept)
    kept[left] = ~in_holes(pool.points[left], spec.holes, rng)
    if not kept.any():
        raise UserError(f"All of {name} is hidden; hide less of it.")
    places = np.flatnonzero(kept)
    return pool.chosen(rng.choice(places, count, replace=len(places) < count))


def damaged(seen: Observation, spec: ObservationSpec, hidden: Hidden | None, seed: int) -> Observation:
    """Noise and outliers on an observation that is not a virtual scan (that has them on its depths).

    Surface points move by Gaussian noise in every coordinate; exact distances get its error; bounds stay. Outliers
    are surface points anywhere in the box.
    """
    seen = seen if hidden is None else replace(seen, mask=hidden)
    noise = spec.noise or 0.0
    if noise == 0 and spec.outliers == 0:
        return seen
    rng = np.random.default_rng([seed, 7])
    surface, exact = seen.on_surface[:, None], (seen.lower == seen.upper) & ~seen.on_surface
    moved = rng.normal(size=seen.points.shape) * noise * surface
    error = (rng.normal(size=len(seen.points)) * noise * exact).astype(np.float32)
    stray = surface & (rng.random((len(surface), 1)) < spec.outliers)
    points = np.where(stray, rng.uniform(-1, 1, seen.points.shape), np.clip(seen.points + moved, -1, 1))
    return replace(seen, points=points.astype(np.float32), lower=seen.lower + error, upper=seen.upper + error)


def dense(shape: Shape, count: int, rng: np.random.Generator) -> Observation:
    """Exact signed distances in the volume."""
    points = dense_points(shape, count, rng).astype(np.float32)
    distances = shape.sdf(points)
    return observation_of(points, distances, distances, "dense")


def surface(
    shape: Shape, count: int, rng: np.random.Generator, kind: ObserveKind = "surface", *, with_normals: bool = False
) -> Observation:
    """Points of the whole zero level set and nothing else."""
    zero = np.zeros(count)
    points, normals = shape.sample_surface(count, rng)
    seen = observation_of(points, zero, zero, kind)
    return replace(seen, normals=normals.astype(np.float32)) if with_normals else seen


def sided(
    source: Shape | Scan | Samples,
    kind: ObserveKind,
    count: int,
    rng: np.random.Generator,
    spec: ObservationSpec = PLAIN,
    hidden: Hidden | None = None,
    seed: int = 0,
) -> Observation:
    """Surface points, and INTERVALS places for each where its side is known: by normals, or by looking from outside.

    kind: "oriented" has normals, its own or those of a view (core.observation.oriented); "unoriented" has none, and
    takes them from core.observation.openness, which is then asked about each place too. The places follow from the
    points as they were measured: with their noise, without what is hidden.
    """
    if isinstance(source, Scan):
        scan = _thinned(source, spec, hidden, seed)
        rows = rng.choice(len(scan.points), count, replace=len(scan.points) < count)
        zero, eyes = np.zeros(count), None if scan.eye is None else np.asarray(scan.eye)[None]
        seen = observation_of(scan.points[rows], zero, zero, kind, eyes)
        normals = scan.normals
        if normals is None and kind == "oriented":
            assert scan.eye is not None, "kinds_of offers it where one of the two is known"
            normals = estimated_normals(scan.points, scan.eye)
        seen = seen if normals is None else replace(seen, normals=normals[rows].astype(np.float32))
    else:
        assert not isinstance(source, Samples)
        measured = partial(surface, source, kind=kind, with_normals=True)
        seen = _visible(measured, count, rng, spec, hidden, source.name)
    seen = damaged(seen, spec, hidden, seed)
    _, once = np.unique(seen.points, axis=0, return_index=True)  # a point that is there twice has no area
    if kind == "unoriented":
        normals = np.full(seen.points.shape, np.nan, np.float32)
        if len(once) >= FEWEST_POINTS:
            normals[once] = outward_normals(seen.points[once])
        seen = replace(seen, normals=normals)
    assert seen.normals is not None
    if len(once) < FEWEST_POINTS:
        return seen
    points, wanted = seen.points[once], min(INTERVALS * count, MOST_INTERVALS)
    witness = None if kind == "oriented" else enclosed_by(points)
    places, lower, upper = signed_intervals(points, seen.normals[once], wanted, rng, witness)
    if hidden is not None:
        known = hidden.border(places) > 0
        places, lower, upper = places[known], lower[known], upper[known]
    return replace(
        seen,
        points=np.concatenate((seen.points, places)),
        lower=np.concatenate((seen.lower, lower)),
        upper=np.concatenate((seen.upper, upper)),
        normals=np.concatenate((seen.normals, np.full_like(places, np.nan))),
    )


def virtual_scan(
    shape: Shape,
    count: int,
    rng: np.random.Generator,
    spec: ObservationSpec = PLAIN,
    hidden: Hidden | None = None,
    faults: np.random.Generator | None = None,
) -> Observation:
    """Views of a depth camera: `count` points, half measured surface, half free space, and one behind each measured.

    See `core.observation.virtual_scan.scan_intervals`.

    faults: draws holes and outliers, apart from `rng`, so that a slider does not change camera and points.
    """
    noise = SCAN_NOISE if spec.noise is None else spec.noise
    eyes = np.array(spec.views, dtype=np.float64) if spec.views else default_eye(rng)[None]
    faults = faults or np.random.default_rng(0)
    side = max(48, round(np.sqrt(8 * count / len(eyes))))

    def look() -> list[DepthView]:
        views = [take_view(shape, eye, side, noise, rng) for eye in eyes]
        if not any(view.hit.any() for view in views):
            raise ValueError("the camera sees nothing of the shape")
        if not (spec.outliers or spec.holes or hidden):
            return views
        return [damaged_view(view, spec.outliers, spec.holes, hidden, faults) for view in views]

    try:
        views = look()
        while sum(int(view.hit.sum()) for view in views) < count // 2 and side < 512:
            side *= 2
            views = look()
        if not any(view.hit.any() for view in views):
            raise UserError(f"All that the camera sees of {shape.name} is hidden; hide less of it.")
        points, lower, upper = scan_intervals(shape, views, count, noise, rng, hidden)
    except ValueError as fault:
        raise UserError(f"{shape.name} cannot be scanned from there: {fault}; move the camera.") from None
    return replace(observation_of(points, lower, upper, "scan", eyes), mask=hidden)


def half(
    shape: Shape, count: int, rng: np.random.Generator, mask: Hidden | None = None, kind: ObserveKind = "half"
) -> Observation:
    """Dense samples of the part that a mask leaves visible, with what that part tells of them
    (core.observation.hidden_regions)."""
    contour = shape.sample_surface(1024, rng)[0]
    if mask is None:
        mask = random_mask(contour, rng)
    pool = dense_points(shape, 4 * count, rng)
    seen = pool[mask.border(pool) > 0]
    if not len(seen):
        raise UserError(f"The mask hides all of {shape.name}; hide less of it.")
    points = seen[rng.choice(len(seen), count, replace=len(seen) < count)]
    lower, upper = visible_intervals(points, shape.sdf(points), contour, mask)
    return replace(observation_of(points, lower, upper, kind), mask=mask)
