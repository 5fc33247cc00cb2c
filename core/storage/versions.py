"""Versions of all that the program writes and reads again: one table, one policy. Standard library only.

What a newer version wrote is said to be that, and nothing is touched. What an older one wrote is brought up to date in
memory, one version after the other; the file stays as it is until somebody saves. Keys that this version does not know
come back when the document is written again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from core.errors import UserError
from core.storage.typed import Range, checked, is_mapping

Kind = Literal["session", "card", "gallery", "evaluation", "preparation", "training", "pool", "lesson", "run"]
Document = dict[str, Any]


@dataclass(frozen=True)
class DocumentFormat:
    """Versions of one kind of document. steps: from version 1 to 2, 2 to 3, ... unmarked: early ones tell no format."""

    words: str
    steps: tuple[Callable[[Document], Document], ...] = ()
    unmarked: bool = False

    @property
    def newest(self) -> int:
        """The version that is written now."""
        return len(self.steps) + 1


def _with_copies(session: Document) -> Document:
    """Sessions of version 2 may carry a copy of their checkpoint."""
    return {"card": None, **session}


def _with_inputs(session: Document) -> Document:
    """Sessions of version 3 may carry their input."""
    return {"input": None, **session}


def _with_seeds(gallery: Document) -> Document:
    """Galleries of version 1 observed all shapes with one seed (core.evaluation.gallery.Seeds)."""
    plan = gallery.get("plan")
    return {**gallery, "plan": {**plan, "seeds": "one"}} if isinstance(plan, dict) else gallery


FORMATS: dict[Kind, DocumentFormat] = {
    "session": DocumentFormat("session", (_with_copies, _with_inputs)),
    "card": DocumentFormat("checkpoint"),
    "gallery": DocumentFormat("gallery", (_with_seeds,)),
    "evaluation": DocumentFormat("evaluation"),
    "preparation": DocumentFormat("prepared folder"),
    "training": DocumentFormat("state of a training", unmarked=True),
    "pool": DocumentFormat("pool of samples"),
    "lesson": DocumentFormat("lesson"),
    "run": DocumentFormat("kept run"),
}


def newest(kind: Kind) -> int:
    """The version of a kind of document that is written now."""
    return FORMATS[kind].newest


def current(kind: Kind, document: Mapping[str, Any], path: object) -> Document:
    """The document as this version has it. path: of its file, for the sentence.

    Raises UserError for one of a newer version, MisfitError for one that tells no version.
    """
    row = FORMATS[kind]
    told = document.get("format", 1 if row.unmarked else None)
    if isinstance(told, int) and not isinstance(told, bool) and told > row.newest:
        raise UserError(
            f"{path} was made by a newer version of the program ({row.words} of format {told}, and {row.newest} is "
            "known here); update this one to use it."
        )
    version = checked(Annotated[int, Range(1, row.newest)], told, "its format")
    upgraded = dict(document)
    for step in row.steps[version - 1 :]:
        upgraded = step(upgraded)
    return {**upgraded, "format": row.newest}


def unknown(told: Mapping[str, Any], known: Mapping[str, Any]) -> Document:
    """What a document tells that the same document, written by this version, does not: tables in tables too."""
    found: Document = {}
    for key, value in told.items():
        if key not in known:
            found[key] = value
        elif is_mapping(value) and is_mapping(known[key]):
            inner = unknown(value, known[key])
            if inner:
                found[key] = inner
    return found


def kept(document: Mapping[str, Any], others: Mapping[str, Any]) -> Document:
    """The document with what `unknown` found before."""
    whole = dict(document)
    for key, value in others.items():
        if key not in whole:
            whole[key] = value
        elif is_mapping(value) and is_mapping(whole[key]):
            whole[key] = kept(whole[key], value)
    return whole
