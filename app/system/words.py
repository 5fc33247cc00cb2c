"""The words of the program in the language that is shown. No Qt: `app.system.language` says how they are translated.

English is written where a word is made, in `tr`; without a translation, as on the command line, it stays. Words are
asked for while modules are imported too, so the language is set before those of the window are.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable
from functools import cache
from unicodedata import east_asian_width

from core.storage.resources import TRANSLATIONS

_MNEMONIC = re.compile(r"\(&\w\)")
_SENTENCES = re.compile(r"(?<=[a-z)]\.) (?=\S)")
_PARTS = re.compile(r"\s*(?:[^\s\u3000-\u9fff\uff00-\uffef]+|[\u3000-\u9fff\uff00-\uffef])[、。」）：]*")
"""Between these a line may break: words, and single letters of East Asia with the signs that no line begins with."""
_BREAKS = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n|\n(?=[\u3000-\u9fff\uff00-\uffef])")
"""Where letters of East Asia were parted by a line."""


class _Shown:
    """How words are translated; None where they stay English."""

    language = "en"
    font = ""
    translate: Callable[[str], str] | None = None


def translate_by(translate: Callable[[str], str] | None, language: str, font: str = "") -> None:
    """From now on words are what this makes of their English, in the language of this code; None leaves them.

    font: file of a font that has its letters, "" where every font has them.
    """
    _Shown.translate, _Shown.language, _Shown.font = translate, language, font


def language() -> str:
    """The code of the language that is shown: "en", or the name of a file of assets/translations."""
    return _Shown.language


def font_file() -> str:
    """The font for what draws letters by itself, as VTK does; "" for its own."""
    return _Shown.font


def tr(text: str, /, **values: object) -> str:
    """A text in the shown language. values: what stands in it in braces, as for `str.format`; without them braces are
    as they are written."""
    words = translated(text)
    return words.format(**values) if values else words


def translated(text: str) -> str:
    """Words that the program has for everyone (names of kinds, of dials, of quantities) in the shown language; what has
    no translation stays."""
    return _Shown.translate(text) if _Shown.translate is not None else text


def told(text: str) -> str:
    """A sentence that something made which knows no languages, of a fault or a state, in the shown language.

    It is found by the template that it was made of, its values likewise; several in a row one by one; what is not found
    stays.
    """
    whole = translated(text)
    if whole != text or _Shown.translate is None:
        return whole
    for pattern, template in _templates():
        if (found := pattern.fullmatch(text)) and (words := translated(template)) != template:
            return words.format(*(told(value) for value in found.groups()))
    sentences = _SENTENCES.split(text)
    return text if len(sentences) == 1 else " ".join(told(sentence) for sentence in sentences)


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """What sentences are made of, the most certain first."""
    rows = json.loads((TRANSLATIONS / "sentences.json").read_text(encoding="utf-8"))
    return [(re.compile(_pattern(text, signs), re.DOTALL), text) for text, signs in rows]


def _pattern(text: str, signs: str) -> str:
    parts = re.split(r"\{\d+\}", text)
    kinds = [r"([-+0-9.,e]+)" if sign == "n" else "(.*?)" for sign in signs]
    return "".join(re.escape(part) + kind for part, kind in zip(parts, [*kinds, ""], strict=True))


def plain(text: str) -> str:
    """A text of a button or a menu without the mark of its key: "&Open…" and "開く(&O)…" are "Open…" and "開く…"."""
    return _MNEMONIC.sub("", text).replace("&", "")


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most so many letters, of which those of East Asia count as two and may stand at the end of a line."""
    if text.isascii():
        return textwrap.wrap(text, width)
    text = _BREAKS.sub("", text)
    lines, room = [""], width
    for part in _PARTS.findall(text):
        wide = sum(1 + (east_asian_width(letter) in "WF") for letter in part)
        if wide > room and lines[-1]:
            lines.append("")
            room = width
        lines[-1] += part if lines[-1] else part.lstrip()
        room -= wide
    return [line.rstrip() for line in lines]
