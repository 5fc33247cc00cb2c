"""The verb `record`: a session, or a shape with a checkpoint, to a picture, film, mesh or page."""

from __future__ import annotations

import argparse
import signal
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch

from app.cli.color_options import Colors, colors_of
from app.cli.console import progress, say
from app.document.document import Camera, camera_of
from app.document.setups import setup_of
from app.engine.paint import Paint
from app.render import page, pictures, recording
from app.render.recording import FILMS, MESHES, SUFFIXES, Inspected, Take
from app.system.streams import report
from core.analysis.point_query import residuals
from core.analysis.slicing import slice_field
from core.analysis.trimming import arranged
from core.compute.device import leave_one_core, pick_device
from core.errors import UserError
from core.levelset import LevelSet
from core.measures.metrics import Truth, values
from core.methods.base import Method
from core.observation.observation_spec import Placement
from core.observation.observe import observe
from core.readers.load import load
from core.runs.branch import method_for
from core.runs.checkpoint import Checkpoint, load_checkpoint, method_of, scratch_name
from core.runs.defaults import check_dimension, natural_kind, true_level, truth_of
from core.runs.identity import weights_hash
from core.runs.members import Recipe, Spread, spread_of
from core.runs.packed import place_of
from core.runs.reopening import reopen_source
from core.runs.run import Entry, Run, advance, begin, measure, moved_level
from core.runs.session import read_session
from core.runs.session_parts import SUFFIX
from core.shapes.base import Normalization, Samples, Scan, Source
from core.storage.atomic import write_file
from core.storage.claims import check_apart

RESOLUTION = {2: 256, 3: 128}


@dataclass(frozen=True, eq=False)
class Filmed:
    """What is recorded. shown: the step that was shown. camera: that of the window, None is the standard view."""

    run: Run
    checkpoint: Checkpoint
    method: Method
    source: Source
    normalization: Normalization
    truth: Truth | None
    shown: int
    camera: Camera | None


def record(options: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError for every fault in what was given."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that no half-written file is left behind
    path: Path = options.out
    if path.suffix.lower() not in SUFFIXES:
        raise UserError(f"{path} has no kind that can be recorded; end it in {', '.join(SUFFIXES)}.")
    check_apart(options.input, path)
    if options.trim and options.input.lower().endswith(SUFFIX):
        raise UserError(f"{options.input} is a session, which has its scene already; leave --trim away.")
    leave_one_core()
    device = pick_device(options.device)
    subject = _session(options.input, device) if options.input.lower().endswith(SUFFIX) else _adapted(options, device)
    width, height = options.size
    colors = _colors(subject, options)
    take = Take(
        width, height, not options.plain, options.truth, options.imagined, options.dark,
        "turntable" if options.turntable else "adaptation", options.seconds, options.fps, subject.camera, options.iso,
        colors.maps,
    )  # fmt: skip
    take.check()
    _check_kind(path, subject.run.observation.dim)
    _report(options, 0, 1)
    subject = _colored(_measured(subject, options), colors, options)
    take = replace(take, looks={step: _look(subject, step, options) for step in _steps(subject, options)})
    _write(subject, take, path, options)
    _report(options, 1, 1)


def _check_kind(path: Path, dim: int) -> None:
    """Before any work: whether this file can be written of this run at all."""
    suffix = path.suffix.lower()
    if (suffix in MESHES and dim == 2) or (suffix == ".svg" and dim == 3):
        raise UserError(f"A {dim}D run has no {suffix[1:]}; record {'svg' if dim == 2 else 'ply'} instead.")
    if suffix == ".mp4":
        recording.encoder()
    problem = pictures.problem() if suffix in (".png", *FILMS) else ""
    if problem:
        raise UserError(problem)


def _session(path: str, device: torch.device) -> Filmed:
    session = read_session(path)
    setup = setup_of(session.setup, Path(path))
    if setup.drawing:
        from core.shapes.drawing import from_png, shape_of

        source: Source = shape_of(from_png(setup.drawing))
    else:
        source, remark = reopen_source(session, Path(path))
        if not remark:
            source = arranged(source, setup.trims, setup.placement)
    run = session.shown_run
    place = place_of(setup.checkpoint, session.checkpoint_hash, Path(path), session.copy, weights_hash)
    checkpoint = load_checkpoint(place)
    method = method_for(run, method_of(checkpoint, device))
    view: dict[str, Any] = session.view
    camera = camera_of(view.get("camera")) if run.observation.dim == 3 else None
    cursor = view.get("cursor")
    last = len(run.entries) - 1
    shown = cursor if isinstance(cursor, int) and 0 <= cursor <= last else last
    moved = isinstance(source, Scan) and source.normalization.rotation is not None
    normalization = source.normalization if moved else session.normalization
    return Filmed(run, checkpoint, method, source, normalization, truth_of(source, run.seed), shown, camera)


def _adapted(options: argparse.Namespace, device: torch.device) -> Filmed:
    if not options.checkpoint:
        raise UserError(f"{options.input} is a shape; name the --checkpoint to adapt to it, or give a session.")
    source = load(options.input)
    if options.trim and not isinstance(source, Scan):
        raise UserError(f"{options.input} is no raw scan; leave --trim away.")
    source = arranged(source, options.trim, Placement())
    checkpoint = load_checkpoint(scratch_name(options.checkpoint, source.dim))
    check_dimension(source, checkpoint)
    seen = observe(source, natural_kind(source, checkpoint), checkpoint.context_points, options.seed)
    method = method_of(checkpoint, device)
    run = begin(options.input, seen, checkpoint, method, options.seed)
    for _ in range(method.trained_steps):
        run = run.extended(advance(run, method))
    last = len(run.entries) - 1
    truth = truth_of(source, options.seed)
    return Filmed(run, checkpoint, method, source, source.normalization, truth, last, None)


def _measured(subject: Filmed, options: argparse.Namespace) -> Filmed:
    """With the level sets of the steps that are needed."""
    run, steps = subject.run, _measured_steps(subject, options)
    usual = page.CELLS if options.out.suffix.lower() == ".html" else RESOLUTION
    resolution = options.resolution or usual[run.observation.dim]
    with progress() as bar:
        task = bar.add_task("surfaces", total=len(steps))
        for done, step in enumerate(steps):
            entry: Entry = measure(run.entries[step], subject.method, resolution, subject.truth)
            if options.iso:
                entry = replace(entry, level=moved_level(entry, subject.method, resolution, options.iso).level)
            run = run.measured(entry)
            bar.advance(task)
            _report(options, done + 1, 2 * len(steps))
    return replace(subject, run=run)


def _colors(subject: Filmed, options: argparse.Namespace) -> Colors:
    """Of the surface, before any work. Raises UserError where it can have none, or not these."""
    colors, suffix = colors_of(options), options.out.suffix.lower()
    if not colors.key:
        return colors
    if suffix not in (".png", *FILMS):
        raise UserError(f"A picture or a film has colours, {suffix[1:]} has not; leave --color away.")
    colors.check(subject.source)
    return colors


def _measured_steps(subject: Filmed, options: argparse.Namespace) -> list[int]:
    """Those that are shown, and those of which their colours are made."""
    steps = _steps(subject, options)
    if not options.color:
        return steps
    paint, entries = Paint(options.color), subject.run.entries
    return sorted({*steps, *(entry.record.step for step in steps for entry in paint.beside(entries[:step]).before)})


def _colored(subject: Filmed, colors: Colors, options: argparse.Namespace) -> Filmed:
    """With the colours of the steps that are shown, by the functions that the window uses."""
    if not colors.key:
        return subject
    run, steps = subject.run, _steps(subject, options)
    truth = _true_level(subject) if colors.key == "truth" else None
    paint = Paint(colors.key, _members(subject) if colors.key == "spread" else None)
    for step in steps:
        run = run.measured(paint.beside(run.entries[:step]).on(run.entries[step], run.observation, truth))
    shown = subject.shown if options.step is None else options.step
    return replace(subject, run=colors.spanned(run, shown))


def _members(subject: Filmed) -> Spread:
    """As many as the window makes unless it is told otherwise, the siblings of the checkpoint among them."""
    whole = None
    with progress() as bar:
        task = bar.add_task("members", total=None)
        for part in spread_of(subject.run, subject.method, subject.checkpoint, Recipe(), siblings=True):
            bar.update(task, completed=part.done, total=part.total)
            whole = part.whole
    assert whole is not None, "the last part is the whole"
    return whole


def _look(subject: Filmed, step: int, options: argparse.Namespace) -> Inspected:
    """What is inspected of one step, by the functions that the window uses. Raises UserError: 2D has no slice."""
    method, seen = subject.method, subject.run.observation
    field = method.field(subject.run.entries[step].state)
    sliced = None
    if options.slice is not None:
        if method.dim == 2:
            raise UserError("A 2D field is drawn whole; leave --slice away.")
        truth = subject.source.sdf if options.truth and not isinstance(subject.source, Scan | Samples) else None
        sliced = slice_field(
            lambda points: values(field, points, method.device), options.slice, 256, options.iso, truth
        )
    return Inspected(sliced, residuals(field, seen, method.device) if options.residual else None)


def _steps(subject: Filmed, options: argparse.Namespace) -> list[int]:
    """Which steps the recording shows."""
    count, suffix = len(subject.run.entries), options.out.suffix.lower()
    if options.step is not None and not 0 <= options.step < count:
        raise UserError(f"There is no step {options.step}; the run has steps 0 to {count - 1}.")
    one = [subject.shown if options.step is None else options.step]
    if suffix == ".html":
        return page.steps_of(count)
    moving = suffix in FILMS and not options.turntable
    return list(range(count)) if moving or options.all else one


def _write(subject: Filmed, take: Take, path: Path, options: argparse.Namespace) -> None:
    run, steps, suffix = subject.run, _steps(subject, options), path.suffix.lower()
    if suffix in (*MESHES, ".svg"):

        def done(part: int, total: int) -> None:
            _report(options, total + part, 2 * total)

        paths, remark = recording.write_meshes(run, subject.normalization, path, steps, done)
        say(
            f"Wrote {len(paths)} file{'s' * (len(paths) != 1)}: {paths[0]}"
            + (f" ... {paths[-1].name}" * (len(paths) > 1))
        )
        if remark:
            say(remark)
        return
    if suffix == ".html":
        eye = take.camera.position if take.camera else page.EYE
        write_file(path, page.page_bytes(run, steps, page.Seen(eye, take.colored, take.iso)))
    elif suffix == ".png":
        recording.write_picture(run, take, _shown_truth(subject, take), steps[-1], path)
    else:
        frames = recording.film(
            run,
            take,
            _shown_truth(subject, take),
            steps[-1],
            lambda part, total: _report(options, total + part, 2 * total),
        )
        recording.write_film(frames, path, take.fps)
    say(f"Wrote {path} ({path.stat().st_size:,} bytes).")


def _shown_truth(subject: Filmed, take: Take) -> LevelSet | None:
    return _true_level(subject) if take.truth else None


def _true_level(subject: Filmed) -> LevelSet:
    """Raises UserError where the true shape is not known."""
    source = subject.source
    if isinstance(source, Scan | Samples):
        raise UserError(f"The true shape of {source.name} is not known; leave --truth away.")
    return true_level(source, RESOLUTION[source.dim])


def _report(options: argparse.Namespace, part: int, total: int) -> None:
    """A JSON line a part, for the window."""
    if options.progress:
        report(done=part, total=total)
