"""Draws the findings of the inspection in the view: the slice with its handle, the cut, and the place of a read-out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.document.store import Store
from app.render.made import Made
from app.view.viewport import Viewport

if TYPE_CHECKING:
    import pyvista as pv


class InspectView(QObject):
    """Follows store and view. What is the same as before is not made anew."""

    def __init__(self, store: Store, viewport: Viewport, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._viewport = store, viewport
        self.marked = False
        self._made = Made()
        for signal in (
            store.document_changed, store.cursor_changed, store.view_changed, store.inspect_changed,
            store.findings_changed,
        ):  # fmt: skip
            signal.connect(self.draw)
        viewport.redrawn.connect(self._redraw)

    @Slot()
    def _redraw(self) -> None:
        self._made.forget()
        self.draw()

    @Slot()
    def draw(self) -> None:
        """What has changed. The half of a surface that hides the slice is the one on the side of the camera."""
        plotter, session = self._viewport.plotter, self._store.session
        if plotter is None:
            return
        from app.render import scene

        if session.inspect.slicing and session.document is not None and session.document.source.dim == 3:
            self._draw_slice(plotter)
        else:
            self._hide_slice(plotter)
        read = session.findings.get("readout") if self.marked else None
        place = None if read is None or read.value is None else read.value.position
        if self._made.other("readout", place):
            scene.draw_readout(plotter, place, self._viewport.scene_style)
        self._viewport.make_room()  # the bar of a slice has come or gone
        plotter.update()

    def _draw_slice(self, plotter: pv.BasePlotter) -> None:
        from app.render import sliceview

        inspect, style = self._store.session.inspect, self._viewport.scene_style
        found = self._store.session.findings.get("slice")
        if found is None:
            self._hide_slice(plotter)
            return
        side = sliceview.side_towards(plotter, inspect.plane)
        if self._made.other("slice", found):
            sliceview.draw_slice(plotter, found.value, style)
        if self._made.other("handle", inspect.plane, side, inspect.axis):
            sliceview.draw_handle(plotter, inspect.plane, side, inspect.axis == "free", style)
        sliceview.cut_open(plotter, found.value.plane if inspect.open else None, side)

    def _hide_slice(self, plotter: pv.BasePlotter) -> None:
        from app.render import sliceview

        self._made.forget("handle")
        if self._made.other("slice", None):
            sliceview.hide_slice(plotter)
            sliceview.cut_open(plotter, None, 1.0)
