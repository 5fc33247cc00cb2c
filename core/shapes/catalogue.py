"""Every procedural family by name: endless, seeded, no data needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import get_args

from core.errors import UserError
from core.shapes.base import Shape
from core.shapes.split import Split

EndlessDraw = Callable[[int, Split], Shape]
"""Number of a shape and its split -> the shape. Splits never share shapes; numbers are endless."""

FAMILY_DIMS = {
    "furniture": 3, "table": 3, "chair": 3, "bench": 3, "plane": 3, "lamp": 3, "vase": 3,
    "outlines": 2, "polygon": 2, "glyph": 2,
}  # fmt: skip
"""Every family with its dimension; "furniture" is tables, chairs and benches."""


def shape_of(family: str, seed: int) -> Shape:
    """The shape with this seed. Raises UserError for an unknown family."""
    makers = _makers()
    if family not in makers:
        raise UserError(f"There is no family {family!r}; choose one of {', '.join(makers)}.")
    return makers[family](seed)


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


FAMILIES: dict[str, tuple[int, Callable[[], EndlessDraw]]] = {
    name: (dim, partial(procedural, name)) for name, dim in FAMILY_DIMS.items()
}
"""Dimension and draw of the families that need no file, by the name under which `core.readers.load.load` knows them."""

_MEMBER = re.compile(rf"({'|'.join(FAMILIES)}):(train|val|test)#([0-9]{{1,9}})")


def is_member(name: str) -> bool:
    """Whether a name is one of a shape of a family, "furniture:test#12", and not of a file."""
    return _MEMBER.fullmatch(name) is not None


def member(name: str) -> Shape:
    """The shape of a family with this name; ValueError when it is not one (`is_member`)."""
    found = _MEMBER.fullmatch(name)
    if found is None:
        raise ValueError(f"{name} is no shape of a family")
    family, split, number = found.groups()
    draw, splits = FAMILIES[family][1](), {name: name for name in get_args(Split)}
    return draw(int(number), splits[split])


def _makers() -> dict[str, Callable[[int], Shape]]:
    from core.shapes.families import furniture
    from core.shapes.objects import lamp, plane, vase
    from core.shapes.planar import glyph, polygon
    from core.shapes.waves import wave_shape

    return {
        "furniture": furniture,
        "table": lambda seed: furniture(seed, "table"),
        "chair": lambda seed: furniture(seed, "chair"),
        "bench": lambda seed: furniture(seed, "bench"),
        "plane": plane,
        "lamp": lamp,
        "vase": vase,
        "outlines": wave_shape,
        "polygon": polygon,
        "glyph": glyph,
    }
