"""Which meshes a folder holds, what they are called, and which of them a split file names. No mesh is opened."""

from __future__ import annotations

import csv
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import UserError
from core.readers.formats import suffixes_of
from core.storage.reading import boundary
from core.storage.regular import regular
from core.storage.typed import MisfitError, read_document

SUFFIXES = suffixes_of("mesh")
SYNSET = re.compile(r"\d{8}")
SPLITS = ("train", "val", "test")
HELD_OUT = 10
"""Without a split file one shape in this many is for validation and one for tests."""


@dataclass(frozen=True, order=True)
class ShapeId:
    """What DeepSDF calls a shape: its dataset, its class (a ShapeNet synset or a folder) and its own name."""

    dataset: str
    category: str
    name: str

    def __str__(self) -> str:
        return f"{self.dataset}/{self.category}/{self.name}"


@dataclass(frozen=True)
class MeshFile:
    """A mesh and what it will be called."""

    id: ShapeId
    path: Path


@dataclass(frozen=True)
class Split:
    """Names out of split files: of train, val and test, or of one list without a part ("all")."""

    parts: dict[str, tuple[ShapeId, ...]]

    @property
    def ids(self) -> tuple[ShapeId, ...]:
        return tuple(sorted({shape for part in self.parts.values() for shape in part}))


def find_meshes(folder: Path, dataset: str | None = None, leave_out: Path | None = None) -> tuple[list[MeshFile], str]:
    """The meshes in a folder and below it, sorted by name, and the layout in words.

    ShapeNetCore v2 is <synset>/<model>/models/model_normalized.obj, v1 is <synset>/<model>/model.obj; the class is
    then the synset. Otherwise it is the first folder below `folder`, and the name the rest of the path. dataset: the
    name above the classes; "ShapeNetV2", "ShapeNetV1" or that of the folder unless given. leave_out: a folder whose
    files are no input (the output, when it lies in the input).
    Raises UserError when there is no mesh.
    """
    if not folder.is_dir():
        raise UserError(f"{folder} is not a folder; give the one that holds the meshes.")
    folder = folder.resolve()
    paths = sorted(_mesh_paths(folder, leave_out.resolve() if leave_out else None))
    if not paths:
        kinds = " ".join(suffix[1:].upper() for suffix in SUFFIXES)
        raise UserError(f"{folder} holds no meshes; give a folder with {kinds} files in it or below.")
    second = [p for p in paths if p.name == "model_normalized.obj" and p.parent.name == "models"]
    first = [p for p in paths if p.name == "model.obj" and SYNSET.fullmatch(p.parents[1].name)]
    if second:
        name = dataset or "ShapeNetV2"
        return [MeshFile(_id(name, p.parents[2].name, p.parents[1].name), p) for p in second], "ShapeNetCore v2"
    if first:
        name = dataset or "ShapeNetV1"
        return [MeshFile(_id(name, p.parents[1].name, p.parent.name), p) for p in first], "ShapeNetCore v1"
    return list(_plain(folder, paths, dataset or _clean(folder.name))), "folder of meshes"


def _mesh_paths(folder: Path, leave_out: Path | None) -> Iterator[Path]:
    from core.readers.prepared import SAMPLES, SURFACE

    for parent, folders, files in os.walk(folder):
        if SAMPLES in folders and SURFACE in folders:  # prepared earlier: points, and no meshes
            folders.remove(SURFACE)
        folders[:] = [n for n in folders if not n.startswith((".", "__MACOSX")) and Path(parent, n) != leave_out]
        yield from (Path(parent, f) for f in files if f.lower().endswith(SUFFIXES) and not f.startswith("."))


def _plain(folder: Path, paths: Iterable[Path], dataset: str) -> Iterator[MeshFile]:
    taken: set[ShapeId] = set()
    for path in paths:
        parts = path.relative_to(folder).with_suffix("").parts
        category, names = (parts[0], parts[1:]) if len(parts) > 1 else (folder.name, parts)
        own = _id(dataset, category, "_".join(names))
        if own in taken:  # the same mesh in several formats, or a_b beside a/b
            own = _id(dataset, category, "_".join((*names, path.suffix[1:].lower())))
        while own in taken:
            own = _id(dataset, category, own.name + "_")
        taken.add(own)
        yield MeshFile(own, path)


def _id(dataset: str, category: str, name: str) -> ShapeId:
    return ShapeId(_clean(dataset), _clean(category), _clean(name))


def _clean(name: str) -> str:
    """A name that is a file name everywhere."""
    return re.sub(r"[^\w.-]", "_", name).strip(".") or "shapes"


def read_split(path: Path) -> Split:
    """DeepSDF's JSON {dataset: {class: [names]}}, or ShapeNet's CSV with synsetId, modelId and split.

    A JSON file is one list, called by the part that its name ends with (..._train.json) or else "all". A shape of a
    CSV has an empty dataset. Raises UserError when the file is neither.
    """
    with boundary(f"{path} cannot be used as a split file", "give DeepSDF's JSON or ShapeNet's all.csv"):
        if path.suffix.lower() == ".csv":
            return _csv_split(path)
        ids = tuple(
            ShapeId(str(dataset), str(category), str(name))
            for dataset, categories in read_document(path).items()
            for category, names in _checked(categories, dict, "a class").items()
            for name in _checked(names, list, "a list of names")
        )
    part = next((part for part in SPLITS if path.stem.lower().endswith(part)), "all")
    return Split({part: ids})


def _checked(value: Any, kind: type, words: str) -> Any:  # noqa: ANN401 (JSON)
    if not isinstance(value, kind):
        raise MisfitError(f"it is not of the form {{dataset: {{class: [names]}}}}: {words} is missing")
    return value


def _csv_split(path: Path) -> Split:
    parts: dict[str, list[ShapeId]] = {part: [] for part in SPLITS}
    with regular(path).open(newline="", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            parts[row["split"]].append(ShapeId("", row["synsetId"].zfill(8), row["modelId"]))
    return Split({part: tuple(ids) for part, ids in parts.items()})


def merged(splits: Sequence[Split]) -> Split:
    """All names of several split files, by part."""
    parts: dict[str, tuple[ShapeId, ...]] = {}
    for split in splits:
        for part, ids in split.parts.items():
            parts[part] = parts.get(part, ()) + ids
    return Split(parts)


def chosen(meshes: Sequence[MeshFile], split: Split) -> tuple[list[MeshFile], Split, list[ShapeId]]:
    """The meshes that a split names, the split in their own names, and what it names that is not there.

    Shapes are matched by class and name; their dataset becomes that of the split, where it has one.
    """
    by_name = {(mesh.id.category, mesh.id.name): mesh for mesh in meshes}
    found: dict[ShapeId, MeshFile] = {}
    parts: dict[str, tuple[ShapeId, ...]] = {}
    missing: list[ShapeId] = []
    for part, ids in split.parts.items():
        own: list[ShapeId] = []
        for wanted in ids:
            mesh = by_name.get((wanted.category, wanted.name))
            if mesh is None:
                missing.append(wanted)
                continue
            shape = ShapeId(wanted.dataset or mesh.id.dataset, mesh.id.category, mesh.id.name)
            found[shape] = MeshFile(shape, mesh.path)
            own.append(shape)
        parts[part] = tuple(own)
    return [found[shape] for shape in sorted(found)], Split(parts), sorted(set(missing))


def drawn_split(ids: Iterable[ShapeId]) -> Split:
    """Train, val and test, 8 : 1 : 1, by a checksum of the name: a shape stays where it is when others are added.

    Of a few shapes, a part that would be empty gets one from train.
    """
    parts: dict[str, list[ShapeId]] = {part: [] for part in SPLITS}
    for shape in sorted(ids):
        place = zlib.crc32(f"{shape.category}/{shape.name}".encode("utf-8", "surrogateescape")) % HELD_OUT
        parts[{0: "test", 1: "val"}.get(place, "train")].append(shape)
    for part in ("test", "val"):
        if not parts[part] and len(parts["train"]) > 1:
            parts[part].append(parts["train"].pop())
    return Split({part: tuple(own) for part, own in parts.items()})


def split_json(ids: Iterable[ShapeId]) -> str:
    """DeepSDF's form of a list of shapes."""
    document: dict[str, dict[str, list[str]]] = {}
    for shape in sorted(ids):
        document.setdefault(shape.dataset, {}).setdefault(shape.category, []).append(shape.name)
    return json.dumps(document, indent=1) + "\n"
