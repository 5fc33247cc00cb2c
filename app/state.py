"""The store: it holds the whole document, as one frozen value, and announces its changes, one signal per part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.document import Catalogue, Document, Phase, Session, View
from app.inspection import Finding, Inspect, LookKind

if TYPE_CHECKING:
    from core.branch import Line
    from core.levelset import LevelSet
    from core.run import Entry, Run


class Store(QObject):
    """Holds the session, on the GUI thread. Each method changes one part and then emits that part's signal.

    The signals carry nothing: whoever hears one reads `session`.
    """

    document_changed = Signal()
    run_changed = Signal()
    lines_changed = Signal()
    cursor_changed = Signal()
    truth_changed = Signal()
    playing_changed = Signal()
    view_changed = Signal()
    catalogue_changed = Signal()
    busy_changed = Signal()
    phase_changed = Signal()
    inspect_changed = Signal()
    findings_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = Session()

    def open(self, document: Document) -> None:
        """A new document, paused, shown at step 0 or where its session file says."""
        arrival = document.arrival
        cursor, view = (arrival.cursor, arrival.view) if arrival else (0, self.session.view)
        self.show(document, cursor, view, arrival.inspect if arrival else None)

    def show(self, document: Document, cursor: int, view: View, inspect: Inspect | None = None) -> None:
        """A document, new or known, paused at one of its steps; inspected as before where nothing is said."""
        inspect = inspect or self._carried(document)
        restored, other = view != self.session.view, inspect != self.session.inspect
        shown = replace(self.session, document=document, cursor=cursor, view=view, following=True, playing=False)
        self.session = replace(shown, inspect=inspect, findings={})
        self.set_phase("surface")
        self.document_changed.emit()
        if restored:
            self.view_changed.emit()
        if other:
            self.inspect_changed.emit()
        self.playing_changed.emit()
        self.cursor_changed.emit()

    def _carried(self, document: Document) -> Inspect:
        """What is inspected of a new document: the same; of another shape from zero on, and never a truth it lacks."""
        before, inspect = self.session.document, self.session.inspect
        if before is None or before.source.path != document.source.path:
            inspect = replace(inspect, iso=0.0, side="surface")
        return inspect if document.source.has_truth else replace(inspect, side="surface")

    def append(self, generation: int, entry: Entry) -> bool:
        """The next step of a run, shown if steps are followed. False, and nothing changes, when it is not the next."""
        document = self.session.document
        if document is None or document.generation != generation or entry.record.step != self.session.last + 1:
            return False
        follows = self.session.following
        cursor = entry.record.step if follows else self.session.cursor
        document = replace(document, run=_kept_small(document.run.extended(entry), cursor))
        self.session = replace(self.session, document=document, cursor=cursor)
        if follows:
            self.set_phase("surface")
        self.run_changed.emit()
        if follows:
            self.cursor_changed.emit()
        return True

    def refine(self, generation: int, entry: Entry) -> bool:
        """A recorded step measured anew. False, and nothing changes, when it belongs to another document."""
        document = self.session.document
        if document is None or document.generation != generation:
            return False
        run, lines = _measured(document.run, entry), document.all_lines
        grown = tuple(replace(line, run=_measured(line.run, entry)) for line in lines)
        others = any(a.run is not b.run for a, b in zip(lines, grown, strict=True) if a.number != document.line)
        if run is document.run and not others:
            return False
        before = self.session.entry
        self.session = replace(self.session, document=replace(document, run=run, lines=grown))
        if others:
            self.lines_changed.emit()
        if run is document.run:
            return True
        self.run_changed.emit()
        after = self.session.entry
        if before and after and (after.level is not before.level or after.coloring is not before.coloring):
            self.cursor_changed.emit()
        return True

    def grow(self, generation: int, number: int, entry: Entry) -> bool:
        """The next step of any line; the cursor stays. False, and nothing changes, when it is not the next one."""
        document = self.session.document
        line = next((line for line in document.all_lines if line.number == number), None) if document else None
        if document is None or line is None or document.generation != generation:
            return False
        if entry.record.step != len(line.run.entries):
            return False
        self.set_run(number, line.run.extended(entry))
        return True

    def set_run(self, number: int, run: Run) -> None:
        """Other steps of a line, of the shown one with the cursor as near as it can be."""
        document = self.session.document
        if document is None:
            return
        lines = tuple(replace(line, run=run) if line.number == number else line for line in document.all_lines)
        if number != document.line:
            self.set_lines(lines)
            return
        cursor = min(self.session.cursor, len(run.entries) - 1)
        moved = run.entries[cursor] is not self.session.entry
        self.session = replace(self.session, document=replace(document, run=run, lines=lines), cursor=cursor)
        self.set_phase("surface")
        self.run_changed.emit()
        if moved:
            self.cursor_changed.emit()

    def set_lines(self, lines: tuple[Line, ...]) -> None:
        """Other lines beside the shown one, which is among them."""
        document = self.session.document
        if document is not None:
            self.session = replace(self.session, document=replace(document, lines=lines))
            self.lines_changed.emit()

    def discard_steps(self) -> None:
        """Only step 0 remains; of a branch, what it shares."""
        document, first = self.session.document, self.first
        if document is not None and self.session.last > first:
            self.set_run(document.line, replace(document.run, entries=document.run.entries[: first + 1]))
            self.move(first)

    @property
    def first(self) -> int:
        """The last step that cannot be discarded: 0, or that at which the shown line left another."""
        document = self.session.document
        lines = document.lines if document else ()
        return next((line.at for line in lines if document and line.number == document.line), 0)

    def show_truth(self, generation: int, level: LevelSet) -> None:
        """The level set of the true shape has arrived."""
        document = self.session.document
        if document is not None and document.generation == generation:
            self.session = replace(self.session, document=replace(document, truth=level))
            self.truth_changed.emit()

    def move(self, step: int) -> None:
        """Show a recorded step, outside the recorded ones the nearest, and stay there."""
        step = max(0, min(step, self.session.last))
        self.follow(False)
        self.set_phase("surface")
        if self.session.document is not None and step != self.session.cursor:
            self.session = replace(self.session, cursor=step)
            self.cursor_changed.emit()

    def follow(self, following: bool = True) -> None:
        """Show new steps as they come, or stay at the shown one."""
        if following != self.session.following:
            self.session = replace(self.session, following=following)

    def set_slow(self, slow: bool) -> None:
        """Take steps phase by phase, or whole."""
        if slow != self.session.slow:
            self.session = replace(self.session, slow=slow, phase="surface")
            self.phase_changed.emit()

    def set_phase(self, phase: Phase) -> None:
        """Show a phase of the step that leads on from the shown state; any other state begins with its surface."""
        if phase != self.session.phase:
            self.session = replace(self.session, phase=phase)
            self.phase_changed.emit()

    def set_playing(self, playing: bool) -> None:
        if playing != self.session.playing:
            self.session = replace(self.session, playing=playing)
            self.playing_changed.emit()

    def set_view(self, view: View) -> None:
        if view != self.session.view:
            self.session = replace(self.session, view=view)
            self.view_changed.emit()

    def set_inspect(self, inspect: Inspect) -> None:
        if inspect != self.session.inspect:
            self.session = replace(self.session, inspect=inspect)
            self.inspect_changed.emit()

    def find(self, generation: int, kind: LookKind, finding: Finding) -> bool:
        """Something was found out. False, and nothing changes, when it is of another document or of no state of it."""
        document, step = self.session.document, finding.state.step
        if document is None or document.generation != generation or step > self.session.last:
            return False
        if document.run.entries[step].state is not finding.state:
            return False
        self.session = replace(self.session, findings={**self.session.findings, kind: finding})
        self.findings_changed.emit()
        return True

    def forget(self, kind: LookKind) -> None:
        """Nothing is found of this kind any more."""
        if kind in self.session.findings:
            left = {other: found for other, found in self.session.findings.items() if other != kind}
            self.session = replace(self.session, findings=left)
            self.findings_changed.emit()

    def set_catalogue(self, catalogue: Catalogue) -> None:
        self.session = replace(self.session, catalogue=catalogue)
        self.catalogue_changed.emit()

    def set_busy(self, busy: str) -> None:
        if busy != self.session.busy:
            self.session = replace(self.session, busy=busy)
            self.busy_changed.emit()


def _measured(run: Run, entry: Entry) -> Run:
    """The run with what was measured of one of its states; the same when that is not its own."""
    step = entry.record.step
    if step >= len(run.entries) or run.entries[step].state is not entry.state:
        return run
    return run.measured(_best(run.entries[step], entry))


def _kept_small(run: Run, shown: int) -> Run:
    """The run, thinned now and then. core is there when a run is."""
    if shown % 32:
        return run
    from core.memory import thinned

    return thinned(run, shown)


def _best(before: Entry, entry: Entry) -> Entry:
    """What was measured of one state in any order: the finer level set with what belongs to it, and known errors."""
    if entry.heldout is None:
        entry = replace(entry, heldout=before.heldout)
    if before.level is None or entry.level is None or entry.level.resolution >= before.level.resolution:
        return entry
    return replace(entry, level=before.level, coloring=before.coloring, audit=before.audit)
