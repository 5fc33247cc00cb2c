"""A prior for a person's own meshes: the training file that is made of a few choices, and how far it is.

FOLDER/own.json        what was asked for
FOLDER/recipe.toml     the training file, and train.json, val.json: which meshes it may use, which it never sees
FOLDER/progress.json   how far it is
FOLDER/unseen.json     the meshes that are kept out, and how well they come out
beside what `train` writes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Annotated, Any

from core.errors import UserError
from core.methods.metasdf import MetaParams
from core.observation.observe import ObserveKind
from core.prepare.layout import ShapeId, split_json
from core.runs.checkpoint import Checkpoint, load_checkpoint
from core.shapes.split import FEWEST
from core.storage.atomic import write_file
from core.storage.typed import Range, Text, Whole, from_dict, read_document

OWN, RECIPE, PROGRESS, UNSEEN = "own.json", "recipe.toml", "progress.json", "unseen.json"

KINDS: tuple[ObserveKind, ...] = ("surface", "unoriented", "oriented", "scan", "dense")

COPIES, FURNITURE = 4, 100
"""Of each mesh in as many proportions, and pieces of furniture: what is sampled before the training."""

MOST_UNSEEN = 3
"""Meshes that are kept out to be looked at, where there are many; one in four where there are few."""

BASES = {
    kind: tuple(f"{stem}-{own}" for stem in ("real", "furniture") for own in dict.fromkeys((kind, "surface", "dense")))
    for kind in KINDS
}
"""Nets that a training of each kind begins from, the first that is there."""


@dataclass(frozen=True)
class OwnTraining:
    """What a person asks for. name: of the checkpoint. folder: of the meshes. minutes: of training. base: see above."""

    name: Text
    folder: Text
    observe: ObserveKind
    minutes: Annotated[float, Range(0.01, 10_000)]
    base: Text


@dataclass(frozen=True)
class TrainingProgress:
    """How far a training is. losses: of the query, thinned out. seconds: of training so far."""

    step: Whole
    total: Whole
    seconds: float
    losses: tuple[float, ...] = ()

    @property
    def complete(self) -> bool:
        return 0 < self.total <= self.step


@dataclass(frozen=True)
class Unseen:
    """Shapes that a training never sees, as it shows them. files: "" for one that has none.

    before, now: IoU of each by the net that it began from and by the net so far; empty while nothing is known.
    """

    names: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    before: tuple[float, ...] = ()
    now: tuple[float, ...] = ()


def parts_of(usable: Sequence[ShapeId]) -> tuple[list[ShapeId], list[ShapeId]]:
    """Those to train on and those that are never seen, evenly spread by name. Raises UserError for fewer than four."""
    if len(usable) < FEWEST:
        raise UserError(f"{len(usable)} of the meshes can be used; give a folder with at least {FEWEST}.")
    ordered = sorted(usable)
    count = min(MOST_UNSEEN, len(ordered) // FEWEST)
    kept = {ordered[(2 * n + 1) * len(ordered) // (2 * count)] for n in range(count)}
    return [shape for shape in ordered if shape not in kept], sorted(kept)


def write_training(folder: Path, own: OwnTraining, usable: Sequence[ShapeId]) -> None:
    """Writes the files of a new training. Raises UserError for too few meshes, or a base that cannot begin one."""
    trained, unseen = parts_of(usable)
    recipe = recipe_of(own, load_checkpoint(own.base))
    try:
        data = recipe.encode()
    except UnicodeEncodeError:
        raise UserError(f"{own.folder!r} has a name that no text can hold; rename the folder.") from None
    write_file(folder / "train.json", split_json(trained).encode())
    for part in ("val", "test"):
        write_file(folder / f"{part}.json", split_json(unseen).encode())
    write_file(folder / RECIPE, data)
    write_file(folder / OWN, json.dumps(asdict(own), indent=1).encode() + b"\n")


def recipe_of(own: OwnTraining, base: Checkpoint) -> str:
    """The training file: seven tasks in ten of the person's meshes, the others furniture, from a net that is there.

    How many outer steps there are is decided by the minutes, once it is known how long one takes.
    """
    if base.spec.dim != 3 or not isinstance(base.meta, MetaParams):
        raise UserError(f"{base.name} has no learned rates for 3D shapes; begin from a MetaSDF checkpoint in 3D.")
    training = base.card.get("training", {})
    settings: dict[str, Any] = {
        "name": own.name, "family": "mix", "observe": own.observe, "context_points": 1024, "share": 0.5,
        "query_points": 512, "meta_batch": 4, "inner_steps": base.meta.steps, "inner_loss": base.card["loss"],
        "outer_loss": training.get("outer_loss", "l1"), "rate_mode": "per_parameter_per_step", "learning_rate": 1e-3,
        "rate_learning_rate": 2e-3, "mixed": True, "save_every": 20, "start_from": own.base,
    }  # fmt: skip
    meshes = {
        "family": "meshes", "data": own.folder, "weight": 0.7, "copies": COPIES,
        "train_split": "train.json", "val_split": "val.json", "test_split": "test.json",
    }  # fmt: skip
    furniture = {"family": "furniture", "weight": 0.3, "pooled": FURNITURE}
    tables: dict[str, dict[str, Any]] = {"mix.meshes": meshes, "mix.furniture": furniture}
    tables["field"] = {f.name: getattr(base.spec, f.name) for f in fields(base.spec) if f.name != "mixed"}
    if base.card.get("refinement"):
        tables["refinement"] = base.card["refinement"]
    lines = [f"{key} = {_toml(value)}" for key, value in settings.items()]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _toml(value: str | float | bool) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def read_own(folder: Path) -> OwnTraining | None:
    """What was asked for in a folder; None where that is no training of a person's own meshes."""
    try:
        return from_dict(OwnTraining, read_document(folder / OWN))
    except (OSError, ValueError):
        return None


def read_progress(folder: Path) -> TrainingProgress:
    """How far a training is; step 0 where nothing is told yet."""
    try:
        return from_dict(TrainingProgress, read_document(folder / PROGRESS))
    except (OSError, ValueError):
        return TrainingProgress(0, 0, 0.0)


def write_progress(folder: Path, progress: TrainingProgress) -> None:
    """Raises UserError where it cannot be written."""
    write_file(folder / PROGRESS, json.dumps(asdict(progress)).encode() + b"\n")


def read_unseen(folder: Path) -> Unseen:
    """What is known of the unseen shapes of a training; nothing where nothing is told yet."""
    try:
        found = from_dict(Unseen, read_document(folder / UNSEEN))
    except (OSError, ValueError):
        return Unseen()
    count = len(found.names)
    fits = len(found.files) == count and {len(found.before), len(found.now)} <= {0, count}
    return found if fits else Unseen()


def write_unseen(folder: Path, unseen: Unseen) -> None:
    """Raises UserError where it cannot be written."""
    write_file(folder / UNSEEN, json.dumps(asdict(unseen)).encode() + b"\n")


def trainings(home: Path) -> list[Path]:
    """Folders of the trainings of a person's own meshes, those that were worked on last first."""
    found = [path.parent for path in home.glob(f"*/{OWN}")]
    return sorted(found, key=lambda folder: (folder / OWN).stat().st_mtime_ns, reverse=True)
