"""Presenter mode in the real window: what goes away, what grows, what lies over the view; and all as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from app.view.board import key_of
from app.view.sizes import presenting_factor
from app.widgets.letters import stretched
from app.window.window import MainWindow
from tests.app.driving import CONTROL, NONE, Person
from tests.app.witness import written

RIGHT = ("shape", "observe", "curves")
PAGES = """
[[page]]
title = "One"
text = "First words"
hide = ["observe", "transport"]
question = "Why?"
choices = ["this", "that"]
answer = 1
reveal = "because"

[[page]]
title = "Two"
text = "Other words"
hide = ["curves"]
open = ["updates"]
"""


@pytest.mark.parametrize(("height", "factor"), [(768, 1.6), (1080, 2.25), (2160, 4.5), (300, 1.0)])
def test_forty_lines_fill_any_screen(height, factor):
    assert presenting_factor(height, 12) == pytest.approx(factor)


def test_lengths_of_a_style_sheet_grow_with_the_words():
    sheet = "QFrame { border: 1px solid; border-radius: 7px; padding: 6px 14px; margin: 0px }"
    assert stretched(sheet, 2.25) == (
        "QFrame { border: 3px solid; border-radius: 15px; padding: 14px 32px; margin: 0px }"
    )
    assert stretched(sheet, 1.0) == sheet


@pytest.mark.parametrize(("key", "held", "told"), [
    (Qt.Key.Key_P, NONE, "P"),
    (Qt.Key.Key_PageDown, NONE, "PgDown"),
    (Qt.Key.Key_Plus, CONTROL | Qt.KeyboardModifier.KeypadModifier, "Ctrl++"),
    (Qt.Key.Key_Control, CONTROL, None),
    (Qt.Key.Key_unknown, NONE, None),
])  # fmt: skip
def test_a_key_is_told_as_it_is_written(key, held, told):
    keys = key_of(QKeyEvent(QEvent.Type.ShortcutOverride, key, held))
    assert (keys and keys.toString()) == told


@pytest.fixture
def hands(person: Person) -> Iterator[Person]:
    size = person.window.size()
    yield person
    person.window.presenting.leave()
    person.window.lesson.end()
    person.window.sizes.usual()
    person.wait(lambda: person.window.size() == size)
    person.window.actions_by_key["reset_layout"].trigger()
    person.steady(lambda: sizes(person.window, *RIGHT))


def seen_docks(window: MainWindow) -> set[str]:
    return {dock.objectName().removeprefix("dock.") for dock in window.docks if not dock.isHidden()}


def sizes(window: MainWindow, *names: str) -> list[tuple[int, int]]:
    return [(window.dock(name).width(), window.dock(name).height()) for name in names]


def letters(window: MainWindow) -> float:
    return window.status.font().pointSizeF()


@pytest.mark.gl
def test_what_was_there_is_there_again(hands):
    window = hands.window
    assert window.presenting.caps is None, "nothing is built before it is asked for"
    window.dock("observe").hide()
    left = [name for name in RIGHT if name != "observe"]
    window.resizeDocks([window.dock("shape")], [300], Qt.Orientation.Horizontal)
    window.resizeDocks([window.dock(name) for name in left], [260, 440], Qt.Orientation.Vertical)
    hands.steady(lambda: sizes(window, *left))
    window.show_dock("updates")
    hands.steady(lambda: sizes(window, *left))
    docks, usual, scale = seen_docks(window), letters(window), window.viewport.scene_style.scale
    before = sizes(window, *left)
    size = window.size()
    hands.press(Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert not seen_docks(window)
    assert window.toolbar.isHidden()
    assert window.menuBar().isHidden()
    assert window.transport.isVisible()
    factor = letters(window) / usual
    assert factor == pytest.approx(presenting_factor(window.screen().size().height(), 12), rel=0.05)
    assert window.viewport.scene_style.scale == pytest.approx(factor * window.devicePixelRatioF(), rel=0.01)
    for key, times in ((Qt.Key.Key_Plus, 1.25), (Qt.Key.Key_0, 1.0), (Qt.Key.Key_Minus, 0.8)):
        hands.qtbot.keyClick(window.viewport.plotter, key, CONTROL)
        assert letters(window) / usual == pytest.approx(times * factor, rel=0.03)
    assert window.settings.presenting_size == pytest.approx(0.8)
    assert window.settings.mark_size == 1.0
    hands.press(Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    hands.wait(lambda: window.size() == size and seen_docks(window) == docks)
    hands.wait(lambda: sizes(window, *left) == before)
    assert (letters(window), window.viewport.scene_style.scale) == (usual, scale)
    assert window.toolbar.isVisible()
    assert window.menuBar().isVisible()
    assert QApplication.focusWidget() is window.viewport.plotter
    hands.press(Qt.Key.Key_F11)
    assert letters(window) / usual == pytest.approx(0.8 * factor, rel=0.03), "it is remembered"
    hands.press(Qt.Key.Key_F11)
    hands.wait(lambda: sizes(window, *left) == before)


@pytest.mark.gl
def test_pressed_keys_are_shown_for_a_moment_and_the_mouse_has_all_menus(hands):
    window = hands.window
    hands.press(Qt.Key.Key_F11)
    caps: Any = window.presenting.caps
    corner: Any = window.presenting.corner
    hands.press(Qt.Key.Key_P)
    assert caps.isVisible()
    assert caps.text().split() == ["P", "Points"]
    hands.press(Qt.Key.Key_J)
    assert caps.text() == "J", "a key that does nothing is a pressed key as well"
    hands.wait(lambda: not caps.isVisible())
    hands.press(Qt.Key.Key_P)
    listed = [action.text() for action in corner.menu.menu().actions()]
    assert listed == [action.text() for action in window.menuBar().actions()]
    hands.qtbot.mouseClick(corner.out, Qt.MouseButton.LeftButton)
    assert not window.presenting.on
    assert not corner.isVisible()
    hands.press(Qt.Key.Key_J)
    assert not caps.isVisible()


@pytest.mark.gl
def test_a_lesson_lies_over_the_view_and_a_remote_turns_its_pages(hands, tmp_path):
    window = hands.window
    assert not window.actions_by_key["page_on"].isEnabled()
    hands.press(Qt.Key.Key_F11)
    hands.press(Qt.Key.Key_PageDown)
    hands.at(1)  # a step, where no lesson is played
    hands.press(Qt.Key.Key_PageUp)
    assert hands.session.cursor == 0
    hands.wait(hands.idle)
    board: Any = window.presenting.board
    assert board.isHidden()
    window.classroom.open(str(written(tmp_path, PAGES)))
    hands.wait(board.isVisible)
    assert board.isAncestorOf(window.lesson)
    assert window.viewport.rect().contains(board.geometry())
    aside = window.viewport.plotter.camera.GetWindowCenter()[0]
    assert aside == pytest.approx(board.covered / window.viewport.width(), abs=0.02), "the shape moves aside"
    assert seen_docks(window) == {"curves"}, "what a page looks at is there, and nothing else"
    assert window.transport.isHidden()
    hands.press(Qt.Key.Key_PageDown)
    assert window.lesson.answer is not None
    assert window.lesson.page.title == "One"
    hands.press(Qt.Key.Key_PageDown)
    assert window.lesson.page.title == "Two"
    assert seen_docks(window) == {"updates"}
    assert window.transport.isVisible()
    hands.press(Qt.Key.Key_PageUp)
    assert window.lesson.page.title == "One"
    hands.press(Qt.Key.Key_F2)
    assert board.isHidden()
    assert window.lesson.page.title == "One", "it goes on without its words"
    assert window.viewport.plotter.camera.GetWindowCenter()[0] == pytest.approx(0.0, abs=0.01)
    hands.press(Qt.Key.Key_F2)
    hands.press(Qt.Key.Key_Escape)
    hands.wait(window.lesson.isVisible)
    assert window.dock("lesson").isAncestorOf(window.lesson)
    assert window.lesson.page.title == "One", "what was begun goes on in its dock"
    assert window.dock("observe").isHidden()
    assert not window.dock("shape").isHidden()
    window.lesson.end()
    hands.wait(lambda: seen_docks(window) == {*RIGHT, "lesson"} and window.transport.isVisible())
    window.dock("lesson").close()
    hands.wait(lambda: seen_docks(window) == set(RIGHT))
