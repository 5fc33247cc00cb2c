"""A new line from the shown step on: the one thing that it does otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QGroupBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.document.document import Document
from app.document.formatting import as_sentence
from app.document.store import Store
from app.system.words import tr, translated
from app.widgets.combo import add_choice, choice_box
from app.widgets.labels import as_written
from app.widgets.sliders import NumberSlider
from core.methods.overrides import (
    LEAST_SCALE,
    LOSS_WORDS,
    MOST_POINTS,
    MOST_SCALE,
    OPTIMIZER_WORDS,
    Overrides,
    changeable,
    latest,
)

CHANGES = {
    "rate_scale": (tr("Rate scale"), tr("A factor on every learned rate")),
    "points": (tr("Points"), tr("Another number of observed points")),
    "loss": (tr("Loss"), tr("What the steps descend; the curves still show the method's own loss")),
    "optimizer": (tr("Optimiser"), tr("In place of the learned rates")),
    "checkpoint": (tr("Checkpoint"), tr("Another one, which begins anew at its own start")),
    "frozen": (tr("Frozen layers"), tr("Layers that stay as they are")),
}


LAYERS_SEEN = 4
"""Rows of the list of frozen layers that are seen without scrolling."""


class OverridesForm(QGroupBox):
    """`branch_asked` with the Overrides of the new line."""

    branch_asked = Signal(object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(tr("New branch"), parent)
        self._store = store
        self._build_editors()
        self._lay_out()
        self.what.currentIndexChanged.connect(self._what_changed)
        self.rate.edited.connect(self.tell_button)
        self.points.valueChanged.connect(self.tell_button)
        for box in (self.loss, self.optimizer, self.checkpoint):
            box.currentIndexChanged.connect(self.tell_button)
        self.frozen.itemChanged.connect(self.tell_button)
        self.go.clicked.connect(self._go)

    def _build_editors(self) -> None:
        self.what = choice_box(tr("What is changed"), tr("The one thing that the new line does otherwise"), 0)
        self.rate = NumberSlider(
            tr("Rate scale"),
            CHANGES["rate_scale"][1],
            LEAST_SCALE,
            MOST_SCALE,
            1.0,
            decimals=2,
            logarithmic=True,
            unit=" ×",
        )
        self.points = QSpinBox(minimum=2, maximum=MOST_POINTS, singleStep=64)
        self.points.setAccessibleName(tr("Points of the new line"))
        self.points.setToolTip(
            tr("How many points the new line observes: 2 to {most_points:,}", most_points=MOST_POINTS)
        )
        self.points.setGroupSeparatorShown(True)
        self.loss = choice_box(tr("Loss of the new line"), CHANGES["loss"][1], 0)
        self.optimizer = choice_box(tr("Optimiser of the new line"), CHANGES["optimizer"][1], 0)
        self.checkpoint = choice_box(tr("Checkpoint of the new line"), CHANGES["checkpoint"][1], 0)
        for box, own, words in (
            (self.loss, tr("Its own"), LOSS_WORDS),
            (self.optimizer, tr("Its own"), OPTIMIZER_WORDS),
        ):
            for key, text in {"": own, **words}.items():
                box.addItem(as_sentence(translated(text)), key)
        self.frozen = QListWidget()
        self.frozen.setAccessibleName(tr("Frozen layers of the new line"))
        self.frozen.setToolTip(tr("Layers that stay as they are, 0 the first; Space ticks the chosen one"))
        self._fit_layers()
        self._editors: dict[str, QWidget] = {
            "rate_scale": self.rate, "points": self.points, "loss": self.loss, "optimizer": self.optimizer,
            "checkpoint": self.checkpoint, "frozen": self.frozen,
        }  # fmt: skip
        self.values = QStackedWidget()
        for editor in self._editors.values():
            self.values.addWidget(editor)
            editor.installEventFilter(self)
        self.go = QPushButton()
        self.go.setAccessibleName(tr("Branch from the shown step"))
        self.go.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Chan&ge"), self.what)
        form.addRow(tr("&Value"), self.values)
        label = form.labelForField(self.values)
        self._value_label = label if isinstance(label, QLabel) else QLabel()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.go)

    def offer(self, document: Document) -> None:
        """What can be changed about the shown line, each editor at a value that is another."""
        run, now, catalogue = document.run, latest(document.run.changes), self._store.session.catalogue
        fitting = changeable(run.method)
        if fitting != tuple(self.what.itemData(n) for n in range(self.what.count())):
            self.what.clear()
            for name in fitting:
                self.what.addItem(CHANGES[name][0], name)
                self.what.setItemData(self.what.count() - 1, CHANGES[name][1], Qt.ItemDataRole.ToolTipRole)
        self.rate.set_value(now.rate_scale / 2)
        self.points.setValue(max(2, (now.points or document.setup.count) // 2))
        for box, value in ((self.loss, now.loss), (self.optimizer, now.optimizer)):
            box.setCurrentIndex(1 if box.itemData(1) != value else 2)
        used = {document.setup.checkpoint, now.checkpoint}
        infos = catalogue.checkpoints if catalogue else ()
        self.checkpoint.clear()
        for info in infos:
            if info.dim == document.source.dim and info.name not in used:
                add_choice(self.checkpoint, info.name, as_written(info.words), usable=not info.missing)
        self._offer_layers(len(run.entries[0].state.params) // 2, now.frozen)
        self.tell_button()

    def _offer_layers(self, layers: int, frozen: tuple[int, ...]) -> None:
        self.frozen.blockSignals(True)
        if self.frozen.count() != layers:
            self.frozen.clear()
            for layer in range(layers):
                end = tr(" (first)") if layer == 0 else tr(" (last)") if layer == layers - 1 else ""
                QListWidgetItem(tr("Layer {layer}{end}", layer=layer, end=end), self.frozen)
        for layer in range(layers):
            ticked = layer in frozen or (not frozen and layer == 0)
            self.frozen.item(layer).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.frozen.blockSignals(False)

    def overrides(self) -> Overrides:
        """How the new line would differ: as the shown one does, but for the chosen change."""
        document, name = self._store.session.document, self.what.currentData()
        if document is None or name is None:
            return Overrides()
        layers = [self.frozen.item(layer) for layer in range(self.frozen.count())]
        values: dict[str, Any] = {
            "rate_scale": self.rate.value, "points": self.points.value(), "loss": self.loss.currentData(),
            "optimizer": self.optimizer.currentData(), "checkpoint": self.checkpoint.currentData() or "",
            "frozen": tuple(n for n, item in enumerate(layers) if item.checkState() == Qt.CheckState.Checked),
        }  # fmt: skip
        return replace(latest(document.run.changes), **{name: values[name]})

    @Slot()
    def _what_changed(self) -> None:
        editor = self._editors.get(self.what.currentData())
        if editor is not None:
            self.values.setCurrentWidget(editor)
            self._value_label.setBuddy(editor)
            self._fit()
        self.tell_button()

    def _fit_layers(self) -> None:
        self.frozen.setFixedHeight(LAYERS_SEEN * self.frozen.fontMetrics().lineSpacing() + 12)

    def _fit(self) -> None:
        """The row of the value is as high as its editor, not as the highest one."""
        editor = self.values.currentWidget()
        if editor is not None:
            self.values.setFixedHeight(min(editor.sizeHint().height(), editor.maximumHeight()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.Show):  # larger letters while one presents
            self._fit_layers()
            self._fit()
        return super().eventFilter(watched, event)

    @Slot()
    def tell_button(self) -> None:
        """Say from where the new line would go on, and whether it would be another."""
        session = self._store.session
        anew = self.what.currentData() == "checkpoint"
        self.go.setText(
            tr("&Branch from its own start") if anew else tr("&Branch from step {cursor}", cursor=session.cursor)
        )
        other = session.document is not None and self.overrides() != latest(session.document.run.changes)
        self.go.setEnabled(other)
        self.go.setToolTip(
            tr("Both lines are kept; undo takes the new one away")
            if other
            else tr("Choose another value than the line has")
        )

    @Slot()
    def _go(self) -> None:
        self.branch_asked.emit(self.overrides())
