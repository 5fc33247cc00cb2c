"""Files that are whole or not there. Every writer of the program comes through here."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import stat
import sys
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from weakref import WeakValueDictionary

from core.errors import UserError

PREFIX, SUFFIX = ".metasdf-", ".tmp"
"""Of temporary names. They do not hold the name of the file, which may be as long as a name can be."""

EARLIER = re.compile(r"\..+\.(safetensors|json|toml|metasdf|npz|ply|png|csv|md|webp|svg)\.\d+\.tmp")
"""Temporary names of earlier versions, which held nothing."""

LONG_AGO_S = 3600.0
"""A temporary file that nobody can be asked about is left over when it was not touched for so long."""


class _Turn:
    """A lock that a weak dictionary can hold."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


_turns: WeakValueDictionary[str, _Turn] = WeakValueDictionary()
_guard = threading.Lock()
_swept: set[Path] = set()


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Calls write(temporary path) and moves the result in place, so that a reader never sees half a file.

    The folder is made where it is not there; a link is followed and stays; the permissions of a file that is replaced
    stay, those of a new one are as usual. When this returns, the file is on the disk and not only in its cache. Threads
    that write one path do so one after the other. Raises OSError, and what `write` raises: then all is as it was.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise OSError(errno.EEXIST, "something else than a file is there")
    if target.exists() and not os.access(target, os.W_OK):
        raise OSError(errno.EACCES, "it is write-protected")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _turn(target):
        sweep(target.parent)
        temporary, descriptor = _fresh(target.parent)
        try:
            mode = stat.S_IMODE((target.stat() if target.exists() else os.fstat(descriptor)).st_mode)
            write(temporary)
            temporary.chmod(mode)
            _flush(temporary, os.O_RDWR)
            if sys.platform == "win32":
                os.close(descriptor)
                descriptor = -1
            temporary.replace(target)
            if sys.platform != "win32":
                _flush(target.parent, os.O_RDONLY)
        finally:
            if descriptor >= 0:
                os.close(descriptor)
            temporary.unlink(missing_ok=True)


def save(path: Path, write: Callable[[Path], object]) -> None:
    """Does the same for a file that a person chose. Raises UserError when it cannot be written."""
    try:
        write_atomically(path, write)
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror or error}); choose another folder.") from None


def write_file(path: Path, data: bytes) -> None:
    """Writes a file so that at every moment it is as it was or complete. Raises UserError when it cannot."""
    save(path, lambda temporary: temporary.write_bytes(data))


def write_text(path: Path, text: str) -> None:
    """Does it for text, as UTF-8. Names of files are bytes: those that are no text come out as they are."""
    write_file(path, text.encode("utf-8", "surrogateescape"))


def sweep(folder: Path) -> None:
    """Removes, once for each folder and program, what programs that were killed have left in it."""
    with _guard:
        if folder in _swept:
            return
        _swept.add(folder)
    with contextlib.suppress(OSError):  # a folder that cannot be listed can be written all the same
        for left in folder.glob(f".*{SUFFIX}"):
            with contextlib.suppress(OSError):
                if left.name.startswith(PREFIX) or EARLIER.fullmatch(left.name):
                    _remove_abandoned(left)


@contextlib.contextmanager
def _turn(target: Path) -> Generator[None]:
    with _guard:
        turn = _turns.setdefault(str(target), _Turn())
    with turn.lock:
        yield


def _fresh(folder: Path) -> tuple[Path, int]:
    """A new, empty file that nobody else can have prepared, and its descriptor, by which it is held until it closes."""
    while True:
        path = folder / f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}"
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            continue
        _hold(descriptor, wait=True)
        if path.exists():  # between the making of a file and its holding it may have been swept
            return path, descriptor
        os.close(descriptor)


def _hold(descriptor: int, *, wait: bool = False) -> bool | None:
    """Whether the file is now held by this process; the system lets go of it however the process ends.

    None where the system or the disk knows no such holds.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _remove_abandoned(path: Path) -> None:
    """Removes a temporary file that no program writes any more."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        held = _hold(descriptor) if path.name.startswith(PREFIX) else None
        if held or (held is None and time.time() - os.fstat(descriptor).st_mtime > LONG_AGO_S):
            path.unlink()  # while it is held: see _fresh
    finally:
        os.close(descriptor)


def _flush(path: Path, flags: int) -> None:
    """Has the system put a file or a folder on the disk. Folders of some systems cannot be: that is no fault."""
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(descriptor)
