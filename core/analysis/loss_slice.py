"""The context loss on the plane through three points of parameter space: the start, the end, and another solution.

A plane of a space with tens of thousands of dimensions shows little of it: valleys between two solutions may run
around what looks like a wall here (units of a net can change places, so solutions of different starts often lie in
different valleys). Distances are Euclidean, over all parameters of the field.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.compute.vectors import length
from core.errors import UserError
from core.fields.field import Params
from core.methods.base import Method, State, observed_loss
from core.methods.registry import PLAIN_START
from core.methods.scratch import FromScratch, starting_params
from core.observation.observation import Observation
from core.runs.checkpoint import load_checkpoint, method_of

OWN_START = PLAIN_START
"""Instead of a checkpoint: the same field from its geometric start, by Adam, without anything learned."""

MARGIN = 0.3
"""What is shown beyond the three points, as a share of their extent."""


@dataclass(frozen=True, eq=False)
class ParameterPlane:
    """origin + a * first + b * second; first and second are orthonormal, each one vector over all parameters."""

    origin: Tensor
    first: Tensor
    second: Tensor
    shapes: tuple[torch.Size, ...]

    def params(self, a: float, b: float) -> Params:
        """The parameters at a place of the plane."""
        whole = self.origin + a * self.first + b * self.second
        flat = torch.split(whole, [shape.numel() for shape in self.shapes])
        return tuple(part.view(shape) for part, shape in zip(flat, self.shapes, strict=True))

    def place(self, params: Params) -> tuple[float, float, float]:
        """(a, b) of the nearest place of the plane and the distance to it."""
        away = flattened(params) - self.origin
        a, b = float(away @ self.first), float(away @ self.second)
        return a, b, float(length(away - a * self.first - b * self.second))


def flattened(params: Params) -> Tensor:
    """All parameters as one vector."""
    return torch.cat([p.reshape(-1) for p in params])


def plane_through(start: Params, end: Params, other: Params) -> ParameterPlane:
    """The plane with `start` as its origin and `end` on its first axis, at a > 0; `other` has b > 0.

    Raises UserError when the three are on one line or have other shapes.
    """
    shapes = tuple(p.shape for p in start)
    if any(tuple(p.shape for p in params) != shapes for params in (end, other)):
        raise UserError("The two methods have fields of different sizes; choose one with the same field.")
    origin = flattened(start)
    first, second = flattened(end) - origin, flattened(other) - origin
    apart = float(length(first))
    if apart > 0:
        first = first / apart
        away = second - (second @ first) * first
        away = away - (away @ first) * first  # once more: rounding leaves a part of the first axis
        if float(length(away)) > 1e-4 * max(float(length(second)), apart):
            return ParameterPlane(origin, first, away / length(away), shapes)
    raise UserError("The start and the two solutions lie on one line; take a step, or choose another method.")


@dataclass(frozen=True, eq=False)
class LossSlice:
    """Losses on a plane. a: (columns,), b: (rows,) coordinates; losses: (rows, columns), NaN where not yet known.

    marks: (3, 2) places of start, end and other; path: (n, 3) places of the run's states (phi_0 first) and their
    distances to the plane; path_losses: (n,). names: of the three marks.
    """

    a: NDArray[np.float64]
    b: NDArray[np.float64]
    losses: NDArray[np.float64]
    marks: NDArray[np.float64]
    mark_losses: tuple[float, float, float]
    path: NDArray[np.float64]
    names: tuple[str, str, str]

    @property
    def rows_done(self) -> int:
        return int(np.isfinite(self.losses).any(1).sum())


def other_method(name: str, method: Method) -> Method:
    """What finds the other solution: a checkpoint, or `OWN_START`. Raises UserError when its field has another size."""
    if not method.spec.layer_sizes:
        raise UserError(f"{method.name} has no network whose weights could be moved; choose another method.")
    if name == OWN_START:
        theta = starting_params(method.spec, "sal")
        return FromScratch("from scratch", method.spec, theta, method.loss, method.device)
    other = method_of(load_checkpoint(name), method.device)
    if other.spec.layer_sizes != method.spec.layer_sizes:
        raise UserError(f"{name} has a field of another size than {method.name}; choose one with the same field.")
    return other


def way_of(method: Method, observation: Observation) -> Iterator[State]:
    """The states from a method's start to its own trained end, or to the last finite one."""
    state, _ = method.start(observation)
    yield state
    while state.step < method.trained_steps:
        after, record = method.step(state, observation)
        if record.diverged:
            return
        state = after
        yield state


def axis_through(values: Sequence[float], count: int, margin: float = MARGIN) -> NDArray[np.float64]:
    """`count` even steps over the values with a margin on both sides."""
    low, high = min(values), max(values)
    air = margin * (high - low)
    return np.linspace(low - air, high + air, count)


def loss_slice(
    method: Method,
    observation: Observation,
    states: Sequence[State],
    other: Params,
    names: tuple[str, str, str],
    count: int = 41,
) -> Iterator[LossSlice]:
    """The slice through the first and the last of the states and `other`, row by row from below: `count` parts.

    The losses are those of `method`, whatever `other` was found by. Raises UserError as `plane_through` does.
    """
    start, end = states[0].params, states[-1].params
    plane = plane_through(start, end, other)
    path = np.array([plane.place(state.params) for state in states])
    marks = np.array([plane.place(params)[:2] for params in (start, end, other)])
    a, b = axis_through(marks[:, 0].tolist(), count), axis_through(marks[:, 1].tolist(), count)
    context = observation.context(method.device)

    def loss(params: Params) -> float:
        return observed_loss(method.spec, params, context, method.loss)

    known = np.full((count, count), math.nan)
    at_marks = (loss(start), loss(end), loss(other))
    for row in range(count):
        known[row] = [loss(plane.params(float(x), float(b[row]))) for x in a]
        yield LossSlice(a, b, known.copy(), marks, at_marks, path, names)
