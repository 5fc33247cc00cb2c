"""Buttons of panels: Tab comes to them, a click leaves the keys where they are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.system.words import plain
from app.widgets.labels import named


def push_button(text: str, tip: str, name: str = "", *, checkable: bool = False) -> QPushButton:
    """name: what screen readers say, the text where there is no other."""
    button = QPushButton(text)
    button.setCheckable(checkable)
    named(button, name or plain(text), tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
