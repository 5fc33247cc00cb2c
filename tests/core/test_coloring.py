"""Colours of a level set: each quantity against shapes where it is known."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.levelset import LevelSet, extract
from core.measures.coloring import SCALES, Lattices, color
from core.observation.observe import Observation


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
    moved = color("change", grown, Lattices(POLE, before=before.lattice))
    assert moved is not None
    assert moved.values == pytest.approx(0.05, abs=0.01)
    moved = color("change", shrunk, Lattices(POLE, before=before.lattice))
    assert moved is not None
    assert moved.values == pytest.approx(-0.06, abs=0.01)


@pytest.mark.parametrize("dim", [2, 3])
def test_distance_to_the_nearest_observed_point(dim: int) -> None:
    pole = (*(0.0,) * (dim - 1), 0.5)
    level = ball(0.5, dim)
    found = color("observed", level, Lattices(seen(pole)))
    assert found is not None
    assert found.values == pytest.approx(np.linalg.norm(level.vertices - np.array(pole), axis=1), abs=1e-5)
    assert found.values.max() == pytest.approx(1.0, abs=0.02), "the other pole"


def test_free_space_does_not_count_as_seen_surface() -> None:
    both = seen((0.0, 0.0, 0.5), (0.0, 0.0, -0.5))
    both = replace(both, upper=np.array([0.0, 0.3], np.float32))
    found = color("observed", ball(0.5), Lattices(both))
    assert found is not None
    assert found.values.max() > 0.9


def test_distance_to_the_truth() -> None:
    truth = extract(lambda x: x.norm(dim=1) - 0.42, 3, 64, careful=True)
    found = color("truth", ball(0.5), Lattices(POLE, truth=truth.lattice))
    assert found is not None
    assert found.values == pytest.approx(0.08, abs=0.01)


def test_eikonal_residual() -> None:
    for slope in (1.0, 0.4, 1.7):
        level = ball(0.5, slope=slope)
        found = color("eikonal", level, Lattices(POLE, now=level.lattice))
        assert found is not None
        assert np.median(found.values) == pytest.approx(abs(slope - 1), abs=0.03)


def test_what_is_missing_gives_no_colours() -> None:
    level, nothing = ball(0.5), extract(lambda x: torch.ones(len(x)), 3, 16)
    for key in SCALES:
        assert color(key, nothing, Lattices(POLE, level.lattice, level.lattice, level.lattice)) is None
        if key != "observed":
            assert color(key, level, Lattices(POLE)) is None
