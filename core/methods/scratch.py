"""Without meta-learning: every parameter of the field by gradient descent or Adam, from a plain start."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from core.fields.cuda_graph import step_gradient
from core.fields.field import FieldFunction, FieldSpec, Params, bind, initial_params
from core.fields.losses import Loss
from core.methods.base import State, StepRecord, check_dimension, first_record, timed_step
from core.methods.latent import Latent
from core.methods.optimizer import PLAIN_RATE, Optimizer, adam
from core.methods.parts import Parts
from core.observation.observation import Context, Observation

Start = Literal["sal", "random"]
STEPS = 200
"""Steps that are taken when nobody asks for another number."""


def starting_params(spec: FieldSpec, start: Start, seed: int = 0) -> Params:
    """sal: `initial_params`. random: the uniform initialisation of torch.nn.Linear."""
    generator = torch.Generator().manual_seed(seed)
    if start == "sal":
        return initial_params(spec, generator)
    params: list[torch.Tensor] = []
    for rows, columns in spec.layer_sizes:
        bound = rows**-0.5
        params += [
            (torch.rand(rows, columns, generator=generator) * 2 - 1) * bound,
            (torch.rand(1, columns, generator=generator) * 2 - 1) * bound,
        ]
    return tuple(params)


@dataclass(frozen=True, eq=False)
class FromScratch:
    """The stepwise adapter (core.methods.base.Method). theta: the start, without task dimension.

    since: the step from which Adam counts its own.
    """

    name: str
    spec: FieldSpec
    theta: Params
    loss: Loss
    device: torch.device
    optimizer: Optimizer = "adam"
    rate: float = 1e-3
    steps: int = STEPS
    key: str = "scratch"
    since: int = 0

    @property
    def dim(self) -> int:
        return self.spec.dim

    @property
    def trained_steps(self) -> int:
        return self.steps

    @property
    def refine_steps(self) -> int:
        return 0

    def start(self, observation: Observation) -> tuple[State, StepRecord]:
        """The plain start. Raises UserError for another dimension."""
        check_dimension(self.name, self.dim, observation)
        params = tuple(p.to(self.device) for p in self.theta)
        moments = tuple(torch.zeros_like(p) for p in (*params, *params)) if self.optimizer == "adam" else ()
        record = first_record(self.spec, params, observation.context(self.device), self.loss)
        return State(params, 0, moments), record

    def step(self, state: State, observation: Observation) -> tuple[State, StepRecord]:
        """One step over the whole context."""
        context = observation.context(self.device)
        return timed_step(self, state, context, self.loss, self.spec, lambda: self.moved(state, context))

    def field(self, state: State) -> FieldFunction:
        return bind(self.spec, state.params)

    def variables(self, state: State) -> dict[str, Tensor]:
        return dict(zip(self.spec.tensor_names, state.params, strict=True))

    def gradient(self, state: State, observation: Observation) -> Params:
        """Of the context loss, before Adam."""
        return self._gradient(state, observation.context(self.device))

    def _gradient(self, state: State, context: Context) -> Params:
        seen = (context.points[0], context.lower[0], context.upper[0])
        return step_gradient(self.spec, state.params, *seen, self.loss)[1]

    def moved(self, state: State, context: Context) -> State:
        """The next state, without its record. Adam without a memory begins with moments of 0."""
        gradient = self._gradient(state, context)
        if self.optimizer == "sgd":
            params = tuple(p - self.rate * g for p, g in zip(state.params, gradient, strict=True))
            return State(params, state.step + 1)
        before = state.memory or tuple(torch.zeros_like(p) for p in (*state.params, *state.params))
        params, moments = adam(state.params, gradient, before, state.step - self.since, self.rate)
        return State(params, state.step + 1, moments)


def adapter(parts: Parts) -> FromScratch:
    """Its adapter: descent or Adam from the start that the weights are."""
    assert isinstance(parts.weights, Latent)
    theta = tuple(parts.weights.weights[f"theta.{name}"] for name in parts.spec.tensor_names)
    chosen = parts.settings.optimizer
    return FromScratch(
        parts.name, parts.spec, theta, parts.loss, parts.device, chosen, PLAIN_RATE[chosen], parts.weights.steps
    )
