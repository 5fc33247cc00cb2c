"""What goes with what: the observation and the truth that fit a source and a checkpoint."""

from __future__ import annotations

from core.errors import UserError
from core.fields.field import field_of
from core.levelset import LevelSet, extract
from core.measures.metrics import Truth, prepare_truth
from core.observation.observe import ObserveKind, kinds_of
from core.runs.checkpoint import Checkpoint, bundled_checkpoints, load_checkpoint
from core.runs.run import Urgent, giving_way
from core.shapes.base import Samples, Scan, Shape, Source


def check_dimension(source: Source, checkpoint: Checkpoint) -> None:
    """Raises UserError when a checkpoint is for shapes of another dimension; names those that fit."""
    if source.dim == checkpoint.spec.dim:
        return
    fitting = [name for name in bundled_checkpoints() if load_checkpoint(name).spec.dim == source.dim]
    raise UserError(
        f"{source.name} is {source.dim}D, but the checkpoint {checkpoint.name} is for {checkpoint.spec.dim}D shapes; "
        f"choose {' or '.join(fitting) or f'one for {source.dim}D'}."
    )


def natural_kind(source: Source, checkpoint: Checkpoint) -> ObserveKind:
    """What the checkpoint was trained on, where the source can give it; otherwise the source as it is."""
    kinds: list[ObserveKind] = [kind for kind in kinds_of(source) if kind == checkpoint.observe]
    return kinds[0] if kinds else "as-is"


def true_level(source: Shape, resolution: int, urgent: Urgent | None = None) -> LevelSet:
    """The level set of a true shape. Raises Interrupted.

    Careful: away from the surface its lattice is four times as exact, which colours are sampled from.
    """
    return extract(giving_way(field_of(source.sdf), urgent), source.dim, resolution, careful=True)


def truth_of(source: Source, seed: int) -> Truth | None:
    """Held-out truth; None for a scan or samples, which have none."""
    return None if isinstance(source, Scan | Samples) else prepare_truth(source, seed)
