"""A scheduler that a test runs by itself, with everything that it tells: nothing sleeps, and there is no thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

from app.engine.scheduler import Job, Scheduler

LOW, LOWEST = 5, 9


class Wake(threading.Condition):
    """Nothing sleeps here: where the scheduler would wait, `waits` does what the world does meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: Callable[[], object] | None = None

    def wait(self, timeout: float | None = None) -> bool:
        assert self.waits is not None, "the scheduler waits though there is something to do"
        self.waits()
        return True


class Desk:
    """A scheduler with everything that it tells, in order. behind: whether its receiver is."""

    def __init__(self) -> None:
        self.log: list[Any] = []
        self.words: list[str] = []
        self.ended: dict[object, list[bool]] = {}
        self.errors: list[tuple[object, str]] = []
        self.behind = False
        self.wake = Wake()
        self.scheduler = Scheduler(
            self.wake,
            lambda: self.behind,
            self.words.append,
            lambda job, error: self.errors.append((job.key, str(error))),
        )

    def job(self, name: object, work: Callable | int = 1, **options) -> Job:
        """A job that is logged under a name: by so many parts, or by its own generator function."""
        told = self.ended.setdefault(name, [])

        def parts(_) -> Iterator[None]:
            for part in range(work if isinstance(work, int) else 0):
                self.log.append((name, part))
                yield

        own = parts if isinstance(work, int) else work
        options.setdefault("key", name)
        return Job(work=own, ended=told.append, **options)

    def submit(self, name: object, work: Callable | int = 1, **options) -> Job:
        job = self.job(name, work, **options)
        self.scheduler.submit(job)
        return job

    def run(self) -> list[Any]:
        """Everything that can be done; then all is stopped."""
        self.submit("stop", lambda _: iter([self.scheduler.stop()]), rank=LOWEST, scope=None)
        self.scheduler.run()
        return self.log
