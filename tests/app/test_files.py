"""Files by hand: several dropped at once, recent ones, paths that look like HTML, numbers as people type them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSpinBox, QWidget

from app.document.settings import Settings
from app.widgets.notices import Notice
from app.widgets.numbers import DecimalBox, use_one_format
from app.window.files import RecentFiles
from tests.app.conftest import SHAPES
from tests.app.test_window import Person, person  # noqa: F401

pytestmark = pytest.mark.gl


def drop(person: Person, *paths: Path) -> None:  # noqa: F811
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, modifier = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    person.window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, button, modifier))


def test_of_several_dropped_files_it_is_said_which_one_was_opened(person):  # noqa: F811
    drop(person, SHAPES / "chair.ply", SHAPES / "table.ply", SHAPES / "bench.ply")
    person.wait(lambda: person.session.document.source.name == "chair.ply")
    person.wait(person.idle)
    assert "chair.ply was opened and the 2 others were not" in person.window.notices.text
    assert "gallery" in person.window.notices.text
    drop(person, SHAPES / "table.ply")
    person.wait(lambda: person.session.document.source.name == "table.ply")
    assert person.window.notices.text == ""


def test_what_looks_like_html_is_shown_as_it_is(person):  # noqa: F811
    strip = person.window.notices
    strip.show_notice(Notice("info", "The session is in /home/<b>me</b>/<img src=x>.metasdf."))
    assert strip._text.textFormat() == Qt.TextFormat.PlainText
    plain = strip._text.heightForWidth(150)
    strip.show_notice(Notice("info", "The session is in /home/me/.metasdf."))
    assert strip._text.heightForWidth(150) < plain


def test_recent_files_are_found_from_everywhere_and_told_apart(qtbot, tmp_path, monkeypatch):
    settings = Settings()
    settings.forget_recent()
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        shutil.copy(SHAPES / "chair.ply", tmp_path / folder / "a & b.ply")
    monkeypatch.chdir(tmp_path)
    for path in ("one/a & b.ply", "two/a & b.ply", "furniture:test#3"):
        settings.remember(path)
    one, two = (str(tmp_path / folder / "a & b.ply") for folder in ("one", "two"))
    assert settings.recent == ["furniture:test#3", two, one]
    other = Settings()  # of another window
    other.remember(one)
    settings.remember("furniture:test#4")
    assert settings.recent[:2] == ["furniture:test#4", one]
    parent = QWidget()
    qtbot.addWidget(parent)
    menu = RecentFiles(settings, parent)
    texts = [action.text() for action in menu.actions()]
    assert len(set(texts)) == len(texts)
    assert any("a && b.ply" in text and "two" in text for text in texts)
    settings.forget_recent()


@pytest.mark.parametrize("kept", ["[" * 100_000, "7", "{", '"\\ud800"'])
def test_settings_that_are_none_are_forgotten(qapp, kept):
    settings = Settings()
    for key in ("inspect", "gallery"):
        settings._store.setValue(key, kept)
    assert settings.gallery == {}
    assert settings.inspect == Settings().inspect
    for key in ("inspect", "gallery"):
        settings._store.remove(key)


@pytest.mark.parametrize("system", ["de_DE", "en_US", "fr_CH"])
@pytest.mark.parametrize(("typed", "value"), [("0.5", 0.5), ("0,5", 0.5), ("12", 12), ("1.25", 1.25)])
def test_a_number_is_what_was_typed_whatever_the_system(qtbot, system, typed, value):
    before = QLocale()
    try:
        QLocale.setDefault(QLocale(system))
        use_one_format()
        box, steps = DecimalBox(maximum=100, suffix=" s"), QSpinBox(maximum=20_000, value=2000)
        for widget in (box, steps):
            qtbot.addWidget(widget)
        steps.setGroupSeparatorShown(True)
        box.selectAll()
        QTest.keyClicks(box, typed)
        assert box.value() == value
        assert steps.text() == "2,000"
    finally:
        QLocale.setDefault(before)


def test_the_window_has_one_format(person):  # noqa: F811
    assert person.window.recorder.seconds.locale().decimalPoint() == "."
    assert person.window.train._steps.locale().decimalPoint() == "."
