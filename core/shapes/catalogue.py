"""Every procedural family by name: endless, seeded, no data needed."""

from __future__ import annotations

from collections.abc import Callable

from core.errors import UserError
from core.shapes.base import Shape


def shape_of(family: str, seed: int) -> Shape:
    """The shape with this seed. Raises UserError for an unknown family."""
    makers = _makers()
    if family not in makers:
        raise UserError(f"There is no family {family!r}; choose one of {', '.join(makers)}.")
    return makers[family](seed)


def family_names() -> tuple[str, ...]:
    """The names that `shape_of` knows: "furniture" is tables, chairs and benches."""
    return tuple(_makers())


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
