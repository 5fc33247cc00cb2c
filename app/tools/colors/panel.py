"""What the colours of the surface stand for: one choice, in the upper left corner of the view."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from app.document.store import Store
from app.widgets.numbers import DecimalBox

CHOICES = {
    "": ("Plain", "One colour for the whole surface"),
    "change": ("Change in this step", "How far the surface moved in the last step, outward positive"),
    "observed": ("Distance to the observed", "Seen or imagined: distance to the nearest observed point"),
    "truth": ("Error against the truth", "Distance from the surface to the true shape; of the true shape: back"),
    "eikonal": ("Eikonal residual", "How far the slope of the field is from 1, that of a true distance"),
}
"""Words and tips by key of core.measures.coloring, which is not imported before the engine runs."""


class ColorChoice(QWidget):
    """A list of quantities; the colour bar in the view tells ranges and units."""

    view_edited = Signal(object)  # View

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._list = QComboBox()
        self._list.setObjectName("colors")
        self._list.setAccessibleName("What the colours of the surface stand for")
        self._list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for key, (words, tip) in CHOICES.items():
            self._list.addItem(words, key)
            self._list.setItemData(self._list.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        label = QLabel("&Colours")
        label.setBuddy(self._list)
        self.limit = DecimalBox(minimum=1e-4, maximum=100.0, decimals=4, prefix="up to ")
        self.limit.setKeyboardTracking(False)
        self.limit.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        self.limit.setAccessibleName("Largest value that the colours tell apart")
        self.limit.setToolTip("The end of the colour range: 0.0001 to 100; choose the colours anew for the usual one")
        self.fit = QToolButton()
        self.fit.setText("Fit")
        self.fit.setAccessibleName("Fit the colour range")
        self.fit.setToolTip("A range that almost all values of the shown surface lie in; it stays at other steps")
        self.fit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(10, 8, 6, 4)
        self._choice, self._range = QHBoxLayout(), QHBoxLayout()
        for row, widgets in ((self._choice, (label, self._list)), (self._range, (self.limit, self.fit))):
            for widget in widgets:
                row.addWidget(widget)
            self._rows.addLayout(row)
        if parent is not None:
            parent.installEventFilter(self)
        self._list.activated.connect(self._chosen)
        self.limit.valueChanged.connect(self._typed)
        self.fit.clicked.connect(self._fit)
        for signal in (store.view_changed, store.document_changed):
            signal.connect(self._refresh)
        self._refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _arrange(self) -> None:
        """The range beside the list, or below it where the view is narrow."""
        edges = self._rows.contentsMargins()
        needed = self._choice.sizeHint().width() + self._range.sizeHint().width() + self._rows.spacing()
        view = self.parentWidget()
        narrow = view is not None and needed + edges.left() + edges.right() > view.width()
        self._rows.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.adjustSize()

    @Slot()
    def _chosen(self) -> None:
        view, color = self._store.session.view, self._list.currentData()
        if color != view.color or view.limit:
            self.view_edited.emit(replace(view, color=color, limit=0.0))

    @Slot(float)
    def _typed(self, value: float) -> None:
        self.view_edited.emit(replace(self._store.session.view, limit=value))

    @Slot()
    def _fit(self) -> None:
        from core.measures.coloring import fitted

        session = self._store.session
        found = session.entry.coloring if session.entry is not None else None
        limit = 0.0 if found is None or found.key != session.view.color else fitted(found)
        if limit:
            self.view_edited.emit(replace(session.view, limit=limit))

    @Slot()
    def _refresh(self) -> None:
        document, color = self._store.session.document, self._store.session.view.color
        self._list.setEnabled(document is not None)
        self._list.setCurrentIndex(self._list.findData(color))
        known = document is not None and document.source.has_truth
        model = self._list.model()
        if isinstance(model, QStandardItemModel):
            model.item(self._list.findData("truth")).setEnabled(known)
        for widget in (self.limit, self.fit):
            widget.setVisible(bool(color) and document is not None)
        if color and document is not None:
            from core.measures.coloring import SCALES

            with QSignalBlocker(self.limit):
                self.limit.setValue(self._store.session.view.limit or SCALES[color].high)
        self._arrange()
        missing = " (not known here)" if color == "truth" and not known else ""
        self._list.setToolTip(f"{CHOICES[color][1]}{missing}")
