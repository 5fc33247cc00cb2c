"""The drawing pad in the real window: the adaptation follows the pen, unknown parts are imagined, undo, images."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from PySide6.QtCore import Qt

from core.shapes.drawing import from_png
from tests.app.driving import SHAPES, Person, stroke
from tests.nets import TRAINED

pytestmark = [pytest.mark.gl, pytest.mark.small]
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def adapted(person: Person) -> bool:
    """Whether the newest drawing is open, at the trained end, and nothing else is going on."""
    from core.shapes.drawing import to_png

    document = person.session.document
    shown = document.setup.drawing == to_png(person.window.draw.pad.drawing)
    return shown and person.session.cursor == TRAINED and not person.session.busy


def tool(person: Person, number: int) -> None:
    person.qtbot.mouseClick(person.window.draw.tools.button(number), LEFT)


def test_adaptation_follows_the_pen(artist):
    stroke(artist, (0.0, 0.6), (0.0, 0.0), (0.0, -0.6))
    artist.wait(lambda: adapted(artist))
    document = artist.session.document
    assert (document.source.dim, document.setup.checkpoint, document.setup.kind) == (2, "digits-partial", "dense")
    first = document.run.observation
    stroke(artist, (-0.5, 0.0), (0.5, 0.0))
    artist.wait(lambda: adapted(artist))
    assert artist.session.document.run.observation is not first
    assert artist.session.entry.heldout is not None  # what is drawn is the truth
    artist.qtbot.mouseClick(artist.window.draw.undo, LEFT)
    artist.wait(lambda: adapted(artist))
    assert artist.session.document.run.observation.points == pytest.approx(first.points)


def test_many_strokes_end_in_the_newest(artist):
    for number in range(8):
        y = 0.7 - 0.2 * number
        stroke(artist, (-0.6, y), (0.0, y), (0.6, y))
    artist.wait(lambda: adapted(artist))
    assert (from_png(artist.session.document.setup.drawing).ink > 127).any(axis=1).sum() > 80


def test_an_unknown_part_is_not_observed(artist):
    stroke(artist, (0.0, 0.6), (0.0, -0.6))
    tool(artist, 2)
    stroke(artist, (0.0, -0.5), (0.0, -0.4))
    artist.wait(lambda: adapted(artist))
    document = artist.session.document
    assert document.setup.kind == "half"
    observation = document.run.observation
    assert observation.mask.border(np.array([[0.0, -0.45]]))[0] < 0
    assert np.linalg.norm(observation.points - (0.0, -0.45), axis=1).min() > 0.08


def test_fill_and_eraser(artist):
    corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)]
    stroke(artist, *corners)
    tool(artist, 3)
    stroke(artist, (0.0, 0.0))
    side = artist.window.draw.pad.drawing.ink.shape[0]
    assert artist.window.draw.pad.drawing.ink[side // 2, side // 2] == 255
    tool(artist, 1)
    stroke(artist, (0.0, 0.0))
    assert artist.window.draw.pad.drawing.ink[side // 2, side // 2] == 0
    artist.wait(lambda: adapted(artist))


def test_an_image_is_loaded_and_the_keyboard_draws(artist):
    artist.window.draw.load_image(SHAPES / "digit-3.png")
    artist.wait(lambda: adapted(artist))
    before = artist.window.draw.pad.drawing
    pad = artist.window.draw.pad
    pad.setFocus()
    for _ in range(14):
        artist.qtbot.keyClick(pad, Qt.Key.Key_Up)
    for _ in range(3):
        artist.qtbot.keyClick(pad, Qt.Key.Key_Right)
    artist.qtbot.keyClick(pad, Qt.Key.Key_Return)
    assert pad._place == pytest.approx((0.15, 0.7)), "the pen has moved, and no step was taken"
    assert pad.drawing.ink.sum() > before.ink.sum()
    artist.window.draw.load_image(SHAPES / "chair.ply")
    assert "not a picture" in artist.window.notices.text


def test_a_net_that_was_trained_here_adapts_to_the_drawing(artist, checkpoints, tmp_path):
    folder = tmp_path / "trained"
    shutil.copytree(checkpoints / "digits-partial", folder)
    shutil.copy(SHAPES / "digit-2.png", folder / "shape.png")  # what it was shown on meanwhile
    stroke(artist, (0.0, 0.6), (0.0, 0.0), (0.0, -0.6))
    artist.wait(lambda: adapted(artist))
    drawn = artist.session.document
    panel = artist.window.train
    panel._folder = str(folder)
    panel.use_button.setEnabled(True)
    panel.use_button.click()
    artist.wait(lambda: artist.session.document.generation != drawn.generation and artist.idle())
    used = artist.session.document
    assert used.setup.checkpoint == str(folder)
    assert (used.setup.drawing, used.source.name) == (drawn.setup.drawing, drawn.source.name)
