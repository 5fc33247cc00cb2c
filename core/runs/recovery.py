"""Recovery files: a session file, and beside it a file to which every later step is appended as it is made.

A program that is killed leaves both; what it had shown last is then there, complete. The second file is a row of
frames: a head (lengths and checksum), JSON, and tensors as safetensors. Frames count from the first one up to the last
"table", which names the lines and the one that is shown; a frame that was torn, and what follows it, does not.
Each running program has a folder of its own, which it holds while it lives.
"""

from __future__ import annotations

import contextlib
import json
import os
import struct
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import torch
from safetensors.torch import save as save_tensors
from torch import Tensor

from core.runs.branch import Branch
from core.runs.run import Entry, Run
from core.runs.session import Session, pack_branch, read_session, stale_branches, unpack_branch, write_session
from core.runs.session_parts import SUFFIX, pack_steps, unpack_steps
from core.storage.tensors import tensors_of

STEPS_SUFFIX = ".steps"
"""Of the file beside the session file, which has the same name otherwise."""

HEAD = struct.Struct("<4sIII")
MARK = b"MSR1"
LOCK = "lock"


class Journal:
    """Keeps a recovery file of one document up to date. path: of the session file that it begins with."""

    def __init__(self, path: Path, session: Session) -> None:
        """Writes the session file. Raises UserError or OSError when that cannot be."""
        self.path = path
        self._lines = {line.number: line for line in session.lines}
        write_session(path, session)
        self._stream = path.with_suffix(STEPS_SUFFIX).open("wb", buffering=0)

    def add(self, lines: tuple[Branch, ...], shown: int, view: dict[str, Any]) -> int:
        """Appends what is new since the last time, in one piece; returns the bytes of that.

        Raises OSError when it cannot be written, ValueError when the first line is not that of the session file.

        lines: all that there are now. shown: number of the shown one. view: see `core.runs.session.Session`.
        """
        known = {number: line for number, line in self._lines.items() if any(number == one.number for one in lines)}
        frames = b""
        for line in lines:
            frames += _news(line, known)
            known[line.number] = line
        table = [[line.number, line.parent, line.at, line.name] for line in lines]
        frames += _frame({"table": {"lines": table, "shown": shown, "view": view}})
        self._append(frames)
        self._lines = known
        return len(frames)

    def _append(self, frames: bytes) -> None:
        """Writes all of it or, where that fails, nothing: what comes after a torn frame is never read."""
        whole, left = self._stream.tell(), memoryview(frames)
        try:
            while left:
                left = left[self._stream.write(left) :]  # a disk may take a part
        except BaseException:
            with contextlib.suppress(OSError):
                self._stream.seek(whole)
                self._stream.truncate()
            raise

    def rest(self) -> None:
        """Nothing will come for a while: hold no level sets, which the file does not need."""
        self._lines = {number: replace(line, run=_bare(line.run)) for number, line in self._lines.items()}

    def close(self) -> None:
        """Writes no more; the files stay."""
        self._stream.close()

    def remove(self) -> None:
        """The files go."""
        self.close()
        remove(self.path)


def remove(path: Path) -> None:
    """Removes both files of a recovery. path: of the session file."""
    for file in (path, path.with_suffix(STEPS_SUFFIX)):
        file.unlink(missing_ok=True)


def is_recovery(path: Path) -> bool:
    """Whether a session file was left by a program that was killed."""
    return path.suffix == SUFFIX and path.with_suffix(STEPS_SUFFIX).is_file()


def read_recovery(path: Path) -> Session:
    """The session as it was shown last. Raises UserError when not even its beginning can be read."""
    session = read_session(path)
    lines = {line.number: line for line in session.lines}
    branches: dict[int, dict[str, Any]] = {}
    with path.with_suffix(STEPS_SUFFIX).open("rb") as stream:
        try:
            for document, tensors in _frames(stream):
                if "line" in document:
                    line = _line(document["line"], lines, tensors)
                    lines[line.number], branches[line.number] = line, document["line"]
                elif "steps" in document:
                    told = document["steps"]
                    line = lines[told["line"]]
                    entries = unpack_steps(told["entries"], tensors, line.run.entries[: told["kept"]])
                    lines[line.number] = replace(line, run=replace(line.run, entries=entries))
                else:
                    session = _told(session, document["table"], lines, branches)
        except Exception:  # noqa: BLE001 (a torn end raises whatever its reading runs into)
            pass  # what came before is whole
    return session


# --- frames


def _news(line: Branch, known: dict[int, Branch]) -> bytes:
    """Frames with what is new of a line. known: every line of which the file knows, among them perhaps this one."""
    before = known.get(line.number)
    same = before is not None and before.run.observation is line.run.observation
    kept = _kept(before.run.entries, line.run.entries) if before is not None and same else 0
    if before is None or not kept or before.run.changes != line.run.changes:
        arrays: dict[str, np.ndarray] = {}
        tensors: dict[str, Tensor] = {}
        others = [other for number, other in known.items() if number != line.number]
        if not others:
            raise ValueError("the first line is another one")
        document = pack_branch(line, others, arrays, tensors)
        return _frame({"line": document}, tensors | {f"seen.{n}": torch.as_tensor(a) for n, a in arrays.items()})
    entries = line.run.entries
    if kept == len(entries) == len(before.run.entries):
        return b""
    states, tensors = pack_steps(entries, kept)
    return _frame({"steps": {"line": line.number, "kept": kept, "entries": states}}, tensors)


def _kept(before: tuple[Entry, ...], now: tuple[Entry, ...]) -> int:
    """How many entries from the first on have the same states. Quick where one only goes on, or ends earlier."""
    shorter = min(len(before), len(now))
    if before[shorter - 1].state is now[shorter - 1].state:
        return shorter
    pairs = enumerate(zip(before, now, strict=False))
    return next((place for place, (a, b) in pairs if a.state is not b.state), shorter)


def _bare(run: Run) -> Run:
    """States and records alone."""
    entries = (replace(entry, level=None, coloring=None, audit=None) for entry in run.entries)
    return replace(run, entries=tuple(entries))


def _frame(document: dict[str, Any], tensors: dict[str, Tensor] | None = None) -> bytes:
    told = json.dumps(document, allow_nan=False).encode()
    data = save_tensors(tensors) if tensors else b""
    return HEAD.pack(MARK, len(told), len(data), zlib.crc32(data, zlib.crc32(told))) + told + data


def _frames(stream: BinaryIO) -> Iterator[tuple[dict[str, Any], dict[str, Tensor]]]:
    """JSON and tensors of every whole frame."""
    left = os.fstat(stream.fileno()).st_size
    while len(head := stream.read(HEAD.size)) == HEAD.size:
        mark, told_size, data_size, checksum = HEAD.unpack(head)
        left -= HEAD.size + told_size + data_size
        if mark != MARK or left < 0:
            return
        told, data = stream.read(told_size), stream.read(data_size)
        if zlib.crc32(data, zlib.crc32(told)) != checksum:
            return
        yield json.loads(told), tensors_of(data) if data else {}


def _line(document: dict[str, Any], lines: dict[int, Branch], tensors: dict[str, Tensor]) -> Branch:
    arrays = {name.removeprefix("seen."): t.numpy() for name, t in tensors.items() if name.startswith("seen.")}
    others = {number: line for number, line in lines.items() if number != document["number"]}
    return unpack_branch(document, others, arrays, tensors)


def _told(
    session: Session, table: dict[str, Any], lines: dict[int, Branch], branches: dict[int, dict[str, Any]]
) -> Session:
    """The session with the lines that a table names, under their names and in their places."""
    placed = [replace(lines[number], parent=parent, at=at, name=name) for number, parent, at, name in table["lines"]]
    first, *others = placed
    stale = [number for number in session.stale if number not in branches]
    stale += stale_branches([document for number, document in branches.items() if number in lines])
    return replace(
        session, run=first.run, first_name=first.name, branches=tuple(others), shown=table["shown"],
        view=table["view"], stale=tuple(n for n in stale if any(n == line.number for line in others)),
    )  # fmt: skip


# --- folders


def hold(folder: Path) -> int | None:
    """Holds a folder for as long as this process lives; the descriptor of that, None when another one holds it.

    Raises OSError when there can be no file in it.
    """
    lock = folder / LOCK
    if sys.platform == "win32":  # there a file that is open cannot be removed
        try:
            lock.unlink(missing_ok=True)
        except PermissionError:
            return None
        return os.open(lock, os.O_RDWR | os.O_CREAT)
    import fcntl

    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        pass  # the disk knows no locks
    return descriptor


def recoveries(folder: Path) -> list[Path]:
    """The session files of the recoveries in a folder, the latest last."""
    found = [path for path in folder.glob(f"*{SUFFIX}") if is_recovery(path)]
    return sorted(found, key=lambda path: path.with_suffix(STEPS_SUFFIX).stat().st_mtime)


def clear(folder: Path, descriptor: int) -> None:
    """Removes a folder that is held, with the recoveries in it, and lets go of it."""
    for path in folder.glob("*"):
        if path.suffix in (SUFFIX, STEPS_SUFFIX, ".tmp"):
            path.unlink(missing_ok=True)
    if sys.platform == "win32":
        os.close(descriptor)
    (folder / LOCK).unlink(missing_ok=True)
    if not any(folder.iterdir()):  # else there is something that is not the program's
        folder.rmdir()
    if sys.platform != "win32":
        os.close(descriptor)
