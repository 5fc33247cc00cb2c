"""kill -9 at random moments, and at every rename: what was reported as kept is there, whole; the rest goes on from it.

Each work runs in a fork of this process, which has torch and one thread, so that a kill costs no start.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from core.evaluation.collection import collect
from core.evaluation.evaluation_folder import keep, kept
from core.evaluation.gallery import plan_of
from core.evaluation.gallery_folder import fill, read_plan, read_result
from core.runs.branch import Line
from core.runs.checkpoint import method_of
from core.runs.recovery import Journal, read_recovery
from core.runs.session import read_session, write_session
from core.storage.atomic import PREFIX
from core.training.train import train
from tests.torture.table import Row
from tests.torture.work import CPU, SHAPES, TINY, net, run_of, session_of

Report = Callable[[int], None]
STEPS = 30


def saving(folder: Path, report: Report) -> None:
    for steps in range(1, STEPS):
        write_session(folder / "a.metasdf", session_of(steps))
        report(steps)


def saved(folder: Path) -> int:
    path = folder / "a.metasdf"
    return len(read_session(path).run.entries) - 1 if path.exists() else 0


def journal(folder: Path, report: Report) -> None:
    kept_up = Journal(folder / "a.metasdf", session_of(1))
    for steps in range(2, STEPS):
        kept_up.add((Line(0, -1, 0, run_of(steps)),), 0, {"cursor": steps})
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
    plan = plan_of([str(path) for path in SHAPES.values()], net(), trained_steps=1, resolution=16)
    done = 0
    for part in fill(folder / "g", plan, net(), method_of(net(), CPU)):
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


WORKS: dict[str, tuple[Callable[[Path, Report], None], Callable[[Path], int], int]] = {
    "session": (saving, saved, 70),
    "recovery": (journal, journaled, 70),
    "training": (training, trained, 40),
    "evaluation": (evaluating, evaluated, 30),
    "gallery": (gallery, in_gallery, 15),
}
"""What works, what tells how much of it is kept (raises where that cannot be read), and how often it is killed."""


def _nothing():
    from core.evaluation.comparison import Findings

    return Findings({}, {}, {})


_NOTHING = _nothing()


def killed(work: Callable[[Path, Report], None], folder: Path, seconds: float, at_rename: int = -1) -> tuple[int, bool]:
    """Runs a work in a fork and kills it; what it reported last, and whether it was killed before it had ended."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if not child:
        os.close(read_end)
        try:
            _obey(at_rename)
            work(folder, lambda done: (os.write(write_end, bytes([done])), None)[1])
            os._exit(0)
        except BaseException as fault:  # noqa: BLE001 (a fork must not go on as its parent)
            os.write(2, f"{type(fault).__name__}: {fault}\n".encode())
            os._exit(1)
    os.close(write_end)
    deadline = time.monotonic() + (seconds if at_rename < 0 else 300)
    while time.monotonic() < deadline and os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        time.sleep(0.002)
    ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    if ended is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read_end, "rb") as pipe:
        told = pipe.read()
    return (told[-1] if told else 0), os.WIFSIGNALED(status)


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
    work, count, _ = WORKS[name]
    try:
        there = count(folder)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it is lost)
        row.check(False, f"{name}, {how}: cannot be read: {fault}", lost=True)
        return
    if not row.check(there >= reported, f"{name}, {how}: {reported} reported, {there} kept", lost=True):
        return
    code = os.fork()
    if not code:
        try:
            work(folder, lambda _: None)
            os._exit(0)
        except BaseException as fault:  # noqa: BLE001
            os.write(2, f"{name}: {type(fault).__name__}: {fault}\n".encode())
            os._exit(1)
    _, status = os.waitpid(code, 0)
    left = [path.name for path in folder.rglob(f"{PREFIX}*.tmp")]
    row.check(status == 0, f"{name}, {how}: it does not go on")
    row.check(not left, f"{name}, {how}: {left} stays")


def moments(short: bool) -> Iterator[tuple[str, int, float]]:
    """Work, number and seconds of each kill at a random moment."""
    rng = np.random.default_rng(0)
    for name, (_, _, times) in WORKS.items():
        for number in range(2 if short else times):
            yield name, number, float(rng.uniform(0.005, 0.6))


def run(short: bool) -> Row:
    """200 kills and more at random moments, and one before and after each of the first renames."""
    torch.set_num_threads(1)
    row = Row("kills")
    for steps in range(1, STEPS + 1):
        run_of(steps)  # so that forks do nothing but write
    net()
    collect(("bundled",), 2)
    kills = 0
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole"
        whole.mkdir()
        for _ in train(TINY, whole, CPU):
            pass
        right = load_file(whole / "training.safetensors")
        for name, number, seconds in moments(short):
            folder = Path(place) / f"{name}-{number}"
            folder.mkdir()
            reported, died = killed(WORKS[name][0], folder, seconds)
            kills += died
            check(row, name, folder, reported, f"killed after {seconds:.3f} s")
            if name == "training":
                made = load_file(folder / "training.safetensors")
                same = all(torch.equal(right[key], made[key]) for key in right)
                row.check(same, f"training, killed after {seconds:.3f} s: other weights", lost=True)
        for name in WORKS:
            for at in range(2 if short else 24):
                folder = Path(place) / f"{name}-rename-{at}"
                folder.mkdir()
                reported, died = killed(WORKS[name][0], folder, 0, at)
                kills += died
                check(row, name, folder, reported, f"killed at rename {at}")
                if not died:
                    break
    row.figures.append(f"{kills} programs were killed")
    return row
