"""The verb `runs`: the table of kept runs, as lines, CSV and JSON, and how two of them differ."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from app.cli.console import put_out, say
from app.document.formatting import number
from core.errors import UserError
from core.runs import kept
from core.storage.typed import spelled


def runs(options: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError."""
    {"list": _list, "keep": _keep, "export": _export, "compare": _compare}[options.part](options)


def _rows(options: argparse.Namespace) -> tuple[kept.KeptRun, ...]:
    """The rows; what cannot be read is told on standard error."""
    rows, faults = kept.read_rows(options.folder or kept.home())
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return rows


def _list(options: argparse.Namespace) -> None:
    rows = _rows(options)
    if options.json:
        put_out(json.dumps([{**kept.as_json(row), "session": str(row.session)} for row in rows], indent=1))
        return
    if not rows:
        say("No run is kept yet; the verb `runs keep SESSION` keeps one.")
    for place, row in enumerate(rows, 1):
        score = "" if row.iou is None else f", IoU {number(row.iou)}"
        notes = f": {' '.join(row.notes.split())}" if row.notes else ""
        say(f"{place}  {row.when[:16]}  {row.name}, {row.checkpoint}, step {row.steps}{score}{notes}")


def _keep(options: argparse.Namespace) -> None:
    from core.runs.session import read_session

    row = kept.keep(read_session(options.session), options.folder or kept.home(), beside=options.session)
    kept.noted(row, options.notes)
    say(f"{row.name} at step {row.steps} is kept in {row.session}.")


def _export(options: argparse.Namespace) -> None:
    from core.storage.atomic import write_text

    rows = _rows(options)
    write_text(options.out, kept.csv_text(rows))
    say(f"{len(rows)} runs are in {options.out}.")


def _compare(options: argparse.Namespace) -> None:
    from core.analysis.difference import NORMALISED, as_json, compare
    from core.runs.session import read_session

    files = [_file(options, text) for text in (options.first, options.second)]
    first, second = ((read_session(file), file) for file in files)
    found = compare(first, second, options.resolution or 0)
    told: dict[str, Any] = as_json(found)
    if options.json:
        put_out(json.dumps(spelled({"first": str(files[0]), "second": str(files[1]), **told}), indent=1))
        return
    what = "volumes" if found.first.dim == 3 else "areas"
    say(
        f"IoU {number(found.iou)}; the surfaces lie {number(found.mean)} apart in the mean, 95 % within "
        f"{number(found.p95)} (box = 2); Chamfer × 1000 {number(found.chamfer_x1000)}; {what} "
        f"{number(found.volumes[0])} and {number(found.volumes[1])}."
    )
    if found.frame == NORMALISED:
        say("They are not known to be of one file, so they were laid over each other in normalised units.")


def _file(options: argparse.Namespace, text: str) -> Path:
    """The session that a text names. Raises UserError for a number that no run has."""
    if not text.isdecimal():
        return Path(text)
    rows = _rows(options)
    if not 1 <= int(text) <= len(rows):
        raise UserError(f"There is no run {text}, {len(rows)} are kept; the verb `runs list` numbers them.")
    return rows[int(text) - 1].session
