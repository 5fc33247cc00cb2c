"""Two gloo processes that run one function of a test, and workers that are there at once."""

from __future__ import annotations

import faulthandler
import os
import socket
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path

from torch.multiprocessing.spawn import start_processes

from core.compute.processes import group
from core.prepare.work import _begin


def forks() -> BaseContext:
    """Processes of this context are forks of one that has imported torch and what trains; it has no other thread."""
    context = get_context("forkserver")
    context.set_forkserver_preload(
        ["core.training.train", "core.training.pools.making", "core.shapes.mesh", "torch._dynamo"]
    )
    return context


def forked_workers(workers: int) -> ProcessPoolExecutor:
    """A worker_pool, but for importing everything in each of them anew."""
    return ProcessPoolExecutor(workers, forks(), _begin)


def run_two(function: Callable[..., None], *arguments: object) -> None:
    """Runs function(rank, *arguments) in both, in the environment of torchrun; raises what either of them raised.

    It must be one that a new interpreter can import: of the top level of a module.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    forks()
    start_processes(_process, (port, function, arguments), nprocs=2, start_method="forkserver")


def _process(rank: int, port: int, function: Callable[..., None], arguments: tuple[object, ...]) -> None:
    faulthandler.enable()
    os.environ.update(MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port), RANK=str(rank), WORLD_SIZE="2")
    with group():
        function(rank, *arguments)


def children(session: int) -> list[str]:
    """Processes of a session of processes, as text."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            words = (stat.parent / "cmdline").read_bytes().replace(b"\0", b" ")
        except OSError:
            continue  # it has ended meanwhile
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(words.decode(errors="replace"))  # names of files are bytes
    return found
