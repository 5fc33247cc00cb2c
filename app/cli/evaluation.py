"""The verb `evaluate`: comparisons as table.json, as a Markdown table, and as plots of error over steps and time."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from rich.progress import Progress

from app.cli.charts import Panel, draw_charts
from app.cli.console import progress, say
from app.cli.tables import markdown
from core.benchmark.bench import machine
from core.compute.device import leave_one_core, pick_device
from core.compute.processes import group, processes, rank
from core.errors import UserError
from core.evaluation.comparison import Comparison, Findings
from core.evaluation.evaluation_folder import keep, kept
from core.evaluation.suites import Skipped, Sources, conditions
from core.evaluation.table import Row
from core.runs.checkpoint import Checkpoint
from core.runs.identity import weights_hash
from core.storage.atomic import write_file, write_text
from core.storage.claims import claimed


class _Results:
    """What has been found so far, written anew after each condition, so that an interruption loses one at most."""

    def __init__(self, suite: str, folder: Path, device: torch.device) -> None:
        self.folder = folder
        self.found: dict[str, Findings] = {}
        self.rows: list[Row] = []
        self.skipped: list[str] = []
        self._suite, self._started = suite, time.perf_counter()
        self._panels: list[Panel] = []
        self._runs: list[dict[str, Any]] = []
        self._machine = machine(device)

    def add(self, comparison: Comparison, findings: Findings) -> None:
        heading = comparison.condition.heading
        self.found[title_of(comparison)] = findings
        self.rows += comparison.rows(findings)
        self.skipped += [f"{heading.data}: {reason}" for _, reason in sorted(findings.refused.items())]
        readings = {name: [own[n] for n in sorted(own)] for name, own in findings.readings.items() if own}
        trained = {name: method.trained_steps for name, (_, method) in comparison.cast.items()}
        self._panels.append(Panel(f"{heading.data}, {heading.supervision}", readings, trained))
        self._runs += [{**asdict(heading), "method": m, **asdict(r)} for m, own in readings.items() for r in own]

    def write(self) -> None:
        """table.json, table.md, runs.json (what the table was read of), about.json. Raises UserError."""
        about = {
            "suite": self._suite,
            "minutes": round((time.perf_counter() - self._started) / 60, 2),
            "processes": processes(),
            "threads": torch.get_num_threads(),
            "machine": self._machine,
            "skipped": self.skipped,
        }
        for name, document in (("table", self.rows), ("runs", finite(self._runs)), ("about", about)):
            text = json.dumps(document, indent=None if name == "runs" else 1, allow_nan=False, ensure_ascii=False)
            write_text(self.folder / f"{name}.json", text + "\n")
        write_text(self.folder / "table.md", markdown(self.rows, self.skipped))

    def draw(self) -> None:
        """error-steps.png and error-seconds.png."""
        for name, data in draw_charts([panel for panel in self._panels if panel.readings]).items():
            write_file(self.folder / name, data)


def finite(document: Any) -> Any:  # noqa: ANN401
    """The same JSON data with null for numbers that are not finite."""
    if isinstance(document, float):
        return document if abs(document) < float("inf") else None
    if isinstance(document, dict):
        return {key: finite(value) for key, value in document.items()}
    return [finite(value) for value in document] if isinstance(document, list | tuple) else document


def chosen(checkpoints: Mapping[str, Checkpoint], methods: list[str] | None) -> dict[str, Checkpoint]:
    """Those of some methods, by their keys or the endings of their names; all of them for None."""
    return {name: c for name, c in checkpoints.items() if methods is None or {name, c.method} & set(methods)}


def _comparisons(options: argparse.Namespace, device: torch.device, results: _Results) -> list[Comparison]:
    """What there is to do. Raises UserError when that is nothing, or when no condition has one of the methods."""
    found, known = [], set()
    for condition in conditions(options.suite, Sources(options.data, options.real), options.count):
        if isinstance(condition, Skipped):
            results.skipped.append(f"{condition.data}: {condition.reason}")
            continue
        cast = condition.checkpoints(options.checkpoints)
        known |= set(cast) | {checkpoint.method for checkpoint in cast.values()}
        compared = chosen(cast, options.methods)
        found.append(Comparison(condition, compared, device, options.resolution, refine=options.refine))
    unknown = set(options.methods or ()) - known
    if known and unknown:
        raise UserError(
            f"There is no method {', '.join(sorted(unknown))} here; choose from {', '.join(sorted(known))}."
        )
    found = [comparison for comparison in found if comparison.cast]
    if not found:
        raise UserError(f"Nothing of the suite {options.suite} can be measured. {' '.join(results.skipped)}")
    return found


def evaluate_verb(options: argparse.Namespace) -> None:
    """Runs the verb. Under torchrun every process takes its share of the shapes, and the first one writes."""
    leave_one_core()
    with group(pick_device(options.device)) as device, nullcontext() if rank() else claimed(options.out):
        _evaluate(options, device)


def _evaluate(options: argparse.Namespace, device: torch.device) -> None:
    results = _Results(options.suite, options.out, device)
    comparisons = _comparisons(options, device, results)
    settings = settings_of(options, device, comparisons)
    earlier = {} if options.restart else kept(options.out, settings)
    if not rank():
        for reason in results.skipped:
            say(f"left out: {reason}")
    try:
        with progress(quiet=rank() > 0) as bar:
            for comparison in comparisons:
                found = earlier.get(title_of(comparison)) or _measured(comparison, bar)
                if rank():
                    continue
                before = len(results.rows)
                results.add(comparison, found)
                if title_of(comparison) not in earlier:
                    keep(options.out, settings, results.found)
                    results.write()
                for row in results.rows[before:]:
                    say(line_of(row), bar)
    except KeyboardInterrupt:
        if not rank():
            done = f"{len(results.found)} of {len(comparisons)} conditions are kept in {options.out}"
            say(f"Stopped: {done}; the same command goes on from there.")
        raise
    if rank():
        return
    results.write()
    results.draw()
    say(f"Wrote table.json, table.md, runs.json, about.json and two plots to {options.out.resolve()}")


def title_of(comparison: Comparison) -> str:
    """The condition in words; no other condition of a suite has the same."""
    return f"{comparison.condition.heading.data}, {comparison.condition.heading.supervision}"


def settings_of(options: argparse.Namespace, device: torch.device, comparisons: list[Comparison]) -> dict[str, Any]:
    """What an evaluation depends on, as JSON data: one with other settings is another one."""
    asked = {name: getattr(options, name) for name in ("suite", "methods", "count", "resolution")}
    asked |= {"refine": True} if options.refine else {}
    paths = {name: str(path.resolve()) if (path := getattr(options, name)) else None for name in ("data", "real")}
    place = str(options.checkpoints.resolve()) if options.checkpoints else ""
    cast = {checkpoint.name for comparison in comparisons for checkpoint, _ in comparison.cast.values()}
    weights = {name: weights_hash(str(Path(place, name)) if place else name) for name in sorted(cast)}
    return {**asked, **paths, "device": device.type, "weights": weights}


def _measured(comparison: Comparison, bar: Progress) -> Findings:
    """Runs this process's share of a condition; what all processes have found."""
    task = bar.add_task(title_of(comparison), total=len(comparison.numbers) * len(comparison.cast))
    for step in comparison.run():
        bar.advance(task, 1 if step.method else len(comparison.cast))
    bar.remove_task(task)
    return comparison.collected()


def line_of(row: Row) -> str:
    """A row as a line of text."""

    def shown(value: float | None) -> str:
        return "inf" if value is None else f"{value:.4g}"

    chamfer, shapes = row["chamfer_x1000"], row.get("class", row["supervision"])
    return (
        f"{row['data']}, {shapes}  {row['checkpoint']}  {row['steps']} steps  n {row['n']}"
        f"  failures {row['failures']}  chamfer x1000 {shown(chamfer['mean'])} (median {shown(chamfer['median'])})"
        f"  IoU {shown(row['iou']['mean'])}  adapt {shown(row['adapt_seconds'])} s"
    )
