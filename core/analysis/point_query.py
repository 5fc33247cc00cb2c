"""What a field says at the place that somebody points at, and how far it is from what was observed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from core.analysis.ray_cast import Place
from core.analysis.slicing import Evaluate
from core.compute.vectors import length
from core.fields.field import FieldFunction
from core.fields.losses import interval_residual
from core.levelset.refinement import value_and_gradient
from core.measures.metrics import values
from core.observation.observation import Observation

STEP = 1e-3
"""Of central differences, where a field keeps no gradient."""


@dataclass(frozen=True)
class Readout:
    """Exact numbers at one place.

    place: what was pointed at. position: normalised. value, slope: of the field, and the length of its gradient.
    truth: signed distance to the true shape, None where it is not known. observed: distance to the nearest observed
    surface point (to the nearest point where none is of the surface).
    """

    place: Place
    position: tuple[float, ...]
    value: float
    slope: float
    truth: float | None
    observed: float

    @property
    def eikonal(self) -> float:
        """How far the slope is from 1, that of a true distance."""
        return abs(self.slope - 1)


def read(
    field: FieldFunction,
    place: Place,
    position: np.ndarray,
    observation: Observation,
    truth: Evaluate | None = None,
    device: torch.device | str = "cpu",
) -> Readout:
    """All numbers at one position (dim,). truth: signed distance of the true shape."""
    point = torch.tensor(np.asarray(position, np.float32)[None], device=device)
    value, slope = value_and_gradient(field, point, STEP)
    seen = observation.points[observation.on_surface] if observation.on_surface.any() else observation.points
    near = float(np.linalg.norm(seen - np.asarray(position), axis=1).min()) if len(seen) else float("inf")
    known = None if truth is None else float(truth(np.asarray(position, np.float64)[None])[0])
    where = tuple(float(part) for part in position)
    return Readout(place, where, float(value[0]), float(length(slope)), known, near)


def residuals(
    field: FieldFunction, observation: Observation, device: torch.device | str = "cpu"
) -> NDArray[np.float32]:
    """(n,) signed: how far the field is from what was observed at each point; 0 within what is known."""
    predicted, lower, upper = (
        torch.as_tensor(np.ascontiguousarray(part, np.float32))
        for part in (values(field, observation.points, device), observation.lower, observation.upper)
    )
    return interval_residual(predicted, lower, upper).numpy()
