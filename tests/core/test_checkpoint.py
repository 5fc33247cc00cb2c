"""Checkpoints and runs: round trip, damage, and the immutable trace."""

import json
import pickle  # noqa: TID251 (to write the files that must be refused)
from pathlib import Path

import numpy as np
import pytest
import torch

from core.errors import UserError
from core.fields.field import FieldSpec, initial_params
from core.measures.metrics import prepare_truth
from core.methods.latent import Latent, initial_decoder
from core.methods.metasdf import MetaParams, initial_log_rates
from core.observation.observe import observe
from core.runs.checkpoint import bundled_checkpoints, load_checkpoint, method_of, save_checkpoint
from core.runs.identity import weights_hash
from core.runs.run import Run, advance, begin, measure
from core.shapes.families import furniture

CARD = {"name": "toy", "observe": "dense", "context_points": 64, "loss": "l2"}


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    spec = FieldSpec(dim=3, width=16, depth=2, frequencies=1)
    theta = initial_params(spec, torch.Generator().manual_seed(0))
    meta = MetaParams(theta, initial_log_rates(theta, 2, 0.05, "per_tensor_per_step"))
    save_checkpoint(tmp_path / "toy", spec, meta, CARD)
    return tmp_path / "toy"


def forget_own_card(weights: Path) -> None:
    """As they were written before they carried one."""
    data = weights.read_bytes()
    size = int.from_bytes(data[:8], "little")
    head = json.loads(data[8 : 8 + size])
    del head["__metadata__"]
    bare = json.dumps(head).encode()
    weights.write_bytes(len(bare).to_bytes(8, "little") + bare + data[8 + size :])


def toy_run(toy: Path, steps: int) -> Run:
    checkpoint = load_checkpoint(str(toy))
    method = method_of(checkpoint, torch.device("cpu"))
    shape = furniture(3)
    run = begin(shape.name, observe(shape, "dense", 64, 0), checkpoint, method, 0)
    for _ in range(steps):
        run = run.extended(advance(run, method))
    return run


def test_round_trip_is_exact(toy: Path) -> None:
    checkpoint = load_checkpoint(str(toy))
    assert isinstance(checkpoint.meta, MetaParams)
    again = initial_params(checkpoint.spec, torch.Generator().manual_seed(0))
    assert all(torch.equal(a, b) for a, b in zip(checkpoint.meta.theta, again, strict=True))
    assert (checkpoint.name, checkpoint.observe, checkpoint.context_points) == ("toy", "dense", 64)
    assert checkpoint.meta.steps == 2
    assert not list(toy.glob(".*"))  # no temporary file is left


@pytest.mark.parametrize("damage", ["of another net", "of a method that does not fit"])
def test_weights_that_an_older_card_does_not_fit_are_read_by_their_own(toy: Path, damage: str) -> None:
    """As an end of the program between the two files leaves them."""
    known = load_checkpoint(str(toy))
    older = dict(known.card)
    if damage == "of another net":
        older["spec"] = older["spec"] | {"width": 32}
    else:
        older |= {"method": "encoder-hyper", "trained_steps": 1}
    (toy / "card.json").write_text(json.dumps(older | {"name": "older"}), encoding="utf-8")
    found = load_checkpoint(str(toy))
    assert (found.name, found.spec, found.sha256) == ("toy", known.spec, known.sha256)
    forget_own_card(toy / "weights.safetensors")
    with pytest.raises(UserError, match="damaged or not one of ours"):
        load_checkpoint(str(toy))


def test_results_of_a_card_do_not_make_other_weights(toy: Path) -> None:
    known = load_checkpoint(str(toy))
    save_checkpoint(toy, known.spec, known.meta, {**known.card, "results": {"iou": 0.5}, "training_minutes": 3.0})
    assert load_checkpoint(str(toy)).sha256 == known.sha256


def test_a_hypernetwork_is_stored_at_half_the_size(tmp_path: Path) -> None:
    spec = FieldSpec(dim=2, width=16, depth=2, frequencies=1)
    weights = initial_decoder(spec, "hyper", 8, torch.Generator().manual_seed(0), 16)
    card = CARD | {"method": "autodecoder-hyper", "trained_steps": 3}
    save_checkpoint(tmp_path / "hyper", spec, Latent(weights, 3), card)
    loaded = load_checkpoint(str(tmp_path / "hyper")).meta
    assert isinstance(loaded, Latent)
    assert (tmp_path / "hyper" / "weights.safetensors").stat().st_size < 3 * sum(t.numel() for t in weights.values())
    for name, tensor in weights.items():
        assert loaded.weights[name].dtype == torch.float32
        assert torch.allclose(loaded.weights[name], tensor, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("damage", ["truncate", "pickle", "text", "card", "no weights", "other shape", "card keys"])
def test_a_damaged_checkpoint_is_one_sentence(toy: Path, damage: str) -> None:
    weights, card = toy / "weights.safetensors", toy / "card.json"
    if damage == "truncate":
        weights.write_bytes(weights.read_bytes()[:-100])
    elif damage == "pickle":
        weights.write_bytes(pickle.dumps({"theta": [1, 2, 3]}))
    elif damage == "text":
        weights.write_text("not weights")
    elif damage == "card":
        card.write_text("{")
    elif damage == "no weights":
        weights.unlink()
    elif damage == "other shape":
        forget_own_card(weights)
        data = json.loads(card.read_text())
        data["spec"]["width"] = 17
        card.write_text(json.dumps(data))
    else:
        forget_own_card(weights)
        card.write_text(json.dumps({"format": 1}))
    with pytest.raises(UserError, match="toy") as error:
        load_checkpoint(str(toy))
    assert "\n" not in str(error.value)


def test_an_unknown_checkpoint_names_the_known_ones() -> None:
    with pytest.raises(UserError, match="no such checkpoint") as error:
        load_checkpoint("dragon")
    assert all(name in str(error.value) for name in bundled_checkpoints())


def test_a_file_is_not_a_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "model.pt"
    path.write_bytes(pickle.dumps([1]))
    with pytest.raises(UserError, match="folder"):
        load_checkpoint(str(path))


def test_a_run_is_an_immutable_trace(toy: Path) -> None:
    run = toy_run(toy, 3)
    assert [e.record.step for e in run.entries] == [0, 1, 2, 3]
    assert [e.record.extrapolated for e in run.entries] == [False, False, False, True]
    assert len(run.entries[0].record.update_norms) == 0
    assert all(n > 0 for n in run.entries[1].record.update_norms)
    shorter = toy_run(toy, 1)
    longer = shorter.extended(run.entries[2])
    assert (len(shorter.entries), len(longer.entries)) == (2, 3)
    with pytest.raises(ValueError, match="step 2"):
        longer.extended(run.entries[2])


def test_the_same_seed_is_the_same_run(toy: Path) -> None:
    one, two = toy_run(toy, 3), toy_run(toy, 3)
    for a, b in zip(one.entries, two.entries, strict=True):
        assert a.record.context_loss == b.record.context_loss
        assert all(torch.equal(p, q) for p, q in zip(a.state.params, b.state.params, strict=True))


def test_measuring_adds_the_surface_and_the_errors(toy: Path) -> None:
    run = toy_run(toy, 1)
    method = method_of(load_checkpoint(str(toy)), torch.device("cpu"))
    entry = measure(run.entries[1], method, 32, prepare_truth(furniture(3), surface=500, volume=500))
    assert entry.level is not None
    assert entry.heldout is not None
    assert 0 <= entry.heldout.iou <= 1
    assert run.entries[1].level is None
    assert run.measured(entry).entries[1] is entry


def test_a_2d_observation_does_not_fit_a_3d_checkpoint(toy: Path) -> None:
    checkpoint = load_checkpoint(str(toy))
    method = method_of(checkpoint, torch.device("cpu"))
    flat = observe(furniture(3), "dense", 8, 0)
    flat = type(flat)(np.ascontiguousarray(flat.points[:, :2]), flat.lower, flat.upper, "dense")
    with pytest.raises(UserError, match="2D checkpoint"):
        method.start(flat)


def test_weights_may_lie_beside(toy: Path) -> None:
    beside = toy.parent / "beside"
    beside.mkdir()
    card = json.loads((toy / "card.json").read_text())
    (beside / "card.json").write_text(json.dumps({**card, "name": "beside", "weights_of": f"../../{toy.name}"}))
    own, other = load_checkpoint(str(toy)), load_checkpoint(str(beside))  # of a path the last part alone counts
    assert isinstance(own.meta, MetaParams)
    assert isinstance(other.meta, MetaParams)
    assert all(torch.equal(a, b) for a, b in zip(own.meta.theta, other.meta.theta, strict=True))
    assert weights_hash(str(beside)) == weights_hash(str(toy)) != ""
    (toy / "weights.safetensors").unlink()
    with pytest.raises(UserError, match="beside"):
        load_checkpoint(str(beside))


def test_the_bundle_stays_small() -> None:
    assets = Path(__file__).parents[2] / "assets"
    kept = [p for p in assets.rglob("*") if p.is_file() and p.name != "training.safetensors"]
    assert sum(p.stat().st_size for p in kept) < 60_000_000


@pytest.mark.parametrize("name", bundled_checkpoints())
def test_bundled_checkpoints_beat_an_untrained_start(name: str) -> None:
    checkpoint = load_checkpoint(name)
    results = checkpoint.card["results"]
    assert results["steps"][-1]["iou"]["mean"] > results["steps"][0]["iou"]["mean"]
    if checkpoint.method == "metasdf":
        assert results["steps"][-1]["iou"]["mean"] > results["untrained_start"]["iou"]["mean"] + 0.2
