"""The inspection in the second view: the same plane, value and line of sight, on the line that is beside.

What it finds is asked for as probes, so that it comes after all that the first view waits for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.document import Document
from app.engine import Engine
from app.hand import Hand
from app.inspecting import Inspecting
from app.inspection import Finding, LookKind
from app.inspectview import InspectView
from app.instrument import Instrument
from app.jobs import BESIDE
from app.panels.readout import ReadoutLabel
from app.settings import Settings
from app.sidebyside import SideBySide

if TYPE_CHECKING:
    from app.looks import Work
    from app.opening import Opened
    from core.sight import Ray


class Probes(QObject):
    """Takes looks as the engine does, for a line that is not shown. The error is left out: no panel tells it."""

    looked = Signal(int, str, object)  # generation, kind, Finding

    def __init__(self, engine: Engine, parent: QObject) -> None:
        super().__init__(parent)
        self._engine = engine
        self.target: Callable[[], int | None] = engine.target
        engine.probed.connect(self._probed)

    def look(self, document: Document, kind: LookKind, work: Work) -> None:
        """See `Engine.look`."""
        run = document.run

        def probe(opened: Opened) -> Iterator[object]:
            yield work(opened.on(run), lambda: False)

        if kind != "error":
            self._engine.probe(document, f"{BESIDE}{kind}", probe)

    @Slot(int, str, object)
    def _probed(self, generation: int, name: str, part: object) -> None:
        if name.startswith(BESIDE) and isinstance(part, Finding):
            self.looked.emit(generation, name.removeprefix(BESIDE), part)


class Linked(QObject):
    """Reads in both views what is pointed at in either, and draws the slice in the second one too."""

    def __init__(self, views: SideBySide, engine: Engine, settings: Settings, instrument: Instrument) -> None:
        super().__init__(views)
        self._views, self._first = views, instrument
        self.inspecting = Inspecting(views.mirror, Probes(engine, self), settings, self)
        self.view = InspectView(views.mirror, views.other, self)
        self.label = ReadoutLabel(views.mirror, views.other)
        self.hand = Hand(views.mirror, views.other, self)
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
