"""A run as one HTML file for slides: every step's surface, to be turned and stepped offline in a browser. No Qt.

Positions are 16-bit and normals 8-bit integers, so that a step of 40,000 triangles is under a megabyte. The viewer is
in assets/web/scene.html and loads nothing.
"""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path
from typing import Any

import numpy as np

from app.render.styles import DARK, LIGHT, SceneStyle
from core.errors import UserError
from core.observation.imagined import distance_table, imagined
from core.runs.run import Entry, Run
from core.storage.resources import ASSETS

TEMPLATE = ASSETS / "web" / "scene.html"


def html_bytes(run: Run, words: list[str], *, colored: bool, dark: bool, eye: tuple[float, float, float]) -> bytes:
    """The page. words: a line for each step. colored: by what is imagined. Raises UserError for 2D runs."""
    if run.observation.dim != 3:
        raise UserError("A web scene shows 3D surfaces and this run is 2D; record a picture or an animation instead.")
    style = DARK if dark else LIGHT
    seen = run.observation.points[run.observation.on_surface]
    table = distance_table(run.observation) if colored else None
    data = {
        "steps": [_step(entry, line, table) for entry, line in zip(run.entries, words, strict=True)],
        "points": _packed(seen, 32767, np.int16),
        "eye": eye,
        "angle": 30.0,
        **{key: _unit(getattr(style, key)) for key in ("background", "imagined", "observed")},
        "seen": _unit(style.surface),
    }
    return _page(style, data, run.source).encode("utf-8", "replace")


def _page(style: SceneStyle, data: dict[str, Any], source: str) -> str:
    page = TEMPLATE.read_text(encoding="utf-8")
    text = json.dumps(data).replace("<", "\\u003c")  # no tag can end the script element
    fills = {"__TITLE__": html.escape(Path(source).name), "__BACKGROUND__": style.background, "__TEXT__": style.text}
    for mark, fill in fills.items():
        page = page.replace(mark, fill)
    return page.replace("__DATA__", text)


def _step(entry: Entry, words: str, table: np.ndarray | None) -> dict[str, str]:
    level = entry.level
    if level is None:
        raise ValueError(f"step {entry.record.step} has no level set")
    shade = (
        np.zeros(len(level.vertices)) if table is None or not len(level.vertices) else imagined(table, level.vertices)
    )
    return {
        "vertices": _packed(level.vertices, 32767, np.int16),
        "normals": _packed(level.normals, 127, np.int8),
        "shade": _packed(shade, 255, np.uint8),
        "faces": base64.b64encode(np.ascontiguousarray(level.elements, "<u4").tobytes()).decode(),
        "words": words,
    }


def _packed(values: np.ndarray, factor: int, kind: type[np.generic]) -> str:
    """Numbers from -1 (or 0) to 1 as little-endian integers, in base64."""
    scaled = np.rint(np.clip(np.nan_to_num(np.asarray(values, np.float64)), -1, 1) * factor)
    return base64.b64encode(scaled.astype(np.dtype(kind).newbyteorder("<")).tobytes()).decode()


def _unit(color: str) -> list[float]:
    return [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
