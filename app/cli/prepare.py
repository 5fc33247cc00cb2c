"""The verb `prepare`: a folder of meshes to samples that `train` reads, with a bar and a report of what was skipped."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from app.cli.console import progress, say
from app.system.streams import report
from core.compute.cores import spare_cores
from core.errors import UserError
from core.prepare.layout import Split, chosen, find_meshes, merged, read_split
from core.prepare.sampling import PreparedMesh, Sampling
from core.prepare.work import REPORT, Report, prepare, write_report
from core.storage.claims import claimed
from core.training.survey import survey

OFFICIAL_SPLIT = "all.csv"
"""ShapeNet's own split file, used when it lies in the folder and no other is given."""


def _check(folder: Path) -> None:
    """Says of every mesh whether it can be used, as JSON lines."""
    meshes, layout = find_meshes(folder)
    report(total=len(meshes), layout=layout)
    for look in survey(meshes):
        report(**asdict(look))


def prepare_verb(options: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError for a fault in the folder, the split files or the output folder."""
    if options.check:
        _check(options.folder)
        return
    with claimed(options.out):
        _prepare(options, options.out)


def _prepare(options: argparse.Namespace, root: Path) -> None:
    meshes, layout = find_meshes(options.folder, options.name, leave_out=root)
    official = options.folder / OFFICIAL_SPLIT
    files = options.split or ([official] if official.is_file() and layout != "folder of meshes" else [])
    missing, split = [], Split({})
    if files:
        meshes, split, missing = chosen(meshes, merged([read_split(path) for path in files]))
        if not meshes:
            raise UserError(f"{options.folder} holds none of the shapes that the split files name; check --split.")
    sampling = Sampling(options.samples, options.surface, options.test, options.seed)
    workers = options.workers or spare_cores()
    results: list[PreparedMesh] = []
    try:
        with progress() as bar:
            task = bar.add_task("preparing", total=len(meshes))
            for result in prepare(meshes, root, sampling, min(workers, len(meshes))):
                results.append(result)
                bar.advance(task)
                if not bar.console.is_terminal:
                    say(line_of(result, len(results), len(meshes)))
        report = Report(options.folder, layout, tuple(results), tuple(missing))
        sizes = write_report(root, report, split)
    except KeyboardInterrupt:
        say(f"Stopped: {len(results)} of {len(meshes)} meshes are in {root}; the same command goes on from there.")
        raise
    except OSError as fault:
        raise UserError(f"{root} cannot be written ({fault.strerror or fault}); choose another --out.") from None
    for line in report.words():
        say(line)
    parts = ", ".join(f"{size} {part}" for part, size in sizes.items())
    say(f"Wrote {root} ({parts}) and {root / REPORT}")


def line_of(result: PreparedMesh, done: int, total: int) -> str:
    """What became of one mesh, as a line for where there is no bar."""
    became = f"skipped: {result.reason}" if result.reason else "prepared" if result.new else "was there already"
    return f"{done} of {total}  {result.mesh.id}  {became}"
