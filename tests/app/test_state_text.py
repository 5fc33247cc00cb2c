"""A state as text: there and back; what is no state is one sentence; in the real window and on the command line."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.cli.main import main
from app.document.document import Camera, Document, ObservationSetup, SourceInfo, View
from app.document.statetext import LONGEST, MOST_STEPS, ToldState, state_of, text_of
from core.errors import UserError
from core.observation.observation import Observation
from core.observation.observation_spec import ObservationSpec, Placement, Region
from core.runs.run import Run
from core.shapes.base import Normalization
from tests.app.driving import SHAPES
from tests.nets import TRAINED

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
HASH = "0123456789abcdef" * 4
NUMBERS = st.floats(-2, 2, allow_nan=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40).filter(
    lambda words: words.strip()
)
SPECS = st.builds(
    ObservationSpec,
    views=st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), max_size=3).map(tuple),
    noise=st.none() | st.floats(0, 0.1),
    hidden=st.lists(st.builds(Region, st.just("disc"), st.tuples(NUMBERS, NUMBERS, NUMBERS), NUMBERS), max_size=3).map(
        tuple
    ),
)
VIEWS = st.builds(View, truth=st.booleans(), imagined=st.booleans(), color=st.sampled_from(["", "observed"]))
CAMERAS = st.none() | st.just(Camera((0.0, 1.0, 3.0), (0.0, 0.5, 0.0), (0.0, 1.0, 0.0), 30.0, 1.0))


def told(path: str, setup: ObservationSetup, cursor: int, view: View, camera: Camera | None) -> str:
    source = SourceInfo(path, path, 3, ("scan",), False, None, sha256=HASH)
    nothing = np.zeros((0, 3))
    seen = Observation(nothing, nothing[:, 0], nothing[:, 0], "scan")
    run = Run(path, seen, setup.checkpoint, "metasdf", 5, 0, weights=HASH)
    document = Document(1, source, Normalization(np.zeros(3), 1.0), setup, run)
    return text_of(document, cursor, view, camera, path)


def test_a_name_that_is_no_text_comes_back():
    path = os.fsdecode(b"/stuhl-\xff\xe4.ply")
    assert state_of(told(path, ObservationSetup(path, "scan", 96), 0, View(), None)).input == path


@given(TEXTS, TEXTS, SPECS, st.integers(0, 2**32 - 1), st.integers(0, MOST_STEPS), VIEWS, CAMERAS)
def test_what_is_told_comes_back(path, net, spec, seed, step, view, camera):
    setup = ObservationSetup(net, "scan", 96, seed, spec, Placement(yaw=30.0))
    state = state_of(f"  {told(path, setup, step, view, camera)}\n")
    assert (state.input, state.setup, state.step, state.camera) == (path, setup, step, camera)
    assert (state.input_sha256, state.weights) == (HASH, HASH)
    assert (state.view or View()) == view


GOOD = "metasdf:1?input=a.ply&checkpoint=c&observe=scan&points=96&seed=0&step=5"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is no state"), ("https://example.org", "is no state"), ("metasdf:1?" + "a" * LONGEST, "is no state"),
        (GOOD.replace(":1", ":2"), "version 2"), ("metasdf:1?", "cannot be read"), (GOOD + "&step=6", "twice"),
        (GOOD + "&colour=red", "colour"), (GOOD.replace("step=5", "step=5e9"), "whole number"),
        (GOOD.replace("step=5", "step=99999999"), "step"), (GOOD.replace("=scan", "=look"), "observe"),
        (GOOD + "&camera=[]", "camera"), (GOOD + "&weights=12", "64 digits"),
        (GOOD.replace("input=a.ply&", ""), "input"),
        (GOOD + "&conditions=" + "[" * 5000, "cannot be read"), (GOOD + "&view=%ff", "cannot be read"),
        (GOOD + "&view=%7B%22points%22%3A1%7D", "points of its view"),
        (GOOD + "&placement=%7B%22scale%22%3A1e9%7D", "scale"),
    ],
)  # fmt: skip
def test_what_is_no_state_is_one_sentence(text, words):
    with pytest.raises(UserError, match=words) as told_:
        state_of(text)
    assert "\n" not in str(told_.value)


@given(st.text(max_size=200), st.integers(0, len(GOOD)))
def test_no_text_does_more_than_be_refused(text, at):
    for one in (text, GOOD[:at] + text + GOOD[at:], GOOD[:at]):
        with contextlib.suppress(UserError):
            assert isinstance(state_of(one), ToldState)


@pytest.mark.gl
def test_a_state_is_copied_and_pasted_by_keys_and_a_wrong_one_leaves_all_as_it_was(person):
    window = person.window
    person.open(SHAPES / "chair.ply")
    spec = ObservationSpec(views=((2.0, 1.0, 2.0),), noise=0.02)
    window.controller.change_setup(replace(person.session.document.setup, kind="scan", count=96, seed=5, spec=spec))
    person.wait(lambda: person.session.document.setup.seed == 5)
    for step in (1, 2):
        person.press(Qt.Key.Key_Right)
        person.at(step)
    window.actions_by_key["imagined"].trigger()
    person.wait(person.idle)
    window.viewport.plotter.camera.azimuth = 40
    before, camera = person.session, window.viewport.camera()
    person.qtbot.keyClick(window, Qt.Key.Key_T, CONTROL | ALT)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("metasdf:1?input=bundled%3Achair.ply")
    window.actions_by_key["imagined"].trigger()
    person.open(SHAPES / "digit-3.png")
    person.qtbot.keyClick(window, Qt.Key.Key_V, CONTROL | ALT)
    person.at(2)
    person.wait(person.idle)
    now = person.session
    assert now.document.setup == before.document.setup
    assert now.view == before.view
    assert now.entry.record.context_loss == before.entry.record.context_loss
    assert window.viewport.camera() == camera
    for wrong, words in (
        ("nonsense", "is no state"),
        (text.replace("chair.ply", "gone.ply"), "gone.ply is not here"),
        (text.replace(f"sha256={now.document.source.sha256}", f"sha256={HASH}"), "is not the chair.ply"),
        (text.replace(now.document.run.weights, HASH), "has other weights"),
    ):
        QGuiApplication.clipboard().setText(wrong)
        window.actions_by_key["paste_state"].trigger()
        person.wait(lambda words=words: words in window.notices.text)
        assert person.session.document.generation == now.document.generation
    window.store.set_view(View())


def test_the_verb_takes_the_same_steps_as_its_words(own_checkpoints, tmp_path, capsys, no_pictures):
    shape = str(SHAPES / "digit-3.png")
    words = ["--observe", "half", "--points", "96", "--seed", "3", "--steps", str(TRAINED)]
    small = ["--resolution", "32", "--device", "cpu"]
    assert main(["adapt", shape, "--checkpoint", "digits-partial", *words, *small, "--out", str(tmp_path / "a")]) == 0
    text = (
        f"metasdf:1?input=bundled%3Adigit-3.png&checkpoint=digits-partial&observe=half&points=96&seed=3&step={TRAINED}"
    )
    assert main(["adapt", "--state", text, *small, "--out", str(tmp_path / "b")]) == 0
    one, two = (json.loads((tmp_path / name / "run.json").read_text())["steps"] for name in "ab")
    assert [step["context_loss"] for step in one] == [step["context_loss"] for step in two]
    capsys.readouterr()
    for wrong in (["adapt"], ["adapt", shape, "--state", text], ["adapt", "--state", "metasdf:9?a=b"]):
        assert main(wrong) == 2
        assert capsys.readouterr().err.count("\n") == 1
