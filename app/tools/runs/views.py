"""Two surfaces side by side, one over the other, or coloured by their distance; one camera. Imports pyvista."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app.render import colorbar, scene
from app.system.words import tr
from app.view.grid import Grid
from app.widgets.theme import Theme
from core.measures.coloring import Coloring, symmetric

if TYPE_CHECKING:
    from core.analysis.difference import Difference

KEY = "difference"
"""Of the scale of the colours (core.measures.quantities)."""


@dataclass(frozen=True, eq=False)
class Compared:
    """Two runs that were compared, with what stands in their views."""

    found: Difference
    names: tuple[str, str]

    @property
    def colorings(self) -> tuple[Coloring, Coloring]:
        """The signed distance of each surface to the other, in one range."""
        both = Coloring(KEY, np.concatenate((self.found.there, self.found.back)))
        span = symmetric(both)
        return Coloring(KEY, self.found.there, span), Coloring(KEY, self.found.back, span)


class CompareViews(Grid):
    """Two scenes, of which the first one has all the room while one surface lies over the other."""

    def __init__(self, compared: Compared, theme: Theme, software: bool, mark_size: float = 1.0) -> None:
        super().__init__(1, 2, compared.found.first.dim, theme, software, mark_size)
        self.compared, self.look = compared, "beside"

    def begin(self) -> Iterator[None]:
        """Both scenes, a piece at a time."""
        levels = self.compared.found.first, self.compared.found.second

        def draw(number: int) -> Iterator[None]:
            scene.draw_level(self.plotter, levels[number], self.style_of_scenes)
            yield

        return self.furnish(self.compared.names, [self.style_of_scenes.text] * 2, draw)

    def show_look(self, look: str) -> None:
        """beside, over, difference: see app.tools.runs.compare.LOOKS."""
        self.look, over = look, look == "over"
        found, names, style = self.compared.found, self.compared.names, self.style_of_scenes
        first, second = self.plotter.renderers[0], self.plotter.renderers[1]
        first.SetViewport(0.0, 0.0, 1.0 if over else 0.5, 1.0)
        second.SetDraw(not over)
        second.SetInteractive(not over)  # the mouse over the whole picture turns the first one
        colorings = self.compared.colorings if look == "difference" else (None, None)
        self.enter(1)
        scene.draw_level(self.plotter, found.second, style, coloring=colorings[1])
        colorbar.hide(self.plotter)  # it is the one of the first
        self.enter(0)
        scene.draw_level(self.plotter, found.first, style, coloring=colorings[0])
        scene.draw_truth(self.plotter, found.second if over else None, style)
        self.say(0, tr("{first}\nover it, in green: {second}", first=names[0], second=names[1]) if over else names[0])
        self.plotter.update()

    def part(self) -> float:
        return 1.0 if self.look == "over" else 0.5
