"""Numbers that go wrong: rates of 1e30, weights that are no numbers, memory that is not there. Each is told, and the
program goes on.
"""

from __future__ import annotations

import math
from dataclasses import replace

import torch

from core.levelset import extract
from core.methods.metasdf import MetaParams
from core.observation.observe import observe
from core.readers.load import load
from core.runs.checkpoint import method_of
from core.runs.run import advance, begin, measure
from tests.torture.table import Row
from tests.torture.work import CPU, DIGIT, net


def adapted(row: Row, how: str, meta: MetaParams) -> None:
    """Five steps with these numbers: a run with a status and a reason, and no exception."""
    checkpoint = replace(net(), meta=meta)
    method = method_of(checkpoint, CPU)
    try:
        run = begin("digit", observe(load(DIGIT), "dense", 48, 0), checkpoint, method, 0)
        for _ in range(5):
            run = run.extended(measure(advance(run, method), method, 24))
    except Exception as fault:  # noqa: BLE001 (that is what is sought)
        row.check(False, f"{how}: {type(fault).__name__}: {fault}")
        return
    last = run.entries[-1]
    finite = all(math.isfinite(float(p.abs().max())) for p in last.state.params)
    row.check(finite or last.record.diverged, f"{how}: nothing says that it has diverged")
    told = last.level is not None and (last.level.status == "ok" or bool(last.level.reason))
    row.check(told, f"{how}: nothing is said of the surface")


def run(short: bool) -> Row:
    """Rates, weights and memory."""
    row = Row("numbers")
    meta = net().meta
    assert isinstance(meta, MetaParams)
    for rate in (1e30, 1e10, 100.0, 1e-30, 0.0):
        log = math.log(rate) if rate else -math.inf
        adapted(
            row, f"rates of {rate}", replace(meta, log_rates=tuple(torch.full_like(r, log) for r in meta.log_rates))
        )
    for bad in (math.nan, math.inf, -math.inf, 1e38, 0.0):
        for place in range(len(meta.theta)):
            theta = [t.clone() for t in meta.theta]
            theta[place].view(-1)[0] = bad
            adapted(row, f"{bad} in tensor {place}", replace(meta, theta=tuple(theta)))
    return scarce(row)


def scarce(row: Row) -> Row:
    """A device that holds so many points at once, and no more."""
    for most in (10_000, 300, 65):

        def field(points: torch.Tensor, most: int = most) -> torch.Tensor:
            if len(points) > most:
                raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
            return points.norm(dim=1) - 0.5

        level = extract(field, 3, 32)
        whole = extract(lambda points: points.norm(dim=1) - 0.5, 3, 32)
        row.check(level.vertices.tobytes() == whole.vertices.tobytes(), f"{most} points at once give another surface")
    return row
