"""The end of the program: threads get a moment to put their things away; what cannot be interrupted is left behind."""

from __future__ import annotations

import os
import sys
import threading
from typing import NoReturn

from PySide6.QtCore import QThread

from core.compute.patience import READING

GRACE_MS = 800
"""In which everything ends that is not of use to anybody once the window is closed."""

SAVING_MS = 30_000
"""What a person has asked to be written is written; not for ever, where the disk does not answer."""

_outlived: set[QThread] = set()


def end(thread: QThread, milliseconds: int = GRACE_MS) -> bool:
    """Wait for a thread that was told to end. False when it goes on: it is kept then, since Qt ends a program that
    deletes a running thread.
    """
    _outlived.difference_update([one for one in _outlived if one.isFinished()])
    if thread.wait(max(0, milliseconds)):
        return True
    thread.setParent(None)
    _outlived.add(thread)
    return False


def held_up() -> bool:
    """Whether a thread goes on that the end of the interpreter would wait for, or run into."""
    own = threading.current_thread()
    others = [one for one in threading.enumerate() if one is not own and (not one.daemon or one.name == READING)]
    return bool(others) or any(one.isRunning() for one in _outlived)


def leave(code: int) -> NoReturn:
    """End the process now, whatever its threads are doing. All that is to stay has been written."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()
    os._exit(code)
