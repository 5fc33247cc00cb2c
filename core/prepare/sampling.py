"""One mesh to DeepSDF's three files: samples of the signed distance, points of the surface, the normalisation."""

from __future__ import annotations

import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.errors import UserError
from core.prepare.layout import MeshFile
from core.readers.load import load
from core.readers.prepared import PreparedFiles, files_of
from core.shapes.mesh import MeshShape
from core.storage.atomic import write_atomically

PIECE = 20_000
"""Distances computed in one go: between two goes a worker can hear that it should end."""

REUSE = 4
"""How many samples of each noise start from the same surface point. These are dear, as both sides of each are tested,
and lie closer together than the smaller noise is wide."""

NEAR = 0.47
"""Share of the samples at each of the two noises; the rest is uniform in the box [-1, 1]^3."""

VARIANCES = (0.005, 0.0005)
WIDE_VARIANCES = (0.05, 0.0005)
"""Of the Gaussian noise on surface points, in normalised units: DeepSDF's, and its own for test shapes."""


@dataclass(frozen=True)
class Sampling:
    """How meshes are sampled. samples, surface: points for each shape, at least 16. wide: DeepSDF's test noise."""

    samples: int = 500_000
    surface: int = 30_000
    wide: bool = False
    seed: int = 0


@dataclass(frozen=True)
class PreparedMesh:
    """What became of one mesh. reason: why it was skipped, "" when it was not. new: made in this run."""

    mesh: MeshFile
    reason: str = ""
    new: bool = True
    watertight: bool = True


def distance_samples(
    shape: MeshShape, surface: np.ndarray, sampling: Sampling, rng: np.random.Generator
) -> NDArray[np.float32]:
    """(samples, 4): x, y, z and the signed distance, normalised. surface: (m, 3) points of it to start from."""
    near = round(sampling.samples * NEAR)
    surface = surface[np.arange(near) % len(surface)]
    variances = WIDE_VARIANCES if sampling.wide else VARIANCES
    noisy = [surface + rng.normal(size=surface.shape) * np.sqrt(variance) for variance in variances]
    points = np.concatenate([*noisy, rng.uniform(-1, 1, (sampling.samples - 2 * near, 3))]).astype(np.float32)
    distances = [shape.sdf(points[k : k + PIECE]) for k in range(0, len(points), PIECE)]
    return np.concatenate((points, np.concatenate(distances)[:, None]), axis=1)


def prepare_mesh(mesh: MeshFile, root: Path, sampling: Sampling) -> PreparedMesh:
    """Writes the three files of a mesh below `root`, the samples last and each atomically, unless they are there.

    A mesh that cannot be used is no exception but a `Prepared` with the reason.
    """
    files = files_of(root, mesh.id.dataset, mesh.id.category, mesh.id.name)
    if files.complete:
        return PreparedMesh(mesh, new=False, watertight=_was_watertight(files))
    try:
        shape = load(mesh.path)
    except UserError as fault:
        return PreparedMesh(mesh, str(fault))
    if not isinstance(shape, MeshShape):
        return PreparedMesh(mesh, f"{mesh.path} has no faces; give a mesh.")
    # A shape's points depend on its name alone, not on the order or the number of processes.
    rng = np.random.default_rng([sampling.seed, zlib.crc32(str(mesh.id).encode("utf-8", "surrogateescape"))])
    count = max(sampling.surface, round(sampling.samples * NEAR / REUSE))
    surface = np.concatenate([shape.sample_surface(min(PIECE, count - k), rng)[0] for k in range(0, count, PIECE)])
    rows = distance_samples(shape, surface, sampling, rng)
    if not (rows[:, 3] < 0).any():
        return PreparedMesh(
            mesh, f"{mesh.path} has no inside that a sample meets; give a solid, or ask for more samples."
        )
    _write(files, rows, shape.normalization.invert(surface[: sampling.surface]), shape)
    return PreparedMesh(mesh, watertight=shape.watertight)


def _write(files: PreparedFiles, rows: NDArray[np.float32], surface: np.ndarray, shape: MeshShape) -> None:
    norm, outside = shape.normalization, rows[:, 3] >= 0
    numbers = {
        "offset": norm.offset.astype(np.float32), "scale": np.array(norm.scale, np.float32),
        "watertight": np.array(shape.watertight),
    }  # fmt: skip
    write_atomically(files.normalization, lambda path: path.write_bytes(_npz(numbers)))
    write_atomically(files.surface, lambda path: path.write_bytes(cloud_bytes(surface)))
    write_atomically(files.samples, lambda path: path.write_bytes(_npz({"pos": rows[outside], "neg": rows[~outside]})))


def _npz(arrays: Mapping[str, np.ndarray]) -> bytes:
    data = io.BytesIO()
    np.savez(data, allow_pickle=False, **arrays)
    return data.getvalue()


def cloud_bytes(points: np.ndarray) -> bytes:
    """A binary PLY file of points (n, 3)."""
    header = f"ply\nformat binary_little_endian 1.0\nelement vertex {len(points)}\n"
    header += "".join(f"property float {axis}\n" for axis in "xyz") + "end_header\n"
    return header.encode() + np.ascontiguousarray(points, "<f4").tobytes()


def _was_watertight(files: PreparedFiles) -> bool:
    """As it was noted when the shape was prepared; true where DeepSDF prepared it, which does not note it."""
    try:
        with np.load(files.normalization, allow_pickle=False) as arrays:
            return bool(arrays["watertight"]) if "watertight" in arrays.files else True
    except (OSError, ValueError):
        return True
