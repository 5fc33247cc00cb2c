"""What a person did, in words: the names of commands that can be undone, found by comparing before and after."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from app.document.document import Document, Session, Setup, View
from app.document.inspection import Inspect
from core.methods.variant import history, latest, words
from core.observation.conditions import ObservationSpec, Placement

if TYPE_CHECKING:
    from core.runs.branch import Line

Part = Literal["document", "lines", "run", "view", "inspect"]
"""What of a session a change is about."""

LINE_SHOWN = "shown line"
"""Key of the changes that only show another line."""


class Named(NamedTuple):
    """A change in words. key: what changes of the same value have in common; "" where each stands for itself."""

    text: str
    key: str
    part: Part


Words = tuple[str, str]
"""Text and key."""

VIEW_WORDS = {"points": "the observed points", "truth": "the true shape", "height": "the height surface"}
INSPECT_WORDS = {
    "slicing": "the slice", "residual": "the residuals", "readout": "exact numbers",
    "iso": "the value of the level set", "axis": "the direction of the slice", "azimuth": "the direction of the slice",
    "height": "the direction of the slice", "offset": "the place of the slice",
}  # fmt: skip


def named(before: Session, now: Session) -> Named | None:
    """What has been done between two sessions that follow each other; None where nothing is to be undone."""
    old, new = before.document, now.document
    if old is None or new is None:
        return None
    if old.origin is not new.origin:
        text, key = reopening(old, new)
        return Named(text, key, "document") if text else None
    text, key = line_edit(old, new)
    if text:
        return Named(text, key, "lines")
    if (old.generation, old.line) == (new.generation, new.line) and len(old.run.entries) > len(new.run.entries):
        return Named("discard steps", "", "run")
    if before.view != now.view:
        return Named(view_edit(before.view, now.view), "", "view")
    text = inspect_edit(before.inspect, now.inspect)
    return Named(text, text, "inspect") if text else None


def line_edit(old: Document, new: Document) -> Words:
    """A branch that came or went, another line that is shown, or another name of one; "" for nothing of it."""
    earlier, later = ({line.number: line for line in document.lines} for document in (old, new))
    for line in new.lines:
        if line.number not in earlier:
            return branching(line), ""
    for line in old.lines:
        if line.number not in later:
            return f"delete {branching(line)}", ""
        if line.name != later[line.number].name:
            return f"rename {line_in_sentence(line)}", ""
    if old.line != new.line:
        return f"show {line_in_sentence(later[new.line])}", LINE_SHOWN
    return "", ""


def reopening(before: Document, now: Document) -> Words:
    """What led from one opening to another; no words for a pen's stroke, which has its own command."""
    if now.arrival is not None:
        return f"open {Path(now.arrival.path).name}", ""
    if now.setup.drawing != before.setup.drawing and now.setup.drawing:
        return "", ""
    if now.source.path != before.source.path:
        return f"open {now.source.name}", ""
    named = _setup(before.setup, now.setup)
    return named if named[0] else (f"open {now.source.name} again", "")


def _setup(before: Setup, now: Setup) -> Words:
    if now.checkpoint != before.checkpoint:
        return f"change checkpoint to {Path(now.checkpoint).name}", "checkpoint"
    if now.spec != before.spec:
        return _spec(before.spec, now.spec)
    if now.placement != before.placement:
        return _placement(before.placement, now.placement)
    if now.kind != before.kind:
        return f"observe as {now.kind}", "kind"
    if now.count != before.count:
        return f"change points to {now.count:,}", "count"
    if now.seed != before.seed:
        return f"change seed to {now.seed}", "seed"
    return "", ""


def _spec(before: ObservationSpec, now: ObservationSpec) -> Words:
    if now.views != before.views:
        added = len(now.views) > len(before.views) > 0
        return ("add a view" if added else "scan from here" if now.views else "forget the views"), ""
    if now.noise != before.noise:
        return "leave noise as trained" if now.noise is None else f"change noise to {now.noise:g}", "noise"
    for name in ("outliers", "holes"):
        if getattr(now, name) != getattr(before, name):
            return f"change {name} to {100 * getattr(now, name):.0f} %", name
    planes = [[region for region in spec.hidden if region.kind == "plane"] for spec in (before, now)]
    if planes[0] != planes[1]:
        return "cut a part away" if planes[1] else "remove the cut", "cut"
    return "brush a place away" if len(now.hidden) > len(before.hidden) else "unhide what was brushed", ""


def _placement(before: Placement, now: Placement) -> Words:
    if now.up != before.up:
        return f"turn the scan so that {now.up} is up", ""
    if (now.pitch, now.roll) != (before.pitch, before.roll):
        return "tilt the scan", "tilt"
    if now.yaw != before.yaw:
        return f"turn the scan to {now.yaw:g}°", "yaw"
    return ("scale the scan", "scale") if now.scale != before.scale else ("move the scan", "shift")


def view_edit(before: View, now: View) -> str:
    """What was changed about the view."""
    changed = [f.name for f in fields(View) if getattr(before, f.name) != getattr(now, f.name)]
    if "color" in changed:
        changed = [name for name in changed if name != "limit"]  # another quantity begins with its usual range
    if len(changed) != 1:
        return "change the view"
    name = changed[0]
    if name == "limit":
        return f"end the colours at {now.limit:g}" if now.limit else "end the colours where they usually do"
    if name == "color":
        return f"colour by {now.color}" if now.color else "colour nothing"
    if name == "imagined":
        return "colour what is imagined" if now.imagined else "colour nothing"
    return f"{'show' if getattr(now, name) else 'hide'} {VIEW_WORDS.get(name, name)}"


def inspect_edit(before: Inspect, now: Inspect) -> str:
    """What was changed about the inspection; "" for which shape is shown solid, which one blinks back and forth."""
    changed = {f.name for f in fields(Inspect) if getattr(before, f.name) != getattr(now, f.name)} - {"side"}
    if changed == {"open"}:
        return "cut the surface open" if now.open else "close the surface"
    name = next((name for name in INSPECT_WORDS if name in changed), None)
    if name is None:
        return ""
    value = getattr(now, name)
    verb = "change" if not isinstance(value, bool) else "show" if value else "hide"
    return f"{verb} {INSPECT_WORDS[name]}"


def branching(line: Line) -> str:
    """How a branch began: "branch at step 3: rates × 2"."""
    return f"branch at {history(line.run.changes).rsplit('; ', 1)[-1]}"


def line_name(line: Line) -> str:
    """What a line is called: by the person, or else by the program."""
    return line.name or (f"Branch {line.number}" if line.parent >= 0 else "First line")


def line_in_sentence(line: Line) -> str:
    """The same within a sentence."""
    name = line_name(line)
    return f"“{name}”" if line.name else f"{name[0].lower()}{name[1:]}"


def file_stem(document: Document) -> str:
    """How files about a document begin: the name of its input, and of the line where there are several."""
    stem = Path(document.source.name).stem
    line = next((line for line in document.all_lines if line.number == document.line), None)
    if line is None or len(document.lines) < 2:
        return stem
    return f"{stem}_{re.sub(r'[^a-z0-9]+', '-', line_name(line).lower()).strip('-') or f'line-{line.number}'}"


def line_change(line: Line) -> str:
    """What its last change was: "rates × 2"; "" for the first line."""
    changes = line.run.changes
    return words(latest(changes), latest(changes[:-1])) or "nothing changed" if changes else ""
