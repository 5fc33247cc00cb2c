"""Meta-training in a child process: starts it, listens to it, stops it. The window never trains itself."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.engine.child import Child
from app.system.words import told, tr
from core.errors import UserError
from core.storage import places
from core.storage.atomic import write_file
from core.storage.resources import LIVE

RECIPE = LIVE / "outlines.toml"


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
        self.child = Child(self)
        self.child.told.connect(self._hear)
        self.child.ended.connect(self._finished)
        self.folder: Path | None = None

    @property
    def running(self) -> bool:
        return self.child.running

    @Slot(int, int)
    def start(self, seed: int, steps: int) -> None:
        """Train the small net anew. seed: of its first weights and of its shapes. steps: outer steps."""
        if self.running:
            return
        self.folder = home() / f"outlines-seed-{seed}"
        recipe = RECIPE.read_text(encoding="utf-8")
        for key, value in (("seed", seed), ("outer_steps", steps)):
            recipe = re.sub(rf"(?m)^{key} = \d+$", f"{key} = {value}", recipe)
        try:
            write_file(self.folder / "recipe.toml", recipe.encode())
        except UserError as error:
            self.ended.emit(told(str(error)))
            return
        words = ["train", str(self.folder / "recipe.toml"), "--live", "--restart", "--device", "cpu"]
        self.child.start([*words, "--out", str(self.folder)])
        self.started.emit(str(self.folder))

    @Slot()
    def stop(self) -> None:
        """End the training; the last saved checkpoint stays."""
        if self.child.stop():
            self.ended.emit("")

    @Slot(object)
    def _hear(self, told: dict[str, Any]) -> None:
        if "loss" in told:
            loss = told["loss"]
            self.progressed.emit(told["step"], told["total"], float("nan") if loss is None else loss)
        elif "snapshot" in told:
            self.snapshot.emit(str(self.folder), told["snapshot"])

    @Slot(str)
    def _finished(self, fault: str) -> None:
        self.ended.emit(tr("The training failed: {fault}", fault=fault) if fault else tr("The training is complete."))
