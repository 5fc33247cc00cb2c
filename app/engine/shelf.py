"""Where the states of long runs lie while the program runs: in a file that goes with it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from core.storage.scratch import ScratchFolder

if TYPE_CHECKING:
    from core.runs.memory import StateFile
    from core.runs.run import Entry


class Shelf:
    """Puts states on disk. Used by one thread; only `cleanup` may be called by another, at the end."""

    def __init__(self) -> None:
        self._folder: ScratchFolder | None = None
        self._file: StateFile | None = None

    def put(self, entry: Entry) -> Entry:
        """The entry, its state on disk once a run has become long. Where the disk is full it stays in memory."""
        from core.runs.memory import IN_MEMORY, StateFile

        if entry.record.step <= IN_MEMORY:
            return entry
        with suppress(OSError):
            if self._folder is None:
                self._folder = ScratchFolder()
            if self._file is None:
                self._file = StateFile(self._folder.path / "states")
            return replace(entry, state=self._file.put(entry.state))
        return entry

    def cleanup(self) -> None:
        """Removes the folder; what is on disk can be read until nobody has it any more."""
        if self._folder is not None:
            self._folder.cleanup()
