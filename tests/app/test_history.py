"""Undo and redo in the real window, by their keys: named, merged, across everything that changes a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSpinBox

from app.window.window import MainWindow
from core.shapes.drawing import from_png
from tests.app.driving import SHAPES, Person, move, redo, steps, stroke, texts, undo

pytestmark = [pytest.mark.gl, pytest.mark.small]
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(autouse=True)
def _from_the_beginning(shared_window: MainWindow) -> Iterator[None]:
    shared_window.history.stack.clear()
    yield
    shared_window.history.stack.clear()


def changed(person: Person, work) -> None:
    """Do it, and wait until another document is there."""
    before = person.session.document.origin
    work()
    person.wait(lambda: person.session.document.origin is not before)
    person.wait(person.idle)


def test_an_opened_file_is_undone_with_the_steps_that_were_there(person):
    steps(person, 2)
    before = person.session.document
    person.open(SHAPES / "digit-3.png")
    steps(person, 1)
    undoing = person.window.actions_by_key["undo"]
    assert undoing.text() == "&Undo: open digit-3.png"
    assert undoing.toolTip().startswith("Undo: open digit-3.png")
    undo(person)
    now = person.session
    assert (now.document.source.name, now.cursor, now.last) == ("chair-scan.pcd", 2, 2)
    assert [e.state for e in now.document.run.entries] == [e.state for e in before.run.entries]
    assert now.entry.level is not None
    assert not undoing.isEnabled()
    steps(person, 1)  # it can be gone on with, on its own method and observation
    assert person.session.last == 3
    assert person.window.actions_by_key["redo"].text() == "&Redo: open digit-3.png"
    redo(person)
    assert (person.session.document.source.name, person.session.cursor) == ("digit-3.png", 1)
    undo(person)
    assert (person.session.document.source.name, person.session.last) == ("chair-scan.pcd", 3)


def test_observation_and_checkpoint_are_undone_one_by_one(person):
    window = person.window
    count = window.observe.findChild(QSpinBox, "count")
    changed(person, lambda: (count.setFocus(), count.setValue(96)))
    checkpoint = window.shape.findChild(QComboBox, "checkpoint")
    place = checkpoint.findData("scratch-3d")
    changed(person, lambda: (checkpoint.setCurrentIndex(place), checkpoint.activated.emit(place)))
    assert texts(window) == ["change points to 96", "change checkpoint to scratch-3d"]
    undo(person)
    assert (person.session.document.setup.checkpoint, person.session.document.setup.count) == ("furniture-scan", 96)
    assert checkpoint.currentData() == "furniture-scan"
    count.setFocus()
    field = count.lineEdit()
    person.qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)  # the field leaves the keys to the document
    person.wait(person.idle)
    assert person.session.document.setup.count == 128
    assert count.value() == 128
    redo(person)
    redo(person)
    assert person.session.document.setup.checkpoint == "scratch-3d"
    steps(person, 1)
    assert person.session.last == 1


def test_the_view_is_undone_and_steps_are_not(person):
    person.press(Qt.Key.Key_P)
    steps(person, 2)
    person.press(Qt.Key.Key_I)
    assert texts(person.window) == ["hide the observed points", "colour what is imagined"]
    undo(person)
    undo(person)
    view = person.session.view
    assert (view.points, view.imagined, person.session.last) == (True, False, 2)
    assert person.window.actions_by_key["points"].isChecked()
    redo(person)
    assert not person.session.view.points
    undo(person)


def test_discarded_steps_come_back(person):
    steps(person, 3)
    run = person.session.document.run
    person.qtbot.keyClick(person.window, Qt.Key.Key_Backspace, CONTROL)
    assert (person.session.last, texts(person.window)) == (0, ["discard steps"])
    undo(person)
    assert [e.state for e in person.session.document.run.entries] == [e.state for e in run.entries]
    redo(person)
    assert person.session.last == 0


def test_a_drag_of_a_slider_is_one_command(person):
    person.open(SHAPES / "chair.ply")
    person.window.show_dock("scan")
    person.window.history.stack.clear()
    slider = person.window.scan.outliers.slider
    person.wait(slider.isVisible)
    person.steady(lambda: (slider.size(), slider.mapTo(person.window, QPoint())))  # the docks share the room anew
    for places in ((0.0, 0.3, 0.6), (0.6, 0.8, 0.9)):  # two drags, each with documents on the way
        points = [QPoint(round(8 + part * (slider.width() - 16)), slider.height() // 2) for part in places]
        QTest.mousePress(slider, LEFT, NONE, points[0])
        for point in points[1:]:
            changed(person, lambda point=point: move(slider, point, LEFT))
        QTest.mouseRelease(slider, LEFT, NONE, points[-1])
    assert len(texts(person.window)) == 2
    assert all(text.startswith("change outliers to") for text in texts(person.window))
    undo(person)
    assert 0.2 < person.session.document.setup.spec.outliers < 0.4
    undo(person)
    assert person.session.document.setup.spec.outliers == 0
    assert person.window.scan.outliers.value == 0
    person.window.dock("scan").hide()


def test_nothing_changed_is_no_command(person):
    window = person.window
    window.observe._apply()
    window.store.set_view(person.session.view)
    steps(person, 1)
    person.press(Qt.Key.Key_Home)
    assert texts(window) == []
    undo(person)
    assert person.session.last == 1


def test_what_is_not_there_yet_is_called_off(person):
    generation = person.session.document.generation
    person.window.controller.open_path(str(SHAPES / "chair.ply"))
    person.window.actions_by_key["undo"].setEnabled(True)
    person.window.history.undo()
    assert not person.window.controller.pending
    assert person.session.document.generation > generation
    person.wait(person.idle)
    steps(person, 1)
    assert person.session.document.source.name == "chair-scan.pcd"
    assert texts(person.window) == []


def test_a_session_opened_while_an_observation_is_awaited_stands_where_it_was_saved(person, tmp_path):
    """The step to go on to belongs to the observation that was asked for, not to what comes in its place."""
    window = person.window
    steps(person, 3)
    window.store.move(1)
    path = tmp_path / "one.metasdf"
    window.files.save_session(path)
    person.wait(lambda: path.name in window.notices.text)
    window.store.move(3)
    setup = person.session.document.setup
    window.placing.change(replace(setup, placement=replace(setup.placement, yaw=90.0)))
    person.open(path)
    assert (person.session.cursor, person.session.last) == (1, 3)
    assert texts(window) == ["open one.metasdf"]
    undo(person)
    assert person.session.document.setup == setup
    assert (person.session.cursor, person.session.last) == (3, 3)
    assert window.player.goal == 3


def test_where_one_was_going_is_forgotten_when_the_opening_fails(person, tmp_path):
    steps(person, 2)
    setup, window = person.session.document.setup, person.window
    window.store.move(1)
    window.player.return_to(2, lambda: window.controller.open_with(str(tmp_path / "gone.ply"), setup))
    assert window.player.goal == 2
    person.wait(lambda: "gone.ply" in window.notices.text)
    assert window.player.goal == 1


def test_strokes_and_what_was_open_before_are_one_story(artist):
    window = artist.window
    stroke(artist, (0.0, 0.6), (0.0, 0.0), (0.0, -0.6))
    stroke(artist, (-0.5, 0.0), (0.5, 0.0))
    artist.wait(lambda: bool(artist.session.document.setup.drawing))
    artist.wait(artist.idle)
    assert texts(window) == ["pen stroke", "pen stroke"]
    assert window.draw.undo.isEnabled()
    artist.qtbot.keyClick(window.draw.pad, Qt.Key.Key_Z, CONTROL)
    first = window.draw.pad.drawing
    assert (first.ink[56, 30] > 127, first.ink[30, 56] > 127) == (False, True)
    artist.wait(lambda: np.array_equal(from_png(artist.session.document.setup.drawing).ink, first.ink))
    artist.wait(artist.idle)
    undo(artist)
    assert window.draw.pad.drawing.blank
    assert artist.session.document.source.name == "chair-scan.pcd"
    redo(artist)
    artist.wait(lambda: bool(artist.session.document.setup.drawing))
    redo(artist)
    artist.wait(lambda: bool(from_png(artist.session.document.setup.drawing).ink[56, 30] > 127))
    artist.wait(artist.idle)
    assert not window.history.stack.canRedo()


def test_what_is_inspected_is_undone_and_blinking_is_not(person, monkeypatch):
    monkeypatch.setattr("app.control.history.USUAL_SECONDS", 100.0)  # presses follow closely also on a busy machine
    person.open(SHAPES / "chair.ply")
    person.window.history.stack.clear()
    window, before = person.window, person.session.inspect
    person.press(Qt.Key.Key_E)
    person.press(Qt.Key.Key_X)
    person.press(Qt.Key.Key_X)
    person.press(Qt.Key.Key_C)
    for _ in range(3):
        person.qtbot.keyClick(window.viewport.plotter, Qt.Key.Key_Up, SHIFT)
    assert texts(window) == ["show the residuals", "show the slice", "change the place of the slice"]
    sliced = person.session.inspect
    assert sliced.residual
    assert sliced.offset != before.offset
    undo(person)
    assert person.session.inspect.offset == before.offset, "presses of one key that follow closely are one change"
    undo(person)
    undo(person)
    assert person.session.inspect == before
    for _ in range(3):
        redo(person)
    assert person.session.inspect == sliced
    for _ in range(3):
        undo(person)
