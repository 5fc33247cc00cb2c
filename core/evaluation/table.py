"""From readings to the rows of a table: averages over shapes with everything that failed counted in."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtrit

from core.evaluation.measurements import Reading

Row = dict[str, Any]

NEAR = 1.05
"""An auto-decoder has converged when its error is first within 5 % of its last one."""


def number(value: float) -> float | None:
    """Six digits of a finite number; None (JSON has no infinity) for any other."""
    return float(f"{value:.6g}") if math.isfinite(value) else None


def summary(values: Sequence[float]) -> dict[str, Any]:
    """Mean, median and the 95 % interval of the mean by Student's t, [low, high]; None where it is infinite.

    A failure is an infinite error: it makes the mean infinite, and the median too when half of all fail.
    ci95 is None for fewer than two values as well. Beside an infinite mean stands the mean of the others.
    """
    a = np.asarray(values, float)
    finite = a[np.isfinite(a)]
    interval = None
    if len(a) > 1 and len(finite) == len(a):
        reach = float(stdtrit(len(a) - 1, 0.975) * a.std(ddof=1) / math.sqrt(len(a)))
        interval = [number(float(a.mean()) - reach), number(float(a.mean()) + reach)]
    found: dict[str, Any] = {"mean": number(_mean(a)), "median": number(_median(a)), "ci95": interval}
    if 0 < len(finite) < len(a):
        found["mean_of_others"] = number(float(finite.mean()))
    return found


def _known(values: Sequence[float]) -> list[float]:
    """Without NaN, which stands for what is not asked of a shape; a failure has a number."""
    return [value for value in values if not math.isnan(value)]


def _mean(a: np.ndarray) -> float:
    return float(a.mean()) if len(a) and np.isfinite(a).all() else math.inf


def _median(a: np.ndarray) -> float:
    """The upper of the two middle values counts where the other would have to be averaged with an infinite one."""
    return quantile(a, 0.5)


def quantile(values: Sequence[float] | np.ndarray, share: float) -> float:
    """Linear between the sorted values, infinite as soon as an infinite one is involved."""
    ordered = np.sort(np.asarray(values, float))
    if not len(ordered):
        return math.inf
    at = share * (len(ordered) - 1)
    low, high = ordered[math.floor(at)], ordered[math.ceil(at)]
    return float(low if low == high else low + (at - math.floor(at)) * (high - low))


def quartiles(values: Sequence[float]) -> list[float | None]:
    """The lower and the upper one."""
    return [number(quantile(values, share)) for share in (0.25, 0.75)]


def seconds_to(reading: Reading, error: float) -> float:
    """Method seconds until the Chamfer distance is first `error` or less, from step 1 on; inf if never."""
    course = zip(reading.seconds, reading.chamfer_x1000, reading.steps, strict=True)
    return next((seconds for seconds, c, step in course if step and c <= error and math.isfinite(c)), math.inf)


@dataclass(frozen=True)
class Target:
    """The auto-decoder that sets the mark: its converged error on each shape, and when it came within 5 % of it."""

    method: str
    errors: tuple[float, ...]
    seconds: tuple[float, ...]


def target_of(readings: Mapping[str, Sequence[Reading]]) -> Target | None:
    """The auto-decoder with the lowest median error among the methods; None when there is none."""
    last = {
        name: [r.chamfer_x1000[-1] for r in own] for name, own in readings.items() if name.startswith("autodecoder")
    }
    if not last:
        return None
    best = min(last, key=lambda name: (quantile(last[name], 0.5), name))
    seconds = tuple(seconds_to(r, NEAR * e) for r, e in zip(readings[best], last[best], strict=True))
    return Target(best, tuple(last[best]), seconds)


@dataclass(frozen=True)
class Heading:
    """What the rows of one condition have in common."""

    suite: str
    data: str
    supervision: str


def rows_of(
    heading: Heading,
    readings: Mapping[str, Sequence[Reading]],
    trained_steps: Mapping[str, int],
    memory: Mapping[str, float],
    *,
    starts: bool = False,
) -> list[Row]:
    """A row for every method after its trained steps, and one for every method that went on beyond them.

    readings: by method, the shapes in the same order. memory: peak MB by method. starts: a row for the start of each
    method that takes several steps, too. Where shapes have classes, a row of each method for each class follows.
    """
    target = target_of(readings)
    rows: list[Row] = []
    for method, own in readings.items():
        trained, last = trained_steps[method], own[0].steps[-1]
        rows.append(_row(heading, method, own, trained, target, memory[method]))
        if last > trained:
            beyond = _row(heading, method, own, last, target, memory[method])
            rows.append({**beyond, "rise_beyond_best": rise(own)})
        if starts and trained > 1:
            rows.append(_row(heading, method, own, 0, None, memory[method]))
    for kind in sorted({r.kind for own in readings.values() for r in own} - {""}):
        for method, own in readings.items():
            some = [r for r in own if r.kind == kind]
            rows.append({**_row(heading, method, some, trained_steps[method], None, memory[method]), "class": kind})
    return rows


def _row(
    heading: Heading, method: str, readings: Sequence[Reading], step: int, target: Target | None, peak: float
) -> Row:
    at = readings[0].steps.index(step)
    chamfer = [r.chamfer_x1000[at] for r in readings]
    failures = [r.failed[at] for r in readings if r.failed[at]]
    row = {
        "suite": heading.suite,
        "method": method,
        "supervision": heading.supervision,
        "data": heading.data,
        "steps": step,
        "n": len(readings),
        "failures": len(failures),
        "failed": {kind: failures.count(kind) for kind in sorted(set(failures))},
        "chamfer_x1000": summary(chamfer),
        "chamfer_x1000_original_units": summary([c / r.scale**2 for c, r in zip(chamfer, readings, strict=True)]),
        "iou": summary([r.iou[at] for r in readings]),
        "l1": summary([r.l1[at] for r in readings]),
        "f_score_01": summary([r.f_score_01[at] for r in readings]),
        "f_score_02": summary([r.f_score_02[at] for r in readings]),
        "normal_consistency": summary(_known([r.normal_consistency[at] for r in readings])),
        "unseen_iou": summary(_known([r.unseen_iou[at] for r in readings])),
        "adapt_seconds": number(quantile([r.seconds[at] for r in readings], 0.5)),
        "extract_seconds": number(quantile([r.extract_seconds[at] for r in readings], 0.5)),
        "seconds_to_autodecoder_error": None,
        "peak_mb": number(peak),
    }
    if target is None:
        return row
    own = target.method == method
    seconds = target.seconds if own else [seconds_to(r, e) for r, e in zip(readings, target.errors, strict=True)]
    ratios = [a / s if math.isfinite(s) else 0.0 for a, s in zip(target.seconds, seconds, strict=True)]
    row["seconds_to_autodecoder_error"] = number(quantile(seconds, 0.5))
    row["autodecoder_error"] = {
        "of": target.method,
        "reached": int(np.isfinite(seconds).sum()),
        "seconds_quartiles": quartiles(seconds),
        "times_sooner": {"median": number(quantile(ratios, 0.5)), "quartiles": quartiles(ratios)},
    }
    return row


def rise(readings: Sequence[Reading]) -> dict[str, float | None]:
    """How far the error rises above its best so far at any later step, 0.05 for 5 %: of the mean |error| over shapes
    and of the median Chamfer distance over shapes, from step 1 on.
    """
    l1 = np.array([r.l1 for r in readings])[:, 1:].mean(0)
    chamfer = [quantile([r.chamfer_x1000[k] for r in readings], 0.5) for k in range(1, len(readings[0].steps))]
    return {"l1": _rise(l1), "chamfer_x1000": _rise(np.array(chamfer))}


def _rise(course: np.ndarray) -> float | None:
    best = np.minimum.accumulate(course)
    known = np.isfinite(best)
    if not known.any():
        return None
    return number(float((course[known] / best[known]).max() - 1))
