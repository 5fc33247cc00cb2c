"""Procedural shapes and pictures: distances, normals and rays agree with each other."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.shapes.analytic import BOX, CYLINDER, PartsShape, Primitive
from core.shapes.families import KINDS, FurnitureKind, furniture
from core.shapes.image import ContourShape, digit, load_idx, pixel_centres
from tests.trials import examples

SEEDS = st.integers(0, 10_000)


def test_one_box_by_hand() -> None:
    shape = PartsShape.from_parts("box", [Primitive(BOX, (5.0, 0.0, 0.0), (1.0, 2.0, 2.0))])
    scale = (1 / 1.03) / 3  # the corner is at distance sqrt(1 + 4 + 4) = 3
    assert shape.normalization.scale == pytest.approx(scale)
    points = shape.normalization.apply(np.array([[5.0, 0, 0], [8.0, 0, 0], [7.0, 3.0, 2.0], [9.0, 6.0, 2.0]]))
    expected = np.array([-1.0, 2.0, np.sqrt(2), 5.0]) * scale
    assert shape.sdf(points) == pytest.approx(expected, abs=1e-6)


def test_one_cylinder_by_hand() -> None:
    shape = PartsShape.from_parts("can", [Primitive(CYLINDER, (0, 0, 0), (1.0, 2.0, 1.0))])
    points = shape.normalization.apply(np.array([[0, 0, 0], [3, 0, 0], [0, 4, 0], [0, 0, 0.5], [4, 6, 0]], float))
    expected = np.array([-1.0, 2.0, 2.0, -0.5, 5.0]) * shape.normalization.scale
    assert shape.sdf(points) == pytest.approx(expected, abs=1e-6)


@settings(max_examples=examples(15), deadline=None)
@given(SEEDS, st.sampled_from(KINDS))
def test_furniture_fits_and_its_surface_is_its_zero_set(seed: int, kind: FurnitureKind) -> None:
    shape = furniture(seed, kind)
    points, normals = shape.sample_surface(300, np.random.default_rng(seed))
    assert np.abs(shape.sdf(points)).max() < 2e-4
    assert np.linalg.norm(points, axis=1).max() <= 1 / 1.03 + 1e-5
    assert np.linalg.norm(normals, axis=1) == pytest.approx(np.ones(300), abs=1e-5)
    assert (shape.sdf(points + 0.004 * normals) > 0).mean() > 0.97  # the rest faces another part


@settings(max_examples=examples(10), deadline=None)
@given(SEEDS)
def test_distances_are_lipschitz(seed: int) -> None:
    rng = np.random.default_rng(seed)
    a = rng.uniform(-1, 1, (400, 3))
    b = a + rng.normal(size=a.shape) * 0.05
    shape = furniture(seed)
    assert (np.abs(shape.sdf(a) - shape.sdf(b)) <= np.linalg.norm(a - b, axis=1) + 1e-5).all()


@settings(max_examples=examples(10), deadline=None)
@given(SEEDS)
def test_rays_stop_at_the_surface_and_miss_only_empty_space(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shape = furniture(seed)
    origin = rng.normal(size=3)
    origin *= 2.5 / np.linalg.norm(origin)
    targets = rng.uniform(-0.9, 0.9, (200, 3))
    rays = (targets - origin) / np.linalg.norm(targets - origin, axis=1, keepdims=True)
    depth = shape.raycast(np.broadcast_to(origin, rays.shape), rays)
    hit = np.isfinite(depth)
    assert np.abs(shape.sdf(origin + depth[hit, None] * rays[hit])).max(initial=0) < 1e-5
    for share in np.linspace(0.05, 0.98, 40):  # nothing is crossed before the hit, or on the whole of a miss
        along = np.where(hit, depth, 4.0) * share
        assert shape.sdf(origin + along[:, None] * rays).min() > -1e-4


def test_the_same_seed_is_the_same_furniture() -> None:
    x = np.random.default_rng(0).uniform(-1, 1, (50, 3))
    assert np.array_equal(furniture(5).sdf(x), furniture(5).sdf(x))
    assert not np.array_equal(furniture(5).sdf(x), furniture(6).sdf(x))


def disc(size: int = 64, radius: float = 0.5) -> np.ndarray:
    axis = (np.arange(size) + 0.5) / size * 2 - 1
    distance = np.hypot(*np.meshgrid(axis, axis))
    return np.clip((radius - distance) * size / 2 + 0.5, 0, 1)  # the edge is one pixel wide, 0.5 on the circle


def test_a_disc_has_the_distance_of_a_circle() -> None:
    shape = ContourShape.from_grey(disc(), "disc")
    x = pixel_centres(48)
    assert np.abs(shape.sdf(x) - (np.linalg.norm(x, axis=1) - 0.5)).max() < 0.01
    points, normals = shape.sample_surface(200, np.random.default_rng(0))
    assert np.linalg.norm(points, axis=1) == pytest.approx(np.full(200, 0.5), abs=0.01)
    assert (np.einsum("nd,nd->n", points, normals) > 0.45).all()


def test_up_in_the_picture_is_up_in_the_plane() -> None:
    picture = np.zeros((28, 28))
    picture[3:8, 10:18] = 1  # near the top
    shape = ContourShape.from_grey(picture, "bar")
    assert shape.sdf(np.array([[0.0, 0.6], [0.0, -0.6]])) == pytest.approx([-5 / 28, 0.6 + 12 / 28], abs=0.03)


def test_a_blank_picture_is_refused() -> None:
    with pytest.raises(UserError, match="blank"):
        ContourShape.from_grey(np.zeros((28, 28)), "white.png")


@pytest.mark.filterwarnings("error")
def test_a_picture_without_pixels_is_refused_before_anything_is_divided_by_their_number() -> None:
    with pytest.raises(UserError, match="no pixels"):
        ContourShape.from_grey(np.zeros((0, 0)), "nothing.idx")


def test_real_digits(shared_data: Path) -> None:
    pictures = load_idx(shared_data / "mnist" / "train-images-idx3-ubyte.gz")
    assert pictures.shape == (60_000, 28, 28)
    rng = np.random.default_rng(0)
    for index in rng.integers(0, 60_000, 20):
        shape = digit(pictures, int(index))
        points, normals = shape.sample_surface(300, rng)
        assert np.abs(shape.sdf(points)).max() < 1e-5
        assert (shape.sdf(points + 0.01 * normals) > 0).mean() > 0.97
        share_inside = (shape.sdf(pixel_centres(64)) < 0).mean()
        assert 0.02 < share_inside < 0.4
    with pytest.raises(UserError, match="60000"):
        digit(pictures, 60_000)
