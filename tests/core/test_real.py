"""Real pieces: which are tested on, what is asked of them, and the nearest training piece as an answer."""

from pathlib import Path

import numpy as np
import pytest
import torch
import trimesh

from core.errors import UserError
from core.evaluation.real import RealCondition, class_of, loaded, pieces, real_conditions
from core.methods.retrieved import Retrieved
from core.observation.observe import observe, observed_length
from core.shapes.base import Shape
from tests.pieces import furnish

CPU = torch.device("cpu")


@pytest.fixture
def few_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.evaluation.real.SURFACE_POINTS", 400)


def test_only_pieces_that_test_are_asked_for(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    (folder / "0.csv").write_text("class,name\n")  # a list of the pieces is none of them
    assert [f.name for f in pieces(folder, "test")] == ["0.ply", "2.ply", "7.ply"]
    assert [f.name for f in pieces(folder, "train")] == ["1.ply", "3.ply", "9.ply"]
    assert [class_of(f, folder) for f in pieces(folder, "test")] == ["chair", "table", "table"]
    assert class_of(folder / "0.ply", folder) == ""
    conditions = real_conditions(folder, 2)
    assert all([f.name for f in c.files] == ["0.ply", "2.ply"] for c in conditions)
    assert {c.kind: c.count for c in conditions if c.points == 1024} == {
        "oriented": 2,
        "surface": 2,
        "unoriented": 2,
        "dense": 2,
        "scan": 6,
    }


@pytest.mark.parametrize(
    ("folder", "words"), [(None, "no folder of meshes was given"), (Path("nowhere"), "nowhere is not there")]
)
def test_what_is_missing_is_told(folder: Path | None, words: str) -> None:
    with pytest.raises(UserError, match=words):
        real_conditions(folder, 2)


def test_a_folder_without_test_pieces_is_told(tmp_path: Path) -> None:
    trimesh.creation.box().export(tmp_path / "1.ply")
    with pytest.raises(UserError, match=r"no file in .* is one to test on"):
        real_conditions(tmp_path, 2)


def scan_of(folder: Path) -> RealCondition:
    return real_conditions(folder, 9)[-1]


def test_views_of_one_piece_share_its_truth(tmp_path: Path, few_points: None) -> None:
    condition = scan_of(furnish(tmp_path))
    first, second, other = (condition.problem(number, 1024) for number in (0, 1, 3))
    assert (first.kind, other.kind) == ("chair", "table")
    assert first.truth.volume is second.truth.volume
    assert len(first.observation.points) == observed_length("scan", 1024)
    eye, another = first.observation.eye, second.observation.eye
    assert eye is not None
    assert another is not None
    assert not np.array_equal(eye, another)
    assert first.truth.unseen is not None
    assert 0.3 < first.truth.unseen.mean() < 0.7
    assert np.array_equal(first.truth.unseen, first.truth.volume @ eye < 0)


def test_a_view_of_a_training_piece_finds_that_piece(tmp_path: Path) -> None:
    folder = furnish(tmp_path)
    known: list[Shape] = [loaded(file) for file in pieces(folder, "train")]
    method = Retrieved("retrieved", CPU, lambda: known)
    for number, shape in enumerate(known):
        for kind in ("scan", "dense"):  # of distances alone no surface point tells anything
            seen = observe(shape, kind, 512, 3)
            start, first = method.start(seen)
            after, record = method.step(start, seen)
            assert int(after.memory[0]) == number
            assert record.context_loss < first.context_loss
            points = np.random.default_rng(0).uniform(-1, 1, (50, 3)).astype(np.float32)
            assert np.array_equal(method.field(after)(torch.from_numpy(points)).numpy(), shape.sdf(points))


def test_without_training_pieces_nothing_is_found(tmp_path: Path) -> None:
    seen = observe(loaded(furnish(tmp_path) / "chair" / "0.ply"), "surface", 64, 0)
    method = Retrieved("retrieved", CPU, list)
    after, _ = method.step(method.start(seen)[0], seen)
    assert method.field(after)(torch.zeros(2, 3)).tolist() == [1, 1]
