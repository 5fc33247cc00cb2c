"""Training on a person's own meshes, from the window: their reading and the training are child processes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.engine.child import Child
from app.engine.worker import Worker, finish
from app.system.words import tr
from app.widgets.notices import Notice
from core.methods.registry import is_plain_start
from core.storage import places


def home() -> Path:
    """Where a person's own checkpoints are kept, each in a folder of its name."""
    return places.own_checkpoints()


def free_name(wanted: str, taken: frozenset[str]) -> str:
    """A name for a checkpoint that stands for nothing else: letters, digits, dots and dashes, numbered if need be."""
    plain = re.sub(r"[^\w.-]+", "-", wanted).strip(".-") or "shapes"
    plain = f"my-{plain}" if is_plain_start(plain) else plain
    number = 2
    name = plain
    while name in taken or (home() / name).exists():
        name, number = f"{plain}-{number}", number + 1
    return name


class OwnShapes(QObject):
    """One reading and one training at a time."""

    counted = Signal(int)  # meshes in the folder
    looked = Signal(object)  # dict of a core.training.survey.Look
    surveyed = Signal(str)  # why not to the end, "" when all were read
    begun = Signal(str)  # folder of the training
    told = Signal(object)  # dict, what it tells
    ended = Signal(str)  # why it failed, "" when it is complete
    paused = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reading, self._training = Child(self), Child(self)
        self._reading.told.connect(self._read)
        self._reading.ended.connect(self.surveyed)
        self._training.told.connect(self.told)
        self._training.ended.connect(self.ended)

    @property
    def training(self) -> bool:
        return self._training.running

    @property
    def reading(self) -> bool:
        return self._reading.running

    @Slot(str)
    def survey(self, folder: str) -> None:
        """Read every mesh of a folder, to say which can be used."""
        self._reading.start(["prepare", folder, "--check"])

    @Slot()
    def stop_reading(self) -> None:
        if self._reading.stop():
            self.surveyed.emit(tr("it was stopped"))

    @Slot(object)
    def _read(self, told: dict[str, Any]) -> None:
        if "id" in told:
            self.looked.emit(told)
        elif "total" in told:
            self.counted.emit(told["total"])

    @Slot(object, object)
    def start(self, asked: dict[str, Any], usable: list[dict[str, str]]) -> None:
        """Begin a training. asked: of core.training.own_training.OwnTraining. usable: ids of the meshes."""
        folder = home() / asked["name"]

        def work() -> str:
            from core.prepare.layout import ShapeId
            from core.training.own_training import OwnTraining, write_training

            write_training(folder, OwnTraining(**asked), [ShapeId(**known) for known in usable])
            return str(folder)

        worker = Worker(work, tr("preparing the training"), self)
        worker.ended.connect(self._written)
        worker.start()

    @Slot(object)
    def _written(self, notice: Notice) -> None:
        if notice.severity == "info":
            self.go_on(notice.text)
        else:
            self.ended.emit(notice.text)

    @Slot(str)
    def go_on(self, folder: str) -> None:
        """Train in a folder, from where it is."""
        from core.training.own_training import RECIPE, read_own

        own = read_own(Path(folder))
        if own is None:
            self.ended.emit(tr("{folder} holds no training of your own meshes", folder=folder))
            return
        words = ["train", str(Path(folder) / RECIPE), "--live", "--resume", "--minutes", f"{own.minutes:g}"]
        self.begun.emit(folder)
        self._training.start([*words, "--out", folder])

    @Slot()
    def pause(self) -> None:
        """Stop; what was saved last stays, and is gone on from."""
        if self._training.stop():
            self.paused.emit()

    @Slot()
    def finish(self) -> None:
        """The window closes."""
        self._reading.stop()
        self._training.stop()
        finish(self)
