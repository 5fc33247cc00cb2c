"""What a gallery adapts: the shapes of a folder, a range of an MNIST file, a split of a family, or the bundled ones."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from core.errors import UserError
from core.readers.formats import format_of, is_idx
from core.readers.load import bundled_shapes
from core.shapes.catalogue import FAMILY_DIMS
from core.shapes.image import load_idx, read_idx_labels
from core.storage.regular import there
from core.storage.typed import Whole

BUNDLED = "bundled"
"""The input that stands for the shapes that come with the program."""

MEMBERS = 100
"""Shapes of a family where no range is given."""

MOST = 100_000
LOOKED_AT = 500


@dataclass(frozen=True)
class Subject:
    """One shape of a gallery. number: its place, from 0. source: what `core.readers.load.load` opens. label: its class,
    "" where only the name of the loaded shape tells it.
    """

    number: Whole
    source: str
    label: str


def collect(inputs: Sequence[str], dim: int) -> tuple[Subject, ...]:
    """All shapes of the inputs that may have this dimension, in order.

    An input is a folder (with the folders in it), a file, `FILE#0-99` of an MNIST IDX file (without "#": all of it),
    `furniture:test#0-99` of a family (without "#": the first 100), or "bundled". Ranges include their last number.
    Raises UserError: an input is not there, has no such range, or nothing is left.
    """
    found = [pair for text in inputs for pair in _members(text, dim)]
    if not found:
        raise UserError(f"{', '.join(inputs) or 'The gallery'} has no {dim}D shapes; give a folder or file with some.")
    if len(found) > MOST:
        raise UserError(f"These are {len(found):,} shapes and a gallery has at most {MOST:,}; give a range of them.")
    return tuple(Subject(number, source, label) for number, (source, label) in enumerate(found))


def dim_of(folder: Path) -> int | None:
    """Dimension of the shapes in a folder, as far as the names of the first ones say; None where it may be either."""
    files = (Path(place) / name for place, _, names in os.walk(folder) for name in sorted(names))
    formats = islice((row for file in files if (row := format_of(file)) is not None), LOOKED_AT)
    dims = {row.dims for row in formats if len(row.dims) == 1}
    return dims.pop()[0] if len(dims) == 1 else None


def label_of(name: str) -> str:
    """The class that the name of a shape tells: its leading letters ("chair" of "chair-scan.pcd")."""
    letters = re.match(r"[^\W\d_]+", name)
    return letters[0].lower() if letters else ""


def _members(text: str, dim: int) -> Iterator[tuple[str, str]]:
    """Source and label of each shape of one input."""
    path = Path(text)
    if text == BUNDLED:
        yield from ((str(file), label_of(file.name)) for file in bundled_shapes() if _may_have(file, dim))
    elif there(path) and path.is_dir():
        yield from _folder(path.absolute(), dim)
    elif there(path) and not is_idx(path):
        yield str(path.absolute()), label_of(path.name)
    else:
        yield from _range(text, dim)


def _folder(folder: Path, dim: int) -> Iterator[tuple[str, str]]:
    """Its files, sorted. The class is the folder that a file lies in, or for the files of `folder` itself their name.

    IDX files in it are left out: their pictures are chosen by a range.
    """
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(place) / name
            if not name.startswith(".") and _may_have(file, dim):
                inner = file.relative_to(folder).parts[:-1]
                yield str(file), inner[0].lower() if inner else label_of(name)


def _may_have(file: Path, dim: int) -> bool:
    """Whether the shape in a file can have this dimension, as far as its name says."""
    row = format_of(file)
    return row is not None and dim in row.dims


def _range(text: str, dim: int) -> Iterator[tuple[str, str]]:
    """Numbers of an IDX file or of a family."""
    stem, _, numbers = text.rpartition("#") if "#" in text else (text, "", "")
    family, _, split = stem.partition(":")
    if family in FAMILY_DIMS and split in ("train", "val", "test"):
        first, last = _ends(text, numbers, MEMBERS)
        if FAMILY_DIMS[family] == dim:
            yield from ((f"{stem}#{number}", "") for number in range(first, last + 1))
        return
    file = Path(stem)
    if not there(file) or not is_idx(file):
        raise UserError(
            f"{text} is neither a folder, a file, '{BUNDLED}' nor one of "
            f"{', '.join(f'{name}:test#0-99' for name in FAMILY_DIMS)}; check the path."
        )
    if dim == 2:
        count = len(load_idx(file))
        first, last = _ends(text, numbers, count)
        if last >= count:
            raise UserError(f"{file} has {count:,} pictures, so the last is {count - 1}, not {last}; give less.")
        labels = _labels(file)
        names = (str(labels[number]) if number < len(labels) else "digit" for number in range(first, last + 1))
        yield from ((f"{file.absolute()}#{first + n}", name) for n, name in enumerate(names))


def _ends(text: str, numbers: str, count: int) -> tuple[int, int]:
    """First and last number of "3-7" or "3"; of all `count` where nothing is said."""
    if not numbers:
        return 0, count - 1
    found = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", numbers)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
    if last < first:
        raise UserError(f"{text} has no range of numbers after the '#'; write it as 0-99.")
    return first, last


def _labels(file: Path) -> Sequence[int]:
    """The labels that MNIST keeps in a second file; none where that is not there or not readable."""
    beside = file.with_name(file.name.replace("images-idx3", "labels-idx1"))
    if beside == file or not beside.exists():
        return ()
    try:
        return read_idx_labels(beside).tolist()
    except UserError:
        return ()
