"""Branches: a run that leaves another one at a step, shares what came before, and goes on with one thing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from core.errors import UserError
from core.methods.base import Method
from core.methods.overridden import varied
from core.methods.overrides import Overrides, OverridesFrom, latest
from core.observation.observation import Observation
from core.runs.checkpoint import load_checkpoint, method_of
from core.runs.run import Entry, Run, advance

MOST_LINES = 6
"""Lines of a document: as many as can be looked at side by side."""


@dataclass(frozen=True, eq=False)
class Branch:
    """One line of a run. number: its own for good, 0 the first one. parent: that it left at step `at`.

    The first line has parent -1. nearest: table of distances to the nearest observed point (core.observation.coverage),
    if made. name: that a person gave it, "" for none. others: what a file told of it that this version does not know.
    """

    number: int
    parent: int
    at: int
    run: Run
    nearest: np.ndarray | None = None
    name: str = ""
    others: Mapping[str, Any] = field(default_factory=dict[str, Any])


def method_for(run: Run, own: Method) -> Method:
    """What takes the steps of a line and reads its states. own: the method of the first line. Raises UserError."""
    other = latest(run.changes).checkpoint
    return varied(method_of(load_checkpoint(other), own.device) if other else own, run.changes)


def branched(run: Run, at: int, overrides: Overrides, own: Method, observation: Observation | None = None) -> Run:
    """A run that shares the states of `run` up to step `at` and differs by `overrides` from there on.

    Another checkpoint is another start: nothing is shared then, and `at` counts as 0. own: the method of the first
    line. observation: what is seen from `at` on, None for the same. Raises UserError when the change cannot be made,
    ValueError when the step is not recorded.
    """
    if not 0 <= at < len(run.entries):
        raise ValueError(f"step {at} of {len(run.entries)}")
    seen = observation or run.observation
    if overrides.checkpoint == latest(run.changes).checkpoint:
        if run.entries[at].record.diverged:
            raise UserError(f"Step {at} is not finite, so nothing can follow it; go back and branch earlier.")
        changed = replace(
            run, observation=seen, entries=run.entries[: at + 1], changes=(*run.changes, OverridesFrom(at, overrides))
        )
        return replace(changed, refine_steps=method_for(changed, own).refine_steps)
    if not overrides.checkpoint:
        raise UserError("The checkpoint as before is the first line itself; branch from there.")
    checkpoint = load_checkpoint(overrides.checkpoint)
    kind = (checkpoint.name, checkpoint.method, checkpoint.meta.steps, run.seed)
    changed = Run(run.source, seen, *kind, weights=checkpoint.sha256)
    method = method_for(replace(changed, changes=(OverridesFrom(0, overrides),)), own)
    changed = replace(changed, changes=(OverridesFrom(0, overrides),), refine_steps=method.refine_steps)
    return changed.extended(Entry(*method.start(seen)))


def retaken(line: Branch, before: Run, own: Method) -> Run:
    """The line with its steps taken anew after those of `before` up to where it left that; each as it was changed then.

    own: the method of the first line.
    """
    run, length = line.run, len(line.run.entries)
    if latest(run.changes).checkpoint != latest(before.changes).checkpoint:
        run = replace(run, entries=(Entry(*method_for(run, own).start(run.observation)),))
    else:
        run = replace(run, entries=before.entries[: line.at + 1])
    while len(run.entries) < length and not run.entries[-1].record.diverged:
        then = tuple(change for change in run.changes if change.at < len(run.entries))
        run = run.extended(advance(run, method_for(replace(run, changes=then), own)))
    return run


def shared_steps(run: Run, other: Run) -> int:
    """Number of entries from the first on whose states two runs have in common."""
    pairs = zip(run.entries, other.entries, strict=False)
    return next(
        (n for n, (a, b) in enumerate(pairs) if a.state is not b.state), min(len(run.entries), len(other.entries))
    )


def without(lines: tuple[Branch, ...], number: int) -> tuple[Branch, ...]:
    """The lines without one; those that left it count from then on as leaving its parent. Raises ValueError for 0."""
    gone = next(line for line in lines if line.number == number)
    if gone.parent < 0:
        raise ValueError("the first line stays")
    return tuple(
        replace(line, parent=gone.parent, at=min(line.at, gone.at)) if line.parent == number else line
        for line in lines
        if line.number != number
    )
