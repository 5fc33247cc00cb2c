"""A widened or lengthened start, or one with more octaves: the same field, the same inner steps."""

from dataclasses import replace

import pytest
import torch

from core.fields.field import FieldSpec, evaluate, expand, initial_params
from core.fields.losses import Loss
from core.methods.metasdf import MetaParams, RateMode, adapt, initial_log_rates
from core.methods.net2net import doubled, doublings, grown, lengthened, with_octaves
from core.observation.observation import Context


@pytest.mark.parametrize("mode", ["per_tensor_per_step", "per_parameter_per_step"])
@pytest.mark.parametrize("loss", ["l2", "l1"])
def test_a_widened_start_takes_the_same_steps(mode: RateMode, loss: Loss) -> None:
    generator = torch.Generator().manual_seed(3)
    spec = FieldSpec(2, 8, 3, frequencies=2)
    theta = tuple(
        (p + 0.1 * torch.randn(p.shape, generator=generator)).double().requires_grad_()
        for p in initial_params(spec, generator)
    )
    rates = tuple(
        r.double() + (0.3 * torch.randn(r.shape, generator=generator).double())
        for r in initial_log_rates(theta, 3, 0.05, mode)
    )
    narrow = MetaParams(theta, rates)
    points = torch.rand(2, 40, 2, generator=generator).double() * 2 - 1
    distances = points.norm(dim=-1) - 0.4
    context = Context(points, distances, distances)
    paths = [
        adapt(replace(spec, width=width), meta, context, 3, loss)
        for width, meta in ((8, narrow), (32, doubled(doubled(narrow, 0, 0.0), 1, 0.0)))
    ]
    for step, (phi, wide) in enumerate(zip(*paths, strict=True)):
        one, two = evaluate(spec, phi, points), evaluate(replace(spec, width=32), wide, points)
        assert torch.allclose(one, two, atol=1e-10), step
    assert not torch.allclose(evaluate(spec, paths[0][0], points), evaluate(spec, paths[0][3], points), atol=1e-3)


def test_noise_tells_the_copies_of_a_unit_apart() -> None:
    spec = FieldSpec(2, 8, 2)
    theta = initial_params(spec, torch.Generator().manual_seed(0))
    wide = doubled(MetaParams(theta, initial_log_rates(theta, 2, 0.1, "per_tensor_per_step")), 0).theta
    points = torch.rand(1, 50, 2) * 2 - 1
    assert not torch.equal(wide[0][:, :8], wide[0][:, 8:])
    near = evaluate(replace(spec, width=16), expand(wide, 1), points) - evaluate(spec, expand(theta, 1), points)
    assert 0 < near.abs().mean() < 0.1


@pytest.mark.parametrize(("width", "times"), [(8, 0), (16, 1), (64, 3)])
def test_doubled_widths_fit(width: int, times: int) -> None:
    assert doublings(FieldSpec(2, 8, 3), FieldSpec(2, width, 3)) == times


@pytest.mark.parametrize("other", [FieldSpec(2, 24, 3), FieldSpec(2, 4, 3), FieldSpec(2, 8, 2), FieldSpec(3, 16, 3)])
def test_other_fields_do_not_fit(other: FieldSpec) -> None:
    assert doublings(FieldSpec(2, 8, 3), other) is None


def test_of_fields_that_are_no_plain_chain_only_the_same_fits() -> None:
    two = FieldSpec(3, 8, 3, outputs=2)
    assert doublings(two, two) == 0
    assert doublings(two, replace(two, width=16)) is None


def test_a_lengthened_start_goes_on_as_extrapolation_does() -> None:
    generator = torch.Generator().manual_seed(1)
    theta = initial_params(FieldSpec(2, 8, 2), generator)
    rates = tuple(
        r + torch.randn(r.shape, generator=generator) for r in initial_log_rates(theta, 3, 0.05, "per_tensor")
    )
    short = MetaParams(theta, rates)
    long = lengthened(short, 5)
    assert long.steps == 5
    for step in range(7):
        wanted = short.rates(step)
        if step >= 5:  # its own extrapolation begins past its own K, from the rates of its last step
            wanted = tuple(5 / (step + 1) * rate for rate in short.rates(4))
        for one, two in zip(long.rates(step), wanted, strict=True):
            assert torch.allclose(one, two)
    with pytest.raises(ValueError, match="2 steps are fewer than 3"):
        lengthened(short, 2)


@pytest.mark.parametrize("mode", ["per_tensor_per_step", "per_parameter_per_step"])
def test_more_octaves_are_the_same_field_and_the_same_steps_where_they_have_no_rate(mode: RateMode) -> None:
    generator = torch.Generator().manual_seed(2)
    spec, finer = FieldSpec(3, 8, 2, frequencies=2), FieldSpec(3, 8, 2, frequencies=4)
    theta = tuple(p.double().requires_grad_() for p in initial_params(spec, generator))
    rates = tuple(
        r.double() + 0.3 * torch.randn(r.shape, generator=generator).double()
        for r in initial_log_rates(theta, 3, 0.05, mode)
    )
    short = MetaParams(theta, rates)
    long = with_octaves(short, spec, 4)
    points = torch.rand(1, 40, 3, generator=generator).double() * 2 - 1
    one, two = (evaluate(s, expand(m.theta, 1), points) for s, m in ((spec, short), (finer, long)))
    assert torch.equal(one, two), "until the first step"
    assert long.theta[0].shape == (27, 8)
    added = [3 + 6 + i for i in range(6)] + [3 + 6 + 6 + 6 + i for i in range(6)]
    assert long.theta[0][added].abs().max() == 0
    if mode == "per_tensor_per_step":
        assert long.log_rates[0].shape == rates[0].shape
        return
    for block, finest in ((added[:6], [6, 7, 8]), (added[6:], [12, 13, 14])):
        assert torch.equal(long.log_rates[0][:, block], torch.cat([rates[0][:, finest]] * 2, dim=1))
    long.log_rates[0].data[:, added] = -200.0
    distances = points.norm(dim=-1) - 0.4
    paths = [adapt(s, m, Context(points, distances, distances), 3) for s, m in ((spec, short), (finer, long))]
    one, two = (evaluate(s, path[3], points) for s, path in zip((spec, finer), paths, strict=True))
    assert torch.allclose(one, two, atol=1e-12)


def test_octaves_and_width_grow_together_and_neither_shrinks() -> None:
    spec = FieldSpec(3, 8, 2, frequencies=2)
    theta = initial_params(spec, torch.Generator().manual_seed(0))
    meta = MetaParams(theta, initial_log_rates(theta, 2, 0.1, "per_parameter_per_step"))
    both = grown(meta, spec, replace(spec, width=16, frequencies=3), 0)
    assert both is not None
    assert [tuple(t.shape) for t in both.theta] == [
        tuple(t.shape) for t in initial_params(replace(spec, width=16, frequencies=3), torch.Generator())
    ]
    assert grown(meta, spec, replace(spec, frequencies=1), 0) is None
    assert grown(meta, spec, replace(spec, width=4), 0) is None
    assert grown(meta, replace(spec, frequencies=0), spec, 0) is None
    with pytest.raises(ValueError, match="1 octaves are fewer than 2"):
        with_octaves(meta, spec, 1)
