"""What an observation states must be true: the signed distance lies in every interval."""

from pathlib import Path
from typing import get_args

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import KDTree

from core.errors import UserError
from core.observation.hidden_regions import Mask, random_mask, visible_context_2d, visible_intervals
from core.observation.observation_spec import ObservationSpec, Region
from core.observation.observe import SIDED, ObserveKind, kinds_of, observe, observed_length
from core.observation.virtual_scan import (
    NOISE_CUT,
    SOLID_DEPTH,
    SOLID_LEAST,
    DepthView,
    clearance,
    free_points,
    in_holes,
    take_view,
)
from core.readers.load import load
from core.shapes.base import Samples, Scan, Source, identity_normalization
from core.shapes.catalogue import procedural
from core.shapes.image import ContourShape, pixel_centres
from tests.trials import examples

SEEDS = st.integers(0, 10_000)
RADIUS = 0.7


class Ball:
    """A ball around the origin: its distances are exact and need no code of the program."""

    name = "ball"
    watertight = True

    def __init__(self, dim: int) -> None:
        self.dim = dim
        self.normalization = identity_normalization(dim)

    def sdf(self, points: np.ndarray) -> np.ndarray:
        return np.linalg.norm(points, axis=1) - RADIUS

    def sample_surface(self, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        normals = rng.normal(size=(count, self.dim))
        normals /= np.linalg.norm(normals, axis=1, keepdims=True)
        return normals * RADIUS, normals

    def raycast(self, origins: np.ndarray, directions: np.ndarray) -> np.ndarray:
        along = -np.einsum("nd,nd->n", origins, directions)
        squared = RADIUS**2 - (np.linalg.norm(origins, axis=1) ** 2 - along**2)
        return np.where(squared >= 0, along - np.sqrt(np.maximum(squared, 0)), np.inf)


def ball_scan(normals: bool, eye: bool) -> Scan:
    points, outward = Ball(3).sample_surface(3000, np.random.default_rng(0))
    position = np.array([0.0, 0.0, 2.6])
    if eye:
        outward, points = outward[points[:, 2] > 0.4], points[points[:, 2] > 0.4]
    return Scan(3, "s", identity_normalization(3), points, outward if normals else None, position if eye else None)


def ball_samples() -> Samples:
    points = np.random.default_rng(0).uniform(-1.4, 1.4, (4000, 3)).astype(np.float32)
    return Samples(3, "s", identity_normalization(3), points, Ball(3).sdf(points).astype(np.float32))


SOURCES: dict[str, Source] = {
    "ball": Ball(3),
    "disc": Ball(2),
    "cloud": ball_scan(normals=False, eye=False),
    "normals": ball_scan(normals=True, eye=False),
    "camera": ball_scan(normals=False, eye=True),
    "samples": ball_samples(),
}
CASES = [(name, kind) for name, source in SOURCES.items() for kind in kinds_of(source)]


@settings(max_examples=examples(8), deadline=None)
@given(SEEDS)
@pytest.mark.parametrize(("name", "kind"), CASES)
def test_the_distance_lies_in_every_interval(name: str, kind: ObserveKind, seed: int) -> None:
    source = SOURCES[name]
    seen = observe(source, kind, 300, seed, noise=0.0)
    truth = Ball(source.dim).sdf(seen.points.astype(np.float64))
    holds = (seen.lower <= truth + 1e-5) & (seen.upper >= truth - 1e-5)
    if kind in SIDED:  # concluded, not measured: a tangent plane is left where the surface curves away from it
        assert holds[:300].all()
        assert holds.mean() > 0.94
    elif concludes_solid(name, kind):  # looked at along the surface, less lies behind it
        assert holds[:300].all()
        assert holds.mean() > 0.9
    else:
        assert holds.all()
    most = observed_length("scan" if concludes_solid(name, kind) else kind, 300)
    assert seen.points.shape[1] == source.dim
    assert len(seen.points) == most or (kind == "unoriented" and 0.9 * most < len(seen.points) < most)
    assert np.abs(seen.points).max() <= 1 + 1e-5


def concludes_solid(name: str, kind: ObserveKind) -> bool:
    """Whether places behind the visible surface are taken to be solid."""
    return kind == "scan" or (name == "camera" and kind == "as-is")


def test_just_behind_what_is_seen_it_is_solid() -> None:
    eye = np.array([0.0, 0.0, 2.6])
    seen = observe(Ball(3), "scan", 400, 0, eye=eye, noise=0.0)
    on, behind = seen.points[:200].astype(np.float64), seen.points[400:].astype(np.float64)
    assert np.linalg.norm(behind - on, axis=1) == pytest.approx(SOLID_DEPTH, abs=1e-5)
    assert np.cross(behind - on, on - eye) == pytest.approx(0, abs=1e-5)  # on the same ray, farther
    assert ((behind - on) * (on - eye)).sum(1).min() > 0
    assert seen.lower[400:] == pytest.approx(-SOLID_DEPTH)
    assert seen.upper[400:] == pytest.approx(-SOLID_LEAST)


@settings(max_examples=examples(10), deadline=None)
@given(SEEDS, st.floats(0.001, 0.03))
def test_noise_of_a_scan_stays_within_its_own_bounds(seed: int, noise: float) -> None:
    seen = observe(Ball(3), "scan", 400, seed, noise=noise)
    truth = Ball(3).sdf(seen.points.astype(np.float64))
    free, on = seen.upper > 0, seen.on_surface
    assert (truth[free] >= -1e-5).all()
    assert (truth[free] <= seen.upper[free] + 1e-5).all()
    assert np.abs(truth[on]).max() <= NOISE_CUT * noise + 1e-5
    assert np.abs(truth[on]).std() > 0.05 * noise  # there is noise at all


@settings(max_examples=examples(12), deadline=None)
@given(SEEDS, st.sampled_from([0.0, 0.005, 0.02]), st.sampled_from([0.0, 0.3]), st.integers(1, 2), st.booleans())
def test_nothing_stands_nearer_to_a_free_point_than_its_rays_tell(seed, noise, holes, views, masked) -> None:
    """Also where rays are lost: what is not seen may be anywhere."""
    shape = procedural("furniture")(seed % 100, "train")
    eyes = ((2.0, 1.0, 2.0), (-2.0, 0.5, 1.5))[:views]
    hidden = (Region("disc", (0.0, 0.3, 0.0), 0.4),) if masked else ()
    seen = observe(shape, "scan", 600, seed, spec=ObservationSpec(eyes, noise, holes=holes, hidden=hidden))
    free = seen.upper > 0
    truth = shape.sdf(seen.points[free].astype(np.float64))
    assert (seen.lower[free] <= truth + 1e-5).all()
    assert (seen.lower[free] > 0).any()


def test_in_front_of_a_wall_the_distance_is_known_but_for_the_margin() -> None:
    """A ball that is seen whole: on the axis the nearest hidden place is its nearest point."""
    eye = np.array([0.0, 0.0, 2.6])
    view = take_view(Ball(3), eye, 96, 0.0, np.random.default_rng(0))
    radius = 2.6 - view.depths.min()
    points = np.array([[0.0, 0.0, 0.95], [0.0, 0.0, 0.8]])
    room = points[:, 2] - radius
    found = clearance(view, points, 0.01)
    between = view.pitch * (2.6 - points[:, 2] + room) + 0.01
    assert (found <= room).all()
    assert (found >= room - between - 0.03).all()  # the rest: half a step along the ray


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_same_seed_same_observation(name: str, kind: ObserveKind) -> None:
    one, two, other = (observe(SOURCES[name], kind, 100, seed) for seed in (3, 3, 4))
    for key in ("points", "lower", "upper"):
        assert getattr(one, key).dtype == np.float32
        assert getattr(one, key).tobytes() == getattr(two, key).tobytes()
    assert (one.points != other.points).any()


def test_a_scan_sees_one_side_and_free_space() -> None:
    eye = np.array([0.0, 0.0, 2.6])
    seen = observe(Ball(3), "scan", 1000, 0, eye=eye)
    on, free = seen.points[seen.on_surface], seen.points[seen.upper > 0]
    assert len(on) == len(free) == 500
    assert on[:, 2].min() > RADIUS**2 / 2.6 - 0.05  # nothing behind the horizon
    near = np.abs(Ball(3).sdf(free)) < 0.12
    assert 0.5 < near.mean() < 0.85
    assert seen.eye == pytest.approx(eye)


def test_dense_is_mostly_near_the_surface() -> None:
    for dim, share in ((3, 0.75), (2, 0.5)):
        seen = observe(Ball(dim), "dense", 4000, 0)
        assert (seen.lower == seen.upper).all()
        assert (np.abs(seen.lower) < 0.15).mean() > share
        assert (np.abs(seen.lower) < 0.15).mean() < share + 0.2


@settings(max_examples=examples(12), deadline=None)
@given(SEEDS, st.sampled_from(["plane", "disc"]))
def test_half_tells_only_what_the_seen_part_tells(seed: int, kind: str) -> None:
    """Fill the hidden part with any other shape: the statements must hold for that as well."""
    rng = np.random.default_rng(seed)
    ball = Ball(2)
    surface = ball.sample_surface(800, rng)[0]
    mask = random_mask(surface, rng, "plane" if kind == "plane" else "disc")
    pool = rng.uniform(-1, 1, (1500, 2))
    points, lower, upper = visible_context_2d(pool, ball.sdf(pool), surface, mask, 200, rng)
    assert (mask.border(points) > -1e-6).all()
    # The hidden part replaced by nothing but a thin fence along the mask's border: as near as anything hidden can be.
    visible = surface[mask.border(surface) > 0]
    to_visible = np.linalg.norm(points[:, None] - visible, axis=2).min(1)
    size = np.minimum(to_visible, mask.border(points))
    low, high = np.minimum(np.abs(lower), np.abs(upper)), np.maximum(np.abs(lower), np.abs(upper))
    assert (low <= size + 1e-5).all()
    # The hidden part emptied: then the visible surface alone decides (0.03: its points lie that far apart).
    assert (high >= to_visible - 0.03).all()
    assert (np.sign(lower + upper) == np.sign(ball.sdf(points))).all()


def test_half_keeps_about_half_and_mixes_exact_with_bounds() -> None:
    seen = observe(Ball(3), "half", 2000, 5)
    assert seen.mask is not None
    surface = Ball(3).sample_surface(2000, np.random.default_rng(0))[0]
    assert 0.35 < (seen.mask.border(surface) > 0).mean() < 0.65
    exact = seen.lower == seen.upper
    assert 0.2 < exact.mean() < 0.95
    assert (seen.upper[~exact] > seen.lower[~exact]).all()


def test_a_mask_that_leaves_no_surface_still_bounds() -> None:
    points = np.array([[0.9, 0.9], [0.95, -0.9]])
    mask = Mask("disc", np.zeros(2), 0.8)
    lower, upper = visible_intervals(
        points, Ball(2).sdf(points), Ball(2).sample_surface(50, np.random.default_rng(0))[0], mask
    )
    assert lower == pytest.approx(np.linalg.norm(points, axis=1) - 0.8)
    assert np.isfinite(upper).all()
    with pytest.raises(UserError, match="hides"):
        observe(Ball(2), "half", 10, 0, mask=Mask("disc", np.zeros(2), 5.0))


def test_a_digit_through_a_mask_from_its_lattice() -> None:
    y, x = np.mgrid[:28, :28] - 13.5
    shape = ContourShape.from_grey(np.clip(7.5 - np.abs(np.hypot(x, y) - 6), 0, 4) / 4, "ring")
    rng = np.random.default_rng(0)
    surface, lattice = shape.sample_surface(256, rng)[0], pixel_centres(64)
    mask = random_mask(surface, rng)
    points, lower, upper = visible_context_2d(lattice, shape.sdf(lattice), surface, mask, 512, rng)
    truth = shape.sdf(points)
    assert (lower <= truth + 1e-5).all()
    assert (truth <= upper + 1e-5).all()


def test_a_source_names_what_it_can_give() -> None:
    for name, source in SOURCES.items():
        for kind in set(get_args(ObserveKind)) - set(kinds_of(source)):
            with pytest.raises(UserError, match=kinds_of(source)[-1]):
                observe(source, kind, 10, 0)
        assert "as-is" in kinds_of(source), name
    with pytest.raises(UserError, match="at least 2"):
        observe(Ball(2), "dense", 1, 0)
    with pytest.raises(UserError, match="outside the unit sphere"):
        observe(Ball(3), "scan", 10, 0, eye=np.zeros(3))


def test_context_is_a_batch_of_one() -> None:
    seen = observe(Ball(2), "dense", 10, 0)
    context = seen.context("cpu")
    assert context.points.shape == (1, 10, 2)
    assert context.points.dtype == torch.float32
    assert context.lower.tolist()[0] == seen.lower.tolist()


def test_real_scans(shared_data: Path) -> None:
    for file in sorted((shared_data / "scans" / "pcl").glob("*.pcd")):
        seen = observe(load(file), "as-is", 500, 0)
        assert np.isfinite(seen.points).all()
        assert (seen.lower <= seen.upper).all()
        assert seen.on_surface.sum() >= 250


def test_two_views_see_more_than_one() -> None:
    eyes = ((0.0, 0.0, 2.6), (0.0, 0.0, -2.6))
    one = observe(Ball(3), "scan", 1000, 0, spec=ObservationSpec(views=eyes[:1]))
    two = observe(Ball(3), "scan", 1000, 0, spec=ObservationSpec(views=eyes))
    assert one.points[one.on_surface][:, 2].min() > 0
    assert (two.points[two.on_surface][:, 2] < 0).mean() == pytest.approx(0.5, abs=0.1)
    assert two.eyes is not None
    assert two.eyes.shape == (2, 3)
    assert (Ball(3).sdf(two.points[two.upper > 0].astype(np.float64)) >= -1e-5).all()


@pytest.mark.parametrize("kind", ["scan", "surface", "dense", "oriented", "unoriented", "half", "as-is"])
def test_nothing_is_known_of_hidden_regions(kind: ObserveKind) -> None:
    regions = (Region("plane", (0.0, 1.0, 0.0), 0.0), Region("disc", (0.0, 0.9, 0.4), 0.3))
    seen = observe(Ball(3), kind, 600, 2, spec=ObservationSpec(views=((0.0, 1.5, 2.2),), noise=0.0, hidden=regions))
    assert seen.points[:, 1].min() > 0
    assert np.linalg.norm(seen.points - (0.0, 0.9, 0.4), axis=1).min() > 0.3
    truth = Ball(3).sdf(seen.points.astype(np.float64))
    holds = (seen.lower <= truth + 1e-5) & (truth - 1e-5 <= seen.upper)
    assert holds[:600].all()
    assert holds.mean() > 0.85  # what is concluded of points at the rim of what is seen is sometimes wrong
    assert seen.mask is not None


@pytest.mark.parametrize("kind", ["scan", "surface"])
@pytest.mark.parametrize("share", [0.1, 0.5])
def test_the_share_of_outliers_is_what_was_asked(kind: ObserveKind, share: float) -> None:
    seen = observe(Ball(3), kind, 4000, 1, spec=ObservationSpec(noise=0.0, outliers=share))
    off = np.abs(Ball(3).sdf(seen.points[seen.on_surface].astype(np.float64))) > 0.01
    assert off.mean() == pytest.approx(share, abs=0.06)


def test_holes_are_round_and_of_the_asked_share() -> None:
    points = Ball(3).sample_surface(4000, np.random.default_rng(0))[0]
    lost = in_holes(points, 0.3, np.random.default_rng(1))
    assert lost.sum() == 1200
    assert np.max(KDTree(points[~lost]).query(points[lost])[0]) > 0.09  # patches, not a sprinkle
    seen = observe(Ball(3), "scan", 1000, 0, spec=ObservationSpec(noise=0.0, holes=0.5))
    whole = observe(Ball(3), "scan", 1000, 0, spec=ObservationSpec(noise=0.0))
    assert np.max(KDTree(seen.points[seen.on_surface]).query(whole.points[whole.on_surface])[0]) > 0.09


def test_a_condition_out_of_range_is_one_sentence() -> None:
    for spec in (ObservationSpec(outliers=0.7), ObservationSpec(hidden=(Region("disc", (0.0, 0.0), 0.1),))):
        with pytest.raises(UserError):
            observe(Ball(3), "scan", 10, 0, spec=spec)
    with pytest.raises(UserError, match="hidden; hide less"):
        observe(Ball(3), "scan", 10, 0, spec=ObservationSpec(hidden=(Region("disc", (0.0, 0.0, 0.0), 2.0),)))


def test_free_space_lies_in_the_box_and_clear_of_what_was_measured() -> None:
    """A depth may be noise: as far as that reaches before it, nothing is known to be free."""
    view = DepthView(np.array([0.0, 0.0, 2.0]), np.array([[0.0, 0.0, -1.0]]), np.array([1.5]), 0.01)  # met at z = 0.5
    free = free_points(view, 300, 0.1, np.random.default_rng(0))
    assert free[:, 2].min() == pytest.approx(0.6, abs=0.01)
    assert free[:, 2].min() >= 0.6 - 1e-9
    assert free[:, 2].max() <= 1


def test_an_observation_is_carried_to_a_device_once() -> None:
    seen = observe(Ball(3), "dense", 8, 0)
    assert seen.context("cpu") is seen.context(torch.device("cpu"))
    fewer = seen.chosen(np.arange(3))
    assert fewer.context().points.shape == (1, 3, 3), "another one has its own"
    assert torch.equal(seen.context().points[0], torch.from_numpy(seen.points))
