"""A class in short, in the real window: presenter mode, a lesson by a remote, drawing, a scan, branch, race, spread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget

from app.widgets.letters import usual_font
from app.window.window import MainWindow
from tests.app.driving import LEFT, SHAPES, Person, stroke
from tests.app.witness import written

PAGES = f"""
[[page]]
title = "Long"
text = '''{"Words that are read from the back row. " * 40}

$$ L(x) = \\frac{{1}}{{n}} \\sum_{{i=1}}^{{n}} \\left( f(x_i) - s_i \\right)^2 + f(x_i) + f(x_i) + f(x_i) + f(x_i) $$
'''
question = "Why?"
choices = ["this", "that"]
answer = 1
reveal = "because"
hide = ["curves"]

[[page]]
title = "Two"
text = "Other words"
"""


@pytest.fixture
def lecturer(person: Person) -> Iterator[Person]:
    yield person
    person.window.presenting.leave()
    person.window.lesson.end()
    person.window.race.close()
    person.window.actions_by_key["reset_layout"].trigger()


def seen(window: MainWindow) -> list[str]:
    """Docks that are seen, not those behind another tab."""
    return [dock.objectName().removeprefix("dock.") for dock in window.docks if dock.visibleRegion().rectCount()]


def areas(window: MainWindow) -> list[Qt.DockWidgetArea]:
    return [window.dockWidgetArea(dock) for dock in window.docks]


@pytest.mark.gl
def test_a_class_from_its_start_to_its_end(lecturer, tmp_path):
    window = lecturer.window
    before, usual = areas(window), usual_font().pointSizeF()
    lecturer.press(Qt.Key.Key_F11)
    assert window.status.font().pointSizeF() > 1.5 * usual
    assert window.race.font().pointSizeF() > 1.5 * usual, "further windows, too"

    window.classroom.open(str(written(tmp_path, PAGES)))
    lesson, board = window.lesson, window.presenting.board
    lecturer.wait(board.isVisible)
    lecturer.wait(lecturer.idle)
    bar: Any = lesson.scroll_area.verticalScrollBar()
    lecturer.wait(lambda: bar.maximum() > 0)
    lecturer.steady(lambda: (bar.maximum(), bar.value()))
    presses = 0
    while lesson.answer is None:
        assert lesson.page.title == "Long"
        lecturer.press(Qt.Key.Key_PageDown)
        lecturer.steady(lambda: (bar.maximum(), bar.value()))
        presses += 1
    assert presses > 2, "what is below is read before its answer is given away"
    lecturer.press(Qt.Key.Key_PageUp)
    assert lesson.page.title == "Long"
    while lesson.page.title == "Long":
        lecturer.press(Qt.Key.Key_PageDown)
        lecturer.steady(lambda: (bar.maximum(), bar.value()))
    lecturer.wait(lambda: "curves" in seen(window))
    lecturer.press(Qt.Key.Key_PageUp)
    assert lesson.page.title == "Long"
    lesson.end()
    lecturer.press(Qt.Key.Key_F2)
    assert board.isHidden()

    lecturer.press(Qt.Key.Key_D, window)
    lecturer.wait(window.draw.pad.isVisible)
    caps: Any = window.presenting.caps
    lecturer.steady(window.viewport.size)
    assert window.viewport.rect().contains(caps.geometry()), "the key that opened a panel is told beside it"
    stroke(lecturer, (-0.5, 0.5), (0.5, 0.5), (0.0, -0.5))
    lecturer.wait(lambda: bool(lecturer.session.document.setup.drawing))
    lecturer.wait(lecturer.idle)

    lecturer.open(SHAPES / "chair.ply")
    lecturer.press(Qt.Key.Key_F, window)
    lecturer.wait(lambda: bool(lecturer.session.document.setup.spec.views))
    lecturer.wait(lecturer.idle)
    assert "F" in caps.text().split()
    assert lecturer.session.document.setup.kind == "scan"
    lecturer.press(Qt.Key.Key_Right)
    lecturer.at(1)
    lecturer.open(SHAPES / "digit-3.png")

    window.actions_by_key["branches"].trigger()
    lecturer.wait(lambda: "branches" in seen(window))
    dock: QDockWidget = window.dock("branches")
    assert dock.width() < window.width() / 2
    lecturer.press(Qt.Key.Key_Home)
    lecturer.at(0)
    lecturer.wait(lecturer.idle)
    lecturer.qtbot.mouseClick(window.branches.form.go, LEFT)
    lecturer.wait(lambda: len(lecturer.session.document.all_lines) == 2)
    lecturer.wait(lecturer.idle)

    window.actions_by_key["race"].trigger()
    race = window.race
    lecturer.wait(race.isVisible)
    race.clock.setCurrentIndex(1)
    race.steps.setValue(3)
    lecturer.qtbot.mouseClick(race.go, LEFT)
    lecturer.wait(lambda: race.running)
    lecturer.wait(lambda: not race.running)
    assert all(x for x, _ in race.points)
    race.close()
    window.activateWindow()  # no window manager is there to do it
    lecturer.wait(window.isActiveWindow)

    window.show_dock("spread")
    lecturer.wait(lambda: "spread" in seen(window))
    window.spread.count.setValue(2)
    lecturer.qtbot.mouseClick(window.spread.go, LEFT)
    lecturer.wait(lambda: window.spread.running)
    lecturer.wait(lambda: not window.spread.running)
    lecturer.wait(lecturer.idle)

    lecturer.press(Qt.Key.Key_Escape)
    assert not window.presenting.on
    assert areas(window) == before
    assert window.status.font().pointSizeF() == pytest.approx(usual)
    assert race.font().pointSizeF() == pytest.approx(usual)
    lecturer.wait(lambda: "spread" not in seen(window))
