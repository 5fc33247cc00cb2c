"""Memory that is not there, and devices that are gone: work on many points goes on in smaller pieces."""

from __future__ import annotations

import re
from typing import Literal

import torch
from torch import Tensor

from core.fields.field import FieldFunction

LEAST = 64
"""Points of a piece that is not made smaller."""

SCARCE = re.compile(
    r"out of memory|can't allocate memory|not enough memory|alloc_failed|failed to allocate", re.IGNORECASE
)
LOST = re.compile(
    r"CUDA error|device-side assert|CUDA driver|device.{0,20} (lost|removed|reset)|MPS .*error", re.IGNORECASE
)

Trouble = Literal["", "scarce", "lost"]


def trouble_of(fault: BaseException) -> Trouble:
    """Whether a fault says that memory does not suffice, that the device is gone, or neither."""
    if isinstance(fault, torch.OutOfMemoryError | MemoryError):
        return "scarce"
    if not isinstance(fault, RuntimeError):
        return ""
    words = str(fault)
    return "scarce" if SCARCE.search(words) else "lost" if LOST.search(words) else ""


def retreat(fault: BaseException, device: torch.device) -> str:
    """Why nothing can be computed on a device any more after a fault, a clause for people; "" where it still can be.

    On the processor there is nowhere to go.
    """
    if device.type == "cpu":
        return ""
    words = {"scarce": "has not enough memory for this", "lost": "does not answer any more", "": ""}
    return words[trouble_of(fault)]


def by_pieces(field: FieldFunction, points: Tensor, size: int) -> tuple[Tensor, int]:
    """A field at points (n, dim) -> (n,), in pieces of `size`, and the size that was possible.

    Where memory does not suffice a piece is halved, and those after it, down to `LEAST`. Raises what the field raises.
    """
    found: list[Tensor] = []
    at = 0
    while at < len(points):
        try:
            found.append(field(points[at : at + size]).reshape(-1))
        except (RuntimeError, MemoryError) as fault:
            if trouble_of(fault) != "scarce" or size <= LEAST:
                raise
            size = max(LEAST, size // 2)
            if points.device.type == "cuda":
                torch.cuda.empty_cache()
            continue
        at += size
    return torch.cat(found) if found else points.new_empty(0), size
