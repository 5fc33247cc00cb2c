"""The verb `train`: the outer loop with a bar, results on unseen shapes, and the checkpoint with its card."""

from __future__ import annotations

import argparse
import time
from collections import deque
from pathlib import Path
from typing import Any

import torch

from app.console import progress, say
from core.checkpoint import BUNDLED, load_checkpoint, method_of
from core.device import leave_one_core, pick_device
from core.errors import UserError
from core.evaluate import evaluate, make_case
from core.train import TrainConfig, TrainRecord, finish, load_config, shape_draw, train, trained

REPORT_EVERY = 250
"""Outer steps between two lines."""

TEST_SHAPES = 100
TRAINING_SHAPES = 200
"""Shapes of the test split on the card, and training shapes that they are compared with."""


def _line(config: TrainConfig, record: TrainRecord, losses: deque[float]) -> str:
    mean = sum(losses) / len(losses)
    return (
        f"{config.name}  step {record.step} of {config.outer_steps}  query loss {mean:.5f} (mean of {len(losses)})"
        f"  gradient {record.gradient_norm:.3f}  {record.seconds / 60:.1f} min"
    )


def _run_outer_loop(config: TrainConfig, folder: Path, device: torch.device, resume: bool) -> None:
    losses: deque[float] = deque(maxlen=REPORT_EVERY)
    with progress() as bar:
        task = bar.add_task(config.name, total=config.outer_steps)
        for record in train(config, folder, device, resume):
            losses.append(record.loss)
            bar.update(task, completed=record.step)
            if record.step % REPORT_EVERY == 0 or record.step == config.outer_steps:
                say(_line(config, record, losses), bar)


def results_on_unseen_shapes(config: TrainConfig, folder: Path, device: torch.device) -> dict[str, Any]:
    """What the card states: the trained checkpoint in `folder` on the test split of its own family."""
    method = method_of(load_checkpoint(str(folder)), device)
    draw = shape_draw(config)
    cases = [make_case(draw(n, "test"), config.observe, config.context_points, n) for n in range(TEST_SHAPES)]
    partial = any(case.unseen.any() for case in cases)
    training = [draw(n, "train") for n in range(TRAINING_SHAPES)] if partial else []
    return evaluate(method, cases, training)


def train_verb(options: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError for a fault in the configuration or its data."""
    config = load_config(options.config)
    leave_one_core()
    device = pick_device(options.device)
    folder: Path = options.out or BUNDLED / config.name
    started = time.perf_counter()
    try:
        _run_outer_loop(config, folder, device, options.resume)
        minutes = (time.perf_counter() - started) / 60
        meta = trained(config, folder)
        finish(config, meta, folder, {}, minutes)
        say("measuring on unseen shapes")
        finish(config, meta, folder, results_on_unseen_shapes(config, folder, device), minutes)
    except OSError as error:
        raise UserError(f"{folder} cannot be written ({error.strerror or error}); choose another --out.") from None
    say(f"Wrote {folder / 'weights.safetensors'} and card.json")
