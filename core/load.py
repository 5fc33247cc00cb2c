"""One entry for every file that can be opened: `load`. Every fault is a UserError of one plain sentence."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from core.errors import UserError
from core.shapes.base import Samples, Source

MESHES = (".obj", ".stl", ".off", ".glb")
CLOUDS = (".xyz", ".txt", ".csv", ".pts", ".pcd")
NUMPY = (".npy", ".npz")
PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".pbm", ".pgm", ".ppm")
SUFFIXES = (".ply", *MESHES, *CLOUDS, *NUMPY, *PICTURES)
"""Every suffix that `load` knows, for file dialogs; MNIST's IDX files are known by their names."""

ASSETS = Path(__file__).resolve().parents[1] / "assets" / "shapes"

LARGEST = 1e100
"""Coordinates beyond this, or extents below its inverse, have no representable squares."""

REMEDY = {
    "mesh": "give a closed triangle mesh, or its points alone as a cloud",
    "cloud": "give a cloud of points around a shape",
    "picture": "give a picture of a dark shape on light ground or the reverse",
    "file": "check that the file is complete and of the kind that its name says",
}


def bundled_shapes() -> tuple[Path, ...]:
    """The files that come with the program, sorted by name."""
    return tuple(sorted(p for p in ASSETS.glob("*") if p.suffix in SUFFIXES)) if ASSETS.is_dir() else ()


def load(path: str | Path) -> Source:
    """A mesh or picture as a shape, a point cloud as a scan, DeepSDF's npz as samples.

    `FILE#42` picks picture 42 of an MNIST IDX file (without "#": the first); `furniture:test#42` is shape 42 of a
    split of a procedural family (core.tasks). Raises UserError.
    """
    if "#" in str(path) and (shape := _member(str(path))) is not None:
        return shape
    file, index = _split(str(path))
    if file.is_dir():
        raise UserError(f"{file} is a folder; give one of the files in it.")
    if not file.exists():
        raise UserError(f"{file} does not exist; check the path.")
    try:
        if not file.stat().st_size:
            raise UserError(f"{file} is empty; give a file with a shape in it.")
        if is_idx(file):
            return _digit(file, index)
        return _load_by_suffix(file)
    except OSError as fault:
        raise UserError(
            f"{file} cannot be read ({fault.strerror or 'unknown fault'}); check its permissions."
        ) from None
    except MemoryError:
        raise UserError(f"{file} is too large for this machine's memory; give a smaller file.") from None


def _member(name: str) -> Source | None:
    from core.tasks import is_member, member

    return member(name) if is_member(name) and not Path(name).exists() else None


def _split(text: str) -> tuple[Path, str | None]:
    """A file and what follows its "#"; a file whose own name has a "#" wins."""
    if "#" not in text or Path(text).exists():
        return Path(text), None
    file, index = text.rsplit("#", 1)
    return Path(file), index


def is_idx(file: Path) -> bool:
    """Whether a file is one of MNIST's by its name."""
    name = file.name.lower()
    return "idx" in name and (name.endswith(("ubyte", "ubyte.gz", ".idx", ".idx.gz")) or file.suffix == ".gz")


@lru_cache(maxsize=1)
def _pictures(file: Path, changed: int) -> np.ndarray:  # noqa: ARG001 (a changed file is read anew)
    """Unpacking all of them takes many times as long as adapting to one."""
    from core.shapes.image import load_idx

    return load_idx(file)


def _digit(file: Path, index: str | None) -> Source:
    from core.shapes.image import digit

    pictures = _pictures(file, file.stat().st_mtime_ns)
    if not len(pictures):
        raise UserError(f"{file} has no pictures; fetch the file again.")
    if index is not None and not (index.isascii() and index.isdigit()):
        raise UserError(f"{file} has no picture '{index}'; choose a number from 0 to {len(pictures) - 1}.")
    return digit(pictures, int(index or 0), file.name)


def _load_by_suffix(file: Path) -> Source:
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        kinds = " ".join(s[1:].upper() for s in (".ply", *MESHES, ".xyz", ".pcd", *NUMPY, ".png"))
        raise UserError(f"{file} is of an unknown kind; give one of {kinds} or an MNIST IDX file.")
    if suffix in PICTURES:
        return _told(file, "picture", _picture)
    if suffix in NUMPY:
        return _told(file, "cloud", _numpy)
    if suffix in CLOUDS:
        return _told(file, "cloud", _cloud)
    return _told(file, "mesh", _ply if suffix == ".ply" else _mesh)


class _BrokenFileError(ValueError):
    """The bytes are not what the suffix says, as against a whole file with an unusable shape."""


def _told(file: Path, kind: str, read) -> Source:  # noqa: ANN001 (one of the readers below)
    """Read, and turn a reader's reason into the sentence for people."""
    try:
        return read(file)
    except UserError:
        raise
    except _BrokenFileError as fault:
        raise UserError(f"{file} cannot be used: {fault}; {REMEDY['file']}.") from None
    except ValueError as fault:
        reason = str(fault)
        raise UserError(f"{file} cannot be used: {reason}; {REMEDY[kind]}.") from None


def _picture(file: Path) -> Source:
    from core.shapes.picture import read_picture

    return read_picture(file)


def _numpy(file: Path) -> Source:
    from core.shapes.deepsdf import read_numpy
    from core.shapes.prepared import with_siblings

    source = read_numpy(file)
    return with_siblings(source, file) if isinstance(source, Samples) else source


def _cloud(file: Path) -> Source:
    from core.shapes.cloud import read_pcd, read_xyz

    data = file.read_bytes()
    return read_pcd(data, file.name) if file.suffix.lower() == ".pcd" else read_xyz(data, file.name)


def _ply(file: Path) -> Source:
    """A mesh, or a scan when the file has vertices alone."""
    from core.shapes.cloud import scan_of
    from core.shapes.ply import read_ply

    try:
        ply = read_ply(file.read_bytes())
    except (ValueError, OverflowError) as fault:
        reason = str(fault) if str(fault).startswith("it") else "it holds something that is not a number"
        raise _BrokenFileError(reason) from None
    if len(ply.faces):
        return _solid(ply.vertices, ply.faces, file.name)
    return scan_of(_checked(ply.vertices), ply.normals, file.name)


def _mesh(file: Path) -> Source:
    """OBJ, STL, OFF and GLB through trimesh; the parts of a scene are put in place and joined."""
    import trimesh

    try:
        scene = trimesh.load_scene(file, process=False, skip_materials=True)
        parts = [part for part in scene.dump() if isinstance(part, trimesh.Trimesh)]
        sizes = np.cumsum([0, *(len(part.vertices) for part in parts)])
        vertices = np.concatenate([np.empty((0, 3)), *(part.vertices for part in parts)])
        shifted = (part.faces + start for part, start in zip(parts, sizes, strict=False))
        faces = np.concatenate([np.empty((0, 3), np.int64), *shifted])
    except Exception:  # noqa: BLE001 (readers of foreign formats raise whatever their parsing runs into)
        raise _BrokenFileError(f"it is not a whole {file.suffix[1:].upper()} file") from None
    if not len(faces) and file.suffix.lower() == ".stl":  # a cut binary STL is taken for a text without triangles
        raise _BrokenFileError("it has no faces or is not a whole STL file")
    if not len(faces):
        raise ValueError("it has no faces")
    return _solid(vertices, faces, file.name)


def _solid(vertices: np.ndarray, faces: np.ndarray, name: str) -> Source:
    from core.shapes.mesh import MeshShape

    if faces.min() < 0 or faces.max() >= len(vertices):
        raise _BrokenFileError("its faces name vertices that are not there")
    return MeshShape.from_triangles(_checked(vertices, np.unique(faces)), faces, name)


def _checked(vertices: np.ndarray, used: np.ndarray | None = None) -> np.ndarray:
    """The same vertices, if those that are used can be computed with; unused ones that cannot become zero."""
    own = vertices if used is None else vertices[used]
    if not np.isfinite(own).all():
        raise ValueError("it has NaN or infinite vertices")
    if np.abs(own).max(initial=0) > LARGEST:
        raise ValueError("its coordinates are too large")
    if len(own) < 2:
        raise ValueError("it has no points" if not len(own) else "it has only one point")
    extent = np.ptp(own, axis=0).max()
    if extent == 0:
        raise ValueError("all its points are equal")
    if extent < 1 / LARGEST:
        raise ValueError("its points are too close together")
    return np.where(np.isfinite(vertices) & (np.abs(vertices) <= LARGEST), vertices, 0.0)
