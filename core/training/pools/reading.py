"""Drawing batches of tasks from a pool: slices of what was sampled once, mirrored and turned, on any device."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from core.errors import UserError
from core.observation.observation import Context
from core.observation.observe import ObserveKind
from core.training.pools.layout import QUANTUM, THERE, PoolFiles


@dataclass(frozen=True)
class Augmentation:
    """How a row is varied when it is drawn. mirror: half of the tasks at x = 0. turn: most degrees about y."""

    mirror: bool = True
    turn: float = 10.0


@dataclass(frozen=True, eq=False)
class Pool:
    """The rows of a pool that are there. query: int16 (R, N, 4), seen: int16 (R, V, M, 5) by kind;
    core.training.pools.layout.

    On the CPU both are memory maps, so that only what is drawn is read; on a device they lie there whole.
    """

    query: Tensor
    seen: Mapping[str, Tensor]
    rows: np.ndarray

    @classmethod
    def load(cls, files: PoolFiles, device: torch.device | str = "cpu", shard: tuple[int, int] = (0, 1)) -> Pool:
        """shard: (i, n) for every n-th row from i, what one of n processes keeps on its own device.

        Raises UserError when no row is there.
        """
        rows = np.flatnonzero(files.state == THERE)[shard[0] :: shard[1]]
        if not len(rows):
            raise UserError(f"{files.folder} has no shape that can be trained on; see refused.json there.")
        if torch.device(device).type == "cpu":
            seen = {kind: torch.as_tensor(array) for kind, array in files.seen.items()}
            return cls(torch.as_tensor(files.query), seen, rows)
        seen = {kind: torch.as_tensor(array[rows]).to(device) for kind, array in files.seen.items()}
        return cls(torch.as_tensor(files.query[rows]).to(device), seen, np.arange(len(rows)))

    def batch(
        self,
        numbers: Sequence[int],
        kind: ObserveKind,
        context_points: int,
        query_points: int,
        seed: int,
        augmentation: Augmentation | None,
    ) -> tuple[Context, Tensor, Tensor]:
        """Context, query (T, q, 3) and distances (T, q) of the tasks with these numbers, which alone decide them.

        kind "dense" takes its context out of the query's points, none of them twice. Without an augmentation a number
        is that of a row, always with the same shape as it is.
        """
        device = self.query.device
        contexts: list[Tensor] = []
        queries: list[Tensor] = []
        turns: list[np.ndarray] = []
        for number in numbers:
            rng = np.random.default_rng([seed, number])
            row = int(self.rows[number % len(self.rows) if augmentation is None else rng.integers(len(self.rows))])
            known = self.query[row]
            start = int(rng.integers(len(known)))
            if kind == "dense":
                both = _slice(known, start, context_points + query_points)
                context, query = both[:context_points], both[context_points:]
                context = torch.cat((context, context[:, 3:]), 1)
            else:
                views = self.seen[kind][row]
                view = views[int(rng.integers(len(views)))]
                context = _slice(view, int(rng.integers(len(view))), context_points)
                query = _slice(known, start, query_points)
            contexts.append(context)
            queries.append(query)
            turns.append(_turn(rng, augmentation))
        turn = torch.as_tensor(np.stack(turns)).to(device)
        context, query = (torch.stack(parts).to(device).float() * QUANTUM for parts in (contexts, queries))
        seen = Context(context[..., :3] @ turn, context[..., 3].contiguous(), context[..., 4].contiguous())
        return seen, query[..., :3] @ turn, query[..., 3].contiguous()


def _slice(rows: Tensor, start: int, count: int) -> Tensor:
    """`count` rows from `start` on, from the beginning again after the last: rows are in random order."""
    if start + count <= len(rows):
        return rows[start : start + count]
    return rows[(start + torch.arange(count, device=rows.device)) % len(rows)]


def _turn(rng: np.random.Generator, augmentation: Augmentation | None) -> np.ndarray:
    """(3, 3) float32, for row vectors."""
    if augmentation is None:
        return np.eye(3, dtype=np.float32)
    angle = np.radians(rng.uniform(-augmentation.turn, augmentation.turn))
    side = -1.0 if augmentation.mirror and rng.random() < 0.5 else 1.0
    cos, sin = np.cos(angle), np.sin(angle)
    return np.array([[side * cos, 0, side * sin], [0, 1, 0], [-sin, 0, cos]], dtype=np.float32)
