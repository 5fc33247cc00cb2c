"""Context loss and held-out error of every step in one plot, each with its own labelled axis."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.state import Store
from app.theme import LIGHT, Theme
from app.words import number

if TYPE_CHECKING:
    from core.metrics import Heldout

METRICS = {
    "Mean |error|": ("l1", "held-out mean |error|"),
    "Chamfer × 1000": ("chamfer_x1000", "held-out Chamfer × 1000"),
    "IoU": ("iou", "held-out IoU"),
}


class CurvesPanel(QWidget):
    """Reads the run of the store. The plot appears when its toolkit has been loaded."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._theme = store, LIGHT
        self._plot: Any = None
        self._metric = QComboBox()
        self._metric.addItems(list(METRICS))
        self._metric.setAccessibleName("Held-out measure")
        self._metric.setToolTip("Which error against the true shape is drawn beside the context loss")
        self._metric.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        label = QLabel("&Held-out measure")
        label.setBuddy(self._metric)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._metric, 1)
        self._numbers = QLabel("")
        self._numbers.setWordWrap(True)
        self._numbers.setProperty("muted", True)
        self._numbers.setAccessibleName("Numbers of the shown step")
        self._page = QLabel("Loading the plot …", alignment=Qt.AlignmentFlag.AlignCenter)
        self._page.setProperty("muted", True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 12, 8)
        self._layout.addLayout(row)
        self._layout.addWidget(self._page, 1)
        self._layout.addWidget(self._numbers)
        self._metric.currentTextChanged.connect(self._refresh)
        for signal in (store.document_changed, store.run_changed, store.cursor_changed):
            signal.connect(self._refresh)

    @Slot()
    def toolkit_loaded(self) -> None:
        """pyqtgraph is imported: build the plot."""
        from app.plots import TwoAxisPlot

        self._plot = TwoAxisPlot()
        self._plot.setAccessibleName("Plot of context loss and held-out error by step")
        self._layout.replaceWidget(self._page, self._plot)
        self._page.deleteLater()
        self._layout.setStretchFactor(self._plot, 1)
        self.set_theme(self._theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._plot is not None:
            self._plot.set_theme(theme)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        session = self._store.session
        entries = session.document.run.entries if session.document else ()
        key, title = METRICS[self._metric.currentText()]
        self._metric.setEnabled(not entries or entries[0].heldout is not None)
        self._numbers.setText(self._words())
        if self._plot is None:
            return
        losses = [entry.record.context_loss for entry in entries]
        errors = [math.nan if e.heldout is None else float(getattr(e.heldout, key)) for e in entries]
        self._plot.show_curves(losses, errors, title, key != "iou", session.cursor, session.trained)

    def _words(self) -> str:
        session = self._store.session
        if session.document is None or session.entry is None:
            return "Nothing is open."
        heldout: Heldout | None = session.entry.heldout
        loss = f"Step {session.cursor}: context loss {number(session.entry.record.context_loss)}"
        if heldout is None and session.document.source.has_truth:
            return f"{loss}. The held-out error is being measured."
        if heldout is None:
            return f"{loss}. There is no held-out error, because the true shape is not known."
        return (
            f"{loss}; against the true shape: mean |error| {number(heldout.l1)}, "
            f"Chamfer × 1000 {number(heldout.chamfer_x1000)}, IoU {heldout.iou:.3f}."
        )
