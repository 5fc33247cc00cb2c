"""A person's own meshes as a family: the files of a folder, split by name or by split files."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import UserError
from core.prepare.layout import MeshFile, chosen, find_meshes, merged, read_split
from core.readers.load import load
from core.shapes.mesh import MeshShape
from core.shapes.split import Split, split_of


@dataclass(frozen=True, eq=False)
class MeshDraw:
    """Meshes of a folder by number and split; numbers past the end begin again. parts: files, no part empty."""

    folder: Path
    parts: Mapping[Split, tuple[Path, ...]]

    def size(self, split: Split) -> int:
        """How many meshes a split has."""
        return len(self.parts[split])

    def __call__(self, number: int, split: Split) -> MeshShape:
        """Loads one. Raises UserError where the file holds no solid."""
        path = self.parts[split][number % len(self.parts[split])]
        shape = load(str(path))
        if not isinstance(shape, MeshShape):
            raise UserError(f"{path} holds no surface with triangles; leave it out.")
        return shape


def meshes(folder: str | Path, classes: Sequence[str] = (), splits: Mapping[str, str] | None = None) -> MeshDraw:
    """The meshes in a folder and below it, whatever its layout (core.prepare.layout).

    classes: those to use, all without any; the class of a mesh is its subfolder. splits: split files by part (train,
    val, test); without any, the names of the files decide (core.shapes.split). A part that would be empty is one file
    of train, taken out of it. Raises UserError where fewer than three meshes are left.
    """
    folder = Path(folder)
    found, _ = find_meshes(folder)
    if classes:
        known = {mesh.id.category for mesh in found}
        unknown = sorted(set(classes) - known)
        if unknown:
            raise UserError(f"{folder} has no class {', '.join(unknown)}; it has {', '.join(sorted(known))}.")
        found = [mesh for mesh in found if mesh.id.category in classes]
    if len(found) < 3:
        raise UserError(f"{folder} holds {len(found)} meshes to train on; give at least three.")
    return MeshDraw(folder, _completed(_by_files(found, splits) if splits else _by_names(found)))


def _by_names(found: Sequence[MeshFile]) -> dict[Split, list[Path]]:
    parts: dict[Split, list[Path]] = {"train": [], "val": [], "test": []}
    for mesh in found:
        parts[split_of(mesh.path.name)].append(mesh.path)
    return parts


def _by_files(found: Sequence[MeshFile], splits: Mapping[str, str]) -> dict[Split, list[Path]]:
    read = [read_split(Path(path)) for path in splits.values() if path]
    named, split, _ = chosen(found, merged(read))
    paths = {mesh.id: mesh.path for mesh in named}
    parts: dict[Split, list[Path]] = {"train": [], "val": [], "test": []}
    for part, own in parts.items():
        own.extend(paths[shape] for shape in split.parts.get(part, ()))
    return parts


def _completed(parts: dict[Split, list[Path]]) -> dict[Split, tuple[Path, ...]]:
    order: tuple[Split, ...] = ("train", "test", "val")
    for part in order:
        most = max(parts.values(), key=len)
        if not parts[part]:
            parts[part].append(most.pop())
    return {part: tuple(own) for part, own in parts.items()}


def credits_of(draw: MeshDraw) -> list[str]:
    """Whom to thank for the meshes of the training split: "creator (licence)" in order, each once.

    Read from index.csv in the folder, or from FOLDER.csv beside it, with columns path, licence and creator or source;
    nothing is known without one. Names of creators are owed where a licence asks for attribution, as CC BY does.
    """
    table = next((t for t in (draw.folder / "index.csv", draw.folder.with_suffix(".csv")) if t.is_file()), None)
    if table is None:
        return []
    used = {path.name for path in draw.parts["train"]}
    try:
        with table.open(newline="", encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if Path(row.get("path") or "").name in used]
    except (OSError, ValueError, csv.Error):
        return []
    named = {(row.get("creator") or row.get("source") or "", row.get("licence") or "") for row in rows}
    return [f"{creator} ({licence})" for creator, licence in sorted(named) if creator]
