"""Files are whole or as they were: under threads, kills, links, long names, and full disks."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.errors import UserError
from core.storage import atomic
from core.storage.atomic import PREFIX, SUFFIX, write_atomically, write_file

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and permissions of POSIX")


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.tmp"))


@pytest.mark.parametrize("pair", range(40))
def test_two_threads_that_write_one_path_leave_one_of_their_files_whole(pair, tmp_path):
    path = tmp_path / "both"
    faults, meet = [], threading.Barrier(2)

    def write(letter: bytes) -> None:
        def in_pieces(temporary: Path) -> None:
            with temporary.open("wb") as file:
                for _ in range(50):
                    file.write(letter * 1000)
                    file.flush()

        try:
            meet.wait()
            write_atomically(path, in_pieces)
        except Exception as fault:  # noqa: BLE001
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(letter,)) for letter in (b"a", b"b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert path.read_bytes() in (b"a" * 50_000, b"b" * 50_000)
    assert not leftovers(tmp_path)


@posix
def test_who_reads_while_it_is_written_reads_the_old_one_to_its_end(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old" * 1000)
    with path.open("rb") as reader:
        begun = reader.read(10)
        write_file(path, b"new")
        assert begun + reader.read() == b"old" * 1000
    assert path.read_bytes() == b"new"


@posix
def test_a_link_is_followed_and_stays(tmp_path):
    (tmp_path / "there").mkdir()
    target = tmp_path / "there" / "real"
    target.write_bytes(b"old")
    (tmp_path / "link").symlink_to(Path("there") / "real")
    write_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert target.read_bytes() == b"new"


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_stay(mode, tmp_path):
    path = tmp_path / "mine"
    path.write_bytes(b"old")
    path.chmod(mode)
    write_file(path, b"new")
    assert path.stat().st_mode & 0o777 == mode


@posix
def test_a_new_file_has_the_permissions_of_any_other(tmp_path):
    (tmp_path / "plain").write_bytes(b"")
    write_file(tmp_path / "ours", b"")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


@posix
def test_a_checkpoint_has_the_permissions_of_any_other_file(tmp_path):
    """safetensors' own writer makes files that only their owner can read."""
    import torch

    from core.fields.field import FieldSpec, initial_params
    from core.methods.metasdf import MetaParams, initial_log_rates
    from core.runs.checkpoint import save_checkpoint

    spec = FieldSpec(2, 8, 1)
    theta = initial_params(spec, torch.Generator().manual_seed(0))
    meta = MetaParams(theta, initial_log_rates(theta, 2, 0.01, "per_tensor_per_step"))
    save_checkpoint(tmp_path, spec, meta, {"name": "a", "observe": "dense", "context_points": 64, "loss": "l2"})
    (tmp_path / "plain").write_bytes(b"")
    assert len({path.stat().st_mode for path in tmp_path.iterdir()}) == 1


@pytest.mark.parametrize("length", [240, 255])
def test_names_as_long_as_names_can_be(length, tmp_path):
    path = tmp_path / ("x" * length)
    write_file(path, b"whole")
    assert path.read_bytes() == b"whole"


@posix
def test_what_is_no_file_is_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(UserError, match=f"{name} cannot be written .*something else"):
            write_file(tmp_path / name, b"")
    assert (tmp_path / "pipe").is_fifo()


def test_a_write_that_fails_leaves_all_as_it_was(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def full(temporary: Path) -> None:
        temporary.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_atomically(path, full)
    assert path.read_bytes() == b"old"
    assert not leftovers(tmp_path)


@posix
def test_what_a_killed_program_left_is_swept_and_what_another_one_writes_is_not(tmp_path):
    program = (
        "import sys, time; from pathlib import Path; from core.storage.atomic import write_atomically\n"
        "def write(path): path.write_bytes(b'half'); print('half', flush=True); time.sleep(100)\n"
        "write_atomically(Path(sys.argv[1]), write)"
    )
    command = [sys.executable, "-c", program]
    children = [
        subprocess.Popen([*command, tmp_path / name], cwd=ROOT, stdout=subprocess.PIPE) for name in ("dead", "alive")
    ]
    try:
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == b"half\n"
        children[0].send_signal(signal.SIGKILL)
        children[0].wait(200)
        assert len(leftovers(tmp_path)) == 2
        write_file(tmp_path / "file", b"")
        assert len(leftovers(tmp_path)) == 1
    finally:
        for child in children:
            child.kill()
            child.wait(200)
            assert child.stdout is not None
            child.stdout.close()


def test_what_earlier_versions_left_is_swept_when_it_is_old(tmp_path):
    old, new, other = (tmp_path / name for name in (".a.ply.77.tmp", ".b.ply.77.tmp", ".notes.tmp"))
    for path in (old, new, other):
        path.write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (0, 0))
    write_file(tmp_path / "file", b"")
    assert leftovers(tmp_path) == sorted((new.name, other.name))


@posix
def test_a_file_that_is_swept_before_it_is_held_is_made_anew(tmp_path, monkeypatch):
    hold, gone = atomic._hold, []

    def late(descriptor: int, *, wait: bool = False) -> bool | None:
        if wait and not gone:
            gone.extend(tmp_path.glob(f"{PREFIX}*{SUFFIX}"))
            gone[0].unlink()
        return hold(descriptor, wait=wait)

    monkeypatch.setattr(atomic, "_hold", late)
    write_file(tmp_path / "file", b"whole")
    assert (tmp_path / "file").read_bytes() == b"whole"


WRITERS = re.compile(
    r"\.write_text\(|\.write_bytes\(|\bopen\([^)]*[\"'][wax]b?\+?[\"']|save_file\(|savefig\(|np\.save|\.tofile\([^)]"
    r"|\.export\(|imwrite|SummaryWriter$|QSaveFile|\.rename\(|shutil\.(copy|move)|json\.dump\(|\.save\((str\()?path"
)
ALLOWED = {
    ("app/system/logbook.py", 'CRASH).open("a"'): "faulthandler writes to it when nothing else can",
    ("app/cli/charts.py", "savefig(data"): "to memory",
    ("app/render/figure.py", "savefig(data"): "to memory",
    ("app/cli/event_log.py", "SummaryWriter"): "TensorBoard appends to its own files",
    ("app/render/meshes.py", ".export(file_type="): "to memory",
    ("core/storage/atomic.py", "temporary.write_bytes"): "the one",
    ("core/benchmark/bench.py", "control.write_text"): "resets a counter of the system",
    ("core/methods/poisson.py", "np.savez(given"): "to its worker, in a temporary folder of this process",
    ("core/methods/poisson_worker.py", "np.savez(sys.argv"): "and back",
    ("core/prepare/sampling.py", "np.savez(data"): "to memory",
    ("core/storage/scratch.py", "self.path.rename(away)"): "a folder that is about to be removed",
    ("core/runs/recovery.py", '.open("wb", buffering=0)'): "steps are appended; a torn end is cut when it is read",
}


def test_every_writer_of_the_program_comes_through_here():
    """A line that writes a file is within a call of write_atomically, or stands above with the reason why not."""
    found, met = [], set()
    for path in sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "core").rglob("*.py"), ROOT / "main.py"]):
        name = path.relative_to(ROOT).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if WRITERS.search(line) and "write_atomically(" not in line:
                known = {(file, words) for file, words in ALLOWED if file == name and words in line}
                met |= known
                found += [] if known else [f"{name}:{number}: {line.strip()}"]
    assert found == []
    assert met == set(ALLOWED)
