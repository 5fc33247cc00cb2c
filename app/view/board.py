"""What lies over the view while one presents: a board for a lesson, the pressed keys, and a way out for the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.system.words import tr

if TYPE_CHECKING:
    from app.view.viewport import Viewport

MARGIN = 10
SHARE, MOST = 0.38, 0.6
"""Of the view's width that a board takes, and that it takes at most where its content needs more."""

KEYS_MS = 1800
"""How long a pressed key is shown."""

MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
UNNAMED = {Qt.Key.Key_unknown, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, *MODIFIERS}


class Floating(QFrame):
    """Lies over the view, and stays in its place (`place`) whatever the size of the view is."""

    def __init__(self, view: Viewport) -> None:
        super().__init__(view)
        self._view = view
        self.hide()
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and event.type() == QEvent.Type.Resize:
            self.place()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.raise_()
        self.place()

    @Slot()
    def place(self) -> None:
        """Put it where it belongs."""


class Board(Floating):
    """Lies over the right side of the view, whose shape moves aside. It holds one widget that a dock lends it."""

    resized = Signal()

    def __init__(self, view: Viewport) -> None:
        super().__init__(view)
        self._content = QWidget()
        self.setObjectName("board")
        self.setAccessibleName(tr("Board over the view"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(2, 2, 2, 2)

    def take(self, content: QWidget) -> None:
        """Hold this."""
        self._content = content
        self._layout.addWidget(content)
        content.show()

    def held(self) -> QWidget:
        """What it holds, to be taken back."""
        return self._content

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._view.cover(0)
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            QTimer.singleShot(0, self, self.place)  # once its content has the font as well

    @Slot()
    def place(self) -> None:
        """As wide as its share of the view, or as its content needs."""
        wanted = max(round(SHARE * self._view.width()), self._narrowest())
        width = min(wanted, round(MOST * self._view.width()))
        self.setGeometry(self._view.width() - width - MARGIN, MARGIN, width, self._view.height() - 2 * MARGIN)
        self._view.cover(0 if self.isHidden() else width + MARGIN)
        self.resized.emit()

    def _narrowest(self) -> int:
        """Pixels that its content needs so as not to be scrolled sideways."""
        content = self.held()
        inner = content.widget() if isinstance(content, QScrollArea) else None
        if isinstance(content, QScrollArea) and inner is not None:
            return inner.minimumSizeHint().width() + content.verticalScrollBar().sizeHint().width() + 2 * MARGIN
        return content.minimumSizeHint().width()

    @property
    def covered(self) -> int:
        """Pixels of the view at its right that are taken."""
        return 0 if self.isHidden() else self.width() + MARGIN


class Corner(Floating):
    """In the upper right corner of what is seen of the view: the whole menu, and the way out."""

    def __init__(self, view: Viewport, window: QMainWindow, leave: Callable[[], object]) -> None:
        super().__init__(view)
        self._window = window
        self.setObjectName("corner")
        self.setAccessibleName(tr("Presenter mode"))
        self.menu, self.out = QToolButton(), QToolButton()
        self.menu.setText("☰")
        self.menu.setAccessibleName(tr("Menu"))
        self.menu.setToolTip(tr("All that the menu bar has"))
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        everything = QMenu(self)
        everything.addActions(window.menuBar().actions())
        self.menu.setMenu(everything)
        self.out.setText("✕")
        self.out.setAccessibleName(tr("Leave presenter mode"))
        self.out.setToolTip(tr("Leave presenter mode (Esc or F11)"))
        self.out.clicked.connect(leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for button in (self.menu, self.out):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAutoRaise(True)
            row.addWidget(button)

    @Slot()
    def place(self) -> None:
        """Where the view is not covered."""
        self.adjustSize()
        self.move(_right_end(self._view) - self.width() - MARGIN, MARGIN)


class KeyCaps(QLabel):
    """The key that was pressed last and what it does, for a moment, in the lower left corner."""

    def __init__(self, view: Viewport, window: QMainWindow) -> None:
        super().__init__(view)
        self._view, self._window = view, window
        self.listening = False
        self.setObjectName("keys")
        self.setAccessibleName(tr("Pressed keys"))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._fade = QTimer(self, interval=KEYS_MS, singleShot=True)
        self._fade.timeout.connect(self.hide)
        for watched in (window, view):
            watched.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view:
            if event.type() == QEvent.Type.Resize:  # the key may have opened a panel
                self.place()
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            words = "" if event.isAutoRepeat() else self._words(event)
            if words and self.listening:
                self._show(words)
        return False

    def _words(self, event: QKeyEvent) -> str:
        """The key, and what the window's action of that key is called."""
        keys = key_of(event)
        if keys is None:
            return ""
        actions = (a for a in self._window.actions() if a.isEnabled() and a.shortcut().matches(keys) == EXACT)
        named = next((action.iconText() for action in actions), "")
        cap = keys.toString(QKeySequence.SequenceFormat.NativeText)
        return f"{cap}   {named}" if named else cap

    def _show(self, words: str) -> None:
        self.setText(words)
        self.place()
        self.show()
        self.raise_()
        self._fade.start()

    @Slot()
    def place(self) -> None:
        """Above the exact numbers, where there are some."""
        self.adjustSize()
        below = self._view.findChild(QLabel, "readout")
        bottom = self._view.height() if below is None or below.isHidden() else below.y()
        self.move(MARGIN, bottom - self.height() - MARGIN)


EXACT = QKeySequence.SequenceMatch.ExactMatch


def key_of(event: QKeyEvent) -> QKeySequence | None:
    """What was pressed, None for a modifier alone; the keypad's keys are as the others."""
    key = Qt.Key(event.key())
    if key in UNNAMED:
        return None
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(QKeyCombination(Qt.KeyboardModifier(held), key))


def _right_end(view: Viewport) -> int:
    """Of the part of the view that no board covers, in its pixels."""
    board = view.findChild(Board)
    return view.width() - (board.covered if board is not None else 0)
