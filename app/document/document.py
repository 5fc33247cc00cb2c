"""What the window shows, as frozen values. Without Qt: threads and the command line read them too."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from app.document.formatting import kind_name
from app.document.inspection import Inspect, LookKind, QueryResult
from app.system.words import tr, translated
from core.methods.registry import info_of
from core.observation.observation_spec import ObservationSpec, Placement, Trims
from core.storage.typed import Range, Seed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy import ndarray

    from core.levelset import LevelSet
    from core.measures.quantities import ColorChoice
    from core.methods.base import State
    from core.runs.branch import Branch
    from core.runs.run import Entry, Run
    from core.shapes.base import Normalization


@dataclass(frozen=True)
class CheckpointInfo:
    """What a person needs to choose a checkpoint. observe, points: what it was trained on. method: its key.

    missing: why it cannot be used here, in a sentence; "" where it can.
    refine_steps: how many steps past the trained ones serve best, 0 where it does not refine. card: what its card tells
    besides (app.document.cards).
    """

    name: str
    dim: int
    trained_steps: int
    observe: str
    points: int
    method: str = "metasdf"
    missing: str = ""
    refine_steps: int = 0
    card: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """What it comes from, and what keeps it from being used."""
        note = info_of(self.method).note
        if note:
            return self.missing or translated(note)
        return tr(
            "trained on '{observe}' with {points:,} points for {trained_steps} steps",
            observe=kind_name(self.observe),
            points=self.points,
            trained_steps=self.trained_steps,
        )


@dataclass(frozen=True)
class Catalogue:
    """What is there to choose from, and where it will be computed."""

    device: str
    checkpoints: tuple[CheckpointInfo, ...] = ()
    shapes: tuple[str, ...] = ()


Phase = Literal["surface", "loss", "gradient", "update"]
PHASES: tuple[Phase, ...] = get_args(Phase)
"""Of a step in slow motion: the surface of the shown state, then what leads to the next one."""

LineWork = tuple[int, str, int, "State"]
"""Of a line its number, its name, its last step, and the state of that, by identity: other steps have other states."""

DRAWING = "drawing"
"""Path of a document that was drawn in the window."""


@dataclass(frozen=True)
class ObservationSetup:
    """What is asked of a source. checkpoint "", kind "" and count 0 stand for the natural choice.

    spec: cameras, noise, outliers, holes, hidden regions. placement: of a raw scan. drawing: a PNG of grey and
    opacity that takes the place of the file's shape (core.shapes.drawing); b"" for none. trims: what is done to a raw
    scan before it is placed.
    """

    checkpoint: str = ""
    kind: str = ""
    count: Annotated[int, Range(0, 1_000_000)] = 0
    seed: Seed = 0
    spec: ObservationSpec = field(default_factory=ObservationSpec)
    placement: Placement = field(default_factory=Placement)
    drawing: bytes = b""
    trims: Trims = ()

    def adapted_by(self, checkpoint: str) -> ObservationSetup:
        """Another checkpoint on the same shape, drawn or read: it observes as it was trained."""
        return replace(self, checkpoint=checkpoint, kind="", count=0)


@dataclass(frozen=True)
class SourceInfo:
    """What is known of an open file. kinds: the observations it can give. watertight is None without truth.

    sha256: of the file as it was loaded, "" where there is none. measured: it is a picture that may be a depth image.
    """

    path: str
    name: str
    dim: int
    kinds: tuple[str, ...]
    has_truth: bool
    watertight: bool | None
    points: int | None = None
    sha256: str = ""
    measured: bool = False


@dataclass(frozen=True)
class View:
    """What is shown besides the level set. imagined: colour it by the distance to the nearest observed point.

    color: what its colours stand for (core.measures.quantities), before `imagined`; "" for nothing. low, high: the ends
    of their range, both 0.0 for the usual one. parallel: a solid without perspective. axes: the cross in the corner.
    """

    points: bool = True
    truth: bool = False
    height: bool = False
    imagined: bool = False
    color: ColorChoice = ""
    low: float = 0.0
    high: float = 0.0
    parallel: bool = False
    axes: bool = False

    @property
    def span(self) -> tuple[float, float] | None:
        """The chosen range of the colours; None for the usual one."""
        return (self.low, self.high) if self.low < self.high else None

    def spanned(self, span: tuple[float, float] | None) -> View:
        """The same with another range of its colours; None for the usual one."""
        low, high = span or (0.0, 0.0)
        return replace(self, low=low, high=high)

    def colored(self, color: ColorChoice) -> View:
        """The same with colours that stand for something else, in the usual range: each quantity has its own."""
        return self if color == self.color else replace(self, color=color, low=0.0, high=0.0)


@dataclass(frozen=True)
class Camera:
    """Where the view is seen from, in normalised coordinates. scale: half the height seen, of a parallel view."""

    position: tuple[float, float, float]
    focal_point: tuple[float, float, float]
    up: tuple[float, float, float]
    angle: float
    scale: float


Mode = Literal["surface", "field", "height"]
"""Of a view, as in app.render.studio: a solid, a 2D field, or that as a landscape."""


@dataclass(frozen=True)
class Bookmark:
    """A place of the camera that a person keeps. mode: of the view that it belongs to. others: what its file told
    besides, and that is written again.
    """

    name: str
    mode: Mode
    camera: Camera
    others: Mapping[str, Any] = field(default_factory=dict, repr=False)


def camera_of(saved: Any) -> Camera | None:  # noqa: ANN401 (whatever a file holds)
    """The camera that a session file holds as a dictionary; None where it is none that could be."""
    try:
        position, focus, up = (xyz(saved[name]) for name in ("position", "focal_point", "up"))
        camera = Camera(position, focus, up, float(saved["angle"]), float(saved["scale"]))
    except (KeyError, TypeError, ValueError):
        return None
    finite = all(map(math.isfinite, (*position, *focus, *up, camera.scale)))
    return camera if finite and 0 < camera.angle < 180 else None


def xyz(values: Iterable[float]) -> tuple[float, float, float]:
    """Three plain numbers. Raises ValueError for more or fewer."""
    x, y, z = values
    return float(x), float(y), float(z)


@dataclass(frozen=True)
class Arrival:
    """Where a restored window stood: step, overlays, camera, inspection, places of the camera that were kept; and the
    session file that it comes from.

    recovered: that file was left by a program that was killed; no person has saved it. carried: it has its input.
    kept: it belongs to a row of the table of runs, which stays as it is.
    """

    cursor: int
    view: View
    camera: Camera | None
    path: str
    inspect: Inspect = field(default_factory=Inspect)
    recovered: bool = False
    bookmarks: tuple[Bookmark, ...] = ()
    carried: bool = False
    kept: bool = False


@dataclass(frozen=True)
class Saved:
    """What a session file holds of a document. path: of the file, "" of one in the table of runs, which is not written
    again. carried: whether it has the input too."""

    path: str
    lines: tuple[LineWork, ...]
    carried: bool = False


@dataclass(frozen=True, eq=False)
class Document:
    """One open source with its run. generation: number of the opening; results of others are dropped.

    setup: what was really used, with every natural choice made. truth: level set of the true shape, once asked for.
    arrival: of a document that comes from a session file.
    nearest: table of distances to the nearest observed point (core.observation.coverage), None in 2D.
    line: number of the line that `run` is. lines: all, in which the shown one may be behind; see `all_lines`.
    origin: what the engine needs to go on with it; the same for all that became of one opening, and only its.
    saved: what a session file has of it, None for nothing. others: what its file told that is not known here.
    """

    generation: int
    source: SourceInfo
    normalization: Normalization
    setup: ObservationSetup
    run: Run
    truth: LevelSet | None = None
    arrival: Arrival | None = None
    nearest: ndarray | None = None
    line: int = 0
    lines: tuple[Branch, ...] = ()
    origin: object = None
    saved: Saved | None = None
    others: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def all_lines(self) -> tuple[Branch, ...]:
        """Every line, the first one first, as it is now."""
        return tuple(replace(line, run=self.run) if line.number == self.line else line for line in self.lines)

    def on_line(self, number: int) -> Document:
        """The same with another line shown. Raises StopIteration when there is none of that number."""
        lines = self.all_lines
        line = next(line for line in lines if line.number == number)
        return replace(self, run=line.run, nearest=line.nearest, line=number, lines=lines)


gestures = itertools.count(1)
"""Gives every drag of a slider or of a knob in the view a number of its own."""

TAKEN_BACK = -1
"""In place of such a number, for what undo and redo do."""


@dataclass(frozen=True, eq=False)
class WindowState:
    """Everything the window shows. cursor: step that is shown. busy: what is being computed, in words, or "".

    following: new steps are shown as they come; not once a person has gone to another step, or stands still.
    slow: steps are taken phase by phase. phase: of the step that leads on from the shown state.
    inspect, findings: what is inspected, and what has been found of it, by kind.
    gesture: number of the drag that the latest change belongs to, 0 for none, or TAKEN_BACK. bookmarks: places of the
    camera that are kept, whatever shape is open.
    """

    document: Document | None = None
    cursor: int = 0
    following: bool = True
    playing: bool = False
    view: View = field(default_factory=View)
    catalogue: Catalogue | None = None
    busy: str = ""
    slow: bool = False
    phase: Phase = "surface"
    inspect: Inspect = field(default_factory=Inspect)
    findings: Mapping[LookKind, QueryResult] = field(default_factory=dict)
    gesture: int = 0
    bookmarks: tuple[Bookmark, ...] = ()

    @property
    def entry(self) -> Entry | None:
        """What is recorded of the step that is shown."""
        return None if self.document is None else self.document.run.entries[self.cursor]

    @property
    def drawn(self) -> Entry | None:
        """The same with the level set that is to be drawn; with an iso-value the latest that has been found for one."""
        found = self.findings.get("offset") if self.inspect.iso else None
        return self.entry if found is None else found.value

    def found(self, kind: LookKind) -> Any:  # noqa: ANN401 (by kind, see Finding)
        """What has been found of the step that is shown; None while there is nothing."""
        finding, entry = self.findings.get(kind), self.entry
        return finding.value if finding is not None and entry is not None and finding.state is entry.state else None

    @property
    def last(self) -> int:
        """The last recorded step, -1 without a document."""
        return -1 if self.document is None else len(self.document.run.entries) - 1

    @property
    def trained(self) -> int:
        """K, the number of steps the checkpoint was trained for; 0 without a document."""
        return 0 if self.document is None else self.document.run.trained_steps

    @property
    def refine_steps(self) -> int:
        """How many steps past the trained ones serve best; 0 where those are extrapolation."""
        return 0 if self.document is None else self.document.run.refine_steps
