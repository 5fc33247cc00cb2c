"""The verb `adapt`: load, observe, adapt step by step, measure, write. The window calls the same core functions."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.progress import Progress

from app.cli.color_options import Colors, colors_of
from app.cli.console import progress, remark, say
from app.cli.inputs import asked_for, seen_document, told_options
from app.document.formatting import past
from app.engine.paint import MOST_STEPS, Paint
from app.render import export, pictures
from app.system.stopping import StopRequest, stop_wished
from core.compute.device import device_name, leave_one_core, pick_device
from core.errors import UserError
from core.measures.metrics import Truth
from core.methods.base import Method, last_step
from core.methods.overrides import Changes, Overrides, OverridesFrom, changes_document, latest
from core.observation.observation import Observation
from core.observation.observation_spec import ObservationSpec
from core.observation.observe import observe
from core.runs.branch import branched, method_for
from core.runs.checkpoint import Checkpoint, method_of
from core.runs.defaults import natural_kind, true_level, truth_of
from core.runs.members import Spread
from core.runs.run import Entry, Run, advance, begin, careful, measure, score, with_small_lattice
from core.shapes.base import Samples, Scan, Source
from core.storage.claims import check_same, claimed

RESOLUTION = {2: 256, 3: 128}
"""Default lattice cells a side, by dimension."""


Seen = Callable[[int], Observation]
Measured = Callable[[Entry, Method, int, Truth | None], Entry]
Painted = Callable[[Entry, Observation], Entry]


def run_steps(
    run: Run,
    own: Method,
    last: int,
    resolution: int,
    truth: Truth | None,
    changes: Changes = (),
    seen: Seen | None = None,
    measured: Measured = measure,
    after: Callable[[Entry], Entry] = lambda entry: entry,
    painted: Painted = lambda entry, _: entry,
) -> Iterator[Run]:
    """A begun run from step 0 to step `last`, one entry longer each time, every entry measured.

    changes: what is changed on the way. seen: the observation of so many points, 0 for as begun; for changes of them.
    measured: how an entry gets its level set and errors. painted: how it gets its colours, by what was observed. after:
    what is kept of one once the next is there.
    """
    run = _changed(run, own, changes, seen)
    method = method_for(run, own)
    run = run.measured(_lean(painted(measured(run.entries[0], method, resolution, truth), run.observation)))
    yield run
    for _ in range(last):
        run = _changed(run, own, changes, seen)
        method = method_for(run, own)
        entry = _lean(painted(measured(advance(run, method), method, resolution, truth), run.observation))
        run = run.measured(after(run.entries[-1])).extended(entry)
        yield run


def _changed(run: Run, own: Method, changes: Changes, seen: Seen | None) -> Run:
    """The run with the changes that are due at its last step."""
    while len(run.changes) < len(changes) and changes[len(run.changes)].at < len(run.entries):
        change, before = changes[len(run.changes)], latest(run.changes)
        other = seen is not None and change.overrides.points != before.points
        run = branched(run, change.at, change.overrides, own, seen(change.overrides.points) if other and seen else None)
    return run


def careful_too(entry: Entry, method: Method, resolution: int, truth: Truth | None = None) -> Entry:
    """The entry as the window shows it at rest: nothing of the surface skipped, normals of the field itself."""
    found = careful(entry, method, resolution)
    return found if truth is None else score(found, method, truth)


def _lean(entry: Entry) -> Entry:
    """Without the 3D lattice, which nothing that is written needs: megabytes a step."""
    if entry.level is None or entry.level.dim == 2:
        return entry
    return replace(entry, level=replace(entry.level, lattice=None))


def numbers_alone(shown: Collection[int]) -> Callable[[Entry], Entry]:
    """Of a step that is done and written the numbers that are still shown alone: memory hardly grows with the steps.

    shown: steps of which pictures are made; they keep their surface.
    """

    def kept(entry: Entry) -> Entry:
        state, record = replace(entry.state, params=(), memory=()), replace(entry.record, update_norms=())
        if record.step in shown:
            return replace(entry, state=state, record=record)
        return replace(entry, state=state, record=record, level=None, coloring=None)

    return kept


def line_of(run: Run) -> str:
    """The numbers of the last step of a run as a line of text."""
    entry = run.entries[-1]
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
        parts.append(past(run.refine_steps).word)
    return "  ".join(parts)


def adapt(options: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError for every fault in what was given."""
    options = told_options(options)
    leave_one_core()
    device = pick_device(options.device)
    source, checkpoint = asked_for(options)
    kind = options.observe or natural_kind(source, checkpoint)
    spec = options.conditions or ObservationSpec()
    count = options.points or checkpoint.context_points

    def seen(points: int) -> Observation:
        return observe(source, kind, points or count, options.seed, spec=spec)

    method = method_of(checkpoint, device)
    run = begin(options.input, seen(0), checkpoint, method, options.seed)
    changes = changes_asked(options)
    with claimed(options.out):
        asked = seen_document(options, kind, count)
        same = {"input": run.source, "checkpoint": run.checkpoint, "changes": changes_document(changes), **asked}
        last = last_step(method, options.steps, options.refine)
        check_same(options.out / "run.json", same, replace=options.replace, parts={"steps": last + 1})
        _adapt(options, run, method, changes, seen, source, checkpoint, asked)


def _adapt(
    options: argparse.Namespace, run: Run, method: Method, changes: Changes, seen: Seen, source: Source, of: Checkpoint,
    asked: Mapping[str, Any],
) -> None:  # fmt: skip
    """Takes the steps and writes them, with what was asked to be seen."""
    folder: Path = options.out
    colors = _colors(options, source)
    last = last_step(method, options.steps, options.refine)
    written = export.Steps(source.normalization, source.dim, folder)
    with stop_wished() as wish, progress() as bar, written as files:
        resolution = options.resolution or RESOLUTION[source.dim]
        measured = careful_too if options.careful else measure
        after = numbers_alone(pictures.shown(last + 1, run.trained_steps))
        painted = _painter(colors, source, resolution, last)
        truth = truth_of(source, options.seed)
        steps = run_steps(run, method, last, resolution, truth, changes, seen, measured, after, painted)
        run = _watch(bar, steps, last + 1, wish, files)
        if options.spread and not wish:
            spread = _spread(bar, run, method_for(run, method), of, source, options.spread, files)
            if colors.key == "spread":
                run = run.measured(Paint("spread", spread).on(run.entries[-1], run.observation, None))
        run = colors.spanned(run, len(run.entries) - 1)
        bar.add_task("writing", total=None)
        paths = [*files.finish(), files.write_document(run, device_name(method.device), asked)]
        problem = "" if wish else pictures.problem()
        if not problem and not wish:
            paths += pictures.write_pictures(run, folder, colors.maps)
    if problem:
        remark(f"No pictures were written. {problem}")
    if wish:
        say(f"Stopped: the steps up to {run.entries[-1].record.step} are in {folder.resolve()}, without pictures.")
        wish.leave()
    say(f"Wrote {len(paths)} files to {folder.resolve()}: {paths[0].name} ... {', '.join(p.name for p in paths[-3:])}")


def _colors(options: argparse.Namespace, source: Source) -> Colors:
    """Of the pictures. Raises UserError where the surface cannot have these."""
    colors = colors_of(options)
    colors.check(source)
    if colors.key == "spread" and not options.spread:
        raise UserError("The spread is that of members; say how many with --spread N.")
    return colors


def _painter(colors: Colors, source: Source, resolution: int, last: int) -> Painted:
    """Gives each entry its colours as it comes, and keeps no more of those before than the next ones need.

    Of the spread none: members are made when all steps are there.
    """
    paint, every = Paint(colors.key), 1 + last // MOST_STEPS
    truth = None
    if colors.key == "truth" and not isinstance(source, Scan | Samples):
        truth = true_level(source, resolution)

    def painted(entry: Entry, seen: Observation) -> Entry:
        nonlocal paint
        found = paint.on(entry, seen, truth)
        earlier = [one for one in paint.before if paint.all_steps and one.record.step % every == 0]
        paint = replace(paint, before=(*earlier, with_small_lattice(entry)))
        return found

    return painted if colors.key not in ("", "spread") else lambda entry, _: entry


def _spread(
    bar: Progress, run: Run, method: Method, checkpoint: Checkpoint, source: Source, count: int, files: export.Steps
) -> Spread:
    """Makes members of the last step, and writes and says how far apart they are."""
    from core.measures.spread import NOMINAL
    from core.runs.members import Recipe, judged, spread_of

    entry, recipe = run.entries[-1], Recipe(count)
    task = bar.add_task("members", total=None)
    whole = None
    for part in spread_of(run, method, checkpoint, recipe, siblings=True):
        bar.update(task, completed=part.done, total=part.total)
        whole = part.whole
    assert whole is not None, "the last part is the whole"
    at = whole.of(entry.state)
    if at is None or entry.level is None:
        return whole
    sdf = None if isinstance(source, Scan | Samples) else source.sdf
    found = judged(whole, entry.state, entry.level, sdf, run.checkpoint)
    told: dict[str, object] = {
        "unit": "normalised", "members": [member.name for member in whole.members], "share": recipe.share,
        "median": found.typical, "p95": found.large,
    }  # fmt: skip
    said = f"spread  median {found.typical:.4g}  95 % {found.large:.4g}  of {found.members} surfaces"
    if (errors := found.calibration) is not None:
        rank, held = errors.rank_correlation, errors.coverage()
        told |= {"nominal": NOMINAL, "coverage": held, "scale": errors.scale, "rank_correlation": rank}
        said += f"  the {NOMINAL:.0%} interval holds {held:.0%} of the errors, rank correlation {rank:.2f}"
    files.add_spread(entry.level, at(entry.level.vertices), told)
    say(said, bar)
    return whole


def changes_asked(options: argparse.Namespace) -> Changes:
    """Those of --changes, and after them the one of the plain options from --from-step on."""
    asked = Overrides(options.rate_scale, options.loss or "", options.optimizer or "", options.frozen_layers)
    if asked == Overrides():
        return options.changes
    if options.changes:
        raise UserError("--changes tells every change; leave --rate-scale, --loss, --optimizer, --frozen-layers away.")
    return (OverridesFrom(options.from_step, asked),)


def _watch(bar: Progress, runs: Iterator[Run], total: int, wish: StopRequest, files: export.Steps) -> Run:
    """The last of the runs, or the one at which it was wished to stop; says and writes each step as it comes."""
    task = bar.add_task("adapting", total=total)
    run = None
    for run in runs:
        say(line_of(run), bar)
        files.add(run)
        bar.advance(task)
        if wish:
            break
    assert run is not None, "step 0 is always there"
    return run
