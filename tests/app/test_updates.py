"""The panel of updates in the real window: what it shows of the steps that were really taken, and what it says."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from app.document.document import ObservationSetup
from app.window.window import MainWindow
from core.fields.field import FieldSpec
from core.methods.latent import Latent, initial_decoder
from core.methods.set_encoder import initial_encoder
from core.runs.checkpoint import save_checkpoint
from tests.app.driving import Person, move
from tests.nets import TRAINED

pytestmark = [pytest.mark.gl, pytest.mark.small]
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def looker(person: Person) -> Iterator[Person]:
    """With the panel open by its key."""
    person.press(Qt.Key.Key_U, person.window)
    person.wait(person.window.updates.isVisible)
    setup = person.session.document.setup
    yield person
    if person.session.document.setup != setup:
        change(person, setup)
    choose(person, "gradient")
    person.window.dock("updates").hide()


def choose(person: Person, key: str) -> None:
    """By keyboard, as one walks through a list."""
    box = person.window.updates.view
    target = box.findData(key)
    while box.currentIndex() != target:
        person.qtbot.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < target else Qt.Key.Key_Up, NONE)


def test_norms_follow_the_steps_that_are_taken(looker):
    panel = looker.window.updates
    assert panel.view.hasFocus()
    assert "Take a step first" in panel.page.text()
    looker.press(Qt.Key.Key_Right)
    looker.at(1)
    looker.wait(lambda: len(panel.probes) == 1)
    looker.press(Qt.Key.Key_End)
    looker.at(TRAINED)
    looker.wait(lambda: len(panel.probes) == TRAINED)
    run = looker.session.document.run
    for probe, entry in zip(panel.probes, run.entries[1:], strict=True):
        assert probe.update_norms == pytest.approx(entry.record.update_norms)
        assert probe.effective_rates == pytest.approx([0.02] * len(probe.names), rel=1e-3)
    curves = panel.plots["series"].curves
    assert list(curves) == ["layer 0", "layer 1", "layer 2", "all"]
    x, y = curves["all"].getData()
    assert list(x) == [1, 2, 3]
    assert 10**y == pytest.approx([probe.gradient_norm for probe in panel.probes])
    assert f"Step {TRAINED}" in panel.numbers.text()
    looker.press(Qt.Key.Key_Left)
    assert f"Step {TRAINED - 1}" in panel.numbers.text()


def test_discarded_steps_are_forgotten(looker):
    panel = looker.window.updates
    looker.press(Qt.Key.Key_Right)
    looker.wait(lambda: len(panel.probes) == 1)
    looker.window.actions_by_key["restart"].trigger()
    looker.wait(lambda: not panel.probes)
    assert "Take a step first" in panel.page.text()


def test_a_closed_panel_computes_nothing(person):
    panel = person.window.updates
    assert not panel.isVisible()
    before = len(panel.probes)
    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.wait(person.idle)
    assert len(panel.probes) == before


def test_rates_as_map_and_histogram(looker):
    panel = looker.window.updates
    choose(looker, "rate map")
    looker.wait(lambda: panel.rates is not None)
    assert panel.tensor.isVisible()
    assert panel.plots["matrix"].image.image.shape == (TRAINED, 6)
    assert panel.plots["matrix"].image.image == pytest.approx(math.log10(0.02), abs=1e-5)
    assert "One rate for each tensor" in panel.numbers.text()
    words = panel.plots["matrix"].words(2.0, 1.0)
    assert words == "2, 1w: 0.02"
    scene = panel.plots["matrix"].item.vb.mapViewToScene(QPointF(2.0, 1.0))
    move(panel.plots["matrix"].viewport(), panel.plots["matrix"].mapFromScene(scene))
    looker.wait(lambda: panel.numbers.text() == words)
    panel.tensor.setCurrentIndex(1)
    assert panel.plots["matrix"].image.image.shape == (TRAINED, 1)
    choose(looker, "rate histogram")
    assert panel.plots["bars"].isVisible()
    assert panel.plots["bars"].drawn == 1, "all weights have one rate"


def test_alignment_between_steps_and_tasks(looker):
    panel = looker.window.updates
    looker.press(Qt.Key.Key_End)
    looker.at(TRAINED)
    choose(looker, "steps")
    looker.wait(lambda: panel.steps is not None and len(panel.steps[0]) == TRAINED)
    table = panel.plots["matrix"].image.image
    assert np.diag(table) == pytest.approx(1)
    assert np.abs(table).max() <= 1
    choose(looker, "cosine")
    looker.wait(lambda: len(panel.probes) == TRAINED)
    y = panel.plots["series"].curves["cosine"].getData()[1]
    assert y[1:] == pytest.approx(np.diag(table, 1), abs=1e-6)
    choose(looker, "tasks")
    looker.wait(lambda: panel.tasks is not None)
    names, cosines = panel.tasks
    assert names[0] == "this task"
    assert cosines.shape == (7, 7)
    assert "mean cosine" in panel.numbers.text()


def test_the_loss_slice_and_its_end(looker, monkeypatch):
    panel = looker.window.updates
    monkeypatch.setattr("app.tools.updates.controller.SLICE_CELLS", 9)
    choose(looker, "slice")
    assert "Take a step first" in panel.page.text()
    looker.qtbot.mouseClick(panel.go, LEFT)
    assert not panel.running, "there is nothing to slice before a step"
    looker.press(Qt.Key.Key_End)
    looker.at(TRAINED)
    looker.wait(looker.idle)
    assert panel.other.currentText() == "scratch"
    looker.qtbot.mouseClick(panel.go, LEFT)
    assert panel.running
    assert panel.progress.isVisible()
    looker.wait(lambda: not panel.running)
    cut = panel.slice
    assert cut.losses.shape == (9, 9)
    assert np.isfinite(cut.losses).all()
    first, last = (looker.session.document.run.entries[n].record.context_loss for n in (0, -1))
    assert cut.mark_losses[:2] == pytest.approx((first, last), rel=1e-4)
    assert panel.plots["slice"].isVisible()
    assert "Context loss: φ₀" in panel.numbers.text()


def test_the_loss_slice_can_be_stopped_and_steps_go_on_meanwhile(looker):
    panel = looker.window.updates
    looker.press(Qt.Key.Key_Right)
    looker.at(1)
    choose(looker, "slice")
    looker.qtbot.mouseClick(panel.go, LEFT)
    looker.press(Qt.Key.Key_Right)
    looker.at(2)
    if panel.running:
        assert panel.go.text() == "&Stop"
        looker.qtbot.mouseClick(panel.go, LEFT)
    looker.wait(lambda: not panel.running)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An untrained auto-decoder and an untrained set encoder, in 3D."""
    import torch

    folder = tmp_path_factory.mktemp("coded")
    spec = FieldSpec(dim=3, width=16, depth=2)
    generator = torch.Generator().manual_seed(0)
    found = {}
    for key, steps in (("autodecoder-concat", 20), ("encoder-concat", 1)):
        weights = initial_decoder(spec, "concat", 6, generator) | initial_encoder(3, 8, 6, generator)
        card = {"name": key, "method": key, "observe": "scan", "context_points": 64, "loss": "l1"}
        save_checkpoint(folder / key, spec, Latent(weights, steps), {**card, "trained_steps": steps})
        found[key] = folder / key
    return found


def change(looker: Person, setup: ObservationSetup) -> None:
    before = looker.session.document
    looker.window.controller.change_setup(setup)
    looker.wait(lambda: looker.session.document.generation != before.generation)
    looker.wait(looker.idle)


def adapt_with(looker: Person, checkpoint: Path) -> None:
    change(looker, replace(looker.session.document.setup, checkpoint=str(checkpoint), count=64))
    looker.press(Qt.Key.Key_Right)
    looker.at(1)
    looker.press(Qt.Key.Key_Right)
    looker.at(2)
    looker.wait(looker.idle)


def test_other_methods_show_what_they_have_and_say_what_they_lack(looker, coded):
    panel = looker.window.updates
    adapt_with(looker, coded["autodecoder-concat"])
    looker.wait(lambda: len(panel.probes) == 2)
    assert list(panel.plots["series"].curves) == ["code"]
    assert "moves its code alone" in panel.numbers.text()
    choose(looker, "update")
    assert set(panel.plots["series"].curves) == {"code", "layer 0", "all"}, "of a first layer's bias by concatenation"
    choose(looker, "rate map")
    assert "Adam" in panel.page.text()
    adapt_with(looker, coded["encoder-concat"])
    assert "takes no gradient step" in panel.page.text()
    choose(looker, "gradient")
    assert "follows no gradient" in panel.page.text()
    choose(looker, "update")
    looker.wait(lambda: len(panel.probes) == 2)
    assert panel.probes[0].update_norm > 0 == panel.probes[1].update_norm


def test_the_choice_is_remembered(looker, qapp):
    choose(looker, "tasks")
    again = MainWindow()
    again.show()
    again.begin()
    looker.wait(lambda: again.start.furnished)
    assert again.updates.key == "tasks"
    again.close()
    again.deleteLater()


def test_a_layer_has_the_same_colour_in_every_plot(looker):
    panel = looker.window.updates
    looker.press(Qt.Key.Key_End)
    looker.at(TRAINED)
    looker.wait(lambda: len(panel.probes) == TRAINED)
    seen: dict[str, set[str]] = {}
    for key in ("gradient", "update", "effective"):
        choose(looker, key)
        for name, curve in panel.plots["series"].curves.items():
            seen.setdefault(name, set()).add(curve.opts["pen"].color().name())
    assert len(seen) == 4
    assert all(len(colors) == 1 for colors in seen.values()), seen
    assert len(set().union(*seen.values())) == 4
