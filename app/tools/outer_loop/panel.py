"""The outer loop to watch: a small 2D net is meta-trained while its start and its five-step results are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.document.formatting import number
from app.system.words import tr
from app.widgets.buttons import push_button
from app.widgets.loss_curve import LossCurve
from app.widgets.theme import LIGHT, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np  # as contourpy not imported before the shell is painted

INTRODUCTION = tr(
    "Trains the start φ₀ and the step sizes of a small 2D net on random outlines, in a process of its own. "
    "The pictures show three outlines that it is not trained on."
)


class TrainPanel(QWidget):
    """Buttons, a loss curve, and the fields of the last snapshot."""

    start_asked = Signal(int, int)  # seed, outer steps
    stop_asked = Signal()
    use_asked = Signal(str)  # folder of the checkpoint

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = ""
        words = QLabel(INTRODUCTION, wordWrap=True)
        words.setProperty("muted", True)
        self._seed = QSpinBox(minimum=0, maximum=999_999)
        self._seed.setAccessibleName(tr("Seed of the training"))
        self._seed.setToolTip(tr("The same seed gives the same training: 0 to 999,999"))
        self.steps = QSpinBox(minimum=100, maximum=20_000, singleStep=500, value=2000, suffix=tr(" outer steps"))
        self.steps.setAccessibleName(tr("Outer steps"))
        self.steps.setToolTip(tr("How long to train: 100 to 20,000 outer steps"))
        self.steps.setGroupSeparatorShown(True)
        form = QFormLayout()
        form.addRow(tr("S&eed"), self._seed)
        form.addRow(tr("&Length"), self.steps)
        self.start_button = push_button(
            tr("Train"), tr("Start the outer loop from a random net"), tr("Start the training")
        )
        self.stop_button = push_button(
            tr("Stop"), tr("End the training; the last checkpoint stays"), tr("Stop the training")
        )
        self.use_button = push_button(
            tr("Use"), tr("Adapt the last checkpoint of this training in the view"), tr("Use the checkpoint")
        )
        buttons = QHBoxLayout()
        for button in (self.start_button, self.stop_button, self.use_button):
            buttons.addWidget(button)
        self._bar = QProgressBar()
        self._bar.setAccessibleName(tr("Progress of the training"))
        self.status = QLabel(tr("Not trained yet."), wordWrap=True)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.status.setAccessibleName(tr("State of the training"))
        self.fields = FieldStrip()
        self._curve = LossCurve()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 12, 8)
        self._layout.addWidget(words)
        self._layout.addLayout(form)
        self._layout.addLayout(buttons)
        for widget in (self._bar, self.status, self._curve):
            self._layout.addWidget(widget)
        self._layout.addWidget(self.fields, 1)
        self.start_button.clicked.connect(lambda: self.start_asked.emit(self._seed.value(), self.steps.value()))
        self.stop_button.clicked.connect(self.stop_asked)
        self.use_button.clicked.connect(lambda: self.use_asked.emit(self._folder))
        self._set_running(False)
        self.use_button.setEnabled(False)

    def sizeHint(self) -> QSize:
        return QSize(360, 700)

    def build_plots(self) -> Iterator[None]:
        """pyqtgraph is imported: build the plot."""
        yield from self._curve.build()

    def set_theme(self, theme: Theme) -> None:
        self.fields.set_theme(theme)
        self._curve.set_theme(theme)

    @Slot(str)
    def begin(self, folder: str) -> None:
        """A training has started."""
        self._folder = folder
        self._curve.begin()
        self._set_running(True)
        self.use_button.setEnabled(False)
        self.status.setText(tr("Starting …"))
        self._bar.setRange(0, 0)

    @Slot(int, int, float)
    def progressed(self, step: int, total: int, loss: float) -> None:
        self._curve.add(loss)
        self._bar.setRange(0, total)
        self._bar.setValue(step)
        if step % 10 == 0 or step == total:
            mean = number(self._curve.recent(20))
            self.status.setText(
                tr(
                    "Outer step {step:,} of {total:,}, query loss {mean} (mean of the last 20)",
                    step=step,
                    total=total,
                    mean=mean,
                )
            )
            self._curve.draw()

    @Slot(str, int)
    def show_snapshot(self, folder: str, step: int) -> None:
        """The checkpoint of an outer step is there: show what it does."""
        from core.storage.tensors import arrays_of

        arrays = arrays_of((Path(folder) / "preview.safetensors").read_bytes())
        self.fields.show_fields(arrays["start"], arrays["adapted"], arrays["truth"], step)
        self.use_button.setEnabled(True)

    @Slot(str)
    def end(self, words: str) -> None:
        """The training is over."""
        self._set_running(False)
        self._bar.setRange(0, max(1, self._bar.maximum()))
        self.status.setText(words or tr("Stopped after {count:,} outer steps.", count=self._curve.count))

    def _set_running(self, running: bool) -> None:
        self.start_button.setEnabled(not running)
        self.stop_button.setEnabled(running)
        self._seed.setEnabled(not running)
        self.steps.setEnabled(not running)


class FieldStrip(QWidget):
    """Three outlines: a row each with the truth, the common start, and the result after K steps."""

    HEADS = (tr("Truth"), tr("Start φ₀"), tr("After K steps"))

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Fields of the last snapshot"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme = LIGHT
        self._cells: list[list[np.ndarray]] = []
        self.step = 0

    def sizeHint(self) -> QSize:
        return QSize(320, 330)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 250)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_fields(self, start: np.ndarray, adapted: np.ndarray, truth: np.ndarray, step: int) -> None:
        """start: (S, S), adapted and truth: (n, S, S), row 0 at the bottom. step: outer step of the snapshot."""
        from core.measures.metrics import mean_error

        self.step = step
        self._cells = [[t, start, a] for t, a in zip(truth, adapted, strict=True)]
        errors = [mean_error(a, t) for t, a in zip(truth, adapted, strict=True)]
        self.setAccessibleDescription(
            tr(
                "After outer step {step}: mean error of the adapted fields {join}",
                step=step,
                join=", ".join(number(e) for e in errors),
            )
        )
        self.setToolTip(self.accessibleDescription())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.text))
        head = self.fontMetrics().height() + 6
        columns, rows = 3, max(1, len(self._cells))
        side = min((self.width() - 16) / columns, (self.height() - head) / rows)
        left = (self.width() - columns * side - 16) / 2
        for column, text in enumerate(self.HEADS):
            where = QRectF(left + column * (side + 8), 0, side, head)
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, text)
        for row, cells in enumerate(self._cells):
            for column, field in enumerate(cells):
                self._draw_cell(painter, QRectF(left + column * (side + 8), head + row * side, side, side - 6), field)
        painter.end()

    def _draw_cell(self, painter: QPainter, box: QRectF, field: np.ndarray) -> None:
        import contourpy
        import numpy as np

        painter.drawImage(box, _shaded(field, self._theme.name == "dark"))
        count = len(field)
        painter.setPen(QPen(QColor(self._theme.text), 1.6))
        for line in contourpy.contour_generator(z=field, name="serial").lines(0.0):
            points = (np.asarray(line) + 0.5) / count
            corners = [QPointF(box.left() + x * box.width(), box.bottom() - y * box.height()) for x, y in points]
            painter.drawPolyline(QPolygonF(corners))


def _shaded(field: np.ndarray, dark: bool) -> QImage:
    """Blue inside, sand outside, stronger with distance; the zero level set has the colour of the page."""
    import numpy as np

    zero = np.array((0x1D, 0x21, 0x26) if dark else (0xFD, 0xFD, 0xFC), float)
    inside = np.array((0x4D, 0xAB, 0xF7) if dark else (0x74, 0xA9, 0xD8), float)
    outside = np.array((0x7D, 0x5A, 0x38) if dark else (0xD9, 0xB4, 0x8A), float)
    strength = np.clip(np.abs(np.nan_to_num(field)) / 0.5, 0, 1)[..., None] ** 0.6
    color = zero + strength * (np.where(field[..., None] < 0, inside, outside) - zero)
    pixels = np.ascontiguousarray(np.flipud(color).astype(np.uint8))
    height, width = field.shape
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()
