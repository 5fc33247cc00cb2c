"""Which lesson is played: it reads lesson files and connects the lesson's panel with the stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QFileDialog, QMainWindow, QWidget

from app.control.controller import Controller
from app.control.player import Player
from app.document.store import Store
from app.tools.lesson.pages import bundled_lessons, load_lesson, name_of
from app.tools.lesson.panel import LessonPanel
from app.tools.lesson.stage import Room, Stage
from app.widgets.notices import Notice
from core.errors import UserError

SWITCHES = ("blink", "brush", "compare", "slow")
"""Actions that change what is seen of a run and that no page has on."""


class Classroom(QObject):
    """Opens lessons and the dock that plays them."""

    noticed = Signal(object)  # Notice

    def __init__(
        self,
        panel: LessonPanel,
        parts: Mapping[str, QWidget],
        store: Store,
        controller: Controller,
        player: Player,
        window: QMainWindow,
        show_dock: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._panel, self._window, self._store, self._show_dock = panel, window, store, show_dock
        self._parts = {name: part for name, part in parts.items() if name != "lesson"}
        self._actions = {a.objectName().removeprefix("action.") for a in window.actions()}
        self._waiting: str | None = None
        self._dock = next(dock for dock in window.findChildren(QDockWidget) if dock.isAncestorOf(panel))
        switches = [a for a in window.actions() if a.objectName().removeprefix("action.") in SWITCHES]
        self.stage = Stage(store, controller, player, Room(window, self._parts, switches, self._dock), self)
        panel.set_catalogue({str(path): name_of(path) for path in bundled_lessons()})
        panel.scene_asked.connect(self.stage.show_scene)
        panel.parts_asked.connect(self.stage.show_parts)
        panel.ended.connect(self.stage.end)
        panel.lesson_asked.connect(self.open)
        store.catalogue_changed.connect(self._engine_ready)
        action = next(a for a in window.actions() if a.objectName() == "action.lessons")
        action.triggered.connect(self._toggled)
        self._action, self._front = action, False
        self._dock.visibilityChanged.connect(self._seen)

    @Slot(str)
    def open(self, path: str) -> None:
        """Play the lesson of a file; "" asks for one. What is played goes on when the file cannot be used."""
        if not path:
            path, _ = QFileDialog.getOpenFileName(self._window, "Open a lesson", "", "Lesson (*.toml)")
            if not path:
                return
        if self._store.session.catalogue is None:
            self._waiting = path
            return
        try:
            lesson = load_lesson(Path(path), self._actions, self._parts)
        except UserError as error:
            self.noticed.emit(Notice("error", str(error)))
            return
        self._show_dock("lesson")
        self._panel.play(lesson)

    def close(self) -> None:
        """The window closes: nothing that a lesson hid may be remembered as hidden."""
        self.stage.end(closing=True)

    @Slot()
    def _engine_ready(self) -> None:
        if self._waiting is not None:
            path, self._waiting = self._waiting, None
            self.open(path)

    @Slot()
    def _toggled(self) -> None:
        """Behind another tab the dock comes to the front; in front it goes."""
        if self._front:
            self._dock.hide()
            return
        closed = self._dock.isHidden()
        self._show_dock("lesson")
        self._action.setChecked(True)
        if closed:
            self._panel.again()

    @Slot(bool)
    def _seen(self, front: bool) -> None:
        """The dock was opened or closed, by whatever way; one that is behind another is not closed."""
        self._front, closed = front, self._dock.isHidden()
        self._action.setChecked(not closed)
        if closed:
            self.stage.end()
