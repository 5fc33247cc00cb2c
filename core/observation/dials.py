"""How far an observation lies from what a model was trained on: one list of dials for evaluation and for the window.

A dial is a pure function over a `ShiftCase` (a source and how it is observed): `dial.apply(trial, value)` gives another
trial, and at `dial.default` the same one. `DIALS` is the list, in the order in which `turned` applies them:

    trial = ShiftCase(shape, ObservationSpec(), points=512, seed=0)
    trial = turned(trial, {"rotation": 45, "noise": 0.02})       # values by name; missing ones stay at their default
    observation = trial.observe("dense")                         # the truth is trial.source
    for dial in dials_for(shape):                                # those that this source has
        dial.name, dial.unit, dial.low, dial.high, dial.step, dial.default, dial.labels, dial.rows

`rows` are the values that a table of results shows. Values are plain numbers, so that settings are JSON-ready and
hashable. Nothing heavy is imported before a dial is applied.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from core.errors import UserError
from core.observation.observation_spec import MOST_NOISE, ObservationSpec, Region
from core.shapes.catalogue import ROWS

if TYPE_CHECKING:
    from core.observation.observation import Observation
    from core.observation.observe import ObserveKind
    from core.shapes.base import Shape, Source

FEWEST_POINTS = 8
"""Sparsity leaves at least these."""

OTHER_FAMILIES = {dim: tuple(row.name for row in ROWS if row.dim == dim and not row.mixed) for dim in (2, 3)}
"""What the dial "family" can put in the place of a shape: see core.shapes.catalogue."""

PLAIN = ObservationSpec()


@dataclass(frozen=True, eq=False)
class ShiftCase:
    """What the dials change. points: of the observation. seed: of the observation and of everything a dial draws."""

    source: Source
    spec: ObservationSpec = PLAIN
    points: int = 512
    seed: int = 0

    def observe(self, kind: ObserveKind) -> Observation:
        """The observation; raises UserError as `core.observation.observe.observe` does."""
        from core.observation.observe import observe

        return observe(self.source, kind, self.points, self.seed, spec=self.spec)


@dataclass(frozen=True)
class Dial:
    """One way to leave the training distribution.

    low, high, default: range and the value that changes nothing. step: between values of a slider; whole numbers
    where it is 1. labels: words for the values 0, 1, ..., empty where values are numbers. rows: values of a table.
    needs_truth: it changes the shape itself, which raw scans and samples do not have. dims: where it makes sense.
    """

    name: str
    unit: str
    low: float
    high: float
    default: float
    change: Callable[[ShiftCase, float], ShiftCase] = field(repr=False)
    step: float = 1.0
    rows: tuple[float, ...] = ()
    labels: tuple[str, ...] = ()
    needs_truth: bool = False
    dims: tuple[int, ...] = (2, 3)

    def apply(self, trial: ShiftCase, value: float) -> ShiftCase:
        """The trial at another value. Raises UserError when it is out of range or the source cannot be changed so."""
        if not self.low <= value <= self.high:
            span = f"{self.low:g} to {self.high:g} {self.unit}".strip()
            raise UserError(f"The dial {self.name} goes from {span}, not to {value:g}.")
        if value == self.default:
            return trial
        if not self.fits(trial.source):
            raise UserError(f"{trial.source.name} has no {self.name} to change; set {self.name} to {self.default:g}.")
        return self.change(trial, value)

    def fits(self, source: Source) -> bool:
        """Whether the dial can change this source."""
        return source.dim in self.dims and (not self.needs_truth or hasattr(source, "sdf"))


def turned(trial: ShiftCase, settings: Mapping[str, float]) -> ShiftCase:
    """The trial with dials at these values, applied in the order of `DIALS`.

    Raises UserError for an unknown name, a value out of range or a dial that the source does not have.
    """
    unknown = set(settings) - {dial.name for dial in DIALS}
    if unknown:
        names = ", ".join(dial.name for dial in DIALS)
        raise UserError(f"There is no dial {', '.join(sorted(unknown))}; choose one of {names}.")
    for dial in DIALS:
        trial = dial.apply(trial, settings.get(dial.name, dial.default))
    return trial


def dials_for(source: Source) -> tuple[Dial, ...]:
    """The dials that a source has; "family" with the range and the labels of its dimension."""
    return dials_of(source.dim, known=hasattr(source, "sdf"))


def dials_of(dim: int, known: bool) -> tuple[Dial, ...]:
    """The dials of sources of a dimension. known: whether the true shape is known."""
    fitting = [dial for dial in DIALS if dim in dial.dims and (known or not dial.needs_truth)]
    return tuple(_named(dial, dim) if dial.labels else dial for dial in fitting)


def _named(family: Dial, dim: int) -> Dial:
    labels = ("as it is", *OTHER_FAMILIES[dim])
    return replace(family, labels=labels, high=len(labels) - 1, rows=tuple(range(1, len(labels))))


def _shape(trial: ShiftCase) -> Shape:
    return trial.source  # pyright: ignore[reportReturnType]  (`fits` has seen to it)


def _family(trial: ShiftCase, value: float) -> ShiftCase:
    from core.shapes.catalogue import shape_of

    names = OTHER_FAMILIES[trial.source.dim]
    if int(value) > len(names):
        raise UserError(f"family is from 0 to {len(names)} in {trial.source.dim}D, not {value:g}; choose less.")
    return replace(trial, source=shape_of(names[int(value) - 1], trial.seed))


def _legs(trial: ShiftCase, value: float) -> ShiftCase:
    from core.shapes.families import many_legged

    return replace(trial, source=many_legged(trial.seed, int(value)))


def _copies(trial: ShiftCase, value: float) -> ShiftCase:
    from core.shapes.composed import copies

    return replace(trial, source=copies(_shape(trial), int(value)))


def _rotation(trial: ShiftCase, value: float) -> ShiftCase:
    from core.shapes.composed import placed

    return replace(trial, source=placed(_shape(trial), degrees=value))


def _scale(trial: ShiftCase, value: float) -> ShiftCase:
    from core.shapes.composed import placed

    return replace(trial, source=placed(_shape(trial), scale=value))


def _sparsity(trial: ShiftCase, value: float) -> ShiftCase:
    return replace(trial, points=max(FEWEST_POINTS, round(trial.points / value)))


def _noise(trial: ShiftCase, value: float) -> ShiftCase:
    return replace(trial, spec=replace(trial.spec, noise=value))


def _occlusion(trial: ShiftCase, value: float) -> ShiftCase:
    """A plane in a seeded direction that hides this share of the surface."""
    import numpy as np

    from core.shapes.base import Samples, Scan

    source, rng = trial.source, np.random.default_rng([trial.seed, 13])
    if isinstance(source, Scan | Samples):
        known = source.points
        if isinstance(source, Samples):
            known = known[np.argsort(np.abs(source.distances))[: max(len(known) // 10, 2)]]
    else:
        known = source.sample_surface(2000, rng)[0]
    direction = rng.normal(size=source.dim)
    direction /= np.linalg.norm(direction)
    along = float(np.quantile(known @ direction, value))
    plane = Region("plane", tuple(float(x) for x in direction), along)
    return replace(trial, spec=replace(trial.spec, hidden=(*trial.spec.hidden, plane)))


DIALS = (
    Dial("family", "", 0, 9, 0, _family, labels=("as it is",), needs_truth=True),
    Dial("legs", "legs", 2, 12, 4, _legs, rows=(3, 5, 6, 8), needs_truth=True, dims=(3,)),
    Dial("copies", "copies", 1, 3, 1, _copies, rows=(2, 3), needs_truth=True),
    Dial("rotation", "degrees", -180, 180, 0, _rotation, rows=(15, 45, 90), needs_truth=True),
    Dial("scale", "times", 0.5, 1.25, 1, _scale, 0.05, (0.5, 0.75, 1.25), needs_truth=True),
    Dial("sparsity", "times fewer points", 1, 64, 1, _sparsity, rows=(2, 4, 16)),
    Dial("occlusion", "of the surface hidden", 0, 0.9, 0, _occlusion, 0.05, (0.25, 0.5, 0.75)),
    Dial("noise", "normalised units", 0, MOST_NOISE, 0, _noise, 0.005, (0.01, 0.02, 0.05)),
)  # fmt: skip
"""family: a shape of another procedural family in its place. legs: a table with that many legs in its place. copies:
side by side. rotation: in the plane, or about the vertical axis. scale: about the centre; what leaves the box is not
seen. sparsity: a factor. occlusion: a plane in a seeded direction hides that share. noise: standard deviation of a
measured point or distance (0: the kind's own)."""
