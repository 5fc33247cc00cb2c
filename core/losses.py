"""Losses between a field and what was observed.

Everything that can be observed of a signed distance is an interval [lower, upper]: an exact distance has
lower = upper, a point of the zero level set [0, 0], a free-space point on a camera ray [0, distance to the nearest
observed point]. One residual, the distance to that interval, therefore serves every kind of context.
"""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor

LossKind = Literal["l1", "l2", "clamped_l1"]

CLAMP = 0.1
"""Distances beyond it count as equal in the clamped loss (DeepSDF, eq. 4)."""


def interval_residual(prediction: Tensor, lower: Tensor, upper: Tensor) -> Tensor:
    """Signed distance from a prediction to [lower, upper], zero inside it; p - s when both bounds are s. One shape."""
    return torch.relu(prediction - upper) - torch.relu(lower - prediction)


def pointwise(residual: Tensor, kind: LossKind) -> Tensor:
    """|r| or r^2, per point; the clamped loss is |r| of values that were clamped before."""
    return residual.square() if kind == "l2" else residual.abs()


def context_loss(prediction: Tensor, lower: Tensor, upper: Tensor, kind: LossKind = "l2") -> Tensor:
    """Mean over the points of each task: (..., n) -> (...).

    The mean is per task, never over tasks, so that an inner gradient does not depend on the size of the meta-batch
    (MetaSDF's released code, meta_modules.py).
    """
    if kind == "clamped_l1":
        prediction, lower, upper = (t.clamp(-CLAMP, CLAMP) for t in (prediction, lower, upper))
    return pointwise(interval_residual(prediction, lower, upper), kind).mean(-1)
