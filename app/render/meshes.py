"""Level sets as files: PLY, OBJ, STL and GLB of solids, SVG of outlines, each with the precision of the input."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.render.export import ply_bytes, svg_bytes
from core.errors import UserError
from core.levelset import LevelSet
from core.shapes.base import Normalization

SOLID = ("ply", "obj", "stl", "glb")
FAR = 100.0
"""Coordinates of so many times the extent have too few digits left in single precision for what varies."""

DIGITS = 8
"""Decimal digits of the extent that a text file keeps."""


@dataclass(frozen=True)
class Written:
    """The bytes of a file. remark: what a person must know to use it, one sentence; "" for nothing."""

    data: bytes
    remark: str = ""


def surface_file(level: LevelSet, normalization: Normalization, suffix: str) -> Written:
    """A level set in the input's own coordinates. suffix: ".ply", ".OBJ", ...; in 2D a drawing, whatever it is.

    Raises UserError where there is no surface to write, or the suffix is of no mesh.
    """
    if level.dim == 2:
        return Written(svg_bytes(level, normalization))
    kind = suffix.lower()[1:]
    if kind == "ply":
        return Written(ply_bytes(level, normalization))
    if kind not in SOLID:
        raise UserError(f"{suffix or 'A name without a suffix'} is no kind of mesh; choose {', '.join(SOLID)}.")
    if not len(level.elements):
        raise UserError(f"There is no surface to write ({level.reason}); choose another step, or PLY.")
    vertices = normalization.invert(level.vertices)
    normals = normalization.turn_back(level.normals)
    return _mesh(vertices, normals, level.elements, kind)


def _mesh(vertices: np.ndarray, normals: np.ndarray, faces: np.ndarray, kind: str) -> Written:
    """OBJ has decimal numbers. STL and GLB have single ones: what is far away is written about its middle."""
    import trimesh

    low, high = vertices.min(0), vertices.max(0)
    extent = float((high - low).max())
    far = kind != "obj" and float(np.abs(vertices).max()) > FAR * extent
    middle = _rounded((low + high) / 2, extent) if far else np.zeros(3)
    mesh = trimesh.Trimesh(vertices - middle, faces, vertex_normals=normals, process=False)
    if kind == "obj":
        digits = DIGITS - min(0, math.floor(math.log10(extent))) if extent > 0 else DIGITS
        text = mesh.export(file_type="obj", digits=digits)
        return Written(_bytes(text))
    if kind == "glb":
        scene = trimesh.Scene()
        scene.add_geometry(mesh, transform=trimesh.transformations.translation_matrix(middle))
        return Written(_bytes(scene.export(file_type="glb")))
    data = _bytes(mesh.export(file_type="stl"))
    if not far:
        return Written(data)
    place = ", ".join(f"{x:.15g}" for x in middle)
    header = f"binary STL, add {' '.join(f'{x:.15g}' for x in middle)}".encode()[:80].ljust(80)
    return Written(
        header + data[80:],
        f"STL has too few digits for coordinates so far from 0, so it is written about its middle: add ({place}), or "
        "save PLY, OBJ or GLB, which keep them.",
    )


def _rounded(point: np.ndarray, extent: float) -> np.ndarray:
    """The point on a grid of powers of ten about as wide as the shape, so that a person can type it."""
    unit = 10.0 ** math.floor(math.log10(extent))
    return np.round(point / unit) * unit


def _bytes(exported: Any) -> bytes:  # noqa: ANN401 (trimesh gives text for some formats and bytes for others)
    return exported.encode() if isinstance(exported, str) else bytes(exported)
