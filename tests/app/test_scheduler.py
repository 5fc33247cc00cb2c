"""The rule by which jobs share a thread: without Qt, torch or sleeping."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

import pytest

from app.engine.scheduler import FIRST, SHARED, Job, Scheduler
from core.errors import Interrupted
from tests.app.desk import LOW, LOWEST, Desk


def test_better_ranks_first_then_age():
    desk = Desk()
    for name, rank in (("low", LOW), ("b", SHARED), ("first", FIRST), ("c", SHARED)):
        desk.submit(name, rank=rank)
    assert [name for name, _ in desk.run()] == ["first", "b", "c", "low"]
    assert desk.ended == {"low": [True], "b": [True], "first": [True], "c": [True], "stop": [False]}


def test_equal_ranks_take_turns_part_by_part():
    desk = Desk()
    desk.submit("a", 3)
    desk.submit("b", 2)
    assert desk.run() == [("a", 0), ("b", 0), ("a", 1), ("b", 1), ("a", 2)]


def test_other_ranks_are_done_one_after_the_other():
    desk = Desk()
    desk.submit("a", 3, rank=LOW)
    desk.submit("b", 2, rank=LOW)
    assert desk.run() == [("a", 0), ("a", 1), ("a", 2), ("b", 0), ("b", 1)]


def test_what_is_asked_for_while_ten_thousand_steps_run_is_there_within_three():
    desk = Desk()
    asked = {3: "truth", 500: "probe", 501: "look", 777: "colour"}
    arrived: dict[object, int] = {}

    def steps(_) -> Iterator[None]:
        for step in range(1, 10_001):
            desk.log.append(step)
            if step in asked:
                options = {"rank": 2, "patience": 2} if asked[step] == "probe" else {}
                desk.submit(asked[step], lambda _, step=step: iter([arrived.update({step: desk.log[-1]})]), **options)
            yield

    desk.submit("steps", steps, paced=True)
    desk.run()
    assert desk.ended["steps"] == [True]
    assert len(desk.log) == 10_000
    assert all(arrived[step] - step < 3 for step in asked)


def test_steps_are_not_kept_waiting_by_a_slider_that_is_dragged_without_end():
    desk = Desk()

    def look(_) -> Iterator[None]:
        desk.log.append("look")
        if desk.log.count("look") < 200:
            desk.submit("look", look, keep=True)
        yield

    desk.submit("look", look, keep=True)
    desk.submit("steps", 50, paced=True)
    log = desk.run()
    last = log.index(("steps", 49))
    assert log[:last].count("look") <= 51


@pytest.mark.parametrize(("ticks", "shown"), [(1, 600), (4, 150), (6, 100)])
def test_a_slider_dragged_at_sixty_hertz_shows_ten_pictures_a_second(ticks, shown):
    """Ten seconds by the slider's own clock: it ticks while a picture is made, which takes so many ticks."""
    desk = Desk()
    asked = [0]

    def ask() -> None:
        number = asked[0] = asked[0] + 1

        def look(urgent) -> Iterator[None]:
            for _ in range(ticks):
                if urgent():
                    raise Interrupted
                if asked[0] < 600:
                    ask()
            desk.log.append(number)
            yield

        desk.submit(number, look, key="offset", keep=True)

    ask()
    desk.submit("refinement", lambda urgent: iter([urgent()]), rank=LOW)
    pictures = desk.run()
    assert len(pictures) >= shown
    assert pictures == sorted(pictures), "never an older one after a newer one"
    assert pictures[-1] == 600, "the last one counts"


def test_what_is_not_kept_ends_for_a_later_one_of_its_key():
    desk = Desk()

    def old(urgent) -> Iterator[None]:
        desk.log.append("begins")
        desk.submit("new", key="k")
        if urgent():
            raise Interrupted
        desk.log.append("never")
        yield

    desk.submit("older", key="k")
    desk.submit("old", old, key="k")
    assert desk.run() == ["begins", ("new", 0)]
    assert (desk.ended["older"], desk.ended["old"], desk.ended["new"]) == ([False], [False], [True])


def test_a_later_one_waits_where_the_one_before_it_waited():
    desk = Desk()
    desk.submit("look 1", key="look")
    desk.submit("probe")
    desk.submit("look 2", key="look")
    assert desk.run() == [("look 2", 0), ("probe", 0)]


def test_an_interrupted_part_is_begun_anew_at_its_place_and_never_on_top_of_another():
    desk = Desk()
    tries: list[int] = []

    def long(urgent) -> Iterator[None]:
        tries.append(len(desk.log))
        if len(tries) < 3:
            desk.submit(f"quick {len(tries)}")
        if urgent():
            raise Interrupted
        desk.log.append("long")
        yield

    desk.submit("long", long, rank=LOW)
    desk.submit("later", rank=LOW)
    assert desk.run() == [("quick 1", 0), ("quick 2", 0), "long", ("later", 0)]
    assert tries == [0, 1, 2]
    assert desk.ended["long"] == [True]


def test_the_first_rank_cuts_into_everything_and_equals_into_nothing():
    desk = Desk()
    seen: list[bool] = []

    def part(urgent) -> Iterator[None]:
        desk.submit("equal")
        seen.append(urgent())
        desk.submit("opening", rank=FIRST)
        seen.append(urgent())
        yield

    desk.submit("part", part)
    desk.run()
    assert seen == [False, True]


def test_no_rank_starves_that_has_patience():
    desk = Desk()
    begun = []

    def refinement(urgent) -> Iterator[None]:
        begun.append(len(desk.log))
        if urgent():
            raise Interrupted
        desk.log.append("refined")
        yield

    desk.submit("steps", 500)
    desk.submit("task", 10, rank=LOW, patience=16)
    desk.submit("refinement", refinement, rank=3, patience=16)
    desk.submit("check", rank=8, patience=inf)
    log = desk.run()
    assert log.index("refined") < 25
    assert log.index(("task", 9)) < 10 * 20
    assert log.index(("check", 0)) == len(log) - 1


def test_scopes_end_what_was_before_and_keep_what_is_to_come_waiting():
    desk = Desk()
    desk.scheduler.enter(4)

    def opening(_) -> Iterator[None]:
        desk.log.append("opens")
        yield
        desk.scheduler.enter(5)
        yield

    desk.submit("of 4", 5, scope=4)
    desk.submit("of 5", scope=5)
    desk.submit("of none")
    desk.submit("opening", opening, rank=FIRST)
    assert desk.run() == ["opens", ("of 5", 0), ("of none", 0)]
    assert desk.ended["of 4"] == [False]


def test_a_failed_opening_ends_nothing_of_what_is_open():
    desk = Desk()
    desk.scheduler.enter(4)

    def opening(_) -> Iterator[None]:
        raise ValueError("no such file")
        yield

    desk.submit("look", scope=4)
    desk.submit("opening", opening, rank=FIRST)
    assert desk.run() == [("look", 0)]
    assert desk.errors == [("opening", "no such file")]
    assert (desk.ended["opening"], desk.ended["look"]) == ([False], [True])


def test_what_is_paced_waits_for_its_receiver_and_keeps_lower_ranks_waiting():
    desk = Desk()

    def task(_) -> Iterator[None]:
        for part in range(2):
            desk.log.append(("task", part))
            desk.behind = True
            desk.submit(f"look {part}")
            yield

    def caught_up() -> None:
        desk.log.append("caught up")
        desk.behind = False

    desk.wake.waits = caught_up
    desk.submit("task", task, rank=LOW, paced=True)
    desk.submit("lower", rank=LOW + 1)
    assert desk.run() == [
        *(("task", 0), ("look 0", 0), "caught up"),
        *(("task", 1), ("look 1", 0), "caught up", ("lower", 0)),
    ]


def test_pacing_holds_after_a_cancelled_job_as_before():
    desk = Desk()
    job = desk.submit("task", 5, rank=LOW, paced=True)
    desk.scheduler.cancel(job)
    desk.behind = True
    desk.submit("probe", paced=True)
    desk.submit("look")
    desk.wake.waits = desk.scheduler.stop
    desk.scheduler.run()
    assert desk.log == [("look", 0)]
    assert (desk.ended["task"], desk.ended["probe"]) == ([False], [False])


def test_an_error_ends_its_job_alone_and_is_told_after_its_end():
    desk = Desk()
    order: list[str] = []

    def broken(_) -> Iterator[None]:
        yield
        raise RuntimeError("wires crossed")

    scheduler = Scheduler(desk.wake, lambda: False, lambda _: None, lambda *_: order.append("failed"))
    scheduler.submit(Job("broken", broken, ended=lambda complete: order.append(f"ended {complete}")))
    scheduler.submit(Job("good", lambda _: iter([order.append("good")])))
    scheduler.submit(Job("stop", lambda _: iter([scheduler.stop()]), rank=LOWEST))
    scheduler.run()
    assert order == ["good", "ended False", "failed"]


def test_a_generator_puts_its_things_away_when_it_is_cancelled():
    desk = Desk()

    def work(_) -> Iterator[None]:
        try:
            desk.log.append("opened")
            desk.scheduler.cancel(job)
            yield
            desk.log.append("never")
        finally:
            desk.log.append("closed")

    job = desk.submit("work", work)
    assert desk.run() == ["opened", "closed"]
    assert desk.ended["work"] == [False]


def test_words_come_from_the_job_that_runs():
    desk = Desk()
    desk.submit("race", 3, words="Racing", rank=LOW)
    desk.submit("steps", 2, words="Stepping")
    desk.submit("look")
    desk.submit("start", lambda _: 1 / 0, words="Starting", rank=FIRST)
    desk.run()
    assert desk.words == ["Starting", "Stepping", "Racing", ""]
