"""Metrics against hand-worked values, and defined where there is nothing to measure."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.errors import UserError
from core.levelset import extract
from core.measures.metrics import (
    Neighbours,
    chamfer_x1000,
    f_score,
    heldout,
    iou,
    mean_error,
    normal_consistency,
    prepare_truth,
    sample_elements,
    sample_oriented,
)
from core.shapes.base import Samples, identity_normalization
from core.shapes.families import furniture
from core.shapes.image import ContourShape


def test_the_mean_error_of_a_field_that_runs_away_is_a_number() -> None:
    assert mean_error(np.array([0.5, -0.25], np.float32), np.array([0.0, 0.25], np.float32)) == 0.5
    far = np.full(10, 3e38, np.float32)
    with np.errstate(over="raise"):
        assert mean_error(far, np.zeros_like(far)) == pytest.approx(3e38)


def test_iou_by_hand() -> None:
    a, b = np.array([1, 1, 1, 0], bool), np.array([0, 1, 1, 1], bool)
    assert iou(a, b) == 0.5
    nothing = np.zeros(4, bool)
    assert iou(nothing, a) == 0.0
    assert np.isnan(iou(nothing, nothing)), "an empty truth measures nothing"
    assert np.isnan(iou(a, nothing))


def test_chamfer_is_squared_and_summed() -> None:
    one, other = np.array([[0.0, 0, 0], [1, 0, 0]]), np.array([[0.0, 0, 2], [1, 0, 2]])
    assert chamfer_x1000(one, other) == pytest.approx(1000 * (4 + 4))
    assert chamfer_x1000(one, other[:1]) == pytest.approx(1000 * ((4 + 5) / 2 + 4))
    assert chamfer_x1000(one, np.zeros((0, 3))) == float("inf")


def test_f_score_by_hand() -> None:
    """Precision 1/2, recall 3/4: their harmonic mean is 2 * 3/8 / (5/4)."""
    to_truth, to_prediction = np.array([0.005, 0.01, 0.02, 0.5]), np.array([0.0, 0.01, 0.002, 0.03])
    assert f_score(to_truth, to_prediction, 0.01) == pytest.approx(0.6)
    assert f_score(to_truth, to_prediction, 0.5) == 1.0
    assert f_score(to_truth + 1, to_prediction + 1, 0.01) == 0.0
    assert f_score(np.zeros(0), to_prediction, 0.01) == f_score(to_truth, np.zeros(0), 0.01) == 0.0


def test_normal_consistency_by_hand() -> None:
    """There |cos| is 1 and 1/2, back it is 1 (a normal that points the other way agrees as well) and 1/2."""
    points = np.array([[0.0, 0, 0], [1, 0, 0]])
    sloped = np.array([[0.0, 0, 1], [0, np.sqrt(3) / 2, 0.5]])
    near = Neighbours.between(points, points + 0.1)
    assert normal_consistency(sloped, np.array([[0.0, 0, -1], [0, 0, 1]]), near) == pytest.approx(0.75)
    nothing = np.zeros((0, 3))
    assert normal_consistency(nothing, sloped, Neighbours.between(nothing, points)) == 0.0


def test_samples_know_the_normals_of_their_elements() -> None:
    triangle = np.array([[0.0, 0, 0], [2, 0, 0], [0, 0, 2]])
    _, normals = sample_oriented(triangle, np.array([[0, 1, 2]]), 10, np.random.default_rng(0))
    assert normals.tolist() == [[0, -1, 0]] * 10
    _, normals = sample_oriented(np.array([[0.0, 0], [3, 0]]), np.array([[0, 1]]), 10, np.random.default_rng(0))
    assert normals.tolist() == [[0, -1]] * 10, "the inside is on the left of a segment"


def test_samples_follow_area() -> None:
    vertices = np.array([[0.0, 0, 0], [1, 0, 0], [0, 1, 0], [5, 0, 0], [8, 0, 0], [5, 3, 0]])
    points = sample_elements(vertices, np.array([[0, 1, 2], [3, 4, 5]]), 20_000, np.random.default_rng(0))
    assert (points[:, 0] < 2).mean() == pytest.approx(0.1, abs=0.01)  # areas 1/2 and 9/2
    assert (points[:, 2] == 0).all()


def test_the_truth_itself_has_no_error() -> None:
    shape = furniture(83, "chair")
    truth = prepare_truth(shape)

    def field(x: torch.Tensor) -> torch.Tensor:
        return torch.from_numpy(shape.sdf(x.numpy()))

    errors = heldout(field, extract(field, 3, 128), truth)
    assert errors.iou == 1.0
    assert errors.l1 < 1e-6
    assert errors.chamfer_x1000 < 0.6  # 5,000 random points a side lie about 0.013 apart
    dense = heldout(field, extract(field, 3, 128), prepare_truth(shape, surface=30_000))
    assert dense.f_score_02 > 0.99 > dense.f_score_01 > 0.8  # random points are seldom nearest where they should be
    assert dense.normal_consistency > 0.93
    assert np.isnan(errors.unseen_iou)


def test_an_offset_field_has_that_error() -> None:
    square = np.zeros((28, 28))
    square[8:20, 8:20] = 1
    shape = ContourShape.from_grey(square, "square")

    def field(x: torch.Tensor) -> torch.Tensor:
        return torch.from_numpy(shape.sdf(x.numpy())) + 0.02

    errors = heldout(field, extract(field, 2, 128), prepare_truth(shape))
    assert errors.l1 == pytest.approx(0.01, rel=1e-3)  # image widths: half of the normalised unit
    assert 0.85 < errors.iou < 1


def test_an_empty_surface_has_infinite_chamfer_and_no_overlap() -> None:
    def nothing(x: torch.Tensor) -> torch.Tensor:
        return torch.ones(len(x))

    errors = heldout(nothing, extract(nothing, 3, 32), prepare_truth(furniture(7)))
    assert errors.chamfer_x1000 == float("inf")
    assert errors.iou == 0.0
    assert (errors.f_score_01, errors.f_score_02, errors.normal_consistency) == (0.0, 0.0, 0.0)


def test_the_part_that_was_not_seen_is_judged_by_itself() -> None:
    shape = furniture(83, "chair")
    truth = prepare_truth(shape)
    left = truth.volume[:, 0] < 0
    truth = replace(truth, unseen=left)

    def half(x: torch.Tensor) -> torch.Tensor:
        return torch.where(x[:, 0] < 0, torch.from_numpy(shape.sdf(x.numpy())), torch.ones(len(x)))

    errors = heldout(half, extract(half, 3, 32), truth)
    assert errors.unseen_iou == 1.0
    assert errors.iou == pytest.approx((truth.inside & left).sum() / truth.inside.sum())


def test_a_shape_without_an_inside_is_not_judged() -> None:
    """An empty answer would agree with an empty truth."""
    thin = np.zeros((512, 512))
    thin[200, 100:400] = 1  # between the centres of the 64 x 64 pixels
    with pytest.raises(UserError, match=r"thin has no inside: .*; give a shape"):
        prepare_truth(ContourShape.from_grey(thin, "thin"))
    outside = Samples(
        3, "s.npz", identity_normalization(3), np.random.default_rng(0).uniform(-1, 1, (500, 3)), np.ones(500)
    )
    with pytest.raises(UserError, match="no inside"):
        prepare_truth(outside)
