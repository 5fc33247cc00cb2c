"""Work that is not saved: which counts, the mark in the title, and the question at the end, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from app.document.document import Document, ObservationSetup
from app.document.store import Store
from app.document.unsaved import saved_in, unsaved
from app.window.autosave import Autosave
from app.window.window import MainWindow
from core.methods.overrides import Overrides
from core.observation.observation_spec import ObservationSpec, Placement, Region
from core.runs.branch import Branch
from core.runs.run import advance
from core.runs.session import read_session
from tests.app.driving import SHAPES, Person
from tests.nets import TRAINED

DIGIT = str(SHAPES / "digit-3.png")


@pytest.fixture(scope="module")
def opened(qapp, checkpoints: Path) -> Any:
    """A picture, opened on a real, small checkpoint."""
    from app.engine.workspace import open_source

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.runs.checkpoint.BUNDLED", checkpoints)
        yield open_source(DIGIT, ObservationSetup(checkpoint="digits-partial", count=64), 0, None, strict=True)


def stepped(opened: Any, count: int) -> Document:
    """The document with so many steps more."""
    document: Document = opened.document
    for _ in range(count):
        document = replace(document, run=document.run.extended(advance(document.run, opened.method)))
    return document


def test_steps_up_to_the_trained_one_are_not_missed_on_a_bundled_shape(opened):
    assert unsaved(None, ()) == ()
    assert unsaved(stepped(opened, TRAINED), (DIGIT,)) == ()
    assert unsaved(stepped(opened, TRAINED + 1), (DIGIT,)) == (f"First line: {TRAINED + 1} steps",)
    assert unsaved(stepped(opened, 0), ()) == ()
    assert unsaved(stepped(opened, 1), ()) == ("First line: 1 step",), "on a file of one's own each step counts"


def test_what_is_made_by_hand_is_missed(opened):
    from app.engine.workspace import branch

    document = opened.document
    hidden = ObservationSpec(hidden=(Region("disc", (0.0, 0.0, 0.0), 0.1),))
    cut = ObservationSpec(noise=0.1, hidden=(Region("plane", (1.0, 0.0, 0.0), 0.1),))
    for setup, missed in (
        (ObservationSetup(drawing=b"png"), True), (ObservationSetup(placement=Placement(yaw=3.0)), True),
        (ObservationSetup(spec=hidden), True), (ObservationSetup(spec=cut, count=7, seed=3), False),
    ):  # fmt: skip
        assert bool(unsaved(replace(document, setup=setup), (DIGIT,))) is missed
    named = replace(document, lines=(replace(document.lines[0], name="mine"),))
    assert unsaved(named, (DIGIT,)) == ("mine: 0 steps",)
    grown = branch(opened, stepped(opened, 1), 1, Overrides(rate_scale=0.5), 1)
    assert unsaved(grown, (DIGIT,)) == ("First line: 1 step", "Branch 1 (rates × 0.5): 1 step")


def test_of_a_saved_document_only_what_is_new_is_missed(opened):
    from app.engine.workspace import branch

    grown = branch(opened, stepped(opened, 2), 1, Overrides(rate_scale=0.5), 1)
    kept = replace(grown, saved=saved_in("kept.metasdf", grown))
    assert unsaved(kept, ()) == ()
    further = replace(kept, run=kept.run.extended(advance(kept.run, opened.on(kept.run).method)))
    assert unsaved(further, ()) == ("Branch 1 (rates × 0.5): 2 steps",)
    back: tuple[Branch, ...] = kept.all_lines
    assert unsaved(replace(kept.on_line(0), lines=back[:1]), ()) == ("1 deleted",)
    again = replace(kept, run=replace(kept.run, entries=kept.run.entries[:1]))
    assert unsaved(again, ()) == ("Branch 1 (rates × 0.5): 0 steps",), "discarded steps are in the file only"


def test_after_the_end_nobody_waits_for_what_is_not_kept_any_more(opened):
    store = Store()
    autosave = Autosave(store, lambda: None)
    autosave.finish(keep=False)
    store.open(opened.document)
    assert autosave.settled(0)


# --- in the window


@pytest.fixture
def asked(person: Person, tmp_path: Path) -> Iterator[Person]:
    """In front of a file of one's own, in a program that asks."""
    own = tmp_path / "own.png"
    own.write_bytes((SHAPES / "digit-7.png").read_bytes())
    person.window.history.stack.clear()
    person.open(own)
    person.window.settings.asks = True
    yield person
    person.window.settings.asks = False
    person.window.history.stack.clear()


def question(person: Person) -> QMessageBox:
    """The question that stands in front of the window."""
    person.wait(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    return box


def answer(person: Person, button: QMessageBox.StandardButton) -> None:
    person.qtbot.mouseClick(question(person).button(button), Qt.MouseButton.LeftButton)


@pytest.mark.gl
def test_the_title_has_a_mark_until_the_work_is_in_a_file(asked, tmp_path):
    window = asked.window
    assert window.windowTitle().startswith("own.png[*]")
    assert not window.isWindowModified()
    asked.press(Qt.Key.Key_Right)
    asked.at(1)
    assert window.isWindowModified()
    asked.wait(asked.idle)
    window.files.save_session(tmp_path / "own.metasdf")
    asked.wait(lambda: not window.isWindowModified())
    asked.press(Qt.Key.Key_Right)
    asked.at(2)
    asked.wait(asked.idle)
    assert window.isWindowModified()
    asked.open(tmp_path / "own.metasdf")
    assert not window.isWindowModified()
    asked.qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    asked.wait(asked.idle)
    assert (asked.session.last, window.isWindowModified()) == (2, True)


@pytest.mark.gl
def test_cancel_leaves_everything_as_it_is(asked):
    asked.press(Qt.Key.Key_Right)
    asked.at(1)
    asked.wait(asked.idle)
    asked.window.close()
    box = question(asked)
    assert "own.png" in box.text()
    assert "First line: 1 step" in box.informativeText()
    asked.qtbot.keyClick(box, Qt.Key.Key_Escape)
    asked.wait(lambda: QApplication.activeModalWidget() is None)
    assert asked.window.isVisible()
    asked.press(Qt.Key.Key_Right)
    asked.at(2)
    asked.wait(asked.idle)


@pytest.mark.gl
def test_work_that_only_undo_has_is_told_too(asked):
    asked.press(Qt.Key.Key_Right)
    asked.at(1)
    asked.wait(asked.idle)
    asked.open(SHAPES / "digit-3.png")
    assert not asked.window.isWindowModified()
    asked.window.close()
    box = question(asked)
    assert "own.png, which Undo can bring back" in box.informativeText()
    assert box.button(QMessageBox.StandardButton.Save) is None
    answer(asked, QMessageBox.StandardButton.Cancel)
    asked.wait(lambda: QApplication.activeModalWidget() is None)
    assert asked.window.isVisible()


@pytest.fixture
def alone(qtbot, own_checkpoints, tmp_path) -> Person:
    """In front of a window of one's own with a step on a file of one's own."""
    own = tmp_path / "own.png"
    own.write_bytes((SHAPES / "digit-7.png").read_bytes())
    window = MainWindow(str(own))
    qtbot.addWidget(window)
    window.show()
    window.begin()
    hands = Person(window, qtbot)
    hands.wait(lambda: hands.session.document is not None and window.start.complete)
    window.settings.asks = True
    window.player.step()
    hands.at(1)
    hands.wait(hands.idle)
    return hands


@pytest.fixture(autouse=True)
def _silent_again(qapp) -> Iterator[None]:
    from app.document.settings import Settings

    yield
    Settings().asks = False


@pytest.mark.gl
def test_save_writes_and_then_closes_and_discard_only_closes(alone, tmp_path, monkeypatch):
    window, path = alone.window, tmp_path / "kept.metasdf"
    monkeypatch.setattr("app.window.files.QFileDialog.getSaveFileName", lambda *_: ("", ""))
    window.close()
    answer(alone, QMessageBox.StandardButton.Save)
    alone.qtbot.wait(50)
    assert window.isVisible(), "no file was chosen, so nothing is settled"
    monkeypatch.setattr("app.window.files.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    window.close()
    answer(alone, QMessageBox.StandardButton.Save)
    alone.wait(lambda: not window.isVisible())
    assert len(read_session(path).run.entries) == 2
    alone.wait(lambda: not window.engine.isRunning())


@pytest.mark.gl
def test_discard_closes_without_a_file(alone, tmp_path):
    alone.window.close()
    answer(alone, QMessageBox.StandardButton.Discard)
    alone.wait(lambda: not alone.window.isVisible())
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".metasdf"] == []


class Manager:
    """Stands for the desktop's manager of sessions, which Qt makes only where a desktop has one."""

    def __init__(self, interacts: bool) -> None:
        self.interacts, self.told = interacts, list[str]()

    def allowsInteraction(self) -> bool:
        return self.interacts

    def release(self) -> None:
        self.told.append("release")

    def cancel(self) -> None:
        self.told.append("cancel")


@pytest.mark.gl
def test_the_end_of_the_desktop_asks_while_it_may(asked, tmp_path, monkeypatch):
    from PySide6.QtCore import QTimer

    leaving = asked.window.leaving
    asked.press(Qt.Key.Key_Right)
    asked.at(1)
    asked.wait(asked.idle)
    silent, asking = Manager(False), Manager(True)
    leaving.commit(silent)
    assert silent.told == []
    QTimer.singleShot(200, lambda: answer(asked, QMessageBox.StandardButton.Cancel))
    leaving.commit(asking)
    assert asking.told == ["release", "cancel"]
    path = tmp_path / "end.metasdf"
    monkeypatch.setattr("app.window.files.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    asking = Manager(True)
    QTimer.singleShot(200, lambda: answer(asked, QMessageBox.StandardButton.Save))
    leaving.commit(asking)
    assert asking.told == ["release"]
    assert len(read_session(path).run.entries) == 2
