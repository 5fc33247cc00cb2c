"""The page of results says what the tables say: wins, losses, failures and what was left out."""

from __future__ import annotations

import importlib.util
import json
import math
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core.evaluation.measurements import Reading
from core.evaluation.table import Heading, rows_of

ROOT = Path(__file__).resolve().parents[2]
CHAMFER = {
    "metasdf": [50, 3.0, 1.0, 1.04, 1.0, 1.0, 1.0, 1.0, 1.0],
    "autodecoder-concat": [50, 20, 4, 2],
    "encoder-concat": [50, 5],
    "encoder-hyper": [50, 0.5],
    "scratch": [math.inf, math.inf, math.inf],
}
TRAINED = {"metasdf": 2, "autodecoder-concat": 3, "encoder-concat": 1, "encoder-hyper": 1, "scratch": 2}


@pytest.fixture
def results(tmp_path, monkeypatch) -> ModuleType:
    """docs/results.py, reading tables of a temporary folder."""
    spec = importlib.util.spec_from_file_location("results_page", ROOT / "docs" / "results.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "TABLES", tmp_path)
    return module


def saved(folder: Path, suite: str, chamfer: dict[str, list[float]]) -> None:
    """Tables as the verb writes them, of two shapes with the same errors; a step of MetaSDF takes 0.1 s, others 1 s."""
    readings = {
        name: [Reading(
            "s", 1.0, tuple(range(len(c))), tuple(k * (0.1 if name == "metasdf" else 1.0) for k in range(len(c))),
            tuple(c), (0.5,) * len(c), (0.1,) * len(c), tuple("" if math.isfinite(x) else "empty" for x in c),
            (0.2,) * len(c), (0.4,) * len(c), (0.6,) * len(c), (0.8,) * len(c), (math.nan,) * len(c),
        )] * 2
        for name, c in chamfer.items()
    }  # fmt: skip
    rows = rows_of(Heading(suite, "digits", "dense"), readings, TRAINED, dict.fromkeys(chamfer, 1.0))
    about: dict[str, Any] = {"minutes": 1.0, "processes": 2, "machine": {"torch": "2"}, "skipped": ["beds: none here."]}
    (folder / suite).mkdir()
    named = [{**row, "checkpoint": row["method"]} for row in rows]
    (folder / suite / "table.json").write_text(json.dumps(named, allow_nan=False))
    (folder / suite / "about.json").write_text(json.dumps(about))


def test_wins_and_losses_are_told_alike(results, tmp_path):
    saved(tmp_path, "2d", CHAMFER)
    saved(tmp_path, "speed", CHAMFER)
    saved(tmp_path, "ood", CHAMFER)
    page = results.page()
    assert "a lower median Chamfer distance than `metasdf` after 2 steps (1) has `encoder-hyper` (0.5 after 1" in page
    assert "against encoder-hyper: the lower median Chamfer distance in 0 of 1 conditions" in page
    assert "against scratch: the lower median Chamfer distance in 1 of 1 conditions" in page
    assert (
        "`metasdf` reaches the error of the converged `autodecoder-concat` **15 times** sooner" in page
    )  # 3 s of its last step to 0.2 s
    assert "reaches the aim of 10" in page
    assert "`metasdf` **does not beat encoder-hyper** by mean and median (mean 1 to encoder-concat 5" in page
    assert "the median Chamfer distance by 4.0 %: at most 5 %" in page
    assert "2 empty | ∞ |" in page
    assert "- beds: none here." in page
    assert "## 3D" not in page  # nothing was measured
    assert "`furniture-dense`" in page  # from the cards


def test_a_slow_method_and_a_rising_error_are_told(results, tmp_path):
    worse = {**CHAMFER, "metasdf": [50.0, 30.0, 9.0, 18.0, 18.0, 18.0, 18.0, 18.0, 18.0]}
    saved(tmp_path, "2d", worse)
    saved(tmp_path, "speed", worse)
    page = results.page()
    assert "**0 times** sooner" in page
    assert "to 3 s; reached on 0 of 2): misses the aim" in page
    assert "the median Chamfer distance by 100.0 %: **more than 5 %**" in page
    assert "does not beat encoder-concat, encoder-hyper" in page


def test_what_was_not_measured_is_told(results, tmp_path):
    saved(tmp_path, "2d", {"metasdf": [50.0, 3.0, 1.0], "encoder-concat": [50.0, 5.0]})
    saved(tmp_path, "speed", {"metasdf": [50.0, 3.0, 1.0]})
    page = results.page()
    assert "digits, dense: not measured (a method is missing)" in page
    assert "digits, dense: not measured (1 of 2 set encoders)" in page
