"""Every procedural family by name: endless, seeded, no data needed."""

from __future__ import annotations

from collections.abc import Callable

from core.errors import UserError
from core.shapes.base import Shape

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


def family_names() -> tuple[str, ...]:
    """The names that `shape_of` knows."""
    return tuple(FAMILY_DIMS)


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
