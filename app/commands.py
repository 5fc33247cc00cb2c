"""What can be undone, as named commands. Each has been carried out when it is pushed; its first redo does nothing.

Nothing here takes steps back: they are history of their own, in the timeline. A document that is left keeps the steps
that it had then, and comes back with them.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QUndoCommand

from app.document import Session, View
from app.sliders import DRAG

if TYPE_CHECKING:
    from app.inspection import Inspect
    from core.branch import Line
    from core.drawing import Drawing
    from core.run import Run

MERGE_SECONDS = 1.2
"""Changes of one value that follow each other so closely are one: a number that is typed, a key that is held."""

Places = dict[int, tuple[int, int]]
"""Of each line the one that it left, and the step."""


class Desk(Protocol):
    """What commands work on."""

    @property
    def session(self) -> Session: ...
    def restore(self, session: Session) -> None: ...
    def set_view(self, view: View) -> None: ...
    def set_inspect(self, inspect: Inspect) -> None: ...
    def set_run(self, number: int, run: Run) -> None: ...
    def put_line(self, line: Line, places: Places, cursor: int) -> None: ...
    def take_line(self, number: int) -> None: ...
    def show_line(self, number: int) -> None: ...
    def rename_line(self, number: int, name: str) -> None: ...
    def show_drawing(self, drawing: Drawing, instead: Session | None) -> None: ...


class Command(QUndoCommand):
    """Undo and redo on a desk."""

    def __init__(self, text: str, desk: Desk) -> None:
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


def _close(earlier: Reopening | InspectEdit, later: Reopening | InspectEdit) -> bool:
    """Whether two changes of one value are one for the person."""
    if earlier.drag.number != later.drag.number:  # the mouse was let go in between
        return False
    return earlier.drag.held or later.time - earlier.time <= MERGE_SECONDS


class Reopening(Command):
    """Another document in place of one: a file, an observation, a checkpoint. key: what was changed, "" for a file."""

    def __init__(self, text: str, desk: Desk, before: Session, key: str) -> None:
        super().__init__(text, desk)
        self._before, self._after = shelve(before), Session()
        self.key, self.time, self.drag = key, time.monotonic(), replace(DRAG)

    def go(self, *, forth: bool) -> None:
        left = shelve(self.desk.session)
        self.desk.restore(self._after if forth else self._before)
        if forth:
            self._before = left
        else:
            self._after = left

    def id(self) -> int:
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Reopening) or not self.key or other.key != self.key or not _close(self, other):
            return False
        self.time, self.drag = other.time, other.drag
        self.setText(other.text())
        before, now = self._before.document, self.desk.session.document
        if before and now and before.setup == now.setup and len(before.run.entries) == 1:
            self.setObsolete(True)  # back where it began, and no steps would be lost
        return True


class ViewEdit(Command):
    """Other overlays or colours."""

    def __init__(self, text: str, desk: Desk, before: View, after: View) -> None:
        super().__init__(text, desk)
        self._views = before, after

    def go(self, *, forth: bool) -> None:
        self.desk.set_view(self._views[forth])


class InspectEdit(Command):
    """Something else is inspected. What follows closely, or in one drag, is one change."""

    def __init__(self, text: str, desk: Desk, before: Inspect, after: Inspect) -> None:
        super().__init__(text, desk)
        self._inspects = before, after
        self.time, self.drag = time.monotonic(), replace(DRAG)

    def go(self, *, forth: bool) -> None:
        self.desk.set_inspect(self._inspects[forth])

    def id(self) -> int:
        return 3

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, InspectEdit) or other.text() != self.text() or not _close(self, other):
            return False
        self._inspects = self._inspects[0], other._inspects[1]
        self.time, self.drag = other.time, other.drag
        self.setObsolete(self._inspects[0] == self._inspects[1])
        return True


class LineEdit(Command):
    """A branch that came or went. places: of every line while it was there."""

    def __init__(self, text: str, desk: Desk, line: Line, places: Places, cursor: int, *, came: bool) -> None:
        super().__init__(text, desk)
        self._line, self._places, self._cursor, self._came = line, places, cursor, came

    def go(self, *, forth: bool) -> None:
        if forth == self._came:
            self.desk.put_line(self._line, self._places, self._cursor)
            return
        document = self.desk.session.document
        if document is not None:  # it may have grown
            self._line = next(line for line in document.all_lines if line.number == self._line.number)
            self._cursor = self.desk.session.cursor
        self.desk.take_line(self._line.number)


class Showing(Command):
    """Another line is shown. Looking back and forth is one change, and none where it ends as it began."""

    def __init__(self, text: str, desk: Desk, before: int, after: int) -> None:
        super().__init__(text, desk)
        self._numbers = before, after

    def go(self, *, forth: bool) -> None:
        self.desk.show_line(self._numbers[forth])

    def id(self) -> int:
        return 2

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Showing):
            return False
        self._numbers = self._numbers[0], other._numbers[1]
        self.setText(other.text())
        self.setObsolete(self._numbers[0] == self._numbers[1])
        return True


class Renaming(Command):
    """Another name of a line."""

    def __init__(self, text: str, desk: Desk, number: int, before: str, after: str) -> None:
        super().__init__(text, desk)
        self._number, self._names = number, (before, after)

    def go(self, *, forth: bool) -> None:
        self.desk.rename_line(self._number, self._names[forth])


class Discarding(Command):
    """Steps of a line that were forgotten. kept: how many entries remained."""

    def __init__(self, text: str, desk: Desk, number: int, run: Run, kept: int) -> None:
        super().__init__(text, desk)
        self._number, self._run, self._kept = number, run, kept

    def go(self, *, forth: bool) -> None:
        entries = self._run.entries[: self._kept] if forth else self._run.entries
        self.desk.set_run(self._number, replace(self._run, entries=entries))


class Stroke(Command):
    """A change on the drawing pad. instead: what was open before it."""

    def __init__(self, text: str, desk: Desk, before: Drawing, after: Drawing, instead: Session) -> None:
        super().__init__(text, desk)
        self._drawings = before, after
        self._instead = shelve(instead)

    def go(self, *, forth: bool) -> None:
        drawing = self._drawings[forth]
        self.desk.show_drawing(drawing, self._instead if drawing.blank and not forth else None)


def shelve(session: Session) -> Session:
    """A session that is kept for later, without what would be found again when somebody looks."""
    document = session.document
    if document is None:
        return session
    from core.memory import shelved

    lines = []
    for line in document.all_lines:
        shown = session.cursor if line.number == document.line else len(line.run.entries) - 1
        lines.append(replace(line, run=shelved(line.run, shown)))
    run = next((line.run for line in lines if line.number == document.line), document.run)
    return replace(session, document=replace(document, run=run, lines=tuple(lines)), playing=False, busy="")
