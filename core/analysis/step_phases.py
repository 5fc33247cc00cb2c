"""One step taken apart: the loss and where it comes from, the gradient, the update that is made of it, what it moves.

The step is really taken, by the method itself; nothing of it is recorded.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analysis.probes import Residuals, by_layer, norms, residuals, surface_motion
from core.fields.field import Params
from core.levelset import LevelSet
from core.methods.base import Method, State
from core.observation.observation import Observation

PIECE = 8192
"""Vertices whose motion is computed at a time."""


@dataclass(frozen=True, eq=False)
class Phases:
    """What happens between phi_{step - 1} and phi_step.

    state: phi_{step - 1}. residuals: of the observed points there. loss, loss_after: context loss before and after.
    gradient: norm by layer (or of the code), empty for a method without gradients. update: norm by layer of the field.
    plain: how far plain gradient descent of the same length would move each vertex of `level` outward, None where the
    gradient is not one by the weights of the field. scaled: the same for the real update. level: of the state, None
    where there is no surface to colour.
    """

    step: int
    state: State
    residuals: Residuals
    loss: float
    loss_after: float
    gradient: dict[str, float]
    update: dict[str, float]
    level: LevelSet | None
    plain: NDArray[np.float32] | None
    scaled: NDArray[np.float32] | None


def phases(method: Method, state: State, observation: Observation, level: LevelSet | None) -> Iterator[Phases | None]:
    """The phases of the step that follows a state; None between the pieces of work, where others may go first."""
    found = residuals(method, state, observation)
    gradient = method.gradient(state, observation)
    yield None
    after, record = method.step(state, observation)
    yield None
    changes = tuple(new - old for old, new in zip(state.params, after.params, strict=True))
    variables = method.variables(state)
    names = method.spec.tensor_names
    surface = level if level is not None and len(level.vertices) else None
    plain = scaled = None
    if surface is not None and names:  # without a network nothing tells where the surface would go
        scaled = yield from _motion(method, state, after.params, surface)
        if gradient is not None and tuple(variables) == names:
            plain = yield from _motion(method, state, _descended(state.params, gradient, changes), surface)
    yield Phases(
        after.step,
        state,
        found,
        float(found.losses.mean()),
        record.context_loss,
        {} if gradient is None else by_layer(tuple(variables), norms(gradient)),
        by_layer(names, norms(changes)),
        surface,
        plain,
        scaled,
    )


def _descended(params: Params, gradient: Params, changes: Params) -> Params:
    """Parameters after an update along minus the gradient that is as long as the real one."""
    steep = float(np.hypot.reduce(norms(gradient)))
    rate = float(np.hypot.reduce(norms(changes))) / steep if steep > 0 else 0.0
    return tuple(p - rate * g for p, g in zip(params, gradient, strict=True))


def _motion(method: Method, state: State, moved: Params, level: LevelSet) -> Generator[None, None, NDArray[np.float32]]:
    parts: list[NDArray[np.float32]] = []
    for start in range(0, len(level.vertices), PIECE):
        parts.append(surface_motion(method, state, moved, level.vertices[start : start + PIECE]))
        yield None
    return np.concatenate(parts)
