"""Small, untrained nets and methods that adapt in a moment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from core.fields.field import FieldSpec, initial_params
from core.methods.base import Method
from core.methods.latent import Latent, initial_decoder
from core.methods.metasdf import MetaParams, MetaSDF, initial_log_rates
from core.methods.set_encoder import initial_encoder
from core.runs.checkpoint import Checkpoint, method_of, save_checkpoint

CPU = torch.device("cpu")
SPEC = FieldSpec(dim=3, width=12, depth=2)
TRAINED = 3
"""Trained steps of the nets that a window opens with."""


def metasdf(steps: int = 3, **changes: Any) -> MetaSDF:
    theta = initial_params(SPEC, torch.Generator().manual_seed(0))
    meta = MetaParams(theta, initial_log_rates(theta, steps, 0.02, "per_parameter_per_step"))
    return replace(MetaSDF("net", SPEC, meta, "l2", CPU), **changes)


def coded(key: str) -> Method:
    generator = torch.Generator().manual_seed(0)
    weights = initial_decoder(SPEC, "concat", 6, generator)
    if key.startswith("encoder"):
        weights |= initial_encoder(3, 8, 6, generator)
    card = {"name": key, "method": key, "observe": "dense", "context_points": 40, "loss": "l1"}
    return method_of(Checkpoint(key, SPEC, Latent(weights, 1 if key.startswith("encoder") else 20), card), CPU)


def small_checkpoint(folder: Path, dim: int, observe: str) -> str:
    """An untrained checkpoint that adapts in a moment."""
    spec = FieldSpec(dim, 16, 2)
    theta = initial_params(spec, torch.Generator().manual_seed(0))
    meta = MetaParams(theta, initial_log_rates(theta, 2, 0.01, "per_tensor_per_step"))
    save_checkpoint(folder, spec, meta, {"name": folder.name, "observe": observe, "context_points": 64, "loss": "l2"})
    return str(folder)


def opening_checkpoints(folder: Path, rate: float = 0.02) -> Path:
    """The same folder, now with the checkpoints "furniture-scan" (3D) and "digits-partial" (2D), with which a window
    opens a scan and a digit. rate: of every parameter; a small one is good for thousands of steps.
    """
    for name, dim, observe in (("furniture-scan", 3, "scan"), ("digits-partial", 2, "half")):
        spec = FieldSpec(dim=dim, width=32, depth=2)
        theta = initial_params(spec, torch.Generator().manual_seed(dim))
        meta = MetaParams(theta, initial_log_rates(theta, TRAINED, rate, "per_tensor_per_step"))
        card = {"name": name, "observe": observe, "context_points": 128, "loss": "l2"}
        save_checkpoint(folder / name, spec, meta, card)
    return folder
