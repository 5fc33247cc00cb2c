"""Recovery files: what is appended is what is read, at every place where a program can be killed."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.fields.field import FieldSpec, initial_params
from core.methods.base import Method
from core.methods.metasdf import MetaParams, initial_log_rates
from core.methods.overrides import Overrides
from core.observation.observe import observe
from core.readers.load import load
from core.runs.branch import Branch, branched, without
from core.runs.checkpoint import load_checkpoint, method_of, save_checkpoint
from core.runs.identity import portable_path
from core.runs.recovery import (
    STEPS_SUFFIX,
    Journal,
    clear,
    hold,
    is_recovery,
    read_recovery,
    recoveries,
)
from core.runs.run import Run, advance, begin
from core.runs.session import Session

DIGIT = Path(__file__).resolve().parents[2] / "assets" / "shapes" / "digit-3.png"
VIEW = {"cursor": 0}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, Method]:
    """A session at step 0 of a small net, and what takes its steps."""
    folder = str(tmp_path_factory.mktemp("checkpoints") / "small")
    spec = FieldSpec(dim=2, width=8, depth=2)
    theta = initial_params(spec, torch.Generator().manual_seed(2))
    meta = MetaParams(theta, initial_log_rates(theta, 3, 0.02, "per_tensor_per_step"))
    save_checkpoint(Path(folder), spec, meta, {"name": "small", "observe": "half", "context_points": 64, "loss": "l2"})
    checkpoint = load_checkpoint(folder)
    method = method_of(checkpoint, torch.device("cpu"))
    source = load(str(DIGIT))
    run = begin(portable_path(str(DIGIT)), observe(source, "half", 64, 0), checkpoint, method, 0)
    setup = {"checkpoint": folder}
    return Session(run.source, "", source.normalization, setup, "", run, VIEW), method


def further(run: Run, method: Method, count: int = 1) -> Run:
    for _ in range(count):
        run = run.extended(advance(run, method))
    return run


def told(session: Session) -> list[Any]:
    """What can be compared of a session, of each line."""
    lines = session.lines
    parts: list[Any] = [[(line.number, line.parent, line.at, line.name) for line in lines], session.shown, session.view]
    for line in lines:
        parts.append([entry.record for entry in line.run.entries])
        parts.append([[t.tolist() for t in _tensors(entry.state)] for entry in line.run.entries])
        parts.append(line.run.observation.points.tolist())
        parts.append(line.run.changes)
    return parts


def _tensors(state: Any) -> list[torch.Tensor]:
    return [t for value in vars(state).values() if isinstance(value, tuple) for t in value]


def story(begun: tuple[Session, Method]) -> list[tuple[tuple[Branch, ...], int]]:
    """All that can happen to lines, one after the other: (lines, number of the shown one)."""
    session, method = begun
    first = further(session.run, method, 2)
    zero = Branch(0, -1, 0, first)
    seen = observe(load(str(DIGIT)), "half", 48, 1)
    one = Branch(1, 0, 1, further(branched(first, 1, Overrides(rate_scale=0.5), method), method))
    two = Branch(2, 1, 2, further(branched(one.run, 2, Overrides(points=48), method, seen), method))
    longer = replace(zero, run=further(first, method))
    cut = replace(one, run=replace(one.run, entries=one.run.entries[:2]))
    anew = replace(one, run=further(branched(first, 2, Overrides(rate_scale=2.0), method), method, 2))
    named = replace(zero, name="as learned")
    return [
        ((Branch(0, -1, 0, further(session.run, method)),), 0), ((zero,), 0), ((zero, one), 1), ((longer, one), 0),
        ((longer, one, two), 2), ((longer, cut, two), 1), (without((longer, one, two), 1), 2), ((named,), 0),
        ((named, anew), 1), ((named, one), 1),
    ]  # fmt: skip


def test_whatever_happens_is_read_as_it_was(begun, tmp_path):
    path = tmp_path / "0001.metasdf"
    journal = Journal(path, begun[0])
    assert told(read_recovery(path)) == told(begun[0])
    for place, (lines, shown) in enumerate(story(begun)):
        view = {"cursor": place}
        journal.add(lines, shown, view)
        first, *others = lines
        wanted = replace(begun[0], run=first.run, first_name=first.name, branches=tuple(others), shown=shown, view=view)
        assert told(read_recovery(path)) == told(wanted), f"after change {place}"
    journal.close()
    shared = read_recovery(path).lines
    assert shared[0].run.entries[1].state is shared[1].run.entries[1].state, "what lines share they share again"


def test_a_file_that_ends_anywhere_gives_the_last_whole_state(begun, tmp_path):
    """As a program that is killed within a write leaves it; and damage costs what follows it, no more."""
    path = tmp_path / "0001.metasdf"
    journal = Journal(path, begun[0])
    states, sizes = [told(begun[0])], [0]
    for place, (lines, shown) in enumerate(story(begun)):
        sizes.append(sizes[-1] + journal.add(lines, shown, {"cursor": place}))
        states.append(told(read_recovery(path)))
    journal.close()
    log = path.with_suffix(STEPS_SUFFIX)
    whole = log.read_bytes()
    assert len(whole) == sizes[-1]
    generator = np.random.default_rng(0)
    cuts = sorted({*generator.integers(0, len(whole), 40).tolist(), *sizes, *(size + 1 for size in sizes[:-1])})
    for cut in cuts:
        complete = max(place for place, size in enumerate(sizes) if size <= cut)
        log.write_bytes(whole[:cut])
        assert told(read_recovery(path)) == states[complete], f"cut at byte {cut}"
        log.write_bytes(whole[:cut] + bytes(byte ^ 0xFF for byte in whole[cut : cut + 9]) + whole[cut + 9 :])
        assert told(read_recovery(path)) == states[complete], f"damaged from byte {cut} on"


def test_a_step_costs_its_own_state_and_little_more(begun, tmp_path):
    session, method = begun
    journal = Journal(tmp_path / "0001.metasdf", session)
    run = further(session.run, method)
    state = sum(t.numel() * t.element_size() for t in _tensors(run.entries[-1].state))
    sizes = []
    for _ in range(20):
        sizes.append(journal.add((Branch(0, -1, 0, run),), 0, VIEW))
        run = further(run, method)
    journal.close()
    assert max(sizes) < state + 4096
    assert max(sizes) - min(sizes) < 256, "a later step costs no more than an early one"


HOLDS = """
import sys, time
from pathlib import Path
from core.runs.recovery import hold
print(hold(Path(sys.argv[1])), flush=True)
time.sleep(600)
"""


def test_a_folder_is_held_while_its_process_lives_and_no_longer(tmp_path):
    holder = subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() != "None"
        assert hold(tmp_path) is None
    finally:
        holder.kill()
        holder.communicate()
    lock = hold(tmp_path)
    assert lock is not None
    clear(tmp_path, lock)
    assert not tmp_path.exists()


def test_a_session_file_alone_is_no_recovery(begun, tmp_path):
    journal = Journal(tmp_path / "0001.metasdf", begun[0])
    assert recoveries(tmp_path) == [tmp_path / "0001.metasdf"]
    journal.remove()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mine.metasdf").write_bytes(b"")
    assert not is_recovery(tmp_path / "mine.metasdf")
