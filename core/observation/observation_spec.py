"""How a shape is looked at and how a raw scan is placed, as plain frozen values: hashable, comparable, JSON-ready.

Lengths are in normalised units: the box of a shape is [-1, 1]^dim; of a `Trim` alone in those of the file. Standard
library only, so that the window's state can hold these before numpy and torch are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from core.errors import UserError
from core.storage.typed import Range, checked, from_dict, unusual

ObserveKind = Literal["dense", "surface", "unoriented", "oriented", "scan", "half", "as-is"]
RegionKind = Literal["plane", "disc"]
Axis = Literal["+x", "-x", "+y", "-y", "+z", "-z"]
Coordinate = Annotated[float, Range(-1e6, 1e6)]
Degrees = Annotated[float, Range(-360, 360)]
Vector3 = tuple[Coordinate, Coordinate, Coordinate]
Points = Annotated[int, Range(2, 1_000_000)]
"""Points of an observation."""

TrimKind = Literal["box", "lasso", "plane", "cluster", "voxel", "normals"]
Measure = Annotated[float, Range(-1e100, 1e100)]
"""A coordinate or a length in the units of a file, which may be any."""

MOST_NOISE, MOST_OUTLIERS, MOST_HOLES = 0.1, 0.5, 0.9


@dataclass(frozen=True)
class Region:
    """A hidden region. plane: vector . x <= value, `vector` the unit normal towards the seen side.

    disc (a ball in 3D): |x - vector| <= value.
    """

    kind: RegionKind
    vector: tuple[Coordinate, ...]
    value: Coordinate


@dataclass(frozen=True)
class ObservationSpec:
    """What an observation suffers beyond its kind, count and seed. The default is what models were trained on.

    views: cameras of a scan; none asks for one seeded camera. noise: standard deviation of a measured depth, surface
    point or distance, 0 to 0.1; None is the kind's own (0.005 for a scan, else 0). outliers: share of the measured
    surface points that lie anywhere, 0 to 0.5. holes: share of the seen surface that is lost in round patches, 0 to
    0.9. hidden: regions of which nothing is known (cut plane, brush).
    """

    views: tuple[Vector3, ...] = ()
    noise: Annotated[float, Range(0, MOST_NOISE)] | None = None
    outliers: Annotated[float, Range(0, MOST_OUTLIERS)] = 0.0
    holes: Annotated[float, Range(0, MOST_HOLES)] = 0.0
    hidden: tuple[Region, ...] = ()

    def check(self, dim: int) -> None:
        """Raises UserError when a value is out of range or a region has another dimension."""
        limits = (("noise", self.noise or 0.0, MOST_NOISE), ("outliers", self.outliers, MOST_OUTLIERS))
        for name, value, most in (*limits, ("holes", self.holes, MOST_HOLES)):
            if not 0 <= value <= most:
                raise UserError(f"The {name} of an observation are from 0 to {most:g}, not {value:g}; choose less.")
        if any(len(region.vector) != dim for region in self.hidden):
            raise UserError(f"A hidden region has another dimension than the {dim}D shape; remove it.")


@dataclass(frozen=True)
class Placement:
    """Where a raw scan lies in the canonical frame (y up, box [-1, 1]^3), relative to how it was loaded.

    up: the axis of the loaded frame that becomes y. pitch, roll: tilt about x and then z after that, yaw: turn about y
    after those, all in degrees. shift: added afterwards. scale: factor about the centre, before the shift, 0.05 to 20.
    """

    up: Axis = "+y"
    yaw: Degrees = 0.0
    shift: Vector3 = (0.0, 0.0, 0.0)
    scale: Annotated[float, Range(0.05, 20)] = 1.0
    pitch: Degrees = 0.0
    roll: Degrees = 0.0


@dataclass(frozen=True)
class Trim:
    """One thing done to a scene, in the coordinates of the FILE: neither placement nor normalisation moves it.

    box: what lies in [low, high] of `frame` is kept. lasso: what `frame` projects into the polygon `outline`. plane:
    the largest one goes, and what lies within `length` of it on either side. cluster: the `rank`-th largest piece
    stays, or the one nearest `at`; pieces are `length` apart. voxel: one point, the mean, for each cube of edge
    `length`. normals: of the planes through each point and its neighbours, `count` in all. keep: False lets what lies
    in a box or a lasso go instead.
    frame: a 4x4 matrix, row by row, for homogeneous coordinates of the file; () is the identity. outline: x, y in it.
    """

    kind: TrimKind
    length: Annotated[float, Range(0, 1e100)] = 0.0
    rank: Annotated[int, Range(1, 1_000_000)] = 1
    at: tuple[Measure, Measure, Measure] | None = None
    count: Annotated[int, Range(3, 200)] = 16
    low: tuple[Measure, Measure, Measure] = (0.0, 0.0, 0.0)
    high: tuple[Measure, Measure, Measure] = (0.0, 0.0, 0.0)
    frame: tuple[Measure, ...] = ()
    outline: tuple[tuple[Measure, Measure], ...] = ()
    keep: bool = True

    @property
    def document(self) -> dict[str, Any]:
        """JSON values, without what is at its default."""
        return {"kind": self.kind, **unusual(self, Trim(self.kind))}


Trims = tuple[Trim, ...]
"""Done one after the other."""


def spec_of(document: object) -> ObservationSpec:
    """A spec from its JSON form (`dataclasses.asdict`); what is left out has its default. Raises ValueError."""
    return from_dict(ObservationSpec, document, "the conditions")


def placement_of(document: object) -> Placement:
    """A placement from its JSON form. Raises ValueError."""
    return from_dict(Placement, document, "the placement")


def trims_of(document: object) -> Trims:
    """What is done to a scene from its JSON form, a list of tables. Raises ValueError."""
    return checked(tuple[Trim, ...], document, "the trims")
