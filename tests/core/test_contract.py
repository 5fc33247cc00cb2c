"""The contract that every adapter keeps: start, step, branch, extrapolate, save, load, and fields on any points."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import UserError
from core.fields.field import FieldSpec
from core.methods.base import Method, State
from core.methods.overrides import at_once
from core.methods.poisson import Poisson, missing
from core.observation.observation import Observation
from core.observation.observe import observe
from core.runs.checkpoint import POISSON, fileless_checkpoints, load_checkpoint, method_of
from core.runs.run import Run, advance, begin, measure
from core.runs.session import Session, read_session, write_session
from core.shapes.base import Normalization
from core.shapes.families import furniture
from core.shapes.waves import wave_shape
from core.training.train import finish, train, trained
from core.training.train_config import TrainConfig

CPU = torch.device("cpu")
SMALL = TrainConfig(
    name="small", family="furniture", observe="dense", field=FieldSpec(dim=3, width=16, depth=2, frequencies=1),
    context_points=64, query_points=64, inner_steps=2, latent=8, hyper_width=8, encoder_width=16, shapes=4,
    test_steps=6, meta_batch=2, outer_steps=2, save_every=2,
)  # fmt: skip
FLAT = replace(SMALL, family="outlines", field=FieldSpec(dim=2, width=16, depth=2))
TWO = {
    "field": replace(SMALL.field, outputs=2), "inner_loss": "sign_distance", "outer_loss": "sign_distance",
}  # fmt: skip
TRAINED: dict[str, TrainConfig] = {
    "metasdf": SMALL,
    "metasdf in 2D": FLAT,
    "metasdf with pruned contexts": replace(SMALL, keep=0.25),
    "metasdf with sine layers": replace(SMALL, field=FieldSpec(dim=3, width=16, depth=2, activation="sine"), rate=1e-5),
    "metasdf with sign and distance": replace(SMALL, **TWO),  # pyright: ignore[reportArgumentType]
    "metasdf with a skip": replace(SMALL, field=replace(SMALL.field, skip=1), inner_loss="clamped_l1"),
    "autodecoder-concat": replace(SMALL, method="autodecoder-concat"),
    "autodecoder-hyper in 2D": replace(FLAT, method="autodecoder-hyper"),
    "autodecoder-concat with sign and distance": replace(SMALL, method="autodecoder-concat", **TWO),  # pyright: ignore[reportArgumentType]
    "encoder-concat by mean": replace(SMALL, method="encoder-concat", pooling="mean"),
    "encoder-concat by max in 2D": replace(FLAT, method="encoder-concat", pooling="max"),
    "encoder-hyper": replace(SMALL, method="encoder-hyper"),
    "scratch from the mean": replace(SMALL, method="scratch"),
    "scratch from the mean by descent": replace(SMALL, method="scratch", optimizer="sgd"),
    "scratch from shared layers": replace(SMALL, method="scratch", start="shared"),
    "scratch from shared layers in 2D": replace(FLAT, method="scratch", start="shared", optimizer="sgd"),
}


@pytest.fixture(params=[*TRAINED, *fileless_checkpoints()])
def name(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of a checkpoint that `load_checkpoint` knows."""
    if request.param == POISSON and missing():
        pytest.skip(missing())
    if request.param not in TRAINED:
        return request.param
    config = TRAINED[request.param]
    for _ in train(config, tmp_path, CPU):
        pass
    finish(config, trained(config, tmp_path), tmp_path / "done", {}, 0.1)
    return str(tmp_path / "done")


def seen_by(method: Method) -> Observation:
    kind = "surface" if method.key == POISSON else "dense"
    return observe(furniture(3) if method.dim == 3 else wave_shape(3), kind, 64, 0)


def same(one: State, other: State) -> bool:
    tensors = zip((*one.params, *one.memory), (*other.params, *other.memory), strict=True)
    return one.step == other.step and all(torch.equal(a, b) for a, b in tensors)


def test_the_contract(name: str, tmp_path: Path) -> None:
    checkpoint = load_checkpoint(name)
    method = method_of(checkpoint, CPU)
    if isinstance(method, Poisson):
        method = replace(method, depth=4)  # a reconstruction takes a fifth of the time
    assert method.key == checkpoint.method
    assert method.trained_steps == checkpoint.meta.steps
    assert method.dim == checkpoint.spec.dim
    seen = seen_by(method)
    run = starts_and_steps(method, seen, begin("shape", seen, checkpoint, method, 0))
    comes_back(method, run, tmp_path)
    answers_on_any_points(method, run)
    refuses_another_dimension(method)


def starts_and_steps(method: Method, seen: Observation, run: Run) -> Run:
    start, first = method.start(seen)
    assert (first.step, first.update_norms, first.extrapolated, first.diverged) == (0, (), False, False)
    assert same(start, method.start(seen)[0])
    one, _ = method.step(start, seen)
    assert same(start, run.entries[0].state), "a step leaves its state as it is"
    two, second = method.step(one, seen)
    branch, again = method.step(one, seen)  # a state can be stepped from as often as one likes
    assert same(two, branch)
    assert second.context_loss == again.context_loss
    assert second.step == two.step == 2
    assert second.extrapolated == (method.trained_steps < 2)
    assert len(second.update_norms) == len(two.params)
    gradient, moved = method.gradient(one, seen), method.variables(one)
    assert (gradient is None) == at_once(method.key)
    assert gradient is None or [g.shape for g in gradient] == [t.shape for t in moved.values()]
    assert all(t.device == method.device and not t.requires_grad for t in (*two.params, *two.memory))
    for _ in range(2):
        run = run.extended(advance(run, method))
    assert same(run.entries[2].state, two)
    return run


def comes_back(method: Method, run: Run, folder: Path) -> None:
    normal = Normalization(np.zeros(method.dim), 1.0)
    setup = {"checkpoint": run.checkpoint, "kind": "dense", "count": 64, "seed": 0}
    write_session(folder / "one.metasdf", Session("shape", "", normal, setup, "", run, {}))
    back = read_session(folder / "one.metasdf").run
    assert [e.record for e in back.entries] == [e.record for e in run.entries]
    assert all(same(a.state, b.state) for a, b in zip(back.entries, run.entries, strict=True))
    here, there = (
        method.step(run.entries[2].state, run.observation),
        method.step(back.entries[2].state, run.observation),
    )
    assert same(here[0], there[0])
    assert here[1].context_loss == there[1].context_loss


def answers_on_any_points(method: Method, run: Run) -> None:
    state = run.entries[2].state
    for count in (0, 1, 17):
        values = method.field(state)(torch.zeros(count, method.dim))
        assert values.shape == (count,)
        assert torch.isfinite(values).all()
        assert not values.requires_grad
    assert measure(run.entries[2], method, 16).level is not None


def refuses_another_dimension(method: Method) -> None:
    other = observe(furniture(3) if method.dim == 2 else wave_shape(3), "dense", 64, 0)
    with pytest.raises(UserError, match=f"{5 - method.dim}D checkpoint"):
        method.start(other)
