"""`train --live`: the outer loop told step by step to a window. No Qt; the window runs it as a child process.

Every shape that is sampled and every outer step is one JSON line on standard output. At every save the folder holds a
whole checkpoint. In 2D it holds preview.safetensors as well: the field of phi_0 and of phi_K for some shapes that are
not trained on; in 3D, less often, pictures of such shapes (app.cli.live_pieces).
"""

from __future__ import annotations

import math
import time
from contextlib import closing
from dataclasses import asdict, replace
from itertools import islice, pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import numpy as np
import torch
from PIL import Image
from safetensors.numpy import save

from app.cli.live_pieces import Pieces
from app.engine.checkpoints import checkpoint_info
from app.system.streams import report
from core.compute.cores import spare_cores
from core.errors import UserError
from core.methods.base import Method
from core.observation.observation import Observation
from core.observation.observe import observe
from core.runs.checkpoint import load_checkpoint, method_of
from core.shapes.base import Samples, Shape
from core.shapes.image import pixel_centres
from core.storage.atomic import write_atomically
from core.training.own_training import TrainingProgress, read_progress, write_progress
from core.training.task_source import make_pools
from core.training.train import TrainConfig, finish, saved_settings, shape_draw, stop_and_keep, train, trained

PREVIEW_SHAPES, PREVIEW_SIDE = 3, 48
PREVIEW, PICTURE = "preview.safetensors", "shape.png"


SHARE_OF_PICTURES = 0.1
"""Of the time, that pictures in 3D may take."""

MOST_LOSSES = 400
"""That are kept for the curve of a training which goes on later."""

PACE_STEPS = 6


class Show(Protocol):
    """What a training shows of itself. Both return what to tell with it."""

    def first(self) -> dict[str, Any]: ...
    def show(self, method: Method) -> dict[str, Any]: ...


def run_live(
    config: TrainConfig, folder: Path, device: torch.device, resume: bool = False, minutes: float | None = None
) -> None:
    """Trains and tells. minutes: how long, in place of the configuration's outer steps; a training that goes on keeps
    those it began with. Raises UserError and OSError as `core.training.train.train` does."""
    show: Show = Pieces(config, folder, device) if config.field.dim == 3 else Outlines(config, folder)
    folder.mkdir(parents=True, exist_ok=True)
    told = _tell_pools(config)
    report(**show.first())
    if minutes is not None:
        config = timed(config, folder, device, minutes, resume=resume)
    total = config.outer_steps + config.refine_steps
    before = read_progress(folder) if resume else TrainingProgress(0, 0, 0.0)
    losses, painted = list(before.losses), 0.0
    report(begin=before.step if before.total == total else 0, total=total, left_out=told)
    steps = train(config, folder, device, resume)
    for record in steps:
        loss = record.loss if math.isfinite(record.loss) else None
        try:
            report(step=record.step, total=total, loss=loss, seconds=record.seconds)
        except SystemExit:  # the window was killed
            stop_and_keep(steps)
            raise
        losses.append(record.loss if loss is not None else 0.0)
        if record.step % config.save_every and record.step != total:
            continue
        finish(config, trained(config, folder), folder, {}, record.seconds / 60)
        write_progress(folder, TrainingProgress(record.step, total, record.seconds, _thinned(losses)))
        checkpoint = load_checkpoint(str(folder))
        report(saved=record.step, net=asdict(checkpoint_info(checkpoint)))
        if isinstance(show, Outlines) or record.step == total or painted <= SHARE_OF_PICTURES * record.seconds:
            started = time.perf_counter()
            report(snapshot=record.step, **show.show(method_of(checkpoint, device)))
            painted += time.perf_counter() - started


def _thinned(losses: list[float]) -> tuple[float, ...]:
    """At most so many, each the mean of as many that follow each other."""
    width = -(-len(losses) // MOST_LOSSES)
    return tuple(sum(part) / len(part) for part in (losses[n : n + width] for n in range(0, len(losses), width)))


def _tell_pools(config: TrainConfig) -> list[str]:
    """Samples what is missing in the pools of a training, and tells. Returns why shapes were left out."""
    reasons = []
    for now in make_pools(config, spare_cores()):
        report(preparing=now.part, done=now.done, total=now.total)
        if now.last is not None and now.last.reason:
            reasons.append(now.last.reason)
    return reasons


def as_begun(config: TrainConfig, folder: Path) -> TrainConfig | None:
    """The training as long as the one in its folder was to be; None where there is none."""
    known = saved_settings(folder)
    return replace(config, outer_steps=known["outer_steps"], cooldown=known["cooldown"]) if known else None


def timed(config: TrainConfig, folder: Path, device: torch.device, minutes: float, *, resume: bool) -> TrainConfig:
    """The training with as many outer steps as fit, of which the last 40 % anneal; the same again where it goes on.

    How long a step takes is found by taking some that leave nothing behind.
    """
    if resume and (begun := as_begun(config, folder)):
        return begun
    trial = replace(config, outer_steps=10**6, save_every=10**6)
    with TemporaryDirectory() as nowhere, closing(train(trial, Path(nowhere), device)) as steps:
        seconds = [record.seconds for record in islice(steps, PACE_STEPS)]
    pace = max(1e-3, median(b - a for a, b in pairwise(seconds)))
    count = max(config.save_every, round((1 - SHARE_OF_PICTURES) * 60 * minutes / pace))
    return replace(config, outer_steps=count, cooldown=max(1, round(0.4 * count)))


class Outlines:
    """Three outlines that are not trained on, as fields on a lattice."""

    def __init__(self, config: TrainConfig, folder: Path) -> None:
        """Raises UserError for a family of samples."""
        draw = shape_draw(config)
        drawn = [draw(number, "val") for number in range(PREVIEW_SHAPES)]
        self._shapes = [shape for shape in drawn if not isinstance(shape, Samples)]
        if len(self._shapes) < len(drawn):
            raise UserError(f"{config.name}: --live shows shapes; train a procedural family, or without --live.")
        self._seen = [observe(s, config.observe, config.context_points, n) for n, s in enumerate(self._shapes)]
        self._folder = folder

    def first(self) -> dict[str, Any]:
        """Writes the first outline as a picture."""
        picture = picture_of(self._shapes[0])
        write_atomically(self._folder / PICTURE, lambda path: picture.save(path, format="PNG"))
        return {}

    def show(self, method: Method) -> dict[str, Any]:
        """Writes the fields."""
        arrays = preview(method, self._shapes, self._seen)
        write_atomically(self._folder / PREVIEW, lambda path: path.write_bytes(save(arrays)))
        return {}


def picture_of(shape: Shape, side: int = 128) -> Image.Image:
    """A 2D shape as dark on light, row 0 at the top, so that it can be opened like any picture."""
    grey = np.clip(shape.sdf(pixel_centres(side)).reshape(side, side) * side / 2 + 0.5, 0, 1)
    return Image.fromarray((np.flipud(grey) * 255).astype(np.uint8))


def preview(method: Method, shapes: list[Shape], seen: list[Observation]) -> dict[str, np.ndarray]:
    """Fields on a lattice, row 0 at the bottom. start: (S, S); adapted, truth: (n, S, S), all float32."""
    points = pixel_centres(PREVIEW_SIDE)
    where = torch.from_numpy(points).to(method.device)

    def lattice(values: np.ndarray) -> np.ndarray:
        return np.ascontiguousarray(values.reshape(PREVIEW_SIDE, PREVIEW_SIDE), np.float32)

    adapted, start = [], None
    for observation in seen:
        state, _ = method.start(observation)
        if start is None:
            start = lattice(method.field(state)(where).cpu().numpy())
        for _ in range(method.trained_steps):
            state, _ = method.step(state, observation)
        adapted.append(lattice(method.field(state)(where).cpu().numpy()))
    truth = [lattice(shape.sdf(points)) for shape in shapes]
    assert start is not None, "there is at least one shape"
    return {"start": start, "adapted": np.stack(adapted), "truth": np.stack(truth)}
