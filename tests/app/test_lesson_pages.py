"""Lesson files: every bundled one is whole; a faulty one is one sentence."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.tools.lesson.claims import FACTS, read_claim
from app.tools.lesson.pages import FORMULA, LessonPage, Scene, bundled_lessons, load_lesson, name_of
from app.widgets import formulas
from core.errors import UserError
from core.storage.typed import MisfitError
from tests.app.witness import KEYS, PARTS, written
from tests.spoiling import WRONG, one_sentence, spoilt, tables, toml
from tests.trials import examples

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
    ('[[page]]\ntitle = "P"\n', "page 1 lacks the key 'text', a text"),
    (PLAIN + "colour = 1\n", "page 1 has the unknown key 'colour'"),
    (PLAIN + 'open = ["moon"]\n', "part 'moon'"),
    (PLAIN + "variant = 3\n", "page 1, variant is 3 and has to be a list"),
    (PLAIN + 'expects = ["pigs() > 2"]\n', "page 1 expects 'pigs\\(\\) > 2'; of 'pigs' nothing is known"),
    (PLAIN + 'expects = ["__import__(1)"]\n', "nothing is known"),
    (PLAIN + 'expects = ["(1).real"]\n', "no comparison of facts"),
    (PLAIN + "scene = { conditions = 3 }\n", "page 1, scene, conditions is 3 and has to be a table"),
    (PLAIN + 'scene = { color = "red" }\n', "color is 'red' and has to be one of change, moved, observed"),
    (PLAIN + 'hide = ["sun"]\n', "part 'sun'"),
    (PLAIN + 'buttons = ["explode"]\n', "action 'explode'"),
    (PLAIN + 'question = "why?"\n', "both a question and a reveal"),
    (PLAIN + 'question = "why?"\nreveal = "so"\nchoices = ["a"]\nanswer = 2\n', "none of its 1 choices"),
    (PLAIN + 'scene = { shape = "moon.ply" }\n', "'moon.ply' of page 1 is neither"),
    (PLAIN + 'scene = { checkpoint = "moon" }\n', "'moon' of page 1 is neither"),
    (PLAIN + "scene = { step = -1 }\n", "page 1, scene, step is -1 and has to be a whole number from 0 to 5,000"),
    (PLAIN + "scene = { conditions = { fog = 1 } }\n", "unknown key 'fog'"),
    (PLAIN + "[[page.variant]]\nscene = {}\n", "page 1, variant 1 lacks the key 'label'"),
    ("[[page", "no TOML text"),
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


def test_the_page_for_teachers_tells_of_every_key_and_every_fact():
    page = (Path(__file__).resolve().parents[2] / "docs" / "lessons.md").read_text()
    for name, words in FACTS.items():
        assert f"| `{name}` | {words} |" in page
    for kind in (LessonPage, Scene):
        for field in fields(kind):
            assert f"`{field.name}`" in page or f"[[page.{field.name[:-1]}]]" in page, field.name


def test_titles_in_the_list_are_those_of_the_lessons():
    for path in bundled_lessons():
        assert name_of(path) == f"{path.stem[0]}  {load_lesson(path, KEYS, PARTS).title}"


def test_claims_are_worked_out_and_tell_what_they_found():
    facts = {"error": lambda step: 1.0 / (step + 1), "found": lambda: True}
    for text, so in (
        ("error(0) > 2 * error(4)", True), ("error(0) < error(1) or not found()", False),
        ("0.1 < error(3) <= 0.25 and found()", True), ("-error(1) == -0.5", True),
    ):  # fmt: skip
        assert read_claim(text).holds(facts) == so
    assert read_claim("error(0) < error(1)").reading(facts) == "error(0) < error(1): error(0) = 1.0, error(1) = 0.5"
    for text in ("", "error(", "[1, 2]", "lambda: 1", "error(step=1)", "open('x').read()", "(" * 5000):
        with pytest.raises(MisfitError):
            read_claim(text)


LESSON = """
[[page]]
title = "T"
text = "t"
scene = { shape = "chair.ply", checkpoint = "digits-dense", observe = "scan", points = 9, seed = 1, step = 2, show_points = true, color = "change", inspect = { iso = 0.1, axis = "z" }, conditions = { noise = 0.01 } }
hide = ["curves"]
open = ["scan"]
buttons = ["step"]
question = "q"
choices = ["a", "b"]
answer = 1
reveal = "r"
expects = ["step() == 0"]
variant = [{ label = "l", scene = { step = 1 } }]
"""  # noqa: E501


@settings(max_examples=examples(300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), value=WRONG)
def test_a_lesson_of_any_content(tmp_path, data, value):
    whole = {"format": 1, "title": "T", "summary": "S", "minutes": 3, **tomllib.loads(LESSON)}
    wrong = spoilt(whole, data.draw(st.sampled_from(tables(whole))), value)
    path = tmp_path / "lesson.toml"
    path.write_bytes("\n".join(f"{k} = {toml(v)}" for k, v in wrong.items()).encode("utf-8", "surrogatepass"))
    one_sentence(lambda: load_lesson(path, KEYS, PARTS))


def test_a_formula_that_cannot_be_read_is_an_error_of_its_own():
    with pytest.raises(ValueError, match="cannot be read"):
        formulas.drawing(r"\frac{1", 16, "#000000")
