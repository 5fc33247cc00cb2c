"""One line of truth: step, loss, and the three times apart: method, surface, paint.

Nothing here moves by itself: with a GL view in the window every repaint composes all of it, which on software GL
would cost more than the work that an animation announces.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.document.formatting import badge, number, past
from app.document.store import Store
from app.engine.jobs import GIVEN_UP, RESTING_RESOLUTION
from app.system.words import tr, translated
from app.widgets.letters import grown

NAMES = {
    "step": tr("Step"), "loss": tr("Loss"), "method": tr("Method"), "extraction": tr("Extraction"),
    "badge": tr("Badge"), "paint": tr("Paint"), "device": tr("Device"),
}  # fmt: skip
TIPS = {
    "step": tr("The step that is shown, and how many the checkpoint was trained for, with those past them"),
    "loss": tr("Mean loss over the observed points of the step that is shown"),
    "method": tr("Time of the gradient step alone"),
    "extraction": tr("Time to find the level set of the step that is shown"),
    "badge": tr("How far the shown surface can be trusted"),
    "paint": tr("Time of the last paint of the view"),
    "device": tr("Where it is computed"),
}


SIZE = "size"
LEAST_NEEDED = ("device", SIZE, "badge", "busy", "paint", "extraction", "method", "loss")
"""What is left out in a narrow window, in this order; SIZE is that of the surface, beside its time. Lessons speak of
the three times."""

SPACING = 18


class StatusLine(QWidget):
    """The status line's widgets, from the store; the view tells its paint time."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._labels = {key: QLabel("") for key in ("busy", *TIPS)}
        self._row = QWidget(self)  # not a layout of the line itself: with each word that it says the whole window
        self._height = 0  # would have its panels placed, and be composed, once more
        layout = QHBoxLayout(self._row)
        layout.setContentsMargins(8, 2, 8, 2)
        layout.setSpacing(SPACING)
        for key in ("step", "loss"):
            layout.addWidget(self._labels[key])
        layout.addWidget(self._labels["busy"])
        layout.addStretch(1)
        self._layout = layout
        for key in ("method", "extraction", "badge", "paint", "device"):
            layout.addWidget(self._labels[key])
        for key, tip in TIPS.items():
            self._labels[key].setToolTip(tip)
            self._labels[key].setAccessibleName(NAMES[key])
            self._labels[key].setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._labels["paint"].setMinimumWidth(self.fontMetrics().horizontalAdvance(tr("Paint 0000 ms")))
        self._paint_ms = 0.0
        self._surface = ("", "")  # its time with its size, and alone
        self._paint_timer = QTimer(self, interval=300, singleShot=True)
        self._paint_timer.timeout.connect(self._show_paint)
        self._labels["busy"].setProperty("muted", True)
        self._labels["busy"].setAccessibleName(tr("What is being computed"))
        for signal in (store.document_changed, store.run_changed, store.cursor_changed, store.catalogue_changed):
            signal.connect(self._refresh)
        for signal in (store.busy_changed, store.run_changed, store.playing_changed, store.document_changed):
            signal.connect(self._busy_changed)
        self._refresh()
        self._busy_changed()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._layout.setSpacing(round(SPACING * grown(self)))
            self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self._height != self._row.sizeHint().height():
            self._height = self._row.sizeHint().height()
            self.updateGeometry()
        return super().event(event)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._row.minimumSizeHint().height())  # in a narrow window some of it is left out

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.setGeometry(self.rect())
        self._fit()

    def _fit(self) -> None:
        """Leave out, the least needed first, what there is no room for; words that are cut say less than none."""
        surface, words = self._labels["extraction"], self._surface[0]
        shown = [label for label in self._labels.values() if label.text()]
        margins, gap = self._layout.contentsMargins(), self._layout.spacing()
        room = self.width() - margins.left() - margins.right()
        for key in LEAST_NEEDED:
            wide = {surface: surface.fontMetrics().horizontalAdvance(words) + 2}
            needed = sum(max(wide.get(label, label.sizeHint().width()), label.minimumWidth()) + gap for label in shown)
            if needed <= room:
                break
            if key == SIZE:
                words = self._surface[1]
            elif self._labels[key] in shown:
                shown.remove(self._labels[key])
        surface.setText(words)
        for label in sorted(self._labels.values(), key=lambda label: label in shown):  # room is made before it is taken
            label.setVisible(label in shown)
        self._layout.activate()  # asked for later it is heard after a paint, with cut words

    @property
    def text(self) -> str:
        """All of the line, for tests and screen readers."""
        return "  ".join(label.text() for label in self._labels.values() if label.text())

    @Slot(float)
    def painted(self, milliseconds: float) -> None:
        """Told at every paint, shown a few times a second."""
        self._paint_ms = milliseconds
        if not self._paint_timer.isActive():
            self._paint_timer.start()

    @Slot()
    def _show_paint(self) -> None:
        self._labels["paint"].setText(tr("Paint {paint_ms:.0f} ms", paint_ms=self._paint_ms))
        self._fit()

    @Slot()
    def _busy_changed(self) -> None:
        session = self._store.session
        first = session.document is not None and session.last == 0
        idle = tr("Space plays, → takes one step") if first and not session.playing else ""
        leave = tr(" (Esc gives it up)") if session.busy in GIVEN_UP and session.document is not None else ""
        self._labels["busy"].setText(f"{session.busy} …{leave}" if session.busy else idle)
        self._fit()

    @Slot()
    def _refresh(self) -> None:
        session = self._store.session
        self._labels["device"].setText(session.catalogue.device if session.catalogue else "")
        entry = session.entry
        if entry is None:
            self._labels["step"].setText(tr("No shape is open"))
            return
        where = tr("Step {cursor} of {trained}", cursor=session.cursor, trained=session.trained)
        if entry.record.extrapolated:
            beyond = session.cursor - session.trained
            where = tr(
                "Step {trained} + {beyond} ({word})",
                trained=session.trained,
                beyond=beyond,
                word=translated(past(session.refine_steps).word),
            )
        diverged = tr(", diverged") if entry.record.diverged else ""
        self._labels["step"].setText(f"{where}{diverged}")
        self._labels["loss"].setText(tr("Context loss {context_loss}", context_loss=number(entry.record.context_loss)))
        method = f"{entry.record.method_seconds * 1000:.1f} ms" if session.cursor else "–"
        self._labels["method"].setText(tr("Method {method}", method=method))
        level = entry.level
        if level is not None:
            words, sentence = badge(entry, RESTING_RESOLUTION[level.dim])
            self._labels["badge"].setText(words)
            self._labels["badge"].setToolTip(sentence)
            kind = tr("triangles") if level.dim == 3 else tr("segments")
            whole = tr(
                "Surface {seconds:.0f} ms ({resolution}{what}, {elements:,} {kind})",
                seconds=level.seconds * 1000,
                resolution=level.resolution,
                what="³" if level.dim == 3 else "²",
                elements=len(level.elements),
                kind=kind,
            )
            self._surface = whole, tr("Surface {seconds:.0f} ms", seconds=level.seconds * 1000)
            self._labels["extraction"].setText(whole)  # or less, where there is no room
        self._fit()
