"""Between the panel of what the steps did, the engine that finds it out, and the view that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

from app.control.controller import Controller
from app.control.player import Player
from app.document.store import Store
from app.engine.engine import Engine
from app.engine.query import Query
from app.tools.over_time.panel import OverTimePanel
from app.view.viewport import Viewport

if TYPE_CHECKING:
    import numpy as np

    from app.engine.scheduler import Urgent
    from app.engine.workspace import Workspace
    from core.levelset import LevelSet
    from core.methods.base import State

    Shares = tuple[State, np.ndarray | None]
    Skins = tuple[tuple[State, ...], tuple[LevelSet, ...]]

SKINS, PULLS = "step skins", "pulls"
"""Names of what is asked of the engine; the first is that of the actor too."""

QUIET_MS = 80
MOST_KEPT = 64
"""Steps of which the shares of the points are kept, so that a film needs them once."""


class OverTime(QObject):
    """Asks only for what is seen: nothing is computed for boxes that are not checked."""

    def __init__(
        self,
        store: Store,
        engine: Engine,
        controller: Controller,
        player: Player,
        panel: OverTimePanel,
        view: Viewport,
    ) -> None:
        super().__init__(panel)
        self._store, self._engine, self._controller, self._player = store, engine, controller, player
        self._panel, self._view = panel, view
        self.skins: tuple[LevelSet, ...] = ()
        self._skins_of: tuple[State, ...] = ()
        self._shares: dict[int, Shares] = {}
        self._drawn = False
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._ask)
        panel.moved.connect(self._move)
        panel.painted.connect(self._paint)
        for box in (panel.skins, panel.points):
            box.toggled.connect(self._changed)
        store.document_changed.connect(self._document_changed)
        for signal in (store.cursor_changed, store.run_changed, store.findings_changed, store.view_changed):
            signal.connect(self._changed)
        view.redrawn.connect(self._draw)

    @Slot(bool)
    def set_shown(self, shown: bool) -> None:
        """The panel was opened or closed: no film runs for a closed one."""
        if not shown:
            self._panel.stop()

    @Slot(int)
    def _move(self, step: int) -> None:
        self._player.stand_at(step)

    @Slot(bool)
    def _paint(self, on: bool) -> None:
        view = self._store.session.view
        color = "moved" if on else "" if view.color == "moved" else view.color
        if color != view.color:
            self._controller.set_view(view.colored(color))

    @Slot()
    def _document_changed(self) -> None:
        self._shares, self.skins, self._skins_of = {}, (), ()
        self._panel.stop()
        self._changed()

    @Slot()
    def _changed(self) -> None:
        """Show what is there, and ask for the rest once it is quiet."""
        self._draw()
        self._quiet.start()

    def _before(self) -> State | None:
        """The state from which the step to the shown one was taken."""
        session = self._store.session
        return session.document.run.entries[session.cursor - 1].state if session.document and session.cursor else None

    def _shares_now(self) -> tuple[bool, np.ndarray | None]:
        """Whether the shares of the points in the step to the shown state are there, and what they are."""
        state = self._before()
        known = self._shares.get(state.step) if state is not None else None
        return (True, known[1]) if known is not None and known[0] is state else (False, None)

    @Slot()
    def _ask(self) -> None:
        document, state = self._store.session.document, self._before()
        if document is None:
            return
        entries = document.run.entries
        if self._panel.points.isChecked() and state is not None and not self._shares_now()[0]:

            def shares(opened: Workspace, _: Urgent) -> Iterator[Shares]:
                from core.analysis.pulls import pulls

                yield state, pulls(opened.method, state, document.run.observation)

            self._engine.ask(document, Query(PULLS, shares, self._take_shares))
        wanted = _spaced(entries)
        if self._panel.skins.isChecked() and wanted != self._skins_of:

            def surfaces(opened: Workspace, _: Urgent) -> Iterator[Skins | None]:
                from core.analysis.skins import skins

                found = []
                for level in skins([opened.method.field(one) for one in wanted], opened.method):
                    found.append(level)
                    yield None
                yield wanted, tuple(found)

            self._engine.ask(document, Query(SKINS, surfaces, self._take_skins))

    def _take_shares(self, part: Shares) -> None:
        if len(self._shares) >= MOST_KEPT:
            self._shares.clear()
        self._shares[part[0].step] = part
        self._draw()

    def _take_skins(self, part: Skins) -> None:
        self._skins_of, self.skins = part
        self._draw()

    @Slot()
    def _draw(self) -> None:
        """The skins and the points, where they are wanted and there."""
        wanted = self._panel.skins.isChecked(), self._panel.points.isChecked()
        self._panel.show_shares(*self._shares_now())
        plotter, document = self._view.plotter, self._store.session.document
        if plotter is None or not (any(wanted) or self._drawn):
            return
        from app.render import onion
        from app.tools.over_time import overlay

        self._drawn = any(wanted)
        style = self._view.scene_style
        if wanted[0] and self.skins:
            onion.draw(plotter, SKINS, self.skins, onion.in_order(len(self.skins)), style)
        else:
            onion.hide(plotter, SKINS)
        shares = self._shares_now()[1]
        if wanted[1] and shares is not None and document is not None:
            overlay.draw(plotter, shares, document.run.observation, style)
        elif overlay.hide(plotter):
            self._view.redraw()  # with the plain points
        self._view.make_room()
        plotter.update()


def _spaced(entries: Any) -> tuple[State, ...]:  # noqa: ANN401 (of a run)
    """The states whose surfaces are shown at once."""
    from core.analysis.skins import spaced

    return tuple(entries[step].state for step in spaced(len(entries) - 1) if not entries[step].record.diverged)
