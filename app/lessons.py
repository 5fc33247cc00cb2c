"""Lessons: TOML files of pages that a teacher writes without code (docs/lessons.md). No Qt; reads and checks them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from core.conditions import ObservationSpec, spec_of
from core.errors import UserError

ASSETS = Path(__file__).resolve().parents[1] / "assets"
LESSONS, SHAPES, CHECKPOINTS = ASSETS / "lessons", ASSETS / "shapes", ASSETS / "checkpoints"
"""As in core.load and core.checkpoint, which this module leaves alone: it is read before the shell is painted."""

FORMULA = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)


@dataclass(frozen=True)
class Scene:
    """What the window shows on a page. shape, checkpoint "" and observe "", points 0: as before, or the natural one.

    step: None leaves the step. The overlays are switched as told; None leaves them.
    """

    shape: str = ""
    checkpoint: str = ""
    observe: str = ""
    points: int = 0
    seed: int = 0
    step: int | None = None
    show_points: bool | None = None
    show_truth: bool | None = None
    show_height: bool | None = None
    conditions: ObservationSpec = field(default_factory=ObservationSpec)


@dataclass(frozen=True)
class Variant:
    """One position of a page's switch."""

    label: str
    scene: Scene


@dataclass(frozen=True)
class Page:
    """text: Markdown with $$formulas$$. hide: parts of the window. buttons: keys of actions. answer: of the choices."""

    title: str
    text: str
    scene: Scene | None = None
    variants: tuple[Variant, ...] = ()
    hide: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    question: str = ""
    choices: tuple[str, ...] = ()
    answer: int | None = None
    reveal: str = ""


@dataclass(frozen=True)
class Lesson:
    """One file. minutes: what a class needs for it."""

    path: str
    title: str
    summary: str
    minutes: int
    pages: tuple[Page, ...]


def bundled_lessons() -> tuple[Path, ...]:
    """The lessons that come with the program, in the order in which they are taught."""
    return tuple(sorted(LESSONS.glob("*.toml")))


def name_of(path: Path) -> str:
    """The name of a lesson's file in words, without reading it: "3-learned-rates.toml" -> "3 Learned rates"."""
    number, _, words = path.stem.partition("-")
    text = words.replace("-", " ")
    return f"{number}  {text[:1].upper()}{text[1:]}" if number.isdigit() and words else path.stem


def load_lesson(path: Path, actions: Collection[str], parts: Collection[str]) -> Lesson:
    """Reads a lesson. actions, parts: names that `buttons` and `hide` may use. Raises UserError with file and place."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror or error}); check the path.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path} is not a TOML text ({error}); docs/lessons.md tells the form.") from None
    try:
        _known(table, {"format", "title", "summary", "minutes", "page"}, "the lesson")
        if table.get("format") != 1:
            raise ValueError("the lesson needs the line format = 1")
        pages = table.get("page", [])
        if not isinstance(pages, list) or not pages:
            raise ValueError("the lesson has no [[page]]")
        read = tuple(_page(page, f"page {i + 1}", path.parent, actions, parts) for i, page in enumerate(pages))
        title, summary = _text(table, "title", "the lesson"), _text(table, "summary", "the lesson")
        return Lesson(str(path), title, summary, _whole(table, "minutes", "the lesson", 10), read)
    except ValueError as error:
        raise UserError(f"{path} is not a usable lesson: {error}; docs/lessons.md tells the form.") from None


def _page(table: dict[str, Any], where: str, folder: Path, actions: Collection[str], parts: Collection[str]) -> Page:
    _known(table, {f.name for f in fields(Page)} | {"variant"}, where)
    variants = []
    for i, variant in enumerate(table.get("variant", [])):
        place = f"{where}, variant {i + 1}"
        _known(variant, {"label", "scene"}, place)
        variants.append(Variant(_text(variant, "label", place), _scene(variant.get("scene", {}), place, folder)))
    hide, buttons = _texts(table, "hide", where), _texts(table, "buttons", where)
    for name, known, kind in [*((n, parts, "part") for n in hide), *((n, actions, "action") for n in buttons)]:
        if name not in known:
            raise ValueError(f"{where} names the {kind} {name!r}; there are {', '.join(sorted(known))}")
    choices, answer = _texts(table, "choices", where), table.get("answer")
    if answer is not None and not (isinstance(answer, int) and 1 <= answer <= len(choices)):
        raise ValueError(f"{where} has an answer that is none of its {len(choices)} choices (the first is 1)")
    question, reveal = _text(table, "question", where, ""), _text(table, "reveal", where, "")
    if bool(question) != bool(reveal):
        raise ValueError(f"{where} needs both a question and a reveal, or neither")
    scene = _scene(table["scene"], where, folder) if "scene" in table else None
    return Page(
        _text(table, "title", where), _text(table, "text", where), scene, tuple(variants), hide, buttons, question,
        choices, answer, reveal,
    )  # fmt: skip


def _scene(table: dict[str, Any], where: str, folder: Path) -> Scene:
    _known(table, {f.name for f in fields(Scene)}, f"the scene of {where}")
    step = table.get("step")
    if step is not None and (not isinstance(step, int) or step < 0):
        raise ValueError(f"the step of {where} is not a number from 0 on")
    overlays = {key: table.get(key) for key in ("show_points", "show_truth", "show_height")}
    for key, value in overlays.items():
        if value not in (None, True, False):
            raise ValueError(f"{key} of {where} is neither true nor false")
    return Scene(
        _shape(_text(table, "shape", where, ""), where, folder),
        _checkpoint(_text(table, "checkpoint", where, ""), where, folder),
        _text(table, "observe", where, ""),
        _whole(table, "points", where, 0),
        _whole(table, "seed", where, 0),
        step,
        **overlays,
        conditions=spec_of(table.get("conditions", {})),
    )


def _shape(name: str, where: str, folder: Path) -> str:
    """Path of a shape that is named as a file beside the lesson, or as one that comes with the program."""
    if not name:
        return ""
    for place in (folder / name, SHAPES / name):
        if place.is_file():
            return str(place)
    raise ValueError(f"the shape {name!r} of {where} is neither beside the lesson nor among the samples")


def _checkpoint(name: str, where: str, folder: Path) -> str:
    """The path of a checkpoint's folder beside the lesson, or the name of a bundled one."""
    if (folder / name / "card.json").is_file() and name:
        return str(folder / name)
    if name and not (CHECKPOINTS / name / "card.json").is_file():
        raise ValueError(f"the checkpoint {name!r} of {where} is neither beside the lesson nor bundled")
    return name


def _known(table: object, names: set[str], where: str) -> None:
    if not isinstance(table, dict):
        raise ValueError(f"{where} is not a table")
    unknown = sorted(set(table) - names)
    if unknown:
        raise ValueError(f"{where} has the unknown key {unknown[0]!r}")


def _text(table: dict[str, Any], key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise ValueError(f"{where} needs a text {key!r}")
    return value


def _texts(table: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise ValueError(f"{key!r} of {where} is not a list of texts")
    return tuple(value)


def _whole(table: dict[str, Any], key: str, where: str, default: int) -> int:
    value = table.get(key, default)
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{key!r} of {where} is not a whole number from 0 on")
    return value
