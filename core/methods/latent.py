"""Fields that a latent code chooses: by concatenation (DeepSDF) or by a hypernetwork, both as parameters of a field.

A code that is concatenated to the input of a layer adds code @ W to that layer's bias, the same for all points. The
conditioned field is therefore an ordinary field with its own biases, and everything that evaluates fields serves it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import torch
from torch import Tensor

from core.fields.field import FieldSpec, Params, expand, initial_params

Conditioning = Literal["concat", "hyper"]
Weights = Mapping[str, Tensor]

HYPER_WIDTH = 32
"""Units of the two hidden layers of each tensor's hypernetwork (256 in MetaSDF's 2D baseline)."""


@dataclass(frozen=True, eq=False)
class Latent:
    """What training makes of a method with codes or of a plain start. weights: by name. steps: those at test time."""

    weights: Weights
    steps: int

    def to(self, device: torch.device) -> Latent:
        """The same on a device."""
        return Latent({name: tensor.to(device) for name, tensor in self.weights.items()}, self.steps)


def _he(rows: int, columns: int, generator: torch.Generator, gain: float = 1.0) -> Tensor:
    return torch.randn(rows, columns, generator=generator) * gain * math.sqrt(2.0 / rows)


def initial_decoder(
    spec: FieldSpec, conditioning: Conditioning, latent: int, generator: torch.Generator, width: int = HYPER_WIDTH
) -> dict[str, Tensor]:
    """Weights of a decoder whose field, for a small code, is about that of `initial_params`.

    concat: theta.* (the field) and code.layer0, code.layerSKIP (latent, out). hyper: for each tensor of the field
    an MLP latent -> width -> width -> its size, the last weight scaled by 0.1, the last bias the field's own start.
    """
    theta = initial_params(spec, generator)
    if conditioning == "concat":
        weights = {f"theta.{name}": tensor for name, tensor in zip(spec.tensor_names, theta, strict=True)}
        for layer in {0, spec.skip}:
            out = spec.layer_sizes[layer][1]
            weights[f"code.layer{layer}"] = torch.randn(latent, out, generator=generator) * math.sqrt(1.0 / out)
        return weights
    weights: dict[str, Tensor] = {}
    for name, tensor in zip(spec.tensor_names, theta, strict=True):
        sizes = (latent, width, width)
        for i, (rows, columns) in enumerate(pairwise(sizes)):
            weights[f"hyper.{name}.{i}.weight"] = _he(rows, columns, generator)
            weights[f"hyper.{name}.{i}.bias"] = torch.zeros(columns)
        gain = 0.1 * float(tensor.std(correction=0)) if tensor.numel() > 1 else 0.01
        weights[f"hyper.{name}.2.weight"] = _he(width, tensor.numel(), generator, max(gain, 0.01))
        weights[f"hyper.{name}.2.bias"] = tensor.flatten().clone()
    return weights


def decode(spec: FieldSpec, weights: Weights, codes: Tensor) -> Params:
    """Parameters of the field of each code: (T, latent) -> tensors with leading dimension T. Differentiable."""
    if "code.layer0" in weights:
        params = list(expand(tuple(weights[f"theta.{name}"] for name in spec.tensor_names), len(codes)))
        for layer in {0, spec.skip}:
            bias = 2 * layer + 1
            params[bias] = params[bias] + (codes @ weights[f"code.layer{layer}"])[:, None]
        return tuple(params)
    found: list[Tensor] = []
    for name, (rows, columns) in zip(spec.tensor_names, _shapes(spec), strict=True):
        hidden = codes
        for i in range(3):
            hidden = torch.addmm(weights[f"hyper.{name}.{i}.bias"], hidden, weights[f"hyper.{name}.{i}.weight"])
            hidden = torch.relu(hidden) if i < 2 else hidden
        found.append(hidden.reshape(len(codes), rows, columns))
    return tuple(found)


def latent_size(weights: Weights) -> int:
    """Length of the code that a decoder takes."""
    return weights.get("code.layer0", weights.get("hyper.layer0.weight.0.weight", torch.empty(0, 0))).shape[0]


def _shapes(spec: FieldSpec) -> list[tuple[int, int]]:
    return [shape for size in spec.layer_sizes for shape in (size, (1, size[1]))]
