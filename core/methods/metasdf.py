"""MetaSDF: a learned start and learned step sizes (Sitzmann et al. 2020, sec. 3; rates as in Meta-SGD, Li et al. 2017).

phi_0 = theta, phi_{j+1} = phi_j - alpha_j * grad L(phi_j; context), alpha_j = exp(log_rates_j) > 0.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from core.errors import UserError
from core.field import FieldFunction, FieldSpec, Params, bind, evaluate, expand
from core.fused import loss_and_gradient
from core.losses import LossKind, context_loss
from core.methods.base import State, StepRecord
from core.observe import Context, Observation

RateMode = Literal["per_tensor_per_step", "per_parameter_per_step"]


@dataclass(frozen=True)
class MetaParams:
    """What the outer loop trains.

    theta: start of every task, without task dimension. log_rates: for each tensor of theta a tensor (K, 1, 1)
    (one rate per tensor and step) or (K, *shape) (one per parameter and step); the rate is its exponential.
    """

    theta: Params
    log_rates: tuple[Tensor, ...]

    @property
    def steps(self) -> int:
        """K, the number of inner steps that were trained."""
        return self.log_rates[0].shape[0]

    def rates(self, step: int) -> tuple[Tensor, ...]:
        """Rates of step 0, 1, ...; past the trained K the last learned rates repeat (extrapolation)."""
        return tuple(r[min(step, self.steps - 1)].exp() for r in self.log_rates)


def initial_log_rates(theta: Params, steps: int, rate: float, mode: RateMode) -> tuple[Tensor, ...]:
    """Every rate equal to `rate`."""
    shapes = [(1, 1) if mode == "per_tensor_per_step" else tuple(p.shape) for p in theta]
    return tuple(torch.full((steps, *shape), math.log(rate)) for shape in shapes)


def inner_gradient(
    spec: FieldSpec, params: Params, context: Context, kind: LossKind = "l2", create_graph: bool = False
) -> tuple[Tensor, Params]:
    """Context loss of each task (T,) and its gradient with respect to each task's own parameters.

    `params` carry the task dimension and require gradients. The sum over tasks keeps the tasks independent.
    """
    loss = context_loss(evaluate(spec, params, context.points), context.lower, context.upper, kind)
    return loss, torch.autograd.grad(loss.sum(), params, create_graph=create_graph)


def inner_step(
    spec: FieldSpec,
    params: Params,
    rates: tuple[Tensor, ...],
    context: Context,
    kind: LossKind = "l2",
    create_graph: bool = False,
) -> tuple[Params, Tensor]:
    """One inner step: (phi_{j+1}, context loss of phi_j)."""
    loss, gradient = inner_gradient(spec, params, context, kind, create_graph)
    return tuple(p - a * g for p, a, g in zip(params, rates, gradient, strict=True)), loss


def adapt(
    spec: FieldSpec, meta: MetaParams, context: Context, steps: int, kind: LossKind = "l2", second_order: bool = True
) -> list[Params]:
    """[phi_0, ..., phi_steps] for every task of the context, differentiable with respect to `meta`.

    second_order: keep the graph through the inner gradients (MAML); without it the inner gradient is a constant
    (first-order MAML), and only its product with the rates is differentiated.
    """
    params = expand(meta.theta, context.tasks)
    trajectory = [params]
    for step in range(steps):
        if not second_order:
            with torch.enable_grad():
                leaves = tuple(p.detach().requires_grad_() for p in params)
                _, gradient = inner_gradient(spec, leaves, context, kind)
            params = tuple(p - a * g for p, a, g in zip(params, meta.rates(step), gradient, strict=True))
        else:
            params, _ = inner_step(spec, params, meta.rates(step), context, kind, create_graph=True)
        trajectory.append(params)
    return trajectory


@dataclass(frozen=True, eq=False)
class MetaSDF:
    """The stepwise adapter over a trained start and its rates (core.methods.base.Method)."""

    name: str
    spec: FieldSpec
    meta: MetaParams
    loss: LossKind
    device: torch.device
    key: str = "metasdf"

    @property
    def dim(self) -> int:
        return self.spec.dim

    @property
    def trained_steps(self) -> int:
        return self.meta.steps

    def start(self, observation: Observation) -> tuple[State, StepRecord]:
        """phi_0 = theta. Raises UserError when the observation has another dimension than the field."""
        if observation.dim != self.dim:
            raise UserError(
                f"{self.name}: this checkpoint is for {self.dim}D shapes and the observation is {observation.dim}D; "
                f"choose a {observation.dim}D checkpoint."
            )
        params = tuple(p.detach().to(self.device) for p in self.meta.theta)
        record = StepRecord(0, self._loss(params, observation), 0.0, (), extrapolated=False, diverged=False)
        return State(params, 0), record

    def step(self, state: State, observation: Observation) -> tuple[State, StepRecord]:
        """phi_{j+1} = phi_j - alpha_j * gradient; past the trained K the last rates repeat (extrapolation)."""
        context = observation.context(self.device)
        rates = tuple(r.detach().to(self.device) for r in self.meta.rates(state.step))
        _synchronize(self.device)
        started = time.perf_counter()
        observed = (context.points[0], context.lower[0], context.upper[0])
        _, gradient = loss_and_gradient(self.spec, state.params, *observed, self.loss)
        params = tuple(p - a * g for p, a, g in zip(state.params, rates, gradient, strict=True))
        _synchronize(self.device)
        seconds = time.perf_counter() - started
        norms = tuple(float((new - old).norm()) for new, old in zip(params, state.params, strict=True))
        loss = self._loss(params, observation)
        step = state.step + 1
        diverged = not (math.isfinite(loss) and all(math.isfinite(n) for n in norms))
        return State(params, step), StepRecord(step, loss, seconds, norms, step > self.trained_steps, diverged)

    def field(self, state: State) -> FieldFunction:
        return bind(self.spec, state.params)

    def _loss(self, params: Params, observation: Observation) -> float:
        context = observation.context(self.device)
        with torch.inference_mode():
            prediction = evaluate(self.spec, params, context.points[0])
            return float(context_loss(prediction, context.lower[0], context.upper[0], self.loss))


def _synchronize(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()
