"""Store and History under any edits: undo all gives the first session, redo all the last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack

from app.control.controller import Controller
from app.control.history import USUAL_SECONDS, Change, History
from app.document.bookmarks import with_camera
from app.document.document import Arrival, Camera, Document, ObservationSetup, View, WindowState, gestures
from app.document.inspection import Inspect
from app.document.settings import Settings
from app.document.store import Store, changed_parts
from app.document.undo_labels import Named
from app.engine.engine import Engine
from core.methods.overrides import Overrides
from core.runs.run import advance
from tests.app.driving import SHAPES
from tests.trials import examples

VIEWS = st.builds(View, points=st.booleans(), height=st.booleans(), color=st.sampled_from(["", "curvature"]))
INSPECTS = st.builds(
    Inspect, iso=st.sampled_from([0.0, 0.1]), residual=st.booleans(), side=st.sampled_from(["surface", "truth"])
)
NAMES = st.sampled_from(["", "one", "two"])
PLACES = st.integers(0, 5)


def essence(session: WindowState) -> dict[str, Any]:
    """What of a session undo and redo are about. Steps are told by their losses, of each line."""
    document = session.document
    assert document is not None
    return {
        "source": (document.source.path, document.setup),
        "lines": [(line.number, line.parent, line.at, line.name) for line in document.lines],
        "shown": document.line,
        "steps": {line.number: [e.record.context_loss for e in line.run.entries] for line in document.all_lines},
        "view": session.view,
        "bookmarks": session.bookmarks,
        "inspect": replace(session.inspect, side="surface"),
    }


@pytest.mark.parametrize(
    ("key", "gestures_of_both", "later", "one"),
    [
        ("iso", (0, 0), USUAL_SECONDS - 0.1, True),
        ("iso", (0, 0), USUAL_SECONDS + 0.1, False),
        ("iso", (7, 7), 100.0, True),
        ("iso", (7, 8), 0.0, False),
        ("iso", (0, 7), 0.0, False),
        ("", (0, 0), 0.0, False),
    ],
)
def test_changes_of_one_value_are_one_within_their_time_or_their_drag(monkeypatch, key, gestures_of_both, later, one):
    now = [50.0]
    monkeypatch.setattr("app.control.history.time.monotonic", lambda: now[0])
    desk: Any = SimpleNamespace(session=WindowState(inspect=Inspect(iso=0.2)))
    stack = QUndoStack()
    for iso, gesture in zip((0.0, 0.1), gestures_of_both, strict=True):
        stack.push(Change(Named("iso-value", key, "inspect"), desk, WindowState(inspect=Inspect(iso=iso)), gesture))
        now[0] += later
    assert stack.count() == (1 if one else 2)


class Edits(RuleBasedStateMachine):
    """A person at the store, with an engine that was never started: what it would answer is brought by hand."""

    shapes: tuple[Any, ...] = ()  # what was opened: app.engine.workspace.Workspace

    def __init__(self) -> None:
        super().__init__()
        self.engine, self.store = Engine(), Store()
        self.controller = Controller(self.store, self.engine, Settings())
        self.history = History(self.store, self.controller)
        self.late: list[Document] = []
        self.told: list[str] = []
        self.store.changed.connect(lambda before, now: self.told.extend(changed_parts(before, now)))

    @property
    def session(self) -> WindowState:
        return self.store.session

    @property
    def document(self) -> Document:
        document = self.store.session.document
        assert document is not None
        return document

    @property
    def stack(self) -> Any:
        return self.history.stack

    def answer(self, generation: int, place: int, setup: ObservationSetup, arrival: Arrival | None = None) -> Document:
        """What the engine would hand back, of an opening of its own."""
        opened = self.shapes[place % len(self.shapes)]
        document = replace(opened.document, generation=generation, setup=setup, arrival=arrival)
        return replace(document, origin=replace(opened, document=document))

    @initialize()
    def begin(self) -> None:
        self.engine.opened.emit(
            self.answer(self.controller.open_with("first", ObservationSetup()), 0, ObservationSetup())
        )
        self.first = essence(self.session)

    @rule(place=PLACES)
    def open(self, place: int) -> None:
        self.engine.opened.emit(
            self.answer(self.controller.open_with("other", ObservationSetup()), place, ObservationSetup(seed=place))
        )

    @rule(view=VIEWS, inspect=INSPECTS)
    def open_session(self, view: View, inspect: Inspect) -> None:
        arrival = Arrival(0, view, None, "kept.metasdf", inspect)
        generation = self.controller.open_with("kept.metasdf", ObservationSetup())
        self.engine.opened.emit(self.answer(generation, 0, ObservationSetup(), arrival))

    @rule(count=st.integers(10, 12), dragged=st.booleans())
    def observe(self, count: int, dragged: bool) -> None:
        setup = replace(self.document.setup, count=count)
        generation = self.controller.change_setup(setup, next(gestures) if dragged else 0)
        self.engine.opened.emit(self.answer(generation, 0, setup))

    @rule(seed=PLACES)
    def ask(self, seed: int) -> None:
        """An observation that has not come yet."""
        setup = replace(self.document.setup, seed=seed)
        self.late.append(self.answer(self.controller.change_setup(setup), 0, setup))

    @precondition(lambda self: self.late)
    @rule()
    def arrive(self) -> None:
        self.engine.opened.emit(self.late.pop())

    @rule(count=st.integers(1, 3))
    def step(self, count: int) -> None:
        opened: Any = self.document.origin
        for _ in range(count):
            run = self.document.run
            entry = advance(run, opened.on(run).method)
            self.engine.stepped.emit(self.document.generation, entry)

    @rule(place=PLACES)
    def step_beside(self, place: int) -> None:
        lines = self.document.all_lines
        line = lines[place % len(lines)]
        opened: Any = self.document.origin
        self.store.grow(self.document.generation, line.number, advance(line.run, opened.on(line.run).method))

    @rule(step=PLACES)
    def move(self, step: int) -> None:
        self.store.move(step)

    @rule()
    def discard(self) -> None:
        self.store.discard_steps()

    @precondition(lambda self: self.store.session.document and len(self.document.lines) < 4)
    @rule()
    def branch(self) -> None:
        from app.engine.workspace import branch

        opened: Any = self.document.origin
        generation = self.engine.branch(self.document, self.session.cursor, Overrides(rate_scale=0.5))
        self.controller._asked = generation
        document = branch(opened, self.document, self.session.cursor, Overrides(rate_scale=0.5), generation)
        self.engine.branched.emit(document)

    @rule(place=PLACES)
    def show_line(self, place: int) -> None:
        self.controller.show_line(self.document.lines[place % len(self.document.lines)].number)

    @rule(place=PLACES)
    def delete_line(self, place: int) -> None:
        self.controller.delete_line(self.document.lines[place % len(self.document.lines)].number)

    @rule(place=PLACES, name=NAMES)
    def rename_line(self, place: int, name: str) -> None:
        self.controller.rename_line(self.document.lines[place % len(self.document.lines)].number, name)

    @rule(view=VIEWS)
    def look(self, view: View) -> None:
        self.store.set_view(view)

    @rule()
    def keep_the_camera(self) -> None:
        camera = Camera((0.0, 0.0, 5.0), (0.0, 0.0, 0.0), (0.0, 1.0, 0.0), 30.0, 1.0)
        self.store.set_bookmarks(with_camera(self.session.bookmarks, "field", camera))

    @precondition(lambda self: self.session.bookmarks)
    @rule(place=PLACES)
    def forget_a_camera(self, place: int) -> None:
        kept = self.session.bookmarks
        self.store.set_bookmarks(tuple(b for n, b in enumerate(kept) if n != place % len(kept)))

    @rule(inspect=INSPECTS, dragged=st.booleans())
    def inspect(self, inspect: Inspect, dragged: bool) -> None:
        self.store.set_inspect(inspect, next(gestures) if dragged else 0)

    def take_back(self) -> None:
        """One undo. No step is lost by it where lines came or went."""
        before, document = essence(self.session)["steps"], self.document
        self.history.undo()
        same = document.origin is self.document.origin
        if same and [line.number for line in document.lines] != [line.number for line in self.document.lines]:
            now = essence(self.session)["steps"]
            assert all(len(now[line]) >= len(before[line]) for line in before.keys() & now.keys())

    @rule(times=st.integers(1, 3))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.take_back()

    @rule()
    def redo(self) -> None:
        self.history.redo()

    @rule()
    def there_and_back(self) -> None:
        """All the way down and up again."""
        while self.stack.canRedo():
            self.history.redo()
        if self.controller.pending:
            self.history.undo()
        last, count = essence(self.session), self.stack.count()
        while self.stack.canUndo():
            self.take_back()
        bottom = essence(self.session)
        steps, first = bottom.pop("steps"), dict(self.first)
        begun = first.pop("steps")
        assert bottom == first
        assert {number: losses[: len(begun[number])] for number, losses in steps.items()} == begun
        while self.stack.canRedo():
            self.history.redo()
        assert essence(self.session) == last
        assert self.stack.count() == count, "what undo and redo do is no change"

    def teardown(self) -> None:
        if self.store.session.document is not None:
            self.there_and_back()
        self.controller.deleteLater()
        self.history.deleteLater()


@pytest.fixture(scope="module")
def shapes(qapp, checkpoints: Path) -> Any:
    """Two pictures, opened on a real, small, untrained checkpoint."""
    from app.engine.workspace import open_source

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.runs.checkpoint.BUNDLED", checkpoints)
        names = ("digit-3.png", "digit-7.png")
        setup = ObservationSetup(checkpoint="digits-partial", count=64)
        yield tuple(open_source(str(SHAPES / name), setup, 0, None, strict=True) for name in names)


def test_what_is_changed_by_who_hears_of_a_change_comes_after_it(shapes: Any) -> None:
    Edits.shapes = shapes
    hands = Edits()
    hands.begin()
    first, once = essence(hands.session), Qt.ConnectionType.SingleShotConnection
    hands.store.document_changed.connect(lambda: hands.store.set_view(replace(hands.session.view, height=True)), once)
    hands.open(1)
    done = [hands.stack.text(place) for place in range(hands.stack.count())]
    assert done == ["open digit-7.png", "show the height surface"]
    hands.stack.undo()
    assert (hands.document.source.name, hands.session.view.height) == ("digit-7.png", False)
    hands.stack.undo()
    assert essence(hands.session) == first


def test_undo_all_gives_the_first_session_and_redo_all_the_last(shapes: Any) -> None:
    Edits.shapes = shapes
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=examples(100), stateful_step_count=30, deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )  # fmt: skip
