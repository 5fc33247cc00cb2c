"""The window in Japanese, in a process of its own: words are translated when their modules are imported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.system.words import plain, tr, wrapped
from app.tools.lesson.pages import bundled_lessons
from core.storage.resources import LESSONS

ROOT = Path(__file__).resolve().parents[2]

JAPANESE = """
import json, re, sys
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDockWidget, QLabel, QMenu, QWidget

QSettings.setDefaultFormat(QSettings.Format.IniFormat)
QApplication.setApplicationName("MetaSDF Live")
application = QApplication(sys.argv[:1])
from app.document.settings import Settings
from app.system import language, words

early = []
asked = words.tr
words.tr = lambda text, /, **values: (early.append(text), asked(text, **values))[1]
language.can_show = lambda name: True
before = [name for name in sys.modules if name.startswith(("app.window.", "app.tools.", "app.control."))]
language.speak(application, Settings().language)
words.tr = asked
from app.tools.lesson.pages import bundled_lessons, load_lesson
from app.window.window import MainWindow

window = MainWindow()
window.asks = False
window.resize(1024, 700)
window.show()
window.begin()


def look() -> None:
    menus = [menu.title() for menu in window.menuBar().findChildren(QMenu) if menu.title()]
    said = {
        "early": early, "before": before,
        "menus": menus,
        "actions": {action.objectName(): [action.text(), action.toolTip()] for action in window.actions()},
        "docks": [dock.windowTitle() for dock in window.findChildren(QDockWidget)],
        "labels": sorted({label.text() for label in window.findChildren(QLabel)}),
        "buttons": sorted({button.text() for button in window.findChildren(QAbstractButton)}),
        "said": sorted(
            {words for top in (window, *window._others) for part in (top, *top.findChildren(QWidget))
             for words in (part.toolTip(), part.accessibleName(), part.accessibleDescription(), part.windowTitle())}
        ),
        "lessons": [str(path) for path in bundled_lessons()],
        "status": window.status.findChildren(QLabel)[0].text(),
    }
    for path in bundled_lessons():
        load_lesson(path, [a.objectName().removeprefix("action.") for a in window.actions()], window.frames())
    said["told"] = [words.told(text) for text in json.loads(sys.argv[1])]
    print(json.dumps(said))
    sys.stdout.flush()
    window.settings.asks = False
    window.close()
    application.quit()


window.start.completed.connect(lambda: QTimer.singleShot(0, look))
application.exec()
window.engine.wait()
"""


def begun(language: str, tmp_path: Path, **more: str) -> dict:
    """What the window says, with this language in its settings."""
    home = tmp_path / "config" / "MetaSDF"
    home.mkdir(parents=True)
    (home / "MetaSDF Live.ini").write_text(f"[General]\nlanguage={language}\nask_about_unsaved_work=no\n")
    surroundings = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config"), **more}
    done = subprocess.run(
        [sys.executable, "-c", JAPANESE, json.dumps(list(FAULTS))],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


FAULTS = {
    "/a b/chair.ply does not exist; check the path.": "/a b/chair.ply がありません。パスを確かめてください。",
    "empty: the field is outside everywhere (smallest value 0.807)": "空: 場がどこでも外側です（最小値 0.807）",
    "x.metasdf is damaged or not a session file (it has no steps); open the shape itself and save the session again.": (
        "x.metasdf は壊れているか、セッションのファイルではありません（ステップがありません）。"
        "形状そのものを開き、セッションを保存し直してください。"
    ),
    "step 3: rates × 2": "ステップ 3: 学習率 × 2",
    "b.xyz: 2 points without a measurement were left out. b.xyz は3次元です。": (
        "b.xyz: 測定値のない 2 点を除きました。 b.xyz は3次元です。"
    ),
    "nothing that is known": "nothing that is known",
}
"""What modules say that know no languages, and how it is told."""


def japanese(text: str) -> bool:
    return any("\u3040" <= letter <= "\u30ff" or "\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.gl
@pytest.mark.slow
def test_the_window_speaks_japanese(tmp_path: Path):
    said = begun("ja", tmp_path)
    assert not said["early"], "these words were asked for before the language was known"
    assert not said["before"]
    same = {"action.language_en", "action.about"}
    for name, (text, tip) in said["actions"].items():
        if name.startswith("action."):
            assert japanese(text) or name in same, f"{name} says {text!r}"
            assert japanese(tip), f"{name} has the tip {tip!r}"
    assert all(japanese(title) for title in said["docks"] + said["menus"])
    assert "ファイル(&F)" in said["menus"]
    assert said["status"].startswith("ステップ")
    english = [text for text in said["labels"] + said["buttons"] + said["said"] if len(text.split()) > 2]
    assert not [text for text in english if text.isascii() and "/" not in text], english
    assert said["told"] == list(FAULTS.values())
    assert len(said["lessons"]) == 7
    assert all(f"{os.sep}ja{os.sep}" in path for path in said["lessons"])


@pytest.mark.gl
@pytest.mark.slow
@pytest.mark.parametrize(("wish", "expected"), [("ja_JP.UTF-8", True), ("de_DE.UTF-8", False), ("C", False)])
def test_the_language_of_the_system_is_spoken_where_it_is_known(wish: str, expected: bool):
    code = "from PySide6.QtGui import QGuiApplication; from app.system.language import of_system;print(of_system())"
    surroundings = {**os.environ, "LANG": wish, "LC_ALL": wish, "LANGUAGE": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == ("ja" if expected else "en"), done.stderr


def test_without_a_font_the_window_stays_english_and_says_what_to_install(qapp, monkeypatch):
    from app.system import language

    monkeypatch.setattr(language, "can_show", lambda name: name == "en")
    language.speak(qapp, "ja")
    assert "fonts-noto-cjk" in language.fault()
    assert tr("&Open…") == "&Open…"
    language.speak(qapp, "en")
    assert not language.fault()


@pytest.mark.gl
def test_the_menu_chooses_the_language_of_the_next_start(person):
    actions, settings = person.window.actions_by_key, person.window.settings
    assert actions["language_system"].isChecked()
    actions["language_ja"].trigger()
    assert settings.language == "ja"
    assert "next start" in person.window.notices.text
    assert not actions["language_system"].isChecked()
    actions["language_system"].trigger()
    assert settings.language == "system"


def test_words_without_a_translation_are_as_they_are_written():
    assert tr("{count} of {total}", count=3, total=7) == "3 of 7"
    assert tr("{as it is}") == "{as it is}"
    assert plain("&Open…") == "Open…"
    assert plain("開く(&O)…") == "開く…"


def test_lines_break_between_letters_of_east_asia_but_not_before_their_signs():
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("場がどこでも、外側", 10) == ["場がどこで", "も、外側"]
    assert wrapped("場がどこで\nも、外側", 40) == ["場がどこでも、外側"]
    assert wrapped("値 0.807 です", 8) == ["値 0.807", "です"]


def test_lessons_are_english_unless_another_language_is_spoken():
    assert [path.parent for path in bundled_lessons()] == [LESSONS] * 7
