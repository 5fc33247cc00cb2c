"""Errors against a shape whose truth is known. Everything is defined for empty and diverged surfaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.spatial import KDTree

from core.errors import UserError
from core.fields.field import FieldFunction
from core.fields.scarcity import by_pieces
from core.observation.volume import dense_points
from core.shapes.base import Samples, Shape
from core.shapes.image import pixel_centres
from core.storage.typed import Measured

if TYPE_CHECKING:
    from core.levelset import LevelSet


@dataclass(frozen=True)
class Heldout:
    """chamfer_x1000: squared Chamfer, sum of both directions, times 1000, normalised units; inf when empty.

    iou: 0 to 1. l1: mean |f - s| at held-out points; 2D: over the pixels and in image widths, 3D: normalised units.
    """

    chamfer_x1000: Measured
    iou: Measured
    l1: Measured


NOT_ASKED = float("nan")
"""The IoU of an unseen part that there is not: one object, so that scores of the same surface are equal."""


@dataclass(frozen=True)
class Scores(Heldout):
    """What an evaluation tells beside the held-out errors, from the same samples.

    f_score_01, f_score_02: see `f_score`, 0 to 1, at 0.01 and 0.02 normalised units. normal_consistency: see there, 0
    to 1, NaN where the truth has no normals. unseen_iou: IoU of the part that was not seen, NaN where all was seen.
    Without a surface (empty, diverged) the first three are 0.
    """

    f_score_01: float
    f_score_02: float
    normal_consistency: float
    unseen_iou: float


@dataclass(frozen=True)
class Truth:
    """Held-out truth of one shape. points: (q, dim) with distances (q,); volume: (v, dim), for the IoU, and
    whether each lies inside; surface: (m, dim) with unit normals (m, dim), None where nobody knows them; unseen: (v,)
    bool, the points of the volume that an observation saw nothing of, None for none.
    """

    dim: int
    points: NDArray[np.float32]
    distances: NDArray[np.float32]
    volume: NDArray[np.float32]
    inside: NDArray[np.bool_]
    surface: NDArray[np.float32]
    normals: NDArray[np.float32] | None = None
    unseen: NDArray[np.bool_] | None = None


def prepare_truth(shape: Shape | Samples, seed: int = 0, volume: int = 20_000, surface: int = 5_000) -> Truth:
    """Held-out points of a shape: 2D the 64 x 64 pixel centres; 3D seeded points in its bounding box grown by 10 %.

    Of prepared samples see `truth_of_samples`. Raises UserError when none of the points for the IoU is inside: what
    has no inside cannot be judged, and an empty answer would be the best one.
    """
    rng = np.random.default_rng([seed, 7])
    draw = truth_of_samples if isinstance(shape, Samples) else _truth_of_shape
    truth = draw(shape, rng, volume, surface)  # pyright: ignore[reportArgumentType] (as told apart above)
    if not truth.inside.any():
        raise UserError(
            f"{shape.name} has no inside: none of {len(truth.inside):,} points in its box is in it; give a shape that "
            "is solid, or thicker."
        )
    return truth


def _truth_of_shape(shape: Shape, rng: np.random.Generator, volume: int, surface: int) -> Truth:
    """Truth of a shape that can be asked anywhere."""
    samples, normals = shape.sample_surface(surface, rng)
    if shape.dim == 2:
        points = volumes = pixel_centres(64)
        distances = inside = shape.sdf(points)
    else:
        low, high = samples.min(0), samples.max(0)
        grow = 0.05 * (high - low)
        volumes = rng.uniform(low - grow, high + grow, (volume, 3)).astype(np.float32)
        inside = shape.sdf(volumes)
        points = dense_points(shape, 4096, rng)
        distances = shape.sdf(points)
    return Truth(shape.dim, points, distances, volumes, inside < 0, samples, normals)


def truth_of_samples(samples: Samples, rng: np.random.Generator, volume: int, surface: int) -> Truth:
    """Truth of a shape that can be asked nowhere but at its samples.

    volume: one sample, drawn, of each cell of a lattice of about so many over the bounding box grown by 10 %: nearly
    uniform, where DeepSDF's samples crowd at the surface. The surface is that of its file; where there is none, the
    samples with the least distances.
    """
    points, distances = samples.points, samples.distances
    if samples.surface is not None:
        drawn = samples.surface[rng.choice(len(samples.surface), surface, replace=len(samples.surface) < surface)]
    else:
        drawn = points[np.argsort(np.abs(distances), kind="stable")[:surface]]
    low, high = drawn.min(0), drawn.max(0)
    grow = 0.05 * (high - low)
    low, high = np.maximum(low - grow, -1), np.minimum(high + grow, 1)
    boxed = rng.permutation(np.flatnonzero(((points >= low) & (points <= high)).all(axis=1)))
    side = max(round(volume ** (1 / samples.dim)), 1)
    cells = ((points[boxed] - low) / (high - low) * side).astype(np.int64).clip(0, side - 1)
    _, first = np.unique(cells @ side ** np.arange(samples.dim), return_index=True)
    spread = boxed[first]
    near = rng.choice(boxed, 4096, replace=len(boxed) < 4096)
    return Truth(
        samples.dim, points[near], distances[near], points[spread], distances[spread] < 0, drawn.astype(np.float32)
    )


def mean_error(prediction: np.ndarray, truth: np.ndarray) -> float:
    """Averages |prediction - truth| of signed distances. A field that runs away has values that float32 cannot sum."""
    return float(np.abs(prediction - truth).mean(dtype=np.float64))


def iou(prediction: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Intersection over union of two sets of inside points; NaN when the truth is empty, for nothing is measured."""
    if not truth.any():
        return float("nan")
    return float(np.count_nonzero(prediction & truth) / np.count_nonzero(prediction | truth))


def chamfer_x1000(a: np.ndarray, b: np.ndarray) -> float:
    """Mean squared nearest distance from a to b plus from b to a, times 1000; inf when either is empty."""
    return squared_x1000(*Neighbours.between(a, b).distances)


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Nearest points between two samplings. there: for each of `a` (n,) distance to the nearest of b, and its number.
    back: the same for each of `b` (m,). All are empty where one of the two has no point.
    """

    there: tuple[np.ndarray, np.ndarray]
    back: tuple[np.ndarray, np.ndarray]

    @classmethod
    def between(cls, a: np.ndarray, b: np.ndarray) -> Neighbours:
        """Of two sets of points (n, dim) and (m, dim)."""
        if len(a) == 0 or len(b) == 0:
            nothing = np.zeros(0), np.zeros(0, np.int64)
            return cls(nothing, nothing)
        return cls(_nearest(a, b), _nearest(b, a))

    @property
    def distances(self) -> tuple[np.ndarray, np.ndarray]:
        return self.there[0], self.back[0]


def squared_x1000(there: np.ndarray, back: np.ndarray) -> float:
    """Means of the squares of the distances there and back, summed, times 1000; inf without distances."""
    if len(there) == 0 or len(back) == 0:
        return float("inf")
    return float(1000 * (np.mean(there**2) + np.mean(back**2)))


def f_score(to_truth: np.ndarray, to_prediction: np.ndarray, threshold: float) -> float:
    """Harmonic mean of precision and recall of a surface (Knapitsch et al. 2017), 0 to 1; 0 without a surface.

    to_truth: (n,) distances of its points to the truth, of which the share within `threshold` is the precision.
    to_prediction: (m,) distances of the true points to it, of which that share is the recall.
    """
    if len(to_truth) == 0 or len(to_prediction) == 0:
        return 0.0
    precision, recall = (float((d <= threshold).mean()) for d in (to_truth, to_prediction))
    return 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0


def normal_consistency(a: np.ndarray, b: np.ndarray, near: Neighbours) -> float:
    """Mean of |cosine| between normals (n, dim), (m, dim) of nearest points, of both ways (Mescheder et al. 2019).

    0 to 1; 0 without a surface; about 0.5 for unrelated ones in 3D. Which way a normal points does not count.
    """
    if len(near.there[0]) == 0:
        return 0.0
    ways = np.einsum("nd,nd->n", a, b[near.there[1]]), np.einsum("nd,nd->n", b, a[near.back[1]])
    return float(np.mean([np.abs(way).mean() for way in ways]))


def _nearest(points: np.ndarray, others: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each point the distance to the nearest of the others, and its number.

    The tree is made for queries far from its points, as of a surface that has not come near yet: 2 to 9 times as fast.
    """
    tree = KDTree(others, leafsize=64, balanced_tree=False, compact_nodes=False)
    distance, number = tree.query(points)
    return np.asarray(distance), np.asarray(number)


def sample_elements(
    vertices: np.ndarray, elements: NDArray[np.int64], count: int, rng: np.random.Generator
) -> np.ndarray:
    """Points spread by length (segments) or area (triangles): (count, dim); none when there is no measure."""
    return sample_oriented(vertices, elements, count, rng)[0]


def sample_oriented(
    vertices: np.ndarray, elements: NDArray[np.int64], count: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """The points of `sample_elements` and the unit normals of their elements, outward where those are wound so."""
    corners = np.asarray(vertices, float)[elements]
    sides = corners[:, 1:] - corners[:, :1]
    if corners.shape[1] == 2:
        across = sides[:, 0, ::-1] * (1.0, -1.0)  # the inside is on the left
        size = np.linalg.norm(across, axis=1)
        weights = rng.random((count, 1))
    else:
        across = np.cross(sides[:, 0], sides[:, 1]) / 2
        size = np.linalg.norm(across, axis=1)
        weights = rng.random((count, 2))
        weights = np.where(weights.sum(1, keepdims=True) > 1, 1 - weights, weights)
    if len(size) == 0 or not size.sum() > 0:
        return np.zeros((0, corners.shape[-1])), np.zeros((0, corners.shape[-1]))
    own = rng.choice(len(size), count, p=size / size.sum())
    return corners[own, 0] + np.einsum("nk,nkd->nd", weights, sides[own]), across[own] / size[own, None]


def values(field: FieldFunction, points: np.ndarray, device: torch.device | str = "cpu") -> NDArray[np.float32]:
    """A field at numpy points, in pieces that fit the cache: (n, dim) -> (n,)."""
    x = torch.as_tensor(np.ascontiguousarray(points, np.float32)).to(device)
    return by_pieces(field, x, 16384)[0].float().cpu().numpy()


def heldout(field: FieldFunction, level: LevelSet, truth: Truth, device: torch.device | str = "cpu") -> Scores:
    """All held-out errors of one field and its level set."""
    prediction = values(field, truth.volume, device)
    at_points = prediction if truth.dim == 2 else values(field, truth.points, device)
    unit = 0.5 if truth.dim == 2 else 1.0
    rng = np.random.default_rng(0)
    surface, normals = sample_oriented(level.vertices, level.elements, len(truth.surface), rng)
    near = Neighbours.between(surface, truth.surface)
    unseen = truth.unseen
    return Scores(
        chamfer_x1000=squared_x1000(*near.distances),
        iou=iou(prediction < 0, truth.inside),
        l1=mean_error(at_points, truth.distances) * unit,
        f_score_01=f_score(*near.distances, 0.01),
        f_score_02=f_score(*near.distances, 0.02),
        normal_consistency=float("nan") if truth.normals is None else normal_consistency(normals, truth.normals, near),
        unseen_iou=NOT_ASKED if unseen is None else iou(prediction[unseen] < 0, truth.inside[unseen]),
    )
