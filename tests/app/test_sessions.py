"""Saving and opening sessions, and recipes of the present state, in the real window; recipes are really run."""

from __future__ import annotations

import json
import math
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, astuple, replace
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox
from safetensors.torch import load_file, save_file

from app.document.document import Camera, View, camera_of
from app.window.window import MainWindow
from core.observation.observation_spec import ObservationSpec
from tests.app.driving import SHAPES, Person
from tests.forked import python

pytestmark = [pytest.mark.gl, pytest.mark.small]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def person(shared_window: MainWindow, qtbot) -> Iterator[Person]:
    hands = Person(shared_window, qtbot)
    shared_window.activateWindow()
    hands.wait(lambda: shared_window.isActiveWindow() and hands.session.document is not None)
    shared_window.viewport.setFocus()
    hands.open(SHAPES / "chair.ply")
    yield hands
    shared_window.store.set_view(View())
    hands.open(SHAPES / "chair-scan.pcd")
    shared_window.notices.dismiss()


def save(person: Person, path: Path) -> None:
    person.window.files.save_session(path)
    person.wait(lambda: path.name in person.window.notices.text)
    assert "The session is in" in person.window.notices.text


def test_a_session_restores_steps_view_and_camera(person, tmp_path):
    for step in (1, 2):
        person.press(Qt.Key.Key_Right)
        person.at(step)
    person.press(Qt.Key.Key_Left)
    person.press(Qt.Key.Key_P)
    person.wait(person.idle)
    plotter = person.window.viewport.plotter
    plotter.camera.azimuth = 40
    before, camera = person.session, plotter.camera.position
    save(person, tmp_path / "chair.metasdf")
    person.press(Qt.Key.Key_P)
    person.open(SHAPES / "digit-3.png")
    person.open(tmp_path / "chair.metasdf")
    now = person.session
    assert (now.cursor, now.last, now.view.points) == (1, 2, False)
    assert now.document.setup == before.document.setup
    assert [e.record for e in now.document.run.entries] == [e.record for e in before.document.run.entries]
    assert astuple(now.entry.heldout) == pytest.approx(astuple(before.entry.heldout), rel=0, abs=0, nan_ok=True)
    assert plotter.camera.position == pytest.approx(camera)
    assert not person.window.actions_by_key["points"].isChecked()
    assert person.window.settings.recent[0] == str(tmp_path / "chair.metasdf")
    person.press(Qt.Key.Key_End)
    person.at(3)  # and it goes on from there


def test_conditions_come_back_and_can_be_changed(person, tmp_path):
    spec = ObservationSpec(views=((2.0, 1.0, 2.0), (-2.0, 1.0, -2.0)), noise=0.02)
    setup = replace(person.session.document.setup, kind="scan", spec=spec, seed=5)
    person.window.controller.change_setup(setup)
    person.wait(lambda: person.session.document.setup.spec == spec)
    person.wait(person.idle)
    save(person, tmp_path / "scan.metasdf")
    person.open(SHAPES / "digit-3.png")
    person.open(tmp_path / "scan.metasdf")
    assert person.session.document.setup.spec == spec
    assert len(person.session.document.run.observation.eyes) == 2


def test_a_damaged_session_leaves_the_document_as_it_was(person, tmp_path):
    (tmp_path / "broken.metasdf").write_bytes(b"PK\x03\x04 nothing")
    document = person.session.document
    person.window.controller.open_path(str(tmp_path / "broken.metasdf"))
    person.wait(lambda: "broken.metasdf" in person.window.notices.text)
    assert "Traceback" not in person.window.notices.text
    assert person.session.document.generation == document.generation


def test_saving_over_a_session_keeps_that_one_once(person, tmp_path):
    from core.runs.session import read_session

    path, earlier = tmp_path / "s.metasdf", tmp_path / "s.previous.metasdf"
    for step in (0, 1, 2):
        if step:
            person.window.player.step()
            person.at(step)
            person.wait(person.idle)
        person.window.notices.dismiss()
        save(person, path)
        assert len(read_session(path).run.entries) == step + 1
        assert earlier.exists() is (step > 0)
    assert len(read_session(earlier).run.entries) == 2
    assert sorted(file.name for file in tmp_path.iterdir()) == ["s.metasdf", "s.previous.metasdf"]


def test_other_weights_take_the_steps_anew(person, tmp_path, own_checkpoints):
    from core.runs.session import read_session, write_session

    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.wait(person.idle)
    save(person, tmp_path / "s.metasdf")
    losses = [e.record.context_loss for e in person.session.document.run.entries]
    write_session(tmp_path / "s.metasdf", replace(read_session(tmp_path / "s.metasdf"), checkpoint_hash="0" * 64))
    person.open(tmp_path / "s.metasdf")
    person.wait(lambda: "steps taken anew" in person.window.notices.text)
    assert [e.record.context_loss for e in person.session.document.run.entries] == pytest.approx(losses)


def test_the_session_is_saved_by_its_keys(person, tmp_path, monkeypatch):
    asked = str(tmp_path / "by-keys")
    monkeypatch.setattr("app.window.files.QFileDialog.getSaveFileName", lambda *_: (asked, ""))
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    person.qtbot.keyClick(person.window, Qt.Key.Key_S, keys)
    person.wait(lambda: (tmp_path / "by-keys.metasdf").exists() and "by-keys" in person.window.notices.text)


@pytest.mark.slow
def test_the_copied_command_and_program_take_the_same_steps(person, tmp_path, checkpoints):
    spec = ObservationSpec(views=((2.0, 1.0, 2.0),), noise=0.01, outliers=0.1)
    setup = replace(
        person.session.document.setup, kind="scan", count=96, seed=7, spec=spec,
        checkpoint=str(checkpoints / "furniture-scan"),
    )  # fmt: skip
    person.window.controller.change_setup(setup)
    person.wait(lambda: person.session.document.setup == setup)
    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.press(Qt.Key.Key_Right)
    person.at(2)
    loss = person.session.entry.record.context_loss
    person.wait(lambda: person.session.entry.audit is not None)  # as fine as it gets
    person.window.files.save_surface(tmp_path / "shown.ply")
    person.wait(lambda: "shown.ply" in person.window.notices.text)
    control = Qt.KeyboardModifier.ControlModifier
    person.qtbot.keyClick(person.window, Qt.Key.Key_C, control | Qt.KeyboardModifier.ShiftModifier)
    command = QGuiApplication.clipboard().text()
    person.qtbot.keyClick(person.window, Qt.Key.Key_C, control | Qt.KeyboardModifier.AltModifier)
    program = QGuiApplication.clipboard().text()
    assert command.startswith("python main.py adapt ")
    command = command.replace("python ", f"{shlex.join(python())} ", 1).replace("--out out", f"--out {tmp_path}")
    subprocess.run(["bash", "-c", command], check=True, cwd=ROOT, capture_output=True, timeout=100)
    steps = json.loads((tmp_path / "run.json").read_text())["steps"]
    assert len(steps) == 3
    assert steps[2]["context_loss"] == pytest.approx(loss, rel=1e-5)
    shown, made = (trimesh.load_mesh(tmp_path / name, process=False) for name in ("shown.ply", "step_02.ply"))
    assert len(shown.faces) == len(made.faces)
    assert np.allclose(shown.vertices, made.vertices, atol=1e-5 * shown.scale)
    done = subprocess.run(
        [*python(), "-c", program + "print('LOSS', run.entries[-1].record.context_loss)"],
        check=True, cwd=ROOT, capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    assert float(done.stdout.split("LOSS")[1]) == pytest.approx(loss, rel=1e-5)


@pytest.mark.parametrize(
    "change", [{"position": [0, math.nan, 1]}, {"up": [0, 1]}, {"angle": 0}, {"angle": "wide"}, {"scale": None}]
)
def test_a_camera_that_cannot_be_is_left_out(change):
    camera = Camera((0.0, 1.0, 3.0), (0.0, 0.0, 0.0), (0.0, 1.0, 0.0), 30.0, 1.0)
    assert camera_of(asdict(camera)) == camera
    assert camera_of(asdict(camera) | change) is None
    assert camera_of(None) is None


def test_what_was_replaced_on_disk_while_it_was_open_is_not_taken_for_what_was_open(person, tmp_path):
    shape = tmp_path / "mine.ply"
    shutil.copy(SHAPES / "chair.ply", shape)
    person.open(shape)
    shutil.copy(SHAPES / "table.ply", shape)
    save(person, tmp_path / "s.metasdf")
    person.open(tmp_path / "s.metasdf")
    person.wait(lambda: "has changed since" in person.window.notices.text)
    assert not person.session.document.source.has_truth


@pytest.mark.parametrize("fate", ["gone", "beside", "trained again"])
def test_a_session_opens_with_its_own_steps_whatever_became_of_its_checkpoint(person, tmp_path, checkpoints, fate):
    net = tmp_path / "nets" / "mine"
    shutil.copytree(checkpoints / "furniture-scan", net)
    setup = replace(person.session.document.setup, checkpoint=str(net))
    person.window.controller.change_setup(setup)
    person.wait(lambda: person.session.document.setup.checkpoint == str(net))
    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.wait(person.idle)
    losses = [e.record.context_loss for e in person.session.document.run.entries]
    if fate == "trained again":  # while the session is open
        shutil.copy(checkpoints / "furniture-scan" / "card.json", net)
        tensors = {name: tensor + 0.1 for name, tensor in load_file(net / "weights.safetensors").items()}
        save_file(tensors, net / "weights.safetensors")
    save(person, tmp_path / "s.metasdf")
    if fate == "gone":
        shutil.rmtree(net)
    elif fate == "beside":
        shutil.move(net, tmp_path / "mine")
    person.open(tmp_path / "s.metasdf")
    now = person.session.document
    person.wait(lambda: "has moved or has other weights now" in person.window.notices.text)
    assert [e.record.context_loss for e in now.run.entries] == losses
    person.press(Qt.Key.Key_Right)
    person.at(2)


def test_a_session_carries_its_shape_when_asked_and_keeps_to_that(person, tmp_path, monkeypatch):
    window, mine = person.window, tmp_path / "mine.ply"
    shutil.copy(SHAPES / "chair.ply", mine)
    person.open(mine)
    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.wait(person.idle)
    asked, said = tmp_path / "sent.metasdf", []
    monkeypatch.setattr("app.window.files.QFileDialog.getSaveFileName", lambda *_: (str(asked), ""))
    monkeypatch.setattr(type(window.settings), "asks", True)

    def answer(button: str) -> None:
        def press() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            said.append(box.text())
            next(b for b in box.buttons() if button in b.text().replace("&", "")).click()

        QTimer.singleShot(200, press)
        window.files.ask_for_session_file()

    answer("Cancel")
    assert not asked.exists()
    answer("Carry It")
    person.wait(lambda: "with its shape" in window.notices.text)
    assert "mine.ply (" in said[0]
    assert "kB) can go with the session" in said[0]
    window.files.save_again(lambda: None)
    person.wait(lambda: window.store.session.document.saved is not None)
    window.files.finish()
    mine.unlink()
    person.open(asked)
    assert "is not there any more" not in window.notices.text
    assert person.session.document.source.has_truth
    assert person.session.document.saved.carried
