"""Out of the distribution by a dial: the error of the method that is open, drawn while the dial is turned."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.document.formatting import number
from app.document.store import Store
from app.system.words import tr, translated
from app.widgets.combo import choice_box
from app.widgets.late import LatePlot
from app.widgets.settled import Settled
from app.widgets.sliders import NumberSlider
from app.widgets.theme import Theme
from core.observation.dials import Dial, dials_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.analysis.sweep import SweepPoint

TURN_AFTER_MS = 120
PICTURE = 112
METRICS = {
    "l1": tr("mean |error|"),
    "chamfer_x1000": tr("Chamfer × 1000"),
    "iou": tr("IoU"),
    "context_loss": tr("context loss"),
}


class DialsPanel(QWidget):
    """`turned` with a dial and a value, `swept` with a dial, `stopped`. Points come back by `add`."""

    turned = Signal(object, float)  # Dial, value
    swept = Signal(object)  # Dial
    stopped = Signal()
    metric_chosen = Signal(str)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.points: dict[str, dict[float, SweepPoint]] = {}
        self.running = False
        self._wanted = "l1"  # a scan has nothing but its context loss, which is nobody's choice
        self._dials: tuple[Dial, ...] = ()
        self._key: tuple[int, bool] | None = None
        self._build()
        store.document_changed.connect(self._document_changed)

    def _build(self) -> None:
        self.choice = choice_box(tr("Dial"), tr("What is changed of the shape or of how it is observed"))
        self.measure = choice_box(
            tr("Error that is drawn"), tr("Held-out error against the true shape there, or the context loss")
        )
        for key, words in METRICS.items():
            self.measure.addItem(words[0].upper() + words[1:], key)
        self.sliders = QStackedWidget()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, widget in ((tr("&Dial"), self.choice), (tr("&Value"), self.sliders), (tr("&Error"), self.measure)):
            form.addRow(words, widget)
        self.sweep = QPushButton(tr("&Sweep"))
        self.sweep.setToolTip(tr("Adapt at values over the whole range of the dial; the same button stops it"))
        self.sweep.setAccessibleName(tr("Sweep the dial"))
        self.clear = QPushButton(tr("&Clear"))
        self.clear.setToolTip(tr("Forget the points of this dial"))
        self.clear.setAccessibleName(tr("Clear the curve"))
        row = QHBoxLayout()
        for button in (self.sweep, self.clear):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the sweep"))
        self.progress.hide()
        self._place = LatePlot()
        self.words = QLabel("", wordWrap=True)
        self.words.setProperty("muted", True)
        self.words.setAccessibleName(tr("Error at this value of the dial"))
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.picture = QLabel("", alignment=Qt.AlignmentFlag.AlignCenter)
        self.picture.setFixedSize(PICTURE, PICTURE)
        self.picture.setToolTip(tr("The turned shape: its level set after the steps, and what was observed of it"))
        foot = QHBoxLayout()
        foot.addWidget(self.picture)
        foot.addWidget(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(form)
        layout.addLayout(row)
        layout.addWidget(self.progress)
        layout.addWidget(self._place, 1)
        layout.addLayout(foot)
        self._later = Settled(self, TURN_AFTER_MS)
        self._later.settled.connect(self._turn)
        self.choice.currentIndexChanged.connect(self._dial_chosen)
        self.measure.currentIndexChanged.connect(self._metric_chosen)
        self.sweep.clicked.connect(self._go)
        self.clear.clicked.connect(self._clear)
        self.setEnabled(False)

    def sizeHint(self) -> QSize:
        return QSize(400, 520)

    @property
    def dial(self) -> Dial | None:
        """The chosen dial; None while nothing is open."""
        place = self.choice.currentIndex()
        return self._dials[place] if 0 <= place < len(self._dials) else None

    @property
    def slider(self) -> NumberSlider:
        """Of the chosen dial."""
        widget = self.sliders.currentWidget()
        assert isinstance(widget, NumberSlider)
        return widget

    def build_plots(self) -> Iterator[None]:
        """pyqtgraph is imported: build the plot."""
        from app.widgets.probe_plots import DialPlot

        yield from self._place.build(lambda: DialPlot(tr("Plot of the error by the value of the dial")))
        self.refresh()

    @property
    def plot(self) -> Any:  # noqa: ANN401 (pyqtgraph comes late)
        """None until it is built."""
        return self._place.plot

    def set_theme(self, theme: Theme) -> None:
        self._place.set_theme(theme)
        self.refresh()

    def add(self, dial: str, point: SweepPoint) -> None:
        """One more point of a curve."""
        self.points.setdefault(dial, {})[point.value] = point
        self.refresh()

    def show_progress(self, done: int, total: int) -> None:
        """Of the sweep; done == total ends it."""
        self.running = done < total
        self.progress.setVisible(self.running)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.sweep.setText(tr("&Stop") if self.running else tr("&Sweep"))
        self.sweep.setAccessibleName(tr("Stop the sweep") if self.running else tr("Sweep the dial"))

    @Slot()
    def _document_changed(self) -> None:
        """Another shape or another method: other points; another kind of source: other dials."""
        self.points = {}
        document = self._store.session.document
        self.setEnabled(document is not None)
        if document is None:
            return
        source = document.source
        self._later.stop()
        if self._key != (source.dim, source.has_truth):
            self._key = source.dim, source.has_truth
            self._offer(dials_of(*self._key))
        shown = self._wanted if source.has_truth else "context_loss"
        self.measure.blockSignals(True)
        self.measure.setCurrentIndex(self.measure.findData(shown))
        self.measure.blockSignals(False)
        self.measure.setEnabled(source.has_truth)
        self.refresh()

    def _offer(self, dials: tuple[Dial, ...]) -> None:
        self.choice.blockSignals(True)
        self.choice.clear()
        self._dials = dials
        while self.sliders.count():
            if (old := self.sliders.widget(0)) is not None:
                self.sliders.removeWidget(old)
                old.deleteLater()
        for dial in dials:
            name = translated(dial.name)
            self.choice.addItem(name[0].upper() + name[1:])
            decimals = max(0, -math.floor(math.log10(dial.step)))
            tip = f"{name}, {translated(dial.unit)}" if dial.unit else ", ".join(map(translated, dial.labels))
            slider = NumberSlider(
                tr("Dial {name}", name=name),
                tip[0].upper() + tip[1:],
                dial.low,
                dial.high,
                dial.default,
                decimals=decimals,
            )
            slider.edited.connect(self.refresh)
            slider.edited.connect(self._later.edited)
            self.sliders.addWidget(slider)
        self.choice.blockSignals(False)
        self.sliders.setCurrentIndex(0)

    @Slot()
    def _dial_chosen(self) -> None:
        self.sliders.setCurrentIndex(self.choice.currentIndex())
        self.refresh()

    @Slot()
    def _metric_chosen(self) -> None:
        self._wanted = self.measure.currentData()
        self.metric_chosen.emit(self._wanted)
        self.refresh()

    @Slot()
    def _turn(self) -> None:
        if self.dial is not None:
            self.turned.emit(self.dial, self.slider.value)

    @Slot()
    def _go(self) -> None:
        if self.running:
            self.stopped.emit()
        elif self.dial is not None:
            self.swept.emit(self.dial)

    @Slot()
    def _clear(self) -> None:
        if self.dial is not None:
            self.points.pop(self.dial.name, None)
            self.refresh()

    def error(self, point: SweepPoint) -> float:
        """The chosen error of a point, NaN where it is not known."""
        key = self.measure.currentData()
        if key == "context_loss":
            return point.context_loss
        return math.nan if point.heldout is None else float(getattr(point.heldout, key))

    @Slot()
    def refresh(self) -> None:
        """Draw the curve of the chosen dial."""
        dial = self.dial
        if dial is None or self.plot is None:
            return
        known = sorted(self.points.get(dial.name, {}).items())
        self.clear.setEnabled(bool(known))
        share = self.measure.currentData() == "iou"
        name = translated(dial.name)
        label = name if not dial.unit else f"{name} ({translated(dial.unit)})"
        errors = [self.error(point) for _, point in known]
        labels = (METRICS[self.measure.currentData()], label)
        span = (dial.low, dial.high)
        values = [value for value, _ in known]
        self.plot.show_curve(
            values, errors, labels, span, tuple(map(translated, dial.labels)), logarithmic=not share, share=share
        )
        self.plot.mark(self.slider.value, dial.default)
        point = self.points.get(dial.name, {}).get(self.slider.value)
        self.words.setText(self._words(dial, point))
        self._show_picture(point)

    def _show_picture(self, point: SweepPoint | None) -> None:
        """Of the shape at this value of the dial; nothing where it was not adapted to yet."""
        where = self.words.text().split(":")[0]
        if point is None or point.picture is None:
            self.picture.clear()
            self.picture.setAccessibleName(tr("No picture of the shape at {where} yet", where=where))
            return
        side = round(PICTURE * self.devicePixelRatioF())
        pixmap = QPixmap.fromImage(QImage.fromData(point.picture)).scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(pixmap)
        self.picture.setAccessibleName(tr("Level set of the shape at {where}", where=where))

    def _words(self, dial: Dial, point: SweepPoint | None) -> str:
        value = self.slider.value
        where = f"{value:g} {translated(dial.unit)}".strip()
        if dial.labels:
            where = translated(dial.labels[int(value)])
        if point is None:
            return tr("{where}: turn the dial, or sweep it; the dotted line is what changes nothing.", where=where)
        bad = "" if point.surface == "ok" else tr(", surface {surface}", surface=point.surface)
        loss = tr(
            "context loss {context_loss} after {steps} steps{bad}",
            context_loss=number(point.context_loss),
            steps=point.steps,
            bad=bad,
        )
        if point.heldout is None:
            return tr(
                "{where}: {loss}. There is no error, because the true shape is not known.", where=where, loss=loss
            )
        held = point.heldout
        errors = tr(
            "mean |error| {l1}, Chamfer × 1000 {chamfer_x1000}, IoU {iou:.3f}",
            l1=number(held.l1),
            chamfer_x1000=number(held.chamfer_x1000),
            iou=held.iou,
        )
        return f"{where}: {errors}; {loss}."
