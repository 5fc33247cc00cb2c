"""Lines of a run: one thing changed from a step on."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.branches.controller import Branching
    from app.tools.branches.panel import BranchesPanel

    branches = BranchesPanel(shell.store)
    shell.fill("branches", branches, branches.tree)
    shell.dress(branches)
    branching = Branching(
        shell.store, shell.engine, shell.controller, branches, shell.side_by_side, shell.actions_by_key
    )
    shell.keep(branches=branches, branching=branching)
    yield


TOOL = Tool(
    build,
    dock="branches",
    title=tr("Branches"),
    menu="&Run",
    actions=(
        ActionSpec(
            "branches",
            tr("Bra&nches"),
            tr("Change one thing from this step on, and keep both lines"),
            "Ctrl+B",
            "branch",
        ),
        ActionSpec("next_line", tr("Ne&xt Line"), tr("Show the next line of the run at the same step"), "Ctrl+L"),
        ActionSpec(
            "compare",
            tr("S&ide by Side"),
            tr("Show another line beside the shown one, or take it away"),
            "Ctrl+Alt+L",
            "compare",
            checkable=True,
        ),
    ),
    opens="branches",
)
