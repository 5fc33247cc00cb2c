"""Programs in processes of their own that find what they import imported: each is a fork of one process that has done
that, where importing torch, Qt and VTK takes as long as all else that such a program does.

`python -m tests.forked SOCKET PATH` is that process. It makes no application and starts no thread. A fork of it runs
what it was asked for as the main program and ends as every interpreter does. What is tested of a start itself, closed
streams and variables PYTHON*, needs subprocess alone.

Who needs a process of his own to begin (subprocess, QProcess) begins its command with `python()`. What such a program
begins by multiprocessing is a fork as well.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import functools
import gc
import importlib
import json
import multiprocessing.spawn
import os
import pkgutil
import runpy
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import app
import core

ROOT = Path(__file__).resolve().parents[1]
BESIDES = (
    "pyvista", "pyvistaqt", "pyqtgraph", "matplotlib.backends.backend_agg", "scipy.ndimage", "scipy.spatial",
    "torch._dynamo",
)  # fmt: skip
"""What the program imports when it needs it, and torch for the first optimizer."""
MOST = 32
"""Descriptors that a process is given: streams, and the pipes of multiprocessing."""


class Forked:
    """A program as subprocess.Popen begins it: `python WORDS`, in a session of its own, from the repository's root."""

    def __init__(self, words: Sequence[str], stdout: int, stderr: int = 2, environment: dict[str, str] | None = None):
        self.returncode: int | None = None
        self._told, end = os.pipe()
        surroundings = dict(os.environ if environment is None else environment)
        request = json.dumps((list(words), surroundings, str(ROOT), (1, 2))).encode()
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


def begun(
    words: Sequence[str], stdout: int, stderr: int, environment: dict[str, str], *, anew: bool
) -> Forked | subprocess.Popen[bytes]:
    """`python WORDS` in a session of its own, from the repository's root. anew: an interpreter that has imported
    nothing, where the start itself is what is looked at.
    """
    if not anew:
        return Forked(words, stdout, stderr, environment)
    command = [sys.executable, *words]
    return subprocess.Popen(command, env=environment, stdout=stdout, stderr=stderr, start_new_session=True, cwd=ROOT)


@functools.cache
def _server() -> socket.socket:
    """The other side of it ends with this process."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "tests.forked", str(theirs.fileno()), _door()]
    alone = {**os.environ, "OMP_NUM_THREADS": "1"}  # or numpy would start threads when it is imported
    subprocess.Popen(command, cwd=ROOT, env=alone, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)
    theirs.close()
    return ours


@functools.cache
def _door() -> str:
    """The socket that forks can be asked for at from another process; it ends with this one."""
    folder = tempfile.mkdtemp(prefix="metasdf-forks-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return str(Path(folder) / "door")


def python() -> list[str]:
    """Stands for sys.executable at the begin of a command: the rest of it runs in a fork, with all streams and signals
    of the process that was begun, what else it was given, and in its folder. Its end is the end of the fork, and the
    other way round.
    """
    _server()
    while not Path(_door()).exists():
        time.sleep(0.01)
    return _asking(_door())


def _asking(door: str) -> list[str]:
    return [sys.executable, "-I", "-S", str(Path(__file__).with_name("asking.py")), door]


class Ends:
    """Who waits for which fork."""

    def __init__(self) -> None:
        self.of: dict[int, tuple[int, int]] = {}
        """Process and descriptor of who waits for it, by the one that tells that it has ended."""

    def add(self, process: int, end: int) -> None:
        self.of[os.pidfd_open(process)] = process, end
        _tell(end, process)

    def ended(self, fork: int) -> None:
        process, end = self.of.pop(fork)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        with contextlib.suppress(BrokenPipeError):  # nobody waits any more
            _tell(end, code)
        os.close(end)
        os.close(fork)

    def left(self, end: int) -> None:
        """Who waits for it was killed."""
        for process, other in self.of.values():
            if other == end:
                os.kill(process, signal.SIGKILL)


def serve(asked: socket.socket, door: socket.socket) -> list[str] | None:
    """Forks a process for each request; returns in each of them, with its words, and None in the end."""
    ends, guests = Ends(), set[int]()
    while True:
        guests &= {end for _, end in ends.of.values()}
        for ready in select.select([asked.fileno(), door.fileno(), *ends.of, *guests], [], [])[0]:
            if ready in ends.of:
                ends.ended(ready)
                continue
            if ready in guests:
                ends.left(ready)
                guests.remove(ready)
                continue
            if ready not in (asked.fileno(), door.fileno()):
                continue  # it has ended a moment ago
            guest = door.accept()[0] if ready == door.fileno() else None
            request, streams, _, _ = socket.recv_fds(guest or asked, 1 << 20, MOST)
            if not request:
                return None
            end = streams.pop() if guest is None else guest.detach()
            process = os.fork()
            if not process:
                for descriptor in (asked.detach(), door.detach(), end, *ends.of, *(e for _, e in ends.of.values())):
                    os.close(descriptor)
                return _become(request, streams)
            ends.add(process, end)
            if guest is not None:
                guests.add(end)
            for stream in streams:
                os.close(stream)


def _tell(end: int, number: int) -> None:
    os.write(end, number.to_bytes(8, "little", signed=True))


def _become(request: bytes, streams: list[int]) -> list[str]:
    """In a fork: its own streams, session, variables and folder; returns its words."""
    os.setsid()
    words, environment, folder, numbers = json.loads(request)
    aside = [fcntl.fcntl(stream, fcntl.F_DUPFD_CLOEXEC, max(numbers) + 1) for stream in streams]
    for stream in streams:
        os.close(stream)
    for number, stream in zip(numbers, aside, strict=True):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    tempfile.tempdir = None
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which a job in the background does not have
    _open_streams()
    return words


def _open_streams() -> None:
    """As an interpreter does; those that are there were made for other files."""
    told = os.environ.get("PYTHONIOENCODING", "utf-8")
    _streams.extend((sys.stdin, sys.stdout, sys.stderr))
    sys.stdin = sys.__stdin__ = open(0, encoding=told)  # noqa: SIM115 (they stay open)
    sys.stdout = sys.__stdout__ = open(1, "w", encoding=told)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", 1, encoding=told, errors="backslashreplace")  # noqa: SIM115


_streams: list[object] = []
"""Would close what they are no more, if they were thrown away."""


def _fork_workers(door: str) -> None:
    """What this process begins by multiprocessing finds imported what it needs."""

    def command(**told: int) -> list[str]:
        pipes = ", ".join(f"{name}={number}" for name, number in told.items())
        begin = f"from multiprocessing.spawn import spawn_main; spawn_main({pipes})"
        return [*_asking(door), "-c", begin, "--multiprocessing-fork"]

    multiprocessing.spawn.get_command_line = command


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
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as door:
        door.bind(sys.argv[2])
        door.listen()
        words = serve(socket.socket(fileno=int(sys.argv[1])), door)
    if words:
        _fork_workers(sys.argv[2])
        run(words)


if __name__ == "__main__":
    main()
