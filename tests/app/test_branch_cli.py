"""The verb `adapt` with changes: from the start, from a step on, several; and what cannot be."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from app.document.document import ObservationSetup
from app.engine.workspace import open_source
from app.window.reproduce import python
from core.methods.overrides import Overrides
from core.observation.observe import observe
from core.readers.load import load
from core.runs.branch import branched, method_for
from core.runs.run import advance
from tests.app.driving import SHAPES

pytestmark = pytest.mark.usefixtures("own_checkpoints", "no_pictures")


def losses(folder: Path, *words: str) -> list[float]:
    digit, out = str(SHAPES / "digit-3.png"), str(folder)
    plain = ["adapt", digit, "--checkpoint", "digits-partial", "--steps", "3", "--resolution", "24", "--out", out]
    assert main([*plain, "--device", "cpu", "--replace", *words]) == 0
    return [step["context_loss"] for step in json.loads((folder / "run.json").read_text())["steps"]]


def test_a_change_holds_from_its_step_on(tmp_path):
    plain = losses(tmp_path)
    scaled = losses(tmp_path, "--rate-scale", "2", "--from-step", "2")
    assert scaled[:3] == plain[:3]
    assert scaled[3] != plain[3]
    assert json.loads((tmp_path / "run.json").read_text())["changes"] == [{"at": 2, "rate_scale": 2.0}]
    as_json = losses(tmp_path, "--changes", '[{"at": 2, "rate_scale": 2}]')
    assert as_json == scaled
    assert losses(tmp_path, "--frozen-layers", "1,0")[1:] != plain[1:]


def test_points_and_checkpoint_change_on_the_way(tmp_path):
    plain = losses(tmp_path)
    fewer = losses(tmp_path, "--changes", '[{"at": 1, "points": 32}, {"at": 2, "points": 32, "optimizer": "adam"}]')
    assert fewer[:2] == plain[:2]
    assert fewer[2] != plain[2]
    other = losses(tmp_path, "--changes", '[{"at": 0, "checkpoint": "scratch-2d"}]')
    assert other[0] != plain[0]
    assert json.loads((tmp_path / "run.json").read_text())["checkpoint"] == "scratch-2d"


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["--rate-scale", "1e4"], "0.01 to 100"),
        (["--frozen-layers", "7"], "The layers of this network"),
        (["--rate-scale", "2", "--changes", '[{"at": 1}]'], "leave --rate-scale"),
    ],
)
def test_what_cannot_be_changed_is_one_sentence(tmp_path, capsys, words, part):
    plain = ["adapt", str(SHAPES / "digit-3.png"), "--checkpoint", "digits-partial", "--out", str(tmp_path)]
    assert main([*plain, *words]) == 2
    assert part in capsys.readouterr().err


def test_changes_that_are_none_are_refused(tmp_path):
    with pytest.raises(SystemExit):
        main(["adapt", "x.png", "--checkpoint", "digits-partial", "--changes", '[{"at": 1, "rates": 2}]'])


def test_copied_as_a_program_a_branch_takes_the_same_steps(checkpoints):
    setup = ObservationSetup(str(checkpoints / "digits-partial"), "half", 96)
    opened = open_source(str(SHAPES / "digit-3.png"), setup, 1, None, strict=True)
    run, method = opened.document.run, opened.method
    run = run.extended(advance(run, method))
    run = branched(
        run, 1, Overrides(rate_scale=2.0, points=48), method, observe(load(SHAPES / "digit-3.png"), "half", 48, 0)
    )
    run = run.extended(advance(run, method_for(run, method)))
    where: dict[str, Any] = {}
    exec(python(replace(opened.document, run=run), 2), where)
    taken = [[entry.record.context_loss for entry in one.entries] for one in (where["run"], run)]
    assert taken[0] == taken[1]
    assert where["run"].changes == run.changes
