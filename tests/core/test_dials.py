"""Dials: nothing changes at the default, and each changes what it says and nothing else."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UserError
from core.observation.dials import ShiftCase, dials_for, turned
from core.observation.observation_spec import ObservationSpec
from core.readers.load import load
from core.shapes.analytic import PartsShape
from core.shapes.base import Samples, Scan, Shape
from core.shapes.composed import Placed, Together, copies, placed, turn
from core.shapes.families import furniture, many_legged
from core.shapes.waves import wave_shape
from tests.trials import examples

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "shapes"


def trial_of(dim: int, seed: int = 3) -> ShiftCase:
    return ShiftCase(wave_shape(seed) if dim == 2 else furniture(seed, "chair"), ObservationSpec(), 256, seed)


def value(shape: Shape | Scan | Samples, points: np.ndarray) -> np.ndarray:
    assert not isinstance(shape, Scan | Samples)
    return shape.sdf(points)


@pytest.mark.parametrize("dim", [2, 3])
def test_at_the_default_nothing_changes(dim: int) -> None:
    trial = trial_of(dim)
    assert turned(trial, {}) is trial
    assert turned(trial, {dial.name: dial.default for dial in dials_for(trial.source)}) is trial


@pytest.mark.parametrize("dim", [2, 3])
def test_every_row_of_every_dial_can_be_observed(dim: int) -> None:
    trial = trial_of(dim)
    for dial in dials_for(trial.source):
        assert dial.low <= dial.default <= dial.high
        for row in dial.rows:
            seen = turned(trial, {dial.name: row}).observe("dense")
            assert seen.points.shape == (max(8, round(256 / row)) if dial.name == "sparsity" else 256, dim)
            assert np.abs(seen.points).max() <= 1
            again = turned(trial, {dial.name: row}).observe("dense")
            assert np.array_equal(seen.points, again.points)


@settings(max_examples=examples(20), deadline=None)
@given(st.sampled_from([2, 3]), st.floats(-180, 180), st.floats(0.5, 1.25), st.integers(0, 100))
def test_a_placed_shape_has_the_distances_of_the_moved_one(dim: int, degrees: float, scale: float, seed: int) -> None:
    shape = wave_shape(seed) if dim == 2 else furniture(seed)
    rng = np.random.default_rng(seed)
    shift = tuple(rng.uniform(-0.1, 0.1, dim))
    moved = placed(shape, degrees, scale, shift)
    x = rng.uniform(-1, 1, (200, dim))
    there = x @ turn(degrees, dim).T * scale + shift
    assert moved.sdf(there) == pytest.approx(shape.sdf(x) * scale, abs=1e-5)
    points, normals = moved.sample_surface(200, rng)
    assert np.abs(points).max() <= 1
    assert np.abs(moved.sdf(points)).max() < 5e-4
    assert (moved.sdf(points + 0.004 * normals) > 0).mean() > 0.95
    own = rng.uniform(-5, 5, (20, dim))  # the input's own coordinates, there and back
    assert moved.normalization.invert(moved.normalization.apply(own)) == pytest.approx(own, abs=1e-9)
    expected = shape.normalization.apply(own) @ turn(degrees, dim).T * scale + shift
    assert moved.normalization.apply(own) == pytest.approx(expected, abs=1e-9)


def test_rotation_by_hand() -> None:
    assert turn(90, 2) @ [1, 0] == pytest.approx([0, 1])
    assert turn(90, 3) @ [0, 0, 1] == pytest.approx([1, 0, 0])
    chair = furniture(3, "chair")
    back = turned(ShiftCase(chair), {"rotation": 180}).source
    x = np.random.default_rng(0).uniform(-1, 1, (100, 3))
    assert value(back, x * [-1, 1, -1]) == pytest.approx(chair.sdf(x), abs=1e-5)


def test_rays_meet_a_placed_shape_on_its_surface() -> None:
    shape = placed(furniture(5), 30, 0.7, (0.1, 0.0, -0.1))
    rng = np.random.default_rng(0)
    origin = np.array([0.5, 1.0, 2.3])
    rays = rng.uniform(-0.5, 0.5, (300, 3)) - origin
    rays /= np.linalg.norm(rays, axis=1, keepdims=True)
    depth = shape.raycast(np.broadcast_to(origin, rays.shape), rays)
    hit = np.isfinite(depth)
    assert hit.sum() > 20
    assert np.abs(shape.sdf(origin + depth[hit, None] * rays[hit])).max() < 1e-5
    assert turned(ShiftCase(shape, points=400), {"rotation": 45}).observe("scan").eyes is not None


@pytest.mark.parametrize("dim", [2, 3])
def test_copies_stand_side_by_side(dim: int) -> None:
    shape = wave_shape(1) if dim == 2 else furniture(1)
    assert copies(shape, 1) is shape
    three = copies(shape, 3)
    assert isinstance(three, Together)
    points, _ = three.sample_surface(3000, np.random.default_rng(0))
    assert np.abs(points).max() <= 1
    assert np.abs(three.sdf(points)).max() < 5e-4
    third = np.digitize(points[:, 0], [-1 / 3, 1 / 3])
    assert np.bincount(third, minlength=3) == pytest.approx([1000, 1000, 1000], abs=150)
    with pytest.raises(ValueError, match="0 copies"):
        copies(shape, 0)


@pytest.mark.parametrize("legs", [3, 5, 12])
def test_a_table_has_the_legs_that_were_asked(legs: int) -> None:
    table = turned(ShiftCase(furniture(2), seed=9), {"legs": legs}).source
    assert isinstance(table, PartsShape)
    assert len(table.kinds) == legs + 1
    points, _ = table.sample_surface(4000, np.random.default_rng(0))
    floor = points[:, 1] < points[:, 1].min() + 1e-3
    angle = np.sort(np.arctan2(points[floor, 2], points[floor, 0]))
    gaps = np.diff(np.append(angle, angle[0] + 2 * np.pi))
    assert (gaps > 0.1).sum() == legs  # as many feet on the floor
    assert np.array_equal(many_legged(9, legs).halves, table.halves)


def test_noise_sparsity_and_occlusion_change_the_observation_alone() -> None:
    trial = trial_of(3)
    for name, at in (("noise", 0.03), ("sparsity", 4), ("occlusion", 0.5)):
        assert turned(trial, {name: at}).source is trial.source
    assert turned(trial, {"noise": 0.03}).spec.noise == 0.03
    assert turned(trial, {"sparsity": 4}).points == 64
    hidden = turned(replace(trial, points=2000), {"occlusion": 0.75})
    surface, _ = furniture(3, "chair").sample_surface(4000, np.random.default_rng(1))
    plane = hidden.spec.hidden[0]
    assert (surface @ plane.vector <= plane.value).mean() == pytest.approx(0.75, abs=0.04)
    seen = hidden.observe("surface")
    assert (seen.points @ np.array(plane.vector) > plane.value).all()


def test_scans_and_samples_have_the_dials_that_need_no_truth() -> None:
    scan = load(ASSETS / "chair-scan.pcd")
    names = {dial.name for dial in dials_for(scan)}
    assert names == {"sparsity", "occlusion", "noise"}
    seen = turned(ShiftCase(scan, points=400), {"occlusion": 0.4, "noise": 0.01, "sparsity": 2}).observe("as-is")
    assert len(seen.points) == 300  # a hundred of them behind what is seen
    with pytest.raises(UserError, match=r"chair-scan.*rotation"):
        turned(ShiftCase(scan), {"rotation": 45})
    x = np.random.default_rng(0).uniform(-1, 1, (500, 3)).astype(np.float32)
    ball = Samples(3, "ball.npz", furniture(0).normalization, x, np.linalg.norm(x, axis=1) - np.float32(0.5))
    assert len(turned(ShiftCase(ball), {"occlusion": 0.5}).observe("dense").points) == 512


def test_faults_are_one_sentence() -> None:
    trial = trial_of(2)
    with pytest.raises(UserError, match="no dial gravity"):
        turned(trial, {"gravity": 1})
    with pytest.raises(UserError, match=r"scale goes from 0\.5 to 1\.25 times, not to 3"):
        turned(trial, {"scale": 3})
    with pytest.raises(UserError, match="no legs"):
        turned(trial, {"legs": 5})
    with pytest.raises(UserError, match="in 2D, not 9"):
        turned(trial, {"family": 9})


def test_what_is_out_of_the_box_is_not_sampled() -> None:
    shape = placed(furniture(0), shift=(0.6, 0.0, 0.0))
    assert isinstance(shape, Placed)
    points, _ = shape.sample_surface(500, np.random.default_rng(0))
    assert points.max() <= 1
    assert len(np.unique(points[:, 1])) > 50
    gone = placed(furniture(0), shift=(5.0, 0.0, 0.0))
    assert gone.sample_surface(10, np.random.default_rng(0))[0][:, 0].min() > 1
