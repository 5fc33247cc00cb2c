"""Undo and redo: every change of the store by a person gets a name, and can be taken back.

Not taken back: steps (the timeline is their history; discarding them can be undone), the step that is shown (only after
refining, which is many steps at once, one is back where one was), and the camera. A document that was left comes back
as it was left.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QUndoCommand, QUndoStack

from app.control.controller import Controller
from app.document.document import TAKEN_BACK, Document, WindowState
from app.document.store import Store
from app.document.undo_labels import LINE_SHOWN, Named, Part, named
from app.system.words import plain
from app.widgets.labels import as_written

if TYPE_CHECKING:
    from core.shapes.drawing import Drawing

MOST_COMMANDS = 60

MERGE_SECONDS = {LINE_SHOWN: math.inf}
"""Changes with one key that follow each other so closely are one, by key: looking at other lines, back and forth."""

USUAL_SECONDS = 1.2
"""The same for every other key: a number that is typed, a key that is held."""


class UndoTarget(Protocol):
    """What commands work on."""

    @property
    def session(self) -> WindowState: ...
    def restore(self, target: WindowState, part: Part) -> None: ...
    def show_drawing(self, drawing: Drawing, instead: WindowState | None) -> None: ...
    def walk(self, step: int) -> None: ...


class Command(QUndoCommand):
    """Undo and redo on a desk. Each has been carried out when it is pushed; its first redo does nothing."""

    def __init__(self, text: str, desk: UndoTarget) -> None:
        super().__init__(text)
        self.desk, self._done = desk, True

    def redo(self) -> None:
        if self._done:
            self._done = False
        else:
            self.go(forth=True)

    def undo(self) -> None:
        self.go(forth=False)

    def go(self, *, forth: bool) -> None:
        """Do it again, or take it back."""
        raise NotImplementedError


class Change(Command):
    """Another value of one part of the session. The side that is left is kept as it is then, with its steps."""

    def __init__(self, name: Named, desk: UndoTarget, before: WindowState, gesture: int) -> None:
        super().__init__(name.text, desk)
        self.key: str = name.key
        self.part: Part = name.part
        self.before, self.after = kept(before, name.part), WindowState()  # what comes after is kept when it is left
        self.gesture, self.time = gesture, time.monotonic()

    def go(self, *, forth: bool) -> None:
        left = kept(self.desk.session, self.part)
        self.desk.restore(self.after if forth else self.before, self.part)
        if forth:
            self.before = left
        else:
            self.after = left

    def kept_documents(self) -> tuple[Document | None, ...]:
        """What was left by opening something else."""
        return (self.before.document, self.after.document) if self.part == "document" else ()

    def id(self) -> int:
        return 1 if self.key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Change) or not self._goes_on(other):
            return False
        self.gesture, self.time = other.gesture, other.time
        self.setText(other.text())
        self.setObsolete(alike(self.before, self.desk.session, self.part))
        return True

    def _goes_on(self, later: Change) -> bool:
        """Whether two changes are one for the person."""
        if (later.key, later.part) != (self.key, self.part):
            return False
        if later.gesture or self.gesture:
            return later.gesture == self.gesture
        return later.time - self.time <= MERGE_SECONDS.get(self.key, USUAL_SECONDS)


class Stroke(Command):
    """A change on the drawing pad. instead: what was open before it."""

    def __init__(self, text: str, desk: UndoTarget, before: Drawing, after: Drawing, instead: WindowState) -> None:
        super().__init__(text, desk)
        self._drawings = before, after
        self._instead = kept(instead, "document")

    def kept_documents(self) -> tuple[Document | None, ...]:
        """What was open before the first stroke."""
        return (self._instead.document,) if self._drawings[0].blank else ()

    def go(self, *, forth: bool) -> None:
        drawing = self._drawings[forth]
        self.desk.show_drawing(drawing, self._instead if drawing.blank and not forth else None)


class Walk(Command):
    """Many steps at once, from the step that was shown to another one. What was computed on the way stays."""

    def __init__(self, text: str, desk: UndoTarget, steps: tuple[int, int]) -> None:
        super().__init__(text, desk)
        self._steps = steps

    def go(self, *, forth: bool) -> None:
        self.desk.walk(self._steps[forth])


class History(QObject):
    """The stack of named commands over a store, and the desk that they work on."""

    changed = Signal()  # what could be undone or redone
    step_restored = Signal(int)  # that is to be shown
    drawing_restored = Signal(object)  # Drawing that was on the pad

    def __init__(self, store: Store, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._controller = store, controller
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(MOST_COMMANDS)
        self.stack.indexChanged.connect(self.changed)
        store.changed.connect(self._record)

    def attach(self, undo: QAction, redo: QAction) -> None:
        """Two actions, which then say what they would do."""
        self._actions = (
            (undo, undo.text(), undo.toolTip(), self.stack.undoText, self.stack.canUndo),
            (redo, redo.text(), redo.toolTip(), self.stack.redoText, self.stack.canRedo),
        )
        undo.triggered.connect(self.undo)
        redo.triggered.connect(self.redo)
        self.changed.connect(self._tell)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        for action, words, tip, text, able in self._actions:
            short = plain(words)
            action.setEnabled(able())
            action.setText(f"{words}: {text().replace('&', '&&')}" if able() else words)
            action.setIconText(short)
            action.setToolTip(as_written(f"{short}: {text()} – {tip}") if able() else tip)

    @Slot()
    def undo(self) -> None:
        """Take the last change back; one that is not there yet is called off."""
        if self._controller.pending and not isinstance(self.stack.command(self.stack.index() - 1), Stroke):
            self.restore(self.session, "document")
        else:
            self.stack.undo()

    @Slot()
    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self.stack.redo()

    @Slot(object, object)
    def _record(self, before: WindowState, now: WindowState) -> None:
        if now.gesture != TAKEN_BACK and (name := named(before, now)) is not None:
            self.stack.push(Change(name, self, before, now.gesture))

    def stroke(self, text: str, before: Drawing, after: Drawing, instead: WindowState) -> None:
        """A change on the drawing pad. instead: what was open when it began."""
        self.stack.push(Stroke(text, self, before, after, instead))

    def documents(self) -> list[Document]:
        """The documents that undo and redo could bring back, the one that was left last at the end."""
        commands = (self.stack.command(place) for place in range(self.stack.count()))
        kept_ = (side for one in commands if isinstance(one, Change | Stroke) for side in one.kept_documents())
        return [document for document in kept_ if document is not None]

    @Slot(int, int)
    def refining(self, before: int, after: int) -> None:
        """It is gone from one step to another, past the trained ones."""
        self.stack.push(Walk("refine", self, (before, after)))

    # --- the desk of the commands

    @property
    def session(self) -> WindowState:
        return self._store.session

    def restore(self, target: WindowState, part: Part) -> None:
        """One part of the session is again as it is in `target`."""
        if part == "view":
            self._store.set_view(target.view, TAKEN_BACK)
        elif part == "inspect":
            self._store.set_inspect(target.inspect, TAKEN_BACK)
        elif part == "bookmarks":
            self._store.set_bookmarks(target.bookmarks, TAKEN_BACK)
        elif target.document is not None and self.session.document is not None:
            put: Callable[[WindowState], None] = {
                "document": self._put_document, "lines": self._put_lines, "run": self._put_run
            }[part]  # fmt: skip
            put(target)

    def _put_document(self, target: WindowState) -> None:
        if target.document is not None:
            self._controller.adopt(target.document, target.cursor, target.view, target.inspect, TAKEN_BACK)
            self._store.set_bookmarks(target.bookmarks, TAKEN_BACK)

    def _put_lines(self, target: WindowState) -> None:
        """The lines of `target`; those that are there keep the steps that they have now."""
        session, wanted = self.session, target.document
        if session.document is None or wanted is None:
            return
        live = {line.number: line.run for line in session.document.all_lines}
        lines = tuple(replace(line, run=live.get(line.number, line.run)) for line in wanted.all_lines)
        if wanted.line == session.document.line:
            self._store.set_lines(lines, TAKEN_BACK)
            return
        cursor = session.cursor if wanted.line in live else target.cursor
        document = replace(session.document, lines=lines).on_line(wanted.line)
        self._controller.adopt(document, cursor, session.view, session.inspect, TAKEN_BACK)

    def _put_run(self, target: WindowState) -> None:
        """The steps of `target`'s line; as they are measured now, those that are there."""
        document, wanted = self.session.document, target.document
        if document is None or wanted is None:
            return
        from core.runs.branch import shared_steps

        live = next(line.run for line in document.all_lines if line.number == wanted.line)
        same = shared_steps(live, wanted.run)
        entries = (*live.entries[:same], *wanted.run.entries[same:])
        self._store.set_run(wanted.line, replace(live, entries=entries), TAKEN_BACK)

    def walk(self, step: int) -> None:
        """That step is shown, computed where it is missing."""
        self.step_restored.emit(step)

    def show_drawing(self, drawing: Drawing, instead: WindowState | None) -> None:
        """The drawing is on the pad; it is adapted to, or what was open `instead` is there again."""
        if instead is not None:
            self._put_document(instead)
        self.drawing_restored.emit(drawing)


def kept(session: WindowState, part: Part) -> WindowState:
    """What of a session is kept to restore a part of it later; nothing that is found again when somebody looks."""
    document = session.document if part in ("document", "lines", "run") else None
    small = WindowState(
        cursor=session.cursor, view=session.view, inspect=session.inspect, bookmarks=session.bookmarks
    )  # fmt: skip
    if document is None:
        return small
    from core.runs.memory import shelved

    lines = []
    for line in document.all_lines:
        shown = session.cursor if line.number == document.line else len(line.run.entries) - 1
        lines.append(replace(line, run=shelved(line.run, shown)))
    run = next((line.run for line in lines if line.number == document.line), document.run)
    return replace(small, document=replace(document, run=run, lines=tuple(lines)))


def alike(before: WindowState, now: WindowState, part: Part) -> bool:
    """Whether a change has ended where it began, so that nothing would be lost without it."""
    if part in ("view", "inspect"):
        return before.view == now.view if part == "view" else before.inspect == now.inspect
    if part == "bookmarks":
        return before.bookmarks == now.bookmarks
    old, new = before.document, now.document
    if old is None or new is None or part == "run":
        return False
    if part == "lines":
        return old.line == new.line
    same = (old.source.path, old.setup) == (new.source.path, new.setup)
    return same and len(old.lines) == len(old.run.entries) == 1
