"""Error on the surface both ways, against balls, segments and libigl."""

import igl
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.surface_error import distances, figures, surface_error, vertex_weights
from core.levelset import LevelSet, extract
from tests.trials import examples


def ball(radius: float, dim: int = 3, resolution: int = 48, centre: float = 0.0) -> LevelSet:
    middle = torch.zeros(dim)
    middle[0] = centre
    return extract(lambda x: (x - middle).norm(dim=1) - radius, dim, resolution)


@pytest.mark.parametrize("dim", [2, 3])
def test_concentric_balls_are_as_far_as_their_radii_both_ways(dim: int) -> None:
    level, truth = ball(0.5, dim), ball(0.6, dim)
    found = surface_error(level, truth, lambda x: np.linalg.norm(x, axis=1) - 0.6)
    assert found.to_truth == pytest.approx(0.1, abs=2e-3)
    assert found.to_level == pytest.approx(0.1, abs=2e-3)
    for side in (found.forth, found.back):
        assert (side.mean, side.rms, side.p95, side.largest) == pytest.approx((0.1,) * 4, abs=2e-3)


def test_the_two_directions_tell_what_is_too_much_from_what_is_missing() -> None:
    # the truth is two balls, of which the level set has one: what is there is right, what is missing is far
    both = lambda x: torch.minimum((x - 0.5).norm(dim=1), (x + 0.5).norm(dim=1)) - 0.2  # noqa: E731
    one = extract(lambda x: (x - 0.5).norm(dim=1) - 0.2, 3, 48)
    truth = extract(both, 3, 48)
    found = surface_error(one, truth, lambda x: both(torch.from_numpy(x)).numpy())
    assert found.forth.largest < 0.005
    assert found.back.largest == pytest.approx(np.sqrt(3), abs=0.02), "from the far pole to the near pole"
    assert found.back.mean > 0.5


def test_of_an_empty_surface_nothing_is_finite_and_nothing_breaks() -> None:
    nothing, truth = extract(lambda x: torch.ones(len(x)), 3, 16), ball(0.5)
    found = surface_error(nothing, truth, lambda x: np.linalg.norm(x, axis=1) - 0.5)
    assert len(found.to_truth) == 0
    assert np.isnan(found.forth.mean)
    assert np.isinf(found.to_level).all()
    assert found.back.largest == np.inf


def corners(triangles: np.ndarray) -> LevelSet:
    """Separate triangles (n, 3, 3) as a level set."""
    flat = triangles.reshape(-1, triangles.shape[-1]).astype(np.float32)
    count = triangles.shape[1]
    return LevelSet(
        flat.shape[1], "ok", "", flat, np.arange(len(flat)).reshape(-1, count), flat, 8, 0, 0.0, False, None
    )


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_distances_to_few_triangles_are_those_of_libigl(seed: int) -> None:
    rng = np.random.default_rng(seed)
    level = corners(rng.uniform(-1, 1, (7, 3, 3)))
    points = rng.uniform(-1, 1, (50, 3))
    expected = igl.point_mesh_squared_distance(points, level.vertices.astype(float), level.elements)[0]
    assert distances(points, level) == pytest.approx(np.sqrt(expected), abs=1e-5)


def test_distances_to_a_level_set_are_those_of_libigl() -> None:
    level = extract(lambda x: (x[:, :2].norm(dim=1) - 0.5).square().add(x[:, 2].square()).sqrt() - 0.2, 3, 48)
    points = np.random.default_rng(0).uniform(-1, 1, (3000, 3))
    exact = np.sqrt(igl.point_mesh_squared_distance(points, level.vertices.astype(float), level.elements)[0])
    found = distances(points, level)
    assert (found >= exact - 1e-6).all()
    assert found == pytest.approx(exact, abs=1e-3)


def test_distances_to_segments() -> None:
    level = corners(np.array([[(0.0, 0.0), (1.0, 0.0)]]))
    assert distances(np.array([(0.5, 0.3), (-0.3, 0.4), (2.0, 0.0)]), level) == pytest.approx([0.3, 0.5, 1.0])


def test_figures_are_weighted_by_area() -> None:
    level = corners(np.array([[(0, 0, 0), (1, 0, 0), (0, 1, 0)], [(0, 0, 1), (3, 0, 1), (0, 3, 1)]], float))
    assert vertex_weights(level) == pytest.approx([1 / 6] * 3 + [1.5] * 3)
    found = figures(np.array([1, 1, 1, 2, 2, 2], np.float32), level)
    assert found.mean == pytest.approx(1.9)
    assert found.rms == pytest.approx(np.sqrt(0.1 + 0.9 * 4))
    assert (found.p95, found.largest) == (2, 2)
