"""Tensors out of bytes that may be anybody's: safetensors, read with words of our own for what is wrong with them."""

from __future__ import annotations

import numpy as np
from safetensors.numpy import load as load_arrays
from safetensors.torch import load as load_tensors
from torch import Tensor

from core.storage.typed import MisfitError, is_mapping, parsed

TENSOR_ROOM = 2000
"""Bytes that a tensor takes beside its numbers."""

LARGEST_HEAD = 1 << 20
"""Bytes of a head that is read for what it tells beside its tensors."""


def tensors_room(data: bytes) -> int:
    """Return how many bytes of memory reading takes, at most, as the head tells: it may name any number of tensors that
    have no numbers.
    """
    head = data[8 : 8 + int.from_bytes(data[:8], "little")]
    return 2 * len(data) + TENSOR_ROOM * head.count(b"{")


def tensors_of(data: bytes) -> dict[str, Tensor]:
    """The tensors by name, on the processor. Raises MisfitError for bytes that are no whole safetensors file."""
    try:
        return load_tensors(data)
    except Exception:  # noqa: BLE001 (a head that lies raises what it runs into, in words of the library)
        raise MisfitError("its numbers are damaged") from None


def told_beside(data: bytes) -> dict[str, str]:
    """Return the texts that such a file carries beside its tensors; none of a head that no file of ours has.

    Raises MisfitError where the head is damaged.
    """
    size = int.from_bytes(data[:8], "little")
    head = parsed(data[8 : 8 + size].decode("utf-8", "replace")) if size <= LARGEST_HEAD else None
    told: object = head.get("__metadata__") if is_mapping(head) else None
    return {key: str(value) for key, value in told.items()} if is_mapping(told) else {}


def arrays_of(data: bytes) -> dict[str, np.ndarray]:
    """The same as arrays. Raises MisfitError."""
    try:
        return load_arrays(data)
    except Exception:  # noqa: BLE001 (see above)
        raise MisfitError("its numbers are damaged") from None
