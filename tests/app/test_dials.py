"""Dials in the real window: a point for each turn, a sweep that can be stopped, and what a scan lacks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from core.analysis.sweep import dial_values
from tests.app.driving import SHAPES, Person
from tests.nets import TRAINED

pytestmark = [pytest.mark.gl, pytest.mark.small]
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def turner(guest: Person) -> Iterator[Person]:
    """With a digit, whose truth is known, and the panel open by its key."""
    guest.open(SHAPES / "digit-3.png")
    guest.press(Qt.Key.Key_O, guest.window)
    guest.wait(guest.window.dials.isVisible)
    yield guest
    guest.wait(lambda: not guest.window.dials.running)
    guest.window.dock("dials").hide()


def choose(person: Person, name: str) -> None:
    box = person.window.dials.choice
    target = box.findText(name)
    while box.currentIndex() != target:
        person.qtbot.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < target else Qt.Key.Key_Up, NONE)


def test_the_curve_grows_while_the_dial_is_turned(turner):
    panel = turner.window.dials
    choose(turner, "Rotation")
    assert "turn the dial" in panel.words.text()
    assert panel.picture.pixmap().isNull()
    slider = panel.slider.slider
    for _ in range(3):
        before = panel.slider.value
        turner.qtbot.keyClick(slider, Qt.Key.Key_PageUp, NONE)
        assert panel.slider.value > before
        turner.wait(lambda: panel.slider.value in panel.points.get("rotation", {}))
        assert not panel.picture.pixmap().isNull(), "the turned shape"
    points = panel.points["rotation"]
    assert len(points) == len({point.picture for point in points.values()}) == 3
    assert all(point.steps == TRAINED for point in points.values())
    x, y = panel.plot.points.getData()
    assert list(x) == sorted(points)
    assert 10**y == pytest.approx([points[value].heldout.l1 for value in sorted(points)])
    assert "IoU" in panel.words.text()
    panel.measure.setCurrentIndex(panel.measure.findData("iou"))
    assert panel.plot.points.getData()[1] == pytest.approx([points[v].heldout.iou for v in sorted(points)])
    panel.measure.setCurrentIndex(0)
    turner.qtbot.mouseClick(panel.clear, LEFT)
    assert "rotation" not in panel.points


def test_a_sweep_covers_the_range_and_steps_go_on(turner):
    panel = turner.window.dials
    choose(turner, "Scale")
    turner.qtbot.mouseClick(panel.sweep, LEFT)
    assert panel.progress.isVisible()
    turner.press(Qt.Key.Key_Right)
    turner.at(1)
    turner.wait(lambda: not panel.running)
    assert tuple(sorted(panel.points["scale"])) == dial_values(panel.dial)


def test_a_sweep_can_be_stopped(turner):
    panel = turner.window.dials
    choose(turner, "Rotation")
    turner.qtbot.mouseClick(panel.sweep, LEFT)
    turner.wait(lambda: bool(panel.points.get("rotation")))
    turner.qtbot.mouseClick(panel.sweep, LEFT)
    turner.wait(lambda: not panel.running)
    assert len(panel.points["rotation"]) < len(dial_values(panel.dial))
    assert panel.sweep.text() == "&Sweep"


def test_a_scan_has_fewer_dials_and_the_context_loss(turner):
    panel = turner.window.dials
    turner.open(SHAPES / "chair-scan.pcd")
    names = [panel.choice.itemText(n) for n in range(panel.choice.count())]
    assert names == ["Sparsity", "Occlusion", "Noise"]
    assert not panel.measure.isEnabled()
    turner.qtbot.keyClick(panel.slider.slider, Qt.Key.Key_PageUp, NONE)
    turner.wait(lambda: bool(panel.points))
    assert "the true shape is not known" in panel.words.text()
    assert panel.plot.points.getData()[1] is not None
