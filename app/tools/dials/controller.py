"""Between the panel of dials and the engine: one value while a dial is turned, or a sweep over its range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.document.settings import Settings
from app.document.store import Store
from app.engine.engine import Engine
from app.engine.jobs import PLAYING_RESOLUTION
from app.engine.query import Query
from app.system.words import tr
from app.tools.dials.panel import DialsPanel
from core.observation.dials import Dial, ShiftCase

if TYPE_CHECKING:
    from app.engine.workspace import Workspace
    from core.analysis.sweep import SweepPoint

TURN, SWEEP = "dial", "dial sweep"


class Dialing(QObject):
    """Points of another document than the open one are dropped."""

    def __init__(self, store: Store, engine: Engine, settings: Settings, panel: DialsPanel) -> None:
        super().__init__(panel)
        self._store, self._engine, self._settings, self._panel = store, engine, settings, panel
        self._generation = 0  # of the document that is swept
        place = panel.measure.findData(settings.choice("dials/metric", "l1"))
        panel.measure.setCurrentIndex(max(0, place))
        panel.turned.connect(self.turn)
        panel.swept.connect(self.sweep)
        panel.stopped.connect(self.stop)
        panel.metric_chosen.connect(self._metric_chosen)
        store.document_changed.connect(self.stop)
        engine.task_progressed.connect(self._swept)
        engine.task_ended.connect(self._ended)

    @Slot(object, float)
    def turn(self, dial: Dial, value: float) -> None:
        """Adapt at one value; of several that wait the latest counts."""
        document = self._store.session.document
        if document is not None:
            query = Query(TURN, lambda opened, _: _points(opened, dial, (value,)), lambda part: self._panel.add(*part))
            self._engine.ask(document, query)

    @Slot(object)
    def sweep(self, dial: Dial) -> None:
        """Adapt at values over the whole range."""
        document = self._store.session.document
        if document is None:
            return
        self._generation = document.generation
        self._panel.show_progress(0, 100)

        def work(opened: Workspace | None) -> Iterator[object]:
            from core.analysis.sweep import dial_values

            values = dial_values(dial)
            done = 0
            if opened is None or opened.document.generation != document.generation:
                return
            for part in _points(opened, dial, values):
                done += part is not None
                yield done, len(values), part

        self._engine.start_task(SWEEP, tr("Sweeping the dial"), work)

    @Slot()
    def stop(self) -> None:
        self._engine.cancel_task(SWEEP)

    @Slot(str)
    def _metric_chosen(self, key: str) -> None:
        self._settings.choose("dials/metric", key)

    @Slot(str, object)
    def _swept(self, name: str, part: object) -> None:
        if name != SWEEP or not self._is_open(self._generation):
            return
        done, total, found = part  # pyright: ignore[reportGeneralTypeIssues]
        self._panel.show_progress(min(done, total - 1), total)
        if found is not None:
            self._panel.add(*found)

    @Slot(str, bool)
    def _ended(self, name: str, _complete: bool) -> None:
        if name == SWEEP:
            self._panel.show_progress(1, 1)

    def _is_open(self, generation: int) -> bool:
        document = self._store.session.document
        return document is not None and document.generation == generation


def _points(opened: Workspace, dial: Dial, values: tuple[float, ...]) -> Iterator[tuple[str, SweepPoint] | None]:
    """(name of the dial, point) for each value, None in between."""
    from core.analysis.sweep import sweep

    setup, method = opened.document.setup, opened.method
    trial = ShiftCase(opened.source, setup.spec, setup.count, setup.seed)
    kind = opened.document.run.observation.kind
    resolution = PLAYING_RESOLUTION[method.dim]
    for point in sweep(method, trial, kind, dial, values, method.trained_steps, resolution, pictures=True):
        yield None if point is None else (dial.name, point)
