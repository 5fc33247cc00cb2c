"""Session files: what is saved comes back, and what is damaged is one sentence."""

from __future__ import annotations

import json
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.fields.field import FieldSpec
from core.methods.metasdf import MetaParams, initial_log_rates
from core.methods.overrides import Overrides
from core.observation.observation_spec import ObservationSpec, Region
from core.observation.observe import observe
from core.readers.load import bundled_shapes, load
from core.runs import reopening
from core.runs import session as files
from core.runs.branch import Branch, branched, method_for, retaken, shared_steps
from core.runs.checkpoint import Checkpoint, method_of
from core.runs.run import Run, advance
from core.runs.session import Session, read_session, write_session
from core.shapes.base import Samples, Scan
from core.storage.versions import newest
from tests.runs import CHAIR, DIGIT, a_run
from tests.spoiling import WRONG, edited, one_sentence, rewrite, spoilt, tables
from tests.trials import examples


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    write_session(tmp_path / "one.metasdf", a_run(CHAIR, "scan")[1])
    return tmp_path / "one.metasdf"


def test_everything_comes_back(tmp_path):
    regions = (Region("plane", (1.0, 0.0, 0.0), -0.2), Region("disc", (0.0, 0.4, 0.0), 0.3))
    run, session = a_run(CHAIR, "scan", ObservationSpec(views=((2.0, 1.0, 2.0), (-2.0, 1.0, 2.0)), hidden=regions))
    write_session(tmp_path / "x.metasdf", session)
    back = read_session(tmp_path / "x.metasdf")
    assert (back.source, back.source_hash, back.setup, back.view) == (
        "bundled:chair.ply", session.source_hash, session.setup, session.view,
    )  # fmt: skip
    for name in ("points", "lower", "upper", "eyes"):
        assert np.array_equal(getattr(back.run.observation, name), getattr(run.observation, name))
    probes = np.random.default_rng(0).uniform(-1, 1, (100, 3))
    assert back.run.observation.mask is not None
    assert run.observation.mask is not None
    assert np.array_equal(back.run.observation.mask.border(probes), run.observation.mask.border(probes))
    assert [e.record for e in back.run.entries] == [e.record for e in run.entries]
    for old, new in zip(run.entries, back.run.entries, strict=True):
        assert all(torch.equal(a, b) for a, b in zip(old.state.params, new.state.params, strict=True))


def test_normals_come_back(tmp_path):
    """Poisson goes on from them when the session is opened."""
    run, session = a_run(CHAIR, "oriented")
    assert run.observation.normals is not None
    write_session(tmp_path / "x.metasdf", session)
    back = read_session(tmp_path / "x.metasdf").run.observation
    assert back.normals is not None
    assert np.array_equal(back.normals, run.observation.normals, equal_nan=True)


def test_two_saves_of_one_session_at_once_leave_a_whole_file(tmp_path):
    sessions = [a_run(path, "dense")[1] for path in (CHAIR, DIGIT)]
    for pair in range(40):
        path = tmp_path / f"{pair}.metasdf"
        with ThreadPoolExecutor(2) as both:
            for saving in [both.submit(write_session, path, session) for session in sessions]:
                saving.result()
        assert read_session(path).source in {session.source for session in sessions}
    assert len(list(tmp_path.iterdir())) == 40


def test_the_input_is_found_beside_the_session_and_known_by_its_hash(tmp_path):
    original = tmp_path / "there" / "my chair.ply"
    original.parent.mkdir()
    shutil.copy(CHAIR, original)
    _, session = a_run(original, "scan")
    file = tmp_path / "here" / "s.metasdf"
    write_session(file, session)
    assert reopening.reopen_source(read_session(file), file)[1] == ""
    shutil.move(original, file.parent / original.name)
    source, remark = reopening.reopen_source(read_session(file), file)
    assert (remark, source.dim) == ("", 3)
    (file.parent / original.name).write_bytes(next(p for p in bundled_shapes() if p.name == "table.ply").read_bytes())
    source, remark = reopening.reopen_source(read_session(file), file)
    assert "has changed" in remark
    assert isinstance(source, Scan)
    (file.parent / original.name).unlink()
    source, remark = reopening.reopen_source(read_session(file), file)
    assert "is not there any more" in remark
    assert isinstance(source, Scan)


def test_distances_without_their_shape_are_samples(tmp_path):
    gone = tmp_path / "gone.png"
    shutil.copy(DIGIT, gone)
    run, session = a_run(gone, "dense")
    gone.unlink()
    source, _ = reopening.reopen_source(session, tmp_path / "s.metasdf")
    assert isinstance(source, Samples)
    assert np.array_equal(source.distances, run.observation.lower)


@pytest.mark.parametrize("change", [
    lambda d: d.pop("run"),
    lambda d: d["run"]["entries"].clear(),
    lambda d: d["run"]["entries"].reverse(),
    lambda d: d["run"]["entries"][1]["state"].update(params=99),
    lambda d: d["normalization"].update(scale=0),
    lambda d: d["observation"].update(kind="x-ray"),
    lambda d: d["observation"].update(hidden=[{"kind": "plane", "vector": [1], "value": 0}]),
    lambda d: d.update(setup=[]),
    lambda d: d.update(format="new"),
])  # fmt: skip
def test_a_session_that_does_not_fit_is_refused_in_one_sentence(saved, change):
    edited(saved, change)
    with pytest.raises(UserError, match=r"one\.metasdf is damaged or not a session file \(.+\); open the shape"):
        read_session(saved)


def test_a_zip_with_other_members_is_refused_before_it_is_unpacked(saved):
    rewrite(saved, **{"..__evil": b"x"})
    with pytest.raises(UserError, match="holds other files"):
        read_session(saved)


def test_a_member_beyond_its_limit_is_refused(saved, monkeypatch):
    monkeypatch.setitem(files.LIMITS, "session.json", 10)
    with pytest.raises(UserError, match="larger than a session"):
        read_session(saved)


def test_missing_and_unwritable_files_are_one_sentence(saved, tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        read_session(tmp_path / "none.metasdf")
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot be written"):
        write_session(tmp_path / "file" / "s.metasdf", read_session(saved))


@given(cut=st.integers(0, 20_000), at=st.integers(0, 20_000), value=st.integers(0, 255))
@settings(max_examples=examples(60), deadline=None)
def test_damaged_bytes_never_end_in_another_exception(cut, at, value):
    data = bytearray(_bytes())
    data[at % len(data)] = value
    path = Path(_folder()) / "damaged.metasdf"
    path.write_bytes(data[: max(1, len(data) - cut)])
    try:
        read_session(path)
    except UserError as error:
        message = str(error)
        assert "damaged.metasdf" in message


_made: dict[str, bytes] = {}


@settings(max_examples=examples(250), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), value=WRONG)
def test_a_session_of_any_content_is_read_or_refused_in_one_sentence(saved, data, value):
    whole = saved.read_bytes()
    try:

        def change(document: dict[str, Any]) -> None:
            wrong = spoilt(document, data.draw(st.sampled_from(tables(document))), value)
            document.clear()
            document.update(wrong)

        edited(saved, change)
        one_sentence(lambda: read_session(saved))
    finally:
        saved.write_bytes(whole)


WORDS = {"chamfer_x1000": "inf", "iou": "good", "l1": 0.1}


@pytest.mark.parametrize(("change", "words"), [
    (lambda d: d["run"]["entries"][1]["record"].pop("diverged"), "its step 1, record lacks the key 'diverged'"),
    (lambda d: d["run"]["entries"][0].update(heldout=WORDS), "heldout, iou is 'good' and has to be a number"),
    (lambda d: d["observation"].update(kind="rumour"), "kind is 'rumour' and has to be one of dense"),
])  # fmt: skip
def test_a_number_that_does_not_fit_is_named(saved, change, words):
    edited(saved, change)
    with pytest.raises(UserError, match=words):
        read_session(saved)


def test_a_session_that_is_nested_without_end_is_one_sentence(saved):
    rewrite(saved, **{"session.json": b"[" * 200_000})
    with pytest.raises(UserError, match="nested too deeply"):
        read_session(saved)


def _folder() -> str:
    import tempfile

    return tempfile.gettempdir()


def _bytes() -> bytes:
    if "session" not in _made:
        path = Path(_folder()) / "whole.metasdf"
        write_session(path, a_run(DIGIT, "half")[1])
        _made["session"] = path.read_bytes()
        path.unlink()
    return _made["session"]


def branching(path: Path = DIGIT) -> Session:
    """A session with a branch, a branch of it with other points, and one of another checkpoint; the second shown."""
    run, session = a_run(path, "dense")
    own = method_of(
        Checkpoint("small", FieldSpec(dim=2, width=16, depth=2), own_meta(run), {"loss": "l2"}), torch.device("cpu")
    )
    scaled = branched(run, 1, Overrides(rate_scale=2.0), own)
    scaled = scaled.extended(advance(scaled, method_for(scaled, own)))
    fewer = branched(scaled, 2, Overrides(rate_scale=2.0, points=32), own, observe(load(path), "dense", 32, 3))
    fewer = fewer.extended(advance(fewer, method_for(fewer, own)))
    other = branched(run, 2, Overrides(checkpoint="scratch-2d"), own)
    lines = (Branch(1, 0, 1, scaled, name="Doubled"), Branch(3, 1, 2, fewer), Branch(4, 0, 0, other))
    return replace(session, branches=lines, shown=3, first_name="As learned")


def own_meta(run: Run) -> MetaParams:
    theta = run.entries[0].state.params
    return MetaParams(theta, initial_log_rates(theta, 2, 0.02, "per_tensor_per_step"))


def test_branches_come_back_and_share_their_states(tmp_path):
    session = branching()
    write_session(tmp_path / "b.metasdf", session)
    back = read_session(tmp_path / "b.metasdf")
    assert [(line.number, line.parent, line.at) for line in back.lines] == [
        (0, -1, 0), (1, 0, 1), (3, 1, 2), (4, 0, 0),
    ]  # fmt: skip
    assert (back.shown, back.stale) == (3, ())
    assert [line.name for line in back.lines] == ["As learned", "Doubled", "", ""]
    assert back.shown_run is back.branches[1].run
    for old, new in zip(session.lines, back.lines, strict=True):
        assert new.run.changes == old.run.changes
        assert [e.record for e in new.run.entries] == [e.record for e in old.run.entries]
        for before, after in zip(old.run.entries, new.run.entries, strict=True):
            assert all(torch.equal(a, b) for a, b in zip(before.state.params, after.state.params, strict=True))
    first, scaled, fewer, other = (line.run for line in back.lines)
    assert shared_steps(first, scaled) == 2
    assert shared_steps(scaled, fewer) == 3
    assert shared_steps(first, other) == 0
    assert len(fewer.observation.points) == 32
    assert scaled.observation is first.observation
    with zipfile.ZipFile(tmp_path / "b.metasdf") as archive:
        names = {name.split(".")[0] for name in load_arrays_of(archive)}
    assert names == {"0", "1", "2", "line1", "line3", "line4"}


def load_arrays_of(archive: zipfile.ZipFile) -> list[str]:
    from safetensors.numpy import load as load_arrays

    return list(load_arrays(archive.read("states.safetensors")))


def test_a_line_outlives_the_steps_that_it_shared(tmp_path):
    session = branching()
    shorter = replace(session, run=replace(session.run, entries=session.run.entries[:1]))
    write_session(tmp_path / "b.metasdf", shorter)
    back = read_session(tmp_path / "b.metasdf")
    assert [len(line.run.entries) for line in back.lines] == [1, 3, 4, 1]
    for old, new in zip(session.branches, back.branches, strict=True):
        assert torch.equal(old.run.entries[-1].state.params[0], new.run.entries[-1].state.params[0])


def test_a_branch_is_taken_anew_as_it_was_changed():
    session = branching()
    first, scaled, fewer, other = session.lines
    own = method_of(
        Checkpoint("small", FieldSpec(dim=2, width=16, depth=2), own_meta(first.run), {"loss": "l2"}), "cpu"
    )
    for line, before in ((scaled, first), (fewer, scaled), (other, first)):
        again = retaken(line, before.run, own)
        assert [e.record.context_loss for e in again.entries] == [e.record.context_loss for e in line.run.entries]


@pytest.mark.parametrize(
    "fault",
    [
        {"number": 1},
        {"parent": 9},
        {"shared": 99},
        {"steps_of": 7},
        {"changes": [{"at": 1, "loss": "l3"}]},
        {"run": 3},
        {"names": {"1": "x" * 41}},
        {"names": {"1": 7}},
    ],
)
def test_branches_that_do_not_fit_are_one_sentence(tmp_path, fault):
    write_session(tmp_path / "b.metasdf", branching())
    with zipfile.ZipFile(tmp_path / "b.metasdf") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = json.loads(parts["session.json"])
    document["names"] |= fault.pop("names", {})
    document["branches"][1] |= fault
    parts["session.json"] = json.dumps(document).encode()
    with zipfile.ZipFile(tmp_path / "b.metasdf", "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(UserError, match=r"b\.metasdf is damaged"):
        read_session(tmp_path / "b.metasdf")


@pytest.mark.parametrize("told", [newest("session") + 1, 99])
def test_a_session_of_a_newer_version_is_told_as_one(saved, told):
    edited(saved, lambda document: document.update(format=told))
    with pytest.raises(UserError, match="newer version"):
        read_session(saved)


@pytest.mark.parametrize("told", [0, -1, "1", None, True])
def test_what_is_no_format_is_damage(saved, told):
    edited(saved, lambda document: document.update(format=told))
    with pytest.raises(UserError, match="damaged"):
        read_session(saved)


def test_a_session_of_the_first_version(saved):
    def change(document):
        del document["card"]
        document["format"] = 1

    edited(saved, change)
    assert len(read_session(saved).run.entries) == 3


def test_a_small_file_that_unpacks_to_gigabytes_is_refused_before(saved):
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, bytes(200 << 20) if name == "states.safetensors" else data)
    assert saved.stat().st_size < 1 << 20
    with pytest.raises(UserError, match="unpacks to far more than it is"):
        read_session(saved)
