"""Placing a raw scan: proper rotations, coordinates that lead back to the file, and the search for the turn."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from core.analysis.alignment import dragged, placed, rotation, try_yaws, up_rotation
from core.errors import UserError
from core.observation.observation_spec import Axis, Placement
from core.observation.virtual_scan import take_view
from core.runs.checkpoint import load_checkpoint, method_of
from core.shapes.base import Normalization, Scan
from core.shapes.families import furniture


def scan() -> Scan:
    rng = np.random.default_rng(0)
    points = rng.uniform(-0.4, 0.4, (200, 3)).astype(np.float32)
    normals = rng.normal(size=(200, 3)).astype(np.float32)
    return Scan(3, "scan", Normalization(np.array([3.0, -1.0, 2.0]), 0.5), points, normals, np.array([0.0, 0.0, 2.0]))


@pytest.mark.parametrize("up", get_args(Axis))
def test_the_up_axis_becomes_y_by_a_proper_rotation(up: Axis) -> None:
    turn = up_rotation(up)
    axis = np.eye(3)["xyz".index(up[1])] * (1 if up[0] == "+" else -1)
    assert turn @ axis == pytest.approx([0, 1, 0])
    assert turn @ turn.T == pytest.approx(np.eye(3))
    assert np.linalg.det(turn) == pytest.approx(1)


def test_placed_points_lead_back_to_the_file() -> None:
    before = scan()
    after = placed(before, Placement("-y", 37.0, (0.1, -0.2, 0.05), 1.3))
    kept = before.normalization.invert(before.points)
    assert after.normalization.invert(after.points) == pytest.approx(kept, abs=1e-5)
    assert after.normalization.apply(kept) == pytest.approx(after.points, abs=1e-5)
    assert after.normals is not None
    assert after.normalization.turn_back(after.normals) == pytest.approx(before.normals, abs=1e-5)
    twice = placed(after, Placement("+z", 10.0))
    assert twice.normalization.invert(twice.points) == pytest.approx(kept, abs=1e-5)
    assert placed(before, Placement()) is before


@given(st.integers(0, 10_000))
def test_what_a_hand_does_to_the_box_is_done_to_the_scan(seed: int) -> None:
    rng = np.random.default_rng(seed)
    before = Placement(
        rng.choice(get_args(Axis)), rng.uniform(0, 360), tuple(rng.uniform(-0.1, 0.1, 3)), rng.uniform(0.6, 1.2),
        rng.uniform(-90, 90), rng.uniform(-90, 90),
    )  # fmt: skip
    cloud = replace(scan(), points=rng.uniform(-0.3, 0.3, (50, 3)).astype(np.float32), normals=None, eye=None)
    turn = Rotation.random(rng=rng).as_matrix()
    moved = np.eye(4)
    moved[:3, :3] = rng.uniform(0.8, 1.25) * turn
    moved[:3, 3] = rng.uniform(-0.1, 0.1, 3)
    was = placed(cloud, before).points
    after = dragged(before, moved, was.mean(0))
    assert max(abs(after.pitch), abs(after.roll)) <= 90
    assert placed(cloud, after).points == pytest.approx(was @ moved[:3, :3].T + moved[:3, 3], abs=1e-5)


def test_a_side_that_is_drawn_out_makes_all_of_it_larger() -> None:
    moved = np.diag([2.0, 1, 1, 1])
    moved[0, 3] = 0.5  # the other side stays
    after = dragged(Placement(), moved, np.array([0.5, 0, 0]))
    assert after.scale == pytest.approx(2 ** (1 / 3))
    assert after.shift[0] == pytest.approx(2 * 0.5 + 0.5 - after.scale * 0.5), "the middle is where it was dragged to"


def test_a_place_outside_the_box_is_one_sentence() -> None:
    with pytest.raises(UserError, match="left in the box"):
        placed(scan(), Placement(shift=(9.0, 0.0, 0.0)))
    with pytest.raises(UserError, match="another scale"):
        placed(scan(), Placement(scale=100.0))


def test_the_search_finds_the_turn_of_a_chair() -> None:
    shape = furniture(83, "chair")
    view = take_view(shape, np.array([-1.5, 1.2, 1.8]), 96, 0.0, np.random.default_rng(0))
    chair = Scan(3, "chair", Normalization(np.zeros(3), 1.0), view.points.astype(np.float32), None, view.eye)
    turned = placed(chair, Placement(yaw=-90.0))
    checkpoint = load_checkpoint("furniture-scan")
    method = method_of(checkpoint, torch.device("cpu"))
    trials = list(try_yaws(turned, Placement(), method, "as-is", 512, 0, yaws=8))
    assert [trial.yaw for trial in trials] == [45.0 * n for n in range(8)]
    best = min(trials, key=lambda trial: trial.loss)
    assert best.yaw in (90.0, 270.0, 0.0, 180.0)  # furniture stands square to its axes
    assert best.loss < 0.5 * np.median([trial.loss for trial in trials if trial.yaw % 90])
    assert rotation(Placement(yaw=90.0)) @ rotation(Placement(yaw=-90.0)) == pytest.approx(np.eye(3))
