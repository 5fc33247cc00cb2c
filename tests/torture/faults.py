"""A fault in every single call that writes or reads: full disk, denied, broken, short, interrupted.

After each the file is as it was or as it was to become, nothing is left beside it, what is told is one sentence, and
the same work succeeds once the disk is well again. A small library (shim.c) stands before the C library for it.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import torch
from PySide6.QtCore import QSettings

from app.cli.main import main
from app.document.settings import APPLICATION, ORGANISATION, Settings
from app.render.export import write_document, write_steps
from core.errors import UserError
from core.evaluation.evaluation_folder import keep, kept
from core.evaluation.gallery import plan_of, unusable
from core.evaluation.gallery_folder import begin, read_plan, read_result, write_result
from core.levelset import extract
from core.prepare.layout import MeshFile, ShapeId
from core.prepare.sampling import Sampling, prepare_mesh
from core.readers.load import load
from core.readers.prepared import files_of
from core.runs.branch import Branch
from core.runs.checkpoint import load_checkpoint, save_checkpoint
from core.runs.kept import keep as keep_run
from core.runs.kept import read_rows
from core.runs.recovery import Journal, read_recovery
from core.runs.session import read_session, write_session
from core.storage.atomic import PREFIX, write_text
from core.training.pools.layout import THERE, Kept, PoolSpec, Row, open_pool
from core.training.pools.making import sample_row
from core.training.train import train
from core.training.train_config import load_config
from tests.torture.table import Row as Told
from tests.torture.work import CPU, DIGIT, SHAPES, TINY, net, run_of, saved_net, session_of

ROOT = Path(__file__).resolve().parents[2]
OPEN, READ, WRITE, SYNC, RENAME = range(5)
WRITING = (
    (OPEN, errno.EACCES), (OPEN, errno.ENOSPC), (WRITE, errno.ENOSPC), (WRITE, errno.EIO), (WRITE, errno.EINTR),
    (WRITE, 0), (SYNC, errno.EIO), (SYNC, errno.EINTR), (RENAME, errno.EACCES), (RENAME, errno.ENOSPC),
)  # fmt: skip
READING = ((OPEN, errno.EACCES), (OPEN, errno.EINTR), (READ, errno.EIO), (READ, errno.EINTR), (READ, 0))
NAMES = {OPEN: "open", READ: "read", WRITE: "write", SYNC: "sync", RENAME: "rename"}
MOST = 60
"""Calls of one kind in one work; no work here has so many."""


class Writing:
    """A work on a folder that has an earlier state. state: a number for what is there; raises where it is not whole."""

    def __init__(self, first: Callable[[Path], None], then: Callable[[Path], None], state: Callable[[Path], int]):
        self.first, self.then, self.state = first, then, state


def _sessions() -> Writing:
    return Writing(
        lambda folder: write_session(folder / "a.metasdf", session_of(1)),
        lambda folder: write_session(folder / "a.metasdf", session_of(2)),
        lambda folder: len(read_session(folder / "a.metasdf").run.entries) - 1,
    )


def _texts() -> Writing:
    return Writing(
        lambda folder: write_text(folder / "a.txt", "1"),
        lambda folder: write_text(folder / "a.txt", "2"),
        lambda folder: int((folder / "a.txt").read_text(encoding="utf-8")),
    )


def _evaluations() -> Writing:
    return Writing(
        lambda folder: keep(folder, {"suite": "1"}, {}),
        lambda folder: keep(folder, {"suite": "2"}, {}),
        lambda folder: 1 if _is(folder, "1") else 2,
    )


def _is(folder: Path, suite: str) -> bool:
    try:
        kept(folder, {"suite": suite})
    except UserError as told:
        if "other settings" not in str(told):
            raise
        return False
    return True


def _journals() -> Writing:
    def then(folder: Path) -> None:
        """Goes on with the file as a program does that has it open."""
        _open[folder].add((Branch(0, -1, 0, run_of(2)),), 0, {"cursor": 2})

    def first(folder: Path) -> None:
        _open[folder] = Journal(folder / "a.metasdf", session_of(1))
        _open[folder].add((Branch(0, -1, 0, run_of(1)),), 0, {"cursor": 1})

    _open: dict[Path, Journal] = {}
    return Writing(first, then, lambda folder: len(read_recovery(folder / "a.metasdf").run.entries) - 1)


def _galleries() -> Writing:
    def first(folder: Path) -> None:
        begin(folder, plan_of([str(DIGIT)], net(), trained_steps=1, resolution=16))
        subject = read_plan(folder)[1][0]
        write_result(folder, unusable(subject, "1"), b"")

    def then(folder: Path) -> None:
        write_result(folder, unusable(read_plan(folder)[1][0], "2"), b"picture")

    def state(folder: Path) -> int:
        result = read_result(folder, read_plan(folder)[1][0])
        assert result is not None
        return int(result.reason)

    return Writing(first, then, state)


def _trainings() -> Writing:
    def steps(folder: Path, count: int) -> None:
        run = train(TINY, folder, CPU, resume=True)
        for _ in range(count):
            next(run)
        run.close()

    def state(folder: Path) -> int:
        from safetensors.torch import load_file

        return int(load_file(folder / "training.safetensors")["step"])

    return Writing(lambda folder: steps(folder, 1), lambda folder: steps(folder, 1), state)


def _preparations() -> Writing:
    def prepare(folder: Path, name: str) -> None:
        shutil.copy(SHAPES["table.ply"], folder / f"{name}.ply")
        mesh = MeshFile(ShapeId("own", "table", name), folder / f"{name}.ply")
        reason = prepare_mesh(mesh, folder / "out", Sampling(samples=64, surface=16)).reason
        if reason:
            raise UserError(reason)

    def state(folder: Path) -> int:
        found = sorted((folder / "out").rglob("*.npz"))
        for path in found:
            with np.load(path, allow_pickle=False) as arrays:
                assert all(len(np.atleast_1d(arrays[name])) for name in arrays.files)
        return sum(files_of(folder / "out", "own", "table", name).complete for name in "ab")

    return Writing(lambda folder: prepare(folder, "a"), lambda folder: prepare(folder, "b"), state)


def _pools() -> Writing:
    spec, rows = PoolSpec((Kept("surface", 16, 1),), query=32, copies=1), [Row("furniture", "", n) for n in (0, 1)]

    def sample(folder: Path, index: int) -> None:
        files = open_pool(folder / "pool", spec, rows)
        reason = sample_row(files.folder, spec, rows[index], index)
        if reason:
            raise UserError(reason)
        files.state[index] = THERE
        files.state.flush()  # pyright: ignore[reportAttributeAccessIssue] (a memory map)

    def state(folder: Path) -> int:
        return int((open_pool(folder / "pool", spec, rows).state == THERE).sum())

    return Writing(lambda folder: sample(folder, 0), lambda folder: sample(folder, 1), state)


def _page(folder: Path, steps: int) -> None:
    session, target, told = folder.parent / f"{steps}.metasdf", folder / "a.html", io.StringIO()
    if not session.exists():
        write_session(session, session_of(steps, saved_net(folder.parent / "net")))
    with contextlib.redirect_stderr(told), contextlib.redirect_stdout(told):
        failed = main(["record", str(session), str(target), "--resolution", "16"])
    if failed:
        raise UserError(told.getvalue())


@cache
def _whole_pages(place: Path) -> dict[int, bytes]:
    """Pages of as many steps, that came without a fault."""
    pages = {}
    for steps in (1, 2):
        _page(place / f"page-of-{steps}", steps)
        pages[steps] = (place / f"page-of-{steps}" / "a.html").read_bytes()
    return pages


def _pages() -> Writing:
    """The page is as it comes without a fault, of one step or of two."""

    def first(folder: Path) -> None:
        (folder / "a.html").write_bytes(_whole_pages(folder.parent)[1])

    def state(folder: Path) -> int:
        found = (folder / "a.html").read_bytes()
        return next(steps for steps, page in _whole_pages(folder.parent).items() if page == found)

    return Writing(first, lambda folder: _page(folder, 2), state)


def _checkpoints() -> Writing:
    """One that takes the place of another: the widths of their fields tell them apart, by weights and by card."""

    def save(folder: Path, number: int) -> None:
        own = net() if number == 1 else net(3)
        save_checkpoint(folder / "net", own.spec, own.meta, own.card)

    return Writing(
        lambda folder: save(folder, 1), lambda folder: save(folder, 2),
        lambda folder: load_checkpoint(str(folder / "net")).spec.dim - 1,
    )  # fmt: skip


def _exports() -> Writing:
    """Level sets of a run and its numbers, in the place of those of a shorter one."""

    def export(folder: Path, steps: int) -> None:
        run = run_of(steps)
        level = extract(lambda x: x.norm(dim=1) - 0.5, 2, 16)
        run = replace(run, entries=tuple(replace(entry, level=level) for entry in run.entries))
        shown = session_of(0).normalization
        write_steps(run, shown, folder / "out")
        write_document(run, shown, "cpu", folder / "out")

    def state(folder: Path) -> int:
        told = len(json.loads((folder / "out" / "run.json").read_text(encoding="utf-8"))["steps"])
        drawn = sorted((folder / "out").glob("step_*.svg"))
        assert len(drawn) >= told
        assert all(path.read_text(encoding="utf-8").rstrip().endswith("</svg>") for path in drawn)
        return told - 1

    return Writing(lambda folder: export(folder, 1), lambda folder: export(folder, 2), state)


def _kept_runs() -> Writing:
    """The table of runs: a row and its session for each."""

    def state(folder: Path) -> int:
        rows, faults = read_rows(folder)
        assert not faults, faults
        return sum(len(read_session(row.session).run.entries) > 0 for row in rows)

    return Writing(lambda folder: _keep(folder, 1), lambda folder: _keep(folder, 2), state)


def _keep(folder: Path, steps: int) -> None:
    keep_run(session_of(steps), folder)


def _settings() -> Writing:
    """What Qt writes at times of its own is asked for here, so that a fault is known."""

    def remember(folder: Path, number: int) -> None:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
        settings = Settings()
        settings.mark_size = number
        settings.remember(str(folder / f"{number}.ply"))
        store = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, ORGANISATION, APPLICATION)
        store.sync()
        if store.status() != QSettings.Status.NoError:
            raise UserError("not written")

    def state(folder: Path) -> int:
        """Of the file itself: Qt remembers what it could not write."""
        (path,) = folder.rglob("*.ini")
        told = path.read_text(encoding="utf-8")
        return int(re.findall(r"^mark_size=(\d+)", told, re.MULTILINE)[0])

    return Writing(lambda folder: remember(folder, 1), lambda folder: remember(folder, 2), state)


WRITERS = {"session": _sessions, "text": _texts, "evaluation": _evaluations, "recovery": _journals,
           "gallery": _galleries, "training": _trainings, "preparation": _preparations, "pool": _pools,
           "page": _pages, "checkpoint": _checkpoints, "export": _exports, "kept run": _kept_runs,
           "settings": _settings}  # fmt: skip


def readers(folder: Path) -> dict[str, Callable[[], object]]:
    """What reads a file of each kind below the folder."""
    for name in ("chair.ply", "digit-3.png", "chair-scan.pcd"):
        if name in SHAPES:
            shutil.copy(SHAPES[name], folder / name)
    write_session(folder / "a.metasdf", session_of(2))
    begin(folder / "gallery", plan_of([str(DIGIT)], net(), trained_steps=1, resolution=16))
    shutil.copy(ROOT / "assets" / "training" / "digits-dense.toml", folder / "a.toml")
    name = saved_net(folder / "net")
    shapes = {path.name: (lambda path=path: load(path)) for path in folder.iterdir() if path.name in SHAPES}
    return {
        **shapes, "session": lambda: read_session(folder / "a.metasdf"), "card": lambda: load_checkpoint(name),
        "gallery": lambda: read_plan(folder / "gallery"), "recipe": lambda: load_config(folder / "a.toml"),
    }  # fmt: skip


def attempt(act: Callable[[], object]) -> str | None:
    """None where it succeeds, else what it said."""
    try:
        act()
    except (UserError, OSError) as fault:
        return f"{type(fault).__name__}: {fault}"
    except Exception as fault:  # noqa: BLE001 (that is what is sought)
        return f"FAULT {type(fault).__name__}: {fault}"
    return None


def write_all(row: Told, shim: ctypes.CDLL, place: Path, short: bool) -> None:
    for name, made in WRITERS.items():
        for kind, code in WRITING:
            for nth in range(2 if short else MOST):
                folder = place / f"{name}-{kind}-{code}-{nth}"
                folder.mkdir()
                work = made()
                work.first(folder)
                before = work.state(folder)
                shim.torture_arm(str(folder).encode(), kind, nth, code)
                said = attempt(lambda work=work, folder=folder: work.then(folder))
                met = shim.torture_disarm()
                if met:
                    judge(row, work, folder, before, said, f"{name}, {NAMES[kind]} {nth}, {os.strerror(code)}")
                shutil.rmtree(folder)
                if not met:
                    break


def judge(row: Told, work: Writing, folder: Path, before: int, said: str | None, how: str) -> None:
    """One fault that came."""
    try:
        there = work.state(folder)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it is lost)
        row.check(False, f"{how}: not whole any more: {fault}", lost=True)
        return
    whole = there == before + 1 if said is None else there in (before, before + 1)
    row.check(whole, f"{how}: said {said}, {before} became {there}", lost=there < before)
    row.check(said is None or not said.startswith("FAULT"), f"{how}: {said}")
    left = [path.name for path in folder.rglob(f"{PREFIX}*")]
    row.check(not left, f"{how}: {left} stays")
    if there == before:
        again = attempt(lambda: work.then(folder))
        row.check(again is None and work.state(folder) == before + 1, f"{how}: does not work afterwards: {again}")


def read_all(row: Told, shim: ctypes.CDLL, place: Path, short: bool) -> None:
    for name, read in readers(place).items():
        read()  # what it imports is there
        for kind, code in READING:
            for nth in range(2 if short else MOST):
                shim.torture_arm(str(place).encode(), kind, nth, code)
                said = attempt(read)
                if not shim.torture_disarm():
                    break
                how = f"reading {name}, {NAMES[kind]} {nth}, {os.strerror(code)}"
                good = said is None or said.startswith("UserError")
                row.check(good if code not in (0, errno.EINTR) else said is None, f"{how}: {said}")
        row.check(attempt(read) is None, f"{name}: cannot be read afterwards")


def run(short: bool) -> Told:
    """In a process of its own, before which the small library stands; without a compiler nothing can be tried."""
    row = Told("faults")
    cc = shutil.which("cc") or shutil.which("gcc")
    if cc is None or not sys.platform.startswith("linux"):
        row.left_out = "no C compiler, or not Linux"
        return row
    with tempfile.TemporaryDirectory() as place:
        library = Path(os.environ.get("TORTURE_SHIM", f"{place}/shim.so"))
        if "TORTURE_SHIM" not in os.environ:
            source = Path(__file__).with_name("shim.c")
            subprocess.run([cc, "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
            again(row, library, short)
            return row
        torch.set_num_threads(1)
        shim = ctypes.CDLL(None)
        write_all(row, shim, Path(place), short)
        (Path(place) / "files").mkdir()
        read_all(row, shim, Path(place) / "files", short)
    return row


def again(row: Told, library: Path, short: bool) -> None:
    """The same area with the library before it; what came of it goes into the row."""
    command = [sys.executable, "-m", "tests.torture.faults", *(["--short"] if short else [])]
    environment = {**os.environ, "LD_PRELOAD": str(library), "TORTURE_SHIM": str(library)}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    row.tried, row.failed, row.lost, row.told = told["tried"], told["failed"], told["lost"], told["told"]


if __name__ == "__main__":
    sys.stdout.write(run("--short" in sys.argv).text() + "\n")
