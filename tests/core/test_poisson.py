"""Screened Poisson reconstruction as a method: signs, orientation, and what cannot be reconstructed."""

import sys
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.analysis.loss_slice import OWN_START, other_method
from core.analysis.probes import probe_run
from core.analysis.step_phases import phases
from core.errors import UserError
from core.evaluation.evaluate import make_case
from core.levelset import extract
from core.measures.metrics import iou, values
from core.methods.base import Method
from core.methods.overridden import varied
from core.methods.overrides import Overrides, OverridesFrom
from core.methods.poisson import Poisson, missing
from core.observation.observation import Observation
from core.observation.observe import observe
from core.runs.checkpoint import load_checkpoint, method_of
from core.runs.run import advance, begin, measure
from core.shapes.families import furniture

pytestmark = pytest.mark.slow

needed = pytest.mark.skipif(bool(missing()), reason=missing() or "it is there")
CPU = torch.device("cpu")
RADIUS = 0.6


def ball(count: int = 1024, eye: tuple[float, float, float] | None = None) -> Observation:
    """Points of a sphere; with an eye those that it sees, which is told."""
    points = np.random.default_rng(0).normal(size=(8 * count, 3))
    points *= RADIUS / np.linalg.norm(points, axis=1, keepdims=True)
    eyes = None if eye is None else np.array([eye])
    if eyes is not None:
        points = points[points @ eyes[0] > RADIUS**2]
    points, zero = points[:count].astype(np.float32), np.zeros(count, np.float32)
    return Observation(points, zero, zero, "surface" if eyes is None else "scan", eyes)


def coarse(depth: int = 4) -> Poisson:
    """The method with fewer and larger cells than usual, which takes a fifth of the time."""
    method = method_of(load_checkpoint("poisson"), CPU)
    assert isinstance(method, Poisson)
    return replace(method, depth=depth)


def field_after_a_step(seen: Observation, points: np.ndarray, method: Method | None = None) -> np.ndarray:
    method = method or coarse()
    state, record = method.step(method.start(seen)[0], seen)
    assert record.method_seconds > 0
    return values(method.field(state), np.asarray(points, np.float32))


@needed
@pytest.mark.parametrize("told", ["normals", "some normals", "nothing"])
def test_the_distance_to_a_sphere(told: str) -> None:
    seen = ball()
    if told != "nothing":
        normals = (seen.points / RADIUS).copy()
        normals[:: 2 if told == "some normals" else len(normals) + 1] = np.nan
        seen = replace(seen, normals=normals)
    probes = np.random.default_rng(1).uniform(-0.9, 0.9, (500, 3))
    distance = np.linalg.norm(probes, axis=1) - RADIUS
    assert np.abs(field_after_a_step(seen, probes) - distance).max() < 0.03


@needed
def test_normals_that_are_told_are_believed() -> None:
    """Turned inward, they say that all around the sphere is solid; the estimate would say the contrary."""
    seen = ball()
    inward = replace(seen, normals=-seen.points / RADIUS)
    middle = np.zeros((1, 3))
    assert field_after_a_step(inward, middle)[0] > 0 > field_after_a_step(seen, middle)[0]


@needed
def test_a_view_knows_that_solid_is_behind_what_it_sees() -> None:
    eye = (0.0, 0.0, 2.5)
    beside = np.array([[0, 0, RADIUS - 0.05], [0, 0, RADIUS + 0.05]])
    behind, before = field_after_a_step(ball(eye=eye), beside)
    assert behind < 0 < before
    behind, before = field_after_a_step(ball(eye=tuple(-x for x in eye)), -beside)  # pyright: ignore[reportArgumentType]
    assert behind < 0 < before


@needed
def test_estimated_normals_are_not_inside_out_as_a_whole() -> None:
    from core.methods.poisson_worker import outward

    points, true = furniture(3).sample_surface(512, np.random.default_rng(0))
    assert np.allclose(outward(points, -true), true)
    assert np.allclose(outward(points, true), true)


@needed
def test_points_in_one_plane_give_no_surface() -> None:
    flat = replace(ball(64), points=ball(64).points * np.array([1, 0, 1], np.float32))
    assert (field_after_a_step(flat, np.zeros((1, 3))) == 1).all()


@needed
def test_furniture_with_normals_comes_out_whole() -> None:
    case = make_case(furniture(3), "surface", 1024, 0)
    rng = np.random.default_rng(5)
    points, normals = furniture(3).sample_surface(1024, rng)
    seen = replace(case.observation, points=points, normals=normals)
    inside = field_after_a_step(seen, case.truth.volume, method_of(load_checkpoint("poisson"), CPU)) < 0
    assert iou(inside, case.truth.inside) > 0.6


@needed
def test_the_start_is_empty_and_a_step_is_a_surface() -> None:
    seen, checkpoint, method = ball(), load_checkpoint("poisson"), coarse(5)
    run = begin("ball", seen, checkpoint, method, 0)
    start = measure(run.entries[0], method, 32)
    assert start.level is not None
    assert start.level.status == "empty"
    assert values(method.field(run.entries[0].state), np.zeros((2, 3))).tolist() == [1, 1]
    end = measure(advance(run, method), method, 32)
    assert end.level is not None
    assert end.level.status == "ok"
    assert end.record.context_loss < 1e-3 * start.record.context_loss


@needed
def test_what_gives_no_surface_is_an_empty_result() -> None:
    point = np.full((8, 3), 0.25, np.float32)
    zero = np.zeros(8, np.float32)
    seen = Observation(point, zero, zero, "surface", normals=np.zeros((8, 3), np.float32))
    method = coarse()
    state, record = method.step(method.start(seen)[0], seen)
    assert not record.diverged
    assert extract(method.field(state), 3, 16).status == "empty"


@needed
def test_distances_alone_are_refused_in_a_sentence() -> None:
    method = method_of(load_checkpoint("poisson"), CPU)
    with pytest.raises(UserError, match=r"poisson needs points of the surface, and 'dense' has 0; observe 'surface'"):
        method.start(observe(furniture(3), "dense", 64, 0))


def test_without_the_extra_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymeshlab", None)
    method = method_of(load_checkpoint("poisson"), CPU)  # a session with its steps still opens
    with pytest.raises(UserError, match=r"needs pymeshlab, which is not installed; run pip install"):
        method.start(ball())


@needed
def test_without_a_network_nothing_is_said_of_weights() -> None:
    """Slow motion and probes go through; a slice of the loss has no plane to lie in and says so."""
    seen, checkpoint, method = ball(256), load_checkpoint("poisson"), coarse()
    run = begin("ball", seen, checkpoint, method, 0)
    run = run.extended(measure(advance(run, method), method, 16))
    (probe,) = probe_run(method, run)
    assert (probe.names, probe.gradient_norms, probe.update_norms) == ((), (), ())
    *_, found = phases(method, run.entries[1].state, seen, run.entries[1].level)
    assert found is not None
    assert (found.gradient, found.update, found.scaled) == ({}, {}, None)
    assert found.residuals.losses.mean() == pytest.approx(run.entries[1].record.context_loss, rel=1e-4)
    for name in (OWN_START, "furniture-surface"):
        with pytest.raises(UserError, match="no network whose weights could be moved"):
            other_method(name, method)
    with pytest.raises(UserError, match="it has no rate, no loss and no optimiser; change its points"):
        varied(method, (OverridesFrom(1, Overrides(rate_scale=2)),))
