"""Between the panel of branches, the view beside the first, and the engine that measures lines that are not shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction

from app.control.controller import Controller
from app.document.document import Document
from app.document.store import Store
from app.engine.engine import Engine
from app.engine.jobs import PLAYING_RESOLUTION, RESTING_RESOLUTION
from app.engine.query import Query
from app.tools.branches.panel import BranchesPanel
from app.view.sidebyside import FARTHEST, SideBySide
from core.methods.overrides import Overrides

if TYPE_CHECKING:
    from app.engine.scheduler import Urgent
    from app.engine.workspace import Workspace
    from core.runs.branch import Branch
    from core.runs.run import Entry

LINES = "lines"
QUIET_MS = 60


class Branching(QObject):
    """Carries out what the panel and its actions ask for; has missing errors, steps and surfaces computed."""

    def __init__(
        self,
        store: Store,
        engine: Engine,
        controller: Controller,
        panel: BranchesPanel,
        views: SideBySide,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__(panel)
        self._store, self._engine, self._controller, self._views = store, engine, controller, views
        self._next, self._compare = actions["next_line"], actions["compare"]
        self._flight = 0  # generation of the document whose lines are being measured
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._ask)
        panel.line_chosen.connect(controller.show_line)
        panel.delete_asked.connect(controller.delete_line)
        panel.renamed.connect(controller.rename_line)
        panel.branch_asked.connect(self.branch)
        self._next.triggered.connect(self.next_line)
        self._compare.toggled.connect(views.set_on)
        views.other_chosen.connect(self._quiet.start)
        for signal in (store.document_changed, store.lines_changed):
            signal.connect(self._lines_changed)
        store.cursor_changed.connect(self._quiet.start)
        store.busy_changed.connect(self._refine)
        engine.failed.connect(self._failed)
        self._lines_changed()

    @Slot(object)
    def branch(self, overrides: Overrides) -> None:
        """Another line from the shown step on."""
        self._controller.branch(self._store.session.cursor, overrides)

    @Slot()
    def next_line(self) -> None:
        """The line after the shown one, after the last the first one."""
        document = self._store.session.document
        if document is not None:
            numbers = [line.number for line in document.lines]
            place = numbers.index(document.line) + 1
            self._controller.show_line(numbers[place % len(numbers)])

    @Slot()
    def _lines_changed(self) -> None:
        document = self._store.session.document
        several = document is not None and len(document.lines) > 1
        self._next.setEnabled(several)
        self._compare.setEnabled(several)
        if not several:
            self._compare.setChecked(False)
        self._quiet.start()

    @Slot()
    def _ask(self) -> None:
        """Have the engine compute what is missing of the lines that are not shown, unless it does."""
        session = self._store.session
        document, beside, step = session.document, self._views.number, min(session.cursor, FARTHEST)
        if document is None or self._flight == document.generation:
            return
        others = [line for line in document.all_lines if line.number != document.line]
        steps = {line.number: step if line.number == beside else -1 for line in others}
        known = document.source.has_truth
        if not any(_lacks(line, steps[line.number], known) for line in others):
            return
        self._flight = document.generation

        def work(opened: Workspace, _: Urgent) -> Iterator[tuple[int, Entry | None] | None]:
            for line in others:
                yield from _completed(opened.on(line.run), line, steps[line.number])
            yield 0, None

        self._engine.ask(document, Query(LINES, work, partial(self._measured, document.generation)))

    def _measured(self, generation: int, part: tuple[int, Entry | None]) -> None:
        number, entry = part
        if entry is None:
            self._flight = 0
            self._quiet.start()
        elif not self._store.grow(generation, number, entry):
            self._store.refine(generation, entry)

    @Slot(str)
    def _failed(self, slot: str) -> None:
        if slot == "query":
            self._flight = 0

    @Slot()
    def _refine(self) -> None:
        """Once nothing else is to be done, the surface beside as fine as the shown one."""
        session = self._store.session
        document, beside = session.document, self._beside(session.document)
        if session.busy or session.playing or document is None or beside is None:
            return
        step = min(session.cursor, len(beside.run.entries) - 1)
        entry, shown = beside.run.entries[step], session.entry
        if entry.level is None or entry.record.diverged or shown is None or shown.level is None:
            return
        if entry.level.resolution < RESTING_RESOLUTION[entry.level.dim] <= shown.level.resolution:
            self._engine.refine(document.on_line(beside.number), entry)

    def _beside(self, document: Document | None) -> Branch | None:
        lines = document.all_lines if document else ()
        return next((line for line in lines if line.number == self._views.number), None)


def _lacks(line: Branch, step: int, known: bool) -> bool:
    """Whether something of a line is to be computed. step: whose surface is seen, -1 for none. known: the truth is."""
    entries = line.run.entries
    if known and any(entry.heldout is None for entry in entries):
        return True
    if step < 0 or entries[min(step, len(entries) - 1)].level is None:
        return step >= 0
    return step >= len(entries) and not entries[-1].record.diverged


def _completed(opened: Workspace, line: Branch, step: int) -> Iterator[tuple[int, Entry | None] | None]:
    """(number of the line, entry) for each entry that was missing or had something missing. opened: on the line."""
    run = line.run
    for entry in run.entries:
        seen = entry.record.step == min(step, len(run.entries) - 1) and entry.level is None
        if seen or (opened.truth is not None and entry.heldout is None):
            yield line.number, opened.measure(entry, PLAYING_RESOLUTION)
    while len(run.entries) <= step and not run.entries[-1].record.diverged:
        entry = opened.measure(opened.after(run.entries[-1]), PLAYING_RESOLUTION)
        run = run.extended(entry)
        yield line.number, entry
