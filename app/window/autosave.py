"""Keeps what would be missed after a crash: each step is appended to a recovery file, on a thread of its own.

The GUI thread only says that the session is another one; the thread takes the latest, finds out what is new of it, and
writes that. A document is kept from its first step (drawing, branch ...) on until a session file has it. At a clean end
everything goes.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QStandardPaths, QThread, Signal, Slot

from app.document.document import DRAWING, Document, WindowState
from app.document.store import Store, changed_parts
from app.document.unsaved import unsaved
from app.system.ending import SAVING_MS, end
from app.system.words import tr
from app.widgets.notices import Notice, notice_of

if TYPE_CHECKING:
    from app.document.document import Camera
    from core.runs.recovery import Journal

MOST_JOURNALS = 4
"""Documents that are kept: the shown one, and those left last."""

WATCHED = {"document", "run", "lines", "saved", "cursor", "view", "inspect", "bookmarks"}
"""Parts of the session that a recovery file holds or depends on."""


def home() -> Path:
    """Where recovery files are kept: a folder for each running program."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)) / "recovery"


class KeptDocument(NamedTuple):
    """Of a document that is kept, the path of its shape and how many lines it has."""

    path: str
    lines: int


class Autosave(QThread):
    """Follows a store. camera: tells where the view is seen from, on the GUI thread."""

    noticed = Signal(object)  # Notice
    taken_over = Signal(str)  # path of a recovery that is kept by this program now

    def __init__(self, store: Store, camera: Callable[[], Camera | None]) -> None:
        super().__init__()
        self.setObjectName("autosave")
        self._camera = camera
        self._wake = threading.Condition()
        self._latest: tuple[WindowState, Camera | None] | None = None
        self._ending = self._busy = False
        self._journals: dict[
            object, tuple[KeptDocument, Journal]
        ] = {}  # by origin; touched by the thread alone, as below
        self._folder: Path | None = None
        self._lock = -1
        self._count = 0
        self._broken: object = None  # origin of a document that could not be written
        store.changed.connect(self._changed)

    @Slot(object, object)
    def _changed(self, before: WindowState, now: WindowState) -> None:
        if now.document is None or not WATCHED.intersection(changed_parts(before, now)):
            return
        with self._wake:
            self._latest = now, self._camera()
            self._wake.notify_all()
        if not self.isRunning() and not self._ending:
            self.start(QThread.Priority.LowPriority)

    def settled(self, seconds: float = 10.0) -> bool:
        """Wait until everything that was shown is written. False when that takes longer. After `finish` nothing is."""
        with self._wake:
            return self._wake.wait_for(lambda: self._ending or (self._latest is None and not self._busy), seconds)

    def finish(self, *, keep: bool) -> None:
        """Write what is left and end. keep: the files stay for the next start; otherwise they go."""
        with self._wake:
            self._ending = True
            if not keep:
                self._latest = None
            self._wake.notify_all()
        if not end(self, SAVING_MS):
            return  # the disk does not answer; what was written stays
        if self._latest is not None and keep:
            self._write(*self._latest)  # it had not begun yet
        for _, journal in self._journals.values():
            journal.close()
        if self._folder is not None:
            from core.runs.recovery import clear

            if keep and self._journals:
                os.close(self._lock)
            else:
                clear(self._folder, self._lock)
            self._folder = None
        self._journals.clear()

    # --- on its own thread

    def run(self) -> None:
        """The loop of the thread."""
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._latest is not None or self._ending)
                if self._latest is None:
                    return
                latest, self._latest, self._busy = self._latest, None, True
            try:
                self._write(*latest)
            finally:
                with self._wake:
                    self._busy = False
                    self._wake.notify_all()

    def _write(self, shown: WindowState, camera: Camera | None) -> None:
        """Have the files hold this session. Whatever cannot be written is told once for each document."""
        document = shown.document
        if document is None or document.origin is self._broken:
            return
        try:
            self._keep(shown, document, camera)
        except Exception as error:  # noqa: BLE001 (the boundary of the thread; nothing is hidden, all is shown)
            self._broken = document.origin
            self._drop(document.origin)
            told = notice_of(error, tr("keeping a copy in case of a crash"))
            words = tr("After a crash this work could not be recovered: {text}", text=told.text)
            self.noticed.emit(Notice("warning", words, told.details))

    def _keep(self, shown: WindowState, document: Document, camera: Camera | None) -> None:
        from app.engine.session_io import packed_view, portable_lines

        if not unsaved(document, ()):
            self._drop(document.origin)
            return
        known = self._journals.pop(document.origin, None)
        if known is None:
            journal = self._begin(shown, camera)
            self._leave(document)
        else:
            journal = known[1]
        self._journals[document.origin] = KeptDocument(document.source.path, len(document.lines)), journal
        journal.add(portable_lines(document), document.line, packed_view(shown, camera))
        if known is None and document.arrival is not None and document.arrival.recovered:
            self.taken_over.emit(document.arrival.path)

    def _begin(self, shown: WindowState, camera: Camera | None) -> Journal:
        from app.engine.session_io import session_of
        from core.runs.recovery import Journal

        self._count += 1
        return Journal(self._own_folder() / f"{self._count:04d}.metasdf", session_of(shown, camera))

    def _leave(self, document: Document) -> None:
        """Keep what was left last; not what this document goes on with: a drawing, or a line observed anew."""
        for origin, (left, journal) in list(self._journals.items()):
            if left.path == document.source.path and (left.path == DRAWING or left.lines == 1):
                self._drop(origin)
            else:
                journal.rest()
        while len(self._journals) >= MOST_JOURNALS:
            self._drop(next(iter(self._journals)))

    def _drop(self, origin: object) -> None:
        known = self._journals.pop(origin, None)
        if known is not None:
            known[1].remove()

    def _own_folder(self) -> Path:
        """A folder that this program holds."""
        from core.runs.recovery import hold

        while self._folder is None:
            folder = home() / secrets.token_hex(8)
            folder.mkdir(parents=True)
            try:
                lock = hold(folder)
            except FileNotFoundError:  # another program, that looks for what was left, found it empty
                continue
            if lock is not None:
                self._folder, self._lock = folder, lock
        return self._folder
