"""What every method is worth as a learner, and what those without inner gradients compute."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import torch

from core.errors import UserError
from core.fields.field import FieldSpec, bind, encode, evaluate
from core.methods.latent import decode, initial_decoder
from core.methods.optimizer import adam
from core.observation.observe import observe
from core.runs.checkpoint import load_checkpoint, method_of
from core.shapes.families import furniture
from core.training.learners import learner_of
from core.training.train import TrainConfig, finish, load_config, train, trained
from core.training.train_config import MethodKey

CPU = torch.device("cpu")
KEYS: tuple[MethodKey, ...] = get_args(MethodKey)
SMALL = TrainConfig(
    name="small",
    family="furniture",
    observe="dense",
    field=FieldSpec(dim=3, width=16, depth=2, frequencies=1),
    context_points=64,
    query_points=64,
    inner_steps=2,
    latent=8,
    hyper_width=8,
    encoder_width=16,
    shapes=4,
    test_steps=6,
    meta_batch=2,
    outer_steps=4,
    save_every=2,
)


def made(config: TrainConfig, folder: Path) -> Path:
    for _ in train(config, folder, CPU):
        pass
    finish(config, trained(config, folder), folder / "done", {}, 0.1)
    return folder / "done"


@pytest.mark.parametrize("key", KEYS)
def test_a_loaded_checkpoint_adapts_as_the_trained_one(key: MethodKey, tmp_path: Path) -> None:
    folder = made(replace(SMALL, method=key), tmp_path)
    seen = observe(furniture(5), "dense", 64, 0)
    ends = []
    for _ in range(2):
        method = method_of(load_checkpoint(str(folder)), CPU)
        state, record = method.start(seen)
        for _ in range(3):
            state, record = method.step(state, seen)
        ends.append((record.context_loss, state.params))
    assert ends[0][0] == ends[1][0]
    assert all(torch.equal(a, b) for a, b in zip(ends[0][1], ends[1][1], strict=True))


@pytest.mark.parametrize("key", KEYS[1:])
def test_every_method_resumes_bit_exactly(key: MethodKey, tmp_path: Path) -> None:
    config = replace(SMALL, method=key, outer_steps=6)
    whole = [r.loss for r in train(config, tmp_path / "whole", CPU)]
    stopped = train(config, tmp_path / "parts", CPU)
    first = [next(stopped).loss for _ in range(3)]
    stopped.close()
    second = [r.loss for r in train(config, tmp_path / "parts", CPU, resume=True)]
    assert first[:2] + second == whole
    a, b = (learner_weights(config, tmp_path / name) for name in ("whole", "parts"))
    assert all(torch.equal(a[k], b[k]) for k in a)


def learner_weights(config: TrainConfig, folder: Path) -> dict[str, torch.Tensor]:
    weights = trained(config, folder)
    assert not isinstance(weights, tuple)
    return dict(getattr(weights, "weights", {}))


@pytest.mark.parametrize("key", KEYS)
def test_every_method_learns(key: MethodKey, tmp_path: Path) -> None:
    config = replace(SMALL, method=key, outer_steps=60, learning_rate=5e-3, save_every=60, meta_batch=4)
    losses = [r.loss for r in train(config, tmp_path, CPU)]
    assert np.mean(losses[-10:]) < 0.8 * np.mean(losses[:5])


def test_a_concatenated_code_is_a_bias() -> None:
    spec = FieldSpec(dim=3, width=16, depth=4, frequencies=1, skip=2)
    generator = torch.Generator().manual_seed(0)
    weights = {k: t.double() for k, t in initial_decoder(spec, "concat", 5, generator).items()}
    codes = torch.randn(2, 5, generator=generator, dtype=torch.float64)
    points = torch.rand(2, 7, 3, generator=generator, dtype=torch.float64)
    x = hidden = torch.cat((encode(spec, points), codes[:, None].expand(-1, 7, -1)), -1)
    for layer in range(spec.depth):
        weight = weights[f"theta.layer{layer}.weight"]
        if layer in (0, spec.skip):  # the code joins the input, here and at the skip, as DeepSDF writes it
            hidden = x if layer == 0 else torch.cat((hidden, x), -1)
            weight = torch.cat((weight, weights[f"code.layer{layer}"]))
        hidden = torch.relu(hidden @ weight + weights[f"theta.layer{layer}.bias"])
    wanted = hidden @ weights["theta.layer4.weight"] + weights["theta.layer4.bias"]
    assert torch.allclose(evaluate(spec, decode(spec, weights, codes), points), wanted.squeeze(-1))


def test_a_hypernetwork_starts_at_the_geometric_start() -> None:
    spec = FieldSpec(dim=2, width=32, depth=2)
    weights = initial_decoder(spec, "hyper", 6, torch.Generator().manual_seed(0), 8)
    field = bind(spec, tuple(p[0] for p in decode(spec, weights, torch.zeros(1, 6))))
    edge = torch.tensor([[0.95, 0.0], [0.0, -0.95]])
    assert (field(edge) > 0).all()
    assert field(torch.zeros(1, 2)) < 0


@pytest.mark.parametrize("pooling", ["mean", "max"])
def test_a_set_encoder_does_not_see_the_order(pooling: str, tmp_path: Path) -> None:
    config = replace(SMALL, method="encoder-concat", pooling=pooling)
    method = method_of(load_checkpoint(str(made(config, tmp_path))), CPU)
    seen = observe(furniture(5), "dense", 64, 0)
    order = np.random.default_rng(0).permutation(64)
    shuffled = replace(seen, points=seen.points[order], lower=seen.lower[order], upper=seen.upper[order])
    ends = [method.step(method.start(o)[0], o)[0].params for o in (seen, shuffled)]
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(*ends, strict=True))


def test_the_auto_decoder_fits_better_with_every_ten_steps(tmp_path: Path) -> None:
    config = replace(SMALL, method="autodecoder-concat", outer_steps=60, save_every=60, test_steps=60)
    method = method_of(load_checkpoint(str(made(config, tmp_path))), CPU)
    seen = observe(furniture(2), "dense", 64, 0)
    state, record = method.start(seen)
    losses = [record.context_loss]
    for _ in range(30):
        state, record = method.step(state, seen)
        losses.append(record.context_loss)
    assert losses[30] < losses[20] < losses[10] < losses[0]


def test_the_weight_on_the_card_keeps_the_code_small(tmp_path: Path) -> None:
    norms = []
    for weight in (0.0, 1e-4, 100.0):
        config = replace(SMALL, method="autodecoder-concat", test_code_weight=weight)
        method = method_of(load_checkpoint(str(made(config, tmp_path / f"{weight:g}"))), CPU)
        seen = observe(furniture(2), "surface", 64, 0)
        state, _ = method.start(seen)
        for _ in range(20):
            state, _ = method.step(state, seen)
        norms.append(state.memory[0].norm().item())
    assert norms[2] < 0.5 * norms[1] < norms[0]


def test_adam_is_that_of_torch() -> None:
    start = torch.randn(5, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    leaf = start.clone().requires_grad_()
    optimizer = torch.optim.Adam([leaf], lr=0.01)
    params, moments = (start,), (torch.zeros_like(start),) * 2
    for step in range(5):
        optimizer.zero_grad()
        leaf.pow(4).sum().backward()
        optimizer.step()
        params, moments = adam(params, (4 * params[0] ** 3,), moments, step, 0.01)
    assert torch.allclose(params[0], leaf.detach())


def test_an_unknown_method_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text('name="x"\nfamily="furniture"\nobserve="dense"\nmethod = "magic"\n[field]\ndim=3\nwidth=8\ndepth=1')
    with pytest.raises(UserError, match="magic"):
        load_config(path)


def test_what_a_learner_stores_has_its_own_names() -> None:
    for key in KEYS:
        learner = learner_of(replace(SMALL, method=key))
        assert not learner.main.keys() & learner.side.keys()
