"""From where one looks: sides of the shape, and places of the camera that a person keeps."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.document.bookmarks import following, renamed, with_camera
from app.document.document import Bookmark, Mode
from app.document.store import Store
from app.system.words import told, tr
from app.tools.views.panel import KeptViews
from app.view.standpoint import SIDES, seen_along, side
from app.view.viewport import Viewport
from app.widgets.labels import as_written
from app.widgets.notices import Notice
from core.errors import UserError

BOOKMARKED = ("bookmark_go", "bookmark_next", "bookmark_delete")


class Views(QObject):
    """Carries out the actions of the camera."""

    noticed = Signal(object)  # Notice

    def __init__(self, store: Store, viewport: Viewport, actions: Mapping[str, QAction], window: QWidget) -> None:
        super().__init__(window)
        self._store, self._viewport, self._actions = store, viewport, actions
        self._at = ""  # name of the bookmark that was gone to, or stored, last
        self._known = store.session.bookmarks
        self._menu = QMenu(window)
        self._menu.setToolTipsVisible(True)
        self._menu.triggered.connect(self._picked)
        actions["bookmark_go"].setMenu(self._menu)
        for name in SIDES:
            actions[f"side_{name}"].triggered.connect(self._side_chosen)
        self.list = KeptViews(window)
        self.list.chosen.connect(self._chosen)
        self.list.renamed.connect(self.rename)
        self.list.delete_asked.connect(self.forget)
        run = {
            "bookmark_store": self.keep, "bookmark_next": self.go_on, "bookmark_delete": self.delete,
            "bookmark_list": self.list.open,
        }  # fmt: skip
        for key, slot in run.items():
            actions[key].triggered.connect(slot)
        for signal in (store.document_changed, store.view_changed, store.bookmarks_changed):
            signal.connect(self._refresh)
        viewport.became_ready.connect(self._refresh)
        self._refresh()

    @Slot()
    def _side_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.look(action.objectName().removeprefix("action.side_"))

    def look(self, name: str) -> None:
        """See the whole shape from a side (a row of SIDES)."""
        self._viewport.reset_camera()
        seen = self._viewport.camera()
        if seen is not None and self._viewport.mode in ("surface", "height"):
            self._viewport.place_camera(seen_along(seen, *side(name, self._viewport.mode)))

    @Slot()
    def keep(self) -> None:
        """Keep the place where the camera is."""
        seen, mode = self._viewport.camera(), self._mode()
        if seen is None or mode is None:
            return
        bookmarks = with_camera(self._store.session.bookmarks, mode, seen)
        self._at = bookmarks[-1].name
        self._store.set_bookmarks(bookmarks)
        self.noticed.emit(
            Notice("info", tr("The camera is kept as “{at}”; Shift+V goes through those that are.", at=self._at))
        )

    @Slot()
    def go_on(self) -> None:
        """See the shape from the place that was kept after the one that was gone to last."""
        found = following(self._store.session.bookmarks, self._viewport.mode, self._at)
        if found is not None:
            self.go(found)

    def go(self, bookmark: Bookmark) -> None:
        """See the shape from there."""
        self._at = bookmark.name
        self._viewport.place_camera(bookmark.camera)
        self._refresh()

    @Slot()
    def delete(self) -> None:
        """Keep the place no more that was gone to, or kept, last."""
        self.forget(self._at)

    @Slot(str)
    def forget(self, name: str) -> None:
        """Keep the place of this name no more."""
        bookmarks = self._store.session.bookmarks
        left = tuple(bookmark for bookmark in bookmarks if bookmark.name != name)
        if left != bookmarks:
            before = [b.name for b in bookmarks if b.mode == self._viewport.mode]
            if name == self._at:
                self._at = before[before.index(name) - 1] if name in before[1:] else ""
            self._store.set_bookmarks(left)

    @Slot(str, str)
    def rename(self, name: str, other: str) -> None:
        """Call a place otherwise; why that cannot be stands below the list."""
        try:
            self._store.set_bookmarks(renamed(self._store.session.bookmarks, name, other))
            why = ""
        except UserError as error:
            why = told(str(error))
        self._refresh()
        if why:
            self.list.say(why)

    @Slot(str)
    def _chosen(self, name: str) -> None:
        found = next((bookmark for bookmark in self._store.session.bookmarks if bookmark.name == name), None)
        if found is not None:
            self.go(found)

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        self.go(action.data())

    def _mode(self) -> Mode | None:
        """Of the view, None where nothing is open."""
        document = self._store.session.document
        if document is None:
            return None
        return "surface" if document.source.dim == 3 else "height" if self._store.session.view.height else "field"

    @Slot()
    def _refresh(self) -> None:
        """The list of what is kept, and what makes sense now."""
        known, self._known = self._known, self._store.session.bookmarks
        if len(known) == len(self._known):  # one has another name, or has its own again
            names = {old.name: new.name for old, new in zip(known, self._known, strict=True)}
            self._at = names.get(self._at, self._at)
        mode = self._mode()
        mine = [bookmark for bookmark in self._store.session.bookmarks if bookmark.mode == mode]
        self._menu.clear()
        for bookmark in mine:
            action = self._menu.addAction(bookmark.name.replace("&", "&&"))
            action.setData(bookmark)
            action.setCheckable(True)
            action.setChecked(bookmark.name == self._at)
            action.setToolTip(as_written(tr("See the shape from where “{name}” was kept", name=bookmark.name)))
        self.list.show_views(mine, self._at)
        for name in SIDES:
            self._actions[f"side_{name}"].setEnabled(mode in ("surface", "height"))
        self._actions["bookmark_store"].setEnabled(mode is not None)
        for key in BOOKMARKED:
            self._actions[key].setEnabled(bool(mine))
        if self._at not in {bookmark.name for bookmark in mine}:
            self._actions["bookmark_delete"].setEnabled(False)
