"""What runs next on a thread that does one thing at a time: one list of jobs, and one rule.

A job is a generator and may be put aside wherever it yields; that it goes on later is the same choice as which job
begins. The rule is `Scheduler._place`. Nothing is nested, and nothing is asked for again by hand. Without Qt and torch.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from itertools import count
from math import inf

from core.errors import Interrupted

FIRST, SHARED = 0, 1
"""Ranks, less goes first. FIRST cuts into everything. Jobs that are SHARED take turns, a part each; of the other ranks
one is done after the other.
"""

Urgent = Callable[[], bool]
"""Asked by a job in the midst of a part: whether to raise Interrupted, for another job or because it is to end."""


class Token:
    """Says that its job is to end. It is set once, never reset, and no other job has it."""

    __slots__ = ("_cancelled",)

    def __init__(self) -> None:
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        return self._cancelled

    def cancel(self) -> None:
        self._cancelled = True


def _nothing(_complete: bool) -> None:
    """For jobs of whose end nobody has to know."""


@dataclass(frozen=True, eq=False)
class Job:
    """One thing to do. work: makes its parts; called anew, later, where a part raised Interrupted.

    rank: see `Scheduler._place`. key: of jobs with the same one the latest counts. keep: once begun it may yet be done,
    before a later one of its key. scope: number of what it works on; it ends when a later one is entered, and waits
    until its own is. paced: waits while the receiver is behind. patience: parts of better ranks after which it takes
    its turn among those that share. words: for people, "" for none. ended: told once, on the scheduler's thread,
    whether all parts were made; on the one that asks where the scheduler had stopped already.
    """

    key: Hashable
    work: Callable[[Urgent], Iterator[object]]
    rank: int = SHARED
    words: str = ""
    scope: int | None = None
    keep: bool = False
    paced: bool = False
    patience: float = inf
    ended: Callable[[bool], None] = _nothing
    token: Token = field(default_factory=Token, init=False)


@dataclass(eq=False)
class _Held:
    """A job on the list. number: its place among equals. passed: how many parts of better ranks went before its next.

    parts: None before it begins, and after it was interrupted.
    """

    job: Job
    number: int
    passed: int = 0
    begun: bool = False
    parts: Iterator[object] | None = None
    error: Exception | None = None


class Scheduler:
    """Runs jobs on the thread that calls `run`. All other methods may be called on any thread, also by a job.

    wake: guards the list; notify it when the receiver has caught up. behind: whether the receiver is, asked under
    `wake`. told: gets the words of the job that runs, "" when there is none. failed: gets a job and what it raised.
    """

    def __init__(
        self,
        wake: threading.Condition,
        behind: Callable[[], bool],
        told: Callable[[str], None],
        failed: Callable[[Job, Exception], None],
    ) -> None:
        self._wake, self._behind, self._told, self._failed = wake, behind, told, failed
        self._held: list[_Held] = []
        self._running: _Held | None = None
        self._numbers = count(1)
        self._scope = 0
        self._stopped = False
        self._words = ""
        self._said = True  # whether the words are those of the job that runs, or of one that goes on

    # --- on any thread

    def submit(self, job: Job) -> None:
        """Have a job done. It takes the place of one of its key that has not begun; one that has ends unless kept."""
        with self._wake:
            if not self._stopped:
                number = next(self._numbers)
                for held in self._held:
                    if held.job.key != job.key or held.job.token.cancelled:
                        continue
                    if not held.begun:
                        number = min(number, held.number)
                    if not (held.begun and held.job.keep):
                        held.job.token.cancel()
                self._held.append(_Held(job, number))
                self._wake.notify_all()
                return
            job.token.cancel()
        job.ended(False)

    def cancel(self, job: Job) -> None:
        """End a job: before it begins, or where it yields or asks next. Nothing happens to one that has ended."""
        with self._wake:
            job.token.cancel()
            self._wake.notify_all()

    def enter(self, scope: int) -> None:
        """From now on this is what is worked on: jobs of earlier scopes end, its own become ready."""
        with self._wake:
            self._scope = max(self._scope, scope)
            self._wake.notify_all()

    def stop(self) -> None:
        """End everything; `run` then returns."""
        with self._wake:
            self._stopped = True
            for held in self._held:
                held.job.token.cancel()
            self._wake.notify_all()

    @property
    def running(self) -> Job | None:
        """The job of which a part is being made."""
        held = self._running
        return held.job if held else None

    # --- on the thread that runs

    def run(self) -> None:
        """Do what there is to do until `stop`."""
        while (held := self._next()) is not None:
            over = self._part(held)
            with self._wake:
                self._running = None
                if over is None:
                    continue
                self._held.remove(held)
                rests = not self._held
            held.job.ended(over)
            if held.error is not None:
                self._failed(held.job, held.error)
            self._said = False
            if rests:
                self._tell("")

    def _next(self) -> _Held | None:
        """The job to go on with, once there is one that is ready; None when all has been stopped."""
        with self._wake:
            while (held := self._first()) is None:
                if self._stopped:
                    return None
                self._wake.wait()
            began, held.begun = held.begun, True
            self._running = held
        if not (began and self._said):
            self._tell(held.job.words)
        return held

    def _first(self) -> _Held | None:
        held = min(self._held, key=self._place, default=None)
        return held if held is not None and self._ready(held) else None

    def _place(self, held: _Held) -> tuple[int, int, bool, int]:
        """THE RULE. Cancelled jobs first, since they only have to end; then by rank; then by age.

        What its receiver holds up comes after its equals and keeps lower ranks waiting; what is early comes last.
        """
        if self._over(held):
            return 0, 0, False, held.number
        return (2 if self._early(held) else 1), self._rank(held), self._held_up(held), held.number

    def _rank(self, held: _Held) -> int:
        return held.job.rank if held.passed < held.job.patience else min(held.job.rank, SHARED)

    def _over(self, held: _Held) -> bool:
        """Whether it is to end."""
        scope = held.job.scope
        return held.job.token.cancelled or (scope is not None and scope < self._scope)

    def _early(self, held: _Held) -> bool:
        """Whether its scope is not entered yet, or an earlier one of its key goes on, whose results come first."""
        scope, key = held.job.scope, held.job.key
        if scope is not None and scope > self._scope:
            return True
        return not held.begun and any(other.begun and other.job.key == key for other in self._held)

    def _held_up(self, held: _Held) -> bool:
        return held.job.paced and self._behind()

    def _ready(self, held: _Held) -> bool:
        return self._over(held) or not (self._early(held) or self._held_up(held))

    def _gives_way(self, held: _Held) -> bool:
        """Whether a job that runs is to stop in the midst of a part: it is over, or one of a better rank is ready."""
        with self._wake:
            rank = self._rank(held)
            better = (other for other in self._held if self._rank(other) < rank and not self._over(other))
            return self._over(held) or any(self._ready(other) for other in better)

    def _part(self, held: _Held) -> bool | None:
        """Make the next part, or end the job. None: there is more to do; else whether all parts were made."""
        with self._wake:
            over = self._over(held)
        try:
            if over:
                _close(held.parts)
                return False
            if held.parts is None:
                held.parts = held.job.work(lambda: self._gives_way(held))
            next(held.parts)
        except StopIteration:
            return True
        except Interrupted:
            held.parts = None  # from the beginning, at its old place
            return None
        except Exception as error:  # noqa: BLE001 (the boundary of the thread: it must outlive every job)
            held.error = error
            return False
        with self._wake:
            rank = self._rank(held)
            for other in self._held:
                other.passed += self._rank(other) > rank
            held.passed = 0
            if held.job.rank <= SHARED:
                held.number = next(self._numbers)
        return None

    def _tell(self, words: str) -> None:
        """Say what runs when a job begins or has ended; quiet jobs leave the words as they are."""
        self._said = bool(words)
        if words != self._words and (words or not self._held):
            self._words = words
            self._told(words)


def _close(parts: Iterator[object] | None) -> None:
    """Run what a generator has to do at its end; other iterators have nothing to do."""
    close = getattr(parts, "close", None)
    if close is not None:
        close()
