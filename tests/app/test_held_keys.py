"""Keys that are held on a real keyboard: at most one step is on its way, and letting go ends it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.app.keyboard import RIGHT, SPACE, Keyboard

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


def test_a_held_key_asks_for_one_step_at_a_time_and_letting_go_ends_it(person, keyboard):
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
    person.wait(person.idle)
    assert person.session.last - last <= 1
    assert not person.session.playing


def test_space_that_is_held_starts_to_play_once(person, keyboard):
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


def test_a_key_that_comes_back_in_the_moment_it_was_let_go_is_no_new_press(person):
    """X repeats a held key as a release and a press of one moment; Qt knows them only where both arrive together."""

    def sent(kind: QEvent.Type, moment: int) -> bool:
        event = QKeyEvent(kind, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(moment)
        event.ignore()
        QApplication.sendEvent(person.window, event)
        return event.isAccepted()

    sent(QEvent.Type.KeyRelease, 5000)
    assert sent(QEvent.Type.ShortcutOverride, 5000), "kept from the shortcuts"
    assert not sent(QEvent.Type.ShortcutOverride, 5001), "pressed anew"
