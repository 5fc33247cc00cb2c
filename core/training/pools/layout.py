"""What a pool holds and how: fixed-point numbers in memory-mapped files, one row for each copy of each shape.

FOLDER/pool.json        format, settings, and the name of each row
FOLDER/state.npy        uint8 (R,): 0 not yet sampled, 1 there, 2 refused (FOLDER/refused.json says why)
FOLDER/query.npy        int16 (R, N, 4): x y z distance, as core.observation.volume.dense_points lays them, at random
FOLDER/seen-KIND.npy    int16 (R, V, M, 5): x y z lower upper, V observations of the kind, each in random order
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import UserError
from core.observation.observe import ObserveKind, observed_length
from core.storage.atomic import write_atomically
from core.storage.typed import read_document
from core.storage.versions import current, newest

POOL, STATE, QUERY, REFUSED = "pool.json", "state.npy", "query.npy", "refused.json"
WAITING, THERE, LEFT_OUT = 0, 1, 2

QUANTUM = 1 / 16384
"""Of coordinates and distances, which lie in [-2, 2): a hundredth of the finest detail that a small field shows."""


@dataclass(frozen=True)
class Kept:
    """Observations of a kind that every row has: `views` of them, each of so many points that are asked for."""

    kind: ObserveKind
    points: int
    views: int


ENDS = 65_536

KEPT: dict[str, Kept] = {
    kept.kind: kept
    for kept in (
        Kept("scan", 2048, 4),
        Kept("oriented", 1024, 4),
        Kept("unoriented", 1024, 4),
        Kept("half", 2048, 4),
        Kept("surface", 4096, 1),
    )
}
"""What is kept of each kind in trainings. Distances in the volume are the query's."""


@dataclass(frozen=True)
class PoolSpec:
    """How shapes are sampled. seen: observations kept beside the query. query: points with distances of each row.

    copies: of each shape of a file, the first as it is, the others with every axis times exp(u), u from -proportion
    to proportion, normalised anew. Mirrored and turned they are when they are drawn: that costs nothing.
    """

    seen: tuple[Kept, ...]
    query: int = 8192
    copies: int = 1
    proportion: float = 0.25
    seed: int = 0


@dataclass(frozen=True)
class Row:
    """One row: a mesh file (path and copy) or a member of a procedural family ("furniture", path "" and its number)."""

    family: str
    path: str
    number: int

    @property
    def name(self) -> str:
        return f"{self.path or self.family}#{self.number}"


@dataclass(frozen=True, eq=False)
class PoolFiles:
    """The files of a pool, opened. Arrays are memory maps, written in place while the pool is made."""

    folder: Path
    spec: PoolSpec
    rows: tuple[Row, ...]
    state: np.memmap[Any, np.dtype[np.uint8]] = field(repr=False)
    query: NDArray[np.int16] = field(repr=False)
    seen: Mapping[str, NDArray[np.int16]] = field(repr=False)


def packed(values: np.ndarray) -> NDArray[np.int16]:
    """Fixed-point form of coordinates and distances; what lies outside [-2, 2) is cut."""
    return np.clip(np.rint(values / QUANTUM), -32768, 32767).astype(np.int16)


def pool_key(spec: PoolSpec, rows: Sequence[Row]) -> str:
    """A name for what a pool is made of: files by name, size and ends, so that a changed file makes another pool.

    Their times say nothing: files that were copied from one machine to another are the same.
    """
    stamps = {path: _stamp(path) for path in dict.fromkeys(row.path for row in rows)}
    facts = [newest("pool"), asdict(spec), [[row.family, row.path, row.number, *stamps[row.path]] for row in rows]]
    return hashlib.sha256(json.dumps(facts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _stamp(path: str) -> tuple[int, str]:
    """Size of a file and a checksum of its first and last ENDS bytes: all bytes of ten thousands take minutes."""
    if not path or not Path(path).is_file():
        return 0, ""
    with Path(path).open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        first = file.read(ENDS)
        file.seek(max(ENDS, size - ENDS))
        return size, hashlib.sha256(first + file.read(ENDS)).hexdigest()[:16]


def seen_file(kind: ObserveKind) -> str:
    """Name of the file with the observations of a kind."""
    return f"seen-{kind}.npy"


def open_array(folder: Path, name: str) -> np.memmap[Any, Any]:
    """Maps one of a pool's arrays, to be read and written in place. Raises OSError or ValueError."""
    return np.lib.format.open_memmap(folder / name, "r+")


def open_pool(folder: Path, spec: PoolSpec, rows: Sequence[Row]) -> PoolFiles:
    """The pool in a folder, made empty where there is none. Raises UserError where it is of something else."""
    document = {
        "format": newest("pool"),
        "spec": json.loads(json.dumps(asdict(spec))),
        "rows": [asdict(row) for row in rows],
    }
    noted = folder / POOL
    fixed, count = np.dtype(np.int16), len(rows)
    shapes: dict[str, tuple[np.dtype[Any], tuple[int, ...]]] = {
        STATE: (np.dtype(np.uint8), (count,)),
        QUERY: (fixed, (count, spec.query, 4)),
    }
    for kept in spec.seen:
        shapes[seen_file(kept.kind)] = (fixed, (count, kept.views, observed_length(kept.kind, kept.points), 5))
    try:
        if noted.is_file():
            told = current("pool", read_document(noted), noted)
            if any(told.get(key) != value for key, value in document.items()):
                raise UserError(f"{folder} holds a pool of other shapes or settings; remove it or use another folder.")
        else:
            folder.mkdir(parents=True, exist_ok=True)
            for name, (kind, shape) in shapes.items():  # sparse: takes room only as rows are written
                np.lib.format.open_memmap(folder / name, "w+", kind, shape).flush()
            text = json.dumps(document) + "\n"
            write_atomically(noted, lambda path: path.write_text(text, encoding="utf-8"))
        arrays = {name: open_array(folder, name) for name in shapes}
        if any(arrays[name].shape != shape or arrays[name].dtype != kind for name, (kind, shape) in shapes.items()):
            raise ValueError("its arrays have another size")
    except UserError:
        raise
    except (OSError, ValueError) as fault:
        raise UserError(f"{folder} is not a usable pool ({fault}); remove it, and it is made again.") from None
    seen = {kept.kind: arrays[seen_file(kept.kind)] for kept in spec.seen}
    return PoolFiles(folder, spec, tuple(rows), arrays[STATE], arrays[QUERY], seen)
