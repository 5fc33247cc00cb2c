"""What one does with the view: scan from it, and brush on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.control.controller import Controller
from app.control.player import Player
from app.document.document import ObservationSetup
from app.document.store import Store
from app.tools.scan.panel import ScanPanel
from app.view.viewport import Viewport
from core.observation.observation_spec import Region

if TYPE_CHECKING:
    import numpy as np


class Scanning(QObject):
    """Turns camera and brush of the view into a new setup. The step that is shown is gone to again afterwards."""

    def __init__(
        self, store: Store, controller: Controller, player: Player, viewport: Viewport, panel: ScanPanel
    ) -> None:
        super().__init__(viewport)
        self._store, self._controller, self._player = store, controller, player
        self._viewport, self._panel = viewport, panel
        self._stroke: tuple[Region, ...] | None = None
        panel.view_asked.connect(self.scan)
        panel.setup_edited.connect(self.change)
        panel.brush_toggled.connect(viewport.set_brush)
        viewport.brushed.connect(self._brushed)
        viewport.brush_lifted.connect(self._lifted)

    @Slot(object)
    @Slot(object, int)
    def change(self, setup: ObservationSetup, gesture: int = 0) -> None:
        """Observe under other conditions and go to the same step again."""
        self._player.return_to(self._player.goal, lambda: self._controller.change_setup(setup, gesture))

    @Slot()
    def scan_here(self) -> None:
        self.scan(False)

    @Slot()
    def scan_more(self) -> None:
        self.scan(True)

    @Slot(bool)
    def scan(self, more: bool) -> None:
        """A depth picture from where the view's camera stands; `more` keeps the earlier ones."""
        document, eye = self._store.session.document, self._viewport.eye()
        if document is None or eye is None or "scan" not in document.source.kinds:
            return
        setup = document.setup
        views = (*setup.spec.views, eye) if more else (eye,)
        self.change(replace(setup, kind="scan", spec=replace(setup.spec, views=views)))

    @Slot(bool)
    def set_brush(self, on: bool) -> None:
        self._panel.brush.setChecked(on)

    @Slot(object, object)
    def _brushed(self, origin: np.ndarray, direction: np.ndarray) -> None:
        document = self._store.session.document
        if document is None or document.source.dim != 3:
            return
        from core.observation.brush import dabbed, struck

        seen = document.run.observation
        points = seen.points[seen.on_surface] if seen.on_surface.any() else seen.points
        point = struck(origin, direction, points)
        if point is not None:
            before = document.setup.spec.hidden if self._stroke is None else self._stroke
            self._stroke = dabbed(before, point, self._panel.radius.value)
            self._viewport.show_brush(self._stroke)

    @Slot()
    def _lifted(self) -> None:
        document, stroke = self._store.session.document, self._stroke
        self._stroke = None
        self._viewport.show_brush(())
        if document is not None and stroke is not None and stroke != document.setup.spec.hidden:
            self.change(replace(document.setup, spec=replace(document.setup.spec, hidden=stroke)))
