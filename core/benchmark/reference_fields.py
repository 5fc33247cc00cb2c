"""Fields that level sets are judged on: trained, meta-initialised, barely adapted, random, thin and tiny ones.

Everything is seeded and made in seconds: small nets are fitted here, and `with_idle_units` gives such a net the size
and cost of a large one without changing what it computes.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import cast

import torch
from torch import Tensor

from core.compute.vectors import lengths
from core.fields.field import FieldFunction, FieldSpec, Params, bind, evaluate, initial_params

SMALL = FieldSpec(dim=3, width=64, depth=3)
"""The net that is fitted."""


def torus_and_box(points: Tensor) -> Tensor:
    """Distance to a torus joined with a box: curved, flat and sharp surfaces, one hole."""
    ring = lengths(torch.stack((torch.hypot(points[:, 0], points[:, 2]) - 0.55, points[:, 1]), -1)) - 0.16
    corner = (points - torch.tensor([0.1, 0.35, 0.0])).abs() - torch.tensor([0.25, 0.3, 0.25])
    return torch.minimum(ring, lengths(corner.clamp(min=0)) + corner.amax(-1).clamp(max=0))


def balls(seed: int, count: int = 8, smallest: float = 0.02, largest: float = 0.055) -> FieldFunction:
    """Distance to balls with radii from smallest to largest, centres uniform in 0.8 of the box."""
    centres = torch.rand(count, 3, generator=torch.Generator().manual_seed(seed)) * 1.6 - 0.8
    radii = torch.linspace(smallest, largest, count)
    return lambda points: (lengths(points[:, None] - centres) - radii).amin(1)


def plate(seed: int, half: float = 0.01) -> FieldFunction:
    """Distance to a plate of any orientation, 0.8 wide, `half` thick on either side of its middle."""
    generator = torch.Generator().manual_seed(seed)
    drawn = torch.randn(3, 3, generator=generator)
    turn = cast("Tensor", torch.linalg.qr(drawn)[0])  # pyright: ignore[reportUnknownMemberType] (torch has no types there)
    centre = torch.rand(3, generator=generator) * 0.4 - 0.2

    def field(points: Tensor) -> Tensor:
        corner = (points @ turn + centre).abs() - torch.tensor([0.4, half, 0.4])
        return lengths(corner.clamp(min=0)) + corner.amax(-1).clamp(max=0)

    return field


def fitted(
    target: Callable[[Tensor, int], Tensor], steps: int, start: Params, rate: float = 2e-3, clamp: float = math.inf
) -> Params:
    """Parameters of `SMALL` after Adam steps on the mean |error| at 2,048 uniform points; target: (points, step)."""
    generator = torch.Generator().manual_seed(0)
    params = [p.clone().requires_grad_() for p in start]
    optimiser = cast("torch.optim.Optimizer", torch.optim.Adam(params, lr=rate))  # whose own step has no types
    for step in range(steps):
        points = torch.rand(2048, 3, generator=generator) * 2 - 1
        truth = target(points, step).clamp(-clamp, clamp)
        loss = (evaluate(SMALL, tuple(params), points).clamp(-clamp, clamp) - truth).abs().mean()
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
    return tuple(p.detach() for p in params)


@cache
def trained_params() -> Params:
    """`SMALL` fitted to `torus_and_box`, which takes a few seconds."""
    return fitted(lambda points, _: torus_and_box(points), 500, _start(0))


def random_params(spec: FieldSpec, seed: int) -> Params:
    """He's initialisation, shifted so that half of the box is inside."""
    generator = torch.Generator().manual_seed(seed)
    params: list[Tensor] = []
    for fan_in, fan_out in spec.layer_sizes:
        params.append(torch.randn(fan_in, fan_out, generator=generator) * math.sqrt(2 / fan_in))
        params.append(torch.randn(1, fan_out, generator=generator) * 0.1)
    sample = torch.rand(4096, 3, generator=generator) * 2 - 1
    params[-1] = params[-1] - evaluate(spec, tuple(params), sample).median()
    return tuple(params)


def with_idle_units(params: Params, spec: FieldSpec, seed: int = 0) -> Params:
    """A net of `spec` (ReLU, at least as wide and deep) that computes the same as `params`, at its own full cost.

    The small net sits in the first units; layers beyond its depth hand its units on unchanged, since they are not
    negative after a ReLU; all other units are random and reach nothing.
    """
    depth = len(params) // 2 - 1
    units = params[0].shape[1]
    generator = torch.Generator().manual_seed(seed)
    result: list[Tensor] = []
    for layer, (fan_in, fan_out) in enumerate(spec.layer_sizes):
        weight = torch.randn(fan_in, fan_out, generator=generator) * math.sqrt(2 / fan_in)
        bias = torch.zeros(1, fan_out)
        rows, columns = (fan_in if layer == 0 else units), (fan_out if layer == spec.depth else units)
        weight[rows:, :columns] = 0
        if layer < depth or layer == spec.depth:
            source = min(layer, depth)
            weight[:rows, :columns], bias[:, :columns] = params[2 * source], params[2 * source + 1]
        else:
            weight[:units, :units] = torch.eye(units)
        result += [weight, bias]
    return tuple(result)


@cache
def zoo() -> dict[str, FieldFunction]:
    """The fields by name; making them takes some ten seconds. Surfaces fill from 0.1 to 10 % of the lattice cells."""
    several = [balls(seed, 3, 0.2, 0.4) for seed in range(16)]
    mean = fitted(lambda points, step: several[step % 16](points), 300, _start(2))
    nets: dict[str, Params] = {
        "trained": trained_params(),
        "clamped": fitted(lambda points, _: torus_and_box(points), 400, _start(1), clamp=0.1),
        "meta": mean,
    }
    for steps in (1, 3, 5):
        nets[f"meta + {steps}"] = fitted(lambda points, _: several[3](points), steps, mean)
    nets["50 steps"] = fitted(lambda points, _: several[7](points), 50, random_params(SMALL, 3))
    for seed in (11, 12):
        nets[f"random {seed}"] = random_params(SMALL, seed)
    fields: dict[str, FieldFunction] = {name: bind(SMALL, params) for name, params in nets.items()}
    for seed in range(3):
        fields[f"small balls {seed}"] = balls(seed)
        fields[f"thin plate {seed}"] = plate(seed)
    return fields


def _start(seed: int) -> Params:
    return initial_params(SMALL, torch.Generator().manual_seed(seed))
