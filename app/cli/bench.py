"""The verb `bench`: level sets, gradient steps and frames on this machine (core.benchmark), drawing, and the window."""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from typing import Any

import torch

from app.cli.console import say
from app.render import pictures
from app.system.program import module
from app.system.virtual_display import some_screen
from core.benchmark.bench import frame_report, levelset_report, machine, median_seconds, step_report
from core.benchmark.bench_train import train_report
from core.compute.device import leave_one_core, pick_device
from core.errors import UserError
from core.levelset import extract

PIXELS = 800


def drawing_row(resolution: int) -> dict[str, Any]:
    """Off-screen drawing of a ball's level set, in seconds: with new data, and the same data from another side."""
    import pyvista as pv

    from app.render import scene

    level = extract(lambda points: points.norm(dim=-1) - 0.7, 3, resolution)
    with pictures.offscreen(3, PIXELS) as plotter:
        plotter.screenshot(return_img=True)  # before the first one, render() draws nothing

        def draw(plotter: pv.Plotter, turn: float) -> None:
            if not turn:
                scene.draw_level(plotter, level)
            plotter.camera.Azimuth(turn)
            plotter.render()
            if plotter.render_window is not None:
                plotter.render_window.WaitForCompletion()

        return {
            "resolution": resolution,
            "triangles": len(level.elements),
            "pixels": f"{PIXELS} x {PIXELS}",
            "new_surface_seconds": round(median_seconds(lambda: draw(plotter, 0.0), time.perf_counter), 4),
            "turned_seconds": round(median_seconds(lambda: draw(plotter, 5.0), time.perf_counter), 4),
        }


def window_report(device: torch.device, seconds: float | None = None) -> dict[str, Any]:
    """Start-up and stalls of the real window, from a process of its own; see app.window.stopwatch. Raises UserError."""
    with some_screen() as environment:
        command = module("app.window.stopwatch", [str(time.time()), *([str(seconds)] if seconds else [])])
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise UserError(f"The window could not be timed (exit code {done.returncode}); start it to see why.")
    return {**json.loads(done.stdout.splitlines()[-1]), "machine": machine(device)}


def report(part: str, device: torch.device) -> dict[str, Any]:
    """The numbers of one part as JSON data: lists of rows, and the machine."""
    if part == "ui":
        return window_report(device)
    if part == "levelset":
        return levelset_report(device=device)
    if part == "train":
        return train_report(device)
    if part == "step":
        return step_report(device)
    result = frame_report(device)
    # VTK would crash where there is no OpenGL; the computing is worth its figures without the drawing.
    problem = pictures.problem()
    drawing = {"problem": problem} if problem else {"drawing": [drawing_row(resolution) for resolution in (64, 128)]}
    return {**result, **drawing}


def lines(result: dict[str, Any]) -> list[str]:
    """A report as text: a line for each row, under the title of its list."""
    text = []
    for title, rows in result.items():
        text.append(f"{title}:")
        for row in rows if isinstance(rows, list) else [rows]:
            fields = row.items() if isinstance(row, dict) else [("", row)]
            text.append("  " + "  ".join(f"{name} {value}".strip() for name, value in fields))
    return text


def bench(options: argparse.Namespace) -> None:
    """Runs the verb: lines for people, or one JSON object with --json."""
    leave_one_core()
    if options.threads is not None:
        torch.set_num_threads(options.threads)
    result = report(options.part, pick_device(options.device))
    for line in [json.dumps({"part": options.part, **result})] if options.json else lines(result):
        say(line)
