"""The input of a session that carries it: its file goes along, and is unpacked where the original is not."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from core.errors import UserError
from core.readers.load import file_and_member
from core.shapes.catalogue import is_member
from core.storage import places
from core.storage.atomic import write_file
from core.storage.regular import regular
from core.storage.resources import SHAPES

LARGEST = 256 << 20
"""Bytes of a file that still goes with a session."""

APART = (".gltf",)
"""Files that are nothing without others beside them."""


@dataclass(frozen=True, eq=False)
class Carried:
    """A file as it lay in its folder. name: without the folder; with "#42" where one shape of several was opened."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """Of the file."""
        return hashlib.sha256(self.data).hexdigest()


def weight(path: str) -> int:
    """Bytes that an input would add to a session; 0 where it cannot go along or need not, as what comes with the
    program.
    """
    file = _file(path)
    if is_member(path) or file.suffix.lower() in APART or file.resolve().parent == SHAPES or not file.is_file():
        return 0
    size = file.stat().st_size
    return size if size <= LARGEST else 0


def carried(path: str, sha256: str) -> Carried:
    """The file of an input. sha256: as it was loaded. Raises UserError where it is gone or is another one now."""
    file = _file(path)
    try:
        found = Carried(Path(path).name, regular(file).read_bytes() if weight(path) else b"")
    except (OSError, ValueError):
        found = Carried("", b"")
    if found.sha256 != sha256:
        raise UserError(f"{file} is not what was opened any more, so it cannot go along; save the session without it.")
    return found


def unpacked(found: Carried) -> str:
    """The path under which the input can be loaded: in the person's data, by what it holds. Raises UserError."""
    name, mark, number = found.name.partition("#")
    safe = re.sub(r"[^\w.-]", "_", Path(name).name).lstrip(".") or "shape"
    file = places.data() / "from-sessions" / found.sha256[:16] / safe
    if not file.exists():
        write_file(file, found.data)
    return f"{file}{mark}{number}"


def _file(path: str) -> Path:
    return file_and_member(path)[0]
