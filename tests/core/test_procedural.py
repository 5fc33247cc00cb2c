"""Seeded families with analytic distance: what is claimed of the distance holds, and arrays and tensors agree."""

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.spatial import KDTree

from core.errors import UserError
from core.readers.load import load
from core.shapes.base import RADIUS, Analytic
from core.shapes.catalogue import FAMILY_DIMS, ROWS, procedural, shape_of
from core.shapes.families import furniture
from core.shapes.objects import plane
from core.shapes.planar import PlanarShape, polygon
from core.shapes.polygon import counterclockwise, signed_area
from core.shapes.solids import ALONG_Z, ON_EDGE, SolidShape, about, prism, turned
from core.training.tasks import make_task
from tests.trials import examples

SEEDS = st.integers(0, 10_000)
SOLIDS = tuple(row.shape for row in ROWS if isinstance(row.shape(0), SolidShape))
FAMILIES = (*SOLIDS, *(row.shape for row in ROWS if isinstance(row.shape(0), PlanarShape)))
SQUARE = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)], float)


@settings(max_examples=examples(25), deadline=None)
@given(SEEDS, st.sampled_from(FAMILIES))
def test_distances_are_lipschitz_and_reach_the_surface(seed: int, family) -> None:
    shape, rng = family(seed), np.random.default_rng(seed)
    a = rng.uniform(-1, 1, (300, shape.dim))
    b = a + rng.normal(size=a.shape) * 0.05
    da, db = shape.sdf(a), shape.sdf(b)
    assert (np.abs(da - db) <= np.linalg.norm(a - b, axis=1) + 1e-5).all()
    surface, _ = shape.sample_surface(20_000, rng)
    nearest = np.asarray(KDTree(surface).query(a)[0])
    spacing = 0.005 if shape.dim == 2 else 0.06
    assert (np.abs(da) <= nearest + 1e-4).all()  # never more than the true distance, inside or out
    outside = da > 0
    assert (nearest[outside] - da[outside] <= spacing).all()  # exact outside
    if shape.dim == 2 and not shape.radius:
        assert (nearest[~outside] + da[~outside] <= spacing).all()  # a polygon is exact inside too


@settings(max_examples=examples(25), deadline=None)
@given(SEEDS, st.sampled_from(FAMILIES))
@example(672, polygon)  # thin tips, which a longer step leaves through the other side
def test_the_sampled_surface_is_the_zero_set_and_parts_inside_from_outside(seed: int, family) -> None:
    shape = family(seed)
    points, normals = shape.sample_surface(400, np.random.default_rng(seed))
    assert len(points) == len(normals) == 400
    assert np.abs(shape.sdf(points)).max() < 2e-4
    assert np.linalg.norm(normals, axis=1) == pytest.approx(np.ones(400), abs=1e-5)
    assert np.linalg.norm(points, axis=1).max() <= RADIUS * 1.003
    step = 0.0005 * normals
    assert (shape.sdf(points + step) > 0).mean() > 0.97  # the rest faces another piece
    assert (shape.sdf(points - step) < 0).mean() > 0.99  # the rest is at a tip thinner than the step
    assert (shape.sdf(np.array([[0.999] * shape.dim, [-0.999] * shape.dim])) > 0).all()


@settings(max_examples=examples(15), deadline=None)
@given(SEEDS, st.sampled_from((*FAMILIES, furniture)))
def test_tensors_give_what_arrays_give(seed: int, family) -> None:
    shape = family(seed)
    assert isinstance(family(seed), Analytic)
    x = np.random.default_rng(seed).uniform(-1, 1, (500, shape.dim))
    there = shape.distance(torch.from_numpy(x))
    assert there.dtype == torch.float64
    assert there.numpy() == pytest.approx(shape.distance(x), abs=1e-12)
    assert shape.distance(torch.from_numpy(x).float()).numpy() == pytest.approx(shape.sdf(x), abs=2e-6)


@settings(max_examples=examples(25), deadline=None)
@given(SEEDS, st.sampled_from(SOLIDS))
@example(872, plane)  # a ray that comes in at a small angle to the surface
def test_rays_stop_at_the_surface_and_miss_only_empty_space(seed: int, family) -> None:
    shape, rng = family(seed), np.random.default_rng(seed)
    origin = rng.normal(size=3)
    origin *= 2.5 / np.linalg.norm(origin)
    rays = rng.uniform(-0.9, 0.9, (200, 3)) - origin
    rays /= np.linalg.norm(rays, axis=1, keepdims=True)
    depth = shape.raycast(np.broadcast_to(origin, rays.shape), rays)
    hit = np.isfinite(depth)
    assert np.abs(shape.sdf(origin + depth[hit, None] * rays[hit])).max(initial=0) < 2e-6
    for share in np.linspace(0.05, 0.98, 40):
        along = np.where(hit, depth, 4.0) * share
        assert shape.sdf(origin + along[:, None] * rays).min() > -2e-6


def test_rays_meet_turned_and_prismatic_pieces_where_worked_by_hand() -> None:
    x, y, z = np.eye(3)
    ring = turned(np.array([(1, -2), (2, -2), (2, 2), (1, 2)], float))
    origins = np.array([(-5, 0, 0), (0, 9, 0), (1.5, 9, 0), (-5, 3, 0), (0, 0, 0), (-5, 0, 0)], float)
    rays = np.array([x, -y, -y, x, z, -x], float)
    assert ring.raycast(origins, rays) == pytest.approx([3, np.inf, 7, np.inf, 1, np.inf])
    cone = turned(np.array([(0, 0), (1, 0), (0, 2)], float), (0, 1, 0))
    origins = np.array([(5, 2, 0), (0, 9, 0), (0.5, -4, 0), (5, 3.5, 0), (0, 9, 0)], float)
    rays = np.array([-x, -y, y, -x, 0.5 * (x - 9 * y)], float)
    assert cone.raycast(origins, rays) == pytest.approx([4.5, 6, 5, np.inf, 12 / 7])
    block = prism(SQUARE, 0.5, (2, 0, 0), about(2, 90))  # 1 wide in x, 2 high, 2 deep
    origins = np.array([(0, 0, 0), (0, 0.999, 0), (0, 1.001, 0), (1.6, 5, 0.9), (0, 1.0005, 0)], float)
    rays = np.array([x, x, x, -y, x - 0.0003 * y], float)
    assert block.raycast(origins, rays) == pytest.approx([1.5, 1.5, np.inf, 4, 5 / 3])


def test_turned_and_prismatic_pieces_by_hand() -> None:
    can = turned(np.array([(0, -2), (1, -2), (1, 2), (0, 2)], float))
    points = np.array([[0, 0, 0], [3, 0, 0], [0, 4, 0], [0, 0, 0.5], [4, 6, 0]], float)
    assert can.distance(points) == pytest.approx([-1, 2, 2, -0.5, 5])
    assert can.area == pytest.approx(2 * np.pi * 4 + 2 * np.pi)
    box = prism(SQUARE * [1, 2], 0.5, (10, 0, 0))
    points = np.array([[10, 0, 0], [10.8, 0, 0], [14, 0, 0], [10, 0.25, 0], [14, 4.5, 2], [14, 0, 6]], float)
    assert box.distance(points) == pytest.approx([-0.5, -0.2, 3, -0.25, 5, 5])
    assert box.area == pytest.approx(2 * (2 * 4) + 12 * 1)
    standing = prism(SQUARE * [3, 1], 0.1, rotation=ON_EDGE)  # 3 along y, thin along x
    assert standing.distance(np.array([[0, 3, 0], [0.1, 0, 0], [0, 0, 1]], float)) == pytest.approx(np.zeros(3))
    lying = turned(np.array([(0, 0), (1, 0), (0, 5)], float), rotation=ALONG_Z)  # a cone with its tip at z = 5
    assert lying.distance(np.array([[0, 0, 5], [0, 0, 0], [1, 0, 0], [0, 0, 7]], float)) == pytest.approx([0, 0, 0, 2])
    assert about(2, 90) @ [1, 0, 0] == pytest.approx([0, 1, 0])


def test_surface_samples_of_a_cone_are_uniform_by_area() -> None:
    cone = turned(np.array([(0, 0), (1, 0), (0, 1)], float))
    points, normals = cone.sample(20_000, np.random.default_rng(0))
    flat = np.abs(points[:, 1]) < 1e-9
    assert flat.mean() == pytest.approx(1 / (1 + np.sqrt(2)), abs=0.01)
    assert normals[flat] == pytest.approx(np.tile([0.0, -1.0, 0.0], (flat.sum(), 1)))
    # Half of the slanted area lies below the height at which the radius is 1 / sqrt(2).
    assert (points[~flat, 1] < 1 - 0.5**0.5).mean() == pytest.approx(0.5, abs=0.015)


def test_a_square_with_a_hole_and_a_stroke_by_hand() -> None:
    frame = PlanarShape.from_lines("frame", [SQUARE, SQUARE / 2])
    scale = RADIUS / np.sqrt(2)
    points = np.array([[0, 0], [0.75, 0], [0.9, 0], [2, 0], [2, 2]]) * scale
    assert frame.sdf(points) == pytest.approx(np.array([0.5, -0.25, -0.1, 1, np.sqrt(2)]) * scale, abs=1e-6)
    stroke = PlanarShape.from_lines("stroke", (), [np.array([[-1, 0], [1, 0]], float)], 0.25)
    at = stroke.normalization.apply(np.array([[0, 0], [0, 1], [1.25, 0], [4.25, 0]]))
    assert stroke.sdf(at) == pytest.approx(np.array([-0.25, 0.75, 0, 3]) * stroke.normalization.scale, abs=1e-6)


def test_the_winding_of_an_outline_does_not_matter() -> None:
    assert signed_area(SQUARE) == 4
    assert signed_area(counterclockwise(SQUARE[::-1])) == 4
    one, two = (SolidShape.from_pieces("s", [prism(outline, 0.3)]) for outline in (SQUARE, SQUARE[::-1]))
    x = np.random.default_rng(0).uniform(-1, 1, (50, 3))
    assert np.array_equal(one.sdf(x), two.sdf(x))
    points, normals = two.sample_surface(300, np.random.default_rng(0))
    assert (np.einsum("nd,nd->n", points, normals) > 0).all()


@pytest.mark.parametrize("family", FAMILY_DIMS)
def test_every_family_is_endless_seeded_and_split(family: str) -> None:
    x = np.random.default_rng(0).uniform(-1, 1, (64, shape_of(family, 0).dim))
    assert shape_of(family, 0).dim == FAMILY_DIMS[family]
    assert np.array_equal(shape_of(family, 5).sdf(x), shape_of(family, 5).sdf(x))
    assert load(f"{family}:test#3").name == shape_of(family, 15).name, "as the window and the command line open it"
    draw = procedural(family)
    names = {split: {draw(n, split).name for n in range(20)} for split in ("train", "val", "test")}
    assert all(len(own) == 20 for own in names.values()) or family == "furniture"
    assert not names["train"] & names["val"] | names["val"] & names["test"] | names["train"] & names["test"]


AS_EVER = {
    "furniture": [0.0663, 0.1178, -0.0329],
    "table": [0.2549, -0.0232, 0.1095],
    "chair": [0.2151, 0.1037, 0.2748],
    "bench": [0.0663, 0.1178, -0.0329],
    "plane": [0.3, 0.0949, 0.4734],
    "lamp": [0.4287, 0.3406, 0.4524],
    "vase": [0.1018, 0.1964, 0.2344],
    "outlines": [0.0475, -0.4309, 0.1597],
    "polygon": [0.0371, -0.5399, 0.0551],
    "glyph": [0.0753, 0.0653, 0.353],
}


@pytest.mark.parametrize("family", FAMILY_DIMS)
def test_a_seed_gives_what_it_always_gave(family: str) -> None:
    """Trained checkpoints rest on it: a change of a family is a new family."""
    shape = shape_of(family, 5)
    x = np.linspace(-0.6, 0.7, 3)[:, None] * np.array([1, 0.5, -0.3])[: shape.dim]
    found = [round(float(distance), 4) for distance in shape.sdf(x)]
    assert family in AS_EVER, f'a new family has a line in AS_EVER: "{family}": {found},'
    assert found == pytest.approx(AS_EVER[family], abs=1.5e-4), "it has changed: give it another name"


def test_an_unknown_family_is_one_sentence() -> None:
    with pytest.raises(UserError, match=r"no family 'spoons'.*vase"):
        procedural("spoons")


def test_a_task_computes_its_distances_where_they_are_wanted() -> None:
    """The "meta" device has no numbers, so that nothing can have come from the CPU."""
    task = make_task(furniture(3), "dense", 32, 64, 0)
    assert task.distances_on("cpu").numpy() == pytest.approx(furniture(3).sdf(task.query), abs=0)
    there = make_task(furniture(3), "dense", 32, 64, 0)
    assert there.distances_on("meta").device.type == "meta"
    assert "distances" not in vars(there)
