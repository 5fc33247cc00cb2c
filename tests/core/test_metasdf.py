"""The inner and the outer loop against hand-worked and finite-difference values."""

import math
from dataclasses import replace
from typing import Literal

import pytest
import torch

from core.errors import UserError
from core.fields.field import FieldSpec, evaluate, initial_params, outputs
from core.fields.losses import context_loss, interval_residual
from core.methods.base import last_step
from core.methods.metasdf import MetaParams, MetaSDF, RateMode, Refinement, adapt, initial_log_rates, inner_step
from core.observation.observation import Context
from core.observation.observe import observe
from core.shapes.families import furniture

SPEC = FieldSpec(dim=2, width=4, depth=2, activation="sine", omega=1.5)  # smooth: finite differences are valid


def small_context(tasks: int = 1, points: int = 6, seed: int = 0) -> Context:
    g = torch.Generator().manual_seed(seed)
    x = torch.rand(tasks, points, 2, generator=g, dtype=torch.float64) * 2 - 1
    s = x.norm(dim=-1) - 0.5
    return Context(x, s, s)


def small_meta(steps: int = 3, rate: float = 0.1, mode: RateMode = "per_tensor_per_step") -> MetaParams:
    theta = tuple(p.double() for p in initial_params(SPEC, torch.Generator().manual_seed(3)))
    rates = initial_log_rates(theta, steps, rate, mode)
    return MetaParams(theta, tuple(r.double() for r in rates))


def require_grad(meta: MetaParams) -> list[torch.Tensor]:
    leaves = [*meta.theta, *meta.log_rates]
    for leaf in leaves:
        leaf.requires_grad_()
    return leaves


def test_one_inner_step_worked_by_hand() -> None:
    """f = v * relu(w x + b) + c at x = 2 with w = 1, b = 1, v = 2, c = 0: f = 6; target 5, L = 1, dL/df = 2."""
    spec = FieldSpec(dim=1, width=1, depth=1)
    params = tuple(torch.tensor([[[value]]]).requires_grad_() for value in (1.0, 1.0, 2.0, 0.0))
    five = torch.tensor([[5.0]])
    context = Context(torch.tensor([[[2.0]]]), five, five)
    rates = tuple(torch.tensor([[r]]) for r in (0.1, 0.2, 0.3, 0.4))
    phi, loss = inner_step(spec, params, rates, context)
    assert loss.item() == 1.0
    # gradients: w: 2 * v * x = 8, b: 2 * v = 4, v: 2 * 3 = 6, c: 2
    assert [p.item() for p in phi] == pytest.approx([1 - 0.8, 1 - 0.8, 2 - 1.8, 0 - 0.8])


@pytest.mark.parametrize("mode", ["per_tensor_per_step", "per_parameter_per_step"])
def test_outer_gradient_equals_finite_differences(mode: RateMode) -> None:
    meta, context = small_meta(mode=mode), small_context(tasks=2)
    leaves = require_grad(meta)
    query = small_context(tasks=2, points=9, seed=1)

    def outer() -> torch.Tensor:
        phi = adapt(SPEC, meta, context, 3)[-1]
        return (evaluate(SPEC, phi, query.points) - query.lower).square().mean()

    gradients = torch.autograd.grad(outer(), leaves)
    g, h = torch.Generator().manual_seed(5), 1e-5
    for leaf, gradient in zip(leaves, gradients, strict=True):
        flat = leaf.detach().view(-1)
        for i in torch.randperm(len(flat), generator=g)[:3].tolist():
            before = flat[i].item()
            flat[i] = before + h
            up = outer().item()
            flat[i] = before - h
            down = outer().item()
            flat[i] = before
            assert gradient.view(-1)[i].item() == pytest.approx((up - down) / (2 * h), rel=1e-5, abs=1e-9)


def test_first_order_ignores_the_hessian_only() -> None:
    """phi is the same; the gradient differs from the second-order one, and equals sum of -rates for a linear loss."""
    meta, context = small_meta(rate=0.5), small_context()
    leaves = require_grad(meta)
    second = adapt(SPEC, meta, context, 3)[-1]
    first = adapt(SPEC, meta, context, 3, second_order=False)[-1]
    for a, b in zip(first, second, strict=True):
        assert torch.allclose(a, b)
    from_first = torch.autograd.grad(torch.stack([p.sum() for p in first]).sum(), leaves)
    from_second = torch.autograd.grad(torch.stack([p.sum() for p in second]).sum(), leaves)
    assert all(torch.equal(g, torch.ones_like(g)) for g in from_first[: len(meta.theta)])
    assert not torch.allclose(from_first[0], from_second[0])


def test_tasks_of_a_batch_do_not_touch_each_other() -> None:
    meta, both = small_meta(), small_context(tasks=2)
    require_grad(meta)
    together = adapt(SPEC, meta, both, 3)[-1]
    for i in range(2):
        alone = Context(both.points[i : i + 1], both.lower[i : i + 1], both.upper[i : i + 1])
        for a, b in zip(adapt(SPEC, meta, alone, 3)[-1], together, strict=True):
            assert torch.allclose(a[0], b[i])


@pytest.mark.parametrize(("activation", "frequencies"), [("relu", 0), ("relu", 3), ("sine", 0)])
def test_the_stepwise_adapter_follows_the_trained_loop(activation: Literal["relu", "sine"], frequencies: int) -> None:
    spec = FieldSpec(dim=3, width=16, depth=3, activation=activation, frequencies=frequencies, omega=2.0)
    theta = initial_params(spec, torch.Generator().manual_seed(0))
    meta = MetaParams(theta, initial_log_rates(theta, 3, 0.02, "per_parameter_per_step"))
    observation = observe(furniture(3), "scan", 128, 0)
    method = MetaSDF("toy", spec, meta, "l2", torch.device("cpu"))
    state, _ = method.start(observation)
    for parameter in theta:
        parameter.requires_grad_()
    for expected in adapt(spec, meta, observation.context(), 3)[1:]:
        state, _ = method.step(state, observation)
        for mine, theirs in zip(state.params, expected, strict=True):
            assert torch.allclose(mine, theirs[0], rtol=1e-4, atol=1e-6)


def test_rates_are_positive_and_the_last_shrinks_past_the_trained_steps() -> None:
    meta = small_meta(steps=2)
    for r in meta.log_rates:
        r[0], r[1] = -3.0, -40.0
    assert all((a > 0).all() for step in range(5) for a in meta.rates(step))
    assert meta.rates(0)[0].item() == pytest.approx(math.exp(-3))
    assert meta.rates(1)[0].item() == pytest.approx(math.exp(-40)), "each step has its own"
    assert all(torch.allclose(b, a * 2 / 8) for a, b in zip(meta.rates(1), meta.rates(7), strict=True))


def test_past_the_trained_steps_a_refinement_is_adam() -> None:
    """Against torch's own, from phi_K on; states keep the moments, so that going back and on again is the same."""
    spec, observation = FieldSpec(3, 16, 3), observe(furniture(3), "surface", 64, 0)
    theta = initial_params(spec, torch.Generator().manual_seed(0))
    meta = MetaParams(theta, initial_log_rates(theta, 2, 0.02, "per_tensor"))
    method = MetaSDF("toy", spec, meta, "l2", torch.device("cpu"), refinement=Refinement(0.01, 3))
    plain = replace(method, refinement=None)
    assert (method.refine_steps, plain.refine_steps) == (3, 0)
    states = [method.start(observation)[0]]
    for number in range(5):
        state, record = method.step(states[-1], observation)
        states.append(state)
        assert record.extrapolated == (number >= 2)
    state, _ = plain.start(observation)
    for known in states[:3]:
        assert all(torch.equal(a, b) for a, b in zip(known.params, state.params, strict=True))
        state, _ = plain.step(state, observation)
    leaves = [p.clone().requires_grad_() for p in states[2].params]
    optimizer = torch.optim.Adam(leaves, lr=0.01)
    context = observation.context()
    for known in states[3:]:
        optimizer.zero_grad()
        prediction = outputs(spec, tuple(p[None] for p in leaves), context.points)
        context_loss(prediction, context.lower, context.upper).sum().backward()
        optimizer.step()
        for mine, theirs in zip(known.params, leaves, strict=True):
            assert torch.allclose(mine, theirs, atol=1e-5)
    again, _ = method.step(states[3], observation)
    assert all(torch.equal(a, b) for a, b in zip(again.params, states[4].params, strict=True))


def test_a_refining_step_draws_its_own_points_the_same_ones_every_time() -> None:
    refinement, context = Refinement(0.01, 3, points=16), observe(furniture(3), "surface", 64, 0).context()
    first, again, next_one = (refinement.drawn(context, taken) for taken in (0, 0, 1))
    assert first.points.shape == (1, 16, 3)
    assert torch.equal(first.points, again.points)
    assert not torch.equal(first.points, next_one.points)
    rows = [context.points[0].tolist().index(point) for point in first.points[0].tolist()]
    assert torch.equal(context.upper[:, rows], first.upper)
    assert replace(refinement, points=64).drawn(context, 0) is context


def test_how_far_is_said_by_steps_and_refinement() -> None:
    method = MetaSDF("toy", SPEC, small_meta(steps=2), "l2", torch.device("cpu"), refinement=Refinement(0.01, 30))
    assert [last_step(method), last_step(method, 4), last_step(method, None, "best"), last_step(method, 1, 7)] == [
        2, 4, 32, 8,
    ]  # fmt: skip
    with pytest.raises(UserError, match="--refine 60"):
        last_step(replace(method, refinement=None), None, "best")


def test_interval_residual() -> None:
    prediction = torch.tensor([-0.5, 0.0, 0.2, 0.4, 1.0])
    residual = interval_residual(prediction, torch.zeros(5), torch.full((5,), 0.3))
    assert torch.allclose(residual, torch.tensor([-0.5, 0.0, 0.0, 0.1, 0.7]))
    s = torch.tensor([0.1, -0.1, 0.0, 0.0, 0.0])
    assert torch.allclose(interval_residual(prediction, s, s), prediction - s)


def test_context_loss_is_a_mean_per_task() -> None:
    zero = torch.zeros(2, 2)
    loss = context_loss(torch.tensor([[1.0, 3.0], [0.0, 2.0]]), zero, zero)
    assert loss.tolist() == [5.0, 2.0]
    assert context_loss(torch.tensor([[1.0, -3.0], [0.0, 2.0]]), zero, zero, "l1").tolist() == [2.0, 1.0]
