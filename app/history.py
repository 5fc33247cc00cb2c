"""Undo and redo: it watches the store, gives every change a name, and takes changes back.

Not taken back: steps (the timeline is their history; discarding them can be undone), the step that is shown, and the
camera. A document that was left comes back as it was left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QUndoStack

from app import naming
from app.commands import (
    Command,
    Discarding,
    InspectEdit,
    LineEdit,
    Places,
    Renaming,
    Reopening,
    Showing,
    Stroke,
    ViewEdit,
)
from app.controller import Controller
from app.document import Document, Session, View
from app.state import Store

if TYPE_CHECKING:
    from app.inspection import Inspect
    from core.branch import Line
    from core.drawing import Drawing
    from core.run import Run

MOST_COMMANDS = 60


class History(QObject):
    """The stack of named commands over a store, and the desk that they work on (app.commands.Desk)."""

    changed = Signal()  # what could be undone or redone
    drawing_restored = Signal(object)  # Drawing that was on the pad

    def __init__(self, store: Store, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._controller = store, controller
        self._last = store.session
        self._working = False
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(MOST_COMMANDS)
        self.stack.indexChanged.connect(self.changed)
        store.document_changed.connect(self._document_changed)
        store.lines_changed.connect(self._lines_changed)
        store.view_changed.connect(self._view_changed)
        store.inspect_changed.connect(self._inspect_changed)
        store.run_changed.connect(self._run_changed)
        store.cursor_changed.connect(self._follow)

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
            short = words.replace("&", "")
            action.setEnabled(able())
            action.setText(f"{words}: {text().replace('&', '&&')}" if able() else words)
            action.setIconText(short)
            action.setToolTip(f"{short}: {text()} – {tip}" if able() else tip)

    @Slot()
    def undo(self) -> None:
        """Take the last change back; one that is not there yet is called off."""
        if self._controller.pending and not isinstance(self.stack.command(self.stack.index() - 1), Stroke):
            self._guarded(lambda: self.restore(self.session))
        else:
            self._guarded(self.stack.undo)

    @Slot()
    def redo(self) -> None:
        """Make the change again that was taken back last."""
        self._guarded(self.stack.redo)

    def _guarded(self, work: Callable[[], None]) -> None:
        """Runs work(), of which nothing is a change by the person."""
        self._working = True
        try:
            work()
        finally:
            self._working = False
            self._last = self._store.session

    def push(self, command: Command) -> None:
        """A change that was made just now."""
        self.stack.push(command)

    def stroke(self, text: str, before: Drawing, after: Drawing, instead: Session) -> None:
        """A change on the drawing pad. instead: what was open when it began."""
        self.push(Stroke(text, self, before, after, instead))

    # --- the desk of the commands

    @property
    def session(self) -> Session:
        return self._store.session

    def restore(self, session: Session) -> None:
        """A document with its view, as it was left."""
        if session.document is not None:
            self._controller.adopt(session.document, session.cursor, session.view)

    def set_view(self, view: View) -> None:
        self._store.set_view(view)

    def set_inspect(self, inspect: Inspect) -> None:
        self._store.set_inspect(inspect)

    def set_run(self, number: int, run: Run) -> None:
        self._store.set_run(number, run)

    def put_line(self, line: Line, places: Places, cursor: int) -> None:
        """A line that is there again, and is shown."""
        document = self.session.document
        if document is None:
            return
        lines = sorted((*document.all_lines, line), key=lambda one: one.number)
        placed = [replace(one, parent=places[one.number][0], at=places[one.number][1]) for one in lines]
        document = replace(document, lines=tuple(placed)).on_line(line.number)
        self._controller.adopt(document, cursor, self.session.view)

    def take_line(self, number: int) -> None:
        """A line is gone; where it was shown, the one that it left is."""
        self._controller.delete_line(number)

    def rename_line(self, number: int, name: str) -> None:
        """Another name of a line."""
        self._controller.rename_line(number, name)

    def show_line(self, number: int) -> None:
        """Another line, at the same step."""
        self._controller.show_line(number)

    def show_drawing(self, drawing: Drawing, instead: Session | None) -> None:
        """The drawing is on the pad; it is adapted to, or what was open `instead` is there again."""
        if instead is not None:
            self.restore(instead)
        self.drawing_restored.emit(drawing)

    # --- what happens in the store

    @Slot()
    def _follow(self) -> None:
        self._last = self._store.session

    def _step(self) -> tuple[Session, Session]:
        """The session before and now."""
        before, self._last = self._last, self._store.session
        return before, self._last

    @Slot()
    def _document_changed(self) -> None:
        before, now = self._step()
        if self._working or before.document is None or now.document is None:
            return
        if before.document.origin is now.document.origin:
            self._compare_lines(before, before.document, now.document)
            return
        text, key = naming.reopening(before.document, now.document)
        if text:
            self.push(Reopening(text, self, before, key))

    @Slot()
    def _lines_changed(self) -> None:
        before, now = self._step()
        if not self._working and before.document is not None and now.document is not None:
            self._compare_lines(before, before.document, now.document)

    def _compare_lines(self, before: Session, old: Document, new: Document) -> None:
        """A branch that came or went, or another line that is shown."""
        known, left = ({line.number for line in document.lines} for document in (old, new))
        for line in new.all_lines:
            if line.number not in known:
                places, cursor = _places(new), self.session.cursor
                self.push(LineEdit(naming.branching(line), self, line, places, cursor, came=True))
        for line in old.all_lines:
            if line.number not in left:
                text = f"delete {naming.branching(line)}"
                self.push(LineEdit(text, self, line, _places(old), before.cursor, came=False))
        if known == left and old.line != new.line:
            name = naming.line_in_sentence(next(line for line in new.lines if line.number == new.line))
            self.push(Showing(f"show {name}", self, old.line, new.line))
        earlier = {line.number: line for line in old.lines}
        for line in new.lines:
            was = earlier.get(line.number, line)
            if was.name != line.name:
                text = f"rename {naming.line_in_sentence(was)}"
                self.push(Renaming(text, self, line.number, was.name, line.name))

    @Slot()
    def _view_changed(self) -> None:
        before, now = self._step()
        if before.view != now.view and not self._working and now.document is not None:
            self.push(ViewEdit(naming.view_edit(before.view, now.view), self, before.view, now.view))

    @Slot()
    def _inspect_changed(self) -> None:
        before, now = self._step()
        words = naming.inspect_edit(before.inspect, now.inspect)
        if words and not self._working and now.document is not None:
            self.push(InspectEdit(words, self, before.inspect, now.inspect))

    @Slot()
    def _run_changed(self) -> None:
        before, now = (session.document for session in self._step())
        if self._working or before is None or now is None or before.generation != now.generation:
            return
        kept = len(now.run.entries)
        if before.line == now.line and len(before.run.entries) > kept:
            self.push(Discarding("discard steps", self, now.line, before.run, kept))


def _places(document: Document) -> Places:
    return {line.number: (line.parent, line.at) for line in document.lines}
