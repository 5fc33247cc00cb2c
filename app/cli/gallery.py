"""The verb `gallery`: adapt to a whole data set, keep every result, tell the worst. The window does the same."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from app.cli.console import progress, say
from core.compute.device import leave_one_core, pick_device
from core.evaluation.gallery import BY_KEY, Metric, Plan, Result, counts, place, plan_of
from core.evaluation.gallery_folder import fill, write_summary
from core.methods.base import last_step
from core.runs.checkpoint import load_checkpoint, method_of
from core.storage.regular import there

NAMED = 5
"""How many of the worst are named."""


def gallery(options: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError for every fault in what was given."""
    leave_one_core()
    device = pick_device(options.device)
    checkpoint = load_checkpoint(options.checkpoint)
    method = method_of(checkpoint, device)
    own = Path(options.checkpoint) if there(Path(options.checkpoint) / "card.json") else None
    plan = plan_of(
        options.inputs, checkpoint, name=str(own.absolute()) if own else "", kind=options.observe or "",
        points=options.points, steps=last_step(method, options.steps, options.refine),
        seed=options.seed, resolution=options.resolution or 0,
        spec=options.conditions, members=options.spread, trained_steps=method.trained_steps,
    )  # fmt: skip
    results: list[Result] = []
    try:
        with progress() as bar:
            task = bar.add_task("collecting", total=None)
            for part in fill(options.out, plan, checkpoint, method):
                results += part.results
                bar.update(task, description="adapting", completed=part.done, total=part.total)
    except KeyboardInterrupt:
        say(f"{len(results)} results are in {options.out}; the same command goes on from there.")
        raise
    metric = BY_KEY[options.sort]
    results.sort(key=lambda result: place(result, metric, worst_first=True))
    paths = write_summary(options.out, results)
    for line in lines(results, plan, metric):
        say(line)
    say(f"Wrote {paths[0]}, {paths[1].name}, results/ and thumbnails/")


def lines(results: Sequence[Result], plan: Plan, metric: Metric) -> list[str]:
    """How many ended how, and the worst by name. results: sorted, worst first."""
    kinds = ", ".join(f"{number} {kind}" for kind, number in counts(results).items() if number)
    text = [f"{len(results)} shapes, {plan.steps} steps of {Path(plan.checkpoint).name}: {kinds}"]
    for result in results[:NAMED]:
        value = getattr(result, metric.key)
        number = "not known" if value is None else f"{value:.4g}"
        text.append(f"  {result.kind:9}{metric.words} {number}  {result.name}  {result.source}")
    return text
