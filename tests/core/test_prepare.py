"""Preparing meshes: layouts and split files, the three files of a shape, processes that die, a run that is killed."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import trimesh

from core.errors import UserError
from core.prepare.layout import MeshFile, ShapeId, Split, chosen, drawn_split, find_meshes, read_split
from core.prepare.sampling import Sampling, prepare_mesh
from core.prepare.work import Report, prepare, write_report
from core.readers.load import load
from core.readers.prepared import files_of
from core.shapes.base import RADIUS, Samples
from tests.forked import python
from tests.processes import forked_workers

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
FEW = Sampling(samples=600, surface=200)


@pytest.fixture(scope="module", autouse=True)
def _forked() -> Iterator[None]:
    """But for the verb, whose workers are those of the program."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.prepare.work.worker_pool", forked_workers)
        yield


def box(path: Path, size=(2.0, 1.0, 0.5), at=(7.0, -3.0, 11.0)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    trimesh.creation.box(size, trimesh.transformations.translation_matrix(at)).export(path)
    return path


def names(meshes: list[MeshFile]) -> list[str]:
    return [str(mesh.id) for mesh in meshes]


def test_shapenet_v2(tmp_path: Path) -> None:
    for model in ("b", "a"):
        box(tmp_path / "02691156" / model / "models" / "model_normalized.obj")
        (tmp_path / "02691156" / model / "models" / "model_normalized.json").write_text("{}")
    meshes, layout = find_meshes(tmp_path)
    assert layout == "ShapeNetCore v2"
    assert names(meshes) == ["ShapeNetV2/02691156/a", "ShapeNetV2/02691156/b"]
    inner, _ = find_meshes(tmp_path / "02691156", "mine")  # the folder of one class
    assert names(inner) == ["mine/02691156/a", "mine/02691156/b"]


def test_shapenet_v1(tmp_path: Path) -> None:
    box(tmp_path / "03001627" / "a1" / "model.obj")
    meshes, layout = find_meshes(tmp_path)
    assert (names(meshes), layout) == (["ShapeNetV1/03001627/a1"], "ShapeNetCore v1")


def test_any_other_layout_and_names_that_meet(tmp_path: Path) -> None:
    for name in ("a.ply", "chairs/x.obj", "chairs/x.STL", "chairs/old/y.off", "chairs/old_y.glb", "my chairs/z.ply"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    (tmp_path / "chairs" / "._x.obj").write_text("")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "h.ply").write_text("")
    meshes, layout = find_meshes(tmp_path, "d")
    assert layout == "folder of meshes"
    root = tmp_path.name
    expected = [f"d/{root}/a", "d/chairs/old_y", "d/chairs/old_y_glb", "d/chairs/x", "d/chairs/x_obj", "d/my_chairs/z"]
    assert sorted(names(meshes)) == sorted(expected)
    out = box(tmp_path / "out" / "o.ply").parent
    assert len(find_meshes(tmp_path, "d", leave_out=out)[0]) == len(expected)


@pytest.mark.parametrize("out", [".", "out"])
def test_what_an_earlier_call_wrote_is_no_input(tmp_path: Path, out: str) -> None:
    (tmp_path / "chair").mkdir()
    (tmp_path / "chair" / "a.ply").write_bytes(b"")
    before = find_meshes(tmp_path, "d")[0]
    for folder in ("SdfSamples", "SurfaceSamples"):
        (tmp_path / out / folder / "d" / "chair").mkdir(parents=True)
        (tmp_path / out / folder / "d" / "chair" / "a.ply").write_bytes(b"")
    (tmp_path / out / "SdfSamples" / "d" / "chair" / "a.ply").rename(tmp_path / out / "SdfSamples" / "a.npz")
    assert find_meshes(tmp_path, "d")[0] == before


def test_a_folder_without_meshes_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="holds no meshes"):
        find_meshes(tmp_path)
    with pytest.raises(UserError, match="not a folder"):
        find_meshes(tmp_path / "gone")


def test_split_files_choose_and_name_what_is_missing(tmp_path: Path) -> None:
    for model in "abc":
        box(tmp_path / "02691156" / model / "models" / "model_normalized.obj")
    meshes, _ = find_meshes(tmp_path)
    path = tmp_path / "sv2_planes_train.json"
    path.write_text(json.dumps({"ShapeNetV2": {"02691156": ["c", "a", "gone"]}}))
    picked, split, missing = chosen(meshes, read_split(path))
    assert names(picked) == ["ShapeNetV2/02691156/a", "ShapeNetV2/02691156/c"]
    assert [s.name for s in split.parts["train"]] == ["c", "a"]
    assert missing == [ShapeId("ShapeNetV2", "02691156", "gone")]
    table = tmp_path / "all.csv"
    table.write_text(
        "id,synsetId,subSynsetId,modelId,split\n1,2691156,2690373,a,train\n2,02691156,1,b,val\n3,02691156,1,c,test\n"
    )
    picked, split, missing = chosen(meshes, read_split(table))
    assert {part: names([m for m in picked if m.id in ids])[0][-1] for part, ids in split.parts.items()} == {
        "train": "a", "val": "b", "test": "c",
    }  # fmt: skip
    assert not missing


@pytest.mark.parametrize("text", ["", "[1]", '{"a": ["b"]}', '{"a": {"b": "name"}}', '{"a": 3}'])
def test_a_split_file_that_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "odd.json"
    path.write_text(text)
    with pytest.raises(UserError, match=r"odd\.json cannot be used as a split file"):
        read_split(path)
    table = tmp_path / "odd.csv"
    table.write_text("a,b\n1,2\n")
    with pytest.raises(UserError, match=r"odd\.csv"):
        read_split(table)
    with pytest.raises(UserError, match=r"gone\.json"):
        read_split(tmp_path / "gone.json")


def test_a_drawn_split_is_stable_and_nowhere_empty() -> None:
    ids = [ShapeId("d", "chair", f"c{n}") for n in range(400)]
    many, fewer = drawn_split(ids).parts, drawn_split(ids[:300]).parts
    assert [len(many[part]) for part in ("train", "val", "test")] == pytest.approx([320, 40, 40], abs=25)
    assert set(fewer["test"]) <= set(many["test"])
    assert set(fewer["train"]) <= set(many["train"])
    for count in range(3, 30):
        parts = drawn_split(ids[:count]).parts
        assert min(map(len, parts.values())) >= 1
        assert sum(map(len, parts.values())) == count


def test_the_files_of_a_box_by_hand(tmp_path: Path) -> None:
    mesh = MeshFile(ShapeId("d", "box", "b"), box(tmp_path / "b.ply"))
    result = prepare_mesh(mesh, tmp_path / "out", Sampling(5000, 1000))
    assert (result.reason, result.new, result.watertight) == ("", True, True)
    files = files_of(tmp_path / "out", "d", "box", "b")
    scale = RADIUS / np.linalg.norm((1.0, 0.5, 0.25))
    with np.load(files.normalization) as arrays:
        assert arrays["offset"] == pytest.approx([-7, 3, -11])
        assert float(arrays["scale"]) == pytest.approx(scale)
    with np.load(files.samples) as arrays:
        pos, neg = arrays["pos"], arrays["neg"]
    assert pos.dtype == neg.dtype == np.float32
    assert len(pos) + len(neg) == 5000
    assert (pos[:, 3] >= 0).all()
    assert (neg[:, 3] < 0).all()
    rows = np.concatenate((pos, neg))
    q = np.abs(rows[:, :3]) - np.array([1, 0.5, 0.25]) * scale
    exact = np.linalg.norm(np.maximum(q, 0), axis=1) + np.minimum(q.max(axis=1), 0)
    assert rows[:, 3] == pytest.approx(exact, abs=1e-5)
    near = np.abs(exact) < 3 * np.sqrt(0.0005)
    assert 0.5 < near.mean() < 0.95
    cloud = trimesh.load(files.surface)
    assert isinstance(cloud, trimesh.PointCloud)
    surface = np.asarray(cloud.vertices)
    assert surface.shape == (1000, 3)
    on_box = np.abs((surface - [7, -3, 11]) / [1, 0.5, 0.25]).max(axis=1)
    assert on_box == pytest.approx(np.ones(1000), abs=1e-5)
    source = load(files.samples)  # with its siblings
    assert isinstance(source, Samples)
    assert source.surface is not None
    assert source.normalization.invert(source.surface) == pytest.approx(surface, abs=1e-5)


def test_samples_depend_on_the_name_and_the_seed_alone(tmp_path: Path) -> None:
    mesh = MeshFile(ShapeId("d", "box", "b"), box(tmp_path / "b.ply"))
    other = MeshFile(ShapeId("d", "box", "c"), mesh.path)
    first = list(prepare([mesh, other], tmp_path / "one", FEW, workers=2))
    list(prepare([other], tmp_path / "two", FEW))
    list(prepare([other], tmp_path / "three", Sampling(600, 200, seed=1)))
    assert len(first) == 2
    read = [np.load(files_of(tmp_path / o, "d", "box", "c").samples)["pos"] for o in ("one", "two", "three")]
    assert np.array_equal(read[0], read[1])
    assert not np.array_equal(read[1], read[2])
    assert not np.array_equal(read[0], np.load(files_of(tmp_path / "one", "d", "box", "b").samples)["pos"])


def test_the_report_tells_what_was_skipped_and_why(tmp_path: Path) -> None:
    good = box(tmp_path / "in" / "good.ply")
    (tmp_path / "in" / "junk.obj").write_text("no mesh\n")
    trimesh.PointCloud(np.random.default_rng(0).normal(size=(9, 3))).export(tmp_path / "in" / "points.ply")
    open_box = trimesh.creation.box((1, 1, 1))
    open_box.update_faces(np.arange(12) < 11)
    open_box.export(tmp_path / "in" / "open.ply")
    meshes, layout = find_meshes(tmp_path / "in", "d")
    results = tuple(prepare(meshes, tmp_path / "out", FEW))
    report = Report(tmp_path / "in", layout, results, (ShapeId("d", "in", "gone"),))
    sizes = write_report(tmp_path / "out", report, Split({}))
    document = json.loads((tmp_path / "out" / "report.json").read_text())
    assert (document["meshes"], document["prepared"], document["new"]) == (4, 2, 2)
    assert document["not_watertight"] == ["d/in/open"]
    assert [Path(entry["file"]).name for entry in document["skipped"]] == ["junk.obj", "points.ply"]
    assert "faces" in document["skipped"][1]["reason"]
    assert document["missing"] == ["d/in/gone"]
    words = "\n".join(report.words())
    assert "2 of 4 meshes are prepared" in words
    assert "junk.obj" in words
    assert "1 of in" in words
    assert sum(sizes.values()) == 2
    assert good.exists()
    again = tuple(prepare(meshes, tmp_path / "out", FEW))
    assert [r.new for r in sorted(again, key=lambda r: r.mesh.id) if not r.reason] == [False, False]
    assert not next(r for r in again if r.mesh.id.name == "open").watertight
    with pytest.raises(UserError, match=r"other settings \(samples 600\)"):
        list(prepare(meshes, tmp_path / "out", Sampling(700, 200)))


def test_a_second_class_joins_the_splits_of_the_first(tmp_path: Path) -> None:
    def report(kind: str, count: int) -> Report:
        from core.prepare.sampling import PreparedMesh

        ids = [ShapeId("d", kind, f"{n}") for n in range(count)]
        return Report(tmp_path, "", tuple(PreparedMesh(MeshFile(i, tmp_path)) for i in ids))

    write_report(tmp_path, report("chair", 30), Split({}))
    sizes = write_report(tmp_path, report("table", 30), Split({}))
    assert sum(sizes.values()) == 60
    assert sum(write_report(tmp_path, report("table", 30), Split({})).values()) == 60
    assert {s.category for s in read_split(tmp_path / "splits" / "train.json").ids} == {"chair", "table"}


class Bomb(MeshFile):
    """Ends the process that receives it, as a fault in a library does."""

    def __reduce__(self):
        return os._exit, (3,)


def test_a_process_that_dies_takes_no_other_mesh_with_it(tmp_path: Path) -> None:
    path = box(tmp_path / "b.ply")
    meshes = [MeshFile(ShapeId("d", "box", f"{n}"), path) for n in range(6)]
    meshes[2] = Bomb(ShapeId("d", "box", "bomb"), path)
    results = list(prepare(meshes, tmp_path / "out", FEW, workers=2))
    assert sorted(r.mesh.id.name for r in results) == ["0", "1", "3", "4", "5", "bomb"]
    assert [r.mesh.id.name for r in results if r.reason] == ["bomb"]
    assert "process" in next(r.reason for r in results if r.reason)


def prepare_command(*arguments: object) -> list[str]:
    return [*python(), str(ROOT / "main.py"), "prepare", *map(str, arguments)]


def living(folder: Path) -> list[int]:
    """Processes whose working folder this is (Linux)."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if (entry / "cwd").readlink() == folder:
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks for left processes in /proc")
def test_killed_half_way_and_resumed(tmp_path: Path) -> None:
    meshes = tmp_path / "in"
    for n in range(10):
        ball = trimesh.creation.icosphere(3, 1 + n / 10)
        meshes.mkdir(exist_ok=True)
        ball.export(meshes / f"ball{n}.ply")
    out = tmp_path / "out"
    arguments = (meshes, "--out", out, "--samples", 20_000, "--surface", 2000, "--workers", 2)
    samples = out / "SdfSamples" / "in" / "in"
    process = subprocess.Popen(prepare_command(*arguments), cwd=tmp_path, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 240
    while len(list(samples.glob("*.npz"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    early = {path.name: path.stat().st_mtime_ns for path in samples.glob("*.npz") if path.name[0] != "."}
    assert 3 <= len(early) < 10
    while living(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not living(tmp_path)  # its workers have left too
    early = {path.name: path.stat().st_mtime_ns for path in samples.glob("*.npz") if path.name[0] != "."}
    for name in early:
        with np.load(samples / name) as arrays:
            assert len(arrays["pos"]) + len(arrays["neg"]) == 20_000
    assert not (out / "report.json").exists()
    for name in (".ball9.npz.1.tmp", ".metasdf-0123456789abcdef.tmp"):  # of an earlier version, and of this one
        half = samples / name
        half.write_bytes(b"half")
        os.utime(half, (0, 0))
    done = subprocess.run(prepare_command(*arguments), cwd=tmp_path, capture_output=True, text=True, check=True)
    assert f"{len(early)} of them were there already" in done.stdout
    after = {path.name: path.stat().st_mtime_ns for path in samples.iterdir()}
    assert len(after) == 10  # and nothing half
    assert {name: after[name] for name in early} == early
    assert json.loads((out / "report.json").read_text())["prepared"] == 10
