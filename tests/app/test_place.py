"""Placing a raw scan in the real window: up axis, turn, and the search with its progress and its end."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from core.observation.observation_spec import Placement
from tests.app.driving import SHAPES, Person, move

pytestmark = [pytest.mark.gl, pytest.mark.small]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def placer(person: Person) -> Iterator[Person]:
    person.press(Qt.Key.Key_L, person.window)
    person.wait(person.window.place.isVisible)
    yield person
    if person.session.document.setup.placement != Placement():
        before = person.session.document
        person.qtbot.mouseClick(person.window.place.reset, LEFT)
        person.wait(lambda: person.session.document.generation != before.generation)
    person.window.dock("place").hide()


def test_the_cross_is_shown_while_scans_are_placed(placer):
    actors = placer.window.viewport.plotter.actors
    assert actors["cross y"].GetVisibility()
    placer.window.dock("place").hide()
    placer.wait(lambda: not actors["cross y"].GetVisibility())


def test_the_cross_is_not_shown_over_what_has_its_place(placer):
    actors = placer.window.viewport.plotter.actors
    placer.open(SHAPES / "chair.ply")
    assert not actors["cross y"].GetVisibility()
    placer.open(SHAPES / "chair-scan.pcd")
    assert actors["cross y"].GetVisibility()


def test_a_tilt_by_keyboard(placer):
    before = placer.session.document
    placer.qtbot.keyClick(placer.window.place.pitch.slider, Qt.Key.Key_PageUp)
    placer.wait(lambda: placer.session.document.generation != before.generation)
    placer.wait(placer.idle)
    document = placer.session.document
    assert document.setup.placement == Placement(pitch=18.0)
    assert placer.window.history.stack.undoText() == "tilt the scan"
    was, now = (d.run.observation.points for d in (before, document))
    assert not np.allclose(now.mean(0), was.mean(0), atol=0.01)


def test_up_axis_and_back(placer):
    before = placer.session.document
    raw = before.run.observation.points[:, 1]
    box = placer.window.place.up
    box.setFocus()
    placer.qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    placer.qtbot.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    box.activated.emit(box.currentIndex())
    placer.wait(lambda: placer.session.document.generation != before.generation)
    document = placer.session.document
    assert document.setup.placement.up != "+y"
    assert document.run.observation.points[:, 1] != pytest.approx(raw)
    back = document.normalization.invert(document.run.observation.points)
    assert np.abs(back).max() < 10
    placer.qtbot.mouseClick(placer.window.place.reset, LEFT)
    placer.wait(lambda: placer.session.document.setup.placement == Placement())
    assert placer.session.document.run.observation.points == pytest.approx(before.run.observation.points)


def test_the_search_tries_all_turns_and_takes_the_best(placer):
    panel = placer.window.place
    placer.qtbot.mouseClick(panel.seek, LEFT)
    assert panel.progress.isVisible()
    placer.wait(lambda: not panel.progress.isVisible())
    placer.wait(placer.idle)
    trials = placer.window.placing._trials
    assert len(trials) == 24
    best = min(trials, key=lambda one: one.loss)
    placer.wait(lambda: placer.session.document.setup.placement.yaw == best.yaw)
    assert f"Turned to {(best.yaw + 180) % 360 - 180:.0f}°" in panel.about.text()


def test_the_search_can_be_stopped_and_steps_go_on_meanwhile(placer):
    panel = placer.window.place
    placer.qtbot.mouseClick(panel.seek, LEFT)
    placer.press(Qt.Key.Key_Right)
    placer.at(1)
    if panel.progress.isVisible():
        placer.qtbot.mouseClick(panel.seek, LEFT)
    placer.wait(lambda: not panel.progress.isVisible())
    assert panel.seek.text().endswith("Find the turn")


def pixel(person: Person, place: np.ndarray) -> QPoint:
    """Where a place of the box is seen."""
    plotter = person.window.viewport.plotter
    assert plotter is not None
    renderer, ratio = plotter.renderer, plotter.devicePixelRatioF()
    renderer.SetWorldPoint(*place, 1.0)
    renderer.WorldToDisplay()
    x, y, _ = renderer.GetDisplayPoint()
    return QPoint(round(x / ratio), round(plotter.height() - 1 - y / ratio))


def test_by_hand_in_the_view(placer):
    """The middle knob is drawn to the right, a knob at the side further: moved, then larger; undo takes both back."""
    plotter, window, start = placer.window.viewport.plotter, placer.window, placer.session.document

    def drag(begin: np.ndarray, way: np.ndarray) -> Placement:
        before = placer.session.document
        places = [pixel(placer, begin + share * way) for share in (0, 0.3, 0.6, 1)]
        QTest.mousePress(plotter, LEFT, Qt.KeyboardModifier.NoModifier, places[0])
        for place in places[1:]:
            move(plotter, place, LEFT)
        matrix = np.array(plotter.actors["observed surface"].user_matrix)
        assert not np.allclose(matrix, np.eye(4)), "the points go along"
        QTest.mouseRelease(plotter, LEFT, Qt.KeyboardModifier.NoModifier, places[-1])
        placer.wait(lambda: placer.session.document.generation != before.generation)
        placer.wait(placer.idle)
        assert np.allclose(plotter.actors["observed surface"].user_matrix, np.eye(4))
        return placer.session.document.setup.placement

    placer.qtbot.mouseClick(window.place.handle, LEFT)
    box = window.placing._box
    low, high = (np.array(box.bounds()[side::2]) for side in (0, 1))
    moved = drag(low / 2 + high / 2, np.array([0.2, 0, 0]))
    assert moved.scale == pytest.approx(1)
    assert np.linalg.norm(moved.shift) > 0.1
    low, high = (np.array(box.bounds()[side::2]) for side in (0, 1))
    larger = drag(np.array([high[0], *(low[1:] / 2 + high[1:] / 2)]), np.array([0.2, 0, 0]))
    assert larger.scale > 1.02
    for _ in range(2):
        before = placer.session.document
        window.history.stack.undo()
        placer.wait(lambda before=before: placer.session.document.generation != before.generation)
    assert placer.session.document.setup == start.setup
    window.dock("place").hide()
    placer.wait(lambda: not box.shown)
    window.place.handle.setChecked(False)
