"""Where a raw scan lies."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.place.controller import Placing
    from app.tools.place.panel import PlacePanel

    place = PlacePanel(shell.store)
    shell.fill("place", place, place.up)
    placing = Placing(shell.store, shell.controller, shell.player, shell.engine, place, shell.viewport)
    shell.follow("place", placing.show_cross)
    shell.controller.open_failed.connect(place.restore)
    shell.keep(place=place, placing=placing)
    yield


TOOL = Tool(
    build,
    dock="place",
    title=tr("Place a scan"),
    menu="&Observe",
    actions=(
        ActionSpec(
            "place", tr("&Place a Scan"), tr("Say which way is up in a raw scan, tilt, turn, move and scale it"), "L"
        ),
    ),
    opens="place",
)
