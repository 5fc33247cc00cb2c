"""The verb `bench`: how long one level set, one gradient step or one drawn frame takes on this machine."""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from typing import Any

from app import pictures
from app.console import say
from core.checkpoint import load_checkpoint, method_of
from core.device import leave_one_core, pick_device
from core.errors import UserError
from core.levelset import extract
from core.methods.metasdf import MetaSDF
from core.observe import Observation, observe
from core.run import Run, advance, begin, measure
from core.shapes.families import furniture

CHECKPOINT = "furniture-dense"
POINTS = 1024
REPEATS = 7


def time_it(action: Callable[[], object], repeats: int = REPEATS) -> dict[str, float]:
    """Milliseconds of an action after one unmeasured call: {"min", "median", "max"}."""
    action()
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - started))
    rounded = (round(t, 2) for t in (min(times), statistics.median(times), max(times)))
    return dict(zip(("min", "median", "max"), rounded, strict=True))


def _adapted() -> tuple[MetaSDF, Observation, Run]:
    """The bundled 3D checkpoint, one procedural shape, and its run after all trained steps."""
    checkpoint = load_checkpoint(CHECKPOINT)
    method = method_of(checkpoint, pick_device())
    observation = observe(furniture(3), "dense", POINTS, seed=0)
    run = begin("bench", observation, checkpoint, method, seed=0)
    for _ in range(method.trained_steps):
        run = run.extended(advance(run, method))
    return method, observation, run


def bench_levelset() -> dict[str, Any]:
    """Extraction of an adapted 3D field at three resolutions."""
    method, _, run = _adapted()
    field = method.field(run.entries[-1].state)
    rows = {}
    for resolution in (64, 128, 256):
        level = extract(field, 3, resolution, device=method.device)
        rows[str(resolution)] = {
            **time_it(lambda r=resolution: extract(field, 3, r, device=method.device), 3),
            "evaluations": level.evaluations,
            "of_all_corners": round(level.evaluations / (resolution + 1) ** 3, 4),
            "triangles": len(level.elements),
        }
    return {"device": str(method.device), "milliseconds": rows}


def bench_step() -> dict[str, Any]:
    """One inner step of the 3D checkpoint, as it is done while a person watches."""
    method, observation, run = _adapted()
    state = run.entries[0].state
    step = time_it(lambda: method.step(state, observation), 3 * REPEATS)
    return {"device": str(method.device), "points": POINTS, "milliseconds": step}


def bench_frame() -> dict[str, Any]:
    """One off-screen frame of an adapted surface: new data, and the same data from another side."""
    if problem := pictures.problem():
        raise UserError(problem)
    method, _, run = _adapted()
    rows = {}
    for resolution in (64, 128):
        entry = measure(run.entries[-1], method, resolution)
        level = entry.level
        with pictures.offscreen(3, 800) as plotter:
            plotter.screenshot(return_img=True)  # before the first one, render() draws nothing

            def turned(plotter: Any = plotter) -> None:  # noqa: ANN401
                plotter.camera.Azimuth(5)
                plotter.render()
                plotter.render_window.WaitForCompletion()

            def changed(plotter: Any = plotter, entry: Any = entry) -> None:  # noqa: ANN401
                pictures.draw_entry(plotter, run, entry)
                plotter.render()
                plotter.render_window.WaitForCompletion()

            new = time_it(changed)
            rows[str(resolution)] = {
                "triangles": len(level.elements) if level else 0,
                "new_surface": new,
                "turned": time_it(turned),
            }
    return {"pixels": [800, 800], "milliseconds": rows}


def _lines(value: dict[str, Any], title: str) -> list[str]:
    """Nested results as text: one line for the plain numbers of each level, under its title."""
    plain = [f"{key} {inner}" for key, inner in value.items() if not isinstance(inner, dict)]
    nested = [
        line for key, inner in value.items() if isinstance(inner, dict) for line in _lines(inner, f"{title} {key}")
    ]
    return ([f"{title}: {', '.join(plain)}"] if plain else []) + nested


def bench(options: argparse.Namespace) -> None:
    """Runs the verb: a line for each number, or one JSON object with --json."""
    leave_one_core()
    parts = {"levelset": bench_levelset, "step": bench_step, "frame": bench_frame}
    result = parts[options.part]()
    if options.json:
        say(json.dumps({"part": options.part, **result}))
        return
    for line in _lines(result, options.part):
        say(line)
