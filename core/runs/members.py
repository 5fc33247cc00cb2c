"""Members beside a run: the same adaptation from resampled observations, and from sibling checkpoints.

Where their surfaces lie apart (core.measures.spread), the observation and the prior decide little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.fields.field import FieldFunction
from core.levelset import LevelSet
from core.measures.around import SpreadAt
from core.measures.spread import Calibration, scale_of, spread_at
from core.methods.base import Method, State
from core.observation.observation import Observation
from core.observation.observe import FEWEST_POINTS
from core.runs.checkpoint import Checkpoint, load_checkpoint, method_of, siblings_of
from core.runs.run import Run

Distances = Callable[[np.ndarray], np.ndarray]
"""Signed distance of points (n, dim): (n,)."""

JUDGED = 2048
"""Vertices of a surface, drawn by chance, at which spread and error are compared."""


@dataclass(frozen=True)
class Recipe:
    """How members are made. count: resampled observations. share: of the points that each has. again: points may be
    drawn more than once (the bootstrap, with share 1); without it each member lacks the rest (subsampling).
    """

    count: int = 8
    share: float = 0.25
    again: bool = False


@dataclass(frozen=True, eq=False)
class Member:
    """One adaptation beside the shown one. name: whence it is, in words. states: by the step of the shown run to which
    they belong, which a sibling with another number of trained steps reaches at another step of its own.
    """

    name: str
    method: Method
    states: Mapping[int, State]

    def field(self, step: int) -> FieldFunction:
        """What it has come to when the shown run is at this step. Raises KeyError where that was not kept."""
        return self.method.field(self.states[step])


@dataclass(frozen=True, eq=False)
class Spread:
    """The members beside a run. shown: the states of the run to which they belong, by step. recipe: of the members."""

    method: Method
    shown: Mapping[int, State]
    members: tuple[Member, ...]
    recipe: Recipe

    def fields(self, state: State) -> tuple[FieldFunction, ...]:
        """Of the shown run and of all members at one of its states; none where that is not one of `shown`."""
        if self.shown.get(state.step) is not state or any(state.step not in member.states for member in self.members):
            return ()
        return (self.method.field(state), *(member.field(state.step) for member in self.members))

    def of(self, state: State) -> SpreadAt | None:
        """The spread at points (n, dim) of the surface of a state, as a length (n,); None where there is none."""
        fields = self.fields(state)
        return (lambda points: spread_at(fields, points, self.method.device)) if len(fields) > 1 else None


def resampled(observation: Observation, recipe: Recipe, rng: np.random.Generator) -> Observation:
    """The observation of a share of its points, drawn by chance; never fewer than an observation needs."""
    count = len(observation.points)
    wanted = min(max(FEWEST_POINTS, round(recipe.share * count)), count)
    return observation.chosen(rng.choice(count, wanted, replace=recipe.again))


def kept_steps(method: Method, last: int) -> tuple[int, ...]:
    """Steps at which members are kept: all up to the trained end, and the last one, for a refinement is long."""
    return (*range(min(last, method.trained_steps) + 1), *((last,) if last > method.trained_steps else ()))


def members(
    method: Method,
    observation: Observation,
    last: int,
    recipe: Recipe,
    siblings: Sequence[Method] = (),
    seed: int = 0,
) -> Iterator[Member | None]:
    """The members of a run of `last` steps, one by one; None between the steps of one, where others may go first.

    First the siblings, each from the whole observation; then `method` from each resampled one. The same seed gives the
    same members.
    """
    for sibling in siblings:
        yield from _adapted(sibling.name, sibling, observation, _matched(method, sibling, last))
    for number in range(recipe.count):
        seen = resampled(observation, recipe, np.random.default_rng([seed, 15, number]))
        name = f"{method.name}, {len(seen.points):,} of the points"
        yield from _adapted(name, method, seen, {step: step for step in kept_steps(method, last)})


def _matched(method: Method, sibling: Method, last: int) -> dict[int, int]:
    """Which step of a sibling belongs to which of the shown run: in parts of the trained steps, then one to one."""
    ends = method.trained_steps, sibling.trained_steps
    return {
        step: round(step * ends[1] / ends[0]) if step <= ends[0] else ends[1] + step - ends[0]
        for step in kept_steps(method, last)
    }


def _adapted(name: str, method: Method, observation: Observation, wanted: Mapping[int, int]) -> Iterator[Member | None]:
    """wanted: step of its own by step of the shown run. One that diverges stays at its last state."""
    state, record = method.start(observation)
    states = {0: state}
    for step in range(1, max(wanted.values()) + 1):
        if not record.diverged:
            state, record = method.step(state, observation)
        if step in wanted.values():
            states[step] = state
        yield None
    yield Member(name, method, {shown: states[own] for shown, own in wanted.items()})


@dataclass(frozen=True)
class SpreadProgress:
    """Where the making of members stands. done, total: of them. whole: all of them, once they are there."""

    done: int
    total: int
    whole: Spread | None = None


def spread_of(
    run: Run, method: Method, checkpoint: Checkpoint, recipe: Recipe, *, siblings: bool
) -> Iterator[SpreadProgress]:
    """The members beside a run, in parts of a step; the last one is the whole. The run's seed decides all of it.

    method: takes the steps of the run. checkpoint: of the run, with whose siblings, where they are asked for, members
    are made too. Raises UserError when a sibling cannot be read.
    """
    names = siblings_of(checkpoint) if siblings else ()
    others = [method_of(load_checkpoint(name), method.device) for name in names]
    total = len(others) + recipe.count
    found: list[Member] = []
    for member in members(method, run.observation, len(run.entries) - 1, recipe, others, run.seed):
        found += [] if member is None else [member]
        yield SpreadProgress(len(found), total)
    shown = {entry.record.step: entry.state for entry in run.entries}
    yield SpreadProgress(total, total, Spread(method, shown, tuple(found), recipe))


@dataclass(frozen=True, eq=False)
class Judgement:
    """What the members say of the surface at one step. state: of the shown run. members: how many there are.

    typical, large: median and 95 % quantile of the spread over the vertices, NaN without a surface. calibration: of
    the errors at them, None where the truth is not known or there is no surface.
    """

    state: State
    members: int
    typical: float
    large: float
    calibration: Calibration | None = None


def judged(
    spread: Spread,
    state: State,
    level: LevelSet | None,
    sdf: Callable[[np.ndarray], np.ndarray] | None,
    checkpoint: str,
) -> Judgement:
    """At the vertices of a level set of the state, `JUDGED` at most. sdf: of the true shape, None if not known.

    checkpoint: by whose name the scale is looked up.
    """
    at, count = spread.of(state), len(spread.members) + 1
    if at is None or level is None or not len(level.vertices):
        return Judgement(state, count, float("nan"), float("nan"))
    rows = np.random.default_rng(0).permutation(len(level.vertices))[:JUDGED]
    points = level.vertices[rows]
    lengths = at(points)
    known = lengths[np.isfinite(lengths)]
    typical, large = (float(np.quantile(known, q)) if len(known) else float("nan") for q in (0.5, 0.95))
    found = None if sdf is None else Calibration.of(sdf(points), lengths, scale_of(checkpoint, spread.recipe.share))
    return Judgement(state, count, typical, large, found if found is not None and len(found.errors) else None)
