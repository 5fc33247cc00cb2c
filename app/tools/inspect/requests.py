"""Between what is inspected and the engine: asks for slices, moved level sets, residuals, errors and exact numbers.

Everything is asked for coarsely at once and finely when nothing has moved for a moment. Results that come too late
are dropped by the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Slot

from app.document.document import Document
from app.document.inspection import Inspect, LookKind, QueryResult
from app.document.settings import Settings
from app.document.store import Store
from app.engine.inspection_queries import Work, error_work, offset_work, readout_work, residual_work, slice_work
from app.engine.query import Pace, Query
from app.system.words import tr

if TYPE_CHECKING:
    from app.engine.scheduler import Urgent
    from app.engine.workspace import Workspace
    from core.analysis.ray_cast import Ray
    from core.runs.run import Entry

COARSE_CELLS, FINE_CELLS = 64, 256
"""Lattice cells along the longer side of a slice, while something moves and at rest."""

QUIET_MS = 200
"""Quiet time after which everything is computed finely."""


WORDS: dict[LookKind, str] = {"offset": tr("Moving the level set"), "error": tr("Measuring the error")}
"""What the status line says while something is found out; the others are over too soon to be read."""


class Asked(Protocol):
    """What finds something out: the engine, or what stands for it."""

    @property
    def target(self) -> Callable[[], int | None]: ...
    def ask(self, document: Document, query: Query[QueryResult]) -> None: ...


class Inspecting(QObject):
    """Keeps the findings of a store up to date with what is shown and inspected."""

    def __init__(self, store: Store, engine: Asked, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._engine, self._settings = store, engine, settings
        self._asked: dict[LookKind, tuple[Any, ...]] = {}
        self._sight: tuple[Ray, float] | None = None
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._ask_finely)
        for signal in (
            store.document_changed, store.cursor_changed, store.view_changed, store.inspect_changed,
            store.truth_changed, store.playing_changed,
        ):  # fmt: skip
            signal.connect(self._ask)
        store.document_changed.connect(self._other_document)

    @Slot(object)
    @Slot(object, int)
    def edit(self, inspect: Inspect, gesture: int = 0) -> None:
        """Inspect something else."""
        self._store.set_inspect(inspect, gesture)
        self._settings.inspect = inspect

    def look_along(self, ray: Ray | None, cut: float) -> None:
        """Ask for the numbers where this ray meets what is shown; None: nowhere any more. cut: see
        core.analysis.point_query."""
        self._sight = None if ray is None else (ray, cut)
        if ray is None:
            self._asked.pop("readout", None)
            self._store.forget("readout")
        self._ask_readout()

    def _found(self, generation: int, kind: LookKind, finding: QueryResult) -> None:
        """Numbers that nobody waits for any more would stay for good."""
        if kind != "readout" or self._sight is not None:
            self._store.find(generation, kind, finding)

    @Slot()
    def _other_document(self) -> None:
        self._asked.clear()
        self._sight = None

    @Slot()
    def _ask(self) -> None:
        """What is cheap, at once; the rest when it is quiet."""
        entry, inspect = self._store.session.entry, self._store.session.inspect
        if entry is None or entry.record.diverged:
            return
        if inspect.slicing and self._solid():
            self._ask_slice(entry, COARSE_CELLS)
        if inspect.residual:
            self._put("residual", (entry.state,), residual_work(entry))
        if inspect.iso:
            self._ask_offset(entry, fine=False)
        self._ask_readout()
        self._quiet.start()

    @Slot()
    def _ask_finely(self) -> None:
        session = self._store.session
        entry, inspect = session.entry, session.inspect
        if session.playing or self._engine.target() is not None:
            self._quiet.start()
            return
        if entry is None or entry.record.diverged:
            return
        if inspect.slicing and self._solid():
            self._ask_slice(entry, FINE_CELLS)
        if inspect.iso:
            self._ask_offset(entry, fine=True)
        truth = session.document.truth if session.document else None
        if session.view.color == "truth" and truth is not None and entry.level is not None:
            self._put("error", (entry.state, entry.level.resolution, truth), error_work(entry, truth), fine=True)

    def _ask_slice(self, entry: Entry, cells: int) -> None:
        inspect, view = self._store.session.inspect, self._store.session.view
        with_truth = cells == FINE_CELLS and (view.truth or view.color == "truth")
        wanted = (entry.state, inspect.plane, inspect.iso, with_truth)
        known = self._asked.get("slice")
        if known is not None and known[:-1] == wanted and known[-1] >= cells:
            return
        fine = cells == FINE_CELLS
        self._put("slice", (*wanted, cells), slice_work(entry, inspect, cells, with_truth), fine=fine)

    def _ask_offset(self, entry: Entry, *, fine: bool) -> None:
        session = self._store.session
        color, truth = session.view.color, session.document.truth if session.document else None
        wanted = (entry.state, session.inspect.iso, color, truth if color == "truth" else None)
        known = self._asked.get("offset")
        if known is not None and known[:-1] == wanted and known[-1] >= fine:
            return
        step, run = entry.record.step, session.document.run if session.document else None
        before = run.entries[step - 1] if run is not None and step else None
        work = offset_work(entry, session.inspect.iso, color, before, truth, fine=fine)
        self._put("offset", (*wanted, fine), work, fine=fine)

    def _ask_readout(self) -> None:
        session = self._store.session
        entry = session.entry
        if self._sight is None or entry is None or entry.record.diverged:
            return
        ray, cut = self._sight
        plane = session.inspect.plane if session.inspect.slicing and self._solid() else None
        cut = cut if plane is not None and session.inspect.open else 0.0
        height = session.view.height and not self._solid()
        inspect = session.inspect
        wanted = (ray, entry.state, inspect.iso, inspect.side, plane, cut, height)
        self._put("readout", wanted, readout_work(entry, inspect, ray, plane, cut, height=height))

    def _put(self, kind: LookKind, wanted: tuple[Any, ...], work: Work, *, fine: bool = False) -> None:
        document = self._store.session.document
        if document is not None and self._asked.get(kind) != wanted:
            self._asked[kind] = wanted

            def parts(opened: Workspace, urgent: Urgent) -> Iterator[QueryResult]:
                yield work(opened, urgent)

            answered = partial(self._found, document.generation, kind)
            query = Query(kind, parts, answered, Pace.REST if fine else Pace.HAND, WORDS.get(kind, ""))
            self._engine.ask(document, query)

    def _solid(self) -> bool:
        document = self._store.session.document
        return document is not None and document.source.dim == 3
