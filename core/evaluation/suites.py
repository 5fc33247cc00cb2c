"""The suites of an evaluation: which unseen shapes, seen how, for which checkpoints. What is missing is left out aloud.

Shapes of the procedural families and the digits are of the test split, which no checkpoint and no setting was tuned on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray

from core.errors import UserError
from core.evaluation.measurements import SURFACE_POINTS, Problem, marks_of
from core.evaluation.real import RealCondition, real_conditions
from core.evaluation.table import Heading
from core.measures.metrics import prepare_truth
from core.methods.base import Method
from core.methods.poisson import missing
from core.observation.dials import DIALS, OTHER_FAMILIES, ShiftCase, turned
from core.prepare.reading import prepared
from core.readers.formats import format_of
from core.readers.load import load
from core.readers.mnist import idx_file, picture_file
from core.readers.prepared import SAMPLES
from core.runs.checkpoint import POISSON, Checkpoint, bundled_checkpoints, checkpoints_in, load_checkpoint, method_of
from core.shapes.base import Samples, Scan, Shape
from core.shapes.catalogue import procedural_furniture
from core.shapes.composites import COMPOSITIONS, composite
from core.shapes.image import digit, load_idx
from core.storage.resources import TRAINING
from core.training.tasks import HELD_OUT_DIGITS, ShapeDraw, shapes_in
from core.training.train_config import load_config

Suite = Literal["2d", "3d", "ood", "speed", "real"]
Supervision = Literal["dense", "surface"]
SUPERVISIONS: tuple[Supervision, ...] = ("dense", "surface")

COUNTS = {"2d": 16, "3d": 16, "ood": 4, "speed": 8, "real": 8}
"""Shapes of each condition, unless another number is asked for."""

GROWTH = {"2d": 1.5, "3d": 2.0, "ood": 15.0, "speed": 1.25}
"""How far apart the measured steps of long adaptations are (core.evaluation.measurements.marks); speed is read to
25 %."""

BEYOND = {"2d": 4, "3d": 4}
"""Methods that are measured after each step go on to so many times their trained steps."""

FAMILY = {2: "digits", 3: "furniture"}
"""Family of the bundled checkpoints by dimension."""

REAL = ("chair", "table", "bench")
ROTATIONS = (15, 45, 90)
OTHER_DIALS = {"scale": (0.75,), "legs": (6,), "sparsity": (8,), "occlusion": (0.5,), "noise": (0.02,)}
"""Dials beside rotation and family that the suite "ood" turns, one at a time."""

ALL_STARTS = ("2d", "3d")
"""Suites in which starts that were trained without meta-learning (mean, shared layers) take part as well."""

ENDLESS = 10**9
TRAINING_FILE = 60_000
"""Pictures in the file that the bundled digits were trained on."""

DIGITS = TRAINING / "digits-dense.toml"


@dataclass(frozen=True, eq=False)
class Condition:
    """One line of conditions for all methods. family: of the checkpoints. trial: number of the shape and points to
    observe -> what is observed and how; raises UserError for a shape that cannot be used.
    """

    heading: Heading
    supervision: Supervision
    family: str
    count: int
    trial: Callable[[int, int], ShiftCase]
    points: int = 0
    views: int = 1
    starts: bool = False

    def marks(self, method: Method, *, refine: bool = False) -> tuple[int, ...]:
        """Steps after which a method is measured. refine: to the end of its refinement, where it has one."""
        return marks_of(method, GROWTH[self.heading.suite], BEYOND.get(self.heading.suite, 1), refine=refine)

    def method(self, checkpoint: Checkpoint, device: torch.device) -> Method:
        """The adapter of one that takes part."""
        return method_of(checkpoint, device)

    def checkpoints(self, folder: Path | None = None) -> dict[str, Checkpoint]:
        """What takes part, of the bundled checkpoints or of those in a folder; see `checkpoints_of`."""
        found = checkpoints_of(self.family, self.supervision, folder)
        every = self.heading.suite in ALL_STARTS
        return {label: c for label, c in found.items() if every or not label.startswith("scratch-")}

    def problem(self, number: int, points: int) -> Problem:
        """Shape `number`, observed, with its truth."""
        trial = self.trial(number, points)
        truth = prepare_truth(trial.source, number, surface=SURFACE_POINTS)  # pyright: ignore[reportArgumentType]
        name = f"{self.heading.data} {number} {trial.source.name}"
        return Problem(name, trial.observe(self.supervision), truth, trial.source.normalization.scale)


@dataclass(frozen=True)
class Skipped:
    """What is left out, and why, in a sentence."""

    data: str
    reason: str


@dataclass(frozen=True)
class Sources:
    """Where data comes from beside the procedural families. data: a person's own, an MNIST file or its folder, a folder
    of shapes, or one that `prepare` or DeepSDF made (its test split).
    real: a folder with a subfolder of meshes for each class.
    """

    data: Path | None = None
    real: Path | None = None


def checkpoints_of(family: str, supervision: Supervision, folder: Path | None = None) -> dict[str, Checkpoint]:
    """The checkpoints for a family and a supervision, by the rest of their names or their method, and a plain start.

    folder: takes the place of the bundled checkpoints; all in it that have the dimension and supervision take part.
    A trained start is "scratch-mean" (or another ending), the plain one "scratch".
    """
    dim = next(d for d, name in FAMILY.items() if name == family)
    stem, found = f"{family}-{supervision}", {}
    for name in bundled_checkpoints() if folder is None else checkpoints_in(folder):
        checkpoint = load_checkpoint(name)
        rest = checkpoint.name.partition(f"-{supervision}")[2]
        ours = folder is not None or (checkpoint.name == stem + rest and rest[:1] in ("", "-"))
        if ours and checkpoint.observe == supervision and checkpoint.spec.dim == dim:
            label = "scratch-mean" if rest == "-scratch" else rest[1:] or checkpoint.method
            found[checkpoint.name if label in found else label] = checkpoint
    return {**found, "scratch": load_checkpoint(f"scratch-{dim}d")}


def conditions(
    suite: Suite, sources: Sources, count: int | None = None
) -> Sequence[Condition | RealCondition | Skipped]:
    """The conditions of a suite in the order of its table. Raises UserError for data that cannot be read at all."""
    if suite == "real":
        try:
            found = real_conditions(sources.data or sources.real, count or COUNTS[suite])
        except UserError as error:
            return [Skipped("real", str(error))]
        return [*found, *([Skipped(POISSON, missing())] if missing() else [])]
    return list(_conditions(suite, sources, count or COUNTS[suite]))


def _conditions(suite: Suite, sources: Sources, count: int) -> Iterator[Condition | Skipped]:
    dims = {"2d": (2,), "3d": (3,)}.get(suite, (2, 3))
    for dim in dims:
        try:
            label, draw, there = _family(dim, sources)
        except UserError as error:
            yield Skipped(FAMILY[dim], str(error))
            continue
        if suite == "ood":
            yield from _far(label, dim, min(count, there), draw, sources)
            continue
        for supervision in SUPERVISIONS:
            yield _condition(suite, label, supervision, FAMILY[dim], min(count, there), draw, {})
    if suite == "ood":
        yield from _real(sources.real, count)


def _family(dim: int, sources: Sources) -> tuple[str, ShapeDraw, int]:
    """Name, shapes, and how many there are."""
    own = sources.data
    if own is not None and not own.exists():
        raise UserError(f"{own} does not exist; check the path.")
    if dim == 2:
        label, pictures = _pictures(own)
        there = len(pictures) if own is not None else ENDLESS
        return label, lambda number, _: digit(pictures, number % len(pictures), label), there
    if own is not None and (own / SAMPLES).is_dir():
        draw = prepared(own)
        return own.name, draw, shapes_in(draw, "test") or ENDLESS
    if own is not None and own.is_dir() and idx_file(own) is None:
        files = shape_files(own)
        return own.name, _draw_files(files), len(files)
    return "furniture", procedural_furniture(), ENDLESS


@lru_cache(maxsize=1)  # asked for by single digits and by composites of them
def _pictures(own: Path | None) -> tuple[str, NDArray[np.uint8]]:
    """Name and pictures that no checkpoint saw: all of a person's own, the test split of the training file."""
    file = None if own is None else idx_file(own)
    pictures = load_idx(picture_file(load_config(DIGITS).data) if file is None else file)
    unseen = pictures[HELD_OUT_DIGITS["test"] :] if len(pictures) == TRAINING_FILE else pictures
    return "digits" if file is None else file.name, unseen


def _far(label: str, dim: int, count: int, draw: ShapeDraw, sources: Sources) -> Iterator[Condition]:
    """One dial at a time, and for digits pictures made of several, for dense observations."""

    def far(name: str, settings: dict[str, float], shapes: ShapeDraw = draw) -> Condition:
        return _condition("ood", f"{label}, {name}", "dense", FAMILY[dim], count, shapes, settings)

    for degrees in ROTATIONS:
        yield far(f"rotated by {degrees}°", {"rotation": degrees})
    if dim == 2:
        pictures = _pictures(sources.data)[1]
        for name, how in COMPOSITIONS.items():
            yield far(f"composites, {name}", {}, lambda number, _, how=how: composite(pictures, how, number))
    for value, name in enumerate(OTHER_FAMILIES[dim], 1):
        if name not in REAL:
            yield far(f"{name} in their place", {"family": value})
    for dial in DIALS:
        for value in OTHER_DIALS.get(dial.name, ()) if dim in dial.dims else ():
            yield far(f"{dial.name} {value:g}", {dial.name: value})


def _real(folder: Path | None, count: int) -> Iterator[Condition | Skipped]:
    for kind in REAL:
        if folder is None or not (folder / kind).is_dir():
            where = "give --real DIR" if folder is None else f"{folder / kind} is not there"
            yield Skipped(f"real {kind}", f"no meshes of real furniture: {where}.")
            continue
        files = sorted(p for p in (folder / kind).iterdir() if format_of(p) is not None)
        spread = files[:: max(1, len(files) // count)][:count]  # over all sources, which the names sort by
        for supervision in SUPERVISIONS:
            yield _condition("ood", f"real {kind}", supervision, FAMILY[3], len(spread), _draw_files(spread), {})


def _condition(
    suite: str, data: str, supervision: Supervision, family: str, count: int, draw: ShapeDraw, dials: dict[str, float]
) -> Condition:
    def trial(number: int, points: int) -> ShiftCase:
        return turned(ShiftCase(draw(number, "test"), points=points, seed=number), dials)

    there = shapes_in(draw, "test") or count
    return Condition(Heading(suite, data, supervision), supervision, family, min(count, there), trial)


def shape_files(folder: Path) -> list[Path]:
    """Files of shapes anywhere below a folder, sorted. Raises UserError when there are none."""
    files = sorted(p for p in folder.rglob("*") if format_of(p) is not None)
    if not files:
        raise UserError(f"{folder} has no shape in it; give a folder of meshes.")
    return files


def _draw_files(files: list[Path]) -> ShapeDraw:
    def draw(number: int, split: str) -> Shape:  # noqa: ARG001 (a person's own shapes are all unseen)
        source = load(files[number])
        if isinstance(source, Scan | Samples):
            raise UserError(f"{files[number]} has no truth to compare with; give a mesh.")
        return source

    return draw
