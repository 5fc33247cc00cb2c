"""Numbers and folders as people read them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.system.words import tr

if TYPE_CHECKING:
    from core.runs.run import Entry


def number(value: float) -> str:
    """Three significant digits; small and large values with a power of ten."""
    if not math.isfinite(value):
        return "∞" if value > 0 else tr("not a number")
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


def size_in_words(count: int) -> str:
    """Bytes, to be read at a glance."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"


def time_left(seconds: float) -> str:
    """How long something will still take, to be read at a glance."""
    return (
        tr("about {seconds:.0f} minutes left", seconds=seconds / 60)
        if seconds > 90
        else tr("about {seconds:.0f} s left", seconds=seconds)
    )


class Past(NamedTuple):
    """What steps past the trained ones are, in a word (in files too) and in full."""

    word: str
    sentence: str


EXTRAPOLATION = Past("extrapolation", tr("extrapolation: past the trained steps"))
REFINING = Past("refining", tr("refining: Adam until the points fit"))


def past(refine_steps: int) -> Past:
    """What the steps past the trained ones of a run are. refine_steps: of that run (core.runs.run.Run)."""
    return REFINING if refine_steps else EXTRAPOLATION


def stage(step: int, trained: int, refine_steps: int) -> str:
    """What a step belongs to: "start", "trained", or what is past that; in files too."""
    return "start" if step == 0 else "trained" if step <= trained else past(refine_steps).word


KINDS = {
    "dense": tr("dense"), "surface": tr("surface"), "unoriented": tr("sides"), "oriented": tr("normals"),
    "scan": tr("scan"), "half": tr("half"), "as-is": tr("as-is"),
}  # fmt: skip


def kind_name(kind: str) -> str:
    """A kind of observation within a sentence; one of somebody else's checkpoint as it is called there."""
    return KINDS.get(kind, kind)


LOW_IOU = 0.5
"""Below it less than half of what either shape holds is in both."""


def verdict(entry: Entry, trained: int) -> str:
    """What a caption must say of a result, of the last trained step or later: that it is no success; "" otherwise."""
    heldout = entry.heldout
    if heldout is None or entry.record.step < trained or not trained or heldout.iou >= LOW_IOU:
        return ""
    return tr("far from the true shape: IoU {iou:.2f}", iou=heldout.iou)


def badge(entry: Entry, resting: int) -> tuple[str, str]:
    """How far a shown surface can be trusted, in a few words and in a sentence. resting: cells a side when idle."""
    level = entry.level
    if level is None or level.status == "diverged":
        return "", ""
    cells = f"{level.resolution}{'³' if level.dim == 3 else '²'}"
    if entry.audit is not None:
        bound = f"{100 * entry.audit.bound:.2g} %"
        sentence = tr(
            "Searched carefully, normals of the field itself. {points:,} random points say: with 95 % "
            "confidence at most {bound} of the box is on the wrong side because a piece was overlooked.",
            points=entry.audit.points,
            bound=bound,
        )
        return tr("audited {cells}, missed < {bound}", cells=cells, bound=bound), sentence
    if level.resolution < resting:
        return tr("preview {cells}", cells=cells), tr(
            "Every vertex is exact, on a coarse lattice; a finer one follows when nothing moves."
        )
    return tr("exact {cells}", cells=cells), tr(
        "Every vertex is the one of a dense evaluation; tiny pieces are looked for when you rest."
    )
