"""MetaSDF Live: no arguments opens the window, a file opens it there, a verb runs on the command line."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program; returns its exit code. Nothing heavy is imported before it is known what is asked."""
    multiprocessing.freeze_support()  # a worker process of the frozen program ends here
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    from app.cli import main as cli
    from app.system import program

    if arguments[:1] == [program.MODULE] and len(arguments) > 1:
        return program.run_module(arguments[1], arguments[2:])
    if cli.is_command(arguments):
        return cli.main(arguments)
    return _open_window(arguments[0] if arguments else None)


def _open_window(path: str | None) -> int:
    from app.system import preflight

    problem = preflight.window_problem()
    if problem:
        sys.stderr.write(problem + "\n")
        return 2
    from app.system import logbook
    from app.window.application import run

    logbook.begin()
    return run(path)


if __name__ == "__main__":
    sys.exit(main())
