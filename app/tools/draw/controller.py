"""Between the pad and the engine: the newest drawing is adapted to, and none piles up behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.control.controller import Controller
from app.control.history import History
from app.control.player import END, Player
from app.document.document import ObservationSetup
from app.document.store import Store
from app.tools.draw.panel import DrawPanel
from app.widgets.notices import Notice

if TYPE_CHECKING:
    from core.shapes.drawing import Drawing as Pad


class DrawController(QObject):
    """Hands a drawing on once the one before is adapted to; what was drawn meanwhile waits, and only the newest."""

    noticed = Signal(object)  # Notice

    def __init__(
        self, store: Store, controller: Controller, player: Player, panel: DrawPanel, history: History
    ) -> None:
        super().__init__(panel)
        self._panel, self._history, self._instead = panel, history, store.session
        self._store, self._controller, self._player = store, controller, player
        self._waiting: bytes | None = None
        self._working = False
        panel.drawn.connect(self._drawn)
        panel.begun.connect(self._begin)
        panel.changed.connect(self._changed)
        history.drawing_restored.connect(self._restore)
        history.changed.connect(self._tell)
        panel.undo_asked.connect(history.undo)
        store.document_changed.connect(self._document_changed)
        panel.failed.connect(self._failed)
        store.cursor_changed.connect(self._moved)
        controller.open_failed.connect(self._release)

    @Slot(bytes)
    def _drawn(self, png: bytes) -> None:
        self._waiting = png
        if not self._working:
            self._send()

    @Slot()
    def _begin(self) -> None:
        self._instead = self._store.session

    @Slot(str, object, object)
    def _changed(self, words: str, before: Pad, after: Pad) -> None:
        self._history.stroke(words, before, after, self._instead)

    @Slot(object)
    def _restore(self, drawing: Pad) -> None:
        self._waiting, self._working = None, False
        self._panel.bring_back(drawing)

    @Slot()
    def _tell(self) -> None:
        self._panel.undo.setEnabled(self._history.stack.canUndo())

    @Slot()
    def _document_changed(self) -> None:
        """Something else was opened or brought back: nobody waits for the drawing before any more."""
        document = self._store.session.document
        if self._working and document is not None and not document.setup.drawing:
            self._working = False

    def _send(self) -> None:
        png, self._waiting = self._waiting, None
        document = self._store.session.document
        if png is None or (document is not None and document.setup.drawing == png):
            self._working = False
            return
        self._working = True
        flat = document is not None and document.source.dim == 2
        kept = document.setup if document is not None and flat else ObservationSetup()
        fresh = not kept.drawing  # the first drawing takes the natural kind and count of its checkpoint
        setup = replace(kept, drawing=png, kind="", count=0 if fresh else kept.count)
        self._player.return_to(END, lambda: self._controller.change_setup(setup))

    @Slot()
    def _moved(self) -> None:
        session = self._store.session
        if not self._working or session.document is None or not session.document.setup.drawing:
            return
        if session.cursor >= session.trained or session.document.run.entries[-1].record.diverged:
            self._release()

    @Slot()
    def _release(self) -> None:
        self._working = False
        if self._waiting is not None:
            self._send()

    @Slot(str)
    def _failed(self, words: str) -> None:
        self.noticed.emit(Notice("error", words))
