"""A prior for a folder of one's own meshes."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.own_shapes.controller import OwnShapes
    from app.tools.own_shapes.net import OwnNet
    from app.tools.own_shapes.panel import OwnShapesWindow

    own = OwnShapesWindow(shell.store, shell.settings)
    yield
    work = OwnShapes(shell.as_window())
    shell.dress(own)
    net = OwnNet(shell.store, shell.controller, shell.show_race, shell.as_window())
    shell.endings += [own.close, work.finish]
    read = own.meshes
    for asked, done in (
        (read.survey_asked, work.survey), (read.stop_asked, work.stop_reading), (own.start_asked, work.start),
        (own.go_on_asked, work.go_on), (own.pause_asked, work.pause), (own.saved, shell.controller.list_checkpoint),
        (own.use_asked, net.use), (own.use_asked, shell.come_forward), (own.proof_asked, net.prove),
        (work.counted, read.count), (work.looked, read.add), (work.surveyed, read.end),
        (work.begun, own.begin), (work.told, own.hear), (work.paused, own.paused), (work.ended, own.end),
    ):  # fmt: skip
        asked.connect(done)
    shell.offer("own", own.open)
    shell.plotting.append(own)
    shell.keep(own, own=own, own_shapes=work)
    yield


TOOL = Tool(
    build,
    menu="&Run",
    actions=(
        ActionSpec(
            "own", tr("Train on &My Shapes…"), tr("Train a net on a folder of your own meshes"), "Ctrl+T", "train"
        ),
    ),
    opens="own",
    early=False,
)
