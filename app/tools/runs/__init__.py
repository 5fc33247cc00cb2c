"""Runs that are kept: a table that lasts, and two of them compared."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.runs.controller import KeptRuns
    from app.tools.runs.panel import RunsWindow

    yield
    table = RunsWindow(shell.store, shell.settings, shell.viewport)
    shell.dress(table)
    yield
    kept = KeptRuns(shell.store, shell.engine, shell.controller, shell.viewport, table)
    kept.noticed.connect(shell.say)
    kept.opened.connect(shell.come_forward)
    shell.endings += [table.close, kept.finish]
    shell.offer("runs", table.open)
    shell.offer("keep_run", kept.keep)
    shell.keep(table, runs=table, kept_runs=kept)
    yield


TOOL = Tool(
    build,
    menu="&Run",
    actions=(
        ActionSpec("keep_run", tr("&Keep in Runs"), tr("Keep the run as it is shown in the table of runs"), "Ctrl+K"),
        ActionSpec("runs", tr("R&uns…"), tr("The table of kept runs: open one again, or compare two"), "Ctrl+Shift+K"),
    ),
    opens="runs",
    early=False,
)
