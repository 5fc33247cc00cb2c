"""The verb `plot`: every plot of what adapt and probe have written, a session's, and a race."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.cli.main import main
from tests.app.driving import SHAPES

SMALL = ["--device", "cpu"]


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """run.json and probe.json as the verbs write them, with a value that is not finite."""
    folder = tmp_path_factory.mktemp("written")
    steps = [
        {"step": n, "context_loss": 10.0**-n if n < 3 else None, "heldout": {"l1": 0.1 / (n + 1)}} for n in range(4)
    ]
    (folder / "run.json").write_text(json.dumps({"steps": steps}), encoding="utf-8")
    rows = [
        {"step": n, "gradient.layer0.weight": 3.0 * n, "gradient.layer0.bias": 4.0 * n, "update.layer0.weight": 0.1,
         "update.layer0.bias": 0.2, "cosine_with_before": None if n == 1 else 0.5} for n in (1, 2)
    ]  # fmt: skip
    rates = [
        {"step": n, "tensor": f"layer{m}.weight", "mean_rate": 10.0 ** -(n + m)} for n in (1, 2) for m in (0, 1, 2)
    ]
    square = [{"": "a", "a": 1.0, "b": -0.5}, {"": "b", "a": -0.5, "b": 1.0}]
    cut = [{"along": x, "across": y, "context_loss": 1e-3 + x * x + y * y} for x in range(4) for y in range(3)]
    dial = [{"dial": "noise", "value": v, "l1": None, "context_loss": 0.1 + v} for v in (0.0, 0.1)]
    probe = {
        "steps": rows,
        "rates": rates,
        "step_alignment": square,
        "task_alignment": square,
        "slice": cut,
        "dial": dial,
    }
    (folder / "probe.json").write_text(json.dumps(probe), encoding="utf-8")
    return folder


def numbers(file: Path, *words: str) -> list[list[str]]:
    out = file.parent / "out.csv"
    assert main(["plot", str(file), str(out), *words]) == 0
    return list(csv.reader(out.open(encoding="utf-8")))


def test_the_curves_of_a_run(written):
    rows = numbers(written / "run.json")
    assert rows[0] == ["step", "context loss", "held-out mean |error|"]
    assert rows[2] == ["1", "0.1", "0.05"]
    assert rows[4] == ["3", "", "0.025"]


@pytest.mark.parametrize(
    ("name", "head", "second"),
    [
        ("gradient", ["step", "layer 0"], ["1", "5"]),
        ("update", ["step", "layer 0"], ["1", f"{math.hypot(0.1, 0.2):.9g}"]),
        ("cosine", ["step", "cosine"], ["1", ""]),
        ("steps", ["cosine", "1", "2"], ["a", "1", "-0.5"]),
        ("tasks", ["cosine", "1", "2"], ["a", "1", "-0.5"]),
        ("rates", ["log₁₀ of the rate", "0w", "1w", "2w"], ["1", "-1", "-2", "-3"]),
        ("slice", ["log₁₀ of the context loss", "0", "1", "2", "3"], ["0", "-3", "0.000434077479"]),
        ("dial", ["noise", "context loss"], ["0", "0.1"]),
    ],
)
def test_every_plot_of_a_probe(written, name, head, second):
    rows = numbers(written / "probe.json", "--of", name)
    assert rows[0] == head
    assert rows[1][: len(second)] == second
    if name in ("slice", "gradient"):  # one of each family is drawn
        out = written / "a.svg"
        assert main(["plot", str(written / "probe.json"), str(out), "--of", name, "--map", "cividis"]) == 0
        words = "".join(ElementTree.fromstring(out.read_bytes()).itertext())
        assert head[0] in words
        assert "mathdefault" not in words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("run.json", "a.tif"), "no kind of figure"),
        (("run.json", "a.svg", "--of", "slice"), "choose one of curves"),
        (("gone.json", "a.svg"), "gone.json"),
        (("run.json", "a.svg", "--range", "2:1"), "no range of colours"),
        (("other.json", "a.svg"), "no run.json and no probe.json"),
    ],
)
def test_what_has_no_plot_is_one_sentence(written, capsys, words, sentence):
    (written / "other.json").write_text("[1, 2]")
    assert main(["plot", str(written / words[0]), str(written / words[1]), *words[2:]]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1


def test_a_race_is_drawn_of_a_shape(own_checkpoints, tmp_path):
    shape, out = str(SHAPES / "digit-3.png"), tmp_path / "race.csv"
    words = ["plot", shape, str(out), "--race", "digits-partial,scratch", "--steps", "2", "--points", "64", *SMALL]
    assert main(words) == 0
    rows = list(csv.reader(out.open(encoding="utf-8")))
    assert rows[0] == ["step", "digits-partial", "scratch"]
    assert [row[0] for row in rows[1:]] == ["0", "1", "2"]
    assert float(rows[1][1]) > 0
