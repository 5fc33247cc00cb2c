"""A window on real, small, untrained checkpoints: the start is a sphere, three steps move it towards the context."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.app.driving import LEFT, Person, begun_window, in_front_of, set_aside
from tests.nets import opening_checkpoints, small_checkpoint

if TYPE_CHECKING:
    from app.window.window import MainWindow


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the checkpoints "furniture-scan" (3D) and "digits-partial" (2D)."""
    return opening_checkpoints(tmp_path_factory.mktemp("checkpoints"))


@pytest.fixture
def own_checkpoints(checkpoints: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, as the bundled ones."""
    monkeypatch.setattr("core.runs.checkpoint.BUNDLED", checkpoints)
    return checkpoints


@pytest.fixture(scope="module")
def shared_window(qapp, checkpoints: Path) -> Iterator[object]:
    """One window for the tests of a module, on the bundled scan; each test brings it to where it needs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.runs.checkpoint.BUNDLED", checkpoints)
        with begun_window(1200, 800) as window:
            yield window


@pytest.fixture(autouse=True)
def _collected_by_the_gui_thread(request: pytest.FixtureRequest) -> Iterator[None]:
    """A collection that starts on the engine's thread would destroy widgets of windows that were closed before."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    gc.disable()
    if not gc.get_freeze_count():
        set_aside()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture
def person(shared_window: MainWindow, qtbot) -> Iterator[Person]:
    with in_front_of(shared_window, qtbot) as hands:
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
