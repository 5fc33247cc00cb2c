"""The engine under the level sets: exactness of the pyramid, the two meshers against each other, audit, refinement."""

from functools import partial

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import KDTree

from core.fields.field import FieldFunction, FieldSpec, bind, evaluate, initial_params
from core.fields.precision import bind_in, live, pick_precision
from core.levelset import audit, extract, is_closed, meshing, pooled, pyramid, refine_normals
from core.levelset.cubes import marching_cubes
from core.levelset.lattice import OUTSIDE, coordinates, inner, upsampled, where
from core.levelset.refinement import value_and_gradient
from tests.trials import examples


def balls(seed: int, dim: int = 3, count: int = 6) -> FieldFunction:
    """Balls of every size down to less than a 32-cubed cell, some of them outside the box in part."""
    rng = np.random.default_rng(seed)
    centres = torch.from_numpy(rng.uniform(-1, 1, (count, dim)).astype(np.float32))
    radii = torch.from_numpy(rng.uniform(0.02, 0.5, count).astype(np.float32))
    return lambda x: ((x[:, None] - centres).norm(dim=2) - radii).amin(1)


def tilted_plate(seed: int, half: float) -> FieldFunction:
    """A square plate of random orientation, `half` thick on either side."""
    turn, _ = torch.linalg.qr(torch.randn(3, 3, generator=torch.Generator().manual_seed(seed)))

    def field(x: torch.Tensor) -> torch.Tensor:
        q = (x @ turn).abs() - torch.tensor([0.6, half, 0.6])
        return q.clamp(min=0).norm(dim=1) + q.amax(1).clamp(max=0)

    return field


def random_net(seed: int) -> FieldFunction:
    """A net as it is after no training at all, moved so that half of the box is inside."""
    spec = FieldSpec(dim=3, width=64, depth=3)
    generator = torch.Generator().manual_seed(seed)
    params = []
    for i, o in spec.layer_sizes:
        params += [
            torch.randn(i, o, generator=generator) * (2 / i) ** 0.5,
            torch.randn(1, o, generator=generator) * 0.1,
        ]
    sample = torch.rand(4096, 3, generator=generator) * 2 - 1
    params[-1] = params[-1] - evaluate(spec, tuple(params), sample).median()
    return bind(spec, tuple(params))


def crossed_cells(values: torch.Tensor) -> torch.Tensor:
    some = every = values < 0
    for axis in range(values.dim()):
        size = values.shape[axis] - 1
        some = some.narrow(axis, 0, size) | some.narrow(axis, 1, size)
        every = every.narrow(axis, 0, size) & every.narrow(axis, 1, size)
    return some & ~every


ZOO = {
    "balls 1": balls(1), "balls 2": balls(2), "plate, a cell thin": tilted_plate(0, 0.016),
    "plate, half a cell thin": tilted_plate(3, 0.01), "random net 0": random_net(0), "random net 1": random_net(1),
}  # fmt: skip


@pytest.mark.parametrize("name", ZOO)
def test_every_crossing_of_the_pyramid_is_a_crossing_of_the_dense_lattice(name: str) -> None:
    field = ZOO[name]
    truth = pyramid.dense(field, 3, 64).inner
    there = crossed_cells(truth)
    for careful in (False, True):
        lattice = pyramid.fill(field, 3, 64, settings=pyramid.CAREFUL if careful else pyramid.LIVE)
        found = crossed_cells(lattice.inner)
        assert not (found & ~there).any()
        recall = (found & there).sum() / there.sum()
        assert recall == 1 if careful else recall >= 0.996
        exact, _, _ = meshing.triangles(pyramid.dense(field, 3, 64).values.numpy())
        vertices, faces, _ = meshing.triangles(lattice.values.numpy())
        assert is_closed(faces)
        assert np.max(KDTree(exact).query(vertices)[0]) < 1e-5


@pytest.mark.parametrize("name", ZOO)
def test_the_pyramid_is_sparse(name: str) -> None:
    lattice = pyramid.fill(ZOO[name], 3, 64)
    assert lattice.evaluations == int((inner(lattice.unknown) != 1).sum())  # no point twice
    dense_cells = crossed_cells(pyramid.dense(ZOO[name], 3, 64).inner)
    corners = torch.nn.functional.max_pool3d(dense_cells[None].float(), 2, 1, 1).sum()
    assert lattice.evaluations < 2.0 * corners


@settings(max_examples=examples(15), deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([2, 3]), st.sampled_from([20, 32, 50]), st.booleans())
def test_always_closed(seed: int, dim: int, resolution: int, careful: bool) -> None:
    level = extract(balls(seed, dim), dim, resolution, careful=careful)
    assert level.status in ("ok", "clipped")
    assert level.watertight
    assert level.resolution >= resolution
    assert np.abs(level.vertices).max() <= 1


@settings(max_examples=examples(10), deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["normal", "rounded"]))
def test_both_meshers_agree_on_noise(seed: int, kind: str) -> None:
    padded = torch.full((11, 11, 11), OUTSIDE)
    noise = torch.randn(9, 9, 9, generator=torch.Generator().manual_seed(seed))
    inner(padded).copy_(noise if kind == "normal" else noise.round())  # rounded: many exact zeros
    vertices, faces, normals = meshing.triangles(padded.numpy())
    own, own_faces, own_normals = (t.numpy() for t in marching_cubes(padded))
    assert len(own) == len(vertices)
    assert len(own_faces) == len(faces)
    assert is_closed(own_faces) == is_closed(faces) == bool((noise < 0).any())
    distance, match = KDTree(vertices).query(own)
    assert np.max(distance) < 1e-5
    if kind == "normal":
        assert np.einsum("nd,nd->n", own_normals, normals[match]).min() > 0.999


def test_the_torch_mesher_on_a_shape() -> None:
    padded = pyramid.fill(balls(5), 3, 48).values
    vertices, faces, normals = (t.numpy() for t in marching_cubes(padded))
    edges = np.sort(faces[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), 1)
    assert (np.unique(edges, axis=0, return_counts=True)[1] == 2).all()
    a, b, c = (vertices[faces[:, k]].astype(float) for k in range(3))
    face_normals = np.cross(b - a, c - a)
    assert np.einsum("nd,nd->", a, face_normals) / 6 == pytest.approx(_volume(padded.numpy()), rel=2e-3)
    assert (np.einsum("nd,nd->n", face_normals, normals[faces[:, 0]]) > -1e-6).mean() > 0.99


def _volume(padded: np.ndarray) -> float:
    vertices, faces, _ = meshing.triangles(padded)
    a, b, c = (vertices[faces[:, k]].astype(float) for k in range(3))
    return float(np.einsum("nd,nd->", a, np.cross(b - a, c - a)) / 6)


def test_coordinates_are_the_same_at_every_level() -> None:
    coarse = coordinates(where(inner_mask(12)), 12, 3)
    fine = coordinates(where(inner_mask(24)), 24, 3).view(25, 25, 25, 3)[::2, ::2, ::2].reshape(-1, 3)
    assert torch.equal(coarse, fine)
    assert coarse.min() == -1
    assert coarse.max() == 1


def inner_mask(resolution: int) -> torch.Tensor:
    mask = torch.zeros((resolution + 3,) * 3, dtype=torch.bool)
    inner(mask).fill_(True)
    return mask


def test_doubling_is_linear_interpolation() -> None:
    points = coordinates(where(inner_mask(8)), 8, 3)
    padded = torch.full((11, 11, 11), OUTSIDE)
    weights = torch.tensor([1.0, 10.0, 100.0])
    inner(padded).copy_((points @ weights).view(9, 9, 9))
    expected = (coordinates(where(inner_mask(16)), 16, 3) @ weights).view(17, 17, 17)
    fine = upsampled(padded)
    assert torch.allclose(inner(fine), expected, atol=1e-4)
    assert (fine == OUTSIDE).sum() == 19**3 - 17**3


def test_levels_reach_what_was_asked() -> None:
    assert pyramid.levels(64) == (8, 16, 32, 64)
    assert pyramid.levels(100) == (13, 26, 52, 104)
    assert pyramid.levels(1) == (8,)


def test_a_field_that_breaks_only_near_its_surface_is_diverged() -> None:
    def field(x: torch.Tensor) -> torch.Tensor:
        distance = x.norm(dim=1) - 0.513
        return torch.where(distance.abs() < 0.004, torch.nan, distance)

    level = extract(field, 3, 128)
    assert (level.status, len(level.elements)) == ("diverged", 0)


def test_the_budget_is_kept() -> None:
    for budget in (1, 5_000, 20_000):
        level = extract(balls(3), 3, 128, budget=budget)
        assert level.evaluations <= max(budget, 9**3)
        assert level.watertight


def test_large_lattices_are_kept_only_on_demand() -> None:
    assert extract(balls(3), 3, 32, keep_lattice=False).lattice is None
    kept = extract(balls(3), 3, 32).lattice
    assert kept is not None
    assert kept.shape == (33, 33, 33)


def test_an_audit_finds_what_is_missing() -> None:
    whole, part = balls(8), balls(8, count=1)
    level = extract(whole, 3, 64)
    assert level.lattice is not None
    clean = audit(whole, level.lattice, 20_000)
    assert clean.missed == 0
    assert clean.bound == pytest.approx(3 / 20_000, rel=0.01)
    assert clean.rough < 60
    other = extract(part, 3, 64)
    assert other.lattice is not None
    dirty = audit(whole, other.lattice, 20_000)
    points = torch.rand(50_000, 3, generator=torch.Generator().manual_seed(0)) * 2 - 1
    missing = ((whole(points) < 0) != (part(points) < 0)).float().mean()
    assert dirty.missed / 20_000 == pytest.approx(float(missing), rel=0.1)
    assert dirty.bound > missing
    assert pooled(clean, audit(whole, level.lattice, 20_000, seed=1)).bound < clean.bound


@pytest.mark.parametrize("differentiable", [True, False])
def test_refined_normals_and_vertices(differentiable: bool) -> None:
    def field(x: torch.Tensor) -> torch.Tensor:
        return x.square().sum(1) - 0.3  # not a distance: slope 1.1 at the surface

    level = extract(field, 3, 32)
    refined = refine_normals(field if differentiable else lambda x: field(x).detach(), level)
    truth = refined.vertices / np.linalg.norm(refined.vertices, axis=1, keepdims=True)
    assert np.abs(np.linalg.norm(refined.vertices, axis=1) - 0.3**0.5).max() < 1e-4
    assert np.einsum("nd,nd->n", refined.normals, truth).min() > 0.9999
    assert np.array_equal(refined.elements, level.elements)


def test_caps_stay_on_the_walls() -> None:
    level = extract(lambda x: x[:, 0] - 3, 3, 16)
    assert level.status == "empty"
    ball = extract(lambda x: (x - torch.tensor([0.9, 0, 0])).norm(dim=1) - 0.5, 3, 32)
    refined = refine_normals(lambda x: (x - torch.tensor([0.9, 0, 0])).norm(dim=1) - 0.5, ball)
    assert (refined.vertices[ball.vertices[:, 0] == 1, 0] == 1).all()
    assert (ball.vertices[:, 0] == 1).sum() > 50


def test_mixed_precision_stays_within_a_fraction_of_a_cell() -> None:
    spec = FieldSpec(dim=3, width=128, depth=5)
    params = initial_params(spec, torch.Generator().manual_seed(0))
    points = torch.rand(5000, 3, generator=torch.Generator().manual_seed(1)) * 2 - 1
    exact = bind(spec, params)(points)
    assert (bind_in(spec, params, "mixed")(points) - exact).abs().max() < 2 / 128
    assert torch.allclose(bind_in(spec, params, "fp32")(points), exact, atol=1e-6)
    sine = FieldSpec(dim=3, width=16, depth=3, activation="sine")
    waves = initial_params(sine, torch.Generator().manual_seed(0))
    assert torch.allclose(bind_in(sine, waves, "mixed")(points), bind(sine, waves)(points), atol=1e-4)


def test_precision_is_picked() -> None:
    cpu = torch.device("cpu")
    assert pick_precision(FieldSpec(dim=2, width=32, depth=2), cpu, points=256) in ("fp32", "mixed")
    assert pick_precision(FieldSpec(dim=2, width=32, depth=2, activation="sine"), cpu) == "fp32"


def test_a_field_may_carry_gradients() -> None:
    spec = FieldSpec(dim=3, width=16, depth=2)
    params = tuple(p.requires_grad_() for p in initial_params(spec, torch.Generator().manual_seed(2)))
    level = extract(partial(evaluate, spec, params), 3, 32)
    assert level.status == "ok"


def test_a_bound_field_gives_gradients_to_points_that_ask() -> None:
    spec = FieldSpec(dim=3, width=32, depth=2)
    field = bind(spec, initial_params(spec, torch.Generator().manual_seed(2)))
    points = torch.rand(20, 3)
    assert not field(points).requires_grad
    values, slopes = value_and_gradient(field, points, 1e-2)
    assert torch.allclose(values, field(points), atol=1e-6)
    ahead = field(points + 1e-3 * slopes) - field(points - 1e-3 * slopes)
    assert torch.allclose(ahead / 2e-3, slopes.square().sum(1), rtol=0.05, atol=0.02)
    asked: list[bool] = []

    def watched(x: torch.Tensor) -> torch.Tensor:
        asked.append(x.requires_grad)
        return field(x)

    refine_normals(watched, extract(field, 3, 32))
    assert all(asked), "no finite differences"


def test_live_fields_are_the_same_fields() -> None:
    spec = FieldSpec(dim=3, width=32, depth=3, activation="sine")
    field = bind(spec, initial_params(spec, torch.Generator().manual_seed(0)))
    points = torch.rand(3000, 3) * 2 - 1
    assert torch.allclose(live(field)(points), field(points), atol=1e-4)
    other = balls(0)
    assert live(other) is other
