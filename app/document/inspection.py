"""What a person inspects: parameters of iso-value, slice, blink, residual and read-out, and what was found for them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.analysis.slicing import CuttingPlane
    from core.methods.base import State

Axis = Literal["x", "y", "z", "free"]
Side = Literal["surface", "truth"]
LookKind = Literal["readout", "slice", "residual", "offset", "error"]
"""What can be found out about a state, besides its level set and its held-out errors."""

LARGEST_ISO = 0.3
LARGEST_OFFSET = {"x": 1.0, "y": 1.0, "z": 1.0, "free": 1.73}
"""Ranges of the sliders, in normalised units; a free plane can reach the corners."""

FREE = {"azimuth": (-180.0, 180.0), "height": (-90.0, 90.0)}
"""Degrees of a free plane's normal."""


@dataclass(frozen=True)
class Inspect:
    """iso: the level set at this value is shown. side: which shape is shown solid. residual: colour observed points.

    slicing: show the slice plane; axis, offset, azimuth, height: where it is (core.analysis.slicing.plane_towards;
    degrees); open: take away the half of the surface that hides it. readout: numbers under the mouse.
    """

    iso: float = 0.0
    side: Side = "surface"
    residual: bool = False
    slicing: bool = False
    axis: Axis = "z"
    offset: float = 0.0
    azimuth: float = -38.0
    height: float = 20.0
    open: bool = True
    readout: bool = False

    @property
    def plane(self) -> CuttingPlane:
        """Where the slice is."""
        from core.analysis.slicing import AXES, CuttingPlane, plane_towards

        if self.axis == "free":
            return plane_towards(self.azimuth, self.height, self.offset)
        return CuttingPlane(AXES[self.axis], self.offset)


def kept(inspect: Inspect) -> dict[str, Any]:
    """What of it is remembered between starts: how one looks, not at what."""
    return {name: asdict(inspect)[name] for name in ("axis", "open", "readout")}


def inspect_of(document: Mapping[str, Any]) -> Inspect:
    """From JSON; what is missing, unknown, of another kind or out of range is left at its default."""
    normal, chosen = Inspect(), {}
    for field in fields(Inspect):
        value, usual = document.get(field.name), getattr(normal, field.name)
        if isinstance(usual, bool) or isinstance(value, bool):
            fits = isinstance(usual, bool) and isinstance(value, bool)
        elif isinstance(usual, float):
            fits = isinstance(value, int | float) and abs(value) <= _largest(field.name, document)
        else:
            fits = value in get_args(Axis if field.name == "axis" else Side)
        if fits:
            chosen[field.name] = value
    return Inspect(**chosen)


def _largest(name: str, document: Mapping[str, Any]) -> float:
    if name in FREE:
        return FREE[name][1]
    return LARGEST_ISO if name == "iso" else LARGEST_OFFSET.get(str(document.get("axis")), 1.0)


@dataclass(frozen=True, eq=False)
class QueryResult:
    """What was found out, and about which state. value: Readout, Slice, residuals, Entry or SurfaceError, by kind."""

    state: State
    value: Any
