"""What the colours of a surface can stand for, one row each: how it is called, its range, and which module computes it.

A new one is a module of core/measures/colors with a function from a level set and what is known around it to a number
at each vertex, and a row here. Standard library only: the window reads the words before numpy is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from core.levelset import LevelSet
    from core.measures.around import Around

UNIT = "box = 2"
"""Lengths are normalised: the box is 2 wide."""

Needs = Literal["", "truth", "steps", "members"]
"""What there has to be besides the state and the one before: nothing, the true shape, all states before, or members."""


@dataclass(frozen=True)
class Scale:
    """How a quantity is shown. title, unit: for the colour bar. low, high: its range, the same at every step, so that
    steps can be compared; values beyond have the colour of the end. signed: zero is in the middle of the range.
    """

    title: str
    unit: str
    low: float
    high: float
    signed: bool
    tip: str


@dataclass(frozen=True)
class Quantity:
    """One of what colours can stand for.

    key: in sessions and lessons. choice: in the list of the window, where the tip of the scale says what it is. needs:
    what there has to be. made_by: "module:function", of a level set and an `Around`, with one number
    for each vertex, or None where what it needs is missing.
    """

    key: str
    choice: str
    scale: Scale
    made_by: str
    needs: Needs = ""

    def of(self, level: LevelSet, around: Around) -> NDArray[np.float32] | None:
        """(V,) at the vertices of a level set that has some; None where what it needs is missing."""
        module, function = self.made_by.split(":")
        found: Any = getattr(import_module(module), function)(level, around)
        return found


_ROOM = "core.measures.colors"

QUANTITIES = {
    row.key: row
    for row in (
        Quantity(
            "change", "Change in this step",
            Scale(
                "Change in this step", UNIT, -0.1, 0.1, signed=True,
                tip="How far the surface moved in the last step, outward positive",
            ), f"{_ROOM}.change:change",
        ),
        Quantity(
            "moved", "Moved since the start",
            Scale(
                "Moved since the start", UNIT, 0.0, 0.5, signed=False,
                tip="Length of the way that each place of the surface came through all steps so far",
            ), f"{_ROOM}.moved:moved", needs="steps",
        ),
        Quantity(
            "observed", "Distance to the observed",
            Scale(
                "Distance to the observed", UNIT, 0.0, 0.5, signed=False,
                tip="Seen or imagined: distance to the nearest observed point",
            ), f"{_ROOM}.observed:observed",
        ),
        Quantity(
            "truth", "Error against the truth",
            Scale(
                "Surface to truth", UNIT, 0.0, 0.1, signed=False,
                tip="Distance from the surface to the true shape; of the true shape: back",
            ), f"{_ROOM}.truth:truth", needs="truth",
        ),
        Quantity(
            "spread", "Spread of the members",
            Scale(
                "Spread of the members", UNIT, 0.0, 0.04, signed=False,
                tip="How far the surfaces of other adaptations lie apart here; the panel of the spread makes them",
            ), f"{_ROOM}.spread:spread", needs="members",
        ),
        Quantity(
            "eikonal", "Eikonal residual",
            Scale(
                "Eikonal residual", "no unit", 0.0, 1.0, signed=False,
                tip="How far the slope of the field is from 1, that of a true distance",
            ), f"{_ROOM}.eikonal:eikonal",
        ),
    )
}  # fmt: skip
"""By key, in the order in which they are offered."""

if TYPE_CHECKING:
    ColorKey = ColorChoice = str
else:  # what is read is checked against the rows
    ColorKey = Literal[(*QUANTITIES,)]
    """A quantity by its key."""

    ColorChoice = Literal[(*QUANTITIES, "")]
    """The same, or one colour for the whole surface."""

MISSED = Scale(
    "Truth to surface", UNIT, 0.0, 0.1, signed=False,
    tip="Distance of the true shape from the surface: what is missing",
)  # fmt: skip
RESIDUAL = Scale(
    "Residual of points", UNIT, -0.1, 0.1, signed=True,
    tip="Field minus what was observed at each point: positive is too far outside",
)  # fmt: skip
FIELD = Scale("Signed distance", UNIT, -0.6, 0.6, signed=True, tip="The field on the slice: negative is inside")

DIFFERENCE = Scale(
    "Distance to the other", UNIT, -0.1, 0.1, signed=True,
    tip="Signed distance to the surface of the other run: positive is outside of it",
)  # fmt: skip

OTHERS = {"missed": MISSED, "residual": RESIDUAL, "difference": DIFFERENCE}
"""What colours stand for elsewhere: on the true shape, on the observed points, on two runs that are compared."""


def scale_of(key: str) -> Scale:
    """How a quantity is shown, of a surface, the true shape or the points. Raises KeyError for an unknown one."""
    return OTHERS[key] if key in OTHERS else QUANTITIES[key].scale
