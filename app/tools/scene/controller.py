"""Between the panel that cuts a scene, the view and the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Slot

from app.control.controller import Controller
from app.document.document import xyz
from app.document.store import Store
from app.engine.engine import Engine
from app.engine.query import Query
from app.tools.scene.panel import ScenePanel
from app.tools.scene.pointer import Pointer
from app.view.viewport import Viewport
from core.observation.observation_spec import Trim, Trims

if TYPE_CHECKING:
    import numpy as np

    from app.engine.scheduler import Urgent
    from app.engine.workspace import Workspace
    from app.render.scenery import BoxHandle
    from app.tools.scene.survey import Survey
    from core.shapes.base import Normalization

SURVEY = "scene"
POINT = 3.0
"""Pixels of a point of the scene."""


class Trimming(QObject):
    """Carries out what the panel asks for. While it is open, the start shows the scene and no surface over it."""

    def __init__(
        self, store: Store, controller: Controller, engine: Engine, panel: ScenePanel, viewport: Viewport
    ) -> None:
        super().__init__(panel)
        self._store, self._controller, self._engine = store, controller, engine
        self._panel, self._view = panel, viewport
        self._pointer = Pointer(viewport)
        self._open, self._chosen = False, -1
        self._asked, self._found = -1, -1  # generations of documents that were looked at
        self._survey: Survey | None = None
        self._box: BoxHandle | None = None
        panel.trim_asked.connect(self.trim)
        panel.trims_asked.connect(self.set_trims)
        panel.gap_edited.connect(self._look_again)
        panel.chosen.connect(self._choose)
        panel.mode_asked.connect(self.set_mode)
        panel.box_asked.connect(self._cut_box)
        self._pointer.picked.connect(self._picked)
        self._pointer.lassoed.connect(self._lassoed)
        store.document_changed.connect(self._look)
        store.cursor_changed.connect(self._draw)
        viewport.redrawn.connect(self._draw)

    @Slot(object)
    def trim(self, trim: Trim) -> None:
        """Do one thing more to the scan that is open."""
        document = self._store.session.document
        if document is not None:
            self.set_trims((*document.setup.trims, trim))

    @Slot(object)
    def set_trims(self, trims: Trims) -> None:
        """Do these things, in place of what was done, and stand at the start."""
        document = self._store.session.document
        if document is not None:
            self._panel.leave_modes()
            self._controller.change_setup(replace(document.setup, trims=trims))

    @Slot(bool)
    def show(self, shown: bool) -> None:
        """The panel is seen, or it is not."""
        self._open = shown
        if not shown:
            self._panel.leave_modes()
        self._look()

    # --- what the scene consists of

    @Slot()
    def _look_again(self) -> None:
        self._asked = -1
        self._look()

    @Slot()
    def _look(self) -> None:
        document = self._store.session.document
        if document is None or not (self._open and self._panel.isEnabled()):
            self._draw()
            return
        if self._asked != document.generation:
            self._asked, gap = document.generation, self._panel.own_gap

            def work(opened: Workspace, _: Urgent) -> Iterator[Survey]:
                from app.tools.scene.survey import survey
                from core.shapes.base import Scan

                scan = opened.unplaced()
                if isinstance(scan, Scan):
                    yield survey(scan, document.normalization, gap)

            self._engine.ask(document, Query(SURVEY, work, partial(self._surveyed, document.generation)))
        self._draw()

    def _surveyed(self, generation: int, found: Survey) -> None:
        if generation != self._asked:
            return
        self._survey, self._found, self._chosen = found, generation, -1
        self._panel.show_survey(found)
        self._draw()

    @Slot(int)
    def _choose(self, piece: int) -> None:
        self._chosen = piece
        self._draw()

    @Slot()
    def _draw(self) -> None:
        """The scene at the start, where no step has made anything of it yet."""
        plotter, session = self._view.plotter, self._store.session
        if plotter is None:
            return
        from app.render import scenery

        known = self._survey is not None and session.document is not None
        seen = known and self._open and self._panel.isEnabled() and session.cursor == 0
        if seen and self._survey is not None and session.document and self._found == session.document.generation:
            size = POINT * self._view.scene_style.scale
            scenery.draw(plotter, self._survey.points, self._survey.member, self._chosen, size)
        else:
            seen = False
            scenery.hide(plotter)
        self._view.set_bare(seen)
        plotter.update()

    # --- in the view

    @Slot(str)
    def set_mode(self, mode: str) -> None:
        """What the mouse is for."""
        self._pointer.set_mode("pick" if mode == "pick" else "lasso" if mode == "lasso" else "")
        plotter = self._view.plotter
        if plotter is None:
            return
        if mode == "box" and self._survey is not None:
            from app.render.scenery import BoxHandle

            points = self._survey.points
            self._box = self._box or BoxHandle(plotter.update)
            self._box.show(plotter, points.min(0), points.max(0), turning=False)
        elif self._box is not None:
            self._box.hide()
        plotter.update()

    @Slot(bool)
    def _cut_box(self, keep: bool) -> None:
        document = self._store.session.document
        if document is None or self._box is None or not self._box.shown:
            return
        bounds = self._box.bounds()
        frame = _numbers(_frame(document.normalization))
        self.trim(Trim("box", low=xyz(bounds[::2]), high=xyz(bounds[1::2]), frame=frame, keep=keep))

    @Slot(QPointF)
    def _picked(self, place: QPointF) -> None:
        plotter, document = self._view.plotter, self._store.session.document
        if plotter is None or document is None or self._survey is None:
            return
        from app.render.rays import pixel_ray
        from core.observation.brush import struck

        ray = pixel_ray(plotter, place.x(), place.y(), plotter.height(), plotter.devicePixelRatioF())
        point = struck(*ray, self._survey.points)
        if point is not None:
            at = xyz(document.normalization.invert(point).tolist())
            self.trim(Trim("cluster", length=self._panel.gap.value(), at=at))

    @Slot(object)
    def _lassoed(self, line: list[QPointF]) -> None:
        plotter, document = self._view.plotter, self._store.session.document
        if plotter is None or document is None:
            return
        from app.render.scenery import frame_of_view

        width, height = plotter.width(), plotter.height()
        outline = tuple((round(2 * p.x() / width - 1, 5), round(1 - 2 * p.y() / height, 5)) for p in line)
        frame = frame_of_view(plotter) @ _frame(document.normalization)
        self.trim(Trim("lasso", frame=_numbers(frame), outline=outline, keep=not self._panel.dropping))


def _frame(normalization: Normalization) -> np.ndarray:
    """(4, 4): from homogeneous coordinates of the file to those of the view."""
    import numpy as np

    frame = np.eye(4)
    turn = np.eye(3) if normalization.rotation is None else normalization.rotation
    frame[:3, :3] = turn * normalization.scale
    frame[:3, 3] = normalization.apply(np.zeros(3))
    return frame


def _numbers(frame: np.ndarray) -> tuple[float, ...]:
    return tuple(frame.ravel().tolist())
