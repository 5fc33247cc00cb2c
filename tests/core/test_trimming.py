"""From a scene to an object: what each trim leaves, in the coordinates of the file, and why one cannot be done."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.analysis.trimming import arranged, pieces, trimmed, usual_gap, usual_length
from core.errors import UserError
from core.observation.observation_spec import Placement, Trim, trims_of
from core.shapes.base import Scan
from core.shapes.cloud import scan_of

FAR = np.array([4000.0, -300.0, 70.0])
"""Where the scene lies in its file: nothing may depend on the middle."""


def scene(eye: bool = True, spread: float = 1.0) -> tuple[Scan, np.ndarray]:
    """A table of 4,000 points, on it a ball of 1,500 and a ball of 500; and what each point is of: 0, 1, 2."""
    rng = np.random.default_rng(3)
    table = np.stack([*rng.uniform(-1, 1, (2, 4000)), rng.normal(0, 0.002, 4000)], 1)

    def ball(count: int, radius: float, x: float) -> np.ndarray:
        out = rng.normal(size=(count, 3))
        return radius * out / np.linalg.norm(out, axis=1, keepdims=True) + [x, 0, 0.1 + radius]

    points = np.concatenate((table, ball(1500, 0.2, -0.4), ball(500, 0.1, 0.5))) * spread + FAR
    of = np.repeat((0, 1, 2), (4000, 1500, 500))
    return scan_of(points, None, "table.ply", FAR + spread * np.array([0, 0, 5.0]) if eye else None), of


def in_file(scan: Scan) -> np.ndarray:
    return scan.normalization.invert(scan.points)


def original(of: int) -> np.ndarray:
    whole, which = scene()
    return in_file(whole)[which == of]


def test_the_table_goes_and_the_larger_ball_stays() -> None:
    whole, _ = scene()
    left = trimmed(whole, (Trim("plane", length=0.02),))
    assert len(left.points) == 2000
    ball = trimmed(whole, (Trim("plane", length=0.02), Trim("cluster", length=0.1)))
    assert in_file(ball) == pytest.approx(original(1), abs=1e-3)
    assert np.linalg.norm(ball.points, axis=1).max() == pytest.approx(1 / 1.03, abs=1e-4)  # normalised anew
    assert ball.eye is not None
    assert ball.normalization.invert(ball.eye) == pytest.approx(FAR + np.array([0, 0, 5.0]), abs=1e-3)
    assert (ball.name, ball.remark) == (whole.name, whole.remark)
    second = trimmed(left, (Trim("cluster", length=0.1, rank=2),))
    picked = trimmed(left, (Trim("cluster", length=0.1, at=tuple(original(2)[7].tolist())),))
    assert in_file(second) == pytest.approx(original(2), abs=1e-3)
    assert np.array_equal(second.points, picked.points)


def test_one_after_the_other_or_all_at_once_is_the_same() -> None:
    whole, _ = scene()
    trims = (Trim("plane", length=0.02), Trim("voxel", length=0.05), Trim("normals"), Trim("cluster", length=0.15))
    at_once, scan = trimmed(whole, trims), whole
    for trim in trims:
        scan = trimmed(scan, (trim,))
    assert at_once.normals is not None
    assert scan.normals is not None
    for one, other in ((at_once.points, scan.points), (at_once.normals, scan.normals)):
        assert np.array_equal(one, other)
    assert trimmed(whole, ()) is whole


def test_a_box_and_a_lasso_take_what_they_surround() -> None:
    whole, of = scene()
    ends = original(2)
    box = Trim("box", low=tuple(ends.min(0) - 1e-3), high=tuple(ends.max(0) + 1e-3))
    inside, outside = trimmed(whole, (box,)), trimmed(whole, (dataclasses.replace(box, keep=False),))
    assert in_file(inside) == pytest.approx(ends, abs=1e-3)
    assert len(outside.points) == np.count_nonzero(of != 2)
    turned = np.eye(4)  # the same box, told in axes that are exchanged
    turned[:3, :3] = turned[[1, 2, 0], :3]
    low, high = (np.array(corner) @ turned[:3, :3].T for corner in (box.low, box.high))
    other = Trim("box", low=tuple(low), high=tuple(high), frame=tuple(turned.ravel()))
    assert np.array_equal(trimmed(whole, (other,)).points, inside.points)
    # from above, 5 over the table: x and y over the distance; the small ball is under a square
    seen = np.zeros((4, 4))
    seen[0, 0] = seen[1, 1] = 1
    seen[3, 2] = -1
    seen[:, 3] = -seen[:, :3] @ (FAR + np.array([0, 0, 5.0]))
    square = ((0.07, -0.04), (0.14, -0.04), (0.14, 0.04), (0.07, 0.04))
    lasso = Trim("lasso", frame=tuple(seen.ravel()), outline=square)
    kept = in_file(trimmed(whole, (lasso,))) - FAR
    flat = kept[:, :2] / (5 - kept[:, 2:])
    assert (flat >= np.array(square).min(0) - 1e-4).all()
    assert (flat <= np.array(square).max(0) + 1e-4).all()
    dropped = trimmed(whole, (dataclasses.replace(lasso, keep=False),))
    assert len(kept) + len(dropped.points) == len(whole.points)
    assert np.count_nonzero(kept[:, 2] > 0.05) == 500
    behind = dataclasses.replace(lasso, frame=tuple((-seen).ravel()))
    with pytest.raises(UserError, match="None of the points"):
        trimmed(whole, (behind,))


def test_thinning_leaves_the_mean_of_each_cube() -> None:
    whole, _ = scene()
    thin = in_file(trimmed(whole, (Trim("voxel", length=0.2),)))
    all_of_them = in_file(whole)
    cube = np.floor((all_of_them - all_of_them.min(0)) / 0.2).astype(int)
    expected = [all_of_them[(cube == one).all(1)].mean(0) for one in np.unique(cube, axis=0)]
    assert thin == pytest.approx(np.array(expected), abs=1e-3)


@pytest.mark.parametrize("eye", [True, False])
def test_normals_look_towards_the_camera_or_outward(eye: bool) -> None:
    whole, _ = scene(eye)
    ball = trimmed(whole, (Trim("plane", length=0.02), Trim("cluster", length=0.1), Trim("normals")))
    assert ball.normals is not None
    out = ball.points / np.linalg.norm(ball.points, axis=1, keepdims=True)
    along = (out * ball.normals).sum(1)
    assert np.median(np.abs(along)) > 0.99
    if eye:
        assert ball.eye is not None
        assert (((ball.eye - ball.points) * ball.normals).sum(1) >= 0).all()
    else:
        assert (along > 0).all()


def test_normals_spread_around_what_is_not_convex() -> None:
    u, v = np.random.default_rng(0).uniform(0, 2 * np.pi, (2, 5000))
    ring = np.stack([np.cos(u), np.sin(u), np.zeros_like(u)], 1)
    out = ring * np.cos(v)[:, None] + np.array([0, 0, 1]) * np.sin(v)[:, None]
    scan = trimmed(scan_of(ring + 0.3 * out, None, "ring"), (Trim("normals", count=12),))
    assert scan.normals is not None
    assert ((scan.normals * out).sum(1) > 0).mean() > 0.99  # where it looks to the middle too


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(*[st.integers(-30, 30)] * 3), min_size=2, max_size=40, unique=True))
def test_pieces_are_those_of_a_slow_search(places: list[tuple[int, int, int]]) -> None:
    """Whatever is farther apart than the gap along an axis is in two pieces unless others join it."""
    points = np.array(places, float)
    if np.linalg.matrix_rank(points - points.mean(0)) < 3:
        return
    scan = scan_of(points, None, "few")
    member = pieces(scan, 6.0)
    apart = np.abs(points[:, None] - points[None]).max(-1)

    def joined(reach: float) -> np.ndarray:
        link = apart < reach
        for _ in range(6):
            link = link.astype(int) @ link > 0
        return link

    same = member[:, None] == member[None]
    assert (same | ~joined(2.99)).all()
    assert (~same | joined(6.01)).all()
    sizes = np.bincount(member)
    assert (np.diff(sizes) <= 0).all()


@pytest.mark.parametrize(
    ("trim", "told"),
    [
        (Trim("plane", length=1e-6), "No plane of table.ply holds 5 %"),
        (Trim("plane", length=9.0), "None of the points of table.ply"),
        (Trim("plane"), "needs a length above 0"),
        (Trim("cluster", length=0.1, rank=9), "has 3 pieces at a gap of 0.1, and no number 9"),
        (Trim("box"), "None of the points"),
        (Trim("box", frame=(1.0, 2.0)), "has 2 numbers; give 16"),
        (Trim("voxel", length=1e-9), "too small a length"),
        (Trim("voxel", length=50.0), "1 of the 6,000 points of table.ply would be left, and it has only one point"),
        (Trim("lasso"), "three corners or more"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(trim: Trim, told: str) -> None:
    with pytest.raises(UserError, match=told) as fault:
        trimmed(scene()[0], (trim,))
    assert str(fault.value).count(";") == 1


def test_flat_scans_are_refused_and_shapes_have_their_place() -> None:
    flat = scan_of(np.random.default_rng(0).normal(size=(50, 2)), None, "flat.csv")
    with pytest.raises(UserError, match=r"flat\.csv is 2D"):
        trimmed(flat, (Trim("normals"),))
    whole, _ = scene()
    moved = arranged(whole, (Trim("plane", length=0.02),), Placement(yaw=90.0))
    assert isinstance(moved, Scan)
    assert in_file(moved) == pytest.approx(in_file(trimmed(whole, (Trim("plane", length=0.02),))), abs=1e-3)


@pytest.mark.parametrize("spread", [1e-3, 1.0, 1e4])
def test_lengths_are_in_the_units_of_the_file(spread: float) -> None:
    whole, _ = scene(spread=spread)
    usual = usual_length(whole)
    assert 0.005 < usual / spread < 0.05
    balls = trimmed(whole, (Trim("plane", length=0.02 * spread),))
    assert np.bincount(pieces(balls, usual_gap(balls))).tolist() == [1500, 500]  # sparse, and whole all the same
    assert len(trimmed(whole, (Trim("plane", length=0.02 * spread),)).points) == 2000


def test_trims_come_back_from_their_text() -> None:
    trims = (Trim("plane", length=0.5), Trim("lasso", outline=((0.0, 1.0), (2.0, 3.0), (4.0, 4.5)), keep=False))
    documents = [trim.document for trim in trims]
    assert documents[0] == {"kind": "plane", "length": 0.5}
    assert trims_of(documents) == trims
    assert hash(trims) == hash(trims_of(documents))
    for wrong in ({"kind": "plane"}, [{"kind": "sphere"}], [{"kind": "plane", "length": -1}], [{"length": 1}]):
        with pytest.raises(ValueError, match="the trims"):
            trims_of(wrong)
