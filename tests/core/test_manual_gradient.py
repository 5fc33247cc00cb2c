"""The hand-written gradient against autograd."""

import pytest
import torch

from core.fields.field import FieldSpec, initial_params
from core.fields.losses import Loss
from core.fields.manual_gradient import loss_and_gradient
from core.fields.point_losses import POINT_LOSSES
from core.methods.metasdf import inner_gradient
from core.observation.observation import Context


@pytest.mark.parametrize("activation", ["relu", "sine"])
@pytest.mark.parametrize("kind", [name for name, loss in POINT_LOSSES.items() if loss.slope is not None])
@pytest.mark.parametrize(("depth", "frequencies"), [(1, 0), (3, 2)])
def test_it_is_the_gradient(activation: str, kind: Loss, depth: int, frequencies: int) -> None:
    spec = FieldSpec(3, 24, depth, activation="sine" if activation == "sine" else "relu", frequencies=frequencies)
    generator = torch.Generator().manual_seed(depth)
    params = tuple(p.double() + 0.01 for p in initial_params(spec, generator))
    points = (torch.rand(301, 3, generator=generator) * 2 - 1).double()
    lower = torch.randn(301, generator=generator).double() * 0.3
    upper = lower + torch.rand(301, generator=generator).double() * (torch.arange(301) % 3 == 0)
    leaves = tuple(p[None].clone().requires_grad_() for p in params)
    expected, by_autograd = inner_gradient(spec, leaves, Context(points[None], lower[None], upper[None]), kind)
    loss, gradient = loss_and_gradient(spec, params, points, lower, upper, kind, piece=128)
    assert loss.item() == pytest.approx(expected.item(), rel=1e-12)
    for own, other in zip(gradient, by_autograd, strict=True):
        assert torch.allclose(own, other[0], rtol=1e-9, atol=1e-12)
        assert other.abs().max() > 0


@pytest.mark.parametrize("count", [512, 4096])
def test_its_numbers_are_the_same_on_one_thread_and_on_two(count: int) -> None:
    spec = FieldSpec(2, 128, 3, frequencies=4)
    generator = torch.Generator().manual_seed(0)
    params, points = initial_params(spec, generator), torch.rand(count, 2, generator=generator) * 2 - 1
    distance = torch.randn(count, generator=generator)
    found = []
    for threads in (1, 2):
        torch.set_num_threads(threads)
        found.append(loss_and_gradient(spec, params, points, distance, distance)[1])
    torch.set_num_threads(1)
    assert all(torch.equal(*pair) for pair in zip(*found, strict=True))
