"""What a visitor does with the view: scan from it, brush on it, and follow the first steps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.controller import Controller
from app.document import Setup
from app.panels.invite import COMPLETE, TELL, TURN, Invitation
from app.panels.scan import ScanPanel
from app.player import Player
from app.settings import Settings
from app.state import Store
from app.viewport import Viewport
from core.conditions import Region

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
    def change(self, setup: Setup, gesture: int = 0) -> None:
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
        from core.brush import dabbed, struck

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


class FirstSteps(QObject):
    """Shows the invitation the first time the program opens its own partial shape, and does what it offers."""

    def __init__(
        self, store: Store, player: Player, viewport: Viewport, invitation: Invitation, settings: Settings, wanted: bool
    ) -> None:
        super().__init__(viewport)
        self._store, self._player, self._viewport = store, player, viewport
        self._invitation, self._settings = invitation, settings
        self._wanted = wanted and not settings.welcomed
        store.document_changed.connect(self._opened)
        invitation.asked.connect(self._asked)
        invitation.done.connect(self._done)

    @Slot()
    def _opened(self) -> None:
        if self._wanted:
            self._wanted = False
            self._invitation.begin()

    @Slot(str)
    def _asked(self, stage: str) -> None:
        if stage == COMPLETE:
            self._player.play_from_start()
        elif stage == TURN:
            self._viewport.turn_to_hidden_side()
        elif stage == TELL:
            self._store.set_view(replace(self._store.session.view, imagined=True))

    @Slot()
    def _done(self) -> None:
        self._settings.welcomed = True
