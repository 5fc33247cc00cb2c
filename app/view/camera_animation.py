"""Where the unseen side of an observation is, and how the camera gets there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from core.observation.observation_spec import Region

if TYPE_CHECKING:
    import numpy as np
    import pyvista as pv

    from core.observation.observation import Observation

TURN_MS, TICK_MS = 1100, 30


def hidden_side(observation: Observation) -> tuple[float, float]:
    """Azimuth in degrees and height (of a unit direction) of the side without observed points.

    Opposite the first camera; without one, opposite the centre of what was observed.
    """
    seen = observation.eye
    if seen is None:
        points, on_surface = observation.points, observation.on_surface
        seen = (points[on_surface] if on_surface.any() else points).mean(axis=0)
    return math.degrees(math.atan2(-float(seen[2]), -float(seen[0]))), 0.35


def balls_of(regions: tuple[Region, ...]) -> np.ndarray:
    """(n, 4) centre and radius of the 3D discs among the regions."""
    import numpy as np

    balls = [(*region.vector, region.value) for region in regions if region.kind == "disc" and len(region.vector) == 3]
    return np.array(balls, np.float32).reshape(-1, 4)


class Turner(QObject):
    """Moves a camera along an orbit about y, smoothly."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._plotter: pv.BasePlotter | None = None
        self._from = self._to = (0.0, 0.0)
        self._distance, self._passed = 1.0, 0

    @property
    def turning(self) -> bool:
        return self._timer.isActive()

    def begin(self, plotter: pv.BasePlotter, goal: tuple[float, float]) -> None:
        """Turn to azimuth (degrees) and height of a unit direction, at the distance where the camera stands."""
        x, y, z = plotter.camera.position
        self._distance = math.sqrt(x * x + y * y + z * z)
        azimuth = math.degrees(math.atan2(z, x))
        way = (goal[0] - azimuth + 180.0) % 360.0 - 180.0
        self._from, self._to = (azimuth, y / self._distance), (azimuth + way, goal[1])
        self._plotter, self._passed = plotter, 0
        self._timer.start()

    @Slot()
    def _tick(self) -> None:
        self._passed += TICK_MS
        part = min(1.0, self._passed / TURN_MS)
        eased = part * part * (3 - 2 * part)
        azimuth, height = (a + eased * (b - a) for a, b in zip(self._from, self._to, strict=True))
        level = math.sqrt(max(0.0, 1 - height * height))
        angle = math.radians(azimuth)
        if self._plotter is not None:
            camera = self._plotter.camera
            camera.focal_point, camera.up = (0.0, 0.0, 0.0), (0.0, 1.0, 0.0)
            camera.position = tuple(
                self._distance * value for value in (level * math.cos(angle), height, level * math.sin(angle))
            )
            self._plotter.renderer.ResetCameraClippingRange()
            self._plotter.update()
        if part >= 1.0:
            self._timer.stop()
            self._plotter = None
