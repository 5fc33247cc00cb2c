"""The panels around the view: at the right what belongs to every run, at the left tools that are opened when wanted."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDockWidget, QFrame, QMainWindow, QScrollArea, QStyle, QWidget

from app.system.words import tr
from app.widgets.combo import may_narrow
from app.widgets.letters import grown

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
WIDTH, HEIGHTS = 340, (210, 200, 380)
"""Pixels of those at the right, to begin with."""

NARROWEST = 200
"""Pixels of a dock. A panel that wants more is scrolled sideways, so that the window fits a small screen."""

ROOM, MOST = 0.28, 0.44
"""Of the window's width, for a dock that is opened while one presents, and at most where its panel needs more."""


class Docks(QObject):
    """Makes docks in a window and finds them by name."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.all: list[QDockWidget] = []
        self.actions: list[QAction] = []
        """Of the menu, one for each dock; checked while it is seen."""
        self._first = QByteArray()
        self._kept: dict[QDockWidget, QSize] = {}
        """Of the docks at the right when the first tool was opened, which may have taken room from them."""
        self._opened: QDockWidget | None = None
        self._soon = QTimer(self, interval=0, singleShot=True)  # once all have their places
        self._soon.timeout.connect(self._came_or_went)
        window.installEventFilter(self)

    def add(self, name: str, title: str) -> QDockWidget:
        """A dock at the right, which is to be filled."""
        dock = QDockWidget(title, self._window)
        dock.setObjectName(f"dock.{name}")
        dock.setAccessibleName(title)
        action = QAction(title, dock, checkable=True)
        action.setObjectName(f"panel.{name}")
        action.setToolTip(tr("Open the panel “{title}”, bring it to the front of its tabs, or close it", title=title))
        action.triggered.connect(self._toggle)
        dock.visibilityChanged.connect(action.setChecked)  # not behind another tab
        dock.visibilityChanged.connect(self._soon.start)
        self.actions.append(action)
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
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(panel)
        bar = scroll.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)  # it takes its room from the panel
        scroll.setMinimumWidth(bar + NARROWEST)
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
        if dock not in self.all[: len(HEIGHTS)] and not self._tools():
            self._kept = {other: other.size() for other in self._at_right()}
        dock.show()
        dock.raise_()
        if back and dock in self.all[: len(HEIGHTS)]:
            self._share_height()
        elif back:
            self._opened = dock

    @Slot(bool)
    def _toggle(self, on: bool) -> None:
        """The menu's action of a dock: it comes to the front of its tabs, or goes if it is there."""
        action = self.sender()
        dock = action.parent() if action is not None else None
        if isinstance(dock, QDockWidget) and on:
            self.show(dock.objectName().removeprefix("dock."))
        elif isinstance(dock, QDockWidget):
            dock.hide()

    def built(self) -> None:
        """All docks and bars are there, as `reset` shall bring them back."""
        self._first = self._window.saveState()

    @Slot()
    def reset(self) -> None:
        """Docks and bars where they are to begin with, as large as then."""
        self._kept = {}
        self._window.restoreState(self._first)
        QTimer.singleShot(0, self.spread)  # once those that came back have their places

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and watched is self._window:
            self._kept = {}  # the person has dragged an edge: that size is wanted
        return False

    @Slot()
    def stay(self) -> None:
        """All have come back at once to where they were: what came and went of it is nobody's wish."""
        self._soon.stop()

    @Slot()
    def _came_or_went(self) -> None:
        """A dock was opened or closed, in whatever way: those at the right are as large as before the tools came."""
        if grown(self._window) > 1.0:  # one presents; what was before is found again afterwards
            seen = [dock for dock in self.all if dock.isVisible() and not dock.isFloating()]
            needed = max((_needed_width(dock) for dock in seen), default=0)
            room = min(max(round(ROOM * self._window.width()), needed), round(MOST * self._window.width()))
            self._window.resizeDocks(seen, [room] * len(seen), Qt.Orientation.Horizontal)
            return
        self._window.resizeDocks(
            list(self._kept), [size.width() for size in self._kept.values()], Qt.Orientation.Horizontal
        )
        self._window.resizeDocks(
            list(self._kept), [size.height() for size in self._kept.values()], Qt.Orientation.Vertical
        )
        if not self._tools():
            self._kept = {}
        dock, self._opened = self._opened, None
        if dock is None or dock not in self._tools():
            return
        bar = dock.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        if dock.width() < (wanted := dock.sizeHint().width() + bar):
            self._window.resizeDocks([dock], [wanted], Qt.Orientation.Horizontal)

    def _tools(self) -> list[QDockWidget]:
        """The docks at the left that are open."""
        return [dock for dock in self.all[len(HEIGHTS) :] if not (dock.isHidden() or dock.isFloating())]

    def _at_right(self) -> list[QDockWidget]:
        """The docks at the right that are open."""
        return [
            dock for dock in self.all[: len(HEIGHTS)]
            if not (dock.isHidden() or dock.isFloating()) and self._window.dockWidgetArea(dock) == RIGHT
        ]  # fmt: skip

    @Slot()
    def spread(self) -> None:
        """The sizes of the docks at the right, as they are to begin with."""
        self._window.resizeDocks(self.all[: len(HEIGHTS)], [WIDTH] * len(HEIGHTS), Qt.Orientation.Horizontal)
        self._share_height()

    @Slot()
    def _share_height(self) -> None:
        """Those at the right that are open as high as their shares; Qt gives one that comes back what it pleases."""
        docks = self._at_right()
        shares = [HEIGHTS[self.all.index(dock)] for dock in docks]
        room = sum(dock.height() for dock in docks)
        if len(docks) == len(HEIGHTS) and room < sum(HEIGHTS):  # the plot gives of its room, forms are not cut
            shares[:-1] = [_needed_height(dock) for dock in docks[:-1]]
            shares[-1] = max(room - sum(shares[:-1]), shares[-1] // 2)
        self._window.resizeDocks(docks, shares, Qt.Orientation.Vertical)


def _panel(dock: QDockWidget) -> QWidget | None:
    scroll = dock.widget()
    return scroll.widget() if isinstance(scroll, QScrollArea) else scroll


def _needed_width(dock: QDockWidget) -> int:
    """Pixels with which a dock's panel is not scrolled sideways."""
    panel = _panel(dock)
    bar = dock.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
    return max(panel.minimumSizeHint().width(), panel.minimumWidth()) + bar if panel is not None else 0


def _needed_height(dock: QDockWidget) -> int:
    """Pixels with which a dock's panel is not scrolled."""
    panel, scroll = _panel(dock), dock.widget()
    layout = panel.layout() if panel is not None else None
    if panel is None or layout is None or scroll is None:
        return dock.height()
    title = max(0, dock.height() - scroll.height())
    return title + max(layout.totalHeightForWidth(scroll.width()), layout.totalMinimumSize().height())
