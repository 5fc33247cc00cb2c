"""python -m tests.torture [--short] [AREA ...]: all areas, two at a time, each in a fork of its own; one table."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from multiprocessing.connection import Connection, wait
from types import ModuleType

import torch

from tests.torture.table import Row, line_of, table

AREAS = (
    "windows", "inputs", "signals", "kills", "bombs", "soak", "determinism", "faults", "instances", "formats",
    "numbers",
)  # fmt: skip
"""Those that take longest first."""
LIMIT_S = {True: 600, False: 3000}
"""An area that takes longer hangs."""
AT_ONCE = 2
FORKS = multiprocessing.get_context("fork")
"""What is imported once is imported for all areas: that takes longer than most of the short ones."""


class Begun:
    """An area under way."""

    def __init__(self, area: str, module: ModuleType, short: bool) -> None:
        self.area, self.since = area, time.monotonic()
        self.pipe, end = FORKS.Pipe(duplex=False)
        self.process = FORKS.Process(target=_within, args=(module, short, end))
        self.process.start()
        end.close()

    def row(self) -> Row:
        """What came of it, whatever became of its process; waits for it."""
        try:
            return self.pipe.recv()
        except EOFError:
            self.process.join()
            return Row(self.area, 1, 1, told=[f"ended with {self.process.exitcode}"])

    def end(self) -> Row:
        """Ends one that hangs, and all that it has begun."""
        assert self.process.pid is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        return Row(self.area, 1, 1, told=["it hangs"])


def _within(module: ModuleType, short: bool, end: Connection) -> None:
    os.setpgrp()
    torch.set_num_threads(1)
    end.send(module.run(short).done())


def rows_of(areas: Sequence[str], short: bool) -> Iterator[Row]:
    """The rows of areas, as they are done."""
    waiting = [(area, import_module(f"tests.torture.{area}")) for area in areas]
    begun: list[Begun] = []
    while waiting or begun:
        while waiting and len(begun) < AT_ONCE:
            begun.append(Begun(*waiting.pop(0), short))
        told = wait([one.pipe for one in begun], 1)
        for one in list(begun):
            late = time.monotonic() - one.since > LIMIT_S[short]
            if late or one.pipe in told:
                begun.remove(one)
                yield one.end() if late else one.row()


def main() -> int:
    """Returns 1 where anything failed or was lost."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("areas", nargs="*", metavar="AREA", help=f"of {', '.join(AREAS)}; all unless given")
    parser.add_argument("--short", action="store_true", help="two minutes in place of twenty")
    parser.add_argument("--json", action="store_true", help="rows as lines of JSON in place of the table")
    options = parser.parse_args()
    rows = []
    for row in rows_of([area for area in AREAS if area in options.areas or not options.areas], options.short):
        rows.append(row)
        sys.stderr.write("\n".join((line_of(row), *row.told, "")))  # what a run that is stopped has found
    sys.stdout.write("".join(row.text() + "\n" for row in rows) if options.json else table(rows) + "\n")
    return int(any(row.failed or row.lost for row in rows))


if __name__ == "__main__":
    sys.exit(main())
