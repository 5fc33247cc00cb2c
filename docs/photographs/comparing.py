"""Several runs, nets and shapes; windows of their own among them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QWidget

from core.runs import kept
from docs.photographs.photographer import LONG_MS, SHAPES, SIZE, Photographer


def branches(person: Photographer) -> None:
    """Three lines of a chair, two of them side by side."""
    person.open(SHAPES / "chair.ply")
    person.window.actions_by_key["branches"].trigger()
    person.only("branches", "curves")
    person.end()
    panel = person.window.branches
    for step, change in ((1, "rate_scale"), (2, "optimizer")):
        person.window.player.go_to(step)
        panel.form.what.setCurrentIndex(panel.form.what.findData(change))
        person.another(panel.form.go.click)
        person.end()
        person.window.controller.show_line(0)
        person.settle()
    person.window.controller.show_line(1)
    panel.form.what.setCurrentIndex(0)
    person.settle()
    person.window.actions_by_key["compare"].trigger()
    person.wait(lambda: "step" in person.window.side_by_side.other_words.text())
    person.rest(200)
    person.window.viewport.reset_camera()
    person.rest(2500)
    person.settle()


def race(person: Photographer) -> QWidget:
    """MetaSDF, an auto-decoder, a set encoder and a start from scratch, by steps, on one dense observation."""
    person.open(SHAPES / "chair.ply")
    document = person.window.store.session.document
    assert document is not None
    setup = replace(document.setup, checkpoint="furniture-dense", kind="dense")
    person.another(lambda: person.window.controller.change_setup(setup))
    person.window.actions_by_key["race"].trigger()
    track = person.window.race
    person.wait(track.isVisible)
    track.resize(*SIZE)
    track.steps.setValue(60)
    person.rest()
    track.go.click()
    person.wait(lambda: not track.running, LONG_MS)
    person.rest(1500)
    return track


def gallery(person: Photographer) -> QWidget:
    """Test shapes of the furniture family, from one view each, the worst first."""
    person.settle()
    person.window.actions_by_key["gallery"].trigger()
    wall = person.window.gallery
    person.wait(wall.isVisible)
    wall.resize(*SIZE)
    wall.form.choose("furniture")
    wall.form.count.setValue(60)
    wall.go.click()
    person.wait(lambda: len(wall.model.shown) == 60 and not wall.running, LONG_MS)
    wall.tiles.setCurrentIndex(wall.model.index(1))
    person.rest()
    return wall


def runs(person: Photographer) -> QWidget:
    """Kept runs of two shapes, and two of one chair in the colours of their distance."""
    shutil.rmtree(kept.home(), ignore_errors=True)
    table = person.window.runs
    notes = {
        "digit-3.png": ("", "half of it is hidden"),
        "chair.ply": ("only the seat", "legs apart", "it stands"),
    }
    for name, written in notes.items():
        person.open(SHAPES / name)
        for place, note in enumerate(written):
            for _ in range(2):
                person.press(Qt.Key.Key_Right)
                person.settle()
            person.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
            person.wait(lambda: "is kept" in person.window.notices.text)
            person.window.notices.dismiss()
            row = max(kept.read_rows(kept.home())[0], key=lambda run: (run.name == name, run.steps))
            kept.noted(row, note)
            person.rest(1100 * (place + 1 < len(written)))  # by the clock they follow each other
    person.window.actions_by_key["runs"].trigger()
    person.wait(lambda: len(table.model.rows) == 5)
    table.resize(*SIZE)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for step in (4, 6):
        row = next(n for n, run in enumerate(table.model.shown) if (run.name, run.steps) == ("chair.ply", step))
        table.table.selectionModel().select(table.model.index(row, 0), flags)
    table.compare.look.setCurrentIndex(2)
    table.compare.go.click()
    person.wait(lambda: not table.compare.running and table.views is not None)
    person.rest(2500)
    return table


def train(person: Photographer) -> None:
    """The outer loop after half of a short training."""
    person.open(SHAPES / "digit-3.png")
    person.only("train", "shape", "curves")
    person.window.train.steps.setValue(600)
    person.window.outer_loop.start(0, 600)
    person.wait(lambda: person.window.train.fields.step >= 300, LONG_MS)
    person.rest()


def own(person: Photographer) -> QWidget:
    """Its window: a training on the bundled pieces of furniture has begun, and pieces that it never sees are there."""
    person.settle()
    person.window.actions_by_key["own"].trigger()
    shown = person.window.own
    person.wait(shown.isVisible)
    shown.resize(*SIZE)
    folder = Path.home() / "furniture"
    folder.mkdir(exist_ok=True)
    for mesh in SHAPES.glob("*.ply"):
        shutil.copy(mesh, folder)
    shown.meshes.take(str(folder))
    person.wait(shown.go.isEnabled)
    shown.go.click()
    wall = shown.progress.wall
    person.wait(lambda: shown.keep.isEnabled() and wall.shown("now") > 0, LONG_MS)
    person.rest()
    return shown
