"""Shares of the gradient: against gradients that are taken point by point."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.analysis.pulls import pulls, strongest
from core.fields.field import FieldSpec, initial_params
from core.methods.metasdf import MetaParams, MetaSDF, initial_log_rates
from core.observation.observe import observe
from core.runs.checkpoint import load_checkpoint, method_of
from core.shapes.waves import wave_shape


def test_shares_are_those_of_gradients_point_by_point() -> None:
    spec = FieldSpec(dim=2, width=16, depth=2)
    theta = initial_params(spec, torch.Generator().manual_seed(0))
    method = MetaSDF(
        "net", spec, MetaParams(theta, initial_log_rates(theta, 2, 0.01, "per_tensor_per_step")), "l2",
        torch.device("cpu"),
    )  # fmt: skip
    seen = observe(wave_shape(1), "dense", 30, 0)
    state = method.start(seen)[0]
    each = [torch.cat([g.ravel() for g in method.gradient(state, seen.chosen(np.array([row])))]) for row in range(30)]
    whole = torch.stack(each).sum(0)
    expected = torch.stack([one @ whole / (whole @ whole) for one in each]).numpy()
    found = pulls(method, state, seen)
    assert found is not None
    assert found == pytest.approx(expected, abs=1e-5)
    assert found.sum() == pytest.approx(1, abs=1e-5)
    assert (found < 0).any(), "some points pull the other way"


def test_a_method_without_such_a_gradient_has_none() -> None:
    method = method_of(load_checkpoint("digits-dense-encoder-concat"), "cpu")
    seen = observe(wave_shape(1), "dense", 30, 0)
    assert pulls(method, method.start(seen)[0], seen) is None


def test_how_many_points_do_half_of_the_work() -> None:
    assert strongest(np.array([0.1, 0.5, 0.1, 0.2, 0.1], np.float32)) == 1
    assert strongest(np.array([0.25, 0.25, 0.25, 0.25, -0.2], np.float32)) == 2
    assert strongest(np.zeros(3, np.float32)) == 0
