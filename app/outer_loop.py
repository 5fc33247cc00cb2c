"""Meta-training in a child process: starts it, listens to it, stops it. The window never trains itself."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from app.ending import GRACE_MS
from core import places
from core.atomic import write_file
from core.errors import UserError

ROOT = Path(__file__).resolve().parents[1]
RECIPE = ROOT / "assets" / "live" / "outlines.toml"


def home() -> Path:
    """Where the nets are kept that were trained in the window."""
    return places.data() / "trained"


class OuterLoop(QObject):
    """One training at a time."""

    progressed = Signal(int, int, float)  # step, of how many, query loss (NaN when not finite)
    snapshot = Signal(str, int)  # folder, step
    started = Signal(str)  # folder
    ended = Signal(str)  # what happened, one sentence; "" when it was stopped

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._child: QProcess | None = None
        self._rest = b""
        self.folder: Path | None = None

    @property
    def running(self) -> bool:
        return self._child is not None

    @Slot(int, int)
    def start(self, seed: int, steps: int) -> None:
        """Train the small net anew. seed: of its first weights and of its shapes. steps: outer steps."""
        if self._child is not None:
            return
        self.folder = home() / f"outlines-seed-{seed}"
        recipe = RECIPE.read_text(encoding="utf-8")
        for key, value in (("seed", seed), ("outer_steps", steps)):
            recipe = re.sub(rf"(?m)^{key} = \d+$", f"{key} = {value}", recipe)
        try:
            write_file(self.folder / "recipe.toml", recipe.encode())
        except UserError as error:
            self.ended.emit(str(error))
            return
        child = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("OMP_NUM_THREADS", os.environ.get("OMP_NUM_THREADS", "1"))  # a core stays for the window
        child.setProcessEnvironment(environment)
        child.setWorkingDirectory(str(ROOT))
        child.readyReadStandardOutput.connect(self._read)
        child.finished.connect(self._finished)
        child.errorOccurred.connect(self._failed)
        self._child, self._rest = child, b""
        words = ["train", str(self.folder / "recipe.toml"), "--live", "--restart", "--device", "cpu"]
        words += ["--out", str(self.folder)]
        child.start(sys.executable, [str(ROOT / "main.py"), *words])
        self.started.emit(str(self.folder))

    @Slot()
    def stop(self) -> None:
        """End the training; the last saved checkpoint stays."""
        child, self._child = self._child, None
        if child is not None:
            child.finished.disconnect(self._finished)
            child.errorOccurred.disconnect(self._failed)
            child.kill()  # every file is written atomically, so nothing can be torn
            child.waitForFinished(GRACE_MS)
            child.deleteLater()
            self.ended.emit("")

    @Slot()
    def _read(self) -> None:
        if self._child is None:
            return
        lines = (self._rest + bytes(self._child.readAllStandardOutput().data())).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            try:
                told = json.loads(line)
            except ValueError:
                continue
            if "loss" in told:
                loss = told["loss"]
                self.progressed.emit(told["step"], told["total"], float("nan") if loss is None else loss)
            elif "snapshot" in told:
                self.snapshot.emit(str(self.folder), told["snapshot"])

    @Slot(int)
    def _finished(self, code: int) -> None:
        self._read()
        child, self._child = self._child, None
        if child is None:
            return
        words = bytes(child.readAllStandardError().data()).decode(errors="replace").strip().splitlines()
        child.deleteLater()
        self.ended.emit("The training is complete." if code == 0 else f"The training failed: {(words or ['?'])[-1]}")

    @Slot()
    def _failed(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            self.ended.emit(f"The training could not be started: {child.errorString()}.")
            child.deleteLater()
