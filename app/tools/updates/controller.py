"""Between the panel of updates and the engine: what is looked into, when, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.document.document import Document
from app.document.settings import Settings
from app.document.store import Store
from app.engine.engine import Engine
from app.engine.query import Query
from app.system.words import tr
from app.tools.updates.panel import RATES, UpdatesPanel
from app.widgets.notices import Notice
from core.methods.registry import PLAIN_START, is_plain_start

if TYPE_CHECKING:
    import numpy as np

    from app.engine.scheduler import Urgent
    from app.engine.workspace import Workspace
    from core.analysis.loss_slice import LossSlice
    from core.analysis.probes import Rates, StepProbe
    from core.methods.base import Method, State
    from core.runs.run import Run

SLICE = "loss slice"
PROBES, STEPS, TASKS, RATE = "step probes", "step alignment", "task alignment", "rates"
QUIET_MS = 120
"""Steps that follow each other faster are looked into together."""

SLICE_CELLS = 41


class Probing(QObject):
    """Asks only for what is seen: nothing is computed for a closed panel."""

    noticed = Signal(object)  # Notice

    def __init__(self, store: Store, engine: Engine, settings: Settings, panel: UpdatesPanel) -> None:
        super().__init__(panel)
        self._store, self._engine, self._settings, self._panel = store, engine, settings, panel
        self._probed: tuple[State, ...] = ()  # states that the panel's probes belong to
        self._compared: tuple[State, ...] = ()
        self._sliced: Document | None = None
        self._shown = False
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._ask)
        index = panel.view.findData(settings.choice("updates/view", panel.key))
        panel.view.setCurrentIndex(max(0, index))
        panel.asked.connect(self._view_chosen)
        panel.slice_asked.connect(self.cut)
        panel.slice_stopped.connect(self.stop)
        store.document_changed.connect(self._other_document)
        store.run_changed.connect(self._quiet.start)
        store.catalogue_changed.connect(self._offer)
        engine.task_progressed.connect(self._progressed)
        engine.task_ended.connect(self._ended)

    @Slot(bool)
    def set_shown(self, shown: bool) -> None:
        """The panel was opened or closed."""
        self._shown = shown
        if shown:
            self._ask()

    @Slot()
    def _view_chosen(self) -> None:
        self._settings.choose("updates/view", self._panel.key)
        self._ask()

    @Slot()
    def _other_document(self) -> None:
        self._probed = self._compared = ()
        self._engine.cancel_task(SLICE)
        self._panel.forget()
        self._offer()
        self._ask()

    @Slot()
    def _offer(self) -> None:
        """Checkpoints with a field of the same dimension; whether it has the same size shows when it is loaded."""
        session = self._store.session
        if session.document is None or session.catalogue is None:
            return
        own, dim = session.document.setup.checkpoint, session.document.source.dim
        names = [info.name for info in session.catalogue.checkpoints if info.dim == dim and info.name != own]
        self._panel.offer_others([PLAIN_START, *(name for name in names if not is_plain_start(name))])

    @Slot()
    def _ask(self) -> None:
        """What the chosen view wants and is not there."""
        document = self._store.session.document
        if not self._shown or document is None:
            return
        run, key = document.run, self._panel.key
        self._forget_discarded(run)
        if key in RATES:
            if self._panel.rates is None:
                self._engine.ask(document, Query(RATE, _rates, self._panel.show_rates))
        elif key == "tasks":
            if self._panel.tasks is None:
                self._engine.ask(document, Query(TASKS, _compare_tasks, self._take_tasks))
        elif key == "steps":
            if _states(run) != self._compared and len(run.entries) > 1:
                work = lambda opened, _: _compare_steps(opened, run)  # noqa: E731
                self._engine.ask(document, Query(STEPS, work, self._take_steps))
        elif len(self._probed) < len(run.entries) - 1:
            first = len(self._probed) + 1
            self._engine.ask(document, Query(PROBES, lambda opened, _: _probe(opened, run, first), self._take_probes))

    def _forget_discarded(self, run: Run) -> None:
        """Steps that were discarded, and perhaps taken anew, are looked into again."""
        known = 0
        for state, entry in zip(self._probed, run.entries[1:], strict=False):
            if state is not entry.state:
                break
            known += 1
        if known < len(self._probed):
            self._probed = self._probed[:known]
            self._panel.probes = self._panel.probes[:known]
            self._panel.steps, self._compared = None, ()
        self._panel.refresh()

    def _take_tasks(self, part: tuple[list[str], np.ndarray]) -> None:
        self._panel.tasks = part
        self._panel.refresh()

    def _take_steps(self, part: tuple[tuple[State, ...], tuple[list[int], np.ndarray]]) -> None:
        self._compared, self._panel.steps = part
        self._panel.refresh()

    def _take_probes(self, part: list[tuple[State, StepProbe]]) -> None:
        for state, probe in part:
            if probe.step == len(self._probed) + 1:
                self._probed = (*self._probed, state)
                self._panel.probes.append(probe)
        self._panel.refresh()

    @Slot(str)
    def cut(self, other: str) -> None:
        """Compute the loss slice through φ₀, the last step and the solution of another checkpoint."""
        document = self._store.session.document
        if document is None or len(document.run.entries) < 2:
            return
        self._sliced, run = document, document.run
        self._panel.slice = None
        self._panel.show_progress(0, SLICE_CELLS)
        self._panel.refresh()

        def work(opened: Workspace | None) -> Iterator[object]:
            return iter(()) if opened is None else _slice(opened.method, run, other)

        self._engine.start_task(SLICE, tr("Slicing the loss"), work)

    @Slot()
    def stop(self) -> None:
        self._engine.cancel_task(SLICE)

    @Slot(str, object)
    def _progressed(self, name: str, part: tuple[int, int, LossSlice | None]) -> None:
        document, sliced = self._store.session.document, self._sliced
        if name != SLICE or document is None or sliced is None or document.generation != sliced.generation:
            return
        done, total, cut = part
        if cut is not None:
            self._panel.slice = cut
        self._panel.show_progress(min(done, total - 1), total)
        self._panel.refresh()

    @Slot(str, bool)
    def _ended(self, name: str, complete: bool) -> None:
        if name != SLICE:
            return
        self._panel.show_progress(1, 1)
        if not complete and self._panel.slice is not None:
            self.noticed.emit(Notice("info", tr("The loss slice was stopped; the rows that were done stay.")))
        self._panel.refresh()


def _states(run: Run) -> tuple[State, ...]:
    return tuple(entry.state for entry in run.entries[1:])


def _rates(opened: Workspace, _: Urgent) -> Iterator[Rates | None]:
    from core.analysis.probes import learned_rates

    yield learned_rates(opened.method)


def _probe(opened: Workspace, run: Run, first: int) -> Iterator[list[tuple[State, StepProbe]] | None]:
    """Several steps at a time, so that a long run is not redrawn at every one."""
    from core.analysis.probes import probe_run

    found: list[tuple[State, StepProbe]] = []
    for step, probe in enumerate(probe_run(opened.method, run, first), first):
        found.append((run.entries[step].state, probe))
        if len(found) == 20:
            yield found
            found = []
        else:
            yield None
    if found:
        yield found


def _compare_steps(
    opened: Workspace, run: Run
) -> Iterator[tuple[tuple[State, ...], tuple[list[int], np.ndarray]] | None]:
    from core.analysis.probes import alignment, compared_steps, gradients_of_steps

    steps = compared_steps(len(run.entries) - 1)
    gradients = []
    for gradient in gradients_of_steps(opened.method, run, steps):
        gradients.append(gradient)
        yield None
    if gradients:
        yield _states(run), (steps, alignment(gradients))


def _compare_tasks(opened: Workspace, _: Urgent) -> Iterator[tuple[list[str], np.ndarray] | None]:
    from core.analysis.probes import alignment, gradients_at_start, neighbour_tasks
    from core.runs.checkpoint import load_checkpoint

    seen = opened.document.run.observation
    setup = opened.document.setup
    trained: Any = load_checkpoint(setup.checkpoint).observe
    kind = trained if seen.kind == "as-is" else seen.kind
    named = [(tr("this task"), seen)]
    for one in neighbour_tasks(seen.dim, kind, setup.count, setup.seed):
        named.append(one)
        yield None
    gradients = []
    for gradient in gradients_at_start(opened.method, [observation for _, observation in named]):
        gradients.append(gradient)
        yield None
    if gradients:
        yield [name for name, _ in named], alignment(gradients)


def _slice(method: Method, run: Run, other: str) -> Iterator[object]:
    """(rows done, rows, slice) for each part; the other method adapts first."""
    from core.analysis.loss_slice import loss_slice, other_method, way_of

    yield 0, SLICE_CELLS, None
    end = None
    for state in way_of(other_method(other, method), run.observation):
        end = state
        yield 0, SLICE_CELLS, None
    assert end is not None, "a method has a start"
    names = ("φ₀", tr("step {entries}", entries=len(run.entries) - 1), other)
    states = [entry.state for entry in run.entries]
    for part in loss_slice(method, run.observation, states, end.params, names, SLICE_CELLS):
        yield part.rows_done, SLICE_CELLS, part
