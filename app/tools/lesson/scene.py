"""Puts the window in the state that a lesson's page asks for, and back into its own when the lesson is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDockWidget, QMainWindow, QWidget

from app.control.controller import Controller
from app.control.history import kept
from app.control.player import Player
from app.document.document import ObservationSetup, WindowState
from app.document.store import Store
from app.tools.lesson.pages import Scene

RIGHT = Qt.DockWidgetArea.RightDockWidgetArea


@dataclass(frozen=True)
class Room:
    """What a lesson may change of a window. parts: what may be hidden or opened, by name. switches: ways to look at the
    run, which no page has on. lists: the same, of which a page shows the first entry. host: the dock of the lesson,
    beside which tools wait as tabs.
    """

    window: QMainWindow
    parts: Mapping[str, QWidget]
    switches: Sequence[QAction]
    lists: Sequence[QComboBox]
    host: QDockWidget


class LessonScene(QObject):
    """Shows scenes. It remembers what was there before the first one."""

    def __init__(self, store: Store, controller: Controller, player: Player, room: Room, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._controller, self._player, self._room = store, controller, player, room
        self._pending: Scene | None = None
        self._asked = -1  # generation of the document that it waits for
        self._opened: Scene | None = None
        self._generation = -1
        self._before: WindowState | None = None
        self._switched: list[QAction] = []
        self._listed: list[int] = []  # which entries were chosen
        self._hidden: list[QWidget] = []
        self._shown: list[tuple[QWidget, Qt.DockWidgetArea]] = []  # with where it was
        store.document_changed.connect(self._arrived)
        controller.open_failed.connect(self._failed)

    @Slot(object)
    def show_scene(self, scene: Scene | None) -> None:
        """Open what the scene names, unless it is open, then go to its step. Errors become notices.

        None: shape and step stay; overlays, colours and inspection are as usual on every page.
        """
        self._begin()
        document = self._store.session.document
        still = document is not None and document.generation == self._generation
        if scene is None or (still and self._opened is not None and scene.opening == self._opened):
            self._pending = None
            self._settle(scene or Scene())
            return
        self._pending = scene
        setup = ObservationSetup(scene.checkpoint, scene.observe, scene.points, scene.seed, scene.conditions)
        self._asked = self._controller.open_with(scene.shape or None, setup)

    @Slot(object, object)
    def show_parts(self, hide: tuple[str, ...], opened: tuple[str, ...]) -> None:
        """Hide these parts and open those; what the page before hid or opened, and this one does not, goes back."""
        self._begin()
        parts = self._room.parts
        closing, wanted = [parts[name] for name in hide], [parts[name] for name in opened]
        for part in self._hidden:
            if part not in closing:
                part.show()
        for part, area in self._shown:
            if part not in wanted:
                self._put_away(part, area)
        self._hidden = [part for part in closing if part in self._hidden or not part.isHidden()]
        self._shown = [(part, area) for part, area in self._shown if part in wanted]
        for part in self._hidden:
            part.hide()
        for part in wanted:
            if part.isHidden():
                self._shown.append((part, self._bring(part)))
            elif isinstance(part, QDockWidget):
                part.raise_()  # it may be behind what was opened by hand

    def end(self, closing: bool = False) -> None:
        """The lesson is over: everything is as it was before it. closing: the window is; no shape is opened then.

        A shape that the person opened meanwhile stays.
        """
        if self._before is None:
            return
        self.show_parts((), ())
        before, self._before, pending, self._pending = self._before, None, self._pending, None
        for action in self._room.switches:
            if action.isChecked() != (action in self._switched):
                action.trigger()
        for box, chosen in zip(self._room.lists, self._listed, strict=True):
            box.setCurrentIndex(chosen)
        document = self._store.session.document
        mine = pending is not None or (document is not None and document.generation == self._generation)
        if closing or before.document is None or not mine:
            self._store.set_view(before.view)
            self._store.set_inspect(before.inspect)
        else:
            self._player.pause()
            self._controller.adopt(before.document, before.cursor, before.view, before.inspect)

    def _begin(self) -> None:
        """Remember what is there, before anything is changed."""
        if self._before is None:
            self._before = kept(self._store.session, "document")
            self._switched = [action for action in self._room.switches if action.isChecked()]
            self._listed = [box.currentIndex() for box in self._room.lists]

    def _bring(self, part: QWidget) -> Qt.DockWidgetArea:
        """A part that was closed, at the right where it does not cover the lesson; where it was."""
        area = Qt.DockWidgetArea.NoDockWidgetArea
        if isinstance(part, QDockWidget):
            area = self._room.window.dockWidgetArea(part)
            if area != RIGHT:
                self._room.window.addDockWidget(RIGHT, part)
        part.show()
        part.raise_()
        return area

    def _put_away(self, part: QWidget, area: Qt.DockWidgetArea) -> None:
        if isinstance(part, QDockWidget) and area != RIGHT:
            self._room.window.addDockWidget(area, part)
            self._room.window.tabifyDockWidget(part, self._room.host)
        part.hide()

    @Slot()
    def _arrived(self) -> None:
        document, scene = self._store.session.document, self._pending
        self._pending = None
        if scene is None or document is None or document.generation != self._asked:
            return
        self._opened, self._generation = scene.opening, document.generation
        self._settle(scene)

    @Slot()
    def _failed(self) -> None:
        self._pending = None

    def _settle(self, scene: Scene) -> None:
        for action in self._room.switches:
            if action.isChecked() and action.objectName().removeprefix("action.") not in self._open_names():
                action.trigger()
        for box in self._room.lists:
            box.setCurrentIndex(0)
        now = self._store.session.view  # how one looks is no page's business
        self._store.set_view(replace(scene.view, parallel=now.parallel, axes=now.axes))
        self._store.set_inspect(scene.inspect)
        if scene.step is not None:
            self._player.pause()
            self._player.go_to(scene.step)

    def _open_names(self) -> list[str]:
        """What the page itself has opened."""
        shown = [part for part, _ in self._shown]
        return [name for name, part in self._room.parts.items() if part in shown]
