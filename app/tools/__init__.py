"""The tools of the window, in the order of docks and menus: a folder each, with a row (`TOOL`), and its name here."""

from __future__ import annotations

from app.control.actions import SPECS
from app.tools import (
    branches,
    dials,
    draw,
    gallery,
    inspect,
    lesson,
    outer_loop,
    own_shapes,
    place,
    race,
    record,
    scan,
    slow_motion,
    updates,
)
from app.view.tool import Tool

TOOLS: tuple[Tool, ...] = tuple(
    module.TOOL
    for module in (
        scan, draw, place, lesson, outer_loop, inspect, slow_motion, updates, dials, branches, race, gallery,
        own_shapes, record,
    )
)  # fmt: skip

ACTIONS = (*SPECS, *(spec for tool in TOOLS for spec in tool.actions))
"""Everything that can be done, the window's own first."""
