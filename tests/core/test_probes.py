"""Probes against hand-worked numbers, finite differences and the steps that the methods really take."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from core.analysis.loss_slice import OWN_START, axis_through, loss_slice, other_method, plane_through, way_of
from core.analysis.probes import (
    Rates,
    alignment,
    compared_steps,
    cosine,
    gradients_at_start,
    gradients_of_steps,
    learned_rates,
    neighbour_tasks,
    probe_run,
    rate_histogram,
    residuals,
    surface_motion,
)
from core.errors import UserError
from core.fields.field import FieldSpec, evaluate, initial_params
from core.methods.base import Method, observed_loss
from core.methods.latent import Latent
from core.methods.metasdf import MetaParams, MetaSDF, initial_log_rates
from core.observation.observation import Observation
from core.observation.observe import observe
from core.runs.checkpoint import Checkpoint, load_checkpoint, method_of
from core.runs.run import Run, advance, begin
from core.shapes.families import furniture
from tests.nets import CPU, SPEC, coded, metasdf


def run_of(method: Method, seen: Observation, steps: int) -> Run:
    run = begin("chair", seen, Checkpoint(method.name, SPEC, Latent({}, 0), {}), method, 0)
    for _ in range(steps):
        run = run.extended(advance(run, method))
    return run


@pytest.fixture(scope="module")
def seen() -> Observation:
    return observe(furniture(3, "chair"), "dense", 40, 0)


def test_cosines_by_hand() -> None:
    a, b = (torch.tensor([[3.0, 0.0]]), torch.tensor([[4.0]])), (torch.tensor([[0.0, 1.0]]), torch.tensor([[2.0]]))
    assert cosine(a, b) == pytest.approx(8 / (5 * math.sqrt(5)))
    assert cosine(a, a) == pytest.approx(1)
    assert cosine(a, tuple(-x for x in a)) == pytest.approx(-1)
    nothing = tuple(torch.zeros_like(x) for x in a)
    assert math.isnan(cosine(a, nothing))
    table = alignment([a, b, tuple(2 * x for x in a), nothing])
    assert table[:3, :3] == pytest.approx(np.array([[1, 0.7155, 1], [0.7155, 1, 0.7155], [1, 0.7155, 1]]), abs=1e-4)
    assert np.array_equal(table, table.T, equal_nan=True)
    assert np.isnan(table[3]).all()


def test_the_probe_of_a_step_by_finite_differences(seen: Observation) -> None:
    method = metasdf()
    run = run_of(method, seen, 2)
    context, state = seen.context(CPU), run.entries[1].state
    exact = tuple(p.double() for p in state.params)
    points, low, high = (t[0].double() for t in (context.points, context.lower, context.upper))

    def loss(params: tuple[torch.Tensor, ...]) -> float:
        off = evaluate(SPEC, params, points) - low  # dense: both bounds are the distance
        assert torch.equal(low, high)
        return float(off.square().mean())

    by_hand = []
    for number, tensor in enumerate(exact):
        slopes = torch.zeros_like(tensor)
        for place in range(tensor.numel()):
            moved = [p.clone() for p in exact], [p.clone() for p in exact]
            moved[0][number].view(-1)[place] += 1e-5
            moved[1][number].view(-1)[place] -= 1e-5
            slopes.view(-1)[place] = (loss(tuple(moved[0])) - loss(tuple(moved[1]))) / 2e-5
        by_hand.append(float(slopes.norm()))
    first, second = probe_run(method, run)
    assert second.names == SPEC.tensor_names
    assert second.gradient_norms == pytest.approx(by_hand, rel=1e-3, abs=1e-6)
    assert second.update_norms == pytest.approx([0.02 * n for n in by_hand], rel=2e-3, abs=1e-7)
    assert second.effective_rates == pytest.approx([0.02] * len(by_hand), rel=1e-3)
    assert second.gradient_norm == pytest.approx(math.sqrt(sum(n * n for n in by_hand)), rel=1e-3)
    assert math.isnan(first.cosine)
    own = list(gradients_of_steps(method, run, [1, 2]))
    assert second.cosine == pytest.approx(cosine(own[0], own[1]))
    assert list(probe_run(method, run, first=2)) == [second]  # found alone, it is the same


def test_the_gradient_is_the_one_of_the_step(seen: Observation) -> None:
    method = metasdf(keep=0.5)
    state, _ = method.start(seen)
    after, _ = method.step(state, seen)
    gradient = method.gradient(state, seen)
    for old, new, slope in zip(state.params, after.params, gradient, strict=True):
        assert torch.allclose(new, old - 0.02 * slope, atol=1e-7)
    whole = metasdf().gradient(state, seen)
    assert cosine(gradient, whole) < 0.9999  # half of the points were pruned


def test_an_auto_decoder_is_probed_by_its_code(seen: Observation) -> None:
    method = coded("autodecoder-concat")
    run = run_of(method, seen, 3)
    probes = list(probe_run(method, run))
    assert probes[0].names == ("code",)
    assert len(probes[0].field_norms) == len(SPEC.tensor_names)
    assert probes[0].field_norms == pytest.approx(run.entries[1].record.update_norms)
    # Adam's first step is the rate in every direction: 6 numbers by 5e-3
    assert probes[0].update_norms == pytest.approx((5e-3 * math.sqrt(6),), rel=1e-3)
    assert probes[0].field_norms[2] == 0  # weights of a concatenating decoder stay; biases move
    assert -1 <= probes[1].cosine <= 1
    assert learned_rates(method) is None


def test_a_set_encoder_has_updates_and_no_gradients(seen: Observation) -> None:
    method = coded("encoder-concat")
    run = run_of(method, seen, 1)
    (probe,) = probe_run(method, run)
    assert probe.gradient_norms == ()
    assert probe.update_norm > 0
    assert all(map(math.isnan, (probe.gradient_norm, probe.cosine, *probe.effective_rates)))
    assert list(gradients_of_steps(method, run, [1])) == []
    assert list(gradients_at_start(method, [seen])) == []


def test_rates_as_arrays() -> None:
    method = metasdf(steps=2)
    theta = method.meta.theta
    logs = tuple(torch.full((2, *t.shape), math.log(0.1)) for t in theta)
    logs[0][1, 0, :] = math.log(0.001)  # one row of the first weight, at the second step
    rates = learned_rates(replace(method, meta=MetaParams(theta, logs)))
    assert isinstance(rates, Rates)
    assert rates.steps == 2
    assert not rates.single
    assert rates.values[0].shape == (2, 3, 12)
    assert rates.values[0][1, 0] == pytest.approx(0.001)
    assert rates.table()[0] == pytest.approx(0.1)
    assert rates.table()[1, 0] == pytest.approx(0.1 ** (2 / 3) * 0.001 ** (1 / 3))
    edges, shares = rate_histogram(rates, step=1, tensor=0, bins=10)
    assert shares.sum() == pytest.approx(1)
    assert shares[0] == pytest.approx(1 / 3)
    assert shares[-1] == pytest.approx(2 / 3)
    assert edges[0] < -3 < edges[1]
    everything, total = rate_histogram(rates), sum(t.numel() for t in theta)
    assert everything[1][:4].sum() == pytest.approx(12 / (2 * total))
    shared = MetaParams(theta, initial_log_rates(theta, 2, 0.1, "per_tensor"))
    single = learned_rates(replace(method, meta=shared))
    assert isinstance(single, Rates)
    assert single.single
    assert rate_histogram(single)[1].max() == pytest.approx(1)


def test_steps_that_are_compared() -> None:
    assert compared_steps(0) == []
    assert compared_steps(3) == [1, 2, 3]
    many = compared_steps(200, 16)
    assert (len(many), many[0], many[-1]) == (16, 1, 200)


@pytest.mark.parametrize(("dim", "kind"), [(2, "half"), (2, "dense"), (3, "scan"), (3, "dense")])
def test_tasks_to_compare_with(dim: int, kind: Any) -> None:
    tasks = list(neighbour_tasks(dim, kind, 30))
    assert len(tasks) >= 5
    assert len({name for name, _ in tasks}) == len(tasks)
    assert all(task.dim == dim and len(task.points) for _, task in tasks)


def test_tasks_pull_from_the_common_start(seen: Observation) -> None:
    method = metasdf()
    own = list(gradients_at_start(method, [seen, seen]))
    assert alignment(own) == pytest.approx(1)
    state, _ = method.start(seen)
    assert all(torch.equal(a, b) for a, b in zip(own[0], method.gradient(state, seen), strict=True))


@pytest.mark.parametrize("loss", ["l1", "l2", "clamped_l1"])
def test_residuals_make_up_the_loss(seen: Observation, loss: Any) -> None:
    method = metasdf(loss=loss)
    state, record = method.start(seen)
    made = residuals(method, state, seen)
    assert made.losses.mean() == pytest.approx(record.context_loss, rel=1e-5)
    values = method.field(state)(torch.from_numpy(seen.points)).numpy()
    assert made.values == pytest.approx(values - seen.lower, abs=1e-6)  # dense: both bounds are the distance
    scan = observe(furniture(3, "chair"), "scan", 60, 0)
    inside = residuals(method, state, scan).values
    free = method.field(state)(torch.from_numpy(scan.points)).numpy()
    assert (inside[(free >= scan.lower) & (free <= scan.upper)] == 0).all()


def test_the_surface_moves_by_the_difference_of_two_spheres() -> None:
    # one hidden layer of |x|, |y|, |z| pairs: the field is |x| + |y| + |z| - c, an octahedron with slope sqrt(3)
    spec = FieldSpec(dim=3, width=6, depth=1)
    eye = torch.eye(3)
    params = (torch.cat((eye, -eye), 1), torch.zeros(1, 6), torch.ones(6, 1), torch.tensor([[-0.6]]))
    theta = initial_log_rates(params, 1, 0.1, "per_tensor")
    method = MetaSDF("octahedron", spec, MetaParams(params, theta), "l2", CPU)
    scan = observe(furniture(3, "chair"), "surface", 8, 0)
    state, _ = method.start(scan)
    larger = (*params[:3], torch.tensor([[-0.7]]))
    points = np.array([[0.2, 0.2, 0.2], [-0.1, 0.3, -0.2]], np.float32)
    assert surface_motion(method, state, larger, points) == pytest.approx(0.1 / math.sqrt(3), rel=1e-5)
    assert surface_motion(method, state, params, points) == pytest.approx(0, abs=1e-7)
    assert surface_motion(method, state, larger, points[:0]).shape == (0,)


def test_the_plane_through_three_points_by_hand() -> None:
    start, end, other = (
        (torch.tensor([[1.0, 0.0]]), torch.tensor([[x, y]])) for x, y in ((0.0, 0.0), (4.0, 0.0), (1.0, 2.0))
    )
    plane = plane_through(start, end, other)
    assert plane.place(start) == pytest.approx((0, 0, 0))
    assert plane.place(end) == pytest.approx((4, 0, 0))
    assert plane.place(other) == pytest.approx((1, 2, 0))
    away = (torch.tensor([[1.0, 5.0]]), torch.tensor([[1.0, 1.0]]))
    assert plane.place(away) == pytest.approx((1, 1, 5))
    back = plane.params(1, 2)
    assert all(torch.allclose(a, b) for a, b in zip(back, other, strict=True))
    for bad in ((end, end, other), (start, end, tuple(2 * b - a for a, b in zip(start, end, strict=True)))):
        with pytest.raises(UserError, match="one line"):
            plane_through(*bad)
    with pytest.raises(UserError, match="different size"):
        plane_through(start, end, (torch.zeros(1, 3),))
    assert axis_through([0, 4, 1], 3, 0.25) == pytest.approx([-1, 2, 5])


def test_the_loss_on_the_slice_is_the_loss(seen: Observation) -> None:
    method = metasdf()
    run = run_of(method, seen, 3)
    other = initial_params(SPEC, torch.Generator().manual_seed(5))
    states = [entry.state for entry in run.entries]
    parts = list(loss_slice(method, seen, states, other, ("start", "end", "other"), count=5))
    assert [part.rows_done for part in parts] == [1, 2, 3, 4, 5]
    done = parts[-1]
    assert done.losses.shape == (5, 5)
    plane = plane_through(states[0].params, states[-1].params, other)
    context = seen.context(CPU)
    for row, column in ((0, 0), (4, 1), (2, 3)):
        there = plane.params(float(done.a[column]), float(done.b[row]))
        assert done.losses[row, column] == pytest.approx(observed_loss(SPEC, there, context, "l2"))
    losses = [entry.record.context_loss for entry in run.entries]
    assert done.mark_losses[:2] == pytest.approx((losses[0], losses[-1]), rel=1e-5)
    assert done.path[0] == pytest.approx(0, abs=1e-5)
    assert done.path[-1, 1:] == pytest.approx(0, abs=1e-4)
    assert (done.path[1:-1, 2] >= 0).all()
    assert done.a[0] < done.marks[:, 0].min() < done.marks[:, 0].max() < done.a[-1]


def test_the_other_solution_is_found_by_its_own_method(seen: Observation) -> None:
    method = metasdf()
    scratch = other_method(OWN_START, method)
    assert scratch.spec == method.spec
    states = list(way_of(scratch, seen))
    assert [state.step for state in states] == list(range(scratch.trained_steps + 1))
    losses = [observed_loss(SPEC, states[n].params, seen.context(CPU), "l2") for n in (0, -1)]
    assert losses[1] < losses[0]
    with pytest.raises(UserError, match="field of another size"):
        other_method("furniture-dense", method)


def test_the_bundled_checkpoints_can_be_probed() -> None:
    method = method_of(load_checkpoint("furniture-dense"), CPU)
    rates = learned_rates(method)
    assert rates is not None
    assert rates.table().shape == (method.trained_steps, len(method.spec.tensor_names))
    assert (rates.table() > 0).all()
