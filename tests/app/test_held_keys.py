"""Keys that are held on a real keyboard: at most one step is on its way, and letting go ends it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject

from tests.app.keyboard import RIGHT, SPACE, Keyboard
from tests.app.test_window import Person, person  # noqa: F401 (a fixture)

pytestmark = pytest.mark.gl


@pytest.fixture
def keyboard() -> Iterator[Keyboard]:
    try:
        keys = Keyboard()
    except RuntimeError as problem:
        pytest.skip(str(problem))
    yield keys
    keys.close()


class Repeats(QObject):
    """Counts the repeats that arrive at the window, whether or not anything is done about them."""

    def __init__(self, window) -> None:
        super().__init__(window)
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        self.count += event.type() == QEvent.Type.ShortcutOverride and event.isAutoRepeat()
        return False


def test_a_held_key_asks_for_one_step_at_a_time_and_letting_go_ends_it(person, keyboard):  # noqa: F811
    engine, store = person.window.engine, person.window.store
    repeats, targets = Repeats(person.window), []
    ask = engine.step
    engine.step = lambda document, target: targets.append(target - store.session.last) or ask(document, target)
    try:
        with keyboard.held(RIGHT):
            person.wait(lambda: repeats.count > 20 and person.session.last >= 3)
    finally:
        del engine.step
    person.wait(lambda: engine.target() is None)
    last = person.session.last
    assert max(targets) == 1, "never two on their way"
    person.qtbot.wait(300)
    assert person.session.last - last <= 1
    person.wait(person.idle)
    assert not person.session.playing


def test_space_that_is_held_starts_to_play_once(person, keyboard):  # noqa: F811
    changes = []
    person.window.player.set_speed(0.25)
    person.window.store.playing_changed.connect(lambda: changes.append(person.session.playing))
    repeats = Repeats(person.window)
    with keyboard.held(SPACE):
        person.wait(lambda: repeats.count > 10)
    assert changes[:1] == [True]
    assert len(changes) <= 2, "started, and ended by itself at most"
    person.window.player.pause()
    person.window.player.set_speed(1)
