"""Folders in DeepSDF's layout, prepared here or by DeepSDF: where the files of a shape are, and reading them.

SdfSamples/<dataset>/<class>/<name>.npz               pos, neg: float32 (n, 4), x y z distance, normalised
SurfaceSamples/<dataset>/<class>/<name>.ply           points of the surface, in the mesh's own coordinates
NormalizationParameters/<dataset>/<class>/<name>.npz  offset (3,), scale: x_normalised = (x + offset) scale
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.errors import UserError
from core.readers.ply import read_ply
from core.shapes.base import Normalization, Samples
from core.storage.reading import FileError, ShapeError
from core.storage.resources import spoken

PREPARE_ANEW = "prepare the shape again"
SAMPLES, SURFACE, NORMALIZATION = "SdfSamples", "SurfaceSamples", "NormalizationParameters"


@dataclass(frozen=True)
class PreparedFiles:
    """The three files of one shape."""

    samples: Path
    surface: Path
    normalization: Path

    @property
    def complete(self) -> bool:
        return self.samples.is_file() and self.surface.is_file() and self.normalization.is_file()


def files_of(root: Path, dataset: str, category: str, name: str) -> PreparedFiles:
    """Where the files of a shape are or will be."""
    below = Path(dataset) / category
    return PreparedFiles(
        root / SAMPLES / below / f"{name}.npz",
        root / SURFACE / below / f"{name}.ply",
        root / NORMALIZATION / below / f"{name}.npz",
    )


def with_siblings(samples: Samples, path: Path) -> Samples:
    """Samples with the surface and the normalisation that lie beside `path` in DeepSDF's layout, where they do.

    Raises FileError when one of them is there and damaged.
    """
    if len(path.parts) < 4 or path.absolute().parts[-4] != SAMPLES:
        return samples
    _, dataset, category, _ = path.absolute().parts[-4:]
    files = files_of(path.absolute().parents[3], dataset, category, path.stem)
    norm = samples.normalization
    if files.normalization.is_file():
        norm = read_normalization(files.normalization)
    surface = None
    if files.surface.is_file() and files.normalization.is_file():
        try:
            vertices = read_ply(files.surface.read_bytes()).vertices
        except (OSError, ShapeError) as fault:
            told = fault if isinstance(fault, ShapeError) else "it cannot be opened"
            raise FileError(f"its surface {files.surface} cannot be read: {told}", PREPARE_ANEW) from None
        surface = norm.apply(vertices).astype(np.float32)
        if not len(surface) or not np.isfinite(surface).all():
            raise FileError(f"its surface {files.surface} has no points or some that are not finite", PREPARE_ANEW)
    return replace(samples, normalization=norm, surface=surface)


def read_normalization(path: Path) -> Normalization:
    """DeepSDF's offset and scale. Raises FileError."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            offset, scale = np.ravel(arrays["offset"]).astype(np.float64), float(np.ravel(arrays["scale"])[0])
    except Exception:  # noqa: BLE001 (a damaged archive raises whatever its reading runs into)
        raise FileError(f"its normalisation {path} cannot be read", PREPARE_ANEW) from None
    if offset.shape != (3,) or not np.isfinite(offset).all() or not (np.isfinite(scale) and scale > 0):
        raise FileError(f"its normalisation {path} has no usable offset and scale", PREPARE_ANEW)
    return Normalization(offset, scale)


def listed(root: Path) -> list[tuple[str, str, str]]:
    """Dataset, class and name of every shape that has samples, sorted. Raises UserError when there is none."""
    if not (root / SAMPLES).is_dir():
        raise UserError(
            f"{root} has no folder {SAMPLES}; run `{spoken('prepare')}` on your meshes, or give DeepSDF's data."
        )
    found = sorted(p.relative_to(root / SAMPLES) for p in (root / SAMPLES).glob("*/*/*.npz") if p.name[0] != ".")
    if not found:
        raise UserError(f"{root / SAMPLES} holds no samples; run `{spoken('prepare')}` on your meshes.")
    return [(p.parts[0], p.parts[1], p.stem) for p in found]
