"""What is seen of the open shape: kind, number of points, seed."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QSpinBox, QToolButton, QVBoxLayout, QWidget

from app.document.store import Store
from app.system.words import tr
from app.widgets.icons import icon
from app.widgets.theme import LIGHT, Theme

KINDS = {
    "dense": (tr("Dense"), tr("Exact signed distances at points in the whole volume")),
    "surface": (tr("Surface"), tr("Points of the whole surface, nothing else")),
    "unoriented": (
        tr("Sides"),
        tr("Points of the whole surface; from where one can look out between them tells which side is outside"),
    ),
    "oriented": (
        tr("Normals"),
        tr("Points of the whole surface with the side they face, and what that tells of the space"),
    ),
    "scan": (
        tr("Scan"),
        tr("One view of a depth camera: the visible surface, the free space before it, solid just behind it"),
    ),
    "half": (tr("Half"), tr("Distances in one part; the rest is hidden")),
    "as-is": (tr("As it is"), tr("What the file itself holds: its points, with what is known beside them")),
}
if TYPE_CHECKING:
    from core.observation.observation import Observation

APPLY_AFTER_MS = 350
"""Quiet time after which typed numbers are applied."""


def count_words(observation: Observation) -> str:
    """How many points of each sort were observed."""
    surface = int(observation.on_surface.sum())
    exact = int((observation.lower == observation.upper).sum()) - surface
    bounded = len(observation.points) - surface - exact
    counts = (
        tr("{count:,} on the surface", count=surface) if surface else "",
        tr("{count:,} with an exact distance", count=exact) if exact else "",
        tr("{count:,} with bounds of the distance", count=bounded) if bounded else "",
    )
    return tr("Points: {counts}.", counts=tr(", ").join(filter(None, counts)))


class ObservePanel(QWidget):
    """Edits the setup of the open document; each edit observes the same source anew."""

    setup_edited = Signal(object)  # Setup

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._kind = QComboBox()
        self._kind.setObjectName("kind")
        self._kind.setAccessibleName(tr("Kind of observation"))
        self._kind.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._count = QSpinBox(minimum=2, maximum=16384, singleStep=128, value=1024)
        self._count.setObjectName("count")
        self._count.setAccessibleName(tr("Number of points"))
        self._count.setToolTip(tr("How many points are observed: 2 to 16,384"))
        self._count.setGroupSeparatorShown(True)
        self._seed = QSpinBox(minimum=0, maximum=999_999)
        self._seed.setAccessibleName(tr("Seed"))
        self._seed.setToolTip(tr("The same seed gives the same points (and the same camera of a scan): 0 to 999,999"))
        self._dice = QToolButton()
        self._dice.setObjectName("dice")
        self._dice.setAccessibleName(tr("Another seed"))
        self._dice.setToolTip(tr("Another seed: other points, another camera"))
        self._dice.setIconSize(QSize(18, 18))
        self._dice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.summary = QLabel()
        self.summary.setProperty("muted", True)
        self.summary.setWordWrap(True)
        self.summary.setAccessibleName(tr("What is observed"))
        seeds = QHBoxLayout()
        seeds.addWidget(self._seed, 1)
        seeds.addWidget(self._dice)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("&Kind"), self._kind)
        form.addRow(tr("Poi&nts"), self._count)
        form.addRow(tr("S&eed"), seeds)
        label = form.labelForField(seeds)
        if isinstance(label, QLabel):
            label.setBuddy(self._seed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(form)
        layout.addWidget(self.summary)
        layout.addStretch()
        self._later = QTimer(self, interval=APPLY_AFTER_MS, singleShot=True)
        self._later.timeout.connect(self._apply)
        self._kind.activated.connect(self._apply)
        self._count.valueChanged.connect(self._later.start)
        self._seed.valueChanged.connect(self._later.start)
        self._dice.clicked.connect(self._throw)
        store.document_changed.connect(self.restore)
        self.set_theme(LIGHT)
        self.restore()

    def set_theme(self, theme: Theme) -> None:
        self._dice.setIcon(icon("dice", theme.text))

    @Slot()
    def restore(self) -> None:
        """Show what is really open."""
        document = self._store.session.document
        self.setEnabled(document is not None)
        if document is None:
            self.summary.setText(tr("Nothing is open."))
            return
        self._later.stop()
        self._kind.clear()
        for kind in document.source.kinds:
            words, tip = KINDS[kind]
            self._kind.addItem(words, kind)
            self._kind.setItemData(self._kind.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self._kind.setCurrentIndex(self._kind.findData(document.setup.kind))
        self._kind.setToolTip(KINDS[document.setup.kind][1])
        for box, value in ((self._count, document.setup.count), (self._seed, document.setup.seed)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
        words, views = KINDS[document.setup.kind][1], len(document.setup.spec.views)
        if document.setup.kind == "scan" and views > 1:
            words = tr("{views} views of a depth camera: the visible surface and the free space before it", views=views)
        self.summary.setText(tr("{words}. {counts}", words=words, counts=count_words(document.run.observation)))

    @Slot()
    def _throw(self) -> None:
        self._seed.setValue(random.randrange(10_000))
        self._apply()

    @Slot()
    def _apply(self) -> None:
        self._later.stop()
        document = self._store.session.document
        if document is None:
            return
        kind = self._kind.currentData() or document.setup.kind
        edited = replace(document.setup, kind=kind, count=self._count.value(), seed=self._seed.value())
        if edited != document.setup:
            self.setup_edited.emit(edited)
