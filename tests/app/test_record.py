"""Recording: the verb writes every kind of file; the dialog of the real window drives it, with progress and cancel."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
import trimesh
from PIL import Image
from PySide6.QtCore import Qt

from app.cli.main import main
from app.render.recording import encoder
from core.errors import UserError
from core.measures.metrics import values
from core.observation.observe import observe
from core.readers.load import load
from core.runs.checkpoint import load_checkpoint, method_of
from core.runs.defaults import natural_kind
from tests.app.children import run_with, with_checkpoints
from tests.app.driving import SHAPES, Person
from tests.nets import TRAINED

LEFT = Qt.MouseButton.LeftButton
CHAIR, DIGIT = str(SHAPES / "chair.ply"), str(SHAPES / "digit-3.png")
SMALL = ["--resolution", "32", "--device", "cpu"]


def record(*words: str | Path) -> int:
    return main(["record", *map(str, words), *SMALL])


@pytest.mark.parametrize("suffix", ["ply", "obj", "stl", "glb"])
def test_a_mesh_of_one_step_and_of_all(own_checkpoints, tmp_path, suffix):
    assert record(CHAIR, tmp_path / f"one.{suffix}", "--checkpoint", "furniture-scan", "--step", "2") == 0
    assert record(CHAIR, tmp_path / f"all.{suffix}", "--checkpoint", "furniture-scan", "--all") == 0
    one = trimesh.load_mesh(tmp_path / f"one.{suffix}")
    assert len(one.faces) > 100
    assert sorted(p.name for p in tmp_path.glob("all*")) == [f"all_step_{n:02d}.{suffix}" for n in range(TRAINED + 1)]
    again = trimesh.load_mesh(tmp_path / f"all_step_02.{suffix}")
    assert again.bounds == pytest.approx(one.bounds, abs=1e-4)


@pytest.mark.gl
def test_a_picture_has_the_asked_size_and_overlays_are_left_out(own_checkpoints, tmp_path):
    words = (CHAIR, tmp_path / "a.png", "--checkpoint", "furniture-scan", "--size", "300x200")
    assert record(*words) == 0
    full = np.asarray(Image.open(tmp_path / "a.png"))
    assert full.shape == (200, 300, 3)
    assert record(*words, "--plain", "--dark") == 0
    plain = np.asarray(Image.open(tmp_path / "a.png"))
    assert len(np.unique(full.reshape(-1, 3), axis=0)) > len(np.unique(plain.reshape(-1, 3), axis=0)) > 20
    assert plain.mean() < full.mean() - 50


@pytest.mark.gl
@pytest.mark.parametrize("suffix", ["webp", "gif"])
def test_a_film_has_a_picture_for_each_step(own_checkpoints, tmp_path, suffix):
    file = tmp_path / f"film.{suffix}"
    assert record(DIGIT, file, "--checkpoint", "digits-partial", "--size", "160x120", "--seconds", "2") == 0
    film = Image.open(file)
    assert (film.size, getattr(film, "n_frames", 0)) == ((160, 120), TRAINED + 1)


@pytest.mark.gl
def test_a_turntable_as_mp4(own_checkpoints, tmp_path):
    try:
        encoder()
    except UserError:
        pytest.skip("no ffmpeg: install imageio-ffmpeg")
    file = tmp_path / "turn.mp4"
    words = ("--checkpoint", "furniture-scan", "--turntable", "--size", "160x120", "--seconds", "0.5", "--fps", "10")
    assert record(CHAIR, file, *words) == 0
    assert file.read_bytes()[4:8] == b"ftyp"


def test_a_level_set_at_another_value_is_where_the_field_has_it(own_checkpoints, tmp_path):
    words = ("--checkpoint", "furniture-scan", "--step", "2")
    source, checkpoint = load(CHAIR), load_checkpoint("furniture-scan")
    method = method_of(checkpoint, torch.device("cpu"))
    seen = observe(source, natural_kind(source, checkpoint), checkpoint.context_points, 0)
    state, _ = method.start(seen)
    for _ in range(2):
        state, _ = method.step(state, seen)
    areas = []
    for iso in (-0.05, 0.0, 0.08):
        assert record(CHAIR, tmp_path / "moved.ply", *words, f"--iso={iso}") == 0
        mesh = trimesh.load_mesh(tmp_path / "moved.ply")
        places = source.normalization.apply(np.asarray(mesh.vertices))
        inner = places[np.abs(places).max(1) < 0.9].astype(np.float32)  # where the box does not cut it off
        found = values(method.field(state), inner, method.device)
        assert np.median(np.abs(found - iso)) < 0.002
        areas.append(mesh.volume)
    assert areas[0] < areas[1] < areas[2], "outside is positive"


@pytest.mark.gl
def test_a_picture_shows_slice_residual_and_value(own_checkpoints, tmp_path):
    def photo(*words: str) -> np.ndarray:
        size = ("--size", "400x300")
        assert record(CHAIR, tmp_path / "a.png", "--checkpoint", "furniture-scan", *size, *words) == 0
        return np.asarray(Image.open(tmp_path / "a.png")).astype(int)

    def changed(a: np.ndarray, b: np.ndarray) -> float:
        return float((np.abs(a - b).sum(-1) > 30).mean())

    plain = photo()
    assert changed(plain, photo()) == 0, "the same words, the same picture"
    middle, edge, slanted = (photo("--slice", plane) for plane in ("z:0", "z:0.9", "1,0.5,0:0.1"))
    for picture in (middle, edge, slanted):
        assert changed(plain, picture) > 0.1
    assert min(changed(middle, edge), changed(middle, slanted)) > 0.05
    residual = photo("--slice", "z:0", "--residual")  # cut open: the points before the slice are seen
    assert changed(middle, residual) > 0.001
    bar = np.s_[30:150, 330:]
    assert changed(middle[bar], residual[bar]) > 0.05, "with a bar of its own"
    moved = photo("--iso", "0.08", "--slice", "z:0")
    assert changed(middle, moved) > 0.01
    below = moved[270:]
    assert changed(below, middle[270:]) > 0.01, "the caption says at which value"


@pytest.mark.gl
def test_a_film_of_a_slice_follows_the_steps(own_checkpoints, tmp_path):
    file = tmp_path / "slice.webp"
    words = ("--checkpoint", "furniture-scan", "--slice", "x:0.1", "--residual", "--size", "160x120")
    assert record(CHAIR, file, *words) == 0
    film = Image.open(file)
    frames = []
    for number in range(getattr(film, "n_frames", 0)):
        film.seek(number)
        frames.append(np.asarray(film.convert("RGB")).astype(int))
    assert len(frames) == TRAINED + 1
    for before, after in pairwise(frames):
        assert (np.abs(before - after).sum(-1) > 30).mean() > 0.01


@pytest.mark.gl
def test_a_recording_is_seen_from_where_the_window_looks(own_checkpoints, tmp_path, person):
    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.wait(person.idle)
    plotter = person.window.viewport.plotter
    before = plotter.camera_position

    def photo(name: str) -> np.ndarray:
        path = tmp_path / f"{name}.metasdf"
        person.window.files.save_session(path)
        person.wait(lambda: path.name in person.window.notices.text)
        assert record(path, tmp_path / "a.png", "--plain", "--size", "200x200") == 0
        return np.asarray(Image.open(tmp_path / "a.png")).astype(int)

    def shape(picture: np.ndarray) -> float:
        return float((np.abs(picture - picture[-1, -1]).sum(-1) > 30).mean())

    straight = photo("straight")
    plotter.camera.roll += 90
    assert (np.abs(photo("rolled") - straight).sum(-1) > 30).mean() > 0.05
    plotter.camera_position = before
    plotter.camera.focal_point = tuple(2 * np.array(plotter.camera.position))
    assert shape(photo("away")) < 0.3 * shape(straight), "nothing but words"
    plotter.camera_position = before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((DIGIT, "a.png", "--checkpoint", "digits-partial", "--slice", "z:0"), "leave --slice away"),
        ((CHAIR, "a.tif", "--checkpoint", "furniture-scan"), "no kind that can be recorded"),
        ((CHAIR, "a.ply"), "name the --checkpoint"),
        ((DIGIT, "a.stl", "--checkpoint", "digits-partial"), "record svg instead"),
        ((CHAIR, "a.ply", "--checkpoint", "furniture-scan", "--step", "99"), "no step 99"),
        ((CHAIR, "a.png", "--checkpoint", "furniture-scan", "--size", "9x9"), "16 to 8192"),
    ],
)
def test_what_cannot_be_recorded_is_one_sentence(own_checkpoints, tmp_path, capsys, monkeypatch, words, sentence):
    monkeypatch.chdir(tmp_path)
    assert record(*words) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("plane", ["w:0", "0,0,0:1", "z:many"])
def test_a_plane_that_is_none_is_told_at_once(own_checkpoints, tmp_path, capsys, plane):
    with pytest.raises(SystemExit):
        record(CHAIR, tmp_path / "a.png", "--checkpoint", "furniture-scan", "--slice", plane)
    assert "--slice" in capsys.readouterr().err


@pytest.fixture
def dialog(person: Person, checkpoints, monkeypatch, forked_children):
    """The dialog, open, on the bundled scan with all its trained steps."""
    monkeypatch.setattr("app.tools.record.dialog.RecordDialog.arguments", with_checkpoints(checkpoints))
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.wait(person.idle)
    person.window.actions_by_key["record"].trigger()
    dialog = person.window.recorder
    person.wait(dialog.isVisible)
    yield dialog
    dialog.close()


@pytest.mark.gl
def test_a_page_is_exported_by_its_keys_and_that_is_said(person, dialog, tmp_path, monkeypatch, checkpoints):
    run_with(monkeypatch, checkpoints, tmp_path)
    asked = str(tmp_path / "lecture")
    monkeypatch.setattr("app.widgets.saving.QFileDialog.getSaveFileName", lambda *_: (asked, ""))
    dialog.close()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    person.qtbot.keyClick(person.window, Qt.Key.Key_E, keys)
    assert dialog.busy
    assert dialog.format.currentData() == "html"
    assert not dialog.width_.isEnabled()
    person.wait(lambda: not dialog.busy)
    page = (tmp_path / "lecture.html").read_text(encoding="utf-8")
    assert f"Step {TRAINED} of {TRAINED}" in page
    assert "The recording is in" in person.window.notices.text
    assert not dialog.stop.isEnabled()


@pytest.mark.gl
def test_a_recording_is_stopped_and_leaves_nothing(person, dialog, tmp_path, monkeypatch, checkpoints):
    run_with(monkeypatch, checkpoints, tmp_path)
    dialog.kind.setCurrentIndex(dialog.kind.findData("turntable"))
    held = tmp_path / "held"
    held.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(held))
    dialog.record(tmp_path / "turn")
    dialog.record(tmp_path / "again")  # while the first is packed
    person.wait(lambda: dialog.child is not None)
    person.qtbot.mouseClick(dialog.stop, LEFT)
    assert not dialog.busy
    assert "stopped" in dialog.words.text()
    assert not [path for name in ("turn", "again") for path in tmp_path.glob(f"{name}*")]
    assert not list(held.iterdir())


@pytest.mark.gl
@pytest.mark.parametrize(
    ("asked", "written"), [("film.gif", "film.gif"), ("FILM.GIF", "FILM.GIF"), ("v1.2", "v1.2.webp")]
)
def test_a_film_is_written_as_it_is_asked_for(person, dialog, tmp_path, monkeypatch, checkpoints, asked, written):
    run_with(monkeypatch, checkpoints, tmp_path)
    dialog.kind.setCurrentIndex(dialog.kind.findData("film"))
    assert dialog.format.currentData() == "webp"
    dialog.width_.setValue(160)
    dialog.height_.setValue(120)
    dialog.seconds.setValue(0.4)
    dialog.record(tmp_path / asked)
    person.wait(lambda: not dialog.busy)
    with Image.open(tmp_path / written) as film:
        assert film.format == written.rpartition(".")[2].upper()
