"""What is done to a raw scan before it is placed: planes off, one piece, a box, a lasso, fewer points, normals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.document.store import Store
from app.document.undo_labels import trim_words
from app.system.words import tr
from app.widgets.buttons import push_button
from app.widgets.numbers import LengthBox
from core.observation.observation_spec import Trim, Trims

if TYPE_CHECKING:
    from app.tools.scene.survey import Survey

ROWS = 4
"""Pieces, and things done, that are seen without scrolling."""


class ScenePanel(QWidget):
    """Asks for one thing more that is done (`trim_asked`), or for what is done at all (`trims_asked`).

    `mode_asked`: what the mouse is for in the view, "pick", "lasso", "box" or "". `box_asked`: what is in the box stays
    (True) or goes.
    """

    trim_asked = Signal(object)  # Trim
    trims_asked = Signal(object)  # Trims
    gap_edited = Signal(float)
    chosen = Signal(int)  # piece, -1 for none
    mode_asked = Signal(str)
    box_asked = Signal(bool)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._path, self._own, self._looked_at = "", set[LengthBox](), False
        self.plane = push_button(
            tr("Remove the largest &plane"), tr("A table, the floor or a wall goes; press again for the next")
        )
        self.thickness = LengthBox(
            tr("Thickness of the plane"), tr("What lies so far from the plane goes, on either side")
        )
        self.piece = push_button(tr("&Keep the chosen piece"), tr("Everything else goes"))
        self.gap = LengthBox(tr("Gap between pieces"), tr("Pieces lie farther apart than this"))
        self.pick = push_button(
            tr("Pick in the &view"), tr("Click on a point in the view: the piece that it is of stays"), checkable=True
        )
        self.pieces = _list(tr("Pieces of the scene"), tr("The largest first, in the colours of the view"))
        self.thin = push_button(tr("&Thin out"), tr("One point, the mean, for each cube of this edge"))
        self.edge = LengthBox(tr("Edge of the cubes"), tr("Of each cube one point stays"))
        self.normals = push_button(
            tr("Estimate &normals"), tr("From each point and its neighbours, towards the camera or outward")
        )
        self.neighbours = QSpinBox()
        self.neighbours.setRange(3, 200)
        self.neighbours.setValue(16)
        self.neighbours.setAccessibleName(tr("Points for a normal"))
        self.neighbours.setToolTip(tr("3 to 200: more are smoother, fewer are finer"))
        self.box = push_button(
            tr("&Box"),
            tr("A box in the view: drag its faces by their knobs, and all of it by the middle"),
            checkable=True,
        )
        self.box_keep = push_button(tr("Keep what is &in it"), tr("Everything outside of the box goes"))
        self.box_drop = push_button(tr("&Drop what is in it"), tr("Everything within the box goes"))
        self.lasso = push_button(
            tr("Lasso: keep"), tr("Draw around something in the view: everything else goes"), checkable=True
        )
        self.lasso_drop = push_button(
            tr("Lasso: drop"), tr("Draw around something in the view: it goes"), checkable=True
        )
        self.done = _list(tr("What was done"), tr("In this order, before the scan is placed"))
        self.back = push_button(tr("Take &back the last"), tr("As it was before"))
        self.reset = push_button(tr("As it was l&oaded"), tr("Take everything back"))
        self._about = QLabel()
        self._about.setProperty("muted", True)
        self._about.setWordWrap(True)
        self._about.setAccessibleName(tr("About the scene"))
        self._modes = {self.pick: "pick", self.box: "box", self.lasso: "lasso", self.lasso_drop: "lasso"}
        self._lay_out()
        self._connect()
        store.document_changed.connect(self.restore)
        self.restore()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        rows = ((self.plane, self.thickness), (self.thin, self.edge), (self.normals, self.neighbours))
        for row, (button, number) in enumerate(rows):
            grid.addWidget(button, row, 0)
            grid.addWidget(number, row, 1)
        grid.setColumnStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(grid)
        layout.addLayout(_row(QLabel(tr("Pieces, apart by")), self.gap))
        layout.addWidget(self.pieces)
        layout.addLayout(_row(self.piece, self.pick))
        layout.addLayout(_row(self.box, self.lasso, self.lasso_drop))
        layout.addLayout(_row(self.box_keep, self.box_drop))
        layout.addWidget(QLabel(tr("Done")))
        layout.addWidget(self.done)
        layout.addLayout(_row(self.back, self.reset))
        layout.addWidget(self._about)
        layout.addStretch()

    def _connect(self) -> None:
        self.plane.clicked.connect(lambda: self.trim_asked.emit(Trim("plane", length=self.thickness.value())))
        self.thin.clicked.connect(lambda: self.trim_asked.emit(Trim("voxel", length=self.edge.value())))
        self.normals.clicked.connect(lambda: self.trim_asked.emit(Trim("normals", count=self.neighbours.value())))
        self.piece.clicked.connect(self._keep)
        self.pieces.itemActivated.connect(self._keep)
        self.pieces.currentRowChanged.connect(self._choose)
        self.box_keep.clicked.connect(lambda: self.box_asked.emit(True))
        self.box_drop.clicked.connect(lambda: self.box_asked.emit(False))
        self.back.clicked.connect(lambda: self.trims_asked.emit(self._trims()[:-1]))
        self.reset.clicked.connect(lambda: self.trims_asked.emit(()))
        for number in (self.thickness, self.edge, self.gap):
            number.valueChanged.connect(self._edited)
        for button in self._modes:
            button.toggled.connect(self._switch)

    @Slot()
    def restore(self) -> None:
        """Show what is really open."""
        document = self._store.session.document
        fits = document is not None and document.source.dim == 3 and not document.source.has_truth
        fits = fits and document is not None and bool(document.source.points)
        self.setEnabled(fits)
        if document is not None and document.source.path != self._path:
            self._path = document.source.path
            self._forget()
        self.leave_modes()
        if document is None or not fits:
            self.pieces.clear()
            self._about.setText(tr("Raw 3D scans are cut; meshes and pictures are one object already."))
        trims = self._trims()
        self.done.clear()
        self.done.addItems([f"{number}. {trim_words(trim)}" for number, trim in enumerate(trims, 1)])
        self.done.scrollToBottom()
        for button in (self.back, self.reset):
            button.setEnabled(bool(trims))

    def show_survey(self, found: Survey) -> None:
        """The pieces that the scan has now, and lengths that suit it where nobody gave another."""
        self._looked_at = True
        for number, value in ((self.thickness, found.length), (self.edge, found.length), (self.gap, found.gap)):
            if number not in self._own:
                _propose(number, value)
        self.pieces.clear()
        from app.render.scenery import COLORS

        for count, color in zip(found.counts, COLORS, strict=False):
            square = QPixmap(12, 12)
            square.fill(QColor(color))
            share = 100 * count / found.total
            self.pieces.addItem(
                QListWidgetItem(
                    QIcon(square),
                    tr("{count:,} point{what} ({share:.0f} %)", count=count, what="s" * (count != 1), share=share),
                )
            )
        self._enable()
        plural = "s" * (found.number != 1)
        self._about.setText(
            tr(
                "{total:,} points in {number:,} piece{plural}. Lengths are those of the file.",
                total=found.total,
                number=found.number,
                plural=plural,
            )
        )

    def _forget(self) -> None:
        """Nothing is known of a file that has just been opened."""
        self._own, self._looked_at = set(), False
        for number in (self.thickness, self.edge, self.gap):
            _propose(number, number.minimum())
        self.pieces.clear()
        self._about.setText(tr("Looking for the pieces of the scan …"))

    @property
    def dropping(self) -> bool:
        """Whether what is in the lasso goes."""
        return self.lasso_drop.isChecked()

    @property
    def own_gap(self) -> float:
        """The gap that a person gave, 0 for the one that suits."""
        return self.gap.value() if self.gap in self._own else 0.0

    def leave_modes(self) -> None:
        """The mouse turns the view again."""
        for button in self._modes:
            button.setChecked(False)
        self._enable()

    def _trims(self) -> Trims:
        document = self._store.session.document
        return document.setup.trims if document is not None else ()

    def _enable(self) -> None:
        """What can be done now: nothing of a file whose lengths nobody knows yet."""
        for widget in (self.plane, self.thickness, self.thin, self.edge, self.normals, self.gap, *self._modes):
            widget.setEnabled(self._looked_at)
        self.piece.setEnabled(self.pieces.currentRow() >= 0)
        for button in (self.box_keep, self.box_drop):
            button.setEnabled(self.box.isChecked())

    @Slot()
    def _keep(self) -> None:
        if self.pieces.currentRow() >= 0:
            self.trim_asked.emit(Trim("cluster", length=self.gap.value(), rank=self.pieces.currentRow() + 1))

    @Slot(int)
    def _choose(self, row: int) -> None:
        self._enable()
        self.chosen.emit(row)

    @Slot()
    def _edited(self) -> None:
        number = self.sender()
        if isinstance(number, LengthBox):
            self._own.add(number)
        if number is self.gap:
            self.gap_edited.emit(self.gap.value())

    @Slot(bool)
    def _switch(self, on: bool) -> None:
        """One mode at a time."""
        button = self.sender()
        for other in self._modes if on else ():
            if other is not button:
                blocked = QSignalBlocker(other)
                other.setChecked(False)
                del blocked
        self._enable()
        self.mode_asked.emit(next((mode for one, mode in self._modes.items() if one.isChecked()), ""))


def _propose(number: LengthBox, length: float) -> None:
    """A length that nobody gave."""
    blocked = QSignalBlocker(number)
    number.setValue(length)
    del blocked


def _list(name: str, tip: str) -> QListWidget:
    found = QListWidget()
    found.setAccessibleName(name)
    found.setToolTip(tip)
    found.setFixedHeight(ROWS * (found.fontMetrics().height() + 6))
    return found


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget, 1)
    return row
