"""A pad to draw a 2D shape on; the adaptation follows the pen. What is marked unknown, the network imagines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.document.store import Store
from app.system.words import told, tr
from app.widgets.buttons import push_button
from app.widgets.sliders import NumberSlider
from app.widgets.theme import LIGHT, Theme
from core.errors import UserError
from core.readers.formats import dialog_patterns

if TYPE_CHECKING:
    from numpy import ndarray

    from core.shapes.drawing import Drawing

TOOLS = (
    ("pen", tr("&Pen"), tr("Draw the inside of the shape (1)")),
    ("eraser", tr("&Eraser"), tr("Take ink away: that place is known to be outside (2)")),
    ("unknown", tr("&Unknown"), tr("Take knowledge away: what was there is imagined (3)")),
    ("fill", tr("&Fill"), tr("Fill an outline that is closed (4)")),
)
FOLLOW_MS = 120
"""Shortest time between two drawings that are handed on while the pen moves."""

WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
"""Where the arrow keys move the pen."""

STROKES = {"pen": tr("pen stroke"), "eraser": tr("eraser stroke"), "unknown": tr("mark unknown"), "fill": tr("fill")}


class Pad(QWidget):
    """Shows a drawing and turns the mouse into strokes. `stroked` after every change, `lifted` at the end of one."""

    stroked = Signal()
    lifted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._drawing: Drawing | None = None  # made when first needed: numpy and scipy are not there at the start
        self.before: Drawing | None = None
        self.tool, self.radius = "pen", 0.1
        self._last: tuple[float, float] | None = None
        self._theme = LIGHT
        self._under: QPointF | None = None
        self.setMinimumSize(220, 220)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # who draws with the mouse steps with the keys
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr("Drawing pad"))
        self.setToolTip(tr("Drag to draw; with the keyboard, arrow keys move the pen and Enter sets a dot"))
        self._place = (0.0, 0.0)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def drawing(self) -> Drawing:
        """What is on the pad. `before`: what was on it before the stroke that is being drawn."""
        if self._drawing is None:
            from core.shapes.drawing import empty

            self._drawing = empty()
        return self._drawing

    def show_drawing(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self.update()

    def heightForWidth(self, width: int) -> int:
        return width

    def square(self) -> QRectF:
        """Where the box [-1, 1]^2 is drawn."""
        side = min(self.width(), self.height()) - 2
        return QRectF((self.width() - side) / 2, 1, side, side)

    def place_at(self, position: QPointF) -> tuple[float, float]:
        """Coordinates in the box of a place in the widget."""
        box = self.square()
        return (position.x() - box.x()) / box.width() * 2 - 1, 1 - (position.y() - box.y()) / box.height() * 2

    def position_of(self, x: float, y: float) -> QPointF:
        """Place in the widget of coordinates in the box."""
        box = self.square()
        return QPointF(box.x() + (x + 1) / 2 * box.width(), box.y() + (1 - y) / 2 * box.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._last, self.before = self.place_at(event.position()), self.drawing
            self._draw(self._last, self._last)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._under = event.position()
        if self._last is not None and event.buttons() & Qt.MouseButton.LeftButton and self.tool != "fill":
            place = self.place_at(event.position())
            self._draw(self._last, place)
            self._last = place
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._last is not None:
            self._last = None
            self.lifted.emit()

    def leaveEvent(self, event: Any) -> None:  # noqa: ANN401 (QEvent in every version)
        self._under = None
        self.update()

    def event(self, event: QEvent) -> bool:
        """Its arrow keys are not the window's, which step."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in WAYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in WAYS:
            (x, y), (dx, dy) = self._place, WAYS[key]
            self._place = (min(1.0, max(-1.0, x + 0.05 * dx)), min(1.0, max(-1.0, y + 0.05 * dy)))
            self._under = self.position_of(*self._place)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.before = self.drawing
            self._draw(self._place, self._place)
            self.lifted.emit()
        else:
            super().keyPressEvent(event)

    def _draw(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        from core.shapes.drawing import filled, stroked

        if self.tool == "fill":
            self._drawing = filled(self.drawing, end)
        else:
            self._drawing = stroked(self.drawing, start, end, self.radius, self.tool)  # pyright: ignore[reportArgumentType]
        self.update()
        self.stroked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        import numpy as np

        colors = [QColor(c) for c in (self._theme.base, self._theme.text, self._theme.muted)]
        paper, ink, unknown = (np.array((c.red(), c.green(), c.blue()), np.float32) for c in colors)
        data = _colored(self.drawing, paper, ink, unknown)
        side = data.shape[0]
        image = QImage(data.data, side, side, 3 * side, QImage.Format.Format_RGB888)
        painter = QPainter(self)
        box = self.square()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, image)
        painter.setPen(QPen(QColor(self._theme.accent if self.hasFocus() else self._theme.line), 1))
        painter.drawRect(box)
        if self._under is not None and self.tool != "fill":
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.accent), 1.5))
            reach = self.radius * box.width() / 2
            painter.drawEllipse(self._under, reach, reach)
        painter.end()


def _colored(drawing: Drawing, paper: ndarray, ink: ndarray, unknown: ndarray) -> ndarray:
    """(SIDE, SIDE, 3) uint8: ink on paper, hatched where unknown. The colours are (3,) float."""
    import numpy as np

    part = np.expand_dims(drawing.ink, 2) / np.float32(255)
    rows, columns = np.indices(drawing.ink.shape)
    hatch = np.expand_dims((rows + columns) % 6 < 2, 2)
    known = np.expand_dims(drawing.known, 2)
    pixels = np.where(known, paper + part * (ink - paper), np.where(hatch, unknown, (paper + unknown) / 2))
    return np.ascontiguousarray(pixels.astype(np.uint8))


class DrawPanel(QWidget):
    """The pad with its tools. `drawn` brings the drawing as PNG bytes whenever there is something new to adapt to."""

    drawn = Signal(bytes)
    begun = Signal()  # a change of the drawing, before anything follows from it
    changed = Signal(str, object, object)  # what was done, Drawing before, Drawing after
    undo_asked = Signal()
    failed = Signal(str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._begun = False
        self.pad = Pad()
        self.tools = QButtonGroup(self)
        tools = QHBoxLayout()
        for number, (key, words, tip) in enumerate(TOOLS):
            button = push_button(words, tip)
            button.setCheckable(True)
            button.setProperty("tool", key)
            button.setShortcut(str(number + 1))
            button.setToolTip(tip)
            self.tools.addButton(button, number)
            tools.addWidget(button)
        self.tools.button(0).setChecked(True)
        self.size_ = NumberSlider(tr("Size of the pen"), tr("Radius, box = 2 wide"), 0.02, 0.4, 0.1, decimals=2)
        self.undo = push_button(tr("U&ndo"), tr("Take the last change back (Ctrl+Z)"))
        self.undo.setEnabled(False)
        self.clear = push_button(tr("&Clear"), tr("An empty pad"))
        self.load = push_button(tr("&Load an image…"), tr("Draw on from a picture"))
        self.take = push_button(tr("Take the open &picture"), tr("Draw on from the 2D shape that is open"))
        self._about = QLabel(
            tr("Draw a digit: the network has learned from handwritten ones. Then mark a part Unknown.")
        )
        self._about.setProperty("muted", True)
        self._about.setWordWrap(True)
        size = QHBoxLayout()
        size.addWidget(QLabel(tr("Size")))
        size.addWidget(self.size_, 1)
        grid = QGridLayout()
        for number, button in enumerate((self.undo, self.clear, self.load, self.take)):
            grid.addWidget(button, number // 2, number % 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(tools)
        layout.addLayout(size)
        layout.addWidget(self.pad, 1)
        layout.addLayout(grid)
        layout.addWidget(self._about)
        self._follow = QTimer(self, interval=FOLLOW_MS, singleShot=True)
        self._follow.timeout.connect(self._hand_on)
        self.tools.buttonClicked.connect(self._tool_chosen)
        self.size_.edited.connect(self._sized)
        self.pad.stroked.connect(self._stroked)
        self.pad.lifted.connect(self._lifted)
        self.undo.clicked.connect(self.undo_asked)
        self.clear.clicked.connect(self._clear)
        self.load.clicked.connect(self._ask_for_image)
        self.take.clicked.connect(self._take_open)
        store.document_changed.connect(self.restore)
        self.restore()

    def set_theme(self, theme: Theme) -> None:
        self.pad.set_theme(theme)

    @Slot()
    def restore(self) -> None:
        """The pad shows the drawing that is open, also one that an undo or a session brought."""
        document = self._store.session.document
        self.take.setEnabled(document is not None and document.source.dim == 2 and not document.setup.drawing)
        if document is None or not document.setup.drawing or self._begun or self._follow.isActive():
            return
        from core.shapes.drawing import from_png, to_png

        if to_png(self.pad.drawing) != document.setup.drawing and self._late(document.setup.drawing):
            self.pad.show_drawing(from_png(document.setup.drawing))

    def _late(self, png: bytes) -> bool:
        """Whether an opened drawing is not one that this pad handed on itself."""
        return png not in self._handed

    _handed: tuple[bytes, ...] = ()

    def _change(self, words: str, drawing: Drawing) -> None:
        before = self.pad.drawing
        if _same(before, drawing):
            return
        self.begun.emit()
        self.pad.show_drawing(drawing)
        self.changed.emit(words, before, drawing)
        self._hand_on()

    @Slot()
    def _stroked(self) -> None:
        if not self._begun:
            self._begun = True
            self.begun.emit()
        if not self._follow.isActive():
            self._follow.start()

    @Slot()
    def _lifted(self) -> None:
        self._begun = False
        self._follow.stop()
        before = self.pad.before
        if before is None or _same(before, self.pad.drawing):
            return
        self.changed.emit(STROKES[self.pad.tool], before, self.pad.drawing)
        self._hand_on()

    @Slot()
    def _hand_on(self) -> None:
        from core.shapes.drawing import to_png

        if not self.pad.drawing.blank:
            png = to_png(self.pad.drawing)
            self._handed = (*self._handed, png)[-50:]
            self.drawn.emit(png)

    @Slot(object)
    def bring_back(self, drawing: Drawing) -> None:
        """A drawing that an undo or a redo brought."""
        self._begun = False
        self._follow.stop()
        self.pad.show_drawing(drawing)
        self._hand_on()

    @Slot()
    def _clear(self) -> None:
        from core.shapes.drawing import empty

        self._change(tr("clear the pad"), empty())

    @Slot()
    def _ask_for_image(self) -> None:
        words = tr("Pictures ({dialog_patterns})", dialog_patterns=dialog_patterns("picture"))
        path, _ = QFileDialog.getOpenFileName(self, tr("Load an image onto the pad"), "", words)
        if path:
            self.load_image(Path(path))

    def load_image(self, path: Path) -> None:
        """Draw on from a picture; a picture without a shape is said to be one."""
        from core.readers.load import load
        from core.shapes.drawing import from_shape
        from core.shapes.image import ContourShape

        try:
            shape = load(path)
        except UserError as error:
            self.failed.emit(told(str(error)))
            return
        if isinstance(shape, ContourShape):
            self._change(tr("load {name}", name=path.name), from_shape(shape))
        else:
            self.failed.emit(tr("{path} is not a picture; load a PNG or JPEG file.", path=path))

    @Slot()
    def _take_open(self) -> None:
        document = self._store.session.document
        if document is not None:
            self.load_image(Path(document.source.path))

    @Slot(object)
    def _tool_chosen(self, button: QPushButton) -> None:
        self.pad.tool = button.property("tool")

    @Slot(float)
    def _sized(self, radius: float) -> None:
        self.pad.radius = radius
        self.pad.update()


def _same(one: Drawing, other: Drawing) -> bool:
    return bool((one.ink == other.ink).all() and (one.known == other.known).all())
