"""A run as one HTML file: its level sets to step, scrub and turn in a browser, with the curves, and no server. No Qt.

The viewer is assets/web/page.html; it loads nothing, and its policy forbids every script but its own. Whole numbers are
packed as `coded` says: positions as 16-bit fixed point, so that a step of 64 cells a side takes about 100 kB.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import math
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.document.formatting import number, past
from app.render.field_map_2d import DRAWN_CELLS, SHOWN_DISTANCE, field_shades
from app.render.pictures import chosen
from app.render.styles import DARK, LIGHT, SceneStyle
from core.errors import UserError
from core.levelset import LevelSet
from core.methods.registry import info_of
from core.observation.coverage import distance_table, imagined
from core.runs.run import Entry, Run
from core.storage.resources import ASSETS

TEMPLATE = ASSETS / "web" / "page.html"

QUANTA = 32767
"""Positions from -1 to 1 are told in so many parts of 1."""

SHADES, UNKNOWN = 254, 255
"""Values of a 2D field from `-SHOWN_DISTANCE` to `SHOWN_DISTANCE` are told as 0 to 254, those that are none as 255."""

CELLS = {2: 128, 3: 64}
"""Lattice cells a side that a page's level sets are made at, by dimension, unless others are asked for."""

MOST_STEPS = 41
"""Of a longer run so many steps are shown, evenly spread; the curves have all."""

EYE = (-2.85, 1.75, 3.7)
"""Where the standard view stands."""

CURVES = {LIGHT: ("#1971c2", "#c2410c"), DARK: ("#4dabf7", "#ff922b")}
"""Colours of loss and error, those of the window's plot (app.widgets.theme, which needs Qt)."""


@dataclass(frozen=True)
class Seen:
    """How a page begins. eye: where the view stands, towards the middle. imagined: colour what is far from every
    observed point. iso: value that the level sets are at.
    """

    eye: tuple[float, float, float] = EYE
    imagined: bool = False
    iso: float = 0.0


def steps_of(count: int) -> list[int]:
    """Which of the steps 0 ... count - 1 of a run a page shows."""
    return chosen(count, MOST_STEPS)


def page_bytes(run: Run, steps: Sequence[int], seen: Seen) -> bytes:
    """The page, UTF-8. steps: in order; their entries need level sets. Raises UserError where one has none."""
    page = TEMPLATE.read_text(encoding="utf-8")
    data = json.dumps(document(run, steps, seen), allow_nan=False, separators=(",", ":"))
    fills = {
        "__POLICY__": _policy(page),
        "__TITLE__": html.escape(f"{_name(run)} – {run.checkpoint}"),
        "__DATA__": data.replace("<", "\\u003c"),  # no tag can end the script element
    }
    whole = re.sub("|".join(fills), lambda found: fills[found[0]], page)  # at once: a name may hold another's mark
    return whole.encode("utf-8", "replace")


def document(run: Run, steps: Sequence[int], seen: Seen) -> dict[str, Any]:
    """What the page shows, as JSON values. Raises UserError where a step has no level set."""
    observation, last = run.observation, run.entries[-1]
    table = distance_table(observation) if seen.imagined and observation.dim == 3 else None
    surface = observation.points[observation.on_surface]
    return {
        "name": _name(run),
        "made": _made(run, seen),
        "dim": observation.dim,
        "trained": min(run.trained_steps, last.record.step),
        "losses": [_finite(entry.record.context_loss) for entry in run.entries],
        "errors": [None if e.heldout is None else _finite(e.heldout.l1) for e in run.entries],
        "error": "held-out error",
        "points": coded(quantised(surface if len(surface) else observation.points)),
        "steps": [_step(run, run.entries[step], table) for step in steps],
        "eye": seen.eye,
        "angle": 30.0,
        "themes": {"light": _theme(LIGHT), "dark": _theme(DARK)},
    }


def coded(values: NDArray[np.integer]) -> dict[str, Any]:
    """Whole numbers (n, k) as text: differences along each column (neighbours are alike), zigzag so that small ones of
    either sign are small, the lowest bytes of all first and so on (four planes), deflated, base64.
    """
    table = np.asarray(values, np.int64)
    steps = np.diff(table, axis=0, prepend=np.zeros((1, table.shape[1]), np.int64)).ravel()
    zigzag = (np.where(steps < 0, -2 * steps - 1, 2 * steps)).astype("<u4")
    planes = zigzag.view(np.uint8).reshape(-1, 4).T
    text = base64.b64encode(zlib.compress(np.ascontiguousarray(planes).tobytes(), 9)).decode()
    return {"shape": list(table.shape), "data": text}


def quantised(places: NDArray[np.floating]) -> NDArray[np.int64]:
    """Positions in [-1, 1] in `QUANTA` of 1; what lies beyond is moved to the wall of the box."""
    return np.rint(np.clip(np.nan_to_num(np.asarray(places, np.float64)), -1, 1) * QUANTA).astype(np.int64)


def _name(run: Run) -> str:
    return Path(run.source).name


def _made(run: Run, seen: Seen) -> str:
    """Of method, checkpoint and observation."""
    observation = run.observation
    parts = [info_of(run.method).title, f"checkpoint {Path(run.checkpoint).name}"]
    parts.append(f"{len(observation.points):,} points observed ({observation.kind})")
    parts += [f"level set at {seen.iso:+g}"] if seen.iso else []
    return " · ".join(parts)


def _step(run: Run, entry: Entry, table: np.ndarray | None) -> dict[str, Any]:
    level = entry.level
    if level is None:
        raise UserError(f"Step {entry.record.step} has no level set yet; wait for it and export again.")
    parts: dict[str, Any] = {
        "step": entry.record.step,
        "words": _words(run, entry),
        "note": "" if level.status == "ok" else level.reason,
        "vertices": coded(quantised(level.vertices)),
        "elements": coded(level.elements),
    }
    if table is not None and len(level.vertices):
        parts["shade"] = coded(np.rint(255 * np.clip(imagined(table, level.vertices), 0, 1))[:, None].astype(int))
    if level.dim == 2 and level.lattice is not None:
        parts["image"] = coded(_image(level))
    return parts


def _words(run: Run, entry: Entry) -> str:
    """Step, loss and error of it, as the window writes them."""
    step = entry.record.step
    where = " (learned start)" if step == 0 else ""
    if entry.record.extrapolated:
        where = f" ({past(run.refine_steps).word})"
    parts = [f"Step {step} of {len(run.entries) - 1}{where}", f"context loss {number(entry.record.context_loss)}"]
    if entry.heldout is not None:
        parts += [f"held-out mean |error| {number(entry.heldout.l1)}", f"IoU {entry.heldout.iou:.3f}"]
    return " · ".join(parts)


def _image(level: LevelSet) -> NDArray[np.int64]:
    """The lattice of a 2D level set in shades, (rows, columns), y up."""
    assert level.lattice is not None
    every = max(1, (level.lattice.shape[0] - 1) // DRAWN_CELLS)
    values = np.asarray(level.lattice[::every, ::every], np.float64)
    part = (np.nan_to_num(values).clip(-SHOWN_DISTANCE, SHOWN_DISTANCE) / SHOWN_DISTANCE + 1) / 2
    return np.where(np.isfinite(values), np.rint(part * SHADES), UNKNOWN).astype(np.int64)


def _theme(style: SceneStyle) -> dict[str, Any]:
    names = ("background", "text", "frame", "surface", "imagined", "observed", "contour")
    loss, heldout = CURVES[style]
    values = np.append(np.linspace(-SHOWN_DISTANCE, SHOWN_DISTANCE, SHADES + 1), np.nan)
    field = field_shades(values, style).ravel().tolist()
    return {**{name: getattr(style, name) for name in names}, "loss": loss, "heldout": heldout, "field": field}


def _policy(page: str) -> str:
    """Nothing may be loaded, and nothing run but the page's own script, known by its hash."""

    def own(tag: str) -> str:
        found = re.search(rf"<{tag}(?: id=\"viewer\")?>(.*?)</{tag}>", page, re.DOTALL)
        assert found is not None, "the template has one"
        return f"'sha256-{base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()}'"

    only = f"script-src {own('script')}; style-src {own('style')}"
    return f"default-src 'none'; {only}; base-uri 'none'; form-action 'none'"


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
