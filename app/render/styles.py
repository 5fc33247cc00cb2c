"""The colours of the scene, for light and dark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SEQUENTIAL = ("viridis", "cividis", "plasma", "inferno", "magma")
DIVERGING = ("coolwarm", "RdBu", "PuOr", "berlin", "vanimo")
"""Perceptually uniform maps, and those that part at the middle; both go by matplotlib's names."""


def maps_of(names: Sequence[str]) -> tuple[str, str]:
    """The maps of sizes and of what has a zero in its middle: those that are named, else the usual ones."""
    sizes, signed = (next((name for name in names if name in kind), kind[0]) for kind in (SEQUENTIAL, DIVERGING))
    return sizes, signed


@dataclass(frozen=True)
class SceneStyle:
    """Colours of the scene, as "#rrggbb", for one theme. scale: pixels of the picture for one of a usual screen: how
    large points, lines and words are drawn. maps: of numbers as colours, matplotlib's names: of sizes, and of what has
    its zero in the middle. numbers: write the values of isolines on them.
    """

    background: str
    frame: str
    surface: str
    contour: str
    observed: str
    inside: str
    outside: str
    truth: str
    text: str
    field_zero: str
    field_outside: str
    isoline: str
    imagined: str
    scale: float = 1.0
    maps: tuple[str, str] = (SEQUENTIAL[0], DIVERGING[0])
    numbers: bool = False


LIGHT = SceneStyle(
    background="#f4f6f8",
    frame="#b9c2cc",
    surface="#9db7d5",
    contour="#14202e",
    observed="#d9480f",
    inside="#1971c2",
    outside="#868e96",
    truth="#2b8a3e",
    text="#25303b",
    field_zero="#fdfdfc",
    field_outside="#d9b48a",
    isoline="#a59b8e",
    imagined="#c2549b",
)
DARK = SceneStyle(
    background="#16191d",
    frame="#49525c",
    surface="#8fabc9",
    contour="#f8f9fa",
    observed="#ff922b",
    inside="#4dabf7",
    outside="#adb5bd",
    truth="#69db7c",
    text="#dee2e6",
    field_zero="#1d2126",
    field_outside="#7d5a38",
    isoline="#0f1215",
    imagined="#e58ac9",
)
