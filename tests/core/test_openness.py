"""Openness: which places can look out between points, and the sides that follow."""

import numpy as np
import pytest
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st

from core.observation.observe import observe
from core.observation.openness import enclosed_by, openness, outward_normals, spacing
from core.shapes.base import Scan, identity_normalization
from core.shapes.families import furniture
from core.shapes.mesh import MeshShape
from tests.trials import examples


def ball(count: int, seed: int = 0) -> np.ndarray:
    points = np.random.default_rng(seed).normal(size=(count, 3))
    return 0.7 * points / np.linalg.norm(points, axis=1, keepdims=True)


def test_spacing_is_that_of_a_lattice() -> None:
    lattice = np.stack(np.meshgrid(*[np.arange(6) * 0.1] * 3), -1).reshape(-1, 3)
    assert spacing(lattice) == pytest.approx(0.1)
    assert spacing(lattice[:2]) == pytest.approx(0.1)


def test_one_point_blocks_the_ways_that_it_covers() -> None:
    """Of all directions from a place at distance 0.5, a ball of radius 0.25 covers (1 - cos 30 degrees) / 2."""
    place = np.array([[0.3, -0.2, 0.1]])
    ways = [openness(place + 0.5 * way, place, 0.25)[0] for way in ball(40) / 0.7]
    assert 1 - np.mean(ways) == pytest.approx((1 - np.sqrt(3) / 2) / 2, abs=0.01)
    assert openness(place, place[:0], 0.25).shape == (0,)


@settings(max_examples=examples(10), deadline=None)
@given(st.integers(0, 1000))
def test_a_ball_hides_its_inside_and_nothing_outside(seed: int) -> None:
    points = ball(800, seed)
    places = np.random.default_rng(seed).uniform(-1, 1, (500, 3))
    away, enclosed = np.linalg.norm(places, axis=1), enclosed_by(points)(places)
    assert not enclosed[away > 0.75].any()
    assert enclosed[away < 0.6].mean() > 0.8, "random points leave gaps to look through"
    assert ((outward_normals(points) * points).sum(1) > 0).all()


def test_what_is_open_below_is_told_by_its_normals() -> None:
    """A box without its bottom: one looks into it, and still its walls face outwards."""
    box = trimesh.creation.box((1.0, 1.0, 1.0))
    sampled = trimesh.sample.sample_surface(box, 1200, seed=0)
    points, normals = np.asarray(sampled[0]), box.face_normals[sampled[1]]
    walls = normals[:, 1] > -0.5
    found = outward_normals(points[walls])
    assert openness(points[walls], np.zeros((1, 3)), 1.5 * spacing(points))[0] > 0.05
    assert ((found * normals[walls]).sum(1) > 0).mean() > 0.95


@pytest.mark.parametrize("number", [3, 8])
def test_intervals_of_furniture_have_the_right_side(number: int) -> None:
    shape = furniture(number)
    seen = observe(shape, "unoriented", 1024, 0)
    concluded = ~seen.on_surface
    right = (seen.upper > 0) == (shape.sdf(seen.points.astype(np.float64)) > 0)
    assert concluded.sum() > 2500
    assert right[concluded].mean() > 0.85
    assert np.isnan(seen.normals[concluded]).all()  # pyright: ignore[reportOptionalSubscript]


def test_a_file_of_bare_points_is_observed_the_same_way() -> None:
    points = ball(700).astype(np.float32)
    scan = Scan(3, "bare", identity_normalization(3), points)
    seen = observe(scan, "unoriented", 700, 1)
    distance = np.linalg.norm(seen.points, axis=1) - 0.7
    assert (seen.lower <= distance + 1e-4).mean() > 0.97
    assert (seen.upper >= distance - 1e-4).mean() > 0.97
    assert (~seen.on_surface).sum() > 1500


def test_points_that_are_all_one_say_nothing_more() -> None:
    scan = Scan(3, "one", identity_normalization(3), np.zeros((9, 3), np.float32))
    assert len(observe(scan, "unoriented", 20, 0).points) == 20


def test_a_mesh_gives_no_normals_away() -> None:
    """The same points with other normals: what is concluded is the same."""
    box = trimesh.creation.icosphere(2, 0.6)
    shape = MeshShape.from_triangles(np.asarray(box.vertices), np.asarray(box.faces), "ball")
    turned = MeshShape.from_triangles(np.asarray(box.vertices), np.asarray(box.faces)[:, ::-1], "ball")
    one, other = (observe(s, "unoriented", 300, 4) for s in (shape, turned))
    assert (one.upper[300:] > 0).mean() == pytest.approx((other.upper[300:] > 0).mean(), abs=0.1)
