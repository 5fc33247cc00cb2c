"""Another run of this program that tells in JSON lines how far it is: started, listened to, stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal, Slot

from app.system.ending import GRACE_MS
from app.system.program import again
from app.system.words import tr
from core.storage.resources import ROOT


class Child(QObject):
    """One run at a time. What it writes it writes atomically, so that to kill it leaves nothing torn."""

    told = Signal(object)  # dict, a JSON line
    ended = Signal(str)  # why it failed, the last line that it said; "" when it is complete

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._rest = b""

    @property
    def running(self) -> bool:
        return self._process is not None

    @property
    def process_id(self) -> int:
        """Of the run, 0 where none is."""
        return self._process.processId() if self._process is not None else 0

    def start(self, words: Sequence[str]) -> None:
        """Run a verb; one that runs is stopped before."""
        self.stop()
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("OMP_NUM_THREADS", os.environ.get("OMP_NUM_THREADS", "1"))  # a core stays for the window
        process.setProcessEnvironment(environment)
        process.setWorkingDirectory(str(ROOT))
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self._process, self._rest = process, b""
        program, *arguments = again(words)
        process.start(program, arguments)

    @Slot()
    def stop(self) -> bool:
        """End it, without a word. Whether it was running."""
        process, self._process = self._process, None
        if process is None:
            return False
        process.finished.disconnect(self._finished)
        process.errorOccurred.disconnect(self._failed)
        process.kill()
        process.waitForFinished(GRACE_MS)
        process.deleteLater()
        return True

    @Slot()
    def _read(self) -> None:
        if self._process is None:
            return
        lines = (self._rest + bytes(self._process.readAllStandardOutput().data())).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            try:
                told = json.loads(line)
            except ValueError:
                continue
            if isinstance(told, dict):
                self.told.emit(told)

    @Slot(int)
    def _finished(self, code: int) -> None:
        self._read()
        process, self._process = self._process, None
        if process is None:
            return
        words = bytes(process.readAllStandardError().data()).decode(errors="replace").strip().splitlines()
        process.deleteLater()
        self.ended.emit("" if code == 0 else (words or [tr("it ended without a word")])[-1])

    @Slot()
    def _failed(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            self.ended.emit(tr("it could not be started: {errorstring}", errorstring=process.errorString()))
            process.deleteLater()
