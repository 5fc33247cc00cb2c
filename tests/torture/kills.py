"""kill -9 at random moments, and at every rename: what was reported as kept is there, whole; the rest goes on from it.

Each work runs in a fork of this process, which has torch and one thread, so that a kill costs no start.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from core.evaluation.evaluation_folder import keep, kept
from core.evaluation.gallery_folder import fill, read_plan, read_result
from core.prepare.layout import MeshFile, ShapeId
from core.prepare.sampling import Sampling, prepare_mesh
from core.prepare.work import prepare
from core.readers.load import load
from core.runs.branch import Branch
from core.runs.checkpoint import method_of
from core.runs.recovery import Journal, read_recovery
from core.runs.session import read_session, write_session
from core.shapes.base import Samples
from core.storage.atomic import PREFIX
from core.training.train import train
from tests.torture.table import Row
from tests.torture.work import CPU, SHAPES, TINY, gallery_plan, net, run_of, session_of, warm

Report = Callable[[int], None]
STEPS, MESHES = 30, 6
LONGER = 3
"""By so many steps each session that is saved is longer than the one before."""
SAMPLING = Sampling(samples=64, surface=32)


def saving(folder: Path, report: Report) -> None:
    for steps in range(1, STEPS, LONGER):
        write_session(folder / "a.metasdf", session_of(steps))
        report(steps)


def saved(folder: Path) -> int:
    path = folder / "a.metasdf"
    return len(read_session(path).run.entries) - 1 if path.exists() else 0


def journal(folder: Path, report: Report) -> None:
    kept_up = Journal(folder / "a.metasdf", session_of(1))
    for steps in range(2, STEPS):
        kept_up.add((Branch(0, -1, 0, run_of(steps)),), 0, {"cursor": steps})
        report(steps)


def journaled(folder: Path) -> int:
    path = folder / "a.metasdf"
    return len(read_recovery(path).run.entries) - 1 if path.with_suffix(".steps").exists() else 0


def training(folder: Path, report: Report) -> None:
    for record in train(TINY, folder, CPU, resume=True):
        report(record.step)


def trained(folder: Path) -> int:
    state = folder / "training.safetensors"
    return int(load_file(state)["step"]) if state.exists() else 0


def gallery(folder: Path, report: Report) -> None:
    done = 0
    for part in fill(folder / "g", gallery_plan(), net(), method_of(net(), CPU)):
        done += len(part.results)
        report(done)


def in_gallery(folder: Path) -> int:
    if not (folder / "g" / "gallery.json").exists():
        return 0
    _, subjects = read_plan(folder / "g")
    return sum(read_result(folder / "g", subject) is not None for subject in subjects)


def evaluating(folder: Path, report: Report) -> None:
    for _ in range(STEPS):
        found = kept(folder, {"suite": "3d"})
        keep(folder, {"suite": "3d"}, {**found, f"condition {len(found)}": _NOTHING})
        report(len(found) + 1)


def evaluated(folder: Path) -> int:
    return len(kept(folder, {"suite": "3d"}))


def preparing(folder: Path, report: Report) -> None:
    """As a worker does it; with processes around it each kill would cost a start."""
    list(prepare([], folder, SAMPLING))
    for number in range(MESHES):
        prepare_mesh(MeshFile(ShapeId("a", "b", str(number)), SHAPES["table.ply"]), folder, SAMPLING)
        report(number + 1)


def prepared(folder: Path) -> int:
    whole = [load(path) for path in folder.glob("SdfSamples/**/*.npz")]
    return sum(isinstance(source, Samples) for source in whole)


WORKS: dict[str, tuple[Callable[[Path, Report], None], Callable[[Path], int], int]] = {
    "session": (saving, saved, 60),
    "recovery": (journal, journaled, 60),
    "training": (training, trained, 30),
    "evaluation": (evaluating, evaluated, 20),
    "gallery": (gallery, in_gallery, 15),
    "preparation": (preparing, prepared, 15),
}
"""What works, what tells how much of it is kept (raises where that cannot be read), and how often it is killed."""


def _nothing():
    from core.evaluation.comparison import Findings

    return Findings({}, {}, {})


_NOTHING = _nothing()


def forked(work: Callable[[Path, Report], None], folder: Path, at_rename: int = -1) -> tuple[int, int]:
    """Begins a work in a fork: the number of its process and the end of a pipe, which has a byte for each report.

    The first byte, a zero, says that it has begun.
    """
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        os.close(read_end)
        try:
            os.write(write_end, b"\0")
            _obey(at_rename)
            work(folder, lambda done: (os.write(write_end, bytes([done])), None)[1])
            os._exit(0)
        except BaseException as fault:  # noqa: BLE001 (a fork must not go on as its parent)
            os.write(2, f"{type(fault).__name__}: {fault}\n".encode())
            os._exit(1)
    os.close(write_end)
    os.read(read_end, 1)
    return child, read_end


def killed(
    work: Callable[[Path, Report], None], folder: Path, seconds: float | None, at_rename: int = -1
) -> tuple[int, int]:
    """Runs a work in a fork and kills it after so many seconds (None: only at its rename, if at all).

    Returns what it reported last, and how it ended, as os.waitstatus_to_exitcode has it.
    """
    child, pipe = forked(work, folder, at_rename)
    if seconds is not None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            time.sleep(0.001)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(pipe, "rb") as stream:
        told = stream.read()
    return (told[-1] if told else 0), os.waitstatus_to_exitcode(status)


def _obey(at_rename: int) -> None:
    """In the fork: ends it just before the rename of this number (an even one) or just after it (an odd one)."""
    if at_rename < 0:
        return
    seen, due = 0, False

    def hook(event: str, _: tuple[object, ...]) -> None:
        nonlocal seen, due
        if event == "os.kill":
            return
        if due:
            os.kill(os.getpid(), signal.SIGKILL)
        if event == "os.rename":
            if seen == at_rename // 2:
                if at_rename % 2 == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                due = True
            seen += 1

    sys.addaudithook(hook)


def check(row: Row, name: str, folder: Path, reported: int, how: str) -> None:
    """What is kept is what was reported, or more; the work comes to its end from there and leaves nothing behind."""
    work, told, _ = WORKS[name]
    try:
        there = told(folder)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it is lost)
        row.check(False, f"{name}, {how}: cannot be read: {fault}", lost=True)
        return
    if not row.check(there >= reported, f"{name}, {how}: {reported} reported, {there} kept", lost=True):
        return
    _, code = killed(work, folder, None)
    left = [path.name for path in folder.rglob(f"{PREFIX}*.tmp")]
    row.check(code == 0, f"{name}, {how}: it does not go on")
    row.check(not left, f"{name}, {how}: {left} stays")


def at_random(row: Row, place: Path, name: str, times: int) -> int:
    """Kills a work at so many random moments of the time that it takes; how many kills it was.

    A training must come to the same weights.
    """
    work, rng = WORKS[name][0], np.random.default_rng(list(name.encode()))
    whole, kills, began = place / f"{name}-whole", 0, time.monotonic()
    whole.mkdir()
    row.check(killed(work, whole, None)[1] == 0, f"{name}: does not come to its end")
    takes = time.monotonic() - began
    for number in range(3 * times):  # some come too late: they are tried all the same
        if kills == times:
            break
        folder, seconds = place / f"{name}-{number}", float(rng.uniform(0, takes))
        folder.mkdir()
        reported, code = killed(work, folder, seconds)
        kills += code == -signal.SIGKILL
        check(row, name, folder, reported, f"killed after {seconds:.3f} s")
        if name == "training":
            right, made = (load_file(at / "training.safetensors") for at in (whole, folder))
            same = all(torch.equal(right[key], made[key]) for key in right)
            row.check(same, f"training, killed after {seconds:.3f} s: other weights", lost=True)
        shutil.rmtree(folder)
    row.check(kills == times, f"{name}: {kills} kills of {times}")
    return kills


def at_renames(row: Row, place: Path, name: str, most: int | None) -> int:
    """Kills a work before and after each of its renames, `most` of them (None: all); how many kills it was."""
    for at in count():
        folder = place / f"{name}-rename-{at}"
        folder.mkdir()
        reported, code = killed(WORKS[name][0], folder, None, at)
        check(row, name, folder, reported, f"killed at rename {at}")
        shutil.rmtree(folder)
        if at == most or code != -signal.SIGKILL:
            return at + (code == -signal.SIGKILL)
    raise AssertionError


def run(short: bool) -> Row:
    """200 kills at random moments, and one before and after each rename."""
    torch.set_num_threads(1)
    row = Row("kills")
    for steps in range(1, STEPS + 1):
        run_of(steps)  # so that forks do nothing but write
    warm()
    with tempfile.TemporaryDirectory() as place:
        random = sum(at_random(row, Path(place), name, 1 if short else times) for name, (_, _, times) in WORKS.items())
        renames = sum(at_renames(row, Path(place), name, 1 if short else None) for name in WORKS)
    row.figures.append(f"{random} programs were killed at random moments, {renames} at a rename")
    return row
