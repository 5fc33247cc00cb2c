"""The range of the colours and their map: by the menu of the colours, by the colour bar, by typing; kept in files."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLabel

from app.document.statetext import state_of, text_of
from app.render import colorbar
from core.errors import UserError
from core.measures.coloring import Coloring
from tests.app.driving import NONE, SHAPES, Person, colored, steps, undo

pytestmark = pytest.mark.gl


def bar_ends(person: Person) -> tuple[float, float]:
    """Of the colour bar that is seen."""
    plotter = person.window.viewport.plotter
    assert plotter is not None
    person.wait(lambda: colorbar.NAME in plotter.actors)  # it is drawn with the colours, which come from the engine
    return plotter.actors[colorbar.NAME].GetLookupTable().GetRange()


def chosen_in_menu(person: Person, key: Qt.Key) -> None:
    """By the keyboard alone, from the button of the range on."""
    colors = person.window.colors
    colors.range.setFocus(Qt.FocusReason.TabFocusReason)
    QTimer.singleShot(100, lambda: person.qtbot.keyClick(colors.menu, key))
    person.qtbot.keyClick(colors.range, Qt.Key.Key_Space)
    person.wait(lambda: not colors.menu.isVisible())


def written(person: Person, box: QAbstractSpinBox, text: str) -> None:
    box.setFocus()
    box.selectAll()
    person.qtbot.keyClicks(box, text)
    person.qtbot.keyClick(box, Qt.Key.Key_Return)


def test_the_range_of_the_colours_is_fitted_or_typed_and_stays_at_other_steps(person):
    colors = person.window.colors
    assert not colors.high.isVisible()
    colored(person, "observed")
    usual = bar_ends(person)
    assert (colors.low.value(), colors.high.value()) == pytest.approx(usual)
    chosen_in_menu(person, Qt.Key.Key_F)
    fit = person.session.view.span
    found = person.session.entry.coloring.values
    assert 0.9 < np.mean((found >= fit[0]) & (found <= fit[1])) <= 1
    low, high = np.quantile(found, (0.01, 0.99))
    assert fit[1] - fit[0] <= 1.25 * (high - low), "no wider than the values need"
    person.wait(lambda: bar_ends(person) == pytest.approx(fit))
    assert person.window.history.stack.undoText() == f"colours from {fit[0]:g} to {fit[1]:g}"
    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.wait(person.idle)
    assert bar_ends(person) == pytest.approx(fit), "the colours of two steps can be compared"
    chosen_in_menu(person, Qt.Key.Key_T)
    person.wait(colors.low.hasFocus)
    written(person, colors.low, "0.1")
    written(person, colors.high, "0.25")
    person.wait(lambda: bar_ends(person) == pytest.approx((0.1, 0.25)))
    written(person, colors.low, "0.5")
    person.wait(lambda: bar_ends(person) == pytest.approx((0.5, 0.65)))  # an end takes the other one along
    undo(person)
    assert bar_ends(person) == pytest.approx((0.1, 0.25))
    choice = person.window.findChild(QComboBox, "colors")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):  # chosen anew
        choice.setFocus()
        person.qtbot.keyClick(choice, key)
    assert (person.session.view.color, person.session.view.span) == ("observed", None)
    person.wait(lambda: bar_ends(person) == pytest.approx(usual))
    colored(person, "")


def test_a_surface_that_stays_plain_says_why(person):
    lacking = person.window.colors.lacking
    person.open(SHAPES / "digit-3.png")
    steps(person, 1)
    colored(person, "change")
    assert not lacking.isVisible()
    person.press(Qt.Key.Key_Home)
    person.wait(lambda: lacking.isVisible() and "before step 0" in lacking.text())
    steps(person, 1)
    person.wait(lambda: not lacking.isVisible())
    person.window.controller.set_view(person.session.view.colored("spread"))  # as on another shape than that of members
    person.wait(lambda: lacking.isVisible() and "no members" in lacking.text())
    colored(person, "")
    assert not lacking.isVisible()


def test_the_list_stays_within_a_narrow_view(person):
    """As where two views share a small window."""
    choice, view = person.window.colors, person.window.viewport
    found = person.window.findChild(QComboBox, "colors")
    before = view.minimumWidth(), view.maximumWidth()
    view.setFixedWidth(200)
    try:
        person.wait(lambda: view.width() == 200)
        assert choice.geometry().right() < 200
        assert found.mapTo(view, found.rect().topRight()).x() < 200
        assert found.width() > 60
    finally:
        view.setMinimumWidth(before[0])
        view.setMaximumWidth(before[1])
    person.wait(lambda: view.width() > 200)


def test_the_word_stands_beside_its_list_where_the_range_is_below(person):
    window, view = person.window, person.window.viewport
    person.open(SHAPES / "digit-3.png")
    steps(person, 1)
    colored(person, "change")
    choices = person.window.findChild(QComboBox, "colors")
    before = view.minimumWidth(), view.maximumWidth()
    view.setFixedWidth(400)
    try:
        person.wait(lambda: view.width() == 400 and window.colors.low.y() > choices.y() + choices.height())
        label = next(word for word in window.colors.findChildren(QLabel) if word.buddy() is choices)
        assert choices.x() - label.x() - label.sizeHint().width() < 20
    finally:
        view.setMinimumWidth(before[0])
        view.setMaximumWidth(before[1])
    person.wait(lambda: view.width() > 400)


def test_a_right_click_on_the_colour_bar_offers_ranges_and_maps(person):
    window, view = person.window, person.window.viewport
    colors, plotter, settings = window.colors, view.plotter, window.settings
    person.open(SHAPES / "digit-3.png")
    steps(person, 1)
    colored(person, "change")
    person.wait(lambda: colorbar.NAME in plotter.actors and plotter.actors[colorbar.NAME].GetVisibility())
    ratio, bar = plotter.devicePixelRatioF(), plotter.actors[colorbar.NAME]
    x = (bar.GetPosition()[0] * plotter.window_size[0] + 20) / ratio
    y = plotter.height() - (bar.GetPosition()[1] * plotter.window_size[1] + 30) / ratio
    place, beside = QPoint(round(x), round(y)), QPoint(plotter.width() // 2, round(y))
    person.qtbot.mouseClick(plotter, Qt.MouseButton.RightButton, NONE, beside)
    assert not colors.menu.isVisible()
    person.qtbot.mousePress(plotter, Qt.MouseButton.RightButton, NONE, place)
    person.wait(colors.menu.isVisible)
    assert colors.symmetric.isEnabled()
    person.qtbot.keyClick(colors.menu, Qt.Key.Key_S)
    low, high = person.session.view.span
    assert low == -high
    assert np.mean(np.abs(person.session.entry.coloring.values) <= high) >= 0.97
    zero, above = np.array([0.0], np.float32), np.array([0.02], np.float32)
    shade = [colorbar.colors(Coloring("change", v, (-0.01, 0.02)), view.scene_style) for v in (zero, above)]
    whole = [colorbar.colors(Coloring("change", v, (-0.02, 0.02)), view.scene_style) for v in (zero, above)]
    assert (shade[0] == whole[0]).all(), "zero has the middle of the map in every range"
    assert (shade[1] == whole[1]).all()
    other = colors.maps
    person.qtbot.mousePress(plotter, Qt.MouseButton.RightButton, NONE, place)
    person.wait(colors.menu.isVisible)
    names = [action.text() for action in other.actions()]
    assert names[0] == view.scene_style.maps[1]
    person.qtbot.keyClick(colors.menu, Qt.Key.Key_M)
    person.wait(other.isVisible)
    person.qtbot.keyClick(other, Qt.Key.Key_Down)
    person.qtbot.keyClick(other, Qt.Key.Key_Return)
    assert view.scene_style.maps[1] == names[1]
    assert settings.choice("figure/diverging", "") == names[1] == window.figures.diverging.currentData()
    window.figures.choose_map(names[0])
    colored(person, "")


def test_a_range_of_the_colours_is_kept_in_sessions_and_in_copied_states(person, tmp_path):
    window = person.window
    colored(person, "observed")
    window.controller.set_view(person.session.view.spanned((0.05, 0.3)))
    text = text_of(person.session.document, 0, person.session.view, None, "chair")
    assert state_of(text).view == person.session.view
    with pytest.raises(UserError, match="the range of its colours ends before it begins"):
        state_of(text.replace("0.05", "0.5"))
    path = tmp_path / "colours.metasdf"
    window.files.save_session(path)
    person.wait(lambda: person.session.document.saved is not None)
    window.controller.set_view(person.session.view.colored("eikonal"))
    assert person.session.view.span is None, "another quantity begins with its usual range"
    person.open(path)
    assert (person.session.view.color, person.session.view.span) == ("observed", (0.05, 0.3))
    colored(person, "")
