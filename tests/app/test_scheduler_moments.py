"""Calls to the scheduler from another thread, at every moment at which one may come."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.engine import scheduler as module
from app.engine.scheduler import SHARED, Job
from tests.app.desk import LOW, LOWEST, Desk
from tests.trials import examples


def at_each_moment(prepare: Callable[[], tuple[Desk, Callable[[], object]]]) -> Iterator[tuple[Desk, int]]:
    """Runs a desk again and again, each time with a call from another thread one line of the scheduler later.

    Gives the desk after the run, and how long its log was when the call came. Lines at which the list is locked are
    none at which another thread could call.
    """
    moment = 0
    while True:
        desk, call = prepare()
        passed, came = [0], [-1]

        def tried(desk=desk, call=call) -> bool:
            if not desk.wake.acquire(blocking=False):
                return False
            desk.wake.release()
            call()
            return True

        def trace(frame, event, _, desk=desk, passed=passed, came=came, tried=tried, moment=moment):
            if frame.f_code.co_filename != module.__file__:
                return None
            if event == "line" and came[0] < 0:
                passed[0] += 1
                if passed[0] > moment:
                    before, did = len(desk.log), []
                    thread = threading.Thread(target=lambda: did.append(tried()))
                    thread.start()
                    thread.join()
                    came[0] = before if did[0] else -1
            return trace

        sys.settrace(trace)
        try:
            desk.scheduler.run()
        finally:
            sys.settrace(None)
        if came[0] < 0:
            return
        yield desk, came[0]
        moment = passed[0]


def busy(task: bool = True) -> tuple[Desk, Job]:
    """A desk with a task of 6 parts, and what ends everything once that is over."""
    desk = Desk()
    job = desk.submit("task", 6 if task else 0, rank=LOW, key="task", words="Working")
    desk.submit("end", lambda _: iter([desk.scheduler.stop()]), rank=LOWEST)
    return desk, job


def test_a_task_that_is_cancelled_at_any_moment_makes_no_further_part():
    def prepare():
        desk, job = busy()
        return desk, lambda: desk.scheduler.cancel(job)

    ends = []
    for desk, made in at_each_moment(prepare):
        assert len(desk.log) <= made + 1, "but for the one that is being made"
        assert len(desk.ended["task"]) == 1
        ends.append((made, desk.ended["task"][0]))
    assert len(ends) > 100
    assert (0, False) in ends
    assert all(not complete for made, complete in ends if made < 6)


def test_everything_ends_that_is_stopped_at_any_moment():
    def prepare():
        desk, _ = busy()
        desk.submit("waits", 3, rank=LOW + 1)
        return desk, desk.scheduler.stop

    moments = 0
    for desk, made in at_each_moment(prepare):
        moments += 1
        assert len(desk.log) <= made + 1
        assert all(len(told) == 1 for told in desk.ended.values()), desk.ended
    assert moments > 100


def test_a_later_task_ends_the_one_before_at_any_moment():
    def prepare():
        desk, _ = busy()
        return desk, lambda: desk.submit("later", 2, rank=LOW, key="task")

    moments = 0
    for desk, made in at_each_moment(prepare):
        moments += 1
        assert len([name for name, _ in desk.log if name == "task"]) <= min(made + 1, 6)
        if made < 6:
            assert (desk.ended["task"], desk.ended["later"]) == ([False], [True])
            assert desk.log[-2:] == [("later", 0), ("later", 1)]
    assert moments > 100


def test_a_kept_one_and_the_latest_are_both_made_whenever_the_latest_comes():
    def prepare():
        desk = Desk()
        desk.submit("look", 3, key="look", keep=True)
        desk.submit("end", lambda _: iter([desk.scheduler.stop()]), rank=LOWEST)
        return desk, lambda: desk.submit("later", 1, key="look", keep=True)

    for desk, made in at_each_moment(prepare):
        if made < 3:
            assert desk.log[-1] == ("later", 0)
            assert desk.ended["look"] == ([True] if ("look", 0) in desk.log else [False])


CALLS = st.sampled_from(["submit", "cancel", "enter", "behind", "caught up"])


@settings(deadline=None, max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(CALLS, st.integers(0, 3), st.integers(0, 2), st.booleans()), max_size=25))
def test_whatever_is_asked_every_job_ends_once_and_the_latest_of_its_key_is_made(calls):
    desk, jobs, scope = Desk(), [], [0]
    rest = iter(calls)

    def hand(_) -> Iterator[None]:
        for kind, key, rank, flag in rest:
            if kind == "submit":
                name = f"{key} {len(jobs)}"
                jobs.append(desk.submit(name, 2, key=key, rank=rank + 1, keep=flag, paced=flag, scope=scope[0]))
            elif kind == "cancel" and jobs:
                desk.scheduler.cancel(jobs[key % len(jobs)])
            elif kind == "enter":
                scope[0] += 1
                desk.scheduler.enter(scope[0])
            else:
                desk.behind = kind == "behind"
            yield
        desk.behind = False

    desk.submit("hand", hand, rank=SHARED, patience=0)
    desk.run()
    assert all(len(told) == 1 for told in desk.ended.values())
    for place, job in enumerate(jobs):
        later = [other for other in jobs[place + 1 :] if other.key == job.key]
        if not later and job.scope == scope[0] and not job.token.cancelled:
            assert desk.ended[f"{job.key} {place}"] == [True]
    assert not desk.errors
