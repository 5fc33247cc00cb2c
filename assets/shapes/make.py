"""Makes the bundled shapes anew: `python assets/shapes/make.py [DIR]`. Needs manifold3d (pip install it), for unions.

Furniture is of the test split of the procedural families: no bundled checkpoint was trained on it. The scan is what one
virtual depth camera sees of the chair, with its noise. The digits are drawn here, stroke by stroke.

DIR: a folder with real furniture by class; of `REAL` pieces in it, all in the public domain and none to be trained on
(core.shapes.split), the real samples are made, with fewer faces (that needs pymeshlab). LICENCES.md says whose they
are.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import trimesh
from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parents[1]))

from core.observation.observe import observe  # noqa: E402
from core.shapes.analytic import BOX, PartsShape  # noqa: E402
from core.shapes.families import FurnitureKind, furniture  # noqa: E402
from core.shapes.split import split_of  # noqa: E402

FURNITURE: dict[str, tuple[FurnitureKind, int]] = {
    "chair": ("chair", 83),
    "table": ("table", 87),
    "bench": ("bench", 91),
}
REAL = {
    "armchair-real": "chair/blendswap-cc-0_armchair2.ply",
    "chair-real": "chair/blendswap-cc-0_chair.ply",
    "shelves-real": "shelf/blendswap-cc-0_shelves.ply",
    "table-real": "table/blendswap-cc-0_table.ply",
}
MOST_FACES = 3000
STROKES = {
    "digit-2": [(8, 9), (10, 6), (14, 5), (18, 7), (18, 11), (14, 15), (9, 21), (8, 22), (13, 21), (20, 22)],
    "digit-3": [(8, 7), (13, 5), (18, 8), (17, 12), (12, 13), (18, 15), (19, 20), (14, 23), (8, 21)],
    "digit-7": [(8, 7), (13, 7), (20, 6), (16, 13), (12, 23)],
}


def mesh_of(shape: PartsShape) -> trimesh.Trimesh:
    """The union of the parts as one closed mesh, in metres."""
    solids = []
    for kind, centre, half, rotation in zip(shape.kinds, shape.centres, shape.halves, shape.rotations, strict=True):
        if kind == BOX:
            solid = trimesh.creation.box(extents=2 * half)
        else:
            solid = trimesh.creation.cylinder(radius=half[0], height=2 * half[1], sections=48)
            solid.apply_transform(trimesh.transformations.rotation_matrix(np.pi / 2, [1, 0, 0]))
        pose = np.eye(4)
        pose[:3, :3], pose[:3, 3] = rotation, centre
        solid.apply_transform(pose)
        solids.append(solid)
    union = trimesh.boolean.union(solids, engine="manifold")
    union.vertices = shape.normalization.invert(union.vertices)
    return union


def write_scan(shape: PartsShape, path: Path, eye: tuple[float, float, float]) -> None:
    """The visible points as an ASCII PCD whose VIEWPOINT is the camera, all in metres."""
    seen = observe(shape, "scan", 4096, seed=1, eye=np.array(eye))
    points = shape.normalization.invert(np.unique(seen.points[seen.on_surface], axis=0))
    camera = shape.normalization.invert(np.array(eye))
    header = ["# .PCD v0.7", "VERSION 0.7", "FIELDS x y z", "SIZE 4 4 4", "TYPE F F F", "COUNT 1 1 1"]
    header += [f"WIDTH {len(points)}", "HEIGHT 1", "VIEWPOINT {:.5f} {:.5f} {:.5f} 1 0 0 0".format(*camera)]
    header += [f"POINTS {len(points)}", "DATA ascii"]
    path.write_text("\n".join([*header, *(f"{x:.5f} {y:.5f} {z:.5f}" for x, y, z in points)]) + "\n", encoding="utf-8")


def draw_digit(stroke: list[tuple[int, int]], path: Path) -> None:
    """A 28 x 28 grey picture, light on dark, drawn large and reduced."""
    large = Image.new("L", (560, 560))
    pen = ImageDraw.Draw(large)
    line = [(20 * x, 20 * y) for x, y in stroke]
    pen.line(line, fill=255, width=56, joint="curve")
    for x, y in line:
        pen.ellipse((x - 28, y - 28, x + 28, y + 28), fill=255)
    large.resize((28, 28), Image.Resampling.BOX).save(path)


def write_real(source: Path, path: Path) -> None:
    """A real piece with at most so many faces, in its own metres."""
    import pymeshlab  # an optional extra without types

    assert split_of(source.name) == "test", f"{source.name} may have been trained on"
    work: Any = pymeshlab.MeshSet()  # pyright: ignore[reportAttributeAccessIssue]
    work.load_new_mesh(str(source))
    if work.current_mesh().face_number() > MOST_FACES:
        work.meshing_merge_close_vertices()
        work.meshing_decimation_quadric_edge_collapse(targetfacenum=MOST_FACES, preservenormal=True)
    found = work.current_mesh()
    plain = trimesh.Trimesh(found.vertex_matrix(), found.face_matrix(), process=False)
    path.write_bytes(_without_writer(plain.export(file_type="ply", vertex_normal=False)))


def _without_writer(ply: object) -> bytes:
    """A PLY file without the third line of its header, which names the program that wrote it."""
    assert isinstance(ply, bytes)
    lines = ply.split(b"\n", 3)
    return b"\n".join([*lines[:2], lines[3]])


def main() -> None:
    for name, file in REAL.items() if len(sys.argv) > 1 else ():
        write_real(Path(sys.argv[1]) / file, FOLDER / f"{name}.ply")
    for name, (kind, seed) in FURNITURE.items():
        shape = furniture(seed, kind)
        (FOLDER / f"{name}.ply").write_bytes(_without_writer(mesh_of(shape).export(file_type="ply")))
        if name == "chair":
            write_scan(shape, FOLDER / "chair-scan.pcd", (1.3, 1.1, 1.9))
    for name, stroke in STROKES.items():
        draw_digit(stroke, FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
