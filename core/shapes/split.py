"""Which pieces of a folder of shapes are trained on and which are kept unseen: decided by a file's name alone.

So every program that reads the folder agrees without a list, and a file keeps its split when others come or go.
"""

from __future__ import annotations

import hashlib
from typing import Literal

Split = Literal["train", "val", "test"]

FEWEST = 4
"""Meshes that a training of a person's own needs: three to train on, and one that is never seen."""


def split_of(name: str) -> Split:
    """Tell the split of a piece by its file's name, without folders ("chair1.ply"): a quarter test, a sixteenth val.

    Files of one name in different folders share a split, so copies of a piece never stand on both sides.
    """
    checksum = int(hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest(), 16)
    if checksum % 4 == 0:
        return "test"
    return "val" if checksum % 16 == 1 else "train"
