"""MNIST's pictures from a file, a folder or a mirror, and composites of them. No test needs the network."""

import gzip
import hashlib
import http.server
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage

from core.errors import UserError
from core.readers.mnist import NAMES, SHA256, fetched, picture_file, unpacked_hash
from core.shapes.composites import COMPOSITIONS, SIDE, Composition, cluttered, composite, pasted
from core.training.tasks import composites, digits

GOOD = NAMES[0] + ".gz"


def idx(count: int = 6) -> bytes:
    pictures = np.zeros((count, 28, 28), np.uint8)
    pictures[:, 4:24, 9:19] = 255
    return struct.pack(">4i", 2051, *pictures.shape) + pictures.tobytes()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[tuple[str, Path, list[str]]]:
    """Address, folder and log of a web server."""
    folder, asked = tmp_path / "mirror", []
    folder.mkdir()

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments, **options) -> None:
            super().__init__(*arguments, directory=str(folder), **options)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            asked.append(self.path)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", folder, asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_fetched_once_and_checked(mirror: tuple[str, Path, list[str]], tmp_path: Path) -> None:
    address, folder, asked = mirror
    (folder / "bad.gz").write_bytes(gzip.compress(idx(5)))
    (folder / "cut.gz").write_bytes(gzip.compress(idx())[:50])
    (folder / GOOD).write_bytes(gzip.compress(idx(), 1))
    mirrors = [address + name for name in ("gone.gz", "bad.gz", "cut.gz", GOOD)]
    cache = tmp_path / "cache"
    path = fetched(cache, mirrors, sha(idx()))
    assert gzip.decompress(path.read_bytes()) == idx()
    assert len(set(asked)) == 4
    count = len(asked)
    assert fetched(cache, mirrors, sha(idx())) == path
    assert len(asked) == count
    path.write_bytes(b"altered")
    fetched(cache, mirrors, sha(idx()))
    assert gzip.decompress(path.read_bytes()) == idx()
    assert [p.name for p in cache.iterdir()] == [GOOD]  # nothing half is left


def test_no_mirror_is_one_sentence(mirror: tuple[str, Path, list[str]], tmp_path: Path) -> None:
    address, folder, _ = mirror
    (folder / "bad.gz").write_bytes(gzip.compress(idx(5)))
    dead = "http://127.0.0.1:9/x.gz"  # nobody listens there
    with pytest.raises(UserError, match=r"cannot be fetched \(.*something else than the pictures.*set data") as caught:
        fetched(tmp_path / "cache", [dead, address + "gone.gz", address + "bad.gz"], sha(idx()))
    assert "\n" not in str(caught.value)
    assert not list((tmp_path / "cache").iterdir())


@pytest.mark.parametrize("place", ["", "raw", "MNIST/raw", "mnist"])
def test_in_a_folder(tmp_path: Path, place: str) -> None:
    path = tmp_path / place / NAMES[0]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(idx(60_000 // 10_000))
    assert picture_file(tmp_path) == path
    assert picture_file(path) == path


def test_a_folder_without_the_pictures_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no train-images"):
        digits(tmp_path)
    with pytest.raises(UserError, match="leave it out"):
        digits(tmp_path / "gone.gz")


def test_the_known_hash_is_that_of_the_real_pictures(shared_data: Path) -> None:
    assert unpacked_hash(picture_file(shared_data / "mnist")) == SHA256


def pieces(picture: np.ndarray) -> np.ndarray:
    """Number of the connected piece that each pixel belongs to, 0 for none."""
    labels = np.zeros(picture.shape, np.int32)
    ndimage.label(picture, output=labels)
    return labels


def bars(count: int = 4) -> np.ndarray:
    pictures = np.zeros((count, 28, 28), np.uint8)
    pictures[:, 4:24, 11:17] = 255
    return pictures


@pytest.mark.parametrize("number", [1, 2, 3])
def test_as_many_digits_as_were_asked_side_by_side(number: int) -> None:
    shape = composite(bars(), Composition(digits=number), 0)
    assert pieces(shape.grey > 0.5).max() == number
    points, _ = shape.sample_surface(3000, np.random.default_rng(0))
    assert np.abs(points).max() <= 1
    third = np.bincount(((points[:, 0] + 1) / 2 * number).astype(int), minlength=number)
    assert third / 3000 == pytest.approx(np.full(number, 1 / number), abs=0.05)


def test_a_picture_is_pasted_where_and_how_it_was_asked() -> None:
    picture = np.zeros((28, 28))
    picture[:6, 12:16] = 1  # at the top
    upright = pasted(picture, 0, 56, np.array([31.5, 31.5]))
    centre = np.array(ndimage.center_of_mass(upright))
    assert centre == pytest.approx([31.5 - 22, 31.5], abs=0.6)
    left = pasted(picture, 90, 56, np.array([31.5, 31.5]))  # counterclockwise: the top goes to the left
    assert np.array(ndimage.center_of_mass(left)) == pytest.approx([31.5, 31.5 - 22], abs=0.6)
    small = pasted(picture, 0, 28, np.array([40.0, 20.0]))
    assert np.array(ndimage.center_of_mass(small)) == pytest.approx([40 - 11, 20], abs=0.6)
    assert small.sum() == pytest.approx(24, rel=0.1)


def test_clutter_keeps_off_the_digits() -> None:
    canvas = np.zeros((SIDE, SIDE))
    canvas[20:44, 28:36] = 1
    for seed in range(5):
        more = cluttered(canvas, 6, np.random.default_rng(seed))
        labels = pieces(more > 0.1)
        assert labels.max() == 7
        assert np.array_equal(labels == labels[30, 30], canvas > 0)
    full = np.ones((SIDE, SIDE))
    assert np.array_equal(cluttered(full, 3, np.random.default_rng(0)), full)  # no room


@pytest.mark.parametrize("name", COMPOSITIONS)
def test_every_composition_of_real_digits_is_a_shape(shared_data: Path, name: str) -> None:
    draw = composites(shared_data / "mnist", COMPOSITIONS[name])
    for number in range(4):
        shape = draw(number, "test")
        points, normals = shape.sample_surface(300, np.random.default_rng(0))
        assert np.abs(shape.sdf(points)).max() < 1e-5
        assert (shape.sdf(points + 0.01 * normals) > 0).mean() > 0.95
        assert np.array_equal(draw(number, "test").sdf(points), shape.sdf(points))
        assert draw(number, "train").name != shape.name
