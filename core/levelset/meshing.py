"""Meshes and contours of a padded lattice. In both the inside is where values are negative."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

Surface = tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.float32]]
"""vertices (V, dim), normalised; elements, (F, 3) triangles wound outward or (E, 2) segments with the inside on their
left; outward unit normals (V, dim)."""


def nothing(dim: int) -> Surface:
    """A surface without vertices."""
    return np.zeros((0, dim), np.float32), np.zeros((0, dim), np.int64), np.zeros((0, dim), np.float32)


def surface(padded: NDArray[np.float32]) -> Surface:
    """Triangles (3D) or segments (2D) of the zero set of a padded lattice, index order [z, y, x] or [y, x]."""
    return triangles(padded) if padded.ndim == 3 else segments(padded)


def triangles(padded: NDArray[np.float32]) -> Surface:
    """VTK's flying edges (Schroeder et al. 2015) on the very memory of the lattice."""
    from vtkmodules.util import numpy_support
    from vtkmodules.vtkCommonDataModel import vtkImageData
    from vtkmodules.vtkFiltersCore import vtkFlyingEdges3D

    cell = 2.0 / (padded.shape[0] - 3)
    # VTK's own stubs name types that they do not import.
    image, edges, arrays = (cast("Any", one) for one in (vtkImageData(), vtkFlyingEdges3D(), numpy_support))
    image.SetDimensions(*padded.shape[::-1])
    image.SetSpacing(cell, cell, cell)
    image.SetOrigin(-1 - cell, -1 - cell, -1 - cell)
    image.GetPointData().SetScalars(arrays.numpy_to_vtk(padded.reshape(-1), deep=0))
    edges.SetInputData(image)
    edges.SetValue(0, 0.0)
    edges.ComputeNormalsOn()
    edges.ComputeGradientsOff()
    edges.ComputeScalarsOff()
    edges.Update()
    mesh = edges.GetOutput()
    if mesh.GetNumberOfCells() == 0:
        return nothing(3)
    vertices: NDArray[np.float32] = arrays.vtk_to_numpy(mesh.GetPoints().GetData()).astype(np.float32)
    faces: NDArray[np.int64] = arrays.vtk_to_numpy(mesh.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    normals: NDArray[np.float32] = arrays.vtk_to_numpy(mesh.GetPointData().GetNormals()).astype(np.float32)
    np.clip(vertices, -1, 1, out=vertices)
    # flying edges takes the larger values for the inside
    return vertices, faces[:, ::-1].astype(np.int64), np.negative(normals, out=normals)


def segments(padded: NDArray[np.float32]) -> Surface:
    """Marching squares by contourpy."""
    import contourpy

    size: int = padded.shape[0]
    axis = np.arange(-1, size - 1) * (2.0 / (size - 3)) - 1
    lines = contourpy.contour_generator(axis, axis, -padded, name="serial").lines(0.0)  # larger on the left
    if not lines:
        return nothing(2)
    vertices: list[NDArray[np.float64]] = []
    elements: list[NDArray[np.int64]] = []
    start = 0
    for line in lines:
        points = np.asarray(line, np.float64)[:-1]  # the padding closes every line; its last point repeats the first
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
    # one number for each directed edge: that of the undirected edge, doubled, plus one when it runs upward
    size = int(elements.max()) + 1
    sides: list[NDArray[np.int64]] = []
    for k in range(3):
        a, b = elements[:, k], elements[:, (k + 1) % 3]
        sides.append(2 * (np.minimum(a, b) * size + np.maximum(a, b)) + (a < b))
    edges = np.concatenate(sides)
    edges.sort()
    down, up = edges[::2], edges[1::2]
    if len(down) != len(up) or not np.array_equal(down + 1, up):
        return False
    return bool((down & 1 == 0).all() and (down[1:] > up[:-1]).all())
