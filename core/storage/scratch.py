"""Folders for what is needed for a while, which do not outlive the programs that made them, however those end."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from core.errors import UserError
from core.storage.claims import LOCK, claimed

PREFIX = "metasdf-"


class ScratchFolder:
    """A new folder in the system's place for such; making one removes those of programs that were killed."""

    def __init__(self) -> None:
        sweep(Path(tempfile.gettempdir()))
        self._held = ExitStack()
        for chance in range(3):  # another program that sweeps may come between the making and the holding
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
            try:
                self._held.enter_context(claimed(self.path))
                return
            except UserError:
                if chance == 2:
                    raise

    def cleanup(self) -> None:
        """Removes the folder and all in it. Who still writes in it finds it gone: nothing new comes meanwhile."""
        away = self.path.with_name(f"{self.path.name}-gone")
        try:
            self.path.rename(away)
        except OSError:  # it is gone already; and Windows moves no open file
            away = self.path
        shutil.rmtree(away, ignore_errors=True)
        self._held.close()

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.cleanup()


def sweep(place: Path) -> None:
    """Removes the folders in a place that no program holds any more. One without a lock is nobody's to judge."""
    for folder in place.glob(f"{PREFIX}*"):
        if not (folder / LOCK).is_file():
            continue
        with contextlib.suppress(UserError, OSError), claimed(folder):
            shutil.rmtree(folder, ignore_errors=True)
