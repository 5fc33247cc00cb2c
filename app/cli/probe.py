"""The verb `probe`: what the steps of an adaptation are made of, as JSON and as tables.

The numbers are those of the window. Values that are not finite are null in JSON and empty in CSV.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli.console import progress, say
from app.cli.inputs import asked_for, seen_document
from core.analysis.loss_slice import loss_slice, other_method, way_of
from core.analysis.probes import (
    alignment,
    compared_steps,
    gradients_at_start,
    gradients_of_steps,
    learned_rates,
    neighbour_tasks,
    probe_run,
)
from core.analysis.sweep import dial_values, sweep
from core.compute.device import leave_one_core, pick_device
from core.errors import UserError
from core.methods.base import Method
from core.observation.dials import ShiftCase, dials_for
from core.observation.observation_spec import ObservationSpec
from core.observation.observe import ObserveKind
from core.runs.checkpoint import method_of
from core.runs.defaults import natural_kind
from core.runs.run import Run, advance, begin
from core.storage.atomic import write_text
from core.storage.claims import check_same, claimed

Table = list[list[Any]]
RESOLUTION = {2: 96, 3: 64}


def probe(options: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError for every fault in what was given."""
    leave_one_core()
    with claimed(options.out):
        _probe(options, options.out)


def _probe(options: argparse.Namespace, folder: Path) -> None:
    source, checkpoint = asked_for(options)
    kind: ObserveKind = options.observe or natural_kind(source, checkpoint)
    spec, count = options.conditions or ObservationSpec(), options.points or checkpoint.context_points
    trial = ShiftCase(source, spec, count, options.seed)
    dial = next((one for one in dials_for(source) if one.name == options.dial), None)
    if options.dial and dial is None:
        names = ", ".join(one.name for one in dials_for(source))
        raise UserError(f"{source.name} has no dial {options.dial}; choose one of {names}.")
    method = method_of(checkpoint, pick_device(options.device))
    other = other_method(options.against, method) if options.against else None
    last = method.trained_steps if options.steps is None else options.steps
    asked = {"last": last, "against": options.against or "", "swept": options.dial or "", "cells": options.cells}
    head = {"input": options.input, "checkpoint": checkpoint.name, "method": method.key}
    head |= {**seen_document(options, kind, count), **asked}
    check_same(folder / "probe.json", head, replace=options.replace)
    run = begin(options.input, trial.observe(kind), checkpoint, method, options.seed)
    if other is not None and last == 0:
        raise UserError("A loss slice needs a step; ask for --steps 1 or more.")
    tables: dict[str, Table] = {}
    with progress() as bar:
        task = bar.add_task("adapting", total=last)
        while len(run.entries) <= last and not run.entries[-1].record.diverged:
            run = run.extended(advance(run, method))
            bar.advance(task)
        tables |= _step_tables(method, run) | _rate_tables(method)
        bar.add_task("comparing tasks", total=None)
        trained: Any = checkpoint.observe
        tables |= _task_tables(method, run, trained if kind == "as-is" else kind, count, options.seed)
        if other is not None:
            bar.add_task("slicing the loss", total=None)
            tables |= _slice_tables(method, run, other, options.against, options.cells)
        if dial is not None:
            bar.add_task("sweeping the dial", total=None)
            points = sweep(method, trial, kind, dial, dial_values(dial), last, RESOLUTION[source.dim])
            tables |= _dial_tables(dial.name, [point for point in points if point is not None])
    document = {**head, **{name: _records(table) for name, table in tables.items()}}
    write_text(folder / "probe.json", json.dumps(document, indent=1) + "\n")
    for name, table in tables.items():
        write_text(folder / f"{name}.csv", _csv(table))
    if "gradient" not in "".join(map(str, tables["steps"][0])):
        say(f"{checkpoint.name} follows no gradient: there are updates, and no gradient norms, rates or alignment.")
    say(f"Wrote {len(tables) + 1} files to {folder.resolve()}: probe.json, {', '.join(f'{n}.csv' for n in tables)}")


def _step_tables(method: Method, run: Run) -> dict[str, Table]:
    probes = list(probe_run(method, run))
    field = method.spec.tensor_names
    names = probes[0].names if probes else ()
    gradient = bool(probes and probes[0].gradient_norms)
    head = ["step", "context_loss", "update_norm", *([] if names == field else [f"update.{n}" for n in names])]
    head += [f"update.{n}" for n in field]
    head += ["gradient_norm", "cosine_with_before", *(f"gradient.{n}" for n in names)] if gradient else []
    rows: Table = [head]
    for probe_ in probes:
        own = [] if names == field else list(probe_.update_norms)
        row = [probe_.step, run.entries[probe_.step].record.context_loss, probe_.update_norm, *own]
        row += probe_.field_norms
        rows.append(row + ([probe_.gradient_norm, probe_.cosine, *probe_.gradient_norms] if gradient else []))
    steps = compared_steps(len(run.entries) - 1)
    gradients = list(gradients_of_steps(method, run, steps))
    return {"steps": rows, **({"step_alignment": _square(steps, alignment(gradients).tolist())} if gradients else {})}


def _rate_tables(method: Method) -> dict[str, Table]:
    rates = learned_rates(method)
    if rates is None:
        return {}
    rows: Table = [["step", "tensor", "weights", "mean_rate", "least_rate", "largest_rate"]]
    for step, means in enumerate(rates.table().tolist()):
        for name, size, mean, values in zip(rates.names, rates.sizes, means, rates.values, strict=True):
            rows.append([step + 1, name, size, mean, float(values[step].min()), float(values[step].max())])
    return {"rates": rows}


def _task_tables(method: Method, run: Run, kind: ObserveKind, count: int, seed: int) -> dict[str, Table]:
    named = [("this task", run.observation), *neighbour_tasks(method.dim, kind, count, seed)]
    gradients = list(gradients_at_start(method, [seen for _, seen in named]))
    table = alignment(gradients).tolist()
    return {"task_alignment": _square([name for name, _ in named], table)} if gradients else {}


def _slice_tables(method: Method, run: Run, other: Method, name: str, cells: int) -> dict[str, Table]:
    *_, end = way_of(other, run.observation)
    states = [entry.state for entry in run.entries]
    names = ("start", f"step {len(states) - 1}", name)
    *_, cut = loss_slice(method, run.observation, states, end.params, names, cells)
    rows: Table = [["along", "across", "context_loss"]]
    for y, losses in zip(cut.b.tolist(), cut.losses.tolist(), strict=True):
        rows += [[x, y, loss] for x, loss in zip(cut.a.tolist(), losses, strict=True)]
    marks: Table = [["name", "along", "across", "off_plane", "context_loss"]]
    for mark, (x, y), loss in zip(names, cut.marks.tolist(), cut.mark_losses, strict=True):
        marks.append([mark, x, y, 0.0, loss])
    for step, (x, y, off) in enumerate(cut.path.tolist()):
        marks.append([f"path {step}", x, y, off, run.entries[step].record.context_loss])
    return {"slice": rows, "slice_marks": marks}


def _dial_tables(name: str, points: Sequence[Any]) -> dict[str, Table]:
    rows: Table = [["dial", "value", "steps", "context_loss", "l1", "chamfer_x1000", "iou", "surface"]]
    for point in points:
        held = point.heldout
        errors = [math.nan] * 3 if held is None else [held.l1, held.chamfer_x1000, held.iou]
        rows.append([name, point.value, point.steps, point.context_loss, *errors, point.surface])
    return {"dial": rows}


def _square(names: Sequence[Any], table: Sequence[Sequence[float]]) -> Table:
    rows: Table = [["", *map(str, names)]]
    return rows + [[str(name), *row] for name, row in zip(names, table, strict=True)]


def _finite(value: Any) -> Any:  # noqa: ANN401 (a cell)
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _records(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table[0], map(_finite, row), strict=True)) for row in table[1:]]


def _csv(table: Table) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([["" if _finite(v) is None else v for v in row] for row in table])
    return text.getvalue()
