"""Plots as figures for paper and slides."""

from __future__ import annotations

from collections.abc import Iterator

from app.control.actions import ActionSpec
from app.system.words import tr
from app.view.tool import Shell, Tool


def build(shell: Shell) -> Iterator[None]:
    from app.tools.figures.dialog import FigureDialog

    figures = FigureDialog(shell.settings, shell.store, shell.as_window())
    figures.noticed.connect(shell.say)
    for view in (shell.viewport, shell.side_by_side.other):
        figures.look_changed.connect(view.set_look)
        view.map_asked.connect(figures.choose_map)
    figures.tell_look()
    shell.endings.append(figures.finish)
    shell.offer("figures", figures.open_for)
    shell.keep(figures, figures=figures)
    yield


TOOL = Tool(
    build,
    menu="&File",
    actions=(
        ActionSpec(
            "figures",
            tr("Save a Pl&ot…"),
            tr("Save a plot as SVG, PDF, PNG or CSV, for paper or slides"),
            "Ctrl+Shift+P",
        ),
    ),
    opens="figures",
    early=False,
)
