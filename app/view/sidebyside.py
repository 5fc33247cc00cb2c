"""The view of the shown line and, when asked for, a second one with the same camera: another line at the same step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from app.document.document import Camera, Document
from app.document.store import Store
from app.document.undo_labels import line_change, line_name
from app.system.words import tr
from app.view.viewport import Viewport
from app.widgets.combo import choice_box

if TYPE_CHECKING:
    from core.runs.branch import Branch

FARTHEST = 128
"""Up to this step the line beside goes on with the shown one; further steps are taken where it is shown itself."""

NARROWEST = 240
"""Pixels of the views."""


class SideBySide(QSplitter):
    """Holds the view. The second one follows a store of its own, which has the other line where the first has its own.

    mirror: that store. It is inspected as the first one is; what is found there stays until another line is chosen.
    """

    other_chosen = Signal()

    def __init__(self, store: Store, view: Viewport) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.mirror = Store(self)
        self._store, self.view = store, view
        self.other = Viewport(self.mirror)
        self.other.setAccessibleName(tr("View of the other line"))
        self.other.framing.leads = False
        self.on = False
        self._number = -1
        self._shown, self._shown_before = -1, -1
        self._origin: object = None
        self._seen: Camera | None = None
        self.setChildrenCollapsible(False)
        self.own_words, self.other_words = QLabel(), QLabel()
        for label in (self.own_words, self.other_words):  # lines have names of people
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.own_words.setAccessibleName(tr("Line of the left view"))
        self.other_words.setAccessibleName(tr("Step of the right view"))
        self.choice = choice_box(tr("Line of the right view"), tr("Which line is seen beside the shown one"), 0)
        _, own_header = self._column(view, self.own_words)
        second, _ = self._column(self.other, self.choice, self.other_words)
        self._parts = own_header, second
        for part in self._parts:
            part.hide()
        self.choice.activated.connect(self._chosen)
        view.painted.connect(self._painted)
        self.other.painted.connect(self._painted)
        for signal in (store.document_changed, store.lines_changed):
            signal.connect(self._lines_changed)
        for signal in (
            store.cursor_changed, store.view_changed, store.run_changed, store.truth_changed, store.inspect_changed,
        ):  # fmt: skip
            signal.connect(self._follow)

    def _column(self, view: Viewport, *words: QWidget) -> tuple[QWidget, QWidget]:
        """A column with a view under a header, and the header; both headers are equally high."""
        header, column = QWidget(), QWidget()
        row = QHBoxLayout(header)
        row.setContentsMargins(10, 4, 10, 4)
        for place, widget in enumerate(words):
            row.addWidget(widget, 0 if place else 1)
        header.setFixedHeight(self.choice.sizeHint().height() + 8)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(header)
        layout.addWidget(view, 1)
        self.addWidget(column)
        return column, header

    @property
    def number(self) -> int:
        """Of the line that is seen beside the shown one, -1 for none."""
        return self._number if self.on else -1

    @Slot(bool)
    def set_on(self, on: bool) -> None:
        """Open or close the second view."""
        self.on = on and self.view.ready
        for part in self._parts:
            part.setVisible(self.on)
        for view in (self.view, self.other):  # together they need no more room than the one
            view.setMinimumWidth(NARROWEST // 2 if self.on else NARROWEST)
        if not self.on:
            return
        if not self.other.ready:
            self.other.toolkit_loaded()
        self.setSizes([self.width() // 2] * 2)
        self._lines_changed()
        self.other_chosen.emit()

    def set_dark(self, dark: bool) -> None:
        """Of the second view; the first one is told by itself."""
        self.other.set_dark(dark)

    def close_view(self) -> None:
        """Free VTK's side of the second view while its context is alive."""
        self.on = False
        self.other.close_view()

    @Slot()
    def _lines_changed(self) -> None:
        """Which lines there are to choose from: the line that was shown before comes beside the one that is now."""
        document = self._store.session.document
        if document is None:
            return
        if document.origin is not self._origin:
            self._origin, self._shown, self._number = document.origin, -1, -1
        if document.line != self._shown:
            self._shown, self._shown_before = document.line, self._shown
        lines = {line.number: line for line in document.all_lines}
        own = lines.pop(document.line)
        if self._number not in lines:
            liked = [n for n in (self._shown_before, own.parent, *lines) if n in lines]
            self._number = liked[0] if liked else -1
        offered = [(line.number, _words(line)) for line in lines.values()]
        if [(self.choice.itemData(n), self.choice.itemText(n)) for n in range(self.choice.count())] != offered:
            self.choice.clear()
            for number, words in offered:
                self.choice.addItem(words, number)
        self.choice.setCurrentIndex(self.choice.findData(self._number))
        self._follow()

    @Slot()
    def _chosen(self) -> None:
        self._number = self.choice.currentData()
        self._follow()
        self.other_chosen.emit()

    @Slot()
    def _follow(self) -> None:
        """The other line as the shown one is seen; what is not computed yet follows."""
        session, document = self._store.session, self._store.session.document
        if not self.on or document is None or self._number not in {line.number for line in document.lines}:
            return
        other = document.on_line(self._number)
        entries = other.run.entries
        step = min(session.cursor, len(entries) - 1)
        own = next(line for line in document.all_lines if line.number == document.line)
        self.own_words.setText(tr("{words}, step {cursor}", words=_words(own), cursor=session.cursor))
        goes_on = session.cursor <= FARTHEST and not entries[-1].record.diverged
        waits = entries[step].level is None or (step < session.cursor and goes_on)
        self.other_words.setText(
            tr("step {cursor} is computed …", cursor=session.cursor) if waits else tr("step {step}", step=step)
        )
        before = self.mirror.session
        new = _is_other(before.document, document, self._number)
        mirrored = replace(session, document=replace(other, arrival=None), cursor=step, playing=False)
        found = {} if new else before.findings
        place = self.view.camera()
        self.mirror.become(replace(mirrored, slow=False, phase="surface", findings=found))
        if place is not None and (new or before.view != session.view):
            self._share_camera(place)

    def _share_camera(self, place: Camera) -> None:
        """Both views look from there again, where one of them has chosen a camera of its own."""
        own, other = self.view.plotter, self.other.plotter
        if own is None or other is None:
            return
        if other.renderer.camera is not own.renderer.camera:
            other.renderer.camera = own.renderer.camera
        self.view.place_camera(place)

    @Slot()
    def _painted(self) -> None:
        """One view was turned: the other one is seen from there too."""
        place = self.view.camera()
        if self.on and place != self._seen:
            self._seen = place
            follower = self.view if self.sender() is self.other else self.other
            if follower.plotter is not None:
                follower.plotter.update()


def _words(line: Branch) -> str:
    change = line_change(line)
    return f"{line_name(line)}: {change}" if change else line_name(line)


def _is_other(before: Document | None, document: Document, number: int) -> bool:
    """Whether another line of another document is beside now."""
    return before is None or before.generation != document.generation or before.line != number
