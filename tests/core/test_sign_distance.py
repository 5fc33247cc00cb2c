"""Fields with two outputs, a sign logit and a distance, and their composite loss in both loops."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from core.errors import UserError
from core.fields.field import BoundField, FieldSpec, bind, evaluate, expand, initial_params, last_hidden, outputs
from core.fields.losses import SignDistance, context_loss, known_signs, loss_of, misfit
from core.fields.manual_gradient import loss_and_gradient
from core.fields.precision import live, pick_precision
from core.levelset import extract, refine_normals
from core.methods.metasdf import MetaParams, adapt, initial_log_rates, inner_gradient, pruned
from core.observation.observation import Context
from core.observation.observe import observe
from core.runs.checkpoint import load_checkpoint, method_of
from core.shapes.families import furniture
from core.training.train import TrainConfig, finish, load_config, train, trained
from core.training.train_config import MethodKey

CPU = torch.device("cpu")
SPEC = FieldSpec(dim=3, width=12, depth=2, frequencies=1, outputs=2)
CONFIG = TrainConfig(
    name="two-outputs", family="furniture", observe="dense", field=SPEC, context_points=64, query_points=64,
    inner_steps=2, inner_loss="sign_distance", outer_loss="sign_distance", rate=0.02, latent=8, shapes=4, meta_batch=2,
    outer_steps=6, save_every=3, test_steps=5,
)  # fmt: skip


def context(tasks: int = 2, points: int = 9, seed: int = 0) -> Context:
    """Exact distances to a sphere, a surface point and a free-space interval first."""
    g = torch.Generator().manual_seed(seed)
    x = torch.rand(tasks, points, 3, generator=g, dtype=torch.float64) * 2 - 1
    lower = x.norm(dim=-1) - 0.6
    lower[:, :2] = 0.0
    upper = lower.clone()
    upper[:, 1] = 0.3
    return Context(x, lower, upper)


def double_params(spec: FieldSpec = SPEC, seed: int = 1) -> tuple[torch.Tensor, ...]:
    g = torch.Generator().manual_seed(seed)
    return tuple(p.double() + 0.05 * torch.randn(p.shape, generator=g) for p in initial_params(spec, g))


def test_the_loss_worked_by_hand() -> None:
    """Outside at 0.5, said (logit 2, distance 0.2); inside at -0.5, said (0, -0.7); on the surface, said (9, 0.4)."""
    prediction = torch.tensor([[[2.0, 0.2], [0.0, -0.7], [9.0, 0.4]]], dtype=torch.float64)
    s = torch.tensor([[0.5, -0.5, 0.0]], dtype=torch.float64)
    sigmas = torch.tensor([0.5, 2.0], dtype=torch.float64)
    sign = math.log(1 + math.exp(-2)) + math.log(2)
    distance = 0.3 + 0.2 + 0.4
    expected = (sign / (2 * 0.5**2) + distance / (2 * 2.0**2)) / 3
    assert context_loss(prediction, s, s, SignDistance(sigmas.log())).item() == pytest.approx(expected, rel=1e-12)


def test_the_sign_is_known_where_the_interval_tells() -> None:
    lower = torch.tensor([0.2, 0.0, 0.0, -0.3, -0.1, -0.1])
    upper = torch.tensor([0.2, 0.4, 0.0, -0.3, 0.1, 0.0])
    outside, known = known_signs(lower, upper)
    assert outside.tolist() == [1, 1, 0, 0, 0, 0]
    assert known.tolist() == [1, 1, 0, 1, 0, 1]


def test_the_field_is_the_sign_of_one_output_times_the_size_of_the_other() -> None:
    params = tuple(p.float() for p in double_params())
    points = torch.rand(200, 3) * 2 - 1
    logit, distance = outputs(SPEC, params, points).unbind(-1)
    assert torch.equal(evaluate(SPEC, params, points), logit.sign() * distance.abs())
    assert (logit < 0).any()
    assert (logit > 0).any()
    assert evaluate(SPEC, expand(params, 4), points.expand(4, -1, -1)).shape == (4, 200)
    for count in (0, 1, 17):
        assert bind(SPEC, params)(points[:count]).shape == (count,)


def test_both_outputs_start_at_the_sphere() -> None:
    spec = FieldSpec(dim=2, width=64, depth=2, outputs=2)
    both = outputs(spec, initial_params(spec), torch.rand(50, 2))
    assert torch.equal(both[:, 0], both[:, 1])


@pytest.mark.parametrize("remember", [False, True])
def test_outer_gradients_equal_finite_differences(remember: bool) -> None:
    spec = FieldSpec(dim=3, width=5, depth=1, activation="sine", omega=1.5, outputs=2)
    theta = double_params(spec)
    rates = tuple(r.double() for r in initial_log_rates(theta, 2, 0.2, "per_tensor_per_step"))
    sigmas = torch.tensor([0.2, -0.3], dtype=torch.float64)
    leaves = [*theta, *rates, sigmas]
    for leaf in leaves:
        leaf.requires_grad_()
    seen, query = context(), context(seed=4)

    def outer() -> torch.Tensor:
        loss = SignDistance(sigmas)
        phi = adapt(spec, MetaParams(theta, rates, sigmas), seen, 2, loss, remember=remember)[-1]
        return context_loss(
            outputs(spec, phi, query.points), query.lower, query.upper, SignDistance(sigmas * 0.5)
        ).sum()

    gradients, h = torch.autograd.grad(outer(), leaves), 1e-6
    for leaf, gradient in zip(leaves, gradients, strict=True):
        flat = leaf.detach().view(-1)
        for i in {0, len(flat) - 1}:
            before = flat[i].item()
            flat[i] = before + h
            up = outer().item()
            flat[i] = before - h
            down = outer().item()
            flat[i] = before
            assert gradient.reshape(-1)[i].item() == pytest.approx((up - down) / (2 * h), rel=1e-4, abs=1e-7)


def test_the_fast_ways_give_way() -> None:
    params, seen = double_params(), context(1, 50)
    loss = SignDistance(torch.tensor([0.3, -0.4], dtype=torch.float64))
    leaves = tuple(p[None].clone().requires_grad_() for p in params)
    expected, by_autograd = inner_gradient(SPEC, leaves, seen, loss)
    value, gradient = loss_and_gradient(SPEC, params, seen.points[0], seen.lower[0], seen.upper[0], loss)
    assert value.item() == pytest.approx(expected.item())
    assert all(torch.allclose(a, b[0]) for a, b in zip(gradient, by_autograd, strict=True))
    field = bind(SPEC, tuple(p.float() for p in params))
    assert live(field) is field
    assert pick_precision(SPEC, CPU) == "fp32"


def test_pruning_keeps_the_points_with_the_largest_errors_of_both_kinds() -> None:
    """Slope of the cross-entropy and error of the distance, weighted, times (activations, 1) of the last layer."""
    seen, loss = context(1, 40), SignDistance(torch.tensor([0.5, -0.5], dtype=torch.float64))
    params = tuple(p[None].requires_grad_() for p in double_params())
    prediction = outputs(SPEC, params, seen.points)
    hidden = last_hidden(SPEC, params, seen.points)
    by_logit = torch.autograd.grad(context_loss(prediction, seen.lower, seen.upper, loss).sum() * 40, prediction)[0]
    wrong = (prediction[..., 1] - seen.lower).clamp(max=0) + (prediction[..., 1] - seen.upper).clamp(min=0)
    errors = (by_logit[..., 0].square() + (wrong * loss.weights[1]).square()).sqrt()
    assert torch.allclose(misfit(prediction, seen.lower, seen.upper, loss), errors)
    best = (errors * (hidden.square().sum(-1) + 1).sqrt())[0].topk(10).indices
    kept = {tuple(p.tolist()) for p in pruned(SPEC, params, seen, 0.25, loss).points[0]}
    assert kept == {tuple(p.tolist()) for p in seen.points[0, best]}


def jumping() -> BoundField:
    """The zero sets of the logit and of the distance lie 0.05 apart, so that the field jumps at its surface."""
    spec = FieldSpec(dim=3, width=64, depth=2, outputs=2)
    params = list(initial_params(spec, torch.Generator().manual_seed(0)))
    params[-2] = params[-2] * torch.tensor([3.0, 1.0])
    params[-1] = params[-1] * torch.tensor([3.0, 1.0]) + torch.tensor([0.0, 0.05])
    return bind(spec, tuple(params))


def test_the_level_set_is_that_of_the_logit() -> None:
    field = jumping()
    level = extract(field, 3, 32, careful=True)
    assert level.status == "ok"
    refined = refine_normals(field, level)
    vertices = torch.from_numpy(refined.vertices).requires_grad_()
    logit = outputs(field.spec, field.params, vertices)[:, 0]
    assert logit.abs().max() < 0.05
    slopes = torch.autograd.grad(logit.sum(), vertices)[0]
    agreement = (torch.nn.functional.normalize(slopes, dim=1) * torch.from_numpy(refined.normals)).sum(1)
    assert agreement.quantile(0.01) > 0.9
    assert (agreement > 0).all(), "no normal turned inside by the jump"


@pytest.mark.parametrize("key", ["metasdf", "autodecoder-concat", "autodecoder-hyper", "encoder-concat", "scratch"])
def test_every_method_learns_with_it_and_comes_back(key: MethodKey, tmp_path: Path) -> None:
    config = replace(CONFIG, method=key, outer_steps=40, learning_rate=5e-3, save_every=40)
    losses = [r.loss for r in train(config, tmp_path, CPU)]
    assert np.mean(losses[-5:]) < np.mean(losses[:5])
    finish(config, trained(config, tmp_path), tmp_path / "done", {}, 0.1)
    checkpoint = load_checkpoint(str(tmp_path / "done"))
    assert checkpoint.card["loss"] == "sign_distance"
    method = method_of(checkpoint, CPU)
    assert isinstance(method.loss, SignDistance)  # pyright: ignore[reportAttributeAccessIssue]
    assert method.loss.log_sigmas.abs().min() > 0, "the sigmas were learned"  # pyright: ignore[reportAttributeAccessIssue]
    seen = observe(furniture(3), "scan", 64, 0)
    state, first = method.start(seen)
    state, second = method.step(state, seen)
    assert math.isfinite(second.context_loss)
    assert second.context_loss != first.context_loss
    assert method.field(state)(torch.zeros(5, 3)).shape == (5,)


@pytest.mark.parametrize("options", [{}, {"order": "first"}, {"remember": True, "keep": 0.5}, {"refine_steps": 3}])
def test_resuming_is_bit_exact(options: dict[str, object], tmp_path: Path) -> None:
    config = replace(CONFIG, **options)  # pyright: ignore[reportArgumentType]
    whole = [r.loss for r in train(config, tmp_path / "whole", CPU)]
    stopped = train(config, tmp_path / "parts", CPU)
    first = [next(stopped).loss for _ in range(4)]
    stopped.close()
    assert first[:3] + [r.loss for r in train(config, tmp_path / "parts", CPU, resume=True)] == whole
    a, b = (load_file(tmp_path / name / "training.safetensors") for name in ("whole", "parts"))
    assert {"log_sigmas", "outer_log_sigmas"} <= a.keys() == b.keys()
    assert all(torch.equal(a[k], b[k]) for k in a)


def test_training_goes_on_from_a_checkpoint_with_its_sigmas(tmp_path: Path) -> None:
    for _ in train(CONFIG, tmp_path, CPU):
        pass
    meta = trained(CONFIG, tmp_path)
    finish(CONFIG, meta, tmp_path / "done", {}, 0.1)
    still = {"outer_steps": 1, "learning_rate": 0.0, "rate_learning_rate": 0.0}
    more = replace(CONFIG, start_from=str(tmp_path / "done"), **still)  # pyright: ignore[reportArgumentType]
    for _ in train(more, tmp_path / "more", CPU):
        pass
    after = trained(more, tmp_path / "more")
    assert isinstance(meta, MetaParams)
    assert isinstance(after, MetaParams)
    assert meta.log_sigmas is not None
    assert after.log_sigmas is not None
    assert torch.equal(meta.log_sigmas, after.log_sigmas)


def test_a_checkpoint_without_its_sigmas_is_damaged(tmp_path: Path) -> None:
    for _ in train(CONFIG, tmp_path, CPU):
        pass
    finish(CONFIG, trained(CONFIG, tmp_path), tmp_path / "done", {}, 0.1)
    file = tmp_path / "done" / "weights.safetensors"
    tensors = load_file(file)
    del tensors["log_sigmas"]
    save_file(tensors, file)
    with pytest.raises(UserError, match="log_sigmas"):
        load_checkpoint(str(tmp_path / "done"))


@pytest.mark.parametrize(
    ("inner", "outer", "count"), [("sign_distance", "l1", 2), ("l2", "sign_distance", 1), ("l2", "l1", 2)]
)
def test_a_loss_that_does_not_fit_the_field_is_one_sentence(inner: str, outer: str, count: int, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    head = f'name="x"\nfamily="furniture"\nobserve="dense"\ninner_loss="{inner}"\nouter_loss="{outer}"\n'
    path.write_text(f"{head}[field]\ndim=3\nwidth=8\ndepth=1\noutputs={count}\n")
    with pytest.raises(UserError, match="sign_distance"):
        load_config(path)


def test_losses_by_name() -> None:
    assert loss_of("l1") == "l1"
    plain = loss_of("sign_distance")
    assert isinstance(plain, SignDistance)
    assert plain.weights.tolist() == [0.5, 0.5]
