"""Exact numbers: rays against a ball, what is visible beside a slice, values and residuals of known fields."""

import numpy as np
import pytest
import torch

from core.analysis.point_query import read, residuals
from core.analysis.ray_cast import Ray, first_hit, visible_hit
from core.analysis.slicing import AXES, CuttingPlane
from core.observation.observation import Observation


def ball(points: np.ndarray) -> np.ndarray:
    return (np.linalg.norm(points, axis=1) - 0.5).astype(np.float32)


def field(points: torch.Tensor) -> torch.Tensor:
    """Twice the distance of a ball: a slope of 2."""
    return 2 * (points.norm(dim=1) - 0.5)


def ray(origin: tuple[float, ...], direction: tuple[float, ...]) -> Ray:
    way = np.array(direction, float)
    return Ray(np.array(origin, float), way / np.linalg.norm(way))


AHEAD = ray((0, 0, 4), (0, 0, -1))


@pytest.mark.parametrize(("iso", "distance"), [(0.0, 3.5), (0.2, 3.3), (-0.3, 3.8)])
def test_a_ray_meets_a_ball_where_it_is(iso: float, distance: float) -> None:
    span = AHEAD.within_box()
    assert span is not None
    assert span == pytest.approx((3, 5))
    assert first_hit(ball, AHEAD, span, iso) == pytest.approx(distance, abs=2e-6)


def test_a_slanted_ray_meets_it_too_and_another_passes() -> None:
    way = ray((3, 3, 3), (-1, -1, -1))
    span = way.within_box()
    assert span is not None
    assert first_hit(ball, way, span) == pytest.approx(np.sqrt(27) - 0.5, abs=2e-6)
    beside = ray((0.6, 0, 4), (0, 0, -1))
    assert first_hit(ball, beside, (3, 5)) is None
    assert ray((2, 0, 4), (0, 0, -1)).within_box() is None


def test_a_thin_sheet_is_found_and_the_wall_is_a_surface() -> None:
    sheet = lambda x: (np.abs(x[:, 2]) - 0.004).astype(np.float32)  # noqa: E731
    assert first_hit(sheet, AHEAD, (3, 5)) == pytest.approx(3.996, abs=2e-6)
    assert first_hit(lambda x: -np.ones(len(x), np.float32), AHEAD, (3, 5)) == 3
    assert first_hit(lambda x: np.full(len(x), np.nan, np.float32), AHEAD, (3, 5)) is None


def test_the_slice_hides_what_is_behind_it_and_the_cut_what_is_before() -> None:
    middle = CuttingPlane(AXES["z"], 0.0)
    assert visible_hit(ball, AHEAD, plane=middle) == ("surface", pytest.approx(3.5, abs=2e-6))
    assert visible_hit(ball, AHEAD, plane=middle, cut=1) == ("slice", pytest.approx(4.0))
    assert visible_hit(ball, AHEAD, plane=middle, cut=-1) == ("surface", pytest.approx(3.5, abs=2e-6))
    assert visible_hit(ball, AHEAD, plane=CuttingPlane(AXES["z"], 0.8)) == ("slice", pytest.approx(3.2))
    assert visible_hit(ball, AHEAD, plane=CuttingPlane(AXES["x"], 0.3)) == ("surface", pytest.approx(3.5, abs=2e-6))
    assert visible_hit(ball, AHEAD, plane=CuttingPlane(AXES["x"], -0.3), cut=1) is None, "all of the ray is cut away"
    aside = ray((0.9, 0, 4), (0, 0, -1))
    assert visible_hit(ball, aside) is None
    assert visible_hit(ball, ray((4, 4, 4), (0, 0, 1))) is None


def seen(points: list[tuple[float, ...]], lower: list[float], upper: list[float]) -> Observation:
    places, low, high = (np.array(part, np.float32) for part in (points, lower, upper))
    return Observation(places, low, high, "scan")


def test_numbers_at_a_place() -> None:
    observation = seen([(0, 0, 0.5), (0, 0, 0.9)], [0, 0], [0, 0.4])
    found = read(field, "slice", np.array((0.0, 0.3, 0.4)), observation, truth=lambda x: ball(x) - 0.05)
    assert found.value == pytest.approx(0, abs=1e-6)
    assert found.slope == pytest.approx(2, abs=1e-4)
    assert found.eikonal == pytest.approx(1, abs=1e-4)
    assert found.truth == pytest.approx(-0.05, abs=1e-6)
    assert found.observed == pytest.approx(np.hypot(0.3, 0.1)), "free space is no observed surface"
    assert read(field, "slice", np.array((0.0, 0.0, 0.9)), observation).truth is None


def test_numbers_in_two_dimensions() -> None:
    found = read(field, "field", np.array((0.3, 0.4)), seen([(0.3, 0.0)], [0], [0]))
    assert found.value == pytest.approx(0, abs=1e-6)
    assert found.observed == pytest.approx(0.4)


def test_residuals_of_distances_surface_and_free_space() -> None:
    # the field is 2 (r - 0.5): at r = 0.5, 0.6, 0.7 and 0.9 it says 0, 0.2, 0.4 and 0.8
    points = [(0.5, 0, 0), (0, 0.6, 0), (0, 0, 0.7), (0.9, 0, 0), (0.3, 0, 0)]
    found = residuals(field, seen(points, [0, 0, 0.1, 0, 0], [0, 0, 0.1, 1.0, 0.2]))
    assert found == pytest.approx([0, 0.2, 0.3, 0, -0.4], abs=1e-6)
