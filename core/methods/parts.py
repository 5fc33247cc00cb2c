"""What adapters are made of: weights on a device, and what a card says of how they are used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

import torch

from core.fields.field import FieldSpec
from core.fields.losses import Loss
from core.methods.optimizer import Optimizer
from core.storage.typed import NotNegative, Positive, Range

Pooling = Literal["mean", "max"]

CODE_WEIGHT = 1e-4
"""Weight of the square of the code beside the loss: of its sum in training, of its mean at test time (DeepSDF)."""


@dataclass(frozen=True)
class MethodSettings:
    """What of a card's "training" its method goes by; each defaults to what it was before it could be chosen."""

    keep: Annotated[float, Range(1e-3, 1)] = 1.0
    test_rate: Positive = 5e-3
    test_code_weight: NotNegative = CODE_WEIGHT
    pooling: Pooling = "mean"
    optimizer: Optimizer = "adam"


@dataclass(frozen=True, eq=False)
class Parts:
    """What `core.methods.registry.adapter_of` makes an adapter of.

    weights: core.methods.metasdf.MetaParams, or core.methods.latent.Latent. refinement: of MetaSDF alone, its
    core.methods.metasdf.Refinement.
    """

    name: str
    key: str
    spec: FieldSpec
    weights: object
    loss: Loss
    device: torch.device
    settings: MethodSettings
    refinement: object = None
