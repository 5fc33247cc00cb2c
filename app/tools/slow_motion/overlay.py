"""Draws the phases of a step over a scene: residuals at the observed points, and how the update moves the surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyvista as pv

from app.render import actors, colorbar
from app.render.field_map_2d import HEIGHT_LIMIT, HEIGHT_SCALE
from app.system.words import tr
from core.measures.quantities import UNIT, Scale

if TYPE_CHECKING:
    from app.document.document import Phase
    from app.render.styles import SceneStyle
    from core.analysis.step_phases import Phases
    from core.observation.observation import Observation

POINTS, SURFACE = "phase points", "phase surface"
UNDERNEATH = ("observed surface", "observed space")

RESIDUAL = Scale(
    tr("Residual"), UNIT, -0.1, 0.1, signed=True, tip=tr("The field at an observed point less what is known of it")
)
MOTIONS: dict[str, Scale] = {
    "gradient": Scale(
        tr("Plain descent\nof this length"), UNIT, -0.1, 0.1, signed=True,
        tip=tr("How far plain gradient descent of the same length would move the surface, outward positive"),
    ),
    "update": Scale(
        tr("This update"), UNIT, -0.1, 0.1, signed=True,
        tip=tr("How far the update with its rates will move the surface, outward positive"),
    ),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class PaintedField:
    """Numbers with the scale of their colours, as app.render.colorbar draws them."""

    values: np.ndarray
    scale: Scale


def hide(plotter: pv.BasePlotter) -> None:
    """Nothing of any phase."""
    for name in (POINTS, SURFACE):
        actors.hide(plotter, name)


def draw(
    plotter: pv.BasePlotter,
    phase: Phase,
    taken: Phases,
    seen: Observation,
    style: SceneStyle,
    *,
    points: bool,
    mode: str,
) -> None:
    """One phase of a step in the place of the plain points and the plain surface. points: whether they are shown."""
    hide(plotter)
    if phase == "loss":
        if points:
            _residuals(plotter, taken, seen, style, mode)
        return
    motion = taken.plain if phase == "gradient" else taken.scaled
    if phase in MOTIONS and motion is not None and taken.level is not None:
        _surface(plotter, PaintedField(motion, MOTIONS[phase]), taken, style)


def _residuals(plotter: pv.BasePlotter, taken: Phases, seen: Observation, style: SceneStyle, mode: str) -> None:
    for name in UNDERNEATH:
        actors.hide(plotter, name)
    painted: Any = PaintedField(taken.residuals.values, RESIDUAL)
    places = actors.in_space(seen.points)
    if seen.dim == 2:
        middle = (seen.lower + seen.upper) / 2
        height = HEIGHT_SCALE if mode == "height" else 0.0
        places[:, 2] = 0.006 + height * np.clip(middle, -HEIGHT_LIMIT, HEIGHT_LIMIT)
    actors.points(plotter, POINTS, places, colorbar.colors(painted, style), style.observed, 8 * style.scale)
    colorbar.draw(plotter, painted, style)


def _surface(plotter: pv.BasePlotter, painted: Any, taken: Phases, style: SceneStyle) -> None:  # noqa: ANN401 (Painted)
    level = taken.level
    assert level is not None, "see draw"
    actors.hide(plotter, "level")
    colors = colorbar.colors(painted, style)
    if level.dim == 2:
        places = actors.in_space(level.vertices)
        places[:, 2] = 0.005
        actors.lines(plotter, SURFACE, places, level.elements, style.contour, 6 * style.scale, colors)
    else:
        mesh = pv.PolyData.from_regular_faces(np.asarray(level.vertices, np.float32), level.elements)
        mesh.point_data.active_normals = np.asarray(level.normals, np.float32)
        mesh.point_data["color"] = colors
        actor = actors.place(plotter, SURFACE, mesh, scalars="color", rgb=True)
        actor.prop.ambient, actor.prop.diffuse, actor.prop.specular = 0.3, 0.8, 0.1
        actor.prop.interpolation, actor.prop.lighting = "Phong", True
    colorbar.draw(plotter, painted, style)
