"""Output folders belong to one program at a time: two trainings in one folder would mix what they write."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.errors import UserError
from core.storage.typed import MisfitError, read_document

LOCK = ".metasdf.lock"


@contextmanager
def claimed(folder: Path, other: str = "another --out") -> Generator[None]:
    """Holds an output folder, which is made where it is not there, until the block ends, however it ends.

    A folder that was made here and stayed empty is removed. other: what to choose in its place, for the sentence.
    Raises UserError when the folder cannot be written or another program holds it.
    """
    try:
        made = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = _held(folder / LOCK)
    except OSError as error:
        raise UserError(f"{folder} cannot be written ({error.strerror or error}); choose {other}.") from None
    if descriptor is None:
        raise UserError(f"{folder} is being written by another program; wait until it has ended, or choose {other}.")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows removes no open file; the next program takes it over
            (folder / LOCK).unlink()
        os.close(descriptor)
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()


def check_apart(source: str, target: Path) -> None:
    """Raises UserError where a result would take the place of the file that it is made from, links followed."""
    with contextlib.suppress(OSError):  # one of them is not there
        if target.samefile(source):
            raise UserError(f"{target} is the input itself; choose another name for the result.")


def check_same(
    document: Path, asked: Mapping[str, Any], *, replace: bool, parts: Mapping[str, int] | None = None
) -> None:
    """Raises UserError where a folder has results of something else, by a JSON document among them.

    asked: values that the document has where the results are of the same; one that it lacks is of an earlier form, all
    of them of another program. parts: how many each of its lists will have: more of them would be lost. replace:
    whether others may be replaced.
    """
    try:
        there = read_document(document)
    except (OSError, MisfitError):
        return  # nothing, or nothing that this program has finished
    if replace:
        return
    wanted: dict[str, Any] = json.loads(json.dumps(dict(asked)))
    other = [f"{key} {_worded(there[key])}" for key, value in wanted.items() if there.get(key, value) != value]
    other += [
        f"{len(there[key])} {key}" for key, count in (parts or {}).items()
        if isinstance(there.get(key), list) and len(there[key]) > count
    ]  # fmt: skip
    if other or not set(wanted) & set(there):
        other = other or ["not of this program"]
        raise UserError(
            f"{document.parent} has results of something else ({', '.join(other)}); choose another --out, or "
            "--replace them."
        )


def _worded(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _held(lock: Path) -> int | None:
    """The descriptor of the lock file, which this process now holds; None when another one does."""
    while True:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _hold(descriptor)
        except BlockingIOError:
            os.close(descriptor)
            return None
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(descriptor), lock.stat()):
                return descriptor
        os.close(descriptor)  # who held it before has removed it meanwhile


def _hold(descriptor: int) -> None:
    """Raises BlockingIOError when another process, or another part of this one, holds the file."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise BlockingIOError from None
        return
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return  # a disk without locks, as some of networks are: then nothing is held, and nothing is refused
