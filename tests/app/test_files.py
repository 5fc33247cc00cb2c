"""Files by hand: several dropped at once, recent ones, paths that look like HTML, numbers as people type them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QListView, QSpinBox, QWidget

from app.document.settings import Settings
from app.tools.gallery.form import FOLDER
from app.widgets.labels import as_written
from app.widgets.notices import Notice
from app.widgets.numbers import DecimalBox, use_one_format
from app.window.files import RecentFiles
from app.window.window import MainWindow
from tests.app.driving import SHAPES, Person

pytestmark = pytest.mark.gl


def drop(person: Person, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, modifier = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    person.window.dropEvent(QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, button, modifier))


def test_of_several_dropped_files_it_is_said_which_one_was_opened(person):
    drop(person, SHAPES / "chair.ply", SHAPES / "table.ply", SHAPES / "bench.ply")
    person.wait(lambda: person.session.document.source.name == "chair.ply")
    person.wait(person.idle)
    assert "chair.ply was opened and the 2 others were not" in person.window.notices.text
    assert "gallery" in person.window.notices.text
    drop(person, SHAPES / "table.ply")
    person.wait(lambda: person.session.document.source.name == "table.ply")
    assert person.window.notices.text == ""


def test_of_several_dropped_files_the_first_of_which_is_none_nothing_is_said_later(person, tmp_path):
    drop(person, tmp_path / "gone.ply", SHAPES / "table.ply")
    person.wait(lambda: "gone.ply does not exist" in person.window.notices.text)
    person.open(SHAPES / "bench.ply")
    assert person.window.notices.text == ""


def test_what_looks_like_html_is_shown_as_it_is(person):
    strip = person.window.notices
    strip.show_notice(Notice("info", "The session is in /home/<b>me</b>/<img src=x>.metasdf."))
    assert strip.message.textFormat() == Qt.TextFormat.PlainText
    plain = strip.message.heightForWidth(150)
    strip.show_notice(Notice("info", "The session is in /home/me/.metasdf."))
    assert strip.message.heightForWidth(150) < plain


def test_names_are_shown_as_they_are_wherever_they_stand(person, tmp_path):
    window, odd = person.window, "<i>a & <b>b.ply"
    shutil.copy(SHAPES / "chair.ply", tmp_path / odd)
    person.open(tmp_path / odd)
    for top in (window, window.race, window.gallery, window.recorder):
        labels = top.findChildren(QLabel)
        assert not [label.text() for label in labels if label.textFormat() == Qt.TextFormat.AutoText]
    window.gallery.form.choose(FOLDER)
    window.gallery.form.take(str(tmp_path / odd))
    assert window.gallery.form.path.text().replace("&&", "&") == odd
    assert "&&" in window.gallery.form.path.text()
    window.views.keep()
    window.store.set_bookmarks(tuple(replace(kept, name=odd) for kept in window.store.session.bookmarks))
    said = [tip for tip in tips_of(window) if "<i>a" in tip or "&lt;i&gt;a" in tip]
    assert len(said) >= 4, "of the name, of Open Recent, of Undo, of the place that was kept"
    for tip in said:
        words = QTextDocument()
        words.setHtml(tip)
        assert odd in words.toPlainText(), tip
    assert as_written("a b\nc") == "a b\nc"


def tips_of(window: QWidget) -> list[str]:
    """All tool tips of a window: of its actions and parts, and of the entries of its lists."""
    models = (box.model() for box in (*window.findChildren(QComboBox), *window.findChildren(QListView)))
    entries = (model.index(row, 0) for model in models for row in range(model.rowCount()))
    told = [str(entry.data(Qt.ItemDataRole.ToolTipRole) or "") for entry in entries]
    return told + [one.toolTip() for kind in (QAction, QWidget) for one in window.findChildren(kind)]


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


def test_the_window_has_one_format(person):
    assert person.window.recorder.seconds.locale().decimalPoint() == "."
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))  # as the system has it
    try:
        again = MainWindow()
        count = again.observe.findChild(QSpinBox, "count")
        assert count is not None
        assert (count.locale().decimalPoint(), QLocale().groupSeparator()) == (".", ",")
        again.close()
        again.deleteLater()
    finally:
        QLocale.setDefault(before)
