"""The inspection put together: panel, actions, mouse, engine and view."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QAction

from app.document.document import View
from app.document.inspection import LARGEST_OFFSET, Inspect
from app.document.settings import Settings
from app.document.store import Store
from app.engine.engine import Engine
from app.tools.inspect.overlay import InspectView
from app.tools.inspect.panel import InspectPanel
from app.tools.inspect.readout import ReadoutLabel
from app.tools.inspect.requests import Inspecting
from app.view.mouse_tool import MouseTool
from app.view.viewport import Viewport

if TYPE_CHECKING:
    from core.analysis.ray_cast import Ray

BLINK_MS = 700
"""Time that each of the two shapes is shown while they blink."""

NOTCH = 0.05
"""How far a key moves the slice, in normalised units."""

CHECKED = {"residual": "residual", "slice": "slicing", "readout": "readout"}
"""Actions that are switches of the inspection, by key."""


class Instrument(QObject):
    """Carries out what the panel, the keys and the mouse ask for. `sighted` tells along which ray numbers are read."""

    sighted = Signal(object, float)  # Ray or None, cut

    def __init__(
        self,
        store: Store,
        engine: Engine,
        settings: Settings,
        viewport: Viewport,
        panel: InspectPanel,
        actions: dict[str, QAction],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._store, self._viewport, self._actions = store, viewport, actions
        store.set_inspect(settings.inspect)
        self.inspecting = Inspecting(store, engine, settings, self)
        self.view = InspectView(store, viewport, self)
        self.hand = MouseTool(store, viewport, self)
        self.label = ReadoutLabel(store, viewport)
        self._blink = QTimer(self, interval=BLINK_MS)
        self._blink.timeout.connect(self.swap)
        self.sighted.connect(self.inspecting.look_along)
        self.hand.dragged.connect(self.inspecting.edit)
        self.hand.pointed.connect(self.point)
        self.hand.let_go.connect(self.view.draw)
        panel.inspect_edited.connect(self.inspecting.edit)
        panel.error_chosen.connect(self._show_error)
        panel.face_asked.connect(self.face)
        panel.take_actions(actions)
        run = {
            "swap": self.swap, "slice_on": self.forward, "slice_back": self.backward,
            "readout_centre": self.read_centre,
        }  # fmt: skip
        for key, slot in run.items():
            actions[key].triggered.connect(slot)
        for key in CHECKED:
            actions[key].triggered.connect(self._switched)
        actions["blink"].toggled.connect(self.blink)
        for signal in (store.inspect_changed, store.document_changed):
            signal.connect(self._refresh)
        self._refresh()

    @property
    def _inspect(self) -> Inspect:
        return self._store.session.inspect

    @Slot()
    def swap(self) -> None:
        """The true shape in the place of the surface, or back. The camera stays."""
        document = self._store.session.document
        if document is not None and document.source.has_truth:
            other = "surface" if self._inspect.side == "truth" else "truth"
            self.inspecting.edit(replace(self._inspect, side=other))

    @Slot(bool)
    def blink(self, on: bool) -> None:
        """Swap again and again; at the end the surface is there."""
        if on:
            self.swap()
            self._blink.start()
        else:
            self._blink.stop()
            self.inspecting.edit(replace(self._inspect, side="surface"))

    @Slot()
    def forward(self) -> None:
        self._move(NOTCH)

    @Slot()
    def backward(self) -> None:
        self._move(-NOTCH)

    @Slot()
    def face(self) -> None:
        """Turn the slice so that one looks straight on it."""
        plotter = self._viewport.plotter
        if plotter is None:
            return
        import numpy as np

        from core.analysis.slicing import angles_of

        away = np.array(plotter.camera.position) - np.array(plotter.camera.focal_point)
        azimuth, height = (round(angle, 1) for angle in angles_of(away))
        self.inspecting.edit(replace(self._inspect, axis="free", slicing=True, azimuth=azimuth, height=height))

    @Slot()
    def read_centre(self) -> None:
        """Exact numbers at the middle of the view, which is marked."""
        self.view.marked = True
        self._look(self.hand.ray_at(self.hand.centre()))

    @Slot(object)
    def point(self, ray: Ray | None) -> None:
        """Read where this ray meets what is shown; None: nowhere."""
        self.view.marked = False
        self._look(ray)

    def _look(self, ray: Ray | None) -> None:
        plotter = self._viewport.plotter
        if plotter is None:
            return
        from app.render.sliceview import side_towards

        self.sighted.emit(ray, side_towards(plotter, self._inspect.plane))

    def _move(self, way: float) -> None:
        inspect = self._inspect
        if inspect.slicing:
            largest = LARGEST_OFFSET[inspect.axis]
            offset = round(min(max(inspect.offset + way, -largest), largest), 3)
            self.inspecting.edit(replace(inspect, offset=offset))

    @Slot(str)
    def _show_error(self, side: str) -> None:
        """Colours of the error on one of the two shapes; "" for none."""
        view: View = self._store.session.view
        if side:
            self._store.set_view(view.colored("truth"))
            self.inspecting.edit(replace(self._inspect, side="truth" if side == "truth" else "surface"))
        else:
            self._store.set_view(view.colored(""))
            self.inspecting.edit(replace(self._inspect, side="surface"))

    @Slot()
    def _switched(self) -> None:
        switches = {name: self._actions[key].isChecked() for key, name in CHECKED.items()}
        if not switches["readout"] and self._inspect.readout:
            self.view.marked = False
            self.sighted.emit(None, 1.0)
        self.inspecting.edit(replace(self._inspect, **switches))

    @Slot()
    def _refresh(self) -> None:
        document, inspect = self._store.session.document, self._inspect
        for key, name in CHECKED.items():
            self._actions[key].setChecked(getattr(inspect, name))
        solid = document is not None and document.source.dim == 3
        known = document is not None and document.source.has_truth
        for key in ("residual", "readout", "readout_centre"):
            self._actions[key].setEnabled(document is not None)
        for key in ("swap", "blink"):
            self._actions[key].setEnabled(known)
        self._actions["slice"].setEnabled(solid)
        for key in ("slice_on", "slice_back"):
            self._actions[key].setEnabled(solid and inspect.slicing)
        if not known:
            self._actions["blink"].setChecked(False)
