"""Branches: what is shared, what differs, and by how much: against hand-worked steps."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from core.errors import UserError
from core.fields.field import FieldSpec, evaluate, initial_params
from core.fields.losses import context_loss
from core.methods.base import Method
from core.methods.latent import Latent, initial_decoder
from core.methods.metasdf import MetaParams, initial_log_rates
from core.methods.overrides import (
    PLAIN,
    Overrides,
    OverridesFrom,
    changeable,
    changes_document,
    changes_of,
    history,
    words,
)
from core.methods.scratch import FromScratch
from core.methods.set_encoder import initial_encoder
from core.observation.observation import Observation
from core.observation.observe import observe
from core.readers.load import bundled_shapes, load
from core.runs.branch import Branch, branched, method_for, shared_steps, without
from core.runs.checkpoint import Checkpoint, load_checkpoint, method_of
from core.runs.run import Run, advance, begin

DIGIT = next(path for path in bundled_shapes() if path.suffix == ".png")
SPEC = FieldSpec(dim=2, width=16, depth=2)
RATE = 0.02


def seen(count: int = 64) -> Observation:
    return observe(load(DIGIT), "dense", count, 3)


def a_checkpoint(key: str) -> Checkpoint:
    generator = torch.Generator().manual_seed(1)
    card = {"loss": "l2", "method": key}
    if key == "metasdf":
        theta = initial_params(SPEC, generator)
        return Checkpoint(key, SPEC, MetaParams(theta, initial_log_rates(theta, 3, RATE, "per_tensor_per_step")), card)
    weights = initial_decoder(SPEC, "concat", 4, generator)
    if key.startswith("encoder"):
        weights |= initial_encoder(2, 8, 4, generator)
    return Checkpoint(key, SPEC, Latent(weights, 10), card)


def a_run(key: str = "metasdf", steps: int = 4) -> tuple[Run, Method]:
    checkpoint = load_checkpoint(key) if key.startswith("scratch") else a_checkpoint(key)
    method = method_of(checkpoint, "cpu")
    return longer(begin("digit", seen(), checkpoint, method, 3), method, steps), method


def longer(run: Run, method: Method, steps: int) -> Run:
    for _ in range(steps):
        run = run.extended(advance(run, method))
    return run


def gone_on(run: Run, own: Method, steps: int) -> Run:
    return longer(run, method_for(run, own), steps)


def gradient(run: Run, step: int, loss: str) -> tuple[torch.Tensor, ...]:
    """By autograd, of the loss of a recorded state."""
    context = run.observation.context(torch.device("cpu"))
    leaves = tuple(p.clone().requires_grad_() for p in run.entries[step].state.params)
    value = context_loss(evaluate(SPEC, leaves, context.points[0]), context.lower[0], context.upper[0], loss)  # pyright: ignore[reportArgumentType]
    return torch.autograd.grad(value, leaves)


def moved(run: Run, step: int) -> tuple[torch.Tensor, ...]:
    after, before = run.entries[step + 1].state.params, run.entries[step].state.params
    return tuple(a - b for a, b in zip(after, before, strict=True))


@pytest.mark.parametrize("key", ["metasdf", "autodecoder-concat", "scratch-2d", "scratch-2d-sgd", "encoder-concat"])
def test_without_a_change_a_branch_is_the_run_itself(key):
    run, own = a_run(key)
    branch = gone_on(branched(run, 2, PLAIN, own), own, 2)
    assert shared_steps(run, branch) == 3
    for old, new in zip(run.entries, branch.entries, strict=True):
        assert all(torch.equal(a, b) for a, b in zip(old.state.params, new.state.params, strict=True))
        assert old.record.context_loss == new.record.context_loss


def test_a_branch_shares_its_states_and_leaves_the_run_alone():
    run, own = a_run()
    branch = gone_on(branched(run, 2, Overrides(rate_scale=3.0), own), own, 2)
    assert all(branch.entries[step] is run.entries[step] for step in range(3))
    assert branch.changes == (OverridesFrom(2, Overrides(rate_scale=3.0)),)
    assert run.changes == ()
    assert branch.entries[3].record.context_loss != run.entries[3].record.context_loss


@pytest.mark.parametrize("scale", [0.1, 2.0])
def test_scaled_rates_take_the_hand_worked_step(scale):
    run, own = a_run()
    branch = gone_on(branched(run, 1, Overrides(rate_scale=scale), own), own, 1)
    for step, grad in zip(moved(branch, 1), gradient(run, 1, "l2"), strict=True):
        assert torch.allclose(step, -scale * RATE * grad, rtol=1e-3, atol=1e-6)


def test_another_loss_is_descended_and_the_recorded_one_stays():
    run, own = a_run()
    branch = gone_on(branched(run, 1, Overrides(loss="l1"), own), own, 1)
    for step, grad in zip(moved(branch, 1), gradient(run, 1, "l1"), strict=True):
        assert torch.allclose(step, -RATE * grad, rtol=1e-3, atol=1e-6)
    context = branch.observation.context(torch.device("cpu"))
    prediction = evaluate(SPEC, branch.entries[2].state.params, context.points[0])
    expected = context_loss(prediction, context.lower[0], context.upper[0], "l2")
    assert branch.entries[2].record.context_loss == pytest.approx(float(expected), rel=1e-5)


def test_frozen_layers_stay_and_the_others_move_as_before():
    run, own = a_run()
    branch = gone_on(branched(run, 1, Overrides(frozen=(0, 2)), own), own, 2)
    for number in (0, 1, 4, 5):  # weight and bias of layers 0 and 2
        assert branch.entries[3].state.params[number] is run.entries[1].state.params[number]
    for number in (2, 3):
        assert torch.equal(branch.entries[2].state.params[number], run.entries[2].state.params[number])


def test_plain_descent_takes_one_rate_for_all():
    run, own = a_run()
    branch = gone_on(branched(run, 1, Overrides(optimizer="sgd", rate_scale=5.0), own), own, 1)
    for step, grad in zip(moved(branch, 1), gradient(run, 1, "l2"), strict=True):
        assert torch.allclose(step, -5 * 1e-2 * grad, rtol=1e-3, atol=1e-6)


def test_adam_begins_afresh_where_it_takes_over():
    run, own = a_run()
    branch = gone_on(branched(run, 2, Overrides(optimizer="adam"), own), own, 3)
    state, record = run.entries[2].state, run.entries[2].record
    adam = FromScratch("adam", SPEC, state.params, "l2", torch.device("cpu"))
    other, _ = adam.start(run.observation)
    for step in range(3):
        other, record = adam.step(other, run.observation)
        assert branch.entries[3 + step].record.context_loss == record.context_loss
    step, grad = moved(branch, 2), gradient(run, 2, "l2")
    for moved_by, slope in zip(step, grad, strict=True):  # the first step of Adam: the rate, whatever the slope
        big = slope.abs() > 1e-5
        assert torch.allclose(moved_by[big], -1e-3 * slope[big].sign(), rtol=2e-2)


def test_a_second_change_keeps_the_moments_of_the_first():
    run, own = a_run()
    first = gone_on(branched(run, 1, Overrides(optimizer="adam"), own), own, 3)
    second = branched(first, 3, Overrides(optimizer="adam", frozen=(0,)), own)
    second = gone_on(second, own, 1)
    assert torch.equal(second.entries[4].state.params[2], first.entries[4].state.params[2])
    assert second.entries[4].state.params[0] is first.entries[3].state.params[0]
    back = gone_on(branched(first, 3, PLAIN, own), own, 1)  # and learned rates again, past the trained steps
    rate = RATE * own.trained_steps / 4
    for step, grad in zip(moved(back, 3), gradient(first, 3, "l2"), strict=True):
        assert torch.allclose(step, -rate * grad, rtol=1e-3, atol=1e-6)


def test_plain_descent_moves_the_code_of_an_autodecoder():
    run, own = a_run("autodecoder-concat")
    branch = gone_on(branched(run, 2, Overrides(optimizer="sgd", rate_scale=10.0), own), own, 1)
    before, after = branch.entries[2].state.memory[0], branch.entries[3].state.memory
    assert len(after) == 1
    adam = run.entries[3].state.memory[0]
    assert not torch.equal(after[0], before)
    assert not torch.equal(after[0], adam)
    again = gone_on(branched(branch, 3, PLAIN, own), own, 2)
    assert all(torch.isfinite(p).all() for p in again.entries[5].state.params)


def test_other_points_are_seen_from_the_branch_on():
    run, own = a_run()
    branch = gone_on(branched(run, 2, Overrides(points=16), own, seen(16)), own, 1)
    assert len(branch.observation.points) == 16
    assert branch.entries[2] is run.entries[2]
    for step, grad in zip(moved(branch, 2), gradient(branch, 2, "l2"), strict=True):
        assert torch.allclose(step, -RATE * grad, rtol=1e-3, atol=1e-6)


def test_another_checkpoint_is_another_start():
    run, own = a_run()
    branch = branched(run, 2, Overrides(checkpoint="scratch-2d"), own)
    assert (len(branch.entries), branch.method, shared_steps(run, branch)) == (1, "scratch", 0)
    assert branch.observation is run.observation
    branch = gone_on(branch, own, 2)
    further = gone_on(branched(branch, 1, Overrides(checkpoint="scratch-2d", rate_scale=0.5), own), own, 1)
    assert further.entries[1] is branch.entries[1]
    with pytest.raises(UserError, match="first line itself"):
        branched(branch, 1, PLAIN, own)


@pytest.mark.parametrize(
    ("key", "overrides", "match"),
    [
        ("encoder-concat", Overrides(rate_scale=2), "at once"),
        ("autodecoder-concat", Overrides(frozen=(0,)), "moves a code"),
        ("metasdf", Overrides(frozen=(3,)), "0 to 2"),
        ("metasdf", Overrides(frozen=(0, 1, 2)), "leave one free"),
        ("metasdf", Overrides(rate_scale=1e3), "0.01 to 100"),
        ("metasdf", Overrides(points=1), "2 to"),
    ],
)
def test_what_cannot_be_changed_is_said(key, overrides, match):
    run, own = a_run(key, 1)
    with pytest.raises(UserError, match=match):
        branched(run, 1, overrides, own)


def test_nothing_follows_a_diverged_state():
    run, own = a_run()
    last = run.entries[-1]
    huge = replace(last, state=replace(last.state, params=tuple(p * 1e30 for p in last.state.params)))
    wild = longer(run.measured(huge), own, 1)
    assert wild.entries[-1].record.diverged
    with pytest.raises(UserError, match="not finite"):
        branched(wild, len(wild.entries) - 1, PLAIN, own)


def test_a_deleted_line_leaves_its_children_to_its_parent():
    run, _ = a_run(steps=1)
    lines = (
        Branch(0, -1, 0, run),
        Branch(1, 0, 3, run),
        Branch(2, 1, 5, run),
        Branch(4, 1, 1, run),
        Branch(5, 0, 2, run),
    )
    left = without(lines, 1)
    assert [(line.number, line.parent, line.at) for line in left] == [(0, -1, 0), (2, 0, 3), (4, 0, 1), (5, 0, 2)]
    with pytest.raises(ValueError, match="first line"):
        without(lines, 0)


def test_changes_are_said_in_words_and_survive_json():
    changes = (
        OverridesFrom(2, Overrides(rate_scale=2.0)),
        OverridesFrom(4, Overrides(rate_scale=2.0, frozen=(0, 1), loss="l1")),
    )
    assert history(changes) == "step 2: rates × 2; step 4: L1 loss, layers 0, 1 frozen"
    assert words(PLAIN, Overrides(optimizer="adam")) == "its own optimiser"
    assert words(Overrides(checkpoint="/a/b/mine")) == "checkpoint mine"
    documents = changes_document(changes)
    assert documents[0] == {"at": 2, "rate_scale": 2.0}
    assert changes_of(documents) == changes
    for broken in ({"at": -1}, {"at": 0, "rate": 2}, {"at": 0, "loss": "l3"}, {"at": 0, "frozen": 3}):
        with pytest.raises(ValueError, match="change"):
            changes_of([broken])
    assert "frozen" in changeable("metasdf")
    assert changeable("encoder-hyper") == ("points", "checkpoint")
