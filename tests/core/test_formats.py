"""One policy for all formats: what a newer version wrote is said to be that, and is left as it is."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

import main
from app.document.document import WindowState
from app.engine.session_io import restore, save
from app.tools.lesson.pages import Scene
from core.errors import UserError
from core.evaluation.evaluation_folder import keep, kept
from core.evaluation.gallery_folder import read_plan
from core.prepare.sampling import Sampling
from core.prepare.work import prepare
from core.runs.branch import Branch
from core.runs.checkpoint import load_checkpoint
from core.runs.session import read_session, write_session
from core.storage.versions import newest
from core.training.train import train
from tests.goldens import GOLDEN, TINY, golden_copy, trained_on
from tests.nets import small_checkpoint
from tests.torture.work import run_of, session_of

CPU = torch.device("cpu")
ROOT = Path(__file__).resolve().parents[2]


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
        told = file.metadata() or {}
    assert told["format"] == "1"
    save_file(load_file(state), state, {key: value for key, value in told.items() if key != "format"})
    assert list(train(TINY, tmp_path, CPU, resume=True)) == [], "a state from before there were formats"
    save_file(load_file(state), state, {**told, "format": "2"})
    with pytest.raises(UserError, match="newer version"):
        next(train(TINY, tmp_path, CPU, resume=True))
    state.write_bytes(b"cut")
    with pytest.raises(UserError, match=r"is damaged or no state .*--restart"):
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
    save(path, WindowState(document=document, cursor=1), None)
    again = read_session(path)
    assert again.copy is not None
    assert again.checkpoint_hash == read_session(golden / "session-1.metasdf").checkpoint_hash
    assert [line.name for line in again.lines] == ["", "faster"]


@pytest.mark.parametrize(("kind", "version"), [(kind, n) for kind in GOLDEN for n in range(1, newest(kind) + 1)])
def test_every_version_since_the_first_is_read(kind, version, tmp_path):
    name, read, right = GOLDEN[kind]
    found = read(golden_copy(name.format(version), tmp_path))
    if isinstance(found, Scene):
        found = replace(found, shape="")  # which is found on this machine
    assert found == right


def test_galleries_of_the_first_version_observe_with_one_seed(tmp_path):
    assert [read_plan(golden_copy(f"gallery-{n}", tmp_path))[0].seeds for n in (1, 2)] == ["one", "each"]


@pytest.mark.parametrize("kind", ["session", "pool", "lesson"])
def test_what_is_newer_is_told_and_left(kind, tmp_path):
    """The others are above."""
    name, read, _ = GOLDEN[kind]
    path = golden_copy(name.format(newest(kind)), tmp_path)
    file = path / "pool.json" if kind == "pool" else path
    if kind == "session":
        changed_session(file, lambda document: {**document, "format": 99})
    else:
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"(format\W+)1", r"\g<1>99", text), encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(UserError, match="newer version") as told:
        read(path)
    assert "damaged" not in str(told.value)
    assert "remove" not in str(told.value)
    assert file.read_bytes() == before


def changed_session(file: Path, change: Callable[[dict], dict]) -> dict:
    """A session file with another document in it, which is returned."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = change(json.loads(parts["session.json"]))
    parts["session.json"] = json.dumps(document).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return document


def test_what_is_not_known_is_kept(tmp_path):
    """A session with keys of a later version goes through the window and back."""
    path = golden_copy("session-2.metasdf", tmp_path)

    def later(document: dict) -> dict:
        document["run"]["entries"][0]["mood"] = "calm"
        document["run"]["entries"][0]["record"]["heat"] = 3.5
        document["setup"]["weather"] = {"rain": True}
        document["view"]["overlays"]["stars"] = 5
        return {**document, "notes": ["a", {"b": None}], "source": {**document["source"], "licence": "CC0"}}

    changed_session(path, later)
    document, *_ = restore(str(path), 1, CPU)
    again = tmp_path / "again.metasdf"
    save(again, WindowState(document=document, cursor=1), None)
    save(again, WindowState(document=restore(str(again), 2, CPU)[0], cursor=0), None)
    told = changed_session(again, lambda same: same)
    assert told["notes"] == ["a", {"b": None}]
    assert told["source"]["licence"] == "CC0"
    assert told["setup"]["weather"] == {"rain": True}
    assert told["view"]["overlays"]["stars"] == 5
    assert told["view"]["cursor"] == 0
    step = told["run"]["entries"][0]
    assert (step["mood"], step["record"]["heat"]) == ("calm", 3.5)


def test_what_is_not_known_of_a_branch_and_of_an_observation_is_kept(tmp_path):
    run, path = run_of(2), tmp_path / "a.metasdf"
    branch = Branch(1, 0, 1, replace(run, entries=run.entries[:2]))
    write_session(path, replace(session_of(2), branches=(branch,)))

    def later(document: dict) -> dict:
        document["observation"]["weather"] = {"rain": True}
        own = document["branches"][0]
        own["mood"], own["run"]["heat"] = "calm", 3.5
        return document

    changed_session(path, later)
    for _ in range(2):
        write_session(path, read_session(path))
    told = changed_session(path, lambda same: same)
    assert told["observation"]["weather"] == {"rain": True}
    assert (told["branches"][0]["mood"], told["branches"][0]["run"]["heat"]) == ("calm", 3.5)
    assert read_session(path).branches[0].others == {"mood": "calm", "run": {"heat": 3.5}}


def test_an_evaluation_keeps_what_another_version_noted(tmp_path):
    keep(tmp_path, {"suite": "3d"}, {})
    file = tmp_path / "evaluation.json"
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "notes": 1}), encoding="utf-8")
    keep(tmp_path, {"suite": "3d"}, {})
    assert json.loads(file.read_text("utf-8"))["notes"] == 1
    keep(tmp_path, {"suite": "2d"}, {})
    assert "notes" not in json.loads(file.read_text("utf-8")), "of something else"


@pytest.mark.parametrize("told", [{"config": "[1]"}, {"config": "{"}, {"format": "x"}, {"config": '{"field": 3}'}])
def test_a_state_that_makes_no_sense_is_told(told, tmp_path):
    folder = golden_copy("training-1", tmp_path)
    state = folder / "training.safetensors"
    with safe_open(state, "pt") as file:
        save_file(load_file(state), state, {**(file.metadata() or {}), **told})
    with pytest.raises(UserError, match=r"damaged or no state of a training .*--restart"):
        trained_on(folder)
