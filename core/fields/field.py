"""Neural fields as pure functions over explicit parameters.

A field Phi(x; phi) is a `FieldSpec` (what the network is) and `Params` (its numbers). Every parameter tensor may
carry a leading task dimension, so that a whole meta-batch is one batched matrix product.
Sources: MetaSDF (Sitzmann et al. 2020) sec. 4; SAL (Atzmon & Lipman 2020) for the initialisation; SIREN
(Sitzmann et al. 2020) for sine layers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
import torch
from torch import Tensor

from core.storage.typed import Dim, Range

Params = tuple[Tensor, ...]
"""(w0, b0, w1, b1, ...): weights (..., in, out), biases (..., 1, out); the leading dimensions are tasks."""

FieldFunction = Callable[[Tensor], Tensor]
"""Signed distance of points: (n, dim) -> (n,), negative inside."""


@dataclass(frozen=True)
class FieldSpec:
    """The architecture of one field.

    dim: 2 or 3. width: units of each hidden layer. depth: number of hidden layers. activation: "relu" or "sine".
    frequencies: octaves of positional encoding 2^0 .. 2^(f-1) times pi, identity kept; 0 turns it off.
    omega: SIREN's frequency factor, read only by sine layers. skip: number of the hidden layer that sees the encoded
    input once more beside its own (4 in DeepSDF); 0 for none. outputs: 1, the signed distance, or 2, a logit whose sign
    is that of the distance (positive outside) and a distance whose magnitude counts (`signed_distance`). mixed:
    products between hidden layers in bfloat16 (the first and the last layer stay in float32); it speeds training up and
    is never part of a checkpoint. A width of 0 stands for no network at all (`NO_NETWORK`): no layers, no parameters.
    """

    dim: Dim
    width: Annotated[int, Range(1, 16_384)]
    depth: Annotated[int, Range(1, 64)]
    activation: Literal["relu", "sine"] = "relu"
    frequencies: Annotated[int, Range(0, 20)] = 0
    omega: Annotated[float, Range(1e-3, 1e4)] = 30.0
    skip: Annotated[int, Range(0, 64)] = 0
    outputs: Annotated[int, Range(1, 2)] = 1
    mixed: bool = False

    @property
    def plain(self) -> bool:
        """One chain of layers to one number: what the fast ways of `core.fields.manual_gradient` and
        `core.fields.precision` are made for."""
        return self.skip == 0 and self.outputs == 1

    @property
    def inputs(self) -> int:
        """Width of the first layer's input after positional encoding."""
        return self.dim * (1 + 2 * self.frequencies)

    @property
    def layer_sizes(self) -> tuple[tuple[int, int], ...]:
        """(in, out) of each linear layer."""
        if self.width == 0:
            return ()
        widths = (self.inputs, *([self.width] * self.depth), self.outputs)
        again = {self.skip: self.inputs} if self.skip else {}
        return tuple((i + again.get(layer, 0), o) for layer, (i, o) in enumerate(pairwise(widths)))

    @property
    def parameter_count(self) -> int:
        return sum(i * o + o for i, o in self.layer_sizes)

    @property
    def tensor_names(self) -> tuple[str, ...]:
        """One name for each tensor of `Params`, in order: "layer0.weight", "layer0.bias", ..."""
        return tuple(f"layer{i}.{kind}" for i in range(len(self.layer_sizes)) for kind in ("weight", "bias"))


NO_NETWORK = FieldSpec(dim=3, width=0, depth=0)
"""Of methods that compute a surface and not the numbers of a network (core.methods.poisson)."""


def encode(spec: FieldSpec, points: Tensor) -> Tensor:
    """Positional encoding of points (..., dim) -> (..., spec.inputs): x, then sin and cos of each octave."""
    if spec.frequencies == 0:
        return points
    angles = (points[..., None, :] * _octaves(spec.frequencies, points.dtype, points.device)).flatten(-2)
    return torch.cat((points, angles.sin(), angles.cos()), dim=-1)


@lru_cache(maxsize=16)
def _octaves(count: int, dtype: torch.dtype, device: torch.device) -> Tensor:
    """(count, 1): pi, 2 pi, 4 pi, ... Kept, since making them anew takes a tenth of the time of a thousand points."""
    with torch.inference_mode(mode=False):  # or autograd could not use what a frame made first
        return (math.pi * 2.0 ** torch.arange(count, dtype=dtype, device=device))[:, None]


def evaluate(spec: FieldSpec, params: Params, points: Tensor) -> Tensor:
    """Signed distance at points: (..., n, dim) -> (..., n). Leading dimensions must match those of `params`."""
    return signed_distance(spec, outputs(spec, params, points))


def outputs(spec: FieldSpec, params: Params, points: Tensor) -> Tensor:
    """What the last layer says, which losses compare: (..., n, dim) -> (..., n); (..., n, 2) for two outputs."""
    values = _affine(last_hidden(spec, params, points), params[-2], params[-1])
    return values.squeeze(-1) if spec.outputs == 1 else values


def signed_distance(spec: FieldSpec, values: Tensor) -> Tensor:
    """Signed distance (..., n) from `outputs`: of two, sign(logit) |distance|, which jumps where the sign changes."""
    if spec.outputs == 1:
        return values
    logit, distance = values.unbind(-1)
    return torch.where(logit < 0, -distance.abs(), distance.abs())


def last_hidden(spec: FieldSpec, params: Params, points: Tensor) -> Tensor:
    """Activations of the last hidden layer: (..., n, dim) -> (..., n, width)."""
    encoded = hidden = encode(spec, points)
    for layer in range(spec.depth):
        if layer and layer == spec.skip:
            hidden = torch.cat((hidden, encoded.to(hidden.dtype)), -1)
        weight, bias = params[2 * layer : 2 * layer + 2]
        if spec.mixed and layer:
            hidden, weight, bias = hidden.bfloat16(), weight.bfloat16(), bias.bfloat16()
        if spec.activation == "relu":
            hidden = torch.relu(_affine(hidden, weight, bias))
        else:
            hidden = torch.sin(_affine(hidden, weight, bias, spec.omega))
    return hidden.to(encoded.dtype)


def _affine(x: Tensor, weight: Tensor, bias: Tensor, factor: float = 1.0) -> Tensor:
    """factor (x @ weight + bias) in one product: (..., n, i) -> (..., n, o). Leading dimensions as in `evaluate`."""
    product = torch.addmm if x.ndim == 2 else torch.baddbmm
    return product(bias, x, weight, beta=factor, alpha=factor)


def initial_params(spec: FieldSpec, generator: torch.Generator | None = None) -> Params:
    """A start without a leading task dimension.

    ReLU: SAL's geometric initialisation, hidden weights N(0, 2/out), last layer the constant sqrt(pi/in), last bias
    -0.5: the field starts near the signed distance of a sphere of radius 0.5. Sine: SIREN's uniform initialisation.
    """
    params: list[Tensor] = []
    for layer, (fan_in, fan_out) in enumerate(spec.layer_sizes):
        last = layer == spec.depth
        bias = torch.zeros(1, fan_out)
        if spec.activation == "sine":
            bound = 1.0 / fan_in if layer == 0 else math.sqrt(6.0 / fan_in) / spec.omega
            weight = (torch.rand(fan_in, fan_out, generator=generator) * 2 - 1) * bound
        elif last:
            weight = torch.full((fan_in, fan_out), math.sqrt(math.pi / fan_in))
            bias = torch.full((1, fan_out), -0.5)
        else:
            weight = torch.randn(fan_in, fan_out, generator=generator) * math.sqrt(2.0 / fan_out)
            if layer == 0:
                weight[spec.dim :] = 0.0  # octaves start silent, as in IDR: the start stays a sphere
            elif layer == spec.skip:
                weight *= math.sqrt(0.5)  # of two inputs as long as the point, as in IDR
                weight[spec.width + spec.dim :] = 0.0
        params += [weight, bias]
    return tuple(params)


def expand(params: Params, tasks: int) -> Params:
    """The same parameters for each of `tasks` tasks: adds a leading dimension without copying."""
    return tuple(p.expand(tasks, *p.shape) for p in params)


def single(params: Params, task: int = 0) -> Params:
    """The parameters of one task of a batch."""
    return tuple(p[task] for p in params)


@dataclass(frozen=True, eq=False)
class BoundField:
    """A field as a plain function of points (`FieldFunction`); `params` has no task dimension.

    Without gradients, unless the points ask for theirs. A field of two outputs then answers with its logit, which is
    smooth and has the same zero set: the signed distance jumps there.
    """

    spec: FieldSpec
    params: Params

    def __call__(self, points: Tensor) -> Tensor:
        if points.requires_grad and torch.is_grad_enabled():
            values = outputs(self.spec, self.params, points)
            return values if self.spec.outputs == 1 else values[..., 0]
        with torch.inference_mode():
            return evaluate(self.spec, self.params, points)


def bind(spec: FieldSpec, params: Params) -> BoundField:
    """The field of a spec and its numbers as a function of points."""
    return BoundField(spec, params)


def field_of(distance: Callable[[np.ndarray], np.ndarray]) -> FieldFunction:
    """A field out of a function of numpy points, (n, dim) -> (n,); it computes on the processor, without gradients."""

    def field(points: Tensor) -> Tensor:
        values = np.ascontiguousarray(distance(points.detach().cpu().numpy()), np.float32)
        return torch.as_tensor(values).to(points.device)

    return field


def nowhere(points: np.ndarray) -> np.ndarray:
    """The distance of no shape at all, for `field_of`: 1, outside, at every point (n, dim) -> (n,)."""
    return np.ones(len(points), np.float32)
