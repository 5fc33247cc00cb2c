"""The checkpoint of a session: a copy goes with the file, and where the original has moved, another place serves."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import UserError
from core.runs.checkpoint import find_checkpoint, known_checkpoints, weights_file
from core.storage import places
from core.storage.atomic import write_file, write_text
from core.storage.regular import regular
from core.storage.typed import MisfitError, read_document

LARGEST = 64 << 20
"""Bytes of weights that still go with a session."""


@dataclass(frozen=True, eq=False)
class Packed:
    """A checkpoint as it lies in its folder. card: JSON data. weights: bytes of its safetensors file."""

    card: dict[str, Any]
    weights: bytes

    @property
    def sha256(self) -> str:
        """Of the weights."""
        return hashlib.sha256(self.weights).hexdigest()


def packed(name: str, sha256: str) -> Packed | None:
    """A checkpoint that has these weights still; None where it has not, has no file, or is very large."""
    folder = find_checkpoint(name)
    if folder is None or not sha256:
        return None
    try:
        card = read_document(folder / "card.json")
        file = regular(weights_file(folder, card))
        if file.stat().st_size > LARGEST:
            return None
        copy = Packed({key: value for key, value in card.items() if key != "weights_of"}, file.read_bytes())
    except (OSError, MisfitError):
        return None
    return copy if copy.sha256 == sha256 else None


def place_of(name: str, sha256: str, beside: Path, copy: Packed | None, hash_of: Callable[[str], str]) -> str:
    """By which name or path the weights of a session can be loaded: where they were, else beside the session file, else
    any known checkpoint, else unpacked from the session's own copy. The name itself where none of these has them.

    sha256: of the weights, "" where unknown. hash_of: the SHA-256 of a checkpoint, "" where there is none.
    """
    if not sha256 or hash_of(name) == sha256:
        return name
    near = [str(beside.parent / Path(name).name), str(beside.parent)]
    found = next((place for place in (*near, *known_checkpoints()) if hash_of(place) == sha256), None)
    if found is not None:
        return found
    return _unpacked(copy, name) if copy is not None and copy.sha256 == sha256 else name


def _unpacked(copy: Packed, name: str) -> str:
    """The folder of the person's data into which the copy is put, by its weights. Raises UserError."""
    folder = places.data() / "from-sessions" / copy.sha256[:16] / (re.sub(r"[^\w.-]", "_", Path(name).name) or "net")
    if not (folder / "card.json").exists():
        try:
            write_file(folder / "weights.safetensors", copy.weights)
            write_text(folder / "card.json", json.dumps(copy.card, indent=1, allow_nan=False) + "\n")
        except ValueError as fault:
            raise UserError(
                f"The checkpoint in the session is damaged ({fault}); put the original in its place."
            ) from None
    return str(folder)
