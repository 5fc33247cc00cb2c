"""The gallery in its real window: it fills while steps are taken, sorts, filters, stops, goes on, opens runs."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel, QSpinBox

from app.document.inspection import Inspect
from app.document.settings import APPLICATION, ORGANISATION, Settings
from app.tools.gallery import controller as galleries
from app.tools.gallery.form import FOLDER, GalleryForm
from app.tools.gallery.panel import GalleryWindow
from core.evaluation.gallery import BY_KEY
from tests.app.driving import SHAPES, Person
from tests.nets import TRAINED

pytestmark = [pytest.mark.gl, pytest.mark.small]
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def wall(person: Person, tmp_path: Path, monkeypatch) -> Iterator[GalleryWindow]:
    """The gallery's window, empty, its galleries kept in a folder of this test."""
    monkeypatch.setattr(galleries, "home", lambda: tmp_path / "galleries")
    person.window.activateWindow()
    person.window.viewport.setFocus()
    QTest.keyClick(person.window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    window = person.window.gallery
    person.wait(window.isVisible)
    person.wait(lambda: not window.running and not person.session.busy)
    window.begin(tmp_path / "nothing")
    yield window
    for combo in (window.label, window.kind, window.order, window.sort_by):
        pick(combo, 0)
    window.close()
    person.wait(lambda: not window.running)


def pick(combo: QComboBox, index: int) -> None:
    """As a person with the keyboard does: it is activated, not only set."""
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def choose(wall: GalleryWindow, what: str, first: int = 0, count: int = 3) -> None:
    pick(wall.form.what, wall.form.what.findData(what))
    wall.form.first.setValue(first)
    wall.form.count.setValue(count)


def click(person: Person, button: QAbstractButton) -> None:
    person.qtbot.mouseClick(button, LEFT)


def fill(person: Person, wall: GalleryWindow) -> None:
    click(person, wall.go)
    assert wall.running
    person.wait(lambda: not wall.running)


def test_it_fills_and_has_the_worst_first(person, wall):
    choose(wall, "furniture", count=4)
    fill(person, wall)
    assert wall.words.text().startswith("Complete")
    assert wall.progress.format() == "4 of 4"
    ious = [result.iou for result in wall.model.shown]
    assert ious == sorted(ious)
    assert all(result.step == TRAINED for result in wall.model.shown)
    pick(wall.order, 1)
    assert [result.iou for result in wall.model.shown] == ious[::-1]
    pick(wall.sort_by, list(BY_KEY).index("chamfer_x1000"))
    chamfers = [result.chamfer_x1000 for result in wall.model.shown]
    assert chamfers == sorted(chamfers)
    person.wait(lambda: all(wall.model.data(wall.model.index(n), Qt.ItemDataRole.DecorationRole) for n in range(4)))
    assert "Chamfer" in wall.model.data(wall.model.index(0), Qt.ItemDataRole.DisplayRole)


def test_classes_and_kinds_are_filters(person, wall, tmp_path):
    folder = tmp_path / "shapes"
    for name in ("seats/one.ply", "seats/two.ply", "others/three.ply"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SHAPES / "chair.ply", folder / name)
    (folder / "others" / "broken.ply").write_bytes(b"ply\n")
    choose(wall, "folder")
    wall.form.take(str(folder))
    fill(person, wall)
    assert wall.label.findData("seats") > 0
    pick(wall.label, wall.label.findData("seats"))
    assert {result.name for result in wall.model.shown} == {"one.ply", "two.ply"}
    assert wall.counted.text().startswith("2 of 4 shown")
    pick(wall.label, 0)
    pick(wall.kind, wall.kind.findData("unusable"))
    assert [result.name for result in wall.model.shown] == ["broken.ply"]
    QTest.mouseClick(wall.tiles.viewport(), LEFT, NONE, wall.tiles.visualRect(wall.model.index(0)).center())
    assert "broken.ply has no run" in wall.words.text()


@pytest.mark.parametrize("by_key", [False, True])
def test_a_click_or_enter_opens_the_run_with_its_observation(person, wall, by_key):
    choose(wall, "chair", first=5, count=2)
    fill(person, wall)
    place = next(n for n, result in enumerate(wall.model.shown) if result.number == 1)  # not the seed of the plan
    result = wall.model.shown[place]
    before = person.session.document
    if by_key:
        wall.tiles.setFocus()
        wall.tiles.setCurrentIndex(wall.model.index(place))
        QTest.keyClick(wall.tiles, Qt.Key.Key_Return)
    else:
        QTest.mouseClick(wall.tiles.viewport(), LEFT, NONE, wall.tiles.visualRect(wall.model.index(place)).center())
    person.wait(lambda: person.session.document.generation != before.generation)
    person.at(TRAINED)
    person.wait(person.idle)
    document = person.session.document
    assert (document.source.path, document.source.name) == (result.source, result.name)
    assert (document.setup.kind, document.setup.seed) == (result.observed, result.number)
    assert result.observed == "scan"
    assert person.session.entry.record.context_loss == result.context_loss
    assert person.session.entry.heldout.iou == result.iou


def test_steps_go_first_and_stop_and_resume_lose_nothing(person, wall):
    choose(wall, "furniture", first=100, count=40)
    click(person, wall.go)
    person.wait(lambda: len(wall.model.shown) >= 2)
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    person.window.viewport.setFocus()
    seen, at_step = len(wall.model.results), []
    count = lambda: at_step.append(len(wall.model.results))  # noqa: E731
    person.window.store.cursor_changed.connect(count)
    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.window.store.cursor_changed.disconnect(count)
    assert wall.running
    assert at_step[0] <= seen + 4  # the step did not wait for the gallery
    click(person, wall.go)
    person.wait(lambda: not wall.running)
    kept = dict(wall.model.results)
    assert 0 < len(kept) < 40
    assert wall.words.text().startswith("Stopped")
    assert wall.resume.isEnabled()
    folder = wall.folder
    click(person, wall.resume)
    person.wait(lambda: len(wall.model.results) > len(kept))
    assert {n: wall.model.results[n] for n in kept} == kept
    click(person, wall.go)
    person.wait(lambda: not wall.running)
    assert wall.folder == folder


def test_what_was_shown_comes_back_and_galleries_of_others_open(person, wall, tmp_path, monkeypatch):
    choose(wall, "table", count=2)
    fill(person, wall)
    folder, shown = wall.folder, [result.name for result in wall.model.shown]
    wall.close()
    kept = Settings().gallery
    assert (kept["folder"], kept["what"], kept["metric"]) == (folder, "table", "iou")
    again = GalleryWindow(person.window.store, person.window.settings)
    asked = []
    again.show_asked.connect(asked.append)
    again.open()
    assert asked == [folder]
    assert again.form.what.currentData() == "table"
    again.close()
    again.deleteLater()

    person.window.actions_by_key["gallery"].trigger()
    wall.begin(tmp_path / "nothing")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: folder)
    click(person, wall.other)
    person.wait(lambda: [result.name for result in wall.model.shown] == shown)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    click(person, wall.other)
    person.wait(lambda: "is not a gallery" in wall.words.text())


def test_the_table_has_what_is_shown(person, wall, tmp_path, monkeypatch):
    choose(wall, "furniture", count=4)
    fill(person, wall)
    pick(wall.label, 1)
    file = tmp_path / "table.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file.with_suffix("")), ""))
    click(person, wall.export)
    person.wait(lambda: str(file) in wall.words.text())
    with file.open() as stream:
        assert [row["name"] for row in csv.DictReader(stream)] == [result.name for result in wall.model.shown]


def test_what_is_chosen_stays_chosen_when_the_order_changes(person, wall):
    choose(wall, "furniture", count=4)
    fill(person, wall)
    wall.tiles.setCurrentIndex(wall.model.index(3))
    name = wall.model.shown[3].name
    pick(wall.order, 1)
    assert wall.model.shown[wall.tiles.currentIndex().row()].name == name == wall.model.shown[0].name


def test_shapes_of_another_dimension_offer_the_checkpoints_that_fit(person, wall):
    choose(wall, "outlines", count=2)
    names = [wall.form.checkpoint.itemText(n) for n in range(wall.form.checkpoint.count())]
    assert "digits-partial" in names
    assert "furniture-scan" not in names
    pick(wall.form.checkpoint, names.index("digits-partial"))
    fill(person, wall)
    assert {result.observed for result in wall.model.shown} == {"half"}
    choose(wall, "furniture")
    assert wall.form.checkpoint.itemText(1) == "As in the window"
    assert wall.form.checkpoint.currentData() == ""
    choose(wall, "outlines")
    assert wall.form.checkpoint.currentData() == "digits-partial", "what was chosen comes back where it fits"
    choose(wall, "furniture")
    pick(wall.form.checkpoint, 1)


@pytest.mark.parametrize(("names", "dims"), [
    (("chair.ply",), {3}), (("digit-3.png",), {2}), (("chair.ply", "digit-3.png"), {2, 3}),
])  # fmt: skip
def test_a_folder_offers_the_checkpoints_that_fit_what_lies_in_it(person, wall, tmp_path, names, dims):
    person.open(SHAPES / "digit-2.png")
    folder = tmp_path / "shapes" / "inner"
    folder.mkdir(parents=True)
    for name in names:
        shutil.copy(SHAPES / name, folder)
    wall.form.offer()
    wall.form.choose(FOLDER)
    wall.form.take(str(folder.parent))
    box = wall.form.checkpoint
    offered = [box.itemData(n) for n in range(box.count()) if box.itemData(n) is not None]
    by_dim = {2: "digits-partial", 3: "furniture-scan"}
    known = person.session.catalogue.checkpoints
    assert {info.name for info in known if info.dim in dims} == set(offered) - {""}
    assert {by_dim[dim] for dim in dims} == set(offered) & set(by_dim.values())
    assert ("" in offered) == (2 in dims), "that of the window is for pictures"
    setup = wall.form.setup()
    assert setup is not None
    assert setup.checkpoint in {by_dim[dim] for dim in dims}
    person.open(SHAPES / "chair-scan.pcd")
    other = tmp_path / "either"
    other.mkdir()
    wall.form.take(str(other))
    assert wall.form.setup().checkpoint == "furniture-scan", "what nobody chose is no choice"


def test_without_a_folder_it_asks_for_one_and_a_bad_one_is_told(person, wall, tmp_path):
    choose(wall, "folder")
    wall.form.take("")
    pick(wall.form.checkpoint, wall.form.checkpoint.place_of(""))
    click(person, wall.go)
    assert not wall.running
    assert "Choose the folder" in wall.words.text()
    wall.form.take(str(tmp_path))
    click(person, wall.go)
    person.wait(lambda: "no 3D shapes" in wall.words.text())
    assert not wall.running


def test_everything_has_a_name_and_a_tip(person, wall):
    for kind in (QAbstractButton, QComboBox, QSpinBox):
        for widget in wall.findChildren(kind):
            if widget.objectName().startswith("qt_") or widget.parent() is wall.tiles:
                continue
            assert widget.accessibleName(), widget
            assert widget.toolTip(), widget.accessibleName()
    assert wall.tiles.accessibleName()
    assert all(label.buddy() or label.accessibleName() for label in wall.findChildren(QLabel))
    QTest.keyClick(wall, Qt.Key.Key_Escape)
    assert not wall.isVisible()


@pytest.mark.parametrize(
    "text", ["[" * 200_000, '{"first": [], "count": 1e999, "steps": "many", "what": 3}', "nonsense", "7"]
)
def test_settings_of_any_content_leave_the_window_as_it_would_be_without(person, wall, text):
    kept = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, ORGANISATION, APPLICATION)
    before = {key: kept.value(key) for key in ("gallery", "inspect")}
    try:
        for key in before:
            kept.setValue(key, text)
        kept.sync()
        settings = Settings()
        assert settings.inspect == Inspect()
        form = GalleryForm(person.window.store, settings, settings.gallery)
        form.offer()
        assert (form.first.value(), form.count.value(), form.steps.value()) == (0, 100, -1)
    finally:
        for key, value in before.items():
            kept.remove(key) if value is None else kept.setValue(key, value)
        kept.sync()
