"""Colours of the surface in what verbs and the dialog write: the words, ranges and maps of the window."""

from __future__ import annotations

import subprocess
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt

from app.cli.main import main
from tests.app.children import run_with, with_checkpoints
from tests.app.driving import SHAPES, Person, colored, steps
from tests.forked import ROOT, python
from tests.nets import TRAINED

CHAIR, DIGIT = str(SHAPES / "chair.ply"), str(SHAPES / "digit-3.png")
NEAR, FAR = "--range=0:0.0001", "--range=0:100"
"""Typed: all values are beyond the one, and hardly above the low end of the other."""


PROGRAM = """import sys; from pathlib import Path; import core.runs.checkpoint as checkpoint
checkpoint.BUNDLED = Path(sys.argv[1])
from app.cli.main import main; sys.exit(main(sys.argv[2:]))"""


def drawn(checkpoints: Path, words: list[str]) -> int:
    """Runs a verb in a process of its own: in one that has had many windows lines are drawn one pixel wide."""
    return subprocess.run([*python(), "-c", PROGRAM, str(checkpoints), *words], cwd=ROOT, check=False).returncode


def record(checkpoints: Path, *words: str | Path) -> int:
    small = ["--resolution", "32", "--size", "400x300", "--device", "cpu"]
    return drawn(checkpoints, ["record", *map(str, words), *small])


def share(file: Path, name: str, place: float) -> float:
    """How much of a picture has the colour at a place of a map, from 0 to 1; an outline in 2D is not shaded."""
    wanted = np.array(mpl.colormaps[name](place)[:3]) * 255
    with Image.open(file) as picture:
        pixels = np.asarray(picture.convert("RGB")).astype(float)
    return float((np.abs(pixels - wanted).max(-1) < 12).mean())


@pytest.mark.gl
def test_a_picture_has_the_quantity_the_range_and_the_map_that_are_asked_for(checkpoints, tmp_path):
    file = tmp_path / "a.png"
    words = (DIGIT, file, "--checkpoint", "digits-partial", "--color", "observed", "--plain")
    assert record(checkpoints, *words, NEAR, "--map", "magma", "--map", "PuOr") == 0
    bright = share(file, "magma", 1.0)
    assert bright > 0.004
    assert record(checkpoints, *words, FAR, "--map", "magma") == 0
    assert share(file, "magma", 1.0) < 0.3 * bright, "of its bar alone"
    assert share(file, "magma", 0.0) > 0.004
    assert record(checkpoints, *words, NEAR) == 0
    assert share(file, "viridis", 1.0) > 0.004, "the usual map"


@pytest.mark.gl
def test_a_quantity_of_the_steps_before_is_there_for_one_step_and_for_all(checkpoints, tmp_path):
    words = ("--checkpoint", "digits-partial", "--plain")
    for key in ("change", "moved", "spread"):
        file = tmp_path / f"{key}.png"
        assert (
            record(checkpoints, DIGIT, file, *words, "--step", str(TRAINED), "--color", key, "--range", "fitted") == 0
        )
        with Image.open(file) as picture:
            found = len(np.unique(np.asarray(picture)[:, :100].reshape(-1, 3), axis=0))
        assert found > 100, "a bar"
    assert record(checkpoints, DIGIT, tmp_path / "film.webp", *words, "--color", "change", "--range", "symmetric") == 0


@pytest.mark.gl
def test_pictures_of_an_adaptation_have_colours(checkpoints, tmp_path):
    words = ["adapt", DIGIT, "--checkpoint", "digits-partial", "--resolution", "32", "--device", "cpu"]
    out = tmp_path / "out"
    for colors in (["--color", "spread", "--spread", "2"], ["--color", "truth"]):
        assert drawn(checkpoints, [*words, "--out", str(out), *colors, NEAR, "--map", "cividis"]) == 0
        assert share(out / "preview.png", "cividis", 1.0) > 0.001, "which no picture without colours has"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("record", CHAIR, "a.html", "--checkpoint", "furniture-scan", "--color", "moved"), "leave --color away"),
        (
            ("record", str(SHAPES / "chair-scan.pcd"), "a.png", "--checkpoint", "furniture-scan", "--color", "truth"),
            "choose another --color",
        ),
        (("adapt", DIGIT, "--checkpoint", "digits-partial", "--color", "spread"), "how many with --spread N"),
    ],
)
def test_colours_that_cannot_be_are_one_sentence(own_checkpoints, tmp_path, capsys, monkeypatch, words, sentence):
    monkeypatch.chdir(tmp_path)
    assert main([*words, "--device", "cpu"]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
    assert not [file for file in tmp_path.rglob("*") if file.suffix in (".png", ".html", ".svg")]


@pytest.mark.parametrize("span", ["0.1:0", "1", "nan:1", "shown"])
def test_a_range_that_is_none_is_told_at_once(tmp_path, capsys, span):
    file = str(tmp_path / "a.png")
    with pytest.raises(SystemExit):
        main(["record", CHAIR, file, "--checkpoint", "furniture-scan", "--color", "moved", f"--range={span}"])
    assert "no range of colours" in capsys.readouterr().err


@pytest.mark.gl
def test_the_dialog_records_the_colours_of_the_view(person: Person, tmp_path, monkeypatch, checkpoints):
    """They were left out: the guide promised the colours of the window, and only what is imagined had them."""
    monkeypatch.setattr("app.tools.record.dialog.RecordDialog.arguments", with_checkpoints(checkpoints))
    run_with(monkeypatch, checkpoints, tmp_path)
    window = person.window
    person.open(SHAPES / "digit-3.png")
    steps(person, 1)
    colored(person, "observed")
    window.controller.set_view(person.session.view.spanned((0.0, 1e-4)))
    window.viewport.map_asked.emit("plasma")
    window.actions_by_key["record"].trigger()
    dialog = window.recorder
    person.wait(dialog.isVisible)
    dialog.kind.setCurrentIndex(dialog.kind.findData("picture"))
    dialog.record(tmp_path / "seen.png")
    person.wait(lambda: not dialog.busy)
    assert share(tmp_path / "seen.png", "plasma", 1.0) > 0.002
    dialog.close()
    window.viewport.map_asked.emit("viridis")
    colored(person, "")
    person.press(Qt.Key.Key_Home)
