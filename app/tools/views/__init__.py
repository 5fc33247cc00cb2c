"""From where one looks."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.views.controller import Views

    views = Views(shell.store, shell.viewport, shell.actions_by_key, shell.as_window())
    views.noticed.connect(shell.say)
    shell.keep(views.list, views=views)
    yield


def _side(name: str, text: str, key: str) -> ActionSpec:
    return ActionSpec(f"side_{name}", text, tr("See the whole shape from {where}", where=FROM[name]), key)


FROM = {
    "front": tr("the front"),
    "back": tr("the back"),
    "left": tr("the left"),
    "right": tr("the right"),
    "top": tr("above"),
    "bottom": tr("below"),
    "isometric": tr("a corner, its three axes alike"),
}

TOOL = Tool(
    build,
    menu="&Camera",
    actions=(
        _side("front", tr("&Front"), "1"),
        _side("back", tr("&Back"), "2"),
        _side("left", tr("&Left"), "3"),
        _side("right", tr("&Right"), "4"),
        _side("top", tr("&Top"), "5"),
        _side("bottom", tr("B&ottom"), "6"),
        _side("isometric", tr("&Isometric"), "7"),
        ActionSpec("bookmark_store", tr("&Keep This View"), tr("Keep where the camera is, in the session"), "V"),
        ActionSpec("bookmark_go", tr("&Go to a Kept View"), tr("See the shape from a place that was kept")),
        ActionSpec(
            "bookmark_next", tr("&Next Kept View"), tr("See the shape from the next place that was kept"), "Shift+V"
        ),
        ActionSpec(
            "bookmark_list", tr("Kept &Views…"), tr("List the places of the camera that are kept: rename, delete them")
        ),
        ActionSpec(
            "bookmark_delete", tr("&Delete Kept View"), tr("Forget the place that was gone to last"), "Ctrl+Shift+V"
        ),
    ),
)
