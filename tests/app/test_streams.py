"""What cannot be said never fails the work: other encodings, closed and full outputs, names that are no text."""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import trimesh

import main
from app.cli.console import say
from app.cli.inputs import asked_for
from core.runs.checkpoint import load_checkpoint
from core.training.task_source import PoolProgress, make_pools
from core.training.train_config import TrainConfig
from tests.app.terminal import CHAIR, DIGIT, ROOT
from tests.forked import python
from tests.processes import forked_workers

posix = pytest.mark.skipif(sys.platform != "linux", reason="names that are no text, and a disk that is always full")
pytestmark = pytest.mark.slow
ODD = os.fsdecode(b"stuhl-\xff\xe4.ply")


def adapted(checkpoint: str, out: Path, *, anew: bool) -> list[str]:
    """anew: by an interpreter that opens its streams as it finds them, and not by a fork."""
    few = ["--steps", "0", "--resolution", "16", "--device", "cpu"]
    words = ["adapt", DIGIT, "--checkpoint", checkpoint, *few, "--out", str(out)]
    return [*([sys.executable] if anew else python()), str(ROOT / "main.py"), *words]


@posix
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_other_encodings(flat, tmp_path, encoding):
    out = tmp_path / f"φ {ODD}"
    surroundings = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run(adapted(flat, out, anew=True), env=surroundings, capture_output=True, check=False)
    assert (done.returncode, done.stderr.count(b"Traceback")) == (0, 0)
    assert b"stuhl-\xff\xe4.ply" in done.stdout
    assert ("φ".encode() if encoding == "utf-8" else b"\\u03c6") in done.stdout
    assert (out / "run.json").exists()


@posix
@pytest.mark.parametrize("ending", [">/dev/full", ">&-", ">&- 2>&-", "| true", ">/dev/full 2>&1"])
def test_closed_and_full_outputs(flat, tmp_path, ending):
    anew = ">&-" in ending  # which a fork cannot find closed
    words = " ".join(f"'{word}'" for word in adapted(flat, tmp_path / "out", anew=anew))
    script = f"set -o pipefail; {words} {ending}"
    buffered = {key: value for key, value in os.environ.items() if key != "PYTHONUNBUFFERED"}  # as people run it
    done = subprocess.run(["bash", "-c", script], env=buffered, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.stderr.count("\n") == (ending == ">/dev/full")
    assert json.loads((tmp_path / "out" / "run.json").read_text())["steps"]
    if ending == ">/dev/full":
        assert done.stderr == "Not all could be said (No space left on device); the work itself was done.\n"


@posix
def test_a_look_through_meshes_that_cannot_be_said_was_none(tmp_path, monkeypatch, capsys):
    """What it says is all that it does, for `prepare --check` writes no file."""
    (tmp_path / "a.ply").write_bytes(b"ply\n")
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main.main(["prepare", str(tmp_path), "--check"]) == 1
    assert capsys.readouterr().err == "Not all could be said (No space left on device).\n"


def test_a_remark_on_a_file_is_told_whatever_it_is_called(tmp_path, capsys):
    """Brackets are markup of what writes on terminals, and vanish."""
    file = tmp_path / "a\n[red].csv"
    file.write_text("0,0,0\n1,0,0\n0,1,0\n0,0,1\nnan,0,0\n")
    options = argparse.Namespace(input=str(file), checkpoint="scratch", placement=None, trim=())
    asked_for(options)
    assert capsys.readouterr().err == "a\\n[red].csv: 1 point without a measurement was left out.\n"


def test_a_line_is_one_whatever_names_are_in_it(capsys):
    say("Wrote a\n\x1b[31mb.ply.")
    assert capsys.readouterr().out == "Wrote a\\n\\x1b[31mb.ply.\n"


def test_a_window_of_no_width_is_told_all_the_same(monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "0")
    say("Wrote a.ply.")
    assert capsys.readouterr().out == "Wrote a.ply.\n"


@posix
def test_a_name_that_is_no_text_goes_through_a_gallery(solid, tmp_path, capsysbinary):
    folder, out = tmp_path / "shapes", tmp_path / "gallery"
    folder.mkdir()
    shutil.copy(CHAIR, folder / ODD)
    words = ["gallery", str(folder), "--checkpoint", solid, "--steps", "0", "--resolution", "16", "--out", str(out)]
    for _ in range(2):  # and it goes on
        assert main.main(words) == 0
        assert os.fsencode(ODD) in capsysbinary.readouterr().out
    with (out / "gallery.csv").open(encoding="utf-8", errors="surrogateescape") as file:
        (row,) = csv.DictReader(file)
    assert Path(row["source"]).exists()
    assert row["source"].endswith(ODD)
    assert os.fsencode(ODD) in (out / "gallery.csv").read_bytes()
    words = ["adapt", str(folder / ODD), "--checkpoint", solid, "--steps", "0", "--resolution", "16"]
    assert main.main([*words, "--out", str(tmp_path / "out")]) == 0
    assert json.loads((tmp_path / "out" / "run.json").read_text())["input"].endswith(ODD)


def _interrupted(config: TrainConfig, workers: int) -> Iterator[PoolProgress]:
    """After its first shape."""
    for part in make_pools(config, workers):
        yield part
        if part.last is not None:
            raise KeyboardInterrupt


TRAINING = """
name = "own"
family = "meshes"
data = "shapes"
observe = "dense"
context_points = 32
query_points = 32
inner_steps = 2
meta_batch = 2
outer_steps = 3
[field]
dim = 3
width = 8
depth = 1
"""


@posix
def test_a_name_that_is_no_text_goes_through_a_training(tmp_path, capsysbinary, monkeypatch):
    """Of the folder in which it all is, and of the meshes."""
    monkeypatch.setattr("core.training.pools.making.worker_pool", forked_workers)
    monkeypatch.setattr("app.cli.training.TEST_SHAPES", 1)
    folder = tmp_path / ODD
    (folder / "shapes").mkdir(parents=True)
    for n in range(4):
        trimesh.creation.box((1, 1 + n / 2, 0.5)).export(folder / "shapes" / f"box{n}.ply")
        (folder / "shapes" / f"box{n}.ply").rename(folder / "shapes" / f"{n} {ODD}")
    (folder / "own.toml").write_text(TRAINING)
    words = ["train", str(folder / "own.toml"), "--out", str(folder / "net"), "--device", "cpu"]
    with monkeypatch.context() as patch:
        patch.setattr("app.cli.training.make_pools", _interrupted)
        assert main.main(words) == 130
    assert b"Stopped: 1 of 8 shapes are sampled; the same command goes on" in capsysbinary.readouterr().out
    assert main.main(words) == 0
    said = capsysbinary.readouterr().out
    assert re.search(rb"sampling meshes: (\d+) of \1\n", said), "a pipe hears how far it is"
    assert main.main([*words, "--resume"]) == 0
    assert load_checkpoint(str(folder / "net")).card["results"]["shapes"] == 1
    few = ["--steps", "0", "--resolution", "16", "--out", str(folder / "out")]
    assert main.main(["adapt", CHAIR, "--checkpoint", str(folder / "net"), *few]) == 0
    capsysbinary.readouterr()  # or what is no text would be read as some when the test ends
