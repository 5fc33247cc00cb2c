"""A trained start in a wider field that does the same (Net2Net: Chen et al. 2016), for training to go on from."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from core.field import FieldSpec
from core.methods.metasdf import MetaParams

NOISE = 0.05
"""Relative change of the copied weights: without it the copies of a unit would learn the same for ever."""


def fits(spec: FieldSpec, wider: FieldSpec) -> bool:
    """Whether the second is the first with twice (or 4, 8, ... times) the units in each hidden layer."""
    same = (spec.dim, spec.depth, spec.activation, spec.frequencies, spec.omega, spec.skip, spec.outputs) == (
        wider.dim, wider.depth, wider.activation, wider.frequencies, wider.omega, wider.skip, wider.outputs
    )  # fmt: skip
    factor = wider.width // spec.width
    return same and spec.plain and wider.width == factor * spec.width and factor & (factor - 1) == 0


def widened(meta: MetaParams, seed: int, noise: float = NOISE) -> MetaParams:
    """Every hidden unit twice, with half the weight towards the next layer.

    The copies of a unit see half of its gradient, so rates are chosen such that every inner step, too, does what it
    did: doubled where the weights are whole (first layer, hidden biases), halved in the last layer, and as they are
    between hidden layers, where the weights are halved. Exact without noise.
    """
    generator = torch.Generator().manual_seed(seed)
    layers = len(meta.theta) // 2
    theta, log_rates = [], []
    for number, (value, rates) in enumerate(zip(meta.theta, meta.log_rates, strict=True)):
        layer, bias = number // 2, bool(number % 2)
        first, last = layer == 0, layer == layers - 1
        factor = 1.0
        if not last:  # copies side by side: outputs
            value, rates = _twice(value, -1), _twice(rates, -1)
            factor *= 2.0
        if not (first or bias):  # copies below each other: inputs, each with half of the weight
            value, rates = _twice(value, -2) / 2, _twice(rates, -2)
            factor /= 2.0
        if not bias:
            value = value * (1 + noise * torch.randn(value.shape, generator=generator))
        theta.append(value)
        log_rates.append(rates + math.log(factor))
    return MetaParams(tuple(theta), tuple(log_rates), meta.log_sigmas)


def _twice(tensor: Tensor, axis: int) -> Tensor:
    """Rates shared along an axis stay shared."""
    return tensor if tensor.ndim == 3 and tensor.shape[axis] == 1 else torch.cat((tensor, tensor), axis)
