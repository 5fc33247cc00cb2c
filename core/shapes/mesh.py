"""Triangle meshes as shapes: exact unsigned distance, sign from the fast winding number (Barill et al. 2018)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import igl
import numpy as np
from numpy.typing import NDArray
from trimesh import Trimesh

from core.shapes.base import Normalization, fit_normalization

SIDE = 1e-3
"""How far beside a surface point its two sides are asked for, normalised units."""

FACE_PROBES = np.array([[4, 1, 1], [1, 4, 1], [1, 1, 4], [2, 2, 2], [3, 3, 0], [0, 3, 3], [3, 0, 3]]) / 6.0
"""Barycentric positions at which a face is tested for being part of the boundary."""


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

    @classmethod
    def from_triangles(cls, vertices: np.ndarray, faces: NDArray[np.integer], name: str) -> MeshShape:
        """Clean, normalise, orient. vertices: (V, 3) finite; faces: (F, 3) valid indices; both in input coordinates.

        Raises ValueError, with the reason as a clause, when no solid is left: no area, one plane, no volume.
        """
        used = np.unique(faces)
        norm = fit_normalization(vertices[used])
        points = norm.apply(vertices)
        # Merged in normalised coordinates, so that the tolerance fits any scale.
        mesh = Trimesh(points, faces, process=True, merge_norm=True, merge_tex=True, validate=False)
        mesh.update_faces(mesh.area_faces > 1e-14)
        mesh.remove_unreferenced_vertices()
        if not len(mesh.faces):
            raise ValueError("its faces have no area")
        flatness = np.linalg.svd(mesh.vertices - mesh.vertices.mean(0), compute_uv=False)
        if flatness[2] < 1e-6 * flatness[0]:
            raise ValueError("it is a flat sheet without volume")
        corners, triangles = np.ascontiguousarray(mesh.vertices), np.ascontiguousarray(mesh.faces, dtype=np.int64)
        triangles, winding = _oriented(corners, triangles)
        boundary = _boundary_faces(corners, triangles, winding)
        if not boundary.any():
            raise ValueError("it encloses no volume")
        return cls(name, norm, corners, triangles, boundary, bool(mesh.is_watertight), winding)

    @cached_property
    def _surface(self) -> NDArray[np.int64]:
        return np.ascontiguousarray(self.faces[self.boundary])

    @cached_property
    def _tree(self) -> igl.AABB:
        tree = igl.AABB()
        tree.init(self.vertices, self._surface)
        return tree

    @cached_property
    def _caster(self) -> Trimesh:
        return Trimesh(self.vertices, self._surface, process=False)

    def inside(self, points: np.ndarray) -> NDArray[np.bool_]:
        """Whether points (n, 3) lie in the solid: (n,)."""
        return _inside(self._winding, points)

    def sdf(self, points: np.ndarray) -> NDArray[np.float32]:
        x = np.ascontiguousarray(points, dtype=np.float64)
        if not len(x):
            return np.empty(0, np.float32)
        squared, _, _ = self._tree.squared_distance(self.vertices, self._surface, x)
        return np.where(self.inside(x), -np.sqrt(squared), np.sqrt(squared)).astype(np.float32)

    def sample_surface(self, count: int, rng: np.random.Generator) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Uniform by area over the parts of the boundary faces that separate inside from outside."""
        corners = self.vertices[self._surface]
        across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        area = np.linalg.norm(across, axis=1)
        points, normals, missing = [np.empty((0, 3))], [np.empty((0, 3))], count
        while missing > 0:
            own = rng.choice(len(area), 2 * missing + 64, p=area / area.sum())
            weights = rng.dirichlet((1.0, 1.0, 1.0), len(own))
            drawn, normal = np.einsum("nk,nkd->nd", weights, corners[own]), across[own] / area[own, None]
            before, behind = _sides(self._winding, drawn, normal)
            keep = np.flatnonzero(before != behind)[:missing]
            points.append(drawn[keep])
            normals.append(np.where(before[keep, None], -normal[keep], normal[keep]))
            missing -= len(keep)
        return np.concatenate(points).astype(np.float32), np.concatenate(normals).astype(np.float32)

    def raycast(self, origins: np.ndarray, directions: np.ndarray) -> NDArray[np.float64]:
        hits, rays, _ = self._caster.ray.intersects_location(origins, directions, multiple_hits=False)
        distance = np.full(len(directions), np.inf)
        distance[rays] = np.einsum("nd,nd->n", hits - np.asarray(origins)[rays], np.asarray(directions)[rays])
        return distance


def _winding_of(vertices: NDArray[np.float64], faces: NDArray[np.int64]) -> igl.FastWindingNumberBVH:
    winding = igl.FastWindingNumberBVH()
    winding.init(vertices, faces)
    return winding


def _inside(winding: igl.FastWindingNumberBVH, points: np.ndarray) -> NDArray[np.bool_]:
    return winding.winding_number(np.ascontiguousarray(points, dtype=np.float64)) >= 0.5


def _sides(winding: igl.FastWindingNumberBVH, points: np.ndarray, normals: np.ndarray) -> tuple[NDArray, NDArray]:
    """Whether the points just before and just behind a surface (n, 3) are inside: (n,) bool each."""
    return _inside(winding, points + SIDE * normals), _inside(winding, points - SIDE * normals)


def _oriented(
    vertices: NDArray[np.float64], faces: NDArray[np.int64]
) -> tuple[NDArray[np.int64], igl.FastWindingNumberBVH]:
    """Faces wound so that the solid is positive: all are turned when more of the box winds below -1/2 than above 1/2."""
    ticks = np.linspace(-1, 1, 25)
    lattice = np.stack(np.meshgrid(ticks, ticks, ticks), -1).reshape(-1, 3)
    winding = _winding_of(vertices, faces)
    value = winding.winding_number(lattice)
    if (value < -0.5).sum() <= (value > 0.5).sum():
        return faces, winding
    faces = np.ascontiguousarray(faces[:, ::-1])
    return faces, _winding_of(vertices, faces)


def _boundary_faces(
    vertices: NDArray[np.float64], faces: NDArray[np.int64], winding: igl.FastWindingNumberBVH
) -> NDArray[np.bool_]:
    corners = vertices[faces]
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    normal = across / np.linalg.norm(across, axis=1, keepdims=True)
    probes = np.einsum("pk,fkd->fpd", FACE_PROBES, corners).reshape(-1, 3)
    before, behind = _sides(winding, probes, np.repeat(normal, len(FACE_PROBES), axis=0))
    return (before != behind).reshape(len(faces), -1).any(axis=1)
