"""Training on one's own meshes in the real window: read, train in a real child process, pause, go on, keep, use."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QTableWidget

import main
from app.tools.own_shapes.controller import free_name, home
from app.tools.own_shapes.panel import OwnShapesWindow
from app.window.window import MainWindow
from core.errors import UserError
from core.prepare.layout import ShapeId
from core.runs.checkpoint import load_checkpoint
from core.shapes.split import FEWEST
from core.training.meshes import MeshDraw
from core.training.own_training import (
    OwnTraining,
    parts_of,
    read_own,
    read_progress,
    read_unseen,
    recipe_of,
    write_training,
)
from core.training.train_config import load_config, part_draw
from tests.app.driving import Person

MESHES = 12
BASE = "small"
LEFT = Qt.MouseButton.LeftButton


def stool(rng: np.random.Generator) -> trimesh.Trimesh:
    """Four legs and a seat, of sizes by chance."""
    width, height, depth = rng.uniform(0.5, 1.0, 3)
    parts = [trimesh.creation.box((width, 0.1, depth))]
    for x, z in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        leg = trimesh.creation.box((0.1, height, 0.1))
        leg.apply_translation((x * (width - 0.1) / 2, -height / 2, z * (depth - 0.1) / 2))
        parts.append(leg)
    whole = trimesh.util.concatenate(parts)
    assert isinstance(whole, trimesh.Trimesh)
    return whole


@pytest.fixture(scope="module")
def meshes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen stools, and a file that is none."""
    folder, rng = tmp_path_factory.mktemp("stools"), np.random.default_rng(0)
    (folder / "tall").mkdir()
    for number in range(MESHES):
        stool(rng).export(folder / "tall" / f"stool{number:02d}.ply")
    (folder / "broken.ply").write_text("ply\nformat ascii 1.0\nelement vertex 8\n")
    return folder


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, checkpoints: Path) -> Path:
    """Little is sampled beforehand, and own checkpoints are kept here: one of them is small, and not trained."""
    monkeypatch.setattr("core.training.own_training.COPIES", 1)
    monkeypatch.setattr("core.training.own_training.FURNITURE", 2)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))  # of the child too
    shutil.copytree(checkpoints / "furniture-scan", home() / BASE)
    card = home() / BASE / "card.json"
    told = json.loads(card.read_text(encoding="utf-8"))
    card.write_text(json.dumps({**told, "name": BASE, "observe": "surface"}), encoding="utf-8")
    return home()


def ids(count: int) -> list[ShapeId]:
    return [ShapeId("d", "tall", f"stool{number:02d}") for number in range(count)]


def test_some_meshes_are_kept_out(meshes: Path, checkpoints: Path, tmp_path: Path):
    for count in range(FEWEST, 40):
        trained, unseen = parts_of(ids(count))
        assert sorted((*trained, *unseen)) == ids(count)
        assert len(unseen) == min(3, count // 4)
    with pytest.raises(UserError, match="at least 4"):
        parts_of(ids(3))
    own = OwnTraining("mine", str(meshes), "surface", 1.0, str(checkpoints / "furniture-scan"))
    write_training(tmp_path, own, ids(MESHES))
    config = load_config(tmp_path / "recipe.toml")
    draw = part_draw(config, config.parts[0])
    assert isinstance(draw, MeshDraw)
    names = {split: [draw(number, split).name for number in range(draw.size(split))] for split in ("train", "val")}
    assert len(names["train"]) == 9
    assert len(names["val"]) == 3
    assert not set(names["train"]) & set(names["val"])
    assert read_own(tmp_path) == own


def test_the_training_file_goes_on_from_a_net(checkpoints: Path, tmp_path: Path):
    base = load_checkpoint("furniture-surface")
    own = OwnTraining('a "name"', "/a/folder with ü", "surface", 15, "furniture-surface")
    (tmp_path / "recipe.toml").write_text(recipe_of(own, base), encoding="utf-8")
    config = load_config(tmp_path / "recipe.toml")
    assert (config.name, config.field, config.inner_steps) == ('a "name"', base.spec, base.meta.steps)
    assert (config.context_points, config.share, config.query_points) == (1024, 0.5, 512)
    assert [part.weight for part in config.parts] == [0.7, 0.3]
    assert config.parts[0].data == "/a/folder with ü"
    with pytest.raises(UserError, match="MetaSDF checkpoint in 3D"):
        recipe_of(own, load_checkpoint("digits-dense"))


def test_names_stand_for_nothing_else(small: Path):
    (small / "chairs").mkdir(parents=True)
    assert free_name("My chairs: old!", frozenset()) == "My-chairs-old"
    assert free_name("chairs", frozenset()) == "chairs-2"
    assert free_name("chairs", frozenset({"chairs-2"})) == "chairs-3"
    assert free_name("scratch", frozenset()) == "my-scratch"
    assert free_name("...", frozenset()) == "shapes"


def test_every_mesh_is_checked(meshes: Path, capsys):
    assert main.main(["prepare", str(meshes), "--check"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told[0]["total"] == MESHES + 1
    reasons = {look["id"]["name"]: look["reason"] for look in told[1:]}
    assert "PLY" in reasons.pop("broken")
    assert set(reasons.values()) == {""}
    assert all(look["triangles"] == 60 for look in told[2:])


def rows_of(table: QTableWidget) -> list[list[str]]:
    """What stands in a table."""
    places = ((table.item(row, column) for column in range(table.columnCount())) for row in range(table.rowCount()))
    return [[item.text() if item else "" for item in row] for row in places]


def begin(qtbot) -> MainWindow:
    window = MainWindow()
    window.resize(800, 560)
    window.show()
    window.begin()
    loop = QEventLoop()
    window.start.completed.connect(loop.quit)
    QTimer.singleShot(300_000, loop.quit)
    loop.exec()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and window.store.session.document is not None, timeout=300_000)
    window.viewport.setFocus()
    return window


def opened(window: MainWindow, qtbot) -> OwnShapesWindow:
    """The window of one's own shapes, by its key."""
    qtbot.keyClick(window.viewport.plotter, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.own.isVisible, timeout=60_000)
    return window.own


@pytest.fixture
def windows(qapp, qtbot, own_checkpoints: Path, forked_children: None) -> Iterator[list[MainWindow]]:
    opened: list[MainWindow] = []
    yield opened
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.mark.gl
@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_prior_is_trained_paused_gone_on_with_kept_and_beats_what_it_began_from(
    windows: list[MainWindow], qtbot, small: Path, meshes: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    wait = lambda condition: qtbot.waitUntil(condition, timeout=400_000)  # noqa: E731
    windows.append(begin(qtbot))
    own = opened(windows[0], qtbot)
    assert not own.go.isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(meshes))
    qtbot.mouseClick(own.meshes.choose, LEFT)
    wait(lambda: not own.meshes.reading)
    rows = rows_of(own.meshes.table)
    assert len(rows) == MESHES + 1
    assert [row[3] for row in rows].count("yes") == MESHES
    refused = next(row for row in rows if row[0] == "broken")
    assert refused[2] == "–"
    assert "header" in refused[3]
    assert f"{MESHES} of {MESHES + 1} meshes" in own.meshes.words.text()
    own.form.base.setCurrentIndex(own.form.base.findData(BASE))
    own.form.minutes.setValue(600)
    own.form.name.setText("stools")
    qtbot.mouseClick(own.go, LEFT)
    wait(lambda: own.running)
    assert not own.meshes.choose.isEnabled()
    wait(own.keep.isEnabled)
    wait(lambda: own.progress.wall.shown("now") == 3)
    assert own.progress.wall.shown("truth") == own.progress.wall.shown("before") == 3
    assert all("before" in numbers and "now" in numbers for numbers in own.progress.wall.numbers)
    assert "left; query loss" in own.progress.words.text()
    qtbot.mouseClick(own.pause, LEFT)
    assert not windows[0].own_shapes.training
    assert "Paused after" in own.progress.words.text()
    folder = small / "stools"
    before, numbers = read_progress(folder), own.progress.wall.numbers
    assert 20 <= before.step < before.total
    windows[0].close()

    windows.append(begin(qtbot))
    person = Person(windows[1], qtbot)
    own = opened(windows[1], qtbot)
    assert "stools" in own.which.itemText(1)
    own.which.setCurrentIndex(1)
    own.which.activated.emit(1)
    assert own.go.text() == "&Go On"
    assert own.progress.curve.count == before.step
    assert own.progress.wall.shown("now") == 3
    assert own.progress.wall.numbers == numbers
    qtbot.mouseClick(own.go, LEFT)
    wait(lambda: read_progress(folder).step > before.step)
    assert read_progress(folder).total == before.total, "as long as it was begun"
    qtbot.mouseClick(own.keep, LEFT)
    assert "The net is kept after" in own.progress.words.text()
    shape = person.session.document.source.path
    qtbot.mouseClick(own.use, LEFT)
    person.wait(lambda: person.session.document.setup.checkpoint == "stools")
    assert person.session.document.source.path == shape, "the shown shape stays"
    listed = windows[1].shape.checkpoint
    assert listed.currentText() == "stools"
    assert [listed.itemText(number) for number in range(listed.count())].count("stools") == 1

    another = tmp_path / "another.ply"
    stool(np.random.default_rng(1)).export(another)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(another), ""))
    qtbot.mouseClick(own.prove, LEFT)
    race = windows[1].race
    person.wait(race.isVisible)
    assert person.session.document.source.name == "another.ply"
    assert sorted(race.chosen()) == [BASE, "stools"]
    qtbot.mouseClick(race.go, LEFT)
    person.wait(lambda: race.running)
    person.wait(lambda: not race.running)
    errors = dict(zip(race.lanes, (points[1][-1] for points in race.points), strict=True))
    assert errors["stools"] < errors[BASE]
    race.close()
    own.close()


@pytest.mark.gl
@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_training_that_ends_says_what_it_has_gained(
    windows: list[MainWindow], qtbot, small: Path, meshes: Path, tmp_path: Path
):
    wait = lambda condition: qtbot.waitUntil(condition, timeout=400_000)  # noqa: E731
    windows.append(begin(qtbot))
    own = opened(windows[0], qtbot)
    own.meshes.take(str(meshes / "nowhere"))
    wait(lambda: not own.meshes.reading)
    assert "is not a folder" in own.meshes.words.text()
    assert not own.go.isEnabled()
    few = tmp_path / "few"
    few.mkdir()
    shutil.copy(meshes / "broken.ply", few)
    shutil.copy(meshes / "tall" / "stool00.ply", few)
    own.meshes.take(str(few))
    wait(lambda: not own.meshes.reading)
    assert "Training needs at least 4" in own.meshes.words.text()
    assert not own.go.isEnabled()
    own.meshes.take(str(meshes / "tall"))
    wait(lambda: not own.meshes.reading)
    assert own.form.name.text() == "tall"
    own.form.base.setCurrentIndex(own.form.base.findData(BASE))
    own.form.minutes.setValue(0.1)
    qtbot.mouseClick(own.go, LEFT)
    wait(lambda: own.running)
    own.close()  # it goes on
    wait(lambda: not own.running)
    assert own.progress.words.text().startswith("The training is complete. Mean IoU of the 3 unseen pieces: 0.")
    assert read_unseen(small / "tall").now
    assert not own.go.isEnabled()
    assert own.use.isEnabled()
