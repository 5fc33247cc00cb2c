"""What is found out about a state for the inspection, on the engine's thread. Imports the engine room when it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.document.inspection import Inspect, QueryResult
from app.engine.jobs import PLAYING_RESOLUTION, RESTING_RESOLUTION

if TYPE_CHECKING:
    import numpy as np

    from app.engine.workspace import Workspace
    from core.analysis.ray_cast import Place, Ray
    from core.analysis.slicing import CuttingPlane, Evaluate
    from core.levelset import LevelSet
    from core.runs.run import Entry
    from core.shapes.base import Source

Work = Callable[["Workspace", Callable[[], bool]], QueryResult]
"""Gets what is open, and a function that tells whether to give way (app.engine.engine.Engine.look)."""


def true_field(source: Source) -> Evaluate | None:
    """Signed distance of the true shape, None where it is not known."""
    from core.shapes.base import Samples, Scan

    return None if isinstance(source, Scan | Samples) else source.sdf


FARTHEST_SIGHT = 30.0
"""No camera looks at the landscape from farther away; a ray straight down would have no end."""


def slice_work(entry: Entry, inspect: Inspect, cells: int, with_truth: bool) -> Work:
    """The field on a plane."""

    def work(opened: Workspace, _: Callable[[], bool]) -> QueryResult:
        from core.analysis.slicing import slice_field

        field = numbers(opened, entry)
        truth = true_field(opened.source) if with_truth else None
        return QueryResult(entry.state, slice_field(field, inspect.plane, cells, inspect.iso, truth))

    return work


def residual_work(entry: Entry) -> Work:
    """How far the field is from each observed point."""

    def work(opened: Workspace, _: Callable[[], bool]) -> QueryResult:
        from core.analysis.point_query import residuals

        field = opened.method.field(entry.state)
        return QueryResult(entry.state, residuals(field, opened.document.run.observation, opened.method.device))

    return work


def offset_work(
    entry: Entry, iso: float, color: str, before: Entry | None, truth: LevelSet | None, *, fine: bool
) -> Work:
    """The level set at another value, with its colours."""

    def work(opened: Workspace, urgent: Callable[[], bool]) -> QueryResult:
        from core.runs.run import colored, moved_level

        resolution = (RESTING_RESOLUTION if fine else PLAYING_RESOLUTION)[opened.method.dim]
        moved = moved_level(entry, opened.method, resolution, iso, urgent)
        if color:
            was = ()
            if color == "change" and before is not None:  # lattices are exact near their own surface alone
                was = (moved_level(before, opened.method, PLAYING_RESOLUTION[opened.method.dim], iso, urgent),)
            moved = colored(moved, color, opened.document.run.observation, was, truth)
        return QueryResult(entry.state, moved)

    return work


def error_work(entry: Entry, truth: LevelSet) -> Work:
    """The error on the surface, both ways."""

    def work(opened: Workspace, urgent: Callable[[], bool]) -> QueryResult:
        from core.analysis.surface_error import surface_error
        from core.errors import Interrupted

        sdf = true_field(opened.source)

        def exact(points: np.ndarray) -> np.ndarray:
            if urgent():
                raise Interrupted
            assert sdf is not None
            return sdf(points)

        assert entry.level is not None
        return QueryResult(entry.state, surface_error(entry.level, truth, exact))

    return work


def readout_work(
    entry: Entry, inspect: Inspect, ray: Ray, plane: CuttingPlane | None, cut: float, *, height: bool
) -> Work:
    """Exact numbers where a ray meets what is shown; None where it meets nothing."""

    def work(opened: Workspace, _: Callable[[], bool]) -> QueryResult:
        from core.analysis.point_query import read

        truth = true_field(opened.source)
        found = None
        if opened.method.dim == 2:
            found = flat_place(numbers(opened, entry), ray, height=height)
        else:
            found = solid_place(opened, entry, inspect, ray, plane, cut)
        if found is None:
            return QueryResult(entry.state, None)
        place, position = found
        method, seen = opened.method, opened.document.run.observation
        field = method.field(entry.state)
        return QueryResult(entry.state, read(field, place, position, seen, truth, method.device))

    return work


def solid_place(
    opened: Workspace, entry: Entry, inspect: Inspect, ray: Ray, plane: CuttingPlane | None, cut: float
) -> tuple[Place, np.ndarray] | None:
    """Where a ray meets the level set, the true shape or the slice."""
    from core.analysis.ray_cast import visible_hit

    truth = true_field(opened.source) if inspect.side == "truth" else None
    shown = truth or numbers(opened, entry)
    found = visible_hit(shown, ray, 0.0 if truth else inspect.iso, plane, cut)
    if found is None:
        return None
    place, way = found
    return ("true shape" if truth and place == "surface" else place), ray.at(way)


def flat_place(field: Evaluate, ray: Ray, *, height: bool) -> tuple[Place, np.ndarray] | None:
    """Where a ray meets the map of a 2D field, or its landscape."""
    import numpy as np

    from app.render.field_map_2d import HEIGHT_LIMIT, HEIGHT_SCALE
    from core.analysis.ray_cast import first_hit
    from core.analysis.slicing import AXES, CuttingPlane

    span = ray.within_box(2)
    if not height:
        way = ray.to_plane(CuttingPlane(AXES["z"], 0.0))
    elif span is None:
        way = None
    else:
        above = lambda x: x[:, 2] - HEIGHT_SCALE * field(x[:, :2]).clip(-HEIGHT_LIMIT, HEIGHT_LIMIT)  # noqa: E731
        way = first_hit(above, ray, (span[0], min(span[1], FARTHEST_SIGHT)))
    if way is None:
        return None
    position = ray.at(way)[:2]
    return ("field", position) if np.abs(position).max() <= 1 else None


def numbers(opened: Workspace, entry: Entry) -> Evaluate:
    """The field of a state at numpy points."""
    from core.measures.metrics import values

    method = opened.method
    field = method.field(entry.state)
    return lambda points: values(field, points, method.device)
