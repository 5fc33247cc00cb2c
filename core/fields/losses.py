"""Losses between a field and what was observed.

Everything that can be observed of a signed distance is an interval [lower, upper]: an exact distance has
lower = upper, a point of the zero level set [0, 0], a free-space point on a camera ray [0, distance to the nearest
observed point]. One residual, the distance to that interval, therefore serves every kind of context.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.compute.vectors import lengths
from core.fields.point_losses import POINT_LOSSES, LossKind

QUANTILE = 0.4
"""Of the distances that are possible at a query point, the part that lies below the field trained with "quantile"."""


@dataclass(frozen=True, eq=False)
class SignDistance:
    """Loss of fields with two outputs: cross-entropy of the sign and L1 of the distance, each weighted (MetaSDF, 3D).

    log_sigmas: (2,), of the sign and of the distance. A term is divided by 2 sigma^2 (Kendall et al. 2018); the
    logarithms that keep sigma from growing belong to the outer loss, since no inner gradient depends on them. Points
    whose interval says nothing of the sign, those of the zero level set among them, have no sign term.
    """

    log_sigmas: Tensor

    @property
    def weights(self) -> Tensor:
        return 0.5 * (-2 * self.log_sigmas).exp()


Loss = str | SignDistance
"""A key of core.fields.point_losses.POINT_LOSSES, or sign and distance apart."""


def loss_of(kind: LossKind, log_sigmas: Tensor | None = None) -> Loss:
    """The loss of a name. log_sigmas: (2,), read by "sign_distance"; None for equal weights."""
    if kind != "sign_distance":
        return kind
    return SignDistance(torch.zeros(2) if log_sigmas is None else log_sigmas)


def interval_residual(prediction: Tensor, lower: Tensor, upper: Tensor) -> Tensor:
    """Signed distance from a prediction to [lower, upper], zero inside it; p - s when both bounds are s. One shape."""
    return torch.relu(prediction - upper) - torch.relu(lower - prediction)


def pointwise(residual: Tensor, kind: Loss) -> Tensor:
    """The loss of each point; of a clamped loss the values were clamped before, of two outputs it is |r|."""
    return POINT_LOSSES["l1" if isinstance(kind, SignDistance) else kind].value(residual)


def quantile_loss(residual: Tensor, quantile: float = QUANTILE) -> Tensor:
    """Twice the pinball loss of p - s, per point: |r| for the quantile 1/2 (Koenker and Bassett 1978).

    Where a context leaves open what is there, L1 learns the median distance: inside where that is likelier than not,
    so that thin strokes in uncertain places vanish. A lower quantile is inside wherever that is as likely as the
    quantile, which is what raises the IoU.
    """
    return 2 * torch.where(residual > 0, (1 - quantile) * residual, -quantile * residual)


def context_loss(prediction: Tensor, lower: Tensor, upper: Tensor, loss: Loss = "l2") -> Tensor:
    """Mean over the points of each task: (..., n) -> (...), of the outputs of a field; (..., n, 2) if it has two.

    The mean is per task, never over tasks, so that an inner gradient does not depend on the size of the meta-batch
    (MetaSDF's released code, meta_modules.py).
    """
    if isinstance(loss, SignDistance):
        logit, distance = prediction.unbind(-1)
        outside, known = known_signs(lower, upper)
        sign = known * (torch.nn.functional.softplus(logit) - outside * logit)
        weights = loss.weights
        return (weights[0] * sign + weights[1] * interval_residual(distance, lower, upper).abs()).mean(-1)
    clamp = POINT_LOSSES[loss].clamp
    if clamp is not None:
        prediction, lower, upper = (t.clamp(-clamp, clamp) for t in (prediction, lower, upper))
    return pointwise(interval_residual(prediction, lower, upper), loss).mean(-1)


def known_signs(lower: Tensor, upper: Tensor) -> tuple[Tensor, Tensor]:
    """1 where a point is outside and 0 elsewhere, and 1 where its interval tells so or tells the contrary."""
    outside, inside = (lower >= 0) & (upper > 0), (upper <= 0) & (lower < 0)
    return outside.to(lower.dtype), (outside | inside).to(lower.dtype)


def misfit(prediction: Tensor, lower: Tensor, upper: Tensor, loss: Loss) -> Tensor:
    """How much a point is wrong, (..., n) >= 0: |r|; of two outputs the length of their weighted errors."""
    if not isinstance(loss, SignDistance):
        return interval_residual(prediction, lower, upper).abs()
    logit, distance = prediction.unbind(-1)
    outside, known = known_signs(lower, upper)
    errors = torch.stack((known * (logit.sigmoid() - outside), interval_residual(distance, lower, upper)), -1)
    return lengths(errors * loss.weights)
