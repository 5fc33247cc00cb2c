"""A whole data set, the worst results first."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.gallery.controller import Galleries
    from app.tools.gallery.panel import GalleryWindow

    yield
    gallery = GalleryWindow(shell.store, shell.settings)
    galleries = Galleries(shell.engine, shell.controller, shell.player, gallery)
    galleries.opened.connect(shell.come_forward)
    shell.endings += [gallery.close, galleries.finish]
    shell.offer("gallery", gallery.open)
    shell.keep(gallery, gallery=gallery, galleries=galleries)
    yield


TOOL = Tool(
    build,
    menu="&Run",
    actions=(
        ActionSpec(
            "gallery",
            tr("&Gallery…"),
            tr("Adapt to a whole data set; the worst results come first"),
            "Ctrl+G",
            "gallery",
        ),
    ),
    opens="gallery",
    early=False,
)
