"""A depth image without a file that tells its camera: by the window's form, and by an option of the command line."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt

from app.cli.main import main
from tests.app.driving import LEFT, Person

NUMBERS = {"fx": "80", "fy": "80", "cx": "31.5", "cy": "23.5"}


@pytest.fixture
def frame(tmp_path: Path) -> Path:
    """A ball of radius 0.4 m at 2 m, in millimetres."""
    y, x = np.mgrid[:48, :64]
    way = np.stack([(x - 31.5) / 80, (y - 23.5) / 80, np.ones((48, 64))], -1)
    square, along = (way**2).sum(-1), 2 * way[..., 2]
    root = along**2 - square * (4 - 0.4**2)
    depth = np.where(root > 0, (along - np.sqrt(np.maximum(root, 0))) / square, 0)
    path = tmp_path / "frame.png"
    Image.fromarray((depth * 1000).round().astype(np.uint16)).save(path)
    return path


@pytest.mark.gl
def test_the_numbers_of_a_camera_are_offered_typed_and_undone(person: Person, frame: Path) -> None:
    window, form = person.window, person.window.depth_camera
    action = window.actions_by_key["depth_camera"]
    assert not action.isEnabled()
    person.open(frame)
    assert person.session.document.source.dim == 2
    person.wait(window.notices.offer.isVisible)
    assert action.isEnabled()
    person.qtbot.mouseClick(window.notices.offer, LEFT)
    person.wait(form.numbers["fx"].hasFocus)
    person.qtbot.keyClick(form, Qt.Key.Key_Return)
    assert "tells no camera" in form.words.text()
    assert form.isVisible()
    for key, number in NUMBERS.items():
        box = form.numbers[key]
        box.setFocus()
        box.selectAll()
        person.qtbot.keyClicks(box, number)
    person.qtbot.mouseClick(form.go, LEFT)
    person.wait(lambda: person.session.document.source.dim == 3)
    person.wait(person.idle)
    assert person.session.document.source.path == f"{frame}#80,80,31.5,23.5"
    assert action.isEnabled(), "other numbers can be told"
    assert window.settings.recent[0] == f"{frame}#80,80,31.5,23.5"
    path = frame.with_name("scan.metasdf")
    window.files.save_session(path)
    person.wait(lambda: person.session.document.saved is not None)
    assert "frame.png" in window.history.stack.undoText()
    window.actions_by_key["undo"].trigger()
    person.wait(lambda: person.session.document.source.dim == 2)
    person.open(path)
    assert person.session.document.source.dim == 3, "a session finds the picture and its camera again"
    person.wait(person.idle)


@pytest.mark.gl
def test_the_numbers_come_from_a_file(person: Person, frame: Path, tmp_path: Path) -> None:
    form = person.window.depth_camera
    person.open(frame)
    person.window.actions_by_key["depth_camera"].trigger()
    told, wrong = tmp_path / "numbers.json", tmp_path / "wrong.txt"
    told.write_text(json.dumps({"fx": 80, "fy": 81, "cx": 31.5, "cy": 23.5, "depth_scale": 5000}), "utf-8")
    wrong.write_text("1 2 3", "utf-8")
    form.take(wrong)
    assert "wrong.txt tells no camera" in form.words.text()
    form.take(told)
    assert [box.value() for box in form.numbers.values()] == [80, 81, 31.5, 23.5, 5000]
    form.reject()
    assert person.session.document.source.dim == 2


def test_the_numbers_are_an_option_of_the_command_line(frame: Path, tmp_path: Path, capsys) -> None:
    told, out = tmp_path / "numbers.txt", tmp_path / "scan.ply"
    told.write_text("80 0 31.5\n0 80 23.5\n0 0 1\n", "utf-8")
    for camera in (",".join(NUMBERS.values()), str(told)):
        out.unlink(missing_ok=True)
        assert main(["scene", str(frame), str(out), "--camera", camera]) == 0
        assert out.exists()
    assert main(["scene", str(frame), str(out)]) == 2
    for verb in (["scene", str(frame), str(out)], ["adapt", str(frame), "--checkpoint", "scratch"]):
        with pytest.raises(SystemExit):
            main([*verb, "--camera", "1,2,3"])
        assert "'1,2,3' tells no camera; give fx,fy,cx,cy" in capsys.readouterr().err
