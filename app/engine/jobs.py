"""What the engine is asked for: how fine, what goes first, and the step that is computed towards."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.engine.scheduler import FIRST, SHARED, Job
from app.system.words import tr

if TYPE_CHECKING:
    from core.runs.run import Run

PLAYING_RESOLUTION = {2: 96, 3: 64}
"""Lattice cells a side of the level set that is shown at once, by dimension."""

RESTING_RESOLUTION = {2: 256, 3: 128}
"""The same for the level set that replaces it when nothing else is to be done."""

CAREFUL_RESOLUTION = {2: 512, 3: 256}
"""The same for the careful, audited one that follows when the person rests."""

OPENING, ACTING, RESTING, PROBING, REFINING, WORKING, CHECKING = FIRST, SHARED, 2, 3, 4, 5, 6
"""Ranks (app.engine.scheduler). ACTING: what follows a hand: steps, the true shape, colours, coarse looks; they take
turns. RESTING: fine looks. REFINING: the surface at rest. WORKING: tasks. CHECKING: the careful, audited surface.
"""

SOON, SOMETIME = 2, 16
"""Patience of probes, and of all other lower ranks but that of checking, which is too long to be in the way."""

GIVEN_UP = (tr("Opening"), tr("Observing"))
"""Words of what a person can turn away from: of the opening of something."""


class Goal:
    """The step that a job computes towards. It can be moved while the job runs, and not once that is over."""

    def __init__(self, target: int) -> None:
        self._lock = threading.Lock()
        self._target: int | None = target

    @property
    def target(self) -> int | None:
        """None once it is reached or given up."""
        return self._target

    def extend_to(self, target: int) -> bool:
        """Another step to compute towards. False, and nothing changes, when the job is over."""
        with self._lock:
            if self._target is None:
                return False
            self._target = target
            return True

    def lies_beyond(self, step: int) -> bool:
        """Whether a further step is wanted. If not, the job is over before anybody can move its goal again."""
        with self._lock:
            if self._target is not None and self._target <= step:
                self._target = None
            return self._target is not None

    def give_up(self) -> None:
        """No further step is wanted."""
        with self._lock:
            self._target = None


class Wanted:
    """What is being opened, until it is there: a person can turn away from it until then, and not after."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._job: Job | None = None

    def begin(self, job: Job) -> Job:
        """From now on it is this job; returns it."""
        self._job = job
        return job

    def give_up(self, cancel: Callable[[Job], None]) -> bool:
        """Cancel the job. False when it is over, or nothing is being opened."""
        with self._lock:
            job, self._job = self._job, None
            if job is None or job.token.cancelled:
                return False
            cancel(job)
            return True

    def settle(self, job: Job | None) -> bool:
        """Whether the job is wanted still; from now on it cannot be given up."""
        with self._lock:
            if self._job is job:
                self._job = None
            return job is not None and not job.token.cancelled


def line_of(run: Run) -> Run:
    """The run without its entries: all that a job has to keep of it, while the window lets go of old surfaces."""
    return replace(run, entries=())


def slot_of(job: Job) -> str:
    """Return the kind of a job, as `Engine.failed` tells it; without the start nothing can be opened."""
    kind = str(job.key[0] if isinstance(job.key, tuple) else job.key)
    return "open" if kind == "start" else kind
