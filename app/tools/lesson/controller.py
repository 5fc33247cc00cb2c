"""Which lesson is played: it reads lesson files and connects the lesson's panel with the stage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDockWidget, QFileDialog, QMainWindow, QWidget

from app.control.controller import Controller
from app.control.player import Player
from app.document.store import Store
from app.system.words import told, tr
from app.tools.lesson.lectern import Lectern
from app.tools.lesson.pages import bundled_lessons, load_lesson, name_of
from app.tools.lesson.panel import LessonPanel
from app.tools.lesson.scene import LessonScene, Room
from app.view.presenting import Presenting
from app.widgets.notices import Notice
from core.errors import UserError

SWITCHES = ("blink", "brush", "compare", "slow")
"""Actions that change what is seen of a run and that no page has on."""

LISTS = ("measure",)
"""Lists of the window, by their names, of which a page shows the first entry: its words speak of that."""


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
        presenting: Presenting,
    ) -> None:
        super().__init__(window)
        self._panel, self._window, self._store = panel, window, store
        self._parts = {name: part for name, part in parts.items() if name != "lesson"}
        actions = {a.objectName().removeprefix("action."): a for a in window.actions()}
        self._actions = set(actions)
        self._waiting: str | None = None
        dock = next(dock for dock in window.findChildren(QDockWidget) if dock.isAncestorOf(panel))
        switches = [actions[key] for key in SWITCHES]
        lists = [box for box in window.findChildren(QComboBox) if box.objectName() in LISTS]
        self.stage = LessonScene(store, controller, player, Room(window, self._parts, switches, lists, dock), self)
        self.lectern = Lectern(panel, dock, self.stage, player, presenting, actions, show_dock)
        self.lectern.left.connect(self.stage.end)
        panel.set_catalogue({str(path): name_of(path) for path in bundled_lessons()})
        panel.scene_asked.connect(self.stage.show_scene)
        panel.parts_asked.connect(self.lectern.show_parts)
        panel.ended.connect(self.stage.end)
        panel.lesson_asked.connect(self.open)
        store.catalogue_changed.connect(self._engine_ready)

    @Slot(str)
    def open(self, path: str) -> None:
        """Play the lesson of a file; "" asks for one. What is played goes on when the file cannot be used."""
        if not path:
            path, _ = QFileDialog.getOpenFileName(self._window, tr("Open a lesson"), "", tr("Lesson (*.toml)"))
            if not path:
                return
        if self._store.session.catalogue is None:
            self._waiting = path
            return
        try:
            lesson = load_lesson(Path(path), self._actions, self._parts)
        except UserError as error:
            self.noticed.emit(Notice("error", told(str(error))))
            return
        self.lectern.bring()
        self._panel.play(lesson)

    def close(self) -> None:
        """The window closes: nothing that a lesson hid may be remembered as hidden."""
        self.stage.end(closing=True)

    @Slot()
    def _engine_ready(self) -> None:
        if self._waiting is not None:
            path, self._waiting = self._waiting, None
            self.open(path)
