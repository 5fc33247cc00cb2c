"""What a method does to one shape, as numbers: a run that is measured at some of its steps, and what is read of it."""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from core.measures.metrics import Scores, Truth
from core.methods.base import Method, State
from core.observation.observation import Observation
from core.runs.checkpoint import Checkpoint, weight_tensors
from core.runs.run import Entry, Run, advance, begin, measure

SURFACE_POINTS = 30_000
"""Points on each of the two surfaces whose Chamfer distance is taken (DeepSDF's number)."""

EVERY_STEP = 10
"""Methods of so few steps are measured after each one."""


@dataclass(frozen=True, eq=False)
class Problem:
    """One unseen shape: what was observed of it and its truth. scale: normalised units in one unit of the input.

    kind: the class it belongs to, "chair" for instance; "" where there are none.
    """

    name: str
    observation: Observation
    truth: Truth
    scale: float
    kind: str = ""


@dataclass(frozen=True)
class Reading:
    """One run at its measured steps; all tuples have one number for each of `steps`.

    seconds: of the method alone, from the start up to that step. chamfer_x1000: normalised units, inf without a
    surface. l1: as in core.measures.metrics, inf when diverged. failed: "empty", "diverged" or "". scale, kind: see
    `Problem`. The last four as in core.measures.metrics.Scores.
    """

    shape: str
    scale: float
    steps: tuple[int, ...]
    seconds: tuple[float, ...]
    chamfer_x1000: tuple[float, ...]
    iou: tuple[float, ...]
    l1: tuple[float, ...]
    failed: tuple[str, ...]
    extract_seconds: tuple[float, ...]
    f_score_01: tuple[float, ...]
    f_score_02: tuple[float, ...]
    normal_consistency: tuple[float, ...]
    unseen_iou: tuple[float, ...]
    kind: str = ""


def marks(steps: int, growth: float) -> tuple[int, ...]:
    """Steps after which a run is measured: 0, 1, 2, ... each about `growth` times the one before, and the last."""
    if steps <= EVERY_STEP:
        return tuple(range(steps + 1))
    found, step = [0], 1
    while step < steps:
        found.append(step)
        step = max(step + 1, math.floor(step * growth))
    return (*found, steps)


def marks_of(method: Method, growth: float, beyond: int = 1, *, refine: bool = False) -> tuple[int, ...]:
    """The marks of a method up to its trained steps, or `beyond` times those when it is measured after each step.

    refine: those that refine go on to the end of that instead, with marks as far apart as from the start on.
    """
    trained = method.trained_steps
    if refine and method.refine_steps:
        own = range(trained + 1) if trained <= EVERY_STEP else marks(trained, growth)
        return (*own, *(trained + step for step in marks(method.refine_steps, growth)[1:]))
    return tuple(range(beyond * trained + 1)) if 1 < trained <= EVERY_STEP else marks(trained, growth)


def run_through(
    problem: Problem, checkpoint: Checkpoint, method: Method, steps: Sequence[int], resolution: int, seed: int = 0
) -> Run:
    """The run up to the last of `steps`, with level set and errors at each of them.

    Only the last entry keeps its tensors, and no entry its lattice: a run of a thousand steps stays small.
    """
    run = begin(problem.name, problem.observation, checkpoint, method, seed)
    for step in range(steps[-1] + 1):
        if step:
            after = advance(run, method)
            run = run.measured(replace(run.entries[-1], state=State((), step - 1))).extended(after)
        if step in steps:
            run = run.measured(_without_lattice(measure(run.entries[-1], method, resolution, problem.truth)))
    return run


def _without_lattice(entry: Entry) -> Entry:
    return entry if entry.level is None else replace(entry, level=replace(entry.level, lattice=None))


def read(run: Run, scale: float, kind: str = "") -> Reading:
    """The numbers of the measured entries of a run. scale, kind: see `Problem`."""
    rows: list[tuple[Any, ...]] = []  # of a step, as Reading has the fields
    seconds = 0.0
    for entry in run.entries:
        seconds += entry.record.method_seconds
        if entry.level is None or entry.heldout is None:
            continue
        failed = _failure(entry)
        errors = entry.heldout
        l1 = errors.l1 if math.isfinite(errors.l1) else math.inf
        chamfer = math.inf if failed else errors.chamfer_x1000
        assert isinstance(errors, Scores), "it was measured here, not read from a session"
        beside = errors.f_score_01, errors.f_score_02, errors.normal_consistency, errors.unseen_iou
        rows.append((entry.record.step, seconds, chamfer, errors.iou, l1, failed, entry.level.seconds, *beside))
    return Reading(run.source, scale, *zip(*rows, strict=True), kind=kind)


def _failure(entry: Entry) -> str:
    status = "" if entry.level is None else entry.level.status
    if entry.record.diverged or status == "diverged":
        return "diverged"
    return "empty" if status == "empty" else ""


class _Tally(TorchDispatchMode):
    """Counts the bytes of the tensors that operations make, as long as they live."""

    def __init__(self) -> None:
        super().__init__()  # pyright: ignore[reportUnknownMemberType] (torch leaves its argument open)
        self.held = self.peak = 0
        self._known: weakref.WeakSet[Any] = weakref.WeakSet()

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        return False  # nothing is compiled here: to be kept from that, torch would import its compiler, for seconds

    def __torch_dispatch__(
        self,
        func: Callable[..., Any],
        types: Any,  # noqa: ANN401
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401
        kwargs = kwargs or {}
        given = {t.untyped_storage().data_ptr() for t in tree_leaves((args, kwargs)) if isinstance(t, Tensor)}
        result = func(*args, **kwargs)
        for tensor in tree_leaves(result):
            if not isinstance(tensor, Tensor):
                continue
            storage = tensor.untyped_storage()
            if storage in self._known or storage.data_ptr() in given:
                continue  # a view, or a result in place
            self._known.add(storage)
            self.held += storage.nbytes()
            self.peak = max(self.peak, self.held)
            weakref.finalize(storage, self._freed, storage.nbytes())
        return result

    def _freed(self, size: int) -> None:
        self.held -= size


def peak_mb(checkpoint: Checkpoint, method: Method, observation: Observation) -> float:
    """Megabytes (10^6) that the weights and all other tensors of a start and a step take together at most."""
    weights = sum(t.nbytes for t in weight_tensors(checkpoint.spec, checkpoint.meta).values())
    with _Tally() as tally:
        state, _ = method.start(observation)
        method.step(state, observation)
    return (weights + tally.peak) / 1e6
