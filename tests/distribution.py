"""Which process runs which test file, when the tests are run in several processes (pytest-xdist)."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

_died_once: list[str] = []
"""Tests whose process died or was ended because it hung. A second time it counts as a failure."""


class OneByOne(LoadFileScheduling):
    """A file at a time, also past the end of a process.

    As pytest-xdist has it, the files that the ended process had finished are handed out again with nothing left to run:
    nothing answers for those, and the whole run waits for ever. Here they are forgotten. The test that the process died
    of is tried once more in another one, and the summary says so; and no process is left with a single test, which it
    would only begin when it knew what comes after.
    """

    def remove_node(self, node: WorkerController) -> str | None:
        work = self.assigned_work[node]
        died_of = next((test for tests in work.values() for test, done in tests.items() if not done), None)
        again = died_of is None or died_of not in _died_once
        if died_of is not None and again:
            _died_once.append(died_of)
        for file, tests in list(work.items()):
            left = {test: done for test, done in tests.items() if not done and (again or test != died_of)}
            if left:
                work[file] = left
            else:
                del work[file]
        super().remove_node(node)
        return None if again else died_of

    def _assign_work_unit(self, node: WorkerController) -> None:
        with suppress(OSError):  # it died a moment ago: what it was given is handed out again when that is known
            super()._assign_work_unit(node)

    def _reschedule(self, node: WorkerController) -> None:
        super()._reschedule(node)
        while not node.shutting_down and self._pending_of(self.assigned_work[node]) < 2:
            super()._reschedule(node)


@pytest.hookimpl
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneByOne | None:
    return OneByOne(config, log) if config.getoption("dist") == "loadfile" else None  # type: ignore[arg-type]


@pytest.hookimpl
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _died_once:
        terminalreporter.section("tests whose process died or hung; each was tried once more")
        for test in _died_once:
            terminalreporter.line(test)
