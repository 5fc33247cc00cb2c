"""How fast a training gets its tasks: out of a pool, beside the same tasks made one by one in the same run."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Any

import torch

from core.benchmark.bench import DEMO, REPEATS, machine, median_seconds
from core.compute.device import clock_for
from core.fields.field import FieldSpec
from core.observation.observe import ObserveKind
from core.storage.resources import SHAPES
from core.training.learners import Batch, learner_of
from core.training.task_source import DrawnTasks, TaskSource, make_pools, task_source
from core.training.train_config import MixPart, TrainConfig, part_draw

KINDS: tuple[ObserveKind, ...] = ("dense", "surface", "oriented", "scan")
TASKS = 4
"""Of a meta-batch."""


def train_report(
    device: torch.device | str = "cpu", net: FieldSpec = DEMO, points: int = 1024, repeats: int = REPEATS,
    copies: int = 2,
) -> dict[str, Any]:  # fmt: skip
    """Rows by kind of observation: tasks a second, the share of an outer step in which tasks are made, and the ratios.

    The meshes are the bundled ones; net, points: what is trained, and how many context points each task has. repeats:
    of each measurement, at most; copies: of each mesh in the pool.
    made_one_by_one: the same share where every task is observed when it is wanted. sooner: how many times.
    """
    target = torch.device(device)
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="metasdf-bench-") as pools:
        part = MixPart("meshes", "meshes", str(SHAPES), copies=copies, kinds=("oriented", "scan", "surface"))
        config = TrainConfig(
            "bench", "mix", "dense", net, mix=(part,), pools=pools, context_points=points, query_points=points,
            meta_batch=TASKS,
        )  # fmt: skip
        started = time.perf_counter()  # of the wall: other processes do it
        made = len(list(make_pools(config))) - 1
        filling = time.perf_counter() - started
        for kind in KINDS:
            share = {"oriented": 0.2, "scan": 2 / 3}.get(kind, 1.0)  # `points` of each
            rows.append(_row(replace(config, observe=kind, share=share), part, target, repeats))
    return {
        "train": rows,
        "pool": {"rows": made, "seconds_a_row": round(filling / made, 3)},
        "machine": machine(target),
    }


def _row(config: TrainConfig, part: MixPart, device: torch.device, repeats: int) -> dict[str, Any]:
    clock, learner = clock_for(device), learner_of(config, device)
    pooled = task_source(config, device)
    single = DrawnTasks(part_draw(config, part), config, device)
    numbers = tuple(range(TASKS))
    batch = Batch(0, numbers, *pooled.batch(numbers))

    def outer_step() -> None:
        torch.autograd.backward(learner.loss(batch))

    step = median_seconds(outer_step, clock, repeats)
    drawn, made = (median_seconds(_asking(source), clock, repeats) for source in (pooled, single))
    return {
        "kind": config.observe,
        "tasks_a_second": round(TASKS / (step + drawn), 2),
        "share_of_making": round(drawn / (step + drawn), 4),
        "made_one_by_one": round(made / (step + made), 4),
        "sooner": round(made / drawn, 1),
        "step_seconds": round(step, 4),
    }


def _asking(source: TaskSource) -> Callable[[], object]:
    """Asks for the next tasks at each call, never for the same ones twice, as a training does."""
    starts = count(0, TASKS)
    return lambda: source.batch(range(start := next(starts), start + TASKS))
