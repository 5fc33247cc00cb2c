"""The spread of members: exact where their surfaces are known, and members that are what they are said to be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.stats import norm

from core.fields.field import FieldSpec, initial_params
from core.measures.spread import Calibration, rank_correlation, scale_for, spread_at
from core.methods.metasdf import MetaParams, MetaSDF, initial_log_rates
from core.observation.observation import Observation
from core.observation.observe import observe
from core.runs.members import Recipe, Spread, kept_steps, members, resampled
from core.shapes.waves import wave_shape

POINTS = np.random.default_rng(3).uniform(-0.9, 0.9, (50, 3)).astype(np.float32)


def plane(offset: float, slope: float = 1.0):
    return lambda x: slope * (x[:, 0] - offset)


@pytest.mark.parametrize("slope", [1.0, 0.2, 3.0])
def test_planes_that_are_shifted_have_the_deviation_of_their_offsets(slope: float) -> None:
    offsets = (-0.1, 0.0, 0.04, 0.1)
    found = spread_at([plane(offset, slope) for offset in offsets], POINTS)
    assert found == pytest.approx(np.std(offsets, ddof=1), rel=2e-3)
    two = spread_at([plane(0.0, slope), plane(0.2, slope)], POINTS)
    assert two == pytest.approx(0.2 / np.sqrt(2), rel=2e-3)


def test_balls_that_grow_spread_as_their_radii_wherever_they_are_seen_from() -> None:
    on_it = POINTS / np.linalg.norm(POINTS, axis=1, keepdims=True) * 0.5
    found = spread_at([lambda x, r=r: x.norm(dim=1) - r for r in (0.4, 0.5, 0.6)], on_it)
    assert found == pytest.approx(0.1, rel=2e-3)


def test_one_has_no_spread_and_what_is_not_finite_is_not_known() -> None:
    with pytest.raises(ValueError, match="at least two"):
        spread_at([plane(0)], POINTS)
    assert np.isnan(spread_at([plane(0), lambda x: x[:, 0] * float("nan")], POINTS)).all()
    assert spread_at([plane(0), plane(1)], POINTS[:0]).shape == (0,)


def method(steps: int = 3, seed: int = 0) -> MetaSDF:
    spec = FieldSpec(dim=2, width=16, depth=2)
    theta = initial_params(spec, torch.Generator().manual_seed(seed))
    rates = initial_log_rates(theta, steps, 0.01, "per_tensor")
    rates = tuple(rate.expand(steps, 1, 1) for rate in rates)
    return MetaSDF(f"net-{seed}", spec, MetaParams(theta, rates), "l2", torch.device("cpu"))


SEEN: Observation = observe(wave_shape(1), "dense", 40, 0)


def run_of(own: MetaSDF, steps: int) -> dict[int, object]:
    states = [own.start(SEEN)[0]]
    for _ in range(steps):
        states.append(own.step(states[-1], SEEN)[0])
    return dict(enumerate(states))


def test_members_are_seeded_resample_the_points_and_begin_at_the_same_start() -> None:
    own = method()
    shown = run_of(own, 3)
    found = [m for m in members(own, SEEN, 3, Recipe(3, 0.5), seed=4) if m is not None]
    again = [m for m in members(own, SEEN, 3, Recipe(3, 0.5), seed=4) if m is not None]
    other = [m for m in members(own, SEEN, 3, Recipe(3, 0.5), seed=5) if m is not None]
    ends = [[m.states[3].params[0] for m in each] for each in (found, again, other)]
    assert all(torch.equal(a, b) for a, b in zip(*ends[:2], strict=True))
    assert not any(torch.equal(a, b) for a, b in zip(ends[0], ends[2], strict=True))
    spread = Spread(own, shown, tuple(found), Recipe())  # type: ignore[arg-type]
    points = POINTS[:, :2]
    start, end = (spread.of(shown[step]) for step in (0, 3))  # type: ignore[arg-type]
    assert start is not None
    assert end is not None
    assert start(points) == pytest.approx(0, abs=1e-6)
    assert (end(points) > 1e-5).all()
    assert spread.of(run_of(own, 3)[3]) is None, "another run's state, the same as it may be"  # type: ignore[arg-type]


def test_a_whole_observation_leaves_nothing_to_spread_but_the_siblings() -> None:
    own, sibling = method(), method(6, seed=1)
    shown = run_of(own, 3)
    (alike,) = (m for m in members(own, SEEN, 3, Recipe(1, 1.0)) if m is not None)
    at = Spread(own, shown, (alike,), Recipe()).of(shown[3])  # type: ignore[arg-type]
    assert at is not None
    assert at(POINTS[:, :2]) == pytest.approx(0, abs=1e-4), "the order of the points is all that differs"
    (other,) = (m for m in members(own, SEEN, 4, Recipe(0), (sibling,)) if m is not None)
    assert [other.states[step].step for step in (0, 1, 2, 3, 4)] == [0, 2, 4, 6, 7], "its own steps, then one by one"


def test_resampling_keeps_what_belongs_together_and_enough() -> None:
    seen = replace(SEEN, normals=np.repeat(SEEN.lower[:, None], 2, 1))
    part = resampled(seen, Recipe(1, 0.25), np.random.default_rng(0))
    assert len(part.points) == 10
    assert len(np.unique(part.points, axis=0)) == 10
    rows = [int(np.flatnonzero((seen.points == point).all(1))[0]) for point in part.points]
    assert (part.upper == seen.upper[rows]).all()
    assert part.normals is not None
    assert (part.normals[:, 0] == part.lower).all()
    assert len(resampled(seen, Recipe(1, 0.001), np.random.default_rng(0)).points) == 2
    boot = resampled(seen, Recipe(1, 1.0, again=True), np.random.default_rng(0))
    assert len(boot.points) == 40
    assert len(np.unique(boot.points, axis=0)) < 40


def test_a_refinement_keeps_its_end_alone() -> None:
    assert kept_steps(method(), 2) == (0, 1, 2)
    assert kept_steps(method(), 9) == (0, 1, 2, 3, 9)


def test_normal_errors_of_that_deviation_are_covered_as_often_as_is_said() -> None:
    rng = np.random.default_rng(1)
    spreads = rng.uniform(0.01, 0.2, 20_000)
    errors = 2.5 * spreads * rng.standard_normal(20_000)
    assert scale_for(errors, spreads) == pytest.approx(2.5, rel=0.03)
    found = Calibration.of(errors, spreads, 2.5)
    nominal, observed = found.curve((0.1, 0.5, 0.9))
    assert observed == pytest.approx(nominal, abs=0.015)
    assert Calibration.of(errors, spreads).coverage(0.9) == pytest.approx(2 * norm.cdf(1.645 / 2.5) - 1, abs=0.015)
    assert found.rank_correlation > 0.3
    errors[:100] = np.nan
    assert len(Calibration.of(errors, spreads).errors) == 19_900


def test_ranks_do_not_mind_how_numbers_are_bent() -> None:
    x = np.random.default_rng(0).random(100)
    assert rank_correlation(x, np.exp(5 * x)) == pytest.approx(1)
    assert rank_correlation(x, -(x**3)) == pytest.approx(-1)
    assert np.isnan(rank_correlation(x, np.ones(100)))
