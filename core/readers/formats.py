"""Every kind of file that can be opened, one row each: dialogs, help, documents and `load` go by this table.

Nothing heavy is imported here: the window reads it before its shell is painted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from core.shapes.base import Source

Content = Literal["mesh", "cloud", "samples", "picture"]


@dataclass(frozen=True)
class FileFormat:
    """name: for people. suffixes: lower case. holds: what a file may turn out to be, in `dims` dimensions. reader:
    "module:function" of (data, file) -> Source, which raises what `core.storage.reading` says.
    """

    name: str
    suffixes: tuple[str, ...]
    holds: tuple[Content, ...]
    reader: str
    dims: tuple[int, ...] = (3,)

    def load(self) -> Callable[[bytes, Path], Source]:
        """The reader, imported when it is needed."""
        module, function = self.reader.split(":")
        return getattr(import_module(module), function)


FORMATS = (
    FileFormat("PLY", (".ply",), ("mesh", "cloud"), "core.readers.ply:read"),
    FileFormat("OBJ", (".obj",), ("mesh",), "core.readers.obj:read"),
    FileFormat("STL", (".stl",), ("mesh",), "core.readers.stl:read"),
    FileFormat("OFF", (".off",), ("mesh",), "core.readers.off:read"),
    FileFormat("glTF", (".glb", ".gltf"), ("mesh",), "core.readers.gltf:read"),
    FileFormat("table", (".xyz", ".txt", ".csv", ".pts", ".asc"), ("cloud",), "core.readers.points:read", (2, 3)),
    FileFormat("PCD", (".pcd",), ("cloud",), "core.readers.pcd:read"),
    FileFormat("NumPy", (".npy", ".npz"), ("cloud", "samples"), "core.readers.deepsdf:read", (2, 3)),
    FileFormat(
        "picture",
        (".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".pbm", ".pgm", ".ppm"),
        ("picture",),
        "core.readers.picture:read",
        (2,),
    ),
)

WORDS: dict[Content, str] = {
    "mesh": "mesh",
    "cloud": "point cloud",
    "samples": "signed distances",
    "picture": "picture",
}

IDX_PATTERNS = ("*ubyte", "*ubyte.gz", "*.idx", "*.idx.gz")
"""Of MNIST's files, which are known by their names."""

SUFFIXES = tuple(suffix for row in FORMATS for suffix in row.suffixes)


def suffixes_of(*contents: Content) -> tuple[str, ...]:
    """Suffixes of all formats that may hold one of these."""
    return tuple(s for row in FORMATS if set(contents) & set(row.holds) for s in row.suffixes)


def format_of(path: str | Path) -> FileFormat | None:
    """The format that a file's name says, in whatever case; None for a name that says none."""
    suffix = Path(path).suffix.lower()
    return next((row for row in FORMATS if suffix in row.suffixes), None)


def is_idx(file: Path) -> bool:
    """Whether a file is one of MNIST's by its name."""
    name = file.name.lower()
    return "idx" in name and (name.endswith(("ubyte", "ubyte.gz", ".idx", ".idx.gz")) or file.suffix.lower() == ".gz")


def in_words(short: bool = False) -> str:
    """All that can be opened: "mesh (ply, obj, ...), point cloud (...), ..."; short: the suffixes alone."""
    if short:
        return " ".join(suffix[1:].upper() for suffix in SUFFIXES)
    parts = (f"{WORDS[c]} ({', '.join(s[1:] for s in suffixes_of(c))})" for c in WORDS)
    return f"{', '.join(parts)}, or MNIST IDX file"


def dialog_patterns(*contents: Content) -> str:
    """The same for a file dialog, "*.ply *.obj ...": of some contents, or of everything."""
    suffixes = suffixes_of(*contents) if contents else SUFFIXES
    return " ".join((*(f"*{suffix}" for suffix in suffixes), *(() if contents else IDX_PATTERNS)))
