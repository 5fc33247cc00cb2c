"""Sweeps: the error at each value of a dial is that of adapting there, and raw scans have no error to tell."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from core.analysis.sweep import SweepPoint, dial_values, sweep
from core.errors import UserError
from core.fields.field import FieldSpec, initial_params
from core.measures.metrics import prepare_truth
from core.methods.metasdf import MetaParams, MetaSDF, initial_log_rates
from core.observation.dials import DIALS, OTHER_FAMILIES, ShiftCase, dials_for
from core.readers.load import load
from core.runs.run import Entry, measure
from core.shapes.families import furniture

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "shapes"
DIAL = {dial.name: dial for dial in DIALS}


def net(rate: float = 0.02) -> MetaSDF:
    spec = FieldSpec(dim=3, width=16, depth=2)
    theta = initial_params(spec, torch.Generator().manual_seed(0))
    meta = MetaParams(theta, initial_log_rates(theta, 2, rate, "per_tensor"))
    return MetaSDF("net", spec, meta, "l2", torch.device("cpu"))


def test_values_cover_the_range_on_the_grid_of_the_dial() -> None:
    assert dial_values(DIAL["legs"]) == tuple(range(2, 13))
    turns = dial_values(DIAL["rotation"], 9)
    assert (turns[0], turns[-1], len(turns)) == (-180, 180, 9)
    assert 0 in turns
    sizes = dial_values(DIAL["scale"], 4)
    assert 1 in sizes
    assert all(round(20 * v) == pytest.approx(20 * v) for v in sizes)
    family = next(dial for dial in dials_for(furniture(0)) if dial.name == "family")
    assert dial_values(family) == tuple(range(len(OTHER_FAMILIES[3]) + 1))


def test_each_point_is_an_adaptation_of_its_own() -> None:
    method, trial = net(), ShiftCase(furniture(3, "chair"), points=60, seed=1)
    parts = list(sweep(method, trial, "dense", DIAL["scale"], (0.5, 1.0), 2, 16))
    points = [part for part in parts if isinstance(part, SweepPoint)]
    assert [point.value for point in points] == [0.5, 1.0]
    assert len(parts) > len(points) + 3  # there are pauses between the pieces
    seen = trial.observe("dense")
    state, record = method.start(seen)
    for _ in range(2):
        state, record = method.step(state, seen)
    expected = measure(Entry(state, record), method, 16, prepare_truth(furniture(3, "chair"), 1))
    assert points[1].context_loss == record.context_loss
    assert points[1].heldout == expected.heldout
    assert expected.level is not None
    assert points[1].surface == expected.level.status
    assert points[0].context_loss != points[1].context_loss


def test_divergence_is_a_point() -> None:
    trial = ShiftCase(furniture(3, "chair"), points=60)
    points = list(sweep(net(rate=1e12), trial, "dense", DIAL["noise"], (0.05,), 2, 16))
    last = points[-1]
    assert isinstance(last, SweepPoint)
    assert last.surface == "diverged"
    assert last.heldout is not None


def test_a_scan_has_no_error_and_no_rotation() -> None:
    trial = ShiftCase(load(ASSETS / "chair-scan.pcd"), points=60)
    last = list(sweep(net(), trial, "as-is", DIAL["noise"], (0.02,), 1, 16))[-1]
    assert isinstance(last, SweepPoint)
    assert last.heldout is None
    with pytest.raises(UserError, match="rotation"):
        list(sweep(net(), trial, "as-is", DIAL["rotation"], (45,), 1, 16))
