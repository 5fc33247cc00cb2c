"""The outer loop: theta and log rates by back-propagating the query loss through all inner steps (MAML, Meta-SGD)."""

from __future__ import annotations

import json
import math
import time
import tomllib
from collections.abc import Generator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor

from core.checkpoint import load_checkpoint, meta_tensors, save_checkpoint, write_atomically
from core.errors import UserError
from core.field import FieldSpec, evaluate, initial_params
from core.losses import LossKind, pointwise
from core.methods.metasdf import MetaParams, RateMode, adapt, initial_log_rates
from core.observe import ObserveKind
from core.tasks import ShapeDraw, collate, digits, make_task, outlines, procedural_furniture

SPIKE = 10.0
"""Outer steps whose gradient is longer than this many clipping lengths (or not finite) are left out."""


@dataclass(frozen=True)
class TrainConfig:
    """One training run; a TOML file holds the same keys, with the field's in [field].

    name: of the checkpoint. family: "digits" or "furniture". data: path of the MNIST pictures, for digits. observe,
    context_points, query_points: what a task sees and is judged on. inner_steps: K. start_from: a checkpoint whose
    theta and rates are the start. learning_rate, rate_learning_rate: Adam's peaks, kept until the last `cooldown`
    outer steps, which anneal them to 3 %: until those begin a run can be resumed with other `outer_steps`.
    refine_steps: outer steps that follow with one rate for each parameter and step, half the peaks, a cosine anew.
    """

    name: str
    family: str
    observe: ObserveKind
    field: FieldSpec
    data: str = ""
    context_points: int = 512
    query_points: int = 512
    inner_steps: int = 5
    inner_loss: LossKind = "l2"
    outer_loss: LossKind = "l1"
    rate: float = 0.1
    rate_mode: RateMode = "per_tensor_per_step"
    second_order: bool = True
    meta_batch: int = 4
    outer_steps: int = 8000
    refine_steps: int = 0
    learning_rate: float = 2e-3
    rate_learning_rate: float = 5e-3
    clip_norm: float = 1.0
    seed: int = 0
    start_from: str = ""
    save_every: int = 250
    cooldown: int = 1000


@dataclass(frozen=True)
class TrainRecord:
    """One outer step. loss: mean query loss. gradient_norm: before clipping. seconds: since this process started."""

    step: int
    loss: float
    gradient_norm: float
    seconds: float


def load_config(path: str | Path) -> TrainConfig:
    """Reads a TOML file. Raises UserError when it is missing, unreadable or has unknown or missing keys."""
    try:
        table = tomllib.loads(Path(path).read_text())
        config = TrainConfig(**{**table, "field": FieldSpec(**table["field"])})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise UserError(
            f"{path}: not a usable training file ({error}); compare it with assets/training/*.toml."
        ) from error
    if config.data and not Path(config.data).is_absolute():
        config = replace(config, data=str((Path(path).resolve().parent / config.data).resolve()))
    return config


def shape_draw(config: TrainConfig) -> ShapeDraw:
    """The family of a run. Raises UserError for an unknown one."""
    if config.family == "digits":
        return digits(config.data)
    if config.family == "furniture":
        return procedural_furniture()
    if config.family == "outlines":
        return outlines()
    raise UserError(f"{config.name}: there is no family {config.family!r}; use digits, furniture or outlines.")


def learning_rate_factor(step: int, total: int, cooldown: int) -> float:
    """Linear warm-up over 100 steps, then 1, then a half cosine to 0.03 over the last `cooldown` steps."""
    warm = min(1.0, (step + 1) / 100)
    progress = min(max((step - (total - cooldown)) / cooldown, 0.0), 1.0)
    return warm * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * progress)))


def outer_loss(config: TrainConfig, meta: MetaParams, batch: tuple[Any, Tensor, Tensor]) -> Tensor:
    """Query loss of the fields after K inner steps, mean over tasks and points; differentiable in `meta`."""
    context, query, distances = batch
    phi = adapt(config.field, meta, context, config.inner_steps, config.inner_loss, config.second_order)[-1]
    return pointwise(evaluate(config.field, phi, query) - distances, config.outer_loss).mean()


def _start(config: TrainConfig, device: torch.device) -> MetaParams:
    if config.start_from:
        checkpoint = load_checkpoint(config.start_from)
        if checkpoint.spec != config.field or checkpoint.meta.steps != config.inner_steps:
            raise UserError(f"{config.start_from}: its field or number of inner steps differs from {config.name}'s.")
        meta = MetaParams(checkpoint.meta.theta, _spread_rates(checkpoint.meta, config.rate_mode))
    else:
        theta = initial_params(config.field, torch.Generator().manual_seed(config.seed))
        meta = MetaParams(theta, initial_log_rates(theta, config.inner_steps, config.rate, config.rate_mode))

    def leaves(tensors: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        return tuple(t.detach().clone().to(device).requires_grad_() for t in tensors)

    return MetaParams(leaves(meta.theta), leaves(meta.log_rates))


def _spread_rates(meta: MetaParams, mode: RateMode) -> tuple[Tensor, ...]:
    """Rates of one mode as a start for another: a tensor's rate becomes that of each of its parameters."""
    if mode == "per_tensor_per_step":
        return tuple(r.mean((1, 2), keepdim=True) for r in meta.log_rates)
    return tuple(r.expand(-1, *p.shape) for r, p in zip(meta.log_rates, meta.theta, strict=True))


def train(
    config: TrainConfig, directory: Path, device: torch.device, resume: bool = False
) -> Generator[TrainRecord, None, None]:
    """Trains, yielding a record after each outer step; closing the iterator stops it.

    Every `save_every` steps and at the end the state goes to directory/training.safetensors (theta, rates, Adam's
    moments), from which `resume` goes on exactly: the tasks of a step depend on the seed and its number alone.
    """
    draw, meta = shape_draw(config), _start(config, device)
    state_file = directory / "training.safetensors"
    first = _saved_step(state_file, config) if resume and state_file.exists() else 0
    if first > config.outer_steps:
        meta = _refined(meta)
    optimizer = _optimizer(config, meta)
    if first:
        _restore(state_file, meta, optimizer)
    started = time.perf_counter()
    total = config.outer_steps + config.refine_steps
    for step in range(first, total):
        if step == config.outer_steps:
            meta = _refined(meta)
            optimizer = _optimizer(config, meta)
        _set_rates(optimizer, config, step)
        leaves = [*meta.theta, *meta.log_rates]
        numbers = [step * config.meta_batch + i for i in range(config.meta_batch)]
        tasks = [
            make_task(draw(n, "train"), config.observe, config.context_points, config.query_points, n + config.seed)
            for n in numbers
        ]
        loss = outer_loss(config, meta, collate(tasks, device))
        optimizer.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(leaves, config.clip_norm)
        if norm < SPIKE * config.clip_norm:  # a diverged task must not poison theta; the record shows it
            optimizer.step()
        if (step + 1) % config.save_every == 0 or step + 1 in (config.outer_steps, total):
            _save(state_file, config, meta, optimizer, step + 1)
        yield TrainRecord(step + 1, loss.item(), float(norm), time.perf_counter() - started)


def _optimizer(config: TrainConfig, meta: MetaParams) -> torch.optim.Adam:
    return torch.optim.Adam([{"params": list(meta.theta)}, {"params": list(meta.log_rates)}], lr=config.learning_rate)


def _set_rates(optimizer: torch.optim.Adam, config: TrainConfig, step: int) -> None:
    """Learning rates of theta and of the log rates at one outer step."""
    refining = step >= config.outer_steps
    if refining:
        factor = 0.5 * learning_rate_factor(step - config.outer_steps, config.refine_steps, config.refine_steps)
    else:
        factor = learning_rate_factor(step, config.outer_steps, min(config.cooldown, config.outer_steps))
    for group, peak in zip(optimizer.param_groups, (config.learning_rate, config.rate_learning_rate), strict=True):
        group["lr"] = peak * factor


def _refined(meta: MetaParams) -> MetaParams:
    """The same rates, one for each parameter and step, as leaves."""
    rates = _spread_rates(meta, "per_parameter_per_step")
    return MetaParams(meta.theta, tuple(r.detach().clone().requires_grad_() for r in rates))


def _save(path: Path, config: TrainConfig, meta: MetaParams, optimizer: torch.optim.Adam, step: int) -> None:
    tensors = meta_tensors(config.field, meta)
    for i, leaf in enumerate([*meta.theta, *meta.log_rates]):
        for key in ("exp_avg", "exp_avg_sq", "step"):
            tensors[f"adam.{i}.{key}"] = optimizer.state[leaf][key].cpu().contiguous()
    tensors["step"] = torch.tensor(step)
    write_atomically(path, lambda p: save_file(tensors, p, metadata={"config": json.dumps(asdict(config))}))


def _saved_step(path: Path, config: TrainConfig) -> int:
    with safe_open(path, "pt") as file:
        saved = json.loads((file.metadata() or {}).get("config", "{}"))
        step = int(file.get_tensor("step"))
    if step <= min(saved.get("outer_steps", 0), config.outer_steps) - config.cooldown:
        saved["outer_steps"] = config.outer_steps  # nothing depended on it yet
    if saved != json.loads(json.dumps(asdict(config))):
        raise UserError(f"{path}: saved by a run with other settings; train without --resume, or remove it.")
    return step


def _restore(path: Path, meta: MetaParams, optimizer: torch.optim.Adam) -> None:
    tensors = load_file(path)
    stored = [t for prefix in ("theta", "log_rates") for t in _in_order(tensors, prefix, len(meta.theta))]
    for i, (leaf, value) in enumerate(zip([*meta.theta, *meta.log_rates], stored, strict=True)):
        with torch.no_grad():
            leaf.copy_(value)
        moments = {key: tensors[f"adam.{i}.{key}"].to(leaf.device) for key in ("exp_avg", "exp_avg_sq")}
        optimizer.state[leaf] = {"step": tensors[f"adam.{i}.step"], **moments}


def _in_order(tensors: dict[str, Tensor], prefix: str, count: int) -> list[Tensor]:
    return [tensors[f"{prefix}.layer{i // 2}.{('weight', 'bias')[i % 2]}"] for i in range(count)]


def trained(config: TrainConfig, directory: Path) -> MetaParams:
    """The parameters of the last training state in a directory."""
    tensors = load_file(directory / "training.safetensors")
    count = 2 * (config.field.depth + 1)
    return MetaParams(tuple(_in_order(tensors, "theta", count)), tuple(_in_order(tensors, "log_rates", count)))


def finish(config: TrainConfig, meta: MetaParams, directory: Path, results: dict[str, Any], minutes: float) -> None:
    """Writes the checkpoint with its card. minutes: wall clock of the training."""
    settings = json.loads(json.dumps(asdict(config)))
    settings.pop("field")
    settings["data"] = Path(config.data).name
    rates = {
        name: [round(float(r.exp().mean()), 5) for r in log_rate]
        for name, log_rate in zip(config.field.tensor_names, meta.log_rates, strict=True)
    }
    card = {
        "name": config.name,
        "method": "metasdf",
        "observe": config.observe,
        "context_points": config.context_points,
        "loss": config.inner_loss,
        "trained_steps": config.inner_steps,
        "outer_steps": config.outer_steps + config.refine_steps,
        "training": settings,
        "learned_rates": rates,
        "results": results,
        "training_minutes": round(minutes, 1),
        "rebuild": "make train-assets",
    }
    save_checkpoint(directory, config.field, meta, card)
