"""One protocol for every method that turns an observation into a field, one step at a time."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import torch
from torch import Tensor

from core.compute.device import clock_for
from core.compute.vectors import length
from core.errors import UserError
from core.fields.field import FieldFunction, FieldSpec, Params, outputs
from core.fields.losses import Loss, context_loss
from core.observation.observation import Context, Observation
from core.storage.typed import Measured, NotNegative, Whole


@dataclass(frozen=True, eq=False)
class State:
    """Where an adaptation stands.

    params: phi_step, without task dimension, on the method's device. memory: what else the next step needs (a latent
    code, an optimiser's moments); empty for plain gradient descent.
    """

    params: Params
    step: int
    memory: Params = ()

    @property
    def tensors(self) -> dict[str, Params]:
        """All its tensors, by the names of what holds them."""
        return {"params": self.params, "memory": self.memory}

    def mapped(self, change: Callable[[Tensor], Tensor]) -> State:
        """The state with every tensor changed, in the order of `tensors`."""
        params, memory = (tuple(change(tensor) for tensor in group) for group in self.tensors.values())
        return replace(self, params=params, memory=memory)


def on_device(state: State, device: torch.device) -> State:
    """The state with its tensors on a device; the same one where they are there already."""
    if all(tensor.device.type == device.type for tensor in (*state.params, *state.memory)):
        return state
    return state.mapped(lambda tensor: tensor.to(device))


@dataclass(frozen=True)
class StepRecord:
    """What one step did.

    step: number of the state it led to; 0 for the start. context_loss: of that state. method_seconds: of the step
    alone, without losses, surfaces or drawing. update_norms: Euclidean norm of the update of each parameter tensor,
    empty at step 0. extrapolated: the step lies past the trained ones. diverged: the state is no longer finite.
    """

    step: Whole
    context_loss: Measured
    method_seconds: NotNegative
    update_norms: tuple[Measured, ...]
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
    def refine_steps(self) -> int:
        """How many steps past the trained ones serve best; 0 where those are mere extrapolation."""
        ...

    @property
    def device(self) -> torch.device: ...
    @property
    def spec(self) -> FieldSpec: ...
    @property
    def loss(self) -> Loss: ...

    def start(self, observation: Observation) -> tuple[State, StepRecord]:
        """phi_0. Raises UserError when the observation does not fit the field (2D against 3D)."""
        ...

    def step(self, state: State, observation: Observation) -> tuple[State, StepRecord]:
        """The next state; the given one stays as it is."""
        ...

    def field(self, state: State) -> FieldFunction:
        """The field of a state: (n, dim) -> (n,) on the method's device, without gradients."""
        ...

    def variables(self, state: State) -> dict[str, Tensor]:
        """What steps move, by name: the parameters of the field, or the code that they come from."""
        ...

    def gradient(self, state: State, observation: Observation) -> Params | None:
        """Of what the next step descends, by `variables`; None for a method that follows no gradient."""
        ...


def last_step(method: Method, steps: int | None = None, refine: int | Literal["best"] | None = None) -> int:
    """Say at which step an adaptation ends. steps: None for the trained ones. refine: how many more.

    Raises UserError for as many as serve best, "best", where a method does not know how many those are.
    """
    if refine == "best" and not method.refine_steps:
        raise UserError(f"{method.name} was not measured past its trained steps; say how many more: --refine 60.")
    more = method.refine_steps if refine == "best" else refine or 0
    return (method.trained_steps if steps is None else steps) + more


def check_dimension(name: str, dim: int, observation: Observation) -> None:
    """Raises UserError when the observation has another dimension than the field."""
    if observation.dim != dim:
        raise UserError(
            f"{name}: this checkpoint is for {dim}D shapes and the observation is {observation.dim}D; "
            f"choose a {observation.dim}D checkpoint."
        )


def observed_loss(spec: FieldSpec, params: Params, context: Context, loss: Loss) -> float:
    """Context loss of one field; `params` without task dimension, `context` of one task."""
    with torch.inference_mode():
        prediction = outputs(spec, params, context.points[0])
        return float(context_loss(prediction, context.lower[0], context.upper[0], loss))


def timed_step(
    method: Method, state: State, context: Context, loss: Loss, spec: FieldSpec, move: Callable[[], State]
) -> tuple[State, StepRecord]:
    """Runs `move`, which gives the next state, and reports it: the clock runs over `move` alone, and where that can be
    told (`clock_for`) not over what the machine does for others meanwhile: in a window that draws that is much.
    """
    clock = clock_for(method.device)
    started = clock()
    after = move()
    seconds = clock() - started
    norms = tuple(float(length(new - old)) for new, old in zip(after.params, state.params, strict=True))
    error = observed_loss(spec, after.params, context, loss)
    diverged = not (math.isfinite(error) and all(math.isfinite(n) for n in norms))
    return after, StepRecord(after.step, error, seconds, norms, after.step > method.trained_steps, diverged)


def first_record(spec: FieldSpec, params: Params, context: Context, loss: Loss) -> StepRecord:
    """The record of a start."""
    return StepRecord(0, observed_loss(spec, params, context, loss), 0.0, (), extrapolated=False, diverged=False)


def record_at_once(field: FieldFunction, observation: Observation, loss: Loss, step: int, seconds: float) -> StepRecord:
    """The record of a method without a network, whose one step makes the whole surface; step 0 is the start."""
    context = observation.context()
    error = float(context_loss(field(context.points[0]), context.lower[0], context.upper[0], loss))
    return StepRecord(step, error, seconds, (), extrapolated=step > 1, diverged=False)
