"""Data that DeepSDF prepared: NaN rows, split files, siblings; tasks, truth and training on it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.stats import binomtest

from core.errors import UserError
from core.evaluation.evaluate import evaluate_on_unseen
from core.fields.field import FieldSpec
from core.measures.metrics import prepare_truth
from core.methods.metasdf import MetaParams, MetaSDF
from core.observation.observe import observe
from core.prepare.layout import ShapeId
from core.prepare.reading import Cache, prepared
from core.prepare.sampling import cloud_bytes
from core.readers.load import load
from core.readers.prepared import files_of
from core.shapes.base import Samples
from core.training.tasks import make_task, shapes_in
from core.training.train import train, trained
from core.training.train_config import TrainConfig, load_config, shape_draw

CPU = torch.device("cpu")
OFFSET, SCALE = np.array([1.0, 2.0, 3.0], np.float32), np.float32(0.5)


def write_ball(root: Path, name: str, radius: float, category: str = "02691156", nan: int = 0) -> None:
    """A ball in DeepSDF's three files, as its tools leave them."""
    files = files_of(root, "ShapeNetV2", category, name)
    for path in (files.samples, files.surface, files.normalization):
        path.parent.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(round(radius * 1000))
    direction = rng.normal(size=(3000, 3))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    near = direction * (radius + rng.normal(size=(3000, 1)) * 0.05)
    points = np.concatenate((near, rng.uniform(-1.2, 1.2, (1500, 3)))).astype(np.float32)
    rows = np.concatenate((points, np.linalg.norm(points, axis=1, keepdims=True) - radius), axis=1).astype(np.float32)
    neg = np.concatenate((rows[rows[:, 3] < 0], np.full((nan, 4), np.nan, np.float32)))
    np.savez(files.samples, pos=rows[rows[:, 3] >= 0], neg=rng.permutation(neg))
    np.savez(files.normalization, offset=OFFSET, scale=SCALE)
    files.surface.write_bytes(cloud_bytes(direction * radius / SCALE - OFFSET))


@pytest.fixture
def deepsdf(tmp_path: Path) -> Path:
    for n in range(6):
        write_ball(tmp_path, f"ball{n}", 0.3 + 0.05 * n, nan=50 if n == 2 else 0)
    for part, names in (("train", ["ball0", "ball1", "ball2", "ball3", "lost"]), ("test", ["ball4", "ball5"])):
        (tmp_path / f"sv2_planes_{part}.json").write_text(json.dumps({"ShapeNetV2": {"02691156": names}}))
    return tmp_path


def splits(root: Path) -> dict[str, str]:
    return {part: str(root / f"sv2_planes_{part}.json") for part in ("train", "test")}


def test_nan_rows_are_dropped_and_siblings_read(deepsdf: Path) -> None:
    path = files_of(deepsdf, "ShapeNetV2", "02691156", "ball2").samples
    with np.load(path) as arrays:
        assert np.isnan(arrays["neg"]).any(axis=1).sum() == 50
    source = load(path)
    assert isinstance(source, Samples)
    assert len(source.points) == 4500
    assert np.isfinite(source.points).all()
    assert np.isfinite(source.distances).all()
    assert source.surface is not None
    assert np.linalg.norm(source.surface, axis=1) == pytest.approx(np.full(3000, 0.4), abs=1e-5)
    assert source.normalization.invert(np.zeros(3)) == pytest.approx(-OFFSET)
    seen = observe(source, "surface", 100, 0)
    assert seen.on_surface.all()
    assert np.linalg.norm(seen.points, axis=1) == pytest.approx(np.full(100, 0.4), abs=1e-5)


def test_samples_without_siblings_are_dense_alone(deepsdf: Path, tmp_path: Path) -> None:
    files = files_of(deepsdf, "ShapeNetV2", "02691156", "ball1")
    files.surface.unlink()
    source = load(files.samples)
    assert isinstance(source, Samples)
    assert source.surface is None
    with pytest.raises(UserError, match="cannot be observed as 'surface'"):
        observe(source, "surface", 10, 0)
    files.normalization.write_bytes(b"junk")
    with pytest.raises(UserError, match=r"ball1\.npz cannot be used: its normalisation .* cannot be read"):
        load(files.samples)


def test_split_files_of_deepsdf(deepsdf: Path) -> None:
    draw = prepared(deepsdf, splits(deepsdf))
    assert [draw(n, "train").name for n in range(4)] == ["ball0.npz", "ball2.npz", "ball3.npz", "ball0.npz"]
    assert draw(0, "val").name == "ball1.npz"  # taken out of train, as no file names it
    assert {draw(n, "test").name for n in range(4)} == {"ball4.npz", "ball5.npz"}
    assert (shapes_in(draw, "train"), shapes_in(draw, "test")) == (3, 2)
    assert draw(0, "test") is draw(2, "test")  # read once


def test_without_split_files_the_folder_is_split(deepsdf: Path) -> None:
    draw = prepared(deepsdf)
    names = [{draw(n, part).name for n in range(6)} for part in ("train", "val", "test")]
    assert sum(map(len, names)) == 6
    assert all(names)
    (deepsdf / "splits").mkdir()
    (deepsdf / "splits" / "train.json").write_text(json.dumps({"other": {"02691156": ["ball5", "ball4", "ball3"]}}))
    draw = prepared(deepsdf)  # another name of the data set does no harm
    names = [{draw(n, part).name for n in range(9)} for part in ("train", "val")]
    assert names == [{"ball3.npz", "ball5.npz"}, {"ball4.npz"}]


def test_faults_are_one_sentence(deepsdf: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no folder SdfSamples; run `python main\.py prepare`"):
        prepared(tmp_path / "nowhere")
    both = {"train": splits(deepsdf)["train"], "test": splits(deepsdf)["train"]}
    with pytest.raises(UserError, match=r"ball0 is in both train and test"):
        prepared(deepsdf, both)
    empty = deepsdf / "none.json"
    empty.write_text(json.dumps({"ShapeNetV2": {"02691156": ["lost"]}}))
    with pytest.raises(UserError, match=r"none\.json: no shape is left for train"):
        prepared(deepsdf, {"train": str(empty)})
    draw = prepared(deepsdf, splits(deepsdf))
    files_of(deepsdf, "ShapeNetV2", "02691156", "ball0").samples.write_bytes(b"cut")
    with pytest.raises(UserError, match=r"ball0\.npz cannot be used"):
        draw(0, "train")
    with pytest.raises(UserError, match="cannot be observed as 'scan'"):
        make_task(draw(1, "train"), "scan", 32, 32, 0)


def test_tasks_are_half_outside_and_half_inside(deepsdf: Path) -> None:
    shape = prepared(deepsdf, splits(deepsdf))(1, "train")
    task = make_task(shape, "dense", 200, 300, 5)
    assert task.query.shape == (300, 3)
    assert (task.distances < 0).sum() == 150
    assert np.abs(task.query).max() <= 1
    assert np.linalg.norm(task.query, axis=1) - 0.4 == pytest.approx(task.distances, abs=1e-6)
    again = make_task(shape, "dense", 200, 300, 5)
    assert np.array_equal(again.query, task.query)
    assert not np.array_equal(make_task(shape, "dense", 200, 300, 6).query, task.query)


def test_truth_of_samples_spreads_over_the_volume(deepsdf: Path) -> None:
    shape = prepared(deepsdf, splits(deepsdf))(1, "train")
    truth = prepare_truth(shape, volume=1000, surface=500)
    assert np.linalg.norm(truth.surface, axis=1) == pytest.approx(np.full(500, 0.4), abs=1e-4)
    share = 4 / 3 * np.pi * 0.4**3 / 0.88**3  # of the ball in its box grown by 10 %
    assert 400 < len(truth.volume) <= 1000
    assert truth.inside.mean() == pytest.approx(share, abs=0.08)
    assert np.array_equal(truth.inside, np.linalg.norm(truth.volume, axis=1) < 0.4)
    octant = int((truth.volume > 0).all(axis=1).sum())
    assert binomtest(octant, len(truth.volume), 1 / 8).pvalue > 1e-4
    bare = prepare_truth(replace(shape, surface=None), volume=1000, surface=20)
    assert np.linalg.norm(bare.surface, axis=1) == pytest.approx(np.full(20, 0.4), abs=0.005)


def test_training_and_evaluation_run_on_it(deepsdf: Path, tmp_path: Path) -> None:
    path = tmp_path / "planes.toml"
    path.write_text(
        'name = "planes"\nfamily = "prepared"\nobserve = "surface"\ndata = "."\n'
        'train_split = "sv2_planes_train.json"\ntest_split = "sv2_planes_test.json"\n'
        "context_points = 64\nquery_points = 128\ninner_steps = 2\nmeta_batch = 2\nouter_steps = 30\nrate = 0.05\n"
        "[field]\ndim = 3\nwidth = 16\ndepth = 2\n"
    )
    config = load_config(path)
    assert Path(config.train_split).is_absolute()
    losses = [record.loss for record in train(config, tmp_path / "run", CPU)]
    assert np.isfinite(losses).all()
    assert np.mean(losses[-5:]) < np.mean(losses[:5])
    meta = trained(config, tmp_path / "run")
    assert isinstance(meta, MetaParams)
    method = MetaSDF("planes", config.field, meta, "l2", CPU)
    results = evaluate_on_unseen(method, shape_draw(config), "surface", 64)
    assert results["shapes"] == 2  # each once, not a hundred times
    assert results["steps"][-1]["l1"]["mean"] > 0


def test_a_recipe_of_another_dimension_or_without_data() -> None:
    config = TrainConfig("odd", "prepared", "dense", FieldSpec(3, 8, 1))
    with pytest.raises(UserError, match="needs data"):
        shape_draw(config)
    with pytest.raises(UserError, match=r"odd: vase is 3D; set dim = 3"):
        shape_draw(replace(config, family="vase", field=FieldSpec(2, 8, 1)))
    with pytest.raises(UserError, match="no family 'spoons'"):
        shape_draw(replace(config, family="spoons"))


def test_the_cache_keeps_the_last_used_within_its_bytes() -> None:
    def ball(n: int) -> Samples:
        points = np.full((100, 3), n, np.float32)
        return Samples(3, f"{n}", None, points, points[:, 0])  # pyright: ignore[reportArgumentType]

    cache, read = Cache(4000), []

    def get(n: int) -> Samples:
        return cache.get(ShapeId("d", "c", f"{n}"), lambda: (read.append(n), ball(n))[1])

    for n in (0, 1, 0, 2, 0, 1):  # 1600 bytes each: two fit, and 1 was used longest ago when 2 came
        assert get(n).points[0, 0] == n
    assert read == [0, 1, 2, 1]
