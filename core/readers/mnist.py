"""MNIST's training pictures: out of a file, a folder, or fetched once and checked by what they hold."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Sequence
from pathlib import Path

from core.errors import UserError
from core.storage.atomic import write_atomically

NAMES = ("train-images-idx3-ubyte", "train-images.idx3-ubyte")
PLACES = ("", "raw", "MNIST/raw", "mnist")
"""Below a folder that a person gives: as the files come, and as torchvision keeps them."""

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/train-images-idx3-ubyte.gz",
    "https://storage.googleapis.com/cvdf-datasets/mnist/train-images-idx3-ubyte.gz",
)
SHA256 = "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
"""Of the unpacked pictures: mirrors may pack them anew."""

SECONDS = 30
"""How long a mirror may be silent."""


def picture_file(data: str | Path) -> Path:
    """The file with the training pictures: `data` itself, the one in the folder `data`, or a fetched one for "".

    Raises UserError when it is not there or cannot be fetched.
    """
    if not str(data):
        return fetched()
    path = Path(data)
    if path.is_file():
        return path
    if not path.is_dir():
        raise UserError(
            f"{path}: the MNIST pictures are not there; set data in the training file to your copy, or leave it out "
            "and they are fetched."
        )
    found = idx_file(path)
    if found is None:
        raise UserError(f"{path} has no {NAMES[0]}(.gz) in it; give the folder with the MNIST files.")
    return found


def idx_file(path: Path) -> Path | None:
    """A file as it is; of a folder the file in it that is named as MNIST's training pictures are, None without one."""
    if path.is_file():
        return path
    files = (path / place / (name + suffix) for place in PLACES for name in NAMES for suffix in ("", ".gz"))
    return next((file for file in files if file.is_file()), None)


def fetched(folder: Path | None = None, mirrors: Sequence[str] = MIRRORS, sha256: str = SHA256) -> Path:
    """The pictures in the person's cache (or `folder`), from the first mirror that has them as they should be.

    Fetched once; a file that was altered since is fetched anew. Raises UserError, with what each mirror said.
    """
    import pooch

    target = (folder or Path(pooch.os_cache("metasdf-live"))) / f"{NAMES[0]}.gz"
    if target.is_file() and unpacked_hash(target) == sha256:
        return target
    said: list[str] = []
    for mirror in mirrors:
        try:
            write_atomically(target, lambda path, mirror=mirror: _fetch(mirror, path, sha256))
            return target
        except Exception as fault:  # noqa: BLE001 (networks fail in more ways than a list can hold)
            said.append(f"{mirror.split('/')[2]}: {' '.join(str(fault).split())[:120]}")
    raise UserError(
        f"The MNIST pictures cannot be fetched ({'; '.join(said)}); connect to the network, or set data in the "
        "training file to a copy."
    )


def _fetch(mirror: str, path: Path, sha256: str) -> None:
    """Raises what the network raises, and ValueError for a file with other pictures."""
    import pooch

    pooch.HTTPDownloader(timeout=SECONDS)(mirror, str(path), None)
    if unpacked_hash(path) != sha256:
        raise ValueError("it sent something else than the pictures")


def unpacked_hash(path: Path) -> str:
    """SHA-256 of what a gzip file holds; "" where it is none or damaged."""
    try:
        return hashlib.sha256(gzip.decompress(path.read_bytes())).hexdigest()
    except (OSError, EOFError, ValueError):
        return ""
