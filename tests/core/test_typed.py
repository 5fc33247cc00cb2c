"""Documents that people or programs write: whatever stands in them, only one sentence that names the key comes out."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.evaluation.gallery import Plan, Result
from core.evaluation.gallery_folder import Manifest, Subject, read_plan, read_result
from core.fields.field import FieldSpec, initial_params
from core.methods.metasdf import MetaParams, initial_log_rates
from core.methods.overrides import changes_of
from core.observation.observation_spec import placement_of, spec_of
from core.runs.checkpoint import load_checkpoint, method_of, save_checkpoint
from core.storage.typed import MisfitError, from_dict
from core.training.train_config import load_config
from tests.spoiling import WRONG, one_sentence, spoilt, tables, toml
from tests.trials import examples

TRAINING = {
    "name": "n", "family": "digits", "observe": "dense", "method": "metasdf", "rate": 0.1, "meta_batch": 4,
    "save_every": 250, "cooldown": 10, "seed": 0, "learning_rate": 1e-3, "outer_steps": 10, "mixed": False,
    "field": {"dim": 2, "width": 8, "depth": 2},
}  # fmt: skip
PLAN = Plan(("bundled",), "digits-dense", 2, "", 48, 5, 0, 32)
RESULT = asdict(Result(0, "a.png", "a", "a", "unusable", iou=0.5))
CONDITIONS = {"views": [[0, 1, 2]], "noise": 0.01, "outliers": 0.1, "holes": 0.1,
              "hidden": [{"kind": "disc", "vector": [0, 0, 1], "value": 0.2}]}  # fmt: skip
PLACEMENT = {"up": "+y", "yaw": 10, "shift": [0, 0, 0], "scale": 1, "pitch": 0, "roll": 0}
CHANGES = [{"at": 2, "rate_scale": 0.5, "loss": "l1", "optimizer": "sgd", "frozen": [1], "points": 30}]


fuzz = settings(max_examples=examples(400), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@fuzz
@given(st.sampled_from(tables(TRAINING)), WRONG)
def test_a_training_file_of_any_content(tmp_path, path, value):
    file = tmp_path / "training.toml"
    lines = [f"{key} = {toml(one)}" for key, one in spoilt(TRAINING, path, value).items()]
    file.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    one_sentence(lambda: load_config(file))


@pytest.fixture(scope="module")
def card(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole checkpoint."""
    folder, spec = tmp_path_factory.mktemp("card"), FieldSpec(2, 8, 2)
    theta = initial_params(spec, torch.Generator().manual_seed(0))
    meta = MetaParams(theta, initial_log_rates(theta, 3, 0.1, "per_tensor_per_step"))
    training = {"keep": 1.0, "optimizer": "adam", "pooling": "mean", "test_rate": 0.005, "test_code_weight": 0.1}
    known = {"name": "n", "observe": "dense", "context_points": 48, "loss": "l2", "method": "metasdf",
             "trained_steps": 3, "training": training, "notes": "for people"}  # fmt: skip
    save_checkpoint(folder, spec, meta, known)
    return folder / "card.json"


@fuzz
@given(st.data(), WRONG)
def test_a_card_of_any_content(card, data, value):
    whole = card.read_text()
    path = data.draw(st.sampled_from(tables(json.loads(whole))))
    try:
        card.write_text(json.dumps(spoilt(json.loads(whole), path, value)))
        one_sentence(lambda: method_of(load_checkpoint(str(card.parent)), "cpu"))
    finally:
        card.write_text(whole)


@pytest.mark.parametrize("document", [CONDITIONS, PLACEMENT, CHANGES, RESULT, asdict(Manifest(2, PLAN, ()))])
@settings(max_examples=examples(150), deadline=None)
@given(data=st.data(), value=WRONG)
def test_parts_of_documents_of_any_content(document, data, value):
    readers = {id(CONDITIONS): spec_of, id(PLACEMENT): placement_of, id(CHANGES): changes_of}
    read = readers.get(id(document), lambda told: from_dict(Manifest if "plan" in document else Result, told))
    wrong = spoilt(document, data.draw(st.sampled_from([(), *tables(document)])), value)
    one_sentence(lambda: read(wrong), MisfitError)


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), value=WRONG)
def test_a_gallery_and_a_result_of_any_content(tmp_path, data, value):
    subject = Subject(0, "a.png", "a")
    manifest = json.loads(json.dumps(asdict(Manifest(2, PLAN, (subject,)))))
    (tmp_path / "results").mkdir(exist_ok=True)
    (tmp_path / "gallery.json").write_text(
        json.dumps(spoilt(manifest, data.draw(st.sampled_from(tables(manifest))), value))
    )
    (tmp_path / "results" / "00000.json").write_text(
        json.dumps(spoilt(RESULT, data.draw(st.sampled_from([(), *tables(RESULT)])), value))
    )
    one_sentence(lambda: read_plan(tmp_path))
    result = read_result(tmp_path, subject)
    assert result is None or result.iou is None or result.iou >= 0


@pytest.mark.parametrize(("line", "words"), [
    ("meta_batch = 0", "meta_batch is 0 and has to be a whole number from 1"),
    ("save_every = 0", "save_every is 0"),
    ("cooldown = 0", "cooldown is 0"),
    ("rate = -1", "rate is -1 and has to be a number from"),
    ("seed = -1", "seed is -1 and has to be a whole number from 0 to 4,294,967,295"),
    ('learning_rate = "fast"', "learning_rate is 'fast' and has to be a number"),
    ('outer_steps = "many"', "outer_steps is 'many' and has to be a whole number"),
    ("method = [1]", "method is \\[1\\] and has to be one of metasdf"),
    ("every_step = true", "every_step is true and has to be a whole number"),
    ("meta_bach = 4", "unknown key 'meta_bach'; 'meta_batch' is"),
    ("rate = 0x" + "f" * 9000, "rate is a number of very many digits"),
    ("rate = " + "[" * 5000, "nested too deeply|no TOML text"),
    ("rate = = 1", r"it is no TOML text, from line \d+, column 8 on\)"), ("rate = [", r"it is no TOML text[,)]"),
    ("observe = 1979-05-27", "observe is .*1979"),
])  # fmt: skip
def test_a_training_file_names_the_key_what_stands_there_and_what_is_right(tmp_path, line, words):
    file, key = tmp_path / "training.toml", line.split(" ")[0]
    lines = [f"{name} = {toml(value)}" for name, value in TRAINING.items() if name != key]
    file.write_text("\n".join([*lines, line]))
    with pytest.raises(UserError, match=words) as caught:
        load_config(file)
    assert "training.toml" in str(caught.value)


@pytest.mark.parametrize("key", ["name", "family", "observe", "field"])
def test_a_missing_key_of_a_training_file_is_named(tmp_path, key):
    file = tmp_path / "training.toml"
    file.write_text("\n".join(f"{name} = {toml(value)}" for name, value in TRAINING.items() if name != key))
    with pytest.raises(UserError, match=f"lacks the key '{key}'"):
        load_config(file)


@pytest.mark.parametrize(("path", "value", "words"), [
    (("spec", "depth"), 10**9, "the card, spec, depth is 1000000000 and has to be a whole number from 1 to 64"),
    (("method",), "magic", "method is 'magic' and has to be one of"),
    (("training", "optimizer"), "lion", "training, optimizer is 'lion' and has to be one of"),
    (("training",), [], "training is \\[\\] and has to be a table"),
    (("format",), 2, "newer version"),
    (("context_points",), 1, "context_points is 1"),
])  # fmt: skip
def test_a_card_names_the_key_what_stands_there_and_what_is_right(card, path, value, words):
    whole = card.read_text()
    try:
        card.write_text(json.dumps(spoilt(json.loads(whole), path, value)))
        with pytest.raises(UserError, match=words):
            load_checkpoint(str(card.parent))
        card.write_text("[" * 100_000)
        with pytest.raises(UserError, match="nested too deeply"):
            load_checkpoint(str(card.parent))
    finally:
        card.write_text(whole)
