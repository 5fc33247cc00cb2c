"""The drawing pad without a window: strokes, fill, its picture file, and what an unknown part hides."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from core.errors import UserError
from core.observation.observe import observe
from core.shapes.drawing import Drawing, empty, erased, filled, from_png, from_shape, shape_of, stroked, to_png

CORNERS = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)]


def square() -> Drawing:
    drawing = empty()
    for start, end in itertools.pairwise(CORNERS):
        drawing = stroked(drawing, start, end, 0.06, "pen")
    return drawing


def test_a_stroke_is_as_wide_as_its_brush() -> None:
    drawing = stroked(empty(), (-0.5, 0.25), (0.5, 0.25), 0.1, "pen")
    sdf = shape_of(drawing).sdf(np.array([(0.0, 0.25), (0.0, 0.35), (0.0, 0.25 + 0.3), (-0.6, 0.25)]))
    assert sdf == pytest.approx([-0.1, 0.0, 0.2, 0.0], abs=0.015)


def test_fill_closes_an_outline_and_leaves_the_outside() -> None:
    drawing = square()
    inside = filled(drawing, (0.0, 0.0))
    assert shape_of(inside).sdf(np.zeros((1, 2)))[0] == pytest.approx(-0.56, abs=0.03)
    assert filled(drawing, (0.9, 0.9)) is drawing
    wiped = stroked(inside, (-0.2, 0.0), (0.2, 0.0), 0.1, "eraser")
    assert shape_of(wiped).sdf(np.zeros((1, 2)))[0] > 0.05
    assert (drawing.ink == square().ink).all()  # nothing was changed in place


def test_the_picture_file_brings_everything_back() -> None:
    drawing = stroked(square(), (0.5, -0.5), (0.5, 0.5), 0.2, "unknown")
    again = from_png(to_png(drawing))
    assert (again.ink == drawing.ink).all()
    assert (again.known == drawing.known).all()
    assert to_png(again) == to_png(drawing)
    with pytest.raises(UserError, match="draw it anew"):
        from_png(b"nonsense")
    with pytest.raises(UserError, match="Nothing is drawn"):
        shape_of(empty())


def test_a_shape_goes_back_to_the_pad() -> None:
    shape = shape_of(square())
    again = shape_of(from_shape(shape))
    places = np.random.default_rng(0).uniform(-0.9, 0.9, (200, 2))
    assert again.sdf(places) == pytest.approx(shape.sdf(places), abs=0.02)


def test_nothing_is_observed_of_the_unknown_part_and_its_bounds_hold() -> None:
    drawing = filled(square(), (0.0, 0.0))
    shape = shape_of(drawing)
    gone = erased(stroked(drawing, (0.5, -0.5), (0.5, 0.5), 0.3, "unknown"))
    assert gone is not None
    assert erased(drawing) is None
    seen = observe(shape, "half", 500, 0, mask=gone)
    middle = seen.points[np.abs(seen.points[:, 1]) < 0.5]
    assert np.abs(middle[:, 0] - 0.5).min() > 0.27
    truth = shape.sdf(seen.points.astype(np.float64))
    assert (seen.lower <= truth + 0.02).all()
    assert (truth <= seen.upper + 0.02).all()
