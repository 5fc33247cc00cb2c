"""Numbers and folders as people read them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from core.runs.run import Entry


def number(value: float) -> str:
    """Three significant digits; small and large values with a power of ten."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "not a number"
    if value == 0 or 1e-3 <= abs(value) < 1e4:
        return f"{value:.3g}"
    mantissa, exponent = f"{value:.2e}".split("e")
    return f"{mantissa}e{int(exponent)}"


def as_sentence(words: str) -> str:
    """The same with a capital first letter."""
    return words[:1].upper() + words[1:]


def from_home(path: str | Path) -> str:
    """Where a folder is, from the person's home if it is there."""
    path, home = Path(path), Path.home()
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)


def time_left(seconds: float) -> str:
    """How long something will still take, to be read at a glance."""
    return f"about {seconds / 60:.0f} minutes left" if seconds > 90 else f"about {seconds:.0f} s left"


class Past(NamedTuple):
    """What steps past the trained ones are, in a word and in full."""

    word: str
    sentence: str


EXTRAPOLATION = Past("extrapolation", "extrapolation: past the trained steps")
REFINING = Past("refining", "refining: Adam until the points fit")


def past(refine_steps: int) -> Past:
    """What the steps past the trained ones of a run are. refine_steps: of that run (core.runs.run.Run)."""
    return REFINING if refine_steps else EXTRAPOLATION


def stage(step: int, trained: int, refine_steps: int) -> str:
    """What a step belongs to: "start", "trained", or what is past that."""
    return "start" if step == 0 else "trained" if step <= trained else past(refine_steps).word


LOW_IOU = 0.5
"""Below it less than half of what either shape holds is in both."""


def verdict(entry: Entry, trained: int) -> str:
    """What a caption must say of a result, of the last trained step or later: that it is no success; "" otherwise."""
    heldout = entry.heldout
    if heldout is None or entry.record.step < trained or not trained or heldout.iou >= LOW_IOU:
        return ""
    return f"far from the true shape: IoU {heldout.iou:.2f}"


def badge(entry: Entry, resting: int) -> tuple[str, str]:
    """How far a shown surface can be trusted, in a few words and in a sentence. resting: cells a side when idle."""
    level = entry.level
    if level is None or level.status == "diverged":
        return "", ""
    cells = f"{level.resolution}{'³' if level.dim == 3 else '²'}"
    if entry.audit is not None:
        bound = f"{100 * entry.audit.bound:.2g} %"
        sentence = (
            f"Searched carefully, normals of the field itself. {entry.audit.points:,} random points say: with 95 % "
            f"confidence at most {bound} of the box is on the wrong side because a piece was overlooked."
        )
        return f"audited {cells}, missed < {bound}", sentence
    if level.resolution < resting:
        return f"preview {cells}", "Every vertex is exact, on a coarse lattice; a finer one follows when nothing moves."
    return f"exact {cells}", "Every vertex is the one of a dense evaluation; tiny pieces are looked for when you rest."
