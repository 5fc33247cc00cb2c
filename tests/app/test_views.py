"""From where one looks: sides, projection, axes, kept places of the camera; layouts. Pure parts, then the window."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.document.bookmarks import bookmarks_of, following, packed, with_camera
from app.document.document import Camera
from app.render import colorbar
from app.view.standpoint import SIDES, agreed, seen_along, side
from app.window.layouts import LAYOUTS
from tests.app.driving import CONTROL, LEFT, NONE, SHAPES, SHIFT, Person

pytestmark = pytest.mark.small

ALT = Qt.KeyboardModifier.AltModifier
CAMERA = Camera((0.0, 3.0, 4.0), (0.0, 0.0, 0.0), (0.0, 1.0, 0.0), 30.0, 1.0)
PLACES = st.tuples(*[st.floats(-5, 5)] * 3)


@given(place=PLACES, focus=PLACES, angle=st.floats(1, 120), scale=st.floats(0.1, 9))
def test_both_projections_show_as_much(place, focus, angle, scale):
    if math.dist(place, focus) < 1e-3:
        return
    camera = Camera(place, focus, (0.0, 1.0, 0.0), angle, scale)
    for parallel in (False, True):
        now = agreed(camera, parallel=parallel)
        seen = math.dist(now.position, now.focal_point) * math.tan(math.radians(angle) / 2)
        assert seen == pytest.approx(now.scale)
        assert agreed(now, parallel=not parallel).scale == pytest.approx(now.scale), "there and back"
    assert agreed(camera, parallel=False).position == camera.position
    assert agreed(camera, parallel=True).scale == camera.scale


@pytest.mark.parametrize("mode", ["surface", "height"])
@pytest.mark.parametrize("name", SIDES)
def test_a_side_is_seen_from_a_unit_direction_with_something_up(name, mode):
    direction, up = (np.array(v) for v in side(name, mode))
    assert np.linalg.norm(direction) == pytest.approx(1)
    assert abs(direction @ up) < 0.99
    seen = seen_along(CAMERA, *side(name, mode))
    assert np.allclose(np.array(seen.position), 5 * direction)
    if mode == "height":
        turn = np.array([[1, 0, 0], [0, 0, -1], [0, 1, 0]])
        assert np.allclose(direction, turn @ np.array(SIDES[name][0]))


def test_kept_places_have_names_of_their_own_and_are_gone_through_in_turn():
    kept = with_camera(with_camera(with_camera((), "surface", CAMERA), "field", CAMERA), "surface", CAMERA)
    assert [bookmark.name for bookmark in kept] == ["View 1", "View 2", "View 3"]
    assert [b.name for b in with_camera(kept[1:], "surface", CAMERA)] == ["View 2", "View 3", "View 1"]
    for after, then in (("", "View 1"), ("View 1", "View 3"), ("View 3", "View 1")):
        found = following(kept, "surface", after)
        assert found is not None
        assert found.name == then
    assert following(kept, "height", "") is None


def test_what_a_file_tells_of_a_place_and_is_not_known_here_is_written_again():
    told = {"name": "a", "mode": "surface", "camera": {**asdict(CAMERA), "lens": 50}, "note": "by the window"}
    (kept,) = bookmarks_of([told])
    (again,) = packed([kept])
    assert again["note"] == "by the window"
    assert again["camera"]["lens"] == 50
    assert bookmarks_of([again]) == (kept,)


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": 3}, {"mode": "4D"}, {"mode": []}, {"camera": None}, {"camera": {"angle": 0}}]
)
def test_a_place_that_cannot_be_is_left_out(wrong):
    good = {"name": "a", "mode": "surface", "camera": asdict(CAMERA)}
    assert bookmarks_of([{**good, **wrong}, "x", good, good]) == bookmarks_of([good])
    assert bookmarks_of(wrong) == ()


# --- in the window


@pytest.fixture
def hands(person: Person) -> Iterator[Person]:
    window = person.window
    size = window.size()
    yield person
    window.store.set_view(replace(person.session.view, parallel=False, axes=False))
    window.store.set_bookmarks(())
    window.viewport.reset_camera()
    window.presenting.leave()
    person.wait(lambda: window.size() == size)
    window.actions_by_key["reset_layout"].trigger()
    person.steady(lambda: [dock.size() for dock in window.docks])


def direction(person: Person) -> np.ndarray:
    seen = person.window.viewport.camera()
    assert seen is not None
    away = np.array(seen.position) - np.array(seen.focal_point)
    return away / np.linalg.norm(away)


@pytest.mark.gl
def test_sides_projection_and_axes_by_their_keys(hands):
    view, plotter = hands.window.viewport, hands.window.viewport.plotter
    for number, name in enumerate(SIDES):
        hands.press(Qt.Key(Qt.Key.Key_1.value + number))
        assert np.allclose(direction(hands), SIDES[name][0], atol=1e-6), name
    before = view.camera()
    hands.qtbot.keyClick(plotter, Qt.Key.Key_O, SHIFT)
    assert plotter.camera.parallel_projection
    assert plotter.camera.parallel_scale == pytest.approx(before.scale)
    plotter.camera.parallel_scale *= 0.5  # as a turn of the wheel does
    hands.window.actions_by_key["undo"].trigger()
    assert not plotter.camera.parallel_projection
    far = math.dist(view.camera().position, view.camera().focal_point)
    assert far == pytest.approx(0.5 * math.dist(before.position, before.focal_point)), "as large as it was seen"
    assert getattr(plotter.renderer, "axes_widget", None) is None, "nothing is built before it is asked for"
    hands.press(Qt.Key.Key_A)
    assert plotter.renderer.axes_widget.GetEnabled()
    hands.press(Qt.Key.Key_A)
    assert not plotter.renderer.axes_widget.GetEnabled()
    hands.press(Qt.Key.Key_A)
    assert plotter.renderer.axes_widget.GetViewport()[2] == 1.0, "in the corner"
    hands.press(Qt.Key.Key_C)
    hands.wait(lambda: plotter.renderer.axes_widget.GetViewport()[2] < 1.0)
    bar = plotter.actors[colorbar.FIELD]
    assert plotter.renderer.axes_widget.GetViewport()[2] <= bar.GetPosition()[0], "beside the bar of the slice"
    hands.press(Qt.Key.Key_C)
    hands.wait(lambda: plotter.renderer.axes_widget.GetViewport()[2] == 1.0)
    hands.press(Qt.Key.Key_A)
    hands.open(SHAPES / "digit-2.png")
    assert not hands.window.actions_by_key["side_top"].isEnabled(), "a picture is seen straight on"
    hands.press(Qt.Key.Key_H)
    hands.press(Qt.Key.Key_5)
    assert np.allclose(direction(hands), (0, 0, 1), atol=1e-6)
    hands.press(Qt.Key.Key_H)


@pytest.mark.gl
def test_places_of_the_camera_are_kept_gone_to_forgotten_and_saved(hands, tmp_path):
    window, view = hands.window, hands.window.viewport
    actions, undo = window.actions_by_key, window.actions_by_key["undo"]
    places = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_4):
        hands.press(key)
        hands.press(Qt.Key.Key_V)
        places.append(view.camera().position)
    assert [action.text() for action in actions["bookmark_go"].menu().actions()] == ["View 1", "View 2"]
    assert "keep the camera of “View 2”" in undo.text()
    hands.press(Qt.Key.Key_R)
    hands.qtbot.keyClick(view.plotter, Qt.Key.Key_V, SHIFT)
    assert view.camera().position == pytest.approx(places[0])
    actions["bookmark_go"].menu().actions()[1].trigger()
    assert view.camera().position == pytest.approx(places[1])
    path = tmp_path / "kept.metasdf"
    window.files.save_session(path)
    hands.wait(lambda: "kept.metasdf" in window.notices.text)
    hands.qtbot.keyClick(view.plotter, Qt.Key.Key_V, CONTROL | SHIFT)
    assert [b.name for b in hands.session.bookmarks] == ["View 1"]
    undo.trigger()
    assert [b.name for b in hands.session.bookmarks] == ["View 1", "View 2"]
    actions["redo"].trigger()
    hands.open(path)
    assert [b.name for b in hands.session.bookmarks] == ["View 1", "View 2"]
    undo.trigger()
    hands.wait(lambda: [b.name for b in hands.session.bookmarks] == ["View 1"])
    hands.wait(hands.idle)


@pytest.mark.gl
def test_a_kept_view_is_renamed_gone_to_and_deleted_in_their_list(hands, tmp_path):
    window, view, views = hands.window, hands.window.viewport, hands.window.views.list
    actions = window.actions_by_key
    places = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_4):
        hands.press(key)
        hands.press(Qt.Key.Key_V)
        places.append(view.camera().position)
    actions["bookmark_list"].trigger()
    hands.wait(views.list.hasFocus)
    assert views.list.currentItem().text() == "View 2"

    def write(words: str) -> None:
        editor = views.list.findChild(QLineEdit)
        hands.wait(editor.isVisible)
        hands.qtbot.keyClicks(editor, words)
        hands.qtbot.keyClick(editor, Qt.Key.Key_Return)
        hands.wait(lambda: views.list.findChild(QLineEdit) is None)

    def names() -> list[str]:
        return [bookmark.name for bookmark in hands.session.bookmarks]

    hands.qtbot.keyClick(views.list, Qt.Key.Key_F2)
    write("the <b>seat & legs")
    assert names() == ["View 1", "the <b>seat & legs"]
    assert "rename the kept view “the <b>seat & legs”" in window.history.stack.undoText()
    spot = views.list.visualItemRect(views.list.item(0)).center()
    hands.qtbot.mouseClick(views.list.viewport(), LEFT, NONE, spot)
    assert view.camera().position == pytest.approx(places[0])
    hands.qtbot.mouseDClick(views.list.viewport(), LEFT, NONE, spot)
    write("the <b>seat & legs")
    assert names() == ["View 1", "the <b>seat & legs"], "two of one name"
    assert "Another kept view is called" in views.words.text()
    assert views.list.item(0).text() == "View 1"
    hands.qtbot.mouseClick(views.rename, LEFT)
    write("front")
    hands.qtbot.keyClick(views.list, Qt.Key.Key_Down)
    hands.qtbot.keyClick(views.list, Qt.Key.Key_Return)
    assert view.camera().position == pytest.approx(places[1])
    path = tmp_path / "named.metasdf"
    window.files.save_session(path)
    hands.wait(lambda: "named.metasdf" in window.notices.text)
    hands.qtbot.keyClick(views.list, Qt.Key.Key_Delete)
    assert names() == ["front"]
    for _ in range(2):
        actions["undo"].trigger()
    assert names() == ["View 1", "the <b>seat & legs"]
    assert actions["bookmark_delete"].isEnabled(), "what was gone to last is known by its name of now"
    views.close()
    hands.open(path)
    assert names() == ["front", "the <b>seat & legs"]


@pytest.mark.gl
def test_layouts_open_their_panels_and_no_others(hands):
    window = hands.window
    window.show_dock("updates")
    keys = dict(zip(LAYOUTS, (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3), strict=True))

    def seen() -> set[str]:
        return {dock.objectName().removeprefix("dock.") for dock in window.docks if not dock.isHidden()}

    for key, names in LAYOUTS.items():
        hands.qtbot.keyClick(window.viewport.plotter, keys[key], ALT)
        hands.wait(lambda names=names: seen() == set(names))
        assert window.toolbar.isVisible()
    hands.press(Qt.Key.Key_F11)
    hands.qtbot.keyClick(window.viewport.plotter, Qt.Key.Key_0, ALT)
    hands.wait(lambda: seen() == {"shape", "observe", "curves"})
    assert not window.presenting.on
