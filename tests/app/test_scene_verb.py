"""Scenes without the window: the verb, the option of the others, what a session, a recipe and a list tell of one."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from app.cli.main import build_parser, main
from app.document.document import Document, ObservationSetup, View, WindowState
from app.document.undo_labels import reopening
from app.document.unsaved import unsaved
from app.engine.session_io import restore, save
from app.engine.workspace import Workspace, observe_anew, open_source
from app.window.reproduce import command, python
from core.errors import UserError
from core.observation.observation_spec import Placement, Trim
from core.readers.load import load
from core.runs.session import read_session, write_session
from core.shapes.base import Scan
from tests.app.terminal import CHAIR

OBJECT = (Trim("plane", length=0.02), Trim("cluster", length=0.1, rank=2), Trim("normals", count=8))


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table with two balls on it, far from the middle of its file."""
    rng = np.random.default_rng(3)
    table = np.stack([*rng.uniform(-1, 1, (2, 3000)), rng.normal(0, 0.002, 3000)], 1)
    out = rng.normal(size=(1200, 3))
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    balls = np.where(np.arange(1200)[:, None] < 800, 0.2 * out + [-0.5, 0, 0.4], 0.1 * out + [0.5, 0, 0.3])
    path = tmp_path_factory.mktemp("scene") / "two balls.xyz"
    np.savetxt(path, np.concatenate((table, balls)) + np.array([70.0, -20.0, 5.0]))
    return path


def opened(path: Path, checkpoint: str, before: Workspace | None = None, **setup) -> Workspace:
    asked = ObservationSetup(checkpoint, "as-is", 64, **setup)
    if before is None:
        found = open_source(str(path), asked, 1, None, strict=True)
    else:
        found = observe_anew(asked, 1, before, strict=True)
    document = found.document
    return replace(found, document=replace(document, origin=found))


def middle(points: np.ndarray) -> np.ndarray:
    return points.min(0) / 2 + points.max(0) / 2


def test_the_verb_writes_the_object_where_it_lies_in_the_file(scene, tmp_path, capsys):
    out = tmp_path / "ball.ply"
    words = ["--without-plane", "0.02", "--cluster", "2", "--gap", "0.1", "--voxel", "0.01", "--normals", "8"]
    assert main(["scene", str(scene), str(out), *words]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Remove the largest plane (0.02): 1,200 of 4,200 points."
    assert said[1].startswith("Keep piece 2 (gap 0.1): 400 of 1,200")
    ball = load(out)
    assert isinstance(ball, Scan)
    assert ball.normals is not None
    points = ball.normalization.invert(ball.points)
    assert middle(points) == pytest.approx([70.5, -20.0, 5.3], abs=0.01)
    assert main(["scene", str(scene), str(out), "--box=70,-21,5.1,71,-19,5.6"]) == 0  # in place of the other
    boxed = load(out)
    assert isinstance(boxed, Scan)
    assert len(boxed.points) == 400
    order = ["--cluster", "1", "--without-plane", "0.02", "--trim", '[{"kind": "voxel", "length": 0.3}]']
    options = build_parser().parse_args(["scene", "a", "b.ply", *order])
    assert options.trim == (("cluster", 1), ("plane", 0.02))
    assert options.first == (Trim("voxel", length=0.3),)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--without-plane", "1e-7"], "No plane of two balls.xyz holds"),
        (["--without-plane", "0.02", "--gap", "0.1", "--cluster", "7"], "and no number 7"),
        (["--box=0,0,0,1,1,1"], "None of the points of two balls.xyz"),
    ],
)
def test_a_fault_is_one_sentence_and_leaves_the_file_that_was_there(scene, tmp_path, capsys, words, told):
    out = tmp_path / "kept.ply"
    out.write_bytes(b"mine")
    assert main(["scene", str(scene), str(out), *words]) == 2
    assert told in capsys.readouterr().err
    assert out.read_bytes() == b"mine"


def test_points_in_2d_are_no_scene(tmp_path, capsys):
    flat = tmp_path / "flat.csv"
    flat.write_text("x,y\n0,0\n1,0\n0,1\n1,2\n")
    assert main(["scene", str(flat), str(tmp_path / "out.ply")]) == 2
    assert capsys.readouterr().err == f"{flat} has points in 2D; give a raw scan, which is in 3D.\n"
    assert not (tmp_path / "out.ply").exists()


def test_a_result_never_takes_the_place_of_what_it_is_made_from(tmp_path, capsys):
    """Nor through a link, nor written otherwise: a raw scan is nowhere else."""
    mine = tmp_path / "mine.ply"
    mine.write_bytes(Path(CHAIR).read_bytes())
    (tmp_path / "link.ply").symlink_to(mine)
    before = mine.read_bytes()
    for out in (mine, tmp_path / "link.ply", tmp_path / ".." / tmp_path.name / "mine.ply"):
        for words in (["scene", str(mine), str(out), "--voxel", "0.1"],
                      ["record", str(mine), str(out), "--checkpoint", "furniture-scan"]):  # fmt: skip
            assert main(words) == 2
            said = capsys.readouterr().err
            assert "is the input itself; choose another name" in said
            assert said.count("\n") == 1
    assert mine.read_bytes() == before


@pytest.mark.parametrize(
    "words", [["--voxel", "0"], ["--box", "1,2,3"], ["--cluster", "x"], ["--trim", '[{"kind":1}]']]
)
def test_values_that_are_none_are_refused(words, capsys):
    with pytest.raises(SystemExit):
        main(["scene", "a.ply", "b.ply", *words])
    assert words[0] in capsys.readouterr().err


def test_what_is_open_is_trimmed_before_it_is_placed(scene, solid):
    first = opened(scene, solid)
    seen = opened(scene, solid, first, trims=OBJECT[:1], placement=Placement(up="+z"))
    then = opened(scene, solid, seen, trims=OBJECT, placement=Placement(up="+z"))
    at_once = opened(scene, solid, trims=OBJECT, placement=Placement(up="+z"))
    assert np.array_equal(then.document.run.observation.points, at_once.document.run.observation.points)
    assert isinstance(then.source, Scan)
    back = then.source.normalization.invert(then.source.points)
    assert middle(back) == pytest.approx([70.5, -20.0, 5.3], abs=0.01)
    assert "oriented" in then.document.source.kinds
    again = opened(scene, solid, then)  # everything taken back
    assert len(again.source.points) == 4200  # pyright: ignore[reportAttributeAccessIssue]
    with pytest.raises(UserError, match="no number 9"):
        opened(scene, solid, then, trims=(Trim("cluster", length=0.1, rank=9),))


def test_a_session_keeps_the_scene_and_an_old_one_has_none(scene, solid, tmp_path):
    document = opened(scene, solid, trims=OBJECT).document
    file, cpu = tmp_path / "one.metasdf", torch.device("cpu")
    save(file, WindowState(document=document, view=View()), None)
    restored, source, method, remark = restore(str(file), 2, cpu)
    assert (restored.setup, remark) == (document.setup, "")
    assert isinstance(source, Scan)
    assert len(source.points) == 400
    assert restored.normalization.scale == document.normalization.scale
    was = Workspace(restored, source, method, None, file=restored.source.path)
    assert len(was.unplaced().points) == 400  # pyright: ignore[reportAttributeAccessIssue, reportOptionalMemberAccess]
    assert main(["record", str(file), str(tmp_path / "a.ply"), "--resolution", "16", "--step", "0"]) == 0
    session = read_session(file)
    whole = opened(scene, solid).document
    setup = {key: value for key, value in session.setup.items() if key != "trims"}
    write_session(file, replace(session, setup=setup, normalization=whole.normalization))
    assert restore(str(file), 2, cpu)[0].setup.trims == ()


def test_copied_as_a_command_or_a_program_it_is_the_same_scene(scene, solid, tmp_path, no_pictures):
    found = opened(scene, solid, trims=OBJECT, placement=Placement(up="+z"))
    document, points = found.document, found.document.run.observation.points
    words = shlex.split(command(document, 0))
    options = build_parser().parse_args(words[words.index("adapt") :])
    assert (options.trim, options.placement) == (OBJECT, document.setup.placement)
    where: dict[str, object] = {}
    exec(python(document, 0), where)
    assert np.array_equal(where["seen"].points, points)  # pyright: ignore[reportAttributeAccessIssue]
    out = tmp_path / "out"
    assert main([*words[words.index("adapt") : -2], "--resolution", "16", "--out", str(out)]) == 0
    bounds = json.loads((out / "run.json").read_text("utf-8"))["normalization"]
    assert bounds["scale"] == pytest.approx(document.normalization.scale)
    whole = ["adapt", "assets/shapes/chair.ply", "--checkpoint", solid, "--resolution", "16", "--trim", "[]"]
    assert main([*whole, "--out", str(tmp_path / "whole")]) == 0, "nothing is cut off"
    assert len(list((tmp_path / "whole").glob("step_*.ply"))) > 1


def test_each_thing_done_is_named_and_would_be_missed(scene, solid):
    before = opened(scene, solid).document

    def words(first: tuple[Trim, ...], then: tuple[Trim, ...]) -> str:
        one, other = (replace(before, setup=replace(before.setup, trims=trims)) for trims in (first, then))
        return reopening(one, other)[0]

    assert words((), OBJECT[:1]) == "remove the largest plane (0.02)"
    assert words(OBJECT[:1], OBJECT[:2]) == "keep piece 2 (gap 0.1)"
    assert words(OBJECT, OBJECT[:2]) == "take back: normals from 8 points"
    assert words(OBJECT, ()) == "leave the scene as it was loaded"
    assert unsaved(before, ()) == ()
    changed: Document = replace(before, setup=replace(before.setup, trims=OBJECT))
    assert len(unsaved(changed, ())) == 1
    assert asdict(changed.setup)["trims"][0]["kind"] == "plane"
