"""Two gloo processes that run one function of a test."""

from __future__ import annotations

import faulthandler
import os
import socket
from collections.abc import Callable

from torch.multiprocessing.spawn import spawn

from core.compute.processes import group


def run_two(function: Callable[..., None], *arguments: object) -> None:
    """Runs function(rank, *arguments) in both, in the environment of torchrun; raises what either of them raised.

    It must be one that a new interpreter can import: of the top level of a module.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    spawn(_process, (port, function, arguments), nprocs=2)


def _process(rank: int, port: int, function: Callable[..., None], arguments: tuple[object, ...]) -> None:
    faulthandler.enable()
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port), RANK=str(rank), WORLD_SIZE="2")
    with group():
        function(rank, *arguments)
