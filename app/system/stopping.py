"""Ctrl-C, and the signal by which systems end a program, as a wish that long work hears between two of its parts."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class StopRequest:
    """Whether it was asked to stop, and by which signal."""

    def __init__(self) -> None:
        self.number = 0

    def __bool__(self) -> bool:
        return bool(self.number)

    def leave(self) -> None:
        """Ends the program as the signal would have. Raises KeyboardInterrupt or SystemExit."""
        if self.number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + self.number)


@contextmanager
def stop_wished() -> Iterator[StopRequest]:
    """The first signal makes the wish true; the second one interrupts at once. Off the main thread there is no wish."""
    wish = StopRequest()
    if threading.current_thread() is not threading.main_thread():
        yield wish
        return

    def hear(number: int, _: FrameType | None) -> None:
        if wish:
            raise KeyboardInterrupt
        wish.number = number

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield wish
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
