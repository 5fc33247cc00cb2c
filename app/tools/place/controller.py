"""Between the panel that places a scan and the engine: edits, the search for the turn, and the cross in the view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.control.controller import Controller
from app.control.player import Player
from app.document.document import ObservationSetup
from app.document.formatting import number
from app.document.store import Store
from app.engine.engine import Engine
from app.system.words import tr
from app.tools.place.panel import PlacePanel
from app.view.viewport import Viewport

if TYPE_CHECKING:
    import numpy as np

    from app.engine.workspace import Workspace
    from app.render.scenery import BoxHandle
    from core.analysis.alignment import TriedTurn

SEARCH = "search for the turn"

OBSERVED = "observed surface", "observed space", "eye"
"""Actors that lie where the scan lies."""

MARGIN = 0.03
"""Of the box around the points."""

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
        self._trials: list[TriedTurn] = []
        self._asked: ObservationSetup | None = None
        self._open = False
        self._box: BoxHandle | None = None
        self._around: np.ndarray | None = None  # the middle of the box before it is dragged
        panel.handle_wanted.connect(self._show_box)
        view.redrawn.connect(self._follow)
        controller.open_failed.connect(self._show_box)
        panel.setup_edited.connect(self.change)
        panel.search_asked.connect(self.search)
        engine.task_progressed.connect(self._tried)
        engine.task_ended.connect(self._ended)
        store.document_changed.connect(self._other_document)

    @Slot(object)
    @Slot(object, int)
    def change(self, setup: ObservationSetup, gesture: int = 0) -> None:
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

        def work(opened: Workspace | None) -> Iterator[object]:
            from core.analysis.alignment import try_yaws
            from core.shapes.base import Scan

            scan = opened and opened.unplaced()
            if opened is None or not isinstance(scan, Scan):
                return iter(())
            seen = opened.document.run.observation
            return try_yaws(scan, setup.placement, opened.method, seen.kind, setup.count, setup.seed)

        self._panel.show_search(0, 24, tr("Trying 24 turns …"))
        self._engine.start_task(SEARCH, tr("Searching the turn"), work)

    @Slot(str, object)
    def _tried(self, name: str, trial: TriedTurn) -> None:
        if name == SEARCH:
            self._trials.append(trial)
            best = min(self._trials, key=lambda one: one.loss)
            words = tr(
                "Best so far: {signed:.0f}°, context loss {loss}.", signed=signed(best.yaw), loss=number(best.loss)
            )
            self._panel.show_search(min(len(self._trials), 23), 24, words)

    @Slot(str, bool)
    def _ended(self, name: str, complete: bool) -> None:
        if name != SEARCH:
            return
        document, trials = self._store.session.document, self._trials
        if not complete or not trials or document is None or document.setup != self._asked:
            self._panel.show_search(24, 24, tr("The search was stopped; nothing was changed."))
            return
        ranked = sorted(trials, key=lambda one: one.loss)
        best, second = ranked[0], ranked[1]
        words = tr(
            "Turned to {signed:.0f}°: context loss {loss}; next best {signed2:.0f}°, {loss2}.",
            signed=signed(best.yaw),
            loss=number(best.loss),
            signed2=signed(second.yaw),
            loss2=number(second.loss),
        )
        if second.loss < CLOSE * best.loss:
            words += tr(" They fit about equally well: look at both.")
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
        self._show_box()

    # --- by hand

    @Slot()
    def _show_box(self) -> None:
        """A box around the placed points that can be dragged, while it is wanted; none otherwise."""
        plotter, document = self._view.plotter, self._store.session.document
        wanted = self._open and self._panel.isEnabled() and self._panel.handle.isChecked()
        if plotter is None or document is None or not wanted:
            if self._box is not None and self._box.shown:
                self._box.hide()
                self._carry(None)
            return
        from app.render.scenery import BoxHandle

        observation = document.run.observation
        points = observation.points[observation.on_surface]
        low, high = points.min(0) - MARGIN, points.max(0) + MARGIN
        self._around = low / 2 + high / 2
        self._box = self._box or BoxHandle(self._dropped, self._follow)
        self._box.show(plotter, low, high, turning=True)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """What is observed goes along with the box."""
        if self._box is not None and self._box.shown:
            self._carry(self._box.matrix())

    def _carry(self, matrix: np.ndarray | None) -> None:
        plotter = self._view.plotter
        if plotter is not None:
            from app.render.scenery import carry

            carry(plotter, OBSERVED, matrix)
            plotter.update()

    def _dropped(self) -> None:
        """The box was let go: the scan is placed as it lies."""
        document = self._store.session.document
        if document is None or self._box is None or self._around is None:
            return
        from core.analysis.alignment import dragged

        placement = dragged(document.setup.placement, self._box.matrix(), self._around)
        if placement != document.setup.placement:
            self.change(replace(document.setup, placement=placement))


def signed(yaw: float) -> float:
    """The same turn from -180 to 180 degrees, as the panel shows it."""
    return (yaw + 180) % 360 - 180
