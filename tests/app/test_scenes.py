"""Cutting a scene in the real window: planes, pieces, a click, a lasso, a box, and the six clicks to the mug."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from core.observation.observation_spec import Trim
from tests.app.driving import LEFT, NONE, Person, drag, redo, texts, undo

pytestmark = pytest.mark.gl
BALL = 0.5, 0.0, 0.25
"""Middle of the small ball in the file."""


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table with two balls on it."""
    rng = np.random.default_rng(3)
    flat = np.stack([*rng.uniform(-1, 1, (2, 3000)), rng.normal(0, 0.002, 3000)], 1)
    out = rng.normal(size=(1400, 3))
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    balls = np.where(np.arange(1400)[:, None] < 800, 0.2 * out + np.array([-0.5, 0, 0.35]), 0.15 * out + np.array(BALL))
    path = tmp_path_factory.mktemp("scene") / "table.xyz"
    np.savetxt(path, np.concatenate((flat, balls)))
    return path


@pytest.fixture
def cutter(person, table: Path) -> Iterator[Person]:
    """In front of the panel, with the table open and looked at."""
    person.open(table)
    person.press(Qt.Key.Key_K, person.window)
    person.wait(person.window.scene.isVisible)
    looked_at(person)
    yield person
    person.window.dock("scene").hide()


def looked_at(person) -> None:
    """The pieces of what is open are listed and drawn."""
    trimming = person.window.trimming
    person.wait(lambda: trimming._found == person.session.document.generation)
    person.wait(person.idle)


def press(person, button) -> None:
    before = person.session.document.generation
    person.qtbot.mouseClick(button, LEFT)
    another(person, before)


def another(person, before: int) -> None:
    """Another document than that of this generation is there, and looked at; finer surfaces do not count."""
    person.wait(lambda: person.session.document.generation != before)
    looked_at(person)


def done(person) -> tuple[Trim, ...]:
    return person.session.document.setup.trims


def counted(person) -> int:
    return person.session.document.source.points


def pixel(person, place: tuple[float, float, float]) -> QPoint:
    """Where a place of the file is seen."""
    plotter = person.window.viewport.plotter
    renderer, ratio = plotter.renderer, plotter.devicePixelRatioF()
    renderer.SetWorldPoint(*person.session.document.normalization.apply(np.array(place)), 1.0)
    renderer.WorldToDisplay()
    x, y, _ = renderer.GetDisplayPoint()
    return QPoint(round(x / ratio), round(plotter.height() - 1 - y / ratio))


def test_plane_piece_normals_and_back_by_undo(cutter) -> None:
    panel, actors = cutter.window.scene, cutter.window.viewport.plotter.actors
    assert actors["scene"].GetVisibility()
    assert not actors["level"].GetVisibility()  # the start of every run would hide the scene
    press(cutter, panel.plane)
    assert [panel.pieces.item(row).text() for row in range(panel.pieces.count())] == [
        "800 points (57 %)", "600 points (43 %)",
    ]  # fmt: skip
    panel.pieces.setFocus()
    cutter.qtbot.keyClick(panel.pieces, Qt.Key.Key_Down)
    assert panel.pieces.currentRow() == 1
    press(cutter, panel.piece)
    press(cutter, panel.normals)
    assert counted(cutter) == 600
    assert [trim.kind for trim in done(cutter)] == ["plane", "cluster", "normals"]
    assert "oriented" in cutter.session.document.source.kinds
    assert panel.done.count() == 3
    press(cutter, panel.back)
    assert texts(cutter.window)[-1].startswith("take back: normals")
    undo(cutter)
    undo(cutter)
    undo(cutter)
    looked_at(cutter)
    assert counted(cutter) == 1400
    redo(cutter)
    assert counted(cutter) == 600
    press(cutter, panel.reset)
    assert (done(cutter), counted(cutter)) == ((), 4400)
    cutter.press(Qt.Key.Key_Right)
    cutter.at(1)
    assert actors["level"].GetVisibility()
    assert not actors["scene"].GetVisibility()


def test_a_click_a_lasso_and_a_box_in_the_view(cutter) -> None:
    panel, window = cutter.window.scene, cutter.window
    plotter = window.viewport.plotter
    press(cutter, panel.plane)
    cutter.qtbot.mouseClick(panel.pick, LEFT)
    before, camera = cutter.session.document.generation, window.viewport.camera()
    cutter.qtbot.mouseClick(plotter, LEFT, NONE, pixel(cutter, BALL))
    another(cutter, before)
    assert counted(cutter) == 600
    assert not panel.pick.isChecked()
    undo(cutter)
    looked_at(cutter)
    cutter.qtbot.mouseClick(panel.lasso_drop, LEFT)
    middle, before = pixel(cutter, BALL), cutter.session.document.generation
    corners = [middle + QPoint(round(90 * np.cos(a)), round(90 * np.sin(a))) for a in np.linspace(0, 6, 25)]
    drag(plotter, corners)
    another(cutter, before)
    assert counted(cutter) == 800
    assert (done(cutter)[-1].kind, done(cutter)[-1].keep) == ("lasso", False)
    assert window.viewport.camera() == camera  # nothing was turned
    undo(cutter)
    looked_at(cutter)
    cutter.qtbot.mouseClick(panel.box, LEFT)
    box = window.trimming._box
    assert box.shown
    low, high = (np.array(box.bounds()[side::2]) for side in (0, 1))
    left = np.array([low[0], *(low[1:] / 2 + high[1:] / 2)])
    start = pixel(cutter, tuple(cutter.session.document.normalization.invert(left)))
    goal = pixel(
        cutter, tuple(cutter.session.document.normalization.invert(left + np.array([(high - low)[0] / 2, 0, 0])))
    )
    drag(plotter, [start + (goal - start) * part for part in (0, 0.3, 0.6, 1)])
    assert box.bounds()[0] > low[0] + 0.2
    points, (low, high) = window.trimming._survey.points, (np.array(box.bounds()[side::2]) for side in (0, 1))
    wanted = int(((points >= low) & (points <= high)).all(axis=1).sum())
    press(cutter, panel.box_keep)
    assert 500 < counted(cutter) < 1400
    assert counted(cutter) == pytest.approx(wanted, abs=3)  # those on a face are in or out by a rounding
    assert not box.shown


def test_what_cannot_be_done_leaves_all_as_it_was(cutter) -> None:
    before, panel = cutter.session.document.generation, cutter.window.scene
    panel.thickness.setValue(1e-6)
    cutter.qtbot.mouseClick(panel.plane, LEFT)
    cutter.wait(lambda: "No plane of table.xyz" in cutter.window.notices.text)
    cutter.wait(cutter.idle)
    assert cutter.session.document.generation == before
    assert not panel.back.isEnabled()


def test_nothing_is_cut_before_the_scan_was_looked_at(person, table: Path, tmp_path: Path) -> None:
    """A click that came before the lengths that suit the file asked for a plane of no thickness."""
    panel = person.window.scene
    person.open(shutil.copy(table, tmp_path / "other.xyz"))
    assert not panel.plane.isEnabled()
    assert [box.text() for box in (panel.thickness, panel.edge, panel.gap)] == ["–"] * 3
    person.press(Qt.Key.Key_K, person.window)
    looked_at(person)
    assert panel.plane.isEnabled()
    assert panel.thickness.value() > 1e-3
    person.window.dock("scene").hide()


def test_the_mug_of_a_scene_in_six_clicks(person, shared_data: Path) -> None:
    scene = shared_data / "scans" / "pcl" / "table_scene_mug_stereo_textured.pcd"
    if not scene.is_file():
        pytest.skip(f"{scene.name} is not there")
    person.open(scene)
    panel = person.window.scene
    person.press(Qt.Key.Key_K, person.window)  # 1, or its entry in the menu
    looked_at(person)
    press(person, panel.plane)  # 2
    second = panel.pieces.visualItemRect(panel.pieces.item(1)).center()
    person.qtbot.mouseClick(panel.pieces.viewport(), LEFT, NONE, second)  # 3
    press(person, panel.piece)  # 4
    person.window.actions_by_key["play"].trigger()  # 5
    person.at(person.session.trained)
    person.wait(person.idle)
    seen = person.session.document.run.observation
    points = person.session.document.normalization.invert(seen.points[seen.on_surface])
    assert np.ptp(points, axis=0) == pytest.approx([0.13, 0.11, 0.09], abs=0.03)  # metres, of a mug
    person.window.dock("scene").hide()
