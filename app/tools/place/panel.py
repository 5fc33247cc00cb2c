"""Where a raw scan lies: which way is up, turn, size and place; and a search for the turn that fits best."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import cast, get_args

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.document.store import Store
from app.widgets.sliders import NumberSlider
from core.observation.conditions import Axis, Placement

APPLY_AFTER_MS = 250
AXES: tuple[Axis, ...] = get_args(Axis)


class PlacePanel(QWidget):
    """Edits the placement of the setup. `search_asked` with True to begin, False to stop."""

    setup_edited = Signal(object, int)  # Setup, gesture
    search_asked = Signal(bool)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.up = QComboBox()
        self.up.setAccessibleName("Up axis of the file")
        self.up.setToolTip("The axis of the file that points up; many depth cameras have y down")
        self.up.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for axis in AXES:
            self.up.addItem(f"{axis[1]} {'up' if axis[0] == '+' else 'down'}", axis)
        self.yaw = NumberSlider("Turn", "Turn about the vertical", -180, 180, 0, unit="°")
        self.pitch = NumberSlider("Tilt forward", "Tilt about red: the top comes to the front", -90, 90, 0, unit="°")
        self.roll = NumberSlider("Tilt sideways", "Tilt about blue: the top goes to the left", -90, 90, 0, unit="°")
        self.scale = NumberSlider("Size", "Factor of the size", 0.25, 4, 1, decimals=2, logarithmic=True, unit=" ×")
        self.shift = [
            NumberSlider(f"Move along {axis}", f"Move along {axis}, box from -1 to 1", -1, 1, 0, decimals=2)
            for axis in "xyz"
        ]
        self.reset = QPushButton("As it was &loaded")
        self.reset.setToolTip("Undo every change of place")
        self.seek = QPushButton("&Find the turn")
        self.seek.setToolTip("Adapt at 24 turns and keep the one whose observed points fit best")
        self.progress = QProgressBar()
        self.progress.setAccessibleName("Progress of the search")
        self.progress.hide()
        self._about = QLabel()
        self._about.setProperty("muted", True)
        self._about.setWordWrap(True)
        self._about.setAccessibleName("About the place")
        for button in (self.reset, self.seek):
            button.setAccessibleName(button.text().replace("&", ""))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        tilts = ("Tilt forward", self.pitch), ("Tilt sideways", self.roll)
        rows = (("File has", self.up), *tilts, ("Turn", self.yaw), ("Size", self.scale))
        for words, widget in (*rows, *zip(("Left-right", "Up-down", "Front-back"), self.shift, strict=True)):
            form.addRow(words, widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.seek)
        buttons.addWidget(self.reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(form)
        layout.addLayout(buttons)
        layout.addWidget(self.progress)
        layout.addWidget(self._about)
        layout.addStretch()
        self._searching, self._words = False, ""
        self._later = QTimer(self, interval=APPLY_AFTER_MS, singleShot=True)
        self._later.timeout.connect(self._apply)
        self._gesture = 0  # that `_later` waits to carry out
        for slider in (self.pitch, self.roll, self.yaw, self.scale, *self.shift):
            slider.edited.connect(self._edited)
        self.up.activated.connect(self._apply)
        self.reset.clicked.connect(self._reset)
        self.seek.clicked.connect(self._find)
        store.document_changed.connect(self.restore)
        self.restore()

    @Slot()
    def restore(self) -> None:
        """Show what is really open."""
        document = self._store.session.document
        fits = document is not None and document.source.dim == 3 and not document.source.has_truth
        self.setEnabled(fits)
        if document is None or not fits:
            self._about.setText("Raw 3D scans are placed; meshes and pictures have their place already.")
            return
        self._later.stop()
        placement = document.setup.placement
        self.up.setCurrentIndex(AXES.index(placement.up))
        self.yaw.set_value((placement.yaw + 180) % 360 - 180)
        self.pitch.set_value(placement.pitch)
        self.roll.set_value(placement.roll)
        self.scale.set_value(placement.scale)
        for slider, value in zip(self.shift, placement.shift, strict=True):
            slider.set_value(value)
        self.reset.setEnabled(placement != Placement())
        self._about.setText(self._words or "The cross in the view: green is up, blue is the front, red is right.")

    def show_search(self, done: int, total: int, words: str) -> None:
        """How far the search is; done == total ends it."""
        self._searching = 0 <= done < total
        self.progress.setVisible(self._searching)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.seek.setText("&Stop the search" if self._searching else "&Find the turn")
        self.seek.setAccessibleName(self.seek.text().replace("&", ""))
        self._words = words
        self._about.setText(words)

    @Slot(float, int)
    def _edited(self, value: float, gesture: int) -> None:
        self._gesture = gesture
        self._later.start()

    @Slot()
    def _apply(self) -> None:
        self._later.stop()
        gesture, self._gesture = self._gesture, 0
        self._words = ""
        document = self._store.session.document
        if document is None:
            return
        up = cast("Axis", self.up.currentData())
        x, y, z = (slider.value for slider in self.shift)
        placement = Placement(up, self.yaw.value % 360, (x, y, z), self.scale.value, self.pitch.value, self.roll.value)
        if not math.isclose(placement.yaw, document.setup.placement.yaw) or placement != document.setup.placement:
            self.setup_edited.emit(replace(document.setup, placement=placement), gesture)

    @Slot()
    def _reset(self) -> None:
        self._words = ""
        document = self._store.session.document
        if document is not None:
            self.setup_edited.emit(replace(document.setup, placement=Placement()), 0)

    @Slot()
    def _find(self) -> None:
        self.search_asked.emit(not self._searching)
