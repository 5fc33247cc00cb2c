"""What a person did, in words: the names of commands that can be undone, found by comparing before and after."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from app.document.document import Document, ObservationSetup, View, WindowState
from app.document.formatting import kind_name
from app.document.inspection import Inspect
from app.system.words import told, tr
from core.methods.overrides import history, latest, words
from core.observation.observation_spec import ObservationSpec, Placement, Trim, Trims

if TYPE_CHECKING:
    from core.runs.branch import Branch

Part = Literal["document", "lines", "run", "view", "inspect", "bookmarks"]
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

VIEW_WORDS = {
    "points": tr("the observed points"),
    "truth": tr("the true shape"),
    "height": tr("the height surface"),
    "axes": tr("the axes"),
}
DIRECTION = tr("the direction of the slice")
INSPECT_WORDS = {
    "slicing": tr("the slice"),
    "residual": tr("the residuals"),
    "readout": tr("exact numbers"),
    "iso": tr("the value of the level set"),
    "axis": DIRECTION,
    "azimuth": DIRECTION,
    "height": DIRECTION,
    "offset": tr("the place of the slice"),
}
COLORS = {
    "change": tr("change"), "moved": tr("moved"), "observed": tr("observed"), "truth": tr("truth"),
    "spread": tr("spread"), "eikonal": tr("eikonal"),
}  # fmt: skip
SPAN = ("low", "high")
SPOILED = {"outliers": tr("outliers"), "holes": tr("holes")}


def named(before: WindowState, now: WindowState) -> Named | None:
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
        return Named(tr("discard steps"), "", "run")
    if before.view != now.view:
        return Named(view_edit(before.view, now.view), "", "view")
    if before.bookmarks != now.bookmarks:
        return Named(bookmark_edit(before, now), "", "bookmarks")
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
            return tr("delete {branching}", branching=branching(line)), ""
        if line.name != later[line.number].name:
            return tr("rename {line}", line=line_in_sentence(line)), ""
    if old.line != new.line:
        return tr("show {what}", what=line_in_sentence(later[new.line])), LINE_SHOWN
    return "", ""


def reopening(before: Document, now: Document) -> Words:
    """What led from one opening to another; no words for a pen's stroke, which has its own command."""
    if now.arrival is not None:
        return tr("open {name}", name=Path(now.arrival.path).name), ""
    if now.setup.drawing != before.setup.drawing and now.setup.drawing:
        return "", ""
    if now.source.path != before.source.path:
        return tr("open {name}", name=now.source.name), ""
    named = _setup(before.setup, now.setup)
    return named if named[0] else (tr("open {name} again", name=now.source.name), "")


def _setup(before: ObservationSetup, now: ObservationSetup) -> Words:
    if now.checkpoint != before.checkpoint:
        return tr("change checkpoint to {name}", name=Path(now.checkpoint).name), "checkpoint"
    if now.spec != before.spec:
        return _spec(before.spec, now.spec)
    if now.trims != before.trims:
        return _trims(before.trims, now.trims), ""
    if now.placement != before.placement:
        return _placement(before.placement, now.placement)
    if now.kind != before.kind:
        return tr("observe as {kind}", kind=kind_name(now.kind)), "kind"
    if now.count != before.count:
        return tr("change points to {count:,}", count=now.count), "count"
    if now.seed != before.seed:
        return tr("change seed to {seed}", seed=now.seed), "seed"
    return "", ""


def _spec(before: ObservationSpec, now: ObservationSpec) -> Words:
    if now.views != before.views:
        added = len(now.views) > len(before.views) > 0
        return (tr("add a view") if added else tr("scan from here") if now.views else tr("forget the views")), ""
    if now.noise != before.noise:
        if now.noise is None:
            return tr("leave noise as trained"), "noise"
        return tr("change noise to {noise:g}", noise=now.noise), "noise"
    for name, spoiled in SPOILED.items():
        if getattr(now, name) != getattr(before, name):
            return tr("change {what} to {share:.0f} %", what=spoiled, share=100 * getattr(now, name)), name
    planes = [[region for region in spec.hidden if region.kind == "plane"] for spec in (before, now)]
    if planes[0] != planes[1]:
        return tr("cut a part away") if planes[1] else tr("remove the cut"), "cut"
    return tr("brush a place away") if len(now.hidden) > len(before.hidden) else tr("unhide what was brushed"), ""


def _placement(before: Placement, now: Placement) -> Words:
    if now.up != before.up:
        return tr("turn the scan so that {up} is up", up=now.up), ""
    if (now.pitch, now.roll) != (before.pitch, before.roll):
        return tr("tilt the scan"), "tilt"
    if now.yaw != before.yaw:
        return tr("turn the scan to {yaw:g}°", yaw=now.yaw), "yaw"
    return (tr("scale the scan"), "scale") if now.scale != before.scale else (tr("move the scan"), "shift")


def _trims(before: Trims, now: Trims) -> str:
    if now[: len(before)] == before:
        return trim_words(now[-1])
    if not now:
        return tr("leave the scene as it was loaded")
    return (
        tr("take back: {trim_words}", trim_words=trim_words(before[-1]))
        if now == before[:-1]
        else tr("trim the scene otherwise")
    )


def trim_words(trim: Trim) -> str:
    """What is done to a scene."""
    length = f"{trim.length:g}"
    match trim.kind:
        case "box":
            return tr("keep what is in a box") if trim.keep else tr("drop what is in a box")
        case "lasso":
            return tr("keep what is in a lasso") if trim.keep else tr("drop what is in a lasso")
        case "plane":
            return tr("remove the largest plane ({length})", length=length)
        case "cluster":
            which = tr("the piece at a point") if trim.at is not None else tr("piece {rank}", rank=trim.rank)
            return tr("keep {which} (gap {length})", which=which, length=length)
        case "voxel":
            return tr("one point for each cube of {length}", length=length)
        case "normals":
            return tr("normals from {count} points", count=trim.count)


def view_edit(before: View, now: View) -> str:
    """What was changed about the view."""
    changed = [f.name for f in fields(View) if getattr(before, f.name) != getattr(now, f.name)]
    if "color" in changed:
        changed = [name for name in changed if name not in SPAN]  # another quantity begins with its usual range
    if changed and set(changed) <= set(SPAN):
        return (
            tr("colours from {low:g} to {high:g}", low=now.low, high=now.high)
            if now.span
            else tr("the usual range of the colours")
        )
    if len(changed) != 1:
        return tr("change the view")
    name = changed[0]
    if name == "color":
        return tr("colour by {color}", color=COLORS.get(now.color, now.color)) if now.color else tr("colour nothing")
    if name == "parallel":
        return tr("look without perspective") if now.parallel else tr("look in perspective")
    if name == "imagined":
        return tr("colour what is imagined") if now.imagined else tr("colour nothing")
    what = VIEW_WORDS.get(name, name)
    return tr("show {what}", what=what) if getattr(now, name) else tr("hide {what}", what=what)


def bookmark_edit(before: WindowState, now: WindowState) -> str:
    """Which place of the camera came or went."""
    old, new = ({bookmark.name for bookmark in session.bookmarks} for session in (before, now))
    changed = sorted(new - old) or sorted(old - new)
    if len(old - new) == len(new - old) == 1:
        return tr("rename the kept view “{name}”", name=changed[0])
    if len(changed) != 1 or (old - new and new - old):
        return tr("change the kept views")
    name = changed[0]
    return tr("keep the camera of “{name}”", name=name) if new - old else tr("forget the camera of “{name}”", name=name)


def inspect_edit(before: Inspect, now: Inspect) -> str:
    """What was changed about the inspection; "" for which shape is shown solid, which one blinks back and forth."""
    changed = {f.name for f in fields(Inspect) if getattr(before, f.name) != getattr(now, f.name)} - {"side"}
    if changed == {"open"}:
        return tr("cut the surface open") if now.open else tr("close the surface")
    name = next((name for name in INSPECT_WORDS if name in changed), None)
    if name is None:
        return ""
    what, value = INSPECT_WORDS[name], getattr(now, name)
    if not isinstance(value, bool):
        return tr("change {what}", what=what)
    return tr("show {what}", what=what) if value else tr("hide {what}", what=what)


def branching(line: Branch) -> str:
    """How a branch began: "branch at step 3: rates × 2"."""
    return tr("branch at {change}", change=told(history(line.run.changes).rsplit("; ", 1)[-1]))


def line_name(line: Branch) -> str:
    """What a line is called: by the person, or else by the program."""
    return line.name or (tr("Branch {number}", number=line.number) if line.parent >= 0 else tr("First line"))


def line_in_sentence(line: Branch) -> str:
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


def line_change(line: Branch) -> str:
    """What its last change was: "rates × 2"; "" for the first line."""
    changes = line.run.changes
    return told(words(latest(changes), latest(changes[:-1]))) or tr("nothing changed") if changes else ""
