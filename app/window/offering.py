"""What the window offers its tools (`app.view.tool.Shell`): places for what they build, and the theme's colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar, QWidget

from app.control import actions as table
from app.tools import ACTIONS
from app.widgets import theme as themes
from app.window.late_building import Furnished

if TYPE_CHECKING:
    from app.document.settings import Settings
    from app.tools.timeline.panel import TransportBar
    from app.view.sidebyside import SideBySide
    from app.view.sizes import Sizes
    from app.view.tool import Themed
    from app.view.viewport import Viewport
    from app.widgets.notices import Notice, NoticeStrip
    from app.window.docks import Docks


class Offering(QMainWindow, Furnished):
    """The window as its tools see it. What it holds is made by the class that this is a part of."""

    settings: Settings
    viewport: Viewport
    sizes: Sizes
    side_by_side: SideBySide
    notices: NoticeStrip
    transport: TransportBar
    toolbar: QToolBar
    actions_by_key: dict[str, QAction]
    docks: list[QDockWidget]
    _docks: Docks
    _entries: dict[str, QWidget]
    _others: list[QWidget]
    _themed: list[Themed]

    def fill(self, name: str, panel: QWidget, entry: QWidget | None = None) -> None:
        """Put a panel into its dock. entry: what has the keys when the action of that name opens the dock."""
        self._docks.fill(name, panel)
        if entry is not None:
            self._entries[name] = entry
            self.offer(name, self._open_dock)

    def offer(self, key: str, slot: Callable[..., object]) -> None:
        """From now on an action of a tool can be used, and does this."""
        self.actions_by_key[key].triggered.connect(slot)
        self.actions_by_key[key].setEnabled(True)

    def follow(self, name: str, slot: Callable[[bool], object]) -> None:
        """Tell a slot whether a dock is seen: now (the last layout may have left it open) and whenever that changes."""
        dock = self.dock(name)
        dock.visibilityChanged.connect(slot)
        slot(dock.isVisible())

    def keep(self, *windows: QWidget, **parts: object) -> None:
        """Hold what a tool has built, under these names (`Furnished`). windows: of its own, whose keys are guarded."""
        self._others += windows
        for name, part in parts.items():
            setattr(self, name, part)

    def as_window(self) -> QMainWindow:
        """What dialogs and objects of tools belong to."""
        return self

    def frames(self) -> dict[str, QWidget]:
        """Docks and bars by name."""
        docks: dict[str, QWidget] = {dock.objectName().removeprefix("dock."): dock for dock in self.docks}
        return docks | {"toolbar": self.toolbar, "transport": self.transport, "status": self.statusBar()}

    def say(self, notice: Notice) -> None:
        """Show words above the view."""
        self.notices.show_notice(notice)

    def dock(self, name: str) -> QDockWidget:
        """A dock by name."""
        return self._docks.named(name)

    def show_dock(self, name: str) -> None:
        """Open a dock by name and bring it to the front of its tabs."""
        self._docks.show(name)

    @Slot()
    def _open_dock(self) -> None:
        """The dock that an action is named after, with the keys on what one begins with."""
        action = self.sender()
        if isinstance(action, QAction):
            name = action.objectName().removeprefix("action.")
            self.show_dock(name)
            self._entries[name].setFocus()

    def show_race(self, names: Sequence[str] = ()) -> None:
        """Open the race. names: the checkpoints that are ticked then; () leaves them as they are."""
        if self.viewport.ready:
            self.race.software, self.race.mark_size = self.viewport.software, self.sizes.factor
            self.race.offer()
            self.race.show()
            self.race.activateWindow()
        if names:
            self.race.propose(names)

    @Slot()
    def come_forward(self) -> None:
        """In front of the gallery, with the keys."""
        self.raise_()
        self.activateWindow()
        self.viewport.setFocus()

    @Slot()
    def _theme_edited(self) -> None:
        self.settings.theme = "dark" if self.actions_by_key["dark"].isChecked() else "light"
        self.apply_theme()

    def apply_theme(self) -> None:
        """Colours everywhere."""
        chosen = themes.THEMES[self.settings.theme]
        themes.apply(chosen)
        self._color(chosen)

    def _color(self, chosen: themes.Theme) -> None:
        """What has colours of its own."""
        self.actions_by_key["dark"].setChecked(chosen.name == "dark")
        table.recolor(self.toolbar, self.actions_by_key, ACTIONS, chosen)
        for part in self._themed:
            part.set_theme(chosen)
        self.notices.recolor(chosen.text)
        for view in (self.viewport, self.side_by_side):
            view.set_dark(chosen.name == "dark")

    def dress(self, *parts: Themed) -> None:
        """Give parts the colours of the theme, now and when they change."""
        for part in parts:
            part.set_theme(themes.THEMES[self.settings.theme])
            self._themed.append(part)
