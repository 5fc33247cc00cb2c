"""The verb `prepare` from meshes to a trained checkpoint, and its faults as one sentence each."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import trimesh

import main
from core.runs.checkpoint import load_checkpoint
from tests.app.terminal import command, interrupted, on_a_terminal
from tests.processes import forked_workers

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
FEW = ("--samples", "2000", "--surface", "500", "--workers", "1")


@pytest.fixture
def meshes(tmp_path):
    """ShapeNetCore v2 with two classes of three boxes, one of them junk."""
    for category in ("02691156", "04379243"):
        for n in range(3):
            path = tmp_path / "core" / category / f"m{n}" / "models" / "model_normalized.obj"
            path.parent.mkdir(parents=True)
            trimesh.creation.box((1, 1 + n / 2, 0.5)).export(path)
    (tmp_path / "core" / "02691156" / "m1" / "models" / "model_normalized.obj").write_text("junk")
    return tmp_path / "core"


@pytest.fixture
def forked(monkeypatch):
    """Workers that have imported what they need."""
    monkeypatch.setattr("core.prepare.work.worker_pool", forked_workers)


def test_from_meshes_to_a_checkpoint(meshes, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("app.cli.training.TEST_SHAPES", 3)
    monkeypatch.setattr("app.cli.training.TRAINING_SHAPES", 1)
    out = tmp_path / "out"
    assert main.main(["prepare", str(meshes), "--out", str(out), *FEW]) == 0
    said = capsys.readouterr().out
    assert "5 of 6 meshes are prepared (ShapeNetCore v2)" in said
    assert "02691156/m1" in said
    each = [line for line in said.splitlines() if " of 6  " in line]
    assert [line.split(" of ")[0] for line in each] == list("123456")
    assert sum(line.endswith("  prepared") for line in each) == 5
    assert sum("skipped: " in line for line in each) == 1
    assert "\x1b" not in said
    assert json.loads((out / "report.json").read_text())["prepared"] == 5
    config = tmp_path / "own.toml"
    config.write_text(
        'name = "own"\nfamily = "prepared"\nobserve = "dense"\ndata = "out"\ncontext_points = 32\nquery_points = 32\n'
        "inner_steps = 2\nmeta_batch = 2\nouter_steps = 3\n[field]\ndim = 3\nwidth = 8\ndepth = 1\n"
    )
    assert main.main(["train", str(config), "--out", str(tmp_path / "own"), "--device", "cpu"]) == 0
    card = load_checkpoint(str(tmp_path / "own")).card
    tested = json.loads((out / "splits" / "test.json").read_text())["ShapeNetV2"]
    assert card["results"]["shapes"] == sum(map(len, tested.values()))  # each once
    assert str(tmp_path) not in json.dumps(card)
    shape = next((out / "SdfSamples").glob("*/*/*.npz"))
    adapt = ["adapt", str(shape), "--checkpoint", str(tmp_path / "own"), "--resolution", "16"]
    assert main.main([*adapt, "--out", str(tmp_path / "steps")]) == 0


def test_an_interruption_says_what_is_kept_and_the_same_command_goes_on(forked, tmp_path, capsys):
    (tmp_path / "in").mkdir()
    for n in range(40):
        trimesh.creation.icosphere(2, 1 + n).export(tmp_path / "in" / f"ball{n:02d}.ply")
    words = ["prepare", tmp_path / "in", "--out", tmp_path / "out", *FEW]
    output = interrupted(*words, after="1 of 40")
    kept = re.search(r"Stopped: (\d+) of 40 meshes are in .*; the same command goes on from there", output)
    assert kept, output
    assert main.main([str(word) for word in words]) == 0
    there = re.search(r"(\d+) of them were there already", capsys.readouterr().out)
    assert there
    assert int(kept[1]) <= int(there[1]) < 40


def test_the_official_split_file_is_found(forked, meshes, tmp_path, capsys):
    rows = ["id,synsetId,subSynsetId,modelId,split", "1,02691156,1,m0,train", "2,02691156,1,m2,test"]
    (meshes / "all.csv").write_text("\n".join([*rows, "3,02691156,1,m9,val"]) + "\n")
    out = tmp_path / "out"
    assert main.main(["prepare", str(meshes), "--out", str(out), *FEW]) == 0
    assert "1 shapes of the split files are not in the folder: 1 of 02691156" in capsys.readouterr().out
    assert json.loads((out / "splits" / "train.json").read_text()) == {"ShapeNetV2": {"02691156": ["m0"]}}
    assert len(list((out / "SdfSamples").glob("*/*/*.npz"))) == 2


def test_a_list_of_names_is_prepared_alone(forked, meshes, tmp_path):
    names = tmp_path / "mine.json"
    names.write_text(json.dumps({"mine": {"04379243": ["m0", "m1", "m2"]}}))
    assert main.main(["prepare", str(meshes), "--out", str(tmp_path / "out"), "--split", str(names), *FEW]) == 0
    made = sorted(str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").glob("SdfSamples/*/*/*.npz"))
    assert made == [f"SdfSamples/mine/04379243/m{n}.npz" for n in range(3)]


@pytest.mark.parametrize("fault", ["folder", "empty", "split", "names", "out", "settings"])
def test_faults_are_one_sentence(meshes, tmp_path, capsys, fault):
    out, arguments, says = tmp_path / "out", [], ""
    if fault == "folder":
        meshes, says = tmp_path / "gone", "gone"
    elif fault == "empty":
        meshes, says = tmp_path / "empty", "holds no meshes"
        meshes.mkdir()
    elif fault == "split":
        arguments, says = ["--split", str(tmp_path / "gone.json")], "gone.json"
    elif fault == "names":
        (tmp_path / "no.json").write_text('{"d": {"c": ["x"]}}')
        arguments, says = ["--split", str(tmp_path / "no.json")], "none of the shapes"
    elif fault == "out":
        out.write_text("mine")
        says = "choose another --out"
    else:
        out.mkdir()
        (out / "prepare.json").write_text('{"format": 1, "samples": 5}')
        says = "other settings"
    assert main.main(["prepare", str(meshes), "--out", str(out), *FEW, *arguments]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert error.count("\n") == 1


def test_a_bar_on_a_terminal(meshes, tmp_path):
    arguments = command("prepare", meshes, "--out", tmp_path / "out", *FEW)
    output = on_a_terminal(arguments, 60)
    assert "preparing" in output
    assert "6/6" in output
