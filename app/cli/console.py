"""What the verbs say: plain lines, and a progress bar only where someone watches."""

from __future__ import annotations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from core.errors import in_one_line

USUAL_WIDTH = 80
"""Where COLUMNS is 0: nothing at all would be written."""


def console(error: bool = False) -> Console:
    """Standard output or standard error, as it is now (tests and pipes replace them)."""
    output = Console(stderr=error, highlight=False)
    output.width = output.width or USUAL_WIDTH
    return output


def progress(quiet: bool = False) -> Progress:
    """A bar on a terminal; in a pipe nothing of it is written, nor when it is to be quiet."""
    output = console()
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=output, transient=True, disable=quiet or not output.is_terminal)


def say(line: str, bar: Progress | None = None) -> None:
    """One line on standard output, above the bar if there is one, whatever names are in it. Not wrapped, no markup."""
    output = bar.console if bar is not None else console()
    output.print(in_one_line(line), markup=False, soft_wrap=True)


def remark(line: str) -> None:
    """The same on standard error."""
    console(error=True).print(in_one_line(line), markup=False, soft_wrap=True)


def put_out(text: str) -> None:
    """A text of many lines on standard output, such as JSON, as it is."""
    console().print(text, markup=False, soft_wrap=True)
