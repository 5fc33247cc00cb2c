"""A run may go on for thousands of steps; what it takes of memory may not. Old states go to disk, far surfaces go.

A state on disk is mapped: it reads as before, and its memory is given back soon after it was read (`rest`).
"""

from __future__ import annotations

import ctypes
import mmap
import sys
from collections import deque
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

SURFACE_BYTES = 512 << 20
"""Memory that the level sets of a run may take."""

NEAR = 8
"""Steps on either side of the shown one whose level sets are kept in any case; so is that of step 0."""


_mapped: deque[mmap.mmap] = deque(maxlen=512)
"""The files that were mapped last: new states are read once more, to be kept for recovery, and then hardly again."""


def rest() -> None:
    """Gives back the memory of states on disk that were read; who reads them again has them again."""
    for file in tuple(_mapped):
        if hasattr(file, "madvise"):  # nobody writes to them, so that nothing is thrown away
            file.madvise(mmap.MADV_DONTNEED)
    trim = _trim()
    if trim is not None:  # what long runs keep of a step lies between large pieces that were freed, and holds them
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    """Gives freed memory back to the system; None where the C library does not know how."""
    try:
        return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    except OSError:
        return None


def _on_disk(path: Path, flat: np.ndarray) -> Tensor:
    """The same numbers, in a file that is mapped. Raises OSError when it cannot be written."""
    with path.open("wb+", buffering=0) as file:
        data = memoryview(flat.tobytes())
        while data:
            data = data[file.write(data) :]
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)  # torch knows no memory that is read-only
    _mapped.append(mapped)
    return torch.as_tensor(np.frombuffer(mapped, np.float32))


def spilled(state: State, folder: Path) -> State:
    """The state with its tensors in a file of `folder`, where they lie in memory only while they are read.

    On other devices than the CPU a state stays where it is. Raises OSError when the file cannot be written.
    """
    tensors = [tensor for group in state.tensors.values() for tensor in group]
    if not tensors or any(t.device.type != "cpu" or t.dtype != torch.float32 for t in tensors):
        return state
    path = folder / f"{state.step}.state"
    flat = torch.cat([tensor.detach().reshape(-1) for tensor in tensors])
    parts = iter(torch.split(_on_disk(path, flat.numpy()), [t.numel() for t in tensors]))
    return state.mapped(lambda tensor: next(parts).view(tensor.shape))


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
