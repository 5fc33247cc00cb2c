"""The first-order inner gradient without autograd, in pieces of points that stay in the processor's cache.

The same numbers as `core.methods.metasdf.inner_gradient` for one task (up to rounding): matrix products with their
bias added in the product, activations overwritten in place, weight gradients accumulated over the pieces by the
products themselves. It keeps no graph, so the outer loop cannot differentiate through it.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from core.fields.field import FieldSpec, Params, encode, outputs
from core.fields.losses import Loss, SignDistance, context_loss, interval_residual, pointwise
from core.fields.point_losses import POINT_LOSSES

PIECE = 2048
"""Points at a time on a CPU: with 512 units a layer's activations take 4 MB."""


def by_hand(spec: FieldSpec, loss: Loss) -> bool:
    """Whether the gradient is worked out here; skips, two outputs and losses without a slope are left to autograd."""
    return spec.plain and _slope(loss) is not None


def _slope(loss: Loss) -> Callable[[Tensor], Tensor] | None:
    return None if isinstance(loss, SignDistance) else POINT_LOSSES[loss].slope


def loss_and_gradient(
    spec: FieldSpec,
    params: Params,
    points: Tensor,
    lower: Tensor,
    upper: Tensor,
    loss: Loss = "l2",
    piece: int | None = None,
) -> tuple[Tensor, Params]:
    """Mean context loss () and its gradient by `params` (no task dimension). points: (n, dim); lower, upper: (n,).

    What is not `by_hand` goes the plain way through autograd.
    piece: points at a time; None takes `PIECE` on a CPU and all of them elsewhere.
    """
    slope_of = _slope(loss)
    if slope_of is None or not by_hand(spec, loss):
        leaves = tuple(p.detach().requires_grad_() for p in params)
        value = context_loss(outputs(spec, leaves, points), lower, upper, loss)
        return value.detach(), torch.autograd.grad(value, leaves)
    count = points.shape[0]
    piece = piece or (PIECE if points.device.type == "cpu" else count)
    gradient = tuple(torch.zeros_like(p) for p in params)
    total = torch.zeros((), dtype=points.dtype, device=points.device)
    with torch.inference_mode():
        for start in range(0, count, piece):
            part = slice(start, start + piece)
            layers = _forward(spec, params, points[part])
            prediction = torch.addmm(params[-1], layers[-1], params[-2]).squeeze(-1)
            residual = interval_residual(prediction, lower[part], upper[part])
            total += pointwise(residual, loss).sum()
            _backward(spec, params, layers, (slope_of(residual) / count)[:, None], gradient)
        return total / count, gradient


def _forward(spec: FieldSpec, params: Params, points: Tensor) -> list[Tensor]:
    """Input and outputs of the hidden layers: after ReLU, or the angles before the sine."""
    layers = [encode(spec, points)]
    for layer in range(spec.depth):
        before = layers[-1] if layer == 0 or spec.activation == "relu" else layers[-1].sin()
        after = torch.addmm(params[2 * layer + 1], before, params[2 * layer])
        layers.append(after.relu_() if spec.activation == "relu" else after.mul_(spec.omega))
    if spec.activation == "sine":
        layers.append(layers[-1].sin())
    return layers


def _backward(spec: FieldSpec, params: Params, layers: list[Tensor], delta: Tensor, gradient: Params) -> None:
    """Add one piece's gradient to `gradient`. delta: (n, 1), by the output."""
    sine = spec.activation == "sine"
    outputs = layers[: spec.depth + 1]
    for layer in range(spec.depth, -1, -1):
        inputs = layers[-1] if layer == spec.depth else outputs[layer]
        if sine and 0 < layer < spec.depth:
            inputs = outputs[layer].sin()
        gradient[2 * layer].addmm_(inputs.T, delta)
        gradient[2 * layer + 1].add_(delta.sum(0, keepdim=True))
        if layer == 0:
            return
        delta = delta * params[-2].T if layer == spec.depth else delta @ params[2 * layer].T
        if sine:
            delta.mul_(outputs[layer].cos()).mul_(spec.omega)
        else:
            delta = torch.ops.aten.threshold_backward(delta, outputs[layer], 0.0)
