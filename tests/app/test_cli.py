"""The command line as a person meets it: fast help, whole runs, one sentence for every mistake, clean interruption."""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import trimesh
from PIL import Image, ImageSequence

import main
from app.cli import main as cli
from core.storage.claims import claimed
from tests.app.terminal import CHAIR, DIGIT, ROOT, command, interrupted, on_a_terminal

SCAN = str(ROOT / "assets" / "shapes" / "chair-scan.pcd")


def run(*arguments, **options):
    return subprocess.run(command(*arguments), capture_output=True, text=True, check=False, timeout=100, **options)


def test_help_answers_at_once():
    """None of what takes seconds to import is imported for it."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "main.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True,
        timeout=100,
    )  # fmt: skip
    assert "adapt" in done.stdout
    imported = {line.rpartition("|")[2].split(".")[0].strip() for line in done.stderr.splitlines()}
    assert "argparse" in imported
    assert not imported & {"torch", "numpy", "scipy", "PySide6", "pyvista", "vtkmodules", "matplotlib"}


@pytest.mark.parametrize("arguments", [["probe"], ["fly"], ["adapt", "x.ply", "--checkpoint", "a", "--steps", "-1"]])
def test_wrong_usage_is_explained(arguments, capsys):
    with pytest.raises(SystemExit) as exit_info:
        main.main(arguments)
    assert exit_info.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.parametrize("verb", sorted(cli.VERBS))
def test_what_an_option_stands_for_alone_is_what_it_could_be_given(verb):
    """argparse reads a default or a constant that is text as if it had been typed."""
    verbs = next(part for part in cli.build_parser()._actions if isinstance(part, argparse._SubParsersAction))
    for action in verbs.choices[verb]._actions:
        for words in (action.default, action.const):
            if isinstance(words, str) and words != argparse.SUPPRESS and action.type is not None:
                action.type(words)


@pytest.mark.parametrize("verb", ["adapt", "gallery"])
def test_a_refinement_may_be_asked_for_without_a_number(verb):
    words = [verb, CHAIR, "--checkpoint", "real-scan", "--out", "out"]
    asked = [cli.build_parser().parse_args([*words, *more]).refine for more in ([], ["--refine"], ["--refine", "7"])]
    assert asked == [None, "best", 7]


def test_every_command_of_the_documents_can_be_typed():
    """Their files need not be there."""
    typed = [
        line.partition(" #")[0]
        for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
        for line in page.read_text(encoding="utf-8").splitlines()
        if line.startswith("python main.py ")
    ]
    assert len(typed) > 20
    for line in typed:
        words = shlex.split(line)[2:]
        if cli.is_command(words):  # else it is what the window opens
            cli.build_parser().parse_args(words)


@pytest.mark.parametrize("words", [
    ["gallery", "", "--checkpoint", "digits-dense", "--out", "out"],
    ["gallery", "bundled", "--checkpoint", "", "--out", "out"],
    ["gallery", "bundled", "--checkpoint", "digits-dense", "--out", ""], ["adapt", "", "--checkpoint", "digits-dense"],
    ["adapt", DIGIT, "--checkpoint", "digits-dense", "--steps", "0", "--out", ""], ["record", DIGIT, " "],
    ["prepare", "", "--out", "out"], ["train", ""], ["evaluate", "--suite", "2d", "--data", "", "--out", "out"],
])  # fmt: skip
def test_an_empty_name_is_never_the_current_folder(words, tmp_path, capsys, monkeypatch):
    """As of a shell's variable that is not set."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main.main(words)
    assert "an empty name; name a file or a folder" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], False), (["chair.ply"], False), (["digits.gz#42"], False), ([CHAIR], False),
        (["adapt"], True), (["--help"], True), (["adpat"], True), (["adpat", "chair.ply"], True),
    ],
)  # fmt: skip
def test_a_file_opens_the_window_and_a_verb_does_not(arguments, expected):
    assert cli.is_command(arguments) is expected


def test_no_display_is_one_sentence():
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    done = run(CHAIR, env=environment)
    assert done.returncode == 2
    assert done.stderr.startswith("There is no display")
    assert done.stderr.count("\n") == 1


@pytest.mark.gl
def test_a_solid_is_adapted_and_written(solid, tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["adapt", CHAIR, "--checkpoint", solid, "--steps", "3", "--resolution", "32", "--out", str(out)]
    assert main.main([*arguments, "--device", "cpu", "--seed", "5"]) == 0
    steps = [f"step_{k:02d}.ply" for k in range(4)]
    assert sorted(p.name for p in out.iterdir()) == ["adaptation.webp", "preview.png", "run.json", *steps]
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 5
    assert lines[0].startswith("step  0  loss ")
    assert "extrapolation" in lines[3]
    assert str(out) in lines[-1]
    document = json.loads((out / "run.json").read_text())
    assert [s["step"] for s in document["steps"]] == [0, 1, 2, 3]
    assert document["input"] == CHAIR
    assert (document["seed"], document["device"], document["trained_steps"], document["dim"]) == (5, "cpu", 2, 3)
    assert document["steps"][-1]["heldout"]["iou"] > 0
    truth, first = trimesh.load_mesh(CHAIR), trimesh.load_mesh(out / "step_00.ply", process=False)
    # phi_0 is about a sphere of radius 0.5 in normalised coordinates, around the middle of the chair's box.
    assert len(first.faces) == document["steps"][0]["surface"]["faces"]
    middle = first.bounds.mean(0)
    np.testing.assert_allclose(middle, truth.bounds.mean(0), atol=0.2 * np.ptp(truth.bounds, axis=0).max())
    with Image.open(out / "preview.png") as picture:
        assert len(np.unique(np.asarray(picture).reshape(-1, 3), axis=0)) > 200
    with Image.open(out / "adaptation.webp") as film:
        assert len(list(ImageSequence.Iterator(film))) > 8


@pytest.mark.gl
def test_a_picture_is_adapted_and_drawn(flat, tmp_path, capsys):
    out = tmp_path / "out"
    assert main.main(["adapt", DIGIT, "--checkpoint", flat, "--out", str(out), "--resolution", "64"]) == 0
    names = sorted(p.name for p in out.iterdir())
    assert names == ["adaptation.webp", "preview.png", "run.json", *(f"step_{k:02d}.svg" for k in range(3))]
    with Image.open(out / "adaptation.webp") as film:
        assert len(list(ImageSequence.Iterator(film))) == 3


@pytest.mark.parametrize(("shape", "dim"), [(CHAIR, 3), (DIGIT, 2)])
def test_scratch_needs_no_checkpoint_and_no_dimension(shape, dim, tmp_path, capsys):
    arguments = ["adapt", shape, "--checkpoint", "scratch-random", "--steps", "1", "--resolution", "16"]
    assert main.main([*arguments, "--out", str(tmp_path)]) == 0
    document = json.loads((tmp_path / "run.json").read_text())
    assert (document["checkpoint"], document["method"]) == (f"scratch-{dim}d-random", "scratch")


def test_a_scan_has_no_heldout_error(solid, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("app.render.pictures.problem", lambda: "No OpenGL here.")
    out = tmp_path / "out"
    assert (
        main.main(["adapt", SCAN, "--checkpoint", solid, "--steps", "1", "--out", str(out), "--resolution", "16"]) == 0
    )
    captured = capsys.readouterr()
    assert captured.err == "No pictures were written. No OpenGL here.\n"
    document = json.loads((out / "run.json").read_text())
    assert [step["heldout"] for step in document["steps"]] == [None, None]
    assert not (out / "preview.png").exists()


def test_the_same_seed_gives_the_same_bytes(solid, tmp_path, capsys, no_pictures):
    for name, seed in (("a", "3"), ("b", "3"), ("c", "4")):
        arguments = ["adapt", CHAIR, "--checkpoint", solid, "--seed", seed, "--resolution", "32", "--device", "cpu"]
        assert main.main([*arguments, "--out", str(tmp_path / name)]) == 0
    a, b, c = ((tmp_path / name / "step_02.ply").read_bytes() for name in "abc")
    assert a == b
    assert a != c


TETRAHEDRON = b"v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 3 2\nf 1 2 4\nf 1 4 3\nf 2 3 4\n"
POINT = b"ply\nformat ascii 1.0\nelement vertex %d\nproperty float x\nproperty float y\nproperty float z\nend_header\n"
BAD_FILES = {
    "empty.ply": b"",
    "empty.glb": b"",
    "empty.png": b"",
    "text.glb": b"this is no GLB\n",
    "text.png": b"this is no picture\n",
    "text.npz": b"this is no archive\n",
    "text.stl": b"hello\n",
    "unknown.xyzzy": b"what is this\n",
    "cut.ply": (ROOT / "assets" / "shapes" / "chair.ply").read_bytes()[:700],
    "nan.obj": TETRAHEDRON.replace(b"v 1 0 0", b"v nan 0 0"),
    "infinite.obj": TETRAHEDRON.replace(b"v 1 0 0", b"v inf 0 0"),
    "one.xyz": b"1 2 3\n",
    "equal.xyz": b"1 2 3\n" * 50,
    "one.ply": POINT % 1 + b"1 2 3\n",
    "no-points.ply": POINT % 0,
    "words.xyz": b"a b c\n",
    "no-magic.idx3-ubyte": b"\x00\x00\x08\x01",
}  # fmt: skip


def assert_one_sentence(error, *parts):
    """One line, no traceback, naming what must be named."""
    assert "Traceback" not in error
    assert error.count("\n") == 1
    for part in parts:
        assert part in error


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_one_sentence(name, solid, flat, tmp_path, capsys):
    path = tmp_path / name
    path.write_bytes(BAD_FILES[name])
    checkpoint = flat if path.suffix in {".png", ".idx3-ubyte"} else solid
    assert main.main(["adapt", str(path), "--checkpoint", checkpoint, "--out", str(tmp_path / "out")]) == 2
    assert_one_sentence(capsys.readouterr().err, name)
    assert not (tmp_path / "out").exists()


def test_a_missing_file_and_a_folder(solid, tmp_path, capsys):
    for path in (tmp_path / "gone.ply", tmp_path):
        assert main.main(["adapt", str(path), "--checkpoint", solid]) == 2
        assert_one_sentence(capsys.readouterr().err, path.name)


def test_checkpoints_of_the_other_dimension(solid, flat, capsys):
    assert main.main(["adapt", DIGIT, "--checkpoint", solid]) == 2
    assert_one_sentence(capsys.readouterr().err, "digit-3", "solid", "2D", "3D")
    assert main.main(["adapt", CHAIR, "--checkpoint", flat]) == 2
    assert_one_sentence(capsys.readouterr().err, "chair", "flat", "2D", "3D")


def test_unknown_and_damaged_checkpoints(solid, tmp_path, capsys):
    assert main.main(["adapt", CHAIR, "--checkpoint", "chairs-of-mars"]) == 2
    assert_one_sentence(capsys.readouterr().err, "chairs-of-mars")
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    for name in ("card.json", "weights.safetensors"):
        (damaged / name).write_bytes((Path(solid) / name).read_bytes())
    (damaged / "weights.safetensors").write_bytes(b"\x80\x04N.")  # the pickle of None
    assert main.main(["adapt", CHAIR, "--checkpoint", str(damaged)]) == 2
    assert_one_sentence(capsys.readouterr().err, "damaged")
    assert main.main(["adapt", CHAIR, "--checkpoint", str(damaged / "weights.safetensors")]) == 2
    assert_one_sentence(capsys.readouterr().err, "weights.safetensors")


def test_an_observation_that_the_source_cannot_give(solid, capsys):
    assert main.main(["adapt", SCAN, "--checkpoint", solid, "--observe", "dense"]) == 2
    assert_one_sentence(capsys.readouterr().err, "chair-scan", "as-is")


def test_an_output_folder_that_is_a_file(solid, tmp_path, capsys):
    (tmp_path / "out").write_text("mine")
    assert main.main(["adapt", CHAIR, "--checkpoint", solid, "--out", str(tmp_path / "out")]) == 2
    assert_one_sentence(capsys.readouterr().err, "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_an_output_folder_whose_name_is_too_long(solid, capsys):
    assert main.main(["adapt", CHAIR, "--checkpoint", solid, "--out", "x" * 300]) == 2
    assert_one_sentence(capsys.readouterr().err, "cannot be written")


def test_what_the_memory_does_not_hold_is_one_sentence(solid, tmp_path, capsys):
    """A terabyte of observed points."""
    words = ["adapt", CHAIR, "--checkpoint", solid, "--points", "99999999999", "--out", str(tmp_path / "out")]
    assert main.main(words) == 2
    assert_one_sentence(capsys.readouterr().err, "not enough memory")


def test_a_lattice_without_end_is_refused_at_once(solid, capsys):
    with pytest.raises(SystemExit):
        main.main(["adapt", CHAIR, "--checkpoint", solid, "--resolution", "100000"])
    assert "--resolution: must be at most 4096, not 100000" in capsys.readouterr().err


@pytest.mark.parametrize(("option", "value", "reason"), [
    ("--steps", "9" * 20, "must be at most 1000000000000, not"), ("--points", "9" * 20, "must be at most"),
    ("--seed", str(2**32), "must be at most 4294967295, not"), ("--steps", "1e3", "'1e3' is not a whole number"),
    ("--rate-scale", "0x3", "'0x3' is not a number"), ("--rate-scale", "nan", "'nan' is not a number"),
    ("--rate-scale", "1e400", "'1e400' is not a number"),
])  # fmt: skip
def test_a_number_that_no_run_can_have_is_refused_at_once(option, value, reason, solid, capsys):
    with pytest.raises(SystemExit):
        main.main(["adapt", CHAIR, "--checkpoint", solid, option, value])
    assert f"{option}: {reason}" in capsys.readouterr().err


def test_a_device_that_is_not_there(solid, capsys):
    absent = "mps" if sys.platform != "darwin" else "cuda"
    assert main.main(["adapt", CHAIR, "--checkpoint", solid, "--device", absent]) == 2
    assert_one_sentence(capsys.readouterr().err, absent)


def test_a_training_file_that_is_not_one(tmp_path, capsys):
    config = tmp_path / "odd.toml"
    for text in (None, "name = ", 'name = "a"\nwings = 2\n[field]\ndim = 2\nwidth = 8\ndepth = 1\n'):
        if text is not None:
            config.write_text(text)
        assert main.main(["train", str(config)]) == 2
        assert_one_sentence(capsys.readouterr().err, "odd.toml")


def test_interruption_is_130_without_a_traceback(solid, tmp_path):
    words = ["adapt", CHAIR, "--checkpoint", solid, "--steps", "100000", "--out", tmp_path / "out"]
    output = interrupted(*words, after="step  0")
    assert re.search(r"Stopped: the steps up to \d+ are in ", output)
    document = json.loads((tmp_path / "out" / "run.json").read_text())
    assert (tmp_path / "out" / f"step_{len(document['steps']) - 1:02d}.ply").exists()


def test_the_steps_of_another_run_are_not_replaced_unasked(flat, tmp_path, capsys, no_pictures):
    other = str(ROOT / "assets" / "shapes" / "digit-2.png")
    few = ["--checkpoint", flat, "--steps", "0", "--resolution", "16", "--out", str(tmp_path)]
    assert main.main(["adapt", DIGIT, *few]) == 0
    assert main.main(["adapt", DIGIT, *few]) == 0
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    capsys.readouterr()
    assert main.main(["adapt", other, *few]) == 2
    assert_one_sentence(capsys.readouterr().err, "digit-3.png", "--out", "--replace")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert main.main(["adapt", other, *few, "--replace"]) == 0
    assert main.main(["adapt", other, *few, "--steps", "2"]) == 0, "goes on from it"
    capsys.readouterr()
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for more, word in (([], "3 steps"), (["--steps", "2", "--seed", "1"], "seed 0"),
                       (["--steps", "2", "--conditions", '{"noise": 0.1}'], "conditions {}"),
                       (["--steps", "2", "--rate-scale", "2"], "changes []")):  # fmt: skip
        assert main.main(["adapt", other, *few, *more]) == 2
        assert_one_sentence(capsys.readouterr().err, word, "--replace")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == kept
    with claimed(tmp_path):
        assert main.main(["adapt", other, *few]) == 2
    assert_one_sentence(capsys.readouterr().err, "another program")


def test_a_bar_on_a_terminal_and_none_in_a_pipe(flat, tmp_path, capsys):
    options = ["adapt", DIGIT, "--checkpoint", flat, "--steps", "0", "--resolution", "16", "--out", str(tmp_path / "o")]
    assert main.main(options) == 0
    piped = capsys.readouterr()
    assert "\x1b" not in piped.out
    assert "adapting" not in piped.out + piped.err
    assert "adapting" in on_a_terminal(command(*options), 30)


@pytest.mark.gl
def test_bench_prints_one_json_object(capsys, monkeypatch):
    monkeypatch.setattr("core.benchmark.bench.REPEATS", 1)
    monkeypatch.setattr("core.benchmark.bench.matmul_peak", lambda *_: 1e9)  # of any machine: test_bench.py looks
    assert main.main(["bench", "frame", "--json", "--device", "cpu"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["part"] == "frame"
    assert result["frame"][0]["extract_seconds"] > 0
    assert [row["resolution"] for row in result["drawing"]] == [64, 128]
    assert all(row["turned_seconds"] > 1e-4 for row in result["drawing"])  # it did draw


def test_spread_goes_into_the_mesh_and_the_report(solid, tmp_path):
    told = run("adapt", CHAIR, "--checkpoint", solid, "--resolution", "32", "--spread", "3", "--out", tmp_path / "o")
    assert told.returncode == 0, told.stderr
    report = json.loads((tmp_path / "o" / "run.json").read_text())["spread"]
    assert len(report["members"]) == 3
    assert 0 < report["median"] <= report["p95"]
    assert 0 <= report["coverage"] <= 1
    assert f"holds {report['coverage']:.0%} of the errors" in told.stdout
    last = trimesh.load(tmp_path / "o" / "step_02.ply", process=False)
    data = last.metadata["_ply_raw"]["vertex"]["data"]
    assert np.median(data["spread"]) * normalization_scale(tmp_path / "o") == pytest.approx(report["median"], rel=0.2)
    first = trimesh.load(tmp_path / "o" / "step_00.ply", process=False)
    assert "spread" not in first.metadata["_ply_raw"]["vertex"]["properties"]
    again = run("adapt", CHAIR, "--checkpoint", solid, "--spread", "1", "--out", tmp_path / "o")
    assert again.returncode == 2
    assert "1 is not a number of members from 2 to 32" in again.stderr


def normalization_scale(folder):
    return json.loads((folder / "run.json").read_text())["normalization"]["scale"]
