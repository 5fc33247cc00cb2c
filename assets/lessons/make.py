"""Makes the two other starts of lesson 3 from the checkpoint digits-dense: run it again when that was trained anew.

    python assets/lessons/make.py PATH/train-images-idx3-ubyte.gz

random: a standard initialisation. mean: fitted to the mean signed distance of 1,000 training digits. Each has the
one constant step size that is best for it on 20 training digits.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch

from core.fields.field import Params, evaluate, initial_params
from core.methods.metasdf import MetaParams, adapt, initial_log_rates
from core.observation.observe import dense
from core.runs.checkpoint import load_checkpoint, save_checkpoint
from core.shapes.image import digit, load_idx

DIGITS, STEPS, POINTS, RATE = 1000, 3000, 1024, 2e-3
RATES = tuple(float(r) for r in np.logspace(-3, 0.5, 15))
FOLDER = Path(__file__).resolve().parent / "starts"


def mean_distances(file: Path, side: int = 64) -> tuple[torch.Tensor, torch.Tensor]:
    """Lattice points (side * side, 2) of the box and the mean distance there over the first training digits."""
    axis = np.linspace(-1, 1, side, dtype=np.float32)
    points = np.stack(np.meshgrid(axis, axis, indexing="ij"), -1).reshape(-1, 2)
    pictures = load_idx(file)
    total = sum(digit(pictures, number, "digits").sdf(points) for number in range(DIGITS))
    return torch.from_numpy(points), torch.from_numpy(np.asarray(total / DIGITS, np.float32))


def fit(spec, points: torch.Tensor, distances: torch.Tensor) -> Params:  # noqa: ANN001 (FieldSpec)
    generator = torch.Generator().manual_seed(0)
    params = tuple(p.requires_grad_() for p in initial_params(spec, generator))
    optimizer = torch.optim.Adam(params, lr=RATE)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    for _ in range(STEPS):
        chosen = torch.randint(len(points), (POINTS,), generator=generator)
        loss = (evaluate(spec, params, points[chosen]) - distances[chosen]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    params = tuple(p.detach() for p in params)
    error = (evaluate(spec, params, points) - distances).abs().mean().item()
    sys.stdout.write(f"mean |difference| from the mean digit: {error:.5f}\n")
    return params


def _rates(theta: Params, steps: int, rate: float) -> tuple[torch.Tensor, ...]:
    return initial_log_rates(theta, steps, rate, "per_tensor_per_step")


def best_rate(spec, theta: Params, file: Path, steps: int) -> float:  # noqa: ANN001 (FieldSpec)
    """The one constant step size with the least mean |error| on held-out points of 20 training digits after `steps`."""
    pictures = load_idx(file)
    rng = np.random.default_rng(0)
    errors = {}
    for rate in RATES:
        meta = MetaParams(tuple(p.requires_grad_() for p in theta), _rates(theta, steps, rate))
        found = []
        for number in range(20):
            shape = digit(pictures, number, "digits")
            phi = adapt(spec, meta, dense(shape, 512, rng).context(), steps)[-1]
            query = dense(shape, 512, rng).context()
            found.append((evaluate(spec, phi, query.points) - query.lower).abs().mean().item())
        errors[rate] = float(np.mean(found))
    sys.stdout.write(f"mean |error| by step size: { {f'{r:.3f}': round(e, 4) for r, e in errors.items()} }\n")
    return min(RATES, key=lambda rate: errors[rate] if np.isfinite(errors[rate]) else np.inf)


def main() -> None:
    learned = load_checkpoint("digits-dense")
    file = Path(sys.argv[1])
    starts = {
        "random": initial_params(learned.spec, torch.Generator().manual_seed(0)),
        "mean": fit(learned.spec, *mean_distances(file)),
    }
    for name, theta in starts.items():
        rate = best_rate(learned.spec, theta, file, learned.meta.steps)
        rates = _rates(theta, learned.meta.steps, rate)
        card = {
            "name": f"digits-{name}-start",
            "observe": learned.observe,
            "context_points": learned.context_points,
            "loss": learned.card["loss"],
            "training": {"start": name, "rate": rate, "digits": DIGITS if name == "mean" else 0},
            "rebuild": "python assets/lessons/make.py",
        }
        save_checkpoint(FOLDER / name, learned.spec, MetaParams(theta, rates), card)


if __name__ == "__main__":
    main()
