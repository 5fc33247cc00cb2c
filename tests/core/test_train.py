"""Training: it learns, resumes exactly, and says what is wrong with its files."""

import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from core.errors import UserError
from core.evaluation.evaluate import evaluate, make_case
from core.fields.field import FieldSpec
from core.methods.metasdf import MetaParams, RateMode
from core.runs.checkpoint import load_checkpoint, method_of
from core.shapes.catalogue import procedural_furniture
from core.training.learners import learner_of
from core.training.task_source import task_source
from core.training.tasks import Split
from core.training.train import TrainConfig, _batch, finish, load_config, stop_and_keep, train, trained

CPU = torch.device("cpu")
ROOT = Path(__file__).resolve().parents[2]
CONFIG = TrainConfig(
    name="tiny",
    family="furniture",
    observe="dense",
    field=FieldSpec(dim=3, width=16, depth=2, frequencies=1),
    context_points=64,
    query_points=64,
    inner_steps=2,
    meta_batch=2,
    outer_steps=12,
    save_every=6,
)


def final_tensors(folder: Path) -> dict[str, torch.Tensor]:
    return load_file(folder / "training.safetensors")


@pytest.mark.parametrize(("refine_steps", "stop", "saved"), [(0, 8, 6), (8, 8, 6), (8, 19, 18)])
def test_resuming_is_bit_exact(tmp_path: Path, refine_steps: int, stop: int, saved: int) -> None:
    config = replace(CONFIG, refine_steps=refine_steps)
    whole = [r.loss for r in train(config, tmp_path / "whole", CPU)]
    stopped = train(config, tmp_path / "parts", CPU)
    first = [next(stopped).loss for _ in range(stop)]  # the state of step `saved` is on disk
    stopped.close()
    second = [r.loss for r in train(config, tmp_path / "parts", CPU, resume=True)]
    assert first[:saved] + second == whole
    a, b = final_tensors(tmp_path / "whole"), final_tensors(tmp_path / "parts")
    assert a.keys() == b.keys()
    assert all(torch.equal(a[k], b[k]) for k in a)


def test_a_training_that_is_stopped_keeps_its_last_step(tmp_path: Path) -> None:
    whole = [r.loss for r in train(CONFIG, tmp_path / "whole", CPU)]
    stopped = train(CONFIG, tmp_path / "parts", CPU)
    first = [next(stopped).loss for _ in range(8)]
    stop_and_keep(stopped)
    assert list(stopped) == []
    assert first + [r.loss for r in train(CONFIG, tmp_path / "parts", CPU, resume=True)] == whole


def test_refining_gives_each_parameter_its_own_rates(tmp_path: Path) -> None:
    config = replace(CONFIG, refine_steps=4)
    for _ in train(config, tmp_path, CPU):
        pass
    meta = trained(config, tmp_path)
    assert isinstance(meta, MetaParams)
    assert [r.shape[1:] for r in meta.log_rates] == [t.shape for t in meta.theta]
    assert meta.log_rates[0][0].std() > 0


def test_a_state_of_other_settings_is_not_resumed(tmp_path: Path) -> None:
    for _ in train(CONFIG, tmp_path, CPU):
        pass
    with pytest.raises(UserError, match="other settings"):
        next(train(replace(CONFIG, seed=1), tmp_path, CPU, resume=True))


def test_a_state_from_before_a_setting_existed_is_resumed_where_that_has_its_default(tmp_path: Path) -> None:
    whole = [r.loss for r in train(CONFIG, tmp_path, CPU)]
    stopped = train(CONFIG, tmp_path, CPU)
    for _ in range(6):
        next(stopped)
    stopped.close()
    file = tmp_path / "training.safetensors"
    with safe_open(file, "pt") as stored:
        metadata = stored.metadata() or {}
    saved = json.loads(metadata["config"])
    for name in ("every_step", "keep", "shapes"):
        del saved[name]
    del saved["field"]["skip"]
    save_file(load_file(file), file, metadata={**metadata, "config": json.dumps(saved)})
    with pytest.raises(UserError, match="other settings"):
        next(train(replace(CONFIG, every_step=1), tmp_path, CPU, resume=True))
    with pytest.raises(UserError, match="other settings"):
        next(train(replace(CONFIG, field=replace(CONFIG.field, skip=1)), tmp_path, CPU, resume=True))
    assert [r.loss for r in train(CONFIG, tmp_path, CPU, resume=True)] == whole[6:]


@pytest.mark.parametrize("mode", ["per_tensor_per_step", "per_parameter_per_step"])
def test_training_goes_on_from_a_checkpoint_in_either_rate_mode(tmp_path: Path, mode: RateMode) -> None:
    for _ in train(CONFIG, tmp_path, CPU):
        pass
    meta = trained(CONFIG, tmp_path)
    assert isinstance(meta, MetaParams)
    finish(CONFIG, meta, tmp_path / "done", {}, 0.1)
    more = replace(CONFIG, start_from=str(tmp_path / "done"), rate_mode=mode, outer_steps=1, learning_rate=0.0)
    for _ in train(replace(more, rate_learning_rate=0.0), tmp_path / "more", CPU):
        pass
    after = trained(more, tmp_path / "more")
    assert isinstance(after, MetaParams)
    shapes = [t.shape if mode == "per_parameter_per_step" else (1, 1) for t in meta.theta]
    assert [r.shape[1:] for r in after.log_rates] == shapes
    assert all(torch.allclose(a, b.expand_as(a)) for a, b in zip(after.log_rates, meta.log_rates, strict=True))


def test_finished_weights_may_be_a_mean_with_the_start(tmp_path: Path) -> None:
    for _ in train(CONFIG, tmp_path, CPU):
        pass
    before = trained(CONFIG, tmp_path)
    assert isinstance(before, MetaParams)
    finish(CONFIG, before, tmp_path / "done", {}, 0.1)
    more = replace(CONFIG, start_from=str(tmp_path / "done"), outer_steps=3)
    for _ in train(more, tmp_path / "more", CPU):
        pass
    alone, mixed = (trained(replace(more, start_share=share), tmp_path / "more") for share in (0.0, 0.25))
    assert isinstance(alone, MetaParams)
    assert isinstance(mixed, MetaParams)
    for kind in ("theta", "log_rates"):
        for a, b, m in zip(getattr(alone, kind), getattr(before, kind), getattr(mixed, kind), strict=True):
            assert not torch.equal(a, b)
            assert torch.allclose(m, 0.75 * a + 0.25 * b, atol=1e-6)
    text = (ROOT / "assets" / "training" / "real-scan.toml").read_text(encoding="utf-8")
    (tmp_path / "alone.toml").write_text(re.sub(r"(?m)^start_from.*$", "start_share = 0.5", text), encoding="utf-8")
    with pytest.raises(UserError, match="start_share goes with start_from"):
        load_config(tmp_path / "alone.toml")


def test_mixed_precision_gives_nearly_the_same_outer_gradient_and_stays_out_of_the_checkpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "core.training.learners.pick_precision", lambda *_: "mixed"
    )  # as on a processor with bfloat16 units
    gradients = []
    for mixed in (False, True):
        config = replace(CONFIG, mixed=mixed)
        learner = learner_of(config)
        learner.loss(_batch(config, task_source(config), 0)).backward()
        gradients.append(torch.cat([leaf.grad.flatten() for leaf in learner.main.values() if leaf.grad is not None]))
    assert not torch.equal(*gradients), "the hidden layers are in bfloat16"
    assert torch.cosine_similarity(*gradients, dim=0) > 0.98
    config = replace(CONFIG, mixed=True, outer_steps=2)
    list(train(config, tmp_path, CPU))
    finish(config, trained(config, tmp_path), tmp_path, {}, 0.0)
    assert not load_checkpoint(str(tmp_path)).spec.mixed


def test_mixed_precision_is_left_where_it_is_no_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.training.learners.pick_precision", lambda *_: "fp32")
    batch = _batch(CONFIG, task_source(CONFIG), 0)
    one, two = (learner_of(replace(CONFIG, mixed=mixed)).loss(batch) for mixed in (False, True))
    assert torch.equal(one, two)


def test_training_improves_the_loss(tmp_path: Path) -> None:
    longer = replace(CONFIG, outer_steps=60, learning_rate=5e-3, save_every=60)
    losses = [r.loss for r in train(longer, tmp_path, CPU)]
    assert np.mean(losses[-10:]) < 0.8 * np.mean(losses[:10])


def test_a_finished_run_loads_adapts_and_is_measured(tmp_path: Path) -> None:
    for _ in train(CONFIG, tmp_path, CPU):
        pass
    finish(CONFIG, trained(CONFIG, tmp_path), tmp_path / "done", {"note": 1}, 0.1)
    checkpoint = load_checkpoint(str(tmp_path / "done"))
    assert checkpoint.spec == CONFIG.field
    assert checkpoint.card["results"] == {"note": 1}
    assert checkpoint.card["outer_steps"] == 12
    method = method_of(checkpoint, CPU)
    cases = [make_case(procedural_furniture()(n, "test"), "scan", 64, n) for n in range(2)]
    training = [procedural_furniture()(n, "train") for n in range(3)]
    results = evaluate(method, cases, training)
    assert [s["step"] for s in results["steps"]] == [0, 1, 2]
    assert 0 <= results["unseen_part_iou"]["retrieved"]["mean"] <= results["unseen_part_iou"]["training_shapes"] == 3


def test_splits_share_no_shape() -> None:
    draw = procedural_furniture()
    splits: tuple[Split, ...] = ("train", "val", "test")
    seeds = [{draw(n, split).name.split("-")[1] for n in range(40)} for split in splits]
    assert len(set.union(*seeds)) == sum(len(s) for s in seeds)


@pytest.mark.parametrize("text", ["", "name = 1 =", 'name = "x"\nunknown = 3\n[field]\ndim = 2\nwidth = 8\ndepth = 1'])
def test_a_bad_training_file_is_one_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(UserError, match=r"bad\.toml"):
        load_config(path)


def test_unknown_family_and_missing_digits(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="family 'cats'"):
        next(train(replace(CONFIG, family="cats"), tmp_path, CPU))
    flat = replace(CONFIG, family="digits", data="nowhere", field=FieldSpec(dim=2, width=16, depth=2))
    with pytest.raises(UserError, match="nowhere"):
        next(train(flat, tmp_path, CPU))


def test_the_bundled_training_files_are_readable() -> None:
    files = sorted((Path(__file__).parents[2] / "assets" / "training").glob("*.toml"))
    assert len(files) >= 6
    assert all(load_config(f).name == f.stem for f in files)
