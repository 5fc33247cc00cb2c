"""The short form of `make torture`: run once, and an area a test, so that each is told by its name."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.trials import THOROUGH

ROOT = Path(__file__).resolve().parents[1]
AREAS = ("inputs", "kills", "faults", "bombs", "numbers")
LONGER = ("instances", "soak", "determinism", "signals")
"""With THOROUGH=1. `formats` is in core/test_formats.py, and `windows` takes minutes."""
TRIED = (*AREAS, *LONGER) if THOROUGH else AREAS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture", "--short", "--json", *TRIED], cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr[-2000:]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {row["area"]: row for row in found}


@pytest.mark.parametrize("area", TRIED)
def test_nothing_fails_and_nothing_is_lost(area, rows):
    row = rows[area]
    assert row["failed"] + row["lost"] == 0, row["told"]
    assert row["tried"] or row["left_out"]
