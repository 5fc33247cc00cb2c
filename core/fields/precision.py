"""Number formats for evaluation: which one is fastest here, and fields bound in it.

Mixed: the first and the last layer in float32, the hidden ones in bfloat16. On processors with bfloat16 units that is
two to five times faster than float32, for an error near the surface of a few hundredths of a 128-cubed cell.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import torch
from torch import Tensor

from core.compute.device import clock_for
from core.fields.field import BoundField, FieldFunction, FieldSpec, Params, bind, encode, initial_params

Precision = Literal["fp32", "mixed"]

ROWS = 64
"""Mixed precision works on multiples of so many points."""

WORTHWHILE = 1.3
"""Mixed precision is taken when it is at least so many times faster."""

HOPELESS = 5.0
"""Mixed precision is given up when it is so many times slower on a few points."""


def bind_in(spec: FieldSpec, params: Params, precision: Precision) -> FieldFunction:
    """A field as a plain function of points, like `core.fields.field.bind`, made for speed in the given precision.

    Mixed needs ReLU layers: bfloat16 has too few digits for the arguments of sines, which stay in float32.
    """
    if not spec.plain:
        return bind(spec, params)
    sine = spec.activation == "sine"
    mixed = precision == "mixed" and not sine
    kinds = [torch.bfloat16 if mixed and 0 < i < spec.depth else torch.float32 for i in range(spec.depth)]
    with torch.inference_mode():
        scale = spec.omega if sine else 1.0  # of the sine's argument, once in the weights and not at every point
        layers = [
            ((weight * scale).to(kind), (bias * scale).to(kind).reshape(-1))
            for weight, bias, kind in zip(params[:-2:2], params[1:-2:2], kinds, strict=True)
        ]
    last, offset = params[-2], params[-1].reshape(-1)

    def field(points: Tensor) -> Tensor:
        with torch.inference_mode():
            count = points.shape[0]
            if mixed:  # a bfloat16 product prepares itself anew for every number of rows it has not seen
                points = torch.nn.functional.pad(points, (0, 0, 0, -count % ROWS))
            values = encode(spec, points)
            for weight, bias in layers:
                values = torch.addmm(bias, values.to(weight.dtype), weight)
                values = values.sin_() if sine else values.relu_()
            return torch.addmm(offset, values.float(), last).squeeze(-1)[:count]

    return field


def live(field: FieldFunction) -> FieldFunction:
    """The same field as fast as it can be had here, for frames that are soon replaced by others.

    Only fields of `core.fields.field.bind` have a faster form; any other comes back as it is.
    """
    if not isinstance(field, BoundField) or not field.spec.plain:
        return field
    return bind_in(field.spec, field.params, pick_precision(field.spec, field.params[0].device))


@cache
def pick_precision(spec: FieldSpec, device: torch.device, points: int = 4096) -> Precision:
    """The faster precision for evaluating `points` points of such a field on a device, found by timing once."""
    if spec.activation != "relu" or not spec.plain or spec.depth < 2 or device.type == "mps":
        return "fp32"
    params = tuple(p.to(device) for p in initial_params(spec, torch.Generator().manual_seed(0)))
    sample = torch.zeros(points, spec.dim, device=device).uniform_(-1, 1)
    fields = {p: bind_in(spec, params, p) for p in ("fp32", "mixed")}
    few = {name: min(_seconds(field, sample[:ROWS]) for _ in range(3)) for name, field in fields.items()}
    if few["mixed"] > HOPELESS * few["fp32"]:  # done in software: all points would take seconds
        return "fp32"
    best = dict.fromkeys(fields, float("inf"))
    for _ in range(4):  # interleaved, so that a busy moment hits both; the first round warms up
        for name, field in fields.items():
            best[name] = min(best[name], _seconds(field, sample))
    return "mixed" if best["fp32"] > WORTHWHILE * best["mixed"] else "fp32"


def _seconds(field: FieldFunction, sample: Tensor) -> float:
    clock = clock_for(sample.device)
    started = clock()
    field(sample)
    return clock() - started
