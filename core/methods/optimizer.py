"""Optimisers as pure functions, for adapters whose states must never change."""

from __future__ import annotations

from typing import Literal

from core.fields.field import Params

Optimizer = Literal["adam", "sgd"]
PLAIN_RATE: dict[Optimizer, float] = {"adam": 1e-3, "sgd": 1e-2}
"""Rates of all parameters of a field where none were learned."""

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8


def adam(params: Params, gradient: Params, moments: Params, step: int, rate: float) -> tuple[Params, Params]:
    """Step number `step` + 1 (Kingma & Ba 2015). moments: the first moments, then the second. Gives both anew."""
    count = len(params)
    first = tuple(BETA1 * m + (1 - BETA1) * g for m, g in zip(moments[:count], gradient, strict=True))
    second = tuple(BETA2 * v + (1 - BETA2) * g * g for v, g in zip(moments[count:], gradient, strict=True))
    scale1, scale2 = 1 - BETA1 ** (step + 1), 1 - BETA2 ** (step + 1)
    after = tuple(
        p - rate * (m / scale1) / ((v / scale2).sqrt() + EPSILON) for p, m, v in zip(params, first, second, strict=True)
    )
    return after, (*first, *second)
