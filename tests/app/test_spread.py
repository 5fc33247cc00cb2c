"""How sure the surface is, and what the steps did: in the real window, by keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from app.tools.over_time import overlay
from tests.app.driving import LEFT, SHAPES, SHIFT, Person, move
from tests.nets import TRAINED

pytestmark = [pytest.mark.gl, pytest.mark.small]


@pytest.fixture
def reader(person: Person) -> Iterator[Person]:
    """With a digit at its trained end."""
    person.open(SHAPES / "digit-3.png")
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.wait(person.idle)
    yield person
    for name in ("spread", "over_time"):
        person.window.dock(name).hide()
    for key in ("spread_skins", "step_skins", "pulls"):
        if person.window.actions_by_key[key].isChecked():
            person.window.actions_by_key[key].trigger()


def visible(person: Person, name: str) -> bool:
    plotter = person.window.viewport.plotter
    assert plotter is not None
    actor = plotter.actors.get(name)
    return actor is not None and bool(actor.GetVisibility())


def tick(person: Person, box: QCheckBox) -> None:
    """By the mouse, on the box itself: what is right of its words does nothing."""
    person.qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))


def coloring(person: Person):
    return person.session.entry.coloring


def test_members_spread_are_seen_and_judged_and_steps_go_on(reader):
    window, panel = reader.window, reader.window.spread
    reader.press(Qt.Key.Key_Y)
    reader.wait(panel.isVisible)
    assert not panel.plot.isVisible()
    panel.count.setValue(3)
    reader.qtbot.mouseClick(panel.go, LEFT)
    assert panel.progress.isVisible()
    reader.press(Qt.Key.Key_Right)
    reader.at(TRAINED + 1)
    reader.wait(lambda: window.spreading.spread is not None and not panel.running)
    reader.press(Qt.Key.Key_Left)
    reader.wait(lambda: coloring(reader) is not None and coloring(reader).key == "spread")
    reader.wait(lambda: panel.judgement is not None)
    reader.wait(reader.idle)
    entry, spread = reader.session.entry, window.spreading.spread
    at = spread.of(entry.state)
    reader.wait(lambda: len(coloring(reader).values) == len(reader.session.entry.level.vertices))
    level = reader.session.entry.level
    assert coloring(reader).values[:50] == pytest.approx(at(level.vertices[:50]), rel=1e-3, abs=1e-6)
    found = panel.judgement.calibration
    assert panel.judgement.members == 4, "the shown one and three"
    assert f"{100 * found.coverage():.0f} % of the true errors" in panel.words.text()
    assert panel.plot.isVisible()
    assert panel.plot.curve.getData()[1] == pytest.approx(found.curve()[1])
    reader.press(Qt.Key.Key_Right)
    reader.at(TRAINED + 1)
    reader.press(Qt.Key.Key_Right)
    reader.at(TRAINED + 2)
    reader.wait(lambda: f"steps up to {TRAINED}" in panel.words.text())
    reader.press(Qt.Key.Key_Home)
    reader.wait(lambda: panel.judgement is not None and panel.judgement.state is reader.session.entry.state)
    reader.wait(lambda: coloring(reader) is not None)
    assert coloring(reader).values == pytest.approx(0, abs=1e-5), "all begin at the same start"


def test_skins_come_and_go_and_another_shape_has_no_members(reader):
    window, panel = reader.window, reader.window.spread
    choice = window.findChild(QComboBox, "colors")
    panel.count.setValue(2)
    reader.press(Qt.Key.Key_Y)
    reader.wait(panel.isVisible)
    reader.qtbot.mouseClick(panel.go, LEFT)
    reader.wait(lambda: window.spreading.spread is not None and not panel.running)
    assert choice.currentData() == "spread"
    reader.qtbot.keyClick(window.viewport.plotter, Qt.Key.Key_Y, SHIFT)
    reader.wait(lambda: visible(reader, "skins of the members"))
    assert panel.skins.isChecked()
    reader.press(Qt.Key.Key_Home)
    reader.wait(lambda: len(window.spreading.skins) == 2)
    tick(reader, panel.colors)
    assert reader.session.view.color == ""
    reader.open(SHAPES / "digit-7.png")
    assert window.spreading.spread is None
    assert not visible(reader, "skins of the members")


def test_a_film_scrubs_with_its_surfaces_and_the_points_that_pulled(reader):
    window, panel = reader.window, reader.window.over_time
    reader.press(Qt.Key.Key_W)
    reader.wait(panel.isVisible)
    tick(reader, panel.skins)
    reader.wait(lambda: visible(reader, "step skins"))
    assert len(window.over_time_controller.skins) == TRAINED + 1
    tick(reader, panel.colors)
    reader.wait(lambda: coloring(reader) is not None and coloring(reader).key == "moved")
    moved = coloring(reader).values
    assert moved.max() > 0
    reader.qtbot.keyClick(window.viewport.plotter, Qt.Key.Key_P, SHIFT)
    reader.wait(lambda: panel.shares is not None)
    assert panel.shares.sum() == pytest.approx(1, abs=1e-3)
    assert any(visible(reader, name) for _, _, name in overlay.SIZES)
    assert not visible(reader, "observed space")
    assert f"of {len(panel.shares):,} observed points" in panel.words.text()
    last = panel.shares
    reader.qtbot.keyClick(panel.slider, Qt.Key.Key_Left)
    reader.at(TRAINED - 1)
    reader.wait(lambda: panel.shares is not None and not np.array_equal(panel.shares, last))
    reader.press(Qt.Key.Key_Home)
    assert "no point has pulled" in panel.words.text()
    reader.wait(lambda: visible(reader, "observed space"))
    seen = []
    see = lambda: seen.append(reader.session.cursor)  # noqa: E731
    window.store.cursor_changed.connect(see)
    reader.qtbot.mouseClick(panel.film, LEFT)
    reader.wait(lambda: {2, TRAINED} <= set(seen) and 1 in seen[seen.index(TRAINED) :])
    reader.qtbot.mouseClick(panel.film, LEFT)
    window.store.cursor_changed.disconnect(see)
    assert panel.film.text() == "&Film"
    assert reader.session.last == TRAINED, "nothing was computed"
    tick(reader, panel.points)
    tick(reader, panel.colors)
    assert reader.session.view.color == ""


def test_the_film_is_where_its_slider_is_pressed_and_follows_the_mouse(reader):
    window, slider = reader.window, reader.window.over_time.slider
    reader.press(Qt.Key.Key_W)
    reader.wait(slider.isVisible)
    if not window.actions_by_key["pulls"].isChecked():
        window.actions_by_key["pulls"].trigger()
    reader.wait(lambda: window.over_time.shares is not None)
    assert slider.maximum() == TRAINED
    width, middle = slider.width(), slider.height() // 2
    places = [QPoint(round(width * share / TRAINED), middle) for share in (1.3, 1.4, 1.7, 2.2)]  # beside handles
    reader.qtbot.mousePress(slider, LEFT, pos=places[0])
    assert reader.session.cursor == 1
    assert "are being computed" in window.over_time.words.text(), "no false word about the method meanwhile"
    for place, step in zip(places[1:], (1, 2, 2), strict=True):
        move(slider, place, LEFT)
        assert reader.session.cursor == step
    reader.qtbot.mouseRelease(slider, LEFT, pos=places[-1])
    move(slider, places[0])
    assert reader.session.cursor == 2, "it was let go"
    reader.qtbot.mouseClick(slider, LEFT, pos=QPoint(width - 2, middle))
    reader.at(TRAINED)
    reader.wait(lambda: "of the pull came from" in window.over_time.words.text())
