"""The zero level set of a field: a closed mesh in 3D, contour segments in 2D, or the reason why there is none.

The lattice comes from core.pyramid, which evaluates the field only near its zero set. 3D meshes are VTK's flying edges
(Schroeder et al. 2015) on that lattice; 2D contours are marching squares. Both see the lattice padded by one layer of
outside, so that a surface that leaves the box is closed there and flagged `clipped`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray

from core.field import FieldFunction
from core.pyramid import closure_pyramid

Status = Literal["ok", "empty", "clipped", "diverged"]


@dataclass(frozen=True, eq=False)
class LevelSet:
    """What was found.

    status, reason: "ok" and "", or a caption. vertices: (V, dim) float32, normalised. elements: (F, 3) triangles wound
    outward, or (E, 2) segments with the inside on their left; int64. normals: (V, dim) float32, outward. resolution:
    cells a side, lower than asked where a budget ran out. evaluations: of the field. seconds: of the whole extraction.
    watertight: every edge (2D: vertex) joins exactly two elements. lattice: values at the (resolution + 1)^dim corners,
    x fastest, exact near the surface and interpolated elsewhere; None when diverged.
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
) -> LevelSet:
    """The zero level set in [-1, 1]^dim at `resolution` cells a side (rounded up to a power of two, at least 16).

    careful: finds smaller isolated pieces, for two to three times the evaluations. budget: after so many evaluations
    the result is one level coarser. Never raises for what the field does: empty and diverged fields are results.
    """
    started = time.perf_counter()
    lattice = closure_pyramid(field, dim, resolution, device, careful=careful, budget=budget)
    values = lattice.values.float().cpu().numpy()
    status, reason = _judge(values)
    if status == "empty" or status == "diverged":
        vertices, elements = np.zeros((0, dim), np.float32), np.zeros((0, dim), np.int64)
        normals, watertight = vertices, False
    else:
        vertices, elements, normals = _mesh(values) if dim == 3 else _contour(values)
        watertight = is_closed(elements)
    return LevelSet(
        dim, status, reason, vertices, elements, normals, lattice.resolution, lattice.evaluations,
        time.perf_counter() - started, watertight, None if status == "diverged" else values,
    )  # fmt: skip


def _judge(values: NDArray[np.float32]) -> tuple[Status, str]:
    if not np.isfinite(values).all():
        return "diverged", "diverged: the field has values that are not finite"
    low, high = float(values.min()), float(values.max())
    if low >= 0:
        return "empty", f"empty: the field is outside everywhere (smallest value {low:.3g})"
    if high < 0:
        return "empty", f"empty: the field is inside everywhere (largest value {high:.3g})"
    if any((np.take(values, end, axis) < 0).any() for axis in range(values.ndim) for end in (0, -1)):
        return "clipped", "clipped: the surface leaves the box and is closed at its walls"
    return "ok", ""


def _padded(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """One layer of far outside: the crossings towards it lie on the walls of the box."""
    return np.pad(values, 1, constant_values=float(1e4 * np.abs(values).max() + 1.0))


def _mesh(values: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.float32]]:
    from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D

    padded = _padded(values)  # kept alive until the filter has run: VTK reads this very memory
    cell = 2.0 / (values.shape[0] - 1)
    image = vtkImageData()
    image.SetDimensions(*padded.shape[::-1])
    image.SetSpacing(cell, cell, cell)
    image.SetOrigin(-1 - cell, -1 - cell, -1 - cell)
    image.GetPointData().SetScalars(numpy_to_vtk(padded.ravel(), deep=0))
    edges = vtkFlyingEdges3D()
    edges.SetInputData(image)
    edges.SetValue(0, 0.0)
    edges.ComputeNormalsOn()
    edges.ComputeGradientsOff()
    edges.ComputeScalarsOff()
    edges.Update()
    mesh = edges.GetOutput()
    vertices = vtk_to_numpy(mesh.GetPoints().GetData()).astype(np.float32)
    faces = vtk_to_numpy(mesh.GetPolys().GetConnectivityArray()).reshape(-1, 3).astype(np.int64)
    normals = vtk_to_numpy(mesh.GetPointData().GetNormals()).astype(np.float32)
    # flying edges takes the larger values for the inside
    return np.clip(vertices, -1, 1), np.ascontiguousarray(faces[:, ::-1]), -normals


def _contour(values: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.float32]]:
    import contourpy

    cell = 2.0 / (values.shape[0] - 1)
    axis = np.arange(-1, values.shape[0] + 1) * cell - 1
    lines = contourpy.contour_generator(axis, axis, -_padded(values), name="serial").lines(0.0)  # larger on the left
    vertices, elements, start = [], [], 0
    for line in lines:
        points = np.asarray(line, np.float64)[:-1]  # the pad closes every line; its last point repeats the first
        index = np.arange(len(points)) + start
        vertices.append(points)
        elements.append(np.stack([index, np.roll(index, -1)], 1))
        start += len(points)
    x, e = np.concatenate(vertices), np.concatenate(elements)
    along = x[e[:, 1]] - x[e[:, 0]]
    right = np.stack([along[:, 1], -along[:, 0]], 1)
    normals = np.zeros_like(x)
    np.add.at(normals, e.ravel(), right.repeat(2, axis=0))
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return np.clip(x, -1, 1).astype(np.float32), e, normals.astype(np.float32)


def is_closed(elements: NDArray[np.int64]) -> bool:
    """Whether every directed edge of the triangles (2D: every vertex of the segments) is met by one opposite."""
    if len(elements) == 0:
        return False
    if elements.shape[1] == 2:
        return bool(np.array_equal(np.sort(elements[:, 0]), np.sort(elements[:, 1])))
    a, b = elements.ravel(), elements[:, [1, 2, 0]].ravel()
    size = int(elements.max()) + 1
    there, back = np.sort(a * size + b), np.sort(b * size + a)
    return bool(np.array_equal(there, back) and (there[1:] != there[:-1]).all())


def sample_lattice(values: NDArray[np.float32], points: np.ndarray) -> NDArray[np.float32]:
    """Multilinear interpolation of a lattice over [-1, 1]^dim, x fastest, at points (n, dim): (n,)."""
    from scipy.ndimage import map_coordinates

    at = (np.asarray(points)[:, ::-1].T + 1) / 2 * (values.shape[0] - 1)
    return map_coordinates(values, at, order=1, mode="nearest").astype(np.float32)
