"""The panel of the inspection: iso-value, error against the truth, residuals, slice plane, exact numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.document.formatting import number
from app.document.inspection import FREE, LARGEST_ISO, LARGEST_OFFSET
from app.document.store import Store
from app.system.words import plain, tr
from app.widgets.sliders import NumberSlider

if TYPE_CHECKING:
    from core.analysis.surface_error import Figures

SIDES = (
    ("", tr("&None"), tr("The surface in its own colours")),
    ("surface", tr("Surface → t&ruth"), tr("Colour the surface by its distance to the true shape: what is too much")),
    ("truth", tr("Tr&uth → surface"), tr("Colour the true shape by its distance to the surface: what is missing")),
)
AXES = (("x", tr("Across x")), ("y", tr("Across y")), ("z", tr("Across z")), ("free", tr("Free")))
FIGURES = ((tr("Mean"), "mean"), ("95 %", "p95"), (tr("Largest"), "largest"))


class InspectPanel(QWidget):
    """Edits what is inspected, and tells the figures that were found."""

    inspect_edited = Signal(object, int)  # Inspect, gesture
    error_chosen = Signal(str)  # "surface", "truth" or ""
    face_asked = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(self._build_iso())
        layout.addWidget(self._build_error())
        layout.addWidget(self._build_residual())
        layout.addWidget(self._build_slice())
        layout.addWidget(self._build_readout())
        layout.addStretch()
        for signal in (
            store.document_changed, store.inspect_changed, store.view_changed, store.cursor_changed,
            store.findings_changed,
        ):  # fmt: skip
            signal.connect(self._refresh)
        self._refresh()

    def take_actions(self, actions: dict[str, QAction]) -> None:
        """The buttons that do what actions do."""
        for button, key in ((self._swap, "swap"), (self._blink, "blink"), (self._centre, "readout_centre")):
            button.setDefaultAction(actions[key])
            button.setAccessibleName(plain(actions[key].text()))

    # --- assembly

    def _build_iso(self) -> QFormLayout:
        tip = tr("The level set at this value of the field: outward where it is positive")
        self.iso = NumberSlider(tr("Iso-value"), tip, -LARGEST_ISO, LARGEST_ISO, 0.0, decimals=3)
        form = _form()
        form.addRow(tr("Iso-value"), self.iso)
        self.iso.edited.connect(self._slid)
        return form

    def _build_error(self) -> QGroupBox:
        group, layout = _group(tr("Error against the true shape"))
        self.sides = QButtonGroup(self)
        for index, (_, words, tip) in enumerate(SIDES):
            button = QRadioButton(words)
            _named(button, words, tip)
            self.sides.addButton(button, index)
            layout.addWidget(button)
        self.sides.idClicked.connect(lambda index: self.error_chosen.emit(SIDES[index][0]))
        self._swap, self._blink = _tool(), _tool()
        row = QHBoxLayout()
        row.addWidget(self._swap)
        row.addWidget(self._blink)
        row.addStretch()
        layout.addLayout(row)
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(10)
        self.figures: dict[tuple[str, str], QLabel] = {}
        for column, (words, _) in enumerate(FIGURES, 1):
            self._table.addWidget(_muted(words), 0, column, Qt.AlignmentFlag.AlignRight)
        for row_, (way, words) in enumerate((("forth", tr("Surface → truth")), ("back", tr("Truth → surface"))), 1):
            self._table.addWidget(_muted(words), row_, 0)
            for column, (title, name) in enumerate(FIGURES, 1):
                label = self.figures[way, name] = QLabel()
                label.setAccessibleName(f"{words}: {title}")
                label.setMinimumWidth(label.fontMetrics().horizontalAdvance("0.00000"))
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
                self._table.addWidget(label, row_, column, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(self._table)
        self._about_error = _muted("")
        layout.addWidget(self._about_error)
        return group

    def _build_residual(self) -> QGroupBox:
        group, layout = _group(tr("Observed points"))
        self.residual = QCheckBox(tr("Colour them by &residual"))
        _named(
            self.residual,
            tr("Colour the observed points by residual"),
            tr("How far the field is from what was observed"),
        )
        self.about_residual = _muted("")
        layout.addWidget(self.residual)
        layout.addWidget(self.about_residual)
        self.residual.clicked.connect(self._edited)
        return group

    def _build_slice(self) -> QGroupBox:
        group, layout = _group(tr("Slice plane"))
        self.slicing = QCheckBox(tr("&Show the field on a plane"))
        _named(
            self.slicing,
            tr("Show the slice plane"),
            tr("The field as a heat map with isolines; drag its knob in the view"),
        )
        self.axis = QComboBox()
        for key, words in AXES:
            self.axis.addItem(words, key)
        _named(self.axis, tr("Direction of the slice"), tr("Across an axis of the box, or any direction"))
        self.offset = NumberSlider(tr("Place of the slice"), tr("Distance from the centre"), -1.0, 1.0, 0.0, decimals=3)
        self.azimuth = NumberSlider(
            tr("Azimuth of the slice"), tr("Turn about the vertical axis; 0° faces the front"), *FREE["azimuth"], -38.0,
            unit="°", decimals=1,
        )  # fmt: skip
        self.height_ = NumberSlider(
            tr("Tilt of the slice"), tr("Tilt; 90° is horizontal"), *FREE["height"], 20.0, unit="°", decimals=1
        )
        self.face = QPushButton(tr("&Face the view"))
        _named(self.face, tr("Face the view"), tr("Turn the slice so that you look straight on it"))
        self.open_ = QCheckBox(tr("Cut the surface &open"))
        _named(self.open_, tr("Cut the surface open"), tr("Take away the half of the surface that hides the slice"))
        layout.addWidget(self.slicing)
        form = _form()
        for words, widget in (
            (tr("Across"), self.axis),
            (tr("Place"), self.offset),
            (tr("Azimuth"), self.azimuth),
            (tr("Tilt"), self.height_),
        ):
            form.addRow(words, widget)
        layout.addLayout(form)
        layout.addWidget(self.open_)
        layout.addWidget(self.face)
        self._about_slice = _muted("")
        layout.addWidget(self._about_slice)
        self.slicing.clicked.connect(self._edited)
        self.open_.clicked.connect(self._edited)
        self.axis.activated.connect(self._edited)
        for slider in (self.offset, self.azimuth, self.height_):
            slider.edited.connect(self._slid)
        self.face.clicked.connect(self.face_asked)
        return group

    def _build_readout(self) -> QGroupBox:
        group, layout = _group(tr("Exact numbers"))
        self.readout = QCheckBox(tr("Under the &mouse"))
        _named(
            self.readout,
            tr("Exact numbers under the mouse"),
            tr("Position, field, slope and distances where the mouse is"),
        )
        self._centre = _tool()
        layout.addWidget(self.readout)
        layout.addWidget(self._centre)
        self.readout.clicked.connect(self._edited)
        return group

    # --- both ways

    @Slot()
    def _edited(self) -> None:
        self._edit(0)

    @Slot(float, int)
    def _slid(self, value: float, gesture: int) -> None:
        self._edit(gesture)

    def _edit(self, gesture: int) -> None:
        axis, offset = self.axis.currentData(), self.offset.value
        largest = LARGEST_OFFSET[axis]
        inspect = self._store.session.inspect
        self.inspect_edited.emit(
            replace(
                inspect,
                iso=self.iso.value,
                residual=self.residual.isChecked(),
                slicing=self.slicing.isChecked(),
                axis=axis,
                offset=min(max(offset, -largest), largest),
                azimuth=self.azimuth.value,
                height=self.height_.value,
                open=self.open_.isChecked(),
                readout=self.readout.isChecked(),
            ),
            gesture,
        )

    @Slot()
    def _refresh(self) -> None:
        """Show what is really inspected, and what was found."""
        session = self._store.session
        document, inspect = session.document, session.inspect
        self.setEnabled(document is not None)
        largest = LARGEST_OFFSET[inspect.axis]
        self.offset.set_range(-largest, largest)
        for slider, value in (
            (self.iso, inspect.iso), (self.offset, inspect.offset), (self.azimuth, inspect.azimuth),
            (self.height_, inspect.height),
        ):  # fmt: skip
            slider.set_value(value)
        for box, on in (
            (self.residual, inspect.residual), (self.slicing, inspect.slicing), (self.open_, inspect.open),
            (self.readout, inspect.readout),
        ):  # fmt: skip
            box.setChecked(on)
        self.axis.setCurrentIndex(self.axis.findData(inspect.axis))
        solid = document is not None and document.source.dim == 3
        self.slicing.setEnabled(solid)
        for widget in (self.axis, self.offset, self.open_, self.face):
            widget.setEnabled(solid and inspect.slicing)
        for widget in (self.azimuth, self.height_):
            widget.setEnabled(solid and inspect.slicing and inspect.axis == "free")
        self._about_slice.setText(
            "" if solid else tr("A 2D field is shown whole: heat map and isolines are there anyway.")
        )
        self._about_slice.setVisible(not solid)
        self._show_error()
        self._show_residual()

    def _show_error(self) -> None:
        session = self._store.session
        known = session.document is not None and session.document.source.has_truth
        side = session.inspect.side if session.view.color == "truth" else ""
        for index, (key, _, _) in enumerate(SIDES):
            self.sides.button(index).setEnabled(known)
            self.sides.button(index).setChecked(key == side)
        error = session.found("error") if session.view.color == "truth" else None
        for (way, name), label in self.figures.items():
            figures: Figures | None = None if error is None else getattr(error, way)
            label.setText("–" if figures is None else _words(getattr(figures, name)))
        if not known:
            words = tr("The true shape is not known here.")
        elif not side:
            words = tr("Choose a direction to measure.")
        else:
            words = (
                tr("Measured when nothing moves …") if error is None else tr("In units of the box, which is 2 wide.")
            )
        self._about_error.setText(words)

    def _show_residual(self) -> None:
        session = self._store.session
        found = session.found("residual") if session.inspect.residual else None
        if found is None or session.document is None or not len(found):
            self.about_residual.setText(tr("Field minus what was observed; 0 within what is known."))
            return
        import numpy as np

        worst = float(np.abs(found).max())
        rms = float(np.sqrt(np.mean(np.square(found, dtype=np.float64))))
        self.about_residual.setText(
            tr(
                "RMS {rms}, largest {worst} of {found:,} points (box = 2).",
                rms=number(rms),
                worst=number(worst),
                found=len(found),
            )
        )


def _words(value: float) -> str:
    """A figure: no number where there is no surface to measure from."""
    return "–" if value != value else number(value)


def _group(title: str) -> tuple[QGroupBox, QVBoxLayout]:
    group = QGroupBox(title)
    layout = QVBoxLayout(group)
    layout.setContentsMargins(8, 6, 8, 8)
    layout.setSpacing(5)
    return group, layout


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("muted", True)
    label.setWordWrap(len(text) > 30 or not text)
    return label


def _tool() -> QToolButton:
    button = QToolButton()
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    return button


def _named(widget: QWidget, name: str, tip: str) -> None:
    widget.setAccessibleName(plain(name))
    widget.setToolTip(tip)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus if isinstance(widget, QComboBox) else Qt.FocusPolicy.TabFocus)
