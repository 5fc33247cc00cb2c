"""Context loss and held-out error of every step in one plot, each with its own labelled axis."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from app.document.formatting import number, past
from app.document.store import Store
from app.document.undo_labels import line_name
from app.system.words import tr, translated
from app.widgets.late import LatePlot
from app.widgets.theme import LIGHT, MARKS, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.measures.metrics import Heldout
    from core.runs.run import Entry

METRICS = {
    tr("Mean |error|"): ("l1", tr("held-out mean |error|")),
    tr("Chamfer × 1000"): ("chamfer_x1000", tr("held-out Chamfer × 1000")),
    tr("IoU"): ("iou", tr("held-out IoU")),
}


LONG, PACE_MS = 512, 100
"""Curves of more steps than LONG are drawn anew ten times a second at most: they take longer, step by step."""


class CurvesPanel(QWidget):
    """Reads the run of the store. The plot appears when its toolkit has been loaded."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._theme = store, LIGHT
        self._metric = QComboBox()
        self._metric.setObjectName("measure")
        self._metric.addItems(list(METRICS))
        self._metric.setAccessibleName(tr("Held-out measure"))
        self._metric.setToolTip(tr("Which error against the true shape is drawn beside the context loss"))
        self._metric.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QFormLayout()
        row.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        row.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        row.addRow(tr("&Held-out measure"), self._metric)
        self.numbers = QLabel("")
        self.numbers.setWordWrap(True)
        self.numbers.setProperty("muted", True)
        self.numbers.setAccessibleName(tr("Numbers of the shown step"))
        self.legend = QLabel("")
        self.legend.setWordWrap(True)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        self.legend.setAccessibleName(tr("Lines in the plot"))
        self._place = LatePlot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(row)
        layout.addWidget(self._place, 1)
        layout.addWidget(self.legend)
        layout.addWidget(self.numbers)
        # The view is painted first: plot and shape in one paint would hold the event loop twice as long.
        self._later = QTimer(self, interval=0, singleShot=True)
        self._later.timeout.connect(self._show_curves)
        self._metric.currentTextChanged.connect(self._refresh)
        for signal in (store.document_changed, store.run_changed, store.lines_changed, store.cursor_changed):
            signal.connect(self._refresh)

    def build_plots(self) -> Iterator[None]:
        """pyqtgraph is imported: build the plot."""
        from app.widgets.plots import TwoAxisPlot

        yield from self._place.build(TwoAxisPlot)
        self._refresh()

    @property
    def plot(self) -> Any:  # noqa: ANN401 (pyqtgraph comes late)
        """None until it is built."""
        return self._place.plot

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._place.set_theme(theme)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        session = self._store.session
        entries = session.document.run.entries if session.document else ()
        self._metric.setEnabled(not entries or entries[0].heldout is not None)
        self.numbers.setText(self._words())
        legend = self._legend()
        self.legend.setText(legend)
        self.legend.setVisible(bool(legend))
        pace = PACE_MS if len(entries) > LONG else 0
        if self.plot is not None and not (pace and self._later.isActive()):
            self._later.start(pace)

    @Slot()
    def _show_curves(self) -> None:
        from app.widgets.plots import PlottedLine

        session = self._store.session
        document = session.document
        entries = document.run.entries if document else ()
        key, title = METRICS[self._metric.currentText()]
        lines = document.all_lines if document is not None and len(document.lines) > 1 else ()
        traces = [
            PlottedLine(
                place,
                line.at,
                *_values(line.run.entries, key),
                name=line_name(line),
                shown=document is not None and line.number == document.line,
            )
            for place, line in enumerate(lines)
        ]
        values, word = _values(entries, key), translated(past(session.refine_steps).word)
        self.plot.show_curves(*values, title, key != "iou", session.cursor, session.trained, traces, word)

    def _legend(self) -> str:
        """Which mark is which line, where there are several."""
        document = self._store.session.document
        if document is None or len(document.lines) < 2:
            return ""
        parts = []
        for place, line in enumerate(document.all_lines):
            name = escape(
                tr("{line}, from step {at}", line=line_name(line), at=line.at) if line.parent >= 0 else line_name(line)
            )
            name = f"<b>{name}</b>" if line.number == document.line else name
            color = self._theme.lines[place % 6]
            parts.append(f'<span style="color:{color}">{MARKS[place % 6][1]}</span>&nbsp;{name.replace(" ", "&nbsp;")}')
        dashed = tr(" Solid: loss; dashed: error.") if any(e.heldout for e in document.run.entries) else ""
        return f"{' &nbsp; '.join(parts)}.{dashed}"

    def _words(self) -> str:
        session = self._store.session
        if session.document is None or session.entry is None:
            return tr("Nothing is open.")
        heldout: Heldout | None = session.entry.heldout
        loss = tr(
            "Step {cursor}: context loss {context_loss}",
            cursor=session.cursor,
            context_loss=number(session.entry.record.context_loss),
        )
        if heldout is None and session.document.source.has_truth:
            return tr("{loss}. The held-out error is being measured.", loss=loss)
        if heldout is None:
            return tr("{loss}. There is no held-out error, because the true shape is not known.", loss=loss)
        return tr(
            "{loss}; against the true shape: mean |error| {l1}, Chamfer × 1000 {chamfer_x1000}, IoU {iou:.3f}.",
            loss=loss,
            l1=number(heldout.l1),
            chamfer_x1000=number(heldout.chamfer_x1000),
            iou=heldout.iou,
        )


def _values(entries: tuple[Entry, ...], key: str) -> tuple[list[float], list[float]]:
    """Losses and held-out errors by step, NaN where an error is not known."""
    losses = [entry.record.context_loss for entry in entries]
    return losses, [math.nan if e.heldout is None else float(getattr(e.heldout, key)) for e in entries]
