"""Between the panel that places a scan and the engine: edits, the search for the turn, and the cross in the view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.control.controller import Controller
from app.control.player import Player
from app.document.document import Setup
from app.document.store import Store
from app.document.words import number
from app.engine.engine import Engine
from app.tools.place.panel import PlacePanel
from app.view.viewport import Viewport

if TYPE_CHECKING:
    from app.engine.opening import Opened
    from core.analysis.placement import Trial

SEARCH = "search for the turn"

CLOSE = 1.05
"""Losses whose ratio is smaller tell no turn from another."""


class Placing(QObject):
    """Carries out what the panel asks for."""

    def __init__(
        self, store: Store, controller: Controller, player: Player, engine: Engine, panel: PlacePanel, view: Viewport
    ) -> None:
        super().__init__(panel)
        self._store, self._controller, self._player = store, controller, player
        self._engine, self._panel, self._view = engine, panel, view
        self._trials: list[Trial] = []
        self._asked: Setup | None = None
        self._open = False
        panel.setup_edited.connect(self.change)
        panel.search_asked.connect(self.search)
        engine.task_progressed.connect(self._tried)
        engine.task_ended.connect(self._ended)
        store.document_changed.connect(self._other_document)

    @Slot(object)
    @Slot(object, int)
    def change(self, setup: Setup, gesture: int = 0) -> None:
        """Place the scan anew and go to the same step again."""
        self._player.return_to(self._player.goal, lambda: self._controller.change_setup(setup, gesture))

    @Slot(bool)
    def search(self, begin: bool) -> None:
        """Try all turns of the scan that is open, or stop trying."""
        document = self._store.session.document
        if not begin or document is None:
            self._engine.cancel_task(SEARCH)
            return
        self._trials, self._asked = [], document.setup
        setup = document.setup

        def work(opened: Opened | None) -> Iterator[object]:
            from core.analysis.placement import try_yaws
            from core.shapes.base import Scan

            if opened is None or not isinstance(opened.raw, Scan):
                return iter(())
            seen = opened.document.run.observation
            return try_yaws(opened.raw, setup.placement, opened.method, seen.kind, setup.count, setup.seed)

        self._panel.show_search(0, 24, "Trying 24 turns …")
        self._engine.start_task(SEARCH, "Searching the turn", work)

    @Slot(str, object)
    def _tried(self, name: str, trial: Trial) -> None:
        if name == SEARCH:
            self._trials.append(trial)
            best = min(self._trials, key=lambda one: one.loss)
            words = f"Best so far: {signed(best.yaw):.0f}°, context loss {number(best.loss)}."
            self._panel.show_search(min(len(self._trials), 23), 24, words)

    @Slot(str, bool)
    def _ended(self, name: str, complete: bool) -> None:
        if name != SEARCH:
            return
        document, trials = self._store.session.document, self._trials
        if not complete or not trials or document is None or document.setup != self._asked:
            self._panel.show_search(24, 24, "The search was stopped; nothing was changed.")
            return
        ranked = sorted(trials, key=lambda one: one.loss)
        best, second = ranked[0], ranked[1]
        words = (
            f"Turned to {signed(best.yaw):.0f}°: context loss {number(best.loss)}; "
            f"next best {signed(second.yaw):.0f}°, {number(second.loss)}."
        )
        if second.loss < CLOSE * best.loss:
            words += " They fit about equally well: look at both."
        self._panel.show_search(24, 24, words)
        self.change(replace(document.setup, placement=replace(document.setup.placement, yaw=best.yaw)))

    @Slot()
    def _other_document(self) -> None:
        document = self._store.session.document
        if document is not None and self._asked is not None and document.setup != self._asked:
            self._engine.cancel_task(SEARCH)
        self.show_cross(self._open)

    @Slot(bool)
    def show_cross(self, shown: bool) -> None:
        """The cross of the canonical frame in the view, while the panel is open and there is something to place."""
        self._open = shown
        self._view.show_cross(shown and self._panel.isEnabled())


def signed(yaw: float) -> float:
    """The same turn from -180 to 180 degrees, as the panel shows it."""
    return (yaw + 180) % 360 - 180
