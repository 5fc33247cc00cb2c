"""Methods side by side on the open observation."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.race.controller import Racing
    from app.tools.race.panel import RaceWindow

    race = RaceWindow(shell.store, shell.as_window())
    shell.dress(race)
    racing = Racing(shell.store, shell.engine, race)
    shell.endings.append(race.close)
    shell.offer("race", lambda _: shell.show_race())
    shell.keep(race, race=race, racing=racing)
    yield


TOOL = Tool(
    build,
    menu="&Run",
    actions=(
        ActionSpec("race", tr("Ra&ce…"), tr("Let several methods adapt to the same observation"), "Ctrl+Alt+R", "race"),
    ),
    opens="race",
    early=False,
)
