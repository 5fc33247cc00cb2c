"""A trained start in a wider field, or with more inner steps, for training to go on from.

What it did it does still (Net2Net: Chen et al. 2016).
"""

from __future__ import annotations

import math
from dataclasses import replace

import torch
from torch import Tensor

from core.fields.field import FieldSpec
from core.methods.metasdf import MetaParams

NOISE = 0.05
"""Relative change of the copied weights: without it the copies of a unit would learn the same for ever."""


def doublings(spec: FieldSpec, wider: FieldSpec) -> int | None:
    """How often the hidden layers of the first must be doubled to make the second: 0 for the same field.

    None where that does not make it, or where the first is not plain.
    """
    times = (wider.width // spec.width).bit_length() - 1
    fits = wider == spec or (times > 0 and spec.plain and wider == replace(spec, width=spec.width << times))
    return times if fits else None


def doubled(meta: MetaParams, seed: int, noise: float = NOISE) -> MetaParams:
    """Every hidden unit twice, with half the weight towards the next layer.

    The copies of a unit see half of its gradient, so rates are chosen such that every inner step, too, does what it
    did: doubled where the weights are whole (first layer, hidden biases), halved in the last layer, and as they are
    between hidden layers, where the weights are halved. Exact without noise.
    """
    generator = torch.Generator().manual_seed(seed)
    layers = len(meta.theta) // 2
    theta: list[Tensor] = []
    log_rates: list[Tensor] = []
    for number, (tensor, log_rate) in enumerate(zip(meta.theta, meta.log_rates, strict=True)):
        layer, bias = number // 2, bool(number % 2)
        axes = [] if layer == layers - 1 else [-1]  # a unit's copies side by side among the outputs
        axes += [] if layer == 0 or bias else [-2]  # and below each other among the inputs of the next layer
        value, rates, factor = tensor, log_rate, 1.0
        for axis in axes:
            value, rates = _twice(value, axis), _twice(rates, axis)
            factor *= 2.0 if axis == -1 else 0.5
        if -2 in axes:
            value = value / 2
        noisy = value if bias else value * (1 + noise * torch.randn(value.shape, generator=generator))
        theta.append(noisy)
        log_rates.append(rates + math.log(factor))
    return MetaParams(tuple(theta), tuple(log_rates), meta.log_sigmas)


def lengthened(meta: MetaParams, steps: int) -> MetaParams:
    """The same start with more inner steps: their rates are those that extrapolation past K gives (`MetaParams.rates`).

    Raises ValueError for fewer steps than it has.
    """
    if steps < meta.steps:
        raise ValueError(f"{steps} steps are fewer than {meta.steps}")
    each = zip(*(meta.rates(step) for step in range(steps)), strict=True)
    return MetaParams(meta.theta, tuple(torch.stack(rates).log() for rates in each), meta.log_sigmas)


def _twice(tensor: Tensor, axis: int) -> Tensor:
    """Rates shared along an axis stay shared."""
    return tensor if tensor.ndim == 3 and tensor.shape[axis] == 1 else torch.cat((tensor, tensor), axis)
