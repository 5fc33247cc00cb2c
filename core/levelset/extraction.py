"""The zero level set of a field: a closed mesh in 3D, contour segments in 2D, or the reason why there is none."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray

from core.fields.field import FieldFunction
from core.levelset import cubes, meshing, pyramid
from core.levelset.lattice import Lattice

Status = Literal["ok", "empty", "clipped", "diverged"]

HEAT_MAP = 128
"""2D lattices up to this resolution are evaluated everywhere: they are drawn as a whole, and cost little."""

KEPT = 128
"""3D lattices above this resolution are not kept with the level set: 256 cubed takes 68 MB."""


@dataclass(frozen=True, eq=False)
class LevelSet:
    """What was found.

    status, reason: "ok" and "", or a caption. vertices: (V, dim) float32, normalised. elements: (F, 3) triangles wound
    outward, or (E, 2) segments with the inside on their left; int64. normals: (V, dim) float32, outward. resolution:
    cells a side, lower than asked where a budget ran out. evaluations: of the field. seconds: of the whole extraction.
    watertight: every edge (2D: vertex) joins exactly two elements. lattice: values at the (resolution + 1)^dim corners,
    x fastest, exact at the ends of every crossing edge and (beyond `HEAT_MAP`, and in 3D) interpolated away from the
    surface; None when diverged and above `KEPT` in 3D.
    """

    dim: int
    status: Status
    reason: str
    vertices: NDArray[np.float32]
    elements: NDArray[np.int64]
    normals: NDArray[np.float32]
    resolution: int
    evaluations: int
    seconds: float
    watertight: bool
    lattice: NDArray[np.float32] | None


def extract(
    field: FieldFunction,
    dim: int,
    resolution: int,
    *,
    device: torch.device | str = "cpu",
    careful: bool = False,
    budget: int | None = None,
    keep_lattice: bool | None = None,
) -> LevelSet:
    """The zero level set in [-1, 1]^dim at `resolution` cells a side, rounded up to one that halves to a coarse start.

    device: where the field computes. careful: finds every piece that a dense evaluation finds (on all fields tried),
    for about twice the evaluations. budget: a level of refinement that would take more evaluations than that is left
    out. keep_lattice: False saves memory, True keeps more than `KEPT`. Never raises for what the field's values are:
    empty and diverged fields are results.
    """
    started = time.perf_counter()
    settings = pyramid.CAREFUL if careful else pyramid.LIVE
    if dim == 2 and resolution <= HEAT_MAP:
        lattice = pyramid.dense(field, dim, pyramid.levels(resolution, settings.coarse)[-1], device=device)
    else:
        lattice = pyramid.fill(field, dim, resolution, device=device, settings=settings, budget=budget)
    status, reason = judge(lattice)
    found = _surface(lattice) if status in ("ok", "clipped") else meshing.nothing(dim)
    kept = dim == 2 or lattice.resolution <= KEPT if keep_lattice is None else keep_lattice
    return LevelSet(
        dim=dim,
        status=status,
        reason=reason,
        vertices=found[0],
        elements=found[1],
        normals=found[2],
        resolution=lattice.resolution,
        evaluations=lattice.evaluations,
        watertight=meshing.is_closed(found[1]),
        lattice=lattice.inner.cpu().numpy() if kept and status != "diverged" else None,
        seconds=time.perf_counter() - started,
    )


def _surface(lattice: Lattice) -> meshing.Surface:
    """VTK reads the lattice where it lies; on a GPU the mesh is made there, and only the mesh comes back."""
    if lattice.values.device.type == "cpu" or lattice.values.dim() == 2:
        return meshing.surface(lattice.values.cpu().numpy())
    vertices, faces, normals = (t.cpu().numpy() for t in cubes.marching_cubes(lattice.values))
    return vertices, faces, normals


def judge(lattice: Lattice) -> tuple[Status, str]:
    """What a lattice holds, and a caption when that is not a surface inside the box."""
    if not lattice.finite:
        return "diverged", "diverged: the field has values that are not finite"
    low = float(lattice.values.min())  # the padding is not the smallest, and a whole array is quicker to read
    if low >= 0:
        return "empty", f"empty: the field is outside everywhere (smallest value {low:.3g})"
    values = lattice.inner
    walls = [values.select(axis, end) for axis in range(values.dim()) for end in (0, -1)]
    if any(bool((wall < 0).any()) for wall in walls):
        if (high := float(values.max())) < 0:
            return "empty", f"empty: the field is inside everywhere (largest value {high:.3g})"
        return "clipped", "clipped: the surface leaves the box and is closed at its walls"
    return "ok", ""


def sample_lattice(values: NDArray[np.float32], points: np.ndarray) -> NDArray[np.float32]:
    """Multilinear interpolation of a lattice over [-1, 1]^dim, x fastest, at points (n, dim): (n,)."""
    from scipy.ndimage import map_coordinates

    at = (np.asarray(points)[:, ::-1].T + 1) / 2 * (values.shape[0] - 1)
    return map_coordinates(values, at, order=1, mode="nearest").astype(np.float32)
