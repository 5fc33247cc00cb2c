"""Standard output and standard error that cannot fail the work: full, closed, or in an encoding that lacks letters."""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


def _as_far_as_possible(fault: UnicodeError) -> tuple[str | bytes, int]:
    """Bytes of file names as they are; what an encoding lacks as its number, as \\u03c6 for a phi."""
    assert isinstance(fault, UnicodeEncodeError)
    text = fault.object[fault.start : fault.end]
    if all("\udc80" <= character <= "\udcff" for character in text):
        return bytes(ord(character) - 0xDC00 for character in text), fault.end
    return text.encode("ascii", "backslashreplace").decode("ascii"), fault.end


codecs.register_error("metasdf", _as_far_as_possible)


UNHEARD = 128 + 13
"""Exit code of a program whose listener has left, as shells have it for the signal SIGPIPE."""


class Lenient:
    """A text stream that lets nothing that happens to it disturb who writes. fault: what happened first, or None."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401 (whatever stands for a stream: None, a file, a test's)
        self._stream = io.StringIO() if stream is None else stream
        self.fault: Exception | None = None
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="metasdf")

    def write(self, text: str) -> int:
        self._try(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        self._try(self._stream.flush)

    def _try(self, work: Callable[[], object]) -> None:
        if self.fault is not None:
            return
        try:
            work()
        except (OSError, ValueError) as fault:  # full, closed by its reader, or closed before we began
            self.fault = fault
            self._give_up()

    def _give_up(self) -> None:
        """What the stream still holds must not fail again when the interpreter ends."""
        try:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)
        except (OSError, ValueError):
            return

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._stream, name)


def report(**values: Any) -> None:  # noqa: ANN401 (JSON values)
    """Write one JSON line, at once, to the window that started this program.

    Raises SystemExit where that window is gone without an end (it was killed): there is nobody left to stop what would
    go on for hours.
    """
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()
    if isinstance(getattr(sys.stdout, "fault", None), BrokenPipeError):
        raise SystemExit(UNHEARD)


@contextmanager
def lenient() -> Iterator[Lenient]:
    """Inside, standard output and standard error are lenient; gives the first."""
    before = sys.stdout, sys.stderr
    output, errors = Lenient(sys.stdout), Lenient(sys.stderr)
    sys.stdout, sys.stderr = output, errors  # pyright: ignore[reportAttributeAccessIssue]
    try:
        yield output
    finally:
        output.flush()
        errors.flush()
        sys.stdout, sys.stderr = before
