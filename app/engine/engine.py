"""The one background thread that owns the device: it opens, steps, measures, and hands back immutable records.

Here stands what each request means as a job; app.engine.scheduler decides which goes on. Results carry the generation
of their document; the store drops those of another one. Torch is imported here, after the viewport has painted.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QThread, Signal, SignalInstance, Slot

from app.document.document import Document, ObservationSetup
from app.engine.backpressure import Backpressure
from app.engine.jobs import (
    ACTING,
    CAREFUL_RESOLUTION,
    CHECKING,
    OPENING,
    PLAYING_RESOLUTION,
    REFINING,
    RESTING_RESOLUTION,
    SOMETIME,
    WORKING,
    Goal,
    Wanted,
    line_of,
    slot_of,
)
from app.engine.paint import Paint
from app.engine.scheduler import Job, Scheduler, Urgent
from app.engine.shelf import Shelf
from app.system.ending import end
from app.system.words import tr
from app.widgets.notices import Notice, notice_of

if TYPE_CHECKING:
    from app.engine.query import Query
    from app.engine.workspace import Workspace
    from core.levelset import LevelSet
    from core.methods.overrides import Overrides
    from core.runs.members import Spread
    from core.runs.run import Entry, Run

Parts = Iterator[object]
"""Of a job: it may be put aside at each yield."""


class Engine(QThread):
    """Does one thing at a time. All signals arrive on the GUI thread; connect them to bound slots of QObjects."""

    ready = Signal(object)  # Catalogue
    opened = Signal(object)  # Document
    branched = Signal(object)  # Document
    stepped = Signal(int, object)  # generation, Entry
    refined = Signal(int, object)  # generation, Entry
    truth_ready = Signal(int, object)  # generation, LevelSet
    failed = Signal(str, object)  # slot, Notice
    noticed = Signal(object)  # Notice
    busy = Signal(str)
    answered = Signal(int, object, object)  # generation, Query, part
    task_progressed = Signal(str, object)  # name, part
    task_ended = Signal(str, bool)  # name, whether all parts were made
    _task_made = Signal(int, str, object)  # number of the task, and as `task_progressed`
    _task_over = Signal(int, str, bool)  # number of the task, and as `task_ended`

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("engine")
        wake = threading.Condition()
        self._backlog = Backpressure(wake, self)
        for signal in (self.stepped, self._task_made):
            signal.connect(self._backlog.arrive)
        self._task_made.connect(self._tell_task_part)
        self._task_over.connect(self._tell_task_end)
        self.answered.connect(self._answer_arrived)
        self._scheduler = Scheduler(wake, lambda: self._backlog.full, self.busy.emit, self._fail)
        self._scheduler.submit(Job("start", self._prepare, OPENING, tr("Starting the engine")))
        self._generation = 0
        self._goal = Goal(0)
        self._goal.give_up()
        self._steps: Job | None = None  # the latest job of its kind, as are the next two
        self._finer: Job | None = None
        self._task: tuple[str, Job] | None = None
        self._task_numbers: dict[str, int] = {}  # of the latest of each name
        self._paint = Paint()
        self._wanted = Wanted()
        self._current: Workspace | None = None  # touched by the thread alone, as is the next
        self._truth: LevelSet | None = None
        self._shelf = Shelf()

    # --- called on the GUI thread

    def open(self, path: str, setup: ObservationSetup, strict: bool = False) -> int:
        """Ask for a file; returns the generation of its document.

        strict: do not replace an unfit checkpoint. What is open stays until this has succeeded, but takes no steps.
        """

        def work(generation: int, urgent: Urgent) -> Workspace:
            from app.engine.workspace import open_source

            return open_source(path, setup, generation, self._current, strict=strict, urgent=urgent)

        return self._begin(work, tr("Opening"))

    def observe(self, setup: ObservationSetup, strict: bool = True) -> int:
        """Ask for what is open, observed anew, or for a drawing; returns its generation. strict: see `open`."""

        def work(generation: int, urgent: Urgent) -> Workspace:
            from app.engine.workspace import observe_anew

            return observe_anew(setup, generation, self._current, strict=strict, urgent=urgent)

        return self._begin(work, tr("Observing"))

    def _begin(self, work: Callable[[int, Urgent], Workspace], words: str) -> int:
        self._generation += 1
        generation = self._generation
        self._change(lambda urgent: self._opening(work, generation, urgent), words)
        return generation

    def give_up_opening(self) -> bool:
        """Turn away from what is being opened, whatever holds it up. False when it is open already, or nothing is."""
        given_up = self._wanted.give_up(self._scheduler.cancel)
        if given_up:
            self.failed.emit("open", Notice("info", tr("It was not opened.")))
        return given_up

    def adopt(self, document: Document) -> Document:
        """Go on with a document that was open before, or another line of the open one, as a new generation of it."""
        self._generation += 1
        adopted = replace(document, generation=self._generation, arrival=None)
        self._change(lambda _: self._adopting(adopted), tr("Going back"))
        return adopted

    def branch(self, document: Document, at: int, overrides: Overrides) -> int:
        """Ask for another line, with `overrides` from step `at` of the shown one on; returns its generation."""
        self._generation += 1
        generation = self._generation
        self._change(lambda _: self._branching(document, at, overrides, generation), tr("Branching"))
        return generation

    def _change(self, work: Callable[[Urgent], Parts], words: str) -> None:
        self.cancel_steps()
        self._scheduler.submit(self._wanted.begin(Job("open", work, OPENING, words)))

    def step(self, document: Document, target: int) -> None:
        """Ask for all steps up to `target`; steps that are being taken to another one go there instead."""
        generation = document.generation
        if self._steps is not None and self._steps.scope == generation and self._goal.extend_to(target):
            return
        self.cancel_steps()
        if self._finer is not None:
            self._scheduler.cancel(self._finer)
        line, last, goal = line_of(document.run), document.run.entries[-1], Goal(target)
        self._goal = goal
        self._steps = Job(
            "step", lambda _: self._stepping(generation, line, last, goal), ACTING, tr("Stepping"), generation,
            paced=True, ended=lambda _: goal.give_up(),
        )  # fmt: skip
        self._scheduler.submit(self._steps)

    def cancel_steps(self) -> None:
        """No further step is taken; one that is being computed still arrives."""
        self._goal.give_up()
        if self._steps is not None:
            self._scheduler.cancel(self._steps)

    def target(self) -> int | None:
        """The step that is being computed towards, None when no step is asked for."""
        return self._goal.target

    def refine(self, document: Document, entry: Entry, careful: bool = False) -> None:
        """Ask for a finer level set of one entry, when nothing else is to be done; the latest asked for counts."""
        generation, line, paint = document.generation, line_of(document.run), self._paint.of(document, entry)

        def work(urgent: Urgent) -> Parts:
            return self._refining(generation, line, entry, paint, careful, urgent)

        if careful:
            self._finer = Job("refine", work, CHECKING, tr("Checking the surface"), generation)
        else:
            self._finer = Job("refine", work, REFINING, tr("Refining the surface"), generation, patience=SOMETIME)
        self._scheduler.submit(self._finer)

    def set_color(self, key: str) -> None:
        """What the colours of all entries to come stand for (core.measures.quantities); "" for none."""
        self._paint = replace(self._paint, color=key)

    def set_spread(self, spread: Spread | None) -> None:
        """The members beside the shown run, of which colours may tell; None while there are none."""
        self._paint = replace(self._paint, spread=spread)

    def color(self, document: Document, entry: Entry) -> None:
        """Ask for the colours of one entry that has been measured already."""
        generation, line, paint = document.generation, line_of(document.run), self._paint.of(document, entry)

        def work(_: Urgent) -> Parts:
            for opened in self._lines(generation, line):
                self.refined.emit(generation, self._painted(opened, entry, paint))
                yield

        self._scheduler.submit(Job("color", work, ACTING, tr("Colouring"), generation, keep=True))

    def ask(self, document: Document, query: Query[Any]) -> None:
        """Ask something about the shown line of a document; `answered` brings each part of the answer."""
        generation, line, turn = document.generation, line_of(document.run), query.pace.value

        def parts(urgent: Urgent) -> Parts:
            for opened in self._lines(generation, line):
                for part in query.work(opened, urgent):
                    if part is not None and turn.paced:
                        self._hand(self.answered, generation, query, part)
                    elif part is not None:
                        self.answered.emit(generation, query, part)
                    yield

        self._scheduler.submit(
            Job(
                ("query", query.key), parts, turn.rank, query.words, generation, keep=turn.keep, paced=turn.paced,
                patience=turn.patience,
            )
        )  # fmt: skip

    def extract_truth(self, document: Document) -> None:
        """Ask for the level set of the true shape."""
        generation, line = document.generation, line_of(document.run)

        def work(urgent: Urgent) -> Parts:
            for opened in self._lines(generation, line):
                if self._truth is None:
                    self._truth = opened.true_level(RESTING_RESOLUTION, urgent)
                self.truth_ready.emit(generation, self._truth)
                yield

        self._scheduler.submit(Job("truth", work, ACTING, tr("Extracting the true shape"), generation, keep=True))

    def start_task(self, name: str, words: str, work: Callable[[Workspace | None], Parts]) -> None:
        """Begin long work in parts, each handed on as it comes; a task that runs or waits ends before.

        name: of the kind of work, unique. Nothing more is told of an earlier task of that name: its end would be taken
        for that of this one. work: gets what is open when it begins, None when nothing is.
        """
        number = self._task_numbers[name] = self._task_numbers.get(name, 0) + 1

        def parts(_: Urgent) -> Parts:
            for part in work(self._current and self._current.on(self._current.document.run)):
                self._hand(self._task_made, number, name, part)
                yield

        job = Job(
            "task", parts, WORKING, words, paced=True, patience=SOMETIME,
            ended=lambda complete: self._task_over.emit(number, name, complete),
        )  # fmt: skip
        self._task = name, job
        self._scheduler.submit(job)

    @Slot(int, str, object)
    def _tell_task_part(self, number: int, name: str, part: object) -> None:
        if number == self._task_numbers[name]:
            self.task_progressed.emit(name, part)

    @Slot(int, str, bool)
    def _tell_task_end(self, number: int, name: str, complete: bool) -> None:
        if number == self._task_numbers[name]:
            self.task_ended.emit(name, complete)

    def cancel_task(self, name: str) -> None:
        """End a task after the part that is being made; `task_ended` tells when."""
        if self._task is not None and self._task[0] == name:
            self._scheduler.cancel(self._task[1])

    def halt(self) -> None:
        """Nothing is computed any more, but for the part that is being made."""
        self._scheduler.stop()

    def stop(self, milliseconds: int = 15_000) -> bool:
        """End the thread after the part that it is computing. False when that takes longer than asked."""
        self.halt()
        ended = end(self, milliseconds)
        if not ended:
            self._shelf.cleanup()  # since the process will not wait until the thread does it
        return ended

    @property
    def doing(self) -> str:
        """Kind of the job of which a part is being made, "" when the thread rests."""
        job = self._scheduler.running
        return "" if job is None else slot_of(job)

    # --- on the engine's own thread

    def run(self) -> None:
        """The loop of the thread."""
        self._scheduler.run()
        self._current = None
        self._shelf.cleanup()

    @Slot(int, object, object)
    def _answer_arrived(self, _generation: int, query: Query[Any], _part: object) -> None:
        """On the GUI thread."""
        if query.pace.value.paced:
            self._backlog.arrive()

    def _fail(self, job: Job, error: Exception) -> None:
        self._wanted.settle(job)
        notice = self._retreated(error) or notice_of(error, job.words or tr("looking into what is open"))
        self.failed.emit(slot_of(job), notice)

    def _retreated(self, error: Exception) -> Notice | None:
        """What to say where the device had to be given up and the processor takes its place; None for other faults."""
        if self._current is None:
            return None
        from app.engine.workspace import retreated

        self._current, words = retreated(self._current, error)
        return Notice("warning", words) if words else None

    def _hand(self, signal: SignalInstance, *record: object) -> None:
        """To the window, which then has one more to deal with."""
        self._backlog.add()
        signal.emit(*record)

    def _prepare(self, _: Urgent) -> Parts:
        from app.engine.checkpoints import catalogue
        from app.engine.workspace import device

        self.ready.emit(catalogue(device()))
        yield

    def _opening(self, work: Callable[[int, Urgent], Workspace], generation: int, urgent: Urgent) -> Parts:
        opened = work(generation, urgent)
        yield
        run = opened.document.run
        shown = opened.on(run)
        for entry in run.entries:  # several when the document comes from a session file
            run = run.measured(shown.measure(entry, PLAYING_RESOLUTION))
            yield
        document = replace(opened.document, run=run, origin=opened)
        if not self._wanted.settle(self._scheduler.running):
            return
        self._take(opened, document)
        self.opened.emit(document)
        if opened.remark:
            self.noticed.emit(Notice("info", opened.remark))

    def _adopting(self, document: Document) -> Parts:
        if self._wanted.settle(self._scheduler.running):
            self._take(cast("Workspace", document.origin), document)
        yield

    def _branching(self, document: Document, at: int, overrides: Overrides, generation: int) -> Parts:
        from app.engine.workspace import branch

        opened = cast("Workspace", document.origin)
        document = branch(opened, document, at, overrides, generation)
        yield
        run, last = document.run, document.run.entries[-1]
        if last.level is None:
            document = replace(document, run=run.measured(opened.on(run).measure(last, PLAYING_RESOLUTION)))
            yield
        if self._wanted.settle(self._scheduler.running):
            self._take(opened, document)
            self.branched.emit(document)

    def _take(self, opened: Workspace, document: Document) -> None:
        """This document is the one to go on with. Its surfaces are the window's to keep or to let go."""
        from app.engine.workspace import in_reach

        before, opened = self._current, in_reach(opened)
        self._current = replace(opened, document=replace(document, run=line_of(document.run), lines=()))
        if before is None or before.source is not opened.source:
            self._truth = document.truth
        self._scheduler.enter(document.generation)

    def _lines(self, generation: int, line: Run) -> Iterator[Workspace]:
        """What is open, on one of its lines; nothing when it is another document by now. Raises UserError."""
        if self._current is not None and self._current.document.generation == generation:
            yield self._current.on(line)

    def _stepping(self, generation: int, line: Run, last: Entry, goal: Goal) -> Parts:
        for opened in self._lines(generation, line):
            while goal.lies_beyond(last.record.step):
                made = opened.preview(opened.after(last), PLAYING_RESOLUTION)
                kept = self._shelf.put(self._painted(opened, made, self._paint.after(last)))
                self._hand(self.stepped, generation, kept)
                last = replace(kept, state=made.state)  # what is on disk is not read again for the next step
                if last.record.diverged:
                    return
                if opened.truth is not None:  # errors take longer than the surface, which need not wait for them
                    last = opened.scored(last)
                    self.refined.emit(generation, replace(last, state=kept.state))
                yield

    def _refining(self, generation: int, line: Run, entry: Entry, paint: Paint, careful: bool, urgent: Urgent) -> Parts:
        from core.runs.run import with_small_lattice

        for opened in self._lines(generation, line):
            measure, resolution = (
                (opened.careful, CAREFUL_RESOLUTION) if careful else (opened.preview, RESTING_RESOLUTION)
            )
            finer = measure(entry, resolution, urgent)
            self.refined.emit(generation, with_small_lattice(self._painted(opened, opened.scored(finer), paint)))
            yield

    def _painted(self, opened: Workspace, entry: Entry, paint: Paint) -> Entry:
        return paint.on(entry, opened.document.run.observation, self._truth)
