"""Where a raw scan lies: which way is up, turn, size and place; and a search for the turn that fits best."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import cast, get_args

from PySide6.QtCore import Qt, Signal, Slot
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
from app.system.words import plain, tr
from app.widgets.settled import Settled
from app.widgets.sliders import NumberSlider
from core.observation.observation_spec import Axis, Placement

APPLY_AFTER_MS = 250
AXES: tuple[Axis, ...] = get_args(Axis)


class PlacePanel(QWidget):
    """Edits the placement of the setup. `search_asked` with True to begin, False to stop."""

    setup_edited = Signal(object, int)  # Setup, gesture
    handle_wanted = Signal(bool)
    search_asked = Signal(bool)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.up = QComboBox()
        self.up.setAccessibleName(tr("Up axis of the file"))
        self.up.setToolTip(tr("The axis of the file that points up; many depth cameras have y down"))
        self.up.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for axis in AXES:
            self.up.addItem(f"{axis[1]} {(tr('up') if axis[0] == '+' else tr('down'))}", axis)
        self.yaw = NumberSlider(tr("Turn"), tr("Turn about the vertical"), -180, 180, 0, unit="°")
        self.pitch = NumberSlider(
            tr("Tilt forward"), tr("Tilt about red: the top comes to the front"), -90, 90, 0, unit="°"
        )
        self.roll = NumberSlider(
            tr("Tilt sideways"), tr("Tilt about blue: the top goes to the left"), -90, 90, 0, unit="°"
        )
        self.scale = NumberSlider(
            tr("Size"), tr("Factor of the size"), 0.25, 4, 1, decimals=2, logarithmic=True, unit=" ×"
        )
        self.shift = [
            NumberSlider(
                tr("Move along {axis}", axis=axis),
                tr("Move along {axis}, box from -1 to 1", axis=axis),
                -1,
                1,
                0,
                decimals=2,
            )
            for axis in "xyz"
        ]
        self.reset = QPushButton(tr("As it was &loaded"))
        self.reset.setToolTip(tr("Undo every change of place"))
        self.handle = QPushButton(tr("By &hand"))
        self.handle.setCheckable(True)
        self.handle.setToolTip(
            tr("A box in the view: its middle knob moves the scan, the others size it, its faces turn it")
        )
        self.seek = QPushButton(tr("&Find the turn"))
        self.seek.setToolTip(tr("Adapt at 24 turns and keep the one whose observed points fit best"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the search"))
        self.progress.hide()
        self.about = QLabel()
        self.about.setProperty("muted", True)
        self.about.setWordWrap(True)
        self.about.setAccessibleName(tr("About the place"))
        for button in (self.handle, self.reset, self.seek):
            button.setAccessibleName(plain(button.text()))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self._searching, self._words = False, ""
        self._later = Settled(self, APPLY_AFTER_MS)
        self._later.settled.connect(self._apply)
        for slider in (self.pitch, self.roll, self.yaw, self.scale, *self.shift):
            slider.edited.connect(self._later.edited)
        self.up.activated.connect(self._later.now)
        self.reset.clicked.connect(self._reset)
        self.seek.clicked.connect(self._find)
        self.handle.toggled.connect(self.handle_wanted)
        store.document_changed.connect(self.restore)
        self.restore()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        tilts = (tr("Tilt forward"), self.pitch), (tr("Tilt sideways"), self.roll)
        rows = ((tr("File has"), self.up), *tilts, (tr("Turn"), self.yaw), (tr("Size"), self.scale))
        for words, widget in (
            *rows,
            *zip((tr("Left-right"), tr("Up-down"), tr("Front-back")), self.shift, strict=True),
        ):
            form.addRow(words, widget)
        buttons = QHBoxLayout()
        buttons.addWidget(self.handle)
        buttons.addWidget(self.seek)
        buttons.addWidget(self.reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(form)
        layout.addLayout(buttons)
        layout.addWidget(self.progress)
        layout.addWidget(self.about)
        layout.addStretch()

    @Slot()
    def restore(self) -> None:
        """Show what is really open."""
        document = self._store.session.document
        fits = document is not None and document.source.dim == 3 and not document.source.has_truth
        self.setEnabled(fits)
        if document is None or not fits:
            self.about.setText(tr("Raw 3D scans are placed; meshes and pictures have their place already."))
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
        self.about.setText(self._words or tr("The cross in the view: green is up, blue is the front, red is right."))

    def show_search(self, done: int, total: int, words: str) -> None:
        """How far the search is; done == total ends it."""
        self._searching = 0 <= done < total
        self.progress.setVisible(self._searching)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.seek.setText(tr("&Stop the search") if self._searching else tr("&Find the turn"))
        self.seek.setAccessibleName(plain(self.seek.text()))
        self._words = words
        self.about.setText(words)

    @Slot(int)
    def _apply(self, gesture: int) -> None:
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
