"""The suite `real`: what a learned prior is worth on real furniture, against Poisson and the nearest training piece.

The pieces are those files of a folder whose names say that they test (core.shapes.split): no net was trained on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

import torch

from core.errors import UserError
from core.evaluation.evaluate import unseen_part
from core.evaluation.measurements import SURFACE_POINTS, Problem
from core.evaluation.table import Heading
from core.fields.field import NO_NETWORK
from core.measures.metrics import Truth, prepare_truth
from core.methods.base import Method
from core.methods.latent import Latent
from core.methods.poisson import missing
from core.methods.registry import info_of
from core.methods.retrieved import Retrieved
from core.observation.observe import ObserveKind, observe
from core.readers.formats import format_of
from core.readers.load import load
from core.runs.checkpoint import POISSON, Checkpoint, bundled_checkpoints, checkpoints_in, load_checkpoint, method_of
from core.shapes.base import Samples, Scan, Shape
from core.shapes.split import Split, split_of

VIEWS = 3
"""Views of each piece where a camera sees it, from seeded places."""

RETRIEVED = "retrieved"

SETTINGS: tuple[tuple[str, ObserveKind, int, int], ...] = (
    ("1,024 points with normals", "oriented", 1024, 1),
    ("1,024 surface points", "unoriented", 1024, 1),
    ("1,024 surface points alone", "surface", 1024, 1),
    ("1,024 distances", "dense", 1024, 1),
    ("4,096 distances", "dense", 4096, 1),
    ("one depth view, 2,048 points", "scan", 2048, 1),
    ("one depth view, 1,024 points", "scan", 1024, VIEWS),
)
"""Name, kind of observation, points and views of each condition."""

TRAINED_ON: dict[ObserveKind, tuple[str, ...]] = {
    "oriented": ("oriented", "dense"),
    "unoriented": ("unoriented", "oriented"),
}
"""Observations whose nets take part, where they are not of the same kind alone: points with sides tell distances."""

SURFACES: tuple[ObserveKind, ...] = ("scan", "oriented", "unoriented", "surface")
"""Observations with points of the surface, which Poisson needs."""


@dataclass(frozen=True, eq=False)
class RealCondition:
    """One way to observe real pieces. files: the pieces. folder: that they and the training pieces lie in.

    Numbers count the views of a piece one after the other. Nets are measured at the start, as trained, and refined.
    """

    heading: Heading
    kind: ObserveKind
    points: int
    views: int
    files: tuple[Path, ...]
    folder: Path
    starts: bool = True

    @property
    def count(self) -> int:
        return len(self.files) * self.views

    def marks(self, method: Method, *, refine: bool = True) -> tuple[int, ...]:
        """Steps after which a method is measured: at the start, as trained, and refined where it can be."""
        return tuple(dict.fromkeys((0, method.trained_steps, method.trained_steps + method.refine_steps)))

    def checkpoints(self, folder: Path | None = None) -> dict[str, Checkpoint]:
        """Nets for this kind of observation by name, bundled or of a folder, Poisson, and the nearest training piece.

        Bundled ones that were trained for a short time, to compare methods, do not take part.
        """
        names = bundled_checkpoints() if folder is None else checkpoints_in(folder)
        nets = [load_checkpoint(name) for name in names]
        fitting = TRAINED_ON.get(self.kind, (self.kind,))
        cast = {net.name: net for net in nets if net.spec.dim == 3 and net.observe in fitting and _is_long(net)}
        if self.kind in SURFACES and not missing():
            cast[POISSON] = load_checkpoint(POISSON)
        if self.kind == "scan" and self.views > 1:
            card = {"name": RETRIEVED, "method": RETRIEVED, "observe": "scan", "context_points": self.points}
            cast[RETRIEVED] = Checkpoint(RETRIEVED, NO_NETWORK, Latent({}, 1), card)
        return cast

    def method(self, checkpoint: Checkpoint, device: torch.device) -> Method:
        """The adapter of one that takes part."""
        return _retrieval(self.folder, device) if checkpoint.method == RETRIEVED else method_of(checkpoint, device)

    def problem(self, number: int, points: int) -> Problem:
        """A piece seen from a view, with its truth. Raises UserError for a piece that cannot be used."""
        file, view = self.files[number // self.views], number % self.views
        shape, truth = loaded(file), _truth(file)
        seen = observe(shape, self.kind, points, view)
        unseen = unseen_part(seen, truth.volume)
        truth = replace(truth, unseen=unseen) if unseen.any() else truth
        name = f"{file.stem} view {view}" if self.views > 1 else file.stem
        return Problem(name, seen, truth, shape.normalization.scale, class_of(file, self.folder))


def _is_long(net: Checkpoint) -> bool:
    return info_of(net.method).learns_rates and not net.name.endswith(f"-{net.method}")


def real_conditions(folder: Path | None, count: int) -> list[RealCondition]:
    """The conditions on the test pieces of a folder; `count` of these, spread over the classes, or all where less.

    Raises UserError: no folder, no such folder, no piece in it that tests.
    """
    if folder is None:
        raise UserError("real furniture: no folder of meshes was given; give --real DIR or --data DIR.")
    if not folder.is_dir():
        raise UserError(f"real furniture: {folder} is not there; give a folder of meshes.")
    files = pieces(folder, "test")
    if not files:
        raise UserError(f"real furniture: no file in {folder} is one to test on, by its name; give more meshes.")
    chosen = tuple(files[i * len(files) // count] for i in range(count)) if count < len(files) else files
    return [
        RealCondition(Heading("real", name, kind), kind, points, views, chosen, folder)
        for name, kind, points, views in SETTINGS
    ]


def pieces(folder: Path, split: Split) -> tuple[Path, ...]:
    """The files that may hold meshes, anywhere below a folder, that belong to a split; sorted."""
    formats = ((path, format_of(path)) for path in sorted(folder.rglob("*")))
    found = (path for path, known in formats if known is not None and "mesh" in known.holds)
    return tuple(path for path in found if split_of(path.name) == split)


def class_of(file: Path, folder: Path) -> str:
    """Name of the folder below `folder` that a piece lies in; "" for one that lies in itself."""
    below = file.relative_to(folder).parts
    return below[0] if len(below) > 1 else ""


@lru_cache(maxsize=256)
def loaded(file: Path) -> Shape:
    """The solid in a file; it is asked for under every condition. Raises UserError."""
    source = load(file)
    if isinstance(source, Scan | Samples) or source.dim != 3:
        raise UserError(f"{file} has no solid to compare with; give a mesh.")
    return source


@lru_cache(maxsize=256)
def _truth(file: Path) -> Truth:
    return prepare_truth(loaded(file), surface=SURFACE_POINTS)


@lru_cache(maxsize=2)
def _retrieval(folder: Path, device: torch.device) -> Retrieved:
    """One for all conditions: it keeps what it knows of the training pieces."""
    return Retrieved(RETRIEVED, device, partial(_solids, pieces(folder, "train")))


def _solids(files: Sequence[Path]) -> list[Shape]:
    """The solids of those files that hold one."""
    found: list[Shape] = []
    for file in files:
        try:
            found.append(loaded(file))
        except UserError:
            continue
    return found
