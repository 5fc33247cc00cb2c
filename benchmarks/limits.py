"""What limits the completion of real shapes, taken apart on validation pieces: the tables of docs/limits.md.

    python benchmarks/limits.py FOLDER [--count N] [--only KIND] [--also NAME=CHECKPOINT ...]

FOLDER: real pieces by class, as data/real has them. --also: further checkpoints at 1,024 points, such as one of another
width or with other inner steps. Test pieces are never touched. Prints Markdown.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.spatial import KDTree

from core.evaluation.evaluate import Case, make_case
from core.evaluation.real import class_of, loaded, pieces
from core.measures.metrics import iou, values
from core.methods.base import Method
from core.observation.observe import ObserveKind
from core.runs.checkpoint import load_checkpoint, method_of

NETS: tuple[tuple[ObserveKind, str], ...] = (
    ("dense", "real-dense"),
    ("oriented", "real-oriented"),
    ("scan", "real-scan"),
)
POINTS = (512, 1024, 2048, 4096, 8192)
USUAL = 1024
FEW = (0, 1, 2, 3, 5, 8, 12)
PAST = (30, 60, 100)
"""Steps of refinement after the trained ones."""

THIN = 0.06
"""Local thickness below which a part is thin, where the shape fills [-1, 1]."""


@dataclass(frozen=True)
class Reading:
    """Of one piece after some steps. seen, unseen: IoU of either half, nan where there is none. thin, thick: share of
    the parts of that thickness that is inside the answer. extra: volume of the answer outside, over that of the piece.
    """

    group: str
    whole: float
    seen: float
    unseen: float
    thin: float
    thick: float
    extra: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--only", default="", help="this kind of observation alone")
    parser.add_argument("--also", action="append", default=[], metavar="NAME=CHECKPOINT")
    options = parser.parse_args()
    torch.set_num_threads(1)
    files = pieces(options.folder, "val")[: options.count]
    say(f"{len(files)} validation pieces; IoU, means; one view of each where it is a depth view.\n")
    for kind, name in NETS:
        if options.only not in ("", kind):
            continue
        method = method_of(load_checkpoint(name), torch.device("cpu"))
        say(f"## `{name}`, trained with {method.trained_steps} inner steps\n")
        usual = readings(method, files, options.folder, kind, USUAL, (*few(method), *past(method)))
        say(by_steps(usual, method))
        say(by_part(usual, method))
        say(by_points(method, files, options.folder, kind, usual))
    for name, path in (text.split("=", 1) for text in options.also):
        checkpoint = load_checkpoint(path)
        other = method_of(checkpoint, torch.device("cpu"))
        kind, _ = next(net for net in NETS if net[0] == checkpoint.observe)
        found = readings(other, files, options.folder, kind, USUAL, (*few(other), *past(other)))
        say(f"## {name}: {other.trained_steps} inner steps, width {other.spec.width}\n")
        say(by_steps(found, other))


def few(method: Method) -> tuple[int, ...]:
    return tuple(sorted({*FEW, method.trained_steps}))


def past(method: Method) -> tuple[int, ...]:
    return tuple(method.trained_steps + more for more in PAST)


Readings = dict[int, list[Reading]]
"""By step, one for each piece."""


def readings(
    method: Method, files: Sequence[Path], folder: Path, kind: ObserveKind, points: int, marks: Iterable[int]
) -> Readings:
    """Adapts to each piece and reads at the marks."""
    found: Readings = {mark: [] for mark in marks}
    for number, file in enumerate(files):
        case = make_case(loaded(file), kind, points, number)
        thickness = local_thickness(case)
        state, _ = method.start(case.observation)
        for step in range(max(found) + 1):
            if step:
                state, _ = method.step(state, case.observation)
            if step in found:
                inside = values(method.field(state), case.truth.volume, method.device) < 0
                found[step].append(reading(class_of(file, folder), case, inside, thickness))
    return found


def reading(group: str, case: Case, inside: NDArray[np.bool_], thickness: NDArray[np.float64]) -> Reading:
    true, unseen = case.truth.inside, case.unseen
    thin, thick = true & (thickness < THIN), true & (thickness >= THIN)

    def share(part: NDArray[np.bool_]) -> float:
        return float(inside[part].mean()) if part.any() else float("nan")

    def within(part: NDArray[np.bool_]) -> float:
        return iou(inside[part], true[part]) if (true & part).any() else float("nan")

    seen, hidden = (within(~unseen), within(unseen)) if unseen.any() else (float("nan"), float("nan"))
    surplus = float((inside & ~true).sum() / true.sum())
    return Reading(group, iou(inside, true), seen, hidden, share(thin), share(thick), surplus)


def local_thickness(case: Case) -> NDArray[np.float64]:
    """(v,) of each point inside: diameter of the largest ball within the shape that holds it, centred on one of the
    others (Hildebrand and Ruegsegger 1997, on samples); 0 outside.
    """
    points, true = case.truth.volume, case.truth.inside
    within = np.flatnonzero(true)
    radii = np.abs(case.shape.sdf(points[within]))  # pyright: ignore[reportAttributeAccessIssue] (a solid)
    found = np.zeros(len(points))
    tree = KDTree(points[within])
    for centre in np.argsort(radii):  # the largest last
        near: list[int] = list(tree.query_ball_point(points[within[centre]], radii[centre]))
        found[within[near]] = 2 * radii[centre]
    return found


def by_steps(usual: Readings, method: Method) -> str:
    names = [f"+{step - method.trained_steps}" if step > max(FEW) else str(step) for step in usual]
    return table(("steps", *names), [("IoU", *(mean(r.whole for r in rows) for rows in usual.values()))])


def by_part(usual: Readings, method: Method) -> str:
    """Halves, thin and thick parts, surplus, and classes; as trained and refined."""
    ends = {"as trained": usual[method.trained_steps], "refined, +60": usual[method.trained_steps + 60]}
    groups = sorted({r.group for r in usual[0]})
    rows = []
    for name, found in ends.items():
        parts = [[getattr(r, part) for r in found] for part in ("whole", "seen", "unseen", "thin", "thick", "extra")]
        rows.append((name, *map(mean, parts), *(mean(r.whole for r in found if r.group == group) for group in groups)))
    count = {group: sum(r.group == group for r in usual[0]) for group in groups}
    heads = ("", "whole", "seen half", "unseen half", f"thin (< {THIN}) found", "thick found", "surplus")
    return table((*heads, *(f"{group} ({count[group]})" for group in groups)), rows)


def by_points(method: Method, files: Sequence[Path], folder: Path, kind: ObserveKind, usual: Readings) -> str:
    trained = method.trained_steps
    marks = (trained, trained + 60)
    found = {
        points: usual if points == USUAL else readings(method, files, folder, kind, points, marks) for points in POINTS
    }
    rows = [
        (name, *(mean(r.whole for r in found[points][mark]) for points in POINTS))
        for name, mark in zip(("as trained", "refined, +60"), marks, strict=True)
    ]
    return table(("points", *(f"{points:,}" for points in POINTS)), rows)


def mean(numbers: Iterable[float]) -> str:
    known = [number for number in numbers if number == number]
    return f"{np.mean(known):.3f}" if known else "–"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
