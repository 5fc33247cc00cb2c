"""How what is shown stands in its view: whole, and beside colour bars and what lies over it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from app.view import standpoint

if TYPE_CHECKING:
    import pyvista as pv

    from app.render.studio import ViewMode

MOST_COVERED = 0.7
"""Part of the width that may be thought covered: something is left to see."""


class Framing:
    """Fits a camera to the part of its view that is left. Sizes are (width, height) of the view in pixels.

    leads: whether the camera is fitted to this view; not to one that shares it with another.
    """

    def __init__(self) -> None:
        self.leads = True
        self.covered = 0
        """Pixels at the right of the view that something lies over."""
        self._taken, self._fitted = (0.0, 0.0), 1.0

    def covered_part(self, width: int) -> float:
        """What lies over the view, as a part of its width."""
        return min(MOST_COVERED, self.covered / max(1, width))

    def _aspect(self, size: tuple[int, int]) -> float:
        """Width over height of what colour bars, and what lies over the view, leave of it."""
        return max(0.1, size[0] * (1.0 - sum(self._taken)) / max(1, size[1]))

    def begin(self, plotter: pv.BasePlotter, dim: int, mode: ViewMode, size: tuple[int, int]) -> None:
        """The standard view."""
        from app.render import studio

        self._fitted = self._aspect(size)
        studio.set_camera(plotter, dim, mode, self._fitted)

    def fit(self, plotter: pv.BasePlotter, mode: ViewMode | Literal[""], size: tuple[int, int]) -> None:
        """The shape moves aside and fits; the place of the camera and its zoom stay. mode: "" before there is one."""
        from app.render import colorbar, studio

        if not self.leads:
            return
        self._taken = colorbar.rooms(plotter, self.covered_part(size[0]))
        before, self._fitted = self._fitted, self._aspect(size)
        camera: Any = plotter.camera
        camera.SetWindowCenter(self._taken[1] - self._taken[0], 0.0)
        if mode == "field":
            camera.parallel_scale *= min(1.0, before) / min(1.0, self._fitted)
        elif mode:
            standpoint.widen(plotter, studio.opening(mode, self._fitted) / studio.opening(mode, before))
