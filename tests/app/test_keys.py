"""Who has the keys: every list, number and button of every panel keeps to one rule, tried with mouse, wheel and Tab."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QListWidget,
    QScrollArea,
    QScrollBar,
    QSpinBox,
    QStyle,
    QStyleOptionSpinBox,
    QTextBrowser,
    QToolBar,
    QWidget,
)

from app.widgets.keys import CLICKED, TYPED
from app.window.window import MainWindow
from tests.app.driving import Person, unpainted
from tests.nets import TRAINED

pytestmark = [pytest.mark.gl, pytest.mark.small]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def hands(person: Person) -> Iterator[Person]:
    """With all panels closed again afterwards that were closed before."""
    closed = [dock for dock in person.window.docks if dock.isHidden()]
    yield person
    for dock in closed:
        dock.hide()
    person.window.viewport.setFocus()


def in_view(window: MainWindow) -> bool:
    return QApplication.focusWidget() is window.viewport.plotter


def settled(person: Person) -> None:
    """After everything that was to happen at once."""
    for _ in range(3):
        QApplication.processEvents()
    person.wait(person.idle)


def controls(panel: QWidget, *kinds: type) -> list[Any]:
    """What a person can use of it now."""
    found = [w for kind in kinds for w in panel.findChildren(kind) if not isinstance(w, QScrollBar)]
    return [w for w in found if w.isVisible() and w.isEnabled() and w.focusPolicy() != Qt.FocusPolicy.NoFocus]


def brought_to_sight(widget: QWidget) -> None:
    """Scroll until it is seen: what lies outside gets no wheel and no click."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
    QApplication.processEvents()


def wheel(widget: QWidget, turns: int = -1) -> None:
    """As the mouse would do it: through the window."""
    brought_to_sight(widget)
    window = widget.window()
    place = widget.mapTo(window, widget.rect().center()) * window.devicePixelRatioF()  # in pixels of the screen
    QTest.wheelEvent(window.windowHandle(), place, QPoint(0, 120 * turns))
    QApplication.processEvents()


def value(widget: QWidget) -> object:
    if isinstance(widget, QComboBox):
        return widget.currentIndex()
    if isinstance(widget, QSpinBox | QDoubleSpinBox | QAbstractSlider):
        return widget.value()
    return None


def places(window: MainWindow) -> list[str]:
    return [dock.objectName().removeprefix("dock.") for dock in window.docks]


def shown(person: Person, name: str) -> QWidget:
    """One panel beside the view."""
    window = person.window
    for dock in window.docks:
        dock.setVisible(dock is window.dock(name))
    window.show_dock(name)
    panel = window.dock(name).widget()
    person.wait(panel.isVisible)
    window.viewport.setFocus()
    settled(person)
    return panel


def everywhere(person: Person) -> Iterator[QWidget]:
    """Each panel in turn; the bars, which are always there, with the first."""
    with unpainted(person.window):
        for name in places(person.window):
            yield shown(person, name)
        yield person.window


def test_a_wheel_over_a_list_or_number_of_any_panel_changes_nothing(hands):
    tried, opened = 0, hands.session.document.generation
    for panel in everywhere(hands):
        for widget in controls(panel, QComboBox, QAbstractSpinBox, QAbstractSlider):
            before = value(widget)
            for turns in (-1, 1):
                wheel(widget, turns)
                assert value(widget) == before, f"{widget.accessibleName()} of {panel}"
            assert in_view(hands.window), widget.accessibleName()
            tried += 1
    assert tried > 25
    assert hands.session.document.generation == opened, "the run is still there"


def test_a_wheel_turns_the_number_that_has_the_keys(hands):
    shown(hands, "train")
    number = hands.window.train.steps
    number.setFocus(Qt.FocusReason.TabFocusReason)
    before = number.value()
    wheel(number, 1)
    assert number.value() > before


@pytest.fixture
def quick_clicks(qapp) -> Iterator[None]:
    """Clicks follow each other quickly, and are none that are double."""
    interval = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(20)
    yield
    QApplication.setDoubleClickInterval(interval)


def test_after_choosing_from_any_list_the_keys_are_the_views(hands, quick_clicks):
    tried = 0
    for panel in everywhere(hands):
        for box in controls(panel, QComboBox):
            for had_keys in (False, True):
                if not (box.isVisible() and box.isEnabled() and box.currentIndex() >= 0):
                    continue
                (box if had_keys else hands.window.viewport).setFocus()
                choose_with_mouse(hands, box)
                assert in_view(hands.window), box.accessibleName()
                tried += 1
    assert tried > 20
    hands.press(Qt.Key.Key_Right, QApplication.focusWidget())
    hands.at(1)
    hands.press(Qt.Key.Key_Left, QApplication.focusWidget())
    hands.at(0)
    hands.press(Qt.Key.Key_Space, QApplication.focusWidget())
    hands.at(TRAINED)


def choose_with_mouse(person: Person, box: QComboBox) -> None:
    """Open a list with a click and click on the entry that is chosen: nothing changes but the keys."""
    brought_to_sight(box)
    QTest.mouseClick(box, LEFT, NONE, box.rect().center())
    view = box.view()
    person.wait(view.isVisible)
    person.qtbot.wait(QApplication.doubleClickInterval() + 30)  # a list takes no release that soon after the press
    entry = view.visualRect(view.model().index(box.currentIndex(), 0)).center()
    QTest.mouseClick(view.viewport(), LEFT, NONE, QPoint(8, entry.y()))
    person.wait(lambda: not view.isVisible())
    settled(person)


def test_a_click_on_any_button_leaves_the_keys_with_the_view(hands):
    tried = 0
    for panel in everywhere(hands):
        for widget in controls(panel, *CLICKED):
            assert not widget.focusPolicy() & Qt.FocusPolicy.ClickFocus, widget.accessibleName()
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            tried += 1
    assert tried > 45


def test_whatever_vanishes_or_is_switched_off_gives_the_keys_to_the_view(hands):
    tried = 0
    for panel in everywhere(hands):
        for widget in controls(panel, QAbstractButton, QComboBox, QListWidget, *TYPED):
            for change in (QWidget.setVisible, QWidget.setEnabled):
                if change is QWidget.setVisible and isinstance(widget.parent(), QToolBar):
                    continue  # shows its buttons by itself
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                assert not in_view(hands.window)
                change(widget, False)
                settled(hands)
                change(widget, True)
                assert in_view(hands.window), f"{widget.accessibleName()} of {panel}"
            tried += 1
    assert tried > 65


def test_a_panel_that_closes_gives_the_keys_to_the_view(hands):
    with unpainted(hands.window):
        for name in places(hands.window):
            panel = shown(hands, name)
            inside = controls(panel, QAbstractButton, QComboBox, *TYPED)
            if not inside:
                continue
            inside[0].setFocus(Qt.FocusReason.TabFocusReason)
            hands.window.dock(name).close()
            settled(hands)
            assert in_view(hands.window), name


def test_dialogs_and_further_windows_give_the_keys_to_the_view(hands):
    window = hands.window
    shown(hands, "train")
    number = window.train.steps
    seen: list[QWidget | None] = []

    def close_dialog() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            seen.append(dialog)
            dialog.reject()

    for key in ("shortcuts", "about"):
        number.setFocus()
        QTimer.singleShot(300, close_dialog)
        window.actions_by_key[key].trigger()
        window.activateWindow()  # there is no window manager here that would
        hands.wait(lambda: in_view(window))
    assert len(seen) == 2
    for key, other in (("race", window.race), ("gallery", window.gallery), ("record", window.recorder)):
        number.setFocus()
        window.actions_by_key[key].trigger()
        hands.wait(other.isVisible)
        other.close()
        window.activateWindow()
        hands.wait(window.isActiveWindow)
        hands.wait(lambda: in_view(window))


def test_a_number_gives_the_keys_back_when_it_is_typed_or_its_arrow_was_clicked(hands):
    shown(hands, "train")
    number = hands.window.train.steps
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
        QTest.mouseClick(number, LEFT, NONE, QPoint(8, number.height() // 2))
        assert number.hasFocus(), "it can be typed into"
        hands.qtbot.keyClick(number, key)
        hands.wait(lambda: in_view(hands.window))
    option = QStyleOptionSpinBox()
    number.initStyleOption(option)
    arrow = number.style().subControlRect(
        QStyle.ComplexControl.CC_SpinBox, option, QStyle.SubControl.SC_SpinBoxUp, number
    )
    before = number.value()
    QTest.mouseClick(number, LEFT, NONE, arrow.center())
    hands.wait(lambda: in_view(hands.window))
    assert number.value() > before


def test_a_slider_has_its_keys_when_it_was_reached_with_tab_and_leaves_them_when_it_was_dragged(hands):
    shown(hands, "inspect")
    slider = hands.window.inspect.iso.slider
    brought_to_sight(slider)
    QTest.mouseClick(slider, LEFT, NONE, QPoint(slider.width() // 4, slider.height() // 2))
    assert in_view(hands.window)
    slider.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        hands.press(key, slider)
    assert slider.value() == 1
    settled(hands)
    assert (hands.session.cursor, hands.session.last) == (0, 0), "nobody has stepped"
    hands.press(Qt.Key.Key_Space, slider)
    hands.at(TRAINED)
    hands.window.inspect.iso.set_value(0.0)
    hands.window.store.set_inspect(replace(hands.session.inspect, iso=0.0))


def test_escape_leaves_any_list_or_button(hands):
    for panel in (shown(hands, "inspect"), shown(hands, "train")):
        for widget in controls(panel, QAbstractButton, QComboBox, *TYPED):
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            hands.qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
            hands.wait(lambda: in_view(hands.window))


def test_after_the_first_steps_space_plays(hands):
    window = hands.window
    window.invitation.begin()
    hands.wait(window.invitation.isVisible)
    for _ in range(3):
        QTest.mouseClick(window.invitation.button, LEFT)
        hands.wait(lambda: window.invitation.button.isEnabled() and hands.idle())
    window.invitation.button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.mouseClick(window.invitation.button, LEFT)
    hands.wait(lambda: not window.invitation.isVisible() and in_view(window))
    window.player.first()
    hands.press(Qt.Key.Key_Space, QApplication.focusWidget())
    assert hands.session.playing
    hands.at(TRAINED)


def test_the_text_of_a_lesson_leaves_stepping_to_the_view(hands):
    panel = shown(hands, "lesson")
    text = panel.findChild(QTextBrowser)
    assert text is not None
    QTest.mouseClick(text.viewport(), LEFT)
    hands.press(Qt.Key.Key_Right, QApplication.focusWidget())
    hands.at(1)
    hands.press(Qt.Key.Key_Left, QApplication.focusWidget())
    hands.at(0)
    hands.press(Qt.Key.Key_Space, QApplication.focusWidget())
    hands.at(TRAINED)
