"""What has no end is never opened, whatever names it: a session, a checkpoint, a training file, a lesson, a person."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from core.errors import UserError
from core.evaluation.dataset import collect
from core.readers.load import load
from core.runs.checkpoint import load_checkpoint
from core.runs.identity import file_hash, local_path, weights_hash
from core.runs.session import read_session
from core.storage.regular import regular
from core.training.train_config import load_config
from tests.forked import python

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")

ASK = """
import sys
from pathlib import Path
from app.tools.lesson.pages import load_lesson
from core.runs.checkpoint import load_checkpoint
from core.errors import UserError
from core.readers.load import load
from core.training.train_config import load_config
from core.runs.session import read_session
from core.runs.identity import file_hash, local_path, weights_hash
folder = Path(sys.argv[1])
assert file_hash(folder / "pipe.ply") == file_hash("/dev/zero") == ""
assert local_path(str(folder / "pipe.ply"), folder / "a.metasdf") == str(folder / "pipe.ply")
assert weights_hash(str(folder / "card")) == weights_hash(str(folder / "weights")) == ""
for ask, name in (
    (load, "pipe.ply"), (load, "pipe.png"), (load, "link.obj"), (load, "zero.xyz"), (read_session, "pipe.metasdf"),
    (load_checkpoint, "card"), (load_checkpoint, "weights"), (load_config, "pipe.toml"),
    (lambda path: load_lesson(Path(path), (), ()), "pipe.toml"),
):
    try:
        ask(str(folder / name))
    except UserError as told:
        assert "it is a pipe, a socket or a device" in str(told), told
        print(told)
    else:
        sys.exit(f"{name} was read")
"""


def test_pipes_and_devices_are_refused_in_a_sentence(tmp_path: Path, checkpoint_card: str):
    for name in ("pipe.ply", "pipe.png", "pipe.metasdf", "pipe.toml"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "link.obj").symlink_to(tmp_path / "pipe.ply")
    (tmp_path / "zero.xyz").symlink_to("/dev/zero")
    for name, piped, text in (("card", "card.json", ""), ("weights", "weights.safetensors", checkpoint_card)):
        (tmp_path / name).mkdir()
        os.mkfifo(tmp_path / name / piped)
        if text:
            (tmp_path / name / "card.json").write_text(text)
    done = subprocess.run(
        [*python(), "-c", ASK, str(tmp_path)], capture_output=True, text=True, check=False, timeout=100
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 9


@pytest.fixture
def checkpoint_card() -> str:
    """The card of a checkpoint that is all right."""
    from core.runs.checkpoint import BUNDLED

    return (BUNDLED / "furniture-scan" / "card.json").read_text(encoding="utf-8")


def test_files_links_and_folders_are_as_they_were(tmp_path: Path):
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_bytes(b"x")
    link.symlink_to(file)
    assert regular(file) == file
    assert regular(link) == link
    assert regular(tmp_path) == tmp_path
    with pytest.raises(FileNotFoundError):
        regular(tmp_path / "none")


@pytest.mark.parametrize("name", ["x" * 300 + ".ply", "a\0b.ply", "/".join(["y" * 200] * 30) + ".png", "a.ply/b.ply"])
def test_a_name_that_cannot_be_one_is_told_in_a_sentence(name: str):
    for ask in (load, load_checkpoint, read_session, load_config, lambda path: collect((path,), 3)):
        with pytest.raises(UserError):
            ask(name)
    assert file_hash(name) == weights_hash(name) == ""
    assert local_path(name, Path("a.metasdf")) == name


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_closed_folder_is_told_in_a_sentence(tmp_path: Path):
    (tmp_path / "closed").mkdir(mode=0)
    with pytest.raises(UserError, match="cannot be read"):
        load(tmp_path / "closed" / "a.ply")
