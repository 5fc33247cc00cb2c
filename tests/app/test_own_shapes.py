"""Training on one's own meshes in the real window: read, train in a real child process, pause, go on, keep, use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PySide6.QtCore import QEventLoop, Qt, QTimer

import main
from app.own_shapes import free_name, home
from app.window import MainWindow
from core.checkpoint import load_checkpoint
from core.errors import UserError
from core.own_training import FEWEST, OwnTraining, parts_of, read_own, read_progress, recipe_of, write_training
from core.prepare.layout import ShapeId
from core.recipe import load_config, part_draw
from tests.app.test_window import Person

MESHES = 12
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def meshes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dozen stools, and a file that is none."""
    folder, rng = tmp_path_factory.mktemp("stools"), np.random.default_rng(0)
    (folder / "tall").mkdir()
    for number in range(MESHES):
        width, height, depth = rng.uniform(0.5, 1.0, 3)
        parts = [trimesh.creation.box((width, 0.1, depth))]
        for x, z in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
            leg = trimesh.creation.box((0.1, height, 0.1))
            leg.apply_translation((x * (width - 0.1) / 2, -height / 2, z * (depth - 0.1) / 2))
            parts.append(leg)
        trimesh.util.concatenate(parts).export(folder / "tall" / f"stool{number:02d}.ply")
    (folder / "broken.ply").write_text("ply\nformat ascii 1.0\nelement vertex 8\n")
    return folder


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Little is sampled beforehand, and own checkpoints are kept here."""
    monkeypatch.setattr("core.own_training.COPIES", 1)
    monkeypatch.setattr("core.own_training.FURNITURE", 2)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))  # of the child too
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


def begin(qtbot) -> MainWindow:
    window = MainWindow()
    window.resize(1100, 760)
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


@pytest.fixture
def windows(qapp, qtbot, own_checkpoints: Path) -> Iterator[list[MainWindow]]:
    opened: list[MainWindow] = []
    yield opened
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.mark.gl
@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_a_prior_is_trained_paused_gone_on_with_kept_and_used(
    windows: list[MainWindow], qtbot, small: Path, meshes: Path, own_checkpoints: Path
):
    wait = lambda condition: qtbot.waitUntil(condition, timeout=400_000)  # noqa: E731
    windows.append(begin(qtbot))
    person = Person(windows[0], qtbot)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(windows[0].viewport.plotter, Qt.Key.Key_T, control)
    own = windows[0].own
    wait(own.isVisible)
    assert not own.go.isEnabled()
    own.take(str(meshes))
    wait(lambda: own.table.rowCount() > 0)
    wait(lambda: not own.reading)
    rows = [[own.table.item(row, column).text() for column in range(4)] for row in range(own.table.rowCount())]
    assert len(rows) == MESHES + 1
    assert [row[3] for row in rows].count("yes") == MESHES
    refused = next(row for row in rows if row[0] == "broken")
    assert refused[2] == "–"
    assert "header" in refused[3]
    assert f"{MESHES} of {MESHES + 1} meshes" in own.read_words.text()
    own.base.insertItem(0, "small", str(own_checkpoints / "furniture-scan"))
    own.base.setCurrentIndex(0)
    own.minutes.setValue(600)
    own.name.setText("stools")
    qtbot.mouseClick(own.go, LEFT)
    wait(lambda: own.running)
    assert not own.choose.isEnabled()
    wait(own.keep.isEnabled)
    wait(lambda: own.wall.shown("now") == 3)
    assert own.wall.shown("truth") == own.wall.shown("before") == 3
    assert all("before" in numbers and "now" in numbers for numbers in own.wall.numbers)
    assert "left; query loss" in own.words.text()
    qtbot.mouseClick(own.pause, LEFT)
    assert not windows[0].own_shapes.training
    assert "Paused after" in own.words.text()
    folder = small / "stools"
    before = read_progress(folder)
    assert 20 <= before.step < before.total
    windows[0].close()

    windows.append(begin(qtbot))
    person = Person(windows[1], qtbot)
    wait(lambda: person.session.document is not None)
    qtbot.keyClick(windows[1].viewport.plotter, Qt.Key.Key_T, control)
    own = windows[1].own
    wait(own.isVisible)
    assert "stools" in own.which.itemText(1)
    own.which.setCurrentIndex(1)
    own.which.activated.emit(1)
    assert own.go.text() == "&Go On"
    assert own.curve.count == before.step
    assert own.wall.shown("now") == 3
    qtbot.mouseClick(own.go, LEFT)
    wait(lambda: own.curve.count > before.step)
    wait(lambda: read_progress(folder).step > before.step)
    assert read_progress(folder).total == before.total, "as long as it was begun"
    qtbot.mouseClick(own.keep, LEFT)
    assert "The net is kept after" in own.words.text()
    shape = person.session.document.source.path
    qtbot.mouseClick(own.use, LEFT)
    person.wait(lambda: person.session.document.setup.checkpoint == "stools")
    assert person.session.document.source.path == shape, "the shown shape stays"
    listed = windows[1].shape._checkpoint
    assert listed.currentText() == "stools"
    assert [listed.itemText(number) for number in range(listed.count())].count("stools") == 1
    own.close()
