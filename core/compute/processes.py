"""The processes that torchrun started: their group, and what they tell each other."""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import torch
import torch.distributed.nn  # pyright: ignore[reportUnusedImport] (before any group: its defaults keep the one there is)


@contextmanager
def group(device: torch.device | None = None) -> Generator[torch.device]:
    """Inside, this process belongs to the group that torchrun started, if it did, and has a device of its own.

    Groups inside a group are the same one. Its threads end where it is left: one that lets go of a tensor while the
    interpreter ends aborts the process.
    """
    place = device or torch.device("cpu")
    if int(os.environ.get("WORLD_SIZE", "1")) == 1 or torch.distributed.is_initialized():
        yield place
        return
    torch.distributed.init_process_group("nccl" if place.type == "cuda" else "gloo")
    try:
        if place.type == "cuda":
            place = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
            torch.cuda.set_device(place)
        yield place
    finally:
        torch.distributed.destroy_process_group()


def rank() -> int:
    """Number of this process among those of torchrun; 0 when there is one."""
    return torch.distributed.get_rank() if torch.distributed.is_initialized() else 0


def processes() -> int:
    """How many processes work together."""
    return torch.distributed.get_world_size() if torch.distributed.is_initialized() else 1


def gather(document: Any, device: torch.device) -> list[Any]:  # noqa: ANN401
    """JSON data of all processes, in the order of their ranks; each process calls this and gets all of it."""
    own = json.dumps(document).encode()
    if processes() == 1:
        return [json.loads(own)]
    place = device if torch.distributed.get_backend() == "nccl" else torch.device("cpu")
    sizes = [torch.zeros(1, dtype=torch.int64, device=place) for _ in range(processes())]
    _all_gather(sizes, torch.tensor([len(own)], device=place))
    longest = int(max(sizes))
    padded = torch.frombuffer(bytearray(own.ljust(longest)), dtype=torch.uint8).to(place)
    parts = [torch.empty_like(padded) for _ in sizes]
    _all_gather(parts, padded)
    return [json.loads(part.cpu().numpy().tobytes()) for part in parts]


def add_up(numbers: torch.Tensor) -> None:
    """Puts the sum over all processes in the place of each one's numbers; each process calls this."""
    torch.distributed.all_reduce(numbers)  # pyright: ignore[reportUnknownMemberType] (torch leaves its types open)


def wait_for_all() -> None:
    """Goes on when every process has come here."""
    torch.distributed.barrier()  # pyright: ignore[reportUnknownMemberType] (see above)


def _all_gather(parts: list[torch.Tensor], own: torch.Tensor) -> None:
    torch.distributed.all_gather(parts, own)  # pyright: ignore[reportUnknownMemberType] (see above)
