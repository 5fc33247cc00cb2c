"""Galleries: one method adapted to a whole data set, and every result kept, the failures included.

A gallery is a folder (core.evaluation.gallery_folder). What is there is not computed again, so that one that was
stopped or killed goes on where it was.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal, get_args

import numpy as np

from core.evaluation.dataset import Subject, label_of
from core.measures.metrics import Truth
from core.measures.thumbnail import thumbnail
from core.methods.base import Method
from core.observation.observation import Observation
from core.observation.observation_spec import ObservationSpec, Points
from core.observation.observe import ObserveKind, kinds_of, observe
from core.readers.load import file_and_member, load
from core.runs.checkpoint import Checkpoint
from core.runs.defaults import check_dimension, natural_kind, truth_of
from core.runs.identity import weights_hash
from core.runs.members import Member, Recipe, Spread, judged, members
from core.runs.run import Entry, measure, score
from core.shapes.base import Source
from core.storage.regular import there
from core.storage.typed import Dim, Range, Seed, Whole

RESOLUTION = {2: 96, 3: 64}
"""Lattice cells a side, by dimension, where nobody asks for others."""

Kind = Literal["ok", "clipped", "empty", "diverged", "unusable"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""How an adaptation ended: the status of its level set (core.levelset), or the input could not be used."""

Error = Annotated[float, Range(0, math.inf)]

Seeds = Literal["each", "one"]
"""Whether each shape of a gallery is observed with a seed of its own, or all with that of the plan."""


@dataclass(frozen=True)
class Plan:
    """All that decides the results of a gallery. inputs: see `core.evaluation.dataset.collect`.

    kind: of observation, "" for the natural one of each shape; a shape that cannot give it gives its natural one.
    weights: SHA-256 of the checkpoint's file, "" where it has none. seeds: "each" shape has its own (`seed_of`), as on
    a card; with "one", the rule of galleries of format 1, all are seen by one camera and lack the same part. members:
    of the spread of each shape (core.runs.members), 0 for none.
    """

    inputs: tuple[str, ...]
    checkpoint: str
    dim: Dim
    kind: str
    points: Points
    steps: Whole
    seed: Seed
    resolution: Annotated[int, Range(2, 4096)]
    spec: ObservationSpec = field(default_factory=ObservationSpec)
    weights: str = ""
    seeds: Seeds = "each"
    members: Whole = 0


def seed_of(plan: Plan, number: int) -> int:
    """The seed with which the shape of this number is observed; core.evaluation.evaluate counts its cases in the same
    way."""
    return plan.seed + number if plan.seeds == "each" else plan.seed


@dataclass(frozen=True)
class Result:
    """One shape's adaptation. number, source, label: of its subject. reason: why the kind is not "ok".

    observed: kind of observation. step: the last one taken. Errors as core.measures.metrics.Heldout has them, inf where
    they are not a number, None where nothing is known (a scan has no truth, an unusable input no adaptation).
    method_seconds: of all steps. spread: that of the members at half of the vertices or less, None without members.
    elements: triangles or segments. stamp: of the file, tells when it has changed.
    """

    number: Whole
    source: str
    name: str
    label: str
    kind: Kind
    reason: str = ""
    observed: str = ""
    step: Whole = 0
    context_loss: Error | None = None
    iou: Error | None = None
    l1: Error | None = None
    chamfer_x1000: Error | None = None
    method_seconds: Error | None = None
    spread: Error | None = None
    elements: Whole = 0
    stamp: str = ""


@dataclass(frozen=True)
class Metric:
    """A number by which results are sorted. key: attribute of `Result`. sign: 1 where larger is worse, else -1."""

    key: str
    words: str
    sign: int


METRICS = (
    Metric("iou", "IoU", -1),
    Metric("l1", "mean |error|", 1),
    Metric("chamfer_x1000", "Chamfer × 1000", 1),
    Metric("context_loss", "context loss", 1),
    Metric("method_seconds", "method time, s", 1),
    Metric("spread", "spread", 1),
)
BY_KEY = {metric.key: metric for metric in METRICS}


def place(result: Result, metric: Metric, *, worst_first: bool) -> tuple[float, float, int]:
    """Sorts by this key. A diverged field is the worst of all, an empty surface is judged by its numbers (its Chamfer
    distance is infinite), and what has no such number comes last in either direction. Ties keep their order.
    """
    value = getattr(result, metric.key)
    if value is None:
        return 1.0, 0.0, result.number
    badness = math.inf if result.kind == "diverged" else metric.sign * value
    return 0.0, -badness if worst_first else badness, result.number


def counts(results: Sequence[Result]) -> dict[Kind, int]:
    """How many ended in each way."""
    return {kind: sum(result.kind == kind for result in results) for kind in KINDS}


def summary(results: Sequence[Result]) -> dict[str, object]:
    """Counts of kinds; of each metric how many are finite, with their mean, median and worst. JSON values."""
    told: dict[str, object] = {"shapes": len(results), "kinds": counts(results)}
    for metric in METRICS:
        known = [getattr(r, metric.key) for r in results if r.kind != "diverged"]
        finite = np.array([value for value in known if value is not None and math.isfinite(value)])
        if len(finite):
            worst = finite.max() if metric.sign > 0 else finite.min()
            numbers = {"mean": finite.mean(), "median": np.median(finite), "worst": worst}
            told[metric.key] = {"finite": len(finite), **{k: float(v) for k, v in numbers.items()}}
    return told


def csv_text(results: Sequence[Result]) -> str:
    """A line for each result, in their order, under a line of names; an unknown number is empty, an infinite "inf"."""
    text = io.StringIO()
    names = [name for name in Result.__dataclass_fields__ if name != "stamp"]
    writer = csv.DictWriter(text, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(result) for result in results)
    return text.getvalue()


def plan_of(
    inputs: Sequence[str],
    checkpoint: Checkpoint,
    *,
    name: str = "",
    kind: str = "",
    points: int = 0,
    steps: int | None = None,
    seed: int = 0,
    resolution: int = 0,
    spec: ObservationSpec | None = None,
    members: int = 0,
    trained_steps: int,
) -> Plan:
    """A plan with every natural choice made. name: what loads the checkpoint again (a folder), "" for its own name.

    Raises UserError when the conditions are out of range.
    """
    spec = spec or ObservationSpec()
    dim, called = checkpoint.spec.dim, name or checkpoint.name
    spec.check(dim)
    known = (str(Path(text).absolute()) if there(text) else text for text in inputs)
    return Plan(
        tuple(known), called, dim, kind, points or checkpoint.context_points,
        trained_steps if steps is None else steps, seed, resolution or RESOLUTION[dim], spec, weights_hash(called),
        members=members,
    )  # fmt: skip


def stamp_of(source: str) -> str:
    """Size and time of the file of a source, "" for one that has no file."""
    if not source:
        return ""
    try:
        told = file_and_member(source)[0].stat()
    except OSError:
        return ""
    return f"{told.st_size}-{told.st_mtime_ns}"


@dataclass(frozen=True, eq=False)
class ObservedSubject:
    """What is observed of a subject, and its truth; all that needs no device."""

    subject: Subject
    name: str
    seen: Observation
    truth: Truth | None


def prepare(subject: Subject, plan: Plan, checkpoint: Checkpoint) -> ObservedSubject:
    """Loads and observes a shape. Raises UserError when the input cannot be used."""
    source = load(subject.source)
    check_dimension(source, checkpoint)
    kind, seed = _observed(plan, source, checkpoint), seed_of(plan, subject.number)
    seen = observe(source, kind, plan.points, seed, spec=plan.spec)
    truth = truth_of(source, 0)  # the points that the window judges by, whatever was observed
    return ObservedSubject(subject, source.name, seen, truth)


def adapt(prepared: ObservedSubject, plan: Plan, method: Method) -> Generator[None, None, tuple[Result, bytes]]:
    """Adapts to one shape in pieces of some milliseconds, for others to be served between; returns result and PNG."""
    seen, truth = prepared.seen, prepared.truth
    entry, seconds = Entry(*method.start(seen)), 0.0
    while entry.record.step < plan.steps and not entry.record.diverged:
        yield
        entry = Entry(*method.step(entry.state, seen))
        seconds += entry.record.method_seconds
    yield
    entry = measure(entry, method, plan.resolution)
    yield
    entry = entry if truth is None else score(entry, method, truth)
    assert entry.level is not None
    yield
    apart = yield from _spread(entry, method, seen, plan, seed_of(plan, prepared.subject.number))
    return replace(_result(prepared, entry, seconds), spread=apart), thumbnail(entry.level, seen, truth)


def _spread(
    entry: Entry, method: Method, seen: Observation, plan: Plan, seed: int
) -> Generator[None, None, float | None]:
    """Median spread over the vertices, of members that see a part of the points; None where there is nothing to it.

    seed: of the shape's run, so that the window makes the same members of it.
    """
    found: list[Member] = []
    last = entry.record.step
    if not plan.members or entry.level is None or entry.record.diverged:
        return None
    for member in members(method, seen, last, Recipe(plan.members), seed=seed):
        found += [] if member is None else [member]
        yield
    spread = Spread(method, {last: entry.state}, tuple(found), Recipe(plan.members))
    typical = judged(spread, entry.state, entry.level, None, plan.checkpoint).typical
    return None if math.isnan(typical) else typical


def unusable(subject: Subject, reason: str) -> Result:
    """The result of an input to which nothing can be adapted."""
    name = Path(subject.source).name
    label = subject.label or label_of(name)
    return Result(subject.number, subject.source, name, label, "unusable", reason, stamp=stamp_of(subject.source))


def _result(prepared: ObservedSubject, entry: Entry, seconds: float) -> Result:
    """What is told of a measured entry."""
    subject, name, seen = prepared.subject, prepared.name, prepared.seen
    record, level, errors = entry.record, entry.level, entry.heldout
    assert level is not None
    diverged = record.diverged or level.status == "diverged"
    return Result(
        subject.number,
        subject.source,
        name,
        subject.label or label_of(name),
        "diverged" if diverged else level.status,
        level.reason or ("diverged: the loss is not finite" if diverged else ""),
        seen.kind,
        record.step,
        context_loss=_told(record.context_loss),
        iou=None if errors is None else errors.iou,
        l1=None if errors is None else _told(errors.l1),
        chamfer_x1000=None if errors is None else _told(errors.chamfer_x1000),
        method_seconds=seconds,
        elements=len(level.elements),
        stamp=stamp_of(subject.source),
    )


def _observed(plan: Plan, source: Source, checkpoint: Checkpoint) -> ObserveKind:
    asked: list[ObserveKind] = [kind for kind in kinds_of(source) if kind == plan.kind]
    return asked[0] if asked else natural_kind(source, checkpoint)


def _told(value: float) -> float:
    """What is not a number counts as infinitely wrong."""
    return math.inf if math.isnan(value) else float(value)


@dataclass(frozen=True)
class GalleryProgress:
    """Where the filling of a gallery stands. results: that have come since the last part, often none."""

    done: int
    total: int
    results: tuple[Result, ...] = ()


def in_parts(results: Iterator[Result], total: int, size: int = 64) -> Iterator[GalleryProgress]:
    """Results that are there already, some at a time."""
    waiting: list[Result] = []
    done = 0
    for result in results:
        waiting.append(result)
        done += 1
        if len(waiting) == size:
            yield GalleryProgress(done, total, tuple(waiting))
            waiting.clear()
    yield GalleryProgress(done, total, tuple(waiting))
