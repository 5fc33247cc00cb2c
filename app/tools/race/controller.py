"""Between the race's window and the engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.document.store import Store
from app.engine.engine import Engine
from app.engine.jobs import PLAYING_RESOLUTION
from app.system.words import tr
from app.tools.race.panel import RaceWindow

if TYPE_CHECKING:
    from app.engine.workspace import Workspace
    from core.runs.race import Limit, Move

RACE = "race"


class Racing(QObject):
    """Starts races on the engine and hands their moves to the window."""

    noticed = Signal(object)  # Notice

    def __init__(self, store: Store, engine: Engine, window: RaceWindow) -> None:
        super().__init__(window)
        self._store, self._engine, self._window = store, engine, window
        self._clock = ""
        window.start_asked.connect(self.start)
        window.stop_asked.connect(self.stop)
        engine.task_progressed.connect(self._moved)
        engine.task_ended.connect(self._ended)

    @Slot(object, object)
    def start(self, names: list[str], limit: Limit) -> None:
        """Race these checkpoints on the observation that is open."""
        document = self._store.session.document
        if document is None:
            return
        observation = document.run.observation
        self._clock = limit.clock

        def work(opened: Workspace | None) -> Iterator[object]:
            from core.runs.checkpoint import load_checkpoint, method_of
            from core.runs.race import race

            if opened is None:
                return iter(())
            methods = [method_of(load_checkpoint(name), opened.method.device) for name in names]
            return race(methods, observation, limit, PLAYING_RESOLUTION[observation.dim], opened.truth)

        self._engine.start_task(RACE, tr("Racing"), work)

    @Slot()
    def stop(self) -> None:
        self._engine.cancel_task(RACE)

    @Slot(str, object)
    def _moved(self, name: str, move: Move) -> None:
        if name == RACE:
            self._window.show_move(move)

    @Slot(str, bool)
    def _ended(self, name: str, complete: bool) -> None:
        if name == RACE:
            words = tr("All have ended: ") if complete else tr("Stopped: ")
            self._window.end(
                tr("{words}the clock counts the methods' own time, without surfaces and drawing.", words=words)
            )
