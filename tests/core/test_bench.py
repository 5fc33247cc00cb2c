"""Reports of the bench have the agreed shape, and what they compare with is right. Nothing here depends on speed."""

import json
from functools import cache

import pytest
import torch

from core.benchmark.bench import NETS, frame_report, levelset_report, matmul_peak
from core.benchmark.bench_train import train_report
from core.benchmark.reference_fields import SMALL, balls, plate, with_idle_units
from core.fields.field import FieldSpec, bind, initial_params
from core.fields.manual_gradient import loss_and_gradient
from core.levelset import pyramid
from core.levelset.comparison import extra_vertices, minimum_evaluations, recall
from core.storage.resources import SHAPES
from core.training.meshes import meshes
from tests.processes import forked_workers

PEAK = cache(matmul_peak)


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch):
    """And the machine is looked at once."""
    monkeypatch.setattr("core.benchmark.bench.matmul_peak", PEAK)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def test_a_widened_net_computes_the_same() -> None:
    params = initial_params(SMALL, torch.Generator().manual_seed(4))
    points = torch.rand(200, 3, generator=torch.Generator().manual_seed(0)) * 2 - 1
    for spec in (*NETS.values(), FieldSpec(3, SMALL.width, SMALL.depth)):
        wide = with_idle_units(params, spec)
        assert tuple(tuple(w.shape) for w in wide[::2]) == spec.layer_sizes
        assert torch.allclose(bind(spec, wide)(points), bind(SMALL, params)(points), atol=1e-5)


def test_comparison_sees_what_is_missing_and_what_is_too_much() -> None:
    several, fewer = pyramid.dense(balls(0), 3, 64), pyramid.dense(balls(0, 8, 0.015, 0.05), 3, 64)
    assert recall(several, several) == 1
    assert extra_vertices(several, several) == 0
    assert recall(fewer, several) < 1
    assert extra_vertices(fewer, several) > 0
    empty = pyramid.dense(lambda x: torch.ones(len(x)), 3, 64)
    assert recall(empty, several) == 0
    assert recall(several, empty) == 1
    assert minimum_evaluations(empty) == 0


def test_the_minimum_by_hand() -> None:
    flat = pyramid.dense(lambda x: x[:, 0] + 0.01, 3, 16)  # crosses one layer of 16 x 16 cells, up to the walls
    assert minimum_evaluations(flat) == 2 * 17 * 17


def test_a_plate_is_a_plate() -> None:
    inside = (pyramid.dense(plate(0, 0.1), 3, 64).inner < 0).float().mean() * 8
    assert inside == pytest.approx(0.8 * 0.8 * 0.2, rel=0.05)


@pytest.mark.slow
def test_the_level_set_report() -> None:
    report = json.loads(json.dumps(levelset_report(nets=("5x256",), resolutions=(32,), with_zoo=False)))
    (row,) = report["levelset"]
    expected = {
        "net", "resolution", "precision", "threads", "seconds", "dense_seconds", "dense_measured",
        "speedup", "evals_over_minimum", "extra_vertices", "recall_default", "recall_careful", "bookkeeping_share",
        "peak_extra_mb",
    }  # fmt: skip
    assert expected <= set(row)
    assert (row["net"], row["resolution"], row["threads"]) == ("5x256", 32, 1)
    assert row["extra_vertices"] == 0
    assert row["recall_careful"] == 1
    assert row["recall_default"] >= 0.996
    assert report["machine"]["threads"] == 1


def test_the_frame_report() -> None:
    rows = frame_report(resolution=16)["frame"]
    assert [row["net"].split()[1] for row in rows] == ["demo", "furniture-scan"]
    row = rows[0]
    assert {"net", "resolution", "step_seconds", "extract_seconds"} <= set(row)
    assert row["extract_seconds"] > 0


def test_the_step_that_is_timed_is_a_gradient() -> None:
    spec = FieldSpec(3, 16, 2)
    params = initial_params(spec, torch.Generator().manual_seed(0))
    points = torch.rand(64, 3, generator=torch.Generator().manual_seed(0)) * 2 - 1
    distances = points.norm(dim=1) - 0.4
    loss, gradient = loss_and_gradient(spec, params, points, distances, distances)
    moved = tuple(p - 0.01 * g for p, g in zip(params, gradient, strict=True))
    assert loss_and_gradient(spec, moved, points, distances, distances)[0] < loss


@pytest.mark.slow
def test_the_train_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks out of a pool take next to none of an outer step, and far less than tasks made one by one."""
    monkeypatch.setattr("core.training.pools.making.worker_pool", forked_workers)
    report = train_report(net=FieldSpec(3, 16, 2), points=256, repeats=1, copies=1)
    assert [row["kind"] for row in report["train"]] == ["dense", "surface", "oriented", "scan"]
    for row in report["train"]:
        assert 0 < row["share_of_making"] < row["made_one_by_one"] < 1
        assert row["sooner"] > 1
    assert report["pool"]["rows"] == meshes(SHAPES).size("train")
