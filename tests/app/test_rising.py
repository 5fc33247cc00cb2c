"""A loss that rises is noticed, and the step at which it was lowest is offered."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from safetensors.torch import load_file, save_file

from app.window.rising import lowest_before_rise
from tests.app.driving import SHAPES
from tests.nets import TRAINED


@pytest.mark.parametrize(("losses", "best"), [
    ([1.55, 1.2, 0.9, 40.0, 700.0, 3010.0], 2), ([1.0, 0.1, 0.01, 1e-3, 1e-4], None), ([1.0], None), ([], None),
    ([0.5, 1.5], 0), ([1.0, 0.2, 0.25], None), ([1.0, 1e-4, 1e-5, 3e-5], None), ([1.0, 1e-3, 1e-5, 2e-3], 2),
    ([1.0, 0.1, math.nan], 1), ([math.nan], None), ([2.0, 1.0, math.inf], 1), ([1.0, 0.5, 0.95], None),
    ([1.0, 0.0, 0.0], None),
])  # fmt: skip
def test_what_counts_as_a_rise(losses, best):
    assert lowest_before_rise(losses) == best


@given(st.lists(st.floats(1e-9, 1e6), min_size=1, max_size=20))
def test_a_loss_that_falls_or_stays_never_rises(losses):
    assert lowest_before_rise(sorted(losses, reverse=True)) is None


@pytest.fixture
def wild(checkpoints: Path, tmp_path: Path) -> Path:
    """A checkpoint whose steps are much too large."""
    folder = tmp_path / "wild"
    folder.mkdir()
    for file in (checkpoints / "digits-partial").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    weights = load_file(folder / "weights.safetensors")
    rates = {name: value + 5.0 if "rate" in name else value for name, value in weights.items()}
    assert any("rate" in name for name in weights), sorted(weights)
    save_file({name: value.to(torch.float32) for name, value in rates.items()}, folder / "weights.safetensors")
    return folder


@pytest.mark.gl
def test_a_loss_that_rises_is_told_and_the_best_step_is_one_click_away(person, wild):
    window = person.window
    person.open(SHAPES / "digit-3.png")
    before = person.session.document
    window.controller.open_path(str(wild))
    person.wait(lambda: person.session.document.generation != before.generation and person.idle())
    window.notices.dismiss()
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.wait(lambda: "lowest" in window.notices.text)
    losses = [entry.record.context_loss for entry in person.session.document.run.entries]
    best = lowest_before_rise(losses)
    assert best is not None
    assert f"at step {best}." in window.notices.text
    assert window.notices.offer.text() == f"Go to step {best}"
    person.wait(person.idle)
    person.qtbot.mouseClick(window.notices.offer, Qt.MouseButton.LeftButton)
    person.at(best)
    assert window.notices.text == ""
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.wait(person.idle)
    assert window.notices.text == "", "once is enough"


@pytest.mark.gl
def test_a_loss_that_falls_says_nothing(person):
    person.press(Qt.Key.Key_End)
    person.at(TRAINED)
    person.wait(person.idle)
    assert "lowest" not in person.window.notices.text
