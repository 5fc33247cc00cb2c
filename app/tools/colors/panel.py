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
from app.system.words import tr, translated
from app.widgets.numbers import DecimalBox
from core.measures.quantities import QUANTITIES

PLAIN = (tr("Plain"), tr("One colour for the whole surface"))


class ColorChoice(QWidget):
    """A list of quantities; the colour bar in the view tells ranges and units."""

    view_edited = Signal(object)  # View

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store, self._quiet = store, False
        self._list = QComboBox()
        self._list.setObjectName("colors")
        self._list.setAccessibleName(tr("What the colours of the surface stand for"))
        self._list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for key in ("", *QUANTITIES):
            words, tip = _words(key)
            self._list.addItem(words, key)
            self._list.setItemData(self._list.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        label = QLabel(tr("&Colours"))
        label.setBuddy(self._list)
        self.limit = DecimalBox(minimum=1e-4, maximum=100.0, decimals=4, prefix=tr("up to "))
        self.limit.setKeyboardTracking(False)
        self.limit.setStepType(QAbstractSpinBox.StepType.AdaptiveDecimalStepType)
        self.limit.setAccessibleName(tr("Largest value that the colours tell apart"))
        self.limit.setToolTip(
            tr("The end of the colour range: 0.0001 to 100; choose the colours anew for the usual one")
        )
        self.fit = QToolButton()
        self.fit.setText(tr("Fit"))
        self.fit.setAccessibleName(tr("Fit the colour range"))
        self.fit.setToolTip(tr("A range that almost all values of the shown surface lie in; it stays at other steps"))
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

    @Slot()
    def be_quiet(self) -> None:
        """Be seen only where the surface has colours, until `speak`: while one presents, the view is for the shape."""
        self._quiet = True
        self._refresh()

    @Slot()
    def speak(self) -> None:
        """Be seen always."""
        self._quiet = False
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._arrange()
        return False

    def _arrange(self) -> None:
        """The range beside the list, or below it where the view is narrow."""
        self._rows.activate()  # the rows within it know what is hidden only then
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
        if self._quiet:
            self.setVisible(bool(color))
        self._list.setEnabled(document is not None)
        self._list.setCurrentIndex(self._list.findData(color))
        known = document is not None and document.source.has_truth
        model = self._list.model()
        if isinstance(model, QStandardItemModel):
            for row in QUANTITIES.values():
                model.item(self._list.findData(row.key)).setEnabled(known or row.needs != "truth")
        for widget in (self.limit, self.fit):
            widget.setVisible(bool(color) and document is not None)
        if color and document is not None:
            with QSignalBlocker(self.limit):
                self.limit.setValue(self._store.session.view.limit or QUANTITIES[color].scale.high)
        self._arrange()
        missing = tr(" (not known here)") if color and QUANTITIES[color].needs == "truth" and not known else ""
        self._list.setToolTip(f"{_words(color)[1]}{missing}")


def _words(key: str) -> tuple[str, str]:
    """How a choice is called, and what it is."""
    row = QUANTITIES.get(key)
    return PLAIN if row is None else (translated(row.choice), translated(row.scale.tip))
