"""A checkpoint's card in a few lines, for people. Cards are files of anybody: what does not fit is left out. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from app.system.words import tr

Lines = tuple[tuple[str, str], ...]
"""What is told, and the words or numbers of it."""

LONGEST, LARGEST = 160, 1e12
"""Letters of a line: notes may be long. Numbers beyond, and those that are none, are nothing that a card could tell."""


def told(card: Mapping[str, Any], steps: int) -> Lines:
    """What a card says of its training and of what came of it. steps: that it was trained for."""
    training, spec = _table(card, "training"), _table(card, "spec")
    lines = {
        tr("Trained on"): _text(training, "family"),
        tr("Network"): _network(spec),
        tr("Loss"): _text(card, "loss"),
        tr("Outer steps"): _count(card, "outer_steps"),
        tr("Training time"): _time(card),
        tr("Unseen shapes"): _result(_table(card, "results"), steps),
        tr("Refinement"): _refinement(_table(card, "refinement")),
        tr("Weights of"): _text(card, "weights_of"),
        tr("Notes"): _text(card, "notes"),
    }
    return tuple((name, words) for name, words in lines.items() if words)


def as_tip(title: str, words: str, lines: Lines) -> str:
    """The same as rich text for a tip, under a title and a sentence."""
    rows = "".join(f"<tr><td>{escape(name)}&nbsp;&nbsp;</td><td>{escape(value)}</td></tr>" for name, value in lines)
    return f"<b>{escape(title)}</b><br>{escape(words)}<table>{rows}</table>"


def _table(card: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = card.get(key)
    return found if isinstance(found, Mapping) else {}


def _text(table: Mapping[str, Any], key: str) -> str:
    found = table.get(key)
    words = " ".join(found.split()) if isinstance(found, str) else ""
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 2]} …"


def _number(table: Mapping[str, Any], key: str) -> float | None:
    found = table.get(key)
    if isinstance(found, bool) or not isinstance(found, int | float) or abs(found) >= LARGEST:
        return None
    return float(found)


def _count(table: Mapping[str, Any], key: str) -> str:
    found = _number(table, key)
    return f"{found:,.0f}" if found else ""


def _time(card: Mapping[str, Any]) -> str:
    minutes = _number(card, "training_minutes")
    if not minutes:
        return ""
    return (
        tr("{minutes:.1f} hours", minutes=minutes / 60)
        if minutes > 90
        else tr("{minutes:.0f} minutes", minutes=minutes)
    )


def _network(spec: Mapping[str, Any]) -> str:
    width, depth, activation = _number(spec, "width"), _number(spec, "depth"), _text(spec, "activation")
    return (
        tr("{depth:.0f} layers of {width:.0f}, {activation}", depth=depth, width=width, activation=activation)
        if width and depth and activation
        else ""
    )


def _result(results: Mapping[str, Any], steps: int) -> str:
    """IoU at the trained step, on how many shapes."""
    rows = results.get("steps")
    listed = rows if isinstance(rows, list) else []
    row = next((r for r in listed if isinstance(r, Mapping) and r.get("step") == steps), {})
    iou = _table(row, "iou")
    mean, spread, shapes = _number(iou, "mean"), _number(iou, "std"), _count(results, "shapes")
    if mean is None:
        return ""
    return tr(
        "IoU {mean:.2f}{what}{what2}",
        mean=mean,
        what=f" ± {spread:.2f}" if spread is not None else "",
        what2=tr(" on {shapes}", shapes=shapes) if shapes else "",
    )


def _refinement(refinement: Mapping[str, Any]) -> str:
    steps = _count(refinement, "steps")
    return tr("{steps} further steps serve best", steps=steps) if steps else ""
