"""The command line: which verbs there are, and how errors end. No Qt; each verb imports what it needs when it runs."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from app.cli import run_options, study_options
from app.cli.scene_options import add_scene
from app.system import logbook
from core.errors import UserError
from core.storage.regular import there
from core.storage.resources import COMMAND


@dataclass(frozen=True)
class Verb:
    """One verb. done_by: "module:function", imported when it is asked for. options: adds its parser.

    spoken: its result is what it says.
    """

    done_by: str
    options: Callable[[Any], None]
    spoken: bool = False


VERBS = {
    "adapt": Verb("app.cli.adapt:adapt", run_options.add_adapt),
    "probe": Verb("app.cli.probe:probe", run_options.add_probe),
    "record": Verb("app.cli.record:record", run_options.add_record),
    "gallery": Verb("app.cli.gallery:gallery", study_options.add_gallery),
    "prepare": Verb("app.cli.prepare:prepare_verb", study_options.add_prepare),
    "plot": Verb("app.cli.plot:plot", run_options.add_plot),
    "runs": Verb("app.cli.runs:runs", run_options.add_runs, spoken=True),
    "train": Verb("app.cli.training:train_verb", study_options.add_train),
    "evaluate": Verb("app.cli.evaluation:evaluate_verb", study_options.add_evaluate),
    "scene": Verb("app.cli.scene:scene", add_scene),
    "doctor": Verb("app.cli.doctor:doctor", study_options.add_doctor, spoken=True),
    "bench": Verb("app.cli.bench:bench", study_options.add_bench, spoken=True),
}
"""In the order of the help."""


class _Version(argparse.Action):
    """Says the version, which is looked up only then."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002 (argparse's word)
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from app.cli.doctor import PROGRAM, program_version

        sys.stdout.write(f"{PROGRAM} {program_version()}\n")
        parser.exit()


def is_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments are for the command line; the others (none, or one file) open the window.

    One word that is neither a verb nor a file nor looks like one ("adpat") is a misspelt verb.
    """
    if not arguments:
        return False
    first = arguments[0]
    if len(arguments) > 1 or first.startswith("-") or first in VERBS:
        return True
    return not (there(first) or Path(first).suffix or os.sep in first or "#" in first)


def build_parser() -> argparse.ArgumentParser:
    """The parser of every verb; `parse_args(...).verb` names the one that was asked."""
    parser = argparse.ArgumentParser(
        prog=COMMAND[-1],
        description="MetaSDF Live adapts a meta-learned neural signed distance field to a partial shape. "
        "Without arguments, or with one file, it opens the window.",
    )
    parser.add_argument("--version", action=_Version, help="say which version this is")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb in VERBS.values():
        verb.options(verbs)
    return parser


def main(arguments: Sequence[str]) -> int:
    """Runs one verb. Exit codes: 0 done, 2 a mistake in the input (one sentence on stderr), 130 interrupted."""
    from app.system.streams import lenient

    with lenient() as output:
        options = build_parser().parse_args(arguments)
        code = _run(options)
        output.flush()
        left = isinstance(output.fault, BrokenPipeError)  # the reader of a pipe (head) has left, and knows it
        if output.fault is None or left or code:
            return code
        said = VERBS[options.verb].spoken or getattr(options, "check", False)  # `prepare --check` writes nothing else
        why = getattr(output.fault, "strerror", None) or output.fault
        sys.stderr.write(f"Not all could be said ({why}){'' if said else '; the work itself was done'}.\n")
        return 1 if said else 0


def _run(options: argparse.Namespace) -> int:
    module, name = VERBS[options.verb].done_by.split(":")
    logbook.begin()
    try:
        getattr(import_module(module), name)(options)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return 130
    except Exception as fault:  # noqa: BLE001 (the last boundary: nothing is hidden, all is shown and noted)
        where = logbook.note(fault, f"running {options.verb}")
        if _scarce(fault):
            sys.stderr.write("There is not enough memory for this; close other programs, or ask for less.\n")
            return 2
        sys.stderr.write(f"{''.join(traceback.format_exception(fault))}This is a fault of the program; {where}.\n")
        return 1
    return 0


def _scarce(fault: Exception) -> bool:
    """Whether there was too little memory, of the machine or of a device."""
    if isinstance(fault, MemoryError) or "torch" in sys.modules:
        from core.fields.scarcity import trouble_of

        return trouble_of(fault) == "scarce"
    return False
