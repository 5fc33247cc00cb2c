"""One policy for all formats: what a newer version wrote is said to be that, and is left as it is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

import main
from app.document import Session
from app.restoring import restore, save
from core.checkpoint import load_checkpoint
from core.errors import UserError
from core.evaluation_folder import keep, kept
from core.field import FieldSpec
from core.gallery_folder import read_plan
from core.prepare.sampling import Sampling
from core.prepare.work import prepare
from core.recipe import TrainConfig
from core.session import read_session
from core.train import train
from tests.app.test_cli import small_checkpoint

TINY = TrainConfig(
    name="tiny", family="polygon", observe="dense", field=FieldSpec(2, 8, 1), context_points=16, query_points=16,
    inner_steps=1, meta_batch=1, outer_steps=2, save_every=1, cooldown=1,
)  # fmt: skip
CPU = torch.device("cpu")


def newer(file: Path) -> bytes:
    document = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**document, "format": 99}), encoding="utf-8")
    return file.read_bytes()


def card(folder: Path) -> Path:
    small_checkpoint(folder, 2, "half")
    return folder / "card.json"


def gallery(folder: Path) -> Path:
    net = small_checkpoint(folder / "net", 2, "half")
    shape = str(Path(__file__).resolve().parents[2] / "assets" / "shapes" / "digit-3.png")
    few = ["--steps", "0", "--resolution", "16", "--out", str(folder / "out")]
    assert main.main(["gallery", shape, "--checkpoint", net, *few]) == 0
    return folder / "out" / "gallery.json"


def preparation(folder: Path) -> Path:
    assert list(prepare([], folder, Sampling())) == []
    return folder / "prepare.json"


def evaluation(folder: Path) -> Path:
    keep(folder, {"suite": "3d"}, {})
    return folder / "evaluation.json"


READERS = {
    card: lambda file: load_checkpoint(str(file.parent)),
    gallery: lambda file: read_plan(file.parent),
    preparation: lambda file: list(prepare([], file.parent, Sampling())),
    evaluation: lambda file: kept(file.parent, {"suite": "3d"}),
}


@pytest.mark.parametrize("make", READERS, ids=lambda make: make.__name__)
def test_what_a_newer_version_wrote_is_told_and_left(make, tmp_path, capsys):
    file = make(tmp_path)
    READERS[make](file)
    written = newer(file)
    with pytest.raises(UserError, match="newer version"):
        READERS[make](file)
    assert file.read_bytes() == written


def test_the_state_of_a_training_of_a_newer_version(tmp_path):
    for _ in train(TINY, tmp_path, CPU):
        pass
    state = tmp_path / "training.safetensors"
    with safe_open(state, "pt") as file:
        told = file.metadata()
    assert told["format"] == "1"
    save_file(load_file(state), state, {key: value for key, value in told.items() if key != "format"})
    assert list(train(TINY, tmp_path, CPU, resume=True)) == [], "a state from before there were formats"
    save_file(load_file(state), state, {**told, "format": "2"})
    with pytest.raises(UserError, match="newer version"):
        next(train(TINY, tmp_path, CPU, resume=True))
    state.write_bytes(b"cut")
    with pytest.raises(UserError, match=r"is damaged .*--restart"):
        next(train(TINY, tmp_path, CPU, resume=True))


def test_the_first_sessions_open_with_all_that_was_in_them(tmp_path):
    """tests/golden was written by the first version."""
    golden = Path(__file__).resolve().parents[1] / "golden"
    for name in ("session-1.metasdf", "net-1"):  # the checkpoint lies beside the session, and is found by its hash
        copy = shutil.copytree if (golden / name).is_dir() else shutil.copy
        copy(golden / name, tmp_path / name)
    document, source, _, remark = restore(str(tmp_path / "session-1.metasdf"), 1, CPU)
    assert "The checkpoint net-1 has moved" in remark
    assert "anew" not in remark
    assert source.dim == 2
    assert [len(line.run.entries) for line in document.all_lines] == [3, 3]
    assert document.arrival is not None
    assert (document.line, document.all_lines[1].name, document.arrival.cursor) == (1, "faster", 1)
    path = tmp_path / "again.metasdf"
    save(path, Session(document=document, cursor=1), None)
    again = read_session(path)
    assert again.copy is not None
    assert again.checkpoint_hash == read_session(golden / "session-1.metasdf").checkpoint_hash
    assert [line.name for line in again.lines] == ["", "faster"]
