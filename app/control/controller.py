"""What the person asks for and what the engine answers: the only place where the two meet the store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.document.document import DRAWING, Catalogue, CheckpointInfo, Document, ObservationSetup, View
from app.document.inspection import Inspect
from app.document.settings import Settings
from app.document.store import Store
from app.engine.engine import Engine
from app.engine.jobs import GIVEN_UP
from app.engine.query import Query
from app.widgets.notices import Notice
from core.methods.overrides import Overrides
from core.storage.regular import there

FIRST_SHAPES = ("chair-scan", "partial_chair", "chair")
"""Stems of the bundled file that is opened when nobody asks for another."""


class Controller(QObject):
    """Opens files, changes setups, and takes results over into the store, if they still belong to it."""

    noticed = Signal(object)  # Notice
    open_failed = Signal()  # or there is nothing to open
    recent_changed = Signal()

    def __init__(self, store: Store, engine: Engine, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._engine, self._settings = store, engine, settings
        self._asked = 0
        self._gesture = 0  # that asked for it
        self._first: str | None = None
        self._setup = ObservationSetup()
        engine.ready.connect(self._ready)
        engine.opened.connect(self._opened)
        engine.branched.connect(self._branched)
        engine.stepped.connect(store.append)
        engine.refined.connect(store.refine)
        engine.truth_ready.connect(store.show_truth)
        engine.answered.connect(self._answered)
        engine.failed.connect(self._failed)
        engine.noticed.connect(self.noticed)
        engine.busy.connect(store.set_busy)
        store.view_changed.connect(self._ask_for_truth)
        store.document_changed.connect(self._ask_for_truth)
        store.inspect_changed.connect(self._ask_for_truth)
        for signal in (store.view_changed, store.cursor_changed, store.truth_changed):
            signal.connect(self._ask_for_colors)

    def start(self, path: str | None, setup: ObservationSetup | None = None) -> None:
        """Start the engine; then open `path`, or the bundled partial shape."""
        self._first = path
        self._setup = setup or ObservationSetup()
        self._engine.start()

    @Slot(int, object, object)
    def _answered(self, generation: int, query: Query[Any], part: object) -> None:
        """The one way back: an answer about another document than the open one is heard by nobody."""
        document = self._store.session.document
        if document is not None and document.generation == generation:
            query.answered(part)

    @Slot(str)
    def open_path(self, path: str) -> None:
        """Open a file with the checkpoint in use where it fits; what is open stays until that has succeeded.

        The folder of a checkpoint is taken as one.
        """
        document = self._store.session.document
        if document is not None and there(Path(path) / "card.json"):
            self.change_setup(document.setup.adapted_by(path))
            return
        checkpoint = document.setup.checkpoint if document else self._setup.checkpoint
        self._open(path, ObservationSetup(checkpoint=checkpoint, seed=self._setup.seed), strict=False)

    def open_with(self, path: str | None, setup: ObservationSetup) -> int:
        """Open a file (None: the open one again) with exactly this setup; returns the generation to come."""
        return self._open(path, setup, strict=bool(setup.checkpoint))

    def _open(self, path: str | None, setup: ObservationSetup, *, strict: bool, gesture: int = 0) -> int:
        self._store.set_playing(False)
        self._gesture = gesture
        self._asked = self._engine.open(path, setup, strict) if path else self._engine.observe(setup, strict)
        return self._asked

    @Slot(str)
    def use_trained(self, folder: str) -> None:
        """Adapt a checkpoint that was trained here: to the open shape, or to the first that it was shown on."""
        document = self._store.session.document
        own = Path(folder) / "shape.png"
        if document is not None and (document.source.dim == 2 or not own.exists()):
            self.change_setup(document.setup.adapted_by(folder))
        else:
            self.open_with(str(own) if own.exists() else None, ObservationSetup(checkpoint=folder))

    @Slot(object)
    def list_checkpoint(self, info: CheckpointInfo) -> None:
        """What has been trained can be chosen by its name from now on."""
        catalogue = self._store.session.catalogue
        if catalogue is not None and info.name not in {known.name for known in catalogue.checkpoints}:
            self._store.set_catalogue(replace(catalogue, checkpoints=(*catalogue.checkpoints, info)))

    @Slot(object)
    def change_setup(self, setup: ObservationSetup, gesture: int = 0) -> int:
        """Observe the open source anew, or adapt another checkpoint to it; returns the generation to come."""
        return self._open(None, setup, strict=True, gesture=gesture)

    def give_up_opening(self) -> bool:
        """Turn away from what is being opened; what was open before stays. False when nothing is being opened."""
        return self._store.session.busy in GIVEN_UP and self._engine.give_up_opening()

    @property
    def pending(self) -> bool:
        """Whether something was asked for that is not shown yet."""
        document = self._store.session.document
        return document is not None and self._asked != document.generation

    def branch(self, at: int, overrides: Overrides) -> None:
        """Another line from step `at` of the shown one on; it is shown once it is there."""
        document = self._store.session.document
        if document is not None:
            self._store.set_playing(False)
            self._asked = self._engine.branch(document, at, overrides)

    def adopt(
        self, document: Document, cursor: int, view: View, inspect: Inspect | None = None, gesture: int = 0
    ) -> None:
        """Go on with a document that was open before, or with another line of the open one. What was asked is off."""
        self._store.set_playing(False)
        document = self._engine.adopt(document)
        self._asked = document.generation
        self._store.show(document, min(cursor, len(document.run.entries) - 1), view, inspect, gesture)

    @Slot(int)
    def show_line(self, number: int) -> None:
        """Another line, at the same step or as near as it has one."""
        session = self._store.session
        if session.document is not None and number != session.document.line:
            self.adopt(session.document.on_line(number), session.cursor, session.view)

    @Slot(int)
    def delete_line(self, number: int) -> None:
        """A branch is gone; where it was shown, the line that it left is. The first line stays."""
        session = self._store.session
        document = session.document
        gone = next((line for line in document.all_lines if line.number == number), None) if document else None
        if document is None or gone is None or gone.parent < 0:
            return
        from core.runs.branch import without

        lines = without(document.all_lines, number)
        if document.line == number:
            self.adopt(replace(document.on_line(gone.parent), lines=lines), session.cursor, session.view)
        else:
            self._store.set_lines(lines)

    @Slot(int, str)
    def rename_line(self, number: int, name: str) -> None:
        """A line is called otherwise; "" for what the program calls it."""
        document = self._store.session.document
        if document is not None:
            lines = document.all_lines
            named = tuple(replace(line, name=name) if line.number == number else line for line in lines)
            if [line.name for line in named] != [line.name for line in lines]:
                self._store.set_lines(named)

    @Slot(object)
    def set_view(self, view: View) -> None:
        self._store.set_view(view)

    @Slot(object)
    def _ready(self, catalogue: Catalogue) -> None:
        path = self._first or first_shape(catalogue.shapes)
        if path is not None:
            self._asked = self._engine.open(path, self._setup)
        self._store.set_catalogue(catalogue)  # a lesson that has waited for it opens its own shape instead
        if path is None:
            self.open_failed.emit()

    @Slot(object)
    def _opened(self, document: Document) -> None:
        if document.generation != self._asked:
            return
        self._store.open(document, self._gesture)
        bundled = (self._store.session.catalogue or Catalogue("")).shapes
        arrival = document.arrival
        if arrival is None and document.source.path in (*bundled, DRAWING):
            return
        if arrival is None or not (arrival.recovered or arrival.kept):
            self._settings.remember(arrival.path if arrival else document.source.path)
            self.recent_changed.emit()

    @Slot(object)
    def _branched(self, document: Document) -> None:
        if document.generation == self._asked:
            at = next(line.at for line in document.lines if line.number == document.line)
            self._store.show(document, at, self._store.session.view)

    @Slot(str, object)
    def _failed(self, slot: str, notice: Notice) -> None:
        self._store.set_playing(False)
        self.noticed.emit(notice)
        if slot == "open":
            document = self._store.session.document
            self._asked = document.generation if document else 0
            self.open_failed.emit()

    @Slot()
    def _ask_for_truth(self) -> None:
        session = self._store.session
        document = session.document
        wanted = session.view.truth or session.view.color == "truth" or session.inspect.side == "truth"
        if wanted and document is not None and document.source.has_truth and document.truth is None:
            self._engine.extract_truth(document)

    @Slot()
    def _ask_for_colors(self) -> None:
        session = self._store.session
        entry, key = session.entry, session.view.color
        self._engine.set_color(key)
        if session.document is None or entry is None or entry.level is None or not key:
            return
        if entry.coloring is None or entry.coloring.key != key:
            self._engine.color(session.document, entry)


def first_shape(shapes: tuple[str, ...]) -> str | None:
    """The bundled shape to begin with: a partial chair where there is one."""
    by_stem = {Path(path).stem: path for path in shapes}
    return next((by_stem[stem] for stem in FIRST_SHAPES if stem in by_stem), shapes[0] if shapes else None)
