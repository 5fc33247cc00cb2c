"""Requests that come at the worst moment: nothing of them is lost, nothing waits for ever, nothing goes on unasked."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, SignalInstance

from app.document.document import ObservationSetup
from app.engine.backpressure import AHEAD
from app.engine.engine import Engine
from app.engine.query import Pace, Query
from core.errors import Interrupted
from tests.app.driving import SHAPES

WAIT = 60_000
DIGIT, CHAIR = str(SHAPES / "digit-3.png"), str(SHAPES / "chair.ply")
AT_ONCE = Qt.ConnectionType.DirectConnection
"""On the engine's thread, in the midst of what it is doing."""


@pytest.fixture
def engine(qapp, own_checkpoints):
    running = Engine()
    yield running
    assert running.stop(WAIT)


def opened(engine: Engine, qtbot, path: str = DIGIT):
    """The document of a path, on a running engine that rests."""
    documents = []
    engine.opened.connect(documents.append)
    engine.start()
    engine.open(path, ObservationSetup(count=64))
    qtbot.waitUntil(lambda: bool(documents) and not engine.doing, timeout=WAIT)
    return documents[0]


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    """What a signal of the engine has brought since now: it may come before a wait for it begins."""
    brought: list[tuple[object, ...]] = []
    signal.connect(lambda *parts: brought.append(parts))
    return brought


def at_words(engine: Engine, words: str, act: Callable[[], object]) -> None:
    """Does something once, between the taking of the job with these words and its first part."""
    done = []

    def hear(heard: str) -> None:
        if heard == words and not done:
            done.append(act())

    engine.busy.connect(hear, AT_ONCE)


def hundred(made: list, name: str):
    def work(_):
        for part in range(100):
            made.append((name, part))
            yield part

    return work


def test_a_task_is_cancelled_before_its_first_part(engine, qtbot):
    made, ends = [], []
    engine.task_ended.connect(lambda *end: ends.append(end))
    at_words(engine, "Racing", lambda: engine.cancel_task("race"))
    engine.start()
    engine.start_task("race", "Racing", hundred(made, "race"))
    qtbot.waitUntil(lambda: bool(ends), timeout=WAIT)
    assert ends == [("race", False)]
    assert not made


def test_the_engine_is_stopped_before_the_first_part_of_a_task(engine, qtbot):
    made = []
    at_words(engine, "Racing", engine.halt)
    engine.start()
    engine.start_task("race", "Racing", hundred(made, "race"))
    qtbot.waitUntil(engine.isFinished, timeout=WAIT)
    assert not made


def test_another_task_ends_one_before_its_first_part(engine, qtbot):
    made, ends = [], []
    engine.task_ended.connect(lambda *end: ends.append(end))
    at_words(engine, "Racing", lambda: engine.start_task("gallery", "Filling", hundred(made, "gallery")))
    engine.start()
    engine.start_task("race", "Racing", hundred(made, "race"))
    qtbot.waitUntil(lambda: len(ends) == 2, timeout=WAIT)
    assert ends == [("race", False), ("gallery", True)]
    assert made == [("gallery", part) for part in range(100)]


def test_a_task_that_never_began_is_told_to_have_ended(engine, qtbot):
    made, ends = [], []
    engine.task_ended.connect(lambda *end: ends.append(end))
    engine.start_task("race", "Racing", hundred(made, "race"))
    engine.start_task("gallery", "Filling", hundred(made, "gallery"))
    engine.start()
    qtbot.waitUntil(lambda: len(ends) == 2, timeout=WAIT)
    assert ends == [("race", False), ("gallery", True)]


@pytest.mark.parametrize("begun", [False, True])
def test_of_a_task_that_another_of_its_name_replaces_nothing_more_is_told(engine, qtbot, begun):
    """As of a gallery that is being shown when a person fills one: its end is not the end of the filling."""
    made, ends, parts = [], [], heard(engine.task_progressed)
    engine.task_ended.connect(lambda *end: ends.append(end))
    if begun:
        at_words(engine, "Showing", lambda: engine.start_task("gallery", "Filling", hundred(made, "second")))
        engine.start()
    engine.start_task("gallery", "Showing", hundred(made, "first"))
    if not begun:
        engine.start_task("gallery", "Filling", hundred(made, "second"))
        engine.start()
    qtbot.waitUntil(lambda: bool(ends), timeout=WAIT)
    qtbot.wait(50)
    assert ends == [("gallery", True)]
    assert [part for _, part in parts] == list(range(100))


def test_the_engine_waits_for_the_window_also_after_a_cancelled_task(engine, qtbot):
    document, made, ends, all_made = opened(engine, qtbot), [], [], threading.Event()
    engine.task_ended.connect(lambda *end: ends.append(end))
    engine.task_progressed.connect(lambda *_: engine.cancel_task("race"))
    engine.start_task("race", "Racing", hundred(made, "race"))
    qtbot.waitUntil(lambda: bool(ends), timeout=WAIT)
    qtbot.wait(50)  # the backlog is empty
    parts = []

    def probe(*_):
        for part in range(50):
            parts.append(part)
            yield part
        all_made.set()

    engine.ask(document, Query("quick", probe, id))
    while len(parts) < AHEAD:
        time.sleep(0.01)
    assert not all_made.wait(0.5), "this thread deals with nothing meanwhile"
    assert len(parts) == AHEAD
    qtbot.waitUntil(all_made.is_set, timeout=WAIT)


def test_what_is_asked_for_during_ten_thousand_steps_is_there_within_three(engine, qtbot):
    document, order = opened(engine, qtbot), []

    def step(generation: int, entry) -> None:
        order.append(entry.record.step)
        if order[-1] == 3:
            engine.extract_truth(document)
            engine.color(document, document.run.entries[0])
            engine.ask(document, Query("probe", lambda *_: iter(["in parts"]), id))
            engine.ask(document, Query("look", lambda *_: iter(["for a hand"]), id, Pace.HAND))

    engine.stepped.connect(step, AT_ONCE)
    engine.truth_ready.connect(lambda *_: order.append("truth"), AT_ONCE)
    engine.answered.connect(lambda _generation, query, _part: order.append(query.key), AT_ONCE)
    engine.refined.connect(lambda _, entry: order.append("colour") if not entry.record.step else None, AT_ONCE)
    engine.step(document, 10_000)
    qtbot.waitUntil(lambda: 7 in order, timeout=WAIT)
    engine.cancel_steps()
    assert {"truth", "probe", "look", "colour"} <= set(order[: order.index(7)]), order


def test_a_dragged_slider_is_followed(engine, qtbot):
    """A look takes four ticks of a slider; of 120 that are asked for, one in four is shown, and the last."""
    document, asked, shown = opened(engine, qtbot), [], []

    def ask() -> None:
        asked.append(len(asked))
        number = asked[-1]

        def work(_, urgent) -> Iterator[int]:
            for _ in range(4):
                if len(asked) < 120:
                    ask()
                if urgent():
                    raise Interrupted
            yield number

        engine.ask(document, Query("offset", work, id, Pace.HAND))

    engine.answered.connect(lambda *found: shown.append(found[2]))
    ask()
    qtbot.waitUntil(lambda: 119 in shown, timeout=WAIT)
    assert len(shown) >= 30
    assert shown == sorted(shown)


def test_a_look_outlives_steps_that_are_cancelled_and_an_opening_that_fails(engine, qtbot, tmp_path):
    document, found, failures = opened(engine, qtbot), [], []
    engine.answered.connect(lambda _, query, part: found.append((query.key, part)))
    engine.failed.connect(lambda slot, _: failures.append(slot))
    turns, refined = [], heard(engine.refined)

    def work(then: Callable[[], object], value: str):
        def look(_, urgent) -> Iterator[str]:
            turns.append(value)
            if turns.count(value) == 1:
                then()
            if urgent():
                raise Interrupted
            yield value

        return look

    engine.step(document, 10_000)
    engine.ask(document, Query("error", work(engine.cancel_steps, "steps"), id, Pace.REST))
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    missing = str(tmp_path / "missing.ply")
    engine.ask(
        document, Query("offset", work(lambda: engine.open(missing, ObservationSetup()), "opening"), id, Pace.HAND)
    )
    engine.refine(document, document.run.entries[0])
    qtbot.waitUntil(lambda: len(found) == 2, timeout=WAIT)
    assert failures == ["open"]
    assert found == [("error", "steps"), ("offset", "opening")]
    assert turns == ["steps", "opening", "opening"]
    qtbot.waitUntil(lambda: bool(refined), timeout=WAIT)


def test_what_was_asked_of_a_document_ends_with_it(engine, qtbot):
    document, found = opened(engine, qtbot), []
    engine.answered.connect(lambda _, _query, part: found.append(part))

    other = engine.adopt(document)
    engine.ask(document, Query("slice", lambda *_: iter(["of the former"]), id, Pace.HAND))
    engine.ask(other, Query("offset", lambda *_: iter(["of the later"]), id, Pace.HAND))
    qtbot.waitUntil(lambda: bool(found), timeout=WAIT)
    taken = heard(engine.stepped)
    engine.step(other, 1)
    qtbot.waitUntil(lambda: bool(taken), timeout=WAIT)
    assert found == ["of the later"]


def test_an_engine_that_cannot_start_says_so_and_rests(engine, qtbot, monkeypatch):
    def broken(_):
        raise RuntimeError("no device")

    words, failures = [], []
    engine.busy.connect(words.append)
    engine.failed.connect(lambda slot, notice: failures.append((slot, notice.text)))
    monkeypatch.setattr("app.engine.checkpoints.catalogue", broken)
    engine.start()
    qtbot.waitUntil(lambda: bool(failures) and words[-1] == "", timeout=WAIT)
    assert words == ["Starting the engine", ""]
    assert failures[0][0] == "open"
    assert "no device" in failures[0][1]


def test_a_goal_is_moved_while_its_steps_run_and_never_after(engine, qtbot):
    document, steps = opened(engine, qtbot), []
    engine.stepped.connect(lambda _, entry: steps.append(entry.record.step), AT_ONCE)
    engine.stepped.connect(lambda _, entry: engine.step(document, 4) if entry.record.step == 2 else None, AT_ONCE)
    engine.step(document, 10_000)
    qtbot.waitUntil(lambda: engine.target() is None and not engine.doing, timeout=WAIT)
    assert steps == [1, 2, 3, 4]


def test_lines_of_another_checkpoint_read_it_once(engine, qtbot, monkeypatch):
    import core.runs.branch
    from core.methods.overrides import Overrides

    document, reads, lines = opened(engine, qtbot), [], []
    load = core.runs.branch.load_checkpoint
    monkeypatch.setattr(core.runs.branch, "load_checkpoint", lambda name: reads.append(name) or load(name))
    engine.branched.connect(lines.append)
    engine.branch(document, 0, Overrides(checkpoint="digits-partial", points=32))
    qtbot.waitUntil(lambda: bool(lines), timeout=WAIT)
    before, taken, refined = len(reads), heard(engine.stepped), heard(engine.refined)
    engine.step(lines[0], 3)
    qtbot.waitUntil(lambda: len(taken) == 3, timeout=WAIT)
    engine.refine(lines[0], lines[0].run.entries[0])
    qtbot.waitUntil(lambda: bool(refined), timeout=WAIT)
    assert len(reads) == before
