"""The points of a scene in the colours of its pieces, and a box with handles. Nothing here renders."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyvista as pv

from app.render import actors

NAME = "scene"
COLORS = (
    "#4e79a7", "#f28e2b", "#59a14f", "#e15759", "#b07aa1", "#edc948", "#76b7b2", "#ff9da7", "#9c755f", "#86bcb6",
    "#d37295", "#a0cbe8",
)  # fmt: skip
"""Of the largest pieces, the first one first."""

REST = "#9aa1a9"
EDGES = 0.3, 0.5, 0.7
"""Of the box, red, green and blue: seen on light and on dark."""


def draw(plotter: pv.BasePlotter, points: np.ndarray, member: np.ndarray, chosen: int, size: float) -> None:
    """Points (m, 3) in the colours of their pieces (m,). chosen: the piece that the others pale beside, -1 for none."""
    palette = np.array([actors.rgb(color) for color in (*COLORS, REST)], np.uint8)
    colors = palette[np.minimum(member, len(COLORS))]
    if chosen >= 0:
        colors[member != chosen] = actors.rgb(REST)
    actors.points(plotter, NAME, points, colors, REST, size)


def hide(plotter: pv.BasePlotter) -> None:
    """No scene any more."""
    actors.hide(plotter, NAME)


def frame_of_view(plotter: pv.BasePlotter) -> np.ndarray:
    """(4, 4): from homogeneous places of the view to those of its picture, -1 to 1 from left to right and upward."""
    renderer: Any = plotter.renderer
    matrix = renderer.GetActiveCamera().GetCompositeProjectionTransformMatrix(renderer.GetTiledAspectRatio(), -1, 1)
    return np.array([[matrix.GetElement(row, column) for column in range(4)] for row in range(4)])


def carry(plotter: pv.BasePlotter, names: tuple[str, ...], matrix: np.ndarray | None) -> None:
    """Show actors moved by a matrix (4, 4), as a hand drags what they stand for; None: where they belong."""
    for name in names:
        actor = actors.actor(plotter, name)
        if actor is not None:
            actor.user_matrix = np.eye(4) if matrix is None else matrix


class BoxHandle:
    """A box in the view: its faces are dragged by their knobs, all of it by the middle one. It may turn as well.

    let_go: called when a drag of it ends. dragging: called while it lasts.
    """

    def __init__(self, let_go: Callable[[], None], dragging: Callable[[], None] | None = None) -> None:
        self._let_go, self._dragging = let_go, dragging
        self._widget: Any = None

    @property
    def shown(self) -> bool:
        """Whether it is in the view."""
        return self._widget is not None

    def show(self, plotter: Any, low: np.ndarray, high: np.ndarray, *, turning: bool) -> None:  # noqa: ANN401
        """Place it anew. low, high: (3,), its corners. turning: a drag beside the knobs turns it."""
        from vtkmodules.vtkCommonCore import vtkCommand
        from vtkmodules.vtkInteractionWidgets import vtkBoxWidget

        self.hide()
        widget: Any = vtkBoxWidget()
        widget.SetInteractor(plotter.iren.interactor)
        widget.SetCurrentRenderer(plotter.renderer)
        widget.SetPlaceFactor(1.0)
        widget.GetOutlineProperty().SetColor(EDGES)
        widget.SetHandleSize(0.012)
        widget.SetRotationEnabled(turning)
        widget.PlaceWidget(np.stack((low, high), 1).ravel().tolist())  # x0, x1, y0, y1, z0, z1
        widget.AddObserver(vtkCommand.EndInteractionEvent, lambda *_: self._let_go())
        dragging = self._dragging
        if dragging is not None:
            widget.AddObserver(vtkCommand.InteractionEvent, lambda *_: dragging())
        widget.On()
        self._widget = widget

    def hide(self) -> None:
        """Take it out of the view."""
        if self._widget is not None:
            self._widget.Off()
            self._widget.SetInteractor(None)
            self._widget = None

    def bounds(self) -> tuple[float, ...]:
        """x0, x1, y0, y1, z0, z1 of what it surrounds."""
        box = pv.PolyData()
        self._widget.GetPolyData(box)
        return tuple(box.bounds)

    def matrix(self) -> np.ndarray:
        """(4, 4): from where `show` placed it to where it is."""
        from vtkmodules.vtkCommonTransforms import vtkTransform

        transform = vtkTransform()
        self._widget.GetTransform(transform)
        matrix = transform.GetMatrix()
        return np.array([[matrix.GetElement(row, column) for column in range(4)] for row in range(4)])
