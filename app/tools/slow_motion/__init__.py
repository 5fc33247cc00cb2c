"""One step in its phases."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.slow_motion.controller import SlowMotion
    from app.tools.slow_motion.panel import PhasesPanel

    phases = PhasesPanel(shell.store)
    shell.fill("slow", phases)
    shell.dress(phases)
    slow_motion = SlowMotion(shell.store, shell.engine, shell.player, phases, shell.viewport)
    shell.follow("slow", slow_motion.set_on)
    shell.follow("slow", shell.actions_by_key["slow"].setChecked)
    shell.offer("slow", lambda on: shell.show_dock("slow") if on else shell.dock("slow").hide())
    shell.plotting.append(phases)
    shell.keep(phases=phases, slow_motion=slow_motion)
    yield


TOOL = Tool(
    build,
    dock="slow",
    title=tr("Slow motion"),
    menu="&Inspect",
    actions=(
        ActionSpec(
            "slow", tr("Slow &Motion"), tr("Steps in phases: loss, gradient, update, new surface"), "M", "slow", True
        ),
    ),
    opens="slow",
)
