"""`train --live`: the outer loop told step by step to a window. No Qt; the window runs it as a child process.

Every outer step is one JSON line on standard output. At every save the folder holds a whole checkpoint and
preview.safetensors: the field of phi_0 and of phi_K for some shapes that are not trained on.
"""

from __future__ import annotations

import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.numpy import save

from core.atomic import write_atomically
from core.checkpoint import load_checkpoint, method_of
from core.errors import UserError
from core.methods.base import Method
from core.observe import Observation, observe
from core.shapes.base import Samples, Shape
from core.shapes.image import pixel_centres
from core.train import TrainConfig, finish, shape_draw, train, trained

PREVIEW_SHAPES, PREVIEW_SIDE = 3, 48
PREVIEW, PICTURE = "preview.safetensors", "shape.png"


def tell(**values: float | None) -> None:
    """One JSON line, at once."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def run_live(config: TrainConfig, folder: Path, device: torch.device, resume: bool = False) -> None:
    """Trains and tells. Raises UserError and OSError as `core.train.train` does."""
    draw, started = shape_draw(config), time.perf_counter()
    drawn = [draw(number, "val") for number in range(PREVIEW_SHAPES)]
    shapes = [shape for shape in drawn if not isinstance(shape, Samples)]
    if config.field.dim != 2 or len(shapes) < len(drawn):
        raise UserError(f"{config.name}: --live shows outlines; train a 2D family, or without --live.")
    seen = [observe(shape, config.observe, config.context_points, number) for number, shape in enumerate(shapes)]
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / PICTURE, lambda path: picture_of(shapes[0]).save(path, format="PNG"))
    for record in train(config, folder, device, resume):
        loss = record.loss if math.isfinite(record.loss) else None
        tell(step=record.step, total=config.outer_steps + config.refine_steps, loss=loss)
        if record.step % config.save_every == 0:
            finish(config, trained(config, folder), folder, {}, (time.perf_counter() - started) / 60)
            method = method_of(load_checkpoint(str(folder)), device)
            arrays = preview(method, shapes, seen)
            write_atomically(folder / PREVIEW, lambda path, arrays=arrays: path.write_bytes(save(arrays)))
            tell(snapshot=record.step)


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
