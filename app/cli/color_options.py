"""Colours of surfaces on the command line, in the words of the window: what they stand for, their range, their map."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.cli import arguments as values
from app.render.styles import DIVERGING, SEQUENTIAL, maps_of
from core.errors import UserError
from core.measures.quantities import QUANTITIES

if TYPE_CHECKING:
    from core.measures.coloring import Range
    from core.runs.run import Run
    from core.shapes.base import Source


@dataclass(frozen=True)
class Colors:
    """What surfaces are coloured by. key: of core.measures.quantities, "" for nothing. maps: as in SceneStyle."""

    key: str
    span: Range
    maps: tuple[str, str]

    def check(self, source: Source) -> None:
        """Raises UserError where what they stand for cannot be known of a source."""
        from core.shapes.base import Samples, Scan

        if self.key == "truth" and isinstance(source, Scan | Samples):
            raise UserError(f"The true shape of {source.name} is not known; choose another --color.")

    def spanned(self, run: Run, shown: int) -> Run:
        """The run with one range for the colours of all its steps: that of the shown one, as in the window, or of the
        last one before it that has colours, else of the first one after it.
        """
        from core.measures.coloring import span_of

        order = (*run.entries[shown::-1], *run.entries[shown + 1 :])
        known = [entry.coloring for entry in order if entry.coloring is not None]
        span = span_of(known[0], self.span) if known else None
        for entry in run.entries:
            if entry.coloring is not None:
                run = run.measured(replace(entry, coloring=replace(entry.coloring, span=span)))
        return run


def add_colors(verb: argparse.ArgumentParser, pictures: str) -> None:
    """pictures: what gets them."""
    rows = ", ".join(f"{row.key} ({row.choice})" for row in QUANTITIES.values())
    verb.add_argument(
        "--color", choices=tuple(QUANTITIES), default="", metavar="WHAT",
        help=f"what the colours of the surface in {pictures} stand for: {rows}",
    )  # fmt: skip
    verb.add_argument(
        "--range", type=values.color_range, default="usual", metavar="R",
        help="of these colours: usual, fitted to the shown step, symmetric, or LOW:HIGH (write --range=-0.1:0.1)",
    )  # fmt: skip
    add_maps(verb, "append")


def add_maps(verb: argparse.ArgumentParser, action: str = "store") -> None:
    """Of numbers as colours."""
    more = "; both can be given" if action == "append" else ""
    verb.add_argument(
        "--map", choices=(*SEQUENTIAL, *DIVERGING), action=action, metavar="MAP",
        help=f"colours of sizes ({', '.join(SEQUENTIAL)}), or of what has a zero ({', '.join(DIVERGING)}){more}",
    )  # fmt: skip


def colors_of(options: argparse.Namespace) -> Colors:
    """Those that `add_colors` asked for."""
    return Colors(options.color, options.range, maps_of(options.map or ()))
