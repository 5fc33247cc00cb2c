"""Long runs: after 10,000 steps the command line holds what it held after 500. `windows` has the window."""

from __future__ import annotations

import gc
import tempfile
from pathlib import Path

import torch

from app.cli.adapt import numbers_alone, run_steps
from app.render.export import Steps
from core.observation.observe import observe
from core.readers.load import load
from core.runs.branch import Branch
from core.runs.checkpoint import load_checkpoint, method_of
from core.runs.identity import file_hash
from core.runs.memory import StateFile, rest
from core.runs.recovery import Journal
from core.runs.run import Entry, begin
from core.runs.session import Session
from tests.torture.table import Row
from tests.torture.work import SHAPES


def resident_mb() -> float:
    """Memory of this process that is in use now."""
    gc.collect()
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def command_line(row: Row, name: str, checkpoint: str, steps: int, resolution: int) -> None:
    """What `adapt` does with so many steps."""
    first = max(50, steps // 20)
    source, loaded = load(SHAPES[name]), load_checkpoint(checkpoint)
    method = method_of(loaded, "cpu")
    run = begin(name, observe(source, "dense", 512, 0), loaded, method, 0)
    before = 0.0
    with tempfile.TemporaryDirectory() as place:
        files = Steps(source.normalization, source.dim, Path(place))
        for taken in run_steps(run, method, steps, resolution, None, after=numbers_alone({0, steps})):
            files.add(taken)
            if len(taken.entries) == first:
                before = resident_mb()
    now = resident_mb()
    row.check(now <= 1.05 * before, f"{name}: {before:.0f} MB after {first} steps, {now:.0f} MB after {steps}")
    row.figures.append(f"command line, {name}: {before:.0f} MB after {first} steps, {now:.0f} MB after {steps:,}")


def kept_states(row: Row, steps: int) -> None:
    """What engine and recovery do with the states of the window: on disk, read once, and let go."""
    loaded = load_checkpoint("digits-dense")
    method, source = method_of(loaded, "cpu"), load(SHAPES["digit-3.png"])
    run = begin("digit-3.png", observe(source, "dense", 64, 0), loaded, method, 0)
    session = Session("digit-3.png", file_hash(SHAPES["digit-3.png"]), source.normalization,
                      {"checkpoint": "digits-dense"}, loaded.sha256, run, {})  # fmt: skip
    before, first, last = 0.0, max(50, steps // 20), run.entries[0]
    with tempfile.TemporaryDirectory() as place:
        journal, file = Journal(Path(place) / "a.metasdf", session), StateFile(Path(place) / "states")
        for step in range(1, steps + 1):
            state, record = method.step(last.state, run.observation)
            last = Entry(state, record)
            run = run.extended(Entry(file.put(state), record))
            journal.add((Branch(0, -1, 0, run),), 0, {"cursor": step})
            if step % 32 == 0:
                rest()
            if step == first:
                before = resident_mb()
        rest()
        now = resident_mb()
        journal.close()
        same = all(torch.equal(a, b) for a, b in zip(run.entries[-1].state.params, last.state.params, strict=True))
    row.check(same, "a state on disk is another one", lost=True)
    row.check(now <= 1.15 * before, f"states: {before:.0f} MB after {first} steps, {now:.0f} MB after {steps}")
    row.figures.append(f"states of the window: {before:.0f} MB after {first} steps, {now:.0f} MB after {steps:,}")


def run(short: bool) -> Row:
    """10,000 steps of each, in the short form 200."""
    torch.set_num_threads(1)
    row, steps = Row("soak"), 200 if short else 10_000
    command_line(row, "digit-3.png", "digits-dense", steps, 32)  # how fine a surface is says how long it takes
    if not short:
        command_line(row, "chair.ply", "furniture-dense", 600, 32)
    kept_states(row, steps)
    return row
