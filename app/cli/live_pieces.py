"""What a training in 3D shows of itself: unseen pieces, as they are, by the net that it began from, and by now. No Qt.

FOLDER/pieces/truth-N.png, before-N.png, now-N.png, and FOLDER/unseen.json with the numbers
(core.training.own_training).
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core.errors import UserError
from core.fields.field import FieldFunction
from core.levelset import LevelSet, extract
from core.measures.metrics import Truth, iou, prepare_truth, values
from core.measures.thumbnail import thumbnail
from core.methods.base import Method
from core.observation.observation import Observation
from core.observation.observe import observe
from core.runs.checkpoint import load_checkpoint, method_of
from core.shapes.base import Samples, Shape
from core.storage.atomic import write_file
from core.training.meshes import MeshDraw
from core.training.own_training import MOST_UNSEEN, Unseen, read_unseen, write_unseen
from core.training.tasks import shapes_in
from core.training.train_config import TrainConfig, part_draw

PIECES = "pieces"
RESOLUTION, PIXELS = 64, 160
VOLUME_POINTS, SURFACE_POINTS = 20_000, 100


class Pieces:
    """The unseen pieces of a training with their observations and truths."""

    def __init__(self, config: TrainConfig, folder: Path, device: torch.device) -> None:
        """Raises UserError where a piece cannot be loaded, or has no truth."""
        self._folder, self._device = folder, device
        self._config = config
        draw = part_draw(config, config.parts[0])
        count = min(MOST_UNSEEN, shapes_in(draw, "val") or MOST_UNSEEN)
        self._files = [str(file) for file in draw.parts["val"][:count]] if isinstance(draw, MeshDraw) else count * [""]
        self._shapes = [_solid(draw(number, "val"), config) for number in range(count)]
        self._seen = [observe(s, config.observe, config.context_points, n) for n, s in enumerate(self._shapes)]
        self._truths: list[Truth] = []

    def first(self) -> dict[str, Any]:
        """Draws the pieces as they are and by the net that the training begins from. Returns what to tell of them."""
        before: list[float] = []
        self._truths = [prepare_truth(s, n, VOLUME_POINTS, SURFACE_POINTS) for n, s in enumerate(self._shapes)]
        for number, (shape, seen) in enumerate(zip(self._shapes, self._seen, strict=True)):
            self._draw("truth", number, extract(_exact(shape), 3, RESOLUTION), seen)
        if self._config.start_from:
            before = self._scored("before", method_of(load_checkpoint(self._config.start_from), self._device))
        names = [shape.name for shape in self._shapes]
        known = read_unseen(self._folder)  # of a training that goes on
        now = known.now if known.names == tuple(names) else ()
        write_unseen(self._folder, Unseen(tuple(names), tuple(self._files), tuple(before), now))
        return {"pieces": names, "before": before}

    def show(self, method: Method) -> dict[str, Any]:
        """Draws what the net makes of them now. Returns what to tell of it."""
        now = self._scored("now", method)
        write_unseen(self._folder, replace(read_unseen(self._folder), now=tuple(now)))
        return {"iou": now}

    def _scored(self, name: str, method: Method) -> list[float]:
        """IoU of each piece after the trained steps; its picture is written."""
        found = []
        for number, (seen, truth) in enumerate(zip(self._seen, self._truths, strict=True)):
            state, _ = method.start(seen)
            for _ in range(method.trained_steps):
                state, _ = method.step(state, seen)
            field = method.field(state)
            self._draw(name, number, extract(field, 3, RESOLUTION, device=method.device), seen)
            inside = values(field, truth.volume, method.device) < 0
            found.append(round(iou(inside, truth.inside), 4))
        return found

    def _draw(self, name: str, number: int, level: LevelSet, seen: Observation) -> None:
        write_file(self._folder / PIECES / f"{name}-{number}.png", thumbnail(level, seen, size=PIXELS))


def _solid(shape: Shape | Samples, config: TrainConfig) -> Shape:
    if isinstance(shape, Samples):
        raise UserError(f"{config.name}: --live shows shapes; train on meshes or a procedural family, or without it.")
    return shape


def _exact(shape: Shape) -> FieldFunction:
    def field(points: Tensor) -> Tensor:
        return torch.from_numpy(np.asarray(shape.sdf(points.cpu().numpy()), np.float32))

    return field
