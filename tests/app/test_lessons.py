"""Lessons on their panel and in the real window, where every bundled one plays to its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
import torch
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDockWidget, QRadioButton, QToolButton

from app.document.document import View
from app.document.inspection import Inspect
from app.system.words import plain
from app.tools import ACTIONS
from app.tools.lesson.claims import read_claim
from app.tools.lesson.formula_text import FormulaText
from app.tools.lesson.pages import bundled_lessons, load_lesson
from app.tools.lesson.panel import LessonPanel
from app.tools.welcome.panel import TURN
from app.window.window import MainWindow
from core.observation.coverage import imagined
from core.readers.load import load
from core.runs.checkpoint import load_checkpoint, method_of
from core.storage.resources import LESSONS
from tests.app.driving import SHAPES, WAIT, Person, begun_window, drop, steady
from tests.app.sights import pixels, share_of
from tests.app.witness import KEYS, PARTS, Witness, written

pytestmark = pytest.mark.fine


@pytest.mark.gl
@pytest.mark.parametrize("height", [500, 580, 900])
def test_pages_are_turned_and_answers_are_read_on_a_low_screen(qtbot, height):
    """At 1024 x 700 the panel is 580 pixels high."""
    panel = LessonPanel({key: QAction(key) for key in KEYS})
    qtbot.addWidget(panel)
    panel.resize(360, height)
    panel.show()
    room = panel.scroll_area.viewport()

    def seen() -> bool:
        """All of the answer, from its beginning where that is more than there is room for."""
        top = panel.answer_text.mapTo(room, QPoint(0, 0)).y()
        return 0 <= top <= room.height() - min(panel.answer_text.height(), room.height()) + 4  # the margin of a text

    for path in bundled_lessons():
        panel.play(load_lesson(path, KEYS, PARTS))
        for page in panel.lesson.pages if panel.lesson else ():
            panel.reveal()
            steady(qtbot, panel.answer_text.geometry)
            for button in (panel.back_button, panel.next_button, panel.end_button):
                assert button.visibleRegion().boundingRect().size() == button.size()
            for text in (panel.page_text, panel.answer_text) if page.reveal else (panel.page_text,):
                assert text.height() >= text.document().size().height(), f"{page.title}: nothing is cut"
            if page.reveal:
                qtbot.waitUntil(seen, timeout=WAIT)
            if panel.lesson and page is not panel.lesson.pages[-1]:
                panel.next()
                assert panel.scroll_area.verticalScrollBar().value() == 0, "a page begins at its top"


@pytest.mark.gl
@pytest.mark.parametrize("folder", [LESSONS, LESSONS / "ja"], ids=["en", "ja"])
def test_no_words_are_wider_than_the_panel_with_letters_for_a_room(qtbot, folder):
    """As where one presents on a screen of 1024 x 768; and two buttons stand side by side where there is room."""
    panel = LessonPanel({spec.key: QAction(plain(spec.text)) for spec in ACTIONS})
    qtbot.addWidget(panel)
    panel.show()
    font = panel.font()
    usual = font.pointSizeF()
    for factor in (1.6, 1.0):
        font.setPointSizeF(usual * factor)
        panel.setFont(font)
        panel.resize(366, 600)
        for path in bundled_lessons():
            panel.play(load_lesson(folder / path.name, KEYS, PARTS))
            for page in panel.lesson.pages if panel.lesson else ():
                panel.reveal()
                steady(qtbot, panel.answer_text.geometry)
                read, room = panel.scroll_area.widget(), panel.scroll_area.viewport()
                assert read is not None
                assert read.minimumSizeHint().width() <= room.width(), page.title
                for text in panel.findChildren(FormulaText):
                    assert text.document().idealWidth() <= text.width(), f"{page.title}: no formula is cut"
                panel.next()
    panel.resize(700, 600)
    panel.play(load_lesson(folder / bundled_lessons()[1].name, KEYS, PARTS))
    panel.next()
    steady(qtbot, panel.page_text.geometry)
    tops = [button.y() for button in panel.findChildren(QToolButton) if button.isVisible()]
    assert len(tops) == 3
    assert len(set(tops)) == 2


@pytest.mark.parametrize("factor", [1.0, 1.6])
def test_a_formula_that_is_wider_than_the_panel_is_drawn_smaller(qtbot, tmp_path, factor):
    panel = LessonPanel({spec.key: QAction(plain(spec.text)) for spec in ACTIONS})
    qtbot.addWidget(panel)
    font = panel.font()
    font.setPointSizeF(font.pointSizeF() * factor)
    panel.setFont(font)
    panel.resize(700, 600)
    panel.show()
    long = " + ".join(f"x_{{{number}}}^2" for number in range(24))
    page = f"[[page]]\ntitle = 'P'\ntext = 'words $${long}$$ and more'\n"
    panel.play(load_lesson(written(tmp_path, page), KEYS, PARTS))
    for width in (700, 366):
        panel.resize(width, 600)
        qtbot.waitUntil(lambda: panel.page_text.document().idealWidth() <= panel.page_text.width(), timeout=WAIT)
    assert panel.page_text.document().idealWidth() > 0.7 * panel.page_text.width(), "and no smaller than it must be"


@pytest.fixture(scope="module")
def lesson_window(qapp) -> Iterator[MainWindow]:
    """One window with the bundled checkpoints, as lessons use them."""
    with begun_window(1024, 700) as window:
        yield window


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
@pytest.mark.timeout(900)
@pytest.mark.parametrize("path", bundled_lessons(), ids=lambda path: path.stem)
def test_what_a_lesson_says_is_so_in_the_window(person, path):
    """Every page, with the bundled nets: what its words claim of the window is compared with the window."""
    window = person.window
    if not dock(window, "lesson").isVisible():
        person.qtbot.keyClick(window, Qt.Key.Key_F2)
    lesson = load_lesson(path, KEYS, PARTS)
    choose(person, lesson.title)
    wrong = []
    for number, page in enumerate(lesson.pages, 1):
        assert window.lesson.page == page
        witness = Witness(person, page)
        assert window.notices.text == "" or "checkpoint is now" in window.notices.text
        claims = [read_claim(text) for text in page.expects]
        wrong += [f"page {number}: {c.reading(witness.facts)}" for c in claims if not c.holds(witness.facts)]
        window.race.close()
        if number < len(lesson.pages):
            person.qtbot.mouseClick(window.findChild(QAbstractButton, "next"), Qt.MouseButton.LeftButton)
    assert not wrong, "\n".join(wrong)


BACK = (-0.18, 0.18), (0.2, 0.45), (-0.5, -0.25)
"""Of the chair, in the frame of its scan: where its frame is open."""


@pytest.mark.gl
def test_the_welcome_tour_says_what_is_seen(person):
    tour = person.window.invitation
    person.open(SHAPES / "chair-scan.pcd")
    chair: Any = load(SHAPES / "chair.ply")
    scan = load(SHAPES / "chair-scan.pcd")
    tour.begin()
    assert "orange dots" in tour.words.text()
    assert person.session.view.points
    view = person.window.viewport
    person.wait(lambda: share_of(pixels(view), "orange") > 0.005)
    assert share_of(pixels(view), "pink") < 0.001
    person.qtbot.mouseClick(tour.button, Qt.MouseButton.LeftButton)
    person.wait(lambda: tour.stage == TURN)
    person.wait(person.idle)
    assert person.session.entry.level.status == "ok"
    person.qtbot.mouseClick(tour.button, Qt.MouseButton.LeftButton)
    assert "Few dots are on this side" in tour.words.text()
    vertices, document = person.session.entry.level.vertices, person.session.document
    far = imagined(document.nearest, vertices)
    away = vertices @ document.run.observation.eye < 0
    assert far[away].mean() > 3 * far[~away].mean()
    assert (far[away] < 0.01).mean() < 0.3
    person.qtbot.mouseClick(tour.button, Qt.MouseButton.LeftButton)
    assert person.session.view.imagined
    assert "Pink is far" in tour.words.text()
    person.wait(lambda: share_of(pixels(view), "pink") > 0.005)
    assert "the real one is an open frame" in tour.words.text()
    field = method_of(load_checkpoint(document.setup.checkpoint), "cpu").field(person.session.entry.state)

    def filled(low: Sequence[float], high: Sequence[float]) -> tuple[float, float, float]:
        """Shares of a box, in the frame of the scan, that are inside what is shown and the real chair; how far it is
        from the dots.
        """
        places = np.random.default_rng(0).uniform(low, high, (500, 3)).astype(np.float32)
        real = chair.normalization.apply(scan.normalization.invert(places)).astype(np.float32)
        shown = (field(torch.from_numpy(places)) < 0).float().mean().item()
        return shown, float((chair.sdf(real) < 0).mean()), float(imagined(document.nearest, places).mean())

    through = np.stack(np.meshgrid(*(np.linspace(*ends, 24) for ends in BACK), indexing="ij"), -1).astype(np.float32)
    inside = (field(torch.from_numpy(through.reshape(-1, 3))) < 0).numpy().reshape(through.shape[:3])
    assert inside.any(2).mean() > 0.7, "most of the back is closed in the picture, looked at from the front"
    _, real, _ = filled(*np.transpose(BACK))
    assert real < 0.1, "and open in truth"
    shown, real, guess = filled((-0.25, -0.65, -0.28), (-0.2, -0.3, -0.24))
    assert min(shown, real) > 0.6, "the hidden leg is where it is"
    assert guess > 0.9
    person.qtbot.mouseClick(tour.button, Qt.MouseButton.LeftButton)
    assert not tour.isVisible()


@pytest.mark.gl
def test_a_page_shows_what_it_says_and_not_what_was_there(person, tmp_path):
    window = person.window
    person.open(SHAPES / "chair.ply")
    mine = person.session.document
    looked = View(points=False, truth=True, imagined=True, color="eikonal")
    window.controller.set_view(looked)
    window.store.set_inspect(Inspect(slicing=True, residual=True))
    window.dock("shape").hide()
    measure = window.findChild(QComboBox, "measure")
    assert isinstance(measure, QComboBox)
    measure.setCurrentIndex(2)
    head = '[[page]]\ntitle = "P"\ntext = "t"\n'
    pages = (
        f'{head}hide = ["curves"]\nopen = ["updates"]\nscene = {{ shape = "chair.ply", step = 1 }}\n'
        f'{head}scene = {{ shape = "chair.ply", step = 1, show_imagined = true, color = "change", '
        "inspect = { slicing = true } }\n"
        f"{head}"
    )
    window.classroom.open(str(written(tmp_path, pages)))
    for shown, inspect, curves in (
        (View(), Inspect(), False),
        (View(imagined=True, color="change"), Inspect(slicing=True), True),
        (View(), Inspect(), True),  # no scene: the shape stays, looked at as usual
    ):
        person.wait(lambda: person.session.document.generation != mine.generation and not window.controller.pending)
        person.at(1)
        person.wait(person.idle)
        assert (person.session.view, person.session.inspect) == (shown, inspect)
        assert dock(window, "curves").isVisible() == curves
        assert measure.currentText() == "Mean |error|"
        assert dock(window, "updates").isVisible() != curves
        assert dock(window, "lesson").isVisible(), "a panel that a page opens does not cover its words"
        window.lesson.next()
    window.lesson.end()
    assert (person.session.view, person.session.inspect) == (looked, Inspect(slicing=True, residual=True))
    assert person.session.document.origin is mine.origin
    assert person.session.cursor == 0
    assert not dock(window, "shape").isVisible(), "hidden by the person"
    assert measure.currentText() == "IoU"
    measure.setCurrentIndex(0)
    assert window.dockWidgetArea(dock(window, "updates")) == Qt.DockWidgetArea.LeftDockWidgetArea
    dock(window, "shape").show()
    window.controller.set_view(View())
    window.store.set_inspect(Inspect())


@pytest.mark.gl
def test_what_is_opened_meanwhile_stays_and_closing_the_panel_ends_the_lesson(person):
    window = person.window
    choose(person, "One gradient step")
    person.wait(lambda: person.session.document.source.name == "digit-7.png")
    person.wait(person.idle)
    assert not dock(window, "shape").isVisible()
    person.open(SHAPES / "bench.ply")
    dock(window, "lesson").close()
    assert dock(window, "shape").isVisible()
    assert person.session.document.source.name == "bench.ply"


@pytest.mark.gl
def test_the_switch_shows_other_starts_and_the_answer_is_revealed(person):
    window = person.window
    choose(person, "Why the initialisation matters")
    person.wait(lambda: person.session.document.setup.checkpoint.endswith("random"))
    person.at(0)
    person.press(Qt.Key.Key_End)
    person.at(5)
    person.wait(person.idle)
    random_error = person.session.entry.heldout.l1
    meta = next(b for b in window.lesson.findChildren(QRadioButton) if b.text() == "Meta-learned start")
    person.qtbot.mouseClick(meta, Qt.MouseButton.LeftButton, pos=meta.rect().center() - meta.rect().center() / 2)
    person.wait(lambda: person.session.document.setup.checkpoint == "digits-dense")
    person.at(0)
    person.press(Qt.Key.Key_End)
    person.at(5)
    person.wait(person.idle)
    assert person.session.entry.heldout.l1 < random_error / 2
    reveal = window.findChild(QAbstractButton, "reveal")
    assert "it begins worst" not in window.lesson.answer_text.toPlainText()
    person.qtbot.keyClick(reveal, Qt.Key.Key_Space)
    assert "it begins worst" in window.lesson.answer_text.toPlainText()
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
