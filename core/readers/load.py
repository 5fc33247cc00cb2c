"""One entry for every file that can be opened: `load`. Every fault is a UserError of one plain sentence."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from core.errors import UserError
from core.readers.formats import Content, format_of, in_words, is_idx
from core.shapes.base import Source
from core.storage.reading import check_there, read_file
from core.storage.regular import there
from core.storage.resources import SHAPES

REMEDY: dict[Content, str] = {
    "mesh": "give a closed triangle mesh, or its points alone as a cloud",
    "cloud": "give a cloud of points around a shape",
    "samples": "give a cloud of points around a shape",
    "picture": "give a picture of a dark shape on light ground or the reverse",
}


def bundled_shapes() -> tuple[Path, ...]:
    """The files that come with the program, sorted by name."""
    return tuple(sorted(p for p in SHAPES.glob("*") if format_of(p) is not None)) if SHAPES.is_dir() else ()


def load(path: str | Path) -> Source:
    """A mesh or picture as a shape, a point cloud as a scan, DeepSDF's npz as samples.

    `FILE#42` picks picture 42 of an MNIST IDX file (without "#": the first); `furniture:test#42` is shape 42 of a
    split of a procedural family (core.shapes.catalogue); `frame.png#585,585,320,240` is a depth image with its camera
    (core.readers.depth). Raises UserError.
    """
    if "#" in str(path) and (shape := _member(str(path))) is not None:
        return shape
    file, index = file_and_member(str(path))
    check_there(file)
    if is_idx(file):
        return _digit(file, index)
    row = format_of(file)
    if row is None:
        raise UserError(f"{file} is of an unknown kind; give one of {in_words(short=True)} or an MNIST IDX file.")
    if index is not None and "," not in index:
        raise UserError(f"{file} has no part '{index}'; leave the '#' and what follows it away.")
    if index is not None and row.holds != ("picture",):
        raise UserError(f"{file} is no depth image, which is a grey PNG of 16 bits; leave its camera away.")
    read = row.load()
    if index is not None:
        from core.readers.depth import intrinsics_of
        from core.readers.picture import read as read_picture

        camera = intrinsics_of(index)
        return read_file(file, lambda data: read_picture(data, file, camera), row.name, REMEDY["picture"])
    return read_file(file, lambda data: read(data, file), row.name, REMEDY[row.holds[0]])


def _member(name: str) -> Source | None:
    from core.shapes.catalogue import is_member, member

    return member(name) if is_member(name) and not there(name) else None


def file_and_member(text: str) -> tuple[Path, str | None]:
    """A file and what follows its "#"; a file whose own name has a "#" wins."""
    if "#" not in text or there(text):
        return Path(text), None
    file, index = text.rsplit("#", 1)
    return Path(file), index


@lru_cache(maxsize=1)
def _pictures(file: Path, changed: int) -> np.ndarray:  # noqa: ARG001 (a changed file is read anew)
    """Unpacking all of them takes many times as long as adapting to one."""
    from core.shapes.image import load_idx

    return load_idx(file)


def _digit(file: Path, index: str | None) -> Source:
    from core.shapes.image import digit

    pictures = _pictures(file, file.stat().st_mtime_ns)
    if not len(pictures):
        raise UserError(f"{file} has no pictures; fetch the file again.")
    if index is not None and not (index.isascii() and index.isdigit()):
        raise UserError(f"{file} has no picture '{index}'; choose a number from 0 to {len(pictures) - 1}.")
    return digit(pictures, int(index or 0), file.name)
