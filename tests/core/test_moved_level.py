"""Level sets at another value than zero, and the way they moved in a step."""

from typing import Any

import numpy as np
import pytest
import torch

from core.methods.base import State, StepRecord
from core.observation.observation import Observation
from core.runs.run import Entry, Interrupted, colored, moved_level

ORIGIN, ZERO = np.zeros((1, 3), np.float32), np.zeros(1, np.float32)
NOTHING_SEEN = Observation(ORIGIN, ZERO, ZERO, "surface")


class Balls:
    """A method whose field at step k is that of a ball of radius 0.4 + 0.05 k."""

    key, name, dim, trained_steps, device = "balls", "Balls", 3, 2, torch.device("cpu")

    def field(self, state: State) -> Any:
        return lambda points: points.norm(dim=1) - 0.4 - 0.05 * state.step


def entry(step: int) -> Entry:
    return Entry(State((), step), StepRecord(step, 0.0, 0.0, (), extrapolated=False, diverged=False))


@pytest.mark.parametrize("iso", [-0.2, 0.0, 0.25])
def test_the_level_set_at_a_value_is_a_ball_of_that_much_more(iso: float) -> None:
    balls: Any = Balls()
    moved = moved_level(entry(1), balls, 48, iso)
    assert moved.level is not None
    assert np.linalg.norm(moved.level.vertices, axis=1) == pytest.approx(0.45 + iso, abs=2e-3)
    assert moved.level.watertight


def test_a_moved_level_set_moves_as_far_as_the_zero_level_set() -> None:
    balls: Any = Balls()
    now, before = (moved_level(entry(step), balls, 48, 0.2) for step in (1, 0))
    found = colored(now, "change", NOTHING_SEEN, (before,)).coloring
    assert found is not None
    assert found.values == pytest.approx(0.05, abs=0.01)


def test_beyond_the_largest_value_it_is_empty_and_urgent_work_goes_first() -> None:
    balls: Any = Balls()
    empty = moved_level(entry(0), balls, 32, -0.5).level
    assert empty is not None
    assert empty.status == "empty"
    with pytest.raises(Interrupted):
        moved_level(entry(0), balls, 32, 0.1, lambda: True)
