"""Files of a run: geometry, coordinates, JSON, and that nobody sees half of one."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest
import torch
import trimesh

from app.render import export
from core.errors import UserError
from core.levelset import extract
from core.measures.metrics import Heldout
from core.methods.base import State, StepRecord
from core.observation.observation import Observation
from core.runs.run import Entry, Run
from core.shapes.base import Normalization

METRES = Normalization(np.array([-100_000.0, 2.0, 0.5]), 0.25)
"""A shape of eight metres, a hundred kilometres from the origin."""

PIXELS = Normalization(np.full(2, -14.0), 2 / 28)


def ball(points):
    return points.norm(dim=-1) - 0.5


def nowhere(points):
    return torch.ones(len(points))


def run_of(levels, dim, loss=0.1):
    points = np.zeros((3, dim), np.float32)
    observation = Observation(points, np.zeros(3, np.float32), np.zeros(3, np.float32), "surface")
    entries = tuple(
        Entry(State((), k), StepRecord(k, loss, 0.01, (), False, False), level, Heldout(float("inf"), 0.5, 0.1))
        for k, level in enumerate(levels)
    )
    return Run("chair.ply", observation, "trial", "metasdf", 5, 7, entries)


def test_what_goes_wrong_leaves_nothing_beside_the_earlier_result(tmp_path):
    level = extract(ball, 2, 16)
    (drawn,) = export.write_steps(run_of([level], 2), PIXELS, tmp_path)

    def write():
        with export.Steps(PIXELS, 2, tmp_path) as files:
            files.add(run_of([level], 2))
            assert len(list(tmp_path.iterdir())) == 2, "the new one waits aside"
            raise MemoryError

    with pytest.raises(MemoryError):
        write()
    assert list(tmp_path.iterdir()) == [drawn]


def test_the_numbers_of_a_long_run_are_told_step_by_step(tmp_path):
    steps = 2 * export.PACKED + 1
    run = run_of([None] * steps, 2)
    with export.Steps(PIXELS, 2, tmp_path) as files:
        for last in range(steps):
            files.add(replace(run, entries=run.entries[: last + 1]))
        files.finish()
        written = files.write_document(run, "cpu")
    told = json.loads(written.read_text(encoding="utf-8"))
    assert told == export.run_document(run, PIXELS, "cpu")


def test_a_mesh_comes_back_in_the_coordinates_of_its_input(tmp_path):
    level = extract(ball, 3, 32)
    (path,) = export.write_steps(run_of([level], 3), METRES, tmp_path)
    mesh = trimesh.load_mesh(path, process=False)
    assert path.name == "step_00.ply"
    assert mesh.is_watertight
    assert mesh.is_winding_consistent
    assert mesh.volume == pytest.approx(4 / 3 * np.pi * 2.0**3, rel=0.02)  # radius 0.5 / 0.25 m, and outward
    np.testing.assert_allclose(mesh.vertices.mean(0), [100_000, -2, -0.5], atol=0.01)
    radii = np.linalg.norm(mesh.vertices - [100_000, -2, -0.5], axis=1)
    np.testing.assert_allclose(radii, 2.0, atol=0.01)  # float32 would be off by up to 4 mm on top of the lattice


def test_a_drawing_is_in_pixels_with_row_zero_on_top(tmp_path):
    def upper_right(points):
        return (points - torch.tensor([0.5, 0.5])).norm(dim=-1) - 0.25

    (path,) = export.write_steps(run_of([extract(upper_right, 2, 64)], 2), PIXELS, tmp_path)
    root = ET.parse(path).getroot()
    assert root.get("viewBox") == "0 0 28 28"
    outline = root.findall("{*}path")[0].attrib["d"]
    assert outline.count("M") == 1
    assert outline.endswith("Z")
    corners = np.array([corner.split(",") for corner in outline.split() if "," in corner], float)
    np.testing.assert_allclose(corners.mean(0), [21, 7], atol=0.1)  # right, and near the top
    np.testing.assert_allclose(np.linalg.norm(corners - [21, 7], axis=1), 3.5, atol=0.1)


def test_an_empty_surface_is_a_readable_file_too(tmp_path):
    level = extract(nowhere, 3, 16)
    (path,) = export.write_steps(run_of([level], 3), METRES, tmp_path)
    assert b"element vertex 0\n" in path.read_bytes()
    assert b"empty" in path.read_bytes()


def test_chains_join_loops_and_open_lines():
    loop = [(4, 5), (5, 6), (6, 4)]
    line = [(1, 2), (0, 1), (2, 3)]
    first, second = export.chains(np.array(loop + line))
    assert first.tolist() == [0, 1, 2, 3]
    assert second.tolist() == [4, 5, 6, 4]


def test_where_the_steps_waited_goes_also_when_it_cannot_be_read(tmp_path, monkeypatch):
    """A disk that refuses to list a folder for a moment, as `python -m tests.torture faults` has it."""
    monkeypatch.setattr("app.render.export.shutil.rmtree", lambda *_, **__: None)
    export.write_steps(run_of([extract(ball, 3, 16)], 3), METRES, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["step_00.ply"]


def test_step_files_of_an_earlier_longer_run_go(tmp_path):
    level = extract(ball, 3, 16)
    export.write_steps(run_of([level] * 4, 3), METRES, tmp_path)
    (tmp_path / "step_notes.txt").write_text("mine")
    export.write_steps(run_of([level] * 2, 3), METRES, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["step_00.ply", "step_01.ply", "step_notes.txt"]


def test_run_json_says_everything_and_is_strict_json(tmp_path):
    level = extract(ball, 3, 16)
    path = export.write_document(run_of([level], 3, loss=float("nan")), METRES, "cpu", tmp_path)
    document = json.loads(path.read_text(), parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))
    assert {k: document[k] for k in ("input", "checkpoint", "method", "device", "seed", "trained_steps", "dim")} == {
        "input": "chair.ply", "checkpoint": "trial", "method": "metasdf", "device": "cpu", "seed": 7,
        "trained_steps": 5, "dim": 3,
    }  # fmt: skip
    assert document["normalization"] == {"offset": [-100_000.0, 2.0, 0.5], "scale": 0.25}
    (step,) = document["steps"]
    assert step["context_loss"] is None
    assert step["heldout"] == {"chamfer_x1000": None, "iou": 0.5, "l1": 0.1}
    assert step["surface"] == {
        "status": "ok", "vertices": len(level.vertices), "faces": len(level.elements), "watertight": True,
    }  # fmt: skip
    assert step["evaluations"] == level.evaluations
    assert step["method_seconds"] == 0.01
    assert step["extract_seconds"] == level.seconds


def test_no_truth_is_null(tmp_path):
    run = run_of([extract(ball, 3, 16)], 3)
    run = replace(run, entries=(replace(run.entries[0], heldout=None),))
    assert export.run_document(run, METRES, "cpu")["steps"][0]["heldout"] is None


def test_a_failed_write_leaves_the_old_file_and_no_debris(tmp_path, monkeypatch):
    path = tmp_path / "run.json"
    path.write_text("old")

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(UserError, match=r"run\.json cannot be written \(No space left on device\)"):
        export.write_file(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["run.json"]
    assert path.read_text() == "old"
