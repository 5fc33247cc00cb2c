"""The mouse over the view while a piece is picked or a lasso is drawn: then it turns nothing."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.system.words import tr
from app.view.viewport import Viewport

Mode = Literal["", "pick", "lasso"]

NEAR = 4.0
"""Pixels that the mouse goes between two corners of a lasso."""


class Pointer(QObject):
    """Watches the events of the view before the view does, while it has a mode."""

    picked = Signal(QPointF)
    lassoed = Signal(object)  # list of QPointF

    def __init__(self, viewport: Viewport) -> None:
        super().__init__(viewport)
        self._viewport, self._mode, self._line = viewport, "", QPolygonF()
        self._sheet: _Sheet | None = None
        viewport.became_ready.connect(self._watch)
        self._watch()

    @Slot()
    def _watch(self) -> None:
        plotter = self._viewport.plotter
        if plotter is not None:
            plotter.installEventFilter(self)

    def set_mode(self, mode: Mode) -> None:
        """What the left button does from now on; "" gives it back to the view."""
        self._mode = mode
        self._draw(QPolygonF())
        if self._viewport.plotter is not None:
            self._viewport.plotter.setCursor(Qt.CursorShape.CrossCursor if mode else Qt.CursorShape.ArrowCursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._mode or not isinstance(event, QMouseEvent):
            return False
        kind, left = event.type(), Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseButtonPress and event.button() == left:
            self._draw(QPolygonF([event.position()]))
            return True
        if kind == QEvent.Type.MouseMove and event.buttons() & left:
            place = event.position()
            if self._line.isEmpty() or (self._line.last() - place).manhattanLength() >= NEAR:
                self._draw(QPolygonF([*self._line.toList(), place]))
            return True
        if kind == QEvent.Type.MouseButtonRelease and event.button() == left:
            line = self._line.toList()
            self._draw(QPolygonF())
            if self._mode == "pick":
                self.picked.emit(event.position())
            elif len(line) > 2:
                self.lassoed.emit(line)
            return True
        return False

    def _draw(self, line: QPolygonF) -> None:
        """The lasso so far, over the view."""
        self._line = line
        if self._mode != "lasso" or line.size() < 2:
            if self._sheet is not None:
                self._sheet.hide()
            return
        if self._sheet is None:
            self._sheet = _Sheet(self._viewport)
        self._sheet.show_line(line)


class _Sheet(QWidget):
    """A clear sheet over the view, which the mouse goes through."""

    def __init__(self, viewport: Viewport) -> None:
        super().__init__(viewport)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Lasso"))
        self._line = QPolygonF()

    def show_line(self, line: QPolygonF) -> None:
        self._line = line
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("#d9480f"), 2))
        painter.setBrush(QColor(217, 72, 15, 40))
        painter.drawPolygon(self._line)
