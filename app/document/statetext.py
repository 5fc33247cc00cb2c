"""A state as text that can be pasted, like a link: which shape, which checkpoint, what is seen, which step, from where.

`metasdf:1?input=bundled%3Achair.ply&checkpoint=furniture-scan&observe=scan&points=1024&seed=0&step=5`; values are
percent-encoded, tables are JSON. It comes from anywhere, so it is checked like a file. No Qt, standard library only.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import asdict, dataclass, field, replace
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from app.document.document import Camera, Document, ObservationSetup, View, WindowState, camera_of
from app.system.words import tr
from core.errors import UserError
from core.measures.quantities import QUANTITIES
from core.methods.overrides import Overrides, latest
from core.observation.observation_spec import ObservationSpec, ObserveKind, Placement
from core.storage.typed import MisfitError, Range, Seed, Text, from_dict, parsed, unusual

VERSION = 1
LONGEST = 20_000
"""Characters of a text. Brushed places take the most."""

MOST_STEPS = 2_000
TABLES = ("conditions", "placement", "view", "camera")
REMEDY = tr("copy it again with Edit > Copy State as Text")


@dataclass(frozen=True)
class ToldState:
    """What a text tells. input: path, "bundled:NAME" for what comes with the program. input_sha256, weights: SHA-256
    of the shape's file and of the checkpoint's weights, "" where unknown. view, camera: None for as it is.
    """

    input: Text
    checkpoint: Text
    observe: ObserveKind
    points: Annotated[int, Range(2, 1_000_000)]
    seed: Seed
    step: Annotated[int, Range(0, MOST_STEPS)]
    input_sha256: str = ""
    weights: str = ""
    conditions: ObservationSpec = field(default_factory=ObservationSpec)
    placement: Placement = field(default_factory=Placement)
    view: View | None = None
    camera: Camera | None = None

    @property
    def setup(self) -> ObservationSetup:
        """What is asked of the shape."""
        return ObservationSetup(self.checkpoint, self.observe, self.points, self.seed, self.conditions, self.placement)


def obstacle(session: WindowState) -> str:
    """Why a state cannot be told by a text, in one sentence; "" when it can."""
    document = session.document
    if document is None:
        return tr("There is nothing open to copy; open a shape first.")
    if document.setup.drawing:
        return tr("A drawing is in no file that a text could name; save the session instead.")
    if document.setup.trims:
        return tr("A text tells of no cut of a scene; save the session instead.")
    if latest(document.run.changes) != Overrides():
        return tr("A text tells of no branch; show the first line, or save the session instead.")
    if session.cursor > MOST_STEPS:
        return tr("A text tells of steps up to {most_steps:,}; save the session instead.", most_steps=MOST_STEPS)
    return ""


def text_of(document: Document, cursor: int, view: View, camera: Camera | None, path: str) -> str:
    """The text. path: of the input, as another machine finds it too (core.runs.identity.portable_path)."""
    setup = document.setup
    told: dict[str, Any] = {
        "input": path, "input-sha256": document.source.sha256, "checkpoint": setup.checkpoint,
        "weights": document.run.weights, "observe": setup.kind, "points": setup.count, "seed": setup.seed,
        "step": cursor,
    }  # fmt: skip
    tables: dict[str, dict[str, Any]] = {"camera": asdict(camera) if camera is not None else {}}
    for name, value in (("conditions", setup.spec), ("placement", setup.placement), ("view", view)):
        tables[name] = unusual(value)
    told |= {name: json.dumps(table, separators=(",", ":")) for name, table in tables.items() if table}
    known = {name: value for name, value in told.items() if value != ""}
    return f"metasdf:{VERSION}?{urlencode(known, errors='surrogateescape')}"


def state_of(text: str) -> ToldState:
    """What a text tells. Raises UserError, one sentence, for whatever is none, is damaged, or of a newer version."""
    text = text.strip()
    head = re.match(r"metasdf:(\d{1,6})\?", text)
    if head is None or len(text) > LONGEST:
        raise UserError(tr("This text is no state ({text!r}); {remedy}.", text=text[:40], remedy=REMEDY))
    if int(head[1]) != VERSION:
        raise UserError(
            tr("This state is of version {head}, which this program does not know; update it.", head=head[1])
        )
    try:
        pairs = parse_qsl(text[head.end() :], strict_parsing=True, errors="surrogateescape", max_num_fields=40)
        names = [name for name, _ in pairs]
        if len(set(names)) != len(names):
            raise MisfitError("it tells something twice")
        return _state(dict(pairs))
    except ValueError as fault:  # MisfitError is one
        raise UserError(
            tr("This state cannot be read ({fault}); {remedy}.", fault=str(fault) or tr("its form"), remedy=REMEDY)
        ) from None


def _state(told: dict[str, str]) -> ToldState:
    """Raises ValueError."""
    document: dict[str, Any] = {}
    for name, value in told.items():
        key = name.replace("-", "_")
        if key in TABLES:
            document[key] = parsed(value)
        elif key in ("points", "seed", "step"):
            if not re.fullmatch(r"\d{1,12}", value):
                raise MisfitError(f"{name} is {value[:20]!r} and has to be a whole number")
            document[key] = int(value)
        else:
            document[key] = value
    view, camera = document.pop("view", None), document.pop("camera", None)
    found = from_dict(ToldState, document, "it")
    for digest in (found.input_sha256, found.weights):
        if digest and not re.fullmatch("[0-9a-f]{64}", digest):
            raise MisfitError("a checksum of it has not 64 digits")
    if camera is not None and camera_of(camera) is None:
        raise MisfitError("its camera cannot be")
    return replace(found, view=None if view is None else _view_of(view), camera=camera_of(camera))


def _view_of(told: object) -> View:
    """Raises MisfitError."""
    usual = asdict(View())
    if not isinstance(told, dict) or not set(told) <= set(usual):
        raise MisfitError("its view has what is not known here")
    for name, value in told.items():
        fits = type(value) is type(usual[name])
        if name == "color":
            fits = value in ("", *QUANTITIES)
        elif isinstance(usual[name], float):
            fits = type(value) in (int, float) and math.isfinite(value)
        if not fits:
            raise MisfitError(f"{name} of its view cannot be {value!r:.20}")
    view = View(**told)
    if view.span is None and (view.low, view.high) != (0.0, 0.0):
        raise MisfitError("the range of its colours ends before it begins")
    return view
