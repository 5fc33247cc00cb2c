"""Layouts: which panels are open for what one does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.view.presenting import Presenting
    from app.window.docks import Docks

LAYOUTS: Mapping[str, tuple[str, ...]] = {
    "layout_teach": ("lesson", "curves"),
    "layout_inspect": ("inspect", "shape", "curves"),
    "layout_show": (),
}
"""The panels that are open, by the action that opens them; tool bar, timeline and status line are always there."""


class Layouts(QObject):
    """Carries out the actions of LAYOUTS and `reset_layout`: all is in its first place, and of the panels these are
    open."""

    def __init__(self, docks: Docks, presenting: Presenting, actions: Mapping[str, QAction], view: QWidget) -> None:
        super().__init__(docks)
        self._docks, self._presenting, self._view = docks, presenting, view
        self._wanted: tuple[str, ...] = ()
        for key in LAYOUTS:
            actions[key].triggered.connect(self._chosen)
        actions["reset_layout"].triggered.connect(self.reset)

    @Slot()
    def reset(self) -> None:
        """Docks and bars where they are to begin with. A full screen is left: its panels are away."""
        self._presenting.leave()
        self._docks.reset()

    @Slot()
    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.arrange(LAYOUTS[action.objectName().removeprefix("action.")])

    def arrange(self, names: tuple[str, ...]) -> None:
        """These panels, in their first places, and no others."""
        self.reset()
        self._wanted = names
        for dock in self._docks.all:
            if dock.objectName().removeprefix("dock.") not in names:
                dock.hide()
        QTimer.singleShot(0, self, self._open)  # once the others have given back their room

    @Slot()
    def _open(self) -> None:
        for name in self._wanted:
            self._docks.show(name)
        self._view.setFocus()
