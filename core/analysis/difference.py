"""How two adapted shapes differ: signed distances between their surfaces, and the volume that they share."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from core.analysis.slicing import Evaluate
from core.analysis.surface_error import Figures, figures, measuring, pieces
from core.errors import UserError
from core.levelset import LevelSet
from core.measures.metrics import iou, values
from core.methods.overrides import latest
from core.runs.branch import method_for
from core.runs.checkpoint import load_checkpoint, method_of
from core.runs.identity import weights_hash
from core.runs.kept import shown_step
from core.runs.packed import place_of
from core.runs.run import measure, moved
from core.runs.session import Session
from core.shapes.base import Normalization

CELLS = {2: 192, 3: 64}
"""Cells a side of the lattices that are compared, by dimension."""

AT_ONCE = 1 << 15
"""Places of such a lattice in a part of the work."""

NORMALISED, OWN = "normalised units of each", "the coordinates of their file"


@dataclass(frozen=True, eq=False)
class Side:
    """One of two that are compared. field: of points (n, dim) in its own normalised frame: (n,), negative inside."""

    name: str
    level: LevelSet
    field: Evaluate


@dataclass(frozen=True, eq=False)
class Difference:
    """What two surfaces have apart, all in the normalised frame of the first (box = 2).

    first, second: their level sets. there: (V,), signed distance of each vertex of the first to the second surface,
    positive outside of the second. back: (W,), the same of the second's vertices. forth_figures, back_figures: of the
    absolute values. iou: of their volumes (2D: areas), 0 to 1; NaN where the second has
    none. volumes: of both. frame: in which coordinates they were laid over each other.
    """

    first: LevelSet
    second: LevelSet
    there: NDArray[np.float32]
    back: NDArray[np.float32]
    forth_figures: Figures
    back_figures: Figures
    iou: float
    volumes: tuple[float, float]
    frame: str = NORMALISED

    @property
    def mean(self) -> float:
        """Mean distance of the surfaces, of both ways."""
        return (self.forth_figures.mean + self.back_figures.mean) / 2

    @property
    def p95(self) -> float:
        """95 % of each surface lies nearer to the other than this."""
        return max(self.forth_figures.p95, self.back_figures.p95)

    @property
    def chamfer_x1000(self) -> float:
        """Mean squared distance of both ways, added, times 1000."""
        return 1000 * (self.forth_figures.rms**2 + self.back_figures.rms**2)


def difference(
    first: Side, second: Side, frames: tuple[Normalization, Normalization] | None = None, cells: int = 0
) -> Difference:
    """How two differ. frames: of both, where they are compared in the coordinates of their file. cells: a side of the
    lattice on which volumes are counted, 0 for the usual. Raises UserError for other dimensions or without a surface.
    """
    return _whole(differing(first, second, frames, cells))


def differing(
    first: Side, second: Side, frames: tuple[Normalization, Normalization] | None = None, cells: int = 0
) -> Iterator[Difference | None]:
    """The same in parts, between which whoever computes can give way: None after each, the difference at last."""
    dim = first.level.dim
    if dim != second.level.dim:
        raise UserError(
            f"{first.name} is {dim}D and {second.name} is {second.level.dim}D, which cannot be compared; choose two of "
            "the same dimension."
        )
    for side in (first, second):
        if not len(side.level.elements):
            raise UserError(f"{side.name} has no surface at its step, so nothing can be compared; choose another step.")
    level, other = second.level, second.field
    if frames is not None:
        mine, yours = frames
        level = replace(level, vertices=mine.apply(yours.invert(level.vertices)).astype(np.float32))
        other = _elsewhere(second.field, mine, yours)
    there = yield from _signed(first.level.vertices, level, other)
    back = yield from _signed(level.vertices, first.level, first.field)
    own = yield from _inside(first.field, dim, cells or CELLS[dim])
    its = yield from _inside(other, dim, cells or CELLS[dim])
    volumes = float(own.mean()) * 2**dim, float(its.mean()) * 2**dim
    yield Difference(
        first.level, level, there, back, figures(np.abs(there), first.level), figures(np.abs(back), level),
        iou(own, its), volumes, NORMALISED if frames is None else OWN,
    )  # fmt: skip


def _whole(parts: Iterator[Difference | None]) -> Difference:
    """What comes at last."""
    *_, found = parts
    assert found is not None
    return found


def _elsewhere(field: Evaluate, own: Normalization, its: Normalization) -> Evaluate:
    """A field of one normalisation at points of another."""

    def found(points: np.ndarray) -> np.ndarray:
        return field(its.apply(own.invert(points)).astype(np.float32))

    return found


def _signed(
    points: NDArray[np.float32], level: LevelSet, field: Evaluate
) -> Generator[None, None, NDArray[np.float32]]:
    measure = measuring(level)
    found: list[np.ndarray] = []
    for part in pieces(points):
        away = measure(part)
        found.append(np.where(np.asarray(field(part)) < 0, -away, away))
        yield
    return np.concatenate(found)


def _inside(field: Evaluate, dim: int, cells: int) -> Generator[None, None, NDArray[np.bool_]]:
    """Which middles of the cells of the box are inside."""
    axis = (np.arange(cells, dtype=np.float32) + 0.5) / cells * 2 - 1
    found: list[NDArray[np.bool_]] = []
    points = np.stack(np.meshgrid(*[axis] * dim, indexing="ij"), -1).reshape(-1, dim)
    for part in pieces(points, AT_ONCE):
        found.append(np.asarray(field(part)) < 0)
        yield
    return np.concatenate(found)


# --- of runs


def side_of(session: Session, file: Path, cells: int = 0) -> Side:
    """The surface that a session shows, extracted anew on the CPU. file: where the session lies, for what is beside it.

    Raises UserError where its checkpoint is missing or has other weights now.
    """
    run, step = session.shown_run, shown_step(session)
    checkpoint = str(session.setup["checkpoint"])
    place = place_of(checkpoint, session.checkpoint_hash, file, session.copy, weights_hash)
    loaded, cpu = load_checkpoint(place), torch.device("cpu")
    other = latest(run.changes).checkpoint
    told = (loaded.sha256, session.checkpoint_hash) if not other else (weights_hash(other), run.weights)
    if told[1] and told[0] != told[1]:
        raise UserError(
            f"The checkpoint {other or checkpoint} of {Path(session.source).name} has other weights than when the run "
            "was kept, so it cannot be compared; put the earlier ones back."
        )
    method = method_for(run, method_of(loaded, cpu))
    entry = measure(moved(run.entries[step], cpu), method, cells or CELLS[method.dim])
    level, field = entry.level, method.field(entry.state)
    assert level is not None
    return Side(Path(session.source).name or run.source, level, lambda points: values(field, points))


def frames_of(first: Session, second: Session) -> tuple[Normalization, Normalization] | None:
    """The normalisations by which both come into the coordinates of one file; None where they cannot.

    A scan that was placed is turned as no session tells; two that were placed alike need nothing.
    """
    placed = [{key: session.setup.get(key) for key in ("placement", "drawing")} for session in (first, second)]
    same = bool(first.source_hash) and (first.source_hash, first.source) == (second.source_hash, second.source)
    turned = any(session.normalization.rotation is not None for session in (first, second))
    return (first.normalization, second.normalization) if same and placed[0] == placed[1] and not turned else None


def compare(first: tuple[Session, Path], second: tuple[Session, Path], cells: int = 0) -> Difference:
    """How the surfaces differ that two sessions show. Raises UserError."""
    return _whole(comparing(first, second, cells))


def comparing(first: tuple[Session, Path], second: tuple[Session, Path], cells: int = 0) -> Iterator[Difference | None]:
    """The same in parts, as `differing` has them."""
    sides: list[Side] = []
    for session, file in (first, second):
        sides.append(side_of(session, file, cells))
        yield None
    yield from differing(sides[0], sides[1], frames_of(first[0], second[0]), cells)


def as_json(found: Difference) -> dict[str, Any]:
    """The numbers of a comparison, lengths in normalised units (box = 2)."""
    ways = {"first_to_second": found.forth_figures, "second_to_first": found.back_figures}
    told: dict[str, Any] = {"iou": found.iou, "mean": found.mean, "p95": found.p95, "compared_in": found.frame}
    told |= {"chamfer_x1000": found.chamfer_x1000, "volumes": list(found.volumes)}
    return told | {name: {"mean": way.mean, "p95": way.p95, "largest": way.largest} for name, way in ways.items()}
