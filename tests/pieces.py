"""A folder of small meshes, as a suite of real furniture has them."""

from pathlib import Path

import trimesh


def furnish(folder: Path) -> Path:
    """Boxes of different proportions; 0, 2, 7 and 8 test by their names (tests/core/test_split.py)."""
    for name, kind in ((0, "chair"), (1, "chair"), (2, "table"), (3, "table"), (7, "table"), (9, "table")):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        trimesh.creation.box((1.0, 0.2 + 0.15 * name, 0.7)).export(folder / kind / f"{name}.ply")
    return folder
