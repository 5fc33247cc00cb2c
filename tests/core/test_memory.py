"""Long runs: states on disk read as before, and level sets stay within their budget."""

import errno
import gc
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from core.fields.field import FieldSpec, bind, initial_params
from core.levelset import extract
from core.methods.base import State, StepRecord
from core.observation.observation import Observation
from core.runs.memory import NEAR, StateFile, level_bytes, rest, thinned
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
    file = StateFile(tmp_path / "states")
    states = [replace(entry(step).state, memory=tuple(torch.rand(step, 2) for _ in range(step))) for step in range(4)]
    kept = [file.put(state) for state in states]
    assert [state.step for state in kept] == [0, 1, 2, 3]
    points = torch.rand(50, 3)
    for before, after in zip(states, kept, strict=True):
        for group, same in zip(before.tensors.values(), after.tensors.values(), strict=True):
            assert [torch.equal(a, b) for a, b in zip(group, same, strict=True)] == [True] * len(group)
        assert torch.equal(bind(SPEC, after.params)(points), bind(SPEC, before.params)(points))
    assert torch.equal(kept[2].mapped(lambda t: 2 * t).params[0], 2 * states[2].params[0])
    (tmp_path / "states").unlink()
    assert torch.equal(kept[3].params[0], states[3].params[0]), "what is on disk outlives the name of its file"


def test_a_full_disk_spoils_neither_the_state_nor_those_before_and_after(tmp_path, monkeypatch):
    file = StateFile(tmp_path / "states")
    states = [entry(step).state for step in range(3)]
    first, write = file.put(states[0]), os.write

    def full(handle: int, data: memoryview) -> int:
        if len(data) < 1000:
            raise OSError(errno.ENOSPC, "no space left")
        return write(handle, data[: len(data) // 2])

    with monkeypatch.context() as patch:
        patch.setattr("os.write", full)
        with pytest.raises(OSError, match="no space"):
            file.put(states[1])
    last = file.put(states[2])
    for state, kept in ((states[0], first), (states[2], last)):
        assert all(torch.equal(a, b) for a, b in zip(state.params, kept.params, strict=True))


def test_two_threads_put_and_read_at_once(tmp_path):
    file = StateFile(tmp_path / "states")
    states = [entry(step).state for step in range(20)]
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(file.put, states))
        found = list(pool.map(lambda state: state.params, kept * 5))
    assert all(torch.equal(a[0], b.params[0]) for a, b in zip(found, states * 5, strict=True))


def test_the_file_of_states_is_closed_with_the_last_of_them(tmp_path):
    if not Path("/proc/self/fd").exists():
        pytest.skip("the system does not list what is open")

    def is_open() -> bool:
        return any(str(tmp_path) in os.path.realpath(handle) for handle in Path("/proc/self/fd").iterdir())

    file = StateFile(tmp_path / "states")
    kept = file.put(entry(1).state)
    del file
    assert is_open()
    assert kept.params
    del kept
    gc.collect()
    assert not is_open()


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
    file = StateFile(tmp_path / "states")

    def take(count: int) -> None:
        for _ in range(count):
            state = State(tuple(torch.randn(size) for size in (256, 128, 16384, 128, 16384, 128)), len(kept))
            kept.append(file.put(state))
            assert torch.equal(kept[-1].params[2], state.params[2])  # read once, as for recovery

    take(40)
    before = used_mb()
    take(200)
    assert used_mb() - before < 0.1 * 200 * 4 * 33_408 / 1e6, "a tenth of what they hold"
    assert torch.equal(kept[3].params[0], kept[3].params[0].clone())
