"""The timeline on its own: what it draws of few steps and of many."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint

from app.tools.timeline.panel import DOT, LABEL, Timeline
from tests.app.sights import image_of


class Counting(Timeline):
    """Counts the positions that it is asked for, which are its work."""

    asked = 0

    def position_of(self, step: int) -> QPoint:
        self.asked += 1
        return super().position_of(step)


@pytest.fixture
def timeline(qtbot) -> Counting:
    timeline = Counting()
    qtbot.addWidget(timeline)
    timeline.resize(700, 68)
    return timeline


@pytest.mark.parametrize("last", [0, 8, 60, 1_000, 100_000])
@pytest.mark.parametrize("trained", [0, 1, 8])
def test_what_a_paint_costs_does_not_grow_with_the_steps(timeline, trained, last):
    timeline.show_run(trained, last, last // 2, 60)
    timeline.asked = 0
    timeline.grab()
    assert 0 < timeline.asked < 700 // DOT * (700 // LABEL)
    named = timeline.named_steps()
    places = sorted(timeline.position_of(step).x() for step in named)
    assert {0, last // 2} <= named or trained > 0
    assert all(after - before >= LABEL for before, after in pairwise(places))


def test_few_steps_have_a_dot_each(timeline):
    timeline.show_run(5, 5, 5)
    timeline.asked = 0
    picture = image_of(timeline)
    inside = {picture.pixelColor(timeline.position_of(step)).name() for step in range(6)}
    between = picture.pixelColor(timeline.position_of(7).x() + 15, 22).name()
    assert len(inside) == 1, "recorded ones are full"
    assert between not in inside
