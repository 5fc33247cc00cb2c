"""The window for a long time: thousands of steps with level sets, and many windows in one process.

The nets are small, so that the time goes into what the window does with a step: its surface, curves, states, colours.
Errors are those of few points, and of four steps one is drawn: what each of 2,500 drawings left behind would show too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.nets import opening_checkpoints
from tests.torture.screen import screen
from tests.torture.table import Row

ROOT = Path(__file__).resolve().parents[2]
STEPS, WINDOWS = 10_000, 100
PROGRAM = """
import gc, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication
QSettings.setDefaultFormat(QSettings.Format.IniFormat)
application = QApplication(sys.argv[:1])
import app.engine.workspace
import core.runs.checkpoint
from core.measures.metrics import prepare_truth
core.runs.checkpoint.BUNDLED = Path(sys.argv[4])
app.engine.workspace.truth_of = lambda source, seed: prepare_truth(source, seed, surface=500)
from app.document.settings import Settings
from app.window.window import MainWindow
from tests.torture.soak import resident_mb
from tests.torture.work import SHAPES
Settings().asks = False
kind, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
application.setQuitOnLastWindowClosed(False)

# Nobody turns the loop of events as fast as it goes: a person's window sleeps until there is one.
waker = QTimer()
waker.start(20)

def wait(done):
    while not done():
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

def opened():
    window = MainWindow(str(SHAPES["digit-3.png"]))
    window.resize(1024, 700)  # the least; what is drawn by software takes time by its size
    window.show()
    window.begin()
    wait(lambda: window.start.complete and window.store.session.document is not None)
    return window

if kind == "steps":
    window = opened()
    store = window.store
    store.run_changed.connect(lambda: store.follow(store.session.last % 4 == 3))
    for goal in (first, last):
        window.player.go_to(goal)
        wait(lambda: store.session.last >= goal)
        print(resident_mb(), flush=True)
    window.close()
else:
    for number in range(1, last + 1):
        window = opened()
        window.close()
        window.deleteLater()
        del window
        for _ in range(20):
            application.processEvents()
            application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        if number in (first, last):
            print(resident_mb(), flush=True)
"""


def measured(row: Row, kind: str, first: int, last: int, most: float) -> None:
    """Memory after `first` and after `last`, which may be so many times as much."""
    with tempfile.TemporaryDirectory() as home:
        nets = opening_checkpoints(Path(home) / "nets", 0.002)
        places = {f"XDG_{name}_HOME": f"{home}/{name.lower()}" for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, kind, str(first), str(last), nets], cwd=ROOT,
            env={**os.environ, "HOME": home, **places}, capture_output=True, text=True, check=False,
        )  # fmt: skip
    told = done.stdout.split()
    if not row.check(
        len(told) == 2 and not done.returncode, f"{kind}: ended with {done.returncode}: {done.stderr[-1000:]}"
    ):
        return
    before, after = map(float, told)
    row.check(after <= most * before, f"{kind}: {before:.0f} MB after {first}, {after:.0f} MB after {last}")
    row.figures.append(f"{kind}: {before:.0f} MB after {first:,}, {after:.0f} MB after {last:,}")


def run(short: bool) -> Row:
    """Left out in the short form: both take minutes."""
    row = Row("windows")
    with screen() as problem:
        row.left_out = "takes minutes" if short else problem
        if not row.left_out:
            measured(row, "steps", 500, STEPS, 1.15)
            measured(row, "windows", 10, WINDOWS, 1.05)
    return row
