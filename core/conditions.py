"""How a shape is looked at and how a raw scan is placed, as plain frozen values: hashable, comparable, JSON-ready.

All lengths are in normalised units: the box of a shape is [-1, 1]^dim. Standard library only, so that the window's
state can hold these before numpy and torch are there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from core.errors import UserError

RegionKind = Literal["plane", "disc"]
Axis = Literal["+x", "-x", "+y", "-y", "+z", "-z"]
Vector3 = tuple[float, float, float]

MOST_NOISE, MOST_OUTLIERS, MOST_HOLES = 0.1, 0.5, 0.9


@dataclass(frozen=True)
class Region:
    """A hidden region. plane: vector . x <= value, `vector` the unit normal towards the seen side.

    disc (a ball in 3D): |x - vector| <= value.
    """

    kind: RegionKind
    vector: tuple[float, ...]
    value: float


@dataclass(frozen=True)
class ObservationSpec:
    """What an observation suffers beyond its kind, count and seed. The default is what models were trained on.

    views: cameras of a scan; none asks for one seeded camera. noise: standard deviation of a measured depth, surface
    point or distance, 0 to 0.1; None is the kind's own (0.005 for a scan, else 0). outliers: share of the measured
    surface points that lie anywhere, 0 to 0.5. holes: share of the seen surface that is lost in round patches, 0 to
    0.9. hidden: regions of which nothing is known (cut plane, brush).
    """

    views: tuple[Vector3, ...] = ()
    noise: float | None = None
    outliers: float = 0.0
    holes: float = 0.0
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
    yaw: float = 0.0
    shift: Vector3 = (0.0, 0.0, 0.0)
    scale: float = 1.0
    pitch: float = 0.0
    roll: float = 0.0


def spec_of(document: Mapping[str, Any]) -> ObservationSpec:
    """A spec from its JSON form (`dataclasses.asdict`); what is left out has its default. Raises ValueError."""
    unknown = set(document) - {field.name for field in fields(ObservationSpec)}
    if unknown:
        raise ValueError(f"there is no condition {', '.join(sorted(unknown))}")
    try:
        noise = document.get("noise")
        return ObservationSpec(
            views=tuple(_vector3(view) for view in document.get("views", ())),
            noise=None if noise is None else float(noise),
            outliers=float(document.get("outliers", 0.0)),
            holes=float(document.get("holes", 0.0)),
            hidden=tuple(_region(region) for region in document.get("hidden", ())),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a condition has a value of another kind ({error})") from None


def placement_of(document: Mapping[str, Any]) -> Placement:
    """A placement from its JSON form. Raises ValueError."""
    try:
        if document["up"] not in get_args(Axis):
            raise ValueError(f"{document['up']!r} is no axis")
        yaw, scale = float(document["yaw"]), float(document["scale"])
        tilt = float(document.get("pitch", 0.0)), float(document.get("roll", 0.0))
        return Placement(document["up"], yaw, _vector3(document["shift"]), scale, *tilt)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a placement has a value of another kind ({error})") from None


def _region(document: Mapping[str, Any]) -> Region:
    if document["kind"] not in get_args(RegionKind):
        raise ValueError(f"there is no region {document['kind']!r}")
    return Region(document["kind"], tuple(float(x) for x in document["vector"]), float(document["value"]))


def _vector3(values: Sequence[float]) -> Vector3:
    x, y, z = values
    return float(x), float(y), float(z)
