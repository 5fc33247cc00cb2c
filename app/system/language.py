"""Which language the window speaks: the one that was chosen, or the system's; English where there is no translation.

Another language is Qt's translation: `assets/translations` has a file for each, which docs/translations.py makes of
what `tr` is given in `app`; Qt brings its own words for buttons and dialogs.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QStandardPaths, QTranslator
from PySide6.QtGui import QFontDatabase

from app.system.words import translate_by
from core.storage.resources import TRANSLATIONS

Language = Literal["en", "ja"]
LanguageChoice = Literal["system", "en", "ja"]
CONTEXT = "MetaSDF"
"""Under which all words of the program stand in the files of Qt."""

FONTS = (
    "NotoSansCJK-Regular.*", "NotoSansJP-Regular.*", "NotoSansCJKjp-Regular.*", "*SansCJK*", "NotoSansJP*", "YuGothM.*",
    "meiryo.*", "msgothic.*", "ヒラギノ角ゴシック W3.*", "Hiragino*W3.*", "ipaexg.*", "ipag.*", "Takao*Gothic.*",
    "VL-*Gothic-Regular.*", "mplus-1p-regular.*", "fonts-japanese-gothic.*",
)  # fmt: skip
"""Files of fonts with Japanese letters, the better ones first."""

MISSING_FONT = (
    "No font on this system can show Japanese (日本語), so the window stays English; install one, on Debian or Ubuntu "
    "fonts-noto-cjk, and start again."
)


class _Wish:
    """What came of the language that was asked for."""

    fault = ""


def of_system() -> Language:
    """The first language that the system asks for and the program speaks."""
    for name in QLocale.system().uiLanguages():
        for language in get_args(Language):
            if name.split("-")[0] == language:
                return language
    return "en"


def can_show(language: Language) -> bool:
    """Whether a font is installed that has its letters."""
    return language == "en" or bool(QFontDatabase.families(QFontDatabase.WritingSystem.Japanese) and font_of(language))


@cache
def font_of(language: Language) -> str:
    """The file of an installed font that has the letters of a language, "" where none is found; what draws letters
    without Qt needs one."""
    if language == "en":
        return ""
    places = [Path(place) for place in QStandardPaths.standardLocations(QStandardPaths.StandardLocation.FontsLocation)]
    for pattern in FONTS:
        for place in (*places, Path("/System/Library/Fonts"), Path("/Library/Fonts")):
            found = sorted(place.rglob(pattern)) if place.is_dir() else []
            if found:
                return str(found[0])
    if matcher := shutil.which("fc-match"):
        asking = [matcher, "--format=%{file}|%{lang}", "sans:lang=ja"]
        asked = subprocess.run(asking, capture_output=True, encoding="utf-8", errors="replace", check=False, timeout=10)
        file, _, languages = asked.stdout.partition("|")
        return file if "ja" in languages.split("|") else ""
    return ""


def speak(application: QCoreApplication, choice: LanguageChoice) -> None:
    """Sets the language of all words that are made from now on: before the window's modules are imported."""
    wanted = of_system() if choice == "system" else choice
    _Wish.fault = "" if can_show(wanted) else MISSING_FONT
    if wanted == "en" or _Wish.fault:
        return
    for name, folder in (
        (f"qtbase_{wanted}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (wanted, str(TRANSLATIONS)),
    ):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
    translate_by(lambda text: QCoreApplication.translate(CONTEXT, text) if text else text, wanted, font_of(wanted))


def fault() -> str:
    """A sentence about the font that the wished language lacks; "" where there is one."""
    return _Wish.fault
