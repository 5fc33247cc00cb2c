"""The one background thread that owns the device: it opens, steps, measures, and hands back immutable records.

There is one waiting place for each kind of job and the latest request takes it, so that nothing piles up. A job is
cancelled between its parts by a newer one of its kind, by a new opening, or by `stop`. Results carry the generation
of their document; the store drops those of another one. The thread never runs further ahead of the window than its
backlog allows. Torch is imported here, after the viewport has painted.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QObject, QThread, Signal, SignalInstance

from app.backlog import Backlog
from app.document import Document, Setup
from app.jobs import (
    CAREFUL_RESOLUTION,
    LOOKS,
    ORDER,
    PLAYING_RESOLUTION,
    RESTING_RESOLUTION,
    AdoptJob,
    BranchJob,
    ColorJob,
    Job,
    LookJob,
    OpenJob,
    ProbeJob,
    RefineJob,
    Slot,
    StepJob,
    TaskJob,
    TruthJob,
    entry_before,
    gives_way_to,
    words_of,
)
from app.notices import Notice, notice_of

if TYPE_CHECKING:
    from app.inspection import Finding, LookKind
    from app.opening import Opened
    from core.coloring import ColorKey
    from core.levelset import LevelSet
    from core.run import Entry, Run
    from core.variant import Variant


class Engine(QThread):
    """Runs jobs one at a time. All signals arrive on the GUI thread; connect them to bound slots of QObjects."""

    ready = Signal(object)  # Catalogue
    opened = Signal(object)  # Document
    branched = Signal(object)  # Document
    stepped = Signal(int, object)  # generation, Entry
    refined = Signal(int, object)  # generation, Entry
    truth_ready = Signal(int, object)  # generation, LevelSet
    looked = Signal(int, str, object)  # generation, kind, Finding
    failed = Signal(str, object)  # slot, Notice
    noticed = Signal(object)  # Notice
    busy = Signal(str)
    probed = Signal(int, str, object)  # generation, name, part
    task_progressed = Signal(str, object)  # name, part
    task_ended = Signal(str, bool)  # name, whether all parts were made

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engine")
        self._wake = threading.Condition()
        self._backlog = Backlog(self._wake, self)
        for signal in (self.stepped, self.probed, self.task_progressed):
            signal.connect(self._backlog.arrive)
        self._waiting: dict[Slot, Job] = {}
        self._running: Slot | None = None
        self._cancelled = False
        self._stopping = False
        self._task: str | None = None  # name of the task that runs
        self._task_cancelled = False
        self._generation = 0
        self._target = 0
        self._color: ColorKey | Literal[""] = ""
        self._current: Opened | None = None  # touched by the thread alone, as is the next
        self._truth: LevelSet | None = None
        self._folder: TemporaryDirectory[str] | None = None  # of old states
        self._run_number = 0

    # --- called on the GUI thread

    def open(self, path: str | None, setup: Setup, strict: bool = False) -> int:
        """Ask for a source; returns its generation. See `OpenJob`."""
        self._generation += 1
        self._renew(OpenJob(self._generation, path, setup, strict))
        return self._generation

    def adopt(self, document: Document) -> Document:
        """The document as a new generation, with which everything to come goes on. See `AdoptJob`."""
        self._generation += 1
        adopted = replace(document, generation=self._generation, arrival=None)
        self._renew(AdoptJob(self._generation, adopted))
        return adopted

    def branch(self, document: Document, at: int, variant: Variant) -> int:
        """Ask for another line; returns the generation of the document with it. See `BranchJob`."""
        self._generation += 1
        self._renew(BranchJob(self._generation, document, at, variant))
        return self._generation

    def _renew(self, job: OpenJob | AdoptJob | BranchJob) -> None:
        """Drop everything that waits for the document so far."""
        with self._wake:
            for slot in ORDER:
                if slot != "task":
                    self._waiting.pop(slot, None)
            self._cancelled = self._running is not None
            self._put("open", job)

    def step(self, document: Document, target: int) -> None:
        """Ask for all steps up to `target`."""
        with self._wake:
            self._target = target
            if self._running != "step" or self._cancelled:  # else the running job goes on to the new target
                self._drop_refinements()
                self._put("step", StepJob(document.generation, document.run))

    def refine(self, document: Document, entry: Entry, careful: bool = False) -> None:
        """Ask for a finer level set of one entry, when nothing else is to be done; the latest asked for counts."""
        job = RefineJob(document.generation, document.run, entry, entry_before(document, entry), careful)
        with self._wake:
            self._drop_refinements()
            self._put(job.slot, job)

    def set_color(self, key: ColorKey | Literal[""]) -> None:
        """What the colours of all entries to come stand for; "" for none."""
        self._color = key

    def color(self, document: Document, entry: Entry) -> None:
        """Ask for the colours of one entry that has been measured already."""
        with self._wake:
            self._put("color", ColorJob(document.generation, document.run, entry, entry_before(document, entry)))

    def probe(self, document: Document, name: str, work: Callable[[Opened], Iterator[object]]) -> None:
        """Ask for a short look into what is open, after all that changes what is shown. See `ProbeJob`."""
        with self._wake:
            waiting = self._waiting.get("probe")
            same = isinstance(waiting, ProbeJob) and waiting.generation == document.generation
            others = waiting.works if isinstance(waiting, ProbeJob) and same else {}
            self._put("probe", ProbeJob(document.generation, {**others, name: work}))

    def extract_truth(self, document: Document) -> None:
        """Ask for the level set of the true shape."""
        with self._wake:
            self._put("truth", TruthJob(document.generation))

    def look(self, document: Document, kind: LookKind, work: Callable[[Opened, Callable[[], bool]], Finding]) -> None:
        """Ask to find something out; one of the same kind that still waits is replaced. See `LookJob`."""
        with self._wake:
            self._put(kind, LookJob(document.generation, kind, work))

    def start_task(self, name: str, words: str, work: Callable[[Opened | None], Iterator[object]]) -> None:
        """Begin long work; one that runs or waits ends before. See `TaskJob`."""
        with self._wake:
            self._task_cancelled = self._task is not None
            self._put("task", TaskJob(name, words, work))

    def cancel_task(self, name: str) -> None:
        """End a task after the part that is being made; `task_ended` tells when."""
        with self._wake:
            waiting = self._waiting.get("task")
            if isinstance(waiting, TaskJob) and waiting.name == name:
                del self._waiting["task"]
                self.task_ended.emit(name, False)
            self._task_cancelled |= self._task == name
            self._wake.notify()

    def cancel_steps(self) -> None:
        """No further step is taken; one that is being computed still arrives."""
        with self._wake:
            self._waiting.pop("step", None)
            self._cancelled |= self._running == "step"
            self._wake.notify()

    def stop(self, milliseconds: int = 15_000) -> bool:
        """End the thread after the part that it is computing. False when that takes longer than asked."""
        with self._wake:
            self._stopping = self._cancelled = self._task_cancelled = True
            self._waiting.clear()
            self._wake.notify()
        return self.wait(milliseconds)

    def target(self) -> int | None:
        """The step that is being computed towards, None when no step is asked for."""
        with self._wake:
            stepping = "step" in self._waiting or (self._running == "step" and not self._cancelled)
            return self._target if stepping else None

    def _drop_refinements(self) -> None:
        self._waiting.pop("refine", None)
        self._waiting.pop("check", None)

    def _put(self, slot: Slot, job: Job) -> None:
        self._waiting[slot] = job
        self._wake.notify()

    # --- on the engine's own thread

    def run(self) -> None:
        """The loop of the thread."""
        self._guard("open", "starting the engine", self._prepare)
        while (taken := self._next()) is not None:
            slot, job = taken
            self.busy.emit(words_of(job))
            self._guard(slot, words_of(job), lambda job=job: self._do(job))
            with self._wake:
                self._running = None
                idle = not self._waiting
            if idle:
                self.busy.emit("")
        self._current = None
        if self._folder is not None:
            self._folder.cleanup()

    def _run_task(self, job: TaskJob) -> None:
        """All parts of a task, with other jobs in between. Its own error ends it and becomes a notice."""
        with self._wake:
            self._task, self._task_cancelled = job.name, False
        complete = False
        try:
            for part in job.work(self._current):
                self._hand(self.task_progressed, job.name, part)
                self._serve_others("task")
                if self._task_cancelled:
                    return
            complete = True
        finally:
            self._task = None
            self.task_ended.emit(job.name, complete)

    def _serve_others(self, own: Slot) -> None:
        """The jobs that go before one of slot `own` and come before the window has dealt with its last part."""
        earlier = set(ORDER[: ORDER.index(own)])
        while True:
            with self._wake:
                self._wait_for_window(lambda: self._task_cancelled or bool(earlier & self._waiting.keys()))
                waiting = earlier & self._waiting.keys()
                if self._stopping or not waiting:
                    return
                slot: Slot = min(waiting, key=ORDER.index)
                self._running, self._cancelled = slot, False
                job = self._waiting.pop(slot)
            self._guard(slot, words_of(job), lambda job=job: self._do(job))
            with self._wake:
                self._running, self._cancelled = own, False

    def _hand(self, signal: SignalInstance, *record: object) -> None:
        """To the window, which then has one more to deal with."""
        self._backlog.add()
        signal.emit(*record)

    def _wait_for_window(self, unless: Callable[[], bool]) -> None:
        """Until the window has dealt with enough of what it got, or there is another thing to do. Under `_wake`."""
        self._wake.wait_for(lambda: not self._backlog.full or self._stopping or unless())

    def _next(self) -> tuple[Slot, Job] | None:
        with self._wake:
            while not self._waiting and not self._stopping:
                self._wake.wait()
            if self._stopping:
                return None
            slot: Slot = min(self._waiting, key=ORDER.index)
            self._running, self._cancelled = slot, False
            return slot, self._waiting.pop(slot)

    def _guard(self, slot: Slot, doing: str, work: Callable[[], None]) -> None:
        """Runs work(); whatever it raises becomes a notice: this thread must outlive every job."""
        try:
            work()
        except Exception as error:  # noqa: BLE001 (the boundary of the thread; nothing is hidden, all is shown)
            self.failed.emit(slot, notice_of(error, doing))

    def _prepare(self) -> None:
        self.busy.emit("Starting the engine")
        from app.opening import catalogue

        self.ready.emit(catalogue())
        self.busy.emit("")

    def _do(self, job: Job) -> None:
        if isinstance(job, OpenJob):
            self._open(job)
        elif isinstance(job, AdoptJob):
            self._take(cast("Opened", job.document.origin), job.document)
        elif isinstance(job, BranchJob):
            self._branch(job)
        elif isinstance(job, TaskJob):
            self._run_task(job)
        elif self._current is None or self._current.document.generation != job.generation:
            return  # of a document that is no longer open
        elif isinstance(job, StepJob):
            self._step(self._current.on(job.run), job)
        elif isinstance(job, RefineJob):
            self._refine(self._current.on(job.run), job)
        elif isinstance(job, ProbeJob):
            self._probe(self._current, job)
        elif isinstance(job, ColorJob):
            self.refined.emit(job.generation, self._colored(self._current.on(job.run), job.entry, job.before))
        elif isinstance(job, LookJob):
            self._look(self._current, job)
        else:
            self._truth = self._current.true_level(RESTING_RESOLUTION)
            self.truth_ready.emit(job.generation, self._truth)

    def _open(self, job: OpenJob) -> None:
        from app.opening import open_source

        opened = open_source(job.path, job.setup, job.generation, self._current, strict=job.strict)
        if self._cancelled:
            return
        run = opened.document.run
        shown = opened.on(run)
        for entry in run.entries:  # several when the document comes from a session file
            if self._cancelled:
                return
            run = run.measured(shown.measure(entry, PLAYING_RESOLUTION))
        document = replace(opened.document, run=run, origin=opened)
        self._take(opened, document)
        self.opened.emit(document)
        if opened.remark:
            self.noticed.emit(Notice("info", opened.remark))

    def _take(self, opened: Opened, document: Document) -> None:
        """This document is the one to go on with."""
        before, self._current = self._current, replace(opened, document=document).on(document.run)
        if before is None or before.source is not opened.source:
            self._truth = document.truth

    def _branch(self, job: BranchJob) -> None:
        from app.opening import branch

        opened = cast("Opened", job.document.origin)
        document = branch(opened, job.document, job.at, job.variant, job.generation)
        run, last = document.run, document.run.entries[-1]
        if last.level is None:
            document = replace(document, run=run.measured(opened.on(run).measure(last, PLAYING_RESOLUTION)))
        if not self._cancelled:
            self._take(opened, document)
            self.branched.emit(document)

    def _step(self, opened: Opened, job: StepJob) -> None:
        run = job.run
        self._run_number += 1  # steps that were discarded may be taken anew while their old states are still mapped
        while self._wants_more(run):
            entry = opened.preview(self._stored(opened.advance(run)), PLAYING_RESOLUTION)
            entry = self._colored(opened, entry, run.entries[-1])
            self._hand(self.stepped, job.generation, entry)
            run = run.extended(entry)
            if entry.record.diverged:
                return
            if opened.truth is not None:  # errors take longer than the surface, which need not wait for them
                run = run.measured(opened.scored(entry))
                self.refined.emit(job.generation, run.entries[-1])
            self._keep_pace()

    def _keep_pace(self) -> None:
        """Answers what is inspected, which follows a long run, until the window has dealt with the steps it got."""
        looking = set(LOOKS)
        while True:
            self._urgent("step")
            with self._wake:
                self._wait_for_window(lambda: self._cancelled or bool(looking & self._waiting.keys()))
                if self._cancelled or self._stopping or not looking & self._waiting.keys():
                    return

    def _stored(self, entry: Entry) -> Entry:
        """The entry, its state on disk once a run has become long. Where the disk is full it stays in memory."""
        from core.memory import IN_MEMORY, spilled

        if entry.record.step <= IN_MEMORY:
            return entry
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="metasdf-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name) / str(self._run_number)
        try:
            folder.mkdir(exist_ok=True)
            return replace(entry, state=spilled(entry.state, folder))
        except OSError:
            return entry

    def _wants_more(self, run: Run) -> bool:
        """Whether the target lies ahead. If not, the job is over before anybody can move the target again."""
        with self._wake:
            more = len(run.entries) <= self._target and not self._cancelled
            self._running = self._running if more else None
            return more

    def _refine(self, opened: Opened, job: RefineJob) -> None:
        from core.run import Interrupted, without_large_lattice

        resolution = CAREFUL_RESOLUTION if job.careful else RESTING_RESOLUTION
        try:
            measure = opened.careful if job.careful else opened.preview
            finer = measure(job.entry, resolution, lambda: self._urgent(job.slot))
        except Interrupted:
            with self._wake:  # after a job that does not change what is shown it is taken up again
                if not (self._cancelled or self._stopping or {"open", "step"} & self._waiting.keys()):
                    self._waiting.setdefault(job.slot, job)
            return
        finer = without_large_lattice(self._colored(opened, opened.scored(finer), job.before))
        self.refined.emit(job.generation, finer)

    def _probe(self, opened: Opened, job: ProbeJob) -> None:
        for name, work in job.works.items():
            for part in work(opened):
                if part is not None:
                    self._hand(self.probed, job.generation, name, part)
                self._serve_others("probe")
                if self._stopping or self._current is not opened:
                    return

    def _look(self, opened: Opened, job: LookJob) -> None:
        from core.run import Interrupted

        def give_way() -> bool:
            return self._urgent(job.kind) or job.kind in self._waiting

        try:
            self.looked.emit(job.generation, job.kind, job.work(opened, give_way))
        except Interrupted:
            with self._wake:
                if not (self._cancelled or self._stopping or "open" in self._waiting):
                    self._waiting.setdefault(job.kind, job)

    def _urgent(self, own: Slot) -> bool:
        """Whether the thread is wanted for more than the job of slot `own` that runs; looks are done on the spot."""
        for kind in LOOKS[: LOOKS.index(own)] if own in LOOKS else LOOKS:
            with self._wake:
                job = self._waiting.pop(kind, None)
            if job is not None:
                self._guard(kind, words_of(job), lambda job=job: self._do(job))
        return self._cancelled or self._stopping or any(slot in self._waiting for slot in gives_way_to(own))

    def _colored(self, opened: Opened, entry: Entry, before: Entry | None) -> Entry:
        from core.run import colored

        key = self._color
        return colored(entry, key, opened.document.run.observation, before, self._truth) if key else entry
