"""The error of a method along one dial (core.observation.dials): adapted anew at every value, judged there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.measures.metrics import Heldout
from core.measures.thumbnail import thumbnail
from core.methods.base import Method
from core.observation.dials import Dial, ShiftCase
from core.observation.observe import ObserveKind
from core.runs.defaults import truth_of
from core.runs.run import Entry, measure


@dataclass(frozen=True)
class SweepPoint:
    """One value of the dial. steps: taken. context_loss: after them. heldout: None where the truth is not known.

    surface: status of the level set, "ok", "empty" or "diverged". picture: PNG of it with what was observed
    (core.measures.thumbnail), where one was asked for.
    """

    value: float
    steps: int
    context_loss: float
    heldout: Heldout | None
    surface: str
    picture: bytes | None = None


def dial_values(dial: Dial, most: int = 13) -> tuple[float, ...]:
    """Values over the whole range, on the dial's own grid, ends and default among them; `most` or one more."""
    count = round((dial.high - dial.low) / dial.step)
    places = np.unique(np.linspace(0, count, min(most, count + 1)).round())
    values = {round(dial.low + place * dial.step, 6) for place in places}
    return tuple(sorted(values | {dial.default}))


def sweep(
    method: Method,
    trial: ShiftCase,
    kind: ObserveKind,
    dial: Dial,
    values: Sequence[float],
    steps: int,
    resolution: int,
    pictures: bool = False,
) -> Iterator[SweepPoint | None]:
    """A point for each value; None between the pieces of work, where a caller may do something else first.

    Raises UserError when the dial cannot be turned on this source.
    """
    for value in values:
        turned = dial.apply(trial, value)
        observation = turned.observe(kind)
        truth = truth_of(turned.source, turned.seed)
        yield None
        state, record = method.start(observation)
        for _ in range(steps):
            state, record = method.step(state, observation)
            yield None
            if record.diverged:
                break
        entry = measure(Entry(state, record), method, resolution, truth)
        status = "diverged" if record.diverged or entry.level is None else entry.level.status
        picture = None
        if pictures and entry.level is not None:
            yield None
            picture = thumbnail(entry.level, observation, truth)
        yield SweepPoint(value, state.step, record.context_loss, entry.heldout, status, picture)
