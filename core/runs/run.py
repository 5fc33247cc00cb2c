"""Runs: the immutable trace of one adaptation. Everything that is shown, written or tested reads a run."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from core.errors import Interrupted
from core.fields.field import FieldFunction
from core.fields.precision import live
from core.levelset import Audit, LevelSet, audit, extract, refine_normals
from core.measures.around import Around, SpreadAt
from core.measures.coloring import Coloring, color
from core.measures.metrics import Heldout, Truth, heldout
from core.methods.base import Method, State, StepRecord
from core.methods.overrides import Changes
from core.observation.observation import Observation
from core.runs.checkpoint import Checkpoint

AUDITED_POINTS = 16_384
"""Random points at which a careful level set is audited: when none is wrong, at most 0.02 % of the box can be."""

KEPT_CELLS = 128
"""So many cells a side of their lattices, at most, stay with 3D level sets: colours are sampled from those."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One state of a run. level and heldout are None until measured; heldout stays None without truth.

    coloring: numbers at the vertices of the level, where some were asked for. audit: of a careful level. others: what
    the file that it comes from tells of it and that is not known here.
    """

    state: State
    record: StepRecord
    level: LevelSet | None = None
    heldout: Heldout | None = None
    coloring: Coloring | None = None
    audit: Audit | None = None
    others: Mapping[str, Any] | None = None


@dataclass(frozen=True, eq=False)
class Run:
    """An adaptation from phi_0 on. source: name of the input. method, checkpoint: what adapts. entries: by step.

    changes: what was changed about it on the way, of a branch (core.runs.branch). refine_steps: how many steps past the
    trained ones serve best, 0 where those are extrapolation. weights: SHA-256 of the checkpoint's file as it was
    loaded, "" where it has none.
    """

    source: str
    observation: Observation
    checkpoint: str
    method: str
    trained_steps: int
    seed: int
    entries: tuple[Entry, ...] = ()
    changes: Changes = ()
    refine_steps: int = 0
    weights: str = ""

    def extended(self, entry: Entry) -> Run:
        """The run with one more entry. Raises ValueError unless it is the next step."""
        if entry.record.step != len(self.entries):
            raise ValueError(f"entry of step {entry.record.step} after {len(self.entries)} entries")
        return replace(self, entries=(*self.entries, entry))

    def measured(self, entry: Entry) -> Run:
        """The run with the entry of the same step replaced by one with (better) measurements."""
        entries = list(self.entries)
        entries[entry.record.step] = entry
        return replace(self, entries=tuple(entries))


def begin(source: str, observation: Observation, checkpoint: Checkpoint, method: Method, seed: int) -> Run:
    """A run with its entry of step 0. Raises UserError when observation and method do not fit."""
    kind = (checkpoint.name, method.key, method.trained_steps, seed)
    run = Run(source, observation, *kind, refine_steps=method.refine_steps, weights=checkpoint.sha256)
    return run.extended(Entry(*method.start(observation)))


def advance(run: Run, method: Method) -> Entry:
    """The entry after the last one of the run, not yet measured."""
    return Entry(*method.step(run.entries[-1].state, run.observation))


def measure(entry: Entry, method: Method, resolution: int, truth: Truth | None = None) -> Entry:
    """The entry with its level set and, given truth, its held-out errors."""
    level = extract(method.field(entry.state), method.dim, resolution, device=method.device)
    measured = replace(entry, level=level, coloring=None, audit=None)
    return measured if truth is None else score(measured, method, truth)


def score(entry: Entry, method: Method, truth: Truth) -> Entry:
    """The entry with its held-out errors; it has a level set."""
    if entry.level is None:
        raise ValueError(f"step {entry.record.step} has no level set to score")
    return replace(entry, heldout=heldout(method.field(entry.state), entry.level, truth, method.device))


def moved(entry: Entry, device: torch.device | str) -> Entry:
    """The entry with its state on a device."""
    return replace(entry, state=entry.state.mapped(lambda tensor: tensor.to(device)))


Urgent = Callable[[], bool]
"""Whether something more urgent waits. Asked between pieces of points, a few thousand times a second at most."""


def preview(entry: Entry, method: Method, resolution: int, urgent: Urgent | None = None) -> Entry:
    """The entry with a level set that is quickly there, in the fastest number format. Raises Interrupted."""
    field = giving_way(live(method.field(entry.state)), urgent)
    level = extract(field, method.dim, resolution, device=method.device)
    return replace(entry, level=level, coloring=None, audit=None)


def careful(entry: Entry, method: Method, resolution: int, urgent: Urgent | None = None, seed: int = 0) -> Entry:
    """The entry with a careful level set in float32, normals of the field itself, and an audit. Raises Interrupted."""
    field = giving_way(method.field(entry.state), urgent)
    level = extract(field, method.dim, resolution, device=method.device, careful=True, keep_lattice=True)
    if level.lattice is None:
        return replace(entry, level=level, coloring=None, audit=None)
    found = audit(field, level.lattice, AUDITED_POINTS, seed, method.device)
    level = refine_normals(field, level, method.device)
    return replace(entry, level=level, coloring=None, audit=found)


def moved_level(entry: Entry, method: Method, resolution: int, iso: float, urgent: Urgent | None = None) -> Entry:
    """The entry with the level set at `iso` in place of that at zero, and without errors. Raises Interrupted."""
    field = giving_way(live(method.field(entry.state)), urgent)
    level = extract(lambda points: field(points) - iso, method.dim, resolution, device=method.device)
    return replace(entry, level=level, heldout=None, coloring=None, audit=None)


def colored(
    entry: Entry,
    key: str,
    observation: Observation,
    earlier: Sequence[Entry] = (),
    truth: LevelSet | None = None,
    spread: SpreadAt | None = None,
) -> Entry:
    """The entry with a quantity at the vertices of its level set, None where what that needs is missing.

    key: of core.measures.quantities. earlier: entries of steps before, the last of them that of the step before, their
    level sets at the same value. truth: level set of the true shape. spread: of the members, at points.
    """
    if entry.level is None:
        return entry
    before = tuple(None if one.level is None else one.level.lattice for one in earlier)
    around = Around(observation, entry.level.lattice, before, None if truth is None else truth.lattice, spread)
    return replace(entry, coloring=color(key, entry.level, around))


def with_small_lattice(entry: Entry) -> Entry:
    """The entry with every so many-th value of its lattice where that is large, 67 MB in 3D: later steps and other
    colours are sampled from it, and need no more."""
    level = entry.level
    if level is None or level.lattice is None or level.dim == 2 or level.resolution <= KEPT_CELLS:
        return entry
    every = 1 << math.ceil(math.log2(level.resolution / KEPT_CELLS))  # resolutions are halved by the levels they have
    return replace(entry, level=replace(level, lattice=level.lattice[::every, ::every, ::every].copy()))


def giving_way(field: FieldFunction, urgent: Urgent | None) -> FieldFunction:
    """Wrap a field so that it raises Interrupted as soon as something urgent waits; the field itself for None."""
    if urgent is None:
        return field

    def run(points: Tensor) -> Tensor:
        if urgent():
            raise Interrupted
        return field(points)

    return run
