"""The verb `train`: the outer loop with a bar, results on unseen shapes, and the checkpoint with its card."""

from __future__ import annotations

import argparse
from collections import deque
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import torch

from app.cli.console import progress, say
from app.cli.event_log import EventLog
from app.cli.live_training import as_begun, run_live
from app.system.stopping import stop_wished
from core.compute.cores import spare_cores
from core.compute.device import leave_one_core, pick_device
from core.compute.processes import group, rank
from core.errors import UserError
from core.evaluation.evaluate import evaluate_on_unseen, score_shapes
from core.methods.base import Method
from core.methods.registry import is_plain_start
from core.readers.load import load
from core.runs.checkpoint import BUNDLED, bundled_checkpoints, load_checkpoint, method_of
from core.shapes.base import Samples, Scan
from core.storage.claims import claimed
from core.storage.places import own_checkpoints
from core.training.task_source import make_pools
from core.training.train import (
    TrainConfig,
    TrainRecord,
    check_start,
    finish,
    load_config,
    stop_and_keep,
    train,
    trained,
    trained_seconds,
)
from core.training.train_config import MixPart, part_draw

REPORT_EVERY = 250
"""Outer steps between two lines."""

SAMPLED_EVERY = 100
"""Shapes that are sampled between two lines, where there is no bar."""

TEST_SHAPES = 100
TRAINING_SHAPES = 200
"""Shapes of the test split on the card, and training shapes that they are compared with."""

REAL_SHAPES = 16
"""Meshes of each subfolder of --real."""


def _total(config: TrainConfig) -> int:
    return config.outer_steps + config.refine_steps


def _line(config: TrainConfig, record: TrainRecord, losses: deque[float]) -> str:
    mean = sum(losses) / len(losses)
    return (
        f"{config.name}  step {record.step} of {_total(config)}  query loss {mean:.4g} (mean of {len(losses)})"
        f"  gradient {record.gradient_norm:.3f}  {record.seconds / 60:.1f} min"
    )


def _run_outer_loop(config: TrainConfig, folder: Path, device: torch.device, options: argparse.Namespace) -> None:
    losses: deque[float] = deque(maxlen=REPORT_EVERY)
    log = EventLog(config, folder) if options.tensorboard and rank() == 0 else None
    steps = train(config, folder, device, options.resume)
    with stop_wished() as wish, progress() as bar, closing(log) if log else nullcontext(), closing(steps):
        task = bar.add_task(config.name, total=_total(config))
        for record in steps:
            losses.append(record.loss)
            if log:
                log.add(record)
            bar.update(task, completed=record.step)
            if rank() == 0 and (record.step % REPORT_EVERY == 0 or record.step == _total(config)):
                say(_line(config, record, losses), bar)
            if wish and record.step < _total(config):
                stop_and_keep(steps)
                say(f"Stopped: step {record.step} is kept in {folder}; --resume goes on from there.", bar)
                wish.leave()


def results_on_real_meshes(method: Method, config: TrainConfig, folder: Path) -> dict[str, Any]:
    """Scores on the first `REAL_SHAPES` PLY meshes of each subfolder (chair, table, ...) of a folder.

    A mesh that cannot be loaded is counted under "refused".
    """
    results = {}
    for kind in sorted(path for path in folder.iterdir() if path.is_dir()):
        shapes, refused = [], 0
        found = sorted(path for path in kind.iterdir() if path.suffix.lower() == ".ply")
        for path in found[:REAL_SHAPES]:
            try:
                source = load(str(path))
            except UserError:
                refused += 1
                continue
            if not isinstance(source, Scan | Samples):
                shapes.append(source)
        scores = score_shapes(method, shapes, config.observe, config.context_points)
        results[kind.name] = {**scores, "refused": refused}
    return results


def results(config: TrainConfig, checkpoint: Path, device: torch.device, real: Path | None) -> dict[str, Any]:
    """What the card states: the checkpoint on the test split of its own family, and on real meshes if there are any.

    Of a mix it is the first family's test split, with the others' under "families".
    """
    method = method_of(load_checkpoint(str(checkpoint)), device)

    def unseen(part: MixPart) -> dict[str, Any]:
        # A mesh takes a second to load and as long to be compared with: those stand in the suite "real".
        counts = {"count": TEST_SHAPES, "training_count": 0 if part.family == "meshes" else TRAINING_SHAPES}
        return evaluate_on_unseen(method, part_draw(config, part), config.observe, config.context_points, **counts)

    first, *others = config.parts
    found = {**unseen(first), "families": {part.name: unseen(part) for part in others}} if others else unseen(first)
    return {**found, "real": results_on_real_meshes(method, config, real)} if real else found


def train_verb(options: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError for a fault in the configuration or its data."""
    config = load_config(options.config)
    leave_one_core()
    folder = output_folder(config, options)
    if options.real and not options.real.is_dir():
        raise UserError(f"{options.real} is not a folder; give one with a subfolder of PLY meshes for each kind.")
    try:
        with group(pick_device(options.device)) as device, nullcontext() if rank() else claimed(folder):
            going_on = options.resume and options.minutes is not None  # those minutes were counted in steps then
            begun = as_begun(config, folder) if going_on else None
            check_start(folder, begun or config, resume=options.resume, restart=options.restart or options.bundled)
            _train(config, folder, device, options)
    except OSError as error:
        raise UserError(f"{folder} cannot be written ({error.strerror or error}); choose another --out.") from None


def _fill_pools(config: TrainConfig) -> None:
    """Samples the meshes of a training where that is still to do, with a bar and a line for what is left out."""
    now = None
    try:
        with progress() as bar:
            tasks = {}
            for now in make_pools(config, spare_cores()):
                if now.done == now.total and now.last is None:
                    continue  # it was there already
                if now.part not in tasks:
                    tasks[now.part] = bar.add_task(f"sampling {now.part}", total=now.total)
                bar.update(tasks[now.part], completed=now.done)
                if now.last is not None and now.last.reason:
                    say(f"left out: {now.last.reason}", bar)
                if not bar.console.is_terminal and (now.done % SAMPLED_EVERY == 0 or now.done == now.total):
                    say(f"sampling {now.part}: {now.done} of {now.total}")
    except KeyboardInterrupt:
        if now is not None:
            say(f"Stopped: {now.done} of {now.total} shapes are sampled; the same command goes on from there.")
        raise


def output_folder(config: TrainConfig, options: argparse.Namespace) -> Path:
    """Where the checkpoint goes. Raises UserError for a name that stands for a bundled checkpoint already."""
    if options.bundled:
        return BUNDLED / config.name
    if options.out:
        return options.out
    name = config.name
    if not name.strip(".") or Path(name).name != name or is_plain_start(name) or name in bundled_checkpoints():
        raise UserError(
            f"{name!r} cannot be the name of a checkpoint of your own (it is a path, or one that comes with the "
            "program has it); choose another name in the training file, or --out DIR."
        )
    return own_checkpoints() / config.name


def _train(config: TrainConfig, folder: Path, device: torch.device, options: argparse.Namespace) -> None:
    if options.live:
        run_live(config, folder, device, options.resume, options.minutes)
        return
    if rank() == 0:
        _fill_pools(config)
    _run_outer_loop(config, folder, device, options)
    if rank():
        return  # the first process measures and writes
    minutes = trained_seconds(folder) / 60
    meta = trained(config, folder)
    finish(config, meta, folder, {}, minutes)
    say("measuring on unseen shapes")
    try:
        found = results(config, folder, device, options.real)
    except KeyboardInterrupt:
        say(f"Stopped: the checkpoint is in {folder}, its results are not measured; --resume measures them.")
        raise
    finish(config, meta, folder, found, minutes)
    say(f"Wrote {folder / 'weights.safetensors'} and card.json")
    if folder == own_checkpoints() / config.name:
        say(f"It is found by its name: --checkpoint {config.name}")
