"""Presenter mode: the view on the whole screen, words and marks large enough for a room, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDockWidget, QMainWindow, QToolBar, QWidget

if TYPE_CHECKING:
    from app.view.board import Board, Corner, KeyCaps
    from app.view.sizes import Sizes
    from app.view.viewport import Viewport

SETTLE_MS = 1500
"""A window manager gives a window its old size within so long, or does not."""


class Presenting(QObject):
    """Enters and leaves the mode. frames: docks and bars by name, of which only those under the view stay.

    What lies over the view is built when it is first asked for. `preparing` and `ending` come while all parts of the
    window are where they were, `began` and `ended` when that is over; `began` brings the place over the view.
    """

    preparing = Signal()
    began = Signal(object)  # Board
    ending = Signal()
    ended = Signal()

    def __init__(
        self, window: QMainWindow, frames: Callable[[], Mapping[str, QWidget]], view: Viewport, sizes: Sizes
    ) -> None:
        super().__init__(window)
        self._window, self._frames, self._view, self._sizes = window, frames, view, sizes
        self.on = False
        self.board: Board | None = None
        self.caps: KeyCaps | None = None
        self.corner: Corner | None = None
        self._place, self._filled, self._state = QRect(), Qt.WindowState.WindowNoState, QByteArray()
        self._docks: list[tuple[QDockWidget, QSize]] = []
        self._menu = True
        self._settling = QTimer(self, interval=SETTLE_MS, singleShot=True)
        window.installEventFilter(self)

    @Slot()
    def toggle(self) -> None:
        """Enter the mode, or leave it."""
        if self.on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Full screen; panels, menu and tool bar away; everything larger."""
        self.on = True
        self.preparing.emit()
        window = self._window
        self._settling.stop()
        self._place, self._filled, self._state = window.geometry(), window.windowState(), window.saveState()
        self._menu = not window.menuBar().isHidden()
        docks = [part for part in self._frames().values() if isinstance(part, QDockWidget)]
        self._docks = [(dock, dock.size()) for dock in docks if dock.isVisible() and not dock.isFloating()]
        for part in self._frames().values():
            if isinstance(part, QDockWidget | QToolBar):
                part.hide()
        window.menuBar().hide()
        self._sizes.present(True)
        window.showFullScreen()
        board = self._build()
        if self.corner is not None and self.caps is not None:
            self.corner.show()
            self.caps.listening = True
        self.began.emit(board)
        self._view.setFocus()

    @Slot()
    def leave(self) -> None:
        """Everything is as it was before."""
        if not self.on:
            return
        self.ending.emit()
        for part in (self.board, self.caps, self.corner):
            if part is not None:
                part.hide()
        if self.caps is not None:
            self.caps.listening = False
        self._sizes.present(False)
        self._window.menuBar().setVisible(self._menu)
        self._window.setWindowState(self._filled)
        if self._filled == Qt.WindowState.WindowNoState:
            self._window.setGeometry(self._place)
        self._settling.start()
        self._settle()
        self.on = False
        self.ended.emit()
        self._view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._settling.isActive():
            QTimer.singleShot(0, self, self._settle)
        return False

    @Slot()
    def _settle(self) -> None:
        """The window has its old size again: docks shrink with it otherwise than they grew, and in a narrow window Qt
        gives them back the sizes that they were meant to have, not those that they had."""
        if not self._settling.isActive():
            return
        self._window.restoreState(self._state)
        docks = [dock for dock, _ in self._docks]
        self._window.resizeDocks(docks, [size.width() for _, size in self._docks], Qt.Orientation.Horizontal)
        self._window.resizeDocks(docks, [size.height() for _, size in self._docks], Qt.Orientation.Vertical)

    def _build(self) -> Board:
        """What lies over the view."""
        if self.board is None:
            from app.view.board import Board, Corner, KeyCaps

            self.board = Board(self._view)
            self.caps = KeyCaps(self._view, self._window)
            self.corner = Corner(self._view, self._window, self.leave)
            self.board.resized.connect(self.corner.place)
        return self.board
