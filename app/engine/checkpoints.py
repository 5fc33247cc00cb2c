"""Which checkpoints there are, and which of them fits what was opened. Runs on the engine's thread."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from app.document.cards import told
from app.document.document import Catalogue, CheckpointInfo
from app.system.words import tr
from core.compute.device import device_name
from core.errors import UserError
from core.methods.poisson import missing
from core.observation.observe import kinds_of
from core.readers.load import bundled_shapes
from core.runs.checkpoint import (
    POISSON,
    Checkpoint,
    bundled_checkpoints,
    fileless_checkpoints,
    known_checkpoints,
    load_checkpoint,
)
from core.shapes.base import Samples, Scan, Source

PREFERRED = {
    2: ("digits-partial", "digits-dense", "digits-surface"),
    3: ("real-scan", "furniture-scan", "furniture-dense", "furniture-surface"),
}
"""Bundled checkpoints by dimension, the first that is there is chosen when nobody asks for another."""

TOLD: dict[str, tuple[str, tuple[str, ...]]] = {
    "oriented": (tr("points with normals"), ("real-oriented",)),
    "unoriented": (tr("points without a camera"), ("real-surface", "furniture-surface")),
    "dense": (tr("signed distances"), ("real-dense", "furniture-dense")),
}
"""What a file of points tells most by, in words, and the checkpoints that were trained on that."""


def catalogue(device: torch.device) -> Catalogue:
    """What can be chosen. A damaged checkpoint is left out here and named when somebody asks for it."""
    infos = []
    for name in (*known_checkpoints(), *fileless_checkpoints()):
        try:
            infos.append(checkpoint_info(load_checkpoint(name)))
        except UserError:
            continue
    return Catalogue(device_name(device), tuple(infos), tuple(str(path) for path in bundled_shapes()))


def checkpoint_info(checkpoint: Checkpoint) -> CheckpointInfo:
    refinement = checkpoint.card.get("refinement")
    return CheckpointInfo(
        checkpoint.name,
        checkpoint.spec.dim,
        checkpoint.meta.steps,
        checkpoint.observe,
        checkpoint.context_points,
        checkpoint.method,
        missing() if checkpoint.method == POISSON else "",
        refinement["steps"] if refinement else 0,
        told(checkpoint.card, checkpoint.meta.steps),
    )


def told_by(source: Source) -> str:
    """The kind of observation that a file of 3D points tells most by, "" for what any prior can complete."""
    if (
        source.dim == 2
        or not isinstance(source, Scan | Samples)
        or (isinstance(source, Scan) and source.eye is not None)
    ):
        return ""
    return next(kind for kind in TOLD if kind in kinds_of(source))


def choose_checkpoint(source: Source, wanted: str, strict: bool) -> tuple[str, str]:
    """The wanted name or folder, or, unless strict, a natural one where that is empty or does not fit the file.

    With it comes a sentence on the choice, or "".
    """
    bundled = bundled_checkpoints()
    words, liked = TOLD.get(told_by(source), ("", ()))
    fitting = [name for name in liked if name in bundled]
    if wanted and (strict or load_checkpoint(wanted).spec.dim == source.dim):
        if strict or not fitting or wanted in liked or wanted not in _general(bundled):
            return wanted, ""
        return fitting[0], (
            tr(
                "{name} has {words}, so the checkpoint is now {fitting}; {wanted} can be chosen again.",
                name=source.name,
                words=words,
                fitting=fitting[0],
                wanted=wanted,
            )
        )
    first = [*fitting, *(name for name in PREFERRED[source.dim] if name in bundled)]
    for name in [*first, *(name for name in bundled if name not in first)]:
        if load_checkpoint(name).spec.dim == source.dim:
            return name, tr(
                "{name} is {dim}D, so the checkpoint is now {name2}.", name=source.name, dim=source.dim, name2=name
            ) if wanted else ""
    raise UserError(
        tr(
            "{name} is {dim}D and no checkpoint for {dim}D is bundled; train one or choose the folder of "
            "a trained one.",
            name=source.name,
            dim=source.dim,
        )
    )


def _general(bundled: Sequence[str]) -> set[str]:
    """Bundled checkpoints that the window chooses itself; any other was chosen by a person and stays."""
    own = {name for _, names in TOLD.values() for name in names}
    return (own | set(PREFERRED[3])) & set(bundled)
