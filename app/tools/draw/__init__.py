"""A pad to draw a 2D shape on."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.draw.controller import DrawController
    from app.tools.draw.panel import DrawPanel

    yield
    draw = DrawPanel(shell.store)
    shell.fill("draw", draw, draw.pad)
    shell.dress(draw)
    drawing = DrawController(shell.store, shell.controller, shell.player, draw, shell.history)
    drawing.noticed.connect(shell.say)
    shell.keep(draw=draw, drawing=drawing)
    yield


TOOL = Tool(
    build,
    dock="draw",
    title=tr("Draw"),
    menu="&Observe",
    actions=(
        ActionSpec(
            "draw",
            tr("&Draw a Shape"),
            tr("Draw a 2D shape on a pad; the adaptation follows the pen"),
            "D",
            "draw",
            short=tr("Draw"),
        ),
    ),
    opens="draw",
)
