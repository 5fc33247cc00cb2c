"""Galleries: what is collected, honest kinds, the same numbers as a run alone, resuming, sorting, CSV, thumbnails."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import math
import shutil
import struct
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from core.errors import UserError
from core.evaluation import gallery, gallery_folder
from core.evaluation.dataset import collect
from core.evaluation.evaluate import make_case, trace
from core.evaluation.gallery import BY_KEY, Plan, Result, csv_text, place, plan_of, seed_of
from core.evaluation.gallery_folder import fill, kept, read_plan
from core.fields.field import FieldSpec, initial_params
from core.levelset import extract
from core.measures.thumbnail import thumbnail
from core.methods.metasdf import MetaParams, initial_log_rates
from core.observation.observe import observe
from core.readers.load import bundled_shapes, load
from core.runs.checkpoint import Checkpoint, method_of
from core.runs.defaults import truth_of
from core.runs.identity import file_hash, portable_path
from core.runs.members import Recipe, judged, spread_of
from core.runs.run import Entry, advance, begin, measure
from core.shapes.catalogue import procedural

DIGIT = next(path for path in bundled_shapes() if path.name == "digit-3.png")
STEPS = 2


def small(dim: int = 2, rate: float = 0.02, offset: float = 0.0) -> Checkpoint:
    """An untrained checkpoint; offset: added to the field everywhere."""
    spec = FieldSpec(dim=dim, width=16, depth=2)
    theta = list(initial_params(spec, torch.Generator().manual_seed(0)))
    theta[-1] = theta[-1] + offset
    meta = MetaParams(tuple(theta), initial_log_rates(tuple(theta), STEPS, rate, "per_tensor_per_step"))
    card = {"name": "small", "observe": "dense", "context_points": 48, "loss": "l2"}
    return Checkpoint("small", spec, meta, card)


def plan_for(checkpoint: Checkpoint, *inputs: str | Path, **changes: object) -> Plan:
    plan = plan_of([str(text) for text in inputs], checkpoint, trained_steps=STEPS, resolution=24)
    return replace(plan, **changes)


def filled(folder: Path, plan: Plan, checkpoint: Checkpoint) -> list[Result]:
    method = method_of(checkpoint, "cpu")
    return [result for part in fill(folder, plan, checkpoint, method) for result in part.results]


@pytest.fixture
def digits(tmp_path: Path) -> Path:
    """A folder with two classes of pictures and one broken file."""
    for name in ("a/one.png", "a/two.png", "b/three.png"):
        (tmp_path / "digits" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DIGIT, tmp_path / "digits" / name)
    (tmp_path / "digits" / "b" / "broken.png").write_bytes(b"no picture")
    return tmp_path / "digits"


def write_idx(folder: Path, count: int) -> Path:
    """An MNIST file of squares, its labels 0, 1, 2, ... beside it."""
    pictures = np.zeros((count, 28, 28), np.uint8)
    for number in range(count):
        pictures[number, 8:20, 6 + number : 16 + number] = 255
    file = folder / "train-images-idx3-ubyte.gz"
    file.write_bytes(gzip.compress(struct.pack(">4i", 2051, count, 28, 28) + pictures.tobytes()))
    labels = struct.pack(">2i", 2049, count) + bytes(range(count))
    (folder / "train-labels-idx1-ubyte.gz").write_bytes(gzip.compress(labels))
    return file


def test_a_folder_gives_its_files_with_their_folders_as_classes(digits):
    found = collect([str(digits)], 2)
    assert [(Path(s.source).name, s.label) for s in found] == [
        ("one.png", "a"), ("two.png", "a"), ("broken.png", "b"), ("three.png", "b")
    ]  # fmt: skip
    assert [s.number for s in found] == [0, 1, 2, 3]
    with pytest.raises(UserError, match="no 3D shapes"):
        collect([str(digits)], 3)


def test_a_range_of_mnist_has_its_labels(tmp_path):
    file = write_idx(tmp_path, 5)
    found = collect([f"{file}#2-4"], 2)
    assert [(s.source, s.label) for s in found] == [(f"{file}#{n}", str(n)) for n in (2, 3, 4)]
    assert len(collect([str(file)], 2)) == 5
    assert load(found[0].source).name.endswith("-2")
    with pytest.raises(UserError, match="5 pictures, so the last is 4, not 5"):
        collect([f"{file}#2-5"], 2)
    with pytest.raises(UserError, match="no range"):
        collect([f"{file}#4-2"], 2)


def test_families_and_bundled_shapes_have_names_that_load_opens():
    found = collect(["furniture:test#3-4", "bundled"], 3)
    assert [s.source for s in found[:2]] == ["furniture:test#3", "furniture:test#4"]
    assert {s.label for s in found[2:]} == {"armchair", "bench", "chair", "shelves", "table"}
    name = load("furniture:test#3").name
    assert name.endswith("-15")  # test shapes have the seeds 4n + 3
    assert load("furniture:train#3").name != name
    assert portable_path("furniture:test#3") == "furniture:test#3"
    assert file_hash("furniture:test#3") not in ("", file_hash("furniture:test#4"))
    with pytest.raises(UserError, match="check the path"):
        collect(["furniture:toast#1"], 3)


def test_numbers_are_those_of_a_run_taken_alone(tmp_path):
    checkpoint = small(3)
    result = filled(tmp_path / "g", plan_for(checkpoint, "furniture:test#3"), checkpoint)[0]
    method, shape = method_of(checkpoint, "cpu"), load("furniture:test#3")
    seen = observe(shape, "dense", 48, 0)
    entry = Entry(*method.start(seen))
    for _ in range(STEPS):
        entry = Entry(*method.step(entry.state, seen))
    alone = measure(entry, method, 24, truth_of(shape, 0))
    assert alone.heldout is not None
    assert alone.level is not None
    assert result.context_loss == entry.record.context_loss
    assert (result.iou, result.l1) == (alone.heldout.iou, alone.heldout.l1)
    assert (result.label, result.kind, result.step) == ("bench", alone.level.status, STEPS)


def test_twenty_shapes_have_the_numbers_of_a_card(tmp_path):
    """Each is seen from a side of its own, so that no camera and no hidden part decides about all of them."""
    checkpoint = small(2)
    results = filled(tmp_path / "g", plan_for(checkpoint, "glyph:test#0-19", kind="half", seed=3), checkpoint)
    method, draw = method_of(checkpoint, "cpu"), procedural("glyph")
    cases = [make_case(draw(n, "test"), "half", 48, 3 + n) for n in range(20)]
    hidden = {case.truth.volume[case.unseen].mean(0).round(2).tobytes() for case in cases}
    assert len(hidden) == 20, "the same part is hidden of several"
    traces = [trace(method, case, STEPS) for case in cases]
    assert [r.iou for r in results] == [t.iou[-1] for t in traces]
    assert [r.l1 for r in results] == pytest.approx([t.l1[-1] for t in traces])


def spread_alone(result: Result, plan: Plan, checkpoint: Checkpoint) -> float:
    """Of the run of one shape, by itself."""
    method, seed = method_of(checkpoint, "cpu"), seed_of(plan, result.number)
    run = begin(result.source, observe(load(result.source), "dense", plan.points, seed), checkpoint, method, seed)
    while len(run.entries) <= STEPS:
        run = run.extended(advance(run, method))
    *_, last = spread_of(run, method, checkpoint, Recipe(plan.members), siblings=False)
    assert last.whole is not None
    entry = measure(run.entries[-1], method, plan.resolution)
    return judged(last.whole, entry.state, entry.level, None, plan.checkpoint).typical


def test_spread_is_a_column_that_sorts_and_plans_without_it_are_what_they_were(digits, tmp_path):
    checkpoint = small()
    plan = plan_for(checkpoint, digits, members=3)
    results = filled(tmp_path / "g", plan, checkpoint)
    known = [result.spread for result in results if result.spread is not None]
    assert len(known) >= 2
    assert all(value > 0 for value in known)
    seeds = {seed_of(plan, result.number) for result in results}
    assert len(seeds) == len(results)
    for result in results:  # as the window makes them of the same run
        if result.spread is not None:
            assert result.spread == spread_alone(result, plan, checkpoint)
    ordered = sorted(results, key=lambda result: place(result, BY_KEY["spread"], worst_first=True))
    assert ordered[0].spread == max(known)
    assert f",{ordered[0].spread}," in csv_text(ordered).splitlines()[1]
    plain = replace(plan, members=0)
    assert gallery_folder.folder_name(plain) != gallery_folder.folder_name(plan)
    told = asdict(plain)
    told.pop("members")
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    assert gallery_folder.folder_name(plain).endswith(digest[:12]), "galleries of before are found again"


def test_a_gallery_of_the_older_rule_goes_on_by_it_and_is_no_gallery_of_the_new_one(tmp_path):
    checkpoint, folder = small(2), tmp_path / "g"
    plan = plan_for(checkpoint, "glyph:test#0-2", kind="half")
    old = replace(plan, seeds="one")
    whole = filled(folder, old, checkpoint)
    manifest = json.loads((folder / "gallery.json").read_text())
    del manifest["plan"]["seeds"]
    (folder / "gallery.json").write_text(json.dumps({**manifest, "format": 1}))  # as it was written then
    assert read_plan(folder)[0] == old
    (folder / "results" / "00002.json").unlink()
    again = filled(folder, read_plan(folder)[0], checkpoint)
    assert replace(again[2], method_seconds=0.0) == replace(whole[2], method_seconds=0.0)
    with pytest.raises(UserError, match="one seed for all shapes, as older versions had it"):
        filled(folder, plan, checkpoint)
    (folder / "gallery.json").write_text(json.dumps({**manifest, "format": 3}))
    with pytest.raises(UserError, match="newer version of the program"):
        read_plan(folder)


def test_empty_diverged_and_unusable_are_kinds(digits, tmp_path):
    wild, high = small(rate=1e8), small(offset=50.0)
    by_name = {r.name: r for r in filled(tmp_path / "wild", plan_for(wild, digits), wild)}
    assert [by_name[n].kind for n in ("one.png", "two.png", "three.png")] == ["diverged"] * 3
    assert by_name["broken.png"].kind == "unusable"
    assert "broken.png" in by_name["broken.png"].reason
    empty = filled(tmp_path / "high", plan_for(high, digits / "a", steps=0), high)
    assert [(r.kind, r.chamfer_x1000, r.iou) for r in empty] == [("empty", math.inf, 0.0)] * 2
    assert empty[0].reason.startswith("empty: the field is outside everywhere")
    again = [result for part in kept(tmp_path / "high") for result in part.results]
    assert again == empty  # infinite numbers come back from the disk


def test_it_goes_on_where_it_stopped(digits, tmp_path, monkeypatch):
    checkpoint, folder = small(), tmp_path / "g"
    plan, method = plan_for(checkpoint, digits), method_of(checkpoint, "cpu")
    parts = fill(folder, plan, checkpoint, method)
    first = next(part.results[0] for part in parts if part.results)
    del parts  # stopped after the first result
    assert [r for part in kept(folder) for r in part.results] == [first]

    adapted = []
    adapt = gallery_folder.adapt
    monkeypatch.setattr(gallery_folder, "adapt", lambda p, *rest: adapted.append(p.subject.number) or adapt(p, *rest))
    whole = filled(folder, plan, checkpoint)
    assert adapted == [1, 3]  # 2 cannot be loaded, and its result is kept
    assert whole[0] == first
    adapted.clear()
    assert filled(folder, plan, checkpoint) == whole
    assert adapted == []


def test_torn_lost_and_outdated_results_are_computed_again(digits, tmp_path, monkeypatch):
    checkpoint, folder = small(), tmp_path / "g"
    plan = plan_for(checkpoint, digits)
    whole = filled(folder, plan, checkpoint)
    torn = folder / "results" / "00000.json"
    torn.write_bytes(torn.read_bytes()[:40])
    (folder / "thumbnails" / "00001.png").unlink()
    shutil.copy(DIGIT, digits / "b" / "broken.png")  # repaired
    adapted = []
    adapt = gallery_folder.adapt
    monkeypatch.setattr(gallery_folder, "adapt", lambda p, *rest: adapted.append(p.subject.number) or adapt(p, *rest))
    again = {result.number: result for result in filled(folder, plan, checkpoint)}
    assert adapted == [0, 1, 2]
    assert again[2].kind == "ok"
    assert replace(again[0], method_seconds=0.0) == replace(whole[0], method_seconds=0.0)


def test_a_fault_of_the_program_stops_nothing_and_is_tried_again(digits, tmp_path, monkeypatch):
    checkpoint, folder = small(), tmp_path / "g"
    plan = plan_for(checkpoint, digits / "a")
    with monkeypatch.context() as patch:
        patch.setattr(gallery, "truth_of", lambda *_: 1 / 0)
        results = filled(folder, plan, checkpoint)
    assert [r.kind for r in results] == ["unusable"] * 2
    assert "ZeroDivisionError" in results[0].reason
    assert [r.kind for r in filled(folder, plan, checkpoint)] == ["ok"] * 2


def test_another_plan_and_damaged_folders_are_one_sentence(digits, tmp_path):
    checkpoint, folder = small(), tmp_path / "g"
    filled(folder, plan_for(checkpoint, digits), checkpoint)
    with pytest.raises(UserError, match="other settings \\(seed\\)"):
        filled(folder, plan_for(checkpoint, digits, seed=1), checkpoint)
    with pytest.raises(UserError, match="is not a gallery"):
        list(kept(digits))
    document = json.loads((folder / "gallery.json").read_text())
    for damage in ({"format": 0}, {"plan": {}}, {"subjects": [{"number": 1}]}):
        (folder / "gallery.json").write_text(json.dumps({**document, **damage}))
        with pytest.raises(UserError, match="is damaged"):
            read_plan(folder)
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="cannot be written"):
        filled(tmp_path / "file" / "g", plan_for(checkpoint, digits), checkpoint)


def a_result(number: int, kind: gallery.Kind = "ok", **numbers: float | None) -> Result:
    return Result(number, f"shape-{number}", f"shape {number}", "chair", kind, **numbers)  # pyright: ignore[reportArgumentType]


def test_worst_first_has_diverged_ones_first_and_unknown_ones_last():
    results = [
        a_result(0, iou=0.9, chamfer_x1000=1.0),
        a_result(1, "unusable"),
        a_result(2, "empty", iou=0.0, chamfer_x1000=math.inf),
        a_result(3, "diverged", iou=0.95, chamfer_x1000=math.inf),
        a_result(4, iou=0.4, chamfer_x1000=9.0),
        a_result(5),  # a scan: no truth
        a_result(6, iou=0.9, chamfer_x1000=0.5),
    ]

    def order(key: str, worst_first: bool) -> list[int]:
        return [r.number for r in sorted(results, key=lambda r: place(r, BY_KEY[key], worst_first=worst_first))]

    assert order("iou", True) == [3, 2, 4, 0, 6, 1, 5]
    assert order("iou", False) == [0, 6, 4, 2, 3, 1, 5]
    assert order("chamfer_x1000", True) == [2, 3, 4, 0, 6, 1, 5]


def test_csv_can_be_read_back():
    results = [a_result(0, "empty", chamfer_x1000=math.inf, iou=0.0), replace(a_result(1), reason='a "b", c')]
    rows = list(csv.DictReader(io.StringIO(csv_text(results))))
    assert [row["kind"] for row in rows] == ["empty", "ok"]
    assert float(rows[0]["chamfer_x1000"]) == math.inf
    assert (rows[1]["iou"], rows[1]["reason"]) == ("", 'a "b", c')


def ball(points: torch.Tensor) -> torch.Tensor:
    return points.norm(dim=-1) - 0.6


def rgba(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data))).astype(int)


@pytest.mark.parametrize("dim", [2, 3])
def test_a_thumbnail_covers_what_the_surface_does(dim):
    shape = load(str(DIGIT) if dim == 2 else "furniture:test#3")
    seen = observe(shape, "dense", 32, 0)
    picture = rgba(thumbnail(extract(ball, dim, 32), seen, size=200))
    reach = {2: 1.03, 3: 1.22}[dim]
    covered = (picture[..., 3] > 127).mean()
    assert picture.shape == (200, 200, 4)
    assert covered == pytest.approx(np.pi * (0.6 / (2 * reach)) ** 2, rel=0.03)
    assert picture[100, 100, 3] == 255
    assert (picture[[0, 0, 199, 199], [0, 199, 0, 199], 3] == 0).all()
    rows = np.flatnonzero((picture[..., 3] > 127).any(1))
    assert (picture[rows[1] : rows[-1], 100, 3] == 255).all()  # no hole between splats


def test_a_thumbnail_of_nothing_shows_the_observed_points():
    shape = load("furniture:test#3")
    seen = observe(shape, "surface", 50, 0)
    for level in (extract(lambda p: p[:, 0] * 0 + 1, 3, 16), extract(lambda p: p[:, 0] * math.nan, 3, 16)):
        picture = rgba(thumbnail(level, seen))
        drawn = picture[picture[..., 3] > 200]
        assert len(drawn) > 30
        assert (drawn[:, 0] > drawn[:, 2] + 50).all()  # orange


def test_a_thumbnail_does_not_show_points_behind_the_surface():
    shape = load("furniture:test#3")
    seen = observe(shape, "surface", 200, 0)
    hidden = replace(seen, points=np.zeros_like(seen.points))  # all in the middle of the ball
    picture = rgba(thumbnail(extract(ball, 3, 32), hidden))
    assert (picture[..., 0] <= picture[..., 2]).all()
