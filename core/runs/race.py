"""Several methods on the same observation, by steps or on one clock. Only the methods' own time counts.

The clock is each lane's sum of `StepRecord.method_seconds`: surfaces, errors and drawing are not part of it, and take
many times as long. So on one clock not every step is looked at, only what a curve of the errors needs. A lane
ends when it has taken its method's trained steps, when it diverges, or at the limit; it then stands still, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core.measures.metrics import Truth
from core.methods.base import Method, State
from core.observation.observation import Observation
from core.runs.run import Entry, measure

Clock = Literal["steps", "seconds"]
End = Literal["", "finished", "diverged", "limit"]


FIRST, PART = 10, 0.05
"""On one clock each of so many first steps is looked at, then one whenever a lane's time has grown by this part."""


@dataclass(frozen=True)
class Limit:
    """Where a race ends: steps of each lane, or seconds of each lane's method time, by the clock.

    refine: methods that know how to refine take those steps too, before they count as finished.
    """

    clock: Clock
    steps: int = 200
    seconds: float = 10.0
    refine: bool = False


@dataclass(frozen=True, eq=False)
class Lane:
    """One method in a race. seconds: its method time so far. end: why it stands still, "" while it runs."""

    method: Method
    entry: Entry
    seconds: float = 0.0
    end: End = ""

    @property
    def step(self) -> int:
        return self.entry.record.step


@dataclass(frozen=True, eq=False)
class Move:
    """Lane `number` has made steps, or has started (step 0). The entry of `lane` is measured."""

    number: int
    lane: Lane


def race(
    methods: Sequence[Method], observation: Observation, limit: Limit, resolution: int, truth: Truth | None = None
) -> Iterator[Move]:
    """The moves of all lanes in the order of the clock: by steps in turn, by seconds always the one that is behind.

    Raises UserError when a method does not fit the observation, before the first move.
    """
    lanes = [Lane(method, Entry(*method.start(observation))) for method in methods]
    for number, lane in enumerate(lanes):
        lanes[number] = replace(lane, entry=measure(lane.entry, lane.method, resolution, truth))
        yield Move(number, lanes[number])
    looked = [0.0] * len(lanes)
    while (number := _next(lanes, limit)) is not None:
        lane = _moved(lanes[number], observation, limit)
        if lane.end or limit.clock == "steps" or lane.step <= FIRST or lane.seconds >= (1 + PART) * looked[number]:
            looked[number] = lane.seconds
            lane = replace(lane, entry=measure(lane.entry, lane.method, resolution, truth))
            yield Move(number, lane)
        lanes[number] = lane


def _next(lanes: Sequence[Lane], limit: Limit) -> int | None:
    """The lane to move: of those that still run, the one with the least steps, or the least seconds."""
    running = [number for number, lane in enumerate(lanes) if not lane.end]
    by_steps = limit.clock == "steps"
    return min(running, key=lambda n: (lanes[n].step if by_steps else lanes[n].seconds, n), default=None)


def _moved(lane: Lane, observation: Observation, limit: Limit) -> Lane:
    state: State = lane.entry.state
    entry = Entry(*lane.method.step(state, observation))
    seconds = lane.seconds + entry.record.method_seconds
    end: End = ""
    if entry.record.diverged:
        end = "diverged"
    elif entry.record.step >= lane.method.trained_steps + lane.method.refine_steps * limit.refine:
        end = "finished"
    elif entry.record.step >= limit.steps or (limit.clock == "seconds" and seconds >= limit.seconds):
        end = "limit"
    return Lane(lane.method, entry, seconds, end)
