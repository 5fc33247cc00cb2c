"""Refining in the real window: one key, one undo, its own words everywhere, a race and a gallery that do it too."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from app.document.formatting import EXTRAPOLATION, REFINING, past, stage
from app.render.pictures import describe, in_preview
from app.tools.gallery.panel import GalleryWindow
from app.window.window import MainWindow
from tests.app.driving import SHAPES, Person, begun_window, in_front_of
from tests.nets import TRAINED

REFINE = 6
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def folder(checkpoints: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small checkpoints, of which that of the scan was measured past its trained steps."""
    copy = tmp_path_factory.mktemp("refining") / "checkpoints"
    shutil.copytree(checkpoints, copy)
    card = copy / "furniture-scan" / "card.json"
    told = json.loads(card.read_text(encoding="utf-8"))
    card.write_text(json.dumps({**told, "refinement": {"rate": 0.003, "steps": REFINE}}), encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def refining_window(qapp, folder: Path) -> Iterator[MainWindow]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.runs.checkpoint.BUNDLED", folder)
        with begun_window(1024, 700) as window:
            yield window


@pytest.fixture
def person(refining_window: MainWindow, qtbot) -> Iterator[Person]:
    with in_front_of(refining_window, qtbot) as hands:
        yield hands


def refine(person: Person) -> None:
    person.qtbot.keyClick(person.window.viewport.plotter, Qt.Key.Key_End, SHIFT)


def test_one_function_decides_the_words():
    assert [stage(step, 5, 0) for step in (0, 5, 6)] == ["start", "trained", "extrapolation"]
    assert stage(6, 5, 30) == "refining"
    assert (past(0), past(1)) == (EXTRAPOLATION, REFINING)


@pytest.mark.gl
def test_one_key_refines_from_any_step_and_from_past_k_goes_on(person):
    refine(person)
    person.at(TRAINED + REFINE)
    person.wait(person.idle)
    assert person.session.last == TRAINED + REFINE
    entries = person.session.document.run.entries
    assert entries[-1].state.memory, "Adam keeps its moments"
    person.press(Qt.Key.Key_Home)
    refine(person)
    assert person.session.cursor == TRAINED + REFINE, "what is recorded is not computed again"
    refine(person)
    person.at(TRAINED + 2 * REFINE)
    person.wait(person.idle)


@pytest.mark.gl
def test_the_large_button_stops_a_refinement_while_it_runs(person):
    button, heard = person.window.transport.findChild(QToolButton, "play"), []
    person.press(Qt.Key.Key_Home)
    person.window.player.restart()

    def hear(on: bool) -> None:
        heard.append((on, button.accessibleName()))
        if on:
            QTimer.singleShot(0, lambda: person.qtbot.mouseClick(button, Qt.MouseButton.LeftButton))

    person.window.player.under_way_changed.connect(hear)
    refine(person)
    person.wait(lambda: len(heard) > 1)
    person.window.player.under_way_changed.disconnect(hear)
    assert heard == [(True, "Pause"), (False, "Play")]
    person.wait(person.idle)
    assert person.session.last < TRAINED + REFINE


@pytest.mark.gl
def test_what_is_past_k_is_called_refining_everywhere(person):
    window = person.window
    refine(person)
    person.at(TRAINED + REFINE)
    person.wait(person.idle)
    timeline = window.transport.timeline
    assert f"Step {TRAINED} + {REFINE} (refining)" in window.status.text
    assert f"{REFINE} past the trained {TRAINED} (refining)" in timeline.accessibleDescription()
    assert timeline.words(TRAINED + 1).startswith(f"Step {TRAINED + 1}, refining")
    assert timeline.words(TRAINED) == f"Step {TRAINED}, trained"
    person.wait(lambda: window.curves.plot is not None and window.curves.plot.past_word.toPlainText() == "refining")
    from app.cli.adapt import line_of
    from app.render.export import run_document

    document = person.session.document
    assert line_of(document.run).endswith("refining")
    assert describe(document.run, document.run.entries[-1])[0] == "step 9 (refining, past the trained 3)"
    written = run_document(document.run, document.normalization, "cpu")
    assert [step["stage"] for step in written["steps"]] == ["start"] + TRAINED * ["trained"] + REFINE * ["refining"]
    assert written["refine_steps"] == REFINE


@pytest.mark.gl
@pytest.mark.parametrize(("count", "trained", "steps"), [
    (9, 8, [0, 2, 3, 5, 6, 8]), (69, 8, [0, 8, 27, 41, 54, 68]), (69, 40, [0, 14, 27, 40, 54, 68]), (2, 5, [0, 1]),
    (8, 2, [0, 2, 3, 4, 6, 7]),
])  # fmt: skip
def test_the_last_trained_step_is_in_the_row_of_pictures(count, trained, steps):
    assert in_preview(count, trained) == steps


def test_undo_returns_to_where_one_stood_and_redo_goes_there_again(person):
    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.wait(person.idle)
    refine(person)
    person.at(TRAINED + REFINE)
    person.wait(person.idle)
    assert "refine" in person.window.actions_by_key["undo"].text()
    person.qtbot.keyClick(person.window.viewport.plotter, Qt.Key.Key_Z, CONTROL)
    assert person.session.cursor == 1
    assert person.session.last == TRAINED + REFINE, "what was computed stays"
    person.qtbot.keyClick(person.window.viewport.plotter, Qt.Key.Key_Z, CONTROL | SHIFT)
    person.at(TRAINED + REFINE)


@pytest.mark.gl
def test_space_stops_a_refinement_and_playing_ends_with_it(person, monkeypatch):
    window = person.window
    monkeypatch.setattr(type(person.session), "refine_steps", property(lambda _: 400))
    refine(person)
    person.wait(lambda: person.session.cursor > TRAINED)
    person.press(Qt.Key.Key_Space)
    person.wait(person.idle)
    assert not person.session.playing
    stopped = person.session.cursor
    assert TRAINED < stopped < TRAINED + 400
    monkeypatch.undo()
    window.player.restart()
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.wait(person.idle)
    window.player.set_speed(8)
    person.press(Qt.Key.Key_Space)
    person.at(TRAINED + REFINE)
    person.wait(lambda: not person.session.playing)
    assert person.session.last == TRAINED + REFINE


@pytest.mark.gl
def test_where_there_is_no_refinement_the_action_says_so(person):
    action = person.window.actions_by_key["refine"]
    assert action.isEnabled()
    assert "until the points fit" in action.toolTip()
    person.open(SHAPES / "digit-3.png")
    assert not action.isEnabled()
    assert "digits-partial has no refinement" in action.toolTip()
    refine(person)
    person.wait(person.idle)
    assert person.session.cursor == 0
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.press(Qt.Key.Key_Right)
    person.at(TRAINED + 1)
    assert "(extrapolation)" in person.window.status.text


@pytest.mark.gl
def test_a_branch_refines_unless_it_has_another_optimiser(person):
    from core.methods.overrides import Overrides

    person.press(Qt.Key.Key_Right)
    person.at(1)
    person.wait(person.idle)
    for overrides, steps in ((Overrides(rate_scale=2.0), REFINE), (Overrides(optimizer="sgd"), 0)):
        shown = person.session.document.line
        person.window.controller.branch(1, overrides)
        person.wait(lambda shown=shown: person.session.document.line != shown)
        person.wait(person.idle)
        assert person.session.refine_steps == steps
        assert person.window.actions_by_key["refine"].isEnabled() == (steps > 0)
        if steps:
            refine(person)
            person.at(TRAINED + REFINE)
            person.wait(person.idle)
    assert "as it was changed" in person.window.actions_by_key["refine"].toolTip()


@pytest.mark.gl
def test_the_copied_command_refines(person, tmp_path):
    refine(person)
    person.at(TRAINED + REFINE)
    person.wait(person.idle)
    person.qtbot.keyClick(person.window.viewport.plotter, Qt.Key.Key_C, CONTROL | SHIFT)
    words = shlex.split(QGuiApplication.clipboard().text())
    assert words[words.index("--steps") + 1 : words.index("--steps") + 4] == [str(TRAINED), "--refine", str(REFINE)]
    import main

    assert main.main([*words[2:-1], str(tmp_path / "out"), "--resolution", "16"]) == 0
    written = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    mine = person.session.document.run.entries[-1].record.context_loss
    assert written["steps"][-1]["context_loss"] == pytest.approx(mine, rel=1e-4)
    assert written["steps"][-1]["stage"] == "refining"


@pytest.mark.gl
def test_a_session_keeps_the_refinement(person, tmp_path):
    refine(person)
    person.at(TRAINED + REFINE)
    person.wait(person.idle)
    path = tmp_path / "refined.metasdf"
    person.window.files.save_session(path)
    person.wait(path.exists)
    person.wait(lambda: "The session is in" in person.window.notices.text)
    person.open(path)
    assert person.session.cursor == TRAINED + REFINE
    assert "(refining)" in person.window.status.text
    refine(person)
    person.at(TRAINED + 2 * REFINE)


@pytest.mark.gl
def test_a_long_refinement_leaves_the_timeline_readable(person):
    timeline = person.window.transport.timeline
    timeline.show_run(5, 125, 60, 120)
    places = sorted(timeline.position_of(step).x() for step in timeline.named_steps())
    assert min(b - a for a, b in pairwise(places)) >= 34, "labels do not touch"
    assert timeline.named_steps() >= {0, 5, 60, 125}
    assert all(timeline.step_at(timeline.position_of(step).x()) == step for step in range(126)), "each can be met"
    person.window.transport._run_changed()


@pytest.mark.gl
def test_a_race_refines_where_somebody_can(person):
    window = person.window
    person.qtbot.keyClick(window.viewport.plotter, Qt.Key.Key_R, CONTROL | Qt.KeyboardModifier.AltModifier)
    race = window.race
    person.wait(race.isVisible)
    mine, *others = (race.choice.item(n) for n in range(race.choice.count()))
    for item in others:
        item.setCheckState(Qt.CheckState.Unchecked)
    assert (race.refine.isEnabled(), race.refine.isChecked()) == (True, True)
    mine.setCheckState(Qt.CheckState.Unchecked)
    assert not race.refine.isEnabled()
    mine.setCheckState(Qt.CheckState.Checked)
    ended = []
    for refined in (True, False):
        race.refine.setChecked(refined)
        person.qtbot.mouseClick(race.go, Qt.MouseButton.LeftButton)
        person.wait(lambda: race.running)
        person.wait(lambda: not race.running)
        ended.append(race.points[0][0][-1])
    race.close()
    assert ended == [TRAINED + REFINE, TRAINED]


@pytest.fixture
def gallery(person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GalleryWindow]:
    """Open, keeping its galleries in the test's folder."""
    window = person.window.gallery
    monkeypatch.setattr(type(window), "home", str(tmp_path))
    person.qtbot.keyClick(person.window.viewport.plotter, Qt.Key.Key_G, CONTROL)
    person.wait(window.isVisible)
    yield window
    window.close()


@pytest.mark.gl
def test_a_gallery_refines_each_shape(person, gallery: GalleryWindow, tmp_path: Path):
    form = gallery.form
    assert form.refine.isEnabled()
    wish = form.wish()
    assert wish is not None
    assert not wish.refine
    person.qtbot.keyClick(form.refine, Qt.Key.Key_Space)
    wish = form.wish()
    assert wish is not None
    assert wish.refine
    form.choose("furniture")
    form.count.setValue(1)
    person.qtbot.mouseClick(gallery.go, Qt.MouseButton.LeftButton)
    found = lambda name: [json.loads(path.read_text(encoding="utf-8")) for path in tmp_path.rglob(name)]  # noqa: E731
    person.wait(lambda: bool(found("00000.json")))
    person.wait(person.idle)
    assert [manifest["plan"]["steps"] for manifest in found("gallery.json")] == [TRAINED + REFINE]
    assert [result["step"] for result in found("00000.json")] == [TRAINED + REFINE]


def test_evaluation_reads_the_refined_state_beside_the_trained_one(folder: Path, tmp_path: Path):
    import torch

    from core.evaluation.measurements import marks_of
    from core.runs.checkpoint import load_checkpoint, method_of

    method = method_of(load_checkpoint(str(folder / "furniture-scan")), torch.device("cpu"))
    assert marks_of(method, 2.0, 4, refine=True) == (0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
    assert marks_of(method, 2.0, 4)[-1] == 4 * TRAINED
    own = tmp_path / "nets" / "small"
    shutil.copytree(folder / "furniture-scan", own)
    card = json.loads((own / "card.json").read_text(encoding="utf-8"))
    (own / "card.json").write_text(json.dumps({**card, "name": "small", "observe": "surface"}), encoding="utf-8")
    import main

    words = ["evaluate", "--suite", "3d", "--checkpoints", str(tmp_path / "nets"), "--methods", "metasdf", "--refine"]
    words += ["--count", "1", "--resolution", "16", "--out", str(tmp_path / "out")]
    assert main.main(words) == 0
    rows = json.loads((tmp_path / "out" / "table.json").read_text(encoding="utf-8"))
    assert [row["steps"] for row in rows if row["supervision"] == "surface"] == [TRAINED, TRAINED + REFINE]
