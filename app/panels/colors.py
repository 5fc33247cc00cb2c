"""What the colours of the surface stand for: one choice, in the upper left corner of the view."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.state import Store

CHOICES = {
    "": ("Plain", "One colour for the whole surface"),
    "change": ("Change in this step", "How far the surface moved in the last step, outward positive"),
    "observed": ("Distance to the observed", "Seen or imagined: distance to the nearest observed point"),
    "truth": ("Error against the truth", "Distance from the surface to the true shape; of the true shape: back"),
    "eikonal": ("Eikonal residual", "How far the slope of the field is from 1, that of a true distance"),
}
"""Words and tips by key of core.coloring, which is not imported before the engine runs."""


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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 8, 6, 4)
        layout.addWidget(label)
        layout.addWidget(self._list)
        self.adjustSize()
        self._list.activated.connect(self._chosen)
        store.view_changed.connect(self._refresh)
        store.document_changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _chosen(self) -> None:
        view = self._store.session.view
        if self._list.currentData() != view.color:
            self.view_edited.emit(replace(view, color=self._list.currentData()))

    @Slot()
    def _refresh(self) -> None:
        document, color = self._store.session.document, self._store.session.view.color
        self._list.setEnabled(document is not None)
        self._list.setCurrentIndex(self._list.findData(color))
        known = document is not None and document.source.has_truth
        model = self._list.model()
        if isinstance(model, QStandardItemModel):
            model.item(self._list.findData("truth")).setEnabled(known)
        missing = " (not known here)" if color == "truth" and not known else ""
        self._list.setToolTip(f"{CHOICES[color][1]}{missing}")
