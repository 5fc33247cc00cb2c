"""Signals in the eleven states of the window: it ends with all its children; what was not saved is offered again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from core.runs.session import read_session
from tests.nets import opening_checkpoints
from tests.pieces import large_mesh
from tests.processes import children
from tests.torture.screen import screen
from tests.torture.table import Row

ROOT = Path(__file__).resolve().parents[2]
STATES = (
    "stepping",
    "loading",
    "idle",
    "opening",
    "playing",
    "race",
    "gallery",
    "training",
    "recording",
    "saving",
    "stuck",
)
UNSAVED = {"stepping", "playing", "saving", "recording"}
"""States in which there are steps that no file has."""
PATIENCE_S = 280
GRACE_S = 30


def ended(state: str, number: int, folder: Path, nets: Path) -> tuple[int | None, str, list[str]]:
    """Exit code of the window, what it printed as errors, and which of its processes live on."""
    home = folder / "home"
    environment = {**os.environ, "TMPDIR": str(folder / "tmp"), "HOME": str(home), "CLOSE_BY_SIGNAL": str(number)}
    environment |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    (folder / "tmp").mkdir()
    if state == "opening":
        large_mesh(folder / "large.obj")
    command = [sys.executable, "-m", "tests.app.closing", state, str(nets), str(folder)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        _, errors = process.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        return None, "it does not end", []
    alive = lasting(process.pid) if number == signal.SIGKILL else children(process.pid)
    return process.returncode, errors, alive


def lasting(session: int) -> list[str]:
    """Its processes that live on. Those of a window that was killed hear of it when they next tell something."""
    deadline = time.monotonic() + GRACE_S
    while (alive := children(session)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return alive


def saved(folder: Path) -> bool:
    """Whether a file has every step already: the saving was over when the signal came."""
    file = folder / "saved.metasdf"
    return file.exists() and len(read_session(file).run.entries) > 40


def run(short: bool) -> Row:
    """Every state with every signal; in the short form one."""
    row = Row("signals")
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGKILL)
    cases = [(state, number) for number in numbers for state in STATES][: 1 if short else None]
    with screen() as problem, tempfile.TemporaryDirectory() as place:
        if problem:
            row.left_out = problem
            return row
        nets = opening_checkpoints(Path(place) / "nets")
        for state, number in cases:
            folder = Path(place) / f"{state}-{number}"
            folder.mkdir()
            code, errors, alive = ended(state, number, folder, nets)
            how = f"{state}, {signal.Signals(number).name}"
            right = -number if number == signal.SIGKILL else 128 + number
            row.check(code == right, f"{how}: ended with {code}: {errors[-300:]}")
            row.check(not alive, f"{how}: {alive} live on")
            kept = list((folder / "home").rglob("recovery/*/*.steps"))
            if state in UNSAVED and not saved(folder):
                row.check(bool(kept), f"{how}: nothing is offered at the next start", lost=True)
            temporary = list((folder / "tmp").glob("metasdf-*"))
            row.check(number == signal.SIGKILL or not temporary, f"{how}: {temporary} stay")
    return row
