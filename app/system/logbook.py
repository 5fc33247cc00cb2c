"""What the program notes of its faults, so that a crash leaves something to report. Standard library only."""

from __future__ import annotations

import faulthandler
import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

NAME, CRASH = "metasdf.log", "crash.log"
LARGEST, KEPT = 1_000_000, 3
log = logging.getLogger("metasdf")
_crash: IO[str] | None = None  # kept open for faulthandler


def folder() -> Path:
    """Where the log is kept."""
    from core.storage import places

    return places.logs()


def begin() -> None:
    """Notes from now on. Where nothing can be written (a home that is read-only), crashes go to standard error."""
    global _crash  # noqa: PLW0603 (there is one standard of faults in a process)
    if _crash is not None:
        return
    try:
        folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(folder() / NAME, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8", delay=True)
        _crash = (folder() / CRASH).open("a", encoding="utf-8")
    except OSError:
        if sys.stderr is not None:
            faulthandler.enable()
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    faulthandler.enable(_crash)


def note(fault: BaseException, doing: str) -> str:
    """Notes a fault of the program with its traceback. Returns where that is, as a clause."""
    if not log.handlers:
        return f"no report could be kept in {folder()}"
    log.error("while %s", doing, exc_info=fault)
    return f"the report is in {folder() / NAME}"
