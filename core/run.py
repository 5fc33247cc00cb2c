"""Runs: the immutable trace of one adaptation. Everything that is shown, written or tested reads a run."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.checkpoint import Checkpoint
from core.levelset import LevelSet, extract
from core.methods.base import Method, State, StepRecord
from core.metrics import Heldout, Truth, heldout
from core.observe import Observation


@dataclass(frozen=True, eq=False)
class Entry:
    """One state of a run. level and heldout are None until measured; heldout stays None without truth."""

    state: State
    record: StepRecord
    level: LevelSet | None = None
    heldout: Heldout | None = None


@dataclass(frozen=True, eq=False)
class Run:
    """An adaptation from phi_0 on. source: name of the input. method, checkpoint: what adapts. entries: by step."""

    source: str
    observation: Observation
    checkpoint: str
    method: str
    trained_steps: int
    seed: int
    entries: tuple[Entry, ...] = ()

    def extended(self, entry: Entry) -> Run:
        """The run with one more entry. Raises ValueError unless it is the next step."""
        if entry.record.step != len(self.entries):
            raise ValueError(f"entry of step {entry.record.step} after {len(self.entries)} entries")
        return replace(self, entries=(*self.entries, entry))

    def measured(self, entry: Entry) -> Run:
        """The run with the entry of the same step replaced by one with (better) measurements."""
        entries = list(self.entries)
        entries[entry.record.step] = entry
        return replace(self, entries=tuple(entries))


def begin(source: str, observation: Observation, checkpoint: Checkpoint, method: Method, seed: int) -> Run:
    """A run with its entry of step 0. Raises UserError when observation and method do not fit."""
    run = Run(source, observation, checkpoint.name, method.key, method.trained_steps, seed)
    return run.extended(Entry(*method.start(observation)))


def advance(run: Run, method: Method) -> Entry:
    """The entry after the last one of the run, not yet measured."""
    return Entry(*method.step(run.entries[-1].state, run.observation))


def measure(entry: Entry, method: Method, resolution: int, truth: Truth | None = None) -> Entry:
    """The entry with its level set and, given truth, its held-out errors."""
    field = method.field(entry.state)
    level = extract(field, method.dim, resolution, device=method.device)
    errors = None if truth is None else heldout(field, level, truth, method.device)
    return replace(entry, level=level, heldout=errors)
