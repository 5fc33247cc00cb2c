"""Which work of a document would be missed if it were gone: the one place for what counts as unsaved. Without Qt."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from app.document.document import LineWork, Saved
from app.document.undo_labels import line_change, line_name
from app.system.words import tr
from core.observation.observation_spec import Placement

if TYPE_CHECKING:
    from app.document.document import Document
    from core.runs.branch import Branch

MADE_UP = re.compile(r"[a-z]+:(train|val|test)#\d+")
"""Names of shapes that the program draws itself (core.shapes.catalogue.is_member)."""


def saved_in(path: str, document: Document, *, carried: bool = False) -> Saved:
    """The document as it is now, in this file. carried: with its input."""
    return Saved(path, tuple(_work(line) for line in document.all_lines), carried)


def unsaved(document: Document | None, samples: Collection[str]) -> tuple[str, ...]:
    """What would be missed, in words, one for each line; () when nothing would. samples: paths of bundled shapes.

    Of a document that was never saved: what was made by hand (a drawing, brushed places, a trim, a placement, branches,
    names) and the steps on a file of one's own. Steps on a bundled shape count from the trained K on: up to there the
    play button has them again in a moment. Of a document that is in a session file: every line that is not as it is
    there.
    What is looked at, and from where, is never missed.
    """
    if document is None:
        return ()
    lines = document.all_lines
    if document.saved is None:
        return tuple(map(line_words, lines)) if _would_be_missed(document, samples) else ()
    known = set(document.saved.lines)
    numbers = {line.number for line in lines}
    gone = sum(number not in numbers for number, *_ in document.saved.lines)
    words = tuple(line_words(line) for line in lines if _work(line) not in known)
    return (*words, tr("{gone} deleted", gone=gone)) if gone else words


def _would_be_missed(document: Document, samples: Collection[str]) -> bool:
    setup, lines, steps = document.setup, document.all_lines, len(document.run.entries) - 1
    brushed = any(region.kind == "disc" for region in setup.spec.hidden)
    arranged = bool(setup.trims) or setup.placement != Placement()
    if setup.drawing or brushed or arranged or len(lines) > 1 or any(line.name for line in lines):
        return True
    path = document.source.path
    easy = path in samples or MADE_UP.fullmatch(path) is not None
    return steps > (document.run.trained_steps if easy else 0)


def _work(line: Branch) -> LineWork:
    last = line.run.entries[-1]
    return line.number, line.name, last.record.step, last.state


def line_words(line: Branch) -> str:
    """A line and how far it is."""
    steps, change = len(line.run.entries) - 1, line_change(line)
    own = f"{line_name(line)} ({change})" if change else line_name(line)
    return f"{own}: {steps:,} {(tr('step') if steps == 1 else tr('steps'))}"
