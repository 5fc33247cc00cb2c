"""Where the tasks of a training come from: shapes drawn one by one, pools sampled beforehand, or a mix of families."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from core.compute.processes import processes, rank, wait_for_all
from core.observation.observation import Context, Observation
from core.observation.observe import FEWEST_POINTS, observed_length
from core.training.meshes import MeshDraw
from core.training.pools.layout import KEPT, WAITING, PoolFiles, PoolSpec, Row, open_pool, pool_key
from core.training.pools.making import Sampled, make_pool
from core.training.pools.reading import Augmentation, Pool
from core.training.tasks import ShapeDraw, Task, collate, make_task
from core.training.train_config import MixPart, TrainConfig, part_draw

Drawn = tuple[Context, Tensor, Tensor]
"""Context, query points (T, q, dim) and query distances (T, q) of some tasks, on the device."""


class TaskSource(Protocol):
    """Tasks by number: the same number gives the same task."""

    def batch(self, numbers: Sequence[int]) -> Drawn: ...


@dataclass(frozen=True, eq=False)
class DrawnTasks:
    """Each shape is made, observed and measured when its task is wanted."""

    draw: ShapeDraw
    config: TrainConfig
    device: torch.device

    def batch(self, numbers: Sequence[int]) -> Drawn:
        return collate([self._task(number) for number in numbers], self.device)

    def _task(self, number: int) -> Task:
        c = self.config
        shape = self.draw(number % c.shapes if c.repeats else number, "train")
        asked = FEWEST_POINTS if c.repeats else c.context_points
        task = make_task(shape, c.observe, asked, c.query_points, number + c.seed)
        return task if c.share == 1 else replace(task, observation=_share(task.observation, c, number))


@dataclass(frozen=True, eq=False)
class PooledTasks:
    """Tasks are slices of a pool."""

    pool: Pool
    part: MixPart
    config: TrainConfig

    def batch(self, numbers: Sequence[int]) -> Drawn:
        c = self.config
        own = None if c.repeats else Augmentation(self.part.mirror, self.part.turn)
        asked = [n % c.shapes for n in numbers] if c.repeats else numbers
        return self.pool.batch(asked, c.observe, context_size(c), c.query_points, c.seed, own)


@dataclass(frozen=True, eq=False)
class MixedTasks:
    """Each number belongs to one of several sources, drawn by their weights."""

    sources: tuple[TaskSource, ...]
    weights: tuple[float, ...]
    seed: int

    def batch(self, numbers: Sequence[int]) -> Drawn:
        bounds = np.cumsum(self.weights) / sum(self.weights)
        owner = np.array([np.searchsorted(bounds, np.random.default_rng([self.seed, 9, n]).random()) for n in numbers])
        drawn: list[Drawn] = []
        order: list[np.intp] = []
        for index, source in enumerate(self.sources):
            places = np.flatnonzero(owner == index)
            if len(places):
                drawn.append(source.batch([numbers[int(place)] for place in places]))
                order.extend(places)
        back = torch.as_tensor(np.argsort(order))
        names = ("points", "lower", "upper")
        context = Context(*(_joined([getattr(context, name) for context, _, _ in drawn], back) for name in names))
        return context, _joined([q for _, q, _ in drawn], back), _joined([d for _, _, d in drawn], back)


def _joined(parts: list[Tensor], back: Tensor) -> Tensor:
    return torch.cat(parts)[back.to(parts[0].device)]


def context_size(config: TrainConfig) -> int:
    """Context points of a training task; those methods that repeat their shapes train without a context."""
    whole = observed_length(config.observe, config.context_points)
    return FEWEST_POINTS if config.repeats else max(FEWEST_POINTS, round(config.share * whole))


def _share(seen: Observation, config: TrainConfig, number: int) -> Observation:
    """As many of the observed points as a pool would give."""
    rng = np.random.default_rng([config.seed, 11, number])
    return seen.chosen(rng.permutation(len(seen.points))[np.arange(context_size(config)) % len(seen.points)])


def pool_of(config: TrainConfig, part: MixPart) -> PoolFiles | None:
    """The pool of a part, perhaps still empty; None where its tasks are made when they are wanted.

    Raises UserError as `core.training.meshes.meshes` does.
    """
    if part.family != "meshes" and not part.pooled:
        return None
    kinds = sorted({config.observe, *part.kinds} - {"dense"})  # those are the query's
    seen = tuple(KEPT[kind] for kind in kinds)
    draw = part_draw(config, part)
    if isinstance(draw, MeshDraw):
        files = draw.parts["train"]
        rows = [Row("meshes", str(path), copy) for copy in range(part.copies) for path in files]
        spec = PoolSpec(seen, copies=part.copies, proportion=part.proportion)
    else:
        rows, spec = [Row(part.family, "", number) for number in range(part.pooled)], PoolSpec(seen)
    return open_pool(pools_folder(config) / pool_key(spec, rows), spec, rows)


def pools_folder(config: TrainConfig) -> Path:
    """Where the pools of a training lie: the folder that it names, or one in the person's cache."""
    if config.pools:
        return Path(config.pools)
    import pooch

    return Path(pooch.os_cache("metasdf-live")) / "pools"


@dataclass(frozen=True)
class PoolProgress:
    """How far the pool of a part is. done: rows that are settled, of `total`; last: the one that just was, if any."""

    part: str
    done: int
    total: int
    last: Sampled | None = None


def make_pools(config: TrainConfig, workers: int = 1) -> Iterator[PoolProgress]:
    """Samples what is missing in the pools of a training, telling after each shape; resumable."""
    for part in config.parts:
        files = pool_of(config, part)
        if files is None:
            continue
        total = len(files.rows)
        yield PoolProgress(part.name, int((files.state != WAITING).sum()), total)
        for last in make_pool(files, workers):
            yield PoolProgress(part.name, int((files.state != WAITING).sum()), total, last)


def task_source(config: TrainConfig, device: torch.device | str = "cpu") -> TaskSource:
    """The tasks of a training run; pools that are not there yet are made. Raises UserError for missing data."""
    for _ in make_pools(config) if rank() == 0 else ():
        pass
    if processes() > 1:
        wait_for_all()
    sources = tuple(_source(config, part, torch.device(device)) for part in config.parts)
    if len(sources) == 1:
        return sources[0]
    return MixedTasks(sources, tuple(part.weight for part in config.parts), config.seed)


def _source(config: TrainConfig, part: MixPart, device: torch.device) -> TaskSource:
    files = pool_of(config, part)
    if files is None:
        return DrawnTasks(part_draw(config, part), config, device)
    shard = (rank(), processes()) if device.type != "cpu" else (0, 1)
    return PooledTasks(Pool.load(files, device, shard), part, config)
