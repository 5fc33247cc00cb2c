"""A virtual depth camera: where it stands, how bad its sensor is, and what is hidden from it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.document.document import ObservationSetup
from app.document.store import Store
from app.system.words import tr
from app.widgets.buttons import push_button
from app.widgets.settled import Settled
from app.widgets.sliders import NumberSlider
from core.observation.observation_spec import MOST_HOLES, MOST_NOISE, MOST_OUTLIERS, ObservationSpec, Region

APPLY_AFTER_MS = 250
CUTS = (
    (tr("Nothing cut away"), None),
    (tr("Hide the left"), (1.0, 0.0, 0.0)),
    (tr("Hide the right"), (-1.0, 0.0, 0.0)),
    (tr("Hide the bottom"), (0.0, 1.0, 0.0)),
    (tr("Hide the top"), (0.0, -1.0, 0.0)),
    (tr("Hide the back"), (0.0, 0.0, 1.0)),
    (tr("Hide the front"), (0.0, 0.0, -1.0)),
)
DEFAULT_NOISE = 0.005


class ScanPanel(QWidget):
    """Edits the conditions of the setup. `view_asked` asks for the view's own camera: True adds it to the others."""

    setup_edited = Signal(object, int)  # Setup, gesture
    view_asked = Signal(bool)
    brush_toggled = Signal(bool)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.here = push_button(tr("Scan &from here"), tr("One depth picture from where you look now (F)"))
        self.more = push_button(tr("&Add this view"), tr("A further depth picture from where you look now (Shift+F)"))
        self.forget = push_button(tr("Forget &views"), tr("Back to one camera, placed by the seed"))
        self.points = NumberSlider(
            tr("Points"), tr("How many points are observed"), 16, 8192, 1024, logarithmic=True, unit=tr(" points")
        )
        self.noise = NumberSlider(
            tr("Noise"), tr("Standard deviation of each measurement"), 0, MOST_NOISE, DEFAULT_NOISE, decimals=4
        )
        self.outliers = NumberSlider(
            tr("Outliers"), tr("Share of measured points that lie anywhere"), 0, 100 * MOST_OUTLIERS, 0, unit=" %"
        )
        self.holes = NumberSlider(
            tr("Holes"), tr("Share of the seen surface that is lost in patches"), 0, 100 * MOST_HOLES, 0, unit=" %"
        )
        self.cut = QComboBox()
        self.cut.setAccessibleName(tr("Cut plane"))
        self.cut.setToolTip(tr("Hide everything on one side of a plane"))
        self.cut.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for words, _ in CUTS:
            self.cut.addItem(words)
        self.where = NumberSlider(tr("Place of the cut"), tr("Where the plane cuts the box"), -1, 1, 0, decimals=2)
        self.brush = QCheckBox(tr("&Brush over the surface to hide it"))
        self.brush.setToolTip(tr("While this is on, drag over observed points in the view: they count as not seen (B)"))
        self.radius = NumberSlider(tr("Size of the brush"), tr("Radius of the brush"), 0.05, 0.5, 0.15, decimals=2)
        self.unhide = push_button(tr("&Unhide all"), tr("Undo every stroke of the brush"))
        self._about = QLabel()
        self._about.setProperty("muted", True)
        self._about.setWordWrap(True)
        self._about.setAccessibleName(tr("About the scan"))
        self._lay_out()
        self._later = Settled(self, APPLY_AFTER_MS)
        self._later.settled.connect(self._apply)
        for slider in (self.points, self.noise, self.outliers, self.holes, self.where):
            slider.edited.connect(self._later.edited)
        self.cut.activated.connect(self._later.now)
        self.here.clicked.connect(lambda: self.view_asked.emit(False))
        self.more.clicked.connect(lambda: self.view_asked.emit(True))
        self.forget.clicked.connect(self._forget_views)
        self.brush.toggled.connect(self.brush_toggled)
        self.unhide.clicked.connect(self._unhide)
        store.document_changed.connect(self.restore)
        self.restore()

    def _lay_out(self) -> None:
        buttons = QGridLayout()
        buttons.addWidget(self.here, 0, 0, 1, 2)
        buttons.addWidget(self.more, 1, 0)
        buttons.addWidget(self.forget, 1, 1)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows = (
            (tr("Points"), self.points),
            (tr("Noise"), self.noise),
            (tr("Outliers"), self.outliers),
            (tr("Holes"), self.holes),
        )
        for words, slider in (*rows, (tr("Cut"), self.cut), (tr("At"), self.where), (tr("Brush"), self.radius)):
            form.addRow(words, slider)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(buttons)
        layout.addLayout(form)
        layout.addWidget(self.brush)
        layout.addWidget(self.unhide)
        layout.addWidget(self._about)
        layout.addStretch()

    @Slot()
    def restore(self) -> None:
        """Show what is really open."""
        document = self._store.session.document
        self.setEnabled(document is not None and document.source.dim == 3)
        if document is None or document.source.dim != 3:
            self._about.setText(
                tr("Open a 3D shape to scan it.") if document is None else tr("A picture is drawn, not scanned.")
            )
            return
        self._later.stop()
        setup, can_scan = document.setup, "scan" in document.source.kinds
        for button in (self.here, self.more):
            button.setEnabled(can_scan)
        self.forget.setEnabled(bool(setup.spec.views))
        self.points.normal = float(setup.count)
        self.points.set_value(setup.count)
        normal = DEFAULT_NOISE if setup.kind == "scan" else 0.0
        self.noise.normal = normal
        self.noise.set_value(normal if setup.spec.noise is None else setup.spec.noise)
        self.outliers.set_value(100 * setup.spec.outliers)
        self.holes.set_value(100 * setup.spec.holes)
        plane = next((region for region in setup.spec.hidden if region.kind == "plane"), None)
        self.cut.setCurrentIndex(next((i for i, (_, n) in enumerate(CUTS) if plane and n == plane.vector), 0))
        self.where.setEnabled(plane is not None)
        if plane is not None:
            self.where.set_value(plane.value)
        balls = sum(region.kind == "disc" for region in setup.spec.hidden)
        self.unhide.setEnabled(balls > 0)
        self._about.setText(_words(setup, can_scan, balls))

    @Slot(int)
    def _apply(self, gesture: int) -> None:
        document = self._store.session.document
        if document is None:
            return
        setup = document.setup
        normal = CUTS[self.cut.currentIndex()][1]
        planes = () if normal is None else (Region("plane", normal, self.where.value),)
        balls = tuple(region for region in setup.spec.hidden if region.kind == "disc")
        noise = None if self.noise.value == self.noise.normal else self.noise.value
        spec = ObservationSpec(
            setup.spec.views, noise, self.outliers.value / 100, self.holes.value / 100, (*planes, *balls)
        )
        self._emit(replace(setup, count=int(self.points.value), spec=spec), gesture)

    @Slot()
    def _forget_views(self) -> None:
        document = self._store.session.document
        if document is not None:
            self._emit(replace(document.setup, spec=replace(document.setup.spec, views=())))

    @Slot()
    def _unhide(self) -> None:
        document = self._store.session.document
        if document is not None:
            spec = document.setup.spec
            planes = tuple(region for region in spec.hidden if region.kind == "plane")
            self._emit(replace(document.setup, spec=replace(spec, hidden=planes)))

    def _emit(self, setup: ObservationSetup, gesture: int = 0) -> None:
        document = self._store.session.document
        if document is not None and setup != document.setup:
            self.setup_edited.emit(setup, gesture)


def _words(setup: ObservationSetup, can_scan: bool, balls: int) -> str:
    """What the conditions are, in words."""
    if not can_scan:
        return tr("This file is a scan already: it can be made worse and hidden, but not seen from elsewhere.")
    views = len(setup.spec.views)
    if setup.kind != "scan":
        return tr("Turn the shape and press Scan from here: only what you see will be known.")
    parts = [
        tr("{views} view{what} of yours", views=views, what="s" * (views != 1))
        if views
        else tr("One view, placed by the seed")
    ]
    if balls:
        parts.append(tr("{balls} place{what} brushed away", balls=balls, what="s" * (balls != 1)))
    return tr("{join}. Lengths are in units of the box from -1 to 1.", join=tr("; ").join(parts))
