"""The plot of loss and error: what is the same as before is not drawn anew."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from app.plots import DecadeAxis, TwoAxisPlot


def test_a_moved_cursor_leaves_the_curves_alone(qtbot):
    plot, drawn = TwoAxisPlot(), []
    qtbot.addWidget(plot)
    plot._loss.sigPlotChanged.connect(drawn.append)

    def last_error() -> float:
        data = plot._error.yData
        assert data is not None
        return data[-1]

    def show(steps: int, cursor: int, title: str = "mean |error|", last: float = math.nan) -> int:
        errors = [0.1] * (steps - 1) + [last]
        plot.show_curves([0.5] * steps, errors, title, title != "IoU", cursor, 3)
        return len(drawn)

    first = show(2, 0)
    assert first > 0
    assert show(2, 1) == first
    assert plot._now.value() == 1
    assert show(3, 2) > first, "a step more"
    after = len(drawn)
    assert show(3, 2, last=0.2) > after, "its error"
    assert last_error() == math.log10(0.2)
    show(3, 2, title="IoU", last=0.2)
    assert plot._right.labelText == "IoU"
    assert last_error() == 0.2


@settings(deadline=None)
@given(st.floats(-9, 6), st.floats(0.48, 12))  # half a decade is the least that is shown
def test_an_axis_of_decades_has_two_to_ten_numbers_that_tell_its_scale(qapp, low: float, span: float):
    axis = DecadeAxis("left")
    ((spacing, values),) = axis.tickValues(low, low + span, 300)
    labels = axis.tickStrings(values, 1.0, spacing)
    assert 2 <= len(set(labels)) == len(labels) <= 10
    assert all(low <= value <= low + span for value in values)
