"""Races: the order of moves, honest ends, and the same steps as each method takes alone."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import torch

from core.fields.field import FieldFunction, FieldSpec, Params, initial_params
from core.fields.losses import Loss
from core.methods.base import State, StepRecord
from core.methods.metasdf import MetaParams, MetaSDF, initial_log_rates
from core.observation.observation import Observation
from core.observation.observe import observe
from core.runs.race import Limit, race
from core.shapes.families import furniture


def metasdf(steps: int, rate: float = 0.02, width: int = 16) -> MetaSDF:
    spec = FieldSpec(dim=3, width=width, depth=2)
    theta = initial_params(spec, torch.Generator().manual_seed(0))
    meta = MetaParams(theta, initial_log_rates(theta, steps, rate, "per_tensor_per_step"))
    return MetaSDF(f"net-{steps}", spec, meta, "l2", torch.device("cpu"))


@dataclass(frozen=True, eq=False)
class Paced:
    """A method whose clock is told, so that the order does not hang on the machine."""

    inner: MetaSDF
    seconds: float
    key: str = "paced"

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def dim(self) -> int:
        return self.inner.dim

    @property
    def trained_steps(self) -> int:
        return self.inner.trained_steps

    @property
    def refine_steps(self) -> int:
        return self.inner.refine_steps

    @property
    def device(self) -> torch.device:
        return self.inner.device

    def start(self, observation: Observation) -> tuple[State, StepRecord]:
        return self.inner.start(observation)

    def step(self, state: State, observation: Observation) -> tuple[State, StepRecord]:
        after, record = self.inner.step(state, observation)
        told = {"method_seconds": self.seconds}
        return after, StepRecord(**{**{f: getattr(record, f) for f in record.__dataclass_fields__}, **told})

    def field(self, state: State) -> FieldFunction:
        return self.inner.field(state)

    @property
    def spec(self) -> FieldSpec:
        return self.inner.spec

    @property
    def loss(self) -> Loss:
        return self.inner.loss

    def variables(self, state: State) -> dict[str, torch.Tensor]:
        return self.inner.variables(state)

    def gradient(self, state: State, observation: Observation) -> Params:
        return self.inner.gradient(state, observation)


@pytest.fixture(scope="module")
def seen() -> Observation:
    return observe(furniture(3), "scan", 64, 0)


def test_by_steps_all_move_in_turn_and_the_short_one_stands_still(seen: Observation) -> None:
    moves = list(race([metasdf(2), metasdf(4)], seen, Limit("steps", steps=10), 12))
    assert [(m.number, m.lane.step) for m in moves] == [
        (0, 0), (1, 0), (0, 1), (1, 1), (0, 2), (1, 2), (1, 3), (1, 4)
    ]  # fmt: skip
    assert [m.lane.end for m in moves] == ["", "", "", "", "finished", "", "", "finished"]


def test_on_one_clock_the_fast_one_moves_more_often(seen: Observation) -> None:
    slow, fast = Paced(metasdf(50), 1.0), Paced(metasdf(50), 0.25)
    moves = list(race([slow, fast], seen, Limit("seconds", seconds=2.0), 12))
    last = {m.number: m.lane for m in moves}
    assert (last[0].step, last[1].step) == (2, 8)
    assert all(lane.seconds == 2.0 and lane.end == "limit" for lane in last.values())
    for move in moves[2:]:
        behind = min(2.0, move.lane.seconds - (1.0, 0.25)[move.number])
        assert behind <= 2.0


def test_a_lane_takes_the_steps_that_its_method_takes_alone(seen: Observation) -> None:
    method = metasdf(3)
    lane = [m.lane for m in race([method, metasdf(3, 0.01)], seen, Limit("steps"), 12) if m.number == 0][-1]
    state, record = method.start(seen)
    for _ in range(3):
        state, record = method.step(state, seen)
    assert lane.entry.record.context_loss == record.context_loss
    assert lane.entry.level is not None


def test_a_diverged_lane_ends_and_the_others_go_on(seen: Observation) -> None:
    moves = list(race([metasdf(5, 1e6), metasdf(2)], seen, Limit("steps"), 12))
    last = {m.number: m.lane for m in moves}
    assert last[0].end == "diverged"
    assert last[1].end == "finished"
