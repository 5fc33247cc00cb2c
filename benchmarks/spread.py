"""Does the spread of members tell the error? Measured on validation pieces: the numbers behind the decision on spread.

    python benchmarks/spread.py CHECKPOINT PIECES [--siblings NAME ...] [--count N] [--steps N]

PIECES: furniture, a file of MNIST, or a folder of meshes. For every way to make members: Spearman's correlation with
the error within a piece (mean, worst) and over all vertices, the scale that makes 90 % intervals hold on the even
pieces, and what intervals of 90 % and 50 % then hold on the odd ones; beside it the two things that cost nothing. Test
pieces are never touched.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from scipy.spatial import KDTree

from core.levelset import LevelSet, extract
from core.measures.spread import Calibration, rank_correlation, scale_for, spread_at
from core.methods.base import Method
from core.observation.observation import Observation
from core.observation.observe import observe
from core.runs.checkpoint import load_checkpoint, method_of
from core.runs.members import Member, Recipe, members
from core.shapes.base import Shape
from core.shapes.catalogue import procedural
from core.training.meshes import meshes
from core.training.tasks import digits

VERTICES = 600


@dataclass(frozen=True)
class Way:
    """A way to make members: some of the resampled ones, some of the siblings, and the shown one itself."""

    name: str
    recipe: Recipe
    siblings: bool = False


WAYS = (
    Way("bootstrap, 8", Recipe(8, 1.0, again=True)),
    Way("half the points, 4", Recipe(4, 0.5)),
    Way("half the points, 8", Recipe(8, 0.5)),
    Way("a quarter, 8", Recipe(8, 0.25)),
    Way("an eighth, 8", Recipe(8, 0.125)),
    Way("siblings alone", Recipe(0), siblings=True),
    Way("siblings and a quarter, 4", Recipe(4, 0.25), siblings=True),
    Way("siblings and a quarter, 8", Recipe(8, 0.25), siblings=True),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("pieces")
    parser.add_argument("--siblings", nargs="*", default=())
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--steps", type=int, nargs="*", help="(default: as trained)")
    options = parser.parse_args()
    torch.set_num_threads(1)
    checkpoint = load_checkpoint(options.checkpoint)
    method = method_of(checkpoint, "cpu")
    others = [method_of(load_checkpoint(name), "cpu") for name in options.siblings]
    shapes = drawn(options.pieces, options.count)
    for steps in options.steps or (method.trained_steps,):
        say(f"{options.checkpoint} on {options.pieces}, {len(shapes)} pieces, {steps} steps, {options.siblings}")
        rows: dict[str, list[tuple[np.ndarray, np.ndarray]]] = {}
        for number, shape in enumerate(shapes):
            seen = observe(shape, checkpoint.observe, checkpoint.context_points, number)  # type: ignore[arg-type]
            for name, errors, values in measured(method, others, shape, seen, steps):
                rows.setdefault(name, []).append((errors, values))
        for name, pairs in rows.items():
            say(row(name, pairs))


def drawn(pieces: str, count: int) -> list[Shape]:
    """Validation pieces."""
    if pieces == "furniture":
        return [procedural("furniture")(number, "val") for number in range(count)]
    if Path(pieces).is_file():
        return [digits(pieces)(number, "val") for number in range(count)]
    draw = meshes(pieces)
    return [draw(number, "val") for number in range(min(count, draw.size("val")))]


def measured(method: Method, others: Sequence[Method], shape: Shape, seen: Observation, steps: int):  # noqa: ANN201
    """(name, errors, values) at some vertices of the shown surface, for each way and for each baseline."""
    state, _ = method.start(seen)
    while state.step < steps:
        state, _ = method.step(state, seen)
    own = Member(method.name, method, {steps: state})
    level = extract(own.field(steps), method.dim, 64 if method.dim == 3 else 128)
    if len(level.vertices) < 50:
        return
    rows = np.random.default_rng(0).permutation(len(level.vertices))[:VERTICES]
    points = level.vertices[rows]
    errors = np.abs(shape.sdf(points))
    made: dict[tuple[float, bool], list[Member]] = {}
    for way in WAYS:
        key = (way.recipe.share, way.recipe.again)
        if way.recipe.count > len(made.get(key, [])):
            made[key] = [m for m in members(method, seen, steps, way.recipe) if m is not None]
    siblings = [m for m in members(method, seen, steps, Recipe(0), others) if m is not None]
    for way in WAYS:
        if way.siblings and not siblings:
            continue
        chosen = [*made.get((way.recipe.share, way.recipe.again), [])[: way.recipe.count], own]
        fields = [m.field(steps) for m in (*chosen, *(siblings if way.siblings else ()))]
        yield way.name, errors, spread_at(fields, points)
    near = seen.points[seen.on_surface] if seen.on_surface.any() else seen.points
    yield "distance to the observed", errors, np.asarray(KDTree(near).query(points)[0])
    yield "|curvature|", errors, curvature(level)[rows]


def curvature(level: LevelSet) -> np.ndarray:
    """(V,) mean turn of the normal for a length along the edges at each vertex."""
    pairs = np.concatenate([level.elements[:, [i, (i + 1) % level.dim]] for i in range(level.dim)])
    ends, normals = (np.asarray(a, float)[pairs] for a in (level.vertices, level.normals))
    turn = np.linalg.norm(normals[:, 0] - normals[:, 1], axis=1)
    turn /= np.maximum(np.linalg.norm(ends[:, 0] - ends[:, 1], axis=1), 1e-4)
    sums = np.bincount(pairs.ravel(), np.repeat(turn, 2), len(level.vertices))
    return sums / np.maximum(np.bincount(pairs.ravel(), minlength=len(level.vertices)), 1)


def row(name: str, pairs: list[tuple[np.ndarray, np.ndarray]]) -> str:
    within = np.array([rank_correlation(errors, values) for errors, values in pairs])
    errors, values = (np.concatenate(part) for part in zip(*pairs, strict=True))
    (even, spreads), (odd, others) = (map(np.concatenate, zip(*pairs[k::2], strict=True)) for k in (0, 1))
    scale = scale_for(even, spreads)
    held = Calibration.of(odd, others, scale)
    pieces = [Calibration.of(e, v, scale).coverage() for e, v in pairs[1::2]]
    return (
        f"| {name} | {np.nanmean(within):.2f} | {np.nanmin(within):.2f} | {rank_correlation(errors, values):.2f} | "
        f"{scale:.2f} | {100 * held.coverage():.0f} % | {100 * held.coverage(0.5):.0f} % | "
        f"{100 * min(pieces):.0f} to {100 * max(pieces):.0f} % |"
    )


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
