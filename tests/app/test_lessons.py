"""Lessons: every bundled one plays to its end in the real window; a faulty one is one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDockWidget, QRadioButton, QToolButton

from app import formulas
from app.actions import SPECS
from app.lessons import FORMULA, bundled_lessons, load_lesson
from app.window import MainWindow
from core.errors import UserError
from tests.app.test_window import Person, drop

KEYS = {spec.key for spec in SPECS}
PARTS = {"shape", "observe", "curves", "toolbar", "transport", "status"}


def written(folder: Path, page: str, head: str = 'format = 1\ntitle = "T"\nsummary = "S"\n') -> Path:
    path = folder / "lesson.toml"
    path.write_text(f"{head}\n{page}")
    return path


PLAIN = '[[page]]\ntitle = "P"\ntext = "words"\n'


def test_there_are_seven_and_each_is_whole():
    lessons = [load_lesson(path, KEYS, PARTS) for path in bundled_lessons()]
    assert len(lessons) == 7
    for lesson in lessons:
        assert lesson.pages
        assert any(page.question for page in lesson.pages)
        for page in lesson.pages:
            for tex in FORMULA.findall(page.text + page.reveal):
                assert formulas.drawing(tex.strip(), 16, "#000000").startswith(b"<svg")
            assert "$" not in FORMULA.sub("", page.text + page.reveal + page.question), "half a formula"


@pytest.mark.parametrize(("page", "fault"), [
    ("", r"has no \[\[page\]\]"),
    ('[[page]]\ntitle = "P"\n', "page 1 needs a text 'text'"),
    (PLAIN + "colour = 1\n", "page 1 has the unknown key 'colour'"),
    (PLAIN + 'hide = ["sun"]\n', "part 'sun'"),
    (PLAIN + 'buttons = ["explode"]\n', "action 'explode'"),
    (PLAIN + 'question = "why?"\n', "both a question and a reveal"),
    (PLAIN + 'question = "why?"\nreveal = "so"\nchoices = ["a"]\nanswer = 2\n', "none of its 1 choices"),
    (PLAIN + 'scene = { shape = "moon.ply" }\n', "'moon.ply' of page 1 is neither"),
    (PLAIN + 'scene = { checkpoint = "moon" }\n', "'moon' of page 1 is neither"),
    (PLAIN + "scene = { step = -1 }\n", "step of page 1"),
    (PLAIN + "scene = { conditions = { fog = 1 } }\n", "unknown key 'fog'"),
    (PLAIN + "[[page.variant]]\nscene = {}\n", "page 1, variant 1 needs a text 'label'"),
    ("[[page", "not a TOML text"),
])  # fmt: skip
def test_a_faulty_lesson_names_file_place_and_fault(tmp_path, page, fault):
    with pytest.raises(UserError, match=fault) as caught:
        load_lesson(written(tmp_path, page), KEYS, PARTS)
    assert "lesson.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_example_of_the_page_for_teachers_is_a_lesson(tmp_path):
    page = (Path(__file__).resolve().parents[2] / "docs" / "lessons.md").read_text()
    example = page.split("```toml\n")[1].split("```")[0]
    (tmp_path / "mine.toml").write_text(example)
    lesson = load_lesson(tmp_path / "mine.toml", KEYS, PARTS)
    assert lesson.pages[0].answer == 2
    assert FORMULA.search(lesson.pages[0].text)


def test_a_formula_that_cannot_be_read_is_an_error_of_its_own():
    with pytest.raises(ValueError, match="cannot be read"):
        formulas.drawing(r"\frac{1", 16, "#000000")


@pytest.fixture(scope="module")
def lesson_window(qapp) -> Iterator[MainWindow]:
    """One window with the bundled checkpoints, as lessons use them."""
    window = MainWindow()
    window.resize(1280, 900)
    window.show()
    window.begin()
    loop = QEventLoop()
    window.start.completed.connect(loop.quit)
    QTimer.singleShot(100_000, loop.quit)
    loop.exec()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def person(lesson_window: MainWindow, qtbot) -> Iterator[Person]:
    hands = Person(lesson_window, qtbot)
    lesson_window.activateWindow()
    hands.wait(lambda: lesson_window.isActiveWindow() and hands.session.document is not None)
    yield hands
    lesson_window.lesson.end()
    lesson_window.notices.dismiss()
    hands.wait(hands.idle)


def dock(window: MainWindow, name: str) -> QDockWidget:
    found = window.findChild(QDockWidget, f"dock.{name}")
    assert isinstance(found, QDockWidget)
    return found


def choose(person: Person, name: str) -> None:
    box = person.window.findChild(QComboBox, "lesson")
    assert isinstance(box, QComboBox)
    index = next(i for i in range(box.count()) if name in box.itemText(i))
    box.setCurrentIndex(index)
    box.activated.emit(index)


@pytest.mark.gl
@pytest.mark.timeout(400)
def test_every_bundled_lesson_plays_to_its_end(person):
    window = person.window
    person.qtbot.keyClick(window, Qt.Key.Key_F2)
    assert dock(window, "lesson").isVisible()
    for path in bundled_lessons():
        lesson = load_lesson(path, KEYS, PARTS)
        choose(person, path.stem[2:].replace("-", " ")[1:])
        for number, page in enumerate(lesson.pages):
            assert window.lesson.page is not None
            assert window.lesson.page.title == page.title
            scene = page.variants[0].scene if page.variants else page.scene
            if scene is not None and scene.shape:
                person.wait(lambda s=scene: person.session.document.source.path == s.shape)
            if scene is not None and scene.step is not None:
                person.wait(lambda s=scene: person.session.cursor == s.step)
            for part in page.hide:
                if part in ("shape", "observe", "curves"):
                    assert not dock(window, part).isVisible()
            assert window.notices.text == "" or "checkpoint is now" in window.notices.text
            if number + 1 < len(lesson.pages):
                person.qtbot.mouseClick(window.findChild(QAbstractButton, "next"), Qt.MouseButton.LeftButton)
    window.lesson.end()
    assert all(dock(window, name).isVisible() for name in ("shape", "observe", "curves"))
    person.qtbot.keyClick(window, Qt.Key.Key_F2)
    assert not dock(window, "lesson").isVisible()


@pytest.mark.gl
def test_the_switch_shows_other_starts_and_the_answer_is_revealed(person):
    window = person.window
    choose(person, "Why the start matters")
    person.wait(lambda: person.session.document.setup.checkpoint.endswith("random"))
    person.at(5)
    person.wait(person.idle)
    random_error = person.session.entry.heldout.l1
    meta = next(b for b in window.lesson.findChildren(QRadioButton) if b.text() == "Meta-learned start")
    person.qtbot.mouseClick(meta, Qt.MouseButton.LeftButton, pos=meta.rect().center() - meta.rect().center() / 2)
    person.wait(lambda: person.session.document.setup.checkpoint == "digits-dense")
    person.at(5)
    person.wait(person.idle)
    assert person.session.entry.heldout.l1 < random_error / 2
    reveal = window.findChild(QAbstractButton, "reveal")
    assert "not the best picture" not in window.lesson._answer.toPlainText()
    person.qtbot.keyClick(reveal, Qt.Key.Key_Space)
    assert "not the best picture" in window.lesson._answer.toPlainText()
    assert not reveal.isEnabled()


@pytest.mark.gl
def test_the_buttons_of_a_page_are_the_actions_of_the_window(person):
    choose(person, "One gradient step")
    person.wait(lambda: person.session.document.source.name == "digit-7.png")
    person.qtbot.mouseClick(person.window.findChild(QAbstractButton, "next"), Qt.MouseButton.LeftButton)
    person.at(0)
    step = next(b for b in person.window.lesson.findChildren(QToolButton) if b.text() == "Step")
    person.qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    person.at(1)


@pytest.mark.gl
def test_a_lesson_of_a_teacher_is_dropped_on_the_window(person, tmp_path):
    page = (
        '[[page]]\ntitle = "Mine"\ntext = "A formula $$x^2$$ and words"\nhide = ["toolbar"]\n'
        'scene = { shape = "digit-3.png", step = 1 }\n'
    )
    drop(person.window, written(tmp_path, page))
    assert person.window.lesson.page.title == "Mine"
    assert not person.window.toolbar.isVisible()
    person.wait(lambda: person.session.document.source.name == "digit-3.png")
    person.at(1)
    drop(person.window, written(tmp_path, "[[page]]\n"))
    assert "lesson.toml" in person.window.notices.text
    assert person.window.lesson.page.title == "Mine", "what is played goes on"
    person.window.lesson.end()
    assert person.window.toolbar.isVisible()
