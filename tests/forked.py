"""Programs in processes of their own that find what they import imported: each is a fork of one process that has done
that, where importing torch, Qt and VTK takes as long as all else that such a program does.

`python -m tests.forked SOCKET` is that process. It makes no application and starts no thread. A fork of it runs what
it was asked for as the main program and ends as every interpreter does. What is tested of a start itself, its streams
and its variables PYTHON*, needs subprocess.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import json
import os
import pkgutil
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import app
import core

ROOT = Path(__file__).resolve().parents[1]
BESIDES = ("pyvista", "pyvistaqt", "pyqtgraph", "matplotlib.backends.backend_agg", "scipy.ndimage", "scipy.spatial")
"""What the program imports when it needs it."""


class Forked:
    """A program as subprocess.Popen begins it: `python WORDS`, in a session of its own, from the repository's root."""

    def __init__(self, words: Sequence[str], stdout: int, stderr: int = 2, environment: dict[str, str] | None = None):
        self.returncode: int | None = None
        self._told, end = os.pipe()
        request = json.dumps((list(words), dict(os.environ if environment is None else environment))).encode()
        socket.send_fds(_server(), [request], [stdout, stderr, end])
        os.close(end)
        self.pid = self._number()

    def _number(self) -> int:
        told = os.read(self._told, 8)
        assert told, "the process that forks has ended"
        return int.from_bytes(told, "little", signed=True)

    def wait(self, timeout: float | None = None) -> int:
        """Returns the exit code, -N after signal N; raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            if not select.select([self._told], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            self.returncode = self._number()
            os.close(self._told)
        return self.returncode

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


@functools.cache
def _server() -> socket.socket:
    """The other side of it ends with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.forked", str(theirs.fileno())]
    subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
    theirs.close()
    return ours


def serve(asked: socket.socket) -> list[str] | None:
    """Forks a process for each request; returns in each of them, with its words, and None in the end."""
    ends: dict[int, tuple[int, int]] = {}
    """Process and pipe to who waits for it, by the descriptor that tells that it has ended."""
    while True:
        for ready in select.select([asked.fileno(), *ends], [], [])[0]:
            if ready != asked.fileno():
                process, end = ends.pop(ready)
                _tell(end, os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
                os.close(end)
                os.close(ready)
                continue
            request, streams, _, _ = socket.recv_fds(asked, 1 << 20, 3)
            if not request:
                return None
            end = streams.pop()
            process = os.fork()
            if not process:
                for descriptor in (asked.detach(), end, *ends, *(pipe for _, pipe in ends.values())):
                    os.close(descriptor)
                return _become(request, streams)
            ends[os.pidfd_open(process)] = process, end
            _tell(end, process)
            for stream in streams:
                os.close(stream)


def _tell(end: int, number: int) -> None:
    os.write(end, number.to_bytes(8, "little", signed=True))


def _become(request: bytes, streams: list[int]) -> list[str]:
    """In a fork: its own streams, session and variables; returns its words."""
    os.setsid()
    for number, stream in enumerate(streams, 1):
        os.dup2(stream, number)
        os.close(stream)
    words, environment = json.loads(request)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None
    return words


def run(words: list[str]) -> None:
    """As python does with these words."""
    if words[0] == "-c":
        sys.argv = ["-c", *words[2:]]
        exec(words[1], sys.modules["__main__"].__dict__)
    elif words[0] == "-m":
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = words
        runpy.run_path(words[0], run_name="__main__")


def main() -> None:
    for package in (app, core):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    for name in BESIDES:
        importlib.import_module(name)
    assert len(list(Path("/proc/self/task").iterdir())) == 1, "a fork would have none of the threads"
    gc.collect()
    gc.freeze()
    if words := serve(socket.socket(fileno=int(sys.argv[1]))):
        run(words)


if __name__ == "__main__":
    main()
