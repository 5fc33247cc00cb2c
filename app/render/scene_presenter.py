"""A session drawn on a plotter: level set, true shape, observation. What is the same as before is not made anew.

Imports pyvista. Call it on the thread that owns the plotter; nothing here renders.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.document.formatting import verdict
from app.render import actors, caption, field_map_2d, scene
from app.render.made import Made
from app.render.styles import SceneStyle
from app.system.words import tr

if TYPE_CHECKING:
    import pyvista as pv

    from app.document.document import WindowState
    from app.render.studio import ViewMode
    from core.measures.coloring import Coloring
    from core.runs.run import Entry

TURNABLE = 60_000
"""Elements that software OpenGL can still turn: more of them take over 60 ms a paint."""


class Depiction:
    """Draws what a session shows in one style and mode; `software`: OpenGL without a graphics card."""

    def __init__(self, plotter: pv.BasePlotter, style: SceneStyle, mode: ViewMode, software: bool) -> None:
        self._plotter, self._style, self._mode, self._software = plotter, style, mode, software
        self._made = Made()
        self._light: tuple[Entry, float] | None = None
        self._lightened = False

    def draw(self, session: WindowState) -> None:
        """Everything of a session with a document."""
        self._draw_observation(session)
        self._draw_level(session)
        self._draw_truth(session)

    def forget(self) -> None:
        """Something else was drawn over it: make everything anew the next time."""
        self._made.forget()

    def lighten(self, session: WindowState, on: bool) -> bool:
        """From now on a coarser level set of the same state, or the fine one again. Whether that is another."""
        changed = self._software and on != self._lightened and self._light_of(session) is not None
        self._lightened = on
        if changed:
            self._draw_level(session)
        return changed

    def _light_of(self, session: WindowState) -> Entry | None:
        """What software OpenGL can turn of the drawn state, None where that is what is drawn anyway."""
        entry = session.drawn
        if not self._software or self._light is None or entry is None or entry.level is None:
            return None
        light, iso = self._light
        fits = light.state is entry.state and iso == session.inspect.iso
        return light if fits and len(entry.level.elements) > TURNABLE else None

    def _draw_observation(self, session: WindowState) -> None:
        document = session.document
        if document is None or not session.view.points:
            self._made.forget("observation")
            for name in ("observed surface", "observed space", "eye", "hidden"):
                actors.hide(self._plotter, name)
            scene.hide_residual(self._plotter)
            return
        seen = document.run.observation
        found = session.findings.get("residual") if session.inspect.residual else None
        if self._made.other("observation", seen, found):
            height = field_map_2d.HEIGHT_SCALE if self._mode == "height" else 0.0
            residual = None if found is None else _coloring("residual", found.value)
            scene.draw_observation(self._plotter, seen, self._style, height, residual)

    def _draw_level(self, session: WindowState) -> None:
        entry, zero = session.drawn, session.entry
        if entry is None or entry.level is None:
            return
        if (
            entry.level.dim == 2
            and zero is not None
            and zero.level is not None
            and self._made.other("field", zero.level)
        ):
            draw = scene.draw_height_2d if self._mode == "height" else scene.draw_field_2d
            draw(self._plotter, zero.level, self._style)
        if _truth_alone(session):
            scene.hide_level(self._plotter, tr("The true shape"), self._style)
            return
        if self._lightened:
            entry = self._light_of(session) or entry
        if entry.level is None:
            return
        view, shade = session.view, None
        found = entry.coloring if view.color and entry.coloring and entry.coloring.key == view.color else None
        coloring = None if found is None else replace(found, span=view.span)
        nearest = session.document.nearest if session.document and view.imagined and coloring is None else None
        if self._made.other("level", entry.level, found, view.span, nearest is None):
            if nearest is not None:
                from core.observation.coverage import imagined

                shade = imagined(nearest, entry.level.vertices)
            scene.draw_level(self._plotter, entry.level, self._style, shade, coloring)
        else:
            scene.show_level(self._plotter, entry.level, self._style, coloring)
        if not entry.level.reason and zero is not None:
            caption.draw(self._plotter, verdict(zero, session.trained), self._style)
        scene.lift(self._plotter, session.inspect.iso if self._mode == "height" else 0.0)
        if len(entry.level.elements) <= TURNABLE:
            self._light = entry, session.inspect.iso

    def _draw_truth(self, session: WindowState) -> None:
        truth = session.document.truth if session.document else None
        alone = _truth_alone(session)
        if truth is None or not (session.view.truth or alone):
            actors.hide(self._plotter, "truth")
            return
        error = session.findings.get("error") if alone and session.view.color == "truth" else None
        coloring = None if error is None else _coloring("missed", error.value.to_level, session.view.span)
        if self._made.other("truth", truth, error, alone, session.view.span):
            scene.draw_truth(self._plotter, truth, self._style, coloring, alone)
        else:
            scene.show_truth(self._plotter, truth.dim, self._style, coloring, alone)


def _truth_alone(session: WindowState) -> bool:
    """Whether the true shape stands in the place of the level set."""
    return session.inspect.side == "truth" and session.document is not None and session.document.truth is not None


def _coloring(key: str, values: Any, span: tuple[float, float] | None = None) -> Coloring:  # noqa: ANN401 (an array)
    from core.measures.coloring import Coloring

    return Coloring(key, values, span)
