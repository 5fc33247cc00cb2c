"""Puts the window in the state that a lesson's page asks for, and hides what the page does not need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.controller import Controller
from app.document import Setup
from app.lessons import Scene
from app.player import Player
from app.state import Store


class Stage(QObject):
    """Shows scenes. parts: what may be hidden, by name."""

    def __init__(
        self, store: Store, controller: Controller, player: Player, parts: Mapping[str, QWidget], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._store, self._controller, self._player, self._parts = store, controller, player, parts
        self._pending: Scene | None = None
        self._asked = -1  # generation of the document that it waits for
        self._opened: Scene | None = None
        self._generation = -1
        self._hidden: list[QWidget] = []
        store.document_changed.connect(self._arrived)
        controller.open_failed.connect(self._failed)

    @Slot(object)
    def show_scene(self, scene: Scene) -> None:
        """Open what the scene names, unless it is open, then go to its step. Errors become notices."""
        document = self._store.session.document
        still = document is not None and document.generation == self._generation
        if still and self._opened is not None and _same_opening(scene, self._opened):
            self._pending = None
            self._settle(scene)
            return
        self._pending = scene
        setup = Setup(scene.checkpoint, scene.observe, scene.points, scene.seed, scene.conditions)
        self._asked = self._controller.open_with(scene.shape or None, setup)

    @Slot(object)
    def hide_parts(self, names: tuple[str, ...]) -> None:
        """Hide these parts and show again what was hidden before."""
        wanted = [self._parts[name] for name in names if name in self._parts]
        for part in self._hidden:
            if part not in wanted:
                part.show()
        hidden = [part for part in wanted if part in self._hidden or not part.isHidden()]
        for part in hidden:
            part.hide()
        self._hidden = hidden

    @Slot()
    def end(self) -> None:
        """The lesson is over: everything that it hid is there again."""
        self.hide_parts(())
        self._pending = None

    @Slot()
    def _arrived(self) -> None:
        document, scene = self._store.session.document, self._pending
        self._pending = None
        if scene is None or document is None or document.generation != self._asked:
            return
        self._opened, self._generation = scene, document.generation
        self._settle(scene)

    @Slot()
    def _failed(self) -> None:
        self._pending = None

    def _settle(self, scene: Scene) -> None:
        shown = (("points", scene.show_points), ("truth", scene.show_truth), ("height", scene.show_height))
        overlays = {name: value for name, value in shown if value is not None}
        self._store.set_view(replace(self._store.session.view, **overlays))
        if scene.step is not None:
            self._player.pause()
            self._player.go_to(scene.step)


def _same_opening(scene: Scene, other: Scene) -> bool:
    """Whether two scenes differ in nothing that needs a new opening."""
    calm = {"step": None, "show_points": None, "show_truth": None, "show_height": None}
    return replace(scene, **calm) == replace(other, **calm)
