"""Seeded task distributions: which shapes a model is trained on, and what it sees of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
import torch
from torch import Tensor

from core.observation.observation import Context, Observation
from core.observation.observe import ObserveKind, observe
from core.observation.raw import sampled
from core.observation.volume import dense_points
from core.readers.mnist import picture_file
from core.shapes.base import Analytic, Samples, Shape
from core.shapes.catalogue import EndlessDraw
from core.shapes.composites import COMPOSITIONS, Composition, composite
from core.shapes.image import digit, load_idx
from core.shapes.split import Split

ShapeDraw = Callable[[int, Split], Shape | Samples]
"""Number of a shape and its split -> the shape. Splits never share shapes. Numbers are endless: where the shapes are
not, they come again, and `shapes_in` tells how many there are."""

HELD_OUT_DIGITS = {"val": 50_000, "test": 55_000}  # first number of each held-out split of the 60,000


def digits(path: str | Path) -> EndlessDraw:
    """MNIST digits: 0-49,999 train, 50,000-54,999 validate, 55,000-59,999 test.

    path: the file, a folder with it, or "" to fetch it. Raises UserError when it is not there or unreadable.
    """
    pictures = load_idx(picture_file(path))

    def draw(number: int, split: Split) -> Shape:
        index = number % 50_000 if split == "train" else HELD_OUT_DIGITS[split] + number % 5_000
        return digit(pictures, index, "mnist")

    return draw


def composites(path: str | Path, how: Composition | None = None) -> EndlessDraw:
    """Endless pictures of several digits, turned, scaled, with clutter; of each split from its own digits alone.

    path: as for `digits`. how: one way to make them all; None goes through `COMPOSITIONS` in turn.
    """
    pictures = load_idx(picture_file(path))
    parts = {"train": pictures[:50_000], "val": pictures[50_000:55_000], "test": pictures[55_000:]}
    ways = (how,) if how is not None else tuple(COMPOSITIONS.values())

    def draw(number: int, split: Split) -> Shape:
        seed = {"train": 2 * number, "val": 4 * number + 1, "test": 4 * number + 3}[split]
        return composite(parts[split], ways[number % len(ways)], seed)

    return draw


@runtime_checkable
class Finite(Protocol):
    """A draw whose shapes end."""

    def size(self, split: Split) -> int: ...


def shapes_in(draw: ShapeDraw, split: Split) -> int | None:
    """How many different shapes a split has; None where they are endless or as good as that."""
    return draw.size(split) if isinstance(draw, Finite) else None


@dataclass(frozen=True, eq=False)
class Task:
    """One shape, what was observed of it, and the query (q, dim) that judges the adapted field.

    known: (q,) distances of the query, of samples; those of a shape are computed where they are wanted.
    """

    shape: Shape | Samples
    observation: Observation
    query: np.ndarray
    known: np.ndarray | None = None

    @cached_property
    def distances(self) -> np.ndarray:
        """(q,) float32 signed distances of the query."""
        if self.known is not None:
            return self.known
        assert not isinstance(self.shape, Samples)
        return self.shape.sdf(self.query)

    def distances_on(self, device: torch.device | str) -> Tensor:
        """The same on a device; computed there where the shape is analytic and the device is not the CPU."""
        if torch.device(device).type != "cpu" and isinstance(self.shape, Analytic):
            return self.shape.distance(torch.as_tensor(self.query).to(device))
        return torch.as_tensor(self.distances).to(device)


def make_task(shape: Shape | Samples, kind: ObserveKind, context_points: int, query_points: int, seed: int) -> Task:
    """Context as a person would observe it; the query is dense and of the whole shape, whatever the context saw.

    Of prepared samples both are drawn from all of them, half outside and half inside, as in DeepSDF.
    """
    observation, rng = observe(shape, kind, context_points, seed), np.random.default_rng([seed, 3])
    if isinstance(shape, Samples):
        drawn = sampled(shape, query_points, rng, "dense")
        return Task(shape, observation, drawn.points, drawn.lower)
    query = dense_points(shape, query_points, rng).astype(np.float32)
    return Task(shape, observation, query)


def collate(tasks: list[Task], device: torch.device | str) -> tuple[Context, Tensor, Tensor]:
    """Context, query points (T, q, dim) and query distances (T, q) on the device."""
    contexts = [t.observation.context(device) for t in tasks]
    context = Context(*(torch.cat([getattr(c, name) for c in contexts]) for name in ("points", "lower", "upper")))
    query = torch.as_tensor(np.stack([t.query for t in tasks])).to(device)
    return context, query, torch.stack([t.distances_on(device) for t in tasks])
