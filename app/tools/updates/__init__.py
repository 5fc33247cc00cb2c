"""What the steps are made of."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.updates.controller import Probing
    from app.tools.updates.panel import UpdatesPanel

    updates = UpdatesPanel(shell.store)
    shell.fill("updates", updates, updates.view)
    shell.dress(updates)
    probing = Probing(shell.store, shell.engine, shell.settings, updates)
    probing.noticed.connect(shell.say)
    shell.follow("updates", probing.set_shown)
    shell.plotting.append(updates)
    shell.keep(updates=updates, probing=probing)
    yield


TOOL = Tool(
    build,
    dock="updates",
    title=tr("Updates"),
    menu="&Inspect",
    actions=(
        ActionSpec("updates", tr("&Updates"), tr("Look into the steps: norms, rates, alignment, loss"), "U", "updates"),
    ),
    opens="updates",
)
