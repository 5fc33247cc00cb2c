"""Metrics against hand-worked values, and defined where there is nothing to measure."""

import numpy as np
import pytest
import torch

from core.levelset import extract
from core.metrics import chamfer_x1000, heldout, iou, prepare_truth, sample_elements
from core.shapes.families import furniture
from core.shapes.image import ContourShape


def test_iou_by_hand() -> None:
    a, b = np.array([1, 1, 1, 0], bool), np.array([0, 1, 1, 1], bool)
    assert iou(a, b) == 0.5
    nothing = np.zeros(4, bool)
    assert iou(nothing, nothing) == 1.0
    assert iou(a, nothing) == 0.0


def test_chamfer_is_squared_and_summed() -> None:
    one, other = np.array([[0.0, 0, 0], [1, 0, 0]]), np.array([[0.0, 0, 2], [1, 0, 2]])
    assert chamfer_x1000(one, other) == pytest.approx(1000 * (4 + 4))
    assert chamfer_x1000(one, other[:1]) == pytest.approx(1000 * ((4 + 5) / 2 + 4))
    assert chamfer_x1000(one, np.zeros((0, 3))) == float("inf")


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
