"""Work that may never end, on a thread beside the one that asks: who asks can turn away at every moment.

A thread and not a process that could be ended: what is read are plain files (core.storage.regular), by readers of our
own, and a process would cost every opening its start and the way of all arrays back. What is left behind ends with the
program, which waits for none of it (app.system.ending).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from core.errors import Interrupted

T = TypeVar("T")

READING = "reading"
"""Name of such threads."""

GLANCE_S = 0.02
"""How often it is asked whether something more urgent waits."""


def patiently(work: Callable[[], T], urgent: Callable[[], bool] | None) -> T:
    """What `work` gives, unless something more urgent comes: then it is left behind, and what it gives is lost.

    A path may lie on a disk that does not answer, a foreign reader may take for ever, and neither can be stopped from
    within. urgent: None for waiting however long it takes. Raises Interrupted, and what `work` raises.
    """
    if urgent is None:
        return work()
    found: list[T] = []
    faults: list[BaseException] = []

    def attempt() -> None:
        try:
            found.append(work())
        except BaseException as fault:  # noqa: BLE001 (it is raised where it was asked for)
            faults.append(fault)

    beside = threading.Thread(target=attempt, name=READING, daemon=True)  # which no end of the program waits for
    beside.start()
    while beside.is_alive():
        beside.join(GLANCE_S)
        if beside.is_alive() and urgent():
            raise Interrupted
    if faults:
        raise faults[0]
    return found[0]
