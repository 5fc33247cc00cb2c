"""What serves best past the trained K steps, measured on validation pieces: the numbers behind decision 5.

    python benchmarks/past_k.py CHECKPOINT KIND FOLDER [--points N] [--count N] [--procedural]

For every rule and number of steps: mean IoU over the pieces, of the whole and of the part that nothing was seen of,
and what a stop by kept-aside observed points would have given. Test pieces are never touched.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass

import numpy as np
import torch

from core.evaluation.evaluate import Case, make_case
from core.fields.field import bind
from core.fields.losses import loss_of
from core.measures.metrics import iou, values
from core.methods.metasdf import MetaParams, adapt, inner_gradient
from core.methods.optimizer import adam
from core.observation.observation import Context
from core.runs.checkpoint import load_checkpoint
from core.shapes.catalogue import procedural
from core.training.meshes import meshes

MARKS = (0, 15, 30, 60, 120)


@dataclass(frozen=True)
class Rule:
    """rate: of Adam; times the learned rates over their mean where `scaled`. fall: steps in which it falls to a tenth,
    linearly, 0 for never. share: of the points, drawn anew in each step.
    """

    name: str
    rate: float
    scaled: bool = False
    fall: int = 0
    share: float = 1.0


RULES = (
    Rule("learned rates, shrinking", 0.0),
    Rule("Adam 0.0001", 1e-4),
    Rule("Adam 0.0003", 3e-4),
    Rule("Adam 0.001", 1e-3),
    Rule("Adam 0.002", 2e-3),
    Rule("Adam 0.0005 falling in 60", 5e-4, fall=60),
    Rule("Adam 0.001 falling in 60", 1e-3, fall=60),
    Rule("Adam 0.0005 falling in 120", 5e-4, fall=120),
    Rule("Adam 0.001 falling in 120", 1e-3, fall=120),
    Rule("Adam 0.0005 falling, half the points", 5e-4, fall=120, share=0.5),
    Rule("Adam 0.001 falling, half the points", 1e-3, fall=120, share=0.5),
    Rule("Adam 0.0003 by learned rates", 3e-4, scaled=True),
    Rule("Adam 0.001 by learned rates", 1e-3, scaled=True),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("kind")
    parser.add_argument("folder")
    parser.add_argument("--points", type=int, default=1024)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--procedural", action="store_true")
    parser.add_argument("--rules", default="", help="only those with this in their name")
    options = parser.parse_args()
    torch.set_num_threads(1)
    draw = procedural("furniture") if options.procedural else meshes(options.folder)
    count = min(options.count, 100 if options.procedural else meshes(options.folder).size("val"))
    cases = [make_case(draw(n, "val"), options.kind, options.points, n) for n in range(count)]
    say(f"{options.checkpoint}, {options.kind}, {options.points} points, {count} pieces")
    checkpoint = load_checkpoint(options.checkpoint)
    assert isinstance(checkpoint.meta, MetaParams)
    for rule in (rule for rule in RULES if options.rules in rule.name):
        rows = [
            measured(checkpoint.spec, checkpoint.meta, loss_of(checkpoint.card["loss"]), case, rule) for case in cases
        ]
        table = np.array(rows)  # (pieces, marks, [whole, unseen, aside])
        stops = table[:, :, 2].argmin(1)
        stopped = table[np.arange(len(table)), stops]
        marks = " ".join(f"{m}: {a:.3f}/{b:.3f}" for m, (a, b, _) in zip(MARKS, table.mean(0), strict=True))
        ends = f"{stopped[:, 0].mean():.3f}/{stopped[:, 1].mean():.3f} after {np.mean([MARKS[s] for s in stops]):.0f}"
        say(f"{rule.name:30} {marks} stopped: {ends}")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def measured(spec, meta, loss, case: Case, rule: Rule) -> list[tuple[float, float, float]]:  # noqa: ANN001
    """IoU of the whole and of the unseen part, and the error at points kept aside, after each of MARKS more steps."""
    rng = np.random.default_rng(0)
    aside = rng.random(len(case.observation.points)) < 0.1
    context, kept = case.observation.chosen(~aside).context(), case.observation.chosen(aside).context()
    params = adapt(spec, meta, context, meta.steps, loss, second_order=False)[-1]
    params = tuple(p.detach() for p in params)
    last = meta.rates(meta.steps - 1)
    scales = [r / r.mean() for r in last] if rule.scaled else None
    moments, found = tuple(torch.zeros_like(p) for p in params) * 2, []
    for step in range(MARKS[-1] + 1):
        if step in MARKS:
            found.append(score(spec, params, case, kept))
        leaves = tuple(p.detach().requires_grad_() for p in params)
        _, gradient = inner_gradient(spec, leaves, part_of(context, rule.share, rng), loss)
        if rule.rate == 0:
            params = tuple(p - a * g for p, a, g in zip(params, meta.rates(meta.steps + step), gradient, strict=True))
            continue
        rate = rule.rate * (max(0.1, 1 - 0.9 * step / rule.fall) if rule.fall else 1.0)
        after, moments = adam(params, gradient, moments, step, rate)
        if scales is not None:
            after = tuple(p + s * (q - p) for p, q, s in zip(params, after, scales, strict=True))
        params = after
    return found


def part_of(context: Context, share: float, rng: np.random.Generator) -> Context:
    """Some of the observed points."""
    if share == 1:
        return context
    count = context.points.shape[1]
    rows = torch.from_numpy(rng.permutation(count)[: round(share * count)])
    return Context(context.points[:, rows], context.lower[:, rows], context.upper[:, rows])


def score(spec, params, case: Case, kept: Context) -> tuple[float, float, float]:  # noqa: ANN001
    field = bind(spec, tuple(p[0] for p in params))
    inside = values(field, case.truth.volume, torch.device("cpu")) < 0
    unseen = iou(inside[case.unseen], case.truth.inside[case.unseen]) if case.unseen.any() else float("nan")
    at = field(kept.points[0])
    miss = torch.relu(at - kept.upper[0]) - torch.relu(kept.lower[0] - at)
    return iou(inside, case.truth.inside), unseen, float(miss.square().mean())


if __name__ == "__main__":
    main()
