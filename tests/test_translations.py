"""Words in other languages: none is missing, none is shown without translation, and the compiled files are the same."""

from __future__ import annotations

import ast
import re
import runpy
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).resolve().parents[1]
WORDS = runpy.run_path(str(ROOT / "docs" / "translations.py"))
LANGUAGES = sorted(WORDS["LANGUAGES"])
MARKED = {"MetaSDF", "Chamfer", "IoU", "IoU ", "Adam", "Chamfer × 1000", "&English"}
"""What is the same in every language."""


def values(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    return WORDS["words"]()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_window_is_missing(language: str, words: dict[str, str]):
    """After a change of words: `make translations`, and a translation for each that it names."""
    known = WORDS["read"](language)
    missing = sorted(text for text in words if not known.get(text))
    assert not missing, f"assets/translations/{language}.ts lacks a translation of {missing}"
    assert not sorted(set(known) - set(words)), "run `make translations`: these words are gone"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_have_the_values_and_the_keys_of_their_words(language: str):
    for text, told in WORDS["read"](language).items():
        assert values(told) <= values(text), f"{told!r} has values that {text!r} has not"
        keys = [word for word in text.split("&")[1:] if word[:1].isalnum() and not text.startswith("<")]
        assert told.count("&") == len(keys) or "<" in text, f"{told!r} needs the key of {text!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_in_the_letters_of_its_language(language: str):
    for text, told in WORDS["read"](language).items():
        bare = re.sub(r"\{[^}]*\}", "", text)
        same = told == text and re.search(r"[a-z]{3}", bare)
        assert not same or text in MARKED, f"{text!r} was not translated; what is the same everywhere is in MARKED"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_says_the_same(language: str):
    translator = QTranslator()
    assert translator.load(language, str(WORDS["FOLDER"]))
    for text, told in WORDS["read"](language).items():
        assert translator.translate(WORDS["CONTEXT"], text) == told, f"run `make translations`: {text!r}"


def test_nothing_is_shown_without_translation():
    found = [f"{name}:{line}: {text!r}" for name, tree in WORDS["modules"]() for line, text in WORDS["forgotten"](tree)]
    assert not found, "give these to tr (app.system.words):\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("label.setText('Of this step')", ["Of this step"]),
        ("label.setText(tr('Of this step'))", []),
        ("label.setText(f'{n} steps')", ["{} steps"]),
        ("label.setText('Yes' if on else tr('No'))", ["Yes"]),
        ("label.setText(number(3, 'files'))", []),
        ("box.addItem('A mesh', 'mesh')", ["A mesh"]),
        ("ActionSpec('open', tr('&Open'), 'Open it', 'Ctrl+O')", ["Open it"]),
        ("label.setObjectName('of the step')", []),
        ("def f():\n    words = f'{n} kept.'\n    label.setText(words)", ["{} kept."]),
        ("def f():\n    what = one if n == 1 else f'{n} runs'\n    tr('Delete {what}?', what=what)", ["{} runs"]),
        ("def f():\n    words = tr('Kept')\n    label.setText(words)", []),
    ],
)
def test_what_is_forgotten_is_found(code: str, shown: list[str]):
    assert [text for _, text in WORDS["forgotten"](ast.parse(code))] == shown


def test_every_word_is_given_its_values():
    for name, tree in WORDS["modules"]():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and WORDS["called"](node) == "tr"):
            text, given = call.args[0], {key.arg for key in call.keywords}
            assert isinstance(text, ast.Constant), f"{name}:{call.lineno}: tr is given what no tool can find"
            assert not given or given == values(str(text.value)), f"{name}:{call.lineno}: {text.value!r}"
