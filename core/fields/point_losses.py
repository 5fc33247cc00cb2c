"""Losses of one residual, a row each: a new one is a row here, and training files, cards, branches and the command
line know it.

Standard library only: the window reads the words before torch is there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True)
class PointLoss:
    """A loss of the residuals (..., n) of points.

    value: of each point, >= 0. slope: its derivative by the residual, None leaves it to autograd. clamp: distances
    beyond it count as equal; such a loss is left to autograd.
    """

    words: str
    value: Callable[[Tensor], Tensor]
    slope: Callable[[Tensor], Tensor] | None = None
    clamp: float | None = None


POINT_LOSSES = {
    "l1": PointLoss("L1 loss", lambda residual: residual.abs(), lambda residual: residual.sign()),
    "l2": PointLoss("L2 loss", lambda residual: residual.square(), lambda residual: 2 * residual),
    "clamped_l1": PointLoss("clamped L1 loss", lambda residual: residual.abs(), clamp=0.1),  # DeepSDF, eq. 4
}
"""By the name in training files and cards, in the order in which they are offered."""

if TYPE_CHECKING:
    LossKind = OtherLoss = QueryLossKind = str
else:  # what is read is checked against the rows
    LossKind = Literal[(*POINT_LOSSES, "sign_distance")]
    """A loss by its name in training files and cards; `core.fields.losses.loss_of` gives the loss."""

    QueryLossKind = Literal[(*POINT_LOSSES, "sign_distance", "quantile")]
    """A loss of the outer loop by its name."""

    OtherLoss = Literal[("", *POINT_LOSSES)]
    """In place of the loss of a method; "" for its own."""
