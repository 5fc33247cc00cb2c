"""How two shapes differ, against balls and rings worked by hand."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.analysis.difference import NORMALISED, OWN, Side, difference, differing
from core.errors import UserError
from core.levelset import extract
from core.shapes.base import Normalization


def ball(radius: float, dim: int = 3, name: str = "ball") -> Side:
    level = extract(lambda x: x.norm(dim=1) - radius, dim, 48)
    return Side(name, level, lambda x: np.linalg.norm(x, axis=1) - radius)


@pytest.mark.parametrize("dim", [2, 3])
def test_balls_differ_by_their_radii_everywhere_with_the_sign_of_the_larger_one(dim: int) -> None:
    found = difference(ball(0.6, dim), ball(0.5, dim))
    assert found.there == pytest.approx(0.1, abs=3e-3), "outside of the second"
    assert found.back == pytest.approx(-0.1, abs=3e-3), "inside of the first"
    assert (found.mean, found.p95) == pytest.approx((0.1, 0.1), abs=3e-3)
    assert found.iou == pytest.approx((5 / 6) ** dim, abs=0.01)
    assert found.chamfer_x1000 == pytest.approx(2 * 0.1**2 * 1000, rel=0.05)
    whole = np.pi * 0.6**2 if dim == 2 else 4 / 3 * np.pi * 0.6**3
    assert found.volumes == pytest.approx((whole, whole * (5 / 6) ** dim), rel=0.01)
    assert found.frame == NORMALISED


def test_a_shape_has_no_difference_to_itself_and_a_file_is_one_frame() -> None:
    same = difference(ball(0.5), ball(0.5))
    assert (same.mean, same.iou) == pytest.approx((0, 1), abs=1e-4)
    # half as large in its own frame, which is twice as large in the file: the same ball there
    frames = Normalization(np.zeros(3), 1.0), Normalization(np.zeros(3), 0.5)
    found = difference(ball(0.5), ball(0.25), frames)
    assert found.mean < 3e-3
    assert found.iou > 0.98
    assert found.frame == OWN
    assert np.linalg.norm(found.second.vertices, axis=1) == pytest.approx(0.5, abs=3e-3)


def test_it_is_found_in_parts_of_which_the_last_is_the_difference():
    *parts, found = differing(ball(0.6), ball(0.5))
    assert len(parts) > 4
    assert parts == [None] * len(parts)
    assert found is not None
    assert found.iou == difference(ball(0.6), ball(0.5)).iou


def test_what_cannot_be_compared_is_one_sentence() -> None:
    with pytest.raises(UserError, match="is 3D and flat is 2D"):
        difference(ball(0.5), ball(0.5, 2, "flat"))
    nothing = extract(lambda x: torch.ones(len(x)), 3, 16)
    with pytest.raises(UserError, match="gone has no surface"):
        difference(ball(0.5), replace(ball(0.5), name="gone", level=nothing))
