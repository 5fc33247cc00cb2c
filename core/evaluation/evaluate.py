"""What a checkpoint is worth on shapes that it was not trained on: the numbers on its card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from core.errors import UserError
from core.fields.field import initial_params
from core.measures.metrics import Truth, iou, mean_error, prepare_truth, values
from core.methods.base import Method
from core.methods.metasdf import MetaParams, MetaSDF
from core.methods.retrieved import misfit
from core.observation.observation import Observation
from core.observation.observe import ObserveKind, observe
from core.shapes.base import Samples, Shape
from core.training.tasks import ShapeDraw, shapes_in

VOLUME_POINTS = 8_000


@dataclass(frozen=True)
class Case:
    """One unseen shape, what was observed of it, its truth, and which of the truth's volume points were not seen."""

    shape: Shape | Samples
    observation: Observation
    truth: Truth
    unseen: np.ndarray


def make_case(shape: Shape | Samples, kind: ObserveKind, points: int, seed: int) -> Case:
    """unseen: behind the mask of a half observation; for a scan, the half of space that faces away from the camera."""
    observation = observe(shape, kind, points, seed)
    truth = prepare_truth(shape, seed, volume=VOLUME_POINTS, surface=100)
    return Case(shape, observation, truth, unseen_part(observation, truth.volume))


def unseen_part(observation: Observation, points: np.ndarray) -> np.ndarray:
    """Which of the points (n, dim) an observation saw nothing of, as `make_case` has it: (n,) bool."""
    if observation.mask is not None:
        return observation.mask.border(points) < 0
    if observation.eye is not None:
        return points @ observation.eye < 0
    return np.zeros(len(points), bool)


def spread(numbers: Sequence[float] | np.ndarray) -> dict[str, float | None]:
    """Mean, standard deviation, median and worst decile (the lower one) of numbers; NaN, not measured, is left out.

    All None when nothing was measured.
    """
    a = np.asarray(numbers, float)
    a = a[~np.isnan(a)]
    if not len(a):
        return dict.fromkeys(("mean", "std", "median", "p10"))
    return {
        "mean": round(float(a.mean()), 4),
        "std": round(float(a.std()), 4),
        "median": round(float(np.median(a)), 4),
        "p10": round(float(np.quantile(a, 0.1)), 4),
    }


@dataclass(frozen=True)
class ErrorTrace:
    """IoU and mean |error| after each measured step, and the IoU of the unseen part at the start and the end."""

    iou: list[float]
    l1: list[float]
    unseen_start: float
    unseen_end: float


def marks(steps: int) -> list[int]:
    """Steps after which an adaptation is measured: all of a few; of many 0, 1, 2, 5, 10, 20, ... and the last."""
    if steps <= 10:
        return list(range(steps + 1))
    spaced = (factor * 10**power for power in range(6) for factor in (1, 2, 5))
    return [0, *(step for step in spaced if step < steps), steps]


def trace(method: Method, case: Case, steps: int) -> ErrorTrace:
    """Adapts to one case, measured after each of `marks(steps)`; index 0 is phi_0. 2D errors are in image widths."""
    state, _ = method.start(case.observation)
    measured = marks(steps)
    ious: list[float] = []
    errors: list[float] = []
    unseen: list[float] = []
    for step in range(steps + 1):
        if step:
            state, _ = method.step(state, case.observation)
        if step not in measured:
            continue
        field = method.field(state)
        volume = values(field, case.truth.volume, method.device)
        at = volume if method.dim == 2 else values(field, case.truth.points, method.device)
        ious.append(iou(volume < 0, case.truth.inside))
        errors.append(mean_error(at, case.truth.distances) * (0.5 if method.dim == 2 else 1.0))
        unseen.append(iou((volume < 0)[case.unseen], case.truth.inside[case.unseen]))
    return ErrorTrace(ious, errors, unseen[0], unseen[-1])


def untrained(method: MetaSDF, seed: int) -> MetaSDF:
    """The same field from its geometric initialisation, with the learned rates: what the rates alone are worth."""
    theta = initial_params(method.spec, torch.Generator().manual_seed(seed))
    meta = MetaParams(tuple(t.to(method.device) for t in theta), method.meta.log_rates)
    return MetaSDF(f"{method.name} untrained", method.spec, meta, method.loss, method.device)


def training_shape_scores(cases: Sequence[Case], shapes: Sequence[Shape]) -> dict[str, Any]:
    """IoU of the unseen part when a training shape is the answer: the best one for all cases, and a retrieval.

    The retrieval takes for each case the training shape whose signed distance fits the observation best.
    """
    ious = np.zeros((len(cases), len(shapes)))
    misfits = np.zeros_like(ious)
    for i, case in enumerate(cases):
        o, unseen = case.observation, case.truth.volume[case.unseen]
        for j, shape in enumerate(shapes):
            ious[i, j] = iou(shape.sdf(unseen) < 0, case.truth.inside[case.unseen])
            misfits[i, j] = misfit(shape, o)
    told = ~np.isnan(ious).all(axis=1)  # of some shapes nothing is in the unseen part
    best = int(ious[told].mean(0).argmax()) if told.any() else 0
    return {
        "training_shapes": len(shapes),
        "best_single": spread(ious[:, best]),
        "retrieved": spread(ious[np.arange(len(cases)), misfits.argmin(1)]),
    }


def evaluate(method: Method, cases: Sequence[Case], training: Sequence[Shape] = (), seed: int = 0) -> dict[str, Any]:
    """Results on unseen shapes as JSON data: per step, for MetaSDF against an untrained start, and on the unseen part.

    training: shapes of the training split, for the comparison on the unseen part (only where something was unseen).
    """
    traces = [trace(method, case, method.trained_steps) for case in cases]
    results: dict[str, Any] = {
        "shapes": len(cases),
        "steps": [
            {"step": step, "iou": spread([t.iou[k] for t in traces]), "l1": spread([t.l1[k] for t in traces])}
            for k, step in enumerate(marks(method.trained_steps))
        ],
    }
    if isinstance(method, MetaSDF):
        blank = untrained(method, seed)
        blanks = [trace(blank, case, method.trained_steps) for case in cases]
        results["untrained_start"] = {"iou": spread([t.iou[-1] for t in blanks])}  # its error is often infinite
    if any(case.unseen.any() for case in cases):
        results["unseen_part_iou"] = {
            "adapted": spread([t.unseen_end for t in traces]),
            "unadapted_start": spread([t.unseen_start for t in traces]),
            **(training_shape_scores(cases, training) if training else {}),
        }
    return results


def score_shapes(method: Method, shapes: Sequence[Shape], kind: ObserveKind, points: int) -> dict[str, Any]:
    """IoU and error after K steps on given shapes, for real meshes beside the procedural ones."""
    if not shapes:
        return {"shapes": 0}
    traces = [trace(method, make_case(s, kind, points, i), method.trained_steps) for i, s in enumerate(shapes)]
    return {
        "shapes": len(shapes),
        "iou": spread([t.iou[-1] for t in traces]),
        "l1": spread([t.l1[-1] for t in traces]),
        "iou_unadapted_start": spread([t.iou[0] for t in traces]),
    }


def evaluate_on_unseen(
    method: Method,
    draw: ShapeDraw,
    kind: ObserveKind,
    points: int,
    *,
    count: int = 100,
    training_count: int = 100,
    seed: int = 0,
) -> dict[str, Any]:
    """`evaluate` on `count` shapes of the test split, each observed as in training; JSON data for the card.

    Where the split has fewer shapes, each is observed once. What cannot be used is left out and counted, "refused".
    """
    count = min(count, shapes_in(draw, "test") or count)
    cases: list[Case] = []
    refused = 0
    for number in range(count):
        try:
            cases.append(make_case(draw(number, "test"), kind, points, seed + number))
        except UserError:  # a mesh of a person's folder that bounds nothing; procedural shapes have none such
            refused += 1
    if not cases:
        raise UserError(f"{method.name}: none of the {count} shapes of the test split can be used; give others.")
    training = [shape for n in range(training_count) if not isinstance(shape := draw(n, "train"), Samples)]
    left_out = {"refused": refused} if refused else {}
    return {"split": "test", "seed": seed, **left_out, **evaluate(method, cases, training, seed)}
