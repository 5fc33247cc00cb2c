"""The first time: what the invitation under the view offers is done here."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Slot

from app.control.player import Player
from app.document.settings import Settings
from app.document.store import Store
from app.tools.welcome.panel import COMPLETE, TELL, TURN, Invitation
from app.view.viewport import Viewport


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
