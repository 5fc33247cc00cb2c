"""Between the panel of the spread and the engine: members as a task, what they say of the shown step as a query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.control.controller import Controller
from app.document.store import Store
from app.engine.engine import Engine
from app.engine.jobs import line_of
from app.engine.query import Query
from app.system.words import tr
from app.tools.spread.panel import SpreadPanel
from app.view.viewport import Viewport

if TYPE_CHECKING:
    from app.document.document import Document
    from app.engine.scheduler import Urgent
    from app.engine.workspace import Workspace
    from core.levelset import LevelSet
    from core.methods.base import State
    from core.runs.members import Judgement, Spread, SpreadProgress

    Skins = tuple[State, tuple[LevelSet, ...]]

MEMBERS, JUDGED = "members", "spread judged"
SKINS = "skins of the members"
"""Name of their actor."""

QUIET_MS = 150


class Spreading(QObject):
    """Holds the members of the open shape. They belong to the steps that the run had when they were made."""

    def __init__(
        self, store: Store, engine: Engine, controller: Controller, panel: SpreadPanel, view: Viewport
    ) -> None:
        super().__init__(panel)
        self._store, self._engine, self._controller = store, engine, controller
        self._panel, self._view = panel, view
        self.spread: Spread | None = None
        self.skins: tuple[LevelSet, ...] = ()
        self._origin: object = None
        self._asked_of: Document | None = None  # of which members are being made
        self._judged: object = None  # the level set of which the panel tells
        self._shown = False
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._judge)
        panel.asked.connect(self.make)
        panel.stopped.connect(self.stop)
        panel.painted.connect(self._paint)
        panel.skins.toggled.connect(self._skins_toggled)
        store.document_changed.connect(self._document_changed)
        store.cursor_changed.connect(self._step_changed)
        view.redrawn.connect(self._draw)
        engine.task_progressed.connect(self._progressed)
        engine.task_ended.connect(self._ended)

    @Slot(bool)
    def set_shown(self, shown: bool) -> None:
        """The panel was opened or closed."""
        self._shown = shown
        if shown:
            self._judge()

    @Slot()
    def make(self) -> None:
        """Make members of the steps that are there, in the background."""
        session = self._store.session
        document = session.document
        if document is None:
            return
        self._asked_of, run, line = document, document.run, line_of(document.run)
        count, share, again = self._panel.recipe
        with_siblings = self._panel.siblings.isChecked()
        self._panel.show_progress(0, count)

        def work(opened: Workspace | None) -> Iterator[object]:
            from core.runs.checkpoint import load_checkpoint
            from core.runs.members import Recipe, spread_of

            if opened is not None and opened.document.generation == document.generation:
                method = opened.on(line).method
                own = load_checkpoint(document.setup.checkpoint)
                yield from spread_of(run, method, own, Recipe(count, share, again), siblings=with_siblings)

        self._engine.start_task(MEMBERS, tr("Making members"), work)

    @Slot()
    def stop(self) -> None:
        self._engine.cancel_task(MEMBERS)

    @Slot(str, object)
    def _progressed(self, name: str, part: SpreadProgress) -> None:
        if name != MEMBERS or self._asked_of is None or not self._is_open(self._asked_of.generation):
            return
        self._panel.show_progress(part.done, part.total + 1)
        if part.whole is not None:
            self._take(part.whole)

    @Slot(str, bool)
    def _ended(self, name: str, _complete: bool) -> None:
        if name == MEMBERS:
            self._panel.show_progress(1, 1)

    def _take(self, spread: Spread | None) -> None:
        """These are the members from now on: colours of others go, and the shown surface is coloured by them."""
        self.spread, self.skins, self._judged = spread, (), None
        self._engine.set_spread(spread)
        self._panel.show_judgement(None)
        session = self._store.session
        document = session.document
        if document is not None:
            for entry in document.run.entries:
                if entry.coloring is not None and entry.coloring.key == "spread":
                    self._store.refine(document.generation, replace(entry, coloring=None))
        if spread is not None:
            self._paint(True)
        self._judge()
        self._draw()

    @Slot(bool)
    def _paint(self, on: bool) -> None:
        """Colour the surface by the spread, or plainly; members that are missing are made."""
        view = self._store.session.view
        color = "spread" if on else "" if view.color == "spread" else view.color
        if color != view.color:
            self._controller.set_view(view.colored(color))
        if on and self.spread is None:
            self.make()
            return
        document, entry = self._store.session.document, self._store.session.entry
        if on and document is not None and entry is not None and entry.level is not None and entry.coloring is None:
            self._engine.color(document, entry)

    @Slot()
    def _document_changed(self) -> None:
        """Another line of the same run keeps the members; another shape, or another look at it, has none."""
        document = self._store.session.document
        origin = None if document is None else document.origin
        if origin is not self._origin:
            self._origin = origin
            self.stop()
            self._take_none()
        self._quiet.start()

    def _take_none(self) -> None:
        self.spread, self.skins, self._judged = None, (), None
        self._engine.set_spread(None)
        self._panel.show_judgement(None)
        self._draw()

    @Slot()
    def _step_changed(self) -> None:
        entry, found = self._store.session.entry, self._panel.judgement
        if found is not None and (entry is None or found.state is not entry.state):
            self._panel.show_judgement(None)
        if self.skins and (entry is None or self._judged is not entry.state):
            self.skins = ()
            self._draw()
        self._quiet.start()

    @Slot(bool)
    def _skins_toggled(self, _on: bool) -> None:
        self._judged = None
        self._judge()
        self._draw()

    @Slot()
    def _judge(self) -> None:
        """Ask what the members say of the shown step, where somebody sees it."""
        session = self._store.session
        document, entry, spread = session.document, session.entry, self.spread
        if document is None or entry is None or entry.level is None or spread is None:
            return
        if not (self._shown or self._panel.skins.isChecked()) or self._judged is entry.state:
            return
        self._judged = entry.state
        if not spread.fields(entry.state):
            self._panel.show_judgement(None, max(spread.shown))
            return
        with_skins = self._panel.skins.isChecked()

        def work(opened: Workspace, _: Urgent) -> Iterator[Judgement | Skins | None]:
            from app.engine.inspection_queries import true_field
            from core.analysis.skins import skins
            from core.runs.members import judged

            truth = true_field(opened.source)
            yield judged(spread, entry.state, entry.level, truth, document.run.checkpoint)
            if with_skins:
                found = []
                for level in skins(spread.fields(entry.state)[1:], opened.method):
                    found.append(level)
                    yield None
                yield entry.state, tuple(found)

        self._engine.ask(document, Query(JUDGED, work, self._take_judged))

    def _take_judged(self, part: Judgement | Skins) -> None:
        entry = self._store.session.entry
        if entry is None:
            return
        if isinstance(part, tuple):
            if part[0] is entry.state:
                self.skins = part[1]
                self._draw()
        elif part.state is entry.state:
            self._panel.show_judgement(part)

    @Slot()
    def _draw(self) -> None:
        """The skins, where they are wanted and there."""
        plotter = self._view.plotter
        if plotter is None:
            return
        from app.render import onion

        if self._panel.skins.isChecked() and self.skins:
            style = self._view.scene_style
            onion.draw(plotter, SKINS, self.skins, onion.alike(len(self.skins), style), style)
        else:
            onion.hide(plotter, SKINS)
        plotter.update()

    def _is_open(self, generation: int) -> bool:
        document = self._store.session.document
        return document is not None and document.generation == generation
