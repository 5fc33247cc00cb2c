"""The one training loop of all methods: what it trains is a `Learner`, what it makes is a checkpoint."""

from __future__ import annotations

import contextlib
import json
import math
import time
from collections.abc import Generator
from contextlib import AbstractContextManager
from dataclasses import MISSING, asdict, dataclass, fields
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save
from torch import Tensor

from core.compute.processes import add_up, processes, rank
from core.errors import UserError
from core.fields.field import FieldSpec
from core.methods.metasdf import MetaParams
from core.runs.checkpoint import Weights, save_checkpoint
from core.storage.atomic import write_atomically
from core.storage.reading import boundary
from core.storage.regular import regular
from core.storage.tensors import tensors_of, told_beside
from core.storage.typed import MisfitError, is_table, parsed
from core.storage.versions import current, newest
from core.training.learners import Batch, Learner, learner_of, mixed_with_start
from core.training.meshes import MeshDraw, credits_of
from core.training.task_source import TaskSource, task_source
from core.training.train_config import PATHS, TrainConfig, load_config, part_draw, shape_draw

__all__ = [
    "TrainConfig",
    "TrainRecord",
    "check_start",
    "finish",
    "load_config",
    "rank",
    "saved_settings",
    "shape_draw",
    "stop_and_keep",
    "train",
    "trained",
    "trained_seconds",
]

SPIKE = 10.0
"""Outer steps whose gradient is longer than this many clipping lengths (or not finite) are left out."""


@dataclass(frozen=True)
class TrainRecord:
    """One outer step. loss: of the query. gradient_norm: before clipping. seconds: of training so far."""

    step: int
    loss: float
    gradient_norm: float
    seconds: float


STATE = "training.safetensors"
"""File of a training's folder with leaves, Adam's moments, step, settings and seconds."""

Training = Generator[TrainRecord, bool | None, None]
"""Yields the outer steps; True sent into it ends it."""


def learning_rate_factor(step: int, total: int, cooldown: int) -> float:
    """Linear warm-up over 100 steps, then 1, then a half cosine to 0.03 over the last `cooldown` steps."""
    warm = min(1.0, (step + 1) / 100)
    progress = min(max((step - (total - cooldown)) / cooldown, 0.0), 1.0)
    return warm * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * progress)))


def train(config: TrainConfig, directory: Path, device: torch.device, resume: bool = False) -> Training:
    """Trains, yielding a record after each outer step; closing the iterator stops it (see also `stop_and_keep`).

    Every `save_every` steps and at the end the state goes to directory/training.safetensors
    (leaves, Adam's moments), from which `resume` goes on exactly: the tasks of a step depend on the seed and its
    number alone. Under torchrun each process computes its share of the meta-batch and all take the same step; the
    first one writes.
    """
    source, learner = task_source(config, device), learner_of(config, device)
    state_file = directory / STATE
    first = _saved_step(state_file, config) if resume and state_file.exists() else 0
    if first > config.outer_steps:
        learner = learner.refined()
    optimizer = _optimizer(config, learner)
    earlier = _restore(state_file, learner, optimizer) if first else 0.0
    started = time.perf_counter()
    total = config.outer_steps + config.refine_steps
    for step in range(first, total):
        if step == config.outer_steps:
            learner = learner.refined()
            optimizer = _optimizer(config, learner)
        _set_rates(optimizer, config, step)
        optimizer.zero_grad()
        loss = learner.loss(_batch(config, source, step))
        torch.autograd.backward(loss)
        leaves = list(_leaves(learner).values())
        mean_loss = mean_over_processes(leaves, loss.detach())
        norm = torch.nn.utils.clip_grad_norm_(leaves, config.clip_norm)
        if norm < SPIKE * config.clip_norm:  # a diverged task must not poison theta; the record shows it
            optimizer.step()
        seconds = earlier + time.perf_counter() - started
        due = (step + 1) % config.save_every == 0 or step + 1 in (config.outer_steps, total)
        if rank() == 0 and due:
            _save(state_file, config, learner, optimizer, step + 1, seconds)
        stop = yield TrainRecord(step + 1, mean_loss, float(norm), seconds)
        if stop:
            if rank() == 0 and not due:
                _save(state_file, config, learner, optimizer, step + 1, seconds)
            return


def stop_and_keep(steps: Training) -> None:
    """Ends a training after the step that it is at, with its state on disk."""
    with contextlib.suppress(StopIteration):
        steps.send(True)


def check_start(directory: Path, config: TrainConfig, *, resume: bool, restart: bool) -> None:
    """Raises UserError for what would end a training at its first step: asked before shapes are sampled for minutes.

    That is a start that does not fit, a state with other settings, and another training which nobody asked to replace.
    resume: go on from a state that is there. restart: begin anew, whatever is there.
    """
    learner_of(config, "cpu")
    state, weights = directory / STATE, directory / "weights.safetensors"
    if resume and state.exists():
        _saved_step(state, config)
    if restart or (resume and state.exists()) or not (state.exists() or weights.exists()):
        return
    if not state.exists():
        raise UserError(
            f"{directory} has a finished checkpoint without the state of its training; --restart replaces it, another "
            "--out keeps it."
        )
    raise UserError(
        f"{directory} has a training of {config.name} up to step {_step_of(state)}; --resume goes on with it, "
        "--restart replaces it, another --out keeps it."
    )


def _state(path: Path) -> AbstractContextManager[None]:
    """Whatever the reading of a training's state runs into is one sentence."""
    remedy = "--restart begins anew, another --out keeps it"
    return boundary(f"{path} is damaged or no state of a training", remedy, path)


def _read(state: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    """The tensors of a state, and what it tells beside them. Call it within `_state`.

    The library that reads tensors opens no file whose name is no text; it is given the bytes.
    """
    data = regular(state).read_bytes()
    return tensors_of(data), told_beside(data)


def _told(state: Path) -> dict[str, str]:
    """What a state tells beside its tensors. Call it within `_state`."""
    return told_beside(regular(state).read_bytes())


def _step_of(state: Path) -> int:
    """Raises UserError where it is no state of a training."""
    with _state(state):
        return int(_read(state)[0]["step"])


def _batch(config: TrainConfig, source: TaskSource, step: int) -> Batch:
    """This process's share of the tasks of an outer step."""
    if config.meta_batch % processes():
        raise UserError(
            f"{config.name}: {config.meta_batch} tasks a step do not share out among {processes()} processes; "
            "choose a number of processes that divides meta_batch."
        )
    numbers = range(step * config.meta_batch + rank(), (step + 1) * config.meta_batch, processes())
    return Batch(step, tuple(numbers), *source.batch(numbers))


def mean_over_processes(leaves: list[Tensor], loss: Tensor) -> float:
    """The mean of a loss over processes; gradients of the leaves become their means in place."""
    if processes() > 1:
        for leaf in leaves:
            leaf.grad = torch.zeros_like(leaf) if leaf.grad is None else leaf.grad
            add_up(leaf.grad)
            leaf.grad /= processes()
        add_up(loss)
        loss /= processes()
    return loss.item()


def _leaves(learner: Learner) -> dict[str, Tensor]:
    return {**learner.main, **learner.side}


def _optimizer(config: TrainConfig, learner: Learner) -> torch.optim.Optimizer:
    groups = [{"params": list(learner.main.values())}, {"params": list(learner.side.values())}]
    return torch.optim.Adam(groups, lr=config.learning_rate)


def _set_rates(optimizer: torch.optim.Optimizer, config: TrainConfig, step: int) -> None:
    """Learning rates of both groups of leaves at one outer step."""
    refining = step >= config.outer_steps
    if refining:
        factor = 0.5 * learning_rate_factor(step - config.outer_steps, config.refine_steps, config.refine_steps)
    else:
        factor = learning_rate_factor(step, config.outer_steps, min(config.cooldown, config.outer_steps))
    for group, peak in zip(optimizer.param_groups, (config.learning_rate, config.rate_learning_rate), strict=True):
        group["lr"] = peak * factor


def _save(
    path: Path, config: TrainConfig, learner: Learner, optimizer: torch.optim.Optimizer, step: int, seconds: float
) -> None:
    tensors = {name: leaf.detach().cpu().contiguous() for name, leaf in _leaves(learner).items()}
    for name, leaf in _leaves(learner).items():
        for key, moment in optimizer.state[leaf].items():  # empty where no gradient ever came
            tensors[f"adam.{name}.{key}"] = moment.cpu().contiguous()
    tensors["step"] = torch.tensor(step)
    metadata = {"format": str(newest("training")), "config": json.dumps(asdict(config)), "seconds": str(seconds)}
    write_atomically(path, lambda p: p.write_bytes(save(tensors, metadata)))


def _saved_step(path: Path, config: TrainConfig) -> int:
    with _state(path):
        tensors, told = _read(path)
        step = int(tensors["step"])
        current("training", {key: int(value) for key, value in told.items() if key == "format"}, path)
        saved = parsed(told.get("config", "{}"))
        if not is_table(saved) or step < 0:
            raise MisfitError("it makes no sense")
        if step <= min(saved.get("outer_steps", 0), config.outer_steps) - config.cooldown:
            saved["outer_steps"] = config.outer_steps  # nothing depended on it yet
        saved = _with_defaults(saved)
    if saved != json.loads(json.dumps(asdict(config))):
        raise UserError(f"{path}: saved by a run with other settings; --restart replaces it, another --out keeps it.")
    return step


def _with_defaults(saved: dict[str, Any]) -> dict[str, Any]:
    """Saved settings, with the defaults of those that came later: such a run goes on as it began."""
    field = {**_defaults(FieldSpec), **saved.get("field", {})}
    return {**_defaults(TrainConfig), **saved, "field": field}


def _defaults(kind: type[TrainConfig | FieldSpec]) -> dict[str, Any]:
    return {f.name: f.default for f in fields(kind) if f.default is not MISSING}


def _restore(path: Path, learner: Learner, optimizer: torch.optim.Optimizer) -> float:
    """Fills the leaves and Adam's moments. Returns the seconds of training so far."""
    with _state(path):
        tensors, told = _read(path)
        _fill(tensors, learner, optimizer)
        return float(told.get("seconds", 0))


def _fill(tensors: dict[str, Tensor], learner: Learner, optimizer: torch.optim.Optimizer | None = None) -> None:
    for name, leaf in _leaves(learner).items():
        if tensors[name].shape != leaf.shape:  # it would be spread over the leaf
            raise MisfitError(f"{name} has another size")
        with torch.no_grad():
            leaf.copy_(tensors[name])
        if optimizer is not None and f"adam.{name}.step" in tensors:
            moments = {key: tensors[f"adam.{name}.{key}"].to(leaf.device) for key in ("exp_avg", "exp_avg_sq")}
            taken = tensors[f"adam.{name}.step"]
            if taken.shape != () or any(moment.shape != leaf.shape for moment in moments.values()):
                raise MisfitError(f"the moments of {name} have another size")
            optimizer.state[leaf] = {"step": taken, **moments}


def saved_settings(directory: Path) -> dict[str, Any]:
    """The settings of the training whose state a directory holds; empty where there is none."""
    path = directory / STATE
    if not path.is_file():
        return {}
    with _state(path):
        found = parsed(_told(path).get("config", "{}"))
        if not is_table(found):
            raise MisfitError("it makes no sense")
        return found


def trained_seconds(directory: Path) -> float:
    """Wall clock of the training up to its last state, over all resumptions."""
    state = directory / STATE
    with _state(state):
        return float(_told(state).get("seconds", 0))


def trained(config: TrainConfig, directory: Path) -> Weights:
    """What the last training state in a directory has learned."""
    learner = learner_of(config)
    with _state(directory / STATE):
        tensors, _ = _read(directory / STATE)
        learner = learner.refined() if int(tensors["step"]) > config.outer_steps else learner
        _fill(tensors, learner)
    return mixed_with_start(config, learner.weights())


def finish(config: TrainConfig, meta: Weights, directory: Path, results: dict[str, Any], minutes: float) -> None:
    """Writes the checkpoint with its card. minutes: wall clock of the training."""
    settings = json.loads(json.dumps(asdict(config)))
    settings.pop("field")
    for given in (settings, *settings["mix"]):  # not where they lie on this machine
        given.update({key: Path(given[key]).name for key in PATHS if key in given})
    card = {
        "name": config.name,
        "method": config.method,
        "observe": config.observe,
        "context_points": config.context_points,
        "loss": config.inner_loss,
        "trained_steps": meta.steps,
        "outer_steps": config.outer_steps + config.refine_steps,
        "training": settings,
        "results": results,
        "training_minutes": round(minutes, 1),
        "rebuild": "make train-assets",
    }
    if settings.pop("refinement") is not None:
        card["refinement"] = asdict(config)["refinement"]
    draws = [part_draw(config, part) for part in config.parts if part.family == "meshes"]
    thanks = sorted({name for draw in draws if isinstance(draw, MeshDraw) for name in credits_of(draw)})
    if thanks:
        card["made_from_shapes_by"] = thanks
    if isinstance(meta, MetaParams):
        if meta.log_sigmas is not None:
            card["learned_sigmas"] = [round(float(sigma), 5) for sigma in meta.log_sigmas.exp()]
        card["learned_rates"] = {
            name: [round(float(r.exp().mean()), 5) for r in log_rate]
            for name, log_rate in zip(config.field.tensor_names, meta.log_rates, strict=True)
        }
    save_checkpoint(directory, config.field, meta, card)
