"""The same shape, net and seed give the same numbers to the last bit: Python, command line and window; one and two
threads; and a session there and back.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import torch

from core.observation.observe import observe
from core.readers.load import load
from core.runs.checkpoint import load_checkpoint, method_of
from core.runs.defaults import natural_kind
from core.runs.identity import file_hash
from core.runs.run import Run, advance, begin
from core.runs.session import Session, read_session, write_session
from tests.torture.table import Row
from tests.torture.work import SHAPES

ROOT = Path(__file__).resolve().parents[2]
WINDOW = """
import hashlib, sys
from PySide6.QtCore import QCoreApplication
from app.document.document import ObservationSetup
from app.engine.engine import Engine
application, engine, entries = QCoreApplication([]), Engine(), []
def opened(document):
    entries.append(document.run.entries[0])
    engine.step(document, document.run.trained_steps)
    goal.append(document.run.trained_steps)
goal = []
def stepped(generation, entry):
    entries.append(entry)
    if entry.record.step == goal[0]:
        application.quit()
engine.opened.connect(opened)
engine.stepped.connect(stepped)
engine.failed.connect(lambda slot, notice: (print(notice.text), application.exit(1)))
engine.start()
engine.open(sys.argv[1], ObservationSetup(checkpoint=sys.argv[2]))
application.exec()
engine.stop()
found = hashlib.sha256()
for entry in entries:
    for tensor in entry.state.params:
        found.update(tensor.numpy().tobytes())
print(found.hexdigest())
"""


def computed(shape: str, name: str, folder: Path) -> list[str]:
    """Of the states of all trained steps, and of those that a session gives back, one checksum each."""
    source, checkpoint = load(shape), load_checkpoint(name)
    method = method_of(checkpoint, "cpu")
    seen = observe(source, natural_kind(source, checkpoint), checkpoint.context_points, 0)
    run = begin(shape, seen, checkpoint, method, 0)
    for _ in range(method.trained_steps):
        run = run.extended(advance(run, method))
    setup = {"checkpoint": name, "drawing": ""}
    session = Session(shape, file_hash(shape), source.normalization, setup, checkpoint.sha256, run, {})
    write_session(folder / "a.metasdf", session)
    return [digest(run), digest(read_session(folder / "a.metasdf").run)]


def digest(run: Run) -> str:
    found = hashlib.sha256()
    for entry in run.entries:
        for tensor in entry.state.params:
            found.update(tensor.numpy().tobytes())
    return found.hexdigest()


def asked(*words: str, threads: int = 1) -> list[str]:
    """What a program says, line by line."""
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return done.stdout.splitlines() or [done.stderr[-500:]]


def written(shape: str, checkpoint: str, folder: Path, threads: int) -> str:
    """Of the surfaces that the command line writes, one checksum."""
    command = [sys.executable, "main.py", "adapt", shape, "--checkpoint", checkpoint, "--out", str(folder)]
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads)}
    done = subprocess.run(
        [*command, "--resolution", "32"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    found = hashlib.sha256()
    for path in sorted(folder.glob("step_*")):
        found.update(path.read_bytes())
    return found.hexdigest() if not done.returncode else done.stderr[-500:]


def run(short: bool) -> Row:
    """A 2D and a 3D shape; the short form has one of them, and two of the five programs."""
    row = Row("determinism")
    torch.set_num_threads(1)
    pairs = [("digit-3.png", "digits-dense"), ("chair-scan.pcd", "furniture-scan")][: 1 if short else 2]
    with tempfile.TemporaryDirectory() as place:
        for name, checkpoint in pairs:
            shape = str(SHAPES[name])
            first = computed(shape, checkpoint, Path(place))
            row.check(len(first) == 2 and len(first[0]) == 64, f"{name}: {first}")
            row.check(len(set(first)) == 1, f"{name}: a session gives back other numbers")
            windows = asked("-c", WINDOW, shape, checkpoint)
            row.check(windows[-1] == first[0], f"{name}: the window has other numbers: {windows[-1]}")
            if short:
                continue
            second = asked("-m", "tests.torture.determinism", shape, checkpoint, place, threads=2)
            row.check(second == first, f"{name}: two threads give other numbers")
            row.check(asked("-c", WINDOW, shape, checkpoint, threads=2)[-1] == first[0], f"{name}: window, two threads")
            lines = {written(shape, checkpoint, Path(place) / f"{name}-{n}", 1 + n % 2) for n in range(3)}
            row.check(len(lines) == 1 and len(lines.copy().pop()) == 64, f"{name}: the command line differs: {lines}")
    return row


if __name__ == "__main__":
    torch.set_num_threads(2)
    sys.stdout.write("\n".join(computed(sys.argv[1], sys.argv[2], Path(sys.argv[3]))) + "\n")
