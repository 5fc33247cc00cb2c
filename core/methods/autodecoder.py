"""Auto-decoder (DeepSDF, Park et al. 2019): the network is fixed, a code is searched by Adam at test time (sec. 4)."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.fields.field import FieldFunction, FieldSpec, Params, bind, outputs, single
from core.fields.losses import Loss, context_loss
from core.methods.base import State, StepRecord, check_dimension, first_record, timed_step
from core.methods.latent import Latent, decode, latent_size
from core.methods.optimizer import Optimizer, adam
from core.methods.parts import CODE_WEIGHT, Parts
from core.observation.observation import Context, Observation


@dataclass(frozen=True, eq=False)
class AutoDecoder:
    """The stepwise adapter (core.methods.base.Method). rate: of the optimiser, a tenth of it from half the steps on.

    since: the step from which Adam counts its own. code_weight: of the mean square of the code beside the context loss;
    the less the points tell, as those of a surface alone, the more of it is needed.
    """

    name: str
    spec: FieldSpec
    latent: Latent
    loss: Loss
    device: torch.device
    key: str = "autodecoder-concat"
    rate: float = 5e-3
    optimizer: Optimizer = "adam"
    since: int = 0
    code_weight: float = CODE_WEIGHT

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
        """The field of the code 0, the middle of the prior. Raises UserError for another dimension."""
        check_dimension(self.name, self.dim, observation)
        code = torch.zeros(1, latent_size(self.latent.weights), device=self.device)
        state = State(self._params(code), 0, (code, torch.zeros_like(code), torch.zeros_like(code)))
        return state, first_record(self.spec, state.params, observation.context(self.device), self.loss)

    def step(self, state: State, observation: Observation) -> tuple[State, StepRecord]:
        """One step on the code over the whole context."""
        context = observation.context(self.device)
        return timed_step(self, state, context, self.loss, self.spec, lambda: self.moved(state, context))

    def field(self, state: State) -> FieldFunction:
        return bind(self.spec, state.params)

    def _params(self, code: Tensor) -> tuple[Tensor, ...]:
        with torch.no_grad():
            return tuple(p.clone() for p in single(decode(self.spec, self.latent.weights, code)))

    def variables(self, state: State) -> dict[str, Tensor]:
        """The code; the parameters of the field follow from it."""
        return {"code": state.memory[0]}

    def gradient(self, state: State, observation: Observation) -> Params:
        """Of the context loss and the code's own weight, before Adam."""
        return (self._gradient(state.memory[0], observation.context(self.device)),)

    def _gradient(self, code: Tensor, context: Context) -> Tensor:
        code = code.detach().requires_grad_()
        prediction = outputs(self.spec, decode(self.spec, self.latent.weights, code), context.points)
        loss = context_loss(prediction, context.lower, context.upper, self.loss).sum()
        return torch.autograd.grad(loss + self.code_weight * code.square().mean(), code)[0]

    def moved(self, state: State, context: Context) -> State:
        """The next state, without its record. Adam without moments begins with 0."""
        code = state.memory[0].detach()
        gradient = self._gradient(code, context)
        rate = self.rate if 2 * state.step < self.trained_steps else self.rate / 10
        if self.optimizer == "sgd":
            after = code - rate * gradient
            return State(self._params(after), state.step + 1, (after,))
        before = state.memory[1:] or (torch.zeros_like(gradient), torch.zeros_like(gradient))
        (after,), moments = adam((code,), (gradient,), before, state.step - self.since, rate)
        return State(self._params(after), state.step + 1, (after, *moments))


def adapter(parts: Parts) -> AutoDecoder:
    """Its adapter."""
    assert isinstance(parts.weights, Latent)
    rate, weight = parts.settings.test_rate, parts.settings.test_code_weight
    return AutoDecoder(
        parts.name, parts.spec, parts.weights, parts.loss, parts.device, parts.key, rate, code_weight=weight
    )
