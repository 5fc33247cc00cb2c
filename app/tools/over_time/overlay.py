"""Draws which observed points pulled in a step: their colour and size tell their share of the gradient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from app.render import actors, colorbar
from app.system.words import tr
from core.measures.quantities import Scale

if TYPE_CHECKING:
    import pyvista as pv

    from app.render.styles import SceneStyle
    from core.observation.observation import Observation

SIZES = ((4.0, 10.0, "strong pulls"), (1.0, 6.0, "pulls"), (0.0, 3.0, "weak pulls"))
"""Least share, in those of the mean point, of each size in pixels of a usual screen, with the name of its actor."""

UNDERNEATH = ("observed surface", "observed space")
"""The plain points, in whose place these are."""

PULL = Scale(
    tr("Pull of points"), tr("1 is the mean"), -6.0, 6.0, signed=True,
    tip=tr("Share of each observed point in the gradient, times their number; negative pulls against the step"),
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class PaintedShares:
    """Numbers with the scale of their colours, as app.render.colorbar draws them."""

    values: np.ndarray
    scale: Scale = PULL


def draw(plotter: pv.BasePlotter, shares: np.ndarray, seen: Observation, style: SceneStyle) -> None:
    """The points of an observation by their shares (n,), in the place of the plain ones."""
    for name in UNDERNEATH:
        actors.hide(plotter, name)
    pull = shares * len(shares)
    painted: Any = PaintedShares(pull)
    colors, places, left = colorbar.colors(painted, style), actors.in_space(seen.points), np.ones(len(pull), bool)
    if seen.dim == 2:
        places[:, 2] = 0.007
    for least, size, name in SIZES:
        rows = left & (np.abs(pull) >= least)
        left &= ~rows
        actors.points(plotter, name, places[rows], colors[rows], style.observed, size * style.scale)
    colorbar.draw(plotter, painted, style, colorbar.POINTS)


def hide(plotter: pv.BasePlotter) -> bool:
    """None of them; the bar of the points may be another tool's by now. Whether there were some."""
    drawn = [name for _, _, name in SIZES if (actor := actors.actor(plotter, name)) is not None and actor.visibility]
    for name in drawn:
        actors.hide(plotter, name)
    if drawn:
        colorbar.hide(plotter, colorbar.POINTS)
    return bool(drawn)
