"""MetaSDF: a learned start and learned step sizes (Sitzmann et al. 2020, sec. 3; rates as in Meta-SGD, Li et al. 2017).

phi_0 = theta, phi_{j+1} = phi_j - alpha_j * grad L(phi_j; context), alpha_j = exp(log_rates_j) > 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, cast

import torch
from torch import Tensor

from core.fields.cuda_graph import step_gradient
from core.fields.field import FieldFunction, FieldSpec, Params, bind, expand, last_hidden, outputs
from core.fields.losses import Loss, SignDistance, context_loss, misfit
from core.methods.base import State, StepRecord, check_dimension, first_record, timed_step
from core.methods.optimizer import adam
from core.methods.parts import Parts
from core.observation.observation import Context, Observation
from core.storage.typed import Count, Positive

RateMode = Literal[
    "static", "global", "per_step", "per_tensor", "per_tensor_per_step", "per_parameter", "per_parameter_per_step"
]
"""What shares a rate. static: one rate that is not trained; global: one that is."""


@dataclass(frozen=True)
class MetaParams:
    """What the outer loop trains.

    theta: start of every task, without task dimension. log_rates: for each tensor of theta a tensor (K, 1, 1) or
    (K, *shape); the rate is its exponential, hence positive. Rates that are shared are repeated (`spread_rates`).
    log_sigmas: (2,), weights of the inner loss (core.fields.losses.SignDistance), None where it has none.
    """

    theta: Params
    log_rates: tuple[Tensor, ...]
    log_sigmas: Tensor | None = None

    @property
    def steps(self) -> int:
        """K, the number of inner steps that were trained."""
        return self.log_rates[0].shape[0]

    def to(self, device: torch.device) -> MetaParams:
        """The same on a device; without the weights of the loss, which belong to that."""
        return MetaParams(tuple(t.to(device) for t in self.theta), tuple(t.to(device) for t in self.log_rates))

    def rates(self, step: int) -> tuple[Tensor, ...]:
        """Rates of step 0, 1, ...; past the trained K the last ones times K / (step + 1) (extrapolation).

        Repeated as they are, they never let a field settle: the level set would flicker on (docs/decisions/0002).
        """
        shrunk = min(1.0, self.steps / (step + 1))
        return tuple(shrunk * r[min(step, self.steps - 1)].exp() for r in self.log_rates)


def spread_rates(leaves: tuple[Tensor, ...], theta: Params, steps: int) -> tuple[Tensor, ...]:
    """Log rates as `MetaParams` has them, from one leaf for all tensors or one for each; differentiable."""
    each = leaves * len(theta) if len(leaves) == 1 else leaves
    return tuple(leaf.expand(steps, *leaf.shape[1:]) for leaf in each)


def shared_rates(log_rates: tuple[Tensor, ...], theta: Params, mode: RateMode) -> tuple[Tensor, ...]:
    """The leaves of a mode nearest to given log rates: means over what shares a rate, copies where nothing did.

    Shapes: (1 or K, 1, 1), or (1 or K, *shape) for each tensor; modes of one rate for all tensors have one leaf.
    """
    rates = log_rates if mode.endswith("per_step") else tuple(r.mean(0, keepdim=True) for r in log_rates)
    if mode.startswith("per_parameter"):
        return tuple(r.expand(-1, *p.shape) for r, p in zip(rates, theta, strict=True))
    rates = tuple(r.mean((1, 2), keepdim=True) for r in rates)
    return rates if mode.startswith("per_tensor") else (torch.stack(rates).mean(0),)


def initial_log_rates(theta: Params, steps: int, rate: float, mode: RateMode) -> tuple[Tensor, ...]:
    """Every rate equal to `rate`."""
    whole = tuple(torch.full((steps, 1, 1), math.log(rate)) for _ in theta)
    return tuple(r.clone() for r in spread_rates(shared_rates(whole, theta, mode), theta, steps))


def inner_gradient(
    spec: FieldSpec, params: Params, context: Context, loss: Loss = "l2", create_graph: bool = False
) -> tuple[Tensor, Params]:
    """Context loss of each task (T,) and its gradient with respect to each task's own parameters.

    `params` carry the task dimension and require gradients. The sum over tasks keeps the tasks independent.
    """
    value = context_loss(outputs(spec, params, context.points), context.lower, context.upper, loss)
    return value, torch.autograd.grad(value.sum(), params, create_graph=create_graph)


def inner_step(
    spec: FieldSpec,
    params: Params,
    rates: tuple[Tensor, ...],
    context: Context,
    loss: Loss = "l2",
    create_graph: bool = False,
) -> tuple[Params, Tensor]:
    """One inner step: (phi_{j+1}, context loss of phi_j)."""
    value, gradient = inner_gradient(spec, params, context, loss, create_graph)
    return tuple(p - a * g for p, a, g in zip(params, rates, gradient, strict=True)), value


class _RememberedStep(torch.autograd.Function):
    """`inner_step` that keeps only its input and is computed once more when gradients come back (checkpointing)."""

    @staticmethod
    def forward(ctx: Any, spec: FieldSpec, context: Context, loss: Loss, *tensors: Tensor) -> Params:  # noqa: ANN401
        """tensors: the parameters, their rates, and the weights of the loss where it has some."""
        ctx.call = (spec, context, loss)
        ctx.save_for_backward(*tensors)
        return _RememberedStep.computed(ctx.call, tensors, create_graph=False)

    @staticmethod
    def computed(call: Any, tensors: Params, *, create_graph: bool) -> Params:  # noqa: ANN401
        spec, context, loss = call
        half = len(tensors) // 2
        params, rates, sigmas = tensors[:half], tensors[half : 2 * half], tensors[2 * half :]
        loss = SignDistance(*sigmas) if sigmas else loss
        with torch.enable_grad():
            params = params if create_graph else tuple(t.detach().requires_grad_() for t in params)
            after, _ = inner_step(spec, params, rates, context, loss, create_graph)
        return after if create_graph else tuple(t.detach() for t in after)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> Any:  # noqa: ANN401  # pyright: ignore[reportIncompatibleMethodOverride]
        with torch.enable_grad():
            leaves = tuple(t.detach().requires_grad_() for t in ctx.saved_tensors)
            after = _RememberedStep.computed(ctx.call, leaves, create_graph=True)
            return None, None, None, *torch.autograd.grad(after, leaves, grads)


def pruned(spec: FieldSpec, params: Params, context: Context, keep: float, loss: Loss = "l2") -> Context:
    """The share `keep` of each task's points with the largest gradient of the last layer (GradNCP, eq. 5).

    That gradient of a point is its error times (activations of the last hidden layer, 1).
    """
    if keep >= 1:
        return context
    with torch.no_grad():
        hidden = last_hidden(spec, params, context.points)
        prediction = hidden @ params[-2] + params[-1]
        prediction = prediction.squeeze(-1) if spec.outputs == 1 else prediction
        score = misfit(prediction, context.lower, context.upper, loss) * (hidden.square().sum(-1) + 1).sqrt()
        best = score.topk(max(1, round(keep * score.shape[-1])), dim=-1).indices
    points = context.points.gather(1, best[..., None].expand(-1, -1, context.points.shape[-1]))
    return Context(points, context.lower.gather(1, best), context.upper.gather(1, best))


def adapt(
    spec: FieldSpec,
    meta: MetaParams,
    context: Context,
    steps: int,
    loss: Loss = "l2",
    second_order: bool = True,
    *,
    remember: bool = False,
    keep: float = 1.0,
) -> list[Params]:
    """[phi_0, ..., phi_steps] for every task of the context, differentiable with respect to `meta`.

    second_order: keep the graph through the inner gradients (MAML); without it the inner gradient is a constant
    (first-order MAML), and only its product with the rates is differentiated. remember: compute each step anew in the
    backward pass, so that memory hardly grows with the steps; the gradients are the same. keep: see `pruned`.
    """
    params = expand(meta.theta, context.tasks)
    trajectory = [params]
    for step in range(steps):
        seen, rates = pruned(spec, params, context, keep, loss), meta.rates(step)
        if not second_order:
            with torch.enable_grad():
                leaves = tuple(p.detach().requires_grad_() for p in params)
                _, gradient = inner_gradient(spec, leaves, seen, loss)
            params = tuple(p - a * g for p, a, g in zip(params, rates, gradient, strict=True))
        elif remember:
            sigmas = (loss.log_sigmas,) if isinstance(loss, SignDistance) else ()
            apply = cast("Callable[..., Params]", _RememberedStep.apply)  # pyright: ignore[reportUnknownMemberType]
            params = apply(spec, seen, loss, *params, *rates, *sigmas)
        else:
            params, _ = inner_step(spec, params, rates, seen, loss, create_graph=True)
        trajectory.append(params)
    return trajectory


@dataclass(frozen=True)
class Refinement:
    """What steps past the trained K are: Adam at one rate, and how many of them serve best (docs/decisions/0005).

    points: of the context that each step draws anew, by its own number, where there are more: of thousands of points
    a step with all costs several times as much and gains nothing.
    """

    rate: Positive
    steps: Count
    points: Count = 1024

    def drawn(self, context: Context, taken: int) -> Context:
        """The points of the step after `taken` of these steps."""
        count = context.points.shape[1]
        if count <= self.points:
            return context
        rows = torch.randperm(count, generator=torch.Generator().manual_seed(taken))[: self.points]
        return Context(*(part[:, rows.to(part.device)] for part in (context.points, context.lower, context.upper)))


@dataclass(frozen=True, eq=False)
class MetaSDF:
    """The stepwise adapter over a trained start and its rates (core.methods.base.Method).

    refinement: of steps past the trained ones; None for the learned rates, shrinking (`MetaParams.rates`).
    """

    name: str
    spec: FieldSpec
    meta: MetaParams
    loss: Loss
    device: torch.device
    key: str = "metasdf"
    keep: float = 1.0
    refinement: Refinement | None = None

    @property
    def dim(self) -> int:
        return self.spec.dim

    @property
    def trained_steps(self) -> int:
        return self.meta.steps

    @property
    def refine_steps(self) -> int:
        return 0 if self.refinement is None else self.refinement.steps

    def start(self, observation: Observation) -> tuple[State, StepRecord]:
        """phi_0 = theta. Raises UserError when the observation has another dimension than the field."""
        check_dimension(self.name, self.dim, observation)
        params = tuple(p.detach().to(self.device) for p in self.meta.theta)
        return State(params, 0), first_record(self.spec, params, observation.context(self.device), self.loss)

    def step(self, state: State, observation: Observation) -> tuple[State, StepRecord]:
        """phi_{j+1} = phi_j - alpha_j * gradient; past the trained K as the refinement says."""
        context = observation.context(self.device)
        return timed_step(self, state, context, self.loss, self.spec, lambda: self.moved(state, context))

    def moved(self, state: State, context: Context) -> State:
        """The next state, without its record. Adam without a memory begins with moments of 0."""
        if self.refinement is not None and state.step >= self.trained_steps:
            before = state.memory or tuple(torch.zeros_like(p) for p in (*state.params, *state.params))
            taken, rate = state.step - self.trained_steps, self.refinement.rate
            params, moments = adam(state.params, self._gradient(state, context), before, taken, rate)
            return State(params, state.step + 1, moments)
        rates = tuple(r.detach().to(self.device) for r in self.meta.rates(state.step))
        gradient = self._gradient(state, context)
        params = tuple(p - a * g for p, a, g in zip(state.params, rates, gradient, strict=True))
        return State(params, state.step + 1)

    def field(self, state: State) -> FieldFunction:
        return bind(self.spec, state.params)

    def variables(self, state: State) -> dict[str, Tensor]:
        return dict(zip(self.spec.tensor_names, state.params, strict=True))

    def gradient(self, state: State, observation: Observation) -> Params:
        """Of the context loss, of the points that the step keeps, before any rate."""
        return self._gradient(state, observation.context(self.device))

    def _gradient(self, state: State, context: Context) -> Params:
        task = tuple(p[None] for p in state.params)
        if self.refinement is not None and state.step >= self.trained_steps:
            seen = self.refinement.drawn(context, state.step - self.trained_steps)
        else:
            seen = pruned(self.spec, task, context, self.keep if state.step < self.trained_steps else 1.0, self.loss)
        return step_gradient(self.spec, state.params, seen.points[0], seen.lower[0], seen.upper[0], self.loss)[1]


def adapter(parts: Parts) -> MetaSDF:
    """Its adapter."""
    assert isinstance(parts.weights, MetaParams)
    assert parts.refinement is None or isinstance(parts.refinement, Refinement)
    return MetaSDF(
        parts.name, parts.spec, parts.weights, parts.loss, parts.device,
        keep=parts.settings.keep, refinement=parts.refinement,
    )  # fmt: skip
