"""Set encoder (conditional neural process, PointNet): a network reads the points and gives the code at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor

from core.fields.field import FieldFunction, FieldSpec, Params, bind, single
from core.fields.losses import Loss
from core.methods.base import State, StepRecord, check_dimension, first_record, timed_step
from core.methods.latent import Latent, Weights, decode, latent_size
from core.methods.parts import Parts, Pooling
from core.observation.observation import Context, Observation

LAYERS = 4
"""Linear layers of the network that reads each point (the paper's 2D encoder has four)."""


def initial_encoder(dim: int, width: int, latent: int, generator: torch.Generator) -> dict[str, Tensor]:
    """(x, lower, upper) -> width -> width -> width -> latent for each point; after the pool latent -> latent."""
    sizes = [dim + 2, *[width] * (LAYERS - 1), latent, latent]
    weights: dict[str, Tensor] = {}
    for i, (rows, columns) in enumerate(pairwise(sizes)):
        weights[f"encoder.{i}.weight"] = torch.randn(rows, columns, generator=generator) * (2.0 / rows) ** 0.5
        weights[f"encoder.{i}.bias"] = torch.zeros(columns)
    return weights


def encode_set(weights: Weights, context: Context, pooling: Pooling) -> Tensor:
    """The code of each task: (T, latent). A point is its place and its two bounds: (x, s, s) where s is known."""
    hidden = torch.cat((context.points, context.lower[..., None], context.upper[..., None]), -1)
    for i in range(LAYERS):
        hidden = hidden @ weights[f"encoder.{i}.weight"] + weights[f"encoder.{i}.bias"]
        hidden = torch.relu(hidden) if i < LAYERS - 1 else hidden
    pooled = hidden.mean(-2) if pooling == "mean" else hidden.amax(-2)
    return torch.relu(pooled) @ weights[f"encoder.{LAYERS}.weight"] + weights[f"encoder.{LAYERS}.bias"]


@dataclass(frozen=True, eq=False)
class SetEncoder:
    """The adapter (core.methods.base.Method): one step long. Further steps change nothing."""

    name: str
    spec: FieldSpec
    latent: Latent
    loss: Loss
    device: torch.device
    key: str = "encoder-concat"
    pooling: Pooling = "mean"

    @property
    def dim(self) -> int:
        return self.spec.dim

    @property
    def trained_steps(self) -> int:
        return self.latent.steps

    @property
    def refine_steps(self) -> int:
        return 0

    def start(self, observation: Observation) -> tuple[State, StepRecord]:
        """The field of the code 0. Raises UserError for another dimension."""
        check_dimension(self.name, self.dim, observation)
        params = self._params(torch.zeros(1, latent_size(self.latent.weights), device=self.device))
        return State(params, 0), first_record(self.spec, params, observation.context(self.device), self.loss)

    def step(self, state: State, observation: Observation) -> tuple[State, StepRecord]:
        """The field of the code that was read from the observation."""
        context = observation.context(self.device)

        def move() -> State:
            with torch.no_grad():
                return State(self._params(encode_set(self.latent.weights, context, self.pooling)), state.step + 1)

        return timed_step(self, state, context, self.loss, self.spec, move)

    def field(self, state: State) -> FieldFunction:
        return bind(self.spec, state.params)

    def variables(self, state: State) -> dict[str, Tensor]:
        """The parameters of the field; the code is not kept."""
        return dict(zip(self.spec.tensor_names, state.params, strict=True))

    def gradient(self, state: State, observation: Observation) -> None:
        """The code is read, not searched: there is no gradient."""

    def _params(self, code: Tensor) -> Params:
        with torch.no_grad():
            return tuple(p.clone() for p in single(decode(self.spec, self.latent.weights, code)))


def adapter(parts: Parts) -> SetEncoder:
    """Its adapter."""
    assert isinstance(parts.weights, Latent)
    pooling = parts.settings.pooling
    return SetEncoder(parts.name, parts.spec, parts.weights, parts.loss, parts.device, parts.key, pooling)
