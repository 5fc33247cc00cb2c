"""The plot of loss and error: what is the same as before is not drawn anew."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor

from app.widgets.plots import DOTS, DecadeAxis, PlottedLine, TwoAxisPlot
from app.widgets.theme import DARK, LIGHT, MARKS
from tests.app.driving import steady
from tests.app.sights import image_of


def test_a_moved_cursor_leaves_the_curves_alone(qtbot):
    plot, drawn = TwoAxisPlot(), []
    qtbot.addWidget(plot)
    plot.loss.sigPlotChanged.connect(drawn.append)

    def last_error() -> float:
        data = plot.error.yData
        assert data is not None
        return data[-1]

    def show(steps: int, cursor: int, title: str = "mean |error|", last: float = math.nan) -> int:
        errors = [0.1] * (steps - 1) + [last]
        plot.show_curves([0.5] * steps, errors, title, title != "IoU", cursor, 3)
        return len(drawn)

    first = show(2, 0)
    assert first > 0
    assert show(2, 1) == first
    assert plot.now.value() == 1
    assert show(3, 2) > first, "a step more"
    after = len(drawn)
    assert show(3, 2, last=0.2) > after, "its error"
    assert last_error() == math.log10(0.2)
    show(3, 2, title="IoU", last=0.2)
    assert plot.item.getAxis("right").labelText == "IoU"
    assert last_error() == 0.2


@pytest.mark.parametrize("branched", [False, True])
def test_long_runs_are_lines_without_dots_and_each_line_has_its_mark_at_the_end(qtbot, branched):
    plot = TwoAxisPlot()
    qtbot.addWidget(plot)

    def dots(steps: int) -> int:
        losses, errors = [0.5] * steps, [0.1] * steps
        other = [0.4] * (steps - 1)
        traces = [PlottedLine(0, 0, losses, errors, shown=True), PlottedLine(1, 1, other, other, shown=False)]
        plot.show_curves(losses, errors, "IoU", False, 0, 3, traces if branched else ())
        drawn = [curve for _, *pair in plot.traces for curve in pair] if branched else [plot.loss, plot.error]
        for curve in drawn:
            places = curve.xData
            assert places is not None
            assert len(places) >= steps - 2, "nothing is left out of a line"
        return sum(len(curve.scatter.getData()[0]) for curve in drawn if curve.scatter.isVisible())

    assert dots(DOTS) >= 2 * DOTS
    assert dots(DOTS + 2) == 0
    ends = [spot.symbol() for spot in plot.forks.points() if spot.pos().x() >= DOTS]
    assert ends == ([MARKS[0][0], MARKS[1][0]] if branched else [])
    assert dots(DOTS) >= 2 * DOTS, "and back"
    assert not [spot for spot in plot.forks.points() if spot.pos().x() >= DOTS - 2]


@settings(deadline=None)
@given(st.floats(-9, 6), st.floats(0.48, 12))  # half a decade is the least that is shown
def test_an_axis_of_decades_has_two_to_ten_numbers_that_tell_its_scale(qapp, low: float, span: float):
    axis = DecadeAxis("left")
    ((spacing, values),) = axis.tickValues(low, low + span, 300)
    labels = axis.tickStrings(values, 1.0, spacing)
    assert 2 <= len(set(labels)) == len(labels) <= 10
    assert all(low <= value <= low + span for value in values)


@pytest.mark.gl
@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("branched", [False, True])
def test_both_curves_are_seen_past_the_trained_steps(qtbot, theme, branched):
    plot, trained, steps = TwoAxisPlot(), 3, 11
    qtbot.addWidget(plot)
    plot.set_theme(theme)
    plot.resize(420, 260)
    plot.show()
    losses, errors = [2.0 ** -(2 * k) for k in range(steps)], [0.5 + 0.05 * k for k in range(steps)]
    other = [0.9 * value for value in losses], [0.8 * value for value in errors]
    traces = [PlottedLine(0, 0, losses, errors, shown=True), PlottedLine(1, 0, *other, shown=False)] if branched else ()
    plot.show_curves(losses, errors, "held-out IoU", False, 0, trained, traces)
    steady(qtbot, lambda: image_of(plot))

    def pixels(color: str, first: float, last: float) -> int:
        """Of this colour between two steps, in the picture that a person sees."""
        wanted, image = QColor(color), image_of(plot)
        left, right = (int(plot.item.vb.mapViewToScene(QPointF(step, 0)).x()) for step in (first, last))
        box = plot.item.vb.sceneBoundingRect()
        top, bottom = int(box.top()), int(box.bottom())
        return sum(image.pixelColor(x, y) == wanted for x in range(left, right) for y in range(top, bottom))

    colors = theme.lines[:2] if branched else (theme.curve_loss, theme.curve_heldout)
    if not branched:
        box = plot.item.vb.sceneBoundingRect().toRect()
        dots = range(int(plot.item.vb.mapViewToScene(QPointF(steps - 1, 0)).x()) + 1, box.right())
        assert len(dots) > 4, "the last dots are whole"
        plot.show_curves(losses[:1], errors[:1], "mean |error|", True, 0, trained)
        steady(qtbot, lambda: image_of(plot))
        image = image_of(plot)
        seen = {
            image.pixelColor(x, y).rgb() for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())
        }
        assert {QColor(color).rgb() for color in colors} <= seen, "of one step too"
        plot.show_curves(losses, errors, "held-out IoU", False, 0, trained)
        steady(qtbot, lambda: image_of(plot))
    for color in colors:
        before, past = pixels(color, 0.0, trained), pixels(color, trained + 1, steps - 1)
        assert past > before > 20, "a curve goes on past the trained steps"
