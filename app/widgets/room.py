"""How large a window may be at first."""

from __future__ import annotations

from PySide6.QtWidgets import QStyle, QWidget


def resize_within_screen(window: QWidget, width: int, height: int) -> None:
    """Give a window this size, or less where its screen has not so much; its frame comes on top."""
    title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
    room = window.screen().availableSize()
    window.resize(min(width, room.width()), min(height, room.height() - title))
