"""Opening can be given up: what was open stays, and something else opens."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import trimesh
from PySide6.QtCore import Qt

from app.document.document import ObservationSetup
from core.compute.patience import READING
from tests.app.driving import SHAPES, Person

pytestmark = pytest.mark.gl


def reading() -> bool:
    return any(one.name == READING for one in threading.enumerate())


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "large.obj"
    trimesh.creation.icosphere(subdivisions=5, radius=1.0).export(path)
    return path


def test_escape_gives_up_what_is_being_opened(person: Person, large: Path):
    window, before = person.window, person.session.document.generation
    window.controller.open_path(str(large))
    person.wait(lambda: person.session.busy == "Opening")
    assert "Esc gives it up" in window.status.text
    person.press(Qt.Key.Key_Escape)
    assert "not opened" in window.notices.text
    person.wait(lambda: not person.session.busy)
    assert person.session.document.generation == before
    assert not window.controller.pending
    person.press(Qt.Key.Key_Right)
    person.at(1)  # the one that was open goes on
    person.open(SHAPES / "digit-3.png")
    assert person.session.document.source.name == "digit-3.png"
    person.wait(lambda: not reading())


def test_what_is_open_already_cannot_be_given_up(person: Person):
    engine = person.window.engine
    assert not engine.give_up_opening()
    told: list[object] = []
    engine.opened.connect(told.append)
    engine.observe(ObservationSetup(checkpoint="furniture-scan"), strict=False)
    person.wait(lambda: bool(told))
    assert not engine.give_up_opening()
    person.open(SHAPES / "chair-scan.pcd")
