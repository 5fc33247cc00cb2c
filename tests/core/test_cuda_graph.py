"""The captured gradient is the plain one, step after step."""

import pytest
import torch

from core.fields.cuda_graph import step_gradient
from core.fields.field import FieldSpec, Params, initial_params
from core.fields.losses import Loss
from core.fields.manual_gradient import loss_and_gradient
from core.fields.point_losses import POINT_LOSSES

SPEC = FieldSpec(dim=3, width=32, depth=3, frequencies=2)


def problem(seed: int, device: str) -> tuple[Params, torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    params = tuple((p + 0.01 * seed).to(device) for p in initial_params(SPEC, generator))
    points = (torch.rand(500, 3, generator=generator) * 2 - 1).to(device)
    return params, points, points.norm(dim=1) - 0.4


@pytest.mark.parametrize("loss", POINT_LOSSES)
@pytest.mark.parametrize(
    "device",
    [
        "cpu",
        pytest.param("cuda", marks=pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")),
    ],
)
def test_it_is_the_plain_gradient(device: str, loss: Loss) -> None:
    found = []
    for seed in (1, 2, 1):  # the second run of a graph writes over the results of the first, unless they are copies
        params, points, distances = problem(seed, device)
        found.append(step_gradient(SPEC, params, points, distances, distances, loss))
    for seed, (value, gradient) in zip((1, 2, 1), found, strict=True):
        params, points, distances = problem(seed, device)
        expected, plain = loss_and_gradient(SPEC, params, points, distances, distances, loss)
        assert torch.allclose(value, expected)
        assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(gradient, plain, strict=True))
