"""Slow motion in the real window: phases by key, by button and played, and what is drawn of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.render import colorbar
from app.render.styles import LIGHT
from app.tools.slow_motion.overlay import POINTS, RESIDUAL, SURFACE, PaintedField
from tests.app.driving import SHAPES, Person

pytestmark = [pytest.mark.gl, pytest.mark.small]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def slow(person: Person) -> Iterator[Person]:
    person.press(Qt.Key.Key_M, person.window)
    person.wait(lambda: person.session.slow)
    yield person
    person.window.actions_by_key["slow"].setChecked(True)
    person.press(Qt.Key.Key_M, person.window)
    person.wait(lambda: not person.session.slow)
    person.window.player.set_speed(1)


def visible(person: Person, name: str) -> bool:
    plotter: Any = person.window.viewport.plotter
    actor = plotter.actors.get(name)
    return actor is not None and bool(actor.GetVisibility())


def taken(person: Person) -> bool:
    found, entry = person.window.phases.taken, person.session.entry
    return found is not None and found.state is entry.state and found.level is entry.level


def test_the_step_key_goes_through_the_phases_to_the_next_surface(slow):
    panel = slow.window.phases
    assert panel.isVisible()
    assert slow.session.phase == "surface"
    seen = []
    for _ in range(3):
        slow.press(Qt.Key.Key_Right)
        seen.append(slow.session.phase)
        assert slow.session.cursor == 0
    assert seen == ["loss", "gradient", "update"]
    assert panel.buttons["update"].isChecked()
    assert panel.title.text() == "Step 1: scaled update"
    slow.wait(lambda: taken(slow))
    after = panel.taken.loss_after
    slow.press(Qt.Key.Key_Right)
    slow.at(1)
    assert slow.session.phase == "surface"
    assert panel.buttons["surface"].isChecked()
    assert slow.session.entry.record.context_loss == after, "what was announced has come"
    slow.press(Qt.Key.Key_Left)
    assert (slow.session.cursor, slow.session.phase) == (0, "update")
    slow.press(Qt.Key.Key_Left)
    assert slow.session.phase == "gradient"
    slow.press(Qt.Key.Key_Home)
    assert slow.session.phase == "surface"


def test_residuals_colour_the_observed_points(slow):
    slow.wait(slow.idle)
    slow.press(Qt.Key.Key_Right)
    actors = slow.window.viewport.plotter.actors
    slow.wait(lambda: taken(slow) and visible(slow, POINTS) and "color" in actors[POINTS].mapper.dataset.point_data)
    assert not visible(slow, "observed surface")
    found = slow.window.phases.taken
    drawn = actors[POINTS].mapper.dataset
    painted: Any = PaintedField(found.residuals.values, RESIDUAL)
    expected = colorbar.colors(painted, LIGHT)
    assert np.array_equal(drawn.point_data["color"], expected)
    assert len(np.unique(expected, axis=0)) > 3
    assert f"{len(expected):,} observed points" in slow.window.phases.words.text()
    slow.press(Qt.Key.Key_P)
    assert not visible(slow, POINTS), "hidden points stay hidden"
    slow.press(Qt.Key.Key_P)
    slow.press(Qt.Key.Key_Left)
    assert not visible(slow, POINTS)
    assert visible(slow, "observed surface")


def test_the_update_colours_the_surface_that_it_will_move(slow):
    slow.wait(slow.idle)
    for _ in range(2):
        slow.press(Qt.Key.Key_Right)
    slow.wait(lambda: taken(slow) and visible(slow, SURFACE))
    panel = slow.window.phases
    assert not visible(slow, "level")
    assert panel.plot.drawn == 3, "a bar for each layer"
    slow.press(Qt.Key.Key_Right)
    assert panel.plot.drawn == 6, "gradient and update"
    assert "learned rate" in panel.words.text()
    slow.press(Qt.Key.Key_Right)
    slow.at(1)
    slow.wait(slow.idle)
    assert visible(slow, "level")
    assert not visible(slow, SURFACE)


def test_it_plays_phase_by_phase_and_pauses(slow):
    slow.window.player.set_speed(8)
    phases = []

    def hear() -> None:
        phases.append(slow.session.phase)
        if (slow.session.cursor, slow.session.phase) == (1, "gradient"):  # which is gone soon
            slow.press(Qt.Key.Key_Space)

    slow.window.store.phase_changed.connect(hear)
    slow.press(Qt.Key.Key_Space)
    slow.wait(lambda: not slow.session.playing)
    slow.window.store.phase_changed.disconnect(hear)
    assert phases[:3] == ["loss", "gradient", "update"]
    slow.qtbot.wait(400)
    assert (slow.session.cursor, slow.session.phase) == (1, "gradient")


def test_a_phase_can_be_picked(slow):
    buttons = slow.window.phases.buttons
    slow.qtbot.mouseClick(buttons["update"], LEFT)
    assert slow.session.phase == "update"
    slow.qtbot.keyClick(buttons["loss"], Qt.Key.Key_Space)
    assert slow.session.phase == "loss"
    assert buttons["loss"].isChecked()
    assert not buttons["update"].isChecked()
    slow.qtbot.mouseClick(buttons["surface"], LEFT)
    slow.at(1)
    assert slow.session.phase == "surface"


def test_closing_the_panel_makes_steps_whole_again(slow):
    slow.press(Qt.Key.Key_Right)
    slow.window.dock("slow").hide()
    assert not slow.session.slow
    assert slow.session.phase == "surface"
    assert not slow.window.actions_by_key["slow"].isChecked()
    slow.press(Qt.Key.Key_Right)
    slow.at(1)


def test_in_two_dimensions_the_contour_is_coloured(slow):
    slow.open(SHAPES / "digit-3.png")
    assert slow.session.slow
    for _ in range(3):
        slow.press(Qt.Key.Key_Right)
    slow.wait(lambda: taken(slow) and visible(slow, SURFACE))
    slow.press(Qt.Key.Key_Right)
    slow.at(1)
    assert not visible(slow, SURFACE)
