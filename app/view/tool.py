"""What a tool is to the window, and the window to a tool: a row, and what may be asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

    from app.control.actions import ActionSpec
    from app.control.controller import Controller
    from app.control.history import History
    from app.control.player import Player
    from app.document.settings import Settings
    from app.document.store import Store
    from app.engine.engine import Engine
    from app.view.presenting import Presenting
    from app.view.sidebyside import SideBySide
    from app.view.viewport import Viewport
    from app.widgets.notices import Notice
    from app.widgets.theme import Theme


class Themed(Protocol):
    """A part with colours of its own."""

    def set_theme(self, theme: Theme) -> None: ...


class Plotting(Protocol):
    """A part with plots, which are built when their library is there; a piece ends with each yield."""

    def build_plots(self) -> Iterator[None]: ...


class Shell(Protocol):
    """The window, as far as its tools need it."""

    store: Store
    engine: Engine
    controller: Controller
    player: Player
    history: History
    settings: Settings
    viewport: Viewport
    side_by_side: SideBySide
    actions_by_key: dict[str, QAction]
    endings: list[Callable[[], object]]
    """Called when the window closes."""
    presenting: Presenting
    plotting: list[Plotting]
    """Asked for their plots once everything else is built."""

    def as_window(self) -> QMainWindow:
        """What dialogs and objects belong to."""
        ...

    def frames(self) -> Mapping[str, QWidget]:
        """Docks and bars by name."""
        ...

    def keep(self, *windows: QWidget, **parts: object) -> None:
        """Hold what was built, under these names. windows: of the tool's own, whose keys are to be guarded."""
        ...

    def fill(self, name: str, panel: QWidget, entry: QWidget | None = None) -> None:
        """Put a panel into its dock. entry: what has the keys when the action of that name opens the dock."""
        ...

    def offer(self, key: str, slot: Callable[..., object]) -> None:
        """From now on an action of a tool can be used, and does this."""
        ...

    def follow(self, name: str, slot: Callable[[bool], object]) -> None:
        """Tell a slot whether a dock is seen: now, and whenever that changes."""
        ...

    def dress(self, *parts: Themed) -> None:
        """Give parts the colours of the theme, now and when they change."""
        ...

    def say(self, notice: Notice) -> None:
        """Show words above the view."""
        ...

    def dock(self, name: str) -> QDockWidget:
        """A dock by name."""
        ...

    def show_dock(self, name: str) -> None:
        """Open a dock by name and bring it to the front of its tabs."""
        ...

    def come_forward(self) -> None:
        """In front of the other windows, with the keys."""
        ...

    def show_race(self, names: Sequence[str] = ()) -> None:
        """Open the race. names: the checkpoints that are ticked then; () leaves them as they are."""
        ...


@dataclass(frozen=True)
class Tool:
    """A row of app.tools.TOOLS.

    title: of its dock; "" where it has none. build: makes it, a piece for each yield. dock: name of the dock. menu:
    where its actions stand. opens: the action that opens it, which can be used once it is built. early: built before
    the first document is opened, and not after its first picture.
    """

    build: Callable[[Shell], Iterator[None]]
    dock: str = ""
    title: str = ""
    menu: str = ""
    actions: tuple[ActionSpec, ...] = ()
    opens: str = ""
    early: bool = True
