"""What the steps did, over time."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.over_time.controller import OverTime
    from app.tools.over_time.panel import OverTimePanel

    panel = OverTimePanel(shell.store)
    shell.fill("over_time", panel, panel.film)
    yield
    over_time = OverTime(shell.store, shell.engine, shell.controller, shell.player, panel, shell.viewport)
    shell.follow("over_time", over_time.set_shown)
    shell.offer("step_skins", panel.set_skins)
    shell.offer("pulls", panel.set_points)
    for key, box in (("step_skins", panel.skins), ("pulls", panel.points)):
        box.toggled.connect(shell.actions_by_key[key].setChecked)
    shell.keep(over_time=panel, over_time_controller=over_time)
    yield


TOOL = Tool(
    build,
    dock="over_time",
    title=tr("Over time"),
    menu="&Inspect",
    actions=(
        ActionSpec(
            "over_time", tr("What the S&teps Did"), tr("A film of the steps, their surfaces, and what pulled"), "W"
        ),
        ActionSpec(
            "step_skins",
            tr("S&urfaces of All Steps"),
            tr("Show the surfaces of the steps at once, early ones dark"),
            "Shift+W",
            checkable=True,
        ),
        ActionSpec(
            "pulls",
            tr("Points That &Pulled"),
            tr("Show which observed points made the last step"),
            "Shift+P",
            checkable=True,
        ),
    ),
    opens="over_time",
)
