"""What the words of the bundled lessons name has claims, and the Japanese lessons claim what the English ones do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from xml.etree import ElementTree

import pytest

from app.system.words import plain
from app.tools.lesson.claims import FACTS
from app.tools.lesson.pages import FORMULA, LessonPage, bundled_lessons, load_lesson
from core.storage.resources import LESSONS, TRANSLATIONS
from tests.app.witness import KEYS, PARTS

MEASURED = set(FACTS) - {"step", "shown", "opened", "button", "key", "says", "stays"}
COLORS = {"blue": "青", "orange": "橙", "grey": "灰色", "black": "黒", "pink": "ピンク", "green": "緑", "red": "赤"}
KEY = re.compile(r"\*\*((?:\w+\+)?(?:Right|Left|End|Home))\*\*|\(((?:\w+\+)?[A-Z])\)|(?:Press|key) ([A-Z])\b")
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)")
BETWEEN = re.compile(r"([\d.]+) < [^<]+ < ([\d.]+)")
EMPHASISED = re.compile(r"\*{1,2}([^*\n]+)\*{1,2}")
WORDS = {
    "two hundred": 200, "hundreds": 200, "nine of ten": 0.9, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twenty": 20, "forty": 40, "fortieth": 40, "twice": 2, "doubles": 2,
    "trebles": 3, "thousandfold": 1000, "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5,
    "tenth": 1 / 10, "an hour": 60,
}  # fmt: skip
WORD = re.compile(rf"\b({'|'.join(WORDS)})\b", re.IGNORECASE)
IDIOMS = re.compile(
    "two parts of the surface|two dimensions|three numbers|three times apart|The first two|the same bench twice"
)
"""What is counted without measuring."""

NAMES = {("A shape as a function", 3.0), ("A shape as a function", 0.1)}
"""Numbers that are names: of a digit, and of a point that a question is about."""


def in_english() -> Iterator[LessonPage]:
    for path in bundled_lessons():
        yield from load_lesson(path, KEYS, PARTS).pages


def in_japanese() -> Iterator[LessonPage]:
    for path in bundled_lessons():
        yield from load_lesson(LESSONS / "ja" / path.name, KEYS, PARTS).pages


PAGES = list(in_english())
PAIRS = list(zip(PAGES, in_japanese(), strict=True))
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
each_pair = pytest.mark.parametrize(("page", "other"), PAIRS, ids=[page.title for page in PAGES])


def words(page: LessonPage) -> str:
    """All of its words, without formulas."""
    return FORMULA.sub("", "\n".join((page.text, page.question, *page.choices, page.reveal)))


def claims(page: LessonPage) -> str:
    return "\n".join(page.expects)


def colors(page: LessonPage) -> set[str]:
    return {color for color in COLORS if re.search(rf"\b{color}\b", words(page), re.IGNORECASE)}


def keys(page: LessonPage) -> set[str]:
    return {next(filter(None, found)) for found in KEY.findall(words(page))}


@cache
def translations() -> dict[str, set[str]]:
    """What words of the window are in Japanese, without what is put into them."""
    found: dict[str, set[str]] = {}
    for message in ElementTree.parse(TRANSLATIONS / "ja.ts").iter("message"):
        source, other = (
            plain(re.sub(r"\{.*?\}.*", "", message.findtext(tag) or "")) for tag in ("source", "translation")
        )
        found.setdefault(source.strip(), set()).add(other.strip())
    return found


@each_page
def test_a_page_has_claims_and_every_switch_has_one_of_its_own(page):
    assert page.expects
    assert any(f"{name}(" in claims(page) for name in MEASURED), "nothing is measured"
    labels = {variant.label for variant in page.variants}
    assert all(f"'{label}'" in claims(page) for label in list(labels)[1:])


@each_page
def test_colours_keys_and_words_of_the_window_that_a_page_names_are_claimed(page):
    for color in colors(page):
        assert f"== '{color}'" in claims(page)
    for key in keys(page):
        assert f"== '{key}'" in claims(page)
    known = set(translations())
    for name in EMPHASISED.findall(words(page)):
        if name in known and name[0].isupper() and name not in keys(page) | {"Lesson"}:
            assert f"'{name.lower()}" in claims(page).lower()


def is_claimed(page: LessonPage, *numbers: float) -> bool:
    """Whether one of these stands in a claim, or lies between two numbers of one."""
    claimed = {float(text) for text in re.findall(r"(?<![\w.])\d+(?:\.\d+)?", claims(page))}
    between = [(float(low), float(high)) for low, high in BETWEEN.findall(claims(page))]
    return any(number in claimed or any(low < number < high for low, high in between) for number in numbers)


@each_page
def test_numbers_that_a_page_names_are_claimed(page):
    for text in NUMBER.findall(words(page)):
        number = float(text.replace(",", ""))
        assert (page.title, number) in NAMES or is_claimed(page, number), text


@each_page
def test_numbers_that_a_page_says_in_words_are_claimed(page):
    """As they are, or as that part of 1."""
    for text in WORD.findall(IDIOMS.sub("", words(page))):
        number = WORDS[text.lower()]
        assert number == len(page.variants) or is_claimed(page, number, round(1 / number, 12)), text


@each_pair
def test_a_japanese_page_shows_and_claims_what_the_english_one_does(page, other):
    blank = {"title": "", "text": "", "question": "", "choices": (), "reveal": "", "variants": (), "expects": ()}
    assert replace(page, **blank) == replace(other, **blank)
    assert len(page.choices) == len(other.choices)
    assert [variant.scene for variant in page.variants] == [variant.scene for variant in other.variants]
    assert bool(page.question) == bool(other.question)
    renamed = claims(page)
    for one, two in zip(page.variants, other.variants, strict=True):
        renamed = renamed.replace(f"'{one.label}'", f"'{two.label}'")
    assert renamed == claims(other)
    assert FORMULA.findall(page.text + page.reveal) == FORMULA.findall(other.text + other.reveal)


@each_pair
def test_a_japanese_page_names_the_same_colours_keys_and_words_of_the_window(page, other):
    told, known = words(other), translations()
    assert not {color for color in colors(page) if COLORS[color] not in told}
    assert not {key for key in keys(page) if not re.search(rf"(?<!\w){re.escape(key)}(?![A-Za-z])", told, re.ASCII)}
    for part, name in re.findall(r"says\('(\w+)', '([^']+)'", claims(page)):
        if name in words(page) and part != "view":
            assert any(translated in told for translated in known[name]), name
