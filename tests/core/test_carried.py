"""What goes along with a session: its checkpoint and its input, which are opened where the originals are not."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.errors import UserError
from core.fields.field import FieldSpec, initial_params
from core.methods.metasdf import MetaParams, initial_log_rates
from core.observation.observe import observe
from core.readers.load import load
from core.runs import identity, reopening
from core.runs.carried import Carried, carried, weight
from core.runs.checkpoint import load_checkpoint, method_of, save_checkpoint
from core.runs.packed import Packed, packed, place_of
from core.runs.run import begin
from core.runs.session import read_session, write_session
from core.shapes.base import Samples, Scan
from tests.runs import CHAIR, DIGIT, a_run


def own_checkpoint(folder: Path, seed: int = 0) -> str:
    field = FieldSpec(dim=2, width=16, depth=2)
    theta = initial_params(field, torch.Generator().manual_seed(seed))
    meta = MetaParams(theta, initial_log_rates(theta, 2, 0.02, "per_tensor_per_step"))
    card = {"name": folder.name, "observe": "half", "context_points": 64, "loss": "l2"}
    save_checkpoint(folder, field, meta, card)
    return str(folder)


def test_the_hash_of_a_checkpoint_is_of_what_was_loaded(tmp_path):
    name = own_checkpoint(tmp_path / "net")
    checkpoint = load_checkpoint(name)
    assert checkpoint.sha256 == identity.weights_hash(name) != ""
    method = method_of(checkpoint, torch.device("cpu"))
    run = begin("x", observe(load(DIGIT), "half", 64, 0), checkpoint, method, 0)
    own_checkpoint(tmp_path / "net", seed=1)  # trained again while the run is open
    assert run.weights == checkpoint.sha256 != identity.weights_hash(name)
    assert packed(name, run.weights) is None, "other weights are not packed as these"


def test_a_checkpoint_that_has_moved_is_found(tmp_path, monkeypatch):
    name, beside = own_checkpoint(tmp_path / "there" / "net"), tmp_path / "here" / "s.metasdf"
    sha256 = identity.weights_hash(name)
    copy = packed(name, sha256)
    assert copy is not None

    def found(own: Packed | None) -> str:
        return place_of(name, sha256, beside, own, identity.weights_hash)

    assert found(copy) == name
    shutil.move(name, tmp_path / "here" / "net")
    assert found(copy) == str(tmp_path / "here" / "net")
    monkeypatch.setattr("core.storage.places.data", lambda: tmp_path / "data")
    shutil.move(tmp_path / "here" / "net", tmp_path / "data" / "checkpoints" / "called-otherwise")
    assert found(copy) == "called-otherwise"
    shutil.rmtree(tmp_path / "data")
    assert found(None) == name, "nothing has these weights"
    unpacked = found(copy)
    assert load_checkpoint(unpacked).sha256 == sha256
    other = Packed(copy.card, copy.weights[:-4] + b"abcd")
    shutil.rmtree(tmp_path / "data")
    assert found(other) == name, "a copy that is not what it should be is not used"


def test_a_copy_goes_with_a_session_and_comes_back(tmp_path):
    name = own_checkpoint(tmp_path / "net")
    copy = packed(name, identity.weights_hash(name))
    write_session(tmp_path / "s.metasdf", replace(a_run(DIGIT, "half")[1], copy=copy))
    back = read_session(tmp_path / "s.metasdf").copy
    assert copy is not None
    assert back is not None
    assert (back.card, back.sha256) == (copy.card, copy.sha256)


@pytest.fixture
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("core.storage.places.data", lambda: tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize("name", ["mine.ply", "../../.ssh/mine.ply", ".hidden ü.ply"])
def test_an_input_that_goes_along_opens_where_the_file_is_not(tmp_path, own_place, name):
    mine = tmp_path / "mine.ply"
    shutil.copy(CHAIR, mine)
    _, session = a_run(mine, "dense")
    shape = replace(carried(str(mine), session.source_hash), name=name)
    assert weight(str(mine)) == len(shape.data) == mine.stat().st_size
    (tmp_path / "sent").mkdir()
    write_session(tmp_path / "sent" / "x.metasdf", replace(session, shape=shape))
    back = read_session(tmp_path / "sent" / "x.metasdf")
    source, remark = reopening.reopen_source(back, tmp_path / "sent" / "x.metasdf")
    assert remark == "", "the file itself is there"
    mine.write_bytes(b"ply, another one")
    source, remark = reopening.reopen_source(back, tmp_path / "sent" / "x.metasdf")
    assert remark == ""
    assert not isinstance(source, Samples | Scan), "its truth is known"
    place = Path(reopening.source_place(back, tmp_path / "sent" / "x.metasdf"))
    assert place.parent.parent == own_place / "from-sessions"
    assert place.read_bytes() == shape.data
    forged = replace(back, source_hash="0" * 64)
    assert "has changed" in reopening.reopen_source(forged, tmp_path / "x.metasdf")[1], "another file than was observed"


def test_what_is_not_what_was_opened_or_need_not_go_along_is_not_carried(tmp_path):
    mine = tmp_path / "mine.ply"
    mine.write_bytes(CHAIR.read_bytes() + b"\n")
    for path in (mine, tmp_path / "gone.ply", CHAIR):
        with pytest.raises(UserError, match="save the session without it"):
            carried(str(path), identity.file_hash(CHAIR) if path != CHAIR else "0" * 64)
    (tmp_path / "parts.gltf").write_text("{}")
    for path in (str(CHAIR), "furniture:test#3", str(tmp_path), str(tmp_path / "gone"), str(tmp_path / "parts.gltf")):
        assert weight(path) == 0


@pytest.mark.parametrize("fault", ["member", "words", "name"])
def test_half_an_input_is_damage(tmp_path, fault):
    _, session = a_run(CHAIR, "dense")
    file = tmp_path / "x.metasdf"
    write_session(file, replace(session, shape=Carried("a.ply", b"123")))
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = json.loads(parts["session.json"])
    if fault == "member":
        del parts["input"]
    elif fault == "words":
        document["input"] = None
    else:
        document["input"] = {"name": 7}
    parts["session.json"] = json.dumps(document).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(UserError, match="its input is not whole"):
        read_session(file)
