"""A window on real, small, untrained checkpoints: the start is a sphere, three steps move it towards the context."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from core.measures.metrics import Truth, prepare_truth
from core.shapes.base import Samples, Scan, Source
from tests.app.driving import COARSE, LEFT, Person, begun_window, in_front_of, set_aside
from tests.forked import python
from tests.nets import opening_checkpoints, small_checkpoint

if TYPE_CHECKING:
    from app.window.window import MainWindow

SMALL = (800, 560)
MANY = 200_000
"""Old containers that are not set aside: as many as the modules alone have, and no test makes."""


@pytest.fixture(scope="module", autouse=True)
def _coarse_surfaces(request: pytest.FixtureRequest) -> Iterator[None]:
    """Surfaces of a quarter of the triangles or less, and fewer points to compare with, but in modules marked `fine`.

    Without a graphics card each picture of the window takes as long as its triangles; what a test asks of the window
    is the same with few.
    """
    with pytest.MonkeyPatch.context() as patch:
        if not request.node.get_closest_marker("fine"):
            for cells, (flat, solid) in COARSE:
                patch.setitem(cells, 2, flat)
                patch.setitem(cells, 3, solid)
            for user in ("app.engine.workspace", "core.evaluation.gallery"):
                patch.setattr(f"{user}.truth_of", _truth_of)
        yield


def _truth_of(source: Source, seed: int) -> Truth | None:
    """By a fifth of the points: they are drawn whenever a shape is opened, and compared with after each step."""
    return None if isinstance(source, Scan | Samples) else prepare_truth(source, seed, 4000, 1000)


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the checkpoints "furniture-scan" (3D) and "digits-partial" (2D)."""
    return opening_checkpoints(tmp_path_factory.mktemp("checkpoints"))


@pytest.fixture
def own_checkpoints(checkpoints: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, as the bundled ones."""
    monkeypatch.setattr("core.runs.checkpoint.BUNDLED", checkpoints)
    return checkpoints


@pytest.fixture
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of runs: they take most of the time of one, and are those of any (test_cli.py)."""
    monkeypatch.setattr("app.render.pictures.problem", lambda: "off")


@pytest.fixture
def forked_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program that the window runs beside it has imported what it needs."""
    from app.system import program

    for user in ("app.engine.child", "app.tools.record.dialog"):
        monkeypatch.setattr(f"{user}.again", lambda words: [*python(), str(program.ROOT / "main.py"), *words])


@pytest.fixture(scope="module")
def shared_window(request: pytest.FixtureRequest, qapp, checkpoints: Path) -> Iterator[object]:
    """One window for the tests of a module, on the bundled scan; each test brings it to where it needs it.

    Without a graphics card whatever changes in it takes as long as it has pixels: in modules marked `small` these are
    half as many.
    """
    size = SMALL if request.node.get_closest_marker("small") else (1024, 700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.runs.checkpoint.BUNDLED", checkpoints)
        with begun_window(*size) as window:
            yield window


@pytest.fixture(autouse=True)
def _collected_by_the_gui_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """A collection that starts on the engine's thread would destroy widgets of windows that were closed before."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    gc.disable()
    if len(gc.get_objects(generation=2)) > MANY:  # to ask how many are frozen goes through all of those
        set_aside()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def person(shared_window: MainWindow, qtbot) -> Iterator[Person]:
    with in_front_of(shared_window, qtbot) as hands:
        yield hands


@pytest.fixture
def guest(shared_window: MainWindow, qtbot) -> Iterator[Person]:
    """In front of what the test before has left open; what is shown first is for the test to open."""
    with in_front_of(shared_window, qtbot, anywhere=True) as hands:
        yield hands


@pytest.fixture
def artist(person: Person) -> Iterator[Person]:
    """In front of an open, empty pad."""
    person.press(Qt.Key.Key_D, person.window)
    person.wait(person.window.draw.pad.isVisible)
    yield person
    for button in (person.window.draw.clear, person.window.draw.tools.button(0)):
        person.qtbot.mouseClick(button, LEFT)
    person.window.dock("draw").hide()


@pytest.fixture(scope="module")
def solid(tmp_path_factory):
    return small_checkpoint(tmp_path_factory.mktemp("checkpoints") / "solid", 3, "dense")


@pytest.fixture(scope="module")
def flat(tmp_path_factory):
    return small_checkpoint(tmp_path_factory.mktemp("checkpoints") / "flat", 2, "half")
