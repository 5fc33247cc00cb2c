"""The table of kept runs in its real window: kept with one key, sorted, noted, opened again, two compared."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from app.control.actions import SPECS
from app.tools import ACTIONS
from app.tools.runs.panel import RunsWindow
from app.tools.runs.table import COLUMNS, NOTE
from app.widgets.theme import DARK, LIGHT
from core.analysis.difference import OWN
from core.methods.overrides import Overrides
from core.runs import kept
from core.runs.kept import read_rows
from core.runs.session import read_session
from tests.app.driving import (
    CONTROL,
    LEFT,
    NONE,
    SHAPES,
    SHIFT,
    Person,
    answering,
    begun_window,
    drag,
    in_front_of,
    steps,
)
from tests.nets import TRAINED

pytestmark = [pytest.mark.gl, pytest.mark.small]
NAME = 0
IOU = [column.title for column in COLUMNS].index("IoU")
STEP = [column.title for column in COLUMNS].index("Step")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where runs are kept in this test."""
    monkeypatch.setattr(kept, "home", lambda: tmp_path / "runs")
    return tmp_path / "runs"


@pytest.fixture
def table(person: Person, folder: Path) -> Iterator[RunsWindow]:
    """The window of kept runs, in which there are none yet."""
    window = opened(person)
    person.wait(lambda: not window.model.rows)
    window.hide()
    to_front(person)
    yield window
    window.search.clear()
    window.close()
    person.wait(lambda: not window.compare.running)
    person.window.kept_runs.finish()
    to_front(person)


def to_front(person: Person) -> None:
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    person.window.viewport.setFocus()


def opened(person: Person) -> RunsWindow:
    """By its key."""
    to_front(person)
    person.qtbot.keyClick(person.window, Qt.Key.Key_K, CONTROL | SHIFT)
    window = person.window.runs
    person.wait(window.isVisible)
    return window


def keep(person: Person) -> None:
    """By its key, in front of the main window."""
    before = len(read_rows(kept.home())[0])
    to_front(person)
    person.qtbot.keyClick(person.window, Qt.Key.Key_K, CONTROL)
    person.wait(lambda: len(read_rows(kept.home())[0]) == before + 1)
    person.wait(lambda: "is kept" in person.window.notices.text)
    person.window.notices.dismiss()


def kept_steps(person: Person, table: RunsWindow, *at: int) -> RunsWindow:
    """The run kept at each of these steps, later ones later; then the window."""
    for step in at:
        steps(person, step - person.session.cursor)
        keep(person)
    opened(person)
    person.wait(lambda: len(table.model.rows) == len(at))
    person.steady(lambda: [table.table.visualRect(table.model.index(row, NOTE)) for row in range(len(at))])
    return table


def cell(table: RunsWindow, row: int, column: int) -> tuple[QWidget, QPoint]:
    index = table.model.index(row, column)
    table.table.scrollTo(index)
    return table.table.viewport(), table.table.visualRect(index).center()


def click(table: RunsWindow, row: int, column: int = NAME, modifier: Qt.KeyboardModifier = NONE) -> None:
    where, place = cell(table, row, column)
    QTest.mouseClick(where, LEFT, modifier, place)


def double_click(table: RunsWindow, row: int, column: int) -> None:
    click(table, row, column)
    where, place = cell(table, row, column)
    QTest.mouseDClick(where, LEFT, NONE, place)


def shown(table: RunsWindow, column: int) -> list[str]:
    return [table.model.data(table.model.index(row, column)) for row in range(table.model.rowCount(QModelIndex()))]


def sort_by(person: Person, table: RunsWindow, column: int) -> None:
    header = table.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 12, header.height() // 2)
    person.qtbot.mouseClick(header.viewport(), LEFT, NONE, place)


def row_of(table: RunsWindow, step: int) -> int:
    return next(row for row, run in enumerate(table.model.shown) if run.steps == step)


def compared(person: Person, table: RunsWindow) -> None:
    person.qtbot.mouseClick(table.compare.go, LEFT)
    person.wait(lambda: not table.compare.running)
    person.wait(lambda: table.views is not None and not table._turns.active)


def test_one_key_keeps_what_is_shown_and_the_table_has_it(person, table):
    kept_steps(person, table, 0, 2)
    assert sorted(shown(table, STEP)) == ["0", "2"]
    two, nought = (next(run for run in table.model.rows if run.steps == step) for step in (2, 0))
    assert (two.name, two.checkpoint, two.observe) == ("chair-scan.pcd", "furniture-scan", "as-is")
    assert len(read_session(two.session).run.entries) == 3
    assert two.loss != nought.loss
    assert table.words.text() == "2 kept."
    assert shown(table, NAME) == ["chair-scan.pcd"] * 2


def test_what_is_known_of_the_truth_is_a_column_and_what_is_not_comes_last(person, table):
    keep(person)  # a scan, whose truth nobody knows
    person.open(SHAPES / "chair.ply")
    kept_steps_of_chair = [0, TRAINED]
    for step in kept_steps_of_chair:
        steps(person, step - person.session.cursor)
        keep(person)
    opened(person)
    person.wait(lambda: len(table.model.rows) == 3)
    for _ in range(2):  # up, then down
        sort_by(person, table, IOU)
        ious = [run.iou for run in table.model.shown]
        assert ious[-1] is None
        order = table.table.horizontalHeader().sortIndicatorOrder()
        assert ious[:-1] == sorted(ious[:-1], reverse=order == Qt.SortOrder.DescendingOrder)


def test_order_columns_and_their_widths_are_as_they_were_left(person, table):
    window, header, menu = person.window, table.table.horizontalHeader(), table.table.columns
    opened(person)
    before = header.saveState()
    if header.sortIndicatorSection() != STEP:
        sort_by(person, table, STEP)
    order = header.sortIndicatorOrder()
    header.resizeSection(NAME, 333)
    QApplication.sendEvent(
        table.table, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    )
    person.wait(menu.isVisible)
    assert all(action.isChecked() for action in menu.actions())
    menu.actions()[IOU].trigger()
    menu.close()
    assert table.table.isColumnHidden(IOU)
    assert not menu.actions()[NAME].isEnabled(), "rows are known by their names"
    table.close()
    again = RunsWindow(window.store, window.settings, window.viewport)
    other = again.table.horizontalHeader()
    assert (other.sortIndicatorSection(), other.sortIndicatorOrder()) == (STEP, order)
    assert (again.model._column, again.model._order) == (STEP, order)
    assert other.sectionSize(NAME) == 333
    assert [place for place in range(other.count()) if other.isSectionHidden(place)] == [IOU]
    again.deleteLater()
    header.restoreState(before)
    window.settings._store.remove("tables")


def test_words_filter_and_what_is_chosen_stays_chosen(person, table):
    kept_steps(person, table, 0, 1)
    click(table, row_of(table, 0))
    chosen = table.table.chosen()
    sort_by(person, table, STEP)
    sort_by(person, table, STEP)
    assert table.table.chosen() == chosen
    person.open(SHAPES / "digit-3.png")
    keep(person)
    opened(person)
    person.wait(lambda: len(table.model.rows) == 3)
    table.search.setFocus()
    QTest.keyClicks(table.search, "digit half")
    assert shown(table, NAME) == ["digit-3.png"]
    assert table.words.text() == "1 of 3 runs are shown."
    table.search.clear()
    assert len(table.model.shown) == 3


@pytest.mark.parametrize("by_key", [False, True])
def test_notes_are_written_in_their_place_and_last(person, table, folder, by_key):
    kept_steps(person, table, 0)
    if by_key:
        click(table, 0)
        table.table.setFocus()
        person.wait(lambda: table.table.currentIndex().isValid())
        QTest.keyClick(table.table, Qt.Key.Key_F2)
    else:
        double_click(table, 0, NOTE)
    person.wait(lambda: table.table.findChild(QLineEdit) is not None)
    editor, said = table.table.findChild(QLineEdit), []
    table.table.opened.connect(said.append)
    QTest.keyClicks(editor, "thin legs")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    person.wait(lambda: [run.notes for run in read_rows(folder)[0]] == ["thin legs"])
    person.wait(lambda: shown(table, NOTE) == ["thin legs"])
    assert not said, "writing opens nothing"
    table.table.opened.disconnect(said.append)


def test_what_is_kept_survives_the_end_of_the_program(qtbot, own_checkpoints, folder):
    with begun_window(800, 560) as first, in_front_of(first, qtbot) as hands:
        steps(hands, 1)
        keep(hands)
    with begun_window(800, 560) as second, in_front_of(second, qtbot) as hands:
        again = opened(hands)
        hands.wait(lambda: [run.steps for run in again.model.rows] == [1])
        assert second.store.session.last == 0
        again.table.setFocus()
        QTest.keyClick(again.table, Qt.Key.Key_Down)
        QTest.keyClick(again.table, Qt.Key.Key_Return)
        hands.wait(lambda: second.store.session.last == 1)
        hands.wait(hands.idle)


@pytest.mark.parametrize("by_key", [False, True])
def test_a_run_is_opened_again_as_it_was_kept_and_stays_so(person, table, by_key, tmp_path, monkeypatch):
    person.open(SHAPES / "chair.ply")
    kept_steps(person, table, 2)
    (run,) = table.model.rows
    loss = person.session.entry.record.context_loss
    person.open(SHAPES / "digit-3.png")
    before, recent = person.session.document, list(person.window.settings.recent)
    if by_key:
        opened(person)
        click(table, 0)
        table.table.setFocus()
        QTest.keyClick(table.table, Qt.Key.Key_Return)
    else:
        opened(person)
        double_click(table, 0, NAME)
    person.wait(lambda: person.session.document.generation != before.generation)
    person.wait(person.idle)
    assert (person.session.document.source.name, person.session.cursor) == ("chair.ply", 2)
    assert person.session.entry.record.context_loss == loss
    assert person.session.document.source.has_truth
    assert not person.window.isWindowModified()
    assert person.window.settings.recent == recent
    data = run.session.read_bytes()
    steps(person, 1)
    assert person.window.isWindowModified()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "own.metasdf"), ""))
    assert person.window.files.save_again(lambda: None)
    person.wait(lambda: "own.metasdf" in person.window.notices.text)
    assert run.session.read_bytes() == data, "the row is what it was"


def test_another_shape_in_the_place_of_the_file_is_said_as_sessions_say_it(person, table, tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "SMALL_INPUT", 0)  # it does not go along
    mine = tmp_path / "mine.png"
    mine.write_bytes((SHAPES / "digit-3.png").read_bytes())
    person.open(mine)
    kept_steps(person, table, 1)
    mine.write_bytes((SHAPES / "digit-7.png").read_bytes())
    before = person.session.document
    click(table, 0)
    person.qtbot.mouseClick(table.open_again, LEFT)
    person.wait(lambda: person.session.document.generation != before.generation)
    person.wait(lambda: "has changed since the session was saved" in person.window.notices.text)


def test_keeping_is_saving(person, table):
    person.open(SHAPES / "digit-3.png")
    steps(person, TRAINED + 1)
    assert person.window.isWindowModified()
    keep(person)
    assert not person.window.isWindowModified()
    steps(person, 1)
    assert person.window.isWindowModified()


def test_rows_are_deleted_after_a_question(person, table, folder, monkeypatch):
    kept_steps(person, table, 0, 1)
    monkeypatch.setattr(person.window.settings, "asks", True)
    click(table, row_of(table, 1))
    table.table.setFocus()
    for button, left in ((QMessageBox.StandardButton.No, 2), (QMessageBox.StandardButton.Yes, 1)):
        timer = answering(button)
        QTest.keyClick(table.table, Qt.Key.Key_Delete)
        timer.stop()
        person.window.kept_runs.finish()
        person.wait(lambda left=left: len(table.model.rows) == left)
    assert [run.steps for run in table.model.rows] == [0]
    assert len(list(folder.iterdir())) == 2, "a row and its session"


def test_the_table_is_exported_as_it_is_shown(person, table, tmp_path, monkeypatch):
    kept_steps(person, table, 0, 1, 2)
    sort_by(person, table, STEP)
    file = tmp_path / "table.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file.with_suffix("")), ""))
    person.qtbot.mouseClick(table.export, LEFT)
    person.wait(lambda: str(file) in table.words.text())
    with file.open(encoding="utf-8", newline="") as stream:
        assert [line["steps"] for line in csv.DictReader(stream)] == shown(table, STEP)


def test_saved_sessions_are_added_and_a_bad_file_is_one_sentence(person, table, tmp_path, monkeypatch):
    kept_steps(person, table, 1)
    own = tmp_path / "own.metasdf"
    own.write_bytes(table.model.rows[0].session.read_bytes())
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(own)], ""))
    person.qtbot.mouseClick(table.add, LEFT)
    person.wait(lambda: len(table.model.rows) == 2)
    own.write_bytes(b"no session")
    person.qtbot.mouseClick(table.add, LEFT)
    person.wait(lambda: "is damaged or not a session file" in table.words.text())
    assert len(table.model.rows) == 2


def test_two_rows_are_compared_side_by_side_overlaid_and_by_their_difference(person, table):
    kept_steps(person, table, 0, TRAINED)
    click(table, row_of(table, 0))
    click(table, row_of(table, TRAINED), modifier=CONTROL)
    table.compare.go.setFocus()
    compared(person, table)
    views = table.views
    found = views.compared.found
    assert 0 < found.iou < 1
    assert found.frame == OWN
    text = table.compare.words.text()
    assert all(word in text for word in ("IoU", "Chamfer", "Volume", "Farthest", "box = 2"))
    left, right = views.plotter.renderers[0], views.plotter.renderers[1]
    assert left.camera is right.camera, "turned together"
    before = left.camera.position
    drag(views.plotter, [QPoint(60, 200), QPoint(140, 220)])
    assert right.camera.position != before
    for key, whole, colored, over in (
        ("over", True, False, True), ("difference", False, True, False), ("beside", False, False, False),
    ):  # fmt: skip
        choose(person, table.compare.look, key)
        views.enter(0)
        actors = views.plotter.actors
        assert (left.GetViewport()[2] == 1.0) == whole
        assert bool(right.GetDraw()) != whole
        assert bool(actors["level"].mapper.scalar_visibility) == colored
        assert ("truth" in actors and bool(actors["truth"].GetVisibility())) == over
        assert ("colour bar" in actors and bool(actors["colour bar"].GetVisibility())) == colored
    colorings = views.compared.colorings
    assert colorings[0].scale == colorings[1].scale
    assert colorings[0].scale.low == -colorings[0].scale.high
    assert np.shape(colorings[0].values) == (len(found.first.vertices),)
    table.set_theme(DARK)
    person.wait(lambda: table.views is not views and not table._turns.active)
    table.set_theme(LIGHT)


def choose(person: Person, box: QComboBox, key: str) -> None:
    """With the keyboard."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentData() != key:
        QTest.keyClick(box, Qt.Key.Key_Down)
    QApplication.processEvents()


def test_a_row_is_compared_with_a_line_of_the_open_run_and_lines_with_each_other(person, table):
    kept_steps(person, table, 1)
    click(table, 0)
    assert table.compare.first.count() == 2, "the row, and what is open"
    to_front(person)
    steps(person, 1)
    assert "step 2" in table.compare.second.currentText()
    compared(person, table)
    assert table.views.compared.found.iou < 1
    assert table.views.compared.found.frame == OWN, "what is open and what was kept are of one file"
    assert table.views.compared.names[1].startswith("Open: ")
    document = person.session.document
    person.window.controller.branch(1, Overrides(rate_scale=3.0))
    person.wait(lambda: person.session.document.generation != document.generation)
    person.wait(person.idle)
    table.table.clearSelection()
    steps(person, 1)
    assert [choice.currentData().line for choice in (table.compare.first, table.compare.second)] == [1, 0]
    compared(person, table)
    assert table.views.compared.found.iou < 1


def test_what_cannot_be_compared_is_said_and_comparing_can_be_stopped(person, table):
    keep(person)
    person.open(SHAPES / "digit-3.png")
    keep(person)
    opened(person)
    person.wait(lambda: len(table.model.rows) == 2)
    table.table.selectAll()
    person.qtbot.mouseClick(table.compare.go, LEFT)
    person.wait(lambda: "cannot be compared" in table.compare.words.text())
    assert not table.compare.running
    assert table.views is None
    person.qtbot.mouseClick(table.compare.go, LEFT)
    assert table.compare.running
    person.qtbot.mouseClick(table.compare.go, LEFT)
    person.wait(lambda: not table.compare.running)
    assert table.compare.words.text() == "Stopped."
    table.table.clearSelection()
    assert not table.compare.go.isEnabled(), "one line alone is no pair"


def test_flat_runs_are_compared_too(person, table):
    person.open(SHAPES / "digit-3.png")
    kept_steps(person, table, 0, TRAINED)
    table.table.selectAll()
    choose(person, table.compare.look, "difference")
    compared(person, table)
    assert "Area" in table.compare.words.text()
    table.views.enter(1)
    assert table.views.plotter.actors["level"].mapper.scalar_visibility
    assert table.views.plotter.renderers[0].camera is table.views.plotter.renderers[1].camera


def test_a_damaged_row_is_told_and_the_others_are_there(person, table, folder):
    keep(person)
    (folder / "bad.json").write_text("{", encoding="utf-8")
    opened(person)
    person.wait(lambda: "bad.json" in table.words.text())
    assert len(table.model.rows) == 1


def test_everything_has_a_name_a_tip_and_a_place_in_the_order_of_tab(person, table):
    opened(person)
    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for widget in table.findChildren(kind):
            if widget.objectName().startswith("qt_") or widget.parent() is table.table:  # its corner
                continue
            assert widget.accessibleName(), widget
            assert widget.toolTip(), widget.accessibleName()
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert all(label.buddy() or label.accessibleName() for label in table.findChildren(QLabel))
    QTest.keyClick(table, Qt.Key.Key_Escape)
    assert not table.isVisible()
    keys = [spec.shortcut for spec in ACTIONS if spec.shortcut]
    assert len(keys) == len(set(keys))
    assert len(ACTIONS) > len(SPECS)
