"""A virtual depth camera, and the brush that hides what was seen."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.scan.controller import Scanning
    from app.tools.scan.panel import ScanPanel

    scan = ScanPanel(shell.store)
    shell.fill("scan", scan, scan.here)
    scanning = Scanning(shell.store, shell.controller, shell.player, shell.viewport, scan)
    actions = shell.actions_by_key
    actions["scan_here"].triggered.connect(scanning.scan_here)
    actions["scan_more"].triggered.connect(scanning.scan_more)
    actions["brush"].triggered.connect(scanning.set_brush)
    scan.brush_toggled.connect(actions["brush"].setChecked)
    shell.controller.open_failed.connect(scan.restore)
    shell.keep(scan=scan, scanning=scanning)
    yield


TOOL = Tool(
    build,
    dock="scan",
    title=tr("Scan"),
    menu="&Observe",
    actions=(
        ActionSpec(
            "scan_here",
            tr("Scan from &Here"),
            tr("Take one depth picture of a 3D shape from where you look"),
            "F",
            "scan",
            short=tr("Scan"),
        ),
        ActionSpec(
            "scan_more",
            tr("&Add This View to the Scan"),
            tr("Take a further depth picture from where you look"),
            "Shift+F",
        ),
        ActionSpec(
            "scan",
            tr("Scan &Conditions"),
            tr("Open the panel of the depth camera: views, noise, outliers, holes, cut"),
            "S",
        ),
        ActionSpec(
            "brush",
            tr("Occlusion &Brush"),
            tr("Drag over the surface to hide what was seen there"),
            "B",
            checkable=True,
        ),
    ),
    opens="scan",
)
