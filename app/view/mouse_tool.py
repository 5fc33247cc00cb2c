"""The mouse over the view, for the inspection: it points at places, and drags and turns the slice by its handle."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QMouseEvent

from app.document.document import gestures
from app.document.inspection import LARGEST_OFFSET, Inspect
from app.document.store import Store
from app.view.viewport import Viewport

if TYPE_CHECKING:
    import numpy as np

    from core.analysis.ray_cast import Ray

NEAR_PIXELS = 14
"""So far from a knob the mouse still holds it."""

POINT_EVERY_MS = 60
"""Shortest time between two places that are pointed at."""

STRAIGHT_ON = 0.98
"""Cosine beyond which the plane's normal points at the eye: then up and down in the picture move it."""


@dataclass(frozen=True, eq=False)
class DragState:
    """What is held. knob: "move" or "turn". begun: as it was. way: where along the normal it was taken. y: pixel.

    gesture: number of the drag.
    """

    knob: str
    begun: Inspect
    way: float
    y: float
    gesture: int


class MouseTool(QObject):
    """Watches the events of the view before the view does."""

    pointed = Signal(object)  # Ray
    dragged = Signal(object, int)  # Inspect, gesture
    let_go = Signal()

    def __init__(self, store: Store, viewport: Viewport, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._viewport = store, viewport
        self._grip: DragState | None = None
        self._place: QPointF | None = None
        self._pause = QTimer(self, interval=POINT_EVERY_MS, singleShot=True)
        self._pause.timeout.connect(self._point)
        viewport.became_ready.connect(self._watch)
        self._watch()  # it may be ready already

    @Slot()
    def _watch(self) -> None:
        if self._viewport.plotter is not None:
            self._viewport.plotter.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or self._viewport.brush_on or self._viewport.plotter is None:
            return False
        kind, left = event.type(), Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseMove:
            return self._moved(event)
        if kind == QEvent.Type.MouseButtonPress and event.button() == left:
            return self._take(event.position())
        if kind == QEvent.Type.MouseButtonRelease:
            held, self._grip = self._grip, None
            if held is not None:
                self._viewport.lighten(False)
            self.let_go.emit()
            return held is not None
        return False

    def ray_at(self, place: QPointF) -> Ray | None:
        """The line of sight through a place of the view, in its own pixels."""
        plotter = self._viewport.plotter
        if plotter is None:
            return None
        from app.render.rays import pixel_ray
        from core.analysis.ray_cast import Ray

        return Ray(*pixel_ray(plotter, place.x(), place.y(), plotter.height(), plotter.devicePixelRatioF()))

    def centre(self) -> QPointF:
        """The middle of the view."""
        plotter = self._viewport.plotter
        return QPointF() if plotter is None else QPointF((plotter.width() - 1) / 2, (plotter.height() - 1) / 2)

    # --- pointing

    def _moved(self, event: QMouseEvent) -> bool:
        if self._grip is not None:
            self._drag(self._grip, event.position())
            return True
        if event.buttons() != Qt.MouseButton.NoButton:
            return False
        over = self._knob_at(event.position()) is not None
        plotter = self._viewport.plotter
        if plotter is not None and (over or plotter.cursor().shape() == Qt.CursorShape.OpenHandCursor):
            plotter.setCursor(Qt.CursorShape.OpenHandCursor if over else Qt.CursorShape.ArrowCursor)
        if self._store.session.inspect.readout:
            self._place = event.position()
            if not self._pause.isActive():
                self._point()
        return False

    @Slot()
    def _point(self) -> None:
        place, self._place = self._place, None
        if place is not None:
            self._pause.start()
            self.pointed.emit(self.ray_at(place))

    # --- dragging the slice

    def _take(self, place: QPointF) -> bool:
        knob, ray = self._knob_at(place), self.ray_at(place)
        if knob is None or ray is None:
            return False
        inspect = self._store.session.inspect
        self._grip = DragState(knob, inspect, along(ray, inspect), place.y(), next(gestures))
        self._viewport.lighten(True)
        return True

    def _knob_at(self, place: QPointF) -> str | None:
        inspect, document = self._store.session.inspect, self._store.session.document
        if not inspect.slicing or document is None or document.source.dim != 3 or self._viewport.plotter is None:
            return None
        from app.render import sliceview

        plane = inspect.plane
        base, tip = sliceview.handle(plane, sliceview.side_towards(self._viewport.plotter, plane))
        knobs = (("move", base), ("turn", tip)) if inspect.axis == "free" else (("move", base), ("move", tip))
        for knob, position in knobs:
            away = self.pixel_of(position) - place
            if math.hypot(away.x(), away.y()) <= NEAR_PIXELS:
                return knob
        return None

    def pixel_of(self, position: np.ndarray) -> QPointF:
        """Where in the view a place of the scene is seen."""
        plotter = self._viewport.plotter
        if plotter is None:
            return QPointF()
        renderer, ratio = plotter.renderer, plotter.devicePixelRatioF()
        renderer.SetWorldPoint(*(float(part) for part in position), 1.0)
        renderer.WorldToDisplay()
        x, y, _ = renderer.GetDisplayPoint()
        return QPointF(x / ratio, plotter.height() - 1 - y / ratio)

    def _drag(self, grip: DragState, place: QPointF) -> None:
        ray, plotter = self.ray_at(place), self._viewport.plotter
        if ray is None or plotter is None:
            return
        if grip.knob == "turn":
            self.dragged.emit(turned(ray, self._store.session.inspect, self._side()), grip.gesture)
            return
        way = along(ray, grip.begun) - grip.way
        if math.isnan(way):
            way = self._side() * (grip.y - place.y()) * 2.0 / plotter.height()
        largest = LARGEST_OFFSET[grip.begun.axis]
        offset = round(min(max(grip.begun.offset + way, -largest), largest), 3)
        self.dragged.emit(replace(self._store.session.inspect, offset=offset), grip.gesture)

    def _side(self) -> float:
        from app.render import sliceview

        plotter = self._viewport.plotter
        return 1.0 if plotter is None else sliceview.side_towards(plotter, self._store.session.inspect.plane)


def along(ray: Ray, inspect: Inspect) -> float:
    """Where the line along the plane's normal through the middle is nearest to a ray; nan where they run alike."""
    import numpy as np

    normal = np.array(inspect.plane.normal)
    slant = float(normal @ ray.direction)
    if abs(slant) > STRAIGHT_ON:
        return float("nan")
    return float((normal @ ray.origin - slant * (ray.direction @ ray.origin)) / (1 - slant * slant))


def turned(ray: Ray, inspect: Inspect, side: float) -> Inspect:
    """The free plane turned about the middle so that the end of its arm comes under the ray."""

    from app.render.sliceview import REACH
    from core.analysis.slicing import angles_of

    reach = inspect.offset + side * REACH
    size = max(abs(reach), 0.2)
    nearest = ray.at(-float(ray.origin @ ray.direction))
    depth = size**2 - float(nearest @ nearest)
    hit = nearest - math.sqrt(max(depth, 0.0)) * ray.direction
    azimuth, height = angles_of(hit if reach >= 0 else -hit)
    return replace(inspect, azimuth=round(azimuth, 1), height=round(height, 1))
