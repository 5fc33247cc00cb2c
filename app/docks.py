"""The panels around the view: at the right what belongs to every run, at the left tools that are opened when wanted."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QComboBox, QDockWidget, QFrame, QMainWindow, QScrollArea, QStyle, QWidget

from app.choices import may_narrow

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
WIDTH, HEIGHTS = 340, (210, 200, 380)
"""Pixels of those at the right, to begin with."""

NARROWEST = 300


class Docks(QObject):
    """Makes docks in a window and finds them by name."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.all: list[QDockWidget] = []

    def add(self, name: str, title: str) -> QDockWidget:
        """A dock at the right, which is to be filled."""
        dock = QDockWidget(title, self._window)
        dock.setObjectName(f"dock.{name}")
        dock.setAccessibleName(title)
        dock.toggleViewAction().triggered.connect(dock.raise_)  # to the front of its tabs
        if len(self.all) < len(HEIGHTS):
            dock.toggleViewAction().triggered.connect(self._share_height)
        self._window.addDockWidget(RIGHT, dock)
        self.all.append(dock)
        return dock

    def fill(self, name: str, panel: QWidget) -> None:
        """Put a panel into a dock, with a scroll bar where it is higher than the window."""
        for box in panel.findChildren(QComboBox):
            if box.sizeAdjustPolicy() == QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow:  # nobody chose
                may_narrow(box)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(panel)
        bar = scroll.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)  # it takes its room from the panel
        scroll.setMinimumWidth(bar + max(NARROWEST, panel.minimumWidth(), panel.minimumSizeHint().width()))
        self.named(name).setWidget(scroll)

    def add_tool(self, name: str, title: str) -> None:
        """A dock at the left, closed until it is asked for; several share the place as tabs."""
        others = [other for other in self.all if self._window.dockWidgetArea(other) == LEFT]
        dock = self.add(name, title)
        self._window.addDockWidget(LEFT, dock)
        if others:
            self._window.tabifyDockWidget(others[0], dock)
        dock.hide()

    def named(self, name: str) -> QDockWidget:
        """A dock by name."""
        return next(dock for dock in self.all if dock.objectName() == f"dock.{name}")

    def show(self, name: str) -> None:
        """Open a dock by name and bring it to the front of its tabs."""
        dock = self.named(name)
        back = dock.isHidden()
        dock.show()
        dock.raise_()
        if back and dock in self.all[: len(HEIGHTS)]:
            self._share_height()

    def spread(self) -> None:
        """The sizes of the docks at the right, as they are to begin with."""
        self._window.resizeDocks(self.all[: len(HEIGHTS)], [WIDTH] * len(HEIGHTS), Qt.Orientation.Horizontal)
        self._share_height()

    @Slot()
    def _share_height(self) -> None:
        """Those at the right that are open as high as their shares; Qt gives one that comes back what it pleases."""
        shares = {
            dock: share
            for dock, share in zip(self.all, HEIGHTS, strict=False)
            if not (dock.isHidden() or dock.isFloating()) and self._window.dockWidgetArea(dock) == RIGHT
        }
        self._window.resizeDocks(list(shares), list(shares.values()), Qt.Orientation.Vertical)
