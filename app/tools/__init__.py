"""The tools of the window, in the order of docks and menus: a folder each, with a row (`TOOL`), and its name here."""

from __future__ import annotations

from app.control.actions import SPECS
from app.tools import (
    branches,
    depth,
    dials,
    draw,
    figures,
    gallery,
    inspect,
    lesson,
    outer_loop,
    over_time,
    own_shapes,
    place,
    race,
    record,
    runs,
    scan,
    scene,
    slow_motion,
    spread,
    state_text,
    updates,
    views,
)
from app.view.tool import Tool

TOOLS: tuple[Tool, ...] = tuple(
    module.TOOL
    for module in (
        scan, draw, scene, place, lesson, outer_loop, inspect, slow_motion, updates, over_time, dials, spread,
        branches, race, gallery, runs, own_shapes, record, figures, depth, state_text, views,
    )
)  # fmt: skip

ACTIONS = (*SPECS, *(spec for tool in TOOLS for spec in tool.actions))
"""Everything that can be done, the window's own first."""
