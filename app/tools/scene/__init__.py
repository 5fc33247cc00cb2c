"""From the scan of a scene to one of its objects."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.scene.controller import Trimming
    from app.tools.scene.panel import ScenePanel

    scene = ScenePanel(shell.store)
    shell.fill("scene", scene, scene.plane)
    yield
    trimming = Trimming(shell.store, shell.controller, shell.engine, scene, shell.viewport)
    shell.follow("scene", trimming.show)
    shell.controller.open_failed.connect(scene.restore)
    shell.keep(scene=scene, trimming=trimming)
    yield


TOOL = Tool(
    build,
    dock="scene",
    title=tr("Scene"),
    menu="&Observe",
    actions=(
        ActionSpec(
            "scene", tr("Cut a Sce&ne"), tr("Take one object out of a raw scan: planes off, a piece kept, a box"), "K"
        ),
    ),
    opens="scene",
)
