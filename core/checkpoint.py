"""Checkpoints: safetensors for numbers, a JSON card for everything else. No pickle anywhere."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from core.errors import UserError
from core.field import FieldSpec
from core.methods.metasdf import MetaParams, MetaSDF

BUNDLED = Path(__file__).resolve().parent.parent / "assets" / "checkpoints"
FORMAT = 1


@dataclass(frozen=True)
class Checkpoint:
    """A trained method. card: JSON data (data, seed, outer steps, results on unseen shapes, how to rebuild)."""

    name: str
    spec: FieldSpec
    meta: MetaParams
    card: dict[str, Any]

    @property
    def observe(self) -> str:
        """The kind of observation it was trained on."""
        return self.card["observe"]

    @property
    def context_points(self) -> int:
        return self.card["context_points"]


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Calls write(temporary path) and moves the result in place, so that a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        write(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def meta_tensors(spec: FieldSpec, meta: MetaParams) -> dict[str, Tensor]:
    """Names as in the file: theta.layer0.weight, log_rates.layer0.weight, ..."""
    named = zip(spec.tensor_names, meta.theta, meta.log_rates, strict=True)
    tensors = {}
    for name, theta, rates in named:
        tensors[f"theta.{name}"] = theta.detach().cpu().contiguous()
        tensors[f"log_rates.{name}"] = rates.detach().cpu().contiguous()
    return tensors


def save_checkpoint(directory: Path, spec: FieldSpec, meta: MetaParams, card: dict[str, Any]) -> None:
    """Writes directory/weights.safetensors and directory/card.json, each atomically."""
    card = {"format": FORMAT, "spec": asdict(spec), **card}
    write_atomically(directory / "weights.safetensors", lambda p: save_file(meta_tensors(spec, meta), p))
    write_atomically(directory / "card.json", lambda p: p.write_text(json.dumps(card, indent=1) + "\n"))


def bundled_checkpoints() -> tuple[str, ...]:
    """Names that `load_checkpoint` knows without a path."""
    return tuple(sorted(card.parent.name for card in BUNDLED.glob("*/card.json")))


def load_checkpoint(name: str, device: torch.device | str = "cpu") -> Checkpoint:
    """A bundled checkpoint by name, or the one in a folder. Raises UserError: unknown, corrupt, another format."""
    directory = Path(name) if (Path(name) / "card.json").exists() else BUNDLED / name
    if Path(name).is_file():
        raise UserError(f"{name}: a checkpoint is a folder with weights.safetensors and card.json, not a single file.")
    if not (directory / "card.json").exists():
        known = ", ".join(bundled_checkpoints())
        raise UserError(f"{name}: there is no such checkpoint; choose one of {known}, or a folder that train wrote.")
    try:
        card = json.loads((directory / "card.json").read_text())
        spec = FieldSpec(**card["spec"])
        tensors = load_file(directory / "weights.safetensors", device=str(device))
        meta = MetaParams(
            tuple(tensors[f"theta.{n}"] for n in spec.tensor_names),
            tuple(tensors[f"log_rates.{n}"] for n in spec.tensor_names),
        )
        shapes = [tuple(s) for size in spec.layer_sizes for s in (size, (1, size[1]))]
        if [tuple(t.shape) for t in meta.theta] != shapes or card.get("format") != FORMAT:
            raise ValueError("the weights do not fit the card")
        missing = {"name", "observe", "context_points", "loss"} - card.keys()
        if missing:
            raise ValueError(f"the card lacks {', '.join(sorted(missing))}")
    except (OSError, KeyError, TypeError, ValueError, SafetensorError) as error:
        raise UserError(
            f"{directory}: the checkpoint is damaged or not one of ours ({error}); restore it or train it again."
        ) from error
    return Checkpoint(card["name"], spec, meta, card)


def method_of(checkpoint: Checkpoint, device: torch.device | str) -> MetaSDF:
    """The adapter of a checkpoint, on a device."""
    device = torch.device(device)
    theta = tuple(t.to(device) for t in checkpoint.meta.theta)
    rates = tuple(t.to(device) for t in checkpoint.meta.log_rates)
    return MetaSDF(checkpoint.name, checkpoint.spec, MetaParams(theta, rates), checkpoint.card["loss"], device)
