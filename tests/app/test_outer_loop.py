"""The outer loop in the window: a real child process trains, its fields are shown, it is stopped, its net is used."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from safetensors.numpy import load_file

import main
from app.system.streams import UNHEARD
from app.window.window import MainWindow
from core.runs.checkpoint import load_checkpoint
from tests.app.driving import Person
from tests.app.terminal import command

ROOT = Path(__file__).resolve().parents[2]


def test_live_training_tells_every_step_and_keeps_whole_checkpoints(tmp_path, capsys):
    recipe = (ROOT / "assets" / "live" / "outlines.toml").read_text()
    recipe = recipe.replace("outer_steps = 2000", "outer_steps = 4").replace("save_every = 20", "save_every = 2")
    (tmp_path / "small.toml").write_text(recipe)
    arguments = ["train", str(tmp_path / "small.toml"), "--live", "--device", "cpu", "--out", str(tmp_path / "out")]
    assert main.main(arguments) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [t["step"] for t in told if "step" in t] == [1, 2, 3, 4]
    assert [t["snapshot"] for t in told if "snapshot" in t] == [2, 4]
    assert all(t["total"] == 4 and t["loss"] > 0 for t in told if "loss" in t)
    assert load_checkpoint(str(tmp_path / "out")).spec.dim == 2
    arrays = load_file(tmp_path / "out" / "preview.safetensors")
    assert arrays["adapted"].shape == arrays["truth"].shape == (3, 48, 48)
    assert not np.array_equal(arrays["adapted"][0], arrays["adapted"][1]), "each is adapted to its own points"
    from core.readers.load import load

    shape = load(tmp_path / "out" / "shape.png")
    assert shape.dim == 2


def test_a_training_ends_and_is_kept_when_its_window_was_killed(tmp_path):
    """Nobody would end it any more: it went on to its last step, hours later, and held its folder."""
    recipe = (ROOT / "assets" / "live" / "outlines.toml").read_text()
    (tmp_path / "long.toml").write_text(recipe.replace("outer_steps = 2000", "outer_steps = 1000000"))
    out = tmp_path / "out"
    child = subprocess.Popen(
        command("train", tmp_path / "long.toml", "--live", "--device", "cpu", "--out", out),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stderr is not None
    try:
        told = next(line for line in child.stdout if '"step"' in line)
        child.stdout.close()
        assert child.wait() == UNHEARD
        assert child.stderr.read() == ""
    finally:
        child.kill()
        child.wait()
        child.stderr.close()
        assert child.stdin is not None
        child.stdin.close()
    state = load_file(out / "training.safetensors")
    assert int(state["step"]) > json.loads(told)["step"], "what it has taken meanwhile is kept"


@pytest.fixture
def person(shared_window: MainWindow, qtbot, monkeypatch, tmp_path, forked_children) -> Iterator[Person]:
    monkeypatch.setattr("app.tools.outer_loop.controller.home", lambda: tmp_path / "trained")
    hands = Person(shared_window, qtbot)
    hands.wait(lambda: hands.session.document is not None)
    hands.wait(hands.idle)
    yield hands
    shared_window.outer_loop.stop()
    hands.wait(hands.idle)


@pytest.mark.gl
@pytest.mark.slow
def test_a_net_is_trained_watched_stopped_and_used(person):
    window, panel = person.window, person.window.train
    action = window.findChild(QAction, "panel.train")
    assert isinstance(action, QAction)
    action.trigger()
    assert panel.isVisible()
    assert not panel.use_button.isEnabled()
    person.qtbot.mouseClick(panel.start_button, Qt.MouseButton.LeftButton)
    person.wait(lambda: panel.fields.step > 0)
    first = panel.fields.accessibleDescription()
    person.wait(lambda: panel.fields.step > 20)
    assert panel.fields.accessibleDescription() != first, "the result after five steps changes"
    assert window.outer_loop.running
    person.qtbot.keyClick(panel.stop_button, Qt.Key.Key_Space)
    assert not window.outer_loop.running
    assert "Stopped after" in panel.status.text()
    person.qtbot.mouseClick(panel.use_button, Qt.MouseButton.LeftButton)
    folder = str(window.outer_loop.folder)
    person.wait(lambda: person.session.document.setup.checkpoint == folder)
    assert person.session.document.source.name == "shape.png"
    person.wait(person.idle)
    window.actions_by_key["last"].trigger()
    person.at(5)


@pytest.mark.gl
def test_a_training_that_fails_says_so(person, monkeypatch):
    window, panel = person.window, person.window.train
    monkeypatch.setattr("app.tools.outer_loop.controller.RECIPE", ROOT / "pyproject.toml")
    window.outer_loop.start(0, 100)
    person.wait(lambda: not window.outer_loop.running)
    assert "not a usable training file" in panel.status.text()
    assert panel.start_button.isEnabled()
