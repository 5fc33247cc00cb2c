"""The camera of a depth image that has no file to tell it."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.depth.dialog import CameraDialog

    camera = CameraDialog(shell.store, shell.as_window())
    camera.open_asked.connect(shell.controller.open_path)
    camera.noticed.connect(shell.say)
    shell.controller.noticed.connect(camera.hear)
    action = shell.actions_by_key["depth_camera"]
    action.triggered.connect(camera.ask)
    camera.able.connect(action.setEnabled)
    camera.refresh()
    shell.keep(camera, depth_camera=camera)
    yield


TOOL = Tool(
    build,
    menu="&File",
    actions=(
        ActionSpec(
            "depth_camera",
            tr("Camera of a &Depth Image…"),
            tr("Open a 16-bit grey PNG as the scan that its camera took, by the numbers of that camera"),
        ),
    ),
    opens="depth_camera",
)
