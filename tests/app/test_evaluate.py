"""The verb `evaluate`, whole: tiny nets on real shapes, failures counted, two processes like one."""

from __future__ import annotations

import json
import shutil
import struct
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import trimesh
from PIL import Image

import app.cli.evaluation
import main
from app.cli.evaluation import title_of
from core.benchmark.bench import matmul_peak
from core.fields.field import FieldSpec, initial_params
from core.methods.metasdf import MetaParams, initial_log_rates
from core.methods.poisson import reconstructed
from core.runs.checkpoint import save_checkpoint
from core.training.learners import learner_of
from core.training.train import finish
from core.training.train_config import TrainConfig
from tests.pieces import furnish
from tests.processes import forked_workers, run_two

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "suite", "method", "supervision", "data", "n", "failures", "chamfer_x1000", "iou", "l1", "adapt_seconds",
    "extract_seconds", "seconds_to_autodecoder_error", "peak_mb",
}  # fmt: skip
TINY = TrainConfig(
    name="", family="furniture", observe="dense", field=FieldSpec(3, 8, 1), context_points=32, inner_steps=2, rate=0.01,
    latent=4, encoder_width=8, shapes=4, test_steps=14,
)  # fmt: skip
METHODS = ("metasdf", "autodecoder-concat", "encoder-concat")
COARSE = 4
"""Depth of Poisson's octree."""


def untrained(folder: Path, dim: int, supervision: str) -> None:
    """The start of a training of each method, as checkpoints."""
    config = replace(TINY, field=FieldSpec(dim, 8, 1), observe=supervision)  # pyright: ignore[reportArgumentType]
    for method in METHODS:
        name = f"tiny{dim}-{supervision}" + ("" if method == "metasdf" else f"-{method}")
        own = replace(config, name=name, method=method)  # pyright: ignore[reportArgumentType]
        finish(own, learner_of(own).weights(), folder / name, {}, 0.0)


def failing(folder: Path, name: str, rate: float, shift: float) -> None:
    """A checkpoint whose surface is nowhere (shift) or whose steps explode (rate)."""
    theta = initial_params(FieldSpec(3, 8, 1), torch.Generator().manual_seed(0))
    theta = (*theta[:-1], theta[-1] + shift)
    meta = MetaParams(theta, initial_log_rates(theta, 2, rate, "per_tensor_per_step"))
    card = {"name": name, "observe": "dense", "context_points": 32, "loss": "l2"}
    save_checkpoint(folder / name, FieldSpec(3, 8, 1), meta, card)


PEAK = cache(matmul_peak)


@pytest.fixture(autouse=True)
def few_points(monkeypatch):
    """And the machine is looked at once."""
    monkeypatch.setattr("core.evaluation.suites.SURFACE_POINTS", 400)
    monkeypatch.setattr("core.evaluation.real.SURFACE_POINTS", 400)
    monkeypatch.setattr("core.benchmark.bench.matmul_peak", PEAK)


@pytest.fixture
def no_charts(monkeypatch):
    """Where another test has charts of the like."""
    monkeypatch.setattr("app.cli.evaluation.draw_charts", lambda panels: {})


@pytest.fixture(scope="module")
def nets(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("nets")
    for dim in (2, 3):
        for supervision in ("dense", "surface"):
            untrained(folder, dim, supervision)
    return folder


@pytest.fixture(scope="module")
def pictures(tmp_path_factory) -> Path:
    """An IDX file with ten pictures of bars."""
    images = np.zeros((10, 28, 28), np.uint8)
    for i, image in enumerate(images):
        image[6:22, 8 : 12 + i] = 255
    file = tmp_path_factory.mktemp("mnist") / "train-images-idx3-ubyte"
    file.write_bytes(struct.pack(">4i", 2051, *images.shape) + images.tobytes())
    return file


def arguments(suite: str, nets: Path, out: Path, *more: object) -> list[str]:
    fixed = ["--count", 2, "--resolution", 16, "--device", "cpu", "--methods", *METHODS]
    return [str(a) for a in ("evaluate", "--suite", suite, "--checkpoints", nets, "--out", out, *fixed, *more)]


def table(out: Path) -> list[dict[str, Any]]:
    return json.loads((out / "table.json").read_text())


def without_times(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    timed = {"adapt_seconds", "extract_seconds", "seconds_to_autodecoder_error", "autodecoder_error"}
    return [{key: value for key, value in row.items() if key not in timed} for row in rows]


@pytest.mark.parametrize("suite", ["2d", "3d"])
def test_a_suite_makes_a_table_and_plots(suite, nets, pictures, tmp_path, capsys):
    more = ["--data", pictures] if suite == "2d" else []
    assert main.main(arguments(suite, nets, tmp_path / "out", *more)) == 0
    rows = table(tmp_path / "out")
    conditions = {(row["supervision"], row["method"], row["steps"]) for row in rows}
    ends = [("metasdf", 2), ("metasdf", 8), ("autodecoder-concat", 14), ("encoder-concat", 1)]
    assert conditions == {(s, *end) for s in ("dense", "surface") for end in ends}
    for row in rows:
        assert row.keys() >= KEYS
        assert row["suite"] == suite
        assert row["checkpoint"].startswith(f"tiny{suite[0]}-{row['supervision']}")
        assert row["n"] == 2
        assert row["adapt_seconds"] > 0
        assert row["extract_seconds"] > 0
        assert row["peak_mb"] > 0
        assert row["failures"] or row["chamfer_x1000"]["ci95"][0] <= row["chamfer_x1000"]["mean"]
        assert ("rise_beyond_best" in row) == (row["method"] == "metasdf" and row["steps"] == 8)
    output = capsys.readouterr().out
    assert output.count("n 2") == len(rows)
    assert "\x1b" not in output  # no bar in a pipe
    for name in ("error-steps.png", "error-seconds.png"):
        with Image.open(tmp_path / "out" / name) as picture:
            assert picture.width > 400
    runs = json.loads((tmp_path / "out" / "runs.json").read_text())
    assert len(runs) == 2 * 2 * len(METHODS)
    dense = [r for r in runs if r["supervision"] == "dense" and r["method"] == "encoder-concat"]
    (row,) = (r for r in rows if r["supervision"] == "dense" and r["method"] == "encoder-concat")
    assert row["iou"]["mean"] == pytest.approx(np.mean([r["iou"][-1] for r in dense]), rel=1e-5)
    assert len((tmp_path / "out" / "table.md").read_text().splitlines()) == len(rows) + 2


def test_failures_are_counted(nets, tmp_path):
    folder = tmp_path / "nets"
    shutil.copytree(nets / "tiny3-dense", folder / "tiny3-dense")
    failing(folder, "nowhere-dense-empty", 1e-9, 10.0)
    failing(folder, "nowhere-dense-diverging", 1e30, 0.0)
    options = ["--count", "3", "--methods", "metasdf", "empty", "diverging"]
    assert main.main([*arguments("3d", folder, tmp_path / "out"), *options]) == 0
    rows = {(row["checkpoint"], row["steps"]): row for row in table(tmp_path / "out")}
    assert rows["nowhere-dense-empty", 2]["failed"] == {"empty": 3}
    assert rows["nowhere-dense-diverging", 2]["failed"] == {"diverged": 3}
    for name in ("nowhere-dense-empty", "nowhere-dense-diverging"):
        row = rows[name, 2]
        assert (row["n"], row["failures"]) == (3, 3)
        assert row["chamfer_x1000"] == {"mean": None, "median": None, "ci95": None}
        assert row["iou"]["mean"] == 0
    assert rows["tiny3-dense", 2]["n"] == 3
    assert "3 diverged" in (tmp_path / "out" / "table.md").read_text()


def test_far_from_the_training_shapes(nets, pictures, tmp_path, capsys, monkeypatch, no_charts):
    monkeypatch.setattr("core.evaluation.suites.OTHER_DIALS", {"noise": (0.02,)})
    real = tmp_path / "meshes"
    (real / "chair").mkdir(parents=True)
    shutil.copy(ROOT / "assets" / "shapes" / "chair.ply", real / "chair")
    (real / "chair" / "broken.ply").write_text("ply\n")
    more = ["--data", pictures.parent, "--real", real, "--methods", "encoder-concat"]
    assert main.main(arguments("ood", nets, tmp_path / "out", *more)) == 0
    rows = table(tmp_path / "out")
    data = {row["data"] for row in rows}
    assert {"real chair", "furniture, rotated by 15°", "furniture, rotated by 90°"} <= data
    assert {f"{pictures.name}, composites, three digits", f"{pictures.name}, rotated by 45°"} <= data
    (chair,) = (row for row in rows if row["data"] == "real chair" and row["supervision"] == "dense")
    assert (chair["n"], chair["refused"]) == (1, 1)
    skipped = json.loads((tmp_path / "out" / "about.json").read_text())["skipped"]
    assert {"furniture, noise 0.02", "furniture, lamp in their place"} <= data
    assert any(reason.startswith("real table: ") for reason in skipped)
    assert any("broken.ply" in reason for reason in skipped)
    assert "left out: real table" in capsys.readouterr().out


def test_time_to_the_auto_decoders_error(nets, pictures, tmp_path, no_charts):
    more = ["--data", pictures, "--methods", "metasdf", "autodecoder-concat"]
    assert main.main(arguments("speed", nets, tmp_path / "out", *more)) == 0
    for row in table(tmp_path / "out"):
        assert row["autodecoder_error"]["of"].endswith("-autodecoder-concat")
        assert 0 <= row["autodecoder_error"]["reached"] <= 2
        if row["method"] == "autodecoder-concat" and not row["failures"]:
            assert 0 < row["seconds_to_autodecoder_error"] <= row["adapt_seconds"]
            assert row["autodecoder_error"]["times_sooner"]["median"] == 1


def test_own_meshes(nets, tmp_path, no_charts):
    own = tmp_path / "mine" / "a" / "b"
    own.mkdir(parents=True)
    for name in ("chair", "table"):
        shutil.copy(ROOT / "assets" / "shapes" / f"{name}.ply", own)
    assert main.main(arguments("3d", nets, tmp_path / "out", "--data", tmp_path / "mine")) == 0
    assert {(row["data"], row["n"]) for row in table(tmp_path / "out")} == {("mine", 2)}


def test_own_prepared_shapes(nets, tmp_path, no_charts, monkeypatch):
    monkeypatch.setattr("core.prepare.work.worker_pool", forked_workers)
    for n in range(3):
        (tmp_path / "in").mkdir(exist_ok=True)
        trimesh.creation.box((1, 1 + n, 2)).export(tmp_path / "in" / f"box{n}.ply")
    few = ["--samples", "3000", "--surface", "600", "--workers", "1"]
    assert main.main(["prepare", str(tmp_path / "in"), "--out", str(tmp_path / "mine"), *few]) == 0
    assert main.main(arguments("3d", nets, tmp_path / "out", "--data", tmp_path / "mine")) == 0
    rows = table(tmp_path / "out")
    assert {(row["data"], row["supervision"]) for row in rows} == {("mine", "dense"), ("mine", "surface")}
    tested = json.loads((tmp_path / "mine" / "splits" / "test.json").read_text())["in"]["in"]
    assert {row["n"] for row in rows} == {len(tested)}


def test_a_stopped_evaluation_goes_on_and_a_finished_one_is_not_emptied(nets, tmp_path, capsys, monkeypatch, no_charts):
    command = arguments("3d", nets, tmp_path / "out")
    measured = []

    def measure(comparison, bar):
        if len(measured) == 1:
            raise KeyboardInterrupt
        measured.append(title_of(comparison))
        return real(comparison, bar)

    real = app.cli.evaluation._measured
    monkeypatch.setattr("app.cli.evaluation._measured", measure)
    assert main.main(command) == 130
    assert "1 of 2 conditions are kept" in capsys.readouterr().out
    first = table(tmp_path / "out")
    assert {row["supervision"] for row in first} == {"dense"}
    monkeypatch.setattr("app.cli.evaluation._measured", real)
    assert main.main(command) == 0
    whole = table(tmp_path / "out")
    assert [row for row in whole if row["supervision"] == "dense"] == first
    assert {row["supervision"] for row in whole} == {"dense", "surface"}
    with monkeypatch.context() as patch:
        patch.setattr("app.cli.evaluation._measured", lambda *_: pytest.fail("it was measured already"))
        assert main.main(command) == 0
    assert table(tmp_path / "out") == whole
    assert len(json.loads((tmp_path / "out" / "runs.json").read_text())) == 2 * 2 * len(METHODS)


def test_another_evaluation_is_not_replaced_unasked(nets, tmp_path, capsys, no_charts):
    command = arguments("3d", nets, tmp_path / "out", "--methods", "encoder-concat")
    assert main.main(command) == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    for change, word in ((["--count", "3"], "count 2"), (["--resolution", "20"], "resolution 16")):
        capsys.readouterr()
        assert main.main([*command, *change]) == 2
        error = capsys.readouterr().err
        assert word in error
        assert "--restart" in error
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    (tmp_path / "out" / "evaluation.json").unlink()  # as an earlier version leaves it
    assert main.main(command) == 2
    assert "finished evaluation" in capsys.readouterr().err
    assert (tmp_path / "out" / "table.json").read_bytes() == before["table.json"]
    assert main.main([*command, "--restart", "--count", "1"]) == 0
    assert {row["n"] for row in table(tmp_path / "out")} == {1}


def test_failures_come_back_as_they_were(nets, tmp_path, no_charts):
    folder = tmp_path / "nets"
    failing(folder, "nowhere-dense-diverging", 1e30, 0.0)
    command = [*arguments("3d", folder, tmp_path / "out"), "--methods", "diverging"]
    assert main.main(command) == 0
    whole = {name: (tmp_path / "out" / name).read_bytes() for name in ("table.json", "runs.json", "evaluation.json")}
    assert main.main(command) == 0
    assert {name: (tmp_path / "out" / name).read_bytes() for name in whole} == whole


def _shard(_: int, command: list[str]) -> None:
    import core.evaluation.suites

    core.evaluation.suites.SURFACE_POINTS = 400
    assert main.main(command) == 0


def test_two_processes_make_the_table_of_one(nets, tmp_path, no_charts):
    command = arguments("3d", nets, tmp_path / "one", "--count", 3)
    assert main.main(command) == 0
    run_two(_shard, arguments("3d", nets, tmp_path / "two", "--count", 3))
    assert without_times(table(tmp_path / "two")) == without_times(table(tmp_path / "one"))
    assert json.loads((tmp_path / "two" / "about.json").read_text())["processes"] == 2


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (["--methods", "magic"], "There is no method magic"),
        (["--data", "{tmp}/nothing"], "nothing"),
        (["--checkpoints", "{tmp}"], "no checkpoint in it"),
    ],
)
def test_mistakes_are_explained(change, fault, nets, tmp_path, capsys):
    more = [part.format(tmp=tmp_path) for part in change]
    assert main.main(arguments("3d", nets, tmp_path / "out", *more)) == 2
    error = capsys.readouterr().err
    assert fault in error
    assert error.count("\n") == 1


def test_real_furniture_beside_poisson_and_the_nearest_piece(nets, tmp_path, capsys, monkeypatch, no_charts):
    pytest.importorskip("pymeshlab")
    monkeypatch.setattr("core.methods.poisson.reconstructed", lambda seen, _: reconstructed(seen, COARSE))
    folder = furnish(tmp_path / "real")
    for kind in ("scan", "oriented"):
        config = replace(TINY, name=f"tiny3-{kind}", observe=kind)  # pyright: ignore[reportArgumentType]
        finish(config, learner_of(config).weights(), tmp_path / "nets" / config.name, {}, 0.0)
    asked = ["--suite", "real", "--real", folder, "--checkpoints", tmp_path / "nets", "--out", tmp_path / "out"]
    more = ["--count", 1, "--resolution", 16, "--device", "cpu"]
    assert main.main([str(a) for a in ("evaluate", *asked, *more)]) == 0
    rows = table(tmp_path / "out")
    whole = {(row["data"], row["checkpoint"], row["steps"]): row for row in rows if "class" not in row}
    view, normals = "one depth view, 1,024 points", "1,024 points with normals"
    assert {key[1:] for key in whole if key[0] == view} == {
        ("tiny3-scan", 2), ("tiny3-scan", 0), ("poisson", 1), ("retrieved", 1),
    }  # fmt: skip
    assert {key[1:] for key in whole if key[0] == normals} == {
        ("tiny3-oriented", 2), ("tiny3-oriented", 0), ("poisson", 1),
    }  # fmt: skip
    assert (whole[view, "poisson", 1]["n"], whole[normals, "poisson", 1]["n"]) == (3, 1)
    boxes = whole[normals, "poisson", 1]
    assert boxes["iou"]["mean"] > 0.8
    assert 0.04 < boxes["f_score_02"]["mean"] < 0.2  # 400 points are 0.1 apart: of one surface, too, few lie so near
    assert boxes["unseen_iou"]["mean"] is None
    assert whole[view, "retrieved", 1]["unseen_iou"]["mean"] > 0.3
    chairs = [row for row in rows if row.get("class") == "chair" and row["data"] == view]
    assert {row["n"] for row in chairs} == {3}
    text = (tmp_path / "out" / "table.md").read_text()
    assert "F at 0.02" in text
    assert "| 1,024 points with normals | all | `poisson` | 1 | 1 |" in text
    assert "left out: " not in capsys.readouterr().out


def test_without_real_furniture_the_remedy_is_told(tmp_path, capsys):
    assert main.main(["evaluate", "--suite", "real", "--out", str(tmp_path / "out")]) == 2
    assert "give --real DIR or --data DIR" in capsys.readouterr().err
