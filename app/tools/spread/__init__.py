"""How sure the surface is."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.spread.controller import Spreading
    from app.tools.spread.panel import SpreadPanel

    panel = SpreadPanel(shell.store)
    shell.fill("spread", panel, panel.go)
    shell.dress(panel)
    yield
    spreading = Spreading(shell.store, shell.engine, shell.controller, panel, shell.viewport)
    shell.follow("spread", spreading.set_shown)
    shell.offer("spread_skins", panel.set_skins)
    panel.skins.toggled.connect(shell.actions_by_key["spread_skins"].setChecked)
    shell.plotting.append(panel)
    shell.keep(spread=panel, spreading=spreading)
    yield


TOOL = Tool(
    build,
    dock="spread",
    title=tr("Spread"),
    menu="&Inspect",
    actions=(
        ActionSpec(
            "spread",
            tr("How S&ure Is It"),
            tr("Adapt to resampled observations and see where the surfaces differ"),
            "Y",
        ),
        ActionSpec(
            "spread_skins",
            tr("S&kins of the Members"),
            tr("Show the surfaces of all members at once"),
            "Shift+Y",
            checkable=True,
        ),
    ),
    opens="spread",
)
