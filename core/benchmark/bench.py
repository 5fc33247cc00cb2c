"""How fast level sets and steps are on this machine, beside the dense evaluation and the matmul peak of the same run.

Reports are plain dictionaries, ready for JSON. With one thread on a CPU, times are processor seconds of that thread,
which other programs hardly change; else they are seconds of the wall (`machine.clock` says which).
"""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from core.benchmark.reference_fields import SMALL, trained_params, with_idle_units, zoo
from core.compute.device import alone, clock_for
from core.compute.vectors import lengths
from core.fields.cuda_graph import step_gradient
from core.fields.field import BoundField, FieldFunction, FieldSpec, bind, initial_params
from core.fields.precision import Precision, bind_in, live, pick_precision
from core.levelset import LevelSet, extract, meshing, pyramid
from core.levelset.comparison import extra_vertices, minimum_evaluations, recall
from core.levelset.lattice import Lattice, coordinates
from core.observation.observe import observe
from core.readers.load import load
from core.runs.checkpoint import load_checkpoint, method_of
from core.storage.resources import SHAPES

Report = dict[str, Any]

NETS = {"5x256": FieldSpec(dim=3, width=256, depth=5), "8x512": FieldSpec(dim=3, width=512, depth=8)}
DEMO = FieldSpec(dim=3, width=128, depth=4, frequencies=4)
"""The size of the first bundled furniture nets."""

DEMO_CHECKPOINT = "furniture-scan"
"""What the window shows first, and what a frame is timed on."""

REPEATS = 5
ENOUGH = 8.0
"""Seconds after which a figure is not repeated again."""

DENSE_PATIENCE = 60.0
"""Seconds above which dense evaluation is estimated from a part."""

SLOW = 1e10
"""FLOP/s below which the matrix peak is not looked for in large products, which would take minutes."""

DENSE_REFERENCE = 128
"""Above this resolution the true surface comes from a careful extraction and not from a dense one."""


@dataclass
class _Timed:
    """A field that adds up its own time."""

    run: FieldFunction
    clock: Callable[[], float]
    seconds: float = field(default=0.0)

    def __call__(self, points: Tensor) -> Tensor:
        started = self.clock()
        values = self.run(points)
        self.seconds += self.clock() - started
        return values


def median_seconds(action: Callable[[], object], clock: Callable[[], float], repeats: int = REPEATS) -> float:
    """Median time of an action after one unmeasured call; fewer repeats when they take more than `ENOUGH` seconds."""
    action()
    times: list[float] = []
    while len(times) < repeats and sum(times) < ENOUGH:
        started = clock()
        action()
        times.append(clock() - started)
    return statistics.median(times)


def matmul_peak(device: torch.device, dtype: torch.dtype = torch.float32) -> float:
    """FLOP/s of the best of three large matrix products; of smaller ones where a number format is done in software."""
    clock, best, rate = clock_for(device), 0.0, 0.0
    for size in (256, 1536) if device.type == "cpu" else (1024, 8192):
        matrix = torch.randn(size, size, device=device, dtype=dtype)
        for _ in range(4):
            started = clock()
            torch.mm(matrix, matrix)
            rate = 2 * size**3 / (clock() - started)
            best = max(best, rate)
        if rate < SLOW:
            break
    return best


def machine(device: torch.device) -> Report:
    """What the figures were measured on."""
    threads = torch.get_num_threads()
    return {
        "device": torch.cuda.get_device_name(device) if device.type == "cuda" else device.type,
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "threads": threads,
        "clock": "thread" if alone(device) else "wall",
        "torch": torch.__version__,
        "peak_gflops_fp32": round(matmul_peak(device) / 1e9, 1),
        "peak_gflops_bf16": round(matmul_peak(device, torch.bfloat16) / 1e9, 1),
    }


def flops(spec: FieldSpec) -> int:
    """Of one evaluation at one point."""
    return 2 * sum(fan_in * fan_out for fan_in, fan_out in spec.layer_sizes)


def levelset_report(
    nets: Sequence[str] = tuple(NETS),
    resolutions: Sequence[int] = (64, 128, 256),
    device: torch.device | str = "cpu",
    precision: Precision | None = None,
    with_zoo: bool = True,
) -> Report:
    """Extraction against dense evaluation, for nets that all hold the same torus with a box; see issue figures.

    Keys: "levelset" rows, "zoo" rows (recall over fields of every kind, at 64 cells) and "machine". None where a figure
    was not measured: recall above `DENSE_REFERENCE`. precision: None picks the faster one, as the window does.
    """
    where = torch.device(device)
    rows: list[Report] = []
    for resolution in resolutions:
        truth = _truth(bind(SMALL, trained_params()), resolution)
        for name in nets:
            rows.append(_levelset_row(name, resolution, where, precision, truth))  # noqa: PERF401
    report: Report = {"levelset": rows, "machine": machine(where)}
    return {**report, "zoo": zoo_rows()} if with_zoo else report


def _levelset_row(
    name: str, resolution: int, device: torch.device, precision: Precision | None, truth: tuple[Lattice, bool]
) -> Report:
    spec = NETS[name]
    params = tuple(p.to(device) for p in with_idle_units(trained_params(), spec))
    chosen = precision or pick_precision(spec, device)
    clock = clock_for(device)
    timed = _Timed(bind_in(spec, params, chosen), clock)
    before = _resident_mb(reset=True)
    level = extract(timed, 3, resolution, device=device, keep_lattice=False)
    peak = _resident_mb()
    runs: list[tuple[float, float]] = []
    while len(runs) < REPEATS and sum(total for total, _ in runs) < ENOUGH:
        timed.seconds, started = 0.0, clock()
        level = extract(timed, 3, resolution, device=device, keep_lattice=False)
        runs.append((clock() - started, timed.seconds))
    total, inside = sorted(runs)[len(runs) // 2]
    mesher = median_seconds(lambda: meshing.triangles(truth[0].values.numpy()), clock, 3)
    dense, measured = _dense_seconds(timed.run, resolution, device, clock)
    return {
        "net": name,
        "resolution": resolution,
        "precision": chosen,
        "threads": torch.get_num_threads(),
        "repeats": len(runs),
        "seconds": round(total, 4),
        "dense_seconds": round(dense + mesher, 3),
        "dense_measured": measured,
        "speedup": round((dense + mesher) / total, 1),
        "evaluations": level.evaluations,
        "bookkeeping_share": round((total - inside - mesher) / total, 4),
        "mesher_share": round(mesher / total, 4),
        "peak_extra_mb": None if before is None or peak is None else round(peak - before, 1),
        **_against(bind(SMALL, trained_params()), truth, level.evaluations),
    }


def _dense_seconds(
    run: FieldFunction, resolution: int, device: torch.device, clock: Callable[[], float]
) -> tuple[float, bool]:
    """Time to evaluate every lattice point, and whether it was measured and not estimated from some chunks."""
    chunk = pyramid.CPU_CHUNK if device.type == "cpu" else pyramid.DEVICE_CHUNK
    count = (resolution + 1) ** 3
    index = torch.arange(chunk, device=device) * max(1, count // chunk)
    piece = median_seconds(lambda: run(coordinates(index, resolution, 3)), clock, 9)
    estimate = piece * count / chunk
    if estimate > DENSE_PATIENCE:
        return estimate, False
    started = clock()
    pyramid.dense(run, 3, resolution, device=device)
    return clock() - started, True


def _truth(run: FieldFunction, resolution: int) -> tuple[Lattice, bool]:
    """The lattice that counts as right, and whether it is dense."""
    if resolution <= DENSE_REFERENCE:
        return pyramid.dense(run, 3, resolution), True
    return pyramid.fill(run, 3, resolution, settings=pyramid.CAREFUL), False


def _against(run: FieldFunction, truth: tuple[Lattice, bool], evaluations: int | None = None) -> Report:
    """Evaluations over the minimum, vertices too many, and share of surface cells found, live and careful."""
    lattice, dense = truth
    minimum = max(minimum_evaluations(lattice), 1)
    live = pyramid.fill(run, 3, lattice.resolution)
    result: Report = {
        "evals_over_minimum": round((evaluations or live.evaluations) / minimum, 3),
        "extra_vertices": extra_vertices(live, lattice),
        "recall_default": round(recall(live, lattice), 6),
        "recall_careful": None,
        "reference": "dense" if dense else "careful",
    }
    if dense:
        careful = pyramid.fill(run, 3, lattice.resolution, settings=pyramid.CAREFUL)
        result["recall_careful"] = round(recall(careful, lattice), 6)
        result["extra_vertices"] += extra_vertices(careful, lattice)
    return result


def zoo_rows(resolution: int = 64) -> list[Report]:
    """Recall, extra vertices and evaluations for every field of the zoo that has a surface."""
    rows: list[Report] = []
    for name, run in zoo().items():
        truth = pyramid.dense(run, 3, resolution)
        if bool((truth.inner < 0).any()):
            rows.append({"net": name, "resolution": resolution, **_against(run, (truth, True))})
    return rows


def step_report(device: torch.device | str = "cpu") -> Report:
    """One inner gradient, forward and backward: seconds and share of the matmul peak.

    Rows: the paper's net with 12,000 points, the demo net with 1,024.
    """
    target = torch.device(device)
    clock, peak = clock_for(target), matmul_peak(target)
    rows: list[Report] = []
    for name, spec, points in (("8x512", NETS["8x512"], 12_000), ("4x128 demo", DEMO, 1024)):
        seconds = median_seconds(_step(spec, points, target), clock)
        share = 3 * points * flops(spec) / seconds / peak
        rows.append({"net": name, "points": points, "seconds": round(seconds, 5), "peak_share": round(share, 3)})
    return {"step": rows, "machine": machine(target)}


def frame_report(device: torch.device | str = "cpu", resolution: int = 64) -> Report:
    """One step and one level set, which is what a frame of the window costs without its drawing.

    Rows: a net of the demo's size at its start, and the bundled furniture net at its trained end on the bundled scan.
    """
    target = torch.device(device)
    params = tuple(p.to(target) for p in initial_params(DEMO, torch.Generator().manual_seed(0)))
    rows = [_frame_row("4x128 demo", bind(DEMO, params), _step(DEMO, 1024, target), resolution)]
    checkpoint = load_checkpoint(DEMO_CHECKPOINT)
    method = method_of(checkpoint, target)
    seen = observe(load(SHAPES / "chair-scan.pcd"), "as-is", checkpoint.context_points, 0)
    state, _ = method.start(seen)
    for _ in range(method.trained_steps):
        state, _ = method.step(state, seen)
    name = f"{checkpoint.spec.depth}x{checkpoint.spec.width} {DEMO_CHECKPOINT}"
    rows.append(_frame_row(name, bind(checkpoint.spec, state.params), lambda: method.step(state, seen), resolution))
    return {"frame": rows, "machine": machine(target)}


def _frame_row(name: str, run: BoundField, step: Callable[[], object], resolution: int) -> Report:
    device = run.params[0].device
    clock = clock_for(device)

    def frame() -> LevelSet:
        return extract(live(run), 3, resolution, device=device)

    return {
        "net": name,
        "resolution": resolution,
        "precision": pick_precision(run.spec, device),
        "step_seconds": round(median_seconds(step, clock, 9), 5),
        "extract_seconds": round(median_seconds(frame, clock, 9), 5),
        "evaluations": frame().evaluations,
    }


def _step(spec: FieldSpec, count: int, device: torch.device) -> Callable[[], object]:
    generator = torch.Generator().manual_seed(0)
    params = tuple(p.to(device) for p in initial_params(spec, generator))
    points = (torch.rand(count, spec.dim, generator=generator) * 2 - 1).to(device)
    distances = lengths(points) - 0.4
    return lambda: step_gradient(spec, params, points, distances, distances)


def _resident_mb(reset: bool = False) -> float | None:
    """Peak resident memory of this process since the last reset, on Linux; with `reset`, the memory of now."""
    status, control = Path("/proc/self/status"), Path("/proc/self/clear_refs")
    try:
        if reset:
            control.write_text("5", encoding="ascii")
        key = "VmRSS:" if reset else "VmHWM:"
        line = next(entry for entry in status.read_text(encoding="utf-8").splitlines() if entry.startswith(key))
    except (OSError, StopIteration):
        return None
    return int(line.split()[1]) / 1024
