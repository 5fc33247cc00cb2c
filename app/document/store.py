"""The store: it holds the whole document, as one frozen value, and announces its changes, one signal per part."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.document.document import Bookmark, Catalogue, Document, Phase, View, WindowState
from app.document.inspection import Inspect, LookKind, QueryResult
from app.document.unsaved import saved_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.levelset import LevelSet
    from core.runs.branch import Branch
    from core.runs.run import Entry, Run


def _opening(session: WindowState) -> object:
    document = session.document
    return None if document is None else (document.generation, document.line)


def _lines_beside(session: WindowState) -> object:
    """What is known of the lines but the run of the shown one, which has a signal of its own."""
    document = session.document
    return document and [
        (line.number, line.parent, line.at, line.name, None if line.number == document.line else line.run)
        for line in document.lines
    ]


def _drawn(session: WindowState) -> object:
    entry = session.entry
    return (_opening(session), session.cursor, entry and entry.state, entry and entry.level, entry and entry.coloring)


PARTS: dict[str, Callable[[WindowState], object]] = {
    "phase": lambda session: (session.slow, session.phase),
    "document": _opening,
    "lines": _lines_beside,
    "run": lambda session: session.document and session.document.run,
    "truth": lambda session: session.document and session.document.truth,
    "saved": lambda session: session.document and session.document.saved,
    "view": lambda session: session.view,
    "inspect": lambda session: session.inspect,
    "findings": lambda session: session.findings,
    "bookmarks": lambda session: session.bookmarks,
    "playing": lambda session: session.playing,
    "cursor": _drawn,
    "catalogue": lambda session: session.catalogue,
    "busy": lambda session: session.busy,
}
"""What each signal of the store is about, in the order in which they are emitted: one whose part is another now."""

OF_DOCUMENT = {"lines", "run", "truth", "saved", "findings"}
"""Parts that are not announced when the document is another one, which tells of all of them."""


def changed_parts(before: WindowState, now: WindowState) -> list[str]:
    """The parts in which two sessions differ, in the order of PARTS."""
    other = _opening(before) != _opening(now)
    return [part for part, of in PARTS.items() if of(before) != of(now) and not (other and part in OF_DOCUMENT)]


class Store(QObject):
    """Holds the session, on the GUI thread. Each method swaps it for another one and then emits what has changed.

    `changed` comes first and carries the session before and the one after, so that whoever compares them sees every
    change, in the order in which they were made. The other signals carry nothing: whoever hears one reads `session`.
    """

    changed = Signal(object, object)  # Session, Session
    document_changed = Signal()
    run_changed = Signal()
    lines_changed = Signal()
    cursor_changed = Signal()
    truth_changed = Signal()
    saved_changed = Signal()
    playing_changed = Signal()
    view_changed = Signal()
    catalogue_changed = Signal()
    busy_changed = Signal()
    phase_changed = Signal()
    inspect_changed = Signal()
    findings_changed = Signal()
    bookmarks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = WindowState()

    @property
    def session(self) -> WindowState:
        """What is shown now."""
        return self._session

    def _change(self, gesture: int = 0, **parts: Any) -> None:  # noqa: ANN401 (fields of a session)
        """Swap these fields of the session, then tell. gesture: see `WindowState`."""
        before, now = self._session, replace(self._session, gesture=gesture, **parts)
        self._session = now
        self.changed.emit(before, now)
        for part in changed_parts(before, now):
            getattr(self, f"{part}_changed").emit()

    def become(self, session: WindowState) -> None:
        """Show another session as it is, as a second view does that mirrors the first."""
        self._change(**{field.name: getattr(session, field.name) for field in fields(WindowState)})

    def open(self, document: Document, gesture: int = 0) -> None:
        """A new document, paused, shown at step 0 or where its session file says."""
        arrival = document.arrival
        if arrival is None:
            self.show(document, 0, self.session.view, gesture=gesture)
        else:
            if not arrival.recovered:
                path = "" if arrival.kept else arrival.path
                document = replace(document, saved=saved_in(path, document, carried=arrival.carried))
            self.show(document, arrival.cursor, arrival.view, arrival.inspect, gesture, arrival.bookmarks)

    def show(
        self,
        document: Document,
        cursor: int,
        view: View,
        inspect: Inspect | None = None,
        gesture: int = 0,
        bookmarks: tuple[Bookmark, ...] | None = None,
    ) -> None:
        """A document, new or known, paused at one of its steps; inspected as before where nothing is said, with the
        places of the camera that are kept."""
        self._change(
            gesture, document=document, cursor=cursor, following=True, playing=False, view=view, phase="surface",
            inspect=inspect or self._carried(document), findings={},
            bookmarks=self.session.bookmarks if bookmarks is None else bookmarks,
        )  # fmt: skip

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
        self._change(document=document, cursor=cursor, phase="surface" if follows else self.session.phase)
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
        self._change(document=replace(document, run=run, lines=grown))
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

    def set_run(self, number: int, run: Run, gesture: int = 0) -> None:
        """Other steps of a line, of the shown one with the cursor as near as it can be."""
        document = self.session.document
        if document is None:
            return
        lines = tuple(replace(line, run=run) if line.number == number else line for line in document.all_lines)
        if number != document.line:
            self.set_lines(lines, gesture)
            return
        cursor = min(self.session.cursor, len(run.entries) - 1)
        self._change(gesture, document=replace(document, run=run, lines=lines), cursor=cursor, phase="surface")

    def set_lines(self, lines: tuple[Branch, ...], gesture: int = 0) -> None:
        """Other lines beside the shown one, which is among them."""
        document = self.session.document
        if document is not None:
            self._change(gesture, document=replace(document, lines=lines))

    def mark_saved(self, path: str, written: Document, *, carried: bool = False) -> None:
        """A document, as it was when it was written, is in this file; it may have changed since, or be left."""
        document = self.session.document
        if document is not None and document.origin is written.origin:
            self._change(document=replace(document, saved=saved_in(path, written, carried=carried)))

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
            self._change(document=replace(document, truth=level))

    def move(self, step: int) -> None:
        """Show a recorded step, outside the recorded ones the nearest, and stay there."""
        step = max(0, min(step, self.session.last))
        cursor = self.session.cursor if self.session.document is None else step
        self._change(following=False, phase="surface", cursor=cursor)

    def follow(self, following: bool = True) -> None:
        """Show new steps as they come, or stay at the shown one."""
        self._change(following=following)

    def set_slow(self, slow: bool) -> None:
        """Take steps phase by phase, or whole."""
        if slow != self.session.slow:
            self._change(slow=slow, phase="surface")

    def set_phase(self, phase: Phase) -> None:
        """Show a phase of the step that leads on from the shown state; any other state begins with its surface."""
        self._change(phase=phase)

    def set_playing(self, playing: bool) -> None:
        self._change(playing=playing)

    def set_view(self, view: View, gesture: int = 0) -> None:
        self._change(gesture, view=view)

    def set_inspect(self, inspect: Inspect, gesture: int = 0) -> None:
        self._change(gesture, inspect=inspect)

    def set_bookmarks(self, bookmarks: tuple[Bookmark, ...], gesture: int = 0) -> None:
        self._change(gesture, bookmarks=bookmarks)

    def find(self, generation: int, kind: LookKind, finding: QueryResult) -> bool:
        """Something was found out. False, and nothing changes, when it is of another document or of no state of it."""
        document, step = self.session.document, finding.state.step
        if document is None or document.generation != generation or step > self.session.last:
            return False
        if document.run.entries[step].state is not finding.state:
            return False
        self._change(findings={**self.session.findings, kind: finding})
        return True

    def forget(self, kind: LookKind) -> None:
        """Nothing is found of this kind any more."""
        if kind in self.session.findings:
            self._change(findings={other: found for other, found in self.session.findings.items() if other != kind})

    def set_catalogue(self, catalogue: Catalogue) -> None:
        self._change(catalogue=catalogue)

    def set_busy(self, busy: str) -> None:
        self._change(busy=busy)


def _measured(run: Run, entry: Entry) -> Run:
    """The run with what was measured of one of its states; the same when that is not its own."""
    step = entry.record.step
    if step >= len(run.entries) or run.entries[step].state is not entry.state:
        return run
    return run.measured(_best(run.entries[step], entry))


def _kept_small(run: Run, shown: int) -> Run:
    """The run, thinned now and then, whether or not its new steps are shown. core is there when a run is."""
    if (len(run.entries) - 1) % 32:
        return run
    from core.runs.memory import thinned

    return thinned(run, shown)


def _best(before: Entry, entry: Entry) -> Entry:
    """What was measured of one state in any order: the finer level set with what belongs to it, and known errors."""
    if entry.heldout is None:
        entry = replace(entry, heldout=before.heldout)
    if before.level is None or entry.level is None or entry.level.resolution >= before.level.resolution:
        return entry
    return replace(entry, level=before.level, coloring=before.coloring, audit=before.audit)
