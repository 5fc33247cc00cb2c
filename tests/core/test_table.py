"""Rows of a comparison against hand-worked numbers: averages with failures, time to an error, rise beyond the best."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from core.evaluation.measurements import Reading, marks
from core.evaluation.table import Heading, quantile, rise, rows_of, seconds_to, summary, target_of

INF = math.inf


def reading(chamfer: list[float], l1: list[float] | None = None, seconds: float = 1.0, scale: float = 1.0) -> Reading:
    """A run measured after every step; each step takes `seconds`; an infinite distance is an empty surface."""
    steps = range(len(chamfer))
    return Reading(
        shape="s",
        scale=scale,
        steps=tuple(steps),
        seconds=tuple(k * seconds for k in steps),
        chamfer_x1000=tuple(chamfer),
        iou=tuple(0.0 if math.isinf(c) else 0.5 for c in chamfer),
        l1=tuple(l1 or [0.1] * len(chamfer)),
        failed=tuple("empty" if math.isinf(c) else "" for c in chamfer),
        extract_seconds=tuple(0.25 for _ in steps),
        f_score_01=tuple(0.0 if math.isinf(c) else 0.4 for c in chamfer),
        f_score_02=tuple(0.0 if math.isinf(c) else 0.6 for c in chamfer),
        normal_consistency=tuple(0.0 if math.isinf(c) else 0.8 for c in chamfer),
        unseen_iou=tuple(math.nan for _ in steps),
    )


def test_summary_by_hand() -> None:
    found = summary([1.0, 2.0, 3.0])
    assert (found["mean"], found["median"]) == (2.0, 2.0)
    reach = 4.302653 / math.sqrt(3)  # Student's t for 2 degrees of freedom; the deviation is 1
    assert found["ci95"] == pytest.approx([2 - reach, 2 + reach], rel=1e-5)
    assert summary([5.0]) == {"mean": 5.0, "median": 5.0, "ci95": None}


def test_failures_count_in_averages() -> None:
    found = summary([1.0, INF, 3.0])
    assert found == {"mean": None, "median": 3.0, "ci95": None, "mean_of_others": 2.0}
    assert summary([1.0, INF])["median"] is None  # half of them fail
    assert summary([INF, INF]) == {"mean": None, "median": None, "ci95": None}
    assert quantile([1.0, 2.0, 3.0, INF], 0.5) == 2.5
    assert quantile([1.0, 2.0, 3.0, INF], 0.75) == INF
    assert quantile([], 0.5) == INF


def test_seconds_to_an_error() -> None:
    run = reading([0.5, 4.0, 2.0, 1.0], seconds=0.1)
    assert seconds_to(run, 2.0) == pytest.approx(0.2)  # not the start, which is no adaptation
    assert seconds_to(run, 0.9) == INF
    assert seconds_to(reading([INF, INF, 1.0]), INF) == 2.0  # no surface reaches nothing


def test_the_better_auto_decoder_sets_the_mark() -> None:
    good, poor = [reading([9, 4, 2.09, 2.0])], [reading([9, 5, 5, 5])]
    target = target_of({"metasdf": [reading([9, 1])], "autodecoder-hyper": good, "autodecoder-concat": poor})
    assert target is not None
    assert target.method == "autodecoder-hyper"
    assert target.errors == (2.0,)
    assert target.seconds == (2.0,)  # 2.09 is within 5 % of the last error
    assert target_of({"metasdf": [reading([9, 1])]}) is None


def test_rows_by_hand() -> None:
    heading = Heading("3d", "furniture", "dense")
    readings = {
        "metasdf": [reading([9, 1.0, 2.0], seconds=0.1, scale=0.5), reading([9, INF, INF], seconds=0.1)],
        "autodecoder-concat": [reading([9, 4, 3]), reading([9, 4, 3])],
    }
    steps = {"metasdf": 1, "autodecoder-concat": 2}
    rows = rows_of(heading, readings, steps, {"metasdf": 3.0, "autodecoder-concat": 4.0})
    assert [(r["method"], r["steps"]) for r in rows] == [("metasdf", 1), ("metasdf", 2), ("autodecoder-concat", 2)]
    first, beyond, other = rows
    assert (first["n"], first["failures"], first["failed"]) == (2, 1, {"empty": 1})
    assert first["chamfer_x1000"]["mean"] is None
    assert first["chamfer_x1000"]["mean_of_others"] == 1.0
    assert first["chamfer_x1000_original_units"]["mean_of_others"] == 4.0  # twice as long, squared
    assert first["iou"]["mean"] == 0.25
    assert first["adapt_seconds"] == pytest.approx(0.1)
    assert first["extract_seconds"] == 0.25
    assert first["autodecoder_error"]["reached"] == 1
    assert first["seconds_to_autodecoder_error"] is None  # half never reach it
    assert "rise_beyond_best" not in first
    assert beyond["rise_beyond_best"]["l1"] == 0.0
    assert other["seconds_to_autodecoder_error"] == 2.0
    assert other["autodecoder_error"]["times_sooner"]["median"] == 1.0
    assert other["peak_mb"] == 4.0


def test_rise_beyond_the_best_by_hand() -> None:
    runs = [
        reading([9, 2, 1, 1.2, 1.1], [9, 0.2, 0.1, 0.1, 0.2]),
        reading([9, 2, 1, 1.2, 1.1], [9, 0.4, 0.3, 0.3, 0.3]),
    ]
    assert rise(runs) == {"l1": pytest.approx(0.25), "chamfer_x1000": pytest.approx(0.2)}
    assert rise([reading([9, INF, INF])])["chamfer_x1000"] is None


def test_marks() -> None:
    assert marks(1, 4.0) == (0, 1)
    assert marks(5, 4.0) == (0, 1, 2, 3, 4, 5)
    assert marks(200, 4.0) == (0, 1, 4, 16, 64, 200)
    fine = marks(200, 1.1)
    assert all(b <= max(a + 1, 1.1 * a) for a, b in pairwise(fine[1:]))
