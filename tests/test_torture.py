"""The short form of `make torture`: an area a test, so that each is told by its name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
AREAS = ("inputs", "kills", "faults", "bombs", "instances", "numbers", "soak", "determinism", "signals")


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("area", AREAS)
def test_nothing_fails_and_nothing_is_lost(area):
    """`formats` is in core/test_formats.py, and `windows` takes minutes."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", "--short", area], cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
