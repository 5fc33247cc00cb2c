"""Errors, slices and exact numbers."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.inspect.controller import Instrument
    from app.tools.inspect.linked import Linked
    from app.tools.inspect.panel import InspectPanel

    yield
    inspect = InspectPanel(shell.store)
    shell.fill("inspect", inspect, inspect.iso)
    instrument = Instrument(
        shell.store, shell.engine, shell.settings, shell.viewport, inspect, shell.actions_by_key, shell.as_window()
    )
    linked = Linked(shell.side_by_side, shell.engine, shell.settings, instrument)
    shell.keep(inspect=inspect, instrument=instrument, linked=linked)
    yield


TOOL = Tool(
    build,
    dock="inspect",
    title=tr("Inspect"),
    menu="&Inspect",
    actions=(
        ActionSpec(
            "inspect", tr("I&nspect"), tr("Open the panel of errors, slices and exact numbers"), "Ctrl+I", "inspect"
        ),
        ActionSpec(
            "swap", tr("S&wap Surface and Truth"), tr("Show the true shape in the place of the surface, and back"), "X"
        ),
        ActionSpec("blink", tr("&Blink"), tr("Swap surface and truth again and again"), "Shift+X", checkable=True),
        ActionSpec(
            "residual",
            tr("Colour Points by &Residual"),
            tr("Colour what was observed by how far the field is from it"),
            "E",
            checkable=True,
        ),
        ActionSpec("slice", tr("&Slice Plane"), tr("Show the field on a plane, with isolines"), "C", checkable=True),
        ActionSpec("slice_on", tr("Slice &Forward"), tr("Move the slice plane along its arrow"), "Shift+Up", held=True),
        ActionSpec(
            "slice_back", tr("Slice Bac&kward"), tr("Move the slice plane against its arrow"), "Shift+Down", held=True
        ),
        ActionSpec(
            "readout", tr("&Numbers under the Mouse"), tr("Read exact numbers where the mouse is"), "N", checkable=True
        ),
        ActionSpec(
            "readout_centre",
            tr("Numbers at the &Centre"),
            tr("Read exact numbers at the middle of the view"),
            "Shift+N",
        ),
    ),
    opens="inspect",
)
