"""The inspection in the second view: the same plane, value and line of sight, on the line that is beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.document.document import Document
from app.document.inspection import QueryResult
from app.document.settings import Settings
from app.engine.engine import Engine
from app.engine.query import Query
from app.tools.inspect.controller import Instrument
from app.tools.inspect.overlay import InspectView
from app.tools.inspect.readout import ReadoutLabel
from app.tools.inspect.requests import Inspecting
from app.view.mouse_tool import MouseTool
from app.view.sidebyside import SideBySide

if TYPE_CHECKING:
    from core.analysis.ray_cast import Ray


class Beside:
    """The engine as it is asked for a line that is not shown. The error is left out: no panel tells it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.target: Callable[[], int | None] = engine.target

    def ask(self, document: Document, query: Query[QueryResult]) -> None:
        """See `Engine.ask`. It does not take the place of what is asked of the shown line."""
        if query.key != "error":
            self._engine.ask(document, replace(query, key=f"{query.key} beside", words=""))


class Linked(QObject):
    """Reads in both views what is pointed at in either, and draws the slice in the second one too."""

    def __init__(self, views: SideBySide, engine: Engine, settings: Settings, instrument: Instrument) -> None:
        super().__init__(views)
        self._views, self._first = views, instrument
        self.inspecting = Inspecting(views.mirror, Beside(engine), settings, self)
        self.view = InspectView(views.mirror, views.other, self)
        self.label = ReadoutLabel(views.mirror, views.other)
        self.hand = MouseTool(views.mirror, views.other, self)
        self.hand.pointed.connect(instrument.point)
        self.hand.dragged.connect(instrument.inspecting.edit)
        for hand in (instrument.hand, self.hand):
            hand.let_go.connect(self.view.draw)
        self.hand.let_go.connect(instrument.view.draw)
        instrument.sighted.connect(self._look)

    @Slot(object, float)
    def _look(self, ray: Ray | None, cut: float) -> None:
        if self._views.on or ray is None:
            self.view.marked = self._first.view.marked
            self.inspecting.look_along(ray, cut)
