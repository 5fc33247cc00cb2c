"""How a foreign file is read: one boundary for every format, typed reasons, and how much it may unpack to.

A reader is a function of the file's bytes. It raises `FileError` when they are not what the name says, `ShapeError`
when they are and no shape comes of them; whatever else it runs into becomes one sentence here.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from core.errors import UserError
from core.storage.regular import regular
from core.storage.room import most_room
from core.storage.signatures import other_kind
from core.storage.typed import MisfitError

T = TypeVar("T")

COMPLETE = "check that the file is complete and of the kind that its name says"


class ShapeError(ValueError):
    """Why no shape comes of a file: a clause for people ("it has no faces"), and what to do about it."""

    def __init__(self, clause: str, remedy: str = "") -> None:
        super().__init__(clause)
        self.remedy = remedy


class FileError(ShapeError):
    """The bytes are not what the file's name says, or not all of them."""

    def __init__(self, clause: str, remedy: str = COMPLETE) -> None:
        super().__init__(clause, remedy)


def check_there(file: Path) -> None:
    """Raises UserError unless this is a plain file, or a link to one."""
    remedy = "give a file with a shape in it"
    try:
        folder = regular(file).is_dir()
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(f"{file} does not exist; check the path.") from None
    except OSError as fault:
        raise UserError(f"{file} cannot be read ({fault.strerror or 'unknown fault'}); {remedy}.") from None
    except ValueError:  # what no file can be called
        raise UserError(f"{str(file)!r} is not the name of a file; {remedy}.") from None
    if folder:
        raise UserError(f"{file} is a folder; give one of the files in it.")


@contextmanager
def boundary(first: str, remedy: str, path: object = None) -> Generator[None]:
    """Whatever a block runs into becomes one sentence: what `first` says of the file, why, and what to do.

    path: where given, a file that cannot be opened is told as that, and not as one that is damaged.
    Raises UserError and nothing else.
    """
    try:
        yield
    except UserError:
        raise
    except Exception as fault:  # noqa: BLE001 (bytes that are not ours raise whatever their reading runs into)
        if isinstance(fault, OSError) and path is not None:
            raise UserError(f"{path} cannot be read ({reason_of(fault)}); check the path.") from None
        raise UserError(f"{first} ({reason_of(fault)}); {remedy}.") from None


def reason_of(fault: Exception) -> str:
    """Why bytes cannot be used, a clause for people: our own words as they are, those of libraries left out."""
    if isinstance(fault, MisfitError | ShapeError):
        return str(fault)
    if isinstance(fault, KeyError) and len(fault.args) == 1 and isinstance(fault.args[0], str):
        return f"it lacks '{fault.args[0][:60]}'"
    if isinstance(fault, OSError):
        return fault.strerror or "it cannot be opened"
    if isinstance(fault, RecursionError):
        return "it is nested too deeply"
    return "it needs more memory than there is" if isinstance(fault, MemoryError) else "it is not whole"


def read_file(file: Path, read: Callable[[bytes], T], kind: str, remedy: str) -> T:
    """What `read` makes of the bytes of a file. kind: the format in words; remedy: for a shape that cannot be used.

    Raises UserError, one sentence with the file, the fault and the remedy, whatever goes wrong.
    """
    check_there(file)
    too_large = UserError(f"{file} is too large for this machine's memory; give a smaller file.")
    try:
        data = file.read_bytes()
    except OSError as fault:
        raise UserError(
            f"{file} cannot be read ({fault.strerror or 'unknown fault'}); check its permissions."
        ) from None
    except MemoryError:
        raise too_large from None
    if not data:
        raise UserError(f"{file} is empty; give a file with a shape in it.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a library would say on the terminal, of a file that is refused
            return read(data)
    except UserError:
        raise
    except MemoryError:
        raise too_large from None
    except Exception as fault:  # noqa: BLE001 (parsing a foreign file raises whatever it runs into)
        reason = fault if isinstance(fault, ShapeError) else FileError(f"it is not a whole {kind} file")
        if other := other_kind(data, kind):
            reason = ShapeError(f"it is {other[0]}", other[1])
        raise UserError(f"{file} cannot be used: {reason}; {reason.remedy or remedy}.") from None


def allow(needed: int, size: int) -> None:
    """Let a file of `size` bytes need `needed` bytes of memory, as its header tells. Raises ShapeError otherwise.

    Called before anything is unpacked: a file of a few megabytes may announce, or pack, any number of them.
    """
    limit = most_room(size)
    if needed > limit:
        raise ShapeError(
            f"it would take {needed / (1 << 20):,.0f} MB of memory and its size allows {limit / (1 << 20):,.0f} MB",
            "give a smaller file",
        )
