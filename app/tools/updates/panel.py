"""What the steps are made of: norms by layer, learned rates, alignment of gradients, and a slice of the loss."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.document.store import Store
from app.system.words import tr, translated
from app.tools.updates import sentences
from app.widgets.combo import choice_box
from app.widgets.theme import LIGHT, Theme
from core.methods.registry import info_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from core.analysis.loss_slice import LossSlice
    from core.analysis.probes import Rates, StepProbe

VIEWS = {
    "gradient": (tr("Gradient norm of each layer"), tr("How steep the context loss is by the weights of each layer")),
    "update": (tr("Update norm of each layer"), tr("How far each step moves the weights of each layer")),
    "effective": (
        tr("Update per unit of gradient"),
        tr("Length of the update divided by that of the gradient, by layer"),
    ),
    "cosine": (tr("Alignment with the step before"), tr("Cosine between each gradient and the one before it")),
    "rate map": (tr("Learned rates: map"), tr("One cell for each tensor and step, or for each weight of one tensor")),
    "rate histogram": (tr("Learned rates: histogram"), tr("How many weights move at which rate")),
    "steps": (tr("Alignment between steps"), tr("Cosine between the gradients of every two steps of this run")),
    "tasks": (
        tr("Alignment between tasks"),
        tr("Cosine between the first gradients of this task and of others, all at φ₀"),
    ),
    "slice": (tr("Loss slice"), tr("The context loss on the plane through φ₀, the last step and another solution")),
}
SERIES = {
    "gradient": tr("gradient norm (loss per weight)"),
    "update": tr("update norm (weights)"),
    "effective": tr("update / gradient"),
    "cosine": tr("cosine with the gradient before"),
}
RATES, SLICE = ("rate map", "rate histogram"), "slice"


class UpdatesPanel(QWidget):
    """Shows what it is given. `asked` when the chosen view wants data; `slice_asked` with another checkpoint's name."""

    asked = Signal()
    slice_asked = Signal(str)
    slice_stopped = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._theme = store, LIGHT
        self.probes: list[StepProbe] = []
        self.rates: Rates | None = None
        self.steps: tuple[list[int], np.ndarray] | None = None
        self.tasks: tuple[list[str], np.ndarray] | None = None
        self.slice: LossSlice | None = None
        self.running = False
        self.plots: dict[str, Any] = {}
        self._build()
        store.cursor_changed.connect(self._mark)

    def _build(self) -> None:
        self.view = choice_box(
            tr("What is shown of the steps"), tr("Norms, rates, alignment or the loss around the steps")
        )
        for key, (words, tip) in VIEWS.items():
            self.view.addItem(words, key)
            self.view.setItemData(self.view.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.tensor = choice_box(tr("Tensor whose rates are shown"), tr("All tensors together, or the weights of one"))
        self.rate_step = choice_box(tr("Step whose rates are shown"), tr("All trained steps together, or one of them"))
        self.other = choice_box(
            tr("Other solution of the loss slice"), tr("Adapted to the same observation to its own end first")
        )
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows = (
            (tr("&Show"), self.view),
            (tr("&Tensor"), self.tensor),
            (tr("St&ep"), self.rate_step),
            (tr("&Other"), self.other),
        )
        for words, box in rows:
            self.form.addRow(words, box)
        self.go = QPushButton(tr("&Compute the slice"))
        self.go.setToolTip(tr("Evaluate the context loss at 41 × 41 places; the same button stops it"))
        self.go.setAccessibleName(tr("Compute the slice"))
        self.go.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the loss slice"))
        self.page = QLabel(tr("Loading the plot …"), alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self.page.setProperty("muted", True)
        self.page.setAccessibleName(tr("Why there is no plot"))
        holder = QWidget()
        holder.setMinimumHeight(260)
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.page)
        self.numbers = QLabel("", wordWrap=True)
        self.numbers.setAccessibleName(tr("Numbers of the shown step or cell"))
        self.numbers.setProperty("muted", True)
        self.numbers.setMinimumHeight(3 * self.numbers.fontMetrics().lineSpacing())
        self.numbers.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(self.form)
        for widget in (self.go, self.progress):
            layout.addWidget(widget)
        layout.addWidget(holder, 1)
        layout.addWidget(self.numbers)
        self.view.currentIndexChanged.connect(self._view_changed)
        for box in (self.tensor, self.rate_step):
            box.currentIndexChanged.connect(self.refresh)
        self.go.clicked.connect(self._go)
        for box in (self.view, self.tensor, self.rate_step, self.other):
            label = self.form.labelForField(box)
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance("Tensor") + 4)  # rows come and go
        self.show_rates(None)
        self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(400, 560)

    @property
    def key(self) -> str:
        """The chosen view."""
        return self.view.currentData()

    def build_plots(self) -> Iterator[None]:
        """pyqtgraph is imported: build the plots, one at a time."""
        from app.widgets.bar_plots import BarsPlot
        from app.widgets.cell_plots import MatrixPlot, SlicePlot
        from app.widgets.probe_plots import SeriesPlot

        kinds = {
            "series": (SeriesPlot, tr("Plot of norms by step")),
            "matrix": (MatrixPlot, tr("Map of rates or of alignment")),
            "bars": (BarsPlot, tr("Histogram of the learned rates")),
            "slice": (SlicePlot, tr("Loss on the plane through three solutions")),
        }
        built = {}
        for name, (kind, words) in kinds.items():
            built[name] = kind(words)
            built[name].pointed.connect(self._pointed)
            yield
        for plot in built.values():
            self._stack.addWidget(plot)
        self.plots = built
        self.set_theme(self._theme)
        yield

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for plot in self.plots.values():
            plot.set_theme(theme)
        self.refresh()

    def offer_others(self, names: list[str]) -> None:
        """Checkpoints whose solution has the same field, for the slice."""
        if names == [self.other.itemText(i) for i in range(self.other.count())]:
            return
        kept = self.other.currentText()
        self.other.clear()
        self.other.addItems(names)
        self.other.setCurrentIndex(max(0, self.other.findText(kept)))

    def forget(self) -> None:
        """Another document: nothing is known of it yet."""
        self.probes, self.rates, self.steps, self.tasks, self.slice = [], None, None, None, None
        self.refresh()

    def show_rates(self, rates: Rates | None) -> None:
        """The learned rates of the method that is open; None for one that has none."""
        self.rates = rates
        for box, all_, names in (
            (self.tensor, tr("All tensors"), () if rates is None else rates.names),
            (
                self.rate_step,
                tr("All steps"),
                () if rates is None else [tr("Step {n}", n=n + 1) for n in range(rates.steps)],
            ),
        ):
            box.blockSignals(True)
            box.clear()
            box.addItem(all_, None)
            for place, name in enumerate(names):
                box.addItem(name, place)
            box.blockSignals(False)
            box.setEnabled(rates is not None)
        self.refresh()

    def show_progress(self, done: int, total: int) -> None:
        """Of the slice; done == total ends it."""
        self.running = done < total
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self._arrange()

    @Slot()
    def _view_changed(self) -> None:
        self._arrange()
        self.refresh()
        self.asked.emit()

    def _arrange(self) -> None:
        """Only the controls of the chosen view."""
        key = self.key
        self.form.setRowVisible(self.tensor, key in RATES)
        self.form.setRowVisible(self.rate_step, key in RATES)
        self.form.setRowVisible(self.other, key == SLICE)
        self.go.setVisible(key == SLICE)
        self.go.setText(tr("&Stop") if self.running else tr("&Compute the slice"))
        self.go.setAccessibleName(tr("Stop the slice") if self.running else tr("Compute the slice"))
        self.progress.setVisible(key == SLICE and self.running)
        self.other.setEnabled(not self.running)

    @Slot()
    def _go(self) -> None:
        if self.running:
            self.slice_stopped.emit()
        elif self.other.currentText():
            self.slice_asked.emit(self.other.currentText())

    @Slot()
    def refresh(self) -> None:
        """Draw the chosen view from what is known."""
        if not self.plots:
            return
        self.view.setToolTip(VIEWS[self.key][1])
        missing = self._missing()
        if missing:
            self.page.setText(missing)
            self._stack.setCurrentWidget(self.page)
            self.numbers.setText("")
            return
        if self.key in SERIES:
            self._draw_series()
        elif self.key == "rate map":
            self._draw_rates()
        elif self.key == "rate histogram":
            self._draw_histogram()
        elif self.key == SLICE:
            self._draw_slice()
        else:
            self._draw_alignment()
        self._mark()

    def _missing(self) -> str:
        """Why the chosen view is empty, "" when it is not."""
        session, key = self._store.session, self.key
        if session.document is None:
            return tr("Nothing is open.")
        method = info_of(session.document.run.method)
        if not method.network:
            return translated(method.no_rates)
        if key in RATES:
            return "" if self.rates is not None else translated(method.no_rates) or tr("Looking for the rates …")
        if method.reads_points and key in ("gradient", "effective", "cosine", "steps", "tasks"):
            return f"{translated(method.gradient)}."
        if key == "tasks":
            return "" if self.tasks is not None else tr("Comparing with other tasks …")
        if session.last < 1:
            return tr("Take a step first (Right); it is looked into here.")
        if key == SLICE:
            return "" if self.slice is not None else tr("Choose another solution and compute the slice.")
        if key == "steps":
            return "" if self.steps is not None else tr("Comparing the gradients …")
        return "" if self.probes else tr("Looking into the steps …")

    def _draw_series(self) -> None:
        from core.analysis.probes import by_layer

        steps, series = [probe.step for probe in self.probes], {}
        rows, layers = [], {}
        for probe in self.probes:
            gradient = by_layer(probe.names, probe.gradient_norms) if probe.gradient_norms else {}
            update = by_layer(probe.names, probe.update_norms)
            field = by_layer(self._field_names(len(probe.field_norms)), probe.field_norms)
            layers |= {**gradient, **update, **field}
            if self.key == "gradient":
                row = {**gradient, "all": probe.gradient_norm}
            elif self.key == "cosine":
                row = {"cosine": probe.cosine}
            elif self.key == "effective":
                row = {name: update[name] / g if g > 0 else math.nan for name, g in gradient.items()}
            else:
                row = {**update, **field, "all": probe.update_norm}
            rows.append(row)
        for name in rows[0]:
            series[name] = [row.get(name, math.nan) for row in rows]
        if len(rows[0]) == 2:
            series.pop("all", None)  # of one line all is the same
        cosines = self.key == "cosine"
        self.plots["series"].show_series(
            steps,
            series,
            SERIES[self.key],
            logarithmic=not cosines,
            names=[*layers, "all"],
            span=(-1.0, 1.0) if cosines else None,
        )
        self._stack.setCurrentWidget(self.plots["series"])

    def _field_names(self, count: int) -> list[str]:
        return [f"layer{i // 2}.{'bias' if i % 2 else 'weight'}" for i in range(count)]

    def _draw_rates(self) -> None:
        import numpy as np

        rates, tensor, step = self.rates, self.tensor.currentData(), self.rate_step.currentData()
        assert rates is not None, "see _missing"
        logs = np.log10(rates.table())
        if tensor is None or rates.single:
            table, rows = logs, [str(n + 1) for n in range(rates.steps)]
            columns = [name.replace("layer", "").replace(".weight", "w").replace(".bias", "b") for name in rates.names]
            if tensor is not None:
                table, columns = table[:, tensor : tensor + 1], columns[tensor : tensor + 1]
            if step is not None:
                table, rows = table[step : step + 1], rows[step : step + 1]
            labels = (tr("step"), tr("tensor (layer, w weight or b bias)"), tr("log₁₀ of the rate"))
        else:
            values = np.log10(rates.values[tensor].astype(float))
            table = values.mean(0) if step is None else values[step]
            rows, columns, labels = [], [], (tr("from unit"), tr("to unit"), tr("log₁₀ of the rate"))
        span = (float(table.min()), float(table.max()))
        middle = sum(span) / 2
        span = span if span[1] - span[0] > 0.1 else (middle - 0.05, middle + 0.05)
        self.plots["matrix"].show_matrix(table, rows, columns, labels, span)
        self._stack.setCurrentWidget(self.plots["matrix"])

    def _draw_histogram(self) -> None:
        from core.analysis.probes import rate_histogram

        assert self.rates is not None, "see _missing"
        edges, shares = rate_histogram(self.rates, self.rate_step.currentData(), self.tensor.currentData())
        self.plots["bars"].show_histogram(edges, shares, (tr("share of the weights (%)"), tr("rate")))
        self._stack.setCurrentWidget(self.plots["bars"])

    def _draw_alignment(self) -> None:
        if self.key == "steps":
            assert self.steps is not None, "see _missing"
            names, table = [str(step) for step in self.steps[0]], self.steps[1]
            labels = (tr("gradient that led to step"), tr("gradient that led to step"), tr("cosine"))
            rows = columns = names
        else:
            assert self.tasks is not None, "see _missing"
            rows, table = self.tasks
            columns, labels = [str(n + 1) for n in range(len(rows))], ("", tr("task, in the same order"), tr("cosine"))
            rows = [f"{name}  {n + 1}" for n, name in enumerate(rows)]
        self.plots["matrix"].show_matrix(table, rows, columns, labels, (-1.0, 1.0), signed=True)
        self._stack.setCurrentWidget(self.plots["matrix"])

    def _draw_slice(self) -> None:
        cut = self.slice
        assert cut is not None, "see _missing"
        self.plots["slice"].show_slice(cut.a, cut.b, cut.losses, cut.path[:, :2], cut.marks, cut.names)
        self._stack.setCurrentWidget(self.plots["slice"])

    @Slot()
    def _mark(self) -> None:
        if self.plots:
            self.plots["series"].mark(self._store.session.cursor)
            if not self._missing():
                self._pointed("")

    @Slot(str)
    def _pointed(self, words: str) -> None:
        """The numbers under the pointer, otherwise those of the shown step, which a screen reader finds as well."""
        self.numbers.setText(words or self._words())

    def _words(self) -> str:
        cursor = self._store.session.cursor
        probe = next((p for p in self.probes if p.step == cursor), None)
        if self.key in SERIES and probe is not None:
            return sentences.of_step(probe)
        if self.key in RATES and self.rates is not None:
            return sentences.of_rates(self.rates)
        if self.key == "steps" and self.steps is not None and len(self.steps[0]) > 1:
            return sentences.of_steps(self.steps[1])
        if self.key == "tasks" and self.tasks is not None:
            return sentences.of_tasks(*self.tasks)
        return sentences.of_slice(self.slice) if self.key == SLICE and self.slice is not None else ""
