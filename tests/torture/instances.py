"""Two programs on the same files at once: nothing is mixed, nothing is lost, and who comes second is told so."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch

from core.errors import UserError
from core.evaluation.gallery_folder import fill
from core.runs.checkpoint import method_of
from core.runs.recovery import hold
from core.runs.session import read_session, write_session
from core.storage.atomic import PREFIX
from core.storage.claims import claimed
from core.training.train import train
from tests.torture.table import Row
from tests.torture.work import CPU, TINY, gallery_plan, net, run_of, session_of, warm


def together(*works: Callable[[], None]) -> list[int]:
    """Runs works in forks, all at once: 0 for one that came to its end, 2 for one that was refused, else 1."""
    start_read, start_write = os.pipe()
    children = []
    for work in works:
        child = os.fork()
        if not child:
            os.close(start_write)
            os.read(start_read, 1)  # until all are there
            try:
                work()
                os._exit(0)
            except UserError:
                os._exit(2)
            except BaseException as fault:  # noqa: BLE001 (a fork must not go on as its parent)
                os.write(2, f"{type(fault).__name__}: {fault}\n".encode())
                os._exit(1)
        children.append(child)
    os.close(start_read)
    os.close(start_write)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def saves(row: Row, folder: Path, pairs: int) -> None:
    """Two saves of one session: one of them is there, whole, and none was refused for the other's sake."""
    for number in range(pairs):
        path = folder / f"{number}.metasdf"
        codes = together(*(partial(write_session, path, session_of(steps)) for steps in (3, 9)))
        row.check(codes == [0, 0], f"saves {number}: {codes}")
        try:
            whole = len(read_session(path).run.entries) - 1 in (3, 9)
        except UserError as told:
            row.check(False, f"saves {number}: {told}", lost=True)
        else:
            row.check(whole, f"saves {number}: neither of the two", lost=True)
    row.check(not list(folder.glob(f"{PREFIX}*")), "temporary files stay")


def trainings(folder: Path) -> None:
    with claimed(folder):
        for _ in train(TINY, folder, CPU, resume=True):
            pass


def galleries(folder: Path) -> None:
    for _ in fill(folder, gallery_plan(), net(), method_of(net(), CPU)):
        pass


def run(short: bool) -> Row:
    """Pairs of saves, trainings, galleries and recovery folders."""
    torch.set_num_threads(1)
    row, times = Row("instances"), 2 if short else 40
    run_of(9)  # so that forks do nothing but write
    warm()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "saves").mkdir()
        saves(row, folder / "saves", times)
        for name, work in (("training", trainings), ("gallery", galleries)):
            for number in range(1 if short else times if name == "training" else 4):
                own = folder / f"{name}-{number}"
                codes = together(lambda work=work, own=own: work(own), lambda work=work, own=own: work(own))
                row.check(0 in codes and 1 not in codes, f"{name} {number}: {codes}")
                row.check(together(lambda work=work, own=own: work(own)) == [0], f"{name} {number}: does not go on")
        for number in range(times):
            own = folder / f"recovery-{number}"
            own.mkdir()
            lock = hold(own)
            row.check(lock is not None, "a free folder is not held")
            row.check(together(lambda own=own: _refused(own)) == [2], "a folder of a living program is taken")
            if lock is not None:
                os.close(lock)
            row.check(together(lambda own=own: _refused(own)) == [0], "a folder of a dead program is not taken")
    return row


def _refused(folder: Path) -> None:
    if hold(folder) is None:
        raise UserError("It is held.")
