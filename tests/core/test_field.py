"""Fields: hand-worked values, batching, initialisation."""

import math
from typing import Literal

import pytest
import torch

from core.fields.field import FieldSpec, bind, encode, evaluate, expand, initial_params, single


def test_a_hand_worked_relu_field() -> None:
    spec = FieldSpec(dim=2, width=2, depth=1)
    params = (
        torch.tensor([[1.0, -1.0], [2.0, 0.5]]),
        torch.tensor([[0.0, 1.0]]),
        torch.tensor([[3.0], [4.0]]),
        torch.tensor([[-1.0]]),
    )
    # x = (1, 1): pre-activations (3, 0.5); 3 * 3 + 4 * 0.5 - 1 = 10.  x = (-1, 0): (-1 -> 0, 2); 8 - 1 = 7.
    assert torch.equal(evaluate(spec, params, torch.tensor([[1.0, 1.0], [-1.0, 0.0]])), torch.tensor([10.0, 7.0]))


def test_a_hand_worked_sine_field() -> None:
    spec = FieldSpec(dim=2, width=1, depth=1, activation="sine", omega=2.0)
    params = (torch.tensor([[1.0], [0.0]]), torch.zeros(1, 1), torch.tensor([[5.0]]), torch.tensor([[0.5]]))
    expected = 5 * math.sin(2 * 0.25) + 0.5
    assert evaluate(spec, params, torch.tensor([[0.25, 9.0]])).item() == pytest.approx(expected, rel=1e-6)


def test_positional_encoding_keeps_the_point_and_doubles_the_frequency() -> None:
    spec = FieldSpec(dim=2, width=4, depth=1, frequencies=2)
    x = torch.tensor([[0.25, -0.5]])
    encoded = encode(spec, x)[0]
    assert encoded.shape == (spec.inputs,) == (10,)
    angles = [math.pi * 0.25, -math.pi * 0.5, 2 * math.pi * 0.25, -2 * math.pi * 0.5]
    expected = [0.25, -0.5, *map(math.sin, angles), *map(math.cos, angles)]
    assert torch.allclose(encoded, torch.tensor(expected), atol=1e-6)


@pytest.mark.parametrize("activation", ["relu", "sine"])
@pytest.mark.parametrize("frequencies", [0, 3])
def test_a_batch_of_tasks_equals_its_tasks(activation: Literal["relu", "sine"], frequencies: int) -> None:
    spec = FieldSpec(dim=3, width=8, depth=2, activation=activation, frequencies=frequencies)
    g = torch.Generator().manual_seed(0)
    tasks = [initial_params(spec, g) for _ in range(3)]
    stacked = tuple(torch.stack(ts) for ts in zip(*tasks, strict=True))
    points = torch.rand(3, 5, 3, generator=g)
    together = evaluate(spec, stacked, points)
    for i in range(3):
        assert torch.allclose(together[i], evaluate(spec, single(stacked, i), points[i]), atol=1e-5)


@pytest.mark.parametrize("dim", [2, 3])
@pytest.mark.parametrize("frequencies", [0, 4])
@pytest.mark.parametrize("skip", [0, 2])
def test_geometric_initialisation_is_near_a_sphere(dim: int, frequencies: int, skip: int) -> None:
    spec = FieldSpec(dim=dim, width=256, depth=4, frequencies=frequencies, skip=skip)
    g = torch.Generator().manual_seed(1)
    field = bind(spec, initial_params(spec, g))
    directions = torch.nn.functional.normalize(torch.randn(500, dim, generator=g), dim=-1)
    assert (field(directions * 0.05) < 0).all()
    assert (field(directions * 1.0) > 0).all()
    radii = torch.linspace(0.1, 1.0, 10)
    means = torch.stack([field(directions * r).mean() for r in radii])
    assert (means.diff() > 0).all()


@pytest.mark.parametrize("n", [0, 1, 7])
def test_any_number_of_points(n: int) -> None:
    spec = FieldSpec(dim=3, width=8, depth=2, frequencies=1)
    assert bind(spec, initial_params(spec))(torch.zeros(n, 3)).shape == (n,)


def test_names_and_counts_match_the_tensors() -> None:
    spec = FieldSpec(dim=3, width=16, depth=3, frequencies=2)
    params = initial_params(spec)
    assert len(params) == len(spec.tensor_names)
    assert sum(p.numel() for p in params) == spec.parameter_count
    assert all(e.shape == (4, *p.shape) for e, p in zip(expand(params, 4), params, strict=True))
