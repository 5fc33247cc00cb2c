"""The outer loop to watch."""

from __future__ import annotations

from collections.abc import Iterator

from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.outer_loop.controller import OuterLoop
    from app.tools.outer_loop.panel import TrainPanel

    train = TrainPanel()
    shell.fill("train", train)
    shell.dress(train)
    outer_loop = OuterLoop(shell.as_window())
    shell.endings.append(outer_loop.stop)
    train.start_asked.connect(outer_loop.start)
    train.stop_asked.connect(outer_loop.stop)
    train.use_asked.connect(shell.controller.use_trained)
    outer_loop.started.connect(train.begin)
    outer_loop.progressed.connect(train.progressed)
    outer_loop.snapshot.connect(train.show_snapshot)
    outer_loop.ended.connect(train.end)
    shell.plotting.append(train)
    shell.keep(train=train, outer_loop=outer_loop)
    yield


TOOL = Tool(
    build,
    dock="train",
    title=tr("Train"),
    early=False,
)
