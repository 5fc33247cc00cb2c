"""Triangle meshes as shapes: exact unsigned distance, sign from the fast winding number (Barill et al. 2018)."""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, cast
from weakref import WeakSet

import igl
import numpy as np
from numpy.typing import NDArray
from trimesh import Trimesh

from core.shapes.base import Normalization, fit_normalization, identity_normalization
from core.shapes.cloud import check_extent
from core.shapes.orient import Patches, oriented, patch_volumes, triangle_areas, unjoined
from core.storage.reading import FileError, ShapeError

SIDE = 2e-4
"""How far beside a surface point its two sides are asked for, normalised units."""

FACE_PROBES = np.array([[4, 1, 1], [1, 4, 1], [1, 1, 4], [2, 2, 2]]) / 6.0
"""Barycentric positions at which a face is tested for being part of the boundary."""

MANY_FACES = 2000
"""Past this a face is small enough to be tested at its middle alone."""

MOST_PROBED = 12_000

LEAST_BOUNDARY = 0.01
"""Share of the mesh's area that must separate inside from outside for it to bound a solid."""

INSIDE = 0.5
"""Winding number from which on a point is inside."""

CLEARLY = 0.52
"""Winding number that a sheet alone has nowhere: it comes to one half beside it, and not always exactly."""

SOUP = 1_000
"""Triangles that a point of the box may be near to, on average, where they are not joined."""

LEAST_VOLUME = 1e-7
"""Of one closed body, normalised: below it may be a sheet that was folded over, and its faces are tested."""

FIRST_PIECE = 64
"""Points of the first piece, see `in_pieces`; with the dearest meshes they take a few milliseconds."""

PIECE_SECONDS = 0.008

_alive: WeakSet[MeshShape] = WeakSet()


class _Caster(Protocol):
    """What trimesh casts rays with, whichever library it found."""

    def intersects_location(
        self, ray_origins: np.ndarray, ray_directions: np.ndarray, *, multiple_hits: bool
    ) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]: ...


@dataclass(frozen=True, eq=False)
class MeshShape:
    """The solid that a triangle mesh bounds: where its winding number is at least one half.

    vertices: (V, 3) float64, normalised. faces: (F, 3) int64, none degenerate. boundary: (F,) bool, the faces with
    inside on one side and outside on the other; faces buried in the solid and lone sheets are not, and neither
    distances nor rays nor surface samples know them. watertight: every edge has two faces; where it is false, holes
    are closed by the winding number, and the signed distance jumps there.
    """

    name: str
    normalization: Normalization
    vertices: NDArray[np.float64] = field(repr=False)
    faces: NDArray[np.int64] = field(repr=False)
    boundary: NDArray[np.bool_] = field(repr=False)
    watertight: bool
    _winding: igl.FastWindingNumberBVH = field(repr=False)
    dim: int = 3

    def __post_init__(self) -> None:
        _alive.add(self)

    @classmethod
    def from_triangles(cls, vertices: np.ndarray, faces: NDArray[np.integer], name: str) -> MeshShape:
        """Clean, normalise, orient. vertices: (V, 3) finite; faces: (F, 3) valid indices; both in input coordinates.

        Raises ShapeError when no solid is left: no area, one plane, nothing that is inside.
        """
        used = np.unique(faces)
        norm = fit_normalization(vertices[used])
        corners, triangles = _merged(norm.apply(vertices), faces)
        _check_joined(corners, triangles)
        patches = oriented(corners, triangles)
        winding = _winding_of(corners, patches.faces)
        # One closed body has no buried parts; skipping the test there saves seconds on fine meshes.
        sure = bool(patches.closed.all()) and len(patches.closed) == 1 and _volume(corners, patches) > LEAST_VOLUME
        area = triangle_areas(corners, patches.faces)
        parting = clearly = np.ones(len(area))
        if not sure:
            parting, clearly = _parting_share(corners, patches.faces, winding)
        share = np.bincount(patches.patch, clearly * area) / np.bincount(patches.patch, area)
        lone = ~patches.closed & (share < LEAST_BOUNDARY)
        kept = ~lone[patches.patch]
        if lone.any() and kept.any():  # sheets that bound nothing would still bend the winding number around them
            winding = _winding_of(corners, patches.faces[kept])
            parting = _parting_share(corners, patches.faces, winding)[0]
        parting = parting * kept
        if (parting * area).sum() < LEAST_BOUNDARY * area.sum():
            raise ShapeError("it encloses no volume")
        return cls(name, norm, corners, patches.faces, parting > 0, bool((patches.closed | lone).all()), winding)

    @classmethod
    def of_surface(cls, vertices: np.ndarray, faces: NDArray[np.integer], name: str) -> MeshShape:
        """Take a surface as it is: (V, 3) normalised, (F, 3) wound outward, F > 0; all of it counts as boundary."""
        corners = np.ascontiguousarray(vertices, np.float64)
        triangles = np.ascontiguousarray(faces, np.int64)
        winding = _winding_of(corners, triangles)
        closed = bool(Trimesh(corners, triangles, process=False).is_watertight)
        every = np.ones(len(triangles), bool)
        return cls(name, identity_normalization(3), corners, triangles, every, closed, winding)

    @cached_property
    def _surface(self) -> NDArray[np.int64]:
        return np.ascontiguousarray(self.faces[self.boundary])

    @cached_property
    def _tree(self) -> igl.AABB:
        tree = igl.AABB()
        tree.init(self.vertices, self._surface)
        return tree

    @cached_property
    def _caster(self) -> _Caster:
        return cast("_Caster", Trimesh(self.vertices, self._surface, process=False).ray)

    def inside(self, points: np.ndarray) -> NDArray[np.bool_]:
        """Whether points (n, 3) lie in the solid: (n,)."""
        return _inside(self._winding, points)

    def sdf(self, points: np.ndarray) -> NDArray[np.float32]:
        x = np.ascontiguousarray(points, dtype=np.float64)
        if not len(x):
            return np.empty(0, np.float32)
        squared = in_pieces(
            lambda part: np.asarray(self._tree.squared_distance(self.vertices, self._surface, part)[0]), x
        )
        return np.where(self.inside(x), -np.sqrt(squared), np.sqrt(squared)).astype(np.float32)

    def sample_surface(self, count: int, rng: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Uniform by area over the parts of the boundary faces that separate inside from outside."""
        corners = self.vertices[self._surface]
        across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        area: NDArray[np.float64] = np.linalg.norm(across, axis=1)
        points, normals = np.empty((0, 3)), np.empty((0, 3))
        for _ in range(40):
            if len(points) >= count:
                break
            own = rng.choice(len(area), 2 * (count - len(points)) + 64, p=area / area.sum())
            weights = rng.dirichlet((1.0, 1.0, 1.0), len(own))
            drawn, normal = np.einsum("nk,nkd->nd", weights, corners[own]), across[own] / area[own, None]
            before, behind = _sides(self._winding, drawn, normal)
            keep = before != behind
            points = np.concatenate((points, drawn[keep]))
            normals = np.concatenate((normals, np.where(before[keep, None], -normal[keep], normal[keep])))
        # Where next to nothing of the mesh bounds the solid, what was found is repeated rather than sought for ever.
        own = np.arange(count) % max(len(points), 1)
        return points[own].astype(np.float32), normals[own].astype(np.float32)

    def raycast(self, origins: np.ndarray, directions: np.ndarray) -> NDArray[np.float64]:
        hits, rays, _ = self._caster.intersects_location(origins, directions, multiple_hits=False)
        distance = np.full(len(directions), np.inf)
        distance[rays] = np.einsum("nd,nd->n", hits - np.asarray(origins)[rays], np.asarray(directions)[rays])
        return distance


def in_pieces(query: Callable[[np.ndarray], np.ndarray], points: np.ndarray) -> NDArray[np.float64]:
    """query(points), (n, 3) -> (n,), point by point the same; off the main thread in pieces of PIECE_SECONDS or so.

    libigl keeps the interpreter's lock through a call, so that a window would stand still for as long. On the main
    thread nobody waits, and large calls are shared out among the cores.
    """
    if threading.current_thread() is threading.main_thread():
        return query(points)
    found: list[np.ndarray] = []
    start, size = 0, FIRST_PIECE
    while start < len(points):
        began = time.perf_counter()
        found.append(query(points[start : start + size]))
        spent = time.perf_counter() - began
        start += size
        size = max(FIRST_PIECE // 4, int(size * min(4.0, PIECE_SECONDS / max(spent, 1e-6))))
    return np.concatenate(found) if found else np.empty(0)


def solid_of(vertices: NDArray[np.float64], faces: NDArray[np.int64], name: str) -> MeshShape:
    """The solid of a file's triangles (m, 3) on vertices (n, 3), of which some may be used by none.

    Raises ShapeError.
    """
    if not len(faces):
        raise ShapeError("it has no faces")
    if faces.min() < 0 or faces.max() >= len(vertices):
        raise FileError("its faces name vertices that are not there")
    used = np.zeros(len(vertices), bool)
    used[faces] = True
    if not np.isfinite(vertices[used]).all():
        raise ShapeError("it has NaN or infinite vertices")
    check_extent(vertices[used])
    number = np.cumsum(used) - 1
    return MeshShape.from_triangles(vertices[used], number[faces], name)


def _merged(points: NDArray[np.float64], faces: NDArray[np.integer]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Normalised vertices and faces without equal vertices and faces without area.

    Raises ShapeError when none are left.
    """
    # Merged in normalised coordinates, so that the tolerance fits any scale.
    mesh = Trimesh(points, faces, process=True, merge_norm=True, merge_tex=True, validate=False)
    mesh.update_faces(mesh.area_faces > 1e-14)
    mesh.remove_unreferenced_vertices()
    if not len(mesh.faces):
        raise ShapeError("its faces have no area")
    flatness = np.linalg.svd(mesh.vertices - mesh.vertices.mean(0), compute_uv=False)
    if flatness[2] < 1e-6 * flatness[0]:
        raise ShapeError("it is a flat sheet without volume")
    return np.ascontiguousarray(mesh.vertices), np.ascontiguousarray(mesh.faces, dtype=np.int64)


def _check_joined(vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> None:
    """Raises ShapeError for triangles of which hardly any is joined to another, and that lie across each other.

    They enclose nothing, and to ask for the winding number of one point among them takes as long as there are many.
    """
    corners = vertices[faces]
    radius = np.linalg.norm(corners - corners.mean(axis=1, keepdims=True), axis=2).max(axis=1)
    near = np.minimum(4 / 3 * np.pi * radius**3, 1).sum()  # a ball of twice the radius, of a box of volume 8
    if near > SOUP and np.mean(unjoined(faces)) > 0.9:
        raise ShapeError(
            "its triangles are not joined to one another and lie across each other",
            "join them at their corners, or give its points alone as a cloud",
        )


def _volume(vertices: NDArray[np.float64], patches: Patches) -> float:
    return float(np.abs(patch_volumes(vertices, patches.faces, patches.patch)).sum())


def _winding_of(vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> igl.FastWindingNumberBVH:
    winding = igl.FastWindingNumberBVH()
    winding.init(vertices, np.ascontiguousarray(faces))
    return winding


def _windings(winding: igl.FastWindingNumberBVH, points: np.ndarray) -> NDArray[np.float64]:
    x = np.ascontiguousarray(points, dtype=np.float64)
    return in_pieces(lambda part: np.asarray(winding.winding_number(part)), x)


def _inside(winding: igl.FastWindingNumberBVH, points: np.ndarray) -> NDArray[np.bool_]:
    return _windings(winding, points) >= INSIDE


def _sides(
    winding: igl.FastWindingNumberBVH, points: np.ndarray, normals: np.ndarray
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether the points just before and just behind a surface (n, 3) are inside: (n,) bool each."""
    return _inside(winding, points + SIDE * normals), _inside(winding, points - SIDE * normals)


def _parting_share(
    vertices: NDArray[np.float64], faces: NDArray[np.int64], winding: igl.FastWindingNumberBVH
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Which part of each face (F,) separates inside from outside, as seen at its probes: 0 to 1; and which clearly so.

    Only the MOST_PROBED largest faces are asked, which bounds the time; the others are taken to separate.
    """
    corners = vertices[faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(across, axis=1)
    asked = np.argsort(-length, kind="stable")[:MOST_PROBED]
    places = FACE_PROBES if len(faces) <= MANY_FACES else FACE_PROBES[3:4]
    probes = np.einsum("pk,fkd->fpd", places, corners[asked]).reshape(-1, 3)
    normal = np.repeat(across[asked] / length[asked, None], len(places), axis=0)
    before, behind = _windings(winding, probes + SIDE * normal), _windings(winding, probes - SIDE * normal)
    shares = np.ones((2, len(faces)))
    for share, level in zip(shares, (INSIDE, CLEARLY), strict=True):
        share[asked] = ((before >= level) != (behind >= level)).reshape(len(asked), -1).mean(axis=1)
    return shares[0], shares[1]


@atexit.register
def _let_go() -> None:
    """Frees what is not Python's while there is an interpreter: nanobind prints all that outlives it as leaked."""
    for shape in list(_alive):
        vars(shape).pop("_tree", None)
        vars(shape).pop("_winding", None)
