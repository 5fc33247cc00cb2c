"""Where the states of long runs lie while the program runs: in files of a folder that goes with it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from core.storage.scratch import ScratchFolder

if TYPE_CHECKING:
    from core.runs.run import Entry


class Shelf:
    """Puts states on disk. Used by one thread; only `cleanup` may be called by another, at the end."""

    def __init__(self) -> None:
        self._folder: ScratchFolder | None = None
        self._run = 0

    def begin(self) -> None:
        """Steps that were discarded may be taken anew while their old states are still mapped."""
        self._run += 1

    def put(self, entry: Entry) -> Entry:
        """The entry, its state on disk once a run has become long. Where the disk is full it stays in memory."""
        from core.runs.memory import IN_MEMORY, spilled

        if entry.record.step <= IN_MEMORY:
            return entry
        if self._folder is None:
            self._folder = ScratchFolder()
        folder = self._folder.path / str(self._run)
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
            return replace(entry, state=spilled(entry.state, folder))
        return entry

    def cleanup(self) -> None:
        """Removes the folder."""
        if self._folder is not None:
            self._folder.cleanup()
