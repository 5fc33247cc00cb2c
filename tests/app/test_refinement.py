"""Preview, exact, audited: how a shown surface becomes finer while nothing else is asked for; and its colours."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.document.document import ObservationSetup
from app.document.store import Store
from app.engine.engine import Engine
from app.engine.jobs import CAREFUL_RESOLUTION, PLAYING_RESOLUTION, RESTING_RESOLUTION
from core.runs.memory import StateOnDisk
from core.runs.run import Interrupted, begin, careful, preview
from tests.app.driving import SHAPES

pytestmark = [pytest.mark.fine, pytest.mark.slow]
WAIT = 60_000
SCAN, CHAIR, DIGIT = (str(SHAPES / name) for name in ("chair-scan.pcd", "chair.ply", "digit-3.png"))


@pytest.fixture
def engine(qapp, own_checkpoints):
    running = Engine()
    running.start()
    yield running
    assert running.stop(WAIT)


@pytest.fixture
def store(engine) -> Store:
    """Follows the engine, as the controller has it."""
    kept = Store()
    engine.opened.connect(kept.open)
    engine.stepped.connect(kept.append)
    engine.refined.connect(kept.refine)
    engine.truth_ready.connect(kept.show_truth)
    return kept


def opened(engine, store, qtbot, path: str):
    engine.open(path, ObservationSetup(count=64))
    qtbot.waitUntil(lambda: store.session.document is not None, timeout=WAIT)
    return store.session.document


def test_a_state_becomes_finer_and_is_audited(engine, store, qtbot):
    document = opened(engine, store, qtbot, CHAIR)
    first = store.session.entry
    assert first.level.resolution == PLAYING_RESOLUTION[3]
    engine.refine(document, first)
    qtbot.waitUntil(lambda: store.session.entry.level.resolution == RESTING_RESOLUTION[3], timeout=WAIT)
    assert store.session.entry.audit is None
    engine.refine(store.session.document, store.session.entry, careful=True)
    qtbot.waitUntil(lambda: store.session.entry.audit is not None, timeout=WAIT)
    last = store.session.entry
    assert last.level.resolution == CAREFUL_RESOLUTION[3]
    assert last.level.lattice.shape == (129, 129, 129), "67 MB would be kept for each step"
    assert last.audit.missed == 0
    assert last.heldout is not None
    store.refine(document.generation, replace(first, heldout=None))
    assert store.session.entry.level is last.level, "a coarser one that comes late does not replace it"
    assert store.session.entry.heldout is last.heldout


def test_a_step_does_not_wait_for_a_refinement(engine, store, qtbot):
    document = opened(engine, store, qtbot, SCAN)
    engine.refine(document, store.session.entry, careful=True)
    qtbot.waitUntil(lambda: engine.doing == "refine", timeout=WAIT)
    engine.step(document, 1)
    qtbot.waitUntil(lambda: store.session.cursor == 1, timeout=WAIT)
    assert store.session.document.run.entries[0].audit is None, "it was given up"


def test_a_careful_refinement_waits_until_a_race_is_over(engine, store, qtbot):
    document = opened(engine, store, qtbot, SCAN)
    audits = []  # before each part, and at the end
    engine.task_ended.connect(lambda *_: audits.append(store.session.entry.audit))
    engine.refine(document, store.session.entry, careful=True)
    qtbot.waitUntil(lambda: engine.doing == "refine", timeout=WAIT)

    def work(_):
        for part in range(3):
            audits.append(store.session.entry.audit)
            yield part

    engine.start_task("race", "Racing", work)
    qtbot.waitUntil(lambda: store.session.entry.audit is not None, timeout=WAIT)
    assert audits == [None] * 4


def test_measuring_stops_between_pieces(own_checkpoints):
    import torch

    from core.observation.observe import observe
    from core.readers.load import load
    from core.runs.checkpoint import load_checkpoint, method_of

    checkpoint = load_checkpoint("furniture-scan")
    method = method_of(checkpoint, torch.device("cpu"))
    entry = begin("chair", observe(load(CHAIR), "surface", 64, 0), checkpoint, method, 0).entries[0]
    calls = []

    def urgent() -> bool:
        calls.append(time.perf_counter())
        return len(calls) > 3

    for measure in (preview, careful):
        calls.clear()
        with pytest.raises(Interrupted):
            measure(entry, method, 128, urgent)
        assert len(calls) == 4
    level = preview(entry, method, 32).level
    assert level is not None
    assert len(level.vertices) > 100


def test_colours_come_with_the_steps(engine, store, qtbot):
    document = opened(engine, store, qtbot, CHAIR)
    engine.set_color("change")
    engine.step(document, 2)
    qtbot.waitUntil(lambda: store.session.last == 2, timeout=WAIT)
    entry = store.session.entry
    assert entry.coloring.key == "change"
    assert len(entry.coloring.values) == len(entry.level.vertices)
    assert entry.coloring.values.std() > 0
    engine.set_color("truth")
    engine.extract_truth(document)
    qtbot.waitUntil(lambda: store.session.document.truth is not None, timeout=WAIT)
    engine.color(store.session.document, entry)
    qtbot.waitUntil(lambda: store.session.entry.coloring.key == "truth", timeout=WAIT)


def test_colours_come_with_a_step_after_a_state_at_its_finest(engine, store, qtbot):
    document = opened(engine, store, qtbot, CHAIR)
    engine.set_color("change")
    for step in range(2):
        engine.refine(store.session.document, store.session.entry, careful=True)
        qtbot.waitUntil(lambda: store.session.entry.audit is not None, timeout=WAIT)
        assert (store.session.entry.coloring is not None) == (step > 0)
        engine.step(store.session.document, step + 1)
        qtbot.waitUntil(lambda step=step: store.session.cursor == step + 1, timeout=WAIT)
        entry = store.session.entry
        assert len(entry.coloring.values) == len(entry.level.vertices)
    store.move(1)
    for key in ("eikonal", "moved"):  # chosen at the finest
        engine.set_color(key)
        engine.color(document, store.session.entry)
        qtbot.waitUntil(lambda key=key: (c := store.session.entry.coloring) is not None and c.key == key, timeout=WAIT)
        assert len(store.session.entry.coloring.values) == len(store.session.entry.level.vertices)


@pytest.mark.gl
def test_colours_are_chosen_in_the_window(shared_window, qtbot):
    window, session = shared_window, lambda: shared_window.store.session
    choice = window.findChild(QComboBox, "colors")
    assert choice.isVisible()
    assert not choice.model().item(choice.findData("truth")).isEnabled(), "a scan has no truth"
    told: list[str] = []
    read = lambda: told.append(window.status.text)  # noqa: E731
    window.store.run_changed.connect(read)
    window.player.step()
    qtbot.waitUntil(lambda: session().cursor == 1, timeout=WAIT)
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert session().view.color == "change"
    qtbot.waitUntil(lambda: session().entry.coloring is not None, timeout=WAIT)
    bar = window.viewport.plotter.actors["colour bar"]
    assert bar.GetVisibility()
    qtbot.keyClick(choice, Qt.Key.Key_Up)
    assert session().view.color == ""
    assert not bar.GetVisibility()
    qtbot.waitUntil(lambda: "audited 256³" in window.status.text, timeout=WAIT)
    window.store.run_changed.disconnect(read)
    assert any("Step 1" in words and "exact 128³" in words for words in told), "if only for a moment"
    window.player.restart()


def test_old_states_go_to_disk_and_the_run_goes_on_as_before(engine, store, qtbot, monkeypatch):
    document = opened(engine, store, qtbot, SCAN)
    engine.step(document, 5)
    qtbot.waitUntil(lambda: store.session.last == 5, timeout=WAIT)
    losses = [entry.record.context_loss for entry in store.session.document.run.entries]
    assert engine._shelf._folder is None, "short runs stay in memory"
    store.discard_steps()
    monkeypatch.setattr("core.runs.memory.IN_MEMORY", 2)
    qtbot.waitUntil(lambda: engine.target() is None, timeout=WAIT)
    engine.step(store.session.document, 5)
    qtbot.waitUntil(lambda: store.session.last == 5, timeout=WAIT)
    assert [entry.record.context_loss for entry in store.session.document.run.entries] == losses
    assert engine._shelf._folder is not None
    folder = engine._shelf._folder.path
    kept = [isinstance(entry.state, StateOnDisk) for entry in store.session.document.run.entries]
    assert kept == [False] * 3 + [True] * 3
    assert engine.stop(WAIT)
    assert not folder.exists()
