"""Keys that mean stepping everywhere, except in a focused button or list that needs them for itself.

Undo and redo are the document's everywhere: a number that was typed has been applied, so its field has nothing of its
own to take back.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QListWidget, QWidget

BUTTON_KEYS = frozenset({Qt.Key.Key_Space})
LIST_KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})


class KeyGuard(QObject):
    """Keeps the window's shortcuts from taking the keys of the buttons and lists that it guards."""

    def guard(self, window: QWidget) -> None:
        """Guard every button, list and number of a window that can have the focus."""
        numbers = window.findChildren(QAbstractSpinBox)
        fields = [field for number in numbers for field in number.findChildren(QLineEdit)]
        kinds = (QAbstractButton, QComboBox, QListWidget)
        for widget in [*(w for kind in kinds for w in window.findChildren(kind)), *numbers, *fields]:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if isinstance(watched, QAbstractSpinBox | QLineEdit):
                return self._is_the_documents(event)
            keys = LIST_KEYS if isinstance(watched, QComboBox) else BUTTON_KEYS
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and event.key() in keys:
                event.accept()
                return True
        return False

    def _is_the_documents(self, event: QKeyEvent) -> bool:
        """Whether a field must not take the key: it is left to the window's shortcut."""
        if not (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)):
            return False
        event.ignore()
        return True
