"""Level sets: geometry against analytic shapes and against dense evaluation."""

import numpy as np
import pytest
import torch
import trimesh
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import KDTree
from skimage.measure import marching_cubes

from core.fields.field import FieldFunction, FieldSpec, bind, initial_params
from core.levelset import LevelSet, extract, is_closed, pyramid, sample_lattice
from core.levelset.lattice import inner
from tests.trials import examples


def sphere(radius: float, centre: tuple[float, ...] = (0.0, 0.0, 0.0)) -> FieldFunction:
    return lambda x: (x - torch.tensor(centre)[: x.shape[1]]).norm(dim=1) - radius


def torus(x: torch.Tensor) -> torch.Tensor:
    return torch.hypot(x[:, :2].norm(dim=1) - 0.55, x[:, 2]) - 0.2


def wavy_net(seed: int, dim: int = 3) -> FieldFunction:
    """An untrained network with several octaves: a surface of no known shape."""
    spec = FieldSpec(dim=dim, width=32, depth=3, activation="sine", omega=3.0)
    raw = bind(spec, initial_params(spec, torch.Generator().manual_seed(seed)))
    return lambda x: raw(x) - raw(torch.zeros(1, dim))[0] + 0.3 * (x.norm(dim=1) - 0.6)


def dense(field: FieldFunction, dim: int, size: int) -> np.ndarray:
    axis = torch.linspace(-1, 1, size + 1)
    grid = torch.stack(torch.meshgrid(*[axis] * dim, indexing="ij")[::-1], -1).reshape(-1, dim)
    return field(grid).view(*[size + 1] * dim).numpy()


def as_trimesh(level: LevelSet) -> trimesh.Trimesh:
    return trimesh.Trimesh(level.vertices, level.elements, process=False)


@pytest.mark.parametrize("seed", [3, 4])
def test_another_marching_cubes_has_the_same_vertices(seed: int) -> None:
    """scikit-image over the dense lattice, as an independent reference."""
    field = wavy_net(seed)
    level = extract(field, 3, 48, careful=True)
    vertices, _, _, _ = marching_cubes(np.pad(dense(field, 3, level.resolution), 1, constant_values=1e6), 0.0)
    theirs = (vertices[:, ::-1] - 1) / level.resolution * 2 - 1
    within = (np.abs(level.vertices) < 1 - 1e-3).all(1)  # the caps at the walls depend on the padding
    assert within.sum() > 1000
    assert np.max(KDTree(theirs).query(level.vertices[within])[0]) < 1e-3 * 2 / level.resolution
    there = KDTree(level.vertices).query(theirs[(np.abs(theirs) < 1 - 1e-3).all(1)])[0]
    assert np.quantile(there, 0.99) < 1e-3 * 2 / level.resolution, "theirs may add a vertex in an ambiguous cell"


@settings(max_examples=examples(12), deadline=None)
@given(st.floats(0.1, 0.9), st.sampled_from([32, 64]))
def test_a_sphere_is_within_a_cell(radius: float, resolution: int) -> None:
    level = extract(sphere(radius), 3, resolution)
    cell = 2 / resolution
    assert level.status == "ok"
    assert level.watertight
    assert np.abs(np.linalg.norm(level.vertices, axis=1) - radius).max() < 0.5 * cell
    assert as_trimesh(level).volume > 0  # wound outward
    outward = level.vertices / np.linalg.norm(level.vertices, axis=1, keepdims=True)
    assert np.einsum("nd,nd->n", outward, level.normals).min() > 0.8


def test_a_torus_has_one_hole() -> None:
    level = extract(torus, 3, 64)
    assert level.watertight
    assert as_trimesh(level).euler_number == 0


def test_a_thin_plate_is_found_whole() -> None:
    def plate(x: torch.Tensor) -> torch.Tensor:
        q = x.abs() - torch.tensor([0.7, 0.7, 0.02])
        return q.clamp(min=0).norm(dim=1) + q.amax(1).clamp(max=0)

    level = extract(plate, 3, 64)
    assert level.status == "ok"
    assert as_trimesh(level).area == pytest.approx(2 * 1.4 * 1.4, rel=0.08)


def test_two_spheres_a_cell_apart_stay_two() -> None:
    cell = 2 / 64
    one, two = sphere(0.3, (-0.3 - cell, 0.0, 0.0)), sphere(0.3, (0.3 + cell, 0.0, 0.0))
    level = extract(lambda x: torch.minimum(one(x), two(x)), 3, 64)
    assert as_trimesh(level).body_count == 2


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_no_vertex_that_dense_evaluation_lacks(seed: int) -> None:
    field = wavy_net(seed)
    lattice = pyramid.fill(field, 3, 64)
    values, known = lattice.inner.numpy(), inner(lattice.unknown).numpy() != 1
    truth = dense(field, 3, 64)

    def surface_cells(v: np.ndarray) -> np.ndarray:
        corners = [v[a : 64 + a, b : 64 + b, c : 64 + c] < 0 for a in (0, 1) for b in (0, 1) for c in (0, 1)]
        return np.any(corners, 0) & ~np.all(corners, 0)

    found, there = surface_cells(values), surface_cells(truth)
    assert there.sum() > 1000
    assert not (found & ~there).any()
    assert (found & there).sum() / there.sum() > 0.996
    for axis in range(3):
        low, high = np.s_[:-1], np.s_[1:]
        first, second = np.moveaxis(values, axis, 0)[low], np.moveaxis(values, axis, 0)[high]
        crossing = (first < 0) != (second < 0)
        for end in (low, high):
            assert np.moveaxis(known, axis, 0)[end][crossing].all()
            off = np.moveaxis(values - truth, axis, 0)[end][crossing]
            assert np.abs(off).max() < 1e-5


@pytest.mark.parametrize("seed", [0, 1])
def test_careful_finds_every_cell(seed: int) -> None:
    field = wavy_net(seed)
    count = (dense(field, 3, 64) < 0).sum()
    lattice = pyramid.fill(field, 3, 64, settings=pyramid.CAREFUL)
    assert (lattice.inner.numpy() < 0).sum() == count


def test_it_evaluates_a_small_part_of_the_lattice() -> None:
    level = extract(torus, 3, 128)
    assert level.evaluations < 0.06 * 129**3


@pytest.mark.parametrize("dim", [2, 3])
def test_empty_full_and_diverged_are_results(dim: int) -> None:
    outside = extract(lambda x: torch.ones(len(x)), dim, 64)
    assert (outside.status, len(outside.vertices), outside.watertight) == ("empty", 0, False)
    assert "outside everywhere" in outside.reason
    assert "inside everywhere" in extract(lambda x: -torch.ones(len(x)), dim, 64).reason
    for bad in (float("nan"), float("inf")):
        level = extract(lambda x, b=bad: torch.where(x[:, 0] > 0.4, b, x[:, 0]), dim, 64)
        assert (level.status, level.lattice) == ("diverged", None)


def test_a_surface_that_leaves_the_box_is_closed_and_flagged() -> None:
    level = extract(sphere(0.5, (0.8, 0.0, 0.0)), 3, 64)
    assert level.status == "clipped"
    assert level.watertight
    assert level.vertices.max() <= 1.0
    expected = 4 / 3 * np.pi * 0.125 - np.pi * 0.3**2 * (1.5 - 0.3) / 3  # minus the cap beyond x = 1
    assert as_trimesh(level).volume == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize("reach", [0.999999, 1.0, 1.000001])
def test_a_surface_that_touches_the_box_is_closed(reach: float) -> None:
    level = extract(sphere(0.4, (reach - 0.4, 0.0, 0.0)), 3, 64)
    assert level.status in ("ok", "clipped")
    assert level.watertight
    assert as_trimesh(level).volume == pytest.approx(4 / 3 * np.pi * 0.4**3, rel=0.02)
    assert level.vertices.max() <= 1


@settings(max_examples=examples(8), deadline=None)
@given(st.floats(0.35, 0.65), st.floats(0.06, 0.2), st.integers(0, 1000))
def test_a_torus_of_any_size_and_turn_has_one_hole(ring: float, tube: float, seed: int) -> None:
    turn, _ = torch.linalg.qr(torch.randn(3, 3, generator=torch.Generator().manual_seed(seed)))

    def turned(x: torch.Tensor) -> torch.Tensor:
        y = x @ turn
        return torch.hypot(y[:, :2].norm(dim=1) - ring, y[:, 2]) - tube

    level = extract(turned, 3, 64)
    assert level.watertight
    assert as_trimesh(level).euler_number == 0
    assert as_trimesh(level).body_count == 1


def test_a_budget_falls_back_to_a_coarser_level() -> None:
    full = extract(torus, 3, 128)
    level = extract(torus, 3, 128, budget=full.evaluations // 2)
    assert level.resolution == 64
    assert level.status == "ok"
    assert level.watertight


@settings(max_examples=examples(10), deadline=None)
@given(st.floats(0.1, 0.9))
def test_a_circle_is_within_a_cell(radius: float) -> None:
    level = extract(sphere(radius), 2, 128)
    assert level.watertight
    assert np.abs(np.linalg.norm(level.vertices, axis=1) - radius).max() < 0.5 * 2 / 128
    a, b = level.vertices[level.elements[:, 0]], level.vertices[level.elements[:, 1]]
    assert (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() > 0  # inside on the left: counter-clockwise
    assert np.einsum("nd,nd->n", level.vertices, level.normals).min() > 0


def test_2d_equals_dense() -> None:
    field = wavy_net(4, dim=2)
    values = pyramid.fill(field, 2, 256).inner.numpy()
    assert ((values < 0) != (dense(field, 2, 256) < 0)).sum() == 0


def test_closedness() -> None:
    tetrahedron = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3]])
    assert is_closed(tetrahedron)
    assert not is_closed(tetrahedron[:3])
    assert not is_closed(np.zeros((0, 3), np.int64))
    assert not is_closed(np.array([[0, 1], [1, 2]]))


def test_a_lattice_is_interpolated_with_x_fastest() -> None:
    z, y, x = np.meshgrid(*[np.linspace(-1, 1, 9)] * 3, indexing="ij")
    points = np.random.default_rng(0).uniform(-1, 1, (50, 3))
    expected = points @ [1.0, 10.0, 100.0]
    assert np.allclose(sample_lattice((x + 10 * y + 100 * z).astype(np.float32), points), expected, atol=1e-3)
