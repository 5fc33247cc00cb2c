"""Between slow motion in the store, the engine that takes steps apart, and what is drawn of their phases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.control.player import Player
from app.document.document import PHASES
from app.document.store import Store
from app.engine.engine import Engine
from app.engine.query import Query
from app.tools.slow_motion.panel import PhasesPanel
from app.view.viewport import Viewport

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyvista as pv

    from app.engine.scheduler import Urgent
    from app.engine.workspace import Workspace
    from app.render.styles import SceneStyle
    from core.analysis.step_phases import Phases

PHASES_OF_STEP = "phases"
QUIET_MS = 60


class SlowMotion(QObject):
    """On while its panel is open."""

    def __init__(self, store: Store, engine: Engine, player: Player, panel: PhasesPanel, view: Viewport) -> None:
        super().__init__(panel)
        self._store, self._engine, self._player = store, engine, player
        self._panel, self._view = panel, view
        self.taken: Phases | None = None
        self._drawn = False
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._ask)
        view.overlay = self._overlay
        panel.chosen.connect(self._chosen)
        store.phase_changed.connect(self._phase_changed)
        for signal in (store.cursor_changed, store.document_changed):
            signal.connect(self._quiet.start)

    @Slot(bool)
    def set_on(self, on: bool) -> None:
        """Steps go phase by phase from now on, or as a whole again."""
        self._store.set_slow(on)
        self._ask()

    @Slot(str)
    def _chosen(self, phase: str) -> None:
        """A person picked a phase: those before the next surface are shown, the new surface is a step."""
        self._player.pause()
        if phase == "surface":
            self._store.set_phase(PHASES[-1])
            self._player.step()
        else:
            self._store.set_phase(next(one for one in PHASES if one == phase))

    @Slot()
    def _phase_changed(self) -> None:
        self._ask()
        self._view.redraw()

    @Slot()
    def _ask(self) -> None:
        """Take apart the step that leads on from the shown state, unless that has been done, on this very surface."""
        session = self._store.session
        document, entry = session.document, session.entry
        if document is None or entry is None or not session.slow:
            return
        if self.taken is not None and self.taken.state is not entry.state:
            self.taken = None
            self._panel.show_phases(None)
        surface = entry.level if entry.level is not None and len(entry.level.vertices) else None
        if entry.record.diverged or (self.taken is not None and self.taken.level is surface):
            return

        def work(opened: Workspace, _: Urgent) -> Iterator[Phases | None]:
            from core.analysis.step_phases import phases

            return phases(opened.method, entry.state, document.run.observation, surface)

        self._engine.ask(document, Query(PHASES_OF_STEP, work, self._taken))

    def _taken(self, part: Phases) -> None:
        session = self._store.session
        if session.entry is None or part.state is not session.entry.state:
            return  # of a state that is no longer shown
        self.taken = part
        self._panel.show_phases(part)
        if session.phase != "surface":
            self._view.redraw()

    def _overlay(self, plotter: pv.BasePlotter, style: SceneStyle, mode: str) -> None:
        """The shown phase, over what the view has drawn of the shown state."""
        session, taken = self._store.session, self.taken
        shown = session.slow and session.phase != "surface" and session.entry is not None and session.document
        if not shown and not self._drawn:
            return
        from app.tools.slow_motion import overlay as phaseview

        self._drawn = bool(shown)
        if not shown or taken is None or session.entry is None or taken.state is not session.entry.state:
            phaseview.hide(plotter)
            return
        seen = shown.run.observation
        phaseview.draw(plotter, session.phase, taken, seen, style, points=session.view.points, mode=mode)
