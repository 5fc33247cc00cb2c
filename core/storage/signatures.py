"""What a file is by its first bytes, where it is not what its name says."""

from __future__ import annotations

FETCH, UNPACK = "fetch the file itself", "unpack it"

SIGNATURES: tuple[tuple[bytes, str, str, tuple[str, ...]], ...] = (
    (b"version https://git-lfs", "only a pointer of Git LFS", f"{FETCH} (git lfs pull)", ()),
    (b"<!doctype html", "a web page", FETCH, ()),
    (b"<html", "a web page", FETCH, ()),
    (b"<svg", "an SVG drawing", "save it as PNG", ()),
    (b"%pdf", "a PDF document", "save it in a format that is read", ()),
    (b"%!ps", "a PostScript program", "save it in a format that is read", ()),
    (b"\x1f\x8b", "packed with gzip", UNPACK, ("IDX",)),
    (b"bzh", "packed with bzip2", UNPACK, ()),
    (b"\xfd7zxz", "packed with xz", UNPACK, ()),
    (b"pk\x03\x04", "a ZIP archive or an office document", f"{UNPACK}, or save its table as CSV", ("NumPy",)),
    (b"7z\xbc\xaf", "a 7z archive", UNPACK, ()),
    (b"rar!", "a RAR archive", UNPACK, ()),
    (b"kaydara fbx", "an FBX file", "save it as GLB, OBJ or PLY", ()),
    (b"blender", "a Blender file", "save it as GLB, OBJ or PLY", ()),
    (b"lasf", "a LAS file", "save it as PLY or XYZ", ()),
    (b"astm-e57", "an E57 file", "save it as PLY or XYZ", ()),
    (b"\x89hdf", "an HDF5 file", "save it in a format that is read", ()),
    (b"ply\n", "a PLY file", "let its name end in .ply", ("PLY",)),
    (b"ply\r", "a PLY file", "let its name end in .ply", ("PLY",)),
    (b"gltf", "a GLB file", "let its name end in .glb", ("glTF",)),
    (b"# .pcd", "a PCD file", "let its name end in .pcd", ("PCD",)),
    (b"\x93numpy", "a NumPy file", "let its name end in .npy", ("NumPy",)),
    (b"\x89png", "a PNG picture", "let its name end in .png", ("picture",)),
    (b"\xff\xd8\xff", "a JPEG picture", "let its name end in .jpg", ("picture",)),
)  # fmt: skip
"""First bytes with small letters, what has them, what to do, and the kinds of files that may have them."""


def other_kind(data: bytes, kind: str) -> tuple[str, str] | None:
    """What a file is that is not of its kind, and what to do about it; None where the first bytes do not tell."""
    head = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").lower()
    found = (row for row in SIGNATURES if head.startswith(row[0]) and kind not in row[3])
    return next(((words, remedy) for _, words, remedy, _ in found), None)
