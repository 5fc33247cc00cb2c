"""Signals in the eleven states of the window: it ends with all its children; what was not saved is offered again."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median_low as median

from core.runs.session import read_session
from tests.forked import begun
from tests.nets import opening_checkpoints
from tests.pieces import large_mesh
from tests.processes import children
from tests.torture.screen import screen
from tests.torture.table import Row

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


@dataclass(frozen=True)
class End:
    """Exit code of the window, None where it does not end, after how many seconds, what it printed as errors, and which
    of its processes live on.
    """

    code: int | None
    seconds: float
    errors: str
    alive: list[str]


def ended(state: str, number: int, folder: Path, nets: Path) -> End:
    """How the window ends of a signal."""
    home = folder / "home"
    environment = {**os.environ, "TMPDIR": str(folder / "tmp"), "HOME": str(home), "CLOSE_BY_SIGNAL": str(number)}
    environment |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    (folder / "tmp").mkdir()
    if state == "opening":
        large_mesh(folder / "large.obj")
    words = ["-m", "tests.app.closing", state, str(nets), str(folder)]
    with (folder / "told").open("w+") as told, (folder / "errors").open("w+") as errors:
        process = begun(words, told.fileno(), errors.fileno(), environment, anew=state == "loading")
        try:
            code = process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return End(None, PATIENCE_S, "it does not end", [])
    said, wrong = ((folder / name).read_text(encoding="utf-8") for name in ("told", "errors"))
    asked = next((float(line.split()[1]) for line in said.splitlines() if line.startswith("asked")), float("nan"))
    seconds = time.monotonic() - asked
    alive = lasting(process.pid) if number == signal.SIGKILL else children(process.pid)
    return End(code, seconds, wrong, alive)


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
        nets, took = opening_checkpoints(Path(place) / "nets"), list[tuple[float, str]]()
        for state, number in cases:
            folder = Path(place) / f"{state}-{number}"
            folder.mkdir()
            end = ended(state, number, folder, nets)
            how = f"{state}, {signal.Signals(number).name}"
            right = -number if number == signal.SIGKILL else 128 + number
            row.check(end.code == right, f"{how}: ended with {end.code}: {end.errors[-300:]}")
            row.check(not end.alive, f"{how}: {end.alive} live on")
            if number != signal.SIGKILL:
                took.append((end.seconds, how))
            kept = list((folder / "home").rglob("recovery/*/*.steps"))
            if state in UNSAVED and not saved(folder):
                row.check(bool(kept), f"{how}: nothing is offered at the next start", lost=True)
            temporary = list((folder / "tmp").glob("metasdf-*"))
            row.check(number == signal.SIGKILL or not temporary, f"{how}: {temporary} stay")
        row.figures.append(
            f"from signal to end {median(took)[0]:.1f} s (median), longest {max(took)[0]:.1f} s ({max(took)[1]})"
        )
    return row
