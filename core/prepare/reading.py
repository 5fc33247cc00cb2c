"""Prepared shapes as training data: which there are, their split, and the last ones kept in memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from core.errors import UserError
from core.prepare.layout import SPLITS, ShapeId, drawn_split, read_split
from core.readers.load import load
from core.readers.prepared import files_of, listed
from core.shapes.base import Samples

MOST_KEPT = 1 << 30
"""Bytes of samples that stay in memory."""


@dataclass(frozen=True, eq=False)
class PreparedDraw:
    """Shapes of a folder in DeepSDF's layout by number and split; numbers past the end begin again.

    parts: the shapes of train, val and test, none empty, none in two of them.
    """

    root: Path
    parts: Mapping[str, tuple[ShapeId, ...]]
    _kept: Cache = field(default_factory=lambda: Cache(MOST_KEPT), repr=False)

    def size(self, split: str) -> int:
        """How many shapes a split has."""
        return len(self.parts[split])

    def __call__(self, number: int, split: Literal["train", "val", "test"]) -> Samples:
        """Raises UserError when the shape's file is damaged."""
        own = self.parts[split][number % len(self.parts[split])]
        return self._kept.get(own, lambda: self._read(own))

    def _read(self, shape: ShapeId) -> Samples:
        path = files_of(self.root, shape.dataset, shape.category, shape.name).samples
        source = load(path)
        if not isinstance(source, Samples):
            raise UserError(f"{path} has no samples (pos and neg); prepare the shape again.")
        return source


class Cache:
    """The samples that were used last, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        self._most, self._used = most, 0
        self._kept: OrderedDict[ShapeId, Samples] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: ShapeId, read: Callable[[], Samples]) -> Samples:
        """What is kept under this key, else what `read` gives."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = read()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = value
                self._used += _bytes(value)
            while self._used > self._most and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self._used -= _bytes(oldest)
        return value


def _bytes(samples: Samples) -> int:
    arrays = (samples.points, samples.distances, samples.surface)
    return sum(array.nbytes for array in arrays if array is not None)


def prepared(root: str | Path, splits: Mapping[str, str] | None = None) -> PreparedDraw:
    """The shapes of a folder that `prepare` or DeepSDF made.

    splits: split files by part (train, val, test); without any, those of root/splits, else a split by a checksum of
    the names. Where only some are given, what is left of the folder is not used: a missing val is every tenth shape
    of train, taken out of it; a missing test is val's. Shapes that a file names and the folder lacks are left out, as
    DeepSDF leaves them. Raises UserError when the folder has no samples, a part is empty, or two share a shape.
    """
    root = Path(root)
    there = {ShapeId(*own) for own in listed(root)}
    files = {part: Path(path) for part, path in (splits or {}).items() if path}
    if not files:
        files = {p: root / "splits" / f"{p}.json" for p in SPLITS if (root / "splits" / f"{p}.json").is_file()}
    if files:
        parts = {part: _present(path, there) for part, path in files.items()}
        origin = ", ".join(str(path) for path in files.values())
    else:
        parts, origin = dict(drawn_split(sorted(there)).parts), str(root)
    parts = _completed(parts)
    for part in SPLITS:
        if not parts[part]:
            raise UserError(f"{origin}: no shape is left for {part}; prepare more shapes or give other split files.")
    _check_apart(parts, origin)
    return PreparedDraw(root, parts)


def _present(path: Path, there: set[ShapeId]) -> tuple[ShapeId, ...]:
    """Those shapes of a split file that are there, whatever their dataset is called."""
    by_name = {(shape.category, shape.name): shape for shape in sorted(there)}
    wanted = read_split(path).ids
    found = (shape if shape in there else by_name.get((shape.category, shape.name)) for shape in wanted)
    return tuple(shape for shape in found if shape is not None)


def _completed(parts: dict[str, tuple[ShapeId, ...]]) -> dict[str, tuple[ShapeId, ...]]:
    train, val = parts.get("train", ()), parts.get("val", ())
    if not val:
        val = train[9::10] or train[1:2]
        train = tuple(shape for shape in train if shape not in set(val))
    return {"train": train, "val": val, "test": parts.get("test", ()) or val}


def _check_apart(parts: Mapping[str, tuple[ShapeId, ...]], origin: str) -> None:
    """A shape of train is in no other part (val and test may be the same, as they are for MetaSDF)."""
    for part in ("val", "test"):
        shared = set(parts["train"]) & set(parts[part])
        if shared:
            raise UserError(f"{origin}: {min(shared)} is in both train and {part}; take it out of one of them.")
