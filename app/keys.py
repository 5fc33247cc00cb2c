"""Keys that mean stepping everywhere, except in a focused button or list that needs them for itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

BUTTON_KEYS = frozenset({Qt.Key.Key_Space})
LIST_KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})


class KeyGuard(QObject):
    """Keeps the window's shortcuts from taking the keys of the buttons and lists that it guards."""

    def guard(self, window: QWidget) -> None:
        """Guard every button and list of a window that can have the focus."""
        for widget in [*window.findChildren(QAbstractButton), *window.findChildren(QComboBox)]:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = LIST_KEYS if isinstance(watched, QComboBox) else BUTTON_KEYS
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in keys:
                event.accept()
                return True
        return False
