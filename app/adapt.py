"""The verb `adapt`: load, observe, adapt step by step, measure, write. The window calls the same core functions."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rich.progress import Progress

from app import export, pictures
from app.console import console, progress, say
from core.checkpoint import load_checkpoint, method_of, scratch_name
from core.conditions import ObservationSpec
from core.device import device_name, leave_one_core, pick_device
from core.errors import UserError
from core.load import load
from core.matching import check_dimension, natural_kind, truth_of
from core.methods.base import Method
from core.metrics import Truth
from core.observe import observe
from core.placement import placed
from core.run import Entry, Run, advance, begin, measure
from core.shapes.base import Scan

RESOLUTION = {2: 256, 3: 128}
"""Default lattice cells a side, by dimension."""


def run_steps(run: Run, method: Method, last: int, resolution: int, truth: Truth | None) -> Iterator[Run]:
    """A begun run from step 0 to step `last`, one entry longer each time, every entry measured."""
    run = run.measured(_lean(measure(run.entries[0], method, resolution, truth)))
    yield run
    for _ in range(last):
        run = run.extended(_lean(measure(advance(run, method), method, resolution, truth)))
        yield run


def _lean(entry: Entry) -> Entry:
    """Without the 3D lattice, which nothing that is written needs: megabytes a step."""
    if entry.level is None or entry.level.dim == 2:
        return entry
    return replace(entry, level=replace(entry.level, lattice=None))


def line_of(entry: Entry) -> str:
    """The numbers of one step as a line of text."""
    parts = [f"step {entry.record.step:2d}", f"loss {entry.record.context_loss:.3e}"]
    if entry.heldout is not None:
        parts += [f"IoU {entry.heldout.iou:.3f}", f"chamfer x1000 {entry.heldout.chamfer_x1000:.3f}"]
    parts.append(f"method {1000 * entry.record.method_seconds:.1f} ms")
    if entry.level is not None:
        elements = "triangles" if entry.level.dim == 3 else "segments"
        parts += [f"surface {1000 * entry.level.seconds:.0f} ms", f"{len(entry.level.elements)} {elements}"]
        if entry.level.status != "ok":
            parts.append(entry.level.reason)
    if entry.record.extrapolated:
        parts.append("extrapolated")
    return "  ".join(parts)


def _output_folder(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{folder} cannot be a folder ({error.strerror}); choose another --out.") from None
    return folder


def adapt(options: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError for every fault in what was given."""
    leave_one_core()
    device = pick_device(options.device)
    source = load(options.input)
    checkpoint = load_checkpoint(scratch_name(options.checkpoint, source.dim))
    if options.placement is not None:
        if not isinstance(source, Scan):
            raise UserError(f"{options.input} has its place already; --placement is for raw scans.")
        source = placed(source, options.placement)
    check_dimension(source, checkpoint)
    kind = options.observe or natural_kind(source, checkpoint)
    spec = options.conditions or ObservationSpec()
    observation = observe(source, kind, options.points or checkpoint.context_points, options.seed, spec=spec)
    method = method_of(checkpoint, device)
    last = method.trained_steps if options.steps is None else options.steps
    folder = _output_folder(options.out)
    run = begin(options.input, observation, checkpoint, method, options.seed)
    with progress() as bar:
        resolution = options.resolution or RESOLUTION[source.dim]
        run = _watch(bar, run_steps(run, method, last, resolution, truth_of(source, options.seed)), last + 1)
        bar.add_task("writing", total=None)
        paths = export.write_steps(run, source.normalization, folder)
        paths.append(export.write_document(run, source.normalization, device_name(device), folder))
        problem = pictures.problem()
        if not problem:
            paths += pictures.write_pictures(run, folder)
    if problem:
        console(error=True).print(f"No pictures were written. {problem}", highlight=False, soft_wrap=True)
    say(f"Wrote {len(paths)} files to {folder.resolve()}: {paths[0].name} ... {', '.join(p.name for p in paths[-3:])}")


def _watch(bar: Progress, runs: Iterator[Run], total: int) -> Run:
    """The last of the runs; says the numbers of each step as it comes."""
    task = bar.add_task("adapting", total=total)
    run = None
    for run in runs:
        say(line_of(run.entries[-1]), bar)
        bar.advance(task)
    assert run is not None, "step 0 is always there"
    return run
