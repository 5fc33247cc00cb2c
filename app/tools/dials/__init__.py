"""Out of the distribution by a dial."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.dials.controller import Dialing
    from app.tools.dials.panel import DialsPanel

    dials = DialsPanel(shell.store)
    shell.fill("dials", dials, dials.choice)
    shell.dress(dials)
    dialing = Dialing(shell.store, shell.engine, shell.settings, dials)
    shell.plotting.append(dials)
    shell.keep(dials=dials, dialing=dialing)
    yield


TOOL = Tool(
    build,
    dock="dials",
    title=tr("Dials"),
    menu="&Inspect",
    actions=(
        ActionSpec(
            "dials",
            tr("&Out-of-Distribution Dials"),
            tr("Turn, scale, exchange or spoil the shape; see the error"),
            "O",
        ),
    ),
    opens="dials",
)
