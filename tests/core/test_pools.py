"""Pools: what is sampled once is what a task would have seen, survives kills, and is drawn alike by number."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
import trimesh

from core.errors import UserError
from core.fields.field import FieldSpec
from core.observation.observe import observed_length
from core.readers.load import load
from core.shapes.mesh import MeshShape
from core.shapes.split import split_of
from core.training.meshes import meshes
from core.training.pools.layout import LEFT_OUT, QUANTUM, THERE, Kept, PoolSpec, Row, open_pool, packed, pool_key
from core.training.pools.making import make_pool, shape_of_row
from core.training.pools.reading import Augmentation, Pool
from core.training.task_source import MixedTasks, PooledTasks, make_pools, task_source
from core.training.train import train
from core.training.train_config import MixPart, TrainConfig, load_config, part_draw
from tests.forked import Forked
from tests.processes import forked_workers

SPEC = PoolSpec((Kept("scan", 64, 2), Kept("oriented", 64, 2), Kept("surface", 64, 1)), query=512, copies=2)


@pytest.fixture(scope="module", autouse=True)
def _forked() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.training.pools.making.worker_pool", forked_workers)
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Boxes of two classes, one file that is no mesh, one flat sheet."""
    root = tmp_path_factory.mktemp("meshes")
    for n in range(8):
        path = root / ("tall" if n % 2 else "wide") / f"box{n}.ply"
        path.parent.mkdir(exist_ok=True)
        trimesh.creation.box(extents=(1 + n / 4, 1, 2)).export(path)
    (root / "wide" / "broken.ply").write_bytes(b"ply\nformat ascii 1.0\n")
    return root


@pytest.fixture(scope="module")
def files(folder: Path, tmp_path_factory: pytest.TempPathFactory):
    rows = [Row("meshes", str(p), copy) for copy in (0, 1) for p in sorted(folder.glob("*/*.ply"))[:4]]
    rows += [Row("meshes", str(folder / "wide" / "broken.ply"), 0), Row("furniture", "", 3)]
    files = open_pool(tmp_path_factory.mktemp("pools") / "one", SPEC, rows)
    done = list(make_pool(files, workers=2))
    assert len(done) == len(rows)
    return files


def test_rows_are_sampled_and_what_breaks_is_told(files, folder: Path) -> None:
    assert (files.state == THERE).sum() == len(files.rows) - 1
    refused = json.loads((files.folder / "refused.json").read_text(encoding="utf-8"))
    assert list(refused) == [f"{folder / 'wide' / 'broken.ply'}#0"]
    assert "broken.ply" in next(iter(refused.values()))


def test_kept_distances_are_those_of_the_shape(files) -> None:
    for index in (0, 5, len(files.rows) - 1):
        shape = shape_of_row(files.rows[index], SPEC)
        query = files.query[index] * QUANTUM
        assert np.abs(shape.sdf(query[:, :3].astype(np.float32)) - query[:, 3]).max() < 2 * QUANTUM


def test_kept_observations_are_what_a_person_would_see(files) -> None:
    shape = shape_of_row(files.rows[0], SPEC)
    for kept in SPEC.seen:
        kind, views = kept.kind, kept.views
        seen = files.seen[kind][0] * QUANTUM
        assert seen.shape == (views, observed_length(kind, kept.points), 5)
        points, lower, upper = seen[..., :3].reshape(-1, 3), seen[..., 3].ravel(), seen[..., 4].ravel()
        truth = shape.sdf(points.astype(np.float32))
        slack = 0.03 if kind == "scan" else 3 * QUANTUM  # its noise
        assert ((lower <= truth + slack) & (truth - slack <= upper)).mean() > 0.9
        assert views == 1 or np.abs(seen[0] - seen[1]).max() > 0.1


def test_copies_have_other_proportions_and_the_first_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    path = "tall/box1.ply"  # whatever the folder is called: the proportions are drawn by the path
    own, copy, again = (shape_of_row(Row("meshes", path, number), SPEC) for number in (0, 1, 1))
    loaded = load(path)
    assert isinstance(own, MeshShape)
    assert isinstance(copy, MeshShape)
    assert isinstance(again, MeshShape)
    assert isinstance(loaded, MeshShape)
    assert own.vertices.tobytes() == loaded.vertices.tobytes()
    sizes = [np.ptp(shape.vertices, axis=0) for shape in (own, copy)]
    ratio = sizes[1] / sizes[0]
    assert np.abs(np.log(ratio / ratio.mean())).max() > 0.02
    assert copy.vertices.tobytes() == again.vertices.tobytes()


def test_a_pool_that_is_done_is_left_alone_and_one_of_other_settings_refused(files) -> None:
    assert list(make_pool(open_pool(files.folder, SPEC, files.rows))) == []
    with pytest.raises(UserError, match="other shapes or settings"):
        open_pool(files.folder, replace(SPEC, seed=1), files.rows)
    assert pool_key(SPEC, files.rows) != pool_key(replace(SPEC, copies=3), files.rows)


def test_a_file_that_changes_makes_another_pool(tmp_path: Path) -> None:
    path = tmp_path / "a.ply"
    trimesh.creation.box().export(path)
    before = pool_key(SPEC, [Row("meshes", str(path), 0)])
    os.utime(path, (1, 1))  # as after a copy
    assert pool_key(SPEC, [Row("meshes", str(path), 0)]) == before
    same_size = bytearray(path.read_bytes())
    same_size[-1] ^= 1
    path.write_bytes(same_size)
    assert pool_key(SPEC, [Row("meshes", str(path), 0)]) != before


@pytest.mark.skipif(os.name == "nt", reason="names that are no text")
def test_a_mesh_whose_name_is_no_text_is_pooled_too(tmp_path: Path) -> None:
    row = Row("meshes", str(tmp_path / os.fsdecode(b"stuhl-\xff\xe4.ply")), 1)
    trimesh.creation.box().export(tmp_path / "box.ply")
    (tmp_path / "box.ply").rename(row.path)
    assert len(pool_key(SPEC, [row])) == 16
    assert isinstance(shape_of_row(row, SPEC), MeshShape)


def test_batches_depend_on_the_numbers_alone(files) -> None:
    pool = Pool.load(files)
    whole = pool.batch(range(6), "oriented", 100, 50, 3, Augmentation())
    parts = [pool.batch([n], "oriented", 100, 50, 3, Augmentation()) for n in range(6)]
    assert torch.equal(whole[0].points, torch.cat([context.points for context, _, _ in parts]))
    assert torch.equal(whole[2], torch.cat([distances for _, _, distances in parts]))
    assert whole[1].shape == (6, 50, 3)
    other = pool.batch(range(6), "oriented", 100, 50, 4, Augmentation())
    assert not torch.equal(whole[1], other[1])


def test_a_dense_context_shares_no_point_with_its_query(files) -> None:
    context, query, distances = Pool.load(files).batch(range(4), "dense", 200, 200, 0, Augmentation())
    assert torch.equal(context.lower, context.upper)
    for own, asked in zip(context.points, query, strict=True):
        assert torch.cdist(own, asked).min() > 0
    assert distances.shape == (4, 200)


def test_turned_and_mirrored_tasks_keep_their_distances(files) -> None:
    """Of a number without augmentation the row is known, so that its shape can judge a turned draw by hand."""
    pool = Pool.load(files)
    shape = shape_of_row(files.rows[int(pool.rows[2])], SPEC)
    _, query, distances = pool.batch([2], "dense", 8, 300, 0, None)
    assert np.abs(shape.sdf(query[0].numpy()) - distances[0].numpy()).max() < 2 * QUANTUM
    for number in range(12):
        one = pool.batch([number], "dense", 8, 300, 0, Augmentation(turn=0.0, mirror=True))
        turned = pool.batch([number], "dense", 8, 300, 0, Augmentation(turn=30.0, mirror=True))
        assert torch.equal(one[2], turned[2])
        assert turned[1].norm(dim=-1) == pytest.approx(one[1].norm(dim=-1), abs=1e-5)
        assert torch.equal(one[1][..., 1], turned[1][..., 1])
    drawn = [
        pool.batch([n], "dense", 8, 8, 0, Augmentation(turn=0.0, mirror=mirror))[1]
        for n in range(12)
        for mirror in (False, True)
    ]
    mirrored = [
        torch.equal(plain[..., 0], -other[..., 0]) for plain, other in zip(drawn[::2], drawn[1::2], strict=True)
    ]
    assert 0 < sum(mirrored) < 12


def test_reasons_that_a_kill_has_lost_are_found_again_and_no_list_of_rows_is_read(folder: Path, tmp_path: Path) -> None:
    rows = [Row("furniture", "", 0), Row("meshes", str(folder / "wide" / "broken.ply"), 0), Row("furniture", "", 1)]
    files = open_pool(tmp_path / "pool", SPEC, rows)
    (files.folder / "pool.json").rename(tmp_path / "pool.json")  # as large as the pool: not for a worker to read
    assert [one.row for one in make_pool(files) if one.reason] == [rows[1]]
    assert files.state.tolist() == [THERE, LEFT_OUT, THERE]
    (tmp_path / "pool.json").rename(files.folder / "pool.json")
    told = (files.folder / "refused.json").read_text(encoding="utf-8")
    (files.folder / "refused.json").unlink()
    assert [one.row for one in make_pool(open_pool(files.folder, SPEC, rows))] == [rows[1]]
    assert (files.folder / "refused.json").read_text(encoding="utf-8") == told


def test_numbers_are_packed_to_a_sixteen_thousandth() -> None:
    values = np.array([0.0, 1.0, -1.0, 0.12345, -1.99, 3.0, -3.0])
    assert packed(values) * QUANTUM == pytest.approx([0, 1, -1, 0.12345, -1.99, 2, -2], abs=QUANTUM)


def test_a_killed_process_leaves_a_pool_that_goes_on(folder: Path, tmp_path: Path) -> None:
    rows = [Row("meshes", str(p), copy) for copy in range(3) for p in sorted(folder.glob("*/box*.ply"))]
    code = (
        "import sys\nfrom pathlib import Path\nfrom tests.core.test_pools import SPEC, Row, make_pool, open_pool\n"
        "if __name__ == '__main__':\n"
        "    rows = [Row('meshes', p, c) for c in range(3) for p in sys.argv[2:]]\n"
        "    for done in make_pool(open_pool(Path(sys.argv[1]), SPEC, rows)):\n"
        "        print(done.row.name, flush=True)\n"
    )
    script = tmp_path / "make.py"
    script.write_text(code, encoding="utf-8")
    paths = [row.path for row in rows[: len(rows) // 3]]
    ours, theirs = os.pipe()
    child = Forked([str(script), str(tmp_path / "pool"), *paths], theirs)
    os.close(theirs)
    with os.fdopen(ours) as told:
        for _ in range(3):
            assert told.readline()
        child.kill()
        assert child.wait(200) == -signal.SIGKILL
    files = open_pool(tmp_path / "pool", SPEC, rows)
    there = int((files.state == THERE).sum())
    assert 3 <= there < len(rows)
    kept = files.query[files.state == THERE].copy()
    before = np.flatnonzero(files.state == THERE)
    rest = list(make_pool(files))
    assert len(rest) == len(rows) - there
    assert (files.state == THERE).all()
    assert (files.query[before] == kept).all()


def test_meshes_are_split_by_their_names(folder: Path) -> None:
    draw = meshes(folder, ("tall", "wide"))
    for split in ("train", "val", "test"):
        assert draw.size(split) >= 1
    wanted = {p.name for p in folder.glob("*/*.ply") if split_of(p.name) == "train"}
    assert {p.name for p in draw.parts["train"]} <= wanted
    assert {p.parent.name for p in meshes(folder, ("tall",)).parts["train"]} == {"tall"}
    with pytest.raises(UserError, match=r"no class round.*tall, wide"):
        meshes(folder, ("round",))


def test_split_files_decide_where_there_are_some(folder: Path, tmp_path: Path) -> None:
    for part, names in (("train", ["box1", "box3"]), ("val", ["box5"]), ("test", ["box7"])):
        document = {folder.name: {"tall": names}}
        (tmp_path / f"{part}.json").write_text(json.dumps(document), encoding="utf-8")
    draw = meshes(folder, (), {part: str(tmp_path / f"{part}.json") for part in ("train", "val", "test")})
    assert [p.stem for p in draw.parts["train"]] == ["box1", "box3"]
    assert [p.stem for p in draw.parts["test"]] == ["box7"]


CONFIG = """
name = "own"
family = "mix"
observe = "scan"
context_points = 64
share = 0.5
query_points = 32
outer_steps = 3
cooldown = 1
pools = "pools"

[field]
dim = 3
width = 8
depth = 2

[mix.boxes]
family = "meshes"
data = "DATA"
weight = 3
copies = 1
turn = 5

[mix.procedural]
family = "furniture"
weight = 1
"""


@pytest.fixture
def config(folder: Path, tmp_path: Path) -> TrainConfig:
    (tmp_path / "own.toml").write_text(CONFIG.replace("DATA", str(folder)), encoding="utf-8")
    return load_config(tmp_path / "own.toml")


def test_a_training_file_mixes_families_by_weight(config: TrainConfig, folder: Path, tmp_path: Path) -> None:
    assert [part.name for part in config.parts] == ["boxes", "procedural"]
    assert config.parts[0].turn == 5
    assert config.pools == str(tmp_path / "pools")
    progress = list(make_pools(config, workers=2))
    assert progress[-1].done == progress[-1].total
    source = task_source(config)
    assert isinstance(source, MixedTasks)
    calls = {0: 0, 1: 0}

    class Counted:
        def __init__(self, index: int) -> None:
            self.index = index

        def batch(self, numbers):
            calls[self.index] += len(numbers)
            return source.sources[self.index].batch(numbers)

    counted = MixedTasks((Counted(0), Counted(1)), source.weights, 0)
    context, query, distances = counted.batch(range(80))
    assert 45 < calls[0] < 75
    assert context.points.shape == (80, round(0.5 * observed_length("scan", 64)), 3)
    one = source.batch([17])
    assert torch.equal(one[1][0], query[17])
    assert torch.equal(one[2][0], distances[17])


def test_training_on_meshes_resumes_as_if_it_had_gone_on(config: TrainConfig, tmp_path: Path) -> None:
    straight = [record.loss for record in train(replace(config, save_every=1), tmp_path / "a", torch.device("cpu"))]
    for record in train(replace(config, save_every=1), tmp_path / "b", torch.device("cpu")):
        if record.step == 2:
            break
    rest = [r.loss for r in train(replace(config, save_every=1), tmp_path / "b", torch.device("cpu"), resume=True)]
    assert rest == straight[2:]


def test_shapes_of_each_family_are_there_to_be_judged_on(config: TrainConfig) -> None:
    assert part_draw(config, config.parts[0])(0, "test").dim == 3
    assert part_draw(config, config.parts[1])(0, "test").name.startswith(("table", "chair", "bench", "furniture"))


def test_a_family_alone_needs_no_mix(folder: Path, tmp_path: Path) -> None:
    field = FieldSpec(3, 8, 2)
    config = TrainConfig("own", "meshes", "dense", field, data=str(folder), pools=str(tmp_path), context_points=32)
    assert config.parts == (MixPart("meshes", "meshes", str(folder)),)
    source = task_source(replace(config, query_points=16))
    assert isinstance(source, PooledTasks)
    assert source.batch([0, 1])[0].points.shape == (2, 32, 3)
    with pytest.raises(UserError, match="needs data"):
        task_source(replace(config, data=""))


@pytest.mark.parametrize(
    ("line", "said"),
    [("weight = 3", "weight"), ("copies = 1", "copies"), ('family = "mix"', "mix"), ("share = 0.5", "share")],
)
def test_what_a_mix_must_not_say_is_said(folder: Path, tmp_path: Path, line: str, said: str) -> None:
    wrong = {"weight = 3": "weight = -1", "copies = 1": "copies = 0", 'family = "mix"': 'family = "furniture"'}
    text = CONFIG.replace("DATA", str(folder)).replace(line, wrong.get(line, "share = 2.0"))
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=said):
        load_config(tmp_path / "own.toml")
