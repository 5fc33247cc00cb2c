"""Slices of a field: the polygon of a plane in the box, values and isolines of a ball, clipping."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.slicing import AXES, CuttingPlane, angles_of, clipped, parse_plane, plane_towards, slice_field
from tests.trials import examples


def ball(points: np.ndarray) -> np.ndarray:
    return (np.linalg.norm(points, axis=1) - 0.5).astype(np.float32)


def length(ends: np.ndarray) -> float:
    return float(np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1).sum())


@pytest.mark.parametrize("axis", AXES)
def test_an_axis_gives_a_square(axis: str) -> None:
    corners = CuttingPlane(AXES[axis], 0.25).polygon()
    assert corners.shape == (4, 3)
    assert corners @ np.array(AXES[axis]) == pytest.approx(0.25)
    assert length(np.stack((corners, np.roll(corners, -1, 0)), 1)) == pytest.approx(8)


def test_the_diagonal_plane_through_the_middle_is_a_hexagon_and_near_a_corner_a_triangle() -> None:
    part = 1 / math.sqrt(3)
    corners = CuttingPlane((part, part, part), 0.0).polygon()
    assert len(corners) == 6
    sides = np.linalg.norm(np.roll(corners, -1, 0) - corners, axis=1)
    assert sides == pytest.approx(math.sqrt(2))
    assert len(CuttingPlane((part, part, part), 1.5).polygon()) == 3
    assert len(CuttingPlane((part, part, part), 1.74).polygon()) == 0


@settings(max_examples=examples(60), deadline=None)
@given(st.floats(-180, 180), st.floats(-90, 90), st.floats(-1.6, 1.6))
def test_every_polygon_lies_on_its_plane_in_the_box_and_is_convex(azimuth: float, height: float, offset: float) -> None:
    plane = plane_towards(azimuth, height, offset)
    u, v = plane.basis()
    assert np.linalg.det(np.stack((u, v, plane.normal))) == pytest.approx(1)
    corners = plane.polygon()
    if not len(corners):
        return
    assert corners @ np.array(plane.normal) == pytest.approx(offset, abs=1e-7)
    assert np.abs(corners).max() <= 1 + 1e-7
    sides = np.roll(corners, -1, 0) - corners
    turns = np.cross(sides, np.roll(sides, -1, 0)) @ np.array(plane.normal)
    assert (turns > -1e-6).all()


def test_directions_and_angles_are_inverse() -> None:
    assert plane_towards(0, 0, 0).normal == pytest.approx((0, 0, 1))
    assert plane_towards(90, 0, 0).normal == pytest.approx((1, 0, 0))
    assert plane_towards(0, 90, 0).normal == pytest.approx((0, 1, 0))
    assert angles_of(np.array(plane_towards(-140, 35, 0).normal)) == pytest.approx((-140, 35))


def test_a_slice_of_a_ball_has_circles_of_known_radius() -> None:
    # on z = 0.3 the ball of radius 0.5 is a disc of radius 0.4; the line at 0.1 has radius sqrt(0.36 - 0.09)
    found = slice_field(ball, CuttingPlane(AXES["z"], 0.3), 128)
    assert found.values.shape == (129, 129)
    assert found.values[64, 64] == pytest.approx(-0.2, abs=1e-6)
    assert np.linalg.norm(found.thick[..., :2], axis=-1) == pytest.approx(0.4, abs=1e-3)
    assert found.thick[..., 2] == pytest.approx(0.3)
    assert length(found.thick) == pytest.approx(2 * math.pi * 0.4, rel=1e-3)
    radii = np.linalg.norm(found.lines[..., :2], axis=-1)
    assert np.abs(radii - math.sqrt(0.27)).min() < 1e-3
    assert np.abs(found.lines).max() <= 1
    assert found.truth is None


def test_the_line_of_a_moved_level_is_thick_as_well_and_the_truth_has_its_own() -> None:
    truth = lambda x: ball(x) - 0.1  # noqa: E731
    found = slice_field(ball, CuttingPlane(AXES["y"], 0.0), 128, iso=0.05, truth=truth)
    radii = np.linalg.norm(found.thick, axis=-1)
    assert np.allclose(np.minimum(np.abs(radii - 0.5), np.abs(radii - 0.55)), 0, atol=1e-3)
    assert radii.min() < 0.51
    assert radii.max() > 0.54
    assert found.truth is not None
    assert np.linalg.norm(found.truth, axis=-1) == pytest.approx(0.6, abs=2e-3)


def test_a_free_slice_is_cut_at_the_walls() -> None:
    part = 1 / math.sqrt(3)
    found = slice_field(ball, CuttingPlane((part, part, part), 0.0), 96)
    assert np.abs(found.lines).max() <= 1 + 1e-6
    assert np.linalg.norm(found.thick, axis=-1) == pytest.approx(0.5, abs=1e-3)
    assert found.coordinates.min() == 0
    assert found.coordinates.max() == 1


def test_a_field_that_is_not_finite_has_no_lines_and_a_plane_outside_no_values() -> None:
    lost = slice_field(lambda x: np.full(len(x), np.nan, np.float32), CuttingPlane(AXES["x"], 0.0), 16)
    assert len(lost.lines) == len(lost.thick) == 0
    assert slice_field(ball, plane_towards(45, 35, 1.74), 16).values.size == 0


def test_pieces_are_clipped_where_they_cross_a_wall() -> None:
    ends = np.array(
        [[(0, 0, 0), (2, 0, 0)], [(2, 0, 0), (3, 0, 0)], [(0, 0, 0), (0.5, 0.5, 0)], [(2, -1, 0), (0, 3, 0)]]
    )
    kept = clipped(ends.astype(float))
    assert kept[:2] == pytest.approx(np.array([[(0, 0, 0), (1, 0, 0)], [(0, 0, 0), (0.5, 0.5, 0)]], float))
    assert len(kept) == 2, "a piece that only touches a corner has no length"


@pytest.mark.parametrize("text", ["w:0", "1,2:0", "0,0,0", "z:2", "z:nan", "1,x,0"])
def test_a_bad_plane_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="plane"):
        parse_plane(text)


def test_planes_as_text() -> None:
    assert parse_plane("z:0.1") == CuttingPlane((0.0, 0.0, 1.0), 0.1)
    assert parse_plane("y") == CuttingPlane((0.0, 1.0, 0.0), 0.0)
    assert parse_plane("0,3,4:-0.2").normal == pytest.approx((0, 0.6, 0.8))
