"""A step taken apart is the step: its losses, norms and motions against the method's own next state."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.analysis.step_phases import Phases, phases
from core.levelset import extract
from core.observation.observe import observe
from core.shapes.families import furniture
from tests.nets import coded, metasdf


def taken_apart(method, state, seen, level) -> Phases:
    parts = list(phases(method, state, seen, level))
    assert parts[:-1] == [None] * (len(parts) - 1)
    assert isinstance(parts[-1], Phases)
    return parts[-1]


def test_it_is_the_step_that_follows() -> None:
    method, seen = metasdf(), observe(furniture(3, "chair"), "dense", 40, 0)
    state, record = method.start(seen)
    level = extract(method.field(state), 3, 16)
    found = taken_apart(method, state, seen, level)
    after, later = method.step(state, seen)
    assert (found.step, found.loss, found.loss_after) == (1, pytest.approx(record.context_loss), later.context_loss)
    layer = torch.cat([(b - a).flatten() for a, b in zip(state.params[2:4], after.params[2:4], strict=True)])
    assert found.update["layer 1"] == pytest.approx(float(layer.norm()), rel=1e-5)
    assert found.gradient["layer 1"] == pytest.approx(float(layer.norm()) / 0.02, rel=1e-4)
    # one rate for all: plain descent of the same length is the same update, and it moves what it moves
    assert found.plain is not None
    assert found.scaled is not None
    assert found.scaled == pytest.approx(found.plain, abs=1e-5)
    moved = method.field(after)(torch.from_numpy(np.ascontiguousarray(level.vertices))).numpy()
    assert (np.sign(found.scaled) == -np.sign(moved)).all()


def test_without_a_surface_nothing_moves() -> None:
    method, seen = metasdf(), observe(furniture(3, "chair"), "dense", 40, 0)
    state, _ = method.start(seen)
    found = taken_apart(method, state, seen, None)
    assert (found.level, found.plain, found.scaled) == (None, None, None)


def test_codes_and_encoders_have_the_phases_that_they_have() -> None:
    seen = observe(furniture(3, "chair"), "dense", 40, 0)
    for key, gradient in (("autodecoder-concat", {"code"}), ("encoder-concat", set())):
        method = coded(key)
        state, _ = method.start(seen)
        found = taken_apart(method, state, seen, extract(method.field(state), 3, 16))
        assert set(found.gradient) == gradient
        assert found.plain is None
        assert found.scaled is not None
        assert found.update["layer 0"] > 0
