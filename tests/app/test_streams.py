"""What cannot be said never fails the work: other encodings, closed and full outputs, names that are no text."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import main
from tests.app.terminal import CHAIR, DIGIT, command

posix = pytest.mark.skipif(sys.platform != "linux", reason="names that are no text, and a disk that is always full")
ODD = os.fsdecode(b"stuhl-\xff\xe4.ply")


def adapted(checkpoint: str, out: Path) -> list[str]:
    few = ["--steps", "0", "--resolution", "16", "--device", "cpu"]
    return command("adapt", DIGIT, "--checkpoint", checkpoint, *few, "--out", out)


@posix
@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_other_encodings(flat, tmp_path, encoding):
    out = tmp_path / f"φ {ODD}"
    done = subprocess.run(
        adapted(flat, out), env={**os.environ, "PYTHONIOENCODING": encoding}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr.count(b"Traceback")) == (0, 0)
    assert b"stuhl-\xff\xe4.ply" in done.stdout
    assert ("φ".encode() if encoding == "utf-8" else b"\\u03c6") in done.stdout
    assert (out / "run.json").exists()


@posix
@pytest.mark.parametrize("ending", [">/dev/full", ">&-", ">&- 2>&-", "| true", ">/dev/full 2>&1"])
def test_closed_and_full_outputs(flat, tmp_path, ending):
    words = " ".join(f"'{word}'" for word in adapted(flat, tmp_path / "out"))
    script = f"set -o pipefail; {words} {ending}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.stderr.count("\n") == (ending == ">/dev/full")
    assert json.loads((tmp_path / "out" / "run.json").read_text())["steps"]


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
