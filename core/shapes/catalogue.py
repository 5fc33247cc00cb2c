"""Every procedural family by name: endless, seeded, no data needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, get_args

from core.errors import UserError
from core.shapes.split import Split

if TYPE_CHECKING:
    from core.shapes.base import Shape

EndlessDraw = Callable[[int, Split], "Shape"]
"""Number of a shape and its split -> the shape. Splits never share shapes; numbers are endless."""


@dataclass(frozen=True)
class Family:
    """A row of ROWS. dim: of its shapes, 2 or 3, which is asked for before their module is imported.

    made_by: "module:function", which is called with a seed and `kind`, if there is one.

    mixed: it is made of other families, so that it is no other one beside them (core.observation.dials).
    """

    name: str
    dim: int
    made_by: str
    kind: str = ""
    mixed: bool = False

    def shape(self, seed: int) -> Shape:
        """The shape with this seed."""
        module, function = self.made_by.split(":")
        return getattr(import_module(module), function)(seed, *([self.kind] if self.kind else []))


_FURNITURE, _OBJECTS, _PLANAR = "core.shapes.families:furniture", "core.shapes.objects", "core.shapes.planar"

ROWS = (
    Family("furniture", 3, _FURNITURE, mixed=True),
    Family("table", 3, _FURNITURE, "table"),
    Family("chair", 3, _FURNITURE, "chair"),
    Family("bench", 3, _FURNITURE, "bench"),
    Family("plane", 3, f"{_OBJECTS}:plane"),
    Family("lamp", 3, f"{_OBJECTS}:lamp"),
    Family("vase", 3, f"{_OBJECTS}:vase"),
    Family("outlines", 2, "core.shapes.waves:wave_shape"),
    Family("polygon", 2, f"{_PLANAR}:polygon"),
    Family("glyph", 2, f"{_PLANAR}:glyph"),
)
"""Every family: a new one is a function of a seed and a row at the end, since the dial "family" counts them."""

FAMILY_DIMS = {row.name: row.dim for row in ROWS}
"""Every family with its dimension; "furniture" is tables, chairs and benches."""


def shape_of(family: str, seed: int) -> Shape:
    """The shape with this seed. Raises UserError for an unknown family."""
    found = next((row for row in ROWS if row.name == family), None)
    if found is None:
        raise UserError(f"There is no family {family!r}; choose one of {', '.join(FAMILY_DIMS)}.")
    return found.shape(seed)


def procedural(family: str) -> EndlessDraw:
    """An endless family by name (core.shapes.catalogue): even seeds train, 4n + 1 validate, 4n + 3 test.

    Raises UserError for an unknown family.
    """
    shape_of(family, 0)

    def draw(number: int, split: Split) -> Shape:
        return shape_of(family, {"train": 2 * number, "val": 4 * number + 1, "test": 4 * number + 3}[split])

    return draw


def procedural_furniture() -> EndlessDraw:
    """Endless tables, chairs and benches."""
    return procedural("furniture")


_MEMBER = re.compile(rf"({'|'.join(FAMILY_DIMS)}):(train|val|test)#([0-9]{{1,9}})")


def is_member(name: str) -> bool:
    """Whether a name is one of a shape of a family, "furniture:test#12", and not of a file."""
    return _MEMBER.fullmatch(name) is not None


def member(name: str) -> Shape:
    """The shape of a family with this name; ValueError when it is not one (`is_member`)."""
    found = _MEMBER.fullmatch(name)
    if found is None:
        raise ValueError(f"{name} is no shape of a family")
    family, split, number = found.groups()
    splits: dict[str, Split] = {name: name for name in get_args(Split)}
    return procedural(family)(int(number), splits[split])
