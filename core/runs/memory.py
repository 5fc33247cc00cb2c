"""A run may go on for thousands of steps; what it takes of memory may not. Old states go to disk, far surfaces go."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import weakref
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from core.levelset import LevelSet
from core.methods.base import State
from core.runs.run import Entry, Run

IN_MEMORY = 128
"""States up to this step stay in memory."""

SURFACE_BYTES = 64 << 20
"""Memory that the level sets of a run may take: what was played of a hundred steps in 3D, of a thousand in 2D."""

NEAR = 8
"""Steps on either side of the shown one whose level sets are kept in any case; so is that of step 0."""


def rest() -> None:
    """Gives back memory that was freed: what is kept of a step lies between large freed pieces, and holds them."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """Gives freed memory back to the system; None where the C library does not know how."""
    try:
        return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    except OSError:
        return None


class StateFile:
    """The numbers of states, one behind the other in a file that only grows. Any thread may put and read.

    It is open as long as one of its states is there, and outlives its name. Raises OSError when it cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        self._end = 0
        self._turn = threading.Lock()
        self._shapes: tuple[Shapes, Shapes] = ((), ())
        weakref.finalize(self, os.close, self._file)

    def put(self, state: State) -> State:
        """The state with its tensors in this file, read whenever somebody asks for them.

        On other devices than the CPU a state stays where it is. Raises OSError when it cannot be written.
        """
        tensors = (*state.params, *state.memory)
        if not tensors or any(t.device.type != "cpu" or t.dtype != torch.float32 for t in tensors):
            return state
        left = memoryview(torch.cat([tensor.detach().reshape(-1) for tensor in tensors]).numpy().tobytes())
        shapes = (_shapes(state.params), _shapes(state.memory))
        with self._turn:
            self._shapes = self._shapes if self._shapes == shapes else shapes  # one object for all that are alike
            place = self._end
            os.lseek(self._file, place, os.SEEK_SET)
            end = place + len(left)
            while left:
                left = left[os.write(self._file, left) :]
            self._end = end  # what was only half written is written over
            return StateOnDisk(state.step, self, place, self._shapes)

    def read(self, place: int, count: int) -> Tensor:
        """`count` numbers from a place on. Raises OSError when they cannot be read."""
        numbers = bytearray(4 * count)
        left = memoryview(numbers)
        with self._turn:
            os.lseek(self._file, place, os.SEEK_SET)
            while left:
                piece = os.read(self._file, len(left))
                if not piece:
                    raise OSError("the file of the states has been cut off")
                left[: len(piece)] = piece
                left = left[len(piece) :]
        return torch.as_tensor(np.frombuffer(numbers, np.float32))


Shapes = tuple[tuple[int, ...], ...]


def _shapes(tensors: tuple[Tensor, ...]) -> Shapes:
    return tuple(tuple(tensor.shape) for tensor in tensors)


class StateOnDisk(State):
    """A state whose tensors are read anew each time. Who needs them more than once keeps what was read."""

    def __init__(self, step: int, file: StateFile, place: int, shapes: tuple[Shapes, Shapes]) -> None:
        for name, value in (("step", step), ("_file", file), ("_place", place), ("_shapes", shapes)):
            object.__setattr__(self, name, value)  # frozen, as all states

    _file: StateFile
    _place: int
    _shapes: tuple[Shapes, Shapes]

    @property
    def params(self) -> tuple[Tensor, ...]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._read(0)

    @property
    def memory(self) -> tuple[Tensor, ...]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return self._read(1)

    def _read(self, group: int) -> tuple[Tensor, ...]:
        sizes = [[int(np.prod(shape)) for shape in shapes] for shapes in self._shapes]
        place = self._place + 4 * sum(sum(before) for before in sizes[:group])
        parts = torch.split(self._file.read(place, sum(sizes[group])), sizes[group])
        return tuple(part.view(shape) for part, shape in zip(parts, self._shapes[group], strict=True))

    def mapped(self, change: Callable[[Tensor], Tensor]) -> State:
        return State(self.params, self.step, self.memory).mapped(change)


def thinned(run: Run, shown: int, budget: int = SURFACE_BYTES) -> Run:
    """The run with level sets that take no more than `budget` bytes, without those farthest from the shown step.

    Lattices go first (in 3D, where nothing but colours needs them), then whole level sets, which are found anew when
    somebody looks. The same run when nothing has to go.
    """
    rest()
    total = sum(level_bytes(entry.level) for entry in run.entries)
    if total <= budget:
        return run
    entries = list(run.entries)
    far = sorted(range(1, len(entries)), key=lambda step: -abs(step - shown))
    far = [step for step in far if abs(step - shown) > NEAR]
    for lighter in (_without_lattice, _without_level):
        for step in far:
            if total <= budget:
                break
            entry = lighter(entries[step])
            total -= level_bytes(entries[step].level) - level_bytes(entry.level)
            entries[step] = entry
    return replace(run, entries=tuple(entries))


def shelved(run: Run, shown: int) -> Run:
    """A run that nobody looks at for now: only the shown step keeps its level set, in 3D without lattice."""
    entries = [_without_level(entry) if entry.level is not None else entry for entry in run.entries]
    entries[shown] = _without_lattice(run.entries[shown])
    return replace(run, entries=tuple(entries))


def level_bytes(level: LevelSet | None) -> int:
    """What the arrays of a level set take."""
    if level is None:
        return 0
    lattice = 0 if level.lattice is None else level.lattice.nbytes
    return level.vertices.nbytes + level.elements.nbytes + level.normals.nbytes + lattice


def _without_lattice(entry: Entry) -> Entry:
    if entry.level is None or entry.level.dim == 2:
        return entry
    return replace(entry, level=replace(entry.level, lattice=None))


def _without_level(entry: Entry) -> Entry:
    return replace(entry, level=None, coloring=None, audit=None)
