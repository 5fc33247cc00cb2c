"""The icons, all but that of the program: SVG paths in the colours of the theme, so that they follow light and dark."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.storage.resources import ASSETS

_STROKE = 'fill="none" stroke="{c}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
_FILL = 'fill="{c}" stroke="{c}" stroke-width="1.2" stroke-linejoin="round"'

_PATHS: dict[str, tuple[str, str]] = {
    "open": (_STROKE, "M3 7v11a1.5 1.5 0 0 0 1.5 1.5h13L21 11H8l-3.4 8 M3 9V6a1.5 1.5 0 0 1 1.5-1.5h4L11 7h6.5V11"),
    "save": (_STROKE, "M12 3.5v11 M7.5 10.5l4.5 4.5 4.5-4.5 M4 16.5v4h16v-4"),
    "picture": (_STROKE, "M4 8h3.5l1.6-2.5h5.8L16.5 8H20v11H4z M12 10a3.2 3.2 0 1 0 .01 0"),
    "points": (_FILL, "M6 6h1v1H6z M12 4h1v1h-1z M17 8h1v1h-1z M8 11h1v1H8z M13 13h1v1h-1z M5 17h1v1H5z"),
    "truth": (_STROKE, "M3 12S6 5.5 12 5.5 21 12 21 12 18 18.5 12 18.5 3 12 3 12z M12 9.2a2.8 2.8 0 1 0 .01 0"),
    "height": (_STROKE, "M3 18l5.5-9 4 5.5L15.5 10 21 18z M3 21h18"),
    "camera-reset": (_STROKE, "M4 9V4h5 M20 9V4h-5 M4 15v5h5 M20 15v5h-5 M12 10.5a1.5 1.5 0 1 0 .01 0"),
    "imagined": (_STROKE, "M12 3.5a8.5 8.5 0 1 0 .01 0 M12 3.5v17 M15 6.5v.1 M15 12v.1 M15 17.5v.1 M18 9v.1 M18 15v.1"),
    "draw": (_STROKE, "M4 20l1-4L16 5l3 3L8 19z M14 7l3 3"),
    "film": (_STROKE, "M4 5h16v14H4z M8 5v14 M16 5v14 M4 12h16 M4 8.5h4 M4 15.5h4 M16 8.5h4 M16 15.5h4"),
    "race": (_STROKE, "M4 4h7v7H4z M13 4h7v7h-7z M4 13h7v7H4z M13 13h7v7h-7z"),
    "gallery": (_STROKE, "M4 4h4v4H4z M10 4h4v4h-4z M16 4h4v4h-4z M4 10h4v4H4z M10 10h4v4h-4z M16 10h4v4h-4z M4 17h16"),
    "scan": (_STROKE, "M3 8V4h4 M21 8V4h-4 M3 16v4h4 M21 16v4h-4 M12 8.5a3.5 3.5 0 1 0 .01 0"),
    "theme": (_STROKE, "M20 14.5A8.5 8.5 0 1 1 9.5 4a6.8 6.8 0 0 0 10.5 10.5z"),
    "updates": (_STROKE, "M4 20V4 M4 20h16 M8 16.5v-3 M12 16.5v-8 M16 16.5v-5 M20 16.5v-11"),
    "slow": (_STROKE, "M3 17h3.5v-4H10V9h4V6h7 M14 17l6 0 M17.5 14.5l2.5 2.5-2.5 2.5"),
    "more": (_STROKE, "M5 5l7 7-7 7 M12 5l7 7-7 7"),
    "help": (_STROKE, "M9 9.2a3 3 0 1 1 4.2 2.7c-.8.4-1.2.9-1.2 2 M12 17.4v.1 M12 3a9 9 0 1 0 .01 0"),
    "play": (_FILL, "M8 5.5v13l10.5-6.5z"),
    "pause": (_FILL, "M7.5 6h2.5v12H7.5z M14 6h2.5v12H14z"),
    "step": (_FILL, "M6 6.5v11l8.5-5.5z M16.8 6.5h.9v11h-.9z"),
    "back": (_FILL, "M18 6.5v11L9.5 12z M6.3 6.5h.9v11h-.9z"),
    "first": (_FILL, "M19.5 6.5v11L12.5 12z M12.5 6.5v11L5.5 12z M4 6.5h.8v11H4z"),
    "refine": (_STROKE, "M4 6.5c6 0 5 10 16 10.5 M4 17.5h16 M16 3.5v5 M13.5 6h5"),
    "last": (_FILL, "M4.5 6.5v11l7-5.5z M11.5 6.5v11l7-5.5z M19.2 6.5h.8v11h-.8z"),
    "lesson": (_STROKE, "M12 7c-2-1.6-4.6-2-8-2v13c3.4 0 6 .4 8 2 2-1.6 4.6-2 8-2V5c-3.4 0-6 .4-8 2z M12 7v13"),
    "inspect": (_STROKE, "M10.5 4a6.5 6.5 0 1 0 .01 0 M15.3 15.3L20.5 20.5 M10.5 7.5v6 M7.5 10.5h6"),
    "undo": (_STROKE, "M8.5 5L4 9.5 8.5 14 M4 9.5h10a5.5 5.5 0 0 1 0 11H9"),
    "redo": (_STROKE, "M15.5 5L20 9.5 15.5 14 M20 9.5H10a5.5 5.5 0 0 0 0 11h5"),
    "train": (_STROKE, "M4 19c4 0 4-6 8-6s4-7 8-7 M4 5v15h17"),
    "branch": (_STROKE, "M6 4v16 M6 14c0-4 10-2 10-8 M13 7l3-3 3 3"),
    "compare": (_STROKE, "M3 5h8v14H3z M13 5h8v14h-8z"),
    "close": (_STROKE, "M6 6l12 12 M18 6L6 18"),
    "dice": (_STROKE, "M5 5h14v14H5z M9 9v.1 M15 9v.1 M12 12v.1 M9 15v.1 M15 15v.1"),
}  # fmt: skip


FAINT = 0.35
"""Opacity of what cannot be used."""


class _Drawing(QIconEngine):
    """Draws an icon when it is shown, at the size of the place: most icons of a window are in closed menus."""

    def __init__(self, name: str, color: str) -> None:
        super().__init__()
        self._name, self._color = name, color
        self._drawn: dict[tuple[int, int, bool], QPixmap] = {}

    def clone(self) -> QIconEngine:
        return _Drawing(self._name, self._color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        key = size.width(), size.height(), mode == QIcon.Mode.Disabled
        if key not in self._drawn:
            pixmap = QPixmap(size)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
            painter.end()
            self._drawn[key] = pixmap
        return self._drawn[key]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        style, path = _PATHS[self._name]
        shape = f'<path {style.format(c=self._color)} d="{path}"/>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{shape}</svg>'
        painter.save()
        painter.setOpacity(FAINT if mode == QIcon.Mode.Disabled else 1.0)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(rect))
        painter.restore()


def icon(name: str, color: str) -> QIcon:
    """The icon `name` in `color`, half transparent when it cannot be used."""
    return QIcon(_Drawing(name, color))


def application_icon() -> QIcon:
    """A surface between its points: the program's own icon."""
    pixmap = QPixmap(64, 64)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(str(ASSETS / "icon.svg")).render(painter)
    painter.end()
    return QIcon(pixmap)
