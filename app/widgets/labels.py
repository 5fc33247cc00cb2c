"""What stands beside the controls of a form: words of less weight, and what screen readers say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


def named(widget: QWidget, name: str, tip: str) -> None:
    """What screen readers say, and the tool tip."""
    widget.setAccessibleName(name)
    widget.setToolTip(tip)


def muted(name: str) -> QLabel:
    """Words of less weight, in as many lines as they need."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)  # names of files may hold what looks like HTML
    label.setAccessibleName(name)
    label.setProperty("muted", True)
    label.setWordWrap(True)
    return label
