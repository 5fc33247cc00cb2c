"""The verb `train`: a checkpoint with a card comes out, and a stopped run goes on."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import main
from core.checkpoint import load_checkpoint

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """
name = "small"
family = "furniture"
observe = "dense"
context_points = 32
query_points = 32
inner_steps = 2
meta_batch = 2
outer_steps = {steps}
save_every = 2
seed = 0
[field]
dim = 3
width = 8
depth = 1
"""


@pytest.fixture(autouse=True)
def few_shapes(monkeypatch):
    monkeypatch.setattr("app.training.TEST_SHAPES", 2)
    monkeypatch.setattr("app.training.TRAINING_SHAPES", 2)
    monkeypatch.setattr("app.training.REAL_SHAPES", 1)


def test_a_checkpoint_comes_out_and_resuming_adds_nothing(tmp_path, capsys):
    config, out = tmp_path / "small.toml", tmp_path / "small"
    config.write_text(CONFIG.format(steps=4))
    meshes = tmp_path / "meshes" / "chair"
    meshes.mkdir(parents=True)
    shutil.copy(ROOT / "assets" / "shapes" / "chair.ply", meshes)
    arguments = ["train", str(config), "--out", str(out), "--device", "cpu"]
    assert main.main([*arguments, "--real", str(meshes.parent)]) == 0
    assert "small  step 4 of 4  query loss" in capsys.readouterr().out
    checkpoint = load_checkpoint(str(out))
    assert (checkpoint.name, checkpoint.spec.width, checkpoint.meta.steps) == ("small", 8, 2)
    results = checkpoint.card["results"]
    assert results["shapes"] == 2
    assert results["real"]["chair"]["shapes"] == 1
    assert len(results["steps"]) == 3
    assert json.loads((out / "card.json").read_text())["outer_steps"] == 4

    weights = (out / "weights.safetensors").read_bytes()
    assert main.main([*arguments, "--resume"]) == 0
    assert "step 4 of 4" not in capsys.readouterr().out  # nothing was left to do
    assert (out / "weights.safetensors").read_bytes() == weights


def test_other_settings_do_not_resume(tmp_path, capsys):
    config, out = tmp_path / "small.toml", tmp_path / "small"
    for steps, code in ((2, 0), (6, 2)):
        config.write_text(CONFIG.format(steps=steps))
        assert main.main(["train", str(config), "--out", str(out), "--device", "cpu", "--resume"]) == code
    assert "other settings" in capsys.readouterr().err


def test_a_folder_of_meshes_that_is_not_there(tmp_path, capsys):
    config = tmp_path / "small.toml"
    config.write_text(CONFIG.format(steps=2))
    assert main.main(["train", str(config), "--out", str(tmp_path / "o"), "--real", str(tmp_path / "gone")]) == 2
    assert "gone is not a folder" in capsys.readouterr().err
