"""Who has the keys: one rule for every button, list, slider and number, whoever made it.

Keys that mean stepping go to the view, except while what needs them was reached with Tab, or a number is being typed.
A click leaves them where they are; what vanishes, closes or is done gives them back to the view; Escape does so at
once. A wheel turns only what has the keys, so that a panel can be scrolled past it. Undo and redo are the document's
everywhere: a number that was typed has been applied, so its field has nothing of its own to take back.
Of a key that is held each repeat counts only once what the one before asked for is there (`KeyGuard.repeating`).
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QLineEdit,
    QListWidget,
    QScrollBar,
    QSlider,
    QStyle,
    QStyleOptionSpinBox,
    QTabBar,
    QWidget,
)

BUTTON_KEYS = frozenset({Qt.Key.Key_Space})
LIST_KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})
SLIDER_KEYS = LIST_KEYS - BUTTON_KEYS
CLICKED = (QAbstractButton, QComboBox, QListWidget, QTabBar, QAbstractSlider)
"""What a click does not give the keys."""

TYPED = (QAbstractSpinBox,)
"""What a click gives the keys, and a wheel does not."""

NEEDED = (
    ((QComboBox, QTabBar), LIST_KEYS),
    (QSlider, SLIDER_KEYS),
    ((QAbstractButton, QListWidget), BUTTON_KEYS),
)
"""Which keys that the window knows too are for what has the keys, by its kind."""

NO_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class KeyGuard(QObject):
    """Holds the rule in a window. view: what has the keys when nothing else needs them."""

    def __init__(self, window: QWidget, view: QWidget) -> None:
        super().__init__(window)
        self._window, self._view = window, view
        self._left: QWidget | None = None
        self._clicked: QWidget | None = None
        self.repeating = False  # whether the latest key that was pressed is being held
        self._released = (0, 0)  # the latest key that was let go, and when by the system's clock
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._look)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)
        window.installEventFilter(self)

    def guard(self, window: QWidget) -> None:
        """Hold the rule for everything in a window, of which the keys come back when it closes."""
        if window is not self._window:
            window.installEventFilter(self)
        for widget in (w for kind in (*CLICKED, *TYPED) for w in window.findChildren(kind)):
            if not isinstance(widget, QScrollBar):
                self._take(widget)

    def _take(self, widget: QWidget) -> None:
        if widget.focusPolicy() not in (Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.TabFocus):
            clicked = isinstance(widget, CLICKED) and self._ours(widget)
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus if clicked else Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self)
        for field in widget.findChildren(QLineEdit) if isinstance(widget, QAbstractSpinBox) else ():
            field.installEventFilter(self)

    def _ours(self, widget: QWidget) -> bool:
        """Whether it is in the window with the view, or in a panel that was torn off."""
        return widget.window() is self._window or isinstance(widget.window(), QDockWidget)

    # --- keys, wheels and clicks

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, QWidget):
            return False
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._came_back(event):
                event.accept()  # the repeat of a held key is nobody's new wish
                return True
            self.repeating = event.isAutoRepeat()
            return self._keeps(watched, event)
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._came_back(event):
            return True
        if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            self.repeating = False
            self._released = (event.key(), event.timestamp())
        if kind == QEvent.Type.Wheel and isinstance(watched, (*CLICKED, *TYPED)) and not watched.hasFocus():
            event.ignore()  # for what lies below it, which may scroll
            return True
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._typed(watched, event)
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease) and isinstance(event, QMouseEvent):
            self._click(watched, event)
        elif kind == QEvent.Type.WindowUnblocked or (kind == QEvent.Type.Hide and watched.isWindow()):
            QTimer.singleShot(0, self, self._give_back)  # a dialog or another window has closed
        return False

    def _came_back(self, event: QKeyEvent) -> bool:
        """Whether a key that was let go is pressed in the same moment: what X sends of a held key.

        Qt sees that it is a repeat where both arrive together, and takes it for a new press where they do not.
        """
        moment = event.timestamp()
        return moment > 0 and not event.isAutoRepeat() and self._released == (event.key(), moment)

    def _keeps(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether a key is kept from the window's shortcuts, or left to them whatever the widget wants."""
        if isinstance(watched, QAbstractSpinBox | QLineEdit):
            return self._is_the_documents(event)
        keys = next((keys for kinds, keys in NEEDED if isinstance(watched, kinds)), frozenset())
        if event.modifiers() in NO_MODIFIERS and event.key() in keys:
            event.accept()
            return True
        return False

    def _is_the_documents(self, event: QKeyEvent) -> bool:
        """Whether a field must not take the key: it is left to the window's shortcut."""
        if not (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)):
            return False
        event.ignore()
        return True

    def _typed(self, watched: QWidget, event: QKeyEvent) -> None:
        """Escape leaves everything; Return leaves a number, which has been taken over by then."""
        plain = event.modifiers() in NO_MODIFIERS and isinstance(watched, (*CLICKED, *TYPED)) and self._ours(watched)
        number = isinstance(watched, QAbstractSpinBox) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if plain and (number or event.key() == Qt.Key.Key_Escape):
            QTimer.singleShot(0, self, self._give_back)

    def _click(self, watched: QWidget, event: QMouseEvent) -> None:
        """A list that is opened with the mouse, or the arrow of a number, does not keep the keys."""
        if isinstance(watched, QComboBox):
            self._clicked = watched
            return
        released = event.type() == QEvent.Type.MouseButtonRelease and isinstance(watched, QAbstractSpinBox)
        if released and self._ours(watched) and isinstance(watched, QAbstractSpinBox) and _on_arrow(watched, event):
            QTimer.singleShot(0, self, self._give_back)

    # --- where the keys go

    @Slot(QWidget, QWidget)
    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and isinstance(new, (*CLICKED, *TYPED)) and self._ours(new):
            new.installEventFilter(self)  # it may have been made after the others
        self._left = old
        self._soon.start()

    @Slot()
    def _look(self) -> None:
        """A moment after the keys went elsewhere: nobody wanted that where what had them is gone."""
        left, self._left = self._left, None
        if not self._window.isActiveWindow() or QApplication.activePopupWidget() is not None:
            return
        has, clicked, self._clicked = QApplication.focusWidget(), self._clicked, None
        gone = left is not None and not _can_have_keys(left)
        if gone or has is None or has in (self._window, clicked):
            self._view.setFocus()

    @Slot()
    def _give_back(self) -> None:
        if self._window.isVisible() and QApplication.activePopupWidget() is None:
            self._view.setFocus()


def _can_have_keys(widget: QWidget) -> bool:
    return shiboken6.isValid(widget) and widget.isEnabled() and widget.isVisible()


def _on_arrow(number: QAbstractSpinBox, event: QMouseEvent) -> bool:
    option = QStyleOptionSpinBox()
    number.initStyleOption(option)
    part = number.style().hitTestComplexControl(
        QStyle.ComplexControl.CC_SpinBox, option, event.position().toPoint(), number
    )
    return part in (QStyle.SubControl.SC_SpinBoxUp, QStyle.SubControl.SC_SpinBoxDown)
