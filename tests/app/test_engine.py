"""The engine thread: order, cancelling, latest wins, errors, stopping; and the store that takes its results."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, QTimer, Slot

from app.control.controller import Controller
from app.control.player import Player
from app.document.document import ObservationSetup, View
from app.document.settings import Settings
from app.document.store import Store
from app.engine.backpressure import AHEAD
from app.engine.engine import Engine
from app.engine.query import Query
from tests.app.driving import SHAPES
from tests.nets import TRAINED

WAIT = 60_000
SCAN, DIGIT = str(SHAPES / "chair-scan.pcd"), str(SHAPES / "digit-3.png")


PRESSED, LOST = 5, 60
"""The record at which a key is pressed, and the one at which it counts as never heard."""


class Listener(QObject):
    """Writes down what an engine says."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.documents, self.entries, self.failures, self.threads, self.parts = [], [], [], set(), []
        engine.opened.connect(self.opened)
        engine.stepped.connect(self.stepped)
        engine.failed.connect(self.failed)

    @Slot(object)
    def opened(self, document) -> None:
        self.threads.add(threading.current_thread())
        self.documents.append(document)

    @Slot(int, object)
    def stepped(self, generation, entry) -> None:
        self.threads.add(threading.current_thread())
        self.entries.append((generation, entry))
        self.parts.append(("entry", entry.record.step))

    @Slot(int, object, object)
    def answered(self, generation, query, part) -> None:
        self.parts.append((generation, query.key, part))

    @Slot(str, object)
    def failed(self, slot, notice) -> None:
        self.failures.append((slot, notice))


@pytest.fixture
def engine(qapp, own_checkpoints):
    running = Engine()
    running.start()
    yield running
    assert running.stop(WAIT)


@pytest.fixture
def heard(engine) -> Listener:
    return Listener(engine)


def test_results_arrive_on_the_gui_thread(engine, heard, qtbot):
    generation = engine.open(SCAN, ObservationSetup(count=64))
    qtbot.waitUntil(lambda: bool(heard.documents), timeout=WAIT)
    document = heard.documents[0]
    assert document.generation == generation
    assert document.run.entries[0].level is not None
    engine.step(document, 2)
    qtbot.waitUntil(lambda: len(heard.entries) == 2, timeout=WAIT)
    assert heard.threads == {threading.current_thread()}
    assert [entry.record.step for _, entry in heard.entries] == [1, 2]


def test_of_many_openings_only_the_last_counts(engine, heard, qtbot):
    for _ in range(5):
        engine.open(SCAN, ObservationSetup())
    last = engine.open(DIGIT, ObservationSetup())
    qtbot.waitUntil(lambda: bool(heard.documents) and heard.documents[-1].generation == last, timeout=WAIT)
    assert heard.documents[-1].source.dim == 2
    assert len(heard.documents) <= 2


def test_an_error_is_told_and_the_engine_goes_on(engine, heard, qtbot, tmp_path):
    engine.open(str(tmp_path / "missing.ply"), ObservationSetup())
    qtbot.waitUntil(lambda: bool(heard.failures), timeout=WAIT)
    slot, notice = heard.failures[0]
    assert slot == "open"
    assert "missing.ply" in notice.text
    assert not notice.details, "a mistake in the input has no traceback"
    engine.open(DIGIT, ObservationSetup())
    qtbot.waitUntil(lambda: bool(heard.documents), timeout=WAIT)


def test_steps_end_when_they_are_cancelled(engine, heard, qtbot):
    engine.open(DIGIT, ObservationSetup(count=64))
    qtbot.waitUntil(lambda: bool(heard.documents), timeout=WAIT)
    engine.step(heard.documents[0], 100_000)
    qtbot.waitUntil(lambda: len(heard.entries) > 2, timeout=WAIT)
    engine.cancel_steps()
    assert engine.target() is None
    qtbot.wait(100)
    count = len(heard.entries)
    qtbot.wait(200)
    assert len(heard.entries) <= count + 1


def test_steps_never_keep_the_window_from_its_keys(engine, heard, qtbot):
    class Slow(QObject):
        """A window that takes longer for a step than the engine; when its loop rests, a key is heard."""

        def __init__(self) -> None:
            super().__init__()
            self.taken: list[int] = []
            self.key = QTimer(self, interval=0, singleShot=True)
            self.key.timeout.connect(engine.cancel_steps)

        @Slot(int, object)
        def show(self, _generation, entry) -> None:
            self.taken.append(entry.record.step)
            time.sleep(0.03)
            if len(self.taken) == PRESSED:
                self.key.start()
            if len(self.taken) == LOST:
                engine.cancel_steps()

    engine.open(DIGIT, ObservationSetup(count=64))
    qtbot.waitUntil(lambda: bool(heard.documents), timeout=WAIT)
    slow = Slow()
    engine.stepped.connect(slow.show)
    engine.step(heard.documents[0], 10_000)
    qtbot.waitUntil(lambda: engine.target() is None, timeout=WAIT)
    qtbot.wait(200)
    assert PRESSED <= len(slow.taken) <= PRESSED + AHEAD + 1


def test_a_task_does_not_run_ahead_of_the_window_and_serves_others_while_it_waits(engine, heard, qtbot):
    made, counts = [], []

    class Slow(QObject):
        @Slot(str, object)
        def show(self, _name, part) -> None:
            time.sleep(0.03)
            counts.append(len(made) - part)

    def work(_):
        for part in range(30):
            made.append(part)
            yield part

    engine.open(DIGIT, ObservationSetup(count=64))
    qtbot.waitUntil(lambda: bool(heard.documents), timeout=WAIT)
    slow = Slow()
    engine.task_progressed.connect(slow.show)
    engine.start_task("quick", "Making parts", work)
    qtbot.waitUntil(lambda: len(counts) > 3, timeout=WAIT)
    engine.step(heard.documents[0], 1)
    qtbot.waitUntil(lambda: len(heard.entries) == 1, timeout=WAIT)
    assert len(made) < 30, "between two parts"
    qtbot.waitUntil(lambda: len(counts) == 30, timeout=WAIT)
    assert max(counts) <= AHEAD + 1


def test_it_stops_in_the_midst_of_work(qapp, own_checkpoints, qtbot):
    engine = Engine()
    heard = Listener(engine)
    engine.start()
    engine.open(DIGIT, ObservationSetup(count=64))
    qtbot.waitUntil(lambda: bool(heard.documents), timeout=WAIT)
    engine.step(heard.documents[0], 100_000)
    qtbot.waitUntil(lambda: bool(heard.entries), timeout=WAIT)
    assert engine.stop(WAIT)
    assert not engine.isRunning()


def test_a_look_into_the_run_lets_steps_go_first_and_ends_with_its_document(engine, heard, qtbot):
    engine.open(DIGIT, ObservationSetup(count=64))
    qtbot.waitUntil(lambda: bool(heard.documents), timeout=WAIT)
    document, order, gate = heard.documents[0], [], threading.Event()

    def long(opened, _):
        assert opened.document.generation == document.generation
        for part in (None, *range(3)):
            order.append(part)
            gate.wait(WAIT / 1000)
            yield part

    engine.answered.connect(heard.answered)
    engine.ask(document, Query("long", long, id))
    qtbot.waitUntil(lambda: order == [None], timeout=WAIT)
    engine.ask(document, Query("later", lambda *_: iter(["old"]), id))
    engine.ask(document, Query("later", lambda *_: iter(["new"]), id))
    engine.step(document, 1)
    gate.set()
    qtbot.waitUntil(lambda: len(heard.parts) >= 5, timeout=WAIT)
    assert heard.parts[0] == ("entry", 1), "the step came between two parts"
    assert heard.parts[1:4] == [(document.generation, "long", part) for part in range(3)]
    assert heard.parts[4] == (document.generation, "later", "new"), "the latest of a name counts"
    gate.clear()
    engine.ask(document, Query("long", long, id))
    qtbot.waitUntil(lambda: len(order) == 5, timeout=WAIT)
    engine.open(DIGIT, ObservationSetup(count=32))
    gate.set()
    qtbot.waitUntil(lambda: len(heard.documents) == 2, timeout=WAIT)
    engine.ask(document, Query("stale", lambda *_: iter(["stale"]), id))
    engine.ask(heard.documents[1], Query("fresh", lambda *_: iter(["fresh"]), id))
    qtbot.waitUntil(lambda: heard.parts[-1][-1] == "fresh", timeout=WAIT)
    assert len(heard.parts) == 6, "nothing of the document that is gone"


def test_an_answer_about_another_document_is_heard_by_nobody(engine, heard, qtbot):
    store, answers = Store(), []
    controller = Controller(store, engine, Settings())
    engine.open(SCAN, ObservationSetup(count=32))
    qtbot.waitUntil(lambda: store.session.document is not None, timeout=WAIT)
    document = store.session.document
    assert document is not None
    engine.ask(document, Query("open", lambda *_: iter(["of the open one"]), answers.append))
    qtbot.waitUntil(lambda: bool(answers), timeout=WAIT)
    engine.answered.emit(document.generation - 1, Query("before", lambda *_: iter(()), answers.append), "of another")
    assert answers == ["of the open one"]
    controller.deleteLater()


def test_the_same_setup_gives_the_same_run(engine, heard, qtbot):
    for turn in (1, 2):
        engine.open(SCAN, ObservationSetup(count=64, seed=5))
        qtbot.waitUntil(lambda turn=turn: len(heard.documents) == turn, timeout=WAIT)
        engine.step(heard.documents[-1], TRAINED)
        qtbot.waitUntil(lambda turn=turn: len(heard.entries) == turn * TRAINED, timeout=WAIT)
    losses = [entry.record.context_loss for _, entry in heard.entries]
    assert losses[:TRAINED] == losses[TRAINED:]


def test_observing_anew_reads_nothing_again_but_a_checkpoint_that_may_have_been_trained(own_checkpoints):
    from app.engine.workspace import observe_anew, open_source

    for checkpoint, kept in (("furniture-scan", True), (str(own_checkpoints / "furniture-scan"), False)):
        before = open_source(SCAN, ObservationSetup(checkpoint, count=64), 1, None, strict=True)
        after = observe_anew(replace(before.document.setup, seed=5), 2, before, strict=True)
        assert after.source is before.source
        assert after.document.run.observation is not before.document.run.observation
        assert (after.method is before.method) == kept


def test_a_setup_that_does_not_fit_leaves_the_source_steppable(engine, heard, qtbot):
    engine.open(SCAN, ObservationSetup(count=64))
    qtbot.waitUntil(lambda: bool(heard.documents), timeout=WAIT)
    engine.observe(ObservationSetup(checkpoint="digits-partial"))
    qtbot.waitUntil(lambda: bool(heard.failures), timeout=WAIT)
    assert "choose a 3D checkpoint" in heard.failures[0][1].text
    engine.step(heard.documents[0], 1)
    qtbot.waitUntil(lambda: bool(heard.entries), timeout=WAIT)


def test_the_store_drops_what_belongs_to_another_document(engine, heard, qtbot):
    store = Store()
    engine.open(SCAN, ObservationSetup(count=64))
    qtbot.waitUntil(lambda: bool(heard.documents), timeout=WAIT)
    document = heard.documents[0]
    store.open(document)
    engine.step(document, 2)
    qtbot.waitUntil(lambda: len(heard.entries) == 2, timeout=WAIT)
    (generation, first), (_, second) = heard.entries
    assert not store.append(generation + 1, first)
    assert not store.append(generation, second), "not the next step"
    assert store.append(generation, first)
    assert not store.append(generation, first), "already there"
    assert store.append(generation, second)
    assert (store.session.cursor, store.session.last) == (2, 2)
    store.discard_steps()
    assert not store.refine(generation, second)


def test_a_step_that_comes_late_does_not_move_the_cursor(engine, heard, qtbot):
    store = Store()
    engine.open(SCAN, ObservationSetup(count=64))
    qtbot.waitUntil(lambda: bool(heard.documents), timeout=WAIT)
    store.open(heard.documents[0])
    engine.step(heard.documents[0], 3)
    qtbot.waitUntil(lambda: len(heard.entries) == 3, timeout=WAIT)
    first, second, third = heard.entries
    store.append(*first)
    assert store.session.cursor == 1, "steps are followed"
    store.move(0)
    assert store.append(*second)
    assert (store.session.cursor, store.session.last) == (0, 2)
    store.follow()
    assert store.append(*third)
    assert (store.session.cursor, store.session.last) == (3, 3)


def test_the_store_announces_each_change_once(qtbot):
    store = Store()
    with qtbot.assertNotEmitted(store.view_changed, wait=10):
        store.set_view(View())
    with qtbot.waitSignal(store.view_changed, timeout=WAIT):
        store.set_view(View(points=False))
    with qtbot.assertNotEmitted(store.cursor_changed, wait=10):
        store.move(3)


def test_the_player_asks_for_nothing_without_a_document(qapp):
    store, engine = Store(), Engine()
    player = Player(store, engine)
    for act in (player.toggle, player.step, player.back, player.first, player.last, player.restart):
        act()
    assert engine.target() is None
    assert not store.session.playing


def test_points_without_a_camera_get_the_checkpoint_for_surfaces(tmp_path, monkeypatch):
    import shutil

    from app.engine.workspace import open_source
    from core.runs.checkpoint import BUNDLED

    monkeypatch.setattr("core.runs.checkpoint.BUNDLED", tmp_path)
    for name in ("furniture-scan", "furniture-surface"):
        shutil.copytree(BUNDLED / name, tmp_path / name)
    cloud = tmp_path / "cloud.xyz"
    points = np.random.default_rng(0).normal(size=(200, 3))
    np.savetxt(cloud, points / np.linalg.norm(points, axis=1, keepdims=True))
    opened = open_source(str(cloud), ObservationSetup(), 1, None, strict=False)
    assert opened.document.setup.checkpoint == "furniture-surface"
    scan = Path(__file__).resolve().parents[2] / "assets" / "shapes" / "chair-scan.pcd"
    assert (
        open_source(str(scan), ObservationSetup(), 2, None, strict=False).document.setup.checkpoint == "furniture-scan"
    )
