"""One protocol for every method that turns an observation into a field, one step at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import torch

from core.field import FieldFunction, Params
from core.observe import Observation


@dataclass(frozen=True, eq=False)
class State:
    """Where an adaptation stands. params: phi_step, without task dimension, on the method's device."""

    params: Params
    step: int


@dataclass(frozen=True)
class StepRecord:
    """What one step did.

    step: number of the state it led to; 0 for the start. context_loss: of that state. method_seconds: of the step
    alone, without losses, surfaces or drawing. update_norms: Euclidean norm of the update of each parameter tensor,
    empty at step 0. extrapolated: the step lies past the trained ones. diverged: the state is no longer finite.
    """

    step: int
    context_loss: float
    method_seconds: float
    update_norms: tuple[float, ...]
    extrapolated: bool
    diverged: bool


class Method(Protocol):
    """A way to adapt. Instances are immutable; all progress is in the states."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def dim(self) -> int: ...
    @property
    def trained_steps(self) -> int: ...
    @property
    def device(self) -> torch.device: ...

    def start(self, observation: Observation) -> tuple[State, StepRecord]:
        """phi_0. Raises UserError when the observation does not fit the field (2D against 3D)."""
        ...

    def step(self, state: State, observation: Observation) -> tuple[State, StepRecord]:
        """The next state; the given one stays as it is."""
        ...

    def field(self, state: State) -> FieldFunction:
        """The field of a state: (n, dim) -> (n,) on the method's device, without gradients."""
        ...
