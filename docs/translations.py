"""The window's words in other languages: `make translations` brings assets/translations up to date with the code.

A word is what `tr` is given in `app`, and what rows of `core` are called, which `translated` is given. Each language
has a file of Qt (`ja.ts`, to be edited by hand or with Qt Linguist), and the same compiled (`ja.qm`), which the window
reads. New words stand in it without a translation, which a test finds; words that are no longer in the code go.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from string import Formatter
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "assets" / "translations"
sys.path.insert(0, str(ROOT))
LANGUAGES = {"ja": "ja_JP"}
CONTEXT = "MetaSDF"

SENTENCES = FOLDER / "sentences.json"
SAID = (
    "core/analysis", "core/compute", "core/evaluation/dataset.py", "core/evaluation/gallery_folder.py",
    "core/levelset", "core/measures", "core/methods", "core/observation", "core/readers", "core/runs", "core/shapes",
    "core/storage", "core/training/own_training.py", "core/training/meshes.py", "app/render/recording.py",
    "app/render/meshes.py", "app/render/figure.py", "app/render/page.py", "app/tools/lesson/pages.py",
)  # fmt: skip
"""Whose sentences the window tells."""

TELLING = {"UserError", "MisfitError", "ShapeError", "FileError", "boundary"}
SAYING = {
    "core/levelset/extraction.py": ("judge",), "core/storage/reading.py": ("reason_of",),
    "core/methods/overrides.py": ("words", "history"),
}  # fmt: skip
"""Calls that tell a fault, and functions whose texts are all told."""

MORE = {
    "{0}: the outline is doubtful, for light and dark are not clearly apart; an evenly lit picture is surer.": (
        "*",
        "core/readers/picture.py",
    ),
    "{0}: {1} specks too small for a shape were left out.": ("*n", "core/readers/picture.py"),
    "{0}: {1} holes too small for a shape were left out.": ("*n", "core/readers/picture.py"),
    "{0} is damaged or not a session file": ("*", "core/runs/session.py"),
    "{0} ({1}); {2}.": ("***", "core/storage/reading.py"),
}
"""What is put together of parts."""

REMEDIES = (
    "core/analysis/trimming.py", "core/readers/load.py", "core/runs/session.py", "core/shapes/image.py",
    "core/storage/reading.py", "core/storage/signatures.py",
)  # fmt: skip
REMEDY = re.compile(r"(give|save|check|open|choose) .{8,}[^.]$")
"""Modules that keep remedies apart from their faults, and what those look like."""

SYSTEM = (
    "No such file or directory", "Permission denied", "No space left on device", "Is a directory",
    "Read-only file system",
)  # fmt: skip
"""What systems say of files."""

WITHOUT_WORDS = ("app/cli/", "app/system/preflight.py")
"""What has no part in the window's words: the command line speaks English."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """The modules that have words, by path, with what is in them."""
    for path in sorted((ROOT / "app").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(WITHOUT_WORDS):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def called(node: ast.Call) -> str:
    """The name of what is called."""
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def asked(tree: ast.Module) -> Iterator[str]:
    """What `tr` is given in a module, in its order."""
    found = [
        (node.lineno, node.col_offset, node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) == "tr" and node.args
        if isinstance(node.args[0], ast.Constant)
    ]
    yield from (str(text) for _, _, text in sorted(found))


def of_rows() -> Iterator[tuple[str, str]]:
    """Words of the rows of `core`, and their modules: rows know no languages, the window translates what it shows."""
    from app.control.actions import MENUS
    from app.document.formatting import EXTRAPOLATION, REFINING
    from core.evaluation.gallery import METRICS
    from core.fields.point_losses import POINT_LOSSES
    from core.measures.quantities import FIELD, MISSED, QUANTITIES, RESIDUAL
    from core.methods.overrides import OPTIMIZER_WORDS
    from core.methods.registry import METHODS
    from core.observation.dials import DIALS, OTHER_FAMILIES

    for title in MENUS:
        yield title, "app/control/actions.py"
    for method in METHODS:
        for text in (method.title, method.gradient, method.update, method.no_rates, method.note):
            yield text, "core/methods/registry.py"
    for loss in POINT_LOSSES.values():
        yield loss.words, "core/fields/point_losses.py"
    for text in OPTIMIZER_WORDS.values():
        yield text, "core/methods/overrides.py"
    for quantity in QUANTITIES.values():
        scales = (quantity.scale, MISSED, RESIDUAL, FIELD)
        for text in (quantity.choice, *(words for one in scales for words in (one.title, one.unit, one.tip))):
            yield text, "core/measures/quantities.py"
    for past in (EXTRAPOLATION, REFINING):
        yield past.word, "app/document/formatting.py"
    for dial in DIALS:
        yield from ((text, "core/observation/dials.py") for text in (dial.name, dial.unit, *dial.labels))
    for text in (*OTHER_FAMILIES[2], *OTHER_FAMILIES[3]):
        yield text, "core/observation/dials.py"
    for metric in METRICS:
        yield metric.words, "core/evaluation/gallery.py"


def sentences() -> dict[str, tuple[str, str]]:
    """What `core` and `app/render` say of faults and of states: templates with {0}, {1} ... where values stand, each
    with a sign for every value ("n" a number, "*" anything) and its module."""
    found: dict[str, tuple[str, str]] = {}
    for name in SAID:
        place = ROOT / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            where = path.relative_to(ROOT).as_posix()
            for node in ast.walk(tree):
                parts = [*_said(node, SAYING.get(where, ()))]
                if where in REMEDIES and isinstance(node, ast.Constant) and REMEDY.match(str(node.value)):
                    parts.append(node)
                for part in parts:
                    text, signs = _template(part)
                    if len(re.sub(r"\{\d+\}|\W", "", text)) > 3:
                        found.setdefault(text, (signs, where))
    return found | MORE | dict.fromkeys(SYSTEM, ("", "core/storage/reading.py"))


def _said(node: ast.AST, functions: tuple[str, ...]) -> Iterator[ast.expr]:
    """The texts of a call that tells a fault, of what is called a remark, or all in a function of this name but its
    docstring."""
    if isinstance(node, ast.Assign | ast.keyword) and isinstance(node.value, ast.JoinedStr | ast.IfExp):
        name = node.arg if isinstance(node, ast.keyword) else getattr(node.targets[0], "id", "")
        arms = (node.value.body, node.value.orelse) if isinstance(node.value, ast.IfExp) else (node.value,)
        yield from (arm for arm in arms if name == "remark" and isinstance(arm, ast.JoinedStr))
    if isinstance(node, ast.Call) and called(node) in TELLING:
        for part in node.args[:2]:
            yield from (part.body, part.orelse) if isinstance(part, ast.IfExp) else (part,)
    elif isinstance(node, ast.FunctionDef) and node.name in functions:
        inner = {part for whole in ast.walk(node) if isinstance(whole, ast.JoinedStr) for part in whole.values}
        for part in (part for line in node.body[1:] for part in ast.walk(line) if part not in inner):
            if isinstance(part, ast.Constant | ast.JoinedStr):
                yield part


def _template(node: ast.expr) -> tuple[str, str]:
    """A text with {0}, {1} ... for its values, and their signs; "" for what is no text."""
    if isinstance(node, ast.Constant):
        return (node.value, "") if isinstance(node.value, str) else ("", "")
    text, signs = "", ""
    for part in node.values if isinstance(node, ast.JoinedStr) else ():
        if isinstance(part, ast.Constant):
            text += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            text += f"{{{len(signs)}}}"
            signs += "n" if part.format_spec is not None else "*"
    return text, signs


def words() -> dict[str, str]:
    """Every word and the module that it stands in first."""
    found: dict[str, str] = {}
    for name, tree in modules():
        for text in asked(tree):
            found.setdefault(text, name)
    for text, name in of_rows():
        if text:
            found.setdefault(text, name)
    for text, (_, name) in sentences().items():
        found.setdefault(text, name)
    return dict(sorted(found.items(), key=lambda one: one[1]))  # stays in its order within a module


def read(language: str) -> dict[str, str]:
    """The translation of each word, "" where there is none yet."""
    path = FOLDER / f"{language}.ts"
    if not path.is_file():
        return {}
    messages = ET.parse(path).getroot().iter("message")
    return {one.findtext("source", ""): one.findtext("translation", "") for one in messages}


def write(language: str, known: dict[str, str]) -> None:
    """The file of a language with the words that there are, and what is known of them."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{LANGUAGES[language]}" sourcelanguage="en">', "<context>",
        f"    <name>{CONTEXT}</name>",
    ]  # fmt: skip
    for text, name in words().items():
        told = known.get(text, "")
        mark = "" if told else ' type="unfinished"'
        lines += [
            "    <message>", f'        <location filename="../../{name}"/>', f"        <source>{escape(text)}</source>",
            f"        <translation{mark}>{escape(told)}</translation>", "    </message>",
        ]  # fmt: skip
    (FOLDER / f"{language}.ts").write_text("\n".join([*lines, "</context>", "</TS>", ""]), encoding="utf-8")


def compile_(language: str) -> None:
    """The same as the window reads it."""
    import PySide6

    program = next(path for path in Path(PySide6.__path__[0]).glob("lrelease*") if path.stem == "lrelease")
    source, target = (FOLDER / f"{language}{suffix}" for suffix in (".ts", ".qm"))
    subprocess.run([program, "-silent", source, "-qm", target], check=True)


def write_sentences() -> None:
    """The templates for all languages: a sentence that is made elsewhere is found by them (app.system.words.told)."""
    rows = sorted(((text, signs) for text, (signs, _) in sentences().items() if signs), key=_certain, reverse=True)
    SENTENCES.write_text(json.dumps(rows, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def _certain(row: tuple[str, str]) -> int:
    """How many letters of a template are certain: those with more are tried first."""
    return len(re.sub(r"\{\d+\}", "", row[0]))


def fields(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


# --- what has been forgotten

SHOWING: dict[str, slice] = {
    **dict.fromkeys(
        (
            "setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setTitle", "setAccessibleName",
            "setAccessibleDescription", "setPlaceholderText", "setInformativeText", "setIconText", "setPrefix",
            "setSuffix", "setSpecialValueText", "setHorizontalHeaderLabels", "setHeaderLabels", "setTabText",
            "addAction", "addMenu", "addTab", "addRow", "addButton", "showMessage", "setLabel", "label", "QLabel",
            "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QDockWidget", "QToolBar",
            "QMessageBox", "QListWidgetItem", "QTableWidgetItem", "getOpenFileName", "getSaveFileName",
            "getExistingDirectory", "getText", "information", "warning", "question", "critical", "muted", "named",
            "choice_box", "NumberSlider", "LengthBox", "ChoiceList", "notice_of", "ask_where", "QSpinBox", "DecimalBox",
        ),
        slice(None),
    ),
    "addItem": slice(1), "Notice": slice(1, None), "Errand": slice(1, None), "ActionSpec": slice(1, 3),
    "Tool": slice(0),
}  # fmt: skip
"""Calls whose texts are seen, and which of their arguments are."""

UNSEEN = {"key", "shortcut", "icon", "severity", "dock", "menu", "opens"}
"""Arguments by name that are not: names and keys."""

NAMES = {"{} ms", "left", "right", "top", "bottom", "png", "csv", "metasdf"}
"""What pyqtgraph calls its axes, and suffixes of files."""


def forgotten(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of what is shown without `tr`, also by a name of the function, or as a value in what `tr` tells."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for whole in (tree, *functions):
        named: dict[str, list[ast.expr]] = {}
        for node in ast.walk(whole) if whole is not tree else ():
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                named.setdefault(node.targets[0].id, []).append(node.value)
        for node in ast.walk(whole):
            if not isinstance(node, ast.Call) or called(node) not in {*SHOWING, "tr"}:
                continue
            seen = node.args[SHOWING[called(node)]] if called(node) != "tr" else []
            seen = [*seen, *(key.value for key in node.keywords if key.arg not in UNSEEN)]
            by_name = [value for part in seen if isinstance(part, ast.Name) for value in named.get(part.id, ())]
            for text in (text for part in (*(seen if whole is tree else ()), *by_name) for text in _bare(part)):
                if text not in NAMES and not text.startswith("#"):
                    yield node.lineno, text


def _bare(node: ast.expr) -> Iterator[str]:
    """Texts with words in an argument, but for what is itself given to a function."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield from [node.value] if _has_words(node.value) else []
    elif isinstance(node, ast.JoinedStr):
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        yield from [text] if _has_words(text) else []
    elif isinstance(node, ast.IfExp):
        yield from (*_bare(node.body), *_bare(node.orelse))
    elif isinstance(node, ast.BoolOp):
        for part in node.values:
            yield from _bare(part)
    elif isinstance(node, ast.BinOp):
        yield from (*_bare(node.left), *_bare(node.right))
    elif isinstance(node, ast.Tuple | ast.List):
        for part in node.elts:
            yield from _bare(part)


def _has_words(text: str) -> bool:
    return any(a.isalpha() and b.isalpha() for a, b in pairwise(text))


def main() -> int:
    """Brings every language up to date; returns 1 where words have no translation yet, and names them."""
    left = 0
    write_sentences()
    for language in LANGUAGES:
        write(language, read(language))
        compile_(language)
        for text, told in read(language).items():
            if not told:
                left += 1
                sys.stderr.write(f"{language} lacks: {text}\n")
    return int(left > 0)


if __name__ == "__main__":
    sys.exit(main())
