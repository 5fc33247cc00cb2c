"""What the engine is asked for: one frozen job for each kind of work, and which goes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from app.document import Document, Setup

if TYPE_CHECKING:
    from app.inspection import Finding, LookKind
    from app.opening import Opened
    from core.run import Entry, Run
    from core.variant import Variant

PLAYING_RESOLUTION = {2: 96, 3: 64}
"""Lattice cells a side of the level set that is shown at once, by dimension."""

RESTING_RESOLUTION = {2: 256, 3: 128}
"""The same for the level set that replaces it when nothing else is to be done."""

CAREFUL_RESOLUTION = {2: 512, 3: 256}
"""The same for the careful, audited one that follows when the person rests."""


@dataclass(frozen=True)
class OpenJob:
    """Open `path`, or observe the open source anew when it is None. strict: do not replace an unfit checkpoint."""

    generation: int
    path: str | None
    setup: Setup
    strict: bool


@dataclass(frozen=True, eq=False)
class AdoptJob:
    """Go on with a document that was open before, or with another line of the open one."""

    generation: int
    document: Document


@dataclass(frozen=True, eq=False)
class BranchJob:
    """Let a line leave the shown one of a document after step `at`, with `variant` from there on."""

    generation: int
    document: Document
    at: int
    variant: Variant


@dataclass(frozen=True, eq=False)
class StepJob:
    """Extend a run until it has the step that the engine's `target` tells; that may grow meanwhile."""

    generation: int
    run: Run


@dataclass(frozen=True, eq=False)
class RefineJob:
    """Measure one entry of a run finer: at the resting resolution, or carefully. before: that of the step before."""

    generation: int
    run: Run
    entry: Entry
    before: Entry | None
    careful: bool

    @property
    def slot(self) -> Literal["refine", "check"]:
        return "check" if self.careful else "refine"


@dataclass(frozen=True, eq=False)
class ColorJob:
    """Find the numbers that the colours of one entry stand for."""

    generation: int
    run: Run
    entry: Entry
    before: Entry | None


@dataclass(frozen=True)
class TruthJob:
    """Extract the level set of the true shape."""

    generation: int


@dataclass(frozen=True, eq=False)
class TaskJob:
    """Long work in parts: a search, a race, a recording. Other jobs are served between its parts.

    name: of the kind of work, unique. words: what it is, for the status line. work: makes the parts, each of which is
    handed on as it comes; it gets what is open when it begins, None when nothing is.
    """

    name: str
    words: str
    work: Callable[[Opened | None], Iterator[object]]


@dataclass(frozen=True, eq=False)
class ProbeJob:
    """Looks into what is open, by name; a newer one of the same name takes the place of an older one that waits.

    Each work makes parts, handed on unless they are None; other jobs are served between them.
    """

    generation: int
    works: dict[str, Callable[[Opened], Iterator[object]]]


@dataclass(frozen=True, eq=False)
class LookJob:
    """Find something out about a state. work: gets what is open, and tells between its parts whether to give way."""

    generation: int
    kind: LookKind
    work: Callable[[Opened, Callable[[], bool]], Finding]


BESIDE = "beside "
"""Begins the name of each probe for the inspection of a line that is not shown."""

Job = OpenJob | AdoptJob | BranchJob | StepJob | RefineJob | TruthJob | ColorJob | LookJob | ProbeJob | TaskJob
Slot = Literal[
    "open", "step", "truth", "color", "readout", "slice", "residual", "offset", "error", "probe", "refine",
    "task", "check",
]  # fmt: skip
ORDER: tuple[Slot, ...] = get_args(Slot)
"""What is done first when several jobs wait."""

URGENT: tuple[Slot, ...] = ("open", "step", "truth", "color")
"""A look that runs gives way to these, a refinement also to what stands between the looks and itself in ORDER."""

LOOKS: tuple[LookKind, ...] = ("readout", "slice", "residual", "offset", "error")
"""These are done between the parts of a refinement or of a later look, which then goes on."""


def gives_way_to(own: Slot) -> tuple[Slot, ...]:
    """For what a job of slot `own` that can be taken up again is given up."""
    return (*URGENT, *ORDER[ORDER.index("probe") : ORDER.index(own)])


def entry_before(document: Document, entry: Entry) -> Entry | None:
    """The entry of the step before."""
    return document.run.entries[entry.record.step - 1] if entry.record.step else None


def words_of(job: Job) -> str:
    if isinstance(job, OpenJob):
        return "Opening" if job.path else "Observing"
    if isinstance(job, TaskJob):
        return job.words
    if isinstance(job, AdoptJob | BranchJob):
        return "Going back" if isinstance(job, AdoptJob) else "Branching"
    if isinstance(job, StepJob):
        return "Stepping"
    if isinstance(job, ProbeJob):
        return "" if all(name.startswith(BESIDE) for name in job.works) else "Looking into the steps"
    if isinstance(job, RefineJob):
        return "Checking the surface" if job.careful else "Refining the surface"
    if isinstance(job, LookJob):
        return {"offset": "Moving the level set", "error": "Measuring the error"}.get(job.kind, "")
    return "Colouring" if isinstance(job, ColorJob) else "Extracting the true shape"
