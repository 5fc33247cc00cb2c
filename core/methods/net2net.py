"""A trained start in a wider field, one that sees finer octaves, or with more inner steps, for training to go on from.

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


def grown(meta: MetaParams, spec: FieldSpec, field: FieldSpec, seed: int) -> MetaParams | None:
    """The start of one field in another, of more octaves, a doubled width or both; None where that does not make it.

    seed: of the noise on doubled weights.
    """
    if field.frequencies > spec.frequencies > 0 and spec.plain:
        meta = with_octaves(meta, spec, field.frequencies)
        spec = replace(spec, frequencies=field.frequencies)
    times = doublings(spec, field)
    if times is None:
        return None
    for doubling in range(times):
        meta = doubled(meta, seed + doubling)
    return meta


def with_octaves(meta: MetaParams, spec: FieldSpec, frequencies: int) -> MetaParams:
    """The same start with more octaves of positional encoding, whose weights are 0 and have the rates of the finest.

    It is the same field until the first inner step. Raises ValueError for fewer octaves than `spec` has.
    """
    more = frequencies - spec.frequencies
    if more < 0:
        raise ValueError(f"{frequencies} octaves are fewer than {spec.frequencies}")

    def longer(first: Tensor, *, rates: bool) -> Tensor:
        if first.shape[-2] == 1:  # a rate that all rows share
            return first
        own, *waves = torch.split(first, [spec.dim, *[spec.dim * spec.frequencies] * 2], dim=-2)
        finest = [wave[..., -spec.dim :, :] for wave in waves]  # sines and cosines have their octaves in order
        fill = finest if rates else [torch.zeros_like(wave) for wave in finest]
        parts = ((wave, *([new] * more)) for wave, new in zip(waves, fill, strict=True))
        return torch.cat((own, *(part for both in parts for part in both)), dim=-2)

    theta = (longer(meta.theta[0], rates=False), *meta.theta[1:])
    return MetaParams(theta, (longer(meta.log_rates[0], rates=True), *meta.log_rates[1:]), meta.log_sigmas)


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
