"""Which observed points pulled in a step: the share that each has in the gradient of the context loss."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from core.fields.field import outputs
from core.fields.losses import context_loss
from core.methods.base import Method, State
from core.observation.observation import Observation


def pulls(method: Method, state: State, observation: Observation) -> NDArray[np.float32] | None:
    """(n,) share of each observed point in the gradient by the weights of the field; they sum to 1.

    The gradient G of the loss is the sum of those of the points, g_i; the share is g_i . G / G . G, how far the point
    pulls the way that all together go: negative where it pulls against it. All of them come of one second derivative,
    by the weights that the points have in the sum, not of a gradient for each point. None for a method that follows no
    such gradient, or where it is zero.
    """
    gradient = method.gradient(state, observation)
    if gradient is None or tuple(method.variables(state)) != method.spec.tensor_names:
        return None
    context = observation.context(method.device)
    points, lower, upper = context.points[0], context.lower[0], context.upper[0]

    leaves = tuple(p.detach().clone().requires_grad_() for p in state.params)
    with torch.enable_grad():
        each = torch.ones(len(points), device=points.device, requires_grad=True)  # a weight of 1 for every point
        prediction = outputs(method.spec, leaves, points)
        losses = context_loss(prediction[:, None], lower[:, None], upper[:, None], method.loss)
        whole = torch.autograd.grad((each * losses).sum(), leaves, create_graph=True)
        squared = sum(((g * g.detach()).sum() for g in whole), torch.zeros((), device=points.device))
        (along,) = torch.autograd.grad(squared, each)  # by the weight of a point: its gradient along the whole
    total = float(along.sum())
    return (along / total).float().cpu().numpy() if np.isfinite(total) and total > 0 else None


def strongest(shares: NDArray[np.float32], part: float = 0.5) -> int:
    """How many points, the strongest first, have together this part of all that pulls the way of the step."""
    ahead = np.sort(np.maximum(shares, 0))[::-1]
    return int(np.searchsorted(np.cumsum(ahead), float(part * ahead.sum())) + 1) if ahead.sum() > 0 else 0
