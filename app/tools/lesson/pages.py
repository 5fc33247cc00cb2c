"""Lessons: TOML files of pages that a teacher writes without code (docs/lessons.md). No Qt; reads and checks them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal

from app.document.document import View
from app.document.inspection import Inspect
from app.system.words import language
from app.tools.lesson.claims import read_claim
from core.measures.quantities import ColorChoice
from core.observation.observation_spec import ObservationSpec, ObserveKind
from core.storage.reading import boundary
from core.storage.regular import there
from core.storage.resources import CHECKPOINTS, LESSONS, SHAPES
from core.storage.typed import Key, MisfitError, Range, Seed, Text, from_dict, read_document
from core.storage.versions import current

FORMULA = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)


TITLE = re.compile(r'(?m)^title = "([^"\\]+)"$')


@dataclass(frozen=True)
class Scene:
    """All that the window shows on a page. shape, checkpoint, observe "" and points 0: as before, or the natural one.

    step: None leaves the step. color: what the surface's colours stand for (core.measures.quantities). What is not said
    of overlays, colours and inspection is their default, whatever was there before.
    """

    shape: str = ""
    checkpoint: str = ""
    observe: ObserveKind | Literal[""] = ""
    points: Annotated[int, Range(0, 1_000_000)] = 0
    seed: Seed = 0
    step: Annotated[int, Range(0, 5000)] | None = None
    show_points: bool = True
    show_truth: bool = False
    show_height: bool = False
    show_imagined: bool = False
    color: ColorChoice = ""
    inspect: Inspect = field(default_factory=Inspect)
    conditions: ObservationSpec = field(default_factory=ObservationSpec)

    @property
    def view(self) -> View:
        """Its overlays and colours."""
        return View(self.show_points, self.show_truth, self.show_height, self.show_imagined, self.color)

    @property
    def opening(self) -> Scene:
        """The same in what has to be opened, and otherwise as usual: two scenes with one opening need one."""
        return Scene(self.shape, self.checkpoint, self.observe, self.points, self.seed, conditions=self.conditions)


@dataclass(frozen=True)
class SwitchPosition:
    """One position of a page's switch."""

    label: Text
    scene: Scene = field(default_factory=Scene)


@dataclass(frozen=True)
class LessonPage:
    """text: Markdown with $$formulas$$. hide, open: parts of the window. buttons: keys of actions.

    answer: number of the right choice, from 1. expects: what the words say of the window, to be checked
    (app.tools.lesson.claims).
    """

    title: Text
    text: Text
    scene: Scene | None = None
    variants: Annotated[tuple[SwitchPosition, ...], Key("variant")] = ()
    hide: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    question: str = ""
    choices: tuple[Text, ...] = ()
    answer: Annotated[int, Range(1, 20)] | None = None
    reveal: str = ""
    expects: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """One file. minutes: what a class needs for it."""

    format: int
    title: Text
    summary: Text
    minutes: Annotated[int, Range(1, 600)] = 10
    pages: Annotated[tuple[LessonPage, ...], Key("page")] = ()
    path: Annotated[str, Key("")] = ""


def bundled_lessons() -> tuple[Path, ...]:
    """The lessons that come with the program, in the order in which they are taught and the language that is shown."""
    own = LESSONS / language()
    return tuple(own / path.name if there(own / path.name) else path for path in sorted(LESSONS.glob("*.toml")))


def name_of(path: Path) -> str:
    """Number and title of a lesson, without reading all of its file: "3-rates.toml" -> "3  Learned step sizes"."""
    number, _, words = path.stem.partition("-")
    title = TITLE.search(path.read_text(encoding="utf-8"))
    return f"{number}  {title[1] if title else words.replace('-', ' ')}"


def load_lesson(path: Path, actions: Collection[str], parts: Collection[str]) -> Lesson:
    """Reads a lesson. actions, parts: names that `buttons`, and `hide` and `open`, may use.

    Raises UserError with file, place and fault.
    """
    with boundary(f"{path} is not a usable lesson", "docs/lessons.md tells the form", path):
        lesson = from_dict(Lesson, current("lesson", read_document(path), path))
        if not lesson.pages:
            raise MisfitError("the lesson has no [[page]]")
        pages = tuple(
            _checked(page, f"page {n}", path.parent, actions, parts) for n, page in enumerate(lesson.pages, 1)
        )
    return replace(lesson, pages=pages, path=str(path))


def _checked(
    page: LessonPage, where: str, folder: Path, actions: Collection[str], parts: Collection[str]
) -> LessonPage:
    """The page with the paths of what it names. Raises MisfitError where a name or an answer is of nothing."""
    named = [(name, parts, "part") for name in (*page.hide, *page.open)]
    for name, known, kind in [*named, *((name, actions, "action") for name in page.buttons)]:
        if name not in known:
            raise MisfitError(f"{where} names the {kind} {name!r}; there are {', '.join(sorted(known))}")
    if page.answer is not None and page.answer > len(page.choices):
        raise MisfitError(f"{where} has an answer that is none of its {len(page.choices)} choices (the first is 1)")
    if bool(page.question) != bool(page.reveal):
        raise MisfitError(f"{where} needs both a question and a reveal, or neither")
    for text in page.expects:
        read_claim(text, where)
    variants = tuple(
        replace(variant, scene=_placed(variant.scene, f"{where}, variant {number}", folder))
        for number, variant in enumerate(page.variants, 1)
    )
    return replace(page, scene=page.scene and _placed(page.scene, where, folder), variants=variants)


def _placed(scene: Scene, where: str, folder: Path) -> Scene:
    """The scene with the paths of its shape and checkpoint."""
    shape, checkpoint = _shape(scene.shape, where, folder), _checkpoint(scene.checkpoint, where, folder)
    return replace(scene, shape=shape, checkpoint=checkpoint)


def _shape(name: str, where: str, folder: Path) -> str:
    """Path of a shape that is named as a file beside the lesson, or as one that comes with the program."""
    if not name:
        return ""
    for place in (folder / name, SHAPES / name):
        if there(place) and place.is_file():
            return str(place)
    raise MisfitError(f"the shape {name!r} of {where} is neither beside the lesson nor among the samples")


def _checkpoint(name: str, where: str, folder: Path) -> str:
    """The path of a checkpoint's folder beside the lesson or the bundled lessons, or the name of a bundled one."""
    for place in (folder / name, LESSONS / name):  # a translated lesson has the starts of the other
        if name and there(place / "card.json"):
            return str(place)
    if name and not there(CHECKPOINTS / name / "card.json"):
        raise MisfitError(f"the checkpoint {name!r} of {where} is neither beside the lesson nor bundled")
    return name
