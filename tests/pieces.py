"""Meshes: a folder of small ones, as a suite of real furniture has them, and one that takes a while to open."""

from pathlib import Path

import numpy as np
import trimesh


def furnish(folder: Path) -> Path:
    """Boxes of different proportions; 0, 2, 7 and 8 test by their names (tests/core/test_split.py)."""
    for name, kind in ((0, "chair"), (1, "chair"), (2, "table"), (3, "table"), (7, "table"), (9, "table")):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        trimesh.creation.box((1.0, 0.2 + 0.15 * name, 0.7)).export(folder / kind / f"{name}.ply")
    return folder


def large_mesh(path: Path) -> None:
    """300,000 triangles anywhere, as an OBJ."""
    rng = np.random.default_rng(0)
    points = rng.normal(size=(150_000, 3))
    corners = rng.integers(1, len(points) + 1, (300_000, 3))
    with path.open("w", encoding="utf-8") as file:
        np.savetxt(file, points, "v %.6f %.6f %.6f")
        np.savetxt(file, corners, "f %d %d %d")
