"""Long runs: states on disk read as before, and level sets stay within their budget."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.fields.field import FieldSpec, bind, initial_params
from core.levelset import extract
from core.methods.base import State, StepRecord
from core.observation.observation import Observation
from core.runs.memory import NEAR, level_bytes, rest, spilled, thinned
from core.runs.run import Entry, Run

SPEC = FieldSpec(dim=3, width=16, depth=2)


def entry(step: int) -> Entry:
    record = StepRecord(step, 0.1, 0.0, (), extrapolated=False, diverged=False)
    level = extract(lambda x: x.norm(dim=1) - 0.5, 3, 32)
    return Entry(State(initial_params(SPEC, torch.Generator().manual_seed(step)), step), record, level)


def a_run(length: int) -> Run:
    zeros = np.zeros(1, np.float32)
    return Run("ball", Observation(np.zeros((1, 3), np.float32), zeros, zeros, "surface"), "", "", 3, 0,
               tuple(entry(step) for step in range(length)))  # fmt: skip


def test_a_state_on_disk_reads_as_before(tmp_path: Path) -> None:
    state = entry(3).state
    mapped = spilled(state, tmp_path)
    assert mapped.step == 3
    assert len(list(tmp_path.iterdir())) == 1
    assert all(torch.equal(a, b) for a, b in zip(state.params, mapped.params, strict=True))
    points = torch.rand(50, 3)
    assert torch.equal(bind(SPEC, mapped.params)(points), bind(SPEC, state.params)(points))
    (tmp_path / "3.state").unlink()
    assert torch.equal(mapped.params[0], state.params[0]), "what is mapped outlives the name of its file"


def test_level_sets_stay_within_their_budget() -> None:
    run = a_run(40)
    assert thinned(run, 39) is run
    each = level_bytes(run.entries[0].level)
    lattice = run.entries[0].level
    assert lattice is not None
    assert lattice.lattice is not None
    for share in (0.9, 0.5):
        budget = int(share * 40 * each)
        lighter = thinned(run, 39, budget)
        assert sum(level_bytes(e.level) for e in lighter.entries) <= budget
        assert [e.state for e in lighter.entries] == [e.state for e in run.entries]
        assert lighter.entries[0] is run.entries[0]
        assert lighter.entries[39 - NEAR :] == run.entries[39 - NEAR :]
    without = a_run(40)
    bare = tuple(e if e.level is None else replace(e, level=replace(e.level, lattice=None)) for e in without.entries)
    need = sum(level_bytes(e.level) for e in bare)
    first = thinned(without, 39, need + 12 * lattice.lattice.nbytes)
    assert all(e.level is not None for e in first.entries), "lattices go before surfaces"


def test_states_on_disk_take_no_memory_when_nobody_reads_them(tmp_path):
    """What is kept of each step is small and lies between large pieces that were freed; those go back too."""
    if not Path("/proc/self/statm").exists():
        pytest.skip("the system does not tell how much memory is in use")

    def used_mb() -> float:
        rest()
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096 / 1e6

    kept: list[State] = []

    def take(count: int) -> None:
        for _ in range(count):
            state = State(tuple(torch.randn(size) for size in (256, 128, 16384, 128, 16384, 128)), len(kept))
            kept.append(spilled(state, tmp_path))
            assert torch.equal(kept[-1].params[2], state.params[2])  # read once, as for recovery

    take(40)
    before = used_mb()
    take(200)
    assert used_mb() - before < 0.25 * 200 * 4 * 33_408 / 1e6, "a quarter of what they hold"
    assert torch.equal(kept[3].params[0], kept[3].params[0].clone())
