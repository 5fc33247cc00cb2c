"""The configurations of the paper and of its baselines: a step on a few points, of each net one at full size."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.fields.field import FieldSpec
from core.observation.observe import observe
from core.runs.checkpoint import load_checkpoint, method_of
from core.shapes.families import furniture
from core.shapes.waves import wave_shape
from core.training.train import finish, train, trained
from core.training.train_config import TrainConfig, load_config

CPU = torch.device("cpu")
FILES = sorted((Path(__file__).parents[2] / "assets" / "training" / "paper").glob("*.toml"))


def net(config: TrainConfig) -> tuple[object, ...]:
    """What decides how large the weights of a configuration are, and which there are."""
    return config.method, config.field, config.latent, config.hyper_width, config.encoder_width, config.start


LARGE = {config.name for config in {net(config): config for config in map(load_config, FILES)}.values()}
"""Configurations that are tried at full size; each of the others has the net of one of these."""


def narrowed(config: TrainConfig) -> TrainConfig:
    """The same with narrow layers."""
    return replace(config, field=replace(config.field, width=32), latent=16, hyper_width=16, encoder_width=32)


def tiny(config: TrainConfig) -> TrainConfig:
    """The same net and losses on two shapes of few points, without files."""
    config = config if config.name in LARGE else narrowed(config)
    family = "outlines" if config.field.dim == 2 else config.family
    few = {"context_points": 32, "query_points": 32, "meta_batch": 2, "shapes": min(config.shapes, 3)}
    return replace(config, family=family, data="", outer_steps=1, save_every=1, **few)  # pyright: ignore[reportArgumentType]


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_trains_and_adapts(file: Path, tmp_path: Path) -> None:
    config = tiny(load_config(file))
    assert np.isfinite([r.loss for r in train(config, tmp_path, CPU)]).all()
    finish(config, trained(config, tmp_path), tmp_path / "done", {}, 0.1)
    method = method_of(load_checkpoint(str(tmp_path / "done")), CPU)
    seen = observe(furniture(3) if method.dim == 3 else wave_shape(3), config.observe, 32, 0)
    state, _ = method.start(seen)
    state, record = method.step(state, seen)
    assert not record.diverged
    assert torch.isfinite(method.field(state)(torch.zeros(3, method.dim))).all()


def test_every_method_has_one_and_its_name_is_its_own() -> None:
    configs = {file.stem: load_config(file) for file in FILES}
    assert all(config.name == f"paper-{stem}" for stem, config in configs.items())
    assert {config.method for config in configs.values()} == {
        "metasdf", "autodecoder-concat", "autodecoder-hyper", "encoder-concat", "encoder-hyper", "scratch",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stem", "count"),
    [("digits-dense", 132_609), ("furniture-dense", 2_104_322), ("furniture-dense-encoding", 1_594_370)],
)
def test_the_nets_have_as_many_weights_as_the_released_ones(stem: str, count: int) -> None:
    field: FieldSpec = load_config(next(f for f in FILES if f.stem == stem)).field
    assert field.parameter_count == count
