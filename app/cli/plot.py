"""The verb `plot`: the window's plots as SVG, PDF, PNG or CSV, of what verbs have written, or of a race it runs."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.cli.console import progress, say
from app.cli.inputs import asked_for
from app.render.figure import (
    SUFFIXES,
    Axis,
    Cells,
    Figure,
    FigureCurve,
    Finish,
    figure_bytes,
    typed_span,
)
from app.render.page import CURVES
from app.render.styles import LIGHT, maps_of
from core.analysis.probes import by_layer
from core.compute.device import leave_one_core, pick_device
from core.errors import UserError
from core.methods.registry import info_of
from core.observation.observation_spec import ObservationSpec
from core.observation.observe import observe
from core.runs.checkpoint import load_checkpoint, method_of, scratch_name
from core.runs.defaults import natural_kind, truth_of
from core.runs.race import Limit, race
from core.runs.session import read_session
from core.runs.session_parts import SUFFIX
from core.storage.atomic import write_file
from core.storage.reading import boundary
from core.storage.typed import read_document

Records = Sequence[Mapping[str, Any]]
LOSS, ERROR = CURVES[LIGHT]
RESOLUTION = {2: 96, 3: 64}
MARKS = "ostd+x"


def plot(options: argparse.Namespace) -> None:
    """Runs the verb. Raises UserError for every fault in what was given."""
    path: Path = options.out
    if path.suffix.lower()[1:] not in SUFFIXES:
        raise UserError(f"{path} has no kind of figure; end it in {', '.join(SUFFIXES)}.")
    finish = finish_of(options)
    figure = _race(options) if options.race else told_by(options.input, options.of)
    write_file(path, figure_bytes(figure, path.suffix, finish))
    say(f"Wrote {path} ({path.stat().st_size:,} bytes): {figure.name}.")


def finish_of(options: argparse.Namespace) -> Finish:
    """How the figure is made. Raises UserError for a range that is none."""
    maps = maps_of((options.map,))
    return Finish(options.purpose, *maps, typed_span(options.range), not options.no_labels)


def told_by(file: str, wanted: str | None) -> Figure:
    """The plot of this name, of those that a file has. wanted: None for its first. Raises UserError."""
    known = plots_of(file)
    if not known:
        raise UserError(f"{file} has no plot; give run.json, probe.json or a session.")
    name = wanted or next(iter(known))
    if name not in known:
        raise UserError(f"{file} has no plot {name}; choose one of {', '.join(known)}.")
    return known[name]()


def plots_of(file: str) -> dict[str, Callable[[], Figure]]:
    """What can be drawn of run.json (adapt), probe.json (probe) or a session, by name. Raises UserError."""
    if file.lower().endswith(SUFFIX):
        entries = read_session(file).shown_run.entries
        losses = [entry.record.context_loss for entry in entries]
        errors = [math.nan if entry.heldout is None else entry.heldout.l1 for entry in entries]
        return {"curves": lambda: curves(losses, errors)}
    with boundary(f"{file} is no run.json and no probe.json", "give one that adapt or probe has written", file):
        document = read_document(Path(file))
        steps: Records = document["steps"]
        if "task_alignment" not in document and "heldout" in steps[0]:
            losses = [_number(step["context_loss"]) for step in steps]
            errors = [math.nan if step["heldout"] is None else _number(step["heldout"]["l1"]) for step in steps]
            return {"curves": lambda: curves(losses, errors)}
        return _of_probe(document)


def curves(losses: Sequence[float], errors: Sequence[float]) -> Figure:
    """Loss and held-out error by step, each with its axis."""
    steps = np.arange(len(losses), dtype=float)
    left = _axis("context loss", losses, LOSS)
    lines = [FigureCurve("context loss", steps, np.array(losses, float), LOSS, mark="o")]
    right = None
    if np.isfinite(errors).any():
        right = _axis("held-out mean |error|", errors, ERROR)
        lines.append(FigureCurve("held-out mean |error|", steps, np.array(errors, float), ERROR, right=True, mark="s"))
    return Figure("Loss and error by step", _steps_axis(len(losses)), left, right, tuple(lines))


def _of_probe(document: Mapping[str, Any]) -> dict[str, Callable[[], Figure]]:
    """By name, those that this probe has."""
    steps, known = document["steps"], {}
    for kind in ("gradient", "update"):
        names = [key.removeprefix(f"{kind}.") for key in steps[0] if key.startswith(f"{kind}.")] if steps else []
        if names:
            known[kind] = lambda kind=kind, names=names: _norms(steps, kind, names)
    if steps and "cosine_with_before" in steps[0]:
        known["cosine"] = lambda: _cosine(steps)
    for name, table, words in (("steps", "step_alignment", "step"), ("tasks", "task_alignment", "task")):
        if document.get(table):
            known[name] = lambda table=table, words=words: _alignment(document[table], words)
    for name, make in (("rates", _rates), ("slice", _slice), ("dial", _dial)):
        if document.get(name):
            known[name] = lambda name=name, make=make: make(document[name])
    return known


def _norms(steps: Records, kind: str, names: Sequence[str]) -> Figure:
    x = np.array([step["step"] for step in steps], float)
    rows = [by_layer(tuple(names), [_number(step[f"{kind}.{name}"]) for name in names]) for step in steps]
    shades = _shades(len(rows[0]))
    lines = [
        FigureCurve(layer, x, np.array([row[layer] for row in rows]), shade, mark="o")
        for layer, shade in zip(rows[0], shades, strict=True)
    ]
    every = [value for row in rows for value in row.values()]
    return Figure(
        f"Norms of the {kind}", _steps_axis(len(steps) + 1), _axis(f"{kind} norm", every), curves=tuple(lines)
    )


def _cosine(steps: Records) -> Figure:
    x = np.array([step["step"] for step in steps], float)
    line = FigureCurve("cosine", x, np.array([_number(step["cosine_with_before"]) for step in steps]), LOSS, mark="o")
    left = Axis("cosine with the gradient before", low=-1.05, high=1.05)
    return Figure("Cosine of gradients", _steps_axis(len(steps) + 1), left, curves=(line,))


def _alignment(table: Records, words: str) -> Figure:
    names = [str(row[""]) for row in table]
    values = np.array([[_number(value) for key, value in row.items() if key] for row in table])
    cells = Cells(values, (-0.5, len(names) - 0.5, -0.5, len(names) - 0.5), "cosine", (-1, 1), signed=True)
    ticks = tuple((float(n), name) for n, name in enumerate(names))
    across = Axis(
        words, low=-0.5, high=len(names) - 0.5, ticks=tuple((float(n), str(n + 1)) for n in range(len(names)))
    )
    up = Axis("", low=len(names) - 0.5, high=-0.5, ticks=ticks)
    return Figure(f"Alignment of gradients by {words}", across, up, cells=cells)


def _rates(table: Records) -> Figure:
    tensors = list(dict.fromkeys(str(row["tensor"]) for row in table))
    steps = sorted({int(row["step"]) for row in table})
    values = np.full((len(steps), len(tensors)), np.nan)
    for row in table:
        values[steps.index(int(row["step"])), tensors.index(str(row["tensor"]))] = math.log10(_number(row["mean_rate"]))
    short = [name.replace("layer", "").replace(".weight", "w").replace(".bias", "b") for name in tensors]
    box = (-0.5, len(tensors) - 0.5, -0.5, len(steps) - 0.5)
    span = (float(np.nanmin(values)), float(np.nanmax(values)))
    across = Axis("tensor (layer, w weight or b bias)", low=box[0], high=box[1], ticks=tuple(enumerate(short)))
    up = Axis("step", low=box[3], high=box[2], ticks=tuple((float(n), str(step)) for n, step in enumerate(steps)))
    return Figure("Learned rates", across, up, cells=Cells(values, box, "log₁₀ of the rate", span))


def _slice(table: Records) -> Figure:
    a, b = (sorted({float(row[key]) for row in table}) for key in ("along", "across"))
    values = np.full((len(b), len(a)), np.nan)
    for row in table:
        loss = _number(row["context_loss"])
        values[b.index(float(row["across"])), a.index(float(row["along"]))] = math.log10(loss) if loss > 0 else np.nan
    dx, dy = ((side[-1] - side[0]) / max(1, len(side) - 1) / 2 for side in (a, b))
    box = (a[0] - dx, a[-1] + dx, b[0] - dy, b[-1] + dy)
    known = values[np.isfinite(values)]
    span = (float(known.min()), float(known.max())) if len(known) else (-3.0, 0.0)
    cells = Cells(values, box, "log₁₀ of the context loss", span, isolines=True)
    sides = Axis("distance across", low=box[0], high=box[1]), Axis("distance along", low=box[2], high=box[3])
    return Figure("Loss on a plane through three solutions", *sides, cells=cells)


def _dial(table: Records) -> Figure:
    x = np.array([_number(row["value"]) for row in table])
    held = any(row.get("l1") is not None for row in table)
    key, words = ("l1", "held-out mean |error|") if held else ("context_loss", "context loss")
    y = np.array([_number(row[key]) for row in table])
    bottom = Axis(str(table[0]["dial"]), low=float(x.min()), high=float(x.max()) or 1.0)
    return Figure("Error along a dial", bottom, _axis(words, y), curves=(FigureCurve(words, x, y, ERROR, mark="o"),))


def _race(options: argparse.Namespace) -> Figure:
    """The error of each method by step, or by seconds of its own time; the context loss where no truth is known."""
    leave_one_core()
    device = pick_device(options.device)
    names = options.race.split(",")
    options.checkpoint, options.placement, options.trim = names[0], None, ()
    source, first = asked_for(options)
    nets = [load_checkpoint(scratch_name(name, source.dim)) for name in names]
    methods = [method_of(net, device) for net in nets]
    seen = observe(
        source, options.observe or natural_kind(source, first), options.points or first.context_points, options.seed,
        spec=ObservationSpec(),
    )  # fmt: skip
    truth = truth_of(source, options.seed)
    found: list[list[tuple[float, float]]] = [[] for _ in names]
    limit = Limit(options.clock, options.steps, options.seconds)
    with progress() as bar:
        task = bar.add_task("racing", total=None)
        for move in race(methods, seen, limit, RESOLUTION[source.dim], truth):
            lane = move.lane
            held = lane.entry.heldout
            error = lane.entry.record.context_loss if held is None else held.l1
            found[move.number].append((float(lane.step) if options.clock == "steps" else lane.seconds, error))
            bar.advance(task)
    lines = []
    for number, (name, points) in enumerate(zip(names, found, strict=True)):
        x, y = np.array(points).T
        color = info_of(methods[number].key).color
        lines.append(FigureCurve(name, x, y, color, mark=MARKS[number % len(MARKS)], dashed=number >= len(MARKS)))
    label = "context loss" if truth is None else "held-out mean |error|"
    last = max(float(line.x.max()) for line in lines)
    bottom = Axis("step" if options.clock == "steps" else "seconds of the method", low=0.0, high=last or 1.0)
    return Figure("Race", bottom, _axis(label, np.concatenate([line.y for line in lines])), curves=tuple(lines))


def _steps_axis(count: int) -> Axis:
    last = max(1, count - 1)
    ticks = tuple((float(n), str(n)) for n in range(last + 1)) if last <= 12 else ()
    return Axis("step", low=-0.2, high=last + 0.2, ticks=ticks)


def _axis(label: str, values: Any, color: str = "") -> Axis:  # noqa: ANN401 (numbers in any order)
    """Logarithmic, around all values above zero."""
    known = [float(value) for value in values if math.isfinite(value) and value > 0]
    low, high = (min(known), max(known)) if known else (1e-3, 1.0)
    air = max(1.2, (high / low) ** 0.06)
    return Axis(label, logarithmic=True, low=low / air, high=high * air, color=color)


def _shades(count: int) -> list[str]:
    """Colours that go from first to last."""
    import matplotlib as mpl
    from matplotlib.colors import to_hex

    return [to_hex(color) for color in mpl.colormaps["plasma"](np.linspace(0, 0.82, count))]


def _number(value: Any) -> float:  # noqa: ANN401 (JSON)
    """null stands for what is not finite."""
    return math.nan if value is None else float(value)
