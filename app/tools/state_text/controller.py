"""Copies what is shown as a text, and opens what such a text tells: shape, step, camera and colours."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from app.control.controller import Controller
from app.control.player import Player
from app.document.settings import Settings
from app.document.statetext import ToldState, obstacle, state_of, text_of
from app.document.store import Store
from app.engine.worker import Worker, finish
from app.system.words import told, tr
from app.view.viewport import Viewport
from app.widgets.notices import Notice
from core.errors import UserError


class StateTexts(QObject):
    """`noticed` tells what was copied, and why a text was refused; what is open stays then."""

    noticed = Signal(object)  # Notice

    def __init__(
        self,
        store: Store,
        controller: Controller,
        player: Player,
        settings: Settings,
        viewport: Viewport,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._store, self._controller, self._player = store, controller, player
        self._settings, self._viewport = settings, viewport
        self._finds: dict[QObject, list[ToldState]] = {}  # what workers have found
        self._found: ToldState | None = None
        self._asked = -1  # generation of the document that it waits for
        store.document_changed.connect(self._arrived)

    @Slot()
    def copy(self) -> None:
        """Put the text on the clipboard."""
        from core.runs.identity import portable_path

        session = self._store.session
        problem = obstacle(session)
        if problem or session.document is None:
            self.noticed.emit(Notice("warning", problem))
            return
        camera = self._viewport.camera() if session.document.source.dim == 3 else None
        path = portable_path(session.document.source.path)
        text = text_of(session.document, session.cursor, session.view, camera, path)
        QGuiApplication.clipboard().setText(text)
        self.noticed.emit(
            Notice("info", tr("The state is on the clipboard, a text of {text:,} characters.", text=len(text)))
        )

    @Slot()
    def paste(self) -> None:
        """Open what the text on the clipboard tells."""
        self.open_text(QGuiApplication.clipboard().text())

    def open_text(self, text: str) -> None:
        """Open what a text tells; its files are looked at off the GUI thread."""
        try:
            state = state_of(text)
        except UserError as error:
            self.noticed.emit(Notice("warning", told(str(error))))
            return
        document = self._store.session.document
        near = [*([document.source.path] if document else []), *self._settings.recent]
        found: list[ToldState] = []

        def work() -> str:
            from app.engine.stating import at_hand

            found.append(at_hand(state, near))
            return ""

        worker = Worker(work, tr("looking for what the state tells"), self)
        self._finds[worker] = found
        worker.ended.connect(self._looked)
        worker.start()

    @Slot(object)
    def _looked(self, notice: Notice) -> None:
        found = self._finds.pop(self.sender(), [])
        if not found:
            self.noticed.emit(notice)
            return
        self._found = found[0]
        self._asked = self._controller.open_with(found[0].input, found[0].setup)

    @Slot()
    def _arrived(self) -> None:
        document, state = self._store.session.document, self._found
        self._found = None
        if state is None or document is None or document.generation != self._asked:
            return
        if state.view is not None:
            self._store.set_view(state.view)
        if state.camera is not None and document.source.dim == 3:
            self._viewport.place_camera(state.camera)
        self._player.go_to(state.step)

    def finish(self) -> None:
        """Wait for what is being looked at."""
        finish(self)
