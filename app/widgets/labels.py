"""What stands beside the controls of a form: words of less weight, names for screen readers; all words as written."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def named(widget: QWidget, name: str, tip: str) -> None:
    """What screen readers say, and the tool tip."""
    widget.setAccessibleName(name)
    widget.setToolTip(tip)


def as_written(text: str) -> str:
    """A tool tip that shows a text as it is."""
    plain = escape(text).replace("\n", "<br>")
    return text if escape(text) == text else f"<span>{plain}</span>"


def show_as_written(window: QWidget) -> None:
    """All labels of a window show their words as they are, but for those that were told to show rich text."""
    for label in window.findChildren(QLabel):
        if label.textFormat() == Qt.TextFormat.AutoText:
            label.setTextFormat(Qt.TextFormat.PlainText)


def muted(name: str) -> QLabel:
    """Words of less weight, in as many lines as they need."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAccessibleName(name)
    label.setProperty("muted", True)
    label.setWordWrap(True)
    return label
