"""Branches in the real window: made, shown, compared, undone, saved, by keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLineEdit

from app.window.window import MainWindow
from tests.app.driving import SHAPES, Person, drag, move, redo, steps, texts, undo

pytestmark = [pytest.mark.gl, pytest.mark.small]
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def gardener(guest: Person, shared_window: MainWindow) -> Iterator[Person]:
    """At step 2 of a digit, whose truth is known, with the panel of branches open by its key."""
    guest.open(SHAPES / "digit-3.png")
    shared_window.history.stack.clear()
    steps(guest, 2)
    guest.qtbot.keyClick(shared_window, Qt.Key.Key_B, CONTROL)
    guest.wait(shared_window.branches.isVisible)
    assert shared_window.branches.tree.hasFocus()
    yield guest
    if shared_window.side_by_side.on:
        compare(guest)
    shared_window.dock("branches").hide()
    shared_window.history.stack.clear()


def compare(person: Person) -> None:
    person.qtbot.keyClick(person.window, Qt.Key.Key_L, CONTROL | ALT)


def next_line(person: Person) -> None:
    person.qtbot.keyClick(person.window, Qt.Key.Key_L, CONTROL)
    person.wait(person.idle)


def branch(person: Person) -> None:
    """With half the rates, which the form begins with."""
    lines = len(person.session.document.lines)
    person.qtbot.mouseClick(person.window.branches.form.go, LEFT)
    person.wait(lambda: len(person.session.document.lines) == lines + 1)
    person.wait(person.idle)


def choose(person: Person, name: str) -> None:
    """What is changed, by keyboard."""
    box = person.window.branches.form.what
    while box.currentData() != name:
        person.qtbot.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < box.findData(name) else Qt.Key.Key_Up)


def rows(person: Person) -> list[list[str]]:
    """What the tree says, from top to bottom."""
    tree = person.window.branches.tree
    item, found = tree.topLevelItem(0), []
    while item is not None:
        found.append([item.text(column).replace("\n", " ") for column in range(tree.columnCount())])
        item = tree.itemBelow(item)
    return found


def losses(person: Person) -> list[list[float]]:
    return [[e.record.context_loss for e in line.run.entries] for line in person.session.document.all_lines]


def test_a_branch_with_half_the_rates_goes_on_beside_the_first_line(gardener):
    steps(gardener, 1)
    gardener.press(Qt.Key.Key_Left)
    panel = gardener.window.branches
    assert panel.form.go.text() == "&Branch from step 2"
    branch(gardener)
    assert (gardener.session.document.line, gardener.session.cursor) == (1, 2)
    steps(gardener, 1)
    first, second = losses(gardener)
    assert first[:3] == second[:3]
    assert first[3] != second[3]
    entries = [line.run.entries for line in gardener.session.document.all_lines]
    assert all(a.state is b.state for a, b in zip(entries[0][:3], entries[1][:3], strict=True)), (
        "what came before is shared"
    )
    told = rows(gardener)
    assert [row[0] for row in told] == ["First line", "Branch 1 step 2: rates × 0.5"]
    assert [row[1] for row in told] == ["3", "3"]
    assert told[0][2] != told[1][2]
    assert "–" not in (told[0][3], told[1][3])
    assert panel.tree.currentItem().text(0).startswith("Branch 1")


def test_lines_are_shown_by_key_click_and_enter(gardener):
    branch(gardener)
    steps(gardener, 2)
    next_line(gardener)
    assert (gardener.session.document.line, gardener.session.cursor) == (0, 2)  # the nearest step that it has
    next_line(gardener)
    assert gardener.session.document.line == 1
    tree = gardener.window.branches.tree
    place = tree.visualItemRect(tree.topLevelItem(0)).center()
    gardener.qtbot.mouseClick(tree.viewport(), LEFT, NONE, place)
    gardener.wait(lambda: gardener.session.document.line == 0)
    gardener.qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert gardener.session.document.line == 0
    gardener.qtbot.keyClick(tree, Qt.Key.Key_Return)
    gardener.wait(lambda: gardener.session.document.line == 1)
    gardener.wait(gardener.idle)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("points", "64 points"),
        ("loss", "L1 loss"),
        ("optimizer", "plain gradient descent"),
        ("checkpoint", "checkpoint scratch-2d"),
        ("frozen", "layer 0 frozen"),
    ],
)
def test_each_change_makes_a_line_of_its_own(gardener, name, words):
    choose(gardener, name)
    panel = gardener.window.branches
    if name == "checkpoint":
        while panel.form.checkpoint.currentData() != "scratch-2d":
            gardener.qtbot.keyClick(panel.form.checkpoint, Qt.Key.Key_Down)
    branch(gardener)
    steps(gardener, 1)
    assert rows(gardener)[1][0].endswith(words)
    first, second = losses(gardener)
    assert first[:3] == second[:3] or name in ("checkpoint", "points")
    choose(gardener, "rate_scale")


def test_layers_are_ticked_by_keyboard_and_one_must_be_free(gardener):
    choose(gardener, "frozen")
    panel = gardener.window.branches
    panel.form.frozen.setFocus()
    for _ in range(panel.form.frozen.count() - 1):
        gardener.qtbot.keyClick(panel.form.frozen, Qt.Key.Key_Down)
        gardener.qtbot.keyClick(panel.form.frozen, Qt.Key.Key_Space)
    assert panel.form.overrides().frozen == tuple(range(panel.form.frozen.count()))
    assert not gardener.session.playing, "Space is the list's while it has the focus"
    gardener.qtbot.mouseClick(panel.form.go, LEFT)
    gardener.wait(lambda: "leave one free" in gardener.window.notices.text)
    assert len(gardener.session.document.lines) == 1
    choose(gardener, "rate_scale")


def test_undo_takes_branches_and_switches_back(gardener):
    window = gardener.window
    branch(gardener)
    steps(gardener, 1)
    grown = losses(gardener)
    next_line(gardener)
    assert texts(window) == ["branch at step 2: rates × 0.5", "show first line"]
    undo(gardener)
    assert gardener.session.document.line == 1
    undo(gardener)
    assert (len(gardener.session.document.lines), gardener.session.document.line) == (1, 0)
    assert len(rows(gardener)) == 1
    redo(gardener)
    assert losses(gardener) == grown
    redo(gardener)
    assert gardener.session.document.line == 0
    next_line(gardener)
    assert texts(window) == ["branch at step 2: rates × 0.5"], "back and forth is no change"
    tree = window.branches.tree
    gardener.qtbot.keyClick(tree, Qt.Key.Key_Delete)
    gardener.wait(lambda: len(gardener.session.document.lines) == 1)
    gardener.qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert len(gardener.session.document.lines) == 1, "the first line stays"
    undo(gardener)
    assert losses(gardener) == grown


def rename(person: Person, place: QPoint | None, name: str) -> None:
    """The chosen line by F2, or the one at a place of the tree by double click."""
    tree = person.window.branches.tree
    if place is None:
        person.qtbot.keyClick(tree, Qt.Key.Key_F2)
    else:
        person.qtbot.mouseClick(tree.viewport(), LEFT, NONE, place)
        person.qtbot.mouseDClick(tree.viewport(), LEFT, NONE, place)
    field = tree.viewport().findChild(QLineEdit)
    assert field is not None
    assert field.hasFocus()
    person.qtbot.keyClicks(field, name)
    person.qtbot.keyClick(field, Qt.Key.Key_Return)
    person.wait(lambda: tree.viewport().findChild(QLineEdit) is None)


def test_lines_are_renamed_everywhere_and_undo_takes_it_back(gardener, tmp_path):
    window, tree = gardener.window, gardener.window.branches.tree
    branch(gardener)
    tree.setFocus()
    rename(gardener, None, "Half as fast")
    assert not window.dock("lesson").isVisible(), "F2 is the tree's"
    assert rows(gardener)[1][0] == "Half as fast step 2: rates × 0.5"
    assert "Half&nbsp;as&nbsp;fast" in window.curves.legend.text()
    compare(gardener)
    gardener.wait(lambda: window.side_by_side.own_words.text() == "Half as fast: rates × 0.5, step 2")
    rename(gardener, tree.visualItemRect(tree.topLevelItem(0)).center(), "As learned")
    gardener.wait(gardener.idle)
    assert gardener.session.document.line == 0, "the first click has shown it"
    assert window.side_by_side.choice.currentText() == "Half as fast: rates × 0.5"
    assert window.side_by_side.own_words.text() == "As learned, step 2"
    names = [line.name for line in gardener.session.document.all_lines]
    assert names == ["As learned", "Half as fast"]
    assert texts(window)[1:] == ["rename branch 1", "show first line", "rename first line"]
    path = tmp_path / "named.metasdf"
    window.files.save_session(path)
    gardener.wait(lambda: path.name in window.notices.text)
    undo(gardener)
    assert [line.name for line in gardener.session.document.all_lines] == ["", "Half as fast"]
    assert window.side_by_side.own_words.text() == "First line, step 2"
    redo(gardener)
    rename(gardener, None, " ")
    assert rows(gardener)[0][0] == "First line"
    gardener.open(path)
    assert [line.name for line in gardener.session.document.all_lines] == names


def test_names_have_room_however_large_letters_are(gardener):
    """They were cut while one presents on a small screen."""
    branch(gardener)
    tree, usual = gardener.window.branches.tree, gardener.window.branches.tree.font()
    gardener.window.controller.rename_line(1, "Half as fast as the first one was")
    item = tree.topLevelItem(0).child(0)
    gardener.wait(lambda: "Half" in item.text(0))
    for size in (1.0, 1.7):
        font = QFont(usual)
        font.setPointSizeF(size * usual.pointSizeF())
        tree.setFont(font)
        gardener.window.resizeDocks([gardener.window.dock("branches")], [340], Qt.Orientation.Horizontal)
        font.setBold(True)
        measure = QFontMetrics(font)

        def whole(measure: QFontMetrics = measure) -> bool:
            room = tree.columnWidth(0) - tree.indentation() - tree.iconSize().width()
            return all(measure.horizontalAdvance(words) <= room for words in item.text(0).split("\n"))

        gardener.wait(whole)
        assert "\n" in item.text(0)
        assert tree.isColumnHidden(1) == (size > 1), "the step, which the view tells too, gives way"
    tree.setFont(usual)


def test_typing_a_name_is_not_disturbed_by_steps(gardener):
    branch(gardener)
    tree = gardener.window.branches.tree
    tree.setFocus()
    gardener.qtbot.keyClick(tree, Qt.Key.Key_F2)
    field = tree.viewport().findChild(QLineEdit)
    gardener.qtbot.keyClicks(field, "R ")
    gardener.window.player.step()
    gardener.at(3)
    gardener.wait(gardener.idle)
    gardener.qtbot.keyClicks(field, "2")
    gardener.qtbot.keyClick(field, Qt.Key.Key_Return)
    gardener.wait(lambda: rows(gardener)[1][0].startswith("R 2"))
    assert gardener.session.cursor == 3, "letters and Space are the field's"
    gardener.qtbot.keyClick(tree, Qt.Key.Key_F2)
    gardener.qtbot.keyClicks(tree.viewport().findChild(QLineEdit), "never")
    gardener.qtbot.keyClick(tree.viewport().findChild(QLineEdit), Qt.Key.Key_Escape)
    assert rows(gardener)[1][0].startswith("R 2")


def test_the_curves_show_all_lines(gardener):
    window = gardener.window
    branch(gardener)
    steps(gardener, 2)
    window.show_dock("curves")
    plot = window.curves.plot

    def places() -> list[int]:
        return [len(loss.getData()[0]) for _, loss, _ in sorted(plot.traces, key=lambda one: one[0].place)]

    gardener.wait(lambda: places() == [3, 5])
    (a, loss_a, _), (b, loss_b, _) = sorted(plot.traces, key=lambda one: one[0].place)
    assert (a.shown, b.shown, b.at) == (False, True, 2)
    gardener.wait(lambda: len(plot.traces[-1][2].getData()[0]) == 5)
    assert loss_a.opts["pen"].color() != loss_b.opts["pen"].color()
    assert loss_b.opts["pen"].width() > loss_a.opts["pen"].width()
    assert [spot.pos().x() for spot in plot.forks.points()] == [2]
    assert "Branch&nbsp;1" in window.curves.legend.text()
    assert not plot.loss.isVisible()
    next_line(gardener)
    gardener.wait(lambda: next(trace for trace, *_ in plot.traces if trace.shown).place == 0)
    undo(gardener)
    undo(gardener)
    gardener.wait(lambda: plot.traces == [])
    assert plot.loss.isVisible()
    assert window.curves.legend.isHidden()


def test_two_lines_are_seen_side_by_side_from_one_camera(gardener):
    window = gardener.window
    views = window.side_by_side
    gardener.open(SHAPES / "chair.ply")
    steps(gardener, 1)
    branch(gardener)
    steps(gardener, 2)  # the first line is at 1 still
    compare(gardener)
    assert window.actions_by_key["compare"].isChecked()
    assert (views.own_words.text(), views.choice.currentText()) == ("Branch 1: rates × 0.5, step 3", "First line")
    gardener.wait(lambda: views.other_words.text() == "step 3")
    first, second = (line.run.entries for line in gardener.session.document.all_lines)
    assert (len(first), len(second), gardener.session.cursor) == (4, 4, 3)
    gardener.wait(lambda: gardener.session.document.all_lines[0].run.entries[3].heldout is not None)
    own, other = views.view.plotter, views.other.plotter
    gardener.wait(lambda: own.actors["level"].mapper.dataset is not other.actors["level"].mapper.dataset)
    assert own.actors["level"].GetVisibility()
    assert other.actors["level"].GetVisibility()
    assert own.renderer.camera is other.renderer.camera
    before = own.camera.position
    start = QPoint(views.view.width() // 2, views.view.height() // 2)
    drag(other, [start, start + QPoint(60, 10)])
    gardener.wait(lambda: own.camera.position != before)
    gardener.wait(lambda: views._seen == views.view.camera())
    next_line(gardener)
    assert (views.own_words.text(), views.choice.currentText()) == ("First line, step 3", "Branch 1: rates × 0.5")
    steps(gardener, 1)
    gardener.wait(lambda: views.other_words.text() == "step 4")
    assert own.camera.position != before
    compare(gardener)
    assert not views.other.isVisible()
    assert views.view.isVisible()
    assert views.own_words.isHidden() or not views.own_words.isVisible()


@pytest.mark.parametrize("name", ["chair.ply", "digit-3.png"])
def test_the_camera_comes_back_after_side_by_side(gardener, name):
    window = gardener.window
    gardener.open(SHAPES / name)
    steps(gardener, 1)
    branch(gardener)
    size = window.size()
    window.resize(1280, 800)  # room enough for two views beside the docks
    gardener.wait(lambda: window.width() == 1280)
    gardener.steady(lambda: (window.viewport.width(), window.viewport.camera()))
    width, alone = window.viewport.width(), window.viewport.camera()

    def fit() -> tuple[float, float]:
        camera = window.viewport.camera()
        return camera.angle, camera.scale

    for _ in range(3):
        compare(gardener)
        gardener.wait(window.side_by_side.other.isVisible)
        gardener.wait(lambda: fit() != (alone.angle, alone.scale))  # it fits the narrow view
        compare(gardener)
        gardener.wait(lambda: not window.side_by_side.other.isVisible() and window.viewport.width() == width)
        gardener.wait(lambda: fit() == pytest.approx((alone.angle, alone.scale)))
        assert window.viewport.camera().position == pytest.approx(alone.position)
    window.resize(size)


def test_both_views_are_inspected_alike(gardener):
    window, views, linked = gardener.window, gardener.window.side_by_side, gardener.window.linked
    gardener.open(SHAPES / "chair.ply")
    branch(gardener)
    steps(gardener, 2)
    compare(gardener)
    gardener.wait(lambda: views.other_words.text() == "step 2")
    gardener.press(Qt.Key.Key_C)
    gardener.press(Qt.Key.Key_E)
    gardener.press(Qt.Key.Key_N)
    own, beside = window.store, views.mirror
    for kind in ("slice", "residual"):
        gardener.wait(lambda kind=kind: own.session.found(kind) is not None and beside.session.found(kind) is not None)
    beside_it = views.other.plotter.actors
    gardener.wait(lambda: "slice" in beside_it and beside_it["slice"].GetVisibility())
    first, second = (store.session.found("slice") for store in (own, beside))
    assert first.plane == second.plane
    assert not np.array_equal(first.values, second.values), "each of its own field"
    for plotter in (views.view.plotter, views.other.plotter):
        gardener.window.store.forget("readout")
        beside.forget("readout")
        move(plotter, QPoint(plotter.width() // 2, plotter.height() // 2))
        gardener.wait(lambda: own.session.found("readout") is not None and beside.session.found("readout") is not None)
        assert own.session.found("readout").value != beside.session.found("readout").value
        for label in (window.instrument.label, linked.label):
            assert "Field:" in label.text()
            assert label.isVisible()
    gardener.press(Qt.Key.Key_Left)
    gardener.wait(lambda: beside.session.cursor == 1 and beside.session.found("slice") is not None)
    assert not np.array_equal(beside.session.found("slice").values, second.values), "it follows the step"
    for key in (Qt.Key.Key_N, Qt.Key.Key_C, Qt.Key.Key_E):
        gardener.press(key)
    assert not linked.label.isVisible()
    gardener.wait(lambda: not views.other.plotter.actors["slice"].GetVisibility())
    gardener.wait(gardener.idle)
    assert not linked.label.isVisible(), "nor by what comes late"


def test_the_second_view_goes_with_the_last_branch(gardener):
    branch(gardener)
    compare(gardener)
    assert gardener.window.side_by_side.other.isVisible()
    gardener.press(Qt.Key.Key_H)
    gardener.wait(lambda: "zero plane" in gardener.window.side_by_side.other.plotter.actors)
    gardener.press(Qt.Key.Key_H)
    undo(gardener)
    undo(gardener)
    undo(gardener)
    assert len(gardener.session.document.lines) == 1
    assert not gardener.window.side_by_side.other.isVisible()
    assert not gardener.window.actions_by_key["compare"].isEnabled()


def test_a_session_keeps_its_lines(gardener, tmp_path):
    branch(gardener)
    steps(gardener, 2)
    kept = losses(gardener), rows(gardener)
    path = tmp_path / "lines.metasdf"
    gardener.window.files.save_session(path)
    gardener.wait(lambda: path.name in gardener.window.notices.text)
    gardener.open(SHAPES / "chair.ply")
    assert len(rows(gardener)) == 1
    gardener.open(path)
    assert losses(gardener) == kept[0]
    assert rows(gardener) == kept[1]
    assert (gardener.session.document.line, gardener.session.cursor) == (1, 4)
    compare(gardener)
    gardener.wait(lambda: gardener.window.side_by_side.other_words.text() == "step 4")
    next_line(gardener)
    steps(gardener, 1)
    gardener.wait(lambda: [len(line) for line in losses(gardener)] == [6, 5 + 1])
