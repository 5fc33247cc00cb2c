"""Timings for a history of this machine: `make bench-history` saves one and compares it with the one before.

No assertion is about seconds; `python main.py bench` prints the figures beside their references of the same run.
"""

from __future__ import annotations

import pytest
import torch
from pytest_benchmark.fixture import BenchmarkFixture

from core.benchmark.bench import DEMO, NETS
from core.benchmark.reference_fields import trained_params, with_idle_units
from core.fields.field import bind, initial_params
from core.fields.manual_gradient import loss_and_gradient
from core.fields.precision import live
from core.levelset import extract

torch.set_num_threads(1)


@pytest.mark.parametrize("resolution", [64, 128])
@pytest.mark.parametrize("net", ["demo", *NETS])
def test_extraction(benchmark: BenchmarkFixture, net: str, resolution: int) -> None:
    if net == "demo":
        spec, params = DEMO, initial_params(DEMO, torch.Generator().manual_seed(0))
    else:
        spec, params = NETS[net], with_idle_units(trained_params(), NETS[net])
    level = benchmark.pedantic(extract, (live(bind(spec, params)), 3, resolution), rounds=5, warmup_rounds=1)
    assert level.watertight


def test_step(benchmark: BenchmarkFixture) -> None:
    params = initial_params(DEMO, torch.Generator().manual_seed(0))
    points = torch.rand(1024, 3, generator=torch.Generator().manual_seed(0)) * 2 - 1
    distances = points.norm(dim=1) - 0.4
    loss, _ = benchmark(loss_and_gradient, DEMO, params, points, distances, distances)
    assert loss > 0
