"""Which input and which weights: their hashes, and paths that hold on another machine."""

from __future__ import annotations

import hashlib
from pathlib import Path

from core.readers.load import file_and_member
from core.runs.checkpoint import find_checkpoint, weights_file
from core.shapes.catalogue import is_member
from core.storage.regular import regular
from core.storage.resources import SHAPES
from core.storage.typed import read_document

BUNDLED_MARK = "bundled:"


def file_hash(path: str | Path) -> str:
    """SHA-256 of a file ("FILE#42": of the file; of a shape of a family: of its name), "" when it cannot be read."""
    text = str(path)
    if is_member(text):
        return hashlib.sha256(text.encode()).hexdigest()
    try:
        with regular(file_and_member(text)[0]).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def weights_hash(checkpoint: str) -> str:
    """SHA-256 of the weights of a checkpoint, bundled or a folder."""
    folder = find_checkpoint(checkpoint)
    if folder is None:
        return ""
    try:
        card = read_document(folder / "card.json")
    except (OSError, ValueError):
        return ""
    return file_hash(weights_file(folder, card))


def portable_path(path: str) -> str:
    """A path that also holds on another machine, for what comes with the program; the others as absolute ones."""
    if is_member(path):
        return path
    if Path(path).resolve().parent == SHAPES:
        return BUNDLED_MARK + Path(path).name
    return str(Path(path).absolute())


def local_path(path: str, beside: Path) -> str:
    """Where the input of a session is here: as saved, or else under the same name beside the session file."""
    if path.startswith(BUNDLED_MARK):
        return str(SHAPES / Path(path.removeprefix(BUNDLED_MARK)).name)
    neighbour = beside.parent / Path(path).name
    return str(neighbour) if not file_hash(path) and file_hash(neighbour) else path
