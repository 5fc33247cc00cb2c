"""A first afternoon with the program, on real data and by keys and mouse alone: open, place, step, scan, race, branch,
compare, export, save, close, reopen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trimesh
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from app.window.window import MainWindow
from tests.app.children import run_with, with_checkpoints
from tests.app.driving import WAIT, Person, drag
from tests.nets import TRAINED

pytestmark = pytest.mark.gl
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip


class Visitor:
    """Somebody who has nothing but the menus, the keys and the mouse."""

    def __init__(self, person: Person) -> None:
        self.person, self.window, self.wait = person, person.window, person.wait
        self.proposed = ""

    @property
    def document(self):
        return self.person.session.document

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, widget: QWidget | None = None) -> None:
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        self.person.qtbot.keyClick(widget or self.window.viewport.plotter, key, modifiers)

    def click(self, widget: QWidget) -> None:
        self.person.qtbot.mouseClick(widget, LEFT)

    def answering(self, path: Path) -> QTimer:
        """Pastes a path into the file dialog that is about to open, and remembers what it proposed."""
        timer, typed = QTimer(interval=200), []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QFileDialog):
                if typed:
                    timer.stop()
                return
            field = dialog.findChild(QLineEdit)
            assert field is not None
            if not typed:
                self.proposed = field.text()
                field.selectAll()
                QApplication.clipboard().setText(str(path))  # letters would open a list of proposals
                QTest.keyClick(field, Qt.Key.Key_V, CONTROL)
                typed.append(path)
            QTest.keyClick(field, Qt.Key.Key_Return)  # again until the dialog knows the folder

        timer.timeout.connect(look)
        timer.start()
        return timer

    def open(self, path: Path) -> None:
        before, timer = self.document, self.answering(path)
        self.press(Qt.Key.Key_O, CONTROL)
        self.changed(before)
        self.wait(lambda: not timer.isActive())

    def save(self, path: Path, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        timer = self.answering(path)
        self.press(key, modifiers)
        self.wait(lambda: path.name in self.window.notices.text)
        assert path.is_file()
        self.wait(lambda: not timer.isActive())

    def changed(self, before: Any) -> None:
        """Wait for another document, and until all is at rest."""
        self.wait(lambda: self.document.generation != before.generation and not self.window.controller.pending)
        self.wait(self.person.idle)

    def end(self) -> None:
        self.press(Qt.Key.Key_End)
        self.person.at(TRAINED)
        self.wait(self.person.idle)


@pytest.fixture
def visitor(person: Person) -> Iterator[Visitor]:
    visiting = Visitor(person)
    yield visiting
    window = visiting.window
    window.race.close()
    window.recorder.close()
    window.actions_by_key["compare"].setChecked(False)
    for name in ("place", "scan", "branches"):
        window.dock(name).hide()
    window.history.stack.clear()


@pytest.mark.slow
def test_a_first_afternoon(visitor, shared_data, tmp_path, monkeypatch, checkpoints, forked_children):
    place_a_raw_scan(visitor, shared_data / "scans" / "pcl" / "milk.pcd")
    scan_a_chair(visitor, shared_data / "meshes" / "chair" / "ikea_chair_ingolf_2.ply")
    race(visitor)
    branch_and_compare(visitor)
    export(visitor, tmp_path, monkeypatch, checkpoints)
    save_and_reopen(visitor, tmp_path)


def place_a_raw_scan(visitor: Visitor, path: Path) -> None:
    """It was taken by a camera with y down that looked down on the table."""
    visitor.open(path)
    place = visitor.window.place
    assert "L puts it upright" in visitor.window.shape.about.text()
    visitor.press(Qt.Key.Key_L)
    visitor.wait(place.up.hasFocus)
    for key, widget in ((Qt.Key.Key_Down, place.up), (Qt.Key.Key_PageUp, place.pitch.slider)):
        before = visitor.document
        while widget is place.up and place.up.currentText() != "y down":
            visitor.press(key, widget=widget)
        if widget is not place.up:
            visitor.press(key, widget=widget)
        visitor.wait(lambda before=before: visitor.document.generation != before.generation)
        visitor.wait(lambda: not visitor.window.controller.pending)
    visitor.wait(lambda: visitor.document.setup.placement.pitch != 0.0)  # every press loads it anew, one by one
    placement = visitor.document.setup.placement
    assert (placement.up, placement.pitch) == ("-y", 18.0)
    visitor.end()
    assert "Step 3 of 3" in visitor.window.status.text
    assert "the true shape is not known" in visitor.window.curves.numbers.text()


def scan_a_chair(visitor: Visitor, path: Path) -> None:
    """From two sides, with holes; the step that was reached is reached again."""
    window = visitor.window
    plotter: Any = window.viewport.plotter
    visitor.open(path)
    assert not plotter.actors["cross y"].GetVisibility()
    for way, modifiers in ((QPoint(130, -10), NONE), (QPoint(200, 0), SHIFT)):
        middle = QPoint(plotter.width() // 2, plotter.height() // 2)
        drag(plotter, [middle, middle + way, middle + way])
        before = visitor.document
        visitor.press(Qt.Key.Key_F, modifiers)
        visitor.changed(before)
    assert "2 views of a depth camera" in window.observe.summary.text()
    visitor.end()
    visitor.press(Qt.Key.Key_S)
    visitor.wait(window.scan.here.hasFocus)
    before = visitor.document
    visitor.press(Qt.Key.Key_PageUp, widget=window.scan.holes.slider)
    visitor.changed(before)
    visitor.person.at(TRAINED)
    visitor.wait(visitor.person.idle)
    assert visitor.document.setup.spec.holes == pytest.approx(0.09)
    assert len(visitor.document.setup.spec.views) == 2


def race(visitor: Visitor) -> None:
    """Of the checkpoint against nobody but itself; the window says on what, how far, and that it is over."""
    visitor.press(Qt.Key.Key_R, CONTROL | ALT)
    window = visitor.window.race
    visitor.wait(window.isVisible)
    seen = len(visitor.document.run.observation.points)  # the asked ones, and what is solid behind them
    assert f"ikea_chair_ingolf_2.ply, {seen} points" in window.words.text()
    for row in range(1, window.choice.count()):
        if window.choice.item(row).checkState() == Qt.CheckState.Checked:
            window.choice.setCurrentRow(row)
            visitor.person.qtbot.keyClick(window.choice, Qt.Key.Key_Space)
    assert len(window.chosen()) == 1
    heard = []
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: heard.append(window.words.text()))
    timer.start()
    visitor.click(window.go)
    visitor.wait(lambda: not window.running)
    timer.stop()
    assert any(f"of at most {window.steps.value()}" in words for words in heard)
    assert window.words.text().startswith("All have ended")
    window.close()


def branch_and_compare(visitor: Visitor) -> None:
    """One thing is changed, the line gets a name, and both are seen side by side."""
    window = visitor.window
    visitor.press(Qt.Key.Key_Left)
    visitor.press(Qt.Key.Key_B, CONTROL)
    visitor.wait(window.branches.tree.hasFocus)
    before = visitor.document
    visitor.click(window.branches.form.go)
    visitor.changed(before)
    visitor.press(Qt.Key.Key_F2, widget=window.branches.tree)
    field: Any = window.branches.tree.viewport().findChild(QLineEdit)
    QTest.keyClicks(field, "Half rates")
    QTest.keyClick(field, Qt.Key.Key_Return)
    visitor.press(Qt.Key.Key_Right)
    visitor.person.at(TRAINED)
    visitor.press(Qt.Key.Key_L, CONTROL | ALT)
    views = window.side_by_side
    visitor.wait(lambda: views.other_words.text() == f"step {TRAINED}")
    visitor.wait(visitor.person.idle)
    assert views.own_words.text() == f"Half rates: rates × 0.5, step {TRAINED}"
    assert views.choice.currentText() == "First line"
    visitor.press(Qt.Key.Key_L, CONTROL | ALT)
    assert not views.other.isVisible()


def export(visitor: Visitor, folder: Path, monkeypatch: pytest.MonkeyPatch, checkpoints: Path) -> None:
    """A mesh, a picture, a film and a scene, by names that say of which line and step they are."""
    visitor.save(folder / "chair.ply", Qt.Key.Key_S, CONTROL)
    assert visitor.proposed.endswith(f"ikea_chair_ingolf_2_half-rates_step_0{TRAINED}.ply")
    assert len(trimesh.load_mesh(folder / "chair.ply").faces) > 100
    visitor.save(folder / "chair.png", Qt.Key.Key_S, CONTROL | SHIFT)
    assert Image.open(folder / "chair.png").width > 300 * visitor.window.devicePixelRatioF()
    monkeypatch.setattr("app.tools.record.dialog.RecordDialog.arguments", with_checkpoints(checkpoints))
    run_with(monkeypatch, checkpoints, folder)
    visitor.press(Qt.Key.Key_R, CONTROL)
    recorder = visitor.window.recorder
    visitor.wait(recorder.isVisible)
    for box, side in ((recorder.width_, "320"), (recorder.height_, "240")):
        box.selectAll()
        visitor.person.qtbot.keyClicks(box, side)
    for kind, name in (("film", "chair.webp"), ("page", "chair.html")):
        assert recorder.kind.findData(kind) >= 0
        while recorder.kind.currentData() != kind:
            visitor.person.qtbot.keyClick(recorder.kind, Qt.Key.Key_Down)
        timer = visitor.answering(folder / name)
        visitor.click(recorder.save)
        visitor.person.qtbot.waitUntil(lambda: not recorder.busy, timeout=5 * WAIT)  # a program of its own
        visitor.wait(lambda timer=timer: not timer.isActive())
        assert name in recorder.words.text(), recorder.words.text()
        assert visitor.proposed.endswith(f"ikea_chair_ingolf_2_half-rates_{kind}.{name.rsplit('.')[-1]}")
    film = Image.open(folder / "chair.webp")
    assert (film.size, getattr(film, "n_frames", 0)) == ((320, 240), TRAINED + 1)
    assert re.search(rf'"step": ?{TRAINED}\b', (folder / "chair.html").read_text(encoding="utf-8"))
    recorder.close()


def save_and_reopen(visitor: Visitor, folder: Path) -> None:
    """Another window shows the same lines, names and step."""
    file = folder / "afternoon.metasdf"
    visitor.save(file, Qt.Key.Key_S, CONTROL | ALT)
    assert visitor.proposed.endswith("ikea_chair_ingolf_2.metasdf")
    session = visitor.person.session
    told = [(line.name, [e.record.context_loss for e in line.run.entries]) for line in session.document.all_lines]
    window = MainWindow(str(file))
    window.show()
    window.begin()
    visitor.wait(lambda: window.store.session.document is not None)
    again: Any = window.store.session
    lines = again.document.all_lines
    assert [(line.name, [e.record.context_loss for e in line.run.entries]) for line in lines] == told
    assert (again.cursor, again.document.line) == (session.cursor, session.document.line)
    assert again.document.setup == session.document.setup
    window.close()
    window.deleteLater()
