"""What is held of a long run: counted, not weighed."""

from __future__ import annotations

import gc
import weakref
from functools import partial

import pytest
from PySide6.QtCore import Qt

from app.document.document import ObservationSetup
from app.document.store import Store
from app.engine.backpressure import AHEAD
from app.engine.engine import Engine
from app.view.viewport import Viewport
from core.runs.memory import NEAR, thinned
from tests.app.driving import SHAPES

WAIT = 100_000
STEPS = 96


def test_the_engine_keeps_nothing_of_the_steps_that_it_has_handed_over(qapp, own_checkpoints, qtbot):
    engine, documents, levels = Engine(), [], []
    engine.opened.connect(documents.append)
    engine.stepped.connect(lambda _, entry: levels.append(weakref.ref(entry.level)), Qt.ConnectionType.DirectConnection)
    engine.start()
    engine.open(str(SHAPES / "digit-3.png"), ObservationSetup(count=64))
    qtbot.waitUntil(lambda: bool(documents), timeout=WAIT)
    engine.step(documents[0], 40)
    qtbot.waitUntil(lambda: len(levels) >= 30, timeout=WAIT)
    gc.collect()
    assert sum(level() is not None for level in levels) <= AHEAD + 2
    assert engine.stop(WAIT)


def levels_alive() -> int:
    from core.levelset import LevelSet

    gc.collect()
    return sum(type(one) is LevelSet for one in gc.get_objects())


@pytest.mark.gl
@pytest.mark.parametrize("follows", [True, False])
def test_the_window_lets_go_of_far_surfaces_also_where_nobody_follows(person, monkeypatch, follows):
    """Every 32 steps a run is thinned to its budget, here of nothing: what is near the shown step stays."""
    monkeypatch.setattr("core.runs.memory.thinned", partial(thinned, budget=0))
    before = levels_alive()
    person.open(SHAPES / "digit-3.png")
    person.window.player.go_to(STEPS)
    person.wait(lambda: person.session.last >= 3)
    if not follows:
        person.window.store.move(1)
    person.qtbot.waitUntil(lambda: person.session.last == STEPS, timeout=WAIT)
    kept = [entry for entry in person.session.document.run.entries if entry.level is not None]
    assert len(kept) <= 1 + 2 * NEAR + 1 + 32
    person.wait(person.idle)
    assert person.window.autosave.settled(100), "what it writes is on its way as well"
    assert levels_alive() - before <= len(kept) + 12, "nobody else holds them"


@pytest.mark.gl
def test_a_closed_view_lets_go_of_what_it_drew_on(qtbot):
    """Qt does not tell when a surface goes: its wrapper would be taken for the next thing in the same place."""
    view = Viewport(Store())
    qtbot.addWidget(view)
    view.toolkit_loaded()
    with qtbot.waitSignal(view.painted, timeout=WAIT):
        view.show()
    assert view.plotter is not None
    surface = weakref.ref(view.plotter.context().surface())
    assert surface() is not None
    view.close_view()
    gc.collect()
    assert surface() is None
