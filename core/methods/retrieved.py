"""The nearest training piece as the answer: what it is worth to know examples by heart, without any learning."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import torch
from scipy.spatial import KDTree
from torch import Tensor

from core.fields.field import NO_NETWORK, FieldFunction, FieldSpec, field_of, nowhere
from core.fields.losses import Loss, interval_residual
from core.methods.base import State, StepRecord, check_dimension, record_at_once
from core.observation.observation import Observation
from core.shapes.base import Shape

SKETCH = 2048
"""Surface points of each piece, by which the pieces are compared first."""

FINALISTS = 8
"""Pieces whose exact signed distances are then compared with the observation."""

NOBODY = -1


@dataclass(frozen=True, eq=False)
class Retrieved:
    """The adapter (core.methods.base.Method): one step long. pieces: gives the training pieces, asked once.

    Of the pieces that pass nearest by the observed surface points, the one whose signed distances fit all that was
    observed best. A state has no parameters; its memory is the number of the piece, `NOBODY` at the start.
    """

    name: str
    device: torch.device
    pieces: Callable[[], Sequence[Shape]] = field(repr=False)
    loss: Loss = "l2"
    key: str = "retrieved"

    @property
    def spec(self) -> FieldSpec:
        return NO_NETWORK

    @property
    def dim(self) -> int:
        return self.spec.dim

    @property
    def trained_steps(self) -> int:
        return 1

    @property
    def refine_steps(self) -> int:
        return 0

    @cached_property
    def _known(self) -> tuple[tuple[Shape, KDTree], ...]:
        """Pieces with the tree of some of their surface points."""
        rng = np.random.default_rng(0)
        return tuple((piece, KDTree(piece.sample_surface(SKETCH, rng)[0])) for piece in self.pieces())

    def start(self, observation: Observation) -> tuple[State, StepRecord]:
        """No piece. Raises UserError for another dimension."""
        check_dimension(self.name, self.dim, observation)
        state = self._state(0, NOBODY)
        return state, record_at_once(self.field(state), observation, self.loss, 0, 0.0)

    def step(self, state: State, observation: Observation) -> tuple[State, StepRecord]:
        """The piece that fits; `NOBODY` where there is none. The clock leaves the reading of the pieces out."""
        known = self._known
        started = time.perf_counter()
        after = self._state(state.step + 1, self._best(observation, known))
        seconds = time.perf_counter() - started
        return after, record_at_once(self.field(after), observation, self.loss, after.step, seconds)

    def field(self, state: State) -> FieldFunction:
        """The signed distance of the piece."""
        number = int(state.memory[0])
        return field_of(nowhere if number == NOBODY else self._known[number][0].sdf)

    def variables(self, state: State) -> dict[str, Tensor]:
        """None: nothing is searched but a number."""
        return {}

    def gradient(self, state: State, observation: Observation) -> None:
        """There is none."""

    def _state(self, step: int, number: int) -> State:
        return State((), step, (torch.tensor(number, device=self.device),))

    def _best(self, seen: Observation, known: Sequence[tuple[Shape, KDTree]]) -> int:
        """Number of the piece with the least misfit, `NOBODY` of none."""
        surface = seen.points[seen.on_surface]
        away = [float(np.square(tree.query(surface)[0]).mean()) if len(surface) else 0.0 for _, tree in known]
        order = np.argsort(away, kind="stable").tolist()
        last: list[int] = order[:FINALISTS] if len(surface) else order
        misfits = {number: misfit(known[number][0], seen) for number in last}
        return min(misfits, key=lambda number: (misfits[number], number), default=NOBODY)


def misfit(shape: Shape, seen: Observation) -> float:
    """Mean square of how far a shape's signed distances lie outside the observed intervals."""
    at, low, high = (torch.as_tensor(np.asarray(a)) for a in (shape.sdf(seen.points), seen.lower, seen.upper))
    return float(interval_residual(at, low, high).square().mean())
