"""Cyclic garbage is collected on the GUI thread alone."""

from __future__ import annotations

import gc
import threading
import weakref

from PySide6.QtCore import QObject, QThread

from app.system import gc_guard
from app.system.gc_guard import Collector

WAIT = 60_000


class Knot(QObject):
    """An object that only a cyclic collection frees."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


class Maker(QThread):
    """Ties a knot, and allocates so much that automatic collection would have started on this thread."""

    def __init__(self) -> None:
        super().__init__()
        self.freed_by: list[threading.Thread] = []

    def run(self) -> None:
        weakref.finalize(Knot(), lambda: self.freed_by.append(threading.current_thread()))
        kept = [[number] for number in range(200_000)]
        assert len(kept) == 200_000


def test_what_another_thread_made_is_freed_on_the_gui_thread(qtbot):
    gc.enable()
    collector = Collector(idle=lambda: False)
    collector.settle()
    maker = Maker()
    try:
        assert not gc.isenabled()
        maker.start()
        assert maker.wait(WAIT)
        assert not maker.freed_by, "no collection on the other thread"
        qtbot.waitUntil(lambda: bool(maker.freed_by), timeout=WAIT)
    finally:
        collector.end()
    assert maker.freed_by == [threading.main_thread()]
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_the_oldest_generation_waits_until_nothing_moves(qtbot, monkeypatch):
    monkeypatch.setattr(gc_guard, "TICK_MS", 10)
    monkeypatch.setattr(gc_guard, "OLDEST", 2)
    moving, freed = [True], []
    collector = Collector(idle=lambda: not moving)
    collector.settle()
    try:
        knot = Knot()
        weakref.finalize(knot, lambda: freed.append(True))
        gc.collect()  # the knot is old now
        del knot
        asked = collector._ticks
        qtbot.waitUntil(lambda: collector._ticks > asked + 2 * gc_guard.MIDDLE, timeout=WAIT)
        assert not freed
        moving.clear()
        qtbot.waitUntil(lambda: bool(freed), timeout=WAIT)
    finally:
        collector.end()
    assert not gc.isenabled(), "as it was found"
