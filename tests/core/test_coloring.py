"""Colours of a level set: each quantity against shapes where it is known."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.levelset import LevelSet, extract
from core.measures.around import Around, at_some
from core.measures.coloring import color
from core.measures.quantities import QUANTITIES
from core.observation.observation import Observation


def ball(radius: float, dim: int = 3, slope: float = 1.0) -> LevelSet:
    return extract(lambda x: slope * (x.norm(dim=1) - radius), dim, 64)


def seen(*points: tuple[float, ...]) -> Observation:
    count = len(points)
    exact = np.zeros(count, np.float32)
    return Observation(np.array(points, np.float32), exact, exact, "surface")


POLE = seen((0.0, 0.0, 0.5))


@pytest.mark.parametrize("slope", [0.3, 1.0])
def test_change_is_the_way_the_surface_moved(slope: float) -> None:
    before, grown, shrunk = (ball(radius, slope=slope) for radius in (0.5, 0.55, 0.44))
    moved = color("change", grown, Around(POLE, earlier=(before.lattice,)))
    assert moved is not None
    assert moved.values == pytest.approx(0.05, abs=0.01)
    moved = color("change", shrunk, Around(POLE, earlier=(before.lattice,)))
    assert moved is not None
    assert moved.values == pytest.approx(-0.06, abs=0.01)


@pytest.mark.parametrize("dim", [2, 3])
def test_distance_to_the_nearest_observed_point(dim: int) -> None:
    pole = (*(0.0,) * (dim - 1), 0.5)
    level = ball(0.5, dim)
    found = color("observed", level, Around(seen(pole)))
    assert found is not None
    assert found.values == pytest.approx(np.linalg.norm(level.vertices - np.array(pole), axis=1), abs=1e-5)
    assert found.values.max() == pytest.approx(1.0, abs=0.02), "the other pole"


def test_free_space_does_not_count_as_seen_surface() -> None:
    both = seen((0.0, 0.0, 0.5), (0.0, 0.0, -0.5))
    both = replace(both, upper=np.array([0.0, 0.3], np.float32))
    found = color("observed", ball(0.5), Around(both))
    assert found is not None
    assert found.values.max() > 0.9


@pytest.mark.parametrize("dim", [2, 3])
def test_the_way_since_the_start_is_that_of_all_steps(dim: int) -> None:
    """In and out again: the last step alone tells of 0.05, the way is 0.1 + 0.1 + 0.05 from the first surface on."""
    first, second, third, now = (ball(radius, dim) for radius in (0.4, 0.5, 0.6, 0.55))
    empty = extract(lambda x: torch.ones(len(x)), dim, 16)
    path = (empty.lattice, first.lattice, None, second.lattice, third.lattice)
    found = color("moved", now, Around(POLE, earlier=path))
    assert found is not None
    assert found.values == pytest.approx(0.25, abs=0.02)
    assert color("moved", now, Around(POLE, earlier=(empty.lattice, None))) is None, "there was no surface before"


def test_the_spread_is_asked_of_the_members_at_the_vertices() -> None:
    level = ball(0.5)
    found = color("spread", level, Around(POLE, spread=lambda points: np.linalg.norm(points, axis=1)))
    assert found is not None
    assert found.values == pytest.approx(0.5, abs=0.01)


def test_of_many_vertices_some_are_computed_and_the_others_are_near_them() -> None:
    level, asked = ball(0.5), []

    def height(points: np.ndarray) -> np.ndarray:
        asked.append(len(points))
        return points[:, 1]

    found = at_some(level.vertices, 2000, height)
    assert asked == [2000]
    assert len(level.vertices) > 4000
    assert np.abs(found - level.vertices[:, 1]).max() < 0.08
    assert (np.abs(found - level.vertices[:, 1]) < 1e-6).mean() >= 2000 / len(level.vertices)
    assert at_some(level.vertices[:7], 7, height) == pytest.approx(level.vertices[:7, 1])


def test_distance_to_the_truth() -> None:
    truth = extract(lambda x: x.norm(dim=1) - 0.42, 3, 64, careful=True)
    found = color("truth", ball(0.5), Around(POLE, truth=truth.lattice))
    assert found is not None
    assert found.values == pytest.approx(0.08, abs=0.01)


def test_eikonal_residual() -> None:
    for slope in (1.0, 0.4, 1.7):
        level = ball(0.5, slope=slope)
        found = color("eikonal", level, Around(POLE, now=level.lattice))
        assert found is not None
        assert np.median(found.values) == pytest.approx(abs(slope - 1), abs=0.03)


def test_what_is_missing_gives_no_colours() -> None:
    level, nothing = ball(0.5), extract(lambda x: torch.ones(len(x)), 3, 16)
    for key in QUANTITIES:
        everything = Around(POLE, level.lattice, (level.lattice,), level.lattice, lambda points: points[:, 0])
        assert color(key, nothing, everything) is None
        assert color(key, level, everything) is not None
        if key != "observed":
            assert color(key, level, Around(POLE)) is None
